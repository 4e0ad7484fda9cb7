"""The registry of commands: the parser, every help text and the README are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from reader.records import ENTITY_TYPES

SORTS = ("date", "title", "outlet", "added")
FORMATS = ("markdown", "jsonld", "csv", "json", "bibtex", "ris")
COLOURS = (1, 2, 3, 4)
SHELLS = ("bash", "zsh", "fish")


class Argument(NamedTuple):
    """One argument: its flag or name, its help, and what else argparse is told."""

    name: str
    help: str
    more: Mapping[str, Any]


class Verb(NamedTuple):
    """One command. ``do`` is ``room:function`` in `reader.cli`, imported when the command runs."""

    name: str
    help: str
    do: str
    arguments: tuple[Argument, ...] = ()
    json: bool = False
    usage: str | None = None
    """What stands behind the name in the usage line, where argparse's own would mislead."""
    more: str = ""
    """A few lines below the arguments: examples, and what is not obvious."""


def number(given: str) -> int:
    """A number of things, for argparse, which puts this function's name into its message."""
    value = int(given)
    if value < 0:
        raise ValueError
    return value


def ordinal(given: str) -> int:
    """Which of several, counted from 1; for argparse as above."""
    value = number(given)
    if not value:
        raise ValueError
    return value


def _argument(name: str, help: str, **more: Any) -> Argument:
    return Argument(name, help, more)


_ID = _argument("id", "an article: its id, or its first characters (4 or more)", metavar="ID")
_QUERY_WORDS = 'words, "phrases", fields such as outlet: or date:2018'
_QUERY = _argument("query", _QUERY_WORDS, nargs="*", metavar="QUERY")
_LIMIT = _argument("--limit", "no more than N", type=number, metavar="N")
_REMOVE = _argument("--remove", "take it away", action="store_true")
_ENTITY = _argument("entity", "an entity: its id or name", metavar="NAME-OR-ID")
_QUERY_HELP = (
    'Queries: words (all must match), "exact phrase", prefix*, OR, -not,\n'
    "title: outlet: by: tag: note: entity: lang: date:2018 date:2018-04..2023-07\n"
    "after: before: is:read|unread|bookmarked|noted|highlighted|copy.\n"
    "A query that begins with - comes after --"
)

VERBS = (
    Verb("open", "Open the app at an article", "app:open_", (_ID,)),
    Verb("add", "Import files, folders and - (standard input)", "files:add", (
        _argument("paths", "files, folders (with all in them), or - for standard input", nargs="+", metavar="PATH"),
        _argument("--dry-run", "only say what would be added", action="store_true"),
    ), json=True, more="What is there already is a duplicate, not an error. A missing corpus is made.\n"
                       "The JSON that `reader export` writes is taken in with all its notes and marks."),
    Verb("list", "List articles, newest first", "articles:list_", (
        _QUERY, _argument("--sort", "by date (usual), title, outlet or added", choices=SORTS, default="date"), _LIMIT,
    ), json=True, more=f"Marks: • unread, * bookmarked, n a note, h a highlight, = told elsewhere.\n{_QUERY_HELP}"),
    Verb("inbox", "List articles that nobody looked through yet, doubtful first", "inbox:inbox", (
        _LIMIT,
        _argument("--done", "take these articles out of the inbox", nargs="+", metavar="ID"),
        _argument("--done-all", "take all articles out of the inbox", action="store_true"),
        _argument("--follow", "let other articles follow the correction of proposal N", type=number, metavar="N"),
        _argument("--refuse", "never propose it again", type=number, metavar="N"),
    ), json=True, more="Behind the id: what is doubtful (title? date? outlet?), and how much is cut.\n"
                       "Correct it with `reader set`; `reader undo` brings articles back. Below the\n"
                       "articles, by number: what your corrections propose for others."),
    Verb("show", "Print one article", "articles:show", (
        _ID, _argument("--raw", "the original bytes", action="store_true"),
    ), json=True),
    Verb("compare", "Show what differs between two articles", "compare:compare", (
        _ID, _argument("other", "another; without it, the nearest of those that tell the same", nargs="?",
                       metavar="OTHER"),
    ), json=True, more="Paragraphs in sequence: - only in the first, + only in the other, ~ changed;\n"
                       "within them [-words of the first-] and {+words of the other+}."),
    Verb("search", "Search texts, notes, highlights, tags and names", "articles:search", (
        _argument("query", _QUERY_WORDS, nargs="+", metavar="QUERY"), _LIMIT,
    ), json=True, more=_QUERY_HELP),
    Verb("related", "List articles that speak of the same as one, and what both say", "related:related", (_ID, _LIMIT),
         json=True, more="By the names and words that they share, the rarest first. Its copies are left\n"
                         "out: reader show lists those."),
    Verb("entities", "List people, places and organisations, most mentioned first", "entities:entities", (
        _argument("--type", "only persons, places, organisations or others", choices=ENTITY_TYPES, type=str.upper),
        _LIMIT,
    ), json=True),
    Verb("entity", "Show one entity: names, and every mention in its sentence", "entities:entity", (_ENTITY,),
         json=True, more="To correct one: reader entity rename|retype|merge|split|never|reject|add|undo.\n"
                         "An entity of such a name: reader entity -- NAME"),
    Verb("entity rename", "Show an entity under another name", "entities:rename", (
        _ENTITY, _argument("name", "the new name", nargs="+", metavar="NAME"))),
    Verb("entity retype", "Say what an entity is: PER, LOC, ORG or MISC", "entities:retype", (
        _ENTITY, _argument("type", "PER, LOC, ORG or MISC", choices=ENTITY_TYPES, type=str.upper, metavar="TYPE"))),
    Verb("entity merge", "Say that entities are one; they become the first", "entities:merge", (
        _ENTITY, _argument("others", "what it is the same as", nargs="+", metavar="NAME-OR-ID"))),
    Verb("entity reject", "Say that an entity is none, everywhere or at one place", "entities:reject", (
        _ENTITY, _argument("--at", "only there: offsets as in `reader show --json`", metavar="ARTICLE:START-END"))),
    Verb("entity split", "Say that some names of an entity are somebody else", "entities:split", (
        _ENTITY, _argument("aliases", "names of it, as `reader entity` shows them", nargs="+", metavar="ALIAS"))),
    Verb("entity never", "Say that two entities are never the same", "entities:never", (
        _ENTITY, _argument("other", "another entity", metavar="NAME-OR-ID"))),
    Verb("entity add", "Say that a passage of an article is a name", "entities:add", (
        _argument("place", "where: offsets as in `reader show --json`", metavar="ARTICLE:START-END"),
        _argument("--type", "PER (usual), LOC, ORG or MISC", choices=ENTITY_TYPES, type=str.upper, metavar="TYPE"),
        _argument("--as", "it is this entity", dest="entity", metavar="NAME-OR-ID"))),
    Verb("entity undo", "Take back the last correction of entities made here", "entities:undo"),
    Verb("bookmark", "Bookmark an article", "marks:bookmark", (_ID, _REMOVE)),
    Verb("tag", "Give an article tags", "marks:tag", (
        _ID, _argument("tags", "one or more", nargs="+", metavar="TAG"), _REMOVE)),
    Verb("read", "Mark an article as read", "marks:read", (
        _ID, _argument("--unread", "mark it as unread", action="store_true"))),
    Verb("highlight", "Highlight a passage", "marks:highlight", (
        _ID,
        _argument("--quote", "the exact words of the passage", required=True, metavar="TEXT"),
        _argument("--nth", "which one, if the words stand there more than once", type=ordinal, metavar="N"),
        _argument("--note", "a note on the passage", default="", metavar="TEXT"),
        _argument("--colour", "1 (usual) to 4", type=int, choices=COLOURS, default=1),
    )),
    Verb("note", "Write a Markdown note on an article, an entity or the corpus", "notes:note", (
        _argument("words", "ID, entity:NAME-OR-ID or corpus; then the text of the note", nargs="*", metavar="TARGET"),
        _argument("--edit", "give this note or highlight another text; no target then", metavar="NOTE"),
        _argument("--remove", "delete this note or highlight; no target then", metavar="NOTE"),
        _argument("--restore", "bring this deleted note or highlight back", metavar="NOTE"),
        _argument("--history", "show what this note said before, newest first, with differences", metavar="NOTE"),
    ), usage="ID|entity:NAME-OR-ID|corpus [TEXT] | --edit NOTE [TEXT] | --remove NOTE | --restore NOTE | "
             "--history NOTE [--json]",
         json=True,
         more="Without TEXT it is read from standard input; on a terminal, $VISUAL or\n"
              "$EDITOR opens. In the text: [[ID]], [[a title]], [[a name]],\n"
              "[[entity:NAME-OR-ID]] and [[note:NOTE]] are links, #words are tags."),
    Verb("notes", "List notes and highlights, newest first", "notes:notes", (
        _QUERY, _argument("--deleted", "those that were deleted; reader note --restore brings one back",
                          action="store_true"), _LIMIT,
    ), json=True, more="What is asked of articles (outlet:, date:, is: …) holds for the one a note\n"
                       f"is on; tag: finds the #tags in notes.\n{_QUERY_HELP}"),
    Verb("remove", "Take an article out (undo brings it back)", "marks:remove", (_ID,)),
    Verb("purge", "Erase an article for good, here and wherever it is merged", "purging:purge", (
        _ID, _argument("--yes", "do not ask", action="store_true"),
    ), more="Its text, its bytes and its words in notes on it are erased from the file, its\n"
            "backups, and every copy that is merged later. It cannot be undone: to have the\n"
            "article back, add it again."),
    Verb("set", "Correct title, date, outlet, and what was cut of the text", "marks:set_", (
        _ID, _argument("fields", "title=…, date=2018-04-10, outlet=…; empty: back to what was found; "
                                 "keep=START-END, cut=START-END", nargs="+", metavar="FIELD=VALUE")),
         more="keep shows a passage that was cut, cut hides one; offsets: reader show --json"),
    Verb("undo", "Take back the last thing done here", "marks:undo_last"),
    Verb("index", "Make derived data that is missing or out of date", "files:index", (
        _argument("--deep", "also look for names once more, thoroughly and slowly; ^C stops, the next time goes on",
                  action="store_true"),
    )),
    Verb("export", "Write articles with all notes and marks", "files:export", (
        _QUERY,
        _argument("--format", "json: complete, for `reader add` into an empty corpus; jsonld: W3C Web Annotation",
                  choices=FORMATS, required=True),
        _argument("--output", "the file to write; without it, or with -, standard output", metavar="PATH"),
        _argument("--force", "write over a file that is there", action="store_true"),
    )),
    Verb("merge", "Take in all that other copies of the corpus have", "merging:merge", (
        _argument("others", "other corpus files", nargs="+", metavar="OTHER"),
        _argument("--dry-run", "only say what would come in", action="store_true"),
        _argument("--other-lineage", "take in also a corpus that is no copy of this one, without asking",
                  action="store_true"),
    ), json=True, more="The other file is never written. Notes that both sides changed are merged\n"
                       "by lines; where they overlap, both versions are kept. `reader undo` takes all\n"
                       "of a merge back. A corpus that is no copy of this one is asked about."),
    Verb("sync", "Find copies of the corpus beside it or in a folder, merge all", "merging:sync", (
        _argument("folder", "where to look; without it, where the corpus lies", nargs="?", metavar="FOLDER"),
        _argument("--dry-run", "only say what would come in", action="store_true"),
        _argument("--clean", "put copies into the trash that are wholly contained here", action="store_true"),
    ), json=True, more="Copies are known by what is in them, whatever a sync tool called them. The\n"
                       "app does this by itself while it is open."),
    Verb("git-merge", "Unite two corpora for git (a merge driver)", "git:merge", (
        _argument("base", "not looked at", metavar="BASE"),
        _argument("ours", "the corpus that takes in the other", metavar="OURS"),
        _argument("theirs", "the other", metavar="THEIRS"),
    )),
    Verb("git-text", "Print a corpus as lines for `git diff`", "git:text", (
        _argument("file", "a corpus", metavar="FILE"),
    )),
    Verb("git-setup", "Print what git needs to merge and compare corpora", "git:setup", (
        _argument("--write", "write it into .gitattributes and the configuration of the repository",
                  action="store_true"),
    )),
    Verb("check", "Test the file, its index and every stored hash", "checking:check", (
        _argument("--repair", "mend what is wrong, with what copies and backups still have", action="store_true"),
        _argument("--from", "with --repair: a copy or backup to fetch from; may be given more than once",
                  action="append", default=None, metavar="PATH", dest="others"),
        _argument("--compact", "let go what notes said long ago, and make the file smaller", action="store_true"),
        _argument("--days", "with --compact: what a note said in the last N days stays (180)", type=number,
                  default=None, metavar="N"),
        _argument("--dry-run", "with --compact: only say what would be let go", action="store_true"),
    ), json=True, more="Copies beside the corpus and its backups are looked into by themselves. A file\n"
                       "that SQLite finds malformed is made anew, and the old one kept aside.\n"
                       "--compact keeps all notes as they stand, their two newest versions, and when\n"
                       "they were changed; a backup is made before. A copy that still has the older\n"
                       "versions brings them back when it is merged."),
    Verb("stats", "Print counts and sizes", "files:stats", json=True),
    Verb("keys", "Print the keys of the app", "app:keys", (
        _argument("--check", "test the file that gives commands other keys", action="store_true"),
    ), json=True, more='Other keys: lines such as  next-article = ["J", "^N"]\nin the file that --check names.'),
    Verb("completion", "Print the completion script of a shell", "completion:completion", (
        _argument("shell", "bash, zsh or fish", choices=SHELLS),
    ), more='For bash: eval "$(reader completion bash)" in ~/.bashrc; zsh alike; fish:\n'
            "reader completion fish > ~/.config/fish/completions/reader.fish"),
)  # fmt: skip
BY_NAME = {verb.name: verb for verb in VERBS}

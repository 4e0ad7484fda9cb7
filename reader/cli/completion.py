"""Completion of commands, options and choices for bash, zsh and fish, made of the registry."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

from reader.cli.output import say
from reader.cli.verbs import VERBS, Verb
from reader.speech import tr

_BASH = """\
_reader() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} verb= word
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case $word in
      -*) ;;
      {verbs}) [[ -z $verb || $verb == entity ]] && verb="${{verb:+$verb }}$word" ;;
    esac
  done
  COMPREPLY=()
  case "$verb $prev" in
{choices}  esac
  case $verb in
    '') COMPREPLY=($(compgen -W '{verbs_apart} --corpus --help --version' -- "$cur")) ;;
{options}  esac
}}
complete -o default -o bashdefault -F _reader reader
"""


def completion(arguments: SimpleNamespace) -> None:
    """Print the script of a shell."""
    for line in {"bash": _bash, "zsh": _zsh, "fish": _fish}[arguments.shell]():
        say(line)


def _options(verb: Verb) -> list[str]:
    own = [argument.name for argument in verb.arguments if argument.name.startswith("--")]
    return [*own, *(["--json"] if verb.json else []), "--corpus", "--help"]


def _choices(verb: Verb) -> Iterator[tuple[str, str]]:
    """Options that take one of some values, and the values."""
    for argument in verb.arguments:
        if argument.name.startswith("--") and "choices" in argument.more:
            yield argument.name, " ".join(map(str, argument.more["choices"]))


def _positional(verb: Verb) -> str:
    """The values that an argument without a name may have."""
    chosen = [a.more["choices"] for a in verb.arguments if not a.name.startswith("--") and "choices" in a.more]
    return " ".join(str(one) for choices in chosen for one in choices)


def _within(name: str) -> list[str]:
    """The second words of commands that have two."""
    return [verb.name.removeprefix(f"{name} ") for verb in VERBS if verb.name.startswith(f"{name} ")]


def _first_words() -> list[str]:
    return list(dict.fromkeys(verb.name.split()[0] for verb in VERBS))


def _bash() -> Iterator[str]:
    words = dict.fromkeys(word for verb in VERBS for word in verb.name.split())
    options = "".join(
        f"    '{verb.name}') COMPREPLY=($(compgen -W '{' '.join(_all(verb))}' -- \"$cur\")) ;;\n" for verb in VERBS
    )
    choices = "".join(
        f"    '{verb.name} {option}') COMPREPLY=($(compgen -W '{values}' -- \"$cur\")); return ;;\n"
        for verb in VERBS
        for option, values in _choices(verb)
    )
    text = _BASH.format(verbs="|".join(words), verbs_apart=" ".join(_first_words()), options=options, choices=choices)
    yield from text.splitlines()


def _all(verb: Verb) -> list[str]:
    return [*_options(verb), *_positional(verb).split(), *_within(verb.name)]


def _zsh() -> Iterator[str]:
    # zsh reads the completions of bash by itself.
    yield "#compdef reader"
    yield "autoload -U +X compinit && compinit -u"
    yield "autoload -U +X bashcompinit && bashcompinit"
    yield from _bash()


def _fish() -> Iterator[str]:
    first = " ".join(_first_words())
    yield f"complete -c reader -l corpus -r -d {_quoted(tr('the corpus file'))}"
    for name in _first_words():
        help = next(verb.help for verb in VERBS if verb.name.split()[0] == name)
        yield f"complete -c reader -n 'not __fish_seen_subcommand_from {first}' -f -a {name} -d {_quoted(tr(help))}"
    for verb in VERBS:
        yield from _fish_verb(verb)


def _fish_verb(verb: Verb) -> Iterator[str]:
    here = " ".join(["complete -c reader -n", _quoted(_fish_condition(verb.name))])
    values = dict(_choices(verb))
    for argument in verb.arguments:
        if argument.name.startswith("--"):
            choices = f" -xa {_quoted(values[argument.name])}" if argument.name in values else ""
            yield f"{here} -l {argument.name[2:]}{choices} -d {_quoted(tr(argument.help))}"
    if verb.json:
        yield f"{here} -l json -d {_quoted(tr('for programs: JSON'))}"
    if words := " ".join([_positional(verb), *_within(verb.name)]).strip():
        yield f"{here} -a {_quoted(words)}"


def _fish_condition(name: str) -> str:
    return "; and ".join(f"__fish_seen_subcommand_from {word}" for word in name.split())


def _quoted(words: str) -> str:
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"

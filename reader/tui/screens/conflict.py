"""A note that was changed in two places: both versions side by side, and the third that is made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType

from reader import acts
from reader.corpus import annotations as written
from reader.differences import Hunk, compare
from reader.records import Annotation, Version
from reader.speech import quoted, tr
from reader.tui import paint, sides
from reader.tui.commands import with_keys
from reader.tui.desk import Desk
from reader.tui.dialogs import own_bindings
from reader.tui.drafts import Begun, Drafts
from reader.tui.listplace import ListPlace
from reader.tui.notegroups import target_of
from reader.tui.place import Place, bindings
from reader.tui.screens.editor import Editor
from reader.tui.screens.notes import on_what
from reader.tui.sides import Pair
from reader.tui.widgets.pick import Pick
from reader.tui.widgets.rows import SIDE, Fixed, Ink, Rows

BESIDE_FROM = 100
"""Columns from which both fit side by side."""


def paint_pair(pair: Pair, width: int, ink: Ink) -> list[list[Segment]]:
    """A line of both, or of one below the other."""
    return [[Segment(paint.plain(text), ink(name)) for text, name in pair.runs(width)]]


def open_note(place: Place, note: str) -> None:
    """Go to a note: both its versions, where it is in conflict."""
    from reader.tui.screens.note import NoteView

    conflict = written.load(place.desk.corpus, note).conflict
    place.go_to(Conflict(place.desk, note) if conflict else NoteView(place.desk, note))


class Conflict(ListPlace):
    """The versions of one note that stand against each other, two at a time: the newest at the left, or above."""

    WHERE = "conflict"
    BINDINGS = bindings("conflict")

    def __init__(self, desk: Desk, note: str) -> None:
        super().__init__(desk)
        self.note: Annotation = written.load(desk.corpus, note)
        self._since: tuple[bytes, ...] = ()
        self._other = 1
        self._hunks: tuple[Hunk, ...] = ()
        self.rows = Rows(paint_pair)

    def reload(self) -> None:
        """Read the versions anew; leave where there are not two any more."""
        self.note = written.load(self.desk.corpus, self.note.id)
        self._since = acts.standing(self.desk.corpus, self.note.id)
        if len(self.note.versions) < 2:
            self.call_later(self._over)
            return
        self._other = min(self._other, len(self.note.versions) - 1)
        self._hunks = compare(*(version.body.split("\n") for version in self._shown()))
        self._lay_out()

    def _over(self) -> None:
        # Not to be awaited: the screen would wait for its own end.
        if self.is_current:
            self.app.pop_screen()
            if isinstance(self.app.screen, Place):
                self.app.screen.say(tr("The note is not in conflict any more"), "quiet")

    def _shown(self) -> tuple[Version, Version]:
        return self.note.versions[0], self.note.versions[self._other]

    def on_resize(self) -> None:
        """Lay out for the new width."""
        if self.filled and self._hunks:
            self._lay_out()

    def _lay_out(self) -> None:
        newest, other = (one.modified.replace("T", " ").removesuffix("Z") + " UTC" for one in self._shown())
        heads = tr("newest, {time}").format(time=newest), tr("other, {time}").format(time=other)
        width = self.app.size.width
        lay = sides.beside if width >= BESIDE_FROM else sides.stacked
        self.rows.show(Fixed(list(lay(self._hunks, heads, max(10, width - 2 * SIDE)))), self.rows.cursor)

    def turn(self, by: int) -> None:
        """Set another version beside the newest."""
        others = len(self.note.versions) - 1
        if others < 2:
            self.say(tr("There are only these two versions"), "quiet")
            return
        self._other = (self._other - 1 + by) % others + 1
        self.reload()

    def keep(self, which: int) -> None:
        """Let the note say what one of both says; that holds everywhere after the next merge."""
        self._save(self._shown()[which].body)
        self._resolved(with_keys(tr("Kept; what the other version said is in the history of the note ({history})")))

    def follow(self) -> None:
        """Write one version of both, beginning with the newest."""
        newest, other = self._shown()
        passages = taken_over(self._hunks, other.body.split("\n"))
        ask = partial(_ask, self.desk)
        said = tr("One version of both, of the note on {what}").format(what=on_what(self.desk.corpus, self.note))
        drafts = self.desk.drafts
        kept = drafts.take(drafts.find(self._draft.name))
        quote = quoted(self.note.anchor.quote) if self.note.anchor else ""
        editor = Resolving(
            passages, said, newest.body, self._draft, drafts, self._save, ask,
            quote=quote, kept=kept.body if kept else None,
        )  # fmt: skip
        self.app.push_screen(editor, self._written)

    def _written(self, saved: bool | None) -> None:
        if saved:
            self._resolved(tr("Note saved; it is in conflict no more, here and wherever this is merged"))

    @property
    def _draft(self) -> Begun:
        return Begun(f"conflict:{self.note.id}", {"target": target_of(self.note), "note": self.note.id})

    def _save(self, body: str) -> Begun:
        acts.edit_note(self.desk.corpus, self.note.id, body, self._since)
        self._since = acts.standing(self.desk.corpus, self.note.id)[-1:]
        return self._draft

    def _resolved(self, said: str) -> None:
        self.app.pop_screen()
        if isinstance(self.app.screen, Place):
            self.app.screen.did(said, anew=True)

    def top_facts(self) -> tuple[str, str]:
        """Of which note."""
        on = on_what(self.desk.corpus, self.note)
        number = f"{self._other}/{len(self.note.versions) - 1}" if len(self.note.versions) > 2 else ""
        return tr("In conflict: the note on {what}").format(what=on), number

    def foot_facts(self) -> tuple[str, str]:
        """What can be done."""
        if self.app.size.width >= BESIDE_FROM:
            keys = tr(
                "{open} write one of both   {keep-first} keep the left   {keep-second} keep the right   {close} back"
            )
        else:
            keys = tr(
                "{open} write one of both   {keep-first} keep the first   {keep-second} the second   {close} back"
            )
        more = tr("{keys}   {next-version} another") if len(self.note.versions) > 2 else "{keys}"
        return with_keys(more, keys=with_keys(keys)), ""

    def article(self) -> str | None:
        """The article the note is on."""
        return self.note.article


def _ask(desk: Desk, done: Callable[[str], None]) -> Pick:
    from reader.tui.doing import linking

    return linking.ask(desk.corpus, done)


def taken_over(hunks: Sequence[Hunk], lines: Sequence[str]) -> list[str]:
    """The passages that only the second of two texts has, in sequence: its lines that are new or changed, joined."""
    passages: list[list[str]] = []
    joined = False
    for hunk in hunks:
        if hunk.kind in ("changed", "new") and hunk.right is not None:
            if not joined:
                passages.append([])
            passages[-1].append(lines[hunk.right])
        joined = hunk.kind in ("changed", "new") or (joined and hunk.kind == "gone")
    return ["\n".join(one) for one in passages if any(line.strip() for line in one)]


class Resolving(Editor):
    """The note editor, with a key that takes over what the other version has more."""

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("resolving")

    def __init__(
        self,
        passages: Sequence[str],
        said: str,
        body: str,
        draft: Begun,
        drafts: Drafts,
        save: Callable[[str], Begun],
        ask: Callable[[Callable[[str], None]], Pick],
        *,
        quote: str = "",
        kept: str | None = None,
    ) -> None:
        super().__init__(said, body, draft, drafts, save, ask, quote=quote, kept=kept)
        self._passages, self._next = passages, 0

    def greeting(self) -> tuple[str, str]:
        """How the other version is had."""
        if not self._passages or self._from_draft:
            return super().greeting()
        said = tr("{save-and-close} save   {take-over} takes from the other version   ^Z undo")
        return with_keys(said), "quiet"

    def action_take_over(self) -> None:
        """Put the next passage of the other version below the cursor's line."""
        if not self._passages:
            self.say(tr("The other version says nothing that this does not say"))
            return
        passage, number = self._passages[self._next], self._next + 1
        self._next = number % len(self._passages)
        row = self.area.cursor_location[0]
        end = len(self.area.document.get_line(row))
        self.area.replace(f"\n{passage}", (row, end), (row, end))
        self.area.focus()
        said = tr("Passage {number} of {all} of the other version   {take-over} the next   ^Z takes it away")
        self.say(with_keys(said, number=number, all=len(self._passages)))

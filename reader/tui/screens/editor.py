"""The note editor: a text goes in; it is saved through the function it was given. It knows no corpus."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from reader.records import BusyError, ReaderError
from reader.speech import later, tr
from reader.text import canonical, marked
from reader.tui.commands import with_keys
from reader.tui.dialogs import own_bindings
from reader.tui.drafts import Begun, Drafts
from reader.tui.inpage import find_all
from reader.tui.widgets.bar import Bar
from reader.tui.widgets.pick import Pick
from reader.tui.widgets.prompt import Prompt

KEYS = later(
    "{save-and-close} save and close   {save} save   {insert-link} link   "
    "{find-in-note} find   {revert} as it was   ^Z undo"
)
DRAFT_SECONDS = 0.6
"""So long after a key the draft is kept: what a crash can cost at most."""


AGAIN_SECONDS = 2.0
"""So long after a save that another program hindered it is tried again."""
_QUOTED = 1000
"""Characters of the passage at most: it has one line."""


class NoteArea(TextArea):
    """A text area that shows bidi and control characters as signs, and takes those that writing needs."""

    def on_key(self, event: events.Key) -> None:
        """Take what joins or parts letters and emoji, or turns the writing: Textual takes what prints only."""
        if event.character and unicodedata.category(event.character) == "Cf":
            event.prevent_default()
            event.stop()
            self._replace_via_keyboard(event.character, *self.selection)

    def get_line(self, line_index: int) -> Text:
        """A line to be drawn, of the same length."""
        line = super().get_line(line_index)
        line.plain = marked(canonical(line.plain))
        return line


class Editor(ModalScreen[bool]):
    """Gives true if something was saved."""

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("editor")

    def __init__(
        self,
        said: str,
        body: str,
        draft: Begun,
        drafts: Drafts,
        save: Callable[[str], Begun],
        ask: Callable[[Callable[[str], None]], Pick] | None = None,
        *,
        quote: str = "",
        kept: str | None = None,
    ) -> None:
        """``said``: what this is; ``quote``: the passage it is on; ``kept``: a draft to go on with.

        ``ask`` makes what asks for a link, given what is to be done with it.
        """
        super().__init__()
        self._ask, self._sought = ask, ""
        self._said, self._body, self._draft, self._drafts, self._save = said, body, draft, drafts, save
        self._quote = " ".join(quote[:_QUOTED].split())
        self._kept: Timer | None = None
        self._again: Timer | None = None
        self._saved = False
        self._refused = False
        self._saved_now = False
        """Whether the foot says so."""
        self._from_draft = kept is not None and kept != body
        self.area = NoteArea(body if kept is None else kept, tab_behavior="indent", show_line_numbers=False)
        self.area.highlight_cursor_line = False

    def compose(self) -> ComposeResult:
        """What the note is on, the text, the keys."""
        with Vertical(id="editor"):
            yield Bar(id="editor-top")
            if self._quote:
                yield Bar(id="editor-quote")
            yield self.area
            yield Bar(id="editor-foot")

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        self.query_one("#editor-top", Bar).show(self._said, ink="heading")
        if self._quote:
            self.query_one("#editor-quote", Bar).show(self._quote, ink="quiet")
        self.area.focus()
        self.area.move_cursor(self.area.document.end)
        self._say(*self.greeting())

    def greeting(self) -> tuple[str, str]:
        """What is said first of all, and its ink."""
        if self._from_draft:
            return with_keys(tr("A draft that was not saved is back; {revert} shows what was saved")), "good"
        if self._drafts.is_written_elsewhere(self._draft.name):
            return tr("Another window is writing on this, too; what both save is kept"), "accent"
        return with_keys(tr(KEYS)), "quiet"

    @property
    def asking(self) -> Widget | None:
        """The line that is typed into at the foot, or the list to pick from, while there is one."""
        return next(iter(self.query(".pick, .prompt").results()), None)

    def say(self, text: str, ink: str = "quiet") -> None:
        """Say something at the foot, for what asks here."""
        self._say(text, ink)

    def _say(self, text: str, ink: str = "quiet") -> None:
        self._saved_now = False
        self.query_one("#editor-foot", Bar).show(text, ink=ink)

    def on_text_area_changed(self) -> None:
        """Keep a draft soon; what was saved is not what stands there any more."""
        if self._saved_now:
            self._say(with_keys(tr(KEYS)))
        if self._kept is None and self.is_mounted:
            self._kept = self.set_timer(DRAFT_SECONDS, self.leave)

    def leave(self) -> None:
        """Keep what is written as a draft; drop the draft when there is nothing to keep."""
        if self._kept:
            self._kept.stop()
            self._kept = None
        try:
            if self.area.text == self._body:
                self._drafts.drop(self._draft.name)
            else:
                self._drafts.write(self._draft, self.area.text)
        except OSError as error:
            self._say(tr("The draft cannot be kept: {error}").format(error=error), "error")

    def action_link(self) -> None:
        """Ask what to link to."""
        if self._ask and not self.asking:
            self.mount(self._ask(self._insert))

    def _insert(self, text: str) -> None:
        self.area.replace(text, *sorted(self.area.selection))
        self.area.focus()

    def action_find(self) -> None:
        """Ask for words, and go to where they stand next."""
        if not self.asking:
            self.mount(Prompt(tr("Find in the note:"), self._sought, done=self._find))

    def action_find_again(self) -> None:
        """Where they stand once more, round the end."""
        if self._sought:
            self._find(self._sought)
        else:
            self.action_find()

    def _find(self, words: str) -> None:
        self._sought = words
        document: Any = self.area.document
        spans = find_all(self.area.text, words)
        self.area.focus()
        if not spans:
            self._say(tr("Not in this note: {words}").format(words=words) if words.strip() else with_keys(tr(KEYS)))
            return
        here = document.get_index_from_location(max(self.area.selection))
        number = next((n for n, (start, _) in enumerate(spans) if start >= here), 0)
        start, end = map(document.get_location_from_index, spans[number])
        self.area.selection = Selection(start, end)
        self.area.scroll_cursor_visible()
        self._say(f"{number + 1}/{len(spans)}   {with_keys(tr('{find-again} the next'))}   {with_keys(tr(KEYS))}")

    def action_save(self) -> None:
        """Save and go on."""
        if self._store():
            self._say(f"{tr('Saved')}   {with_keys(tr(KEYS))}", "good")
            self._saved_now = True

    def action_close(self) -> None:
        """Save and close; an empty new note is nothing. While something is asked, leave that."""
        if asking := self.asking:
            asking.remove()
            self.area.focus()
        elif self._store() or self._refused:
            self.dismiss(self._saved)
        else:
            self._refused = True

    def action_revert(self) -> None:
        """Back to what was there before, undoable."""
        document = self.area.document
        self.area.replace(self._body, (0, 0), document.end)
        self._say(f"{tr('As it was before')}   {with_keys(tr(KEYS))}")

    def _store(self) -> bool:
        body, draft = self.area.text, self._draft
        if body != self._body and (body.strip() or self._body):
            self.leave()
            try:
                # What is written from now on belongs to the note that was made.
                self._draft = self._save(body)
            except ReaderError as error:
                if isinstance(error, BusyError) and self._again is None:
                    self._again = self.set_timer(AGAIN_SECONDS, self._try_again)
                again = with_keys(tr("{save-and-close} again leaves; the text is kept as a draft"))
                self._say(f"{error} {again}", "error")
                return False
            self._saved, self._body = True, body
        self._forget(draft)
        return True

    def _try_again(self) -> None:
        """Save what another program hindered, if nothing was done about it meanwhile."""
        self._again = None
        if self.is_mounted and not self.asking:
            self.action_save()

    def _forget(self, draft: Begun) -> None:
        if self._kept:
            self._kept.stop()
            self._kept = None
        self._drafts.drop(draft.name)

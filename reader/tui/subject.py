"""What a note is written on."""

from __future__ import annotations

from reader.records import Anchor


class Subject:
    """A target as `reader.acts.write_note` has it, and the note that is there already."""

    def __init__(
        self,
        target: str,
        said: str,
        anchor: Anchor | None = None,
        note: str | None = None,
        body: str = "",
        lit: bool = False,
    ) -> None:
        """``lit``: the note is that of a highlight, which stays without it."""
        self.target, self.said, self.anchor, self.note, self.body, self.lit = target, said, anchor, note, body, lit

    @property
    def draft(self) -> str:
        """The name of the draft."""
        if self.note:
            return f"note:{self.note}"
        return f"{self.target}:{self.anchor.start}-{self.anchor.end}" if self.anchor else self.target

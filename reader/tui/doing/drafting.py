"""A note on its way from the keys to the corpus: what it is on, what it was made of, what is kept of it meanwhile."""

from __future__ import annotations

from contextlib import suppress

from reader import acts
from reader.corpus import Corpus, entities, ops
from reader.corpus import annotations as written
from reader.records import Anchor, ReaderError
from reader.speech import tr
from reader.text import canonical
from reader.tui import kinds
from reader.tui.commands import with_keys
from reader.tui.drafts import Begun, Draft, Drafts
from reader.tui.hints import undoable
from reader.tui.notegroups import WHOLE, called, target_of
from reader.tui.subject import Subject
from reader.wikilinks import hashed, tags


class Saver:
    """Saves what was written on a subject: first as a new note, then as changes of it; an emptied one is deleted."""

    def __init__(self, corpus: Corpus, subject: Subject, since: tuple[bytes, ...] | None = None) -> None:
        """``since``: the heads of the text that was written on, where that is not the one that stands now."""
        self._corpus, self._subject = corpus, subject
        stands = acts.standing(corpus, subject.note) if subject.note else ()
        self._since = stands if since is None else since
        self.said = ""

    @property
    def note(self) -> str | None:
        """The id of the note, once there is one."""
        return self._subject.note

    @property
    def begun(self) -> Begun:
        """What further drafts are of."""
        return _begun(self._subject, self._since)

    def __call__(self, body: str) -> Begun:
        """Save, and give what further drafts are of. Raises `ReaderError`."""
        subject = self._subject
        if subject.note is None:
            subject.note = acts.write_note(self._corpus, subject.target, body, subject.anchor)
            self.said = _saved(tr("Note saved"), body)
        elif body.strip() or subject.lit:
            acts.edit_note(self._corpus, subject.note, body, self._since)
            self.said = self._said(subject.note, body)
        else:
            acts.remove_annotation(self._corpus, subject.note)
            subject.note = None
            self.said = with_keys(tr("Note deleted; {undo} brings it back"))
        if subject.note:
            # What the next text is made of is what was written last: here.
            self._since = acts.standing(self._corpus, subject.note)[-1:]
        return self.begun

    def _said(self, note: str, body: str) -> str:
        stands = written.load(self._corpus, note)
        if stands.conflict:
            return tr("Note saved; changed elsewhere in the same place: both versions are kept")
        alone = stands.body == canonical(body)
        said = tr("Note saved") if alone else tr("Note saved, with what was written elsewhere meanwhile")
        return _saved(said, stands.body)


def _saved(said: str, body: str) -> str:
    """That a note is saved, the tags that were read in it, and the way back."""
    names = dict.fromkeys(tag.name for tag in tags(body))
    return undoable("   ".join([said, " ".join(hashed(name) for name in names)] if names else [said]))


def _begun(subject: Subject, since: tuple[bytes, ...]) -> Begun:
    place = subject.anchor._asdict() if subject.anchor else None
    about = {"target": subject.target, "said": subject.said, "anchor": place, "note": subject.note, "lit": subject.lit}
    return Begun(subject.draft, {**about, "since": [head.hex() for head in since]})


def unsaved(drafts: Drafts, subject: Subject, kept: Draft | None) -> Draft | None:
    """A draft, unless its note says the same: then it was saved, and the program died before it let the draft go."""
    if kept and subject.note and canonical(kept.body) == subject.body:
        drafts.discard(kept)
        return None
    return kept


def since(corpus: Corpus, kept: Draft | None) -> tuple[bytes, ...] | None:
    """The heads that a draft was written on, if it says so and they are in the file."""
    try:
        heads = tuple(bytes.fromhex(head) for head in kept.begun.about["since"]) if kept else None
    except (KeyError, TypeError, ValueError):
        return None
    return heads if heads and ops.hold(corpus, [head.hex() for head in heads]) else None


def heading(corpus: Corpus, subject: Subject) -> str:
    """What a note is on, to stand above it."""
    kind, _, thing = subject.target.partition(":")
    if kind == "entity":
        with suppress(ReaderError):
            one = entities.find(corpus, thing)
            return tr("Note on the name {name} ({kind})").format(name=one.name, kind=kinds.one(one.type))
        return tr("Note on {what}").format(what=called(corpus, subject.target))
    if kind != "article":
        return tr("Note on the whole corpus")
    if subject.anchor is None:
        said = tr("Note on the article: {title}")
    else:
        said = tr("Note on a highlight in: {title}") if subject.lit else tr("Note on a passage of: {title}")
    return said.format(title=called(corpus, subject.target))


def subject_of(corpus: Corpus, begun: Begun) -> Subject:
    """What a draft was written on, as it stands now; where its note is gone, that is to be a new one."""
    about = begun.about
    target, said, note, place = (about.get(part) for part in ("target", "said", "note", "anchor"))
    with suppress(ReaderError):
        stands = written.load(corpus, note) if isinstance(note, str) else None
        if stands:
            return Subject(
                target_of(stands), str(said or ""), stands.anchor, stands.id, stands.body, stands.kind == "highlight"
            )
    with suppress(TypeError):
        anchor = Anchor(**place) if isinstance(place, dict) else None
        return Subject(target if isinstance(target, str) else WHOLE, str(said or ""), anchor)
    return Subject(WHOLE, "")

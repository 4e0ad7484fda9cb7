"""What a person can do to a corpus. Each act is one op or a few in one transaction, and can be undone.

The command line and the app both call these, so that a key and a command mean the same.
"""

from reader.acts.act import anchor, undo
from reader.acts.corrections import correct
from reader.acts.entities import merge_entities, reject_entity, reject_mention, rename_entity, retype_entity
from reader.acts.marks import bookmark, leave_at, mark_read, remove_article, retag, tag
from reader.acts.notes import edit_note, highlight, remove_annotation, write_note

__all__ = [
    "anchor",
    "bookmark",
    "correct",
    "edit_note",
    "highlight",
    "leave_at",
    "mark_read",
    "merge_entities",
    "reject_entity",
    "reject_mention",
    "remove_annotation",
    "remove_article",
    "rename_entity",
    "retag",
    "retype_entity",
    "tag",
    "undo",
    "write_note",
]

"""What a person can do to a corpus. Each act is one op or a few in one transaction, and can be undone.

The command line and the app both call these, so that a key and a command mean the same.
"""

from reader.acts.act import anchor, undo
from reader.acts.corrections import accept_line, correct, put_away, refuse_line, set_block
from reader.acts.entities import (
    merge_entities,
    part_entities,
    reject_entity,
    rename_entity,
    retype_entity,
    split_entity,
    undo_entities,
)
from reader.acts.marks import bookmark, leave_at, mark_read, remove_article, retag, tag
from reader.acts.mentions import add_mention, reject_mention
from reader.acts.notes import edit_note, highlight, remove_annotation, write_note

__all__ = [
    "accept_line",
    "add_mention",
    "anchor",
    "bookmark",
    "correct",
    "edit_note",
    "highlight",
    "leave_at",
    "mark_read",
    "merge_entities",
    "part_entities",
    "put_away",
    "refuse_line",
    "reject_entity",
    "reject_mention",
    "remove_annotation",
    "remove_article",
    "rename_entity",
    "retag",
    "retype_entity",
    "set_block",
    "split_entity",
    "tag",
    "undo",
    "undo_entities",
    "write_note",
]

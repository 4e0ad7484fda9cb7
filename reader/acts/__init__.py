"""What a person can do to a corpus. Each act is one op or a few in one transaction, and can be undone.

The command line and the app both call these, so that a key and a command mean the same.
"""

from reader.acts.act import undo
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
from reader.acts.marks import (
    bookmark,
    bookmark_all,
    leave_at,
    mark_all_read,
    mark_read,
    remove_all,
    remove_article,
    retag,
    retag_all,
    tag,
    tag_name,
    untagged,
)
from reader.acts.mentions import add_mention, reject_mention
from reader.acts.notes import (
    edit_note,
    highlight,
    recolour,
    remove_annotation,
    restore_annotation,
    standing,
    write_note,
)
from reader.acts.searches import delete_search, save_search
from reader.anchors import anchor

__all__ = [
    "accept_line",
    "add_mention",
    "anchor",
    "bookmark",
    "bookmark_all",
    "correct",
    "delete_search",
    "edit_note",
    "highlight",
    "leave_at",
    "mark_all_read",
    "mark_read",
    "merge_entities",
    "part_entities",
    "put_away",
    "recolour",
    "refuse_line",
    "reject_entity",
    "reject_mention",
    "remove_all",
    "remove_annotation",
    "remove_article",
    "rename_entity",
    "restore_annotation",
    "retag",
    "retag_all",
    "retype_entity",
    "save_search",
    "set_block",
    "split_entity",
    "standing",
    "tag",
    "tag_name",
    "undo",
    "undo_entities",
    "untagged",
    "write_note",
]

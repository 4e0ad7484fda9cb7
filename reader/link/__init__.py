"""Mentions to entities: which names mean the same, each with its reason.

`name_mentions` reads one document and gives every mention a key, the main type and the folded name
("PER:kim jong un"); `link` joins the keys of a corpus under a person's corrections. Both are pure.
"""

from reader.gazetteer import stands_for
from reader.link.corpus import Linked, NameUse, Rules, entity_id, link
from reader.link.document import Named, called, name_mentions

__all__ = ["Linked", "NameUse", "Named", "Rules", "called", "entity_id", "link", "name_mentions", "stands_for"]

"""Mentions to entities: which names mean the same, each with its reason.

`name_mentions` reads one document and gives every mention a key, the main type and the folded name
("PER:kim jong un"); `link` joins the keys of a corpus under a person's corrections. Both are pure.
"""

from reader.gazetteer import seats_of, stands_for
from reader.link.corpus import cores, is_genitive, link, link_with_cores
from reader.link.document import Named, called, name_mentions
from reader.link.names import clean, key_of
from reader.link.offices import spellings_of_holder
from reader.link.records import Beyond, Linked, NameUse, Rules, entity_id
from reader.link.roles import Meant, Said, meant_by_office

__all__ = [
    "Beyond",
    "Linked",
    "Meant",
    "NameUse",
    "Named",
    "Rules",
    "Said",
    "called",
    "clean",
    "cores",
    "entity_id",
    "is_genitive",
    "key_of",
    "link",
    "link_with_cores",
    "meant_by_office",
    "name_mentions",
    "seats_of",
    "spellings_of_holder",
    "stands_for",
]

"""What the third schema adds: names of one type in their order."""

ROLES = """
CREATE INDEX entity_of_type ON entity (type, mentions DESC, name, id);  -- the entity index, of one type
"""

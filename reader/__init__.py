"""A reading desk for a private press dossier: read, search and annotate in a terminal, offline."""

__version__ = "0.1.0"

"""Command lines that mean nothing."""


class UsageError(Exception):
    """Says in one line why a command line means nothing."""

"""``python -m reader`` and the command ``reader``."""

from __future__ import annotations

import os
import sys

from reader import cli


def main() -> int:
    """The command line. What nobody foresaw is one line too; ``READER_TRACEBACK`` says where it happened."""
    try:
        return cli.main()
    except Exception as error:
        if os.environ.get("READER_TRACEBACK"):
            raise
        return cli.unforeseen(error)


if __name__ == "__main__":
    sys.exit(main())

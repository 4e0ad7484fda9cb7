"""What all screens share: the open corpus, the drafts, what was chosen for the eyes, and how often things changed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.corpus import Corpus
from reader.tui.settings import Settings

if TYPE_CHECKING:
    from reader.corpus.listing import Listing
    from reader.tui.drafts import Drafts
    from reader.tui.finder import Finder
    from reader.tui.queries import History, LookedAt
    from reader.tui.waypoints import Waypoints


class Desk:
    """The things on the desk."""

    def __init__(self, corpus: Corpus, settings: Settings | None = None) -> None:
        self.corpus = corpus
        self.settings = settings or Settings()
        self.version = 0
        """Grows with every change of the corpus, ours or another's."""
        self.coloured = True
        """Whether names are marked in the texts."""
        self.listing: Listing | None = None
        """The list the reader came from: next and previous article follow it."""
        self.sign = ""
        """What goes on in the background, for the line at the top."""
        self.progress = ""
        """How far is what the reader waits for, for the line at the foot."""
        self.news: tuple[str, str] | None = None
        """What ended in the background and was not said yet, and its ink."""
        self._resting: Finder | None = None

    def take_finder(self) -> Finder:
        """A finder that nobody uses: the last one that was, which need not read again what every search begins with."""
        from reader.tui.finder import Finder

        taken, self._resting = self._resting or Finder(self.corpus.path), None
        return taken

    def put_back(self, finder: Finder) -> None:
        """Keep a finder for the next search."""
        self.close()
        finder.rest()
        self._resting = finder

    def close(self) -> None:
        """Let go of what is kept open."""
        if self._resting:
            self._resting.close()
            self._resting = None

    def followed(self) -> Listing:
        """The list that next and previous article follow; that of all articles where none was shown yet."""
        from reader.corpus.listing import Listing

        if self.listing is None:
            self.listing = Listing(self.corpus)
        return self.listing

    @cached_property
    def drafts(self) -> Drafts:
        """Notes that are being written."""
        from reader.tui.drafts import Drafts

        return Drafts(self.corpus.id)

    @cached_property
    def waypoints(self) -> Waypoints:
        """Places that were marked with a letter."""
        from reader.tui.waypoints import Waypoints

        return Waypoints(self.corpus.id)

    @cached_property
    def history(self) -> History:
        """What was searched for before."""
        from reader.tui.queries import History

        return History(self.corpus.id)

    @cached_property
    def looked_at(self) -> LookedAt:
        """Up to where saved searches were looked at."""
        from reader.tui.queries import LookedAt

        return LookedAt(self.corpus.id)

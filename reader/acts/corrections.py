"""What a person says an article is, against what was read from it."""

from __future__ import annotations

from collections.abc import Mapping

from reader.acts.act import act
from reader.corpus.cards import is_date
from reader.corpus.file import Corpus
from reader.corpus.state import state
from reader.records import ReaderError
from reader.text import one_line


def correct(corpus: Corpus, article: str, fields: Mapping[str, str | None]) -> None:
    """Say what title, outlet or date (``published``) of an article are; ``None``: what was found in the text."""
    published = fields.get("published")
    if published is not None and not is_date(published):
        raise ReaderError(published, "this is no date", "Write it as 2018-04-10T15:20, 2018-04-10, 2018-04 or 2018")
    present = state(corpus, "article", article)
    said = {field: one_line(value or "").strip() or None for field, value in fields.items()}
    news = {field: value for field, value in said.items() if (present.value.get(field) if present else None) != value}
    if news:
        names = " and ".join("date" if field == "published" else field for field in news)
        act(corpus, f"the correction of the {names}", ("article", article, news))

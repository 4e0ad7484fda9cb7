"""What is indexed of a text, and what a word that is looked for may look like in one (pure).

`spelling`: the words of a text, with their places, in one spelling. `columns`: those of an article by where they stand.
`forms`: inflection. `compounds`: words made of words.
"""

from reader.terms.columns import Columns, columns, terms
from reader.terms.spelling import Span, Word, spelled, terms_of, words

__all__ = ["Columns", "Span", "Word", "columns", "spelled", "terms", "terms_of", "words"]

VERSION = "5"
"""Of everything here that says what is indexed: with another, the whole index is made anew."""

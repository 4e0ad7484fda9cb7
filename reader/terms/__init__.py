"""What is indexed of a text, and what a word that is looked for may look like in one (pure).

`spelling`: the words of a text, with their places, in one spelling. `tokens`: what FTS5 is told so that it finds them.
`columns`: those of an article by where they stand.
`forms`: inflection. `compounds`: words made of words.
"""

from reader.terms.columns import Columns, columns
from reader.terms.spelling import Span, Word, spelled, terms_of, words
from reader.terms.tokens import terms

__all__ = ["Columns", "Span", "Word", "columns", "spelled", "terms", "terms_of", "words"]

VERSION = "7"
"""Of everything here that says what is indexed: with another, the whole index is made anew."""

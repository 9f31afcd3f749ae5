"""Words: which are mathematics, written together or apart, and which are prose around it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from workings.expression.vocabulary import ALIASES, FUNCTIONS, LOSSES, SPECIAL, WORDS

if TYPE_CHECKING:
    from workings.expression.tokens import Token

__all__ = ["OPERATIONS", "PIECE_WORDS", "is_prose", "split_word", "word_of_prose"]

_ROOT_OF = re.compile(r"\s+root\s+of\b")
_OWNER = re.compile(r"[A-Za-z]{2,}'s\b")
_HYPHENED = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)+")
_OF_WORD = re.compile(r"\s*(?:of\b|$)")
_OF_SIDES = re.compile(r"\s+of\s+(?:both|each|all|the|this|that|either)\b")
_NEXT_WORD = re.compile(r"\s+([A-Za-z]{2,})")
_NEXT_SIGN = re.compile(r"\s*[-+*/^=<>!)]")
_WANTS_MORE = frozenset({"+", "-", "*", "/", "^", "relation", "open"})  # signs that mathematics follows

# Words that are functions, though the engine may not know them, and words that are no product of letters.
_CALLED = frozenset({"Var", "Cov", "det", "tr", "rank", "SD"}) | SPECIAL.keys() | ALIASES.keys() | LOSSES.keys()
_PROSE_WORDS = """
add all also and any are ask big both but can did does due each end find for from get give gives got has have
hence here how if into is its let line low may mean net new not now odd of old one only onto or our out over per
rate row rule see set show so some such sum take than that the them then they this thus try two use using was
what when where who why with yes
"""
_PROSE = frozenset(_PROSE_WORDS.split())
# Two letters that are a word only where they stand alone between mathematics: e^(at) is a product, `at x = 1` is not.
_SMALL = """
an as at be by do for go if in is it no of on or so to up us via we
"""
_SMALL_WORDS = frozenset(_SMALL.split())
# Nobody means the product of their letters, and what they mean is not read.
OPERATIONS = frozenset({"mod", "gcd", "lcm", "lim", "int", "div", "sup", "inf", "dim", "deg"})
PIECE_WORDS = frozenset({"if", "for", "otherwise", "else", "when"})
_VARIABLES = frozenset("xyzuvw")
_ROOTS = {"square": "2", "cube": "3", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6"}


def is_prose(word: str, known: frozenset[str]) -> bool:
    return word.lower() in _SMALL_WORDS or split_word(word, known, True) is None


def word_of_prose(text: str, start: int, word: str, known: frozenset[str], before: str) -> Token | None:
    """Words that only their surroundings tell from mathematics: `at`, `so`, `a constant`, `fifth root of`.

    `before` is the kind of the token before the word, '' where the text begins with it.
    """
    end = start + len(word)
    if word in _ROOTS and (root := _ROOT_OF.match(text, end)):
        return "root", _ROOTS[word], start, root.end()
    owner = _OWNER.match(text, start)
    if owner and is_prose(word, known):
        return "word", owner.group(), start, owner.end()
    hyphened = _HYPHENED.match(text, start)
    if hyphened and any(part in _CALLED or is_prose(part, known) for part in hyphened.group().split("-")):
        return "word", hyphened.group(), start, hyphened.end()
    if word == "grad" and not _OF_WORD.match(text, end):
        return "∇", "∇", start, end
    of_sides = word in FUNCTIONS and _OF_SIDES.match(text, end)  # take the log of both sides
    return ("word", word, start, end) if of_sides or _is_read_as_word(text, start, word, known, before) else None


def _is_read_as_word(text: str, start: int, word: str, known: frozenset[str], before: str) -> bool:
    end = start + len(word)
    if word in ("a", "A") or (word == "I" and before not in _WANTS_MORE):
        return _prose_follows(text, end, known)
    if word.lower() in _SMALL_WORDS:
        follows = text[end : end + 1]
        apart = (start == 0 or not text[start - 1].isalnum()) and not follows.isalnum() and follows != "^"
        return apart and before not in _WANTS_MORE and _NEXT_SIGN.match(text, end) is None
    could_be = len(word) == 3 and before in ("", "word", ".")
    return could_be and _prose_follows(text, end, known) and _is_product(word, known)


def _prose_follows(text: str, end: int, known: frozenset[str]) -> bool:
    after = _NEXT_WORD.match(text, end)
    return after is not None and is_prose(after[1], known)


def _is_product(word: str, known: frozenset[str]) -> bool:
    """Whether `word` could only be a product of its letters."""
    parts = split_word(word, known, True)
    return parts is not None and len(parts) == len(word)


@lru_cache(maxsize=4096)
def split_word(word: str, known: frozenset[str], prose: bool) -> tuple[tuple[str, str, int], ...] | None:
    """A run of letters as (kind, value, length) of its parts; None for a word of prose.

    Known names and functions are words. Else the longest function that ends or begins it is split off; what is left is
    a product of letters, if there are three at most (or the letters are known).
    """
    if word in known:
        return (("name", word, len(word)),)
    if word in FUNCTIONS:
        return (("function", FUNCTIONS[word], len(word)),)
    if word in WORDS:
        return (("name", WORDS[word], len(word)),)
    if word in _CALLED:
        return (("called", word, len(word)),)
    if len(word) == 2 and word[0] == "d" and "d" not in known:
        return (("name", word, 2),)
    if word.lower() in _PROSE:
        return None
    if len(word) > 2 and word[-2:] in known and word[-2] == "d":  # 2xydx, where dx is a differential
        return (*_letters(word[:-2]), ("name", word[-2:], 2))
    size = len(word)
    beside = _VARIABLES if prose else 2  # among words, `logs` and `design` hold no function
    for cut in range(1, size - 1):  # xsin, xycos: letters before a function
        if word[cut:] in FUNCTIONS and _few(word[:cut], beside):
            return (*_letters(word[:cut]), ("function", FUNCTIONS[word[cut:]], size - cut))
    for cut in range(size - 1, 1, -1):  # sinx, lnxy: a function before letters
        if word[:cut] in FUNCTIONS and _few(word[cut:], beside):
            return (("function", FUNCTIONS[word[:cut]], cut), *_letters(word[cut:]))
    for cut in range(1, size - 1):  # xtheta
        if word[cut:] in WORDS and _few(word[:cut], beside):
            return (*_letters(word[:cut]), ("name", WORDS[word[cut:]], size - cut))
    if size > 3 and not (known and set(word) <= known):
        return None
    return _letters(word)


def _few(letters: str, beside: int | frozenset[str]) -> bool:
    return len(letters) <= beside if isinstance(beside, int) else letters in beside


def _letters(word: str) -> tuple[tuple[str, str, int], ...]:
    return tuple(("constant" if c == "e" else "name", c, 1) for c in word)

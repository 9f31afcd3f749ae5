"""A question of probability in one text: what is given, then `find P(...)`."""

from __future__ import annotations

import re

__all__ = ["is_probability_question", "split_question", "split_statements"]

_KINDS_ASKED = r"(?:P|Pr|ℙ|E|𝔼|Var|V|sd|SD|Cov)"
_LETTER_ASKED = r"(?:the\s+(?:value\s+of\s+)?(?:the\s+)?(?:constant\s+)?)?[a-z]\s*[.?]?\s*$"  # a constant in a table
_FIND = re.compile(
    rf"(?:^|[;.\n]|,)\s*(?:and\s+)?(?:find|what is|compute|determine)\s+(?={_KINDS_ASKED}\s*[(\[]|{_LETTER_ASKED})",
    re.I,
)
_GIVEN = re.compile(
    r"(?:^|[;,.\n]\s*)(?:P|Pr|ℙ)\s*\(|\bindependent\b|\b\d+ (?:out )?of (?:the )?\d+\b|\b\d+ \w+\s*;|[~∼]"
    r"|\b(?:Var|sd|Cov)\(|\bE\["
)
_DIVIDER = re.compile(
    rf",(?!\s*given\b)|\s+(?:and|where|with)\s+(?={_KINDS_ASKED}\s*[(\[]|[A-Z]\w*(?:\s*,\s*[A-Z]\w*)*,?\s+and\s+[A-Z]\w*\s+(?:are|form)\b|they\s+are\b"
    rf"|[A-Z]\w*(?:\s*,\s*[A-Z]\w*)+\s+(?:are|form)\b)"
)
_NAMED_FIRST = re.compile(
    r"^\s*(?:(?:(?:let|if|suppose|given|the|two|three|four)\s+)*events?|let|if|suppose)\s+(?=[A-Z](?:\s*,|\s+and\b))",
    re.I,
)


def is_probability_question(text: str) -> bool:
    """Whether the text gives probabilities and asks for one: `P(A) = 0.3, P(B|A) = 0.5; find P(A and B)`."""
    return _FIND.search(text) is not None and _GIVEN.search(text) is not None


def split_question(text: str) -> tuple[list[str], str]:
    """The givens and the query of such a text; commas inside brackets and lists of names don't divide.

    >>> split_question("P(A)=0.2, P(B|A)=0.3; find P(A and B)")
    (['P(A)=0.2', 'P(B|A)=0.3'], 'P(A and B)')
    """
    found = _FIND.search(text)
    if found is None:
        raise ValueError(f"{text!r} asks for no probability; end it with 'find P(...)'")
    givens: list[str] = []
    for sentence in re.split(r"[;\n]|\.(?=\s|$)", text[: found.start()]):
        givens += split_statements(sentence)
    return givens, text[found.end() :].strip().rstrip("?. ")


def split_statements(sentence: str) -> list[str]:
    """`P(A) = 0.2, P(B) = 0.3 and P(C) = 0.4` are three, `A, B independent` is one."""
    sentence = _NAMED_FIRST.sub("", sentence)
    pieces: list[str] = []
    depth, start = 0, 0
    for i, character in enumerate(sentence):
        depth += (character in "([{") - (character in ")]}")
        divider = None if depth else _DIVIDER.match(sentence, i)
        if divider and i >= start:
            pieces.append(sentence[start:i])
            start = divider.end()
    pieces.append(sentence[start:])
    joined: list[str] = []
    for piece in map(str.strip, pieces):
        open_list = joined and re.fullmatch(r"\w+(?:\s*,\s*\w+)*", joined[-1]) is not None
        listed = joined and re.fullmatch(r"(?:and\s+)?-?[\d./]+|\.\.\.|…", piece) is not None  # for k = 1, 2, ..., 6
        if listed or open_list or (joined and re.fullmatch(r"not \w+|\w+", piece) and "given" in joined[-1]):
            joined[-1] += ", " + piece
        elif piece:
            joined.append(re.sub(r"^and\s+", "", piece))
    return joined

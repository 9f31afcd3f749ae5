"""The parts of an answer to several questions: `det A = -2 and A^-1 = [[-2, 1], [3/2, -1/2]]`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workings.expression.errors import ReadError
from workings.expression.reader import Reading
from workings.marking.linear.judged import sides_of
from workings.stated.problem import Asked
from workings.stated.surface import read_line
from workings.stated.values import Meaning, NotDefined

__all__ = ["parts_by_question", "parts_of"]

_BETWEEN = re.compile(r"\s*(?:;|,?\s+and\s+|,\s+|\n+|、|。)\s*|\s*,\s*(?=[A-Za-z|‖(\\]+[^,]*=)")
_BLOCK = re.compile(r"\\begin\{\w+\}.*?\\end\{\w+\}", re.S)
_OPEN, _CLOSE = "[({", "])}"


def parts_of(answer: str) -> list[str]:
    """The answer cut where an `and`, a comma or a semicolon stands outside of all brackets.

    >>> parts_of("det A = -2 and A^-1 = [[-2, 1], [3/2, -1/2]]")
    ['det A = -2', 'A^-1 = [[-2, 1], [3/2, -1/2]]']
    >>> parts_of("eigenvalues 1, 3; rank 2")
    ['eigenvalues 1, 3', 'rank 2']
    """
    inside, depth = [], 0
    for char in _BLOCK.sub(lambda block: "[" + "x" * (len(block[0]) - 2) + "]", answer):
        depth += char in _OPEN
        inside.append(depth > 0)
        depth -= char in _CLOSE
    parts, start = [], 0
    for match in _BETWEEN.finditer(answer):
        if any(inside[match.start() : match.end()]) or (";" in answer and ";" not in match[0] and "\n" not in match[0]):
            continue
        parts.append(answer[start : match.start()])
        start = match.end()
    return [part for part in [*parts, answer[start:]] if part.strip(" .,;")]


def parts_by_question(answer: str, asked: Sequence[Asked]) -> list[str]:
    """For each question the part of the answer that is about it; "" where none is.

    A part that names no question goes on from the one before it. Where no part names any question, they are in order.
    """
    parts = parts_of(answer)
    named = [_named(part, asked) for part in parts]
    if all(n is None for n in named):
        return parts if len(parts) == len(asked) else [""] * len(asked)
    found = [""] * len(asked)
    loose: list[str] = []
    here: int | None = None
    for part, n in zip(parts, named, strict=True):
        here = n if n is not None else here
        if here is None or (n is None and not _GOES_ON.search(asked[here].want)):
            loose.append(part)
        else:
            found[here] = f"{found[here]}, {part}" if found[here] else part
    open_ones = [n for n, part in enumerate(found) if not part]
    loose = [part for part in loose if not _BARE.fullmatch(part.strip(" .,"))]
    if len(open_ones) == len(loose):
        for n, part in zip(open_ones, loose, strict=True):
            found[n] = part
    return found


_GOES_ON = re.compile("eigen|null-space|factors|property")  # answers of several parts
_BARE = re.compile(r"yes|no|はい|いいえ", re.I)


def _named(part: str, asked: Sequence[Asked]) -> int | None:
    """The question that a part names, by its words or by what stands before its equality sign."""
    by_words = [
        n
        for n, one in enumerate(asked)
        if (one.words and re.search(rf"(?<![A-Za-z])(?:{_short(one.words)})", part, re.I))
        or (one.want == "eigenvalues" and re.match(r"\W*(?:λ|\\?lambda)", part))
    ]
    if len(by_words) == 1:
        return by_words[0]
    before = _before_equals(part, asked[0])
    goals = [n for n, one in enumerate(asked) if before is not None and one.goal == before]
    return goals[0] if len(goals) == 1 else None


def _short(words: str) -> str:
    """The words with the usual short names beside them."""
    for long, short in (("determinant", r"\\?det\b"), ("trace", r"\\?tr\b"), ("kernel", r"\\?ker\b")):
        words = words.replace(long, f"{long}|{short}")
    return words


def _before_equals(part: str, asked: Asked) -> object:
    """What is said to be equal to something, as a question; None where it can't be read."""
    try:
        line = read_line(part, asked.scope, asked.is_row)
        reading = next(item for item in line.items if isinstance(item, Reading) and item.node is not None)
        sides = sides_of(reading)
        names = {**asked.meaning.names, **{name: literal.matrix for name, literal in line.matrices.items()}}
        return Meaning(names, unit=asked.meaning.unit).question(sides[0]) if len(sides) > 1 else None
    except (ReadError, NotDefined, StopIteration):
        return None

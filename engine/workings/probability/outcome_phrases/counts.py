"""How many of a kind: at least two sixes, no head, both good, two girls and one boy, more heads than tails."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from workings.probability.counted import Counted, Label, Phrase
from workings.probability.draft import alike
from workings.probability.outcome_phrases.kinds import kind_named
from workings.probability.outcome_phrases.likeness import FEATURES, itself
from workings.probability.outcome_phrases.words import MANY, figure, times

if TYPE_CHECKING:
    from workings.probability.spaces import Space

__all__ = ["about_counts", "about_one", "more_or_fewer", "one_of_each"]


def about_one(words: str, space: Space) -> Phrase | None:
    """a heart: of one draw"""
    if space.n != 1:
        return None
    kind = kind_named(words, space)
    return None if kind is None else _counting(words, Counted(kind, "=", 1))


def about_counts(words: str, space: Space) -> Phrase | None:
    """at least two sixes, no head, both good, exactly one red, a six appears exactly twice"""
    n = space.n
    parity = re.fullmatch(r"an\s+(?P<how>even|odd)\s+number\s+of\s+(?P<kind>.+)", words)
    if parity and (kind := kind_named(parity["kind"], space)):
        odd, which = parity["how"] == "odd", kind
        return Phrase(
            words, lambda outcome: sum(label in which for label in outcome) % 2 == odd, kinds=(kind,), ordered=False
        )
    if words in ("none", "no success", "neither", "nothing"):
        words = f"no {space.labels[0]}"
    often = re.fullmatch(
        rf"(?P<kind>.+?)\s+(?:(?=at\s+(?:least|most)\s+(?:once|twice))|appears?|occurs?|comes?\s+up|turns?\s+up"
        rf"|shows?(?:\s+up)?|is\s+(?:rolled|obtained|thrown)|will\s+appear|happens?)\s*"
        rf"(?:(?P<how>at\s+least|at\s+most|exactly|only|just|more\s+than|fewer\s+than|less\s+than)\s+)?(?P<k>once"
        rf"|twice|{MANY})(?:\s+times?)?",
        words,
    )
    if often and (kind := kind_named(often["kind"], space)):
        return _counting(words, _relation(often["how"], times(often["k"]), kind))
    every = re.fullmatch(r"(?:both|all|every|each)\s+(?P<kind>.+)", words)
    if every and (kind := _kind_or_success(every["kind"], space)):
        return _counting(words, Counted(kind, "=", n))
    nothing = re.fullmatch(r"(?:no|none|neither|not\s+(?:an?|any|a\s+single)|zero)\s+(?:an?\s+)?(?P<kind>.+)", words)
    if nothing and (kind := _kind_or_success(nothing["kind"], space)):
        return _counting(words, Counted(kind, "=", 0))
    up = re.fullmatch(rf"(?P<k>{MANY})\s+or\s+(?P<way>more|fewer|less)\s+(?P<kind>.+)", words)
    if up and (kind := _kind_or_success(up["kind"], space)):
        return _counting(words, _relation("at least" if up["way"] == "more" else "at most", times(up["k"]), kind))
    found = re.fullmatch(
        rf"(?P<how>at\s+least|at\s+most|exactly|just|only|more\s+than|fewer\s+than|less\s+than)?\s*(?P<k>{MANY}"
        rf"|a\s+single)\s+(?P<kind>.+)",
        words,
    )
    if found and times(found["k"]) > n:
        return None  # one toss has no two heads: the words are about something else, such as a coin with two heads
    if found and (kind := _kind_or_success(found["kind"], space)):
        return _counting(words, _relation(found["how"], times(found["k"]), kind))
    bare = re.fullmatch(rf"(?P<how>at\s+least|at\s+most|exactly)\s+(?P<k>{MANY})(?:\s+of\s+(?:them|the\s+\w+))?", words)
    if bare and space.has_success:
        return _counting(words, _relation(bare["how"], times(bare["k"]), frozenset(space.labels[:1])))
    repeated = re.fullmatch(rf"(?P<how>at\s+least|at\s+most|exactly)\s+(?P<k>once|twice|(?:{MANY})\s+times?)", words)
    if repeated and not isinstance(space.labels[0], int):
        return _counting(words, _relation(repeated["how"], times(repeated["k"]), frozenset(space.labels[:1])))
    if space.n > 1 and (single := re.fullmatch(r"(?:an?|some)\s+(?P<kind>.+)", words)) and space.has_success:
        kind = kind_named(single["kind"], space)
        return None if kind is None else _counting(words, Counted(kind, ">=", 1))
    return None


def more_or_fewer(words: str, space: Space) -> Phrase | None:
    """more heads than tails; as many boys as girls"""
    found = re.fullmatch(
        r"(?:there\s+are\s+)?(?P<how>more|fewer|as\s+many|at\s+least\s+as\s+many|equal\s+numbers\s+of"
        r"|an\s+equal\s+number\s+of|"
        r"the\s+same\s+number\s+of|equally\s+many)\s+(?P<a>\w+)\s+(?:than|as|and)\s+(?P<b>\w+)", words,
    )  # fmt: skip
    if found is None:
        return None
    a, b = kind_named(found["a"], space), kind_named(found["b"], space)
    if a is None or b is None or a & b:
        return None
    tests: dict[str, Callable[[int, int], bool]] = {
        "more": lambda x, y: x > y, "fewer": lambda x, y: x < y, "at least as many": lambda x, y: x >= y,
    }  # fmt: skip
    test: Callable[[int, int], bool] = tests.get(found["how"], int.__eq__)
    return Phrase(
        words,
        lambda outcome: test(sum(label in a for label in outcome), sum(label in b for label in outcome)),
        kinds=(a, b),
        ordered=False,
    )


def one_of_each(words: str, space: Space) -> Phrase | None:
    """one of each colour; one card from each suit; one red and one blue; two girls and one boy"""
    each = re.fullmatch(
        r"(?:exactly\s+)?(?:one|an?)\s*(?:\w+\s+)?(?:of|from)\s+each(?:\s+(?:of\s+the\s+)?(?P<what>\w+))?(?:\s+\w+)?",
        words,
    )
    if each:
        feature = FEATURES["suit"] if space.is_cards and alike(each["what"] or "", "suit") else itself
        kinds = {feature(label) for label in space.labels}
        if len(kinds) != space.n or (space.is_cards and feature is itself):
            return None
        if space.n == 2:
            return _counting(words, Counted(frozenset(space.labels[:1]), "=", 1))
        return Phrase(
            words, lambda outcome: len(set(map(feature, outcome))) == len(outcome), key=feature, ordered=False
        )
    words = re.sub(r"^exactly\s+", "", words)
    next_one = rf"(?=(?:{MANY})\s)" if re.match(rf"(?:{MANY})\s", words) else r"(?=an?\s)"
    parts = re.split(rf"(?:\s*,\s*(?:and\s+)?|\s+and\s+){next_one}", words)
    read = [re.fullmatch(rf"(?:exactly\s+)?(?P<k>{MANY}|an?)\s+(?P<kind>.+)", part) for part in parts]
    if len(parts) < 2 or None in read or space.n < 2:
        return None
    told = [((figure(m["k"]) if m["k"] not in ("a", "an") else 1), kind_named(m["kind"], space)) for m in read if m]
    if any(k is None or kind is None for k, kind in told) or sum(k for k, _ in told if k) != space.n:
        return None
    counts = [(k, kind) for k, kind in told if k is not None and kind is not None]
    if any(counts[i][1] & counts[j][1] for i in range(len(counts)) for j in range(i)):
        return None
    if len(counts) == 2 and counts[0][1] | counts[1][1] == frozenset(space.labels):
        return _counting(words, Counted(counts[0][1], "=", counts[0][0]))
    return Phrase(
        words,
        lambda outcome: all(sum(label in kind for label in outcome) == k for k, kind in counts),
        kinds=tuple(kind for _, kind in counts),
        ordered=False,
    )


def _kind_or_success(words: str, space: Space) -> frozenset[Label] | None:
    """The kind, or what counts as a success where the words only say `of them`."""
    found = kind_named(words, space)
    if found is None and re.fullmatch(
        r"(?:of\s+(?:them|the\s+\w+|these)|success(?:es)?|right|(?:of\s+them\s+)?(?:does|do|happens?|occurs?).*)", words
    ):
        return frozenset(space.labels[:1])
    return found


def _relation(how: str | None, k: int, kind: frozenset[Label]) -> Counted:
    how = re.sub(r"\s+", " ", how or "exactly")
    if how == "more than":
        return Counted(kind, ">=", k + 1)
    if how in ("fewer than", "less than"):
        return Counted(kind, "<=", k - 1)
    return Counted(kind, {"at least": ">=", "at most": "<="}.get(how, "="), k)


def _counting(words: str, counted: Counted) -> Phrase | None:
    if counted.k < 0:
        return None

    def holds(outcome: tuple[Label, ...]) -> bool:
        found = sum(label in counted.kind for label in outcome)
        return {"=": found == counted.k, ">=": found >= counted.k, "<=": found <= counted.k}[counted.relation]

    return Phrase(words, holds, counted, kinds=(counted.kind,), ordered=False)

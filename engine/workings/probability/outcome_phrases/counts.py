"""How many of a kind: at least two sixes, no head, both good, two girls and one boy, more heads than tails.

Each function is a row of `rows.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from workings.probability.counted import Counted, Label, Phrase
from workings.probability.draft import COUNTS, alike
from workings.probability.experiment.grammar import Match
from workings.probability.outcome_phrases.kinds import kind_of
from workings.probability.outcome_phrases.words import ORDINALS, figure

if TYPE_CHECKING:
    from workings.probability.spaces import Space

_RELATIONS = {
    "": ("=", 0), "exactly": ("=", 0), "just": ("=", 0), "only": ("=", 0), "at least": (">=", 0), "at most": ("<=", 0),
    "more than": (">=", 1), "fewer than": ("<=", -1), "less than": ("<=", -1), "no more than": ("<=", 0),
    "not more than": ("<=", 0), "no fewer than": (">=", 0), "no less than": (">=", 0),
}  # fmt: skip


def is_whole(m: Match, space: Space) -> bool:
    """Whether each number of draws that is spoken of is that of all of them: of the three, among the 5 cards."""
    parts = [part for name in ("whole", "of_them", "things", "they", "each", "every_time") for part in m.all(name)]
    parts += [part["of_them"] for part in parts if "of_them" in part]
    both = any(part.words.lower().startswith("both") for part in parts)
    return all(figure(part.said("n")) == space.n for part in parts if "n" in part) and not (both and space.n != 2)


def _kind(m: Match, space: Space, slot: str = "kind") -> frozenset[Label] | None:
    """The kind that is spoken of; of trials the success, where only `of them` is said."""
    if slot not in m:
        return frozenset(space.labels[:1]) if space.has_success else None
    return kind_of(m[slot], space)


def counted(words: str, counted: Counted, places: range | None = None) -> Phrase:
    """That so many of the draws, or of those at some places, are of the kind."""

    def holds(outcome: tuple[Label, ...]) -> bool:
        told = outcome if places is None else outcome[places.start : places.stop]
        found = sum(label in counted.kind for label in told)
        return {"=": found == counted.k, ">=": found >= counted.k, "<=": found <= counted.k}[counted.relation]

    if places is not None:
        return Phrase(words, holds, kinds=(counted.kind,))
    return Phrase(words, holds, counted, kinds=(counted.kind,), ordered=False)


def _places(m: Match, space: Space) -> range | None:
    """In the first three, in the last two; all of them where nothing is said."""
    if "within" not in m:
        return range(space.n)
    few = m["within"]["first_few"]
    k, at = figure(few.said("k")), ORDINALS[few.said("ordinal")]
    if k is None or k > space.n or at not in (0, -1):
        return None
    return range(k) if at == 0 else range(space.n - k, space.n)


def _related(m: Match, kind: frozenset[Label] | None, k: int | None, space: Space) -> Phrase | None:
    relation, more = _RELATIONS[m.said("how")]
    places = _places(m, space)
    if kind is None or k is None or places is None or k > len(places) or k + more < 0 or not is_whole(m, space):
        return None  # one toss has no two heads: the words are about something else, such as a coin with two heads
    if ("object" in m and not space.has_success) or ("running" in m and k != space.n):
        return None  # two heads in a row of three tosses
    return counted(m.words, Counted(kind, relation, k + more), places if "within" in m else None)


def about_one(m: Match, space: Space) -> Phrase | None:
    """a heart: of one draw"""
    kind = _kind(m, space) if space.n == 1 and is_whole(m, space) else None
    return None if kind is None else counted(m.words, Counted(kind, "=", 1))


def so_many(m: Match, space: Space) -> Phrase | None:
    """at least two sixes; exactly one of them is red; at least two of them"""
    k = 1 if m.said("k") == "a single" else figure(m.said("k"))
    return _related(m, _kind(m, space), k, space)


def or_more(m: Match, space: Space) -> Phrase | None:
    """two or more heads"""
    kind, k = _kind(m, space), figure(m.said("k"))
    if kind is None or k is None or k > space.n or not is_whole(m, space):
        return None
    return counted(m.words, Counted(kind, ">=" if m.said("way") == "more" else "<=", k))


def every(m: Match, space: Space) -> Phrase | None:
    """both are red; all three cards are hearts; heads on each toss"""
    kind = _kind(m, space)
    if kind is None or space.n < 2 or not is_whole(m, space) or _is_denied(m):
        return None  # both are not red: neither, or not both?
    return counted(m.words, Counted(kind, "=", space.n))


def _is_denied(m: Match) -> bool:
    return m.said("kind").startswith(("not ", "non"))


def no_such(m: Match, space: Space) -> Phrase | None:
    """no head; none of them is red; neither is an ace; none"""
    kind = _kind(m, space)
    if (m.said("none") == "neither" and space.n != 2) or _is_denied(m):
        return None
    return _related(m, kind, 0, space)


def parity(m: Match, space: Space) -> Phrase | None:
    """an even number of heads"""
    kind, odd = _kind(m, space), " odd number" in f" {m.words.lower()}"
    if kind is None or not is_whole(m, space):
        return None
    return Phrase(
        m.words, lambda outcome: sum(label in kind for label in outcome) % 2 == odd, kinds=(kind,), ordered=False
    )


def times(m: Match, space: Space) -> Phrase | None:
    """a six appears exactly twice; at least once, where it is clear what"""
    k = COUNTS.get(m.said("often")) if " " not in m.said("often") else figure(m.said("often").split()[0])
    if "kind" not in m and isinstance(space.labels[0], int | tuple):
        return None
    kind = kind_of(m["kind"], space) if "kind" in m else frozenset(space.labels[:1])
    return _related(m, kind, k, space) if space.n > 1 else None


def succeeding(m: Match, space: Space) -> Phrase | None:
    """team A wins exactly two games; he hits at least one; she makes all of them"""
    if not space.has_success or not _same_verb(m.said("verb"), str(space.labels[0])) or not is_whole(m, space):
        return None
    success = frozenset(space.labels[:1])
    if "none" in m:
        return counted(m.words, Counted(success, "=", 0))
    if "each" in m:
        return counted(m.words, Counted(success, "=", space.n))
    return _related(m, success, figure(m.said("k")), space)


def _same_verb(verb: str, success: str) -> bool:
    return alike(verb, success) or {verb.rstrip("s"), success.rstrip("s")} == {"win", "beat"}


def some_success(m: Match, space: Space) -> Phrase | None:
    """a hit: of several trials at least one"""
    kind = _kind(m, space) if space.n > 1 and space.has_success and is_whole(m, space) else None
    return None if kind is None else counted(m.words, Counted(kind, ">=", 1))


def more_or_fewer(m: Match, space: Space) -> Phrase | None:
    """more heads than tails; as many boys as girls"""
    a, b = kind_of(m["a"], space), kind_of(m["b"], space)
    if a is None or b is None or a & b or not is_whole(m, space):
        return None
    tests: dict[str, Callable[[int, int], bool]] = {
        "more": lambda x, y: x > y, "fewer": lambda x, y: x < y, "at least as many": lambda x, y: x >= y,
    }  # fmt: skip
    test: Callable[[int, int], bool] = tests.get(m.said("cmp"), int.__eq__)
    return Phrase(
        m.words,
        lambda outcome: test(sum(label in a for label in outcome), sum(label in b for label in outcome)),
        kinds=(a, b),
        ordered=False,
    )


def mixture(m: Match, space: Space) -> Phrase | None:
    """two girls and one boy; 3 aces and 2 kings"""
    return _mixed(m, [figure(k.words) for k in m.all("k")], space) if len(m.all("k")) > 1 else None


def one_and_one(m: Match, space: Space) -> Phrase | None:
    """a red and a blue; one is red and the other is black"""
    return _mixed(m, [1, 1], space)


def _mixed(m: Match, many: list[int | None], space: Space) -> Phrase | None:
    kinds = [kind_of(kind, space) for kind in m.all("kind")]
    if space.n < 2 or None in kinds or None in many or sum(k for k in many if k) != space.n or not is_whole(m, space):
        return None
    counts = [(k, kind) for k, kind in zip(many, kinds, strict=True) if k is not None and kind is not None]
    if any(counts[i][1] & counts[j][1] for i in range(len(counts)) for j in range(i)):
        return None
    if len(counts) == 2 and counts[0][1] | counts[1][1] == frozenset(space.labels):
        return counted(m.words, Counted(counts[0][1], "=", counts[0][0]))
    return Phrase(
        m.words,
        lambda outcome: all(sum(label in kind for label in outcome) == k for k, kind in counts),
        kinds=tuple(kind for _, kind in counts),
        ordered=False,
    )

"""One of several cases that may be met, such as the urn that is chosen: what the text calls them, and what is given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations

from workings.probability.counted import Phrase
from workings.probability.experiment.contents import named
from workings.probability.experiment.grammar import Match, Matcher
from workings.probability.experiment.rows import grammar
from workings.probability.experiment.scene import Case, Scene
from workings.probability.experiment.throws import kind_of_coin
from workings.probability.experiment.words import sentence
from workings.probability.phrases import written
from workings.probability.spaces import Space

__all__ = ["given_cases"]

_BALL = "(ball | balls | marble | coin | card | ticket | chip | counter | disc | item)"
_SEEN = f"(it | they | ART [DRAWN] {_BALL} [DRAWN])"
_CASE_NAMED = (
    f"[that] [{_SEEN}] [BE | came | comes | (has | had) been] [DRAWN] [from | in] <label>",
    "[that] <label> BE (chosen | selected | picked | used | the one (chosen | selected))",
    f"[that] [{_SEEN} | PERSON DRAW] [BE | has] [ART] (<double> | <plain> | <biased>) [coin | one] [BE (DRAWN | used)]",
    f"[that] ART {_BALL} (PUT | that was PUT) BE <moved:kind>",
    f"[that] ART PUT {_BALL} BE <moved:kind>",
    f"[that] ART <moved:kind> {_BALL} BE PUT",
    "[that] [ART (outcome | result | coin | toss) [of ART OPEN] | it] [BE | shows | showed | landed | lands | came up] "
    "[on] <face:some>",
)


@cache
def _rows() -> tuple[Matcher, ...]:
    return tuple(grammar().matcher(notation) for notation in _CASE_NAMED)


def _case_named(said: str, cases: Sequence[Case], scene: Scene) -> str | None:
    """it came from urn A; the coin is fair; the ball moved was white; the toss was heads, of the urn it decides"""
    words = sentence(said)
    for row in _rows():
        for end, slots in row(words, 0):
            name = _name(Match(said, slots), scene) if end == len(words.tokens) else None
            if name is not None and any(case.name == name for case in cases):
                return name
    return None


def _name(m: Match, scene: Scene) -> str | None:
    if "label" in m:
        return named(scene, m["label"].words)
    if "moved" in m:
        return f"{m.said('moved')} moved"
    if "face" in m:
        return dict(scene.also).get(m.said("face"))
    return kind_of_coin(m)


def given_cases(cases: Sequence[Case], said: Sequence[str], scene: Scene) -> tuple[tuple[str, ...], str] | None:
    """P(case), and P(what is seen | case) by counting in it, and the question about the first that is said.

    None where it is not understood what is said, the event first and then what is known.
    """
    seen: dict[str, list[Phrase]] = {}
    sides: list[str] = []
    for words in said:
        case = _case_named(words, cases, scene)
        phrases = None if case else _in_all(words, cases)
        if case is None and phrases is None:
            return None
        name = case or re.sub(r"\W+", " ", words.lower()).strip()
        sides.append(written(name))
        if phrases is not None:
            seen[name] = phrases
    asked = f"P({sides[0]}|{' and '.join(sides[1:])})" if len(sides) > 1 else f"P({sides[0]})"
    return tuple(_givens(cases, seen)), asked


def _givens(cases: Sequence[Case], seen: dict[str, list[Phrase]]) -> Iterator[str]:
    for case in cases:
        yield f"P({written(case.name)}) = {case.share}"
    yield f"{', '.join(written(case.name) for case in cases)} partition"
    for k in range(1, len(seen) + 1):
        for chosen in combinations(seen, k):
            event = " and ".join(map(written, chosen))
            for i, case in enumerate(cases):
                yield f"P({event}|{written(case.name)}) = {_share(case.space, [seen[name][i] for name in chosen])}"


def _share(space: Space, phrases: Sequence[Phrase]) -> Fraction:
    weight = space.weight(lambda outcome: all(phrase.holds(outcome) for phrase in phrases), phrases)
    return Fraction(weight) / Fraction(space.total)


def _in_all(said: str, cases: Sequence[Case]) -> list[Phrase] | None:
    """What the words say in each case; where there is none of a kind, that it does not happen."""
    found = [case.space.phrase(said) for case in cases]
    return [phrase or Phrase(said, lambda outcome: False) for phrase in found] if any(found) else None

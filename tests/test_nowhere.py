"""Conditions that can't hold together are found, and only those."""

import random

import pytest

import workings as wk
from workings.expression.nowhere import impossible
from workings.expression.reader import parse
from workings.expression.relations import between, greater, nonzero, not_less, positive

P = parse
ZERO = P("0")


@pytest.mark.parametrize(
    ("relations", "found"),
    [
        ([positive(P("-x^2 - 1"))], [0]),
        ([positive(P("x")), nonzero(P("y")), positive(P("-x"))], [0, 2]),
        ([nonzero(P("x - x"))], [0]),
        ([nonzero(P("sin(x) - sin(x)"))], [0]),
        ([positive(P("-e^x"))], [0]),
        ([between(P("|x^2 + 2|"), P("1"))], [0]),
        ([between(P("|x|"), P("1"))], []),
        ([not_less(P("-x^2"), ZERO)], []),  # at 0
        ([not_less(P("-x^2"), ZERO), nonzero(P("x"))], [0, 1]),
        ([not_less(P("-(x^2 - 2)^2"), ZERO), positive(P("x"))], []),  # at √2
        ([not_less(P("-(x^2 - 2)^2"), ZERO), positive(P("x - 2"))], [0, 1]),
        ([positive(P("1/x")), positive(P("-x"))], [0, 1]),
        ([positive(P("x^2 - 5x + 6")), between(P("x"), P("3")), greater(P("x"), P("2"))], [0, 1, 2]),
        ([positive(P("x^2 - 5x + 6")), between(P("x"), P("3")), greater(P("x"), P("1"))], []),
        ([positive(P("x")), positive(P("y")), positive(P("-x - y"))], []),  # two variables: not told
        ([positive(P("x^70 - x")), positive(P("x - x^70"))], []),  # too long: not told
    ],
    ids=str,
)
def test_impossible(relations, found):
    assert impossible(relations) == tuple(relations[i] for i in found)


def test_never_where_a_number_satisfies_them():
    rng = random.Random(3)
    for _ in range(300):
        at = rng.randint(-3, 3)
        relations = []
        for _ in range(rng.randint(1, 3)):
            a, b, c = (rng.randint(-3, 3) for _ in range(3))
            value = a * at**2 + b * at + c
            u = P(f"{a}*x^2 + {b}*x + {c}")
            relations.append(positive(u) if value > 0 else nonzero(u) if value else not_less(u, ZERO))
        assert impossible(relations) == ()


@pytest.mark.parametrize(
    ("question", "en", "ja"),
    [
        ("d/dx ln(-x^2 - 1)", "valid nowhere: −x² − 1 > 0 for no real x", "を満たす実数 x はない"),
        ("d/dx 1/(x - x)", "valid nowhere: x − x ≠ 0 for no real x", "を満たす実数 x はない"),
        ("d/dx (ln x + ln(-x))", "valid nowhere: x > 0, −x > 0 for no real x", "を満たす実数 x はない"),
        ("d/dx 1/0", "valid nowhere: 0 ≠ 0 is never so", "0 ≠ 0 は成り立たない"),
    ],
)
def test_said_with_the_derivation(question, en, ja):
    derivation = wk.derive(question)
    assert en in derivation.to_text()
    assert ja in derivation.to_text(lang="ja")

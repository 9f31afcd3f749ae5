"""Meijer's G and Appell's F1 against mpmath: their values and their slopes."""

import mpmath
import pytest
import sympy as sp
from flint import arb, fmpq

import workings as wk
from workings.expression import D, symbol
from workings.judge.balls import Program
from workings.judge.equality import equal

x = symbol("x")
HALF, THIRD = sp.Rational(1, 2), sp.Rational(1, 3)
# The parameters, and the place.
MEIJER = [
    ([[], []], [[0], []], 2),
    ([[], []], [[HALF, -HALF], []], sp.Rational(3, 2)),  # of parameters that differ by an integer
    ([[], [1, 1]], [[0, 0, THIRD], []], sp.Rational(3, 4)),
    ([[], [1, 1]], [[0, 0, 0], []], 3),
    ([[HALF], [1]], [[THIRD, 0], []], HALF),
    ([[HALF], [1]], [[THIRD, 0], []], 2),  # as many above as below: beyond 1
    ([[1, 1], []], [[1], [0]], 3),
    ([[HALF, THIRD], []], [[0], []], 3),  # more above than below
]
APPELL = [(HALF, THIRD, 2, sp.Rational(3, 2), HALF, sp.Rational(-3, 4)), (-1, 2, HALF, THIRD, THIRD, THIRD)]


def value(node: sp.Basic, at: sp.Rational) -> arb:
    program = Program()
    register = program.add(node)
    program.tape.want([register])
    return program.tape.run([fmpq(at.p, at.q)], 128)[register]


def check(node: sp.Expr, reference: object, at: sp.Rational, orders: int) -> None:
    with mpmath.workdps(30):
        u = mpmath.mpf(at.p) / at.q
        for order in range(orders):
            found = value(D(node, x, order) if order else node, at)
            expected = mpmath.diff(reference, u, order)
            assert found.rad() < 1e-25
            assert abs(mpmath.mpf(found.mid().str(35, radius=False)) - expected) < 1e-9 * (1 + abs(expected))


def numbers(listed: list[list[sp.Expr]]) -> list[list[mpmath.mpf]]:
    return [[mpmath.mpf(sp.Rational(u).p) / sp.Rational(u).q for u in part] for part in listed]


@pytest.mark.parametrize(("above", "below", "at"), MEIJER)
def test_meijer(above: list[list[sp.Expr]], below: list[list[sp.Expr]], at: sp.Expr) -> None:
    def reference(u: mpmath.mpf) -> mpmath.mpf:
        return mpmath.re(mpmath.meijerg(numbers(above), numbers(below), u))

    check(sp.meijerg(above, below, x), reference, sp.Rational(at), orders=3)


@pytest.mark.parametrize(("a", "b", "d", "c", "u", "v"), APPELL)
def test_appell(a: sp.Expr, b: sp.Expr, d: sp.Expr, c: sp.Expr, u: sp.Expr, v: sp.Expr) -> None:
    for node, where in ((sp.appellf1(a, b, d, c, x, v), u), (sp.appellf1(a, b, d, c, u, x), v)):
        order = [sp.Rational(w) if w != x else x for w in node.args]

        def reference(t: mpmath.mpf, order: list[sp.Expr] = order) -> mpmath.mpf:
            return mpmath.appellf1(*[t if w is x else mpmath.mpf(w.p) / w.q for w in order])

        check(node, reference, sp.Rational(where), orders=2)


def test_where_they_are_not_known_nothing_is_claimed() -> None:
    assert not value(sp.meijerg([[], []], [[0], []], x), sp.Integer(-2)).is_finite()
    assert not value(sp.meijerg([[0], []], [[0], []], x), sp.Integer(1)).is_finite()
    assert not value(sp.appellf1(1, HALF, THIRD, 2, x, HALF), sp.Integer(2)).is_finite()


def test_known_special_cases() -> None:
    assert equal(wk.parse("meijerG((), (), (0), (), x)"), sp.exp(-x), assuming=[x > 0]).kind == "agrees"
    assert equal(wk.parse("meijerG((), (), (0), (), x)"), sp.exp(-2 * x), assuming=[x > 0]).kind == "refuted"
    assert equal(wk.parse("appellF1(1, 1/2, 0, 2, x, 1/3)"), wk.parse("hyper((1, 1/2), (2), x)")).kind == "agrees"

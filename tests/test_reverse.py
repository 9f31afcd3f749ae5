"""Gradients backwards: the same as forwards, every step judged, and the cost of the size of the function."""

import pytest
from sympy import Expr, Integer, Symbol

import workings as wk
from workings.derivation import Derivation
from workings.engine import Engine
from workings.expression import Gradient, Tidy, add, mul, power, subtract, symbol
from workings.expression.goals import Adjoint
from workings.expression.nodes import ONE, walk
from workings.expression.words import tanh
from workings.expression.written import intern
from workings.judge import equal
from workings.rule import load_book
from workings_rules.calculus import reverse

BOOK = load_book("calculus", "algebra")
TWO = Integer(2)


def rosenbrock(n: int) -> tuple[Expr, list[Symbol]]:
    x = [symbol(f"x{i}") for i in range(n)]
    valleys = [mul(Integer(100), power(subtract(x[i + 1], power(x[i], TWO)), TWO)) for i in range(n - 1)]
    return add(*valleys, *[power(subtract(ONE, x[i]), TWO) for i in range(n - 1)]), x


def network(width: int) -> tuple[Expr, list[Symbol]]:
    """The squared error of a network of two inputs, two layers of tanh and one output."""
    inputs: list[Expr] = [symbol("a"), symbol("b")]
    weights: list[Symbol] = []

    def weight(name: str) -> Symbol:
        weights.append(symbol(name))
        return weights[-1]

    for layer in "uv":
        inputs = [
            tanh(add(*[mul(weight(f"{layer}{i}_{j}"), h) for j, h in enumerate(inputs)], weight(f"{layer}{i}")))
            for i in range(width)
        ]
    out = add(*[mul(weight(f"w{i}"), h) for i, h in enumerate(inputs)], weight("w"))
    return power(subtract(out, symbol("y")), TWO), weights


@pytest.mark.parametrize(("f", "variables"), [rosenbrock(40), network(5)], ids=["rosenbrock", "network"])
def test_backwards_is_forwards(f: Expr, variables: list[Symbol], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reverse, "PARTS", 50)
    backwards = Engine(BOOK).answer(Gradient(f, variables))
    forwards = Engine(BOOK.without(["reverse-gradient"])).answer(Gradient(f, variables))
    assert backwards.rule.slug == "reverse-gradient"
    for one, other in list(zip(backwards.answer.args, forwards.answer.args, strict=True))[::17]:
        assert equal(one, other).kind in ("proved", "agrees")


@pytest.mark.parametrize("build", [rosenbrock, network], ids=["rosenbrock", "network"])
def test_steps_grow_with_the_size_of_the_function(build: object) -> None:
    counts = []
    for n in (8, 16):
        f, variables = build(n * 10 if build is rosenbrock else n)  # type: ignore[operator]
        size = sum(1 for _ in walk(intern(f)))
        derivation = Derivation(Engine(BOOK).answer(Gradient(f, variables)))
        counts.append(len(derivation.steps) / size)
    assert counts[1] < 1.2 * counts[0]


def test_rosenbrock_1000_and_a_network() -> None:
    for f, variables in (rosenbrock(1000), network(64)):
        derivation = wk.gradient(f, variables)
        assert len(derivation.result.args) == len(variables)
        assert "reverse-gradient" in derivation.rules


def test_each_adjoint_is_a_step_that_is_judged() -> None:
    f = intern(wk.parse("(sin(x y) + x)^2"))
    x = next(node for node in walk(f) if node == symbol("x"))
    derivation = Derivation(Engine(load_book("calculus", "algebra")).answer(Tidy(Adjoint(f, x))))
    assert derivation.verify().holds
    assert equal(derivation.answer, wk.D(f, symbol("x"))).kind in ("proved", "agrees")
    assert "adjoint" in derivation.to_text()


def test_a_variable_that_is_not_there_has_slope_zero() -> None:
    f, variables = rosenbrock(80)
    derivation = wk.gradient(f, [*variables, symbol("z")], tidy=False)
    assert derivation.answer.args[-1] == 0

"""The engine: questions of any depth, each asked once; rules that go in circles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sympy

from workings.engine import REACH, Engine, NoRule
from workings.expression import D, call, mul, symbol
from workings.expression.nodes import walk
from workings.rule import Ask, Rule, RuleBook, Text, load_book

X = symbol("x")
BOOK = load_book("calculus")


def chain(depth: int) -> Any:
    u: Any = X
    for _ in range(depth):
        u = call(sympy.sin, u)
    return u


def rule(rewrite: Any) -> Rule:
    return Rule(
        slug="strange", title=Text("", ""), explanation=Text("", ""), goal=D, rewrite=rewrite, law=(), source="a test"
    )


@pytest.mark.parametrize("depth", [REACH - 20, REACH + 20, 5 * REACH + 7])
def test_a_chain_of_any_depth_has_two_steps_a_link(depth: int) -> None:
    steps = list(Engine(BOOK).answer(D(chain(depth), X)).walk())
    assert len(steps) == 2 * depth - 1


def test_a_rule_may_ask_from_inside_a_call_of_c() -> None:
    def rewrite(goal: D, ask: Ask) -> Any:
        u = goal.f.args[0]
        return None if u is X else mul(*map(ask, (goal.outer(goal.f, u), goal.of(u))))

    book = RuleBook(tuple(replace(r, rewrite=rewrite) if r.slug == "chain" else r for r in BOOK))
    answer = Engine(book).answer(D(chain(3 * REACH), X)).answer
    assert sum(isinstance(node, sympy.cos) for node in walk(answer)) == 3 * REACH


def test_rules_that_ask_what_was_asked_of_them() -> None:
    there_and_back = RuleBook((rule(lambda goal, ask: ask(D(call(sympy.exp, goal.f), X) if goal.f is X else D(X, X))),))
    with pytest.raises(RecursionError, match=r"circles at d/dx"):
        Engine(there_and_back).answer(D(X, X))


def test_a_question_without_rule_deep_down_leaves_the_engine_usable() -> None:
    engine = Engine(BOOK.without(["sin"]))
    with pytest.raises(NoRule):
        engine.answer(D(chain(REACH + 100), X))
    assert engine.answer(D(call(sympy.cos, X), X)).rule.slug == "cos"

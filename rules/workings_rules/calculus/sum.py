"""The sum rule: (f + g)' = f' + g'."""

from functools import partial

from sympy import Add, Expr

from workings.expression import D, add, mul, negate
from workings.expression.nodes import MINUS_ONE
from workings.expression.words import f, g, x
from workings.rule import Ask, Example, Mistake, Rewrite, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def rewrite(goal: D, ask: Ask) -> Expr | None:
    return add(*[_term(goal, term, ask) for term in goal.f.args])


def _term(goal: D, term: Expr, ask: Ask) -> Expr:
    """A difference is a sum too: the sign stays in front."""
    if term.is_Mul and term.args[0] is MINUS_ONE:
        return negate(ask(goal.of(mul(*term.args[1:]))))
    return ask(goal.of(term))


def without(i: int, goal: D, ask: Ask) -> Expr | None:
    """The i-th term is forgotten."""
    return add(*[_term(goal, term, ask) for n, term in enumerate(goal.f.args) if n != i])


def dropped(goal: D) -> tuple[Rewrite, ...]:
    """The sum less each of the terms that have a derivative, the last first."""
    moving = [i for i, term in enumerate(goal.f.args) if goal.depends(term)]
    return tuple(partial(without, i) for i in reversed(moving)) if len(moving) > 1 else ()


def term_dropped(goal: D, ask: Ask) -> Expr | None:
    ways = dropped(goal)
    return ways[0](goal, ask) if ways else None


def constant_kept(goal: D, ask: Ask) -> Expr | None:
    fixed = [term for term in goal.f.args if not goal.depends(term)]
    if not fixed:
        return None
    return add(*[_term(goal, term, ask) if goal.depends(term) else term for term in goal.f.args])


RULE = Rule(
    slug="sum",
    title=Text("sum", "和の微分"),
    explanation=Text(
        "A sum is differentiated term by term; so is a difference.",
        "和や差は項ごとに微分します。",
    ),
    goal=D,
    heads=(Add,),
    rewrite=rewrite,
    law=(D(add(f(x), g(x)), x), D(add(f(x), negate(g(x))), x)),
    source=STEWART + "3.1",
    examples=(Example("d/dx (x^2 + sin x)", "2x + cos x"), Example("d/dx (x^3 - x + 5)", "3x^2 - 1")),
    mistakes=(
        Mistake(
            "sum-term-dropped",
            Text(
                "The derivative has a term too few: differentiate all parts of the sum.",
                "和の一つの項が抜けています。どの項も微分しなければなりません。",
            ),
            term_dropped,
            MUZANGWA,
            dropped,
        ),
        Mistake(
            "partial-constant-term-kept",
            Text(
                "A term without the variable was carried along unchanged; its derivative is zero.",
                "変数を含まない項がそのまま残っています。その微分は 0 です。",
            ),
            constant_kept,
            MUZANGWA,
        ),
    ),
    elementary=True,
)

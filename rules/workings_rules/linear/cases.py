"""Cases: a number in parameters that is to be divided by may be zero, so both branches are worked."""

from sympy import Basic

from workings.expression.branches import apart_from_zero, shortened, where_zero
from workings.expression.linear_goals import Case, Reduce, Solution
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.pivots import look
from workings_rules.linear.sources import DORIER, SIT
from workings_rules.linear.words import a, reduce


def rewrite(goal: Reduce, ask: Ask) -> Basic | None:
    found = look(goal.grid, goal.jordan)
    if found.kind != "split":
        return None
    grid = goal.grid
    factors = grid.unknown_factors(found.element)
    apart = [apart_from_zero(grid.field, f) for f in factors]
    cases = [Case(apart, ask(goal.of(grid.with_nonzero(factors))))]
    for branch in where_zero(grid, factors):
        cases.append(Case(branch.relations, ask(goal.of(branch.grid))))
    return Solution("cases", goal.unknowns, cases=together(cases))


def together(cases: list[Case]) -> list[Case]:
    """Cases within a case are cases of their own, under both conditions."""
    flat = []
    for case in cases:
        inner = case.solution
        if isinstance(inner, Solution) and inner.kind == "cases":
            flat += [Case(shortened((*case.relations, *c.relations)), c.solution) for c in inner.cases]
        else:
            flat.append(case)
    return flat


def zero_forgotten(goal: Reduce, ask: Ask) -> Basic | None:
    """It is divided by the number as if it could not be zero."""
    found = look(goal.grid, goal.jordan)
    if found.kind != "split":
        return None
    return ask(goal.of(goal.grid.with_nonzero(goal.grid.unknown_factors(found.element))))


RULE = Rule(
    slug="cases",
    title=Text("cases: zero or not", "場合分け（0 か否か）"),
    explanation=Text(
        "A number that holds a parameter can be divided by only where it is not zero; where it is, the system is "
        "another one and is worked by itself.",
        "文字を含む数では、0 でないときにしか割れません。0 になる場合は別の連立方程式として解きます。",
    ),
    goal=Reduce,
    rewrite=rewrite,
    law=(reduce((a, 1, 1), (0, 1, a)),),
    source=SIT,
    examples=(
        Example("solve a x + y = 1, x + a y = 1 for x, y", ""),
        Example("solve k x + 3y = 6, 2x + y = 2 for x, y", ""),
    ),
    mistakes=(
        Mistake(
            "pivot-zero-forgotten",
            Text(
                "It was divided by a number that may be zero; the case in which it is zero is missing.",
                "0 かもしれない数で割っています。0 になる場合が抜けています。",
            ),
            zero_forgotten,
            DORIER,
        ),
    ),
)

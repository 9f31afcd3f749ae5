"""For which values of a parameter: a system has no, one or infinitely many solutions; a matrix is singular."""

from collections.abc import Iterable
from typing import Any

from sympy import And, Basic, Eq, Float, Integer, Ne, Or, Symbol, Tuple, false, true

from workings.expression import mul, subtract
from workings.expression.goals import Goal
from workings.expression.linear_goals import Case, Solution, SolutionsAre, SolvedFor, SolveWith, holds_at
from workings.expression.matrix_goals import Invertible, Roots, matrix_of
from workings.expression.nodes import ONE, add, symbols_of
from workings.expression.relations import equal_to
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.linear.sources import DORIER, LAY
from workings_rules.linear.words import k, x, y

APART, ANY_OF = (Ne, And, true), (Eq, Or, false)


def listed(letter: Symbol, values: Iterable[Basic], how: tuple[Any, Any, Any] = ANY_OF) -> Basic:
    """k = 1 or k = 2; or, apart from them, k != 1 and k != 2."""
    relation, joint, where_none = how
    found = [Basic.__new__(relation, letter, value) for value in values]
    return found[0] if len(found) == 1 else Basic.__new__(joint, *found) if found else where_none


def count(goal: SolutionsAre, ask: Ask) -> Basic | None:
    return counted(goal.kinds, ask(goal.system))


def counted(kinds: frozenset[str], solution: Basic) -> Basic:
    if not isinstance(solution, Solution):
        return solution
    if solution.kind != "cases":
        return true if solution.kind in kinds else false
    relations = [relation for case in solution.cases for relation in case.relations]
    parameters = symbols_of(relations)
    if len(parameters) == 1 and all(isinstance(r, Ne) or is_value(r, parameters[0]) for r in relations):
        return by_values(kinds, solution, parameters[0])
    held = [case for case in solution.cases if case.solution.kind in kinds]
    together = [c.relations[0] if len(c.relations) == 1 else Basic.__new__(And, *c.relations) for c in held]
    return together[0] if len(together) == 1 else Basic.__new__(Or, *together) if together else false


def is_value(relation: Basic, letter: Symbol) -> bool:
    """k = 4 or k ≠ 4, and not k² = 6."""
    return bool(relation.args[0] == letter and relation.args[1].is_number)


def by_values(kinds: frozenset[str], solution: Solution, letter: Symbol) -> Basic:
    """What holds at the values that the cases single out, and at all others: k = 4, or k != 4."""
    relations = {relation for case in solution.cases for relation in case.relations}
    special = sorted({r.args[1] for r in relations if is_value(r, letter)}, key=float)
    elsewhere = 1 + max(map(abs, map(float, special)), default=0.0).__ceil__()
    right = [value for value in special if kind_at(solution, letter, value) in kinds]
    if kind_at(solution, letter, Integer(elsewhere)) not in kinds:
        return listed(letter, right)
    return listed(letter, [value for value in special if value not in right], APART)


def kind_at(solution: Solution, letter: Symbol, value: Basic) -> str:
    cases: tuple[Case, ...] = solution.cases
    return next(c.solution.kind for c in cases if all(holds_at(r, {letter: value}) for r in c.relations))


def none_for_infinite(goal: SolutionsAre, ask: Ask) -> Basic | None:
    """No solution and infinitely many mixed up."""
    other = {"none": "infinite", "infinite": "none"}
    kinds = frozenset(other.get(kind, kind) for kind in goal.kinds)
    return counted(kinds, ask(goal.system)) if kinds != goal.kinds else None


def every_zero(goal: SolutionsAre, ask: Ask) -> Basic | None:
    """Every value at which there is not one solution, whether there is none or are infinitely many."""
    if goal.kinds not in ({"none"}, {"infinite"}):
        return None
    return counted(frozenset({"none", "infinite"}), ask(goal.system))


SYSTEM = SolveWith((equal_to(add(x, mul(Integer(2), y)), Integer(3)), equal_to(add(x, mul(k, y)), Integer(4))), (x, y))

COUNT = Rule(
    slug="number-of-solutions",
    title=Text("how many solutions there are", "解の個数"),
    explanation=Text(
        "Elimination shows in each case whether a row 0 = c is left (no solution), every unknown has a pivot (one), or "
        "one is free (infinitely many).",
        "0 = c の行が残れば解なし、すべての未知数にピボットがあれば一つ、自由な未知数があれば無数の解があります。",
    ),
    goal=SolutionsAre,
    rewrite=count,
    law=(SolutionsAre(SYSTEM, "none"), SolutionsAre(SYSTEM, "unique")),
    source=LAY + "1.2",
    examples=(
        Example("For what k does the system x + 2y = 3, 2x + k y = 6 have infinitely many solutions?", ""),
        Example("Find k so that x + k y = 1, k x + y = 1 has no solution.", ""),
    ),
    mistakes=(
        Mistake(
            "no-solution-and-infinitely-many-confused",
            Text(
                "A row 0 = c with c not 0 means no solution; a row 0 = 0 leaves an unknown free.",
                "0 = c（c ≠ 0）の行は解なしを、0 = 0 の行は自由な未知数を意味します。",
            ),
            none_for_infinite,
            DORIER,
        ),
        Mistake(
            "determinant-zero-not-told-apart",
            Text(
                "Where the determinant is 0 there is no solution or there are infinitely many: the constants decide.",
                "行列式が 0 のときは、解なしか無数の解かのどちらかで、定数項によって決まります。",
            ),
            every_zero,
            DORIER,
        ),
    ),
)


def solved(goal: SolvedFor, ask: Ask) -> Basic | None:
    question, letter = goal.args
    if isinstance(question, Goal):
        return ask(SolvedFor(ask(question), letter))
    if question in (true, false):
        return question
    if not isinstance(question, Eq | Ne) or symbols_of([question]) != (letter,):
        return question  # inequalities, or other letters: the condition itself is the answer
    zeros = ask(Roots(subtract(*question.args) if question.args[1] != 0 else question.args[0], letter))
    if not isinstance(zeros, Tuple):
        return zeros
    if any(value.is_Float or value.has(Float) for value in zeros.args):
        return question  # left as it stands: decimals would be no exact answer
    real = list(dict.fromkeys(value for value in zeros.args if value.is_real))
    return listed(letter, real, APART if isinstance(question, Ne) else ANY_OF)


def wrong_way(goal: SolvedFor, ask: Ask) -> Basic | None:
    """= for ≠"""
    turned = {Eq: Ne, Ne: Eq}.get(type(goal.args[0]))
    return solved(SolvedFor(Basic.__new__(turned, *goal.args[0].args), goal.args[1]), ask) if turned else None


SOLVED = Rule(
    slug="solved-for-parameter",
    title=Text("solved for the parameter", "文字について解く"),
    explanation=Text(
        "The condition is an equation in the letter, or says where one does not hold: its real zeros are found.",
        "条件は文字についての方程式、またはその否定なので、実数の零点を求めます。",
    ),
    goal=SolvedFor,
    rewrite=solved,
    law=(SolvedFor(Invertible(matrix_of(2, 2, [ONE, Integer(2), Integer(3), k])), k),),
    source=LAY + "3.2",
    examples=(
        Example("Find k so that the matrix [[1, 2], [3, k]] is singular.", ""),
        Example("For which k is [[k, 1], [4, k]] invertible?", ""),
    ),
    mistakes=(
        Mistake(
            "condition-turned-round",
            Text(
                "det A = 0 means singular and det A ≠ 0 invertible; the other one was solved.",
                "det A = 0 なら正則でなく、det A ≠ 0 なら正則です。逆の条件を解いています。",
            ),
            wrong_way,
            DORIER,
        ),
    ),
)

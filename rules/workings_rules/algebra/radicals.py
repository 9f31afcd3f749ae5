"""Take perfect powers out of the root of a number: sqrt(12) = 2 sqrt(3)."""

from sympy import Basic, Expr, Integer, Pow, Rational

from workings.expression import Tidy, mul, power
from workings.expression.algebra import everywhere
from workings.expression.nodes import HALF
from workings.expression.written import as_written
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.algebra.numbers import LARGEST_ROOT, MOST_DIGITS

HEADS = frozenset((Pow,))


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    base, n = node._args
    if not isinstance(n, Rational) or n.q == 1 or n.p < 0 or n.p > MOST_DIGITS or not isinstance(base, Rational):
        return None
    if base.p <= 0 or max(base.p, base.q) > LARGEST_ROOT:
        return None
    taken_out = Pow(base, n)
    return None if type(taken_out) is Pow and taken_out.base == base else as_written(taken_out)


def not_rooted(goal: Tidy, ask: Ask) -> Basic | None:
    """sqrt(12) = 4 sqrt(3): the square itself in front of the root."""
    node = goal.expr
    right = local(node) if type(node) is Pow and node._args[1] is HALF else None
    if right is None or not isinstance(right.args[0], Integer):
        return None
    front, inside = right.args[0], node._args[0] / right.args[0] ** 2
    return mul(front**2, power(inside, HALF))


RULE = Rule(
    slug="radical",
    title=Text("simplify the root", "根号を簡単にする"),
    explanation=Text(
        "A factor under the root that is a perfect power comes out of it as its root.",
        "根号の中の因数のうち、平方数（n 乗根では n 乗数）は根号の外に出します。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(Tidy(power(Integer(12), HALF)),),
    source="OpenStax, Algebra and Trigonometry 2e, section 1.3",
    examples=(
        Example("sqrt(12)", "2 sqrt(3)"),
        Example("16^(1/3)", "2 · 2^(1/3)"),
        Example("6/sqrt(8)", "3/sqrt(2)"),
        Example("sqrt(50) + sqrt(2)", "6 sqrt(2)"),
    ),
    mistakes=(
        Mistake(
            "square-not-rooted",
            Text(
                "What comes out of the root is the root of the square, not the square itself.",
                "根号の外に出るのは平方数そのものではなく、その平方根です。",
            ),
            not_rooted,
            "OpenStax, Algebra and Trigonometry 2e, section 1.3",
        ),
    ),
)

"""Higher derivatives: differentiate again, each derivative tidied before the next; the n-th of an exponential."""

from sympy import Add, Basic, Expr, Integer, Pow, exp

from workings.expression import D, Tidy, divide, mul, power, symbol
from workings.expression.goals import HigherOrder
from workings.expression.nodes import divisor, factors
from workings.expression.words import f, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def is_letter(goal: D) -> bool:
    """Whether the order is no number."""
    return not isinstance(goal.order, Integer)


def is_linear(goal: D, u: Expr) -> bool:
    """Whether u is a x + b, with a and b constant."""
    for term in u.args if isinstance(u, Add) else (u,):
        moving = [factor for factor in factors(term) if goal.depends(factor)]
        if len(moving) > 1 or (moving and not goal.is_variable(moving[0])):
            return False
    return goal.depends(u)


def is_exponential(goal: D) -> bool:
    """Whether f is e^(a x + b) or c^(a x + b), so that f' is a constant times f."""
    if isinstance(goal.f, exp):
        return is_linear(goal, goal.f.args[0])
    power_of_constant = isinstance(goal.f, Pow) and divisor(goal.f) is None and not goal.depends(goal.f.args[0])
    return power_of_constant and is_linear(goal, goal.f.args[1])


def rewrite(goal: D, ask: Ask) -> Expr | None:
    if is_letter(goal):
        if not is_exponential(goal):
            return None
        return mul(power(ask(Tidy(divide(ask(goal.of(goal.f)), goal.f))), goal.order), goal.f)
    if goal.order < 2:
        return goal.f if goal.order == 0 else None
    found: Basic = goal.f
    for _ in range(int(goal.order) - 1):
        found = ask(Tidy(ask(type(goal)(found, goal.x))))
    return ask(type(goal)(found, goal.x))


def factor_once(goal: D, ask: Ask) -> Expr | None:
    """k f instead of k^n f."""
    return ask(goal.of(goal.f)) if is_letter(goal) else None


RULE = Rule(
    slug="higher-order",
    title=Text("higher derivative", "高階微分"),
    explanation=Text(
        "The second derivative is the derivative of the derivative, and so on; where each one brings the same factor, "
        "n of them bring its n-th power.",
        "2 階微分は微分をもう一度微分したものです。微分のたびに同じ定数が掛かるなら、n 階ではその n 乗が掛かります。",
    ),
    goal=HigherOrder,
    rewrite=rewrite,
    law=(D(f(x), x, 2), D(power(symbol("a"), x), x, symbol("n"))),
    source=STEWART + "2.8",
    examples=(
        Example("d^2/dx^2 (x^2 ln x)", "2 ln x + 3"),
        Example("d^3/dx^3 x^4", "24x"),
        Example("d^n/dx^n e^(3x)", "3^n e^(3x)"),
        Example("d^n/dx^n 5^x", "(ln 5)^n 5^x"),
    ),
    mistakes=(
        Mistake(
            "nth-derivative-factor-once",
            Text(
                "Every one of the n derivatives brings the constant factor, not only the first.",
                "定数の因子は 1 回だけでなく、n 回の微分のたびに掛かります。",
            ),
            factor_once,
            MUZANGWA,
        ),
    ),
)

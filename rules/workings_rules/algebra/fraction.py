"""Write as a fraction: u^(-n) = 1/u^n, a (1/b) = a/b, and 1/(a/b) = b/a."""

from sympy import Basic, Expr, Mul, Pow, Rational

from workings.expression import Tidy, divide, mul, power
from workings.expression.algebra import everywhere, flatten_product, monomial
from workings.expression.nodes import MINUS_ONE, ONE, divisor
from workings.expression.words import TWO, x
from workings.expression.written import product
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import SCHECHTER

HEADS = frozenset((Mul, Pow))


def rewrite(goal: Tidy, ask: Ask) -> Basic | None:
    simpler = everywhere(local, HEADS, goal)
    return None if simpler is None else ask(goal.of(simpler))


def local(node: Expr) -> Expr | None:
    if type(node) is Mul:
        factors = flatten_product(node._args)
        bars = [divisor(factor) is not None for factor in factors]
        parts = any(isinstance(factor, Rational) and factor.q != 1 for factor in factors)
        return product(ONE, factors) if any(bars[:-1]) or (bars[-1] and parts) else None
    base, n = node._args
    if n is MINUS_ONE and type(base) is Mul and any(map(_is_fraction, flatten_product(base._args))):
        read = monomial(node)  # a fraction below a fraction bar
        return None if read is None else product(read.number, read.factors)
    if isinstance(n, Rational) and n.p < 0 and n is not MINUS_ONE:
        return divide(ONE, power(base, -n))
    return None


def _is_fraction(factor: Expr) -> bool:
    return divisor(factor) is not None or (isinstance(factor, Rational) and factor.q != 1)


def sign_of_base(goal: Tidy, ask: Ask) -> Basic | None:
    """u^(-n) taken for -u^n."""
    node = goal.expr
    if isinstance(node, Pow) and node.args[1].is_negative:
        return mul(MINUS_ONE, power(node.args[0], -node.args[1]))
    return None


RULE = Rule(
    slug="fraction",
    title=Text("write as a fraction", "分数の形に書く"),
    explanation=Text(
        "A negative exponent means one over the power: u^(-n) = 1/u^n.",
        "負の指数は、べき乗の逆数です。u^(-n) = 1/u^n。",
    ),
    goal=Tidy,
    rewrite=rewrite,
    law=(Tidy(power(x, -TWO)), Tidy(mul(divide(ONE, power(x, TWO)), x))),
    source="Laws of exponents",
    examples=(Example("3x^(-2)", "3/x^2"),),
    mistakes=(
        Mistake(
            "exponent-law-wrong",
            Text(
                "A negative exponent is no minus sign: it means one over the power.",
                "負の指数はマイナスの符号ではなく、逆数を表します。",
            ),
            sign_of_base,
            SCHECHTER,
        ),
    ),
)

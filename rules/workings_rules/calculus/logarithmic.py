"""Logarithmic differentiation: f' = f (ln f)', where ln f falls apart by the laws of logarithms."""

from sympy import Basic, Expr, Integer, Mul, Pow, exp

from workings.expression import D, Tidy, add, mul, negate
from workings.expression.goals import Logarithmic
from workings.expression.nodes import divisor, walk
from workings.expression.relations import positive
from workings.expression.words import f, log, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.sources import MUZANGWA, STEWART


def split(u: Expr) -> Expr:
    """ln u by the laws of logarithms, for positive parts: of a product a sum, of a power a multiple."""
    if isinstance(u, Mul):
        return add(*[split(factor) for factor in u.args])
    below = divisor(u)
    if below is not None:
        return negate(split(below))
    if isinstance(u, Pow):
        base, exponent = u.args
        return mul(exponent, split(base))
    return u.args[0] if isinstance(u, exp) else log(u)


def parts(u: Expr) -> tuple[Expr, ...]:
    """What the laws take the logarithm of."""
    if isinstance(u, Mul):
        return tuple(part for factor in u.args for part in parts(factor))
    below = divisor(u)
    if below is not None:
        return parts(below)
    if isinstance(u, Pow):
        return parts(u.args[0])
    return () if isinstance(u, exp) else (u,)


def rewrite(goal: Logarithmic, ask: Ask) -> Expr | None:
    f, x = goal.args
    return mul(f, ask(Tidy(ask(D(split(f), x)))))


def condition(goal: Logarithmic) -> tuple[Basic, ...]:
    return tuple(positive(part) for part in dict.fromkeys(parts(goal.args[0])))


def wider(goal: Logarithmic) -> tuple[Text, tuple[Basic, ...]] | None:
    """Of whole powers the same comes out where parts are negative: u'/u is the derivative of ln|u| too."""
    f = goal.args[0]
    powers = [node for node in walk(f) if isinstance(node, Pow)]
    if len(parts(f)) < 2 or not all(isinstance(node.args[1], Integer) for node in powers):
        return None
    return _WIDER, ()


_WIDER = Text(
    "for positive parts; with ln|u| for ln u the same holds where no part is 0",
    "各因子が正のとき。ln u を ln|u| とすれば、0 でないところで同じ結果になる",
)


def factor_forgotten(goal: Logarithmic, ask: Ask) -> Expr | None:
    f, x = goal.args
    return ask(Tidy(ask(D(split(f), x))))


RULE = Rule(
    slug="logarithmic",
    title=Text("logarithmic differentiation", "対数微分法"),
    explanation=Text(
        "Take logarithms, differentiate y'/y = (ln y)', and multiply by y.",
        "両辺の対数をとって y'/y = (ln y)' を求め、y を掛けます。",
    ),
    goal=Logarithmic,
    rewrite=rewrite,
    law=(Logarithmic(f(x), x),),
    source=STEWART + "3.6",
    examples=(
        Example("d/dx (sin x)^x by logarithmic differentiation", "(sin x)^x (ln(sin x) + x cot x)"),
        Example("d/dx x^x by logarithmic differentiation", "x^x (ln x + 1)"),
    ),
    condition=condition,
    remark=wider,
    mistakes=(
        Mistake(
            "log-diff-missing-y",
            Text(
                "The derivative of ln y is y'/y; at the end it must be multiplied by y.",
                "ln y の微分は y'/y です。最後に y を掛けなければなりません。",
            ),
            factor_forgotten,
            MUZANGWA,
        ),
    ),
)

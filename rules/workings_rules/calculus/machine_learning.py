"""The functions of machine learning: one line a function, its derivative and where that holds; softmax and its kin."""

import sympy
from sympy import Basic, Expr, Gt, Integer, Le

from workings.expression import D, add, call, divide, mul, negate, subtract
from workings.expression import named as ml
from workings.expression.nodes import ONE, ZERO, piecewise
from workings.expression.relations import positive
from workings.expression.words import TWO, absolute, exp, sign, x
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.machine_learning_slips import SLIPS
from workings_rules.calculus.machine_learning_words import (
    around_zero,
    gelu,
    huber,
    leaky,
    phi,
    relu,
    sigmoid,
    silu,
    softmax,
    softplus,
)
from workings_rules.calculus.sources import HOUSE
from workings_rules.calculus.special import first_nonzero, last_nonzero
from workings_rules.calculus.special_words import a, b, beta, gamma, half, pi, root, sq
from workings_rules.calculus.table import Row, everywhere, rules

_new = Basic.__new__


def threshold_positive(u: Expr, d: Expr = ONE) -> tuple[Basic, ...]:
    return (positive(d),)


# fmt: off
TABLE: tuple[Row, ...] = (
    ("sigmoid",   sigmoid(x),               lambda u: mul(sigmoid(u), subtract(ONE, sigmoid(u))),       everywhere,    "sigmoid",                   "シグモイド関数の微分", "I. Goodfellow et al., Deep Learning (2016), section 3.10"),
    ("softplus",  softplus(x),              lambda u: sigmoid(u),                                       everywhere,    "softplus",                  "ソフトプラス関数の微分", "I. Goodfellow et al., Deep Learning (2016), section 3.10"),
    ("relu",      relu(x),                  lambda u: around_zero(ZERO, ONE, u),                        last_nonzero,  "ReLU",                      "ReLU の微分",      "I. Goodfellow et al., Deep Learning (2016), section 6.3"),
    ("leaky-relu", leaky(x),                lambda u, c=ml.LEAK: around_zero(c, ONE, u),       first_nonzero, "leaky ReLU",                "leaky ReLU の微分", "A. L. Maas et al., Rectifier nonlinearities improve neural network acoustic models (2013)"),
    ("gelu",      gelu(x),                  lambda u: add(phi(u), divide(mul(u, exp(negate(half(sq(u))))), root(mul(TWO, pi)))), everywhere, "GELU", "GELU の微分", "D. Hendrycks and K. Gimpel, Gaussian error linear units, arXiv:1606.08415"),
    ("silu",      silu(x),                  lambda u: add(sigmoid(u), mul(u, sigmoid(u), subtract(ONE, sigmoid(u)))), everywhere, "SiLU",            "SiLU の微分",      "S. Elfwing et al., Sigmoid-weighted linear units, Neural Networks 107 (2018) 3-11"),
    ("huber",     huber(x),                 lambda u, d=ONE: piecewise((u, _new(Le, absolute(u), d)), (mul(d, sign(u)), _new(Gt, absolute(u), d))), threshold_positive, "Huber loss", "Huber 損失の微分", "P. J. Huber, Robust estimation of a location parameter, Ann. Math. Statist. 35 (1964) 73-101"),
)
# fmt: on


# ---------------------------------------------------------------- functions of a list of numbers


def place_of(goal: D, args: tuple[Expr, ...]) -> int | None:
    """Which of the arguments is the variable, where no other one moves."""
    moving = [i for i, u in enumerate(args) if goal.depends(u)]
    return moving[0] if len(moving) == 1 and goal.is_variable(args[moving[0]]) else None


def of_logsumexp(goal: D, ask: Ask) -> Expr | None:
    i = place_of(goal, goal.f.args)
    return None if i is None else softmax(Integer(i + 1), *goal.f.args)


def of_softmax(goal: D, ask: Ask) -> Expr | None:
    """p_i (1 - p_i), and -p_i p_j by another argument."""
    which, *args = goal.f.args
    i = place_of(goal, tuple(args))
    if i is None:
        return None
    own, other = goal.f, softmax(Integer(i + 1), *args)
    return mul(own, subtract(ONE, own)) if which == i + 1 else negate(mul(own, other))


def of_log_softmax(goal: D, ask: Ask) -> Expr | None:
    which, *args = goal.f.args
    i = place_of(goal, tuple(args))
    if i is None:
        return None
    p = softmax(Integer(i + 1), *args)
    return subtract(ONE, p) if which == i + 1 else negate(p)


def numerator_missing(goal: D, ask: Ask) -> Expr | None:
    """1/(e^a + e^b) taken for e^a/(e^a + e^b)."""
    return divide(ONE, add(*map(exp, goal.f.args))) if place_of(goal, goal.f.args) is not None else None


def own_term_missing(goal: D, ask: Ask) -> Expr | None:
    """The 1 that the argument itself brings is left out."""
    which, *args = goal.f.args
    i = place_of(goal, tuple(args))
    return negate(softmax(Integer(i + 1), *args)) if i is not None and which == i + 1 else None


def one_argument_only(goal: D, ask: Ask) -> Expr | None:
    """Only the last of the moving arguments is followed."""
    moving = [u for u in goal.f.args if goal.depends(u)]
    if len(moving) < 2 or goal.is_variable(moving[-1]):
        return None
    return mul(ask(goal.outer(goal.f, moving[-1])), ask(goal.of(moving[-1])))


def diagonal_everywhere(goal: D, ask: Ask) -> Expr | None:
    """p_i (1 - p_i) used for the other arguments as well."""
    which, *args = goal.f.args
    i = place_of(goal, tuple(args))
    return mul(goal.f, subtract(ONE, goal.f)) if i is not None and which != i + 1 else None


def written_out(goal: D, ask: Ask) -> Expr | None:
    """Where several arguments move at once, the formula that the name stands for."""
    moving = [u for u in goal.f.args if goal.depends(u)]
    if isinstance(goal.f, sympy.beta):
        u, v = goal.f.args
        same = divide(mul(gamma(u), gamma(v)), gamma(add(u, v)))
        return ask(goal.of(same)) if len(moving) > 1 else None
    return ask(goal.of(goal.f.definition)) if len(moving) > 1 else None


_SOFTMAX = "C. M. Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.4"
_LOGSUMEXP = Rule(
    slug="logsumexp",
    title=Text("log-sum-exp", "log-sum-exp の微分"),
    explanation=Text("The gradient of log-sum-exp is the softmax.", "log-sum-exp の勾配は softmax です。"),
    goal=D,
    heads=(ml.logsumexp,),
    rewrite=of_logsumexp,
    examples=(Example("d/dx logsumexp(x, y)", "softmax(1, x, y)"),),
    mistakes=(
        Mistake(
            "logsumexp-numerator-missing",
            Text(
                "The inner derivative of ln(e^x + e^y) is e^x: it stands above.",
                "ln(e^x + e^y) の内側の微分 e^x が分子に来ます。",
            ),
            numerator_missing,
            HOUSE,
        ),
    ),
    law=(D(call(ml.logsumexp, x, a, b), x),),
    source=_SOFTMAX,
    elementary=True,
)
_SOFTMAX_RULE = Rule(
    slug="softmax",
    title=Text("softmax", "softmax の微分"),
    explanation=Text(
        "By its own argument p_i (1 - p_i); by another one -p_i p_j.",
        "自分の引数では p_i (1 − p_i)、ほかの引数では −p_i p_j です。",
    ),
    goal=D,
    heads=(ml.softmax,),
    rewrite=of_softmax,
    examples=(Example("∂/∂x softmax(2, x, y)", ""),),
    law=(D(softmax(TWO, x, a, b), x), D(softmax(ONE, x, a, b), x)),
    source=_SOFTMAX,
    mistakes=(
        Mistake(
            "softmax-diagonal-everywhere",
            Text(
                "p (1 - p) holds only for the argument of the same number; the others give -p_i p_j.",
                "p (1 − p) は同じ番号の引数だけです。ほかの引数では −p_i p_j です。",
            ),
            diagonal_everywhere,
            HOUSE,
        ),
    ),
    elementary=True,
)
_LOG_SOFTMAX = Rule(
    slug="log-softmax",
    title=Text("log-softmax", "log-softmax の微分"),
    explanation=Text(
        "1 for its own argument, less the softmax of the argument meant.",
        "自分の引数なら 1 から、その引数の softmax を引きます。",
    ),
    goal=D,
    heads=(ml.log_softmax,),
    rewrite=of_log_softmax,
    examples=(Example("∂/∂x logsoftmax(1, x, y)", ""),),
    mistakes=(
        Mistake(
            "log-softmax-own-term-missing",
            Text(
                "By its own argument x_i the first term x_i brings 1.",
                "自分の引数 x_i では、第 1 項の x_i から 1 が出ます。",
            ),
            own_term_missing,
            HOUSE,
        ),
    ),
    law=(D(call(ml.log_softmax, ONE, x, a, b), x), D(call(ml.log_softmax, TWO, x, a, b), x)),
    source=_SOFTMAX,
    elementary=True,
)
_WRITTEN_OUT = Rule(
    slug="definition",
    title=Text("by definition", "定義に戻る"),
    explanation=Text(
        "Several of its arguments move at once: the formula that the name stands for is differentiated.",
        "複数の引数が同時に動くので、名前の表す式を微分します。",
    ),
    goal=D,
    heads=(ml.Named, sympy.beta),
    rewrite=written_out,
    examples=(Example("d/dx logsumexp(x, 2x)", ""),),
    mistakes=(
        Mistake(
            "total-derivative-missing-term",
            Text(
                "Several arguments move: each of them brings a term.",
                "複数の引数が動くので、それぞれから項が出ます。",
            ),
            one_argument_only,
            HOUSE,
        ),
    ),
    law=(D(call(ml.logsumexp, x, mul(TWO, x)), x), D(beta(x, x), x)),
    source=_SOFTMAX,
)
RULES = (*rules(TABLE, SLIPS), _LOGSUMEXP, _SOFTMAX_RULE, _LOG_SOFTMAX, _WRITTEN_OUT)

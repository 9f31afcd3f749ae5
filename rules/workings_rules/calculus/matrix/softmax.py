"""Softmax s = e^u/Σe^u and its logarithm's relative: ds = (diag(s) − s sᵀ) du, d logsumexp(u) = sᵀ du."""

from sympy import Expr, exp

from workings.expression import call
from workings.expression.shaped import ENTRY, Diag, LogSumExp, Map, Softmax, add, negated, times
from workings.expression.shaped_goals import Differential
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import LAUE, PARR
from workings_rules.calculus.matrix.words import turned, u


def rewrite(goal: Differential, ask: Ask) -> Expr | None:
    s = goal.f
    return times(add(Diag(s), negated(times(s, turned(s)))), ask(goal.of(s.inner)))


def diagonal_only(goal: Differential, ask: Ask) -> Expr | None:
    s = goal.f
    return times(add(Diag(s), negated(times(Diag(s), Diag(s)))), ask(goal.of(s.inner)))


RULE = Rule(
    slug="differential-softmax",
    title=Text("differential of softmax", "ソフトマックスの微分"),
    explanation=Text(
        "Every entry of s = softmax(u) depends on every entry of u: ds = (diag(s) − s sᵀ) du.",
        "s = softmax(u) の各成分は u のすべての成分によります：ds = (diag(s) − s sᵀ) du。",
    ),
    goal=Differential,
    heads=(Softmax,),
    rewrite=rewrite,
    law=(Differential(Softmax(u), u),),
    source="C. M. Bishop, Pattern Recognition and Machine Learning (2006), equation 4.106",
    examples=(
        Example("d/dx softmax(x) where x in R^n", "diag(softmax(x)) - softmax(x) softmax(x)^T"),
        Example("d/dx a^T softmax(x) where a, x in R^n", "softmax(x) ⊙ a - a^T softmax(x) softmax(x)"),
    ),
    mistakes=(
        Mistake(
            "softmax-diagonal-only",
            Text(
                "s_i(1 − s_i) is the diagonal of the Jacobian only; outside of it stands −s_i s_j, for all entries "
                "share one denominator.",
                "s_i(1 − s_i) はヤコビ行列の対角成分だけです。分母が共通なので、対角の外には −s_i s_j があります。",
            ),
            diagonal_only,
            PARR,
        ),
    ),
)


def of_log_sum(goal: Differential, ask: Ask) -> Expr | None:
    u = goal.f.inner
    return times(turned(Softmax(u)), ask(goal.of(u)))


LOG_SUM = Rule(
    slug="differential-logsumexp",
    title=Text("differential of logsumexp", "logsumexp の微分"),
    explanation=Text(
        "ln(e^(u_1) + ... + e^(u_n)) changes by the softmax of u, times du.",
        "ln(e^(u_1) + ... + e^(u_n)) の微分は、u のソフトマックスと du の積です。",
    ),
    goal=Differential,
    heads=(LogSumExp,),
    rewrite=of_log_sum,
    law=(Differential(LogSumExp(u), u),),
    source=LAUE,
    examples=(Example("d/dx (logsumexp(x) - a^T x) where a, x in R^n", "softmax(x) - a"),),
    mistakes=(
        Mistake(
            "logsumexp-not-normalised",
            Text(
                "The logarithm's slope divides by the sum: the gradient is e^u/Σe^u, not e^u.",
                "対数の傾きにより和で割ります：勾配は e^u ではなく e^u/Σe^u です。",
            ),
            lambda goal, ask: times(
                turned(Map(call(exp, ENTRY), ENTRY, goal.f.inner)), ask(goal.of(goal.f.inner))
            ),
            PARR,
        ),
    ),
)

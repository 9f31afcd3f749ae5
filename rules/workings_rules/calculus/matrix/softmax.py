"""Softmax s = e^u/Σe^u, its logarithm, and that of the sum: ds = (diag(s) − s sᵀ) du, d ln s = du − 𝟏 sᵀ du."""

from sympy import Expr, exp, log

from workings.expression import call
from workings.expression.shaped import ENTRY, Diag, LogSumExp, Map, Ones, Softmax, add, hadamard, negated, times
from workings.expression.shaped_goals import Differential
from workings.rule import Ask, Example, Mistake, Rule, Text
from workings_rules.calculus.matrix.sources import LAUE, PARR
from workings_rules.calculus.matrix.terms import is_column
from workings_rules.calculus.matrix.words import U, turned, u


def rewrite(goal: Differential, ask: Ask) -> Expr | None:
    s = goal.f
    if not is_column(s):
        return None
    return times(add(Diag(s), negated(times(s, turned(s)))), ask(goal.of(s.inner)))


def diagonal_only(goal: Differential, ask: Ask) -> Expr | None:
    s = goal.f
    if not is_column(s):
        return None
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
            lambda goal, ask: times(turned(Map(call(exp, ENTRY), ENTRY, goal.f.inner)), ask(goal.of(goal.f.inner))),
            PARR,
        ),
    ),
)


def of_rows(goal: Differential, ask: Ask) -> Expr | None:
    s = goal.f
    if is_column(s):
        return None
    change = ask(goal.of(s.inner))
    return hadamard(s, add(change, negated(times(hadamard(s, change), Ones(s.columns, 1), Ones(1, s.columns)))))


def rows_apart(goal: Differential, ask: Ask) -> Expr | None:
    s = goal.f
    change = ask(goal.of(s.inner))
    return hadamard(s, add(change, negated(hadamard(s, change))))


ROWS = Rule(
    slug="differential-softmax-of-rows",
    title=Text("softmax of each row", "行ごとのソフトマックスの微分"),
    explanation=Text(
        "Each row of S = softmax(U) is a softmax of its own: dS = S ⊙ (dU − (S ⊙ dU) 𝟏 𝟏ᵀ), the sum going along the "
        "row.",
        "S = softmax(U) の各行はそれぞれソフトマックスです：dS = S ⊙ (dU − (S ⊙ dU) 𝟏 𝟏ᵀ)。和は行に沿って取ります。",
    ),
    goal=Differential,
    heads=(Softmax,),
    rewrite=of_rows,
    law=(Differential(Softmax(U), U),),
    source=LAUE,
    examples=(
        Example("d/dX sum(A ⊙ softmax(X)) where A, X are m x n", "softmax(X) ⊙ (A - (A ⊙ softmax(X)) ones(n, n))"),
    ),
    mistakes=(
        Mistake(
            "softmax-row-sum-missing",
            Text(
                "All entries of a row share one denominator: the sum along the row was left out.",
                "同じ行の成分は分母を共有します。行に沿った和が抜けています。",
            ),
            rows_apart,
            PARR,
        ),
    ),
)

_LOG = call(log, ENTRY)


def of_logarithm(goal: Differential, ask: Ask) -> Expr | None:
    s = goal.f.inner
    if goal.f.body != _LOG or not isinstance(s, Softmax) or not is_column(s):
        return None
    change = ask(goal.of(s.inner))
    return add(change, negated(times(Ones(s.rows, 1), turned(s), change)))


def normalisation_constant(goal: Differential, ask: Ask) -> Expr | None:
    return None if of_logarithm(goal, ask) is None else ask(goal.of(goal.f.inner.inner))


LOGARITHM = Rule(
    slug="differential-log-softmax",
    title=Text("logarithm of softmax", "ソフトマックスの対数の微分"),
    explanation=Text(
        "ln softmax(u) is u less the number logsumexp(u) in every entry: d ln s = du − 𝟏 sᵀ du with s = softmax(u).",
        "ln softmax(u) は u の各成分から logsumexp(u) を引いたものです：s = softmax(u) として d ln s = du − 𝟏 sᵀ du。",
    ),
    goal=Differential,
    heads=(Map,),
    rewrite=of_logarithm,
    law=(Differential(Map(_LOG, ENTRY, Softmax(u)), u),),
    source="C. M. Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.4",
    examples=(
        Example("d/dx y^T log(softmax(x)) where x, y in R^n", "y - sum(y) softmax(x)"),
        Example("d/dW (-y^T log(softmax(W x))) where W is m x n, x in R^n, y in R^m", "(sum(y) softmax(W x) - y) x^T"),
    ),
    mistakes=(
        Mistake(
            "log-softmax-normalisation-constant",
            Text(
                "The sum in the denominator depends on u too: −𝟏 sᵀ du was left out.",
                "分母の和も u によります。−𝟏 sᵀ du が抜けています。",
            ),
            normalisation_constant,
            PARR,
        ),
    ),
)

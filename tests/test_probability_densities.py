"""One continuous variable: the constant of a density, F and f, quantiles, bounds of tails, and what is refused."""

from dataclasses import replace

import pytest
from click.testing import CliRunner
from sympy import Rational, oo, pi

import workings as wk
from workings.cli import main
from workings.expression import symbol
from workings.expression.errors import ReadError
from workings.probability.validity import is_nonnegative

x = symbol("x")

ANSWERED = [
    ("Find the constant k such that f(x) = k x on [0, 2] is a density", "1/2"),
    ("X has density f(x) = c x on [0, 2]. Find c", "1/2"),
    ("Find c if X has density f(x) = c x^2 for 0 < x < 3", "1/9"),
    ("X has density c x (1 - x) on [0, 1]; find c", "6"),
    ("Find c such that f(x) = c/x^2 for x > 1 is a pdf", "1"),
    ("f(x)=kx(2-x), 0<x<2. Find k so f is a probability density function.", "3/4"),
    ("f(x) = c sin x on [0, π] is a density. Find c.", "1/2"),
    ("Suppose X has pdf f(x) = c/(x+1)^3 for x > 0. Find c", "2"),
    ("確率密度関数 f(x) = kx (0 ≤ x ≤ 2) の定数 k を求めよ。", "1/2"),
    ("The density of X is $f(x) = c x^2$ for $0 \\le x \\le 1$ and 0 otherwise. Find P(X > 1/2).", "7/8"),
    ("X has density f(x) = c x e^(-x), x > 0. Find E[X].", "2"),
    ("X has density f(x) = 2x on [0,1]; find E[X | X > 1/2]", "7/9"),
    ("X has density f(x) = 2x on [0,1]; find the CDF of X", "x^2"),
    ("X ~ Exponential(2); find the CDF of X", "1 - e^(-2x)"),
    ("X has CDF F(x) = 1 - 1/x^2 for x >= 1. What is the density?", "2/x^3"),
    ("X has CDF F(x) = x^2 on [0,1]; find P(0.2 < X < 0.5)", "21/100"),
    ("X has CDF F(x) = x^2 on [0,1]; find P(X > 1/2 | X > 1/4)", "4/5"),
    ("F(x) = 1 - e^(-2x) for x > 0 is the CDF of X. Find P(X > 1)", "e^(-2)"),
    ("The cdf of X is F(x) = x/4, 0 <= x <= 4. Find E[X]", "2"),
    ("X has density f(x) = (x + 1)/4 on [0, 2]. Find the median of X", "sqrt(5) - 1"),
    ("X has density f(x) = 6x(1-x) on [0,1]. Find the median of X", "1/2"),
    ("X ~ Exponential(λ); find the median of X", "ln(2)/λ"),
    ("X ~ Uniform(0, 4); find the 90th percentile of X", "18/5"),
    ("X ~ Exponential(0.5); find m such that P(X > m) = 0.1", "2 ln 10"),
    ("X has density f(x) = x/2 on [0, 2]. Find P(X > 5)", "0"),
    ("X has density f(x) = x/2 on [0, 2]. Find P(X < -1)", "0"),
    ("X has density f(x) = x/2 on [0, 2]. Find P(1.5 < X < 0.5)", "0"),
    ("X has density f(x) = x/2 on [0, 2]. Find P(X < 1 | X > 1.5)", "0"),
    ("f(x) = x/2, 0 <= x <= 2. P(X > 5) = ?", "0"),
    ("f(x) = sin(x)/2, 0 <= x <= π. P(X > 4) = ?", "0"),
    ("X has CDF F(x) = x^2 on [0,1]; find P(X > 3)", "0"),
    ("X ~ Exponential(1); what value of t gives P(X > t) = 0.5?", "ln 2"),
    ("f(x) = x on [0,1], 2 - x on [1,2]. Find P(X > 1.5).", "1/8"),
    ("X has density f(x) = x on [0,1], 2-x on [1,2]. Find Var(X).", "1/6"),
    ("Let X have pdf f(x) = x for 0 < x < 1 and f(x) = 2 - x for 1 < x < 2. Find E[X].", "1"),
    (
        "Let $f(x) = \\begin{cases} c x & 0 \\le x \\le 1 \\\\ c & 1 < x \\le 2 \\\\ 0 & \\text{otherwise} "
        "\\end{cases}$ be the density of X. Find c.",
        "2/3",
    ),
    ("The density of X is f(x) = 1/4 for 0 <= x <= 1 and 3/8 for 1 < x <= 3. Find the median of X.", "5/3"),
    ("X has density f(x) = (1/2) e^(-|x|) for -∞ < x < ∞. Find Var(X).", "2"),
    ("X has density f(x) = |x|/10 for -2 <= x <= 4 and 0 otherwise. Find the median of X.", "sqrt(6)"),
    ("X has density f(x) = 0.2 for -1 < x <= 0, 0.2 + c x for 0 < x <= 1, 0 otherwise. Find c.", "6/5"),
    ("確率密度関数 f(x) = x (0≤x≤1), 2-x (1≤x≤2) のとき、P(0.5 ≤ X ≤ 1.5) を求めよ。", "3/4"),
    ("X has CDF F(x) = x^2/2 for 0 <= x <= 1, 1 - (2-x)^2/2 for 1 < x <= 2. Find P(1/2 < X < 3/2).", "3/4"),
    ("X has density f(x) = x for 0 <= x <= 1, 2 - x for 1 <= x <= 2. Find E[X | X < 1].", "2/3"),
    ("X >= 0, E[X] = 5. Use Markov's inequality to bound P(X >= 20)", "1/4"),
    ("X has mean 50 and standard deviation 5. Use Chebyshev's inequality to bound P(40 < X < 60).", "3/4"),
]
REFUSED = [
    ("Find c so that f(x) = c/x for x > 1 is a pdf", "infinite"),
    ("f(x) = c (x - 1) on [0, 3] is a density. Find c", "negative somewhere"),
    ("X has density f(x) = 3x - 1/2 on [0, 1]. Find E[X]", "negative somewhere"),
    ("X has density f(x) = x on [0, 1]. Find the median", "1/2, not 1"),
    ("X has CDF F(x) = x^2 on [0, 2]. Find P(X < 1)", "does not rise to 1"),
    ("X has CDF F(x) = 1/2 + x/2 on [0, 1]. Find P(X < 1/2)", "of a variable with a density it is 0"),
    ("X ~ Poisson(2); find k such that P(X <= k) = 0.9", "jumped over"),
    ("X ~ Normal(0, 1); find k such that P(X <= k) >= 0.9", "for many values"),
    ("X ~ Gamma(a, 1). Find the median", "with letters"), ("X ~ Poisson(2). Find the CDF of X", "not written out"),
    ("X ~ Binomial(10, p). Find p such that P(X = 0) = 0.5", "not understood"),
    ("X ~ Uniform(0,1); find the density of X^2", r"not understood: \^2"),
    ("f(x) = x on [0, 1], g(x) = 2 - x on [1, 2]. Find P(X < 1).", "not understood"),
    ("X has density f(x) = x on [0, 1], 2 - x on [1/2, 2]. Find E[X].", "overlap"),
    ("X has density f(x) = x on [0, 1], 3 - x on [1, 2]. Find E[X].", "2, not 1"),
    ("X has density f(x) = 1/2 for 0 < x < 1, 1/4 for 2 < x < 4. Find the median of X.", "every value from 1 to 2"),
    ("X has CDF F(x) = x/4 on [0, 1], x/2 on [1, 2]. Find P(X < 1).", "jumps at 1"),
    ("X has density f(x) = x on [0, 1], 2 - x on [1, 2], and is red. Find E[X].", "not understood"),
    ("Let f(x) = x/8 for k < x < 9 be a density. Find k", "not 1"),
    ("Is f(x) = 2x on [0, 1] a density?", "asks for nothing"),
    ("X has density f(x) = 2x on [0, 1]. Find the mode.", "not understood: mode"),
    ("X has density f(x) = x/2 on [0, 2]. Find P(X > 1 | X > 3)", "probability 0"),
    ("X has density f(x) = x/2 on [0, 2]. Find E[X | X > 3]", "probability 0"),
    ("Use Markov's inequality to bound P(X >= 20) if E[X] = 5", "never negative"),
    ("X has mean 50 and variance 25. Use Chebyshev's inequality to bound P(X > 60).", "distance|mean"),
    ("E[X] = 5, Var(X) = 4. Use Chebyshev's inequality to bound P(|X - 3| >= 6)", "from the mean, 5"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "answer"), ANSWERED)
def test_answered_and_proved(question: str, answer: str) -> None:
    derivation = wk.derive(question)
    assert wk.equal(derivation.result, wk.parse(answer)).kind == "proved"
    assert derivation.verify().whole.kind == "proved"


@pytest.mark.parametrize(("question", "said"), REFUSED)
def test_refused_in_words(question: str, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        wk.derive(question)


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Let X have density f(x) = c(1 - x^2), -1 < x < 1. Find c and P(X > 1/2).", ("3/4", "5/32")),
        ("X has CDF F(x) = 1 - 1/x^2 for x >= 1. Find the median of X and the density of X.", ("sqrt 2", "2/x^3")),
        ("X has density f(x) = 2x on [0, 1]. Find the CDF and the median.", ("x^2", "sqrt(2)/2")),
        ("The pdf of Y is given by f(y) = k y^3, 0 < y < 1. Find k, P(Y < 1/2) and E(Y).", ("4", "1/16", "4/5")),
    ],
)
def test_nothing_asked_is_dropped(question: str, answers: tuple[str, ...]) -> None:
    found = wk.derive(question).result
    assert len(found) == len(answers)
    assert all(wk.equal(f, wk.parse(a)).kind == "proved" for f, a in zip(found, answers, strict=True))


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("X has density f(x) = c x on [0, 4]. Find c", "normalisation"),
        ("X has CDF F(x) = x^2 on [0,1]; find P(X < 0.5)", "increase"),
        ("X has density f(x) = 2x on [0,1]; find the median of X", "solve-quantile"),
        ("X has density f(x) = 2x on [0,1]; find the median of X", "quantile"),
        ("X >= 0, E[X] = 5. Use Markov's inequality to bound P(X >= 20)", "markov-inequality"),
        ("E[X] = 5, Var(X) = 4. Use Chebyshev's inequality to bound P(|X - 5| >= 6)", "chebyshev-inequality"),
    ],
)
def test_a_wrong_step_is_refuted(question: str, slug: str) -> None:
    derivation = wk.derive(question)
    step = next(s for s in derivation.steps if s.rule.slug == slug)
    wrong = type(derivation)(replace(step, answer=step.answer / 2))
    assert wrong.verify().whole.kind == "refuted"


def test_notes_say_where_and_with_which_constant() -> None:
    text = wk.derive("X has density f(x) = c x on [0, 2]. Find the CDF").to_text()
    assert "c = 1/2 makes the area 1" in text
    assert "F(x) = 0 for x < 0; F(x) = 1 for x > 2" in text


def test_signs_of_curves() -> None:
    for text, low, high, answer in (
        ("x (1 - x)", 0, 1, True), ("(x - 1)^2", 0, 3, True), ("x - 1", 0, 3, False), ("(x - 1)(x - 2)", 0, 3, False),
        ("x^2 - 2", 0, 2, False), ("x e^(-x)", 0, oo, True), ("sin x", 0, pi, True), ("sin x", 0, 2 * pi, None),
        ("1/x^2", 1, oo, True), ("sqrt(x)", 0, 4, True), ("e^(-x) - e^(-2x)", 0, oo, None), ("-x", 0, 1, False),
        ("-1/2", 0, 1, False), ("x - 1/3", Rational(1, 3), 1, True),
    ):  # fmt: skip
        assert is_nonnegative(wk.parse(text), x, wk.parse("0") + low, wk.parse("0") + high) is answer, text


def test_binomial_coefficients_are_written_as_such() -> None:
    node = wk.parse("binomial(60, k)")
    assert wk.to_latex(node) == r"\binom{60}{k}"
    assert wk.to_text(node) == "binomial(60, k)"
    assert wk.parse(wk.to_text(node)) == node == wk.parse(wk.to_latex(node))


def test_a_law_says_what_its_new_name_stands_for() -> None:
    page = CliRunner().invoke(main, ["rules", "sum-of-family", "--ascii"]).output
    assert "P(X + Y = 2) -> P(S = 2), S = X + Y ~ Poisson(r + s)" in page


def test_a_mean_that_is_not_known_says_which_are() -> None:
    with pytest.raises(wk.NoRule, match="known are the means of sums"):
        wk.derive("X ~ Normal(0, 1); find E[e^(X^2)]")

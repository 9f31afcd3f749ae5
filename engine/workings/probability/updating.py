"""Bayes updating with conjugate pairs, and the measures of a confusion matrix, exactly and with their formulas."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

__all__ = ["Confusion", "Update", "beta_binomial", "gamma_poisson", "normal_normal"]

Number = int | float | str | Fraction


@dataclass(frozen=True, slots=True)
class Update:
    """A prior, what was observed, and the posterior of the same family.

    Attributes:
        family, prior, posterior: the distribution and its parameters by name.
        mean: the mean of the posterior; `lines` say how it came about.
    """

    family: str
    prior: dict[str, Fraction]
    posterior: dict[str, Fraction]
    mean: Fraction
    lines: tuple[str, ...]

    def to_text(self) -> str:
        return "\n".join(self.lines)

    def __str__(self) -> str:
        return self.to_text()


def beta_binomial(a: Number, b: Number, successes: int, failures: int) -> Update:
    """A probability with a Beta(a, b) prior, after so many successes and failures: Beta(a + s, b + f).

    Source: A. Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), section 2.4.

    >>> beta_binomial(2, 3, 7, 3).mean
    Fraction(3, 5)
    """
    a, b = _positive(a=a, b=b)
    _counts(successes=successes, failures=failures)
    p, q = a + successes, b + failures
    return Update(
        "Beta", {"a": a, "b": b}, {"a": p, "b": q}, p / (p + q),
        (
            f"prior Beta({a}, {b}), mean {a / (a + b)}",
            f"likelihood p^{successes} (1 - p)^{failures}",
            f"posterior p^({a} - 1 + {successes}) (1 - p)^({b} - 1 + {failures}), which is Beta({p}, {q})",
            f"mean {p}/({p} + {q}) = {p / (p + q)}",
        ),
    )  # fmt: skip


def gamma_poisson(shape: Number, rate: Number, total: int, periods: int) -> Update:
    """A rate with a Gamma(shape, rate) prior, after `total` events in n `periods`: Gamma(shape + total, rate + n).

    Source: A. Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), section 2.6.

    >>> gamma_poisson(2, 1, 9, 3).mean
    Fraction(11, 4)
    """
    k, r = _positive(shape=shape, rate=rate)
    _counts(total=total, periods=periods)
    p, q = k + total, r + periods
    return Update(
        "Gamma", {"shape": k, "rate": r}, {"shape": p, "rate": q}, p / q,
        (
            f"prior Gamma({k}, {r}), mean {k / r}",
            f"likelihood λ^{total} e^(-{periods} λ)",
            f"posterior λ^({k} - 1 + {total}) e^(-({r} + {periods}) λ), which is Gamma({p}, {q})",
            f"mean {p}/{q} = {p / q}",
        ),
    )  # fmt: skip


def normal_normal(mean: Number, variance: Number, observed: Number, noise: Number, n: int = 1) -> Update:
    """A mean with a Normal(mean, variance) prior, after n observations of average `observed` and variance `noise` each.

    The precisions 1/variance add up, and the posterior mean is the average weighted with them.
    Source: A. Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), section 2.5.

    >>> normal_normal(0, 1, 2, 1).mean
    Fraction(1, 1)
    """
    v, s = _positive(variance=variance, noise=noise)
    _counts(n=n)
    m, x = _exact(mean), _exact(observed)
    precision = 1 / v + n / s
    centre = (m / v + n * x / s) / precision
    return Update(
        "Normal", {"mean": m, "variance": v}, {"mean": centre, "variance": 1 / precision}, centre,
        (
            f"prior Normal({m}, {v}), precision {1 / v}",
            f"{n} observed, average {x}, precision {n}/{s} = {n / s}",
            f"precisions add: {1 / v} + {n / s} = {precision}, variance {1 / precision}",
            f"mean ({m}·{1 / v} + {x}·{n / s})/{precision} = {centre}",
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often a test was right and wrong: true and false positives, false and true negatives.

    >>> matrix = Confusion(tp=30, fp=10, fn=20, tn=40)
    >>> print(matrix.precision, matrix.recall, matrix.f1)
    3/4 3/5 2/3
    """

    tp: int
    fp: int
    fn: int
    tn: int

    def __post_init__(self) -> None:
        _counts(tp=self.tp, fp=self.fp, fn=self.fn, tn=self.tn)

    @classmethod
    def of(cls, truth: Any, predicted: Any, positive: Any) -> Confusion:
        """Counted from two lists of labels."""
        pairs = [(t == positive, p == positive) for t, p in zip(truth, predicted, strict=True)]
        return cls(*(pairs.count(pair) for pair in ((True, True), (False, True), (True, False), (False, False))))

    @property
    def accuracy(self) -> Fraction | None:
        """(TP + TN) / all"""
        return _ratio(self.tp + self.tn, self.tp + self.tn + self.fp + self.fn)

    @property
    def precision(self) -> Fraction | None:
        """TP / (TP + FP), which is P(positive | said positive); None where nothing was said positive."""
        return _ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> Fraction | None:
        """TP / (TP + FN), which is P(said positive | positive); None where nothing is positive."""
        return _ratio(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> Fraction | None:
        """2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall."""
        return _ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    @property
    def specificity(self) -> Fraction | None:
        """TN / (TN + FP), which is P(said negative | negative); None where nothing is negative."""
        return _ratio(self.tn, self.tn + self.fp)

    def to_text(self) -> str:
        """Every measure with its formula and the numbers in it."""
        tp, fp, fn, tn = self.tp, self.fp, self.fn, self.tn
        rows = [
            ("accuracy", f"(TP + TN)/all = ({tp} + {tn})/{tp + fp + fn + tn}", self.accuracy),
            ("precision", f"TP/(TP + FP) = {tp}/({tp} + {fp})", self.precision),
            ("recall", f"TP/(TP + FN) = {tp}/({tp} + {fn})", self.recall),
            ("specificity", f"TN/(TN + FP) = {tn}/({tn} + {fp})", self.specificity),
            ("F1", f"2 TP/(2 TP + FP + FN) = {2 * tp}/({2 * tp} + {fp} + {fn})", self.f1),
        ]
        said = [f"{name:12}{how} = {'no value' if v is None else f'{v} = {float(v):.4f}'}" for name, how, v in rows]
        return "\n".join(said)

    def __str__(self) -> str:
        return self.to_text()


def _ratio(above: int, below: int) -> Fraction | None:
    return Fraction(above, below) if below else None


def _exact(number: Number) -> Fraction:
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def _positive(**named: Number) -> list[Fraction]:
    for name, value in named.items():
        if _exact(value) <= 0:
            raise ValueError(f"{name} is {value}; it has to be positive")
    return [_exact(value) for value in named.values()]


def _counts(**named: int) -> None:
    for name, value in named.items():
        if value < 0 or int(value) != value:
            raise ValueError(f"{name} is {value}; a count is 0, 1, 2, ...")

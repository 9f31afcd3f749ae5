"""The judge of Bayes updating and of the figures of a confusion matrix. It shares no formula with their rules.

A density is known by its score, the derivative of its logarithm, in which no constant factor is left: the score of a
posterior is that of the prior plus one for every observation. Where the score is p/q with polynomials, the means follow
from the area under a derivative, which is 0: (q f)' gives E[q' + p] = 0, and (t q f)' gives E[q + t q' + t p] = 0
(K. Pearson's differential equation). Measures are counted case by case.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy
from sympy import Basic, Mul, Poly, Symbol, Tuple

from workings.expression import Goal
from workings.expression.algebra import replace
from workings.expression.nodes import walk
from workings.expression.probability_goals import Word
from workings.expression.updating_goals import (
    Data,
    Family,
    Figure,
    Likelihood,
    LikePowers,
    Measure,
    Posterior,
    Predictive,
    PriorDensity,
    Recognised,
)
from workings.judge.equality import equal
from workings.judge.evidence import Evidence

__all__ = ["ABOUT_UPDATING", "judge_updating"]

_DENSITIES = (Posterior, PriorDensity, Likelihood, LikePowers, Recognised)
ABOUT_UPDATING = (*_DENSITIES, Figure, Predictive, Measure)
_METHOD = "exact scores and means"


class _Unknown(Exception):
    """Something that this judge can't work out; a signal within the module."""


def judge_updating(goal: Any, answer: Any) -> Evidence:
    """Evidence that the goal has that answer, in which smaller goals may stand."""
    letters = _letters(goal, answer)
    goal, answer = (replace(side, letters) if letters else side for side in (goal, answer))
    try:
        if isinstance(goal, _DENSITIES):
            theta = goal.parameter
            pairs = list(zip(_score(goal, theta), _score(answer, theta), strict=True))
        elif isinstance(goal, Predictive):
            pairs = _same_prediction(goal, answer)
        else:
            pairs = list(zip(_values(goal), _values(answer), strict=True))
    except (_Unknown, sympy.PolynomialError, ZeroDivisionError) as why:
        return Evidence("undecided", _METHOD, reason=str(why) or "no way to compute it here")
    if goal == answer or not pairs:
        return Evidence("proved", method="definition")
    found = [equal(left, right) for left, right in pairs]
    worst = min(found, key=lambda e: ("refuted", "undecided", "agrees", "proved").index(e.kind))
    return Evidence("proved", _METHOD) if worst.kind == "proved" else worst


def _letters(*nodes: Basic) -> dict[Basic, Basic]:
    """A real symbol for every word."""
    words = {node for root in nodes for node in walk(root) if isinstance(node, Word)}
    return {word: Symbol(_plain(word.name), real=True) for word in words}


def _plain(name: str) -> str:
    return {"θ": "theta", "λ": "lamda", "μ": "mu"}.get(name, name)


def _score(node: Any, theta: Any) -> tuple[Any, ...]:
    """The derivatives of the logarithm of a density by each parameter."""
    if isinstance(node, Family):
        return _score_of_family(node, theta)
    if isinstance(node, Data):
        return _score_of_data(node, theta)
    if isinstance(node, Posterior):
        return _sum(_score(node.args[0], theta), _score(node.args[1], theta))
    if isinstance(node, PriorDensity | Likelihood | LikePowers | Recognised):
        return _score(node.args[0], theta)
    if any(isinstance(part, Goal) for part in walk(node)):
        if not isinstance(node, Mul):
            raise _Unknown("no product of densities")
        return _sum(*[_score(part, theta) for part in node.args])
    return tuple(sympy.diff(node.doit(), t) / node.doit() for t in _each(theta))


def _each(theta: Any) -> Sequence[Any]:
    return theta.args if isinstance(theta, Tuple) else (theta,)


def _sum(*scores: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sum(parts) for parts in zip(*scores, strict=True))


def _score_of_family(node: Family, theta: Any) -> tuple[Any, ...]:
    parts: Any = node.parts
    if node.name == "Dirichlet":
        return tuple((a - 1) / t for a, t in zip(parts, _each(theta), strict=True))
    first, second = parts
    scores = {
        "Beta": lambda: (first - 1) / theta - (second - 1) / (1 - theta),
        "Gamma": lambda: (first - 1) / theta - second,
        "Normal": lambda: (first - theta) / second,
    }
    if node.name not in scores:
        raise _Unknown(f"the score of {node.name}")
    return (scores[node.name](),)


def _score_of_data(node: Data, theta: Any) -> tuple[Any, ...]:
    """One term for each observation, added."""
    x: Any = node.parts
    if node.name == "tallies":
        return tuple(n / t for n, t in zip(x, _each(theta), strict=True))
    if node.name == "successes":
        return (x[0] / theta - (x[1] - x[0]) / (1 - theta),)
    if node.name == "counts":
        return (sum(n / theta - 1 for n in x),)
    if node.name == "total":
        return (x[0] / theta - x[1],)
    if node.name == "waits":
        return (sum(1 / theta - t for t in x),)
    if node.name == "values":
        return (sum((one - theta) / x[0] for one in x[1:]),)
    return (x[1] * (x[0] - theta) / x[2],)


def _values(node: Any) -> tuple[Any, ...]:
    """The numbers that a figure or a measure stands for."""
    if isinstance(node, Measure):
        return (_counted(node.name, node.parts),)
    if isinstance(node, Figure):
        return _figures(node.name, node.of)
    if isinstance(node, Family):
        return node.parts
    inside = {part: _values(part)[0] for part in walk(node) if isinstance(part, Figure | Measure)}
    return (replace(node, inside).doit() if inside else node,)


def _figures(kind: str, of: Any) -> tuple[Any, ...]:
    prior = of
    while isinstance(prior, Goal):
        prior = prior.args[0]
    if isinstance(prior, Family) and prior.name == "Dirichlet":
        return _of_dirichlet(kind, of)
    t = Symbol("t", real=True)
    theta = of.parameter if isinstance(of, Goal) else t
    (score,) = _score(of, theta)
    score = score.subs(theta, t)
    q = _pole(prior, score, t)
    p = sympy.cancel(sympy.together(score * q))
    mean = _root(sympy.expand(sympy.diff(q, t) + p), t, {})
    if kind == "mode":
        return (_root(sympy.expand(p), t, {}),)
    if kind == "mean":
        return (mean,)
    second = _root(sympy.expand(q + t * sympy.diff(q, t) + t * p), t, {t: mean})
    variance = second - mean**2
    return (sympy.sqrt(variance) if kind == "sd" else variance,)


def _pole(prior: Any, score: Any, t: Symbol) -> Any:
    """q: what the score has to be multiplied with to be a polynomial; q f is 0 at both ends."""
    names = {"Beta": t * (1 - t), "Gamma": t, "Normal": sympy.Integer(1)}
    if isinstance(prior, Family) and prior.name in names:
        return names[prior.name]
    raise _Unknown("a density of no known kind")


def _root(expectation: Any, t: Symbol, known: dict[Symbol, Any]) -> Any:
    """E[t], or E[t^2] where E[t] is known, from an expectation of a polynomial that is 0."""
    poly = Poly(expectation, t)
    degree = 2 if known else 1
    if poly.degree() != degree:
        raise _Unknown("a density with other moments")
    rest = sum(poly.coeff_monomial(t**k) * (known[t] if k else 1) for k in range(degree))
    return -rest / poly.coeff_monomial(t**degree)


def _of_dirichlet(kind: str, of: Any) -> tuple[Any, ...]:
    """Means by the sums that hold of them: E[p_i] A = a_i, where the means sum to 1."""
    if kind != "mean":
        raise _Unknown("this figure of a Dirichlet distribution")
    ts = tuple(
        Symbol(f"t{i}", real=True) for i in range(len(of.parts if isinstance(of, Family) else of.parameter.args))
    )
    scores = _score(of, Tuple(*ts) if isinstance(of, Family) else of.parameter)
    by = ts if isinstance(of, Family) else of.parameter.args
    # Along the direction from p_i to p_j the area under a derivative of p_i p_j f is 0: a_i E[p_j] = a_j E[p_i].
    shapes = [sympy.cancel(score * t) + 1 for score, t in zip(scores, by, strict=True)]
    total = sum(shapes)
    return tuple(shape / total for shape in shapes)


def _same_prediction(goal: Predictive, answer: Any) -> list[tuple[Any, Any]]:
    """The moments and ratios that settle the distribution of a next observation."""
    of, data, theta = goal.args
    if isinstance(answer, Predictive):
        return list(zip(_score(of, theta), _score(answer.args[0], theta), strict=True)) if of != answer.args[0] else []
    (mean, *_) = means = _figures("mean", of)
    if not isinstance(answer, Family):
        raise _Unknown("no distribution")
    parts = tuple(_values(part)[0] for part in answer.parts)
    if answer.name == "Bernoulli":
        return [(mean, parts[0])]
    if answer.name == "Categorical":
        return list(zip(means, parts, strict=True))
    if answer.name == "Normal":
        noise = data.parts[0 if data.name == "values" else 2]
        return [(mean, parts[0]), (_figures("variance", of)[0] + noise, parts[1])]
    # P(k + 1)/P(k) = E[λ | k in one period]/(k + 1), for every k
    k = Symbol("k", real=True)
    seen = Posterior(of, Data("total", k, sympy.Integer(1)), theta)
    (after,) = _figures("mean", seen)
    r, p = parts
    return [(after / (k + 1), (r + k) * (1 - p) / (k + 1))]


def _counted(name: str, cells: Sequence[Any]) -> Any:
    """A measure from its meaning, cases counted: each is a positive or not, and was said to be one or not."""
    cases = list(zip(((True, True), (False, True), (True, False), (False, False)), cells, strict=True))
    whole = sum(n for _, n in cases)

    def share(event: Any, condition: Any = lambda truth, said: True) -> Any:
        inside = [(n, event(*case)) for case, n in cases if condition(*case)]
        return sum(n for n, holds in inside if holds) / sum(n for n, _ in inside)

    def positive(truth: bool, said: bool) -> bool:
        return truth

    def said(truth: bool, said: bool) -> bool:
        return said

    def negative(truth: bool, said: bool) -> bool:
        return not truth

    def unsaid(truth: bool, said: bool) -> bool:
        return not said

    simple = {
        "accuracy": lambda: share(lambda t, s: t == s),
        "error rate": lambda: share(lambda t, s: t != s),
        "precision": lambda: share(positive, said),
        "recall": lambda: share(said, positive),
        "specificity": lambda: share(unsaid, negative),
        "npv": lambda: share(negative, unsaid),
        "false positive rate": lambda: share(said, negative),
        "false negative rate": lambda: share(unsaid, positive),
        "prevalence": lambda: share(positive),
        "balanced accuracy": lambda: (share(said, positive) + share(unsaid, negative)) / 2,
    }
    if name in simple:
        return simple[name]()
    tp, fp, fn, _ = cells
    if name.startswith("F"):
        b = sympy.Rational(name[1:]) ** 2  # C. J. van Rijsbergen, Information Retrieval, 2nd ed. (1979), chapter 7
        return (1 + b) * tp / ((1 + b) * tp + b * fn + fp)
    if name == "MCC":  # covariance over the standard deviations of the two indicators
        t, s, both = (
            sum(n for case, n in cases if test(*case)) / whole for test in (positive, said, lambda t, s: t and s)
        )
        return (both - t * s) / sympy.sqrt(t * (1 - t) * s * (1 - s))
    raise _Unknown(name)

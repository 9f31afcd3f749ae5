"""Families of distributions as people write them: `X ~ Binomial(n=9, p=0.3)`, `T ~ t_5`, `X ~ χ²(4)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sympy import Expr, Rational

from workings.expression.canonical import canonical
from workings.expression.errors import ReadError
from workings.expression.nodes import add
from workings.probability.statements import FAMILIES, Counts, Distributed

__all__ = ["read_counts", "read_distribution", "split_conditioned"]

_SHORT = {"bin": "binomial", "b": "binomial", "bern": "bernoulli", "geom": "geometric", "geo": "geometric"}
_SHORT |= {"po": "poisson", "pois": "poisson", "u": "uniform", "exp": "exponential", "n": "normal"}
_SHORT |= {"negbin": "negativebinomial", "nb": "negativebinomial", "nbin": "negativebinomial", "t": "student"}
_SHORT |= {"chi2": "chisquare", "chisquared": "chisquare", "chisq": "chisquare", "χ2": "chisquare", "χ": "chisquare"}
_SHORT |= {"studentt": "student", "students": "student", "ln": "lognormal", "hypergeom": "hypergeometric"}
_SHORT |= {"logn": "lognormal", "hyp": "hypergeometric", "be": "beta", "ga": "gamma", "gam": "gamma"}
_SHORT |= {"unif": "uniform", "expo": "exponential", "gaussian": "normal", "f": "fisher", "snedecor": "fisher"}
_SHORT |= {"fsnedecor": "fisher", "fisherf": "fisher", "uniformdiscrete": "discreteuniform", "dunif": "discreteuniform"}
_SHORT |= {"unifdiscrete": "discreteuniform", "du": "discreteuniform", "discunif": "discreteuniform"}
_DISTRIBUTED = re.compile(
    r"(?P<name>\w+)\s*(?:~|∼|is distributed as)\s*(?P<family>[^\W\d_](?:[\w²^{}' -]*?[^\s_({^])?)\s*"
    r"(?:\((?P<given>.*)\)|_\{?(?P<freedom>\w+(?:\s*,\s*\w+)?)\}?)$"
)


_INTERVAL = re.compile(r"(?<=[A-Za-z])\s*\[(?P<ends>[^\[\]()]+,[^\[\]()]+)\]$")  # U[0, 1]
_CONDITIONED = re.compile(r"(?P<name>[A-Za-z]\w*)\s*\|\s*(?P<condition>[^~∼|]+?)\s*(?:~|∼)\s*(?P<family>.+)$")
_COUNTS = re.compile(
    r"(?:(?P<vector>[A-Z])\s*=?\s*)?(?:\(\s*(?P<names>[A-Za-z]\w*(?:_\{?\w+\}?)?(?:\s*,\s*[A-Za-z]\w*(?:_\{?\w+\}?)?)+)\s*\)\s*)?(?:~|∼)\s*"
    r"(?:Multinomial|Multinom|Multi|Mult|Mn|MN)\s*(?:_\{?\w+\}?\s*|\d\s*(?=\())?\(\s*(?:n\s*=\s*)?(?P<trials>[^;,()]+)\s*[;,]\s*"
    r"(?:(?:p|probs?)\s*=\s*)?(?P<chances>.+)\)$",
    re.I,
)


def read_distribution(line: str) -> tuple[Distributed, bool] | None:
    """`X ~ Binomial(10, 0.3)`, and whether decimals were used; None of other lines.

    Raises:
        ReadError: where the family is not known, or can't have these parameters.
    """
    found = _DISTRIBUTED.match(_INTERVAL.sub(r"(\g<ends>)", line))
    if found is None:
        return None
    family = re.sub(r"[^a-z0-9χ]", "", found["family"].lower().replace("²", "2"))
    if family == "g" and "," not in (found["given"] or ""):
        family = "geometric"
    family = _SHORT.get(family, family)
    if family not in FAMILIES:
        raise ReadError("no such distribution is known", line, found.span("family"), ", ".join(FAMILIES))
    parts = [part.strip() for part in (found["given"] or found["freedom"]).split(",")]
    read = [_number(part) for part in in_order(family, parts)]
    if len(read) != FAMILIES[family]:
        raise ReadError(f"{family} has {FAMILIES[family]} parameters", line, found.span("given"), "as many")
    given = tuple(value for value, _ in read)
    wrong = _wrong_parameter(family, given)
    if wrong:
        raise ReadError(wrong, line, found.span("given"), f"parameters that a {family} distribution can have")
    return Distributed(found["name"], family, given), any(d for _, d in read)


def split_conditioned(line: str) -> tuple[str, str, str] | None:
    """`X | C=1 ~ Normal(0, 1)` as X, what stands behind the bar, and `X ~ Normal(0, 1)`; None of other lines.

    >>> split_conditioned("X | C=1 ~ Normal(0, 1)")
    ('X', 'C=1', 'X ~ Normal(0, 1)')
    """
    found = _CONDITIONED.match(line)
    return (
        None if found is None else (found["name"], found["condition"].strip(), f"{found['name']} ~ {found['family']}")
    )


def read_counts(line: str) -> tuple[Counts, bool] | None:
    """`(N1, N2, N3) ~ Multinomial(n; p1, p2, p3)`, and whether decimals were used; None of other lines.

    Raises:
        ReadError: where the probabilities do not belong to the names, or do not sum to 1.
    """
    found = _COUNTS.match(line)
    if found is None:
        return None
    chances = [part.strip() for part in found["chances"].strip(" ()[]{}").split(",")]
    named = found["names"] or found["vector"]
    names = [re.sub(r"_\{?(\w+)\}?", r"\1", name.strip()) for name in named.split(",")]
    if found["names"] is None:
        names = [f"{names[0]}{i}" for i in range(1, len(chances) + 1)]
    if len(names) != len(chances):
        said = f"{len(names)} counts have {len(chances)} probabilities"
        raise ReadError(said, line, found.span("chances"), "one for each count")
    if len(set(names)) < len(names) or len(names) < 2:
        raise ReadError("two counts or more, each with a name of its own", line, (0, len(line)), "(N1, N2, N3)")
    trials, *read = [_number(part) for part in (found["trials"], *chances)]
    given = [canonical(value) for value, _ in read]
    total = canonical(add(*given))
    wrong = [p for p in given if isinstance(p, Rational) and not 0 <= p <= 1]
    if wrong or (isinstance(total, Rational) and total != 1):
        said = f"{wrong[0]} is no probability" if wrong else f"these probabilities sum to {total}, not to 1"
        raise ReadError(said, line, found.span("chances"), "the probabilities of all outcomes")
    size = canonical(trials[0])
    if isinstance(size, Rational) and not (size.is_Integer and size >= 0):
        raise ReadError(f"{size} is no number of trials", line, found.span("trials"), "a whole number")
    return Counts(tuple(names), trials[0], tuple(value for value, _ in read)), any(d for _, d in (trials, *read))


_MEAN, _VARIANCE = "mean|mu|μ|m", r"variance|var|sigma\^2|σ\^2|σ²|v"
_KEYS: dict[str, tuple[str, ...]] = {
    "normal": (_MEAN, _VARIANCE), "lognormal": (_MEAN, _VARIANCE),
    "gamma": ("shape|alpha|α|a|k", "rate|beta|β|b|lambda|λ"), "beta": ("alpha|α|a", "beta|β|b"),
    "poisson": ("rate|mean|lambda|λ|mu|μ",), "exponential": ("rate|lambda|λ",), "binomial": ("n|trials", "p"),
    "negativebinomial": ("r|n|k", "p"), "geometric": ("p",), "bernoulli": ("p",), "chisquare": ("df|n|k|ν|nu",),
    "student": ("df|n|k|ν|nu",), "uniform": ("a|low|min", "b|high|max"), "hypergeometric": ("N", "K|M", "n"),
    "fisher": ("df1|dfn|d1|m", "df2|dfd|d2|n"), "discreteuniform": ("a|low|min", "b|high|max"),
}  # fmt: skip


def in_order(family: str, parts: list[str]) -> list[str]:
    """The parameters in their usual order: shape=2, scale=4 of a gamma variable is 2 and the rate 1/4.

    >>> in_order("gamma", ["shape = 2", "scale = 4"]), in_order("normal", ["sd=3", "mean=1"])
    (['2', '1/(4)'], ['1', '(3)^2'])
    """
    named = [re.fullmatch(r"([A-Za-zα-ωσ²^\d ]+?)\s*=\s*(.+)", part) for part in parts]
    if not any(named):
        return parts
    told = {m[1].strip(): m[2] for m in named if m}
    for key in ("sd", "sigma", "σ", "standard deviation"):
        if family in ("normal", "lognormal") and key in told:
            told["variance"] = f"({told.pop(key)})^2"
    for key in ("scale", "theta", "θ"):
        if family in ("gamma", "exponential") and key in told:
            told["rate"] = f"1/({told.pop(key)})"
    if family == "exponential" and "mean" in told:
        told["rate"] = f"1/({told.pop('mean')})"
    found = [[k for k in told if re.fullmatch(keys, k)] for keys in _KEYS[family]]
    if len(named) != len(told) or any(len(keys) != 1 for keys in found) or len(told) != len(found):
        said = ", ".join(parts)
        raise ReadError(
            "these parameters are not understood", said, (0, len(said)), f"those of a {family} distribution"
        )
    return [told[keys[0]] for keys in found]


def _wrong_parameter(family: str, given: Sequence[Expr]) -> str:
    """What is wrong with the numbers among the parameters; letters are taken to be right."""
    numbers = [g if isinstance(g, Rational) else None for g in map(canonical, given)]
    first, last = numbers[0], numbers[-1]
    if family in ("gamma", "beta", "chisquare", "student", "fisher") and any(n is not None and n <= 0 for n in numbers):
        return "a parameter that is not positive"
    if family in ("bernoulli", "binomial", "geometric", "negativebinomial") and last is not None:
        if not 0 <= last <= 1:
            return f"{last} is no probability"
        if family in ("geometric", "negativebinomial") and last == 0:
            return "with probability 0 no trial ever succeeds"
    if family == "binomial" and first is not None and not (first.is_Integer and first >= 0):
        return f"{first} is no number of trials"
    if family == "negativebinomial" and first is not None and not (first.is_Integer and first >= 1):
        return f"{first} is no number of successes"
    if family in ("poisson", "exponential") and first is not None and first <= 0:
        return f"a rate of {first}; it has to be positive"
    if family in ("normal", "lognormal") and last is not None and last <= 0:
        return f"a variance of {last}; it has to be positive"
    if family == "uniform" and first is not None and last is not None and first >= last:
        return f"it begins at {first} and ends at {last}"
    if family == "discreteuniform":
        return _wrong_ends(first, last)
    return ""


def _wrong_ends(first: Rational | None, last: Rational | None) -> str:
    """What is wrong with the least and the greatest of equally likely whole numbers."""
    part = next((end for end in (first, last) if end is not None and not end.is_Integer), None)
    if part is not None:
        return f"{part} is no whole number"
    return f"it begins at {first} and ends at {last}" if first is not None and last is not None and first > last else ""


def _number(text: str) -> tuple[Any, bool]:
    from workings.expression.reader import read

    reading = read(text)
    if not isinstance(reading.node, Expr):
        raise ReadError("this is no number or expression", text, (0, len(text)), "such as 0.3 or 3/10")
    return reading.node, reading.decimal

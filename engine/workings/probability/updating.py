"""Bayes updating with conjugate pairs: the question in text, and by name.

`θ ~ Beta(2, 3), 7 successes in 10 trials; find the posterior`: a prior, what was observed, what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias
from unicodedata import normalize

from sympy import Basic, Expr, Rational, Tuple

from workings.derivation import Derivation
from workings.engine import Engine
from workings.expression import Goal, Tidy
from workings.expression.canonical import canonical
from workings.expression.errors import ReadError
from workings.expression.nodes import ONE, divide, integer, power
from workings.expression.probability_goals import Asked, Word
from workings.expression.updating_goals import Data, Family, Figure, Posterior, Predictive
from workings.probability.draft import NUMBER, number
from workings.probability.judging import Judged
from workings.probability.spelling import plain_text
from workings.rule import RuleBook, Text, load_book

__all__ = ["answer_updating", "beta_binomial", "gamma_poisson", "is_about_updating", "normal_normal", "read_family"]

Number: TypeAlias = int | float | str | Fraction | Expr
_MOST = 600  # characters
_MOST_DATA = 200

_ASKS = re.compile(r"\bposterior|\bpredictive|\bMAP\b|\bconjugate|事後|予測分布|次に?.*成功する確率|\bnext\b", re.I)
_PRIOR = re.compile(
    r"(?:(?P<name>[A-Za-zΑ-Ωα-ω]\w*)\s*(?:~|is\s+distributed\s+as)\s*)?"
    r"(?<![A-Za-z])(?P<family>Beta|Be|Gamma|Ga|Γ|Normal|N|Gaussian|Dirichlet|Dir|Uniform|U|ベータ分布|ベータ|ガンマ分布|ガンマ|"
    r"正規分布|ディリクレ分布)\s*(?:distribution|prior)?\s*\((?P<given>[^()]*(?:\([^()]*\)[^()]*)*)\)",
    re.I,
)
_KEY = r"(?:shape|rate|scale|mean|variance|standard\s+deviation|sd|sigma|σ|alpha|beta|mu|a|b|α|β|μ|θ|k)(?![a-z])"
_NAMED_NUMBER = rf"{_KEY}\s*(?:=|of)?\s*{NUMBER}"
_PRIOR_IN_WORDS = re.compile(
    r"(?P<family>Beta|Gamma|Normal|Gaussian)\s+(?:prior|distribution)(?:\s+\w+)?\s*,?\s*with\s+(?P<given>"
    rf"(?:a\s+)?(?:parameters?\s*{NUMBER}\s*(?:,|and)\s*{NUMBER}|{_NAMED_NUMBER}(?:\s*(?:,\s*and|,|and)\s*{_NAMED_NUMBER})+))",
    re.I,
)
_FLAT = re.compile(r"(?:a\s+)?(?:uniform|flat)\s+prior(?:\s+on\s+[\[(]\s*0\s*,\s*1\s*[\])])?|一様(?:な)?事前分布", re.I)
_FAMILIES = {
    "be": "Beta", "beta": "Beta", "ベータ分布": "Beta", "ベータ": "Beta",
    "ga": "Gamma", "gamma": "Gamma", "γ": "Gamma", "ガンマ分布": "Gamma", "ガンマ": "Gamma",
    "n": "Normal", "normal": "Normal", "gaussian": "Normal", "正規分布": "Normal",
    "dir": "Dirichlet", "dirichlet": "Dirichlet", "ディリクレ分布": "Dirichlet", "u": "Uniform", "uniform": "Uniform",
    "bernoulli": "Bernoulli", "negativebinomial": "NegativeBinomial", "categorical": "Categorical", "": "",
}  # fmt: skip
_PARAMETER = {"Beta": "θ", "Gamma": "λ", "Normal": "μ", "Dirichlet": "p"}
_N = rf"(?:{NUMBER}|(?<![A-Za-z])[a-z](?![A-Za-z]))"
_LIST = rf"{_N}(?:\s*(?:,\s*and|,|and)\s*{_N})*"
_SUCCESS = r"(?:success(?:es)?|heads?|wins?|hits?|positives?|conversions?|clicks?|cures?|defectives?|yes|made|成功|表)"
_FAILURE = r"(?:failures?|tails?|losses|misses|negatives?|no|失敗|裏)"
_TRIALS = (
    r"(?:independent\s+)?(?:Bernoulli\s+)?"
    r"(?:trials?|tosses|flips|throws|games|attempts|shots|patients|people|items|visits|visitors|draws|tries|users)"
)
_PERIODS = r"(?:periods?|days?|hours?|weeks?|months?|years?|minutes?|intervals?|units?|観測期間|日|時間|期間|回)"


@dataclass(frozen=True, slots=True)
class _Observed:
    """One way to say what was observed, for which families of prior, and the data that it means."""

    pattern: re.Pattern[str]
    families: tuple[str, ...]
    data: Callable[[re.Match[str]], Data]


def _data(kind: str, *names: str) -> Callable[[re.Match[str]], Data]:
    return lambda found: Data(kind, *[number(found[name]) for name in names])


def _listed(kind: str) -> Callable[[re.Match[str]], Data]:
    return lambda found: Data(kind, *_numbers(found["list"]))


def _with_failures(found: re.Match[str]) -> Data:
    k, lost = number(found["k"]), number(found["m"])
    said = found.groupdict().get("n") or found.groupdict().get("all")
    if said and number(said) != canonical(k + lost):
        raise ReadError(f"{k} and {lost} are not {said}", found[0], (0, len(found[0])), "as many as trials")
    return Data("successes", k, canonical(k + lost))


def _zeros_and_ones(found: re.Match[str]) -> Data:
    values = _numbers(found["list"])
    return Data("successes", integer(sum(int(v == 1) for v in values)), integer(len(values)))


def _measured(found: re.Match[str]) -> Data:
    return Data("values", _variance(found), *_numbers(found["list"]))


def _averaged(found: re.Match[str]) -> Data:
    return Data("average", number(found["x"]), number(found["n"]), _variance(found))


def _variance(found: re.Match[str]) -> Any:
    known = number(found["v"])
    deviation = re.match(r"(?:s\.?d|σ(?!\s*(?:\^|²))|sigma(?!\s*\^)|standard|標準)", found["how"], re.I)
    return canonical(power(known, integer(2))) if deviation else known


def _observed(pattern: str, families: str, data: Callable[[re.Match[str]], Data]) -> _Observed:
    return _Observed(re.compile(pattern, re.I), tuple(families.split()), data)


_KNOWN = (
    r"(?:\(?\s*(?:and|with|where|of|,|whose|having)*\s*(?:a\s+|the\s+)?(?:known\s+|既知の)?(?:sampling\s+|noise\s+|population\s+"
    r"|measurement\s+|error\s+|data\s+)?(?P<how>variance|standard\s+deviation|s\.?d\.?|σ\s*(?:\^\s*\{?2\}?|²)|σ|"
    rf"sigma\s*\^\s*\{{?2\}}?|sigma|分散|標準偏差)\s*(?:\(known\)\s*)?(?:is|=|of|が|は)?\s*(?:known\s+to\s+be\s+)?(?P<v>{_N})"
    r"\s*(?:\(known\)|known)?\s*\)?)"
)
_WAYS = (
    _observed(rf"(?:(?P<n>{_N})\s+(?:times|{_TRIALS})[^\d.;]*)?(?P<k>{_N})\s+{_SUCCESS}\s+(?:and|,)\s*(?P<m>{_N})\s+{_FAILURE}"
              rf"(?:\s+(?:in|out\s+of)\s+(?P<all>{_N})\s+{_TRIALS})?", "Beta", _with_failures),
    _observed(rf"(?P<n>{_N})\s+times[^\d.;]*(?P<k>{_N})\s+{_SUCCESS}", "Beta", _data("successes", "k", "n")),
    _observed(rf"成功(?:が)?\s*(?P<k>{_N})\s*回[、,]?\s*失敗(?:が)?\s*(?P<m>{_N})\s*回", "Beta", _with_failures),
    _observed(rf"(?P<k>{_N})\s+{_SUCCESS}\s+(?:in|out\s+of|of|from|among)\s+(?P<n>{_N})(?:\s+{_TRIALS})?", "Beta",
              _data("successes", "k", "n")),
    _observed(rf"(?P<k>{_N})\s+(?:in|out\s+of|of)\s+(?:the\s+)?(?P<n>{_N})\s+{_TRIALS}(?:\s+(?:are|were)?\s*"
              r"(?:successes|successful|succeed(?:ed)?|respond(?:ed)?|click(?:ed)?|cured|recovered|heads))?", "Beta",
              _data("successes", "k", "n")),
    _observed(rf"(?:in|out\s+of|of|after)\s+(?P<n>{_N})\s+{_TRIALS}\s*,?\s*(?:there\s+(?:are|were)|we\s+(?:see|saw|observed?)|he|she|they)?"
              rf"\s*(?P<k>{_N})\s+(?:\w+\s+)?{_SUCCESS}", "Beta", _data("successes", "k", "n")),
    _observed(rf"(?P<n>{_N})\s+{_TRIALS},?\s+(?:of\s+which|with|and|yield(?:ing)?|gave|give|resulting\s+in)?\s*"
              rf"(?P<k>{_N})\s+(?:are\s+|were\s+)?{_SUCCESS}", "Beta", _data("successes", "k", "n")),
    _observed(rf"(?P<n>{_N})\s*回(?:の試行)?(?:中|のうち|で|投げて|試行して|の試行で)[、,]?\s*(?:表が|成功が)?\s*(?P<k>{_N})\s*回(?:が|の)?\s*(?:成功|表)?(?:した|出た)?",
              "Beta", _data("successes", "k", "n")),
    _observed(rf"(?:\w+\s*(?:\|\s*\w+)?\s*~\s*)?(?:Binomial|Bin)\s*\(\s*(?:n\s*=\s*)?(?P<n>{_N})\s*,\s*\w+\s*\)[^=]*?=\s*(?P<k>{_N})",
              "Beta", _data("successes", "k", "n")),
    _observed(r"(?:Bernoulli\s+)?(?:observations?|data|outcomes?|results?|sample)\s*(?:are|is|=|:|of)?\s*[\[({]?\s*"
              r"(?P<list>[01](?:\s*,\s*(?:and\s+)?[01])+)\s*[\])}]?", "Beta", _zeros_and_ones),
    _observed(rf"(?:exponential\s+)?(?:waiting|inter-?arrival|life|failure|service)\s*-?times?\s*(?:are|of|:|=|were)?\s*(?P<list>{_LIST})"
              rf"|exponential\s+(?:observations?|data|sample)\s*(?:of|:|=)?\s*(?P<more>{_LIST})", "Gamma",
              lambda m: Data("waits", *_numbers(m["list"] or m["more"]))),
    _observed(rf"(?:a\s+)?(?:total\s+of\s+)?(?P<x>{_N})\s+(?:events?|calls?|arrivals?|accidents?|emails?|counts?|customers?|goals?|"
              rf"errors?|defects?|failures?|claims?)\s+(?:in|over|during|within)\s+(?P<n>{_N})\s+{_PERIODS}", "Gamma",
              _data("total", "x", "n")),
    _observed(rf"(?:in|over|during|within)\s+(?P<n>{_N})\s+{_PERIODS}\s*,?\s*(?:there\s+(?:are|were)|we\s+(?:see|saw|observed?|count(?:ed)?))?"
              rf"\s*(?P<x>{_N})\s+\w+", "Gamma", _data("total", "x", "n")),
    _observed(rf"(?P<n>{_N})\s*(?:日|時間|期間)(?:間)?(?:で|に)\s*(?P<x>{_N})\s*(?:件|回)", "Gamma", _data("total", "x", "n")),
    _observed(rf"(?:(?:independent\s+)?Poisson\s+|ポアソン(?:分布に従う)?)?(?:counts?|observations?|data|sample|観測値|データ)\s*"
              rf"(?:are|is|of|:|=|were|が|は)?\s*[\[({{]?\s*(?P<list>{_LIST})\s*[\])}}]?", "Gamma", _listed("counts")),
    _observed(rf"(?:counts?|tallies|observed|observations?)\s*(?:are|is|of|:|=|were)?\s*[\[({{]?\s*(?P<list>{_LIST})\s*[\])}}]?",
              "Dirichlet", _listed("tallies")),
    _observed(rf"(?:n\s*=\s*)?(?P<n>{_N})\s+(?:independent\s+)?(?:observations?|measurements?|samples?|values|data\s+points)\s*,?\s*"
              rf"(?:with|of|have|having|whose|and)\s*(?:a\s+)?(?:sample\s+)?(?:mean|average|x̄)\s*(?:is|=|of)?\s*(?P<x>{_N})\s*,?\s*{_KNOWN}",
              "Normal", _averaged),
    _observed(rf"(?:a\s+)?(?:sample\s+)?(?:mean|average)\s*(?:is|=|of)?\s*(?P<x>{_N})\s*(?:of|from|in|with|over)?\s*(?:n\s*=\s*)?(?P<n>{_N})"
              rf"\s+(?:observations?|measurements?|values)?\s*,?\s*{_KNOWN}", "Normal", _averaged),
    _observed(rf"(?:one\s+|a\s+single\s+)?(?:observations?|measurements?|data|sample|values|観測値|データ)\s*(?:are|is|of|:|=|were|が|は)?\s*"
              rf"[\[({{]?\s*(?P<list>{_LIST})\s*[\])}}]?\s*,?\s*(?:with\s+|each\s+with\s+|で)?{_KNOWN}", "Normal", _measured),
    _observed(rf"(?:we\s+)?(?:observe|observed|measured)\s*(?:x\s*=\s*)?(?P<list>{_LIST})\s*,?\s*(?:with\s+)?{_KNOWN}", "Normal",
              _measured),
)  # fmt: skip
_KINDS = (
    (re.compile(r"\bpredictive\b|予測分布|distribution\s+of\s+the\s+next", re.I), "predictive"),
    (re.compile(r"\b(?:MAP|mode|most\s+(?:likely|probable)\s+value)\b|最頻値|最大事後", re.I), "mode"),
    (re.compile(r"\bstandard\s+deviation\b(?!.*\bknown\b)|\bs\.?d\.?\b|標準偏差", re.I), "sd"),
    (re.compile(r"\bvariance\b|分散", re.I), "variance"),
    (re.compile(r"\b(?:mean|expect\w*|average)\b|\bE\s*\[|平均|期待値", re.I), "mean"),
    (re.compile(r"probability\s+(?:that|of)\s+(?:the\s+)?(?:a\s+)?next\s+.*(?:success|head|click|win|conver|hit)|次に?.*成功する確率", re.I),
     "mean"),
    (re.compile(r"\bposterior\b|\bupdate|事後", re.I), "posterior"),
)  # fmt: skip
# Words on which an answer may hang; what else is left beside prior, data and question is scenery.
_MATTERS = re.compile(
    r"\d\S*|[=<>|%]|\b(?:not|never|without|except|least|most|more|less|fewer|only|unless|but|however|between|improper|"
    r"truncated|mixture|censored|missing|miscounted|wrong|uniform|cauchy|laplace|weibull|pareto|student|lognormal|jeffreys|"
    r"geometric|negative|multinomial|unknown\s+variance|credible|interval|probability\s+that|respectively|twice|half|"
    r"double|each)\b|以上|以下|未満|より|ない|区間",
    re.I,
)


def is_about_updating(text: str) -> bool:
    """Whether it asks about a posterior of a parameter with a prior distribution."""
    if len(text) > 20 * _MOST or not _ASKS.search(text):
        return False
    plain = _plain(text)
    return any(pattern.search(plain) is not None for pattern in (_PRIOR, _PRIOR_IN_WORDS, _FLAT))


def _plain(text: str) -> str:
    text = re.sub(r"(?<=\d)(?=[ぁ-んァ-ヶ一-龠])", " ", normalize("NFKC", text))
    return plain_text(text.replace("\\theta", "θ").replace("\\lambda", "λ").replace("\\mu", "μ"))


def answer_updating(text: str, *, tidy: bool = True, book: RuleBook | None = None) -> Derivation:
    """The posterior, or what is asked of it, with every step.

    Raises:
        ReadError: where the prior, the data or the question is not understood.

    >>> answer_updating("θ ~ Beta(2, 3), 7 successes in 10 trials; find the posterior mean").result
    3/5
    """
    goal, notes = _read(text)
    decimal = re.search(r"\d\.\d|%", text) is not None
    return _answered(goal, tidy=tidy, book=book, decimal=decimal, notes=notes)


def _answered(
    goal: Goal, *, tidy: bool = True, book: RuleBook | None = None, decimal: bool = False, notes: Sequence[Text] = ()
) -> Derivation:
    step = Engine(load_book() if book is None else book).answer(Tidy(goal) if tidy else goal)
    return Judged(step, decimal=decimal, notes=tuple(notes))


def _read(text: str) -> tuple[Goal, list[Text]]:
    plain = _plain(text)
    if len(plain) > _MOST:
        raise ReadError("this problem is too long", text, (0, 1), f"at most {_MOST} characters")
    prior, name, span, notes = _prior(plain, text)
    rest = plain[: span[0]] + " ; " + plain[span[1] :]
    data, span = _observations(rest, prior.name, text)
    asked = rest[: span[0]] + " ; " + rest[span[1] :]
    kinds = _asked(asked)
    _refuse_rest(asked, text)
    _check(data, text)
    theta: Any = Word(name or _PARAMETER[prior.name])
    if prior.name == "Dirichlet":
        theta = Tuple(*[Word(f"p_{i + 1}") for i in range(len(prior.parts))])
        if len(data.parts) != len(prior.parts):
            said = f"{len(prior.parts)} parameters and {len(data.parts)} counts"
            raise ReadError(said, text, (0, len(text)), "as many of the one as of the other")
    posterior = Posterior(prior, data, theta)
    found = [_quantity(kind, posterior, data, theta) for kind in kinds] or [posterior]
    return (found[0] if len(found) == 1 else Asked(Tuple(*found))), notes


def _asked(text: str) -> list[str]:
    """The kinds of what is asked, in the order in which they stand; the posterior itself where no figure of it is."""
    left, found = text, dict[str, int]()
    for pattern, kind in _KINDS:
        seen = pattern.search(left)
        if seen and not (kind == "posterior" and found):
            found.setdefault(kind, seen.start())
            left = pattern.sub(lambda m: " " * len(m[0]), left)
    return sorted(found, key=lambda kind: found[kind])


def _quantity(kind: str, posterior: Posterior, data: Data, theta: Any) -> Goal:
    if kind == "predictive":
        return Predictive(posterior, data, theta)
    return posterior if kind == "posterior" else Figure(kind, posterior)


def _prior(plain: str, text: str) -> tuple[Family, str, tuple[int, int], list[Text]]:
    found = _PRIOR.search(plain)
    if found:
        family = _FAMILIES[found["family"].lower()]
        given = re.split(r",(?![^(]*\))", found["given"])
        prior, notes = _family(family, given, text)
        return prior, found["name"] or "", found.span(), notes
    found = _PRIOR_IN_WORDS.search(plain)
    if found:
        given = re.findall(rf"(?:{_KEY}\s*(?:=|of)?\s*)?{NUMBER}", found["given"], re.I)
        prior, notes = _family(_FAMILIES[found["family"].lower()], given, text)
        return prior, "", found.span(), notes
    found = _FLAT.search(plain)
    if found:
        note = Text("a uniform prior on [0, 1] is Beta(1, 1)", "[0, 1] 上の一様な事前分布は Beta(1, 1) です")
        return Family("Beta", ONE, ONE), "", found.span(), [note]
    raise ReadError("no prior is understood", text, (0, len(text)), "such as θ ~ Beta(2, 3)")


def _family(family: str, given: Sequence[str], text: str) -> tuple[Family, list[Text]]:
    """The prior with its parameters, by position or by name; a scale is 1 over a rate, a deviation is squared."""
    notes: list[Text] = []
    values: list[Any] = []
    for part in given:
        named = re.fullmatch(rf"(?:(?P<key>{_KEY})\s*(?:=|of)?\s*)?(?P<value>[^=]+)", part.strip(), re.I)
        if named is None:
            raise ReadError("this is no parameter", text, (0, len(text)), "a number")
        key, value = (named["key"] or "").strip().lower(), number(named["value"])
        if key in ("scale", "θ", "theta") and family == "Gamma":
            value = divide(ONE, value)
        if key in ("sd", "standard deviation", "sigma", "σ") and family == "Normal":
            value = canonical(power(value, integer(2)))
        values.append(canonical(value))
    wanted = {"Beta": 2, "Gamma": 2, "Normal": 2, "Uniform": 2}.get(family)
    if wanted is not None and len(values) != wanted:
        raise ReadError(f"{family} has {wanted} parameters", text, (0, len(text)), "as many")
    if family == "Uniform":
        if values != [0, 1]:
            raise ReadError(
                "a uniform prior has a conjugate pair on [0, 1] only", text, (0, len(text)), "Uniform(0, 1)"
            )
        notes.append(Text("a uniform prior on [0, 1] is Beta(1, 1)", "[0, 1] 上の一様な事前分布は Beta(1, 1) です"))
        family, values = "Beta", [ONE, ONE]
    if family == "Gamma":
        notes.append(Text("the second number of Gamma is the rate", "Gamma の 2 番目の数は率（rate）です"))
    if family == "Normal":
        notes.append(Text("the second number of Normal is the variance", "Normal の 2 番目の数は分散です"))
    for value in values[1 if family == "Normal" else 0 :]:
        if isinstance(value, Rational) and value <= 0:
            raise ReadError(f"a parameter of {value}; it has to be positive", text, (0, len(text)), "a number above 0")
    return Family(family, *values), notes


def _observations(rest: str, family: str, text: str) -> tuple[Data, tuple[int, int]]:
    for way in _WAYS:
        found = way.pattern.search(rest) if family in way.families else None
        if found:
            return way.data(found), found.span()
    expected = {
        "Beta": "7 successes in 10 trials",
        "Gamma": "Poisson counts 3, 5, 2, or exponential waiting times 3, 1, 2",
        "Normal": "observations 2.1, 1.9 with known variance 0.25",
        "Dirichlet": "counts 3, 5, 2",
    }[family]
    raise ReadError("what was observed is not understood", text, (0, len(text)), expected)


def _refuse_rest(asked: str, text: str) -> None:
    """Raises where something is left that may matter: a number, or a word on which the answer may hang."""
    for pattern, _ in _KINDS:
        asked = pattern.sub(" ", asked)
    left = _MATTERS.search(re.sub(r"unknown\s+(?!variance)|negative\s+binomial|\b(?:n|x)\s*=\s*(?=;)", " ", asked))
    if left:
        at = max(text.find(left[0]), 0)
        raise ReadError(f"not understood: {left[0]}", text, (at, at + len(left[0])), "a prior, data, and what to find")


def _check(data: Data, text: str) -> None:
    """Raises where the data can't be."""
    numbers = [p if isinstance(p, Rational) else None for p in map(canonical, data.parts)]
    whole = {"successes": (0, 1), "counts": range(len(numbers)), "total": (0,), "tallies": range(len(numbers))}
    for place in whole.get(data.name, ()):
        n = numbers[place]
        if n is not None and (n < 0 or not n.is_Integer):
            raise ReadError(f"{n} is no count", text, (0, len(text)), "0, 1, 2, ...")
    positive = {"waits": range(len(numbers)), "total": (1,), "values": (0,), "average": (1, 2)}
    for place in positive.get(data.name, ()):
        n = numbers[place]
        if n is not None and n <= 0:
            raise ReadError(f"{n} has to be positive", text, (0, len(text)), "a number above 0")
    if data.name == "successes" and None not in numbers and numbers[0] > numbers[1]:  # type: ignore[operator]
        raise ReadError(f"{numbers[0]} successes in {numbers[1]} trials", text, (0, len(text)), "no more than trials")


def _numbers(text: str) -> list[Expr]:
    found = [number(part) for part in re.split(r"\s*(?:,\s*and|,|\band\b)\s*", text.strip()) if part]
    if len(found) > _MOST_DATA:
        raise ReadError("too many observations", text, (0, len(text)), f"at most {_MOST_DATA}")
    return found


def read_family(text: str) -> Family:
    """A distribution as it is printed: `Beta(9, 6)`.

    >>> read_family("Beta(9, 6)").parts
    (9, 6)
    """
    found = re.fullmatch(r"\s*(?P<family>\w*)\s*\((?P<given>.*)\)\s*", text)
    if found is None or found["family"].lower() not in _FAMILIES:
        raise ReadError("no such distribution is known", text, (0, len(text) or 1), "such as Beta(9, 6)")
    return Family(_FAMILIES[found["family"].lower()], *[canonical(number(p)) for p in found["given"].split(",")])


# By name


def beta_binomial(a: Number, b: Number, successes: Number, failures: Number) -> Derivation:
    """A probability with a Beta(a, b) prior, after so many successes and failures: Beta(a + s, b + f).

    Source: A. Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), section 2.4.

    >>> print(beta_binomial(2, 3, 7, 3).result)
    Beta(9, 6)
    """
    k, lost = _exact(successes), _exact(failures)
    return _of("Beta", (a, b), Data("successes", k, canonical(k + lost)))


def gamma_poisson(shape: Number, rate: Number, total: Number, periods: Number) -> Derivation:
    """A rate with a Gamma(shape, rate) prior, after `total` events in n `periods`: Gamma(shape + total, rate + n).

    Source: A. Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), section 2.6.

    >>> print(gamma_poisson(2, 1, 9, 3).result)
    Gamma(11, 4)
    """
    return _of("Gamma", (shape, rate), Data("total", _exact(total), _exact(periods)))


def normal_normal(mean: Number, variance: Number, observed: Number, noise: Number, n: Number = 1) -> Derivation:
    """A mean with a Normal(mean, variance) prior, after n observations of average `observed` and variance `noise` each.

    The precisions 1/variance add up, and the posterior mean is the average weighted with them.
    Source: A. Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), section 2.5.

    >>> print(normal_normal(0, 1, 2, 1).result)
    Normal(1, 1/2)
    """
    return _of("Normal", (mean, variance), Data("average", _exact(observed), _exact(n), _exact(noise)))


def _of(family: str, parameters: tuple[Number, Number], data: Data) -> Derivation:
    first, second = map(_exact, parameters)
    said = f"{family}({first}, {second})"
    for value in (second,) if family == "Normal" else (first, second):
        if isinstance(value, Rational) and value <= 0:
            raise ValueError(f"a parameter of {said} is {value}; it has to be positive")
    _check(data, said)
    return _answered(Posterior(Family(family, first, second), data, Word(_PARAMETER[family])))


def _exact(value: Number) -> Any:
    if isinstance(value, Basic):
        return value
    exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    return Rational(exact.numerator, exact.denominator)

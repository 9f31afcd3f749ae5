"""Bounds of tails in text: `X >= 0, E[X] = 5. Use Markov's inequality to bound P(X >= 20)`."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from sympy import Expr, Rational

from workings.derivation import Derivation
from workings.engine import Engine
from workings.expression import Goal, Tidy
from workings.expression.canonical import canonical
from workings.expression.density_goals import TailBound
from workings.expression.errors import ReadError
from workings.expression.nodes import ONE, divide, integer, power, subtract
from workings.expression.probability_goals import Asked
from workings.probability.draft import number
from workings.probability.judging import Judged
from workings.probability.spelling import plain_text
from workings.rule import RuleBook, Text, load_book

__all__ = ["answer_tail_bound", "is_about_tail_bound"]

_MOST = 600  # characters
_MARKOV = r"Markov(?:'?s|’s)?(?:\s+(?:inequality|bound))?|マルコフの不等式"
_CHEBYSHEV = r"T?Cheb[iy](?:sh|ch)[eo]v(?:'?s|’s)?(?:\s+(?:inequality|bound))?|チェビシェフの不等式"
_VALUE = r"-?\d+(?:\.\d+)?(?:/\d+)?|[a-zμ](?![A-Za-z(])"
_MEAN = re.compile(
    rf"(?:(?<![A-Za-z])E\s*[\[(]\s*[A-Z]\s*[\])]|\bmean|\bexpected\s+value|\bexpectation|期待値|平均)\s*(?:=|of|is)?\s*"
    rf"(?P<v>{_VALUE})"
)
_VARIANCE = re.compile(
    rf"(?:(?<![A-Za-z])Var\s*[\[(]\s*[A-Z]\s*[\])]|\bvariance|分散)\s*(?:=|of|is)?\s*(?P<v>{_VALUE})|"
    rf"(?:(?<![A-Za-z])[sS][dD]\s*[\[(]\s*[A-Z]\s*[\])]|\bstandard\s+deviation|標準偏差)\s*(?:=|of|is)?\s*(?P<sd>{_VALUE})"
)
_POSITIVE = re.compile(
    r"(?<![A-Za-z(])[A-Z]\s*(?:>=|≥|>)\s*0(?![.\d])|\bnon-?\s?negative\b|\bnever\s+negative\b|\bpositive\b", re.I
)
_EVENT = re.compile(
    r"(?<![A-Za-z])P\s*\(\s*(?:"
    rf"(?P<x>[A-Z])\s*(?P<tail>>=|≥|>)\s*(?P<a>{_VALUE})|"
    rf"\|\s*(?P<of>[A-Z])\s*-\s*(?P<m>{_VALUE})\s*\|\s*(?P<sign>>=|≥|>|<=|≤|<)\s*(?P<k>{_VALUE})|"
    rf"(?P<low>{_VALUE})\s*(?:<=|≤|<)\s*(?P<inner>[A-Z])\s*(?:<=|≤|<)\s*(?P<high>{_VALUE}))\s*\)"
)
_SCENERY = re.compile(
    r"\b(?:let|suppose|assume|given|that|a|an|the|random|variable|variables|be|is|has|have|with|and|use|using|by|apply|"
    r"inequality|to|find|give|an|upper|lower|bound|bounds|on|for|of|if|what|does|say|about|best|possible|get|from|X|Y|"
    r"T|N|probability|estimate|its|it|takes|values?)\b|[\s,;.:?]",
    re.I,
)


def is_about_tail_bound(text: str) -> bool:
    """Whether it asks for a bound by Markov's or Chebyshev's inequality."""
    return len(text) <= 20 * _MOST and re.search(f"{_MARKOV}|{_CHEBYSHEV}", text, re.I) is not None and "P" in text


def answer_tail_bound(text: str, *, tidy: bool = True, book: RuleBook | None = None) -> Derivation:
    """The bound of a tail, or of what lies inside, by the inequality that is named.

    Raises:
        ReadError: where a part of it is not understood, or the inequality says nothing about this event.

    >>> answer_tail_bound("X >= 0, E[X] = 5. Use Markov's inequality to bound P(X >= 20)").result
    1/4
    """
    if len(text) > _MOST:
        raise ReadError("this problem is too long", text, (0, 1), f"at most {_MOST} characters")
    goal, event, inside = _read(text)
    asked: Any = Asked(subtract(ONE, goal)) if inside else goal
    step = Engine(load_book() if book is None else book).answer(Tidy(asked) if tidy else asked)
    sign = ">=" if inside else "<="
    notes = [Text(f"{event} {sign} {step.answer}", f"{event} {sign} {step.answer}")]
    says_nothing = isinstance(step.answer, Rational) and (step.answer <= 0 if inside else step.answer >= 1)
    if says_nothing:
        notes.append(Text("this bound says nothing about a probability", "この評価は確率について何も教えません"))
    return Judged(step, decimal=re.search(r"\d\.\d|%", text) is not None, notes=tuple(notes))


def _read(text: str) -> tuple[Goal, str, bool]:
    """The bound, its event as written, and whether the event is the inside and not the tail."""
    plain = plain_text(text)
    markov = re.search(_MARKOV, plain, re.I) is not None
    if markov and re.search(_CHEBYSHEV, plain, re.I):
        _refuse("one inequality at a time", text, "Markov's or Chebyshev's inequality")
    found = list(_EVENT.finditer(plain))
    if len(found) != 1:
        _refuse("one event is to be bounded", text, "such as P(X >= 20) or P(|X - 5| >= 6)")
    (event,) = found
    rest = plain[: event.start()] + " . " + plain[event.end() :]
    mean, variance = _MEAN.search(rest), _VARIANCE.search(rest)
    positive = _POSITIVE.search(rest)
    for pattern in (_VARIANCE, _MEAN, _POSITIVE):
        rest = pattern.sub(" ", rest, count=1)
    rest = re.sub(f"{_MARKOV}|{_CHEBYSHEV}", " ", rest, flags=re.I)
    left = _SCENERY.sub(" ", rest).split()
    if left:
        _refuse(f"not understood: {' '.join(left)[:60]}", text, "a mean, a variance, and one event")
    if mean is None:
        _refuse("the mean is not given", text, "such as E[X] = 5")
    if markov:
        return _markov(event, number(mean["v"]), positive is not None, text), event[0], False
    if variance is None:
        _refuse("the variance is not given", text, "such as Var(X) = 4")
    spread = number(variance["v"]) if variance["v"] else canonical(power(number(variance["sd"]), integer(2)))
    distance, inside = _distance(event, number(mean["v"]), text)
    tail = f"P(|{event['of'] or event['inner']} - {mean['v']}| >= {distance})" if inside else event[0]
    return TailBound("chebyshev", tail, _positive(spread, text), _positive(distance, text)), event[0], inside


def _markov(event: re.Match[str], mean: Expr, is_positive: bool, text: str) -> Goal:
    if not is_positive:
        _refuse("Markov's inequality is about a variable that is never negative", text, "X >= 0 among the givens")
    if event["a"] is None:
        _refuse("Markov's inequality is about P(X >= a)", text, "such as P(X >= 20)")
    if isinstance(mean, Rational) and mean < 0:
        _refuse("a variable that is never negative has no negative mean", text, "a mean of at least 0")
    return TailBound("markov", event[0], mean, _positive(number(event["a"]), text))


def _distance(event: re.Match[str], mean: Expr, text: str) -> tuple[Expr, bool]:
    """How far from the mean the tail begins, and whether the event is what lies nearer."""
    if event["k"] is not None:
        if canonical(number(event["m"])) != canonical(mean):
            _refuse(f"Chebyshev's inequality is about the distance from the mean, {mean}", text, f"|X - {mean}|")
        return number(event["k"]), event["sign"][0] in "<≤"
    if event["low"] is None:
        _refuse("Chebyshev's inequality is about P(|X - m| >= k), m the mean", text, "such as P(|X - 5| >= 6)")
    low, high = number(event["low"]), number(event["high"])
    if canonical(subtract(subtract(high, mean), subtract(mean, low))) != 0:
        _refuse("these ends are not equally far from the mean", text, "ends of the form m - k and m + k")
    return canonical(divide(subtract(high, low), integer(2))), True


def _positive(value: Expr, text: str) -> Expr:
    if isinstance(value, Rational) and value <= 0:
        _refuse(f"{value} has to be positive", text, "a number above 0")
    return value


def _refuse(said: str, text: str, expected: str) -> NoReturn:
    raise ReadError(said, text, (0, len(text)), expected)

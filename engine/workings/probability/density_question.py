"""Questions about one continuous variable in text: a density or a distribution function, and what is asked of it.

`X has density f(x) = c x on [0, 2]. Find c and the median.` Every word of a text is understood, or it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sympy import Rational, Tuple

from workings.derivation import Derivation
from workings.engine import Engine, NoRule
from workings.expression import Goal, Tidy
from workings.expression.canonical import canonical
from workings.expression.density_goals import Crossing, Normalising, Quantile
from workings.expression.errors import ReadError
from workings.expression.nodes import ONE, divide, integer, subtract, symbol, symbols_of
from workings.expression.probability_goals import Area, Asked, Fractile
from workings.probability.density_told import CDF_WORDS, DENSITY_WORDS, END, HEAD, LESS, Curve, in_plain, told
from workings.probability.density_work import KNOWN, Work
from workings.probability.draft import number
from workings.probability.judging import Judged
from workings.rule import Refusal, RuleBook, load_book

__all__ = ["answer_density", "is_about_density"]

_MOST = 600  # characters
_FRACTILE = r"median|quartiles?|percentiles?|quantiles?|中央値"
_SPEAKS = re.compile(rf"(?:\b|(?<=[のがは]))(?:{DENSITY_WORDS}|{CDF_WORDS}|{_FRACTILE})", re.I)
_ORDINALS = {"first": 1, "lower": 1, "second": 2, "third": 3, "upper": 3}
_SCENERY = re.compile(
    rf"{DENSITY_WORDS}|{CDF_WORDS}|\brandom\s+variables?\b|確率変数|とする|求めよ|[をはのがでとき、。]|"
    r"\b(?:let|suppose|assume|given|consider|the|a|an|continuous|variable|has|have|having|with|whose|be|is|its|of|"
    r"by|as|and|also|then|find|compute|calculate|determine|evaluate|what|value|defined|following|where|that|"
    r"there|constant|some|valid|proper|legitimate|legal|for|which|so|such|if|makes?|it|to|f|F|this|function|positive|"
    r"real|please|I|need|lifetime|life|waiting|time|length|amount|weight|height|error|distance|hours?|years?|minutes?|"
    r"days?|metres?|meters?|component|bulb|machine|device|in|measured)\b|[\s,;.:?()]",
    re.I,
)


def is_about_density(text: str) -> bool:
    """Whether it tells a density or a distribution function by a formula, or asks for a quantile of a distribution."""
    if len(text) > 20 * _MOST:
        return False
    plain = in_plain(text)
    if (
        _SPEAKS.search(plain) is None
        and not _is_in_pieces(plain)
        and not (_WHERE_SHARE.search(plain) or _SEEKS_END.search(plain))
    ):
        return False
    if re.search(r"posterior|prior\b|事後|事前", plain, re.I):
        return False
    told = HEAD.search(plain) is not None and re.search(r"\bd/d[a-z]|\bderivative|differentiate", plain, re.I) is None
    return told or re.search(r"(?<![A-Za-z])[A-Z]\w?\s*~\s*[A-Za-zχ]", plain) is not None


def _is_in_pieces(plain: str) -> bool:
    """Whether a function is told on two intervals or more, and a probability or a moment is asked."""
    if not _CALL.search(plain) or not HEAD.search(plain):
        return False
    ends = rf"[\[(]\s*{END}\s*,\s*{END}\s*[\])]|{END}{LESS}[a-z]{LESS}{END}"
    return len(re.findall(ends, plain)) > 1


def answer_density(text: str, *, tidy: bool = True, book: RuleBook | None = None) -> Derivation:
    """The answer to a question about one continuous variable.

    Raises:
        ReadError: where a part of it is not understood, or the curve is no density or distribution function.
        NoRule: where no rule of the book answers.

    >>> answer_density("X has density f(x) = c x on [0, 2]. Find c").result
    1/2
    """
    plain = in_plain(text)
    if len(plain) > _MOST:
        raise ReadError("this problem is too long", text, (0, 1), f"at most {_MOST} characters")
    curve, rest = told(plain, text)
    asks, left = _asked(rest, curve, text)
    _refuse(left, text)
    if not asks:
        raise ReadError("it asks for nothing that is known here", text, (0, len(text)), KNOWN)
    work = Work(curve, text, load_book() if book is None else book)
    goals = [ask(work) for ask in asks]
    goal = goals[0] if len(goals) == 1 else Asked(Tuple(*goals))
    if not isinstance(goal, Goal):
        goal = Asked(goal)
    try:
        step = Engine(work.book).answer(Tidy(goal) if tidy else goal)
    except NoRule as error:
        said = str(error.__cause__) if isinstance(error.__cause__, Refusal) else _why(error.goal)
        raise ReadError(said, text, (0, len(text)), "another question") from error
    decimal = re.search(r"\d\.\d|%", text) is not None
    from workings.probability.ask import said_of

    return Judged(step, decimal=decimal, notes=(*work.notes, *said_of((), step.answer)))


def _why(goal: Goal) -> str:
    if isinstance(goal, Crossing | Quantile):
        return "no rule here solves for the value at which the distribution function has this share"
    if isinstance(goal, Fractile):
        return "no rule here gives this quantile with letters in the distribution"
    if isinstance(goal, Area | Normalising):
        return "no rule here finds the area under this curve, or it is infinite"
    return "no rule here answers this about a density"


# What is asked

_Ask = Callable[["Work"], Any]
_SHARE = r"(?P<share>\d+(?:\.\d+)?%?(?:/\d+)?)"
_OF = r"(?:\s+of\s+(?:the\s+distribution(?:\s+of)?\s*)?(?P<of>[A-Z])(?![A-Za-z(\[^²*/+-])(?!\s*[\^²*/+-]))?"
_WHERE_SHARE = re.compile(
    r"(?:the\s+)?(?:value\s+of\s+)?(?P<m>[a-z])\s+(?:such\s+that|so\s+that|for\s+which|with|where|is|gives|makes|does)\s+"
    rf"P\s*\(\s*(?P<v>[A-Z])\s*(?P<sign><=|>=|<|>|≤|≥)\s*(?P=m)\s*\)\s*(?P<eq>=|>=|≥|is)\s*{_SHARE}",
)
_SEEKS_END = re.compile(  # what is asked is a letter in the event or in the distribution, not the probability
    r"\b[a-z]\s+(?:such\s+that|so\s+that|for\s+which)\s+P\s*\([^()]*\)\s*(?:=|>=?|<=?|≥|≤|≈|is)\s*\d|(?:\bsuch\s+that|\bso\s+that|\bfor\s+(?:which|what)|\bwh(?:at|ich)\s+(?:value\s+of\s+)?[a-z]\b).*?"
    r"P\s*\([^()]*(?:[<>≤≥]=?\s*[a-z]\s*\))\s*"
    r"(?:=|>=?|<=?|≥|≤|≈|is)\s*\d",
    re.S,
)
_FRACTILES = (
    re.compile(rf"\bmedian\b{_OF}|中央値"),
    re.compile(rf"\b(?P<nth>first|second|third|lower|upper)\s+quartile\b{_OF}", re.I),
    re.compile(rf"\b(?P<rank>\d+(?:\.\d+)?)\s*(?:st|nd|rd|th)?\s+percentile\b{_OF}", re.I),
    re.compile(rf"\b{_SHARE}\s*-?\s*quantile\b{_OF}", re.I),
    _WHERE_SHARE,
)
_BEFORE = r"(?:\b(?:find|compute|determine|derive|what\s+is|and)|,)\s+(?:its\s+|the\s+)?"
_UNTOLD = r"(?!\s*(?:is|=|given\s+by)?\s*;)"  # its formula does not follow
_OF_X = r"(?:\s+of\s+[A-Z](?![A-Za-z(\[^²*/+-])(?!\s*[\^²*/+-]))?"
_FUNCTION = re.compile(
    r"(?P<F>(?<![A-Za-z])F(?:_\{?[A-Z]\}?)?\s*\(\s*[a-z]\s*\)|"
    rf"(?i:{_BEFORE}(?:{CDF_WORDS})){_OF_X}{_UNTOLD}|分布関数を)|"
    r"(?P<f>(?<![A-Za-z])f(?:_\{?[A-Z]\}?)?\s*\(\s*[a-z]\s*\)|"
    rf"(?i:{_BEFORE}(?:{DENSITY_WORDS})){_OF_X}{_UNTOLD}|確率密度(?:関数)?を)"
)
_CALL = re.compile(r"(?<![A-Za-z])(?:P|Pr|Prob|E|Var|V|sd|SD)\s*[(\[]")
_FIGURE = re.compile(
    rf"\b(?:mean|expected\s+value|expectation|variance|standard\s+deviation)\b{_OF}|期待値|平均|分散|標準偏差", re.I
)
_FIGURES = {"期待値": "mean", "平均": "mean", "分散": "variance", "標準偏差": "standard deviation"}
_CONSTANT = (
    r"(?i:(?:find|determine|compute|calculate|what\s+is|for\s+(?:what|which))\s+|,\s*|\band\s+)(?:the\s+)?"
    r"(?:values?\s+(?:of\s+)?)?(?:the\s+)?(?:normali[sz]ing\s+|normali[sz]ation\s+)?(?:constant\s+)?(?P<c>[a-zA-Z])(?![A-Za-z(\[=])(?!\s*[=(\[])|(?:定数)?\s*(?P<c_>[a-z])\s*(?:の値)?を"
)


def _asked(rest: str, curve: Curve, text: str) -> tuple[list[_Ask], str]:
    """What is asked, in the order in which it stands, and the text without it."""
    found: list[tuple[int, _Ask]] = []

    def take(at: tuple[int, int], ask: _Ask) -> None:
        nonlocal rest
        found.append((at[0], ask))
        rest = rest[: at[0]] + " " * (at[1] - at[0]) + rest[at[1] :]

    for pattern in _FRACTILES:
        for m in list(pattern.finditer(rest)):
            of = m.groupdict().get("v") or m.groupdict().get("of")
            if of and of != curve.name:
                raise ReadError(f"nothing is given of {of}", text, (0, len(text)), curve.name)
            take(m.span(), _fractile(m))
    for m in list(_CALL.finditer(rest)):
        end = _closing(rest, m.end() - 1)
        said = rest[m.start() : end]
        if end:
            take((m.start(), end), lambda work, said=said: work.quantity(said))  # type: ignore[misc]
    for m in list(_FUNCTION.finditer(rest)):
        take(m.span(), Work.distribution if m["F"] else Work.density)
    for m in list(_FIGURE.finditer(rest)):
        named = _FIGURES.get(m[0]) or m[0]
        take(m.span(), lambda work, said=named: work.quantity(said))  # type: ignore[misc]
    for m in list(re.finditer(_CONSTANT, rest)):
        letter = m["c"] or m["c_"]
        if symbol(letter) in symbols_of([curve.body, curve.low, curve.last]) and letter != curve.x.name:
            take(m.span(), lambda work, c=letter: work.constant(symbol(c)))  # type: ignore[misc]
    rest = re.sub(rf"(?<![A-Za-z]){curve.name}(?![A-Za-z])", " ", rest)
    for c in symbols_of([curve.body]):
        rest = re.sub(rf"\b(?:where|for\s+some|and)?\s*{c.name}\s+is\s+(?:a\s+|an\s+)?(?:\w+\s+)?constant\b", " ", rest)
    return [ask for _, ask in sorted(found, key=lambda pair: pair[0])], rest


def _fractile(m: re.Match[str]) -> _Ask:
    said = m.groupdict()
    name = said.get("m") or "m"
    if said.get("nth"):
        share: Any = divide(integer(_ORDINALS[said["nth"].lower()]), integer(4))
    elif said.get("rank"):
        share = divide(number(said["rank"]), integer(100))
    else:
        share = number(said["share"]) if said.get("share") else divide(ONE, integer(2))
    share = canonical(share)
    if said.get("sign") and said["sign"][0] in ">≥":
        share = canonical(subtract(ONE, share))
    if not isinstance(share, Rational) or not 0 < share < 1:
        raise ReadError("a share lies between 0 and 1", m[0], (0, len(m[0])), "such as 0.9 or 90%")
    said_equal = said.get("eq") in ("=", "is")
    if said.get("eq") in (">=", "≥") and said["sign"][0] in ">≥":
        raise ReadError("for many values this holds", m[0], (0, len(m[0])), "P(X <= k) >= 0.9")
    return lambda work: work.quantile(symbol(name), share, said_equal, said.get("eq") in (">=", "≥"))


def _closing(text: str, opened: int) -> int:
    depth = 0
    for i in range(opened, len(text)):
        depth += (text[i] in "([") - (text[i] in ")]")
        if not depth:
            return i + 1
    return 0


def _refuse(left: str, text: str) -> None:
    """Raises where something is left that was not understood."""
    rest = _SCENERY.sub(" ", left.replace(";", " ")).split()
    if rest:
        at = max(text.find(rest[0]), 0)
        raise ReadError(
            f"not understood: {' '.join(rest)[:60]}", text, (at, at + len(rest[0])), f"known here are {KNOWN}"
        )

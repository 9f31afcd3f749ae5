"""Questions about one continuous variable in text: a density or a distribution function, and what is asked of it.

`X has density f(x) = c x on [0, 2]. Find c and the median.` Every word of a text is understood, or it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sympy import Basic, Expr, Le, Rational, Symbol, Tuple, oo, true

from workings.derivation import Derivation
from workings.engine import Engine, NoRule
from workings.expression import D, Goal, Tidy
from workings.expression.algebra import replace as put
from workings.expression.canonical import canonical
from workings.expression.density_goals import Crossing, Increase, Normalising, Quantile
from workings.expression.errors import ReadError
from workings.expression.mixture_goals import DensityOf
from workings.expression.nodes import ONE, ZERO, divide, integer, subtract, symbol, symbols_of
from workings.expression.pieces import Row, in_rows, joined
from workings.expression.probability_goals import Area, Asked, Fractile, Ranged, Word
from workings.probability.continuous import chance_of, density_of, refuse_impossible
from workings.probability.draft import Draft, number
from workings.probability.japanese.quantiles import in_notation
from workings.probability.judging import Judged
from workings.probability.reading import CONTINUOUS, FAMILIES, Density, Distributed, read_statement
from workings.probability.setting import Setting
from workings.probability.spelling import plain_text
from workings.probability.validity import is_nonnegative
from workings.probability.variables import in_variables
from workings.probability.world import World
from workings.rule import Refusal, RuleBook, Text, load_book

__all__ = ["answer_density", "is_about_density"]

_MOST = 600  # characters
_KNOWN = (
    "a constant in a density, a probability, mean or variance, the distribution function F(x), the density f(x), the "
    "median, a quartile, percentile or quantile"
)
_DENSITY_WORDS = r"(?:probability\s+)?density(?:\s+function)?|p\.?d\.?f\b\.?|確率密度(?:関数)?"
_CDF_WORDS = r"(?:cumulative\s+)?distribution\s+function|c\.?d\.?f\b\.?|(?:累積)?分布関数"
_FRACTILE = r"median|quartiles?|percentiles?|quantiles?|中央値"
_SPEAKS = re.compile(rf"(?:\b|(?<=[のがは]))(?:{_DENSITY_WORDS}|{_CDF_WORDS}|{_FRACTILE})", re.I)
_CASES = re.compile(
    r"\\begin\{(?:cases|array)\}(?:\{[lcr]+\})?(?P<rows>.*?)\\end\{(?:cases|array)\}(?:\s*\\right\.)?", re.S
)
_HEAD = re.compile(r"(?<![A-Za-z])(?P<name>[fFgG])(?:_\{?[A-Z]\}?)?\s*\(\s*(?P<x>[a-z])\s*\)\s*=\s*")
_END = r"-?(?:[\w.]+(?:[/^*][\w.]+)*|π(?:/\d+)?|∞|infinity)"
_LESS = r"\s*(?:<=|<|≤|≦)\s*"
_MORE = r"\s*(?:>=|>|≥|≧)\s*"
_JOINS = (
    r"[\s,;(]*(?:\b(?:for|on|when|if|where|over|in|with)\b|∈)?(?:\s+(?:all|the\s+interval|interval|x\s+in))?\s*\(?\s*"
)
_AGAIN = (  # how a further piece begins
    r"\s*(?:[,;]|\band\b|\bbut\b|、|\.(?=\s))*\s*(?:and\s+)?(?:(?:NAME(?:_\{?[A-Z]\}?)?\s*\(\s*[a-z]\s*\)\s*)?(?:=|\bis\b|\bequals\b)\s*)?"
)
_ELSEWHERE = (
    r"(?:\s*\)|\s*[,;.]?\s*(?:and\s+)?(?:[fF](?:_\{?[A-Z]\}?)?\(\s*\w\s*\)\s*=\s*)?(?:is\s+)?(?:0|zero)\s*,?\s*"
    r"(?:otherwise|elsewhere|else)\b)*"
)
_UNNAMED = re.compile(  # has density c x (1 - x) on [0, 1]
    rf"(?:{_DENSITY_WORDS})\s+(?:is\s+|equal\s+to\s+|given\s+by\s+|=\s*)?(?!of\b|is\b|given\b|on\b|for\b)"
    r"(?=[^,;.]*?(?<![A-Za-z])(?P<x>[xytz])(?![A-Za-z])[^,;]*(?:[,;]|\bon\b|\bfor\b))",
    re.I,
)
_FAMILY = re.compile(
    r"(?P<name>[A-Z]\w?)\s*(?:~|is)\s*(?:(?P<family>[A-Za-zχ]+[²^{}2]*)\s*(?P<given>\((?:[^()]|\([^()]*\))*\))|"
    r"(?P<short>[A-Za-zχ]+[²^{}2]*_\{?\w+(?:\s*,\s*\w+)?\}?))"
)
_BY_QUANTILE = frozenset(FAMILIES) - {"uniform", "exponential"}  # of those the density is written out
_ORDINALS = {"first": 1, "lower": 1, "second": 2, "third": 3, "upper": 3}
_SCENERY = re.compile(
    rf"{_DENSITY_WORDS}|{_CDF_WORDS}|\brandom\s+variables?\b|確率変数|とする|求めよ|[をはのがでとき、。]|"
    r"\b(?:let|suppose|assume|given|consider|the|a|an|continuous|variable|has|have|having|with|whose|be|is|its|of|"
    r"by|as|and|also|then|find|compute|calculate|determine|evaluate|what|value|defined|following|where|that|"
    r"there|constant|some|valid|proper|legitimate|legal|for|which|so|such|if|makes?|it|to|f|F|this|function|positive|"
    r"real|please|I|need|lifetime|life|waiting|time|length|amount|weight|height|error|distance|hours?|years?|minutes?|"
    r"days?|metres?|meters?|component|bulb|machine|device|in|measured)\b|[\s,;.:?()]",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Curve:
    """What is given of the variable: a density, or a distribution function, between two ends."""

    name: str
    body: Expr
    x: Symbol
    low: Any
    high: Any  # None for no end
    cumulative: bool = False
    family: str = ""
    known: Distributed | None = None  # a distribution of which no density is written out here

    @property
    def last(self) -> Any:
        return oo if self.high is None else self.high

    @property
    def density(self) -> Density:
        return Density(self.name, self.body, self.x, self.low, self.high)


def is_about_density(text: str) -> bool:
    """Whether it tells a density or a distribution function by a formula, or asks for a quantile of a distribution."""
    if len(text) > 20 * _MOST:
        return False
    plain = _plain(text)
    if (
        _SPEAKS.search(plain) is None
        and not _is_in_pieces(plain)
        and not (_WHERE_SHARE.search(plain) or _SEEKS_END.search(plain))
    ):
        return False
    if re.search(r"posterior|prior\b|事後|事前", plain, re.I):
        return False
    told = _HEAD.search(plain) is not None and re.search(r"\bd/d[a-z]|\bderivative|differentiate", plain, re.I) is None
    return told or re.search(r"(?<![A-Za-z])[A-Z]\w?\s*~\s*[A-Za-zχ]", plain) is not None


def _is_in_pieces(plain: str) -> bool:
    """Whether a function is told on two intervals or more, and a probability or a moment is asked."""
    if not _CALL.search(plain) or not _HEAD.search(plain):
        return False
    ends = rf"[\[(]\s*{_END}\s*,\s*{_END}\s*[\])]|{_END}{_LESS}[a-z]{_LESS}{_END}"
    return len(re.findall(ends, plain)) > 1


def _plain(text: str) -> str:
    text = in_notation(text)
    text = re.sub(r"\\(?:infty|infinity)(?![A-Za-z])", "∞", text)
    for command, sign in (("leq?", "<="), ("lt", "<"), ("geq?", ">="), ("gt", ">")):
        text = re.sub(rf"\\{command}(?![A-Za-z])", sign, text)
    plain = plain_text(_CASES.sub(_in_words, text))
    return plain if _HEAD.search(plain) else _UNNAMED.sub(lambda m: f"{m[0]}f({m['x']}) = ", plain, count=1)


def _in_words(found: re.Match[str]) -> str:
    """`x & 0 <= x <= 1 \\\\ 2 - x & 1 < x <= 2` as `x for 0 <= x <= 1, 2 - x for 1 < x <= 2`"""
    rows = [re.sub(r"\\(?:text|mbox|textrm)\s*\{([^{}]*)\}", r" \1 ", row) for row in re.split(r"\\\\", found["rows"])]
    pairs = [re.split(r"\s*,?\s*&\s*", row.strip(), maxsplit=1) for row in rows if row.strip()]
    said = [
        " for ".join([pair[0], re.sub(r"^\s*(?:for|if|when)\b|^[,\s]+", "", pair[-1])][: len(pair)]) for pair in pairs
    ]
    return ", ".join(re.sub(r"\bfor\s+(?=otherwise|elsewhere|else)", "", row) for row in said) + " "


def answer_density(text: str, *, tidy: bool = True, book: RuleBook | None = None) -> Derivation:
    """The answer to a question about one continuous variable.

    Raises:
        ReadError: where a part of it is not understood, or the curve is no density or distribution function.
        NoRule: where no rule of the book answers.

    >>> answer_density("X has density f(x) = c x on [0, 2]. Find c").result
    1/2
    """
    plain = _plain(text)
    if len(plain) > _MOST:
        raise ReadError("this problem is too long", text, (0, 1), f"at most {_MOST} characters")
    curve, rest = _told(plain, text)
    asks, left = _asked(rest, curve, text)
    _refuse(left, text)
    if not asks:
        raise ReadError("it asks for nothing that is known here", text, (0, len(text)), _KNOWN)
    work = _Work(curve, text, load_book() if book is None else book)
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


# What is given


def _told(plain: str, text: str) -> tuple[_Curve, str]:
    """The curve, and the text without it."""
    head = _HEAD.search(plain)
    if head is None:
        return _family(plain, text)
    x = head["x"]
    domain = re.compile(
        _JOINS
        + rf"(?:(?P<a>{_END}){_LESS}{x}{_LESS}(?P<b>{_END})|{x}{_MORE}(?P<c>{_END})|(?P<d>{_END}){_LESS}{x}(?!\w)|"
        rf"(?P<all>all\s+(?:real\s+)?(?:numbers\s+)?{x}\b|{x}\s*∈\s*(?:ℝ|R\b)|all\s+reals?(?:\s+numbers)?)|"
        rf"{x}{_LESS}(?P<top>{_END})|[\[(]\s*(?P<e>{_END})\s*,\s*(?P<f>{_END})\s*[\])]|(?P<g>{_END})\s+to\s+(?P<h>{_END}))"
        + _ELSEWHERE
    )
    rows: list[Row] = []
    start = end = head.end()
    while (found := _piece(plain, start, x, domain, text, first=not rows)) is not None:
        row, end = found
        rows.append(row)
        again = re.compile(_AGAIN.replace("NAME", head["name"])).match(plain, end)
        start = end if again is None else again.end()
    if not rows:
        raise ReadError(
            "between which values this function is not 0 is not understood", text, (0, len(text)), "such as 0 <= x <= 2"
        )
    spoken = plain[: head.start()] + " ; " + plain[end:]
    cumulative = re.search(_CDF_WORDS, plain, re.I) is not None and re.search(_DENSITY_WORDS, plain, re.I) is None
    cumulative |= head["name"] in "FG"
    if head["name"] in "fg" and re.search(rf"(?:{_DENSITY_WORDS})", plain[: head.start()], re.I):
        cumulative = False
    name = re.search(r"(?<![A-Za-z])([A-Z])(?![A-Za-z(=\w])(?!\s*\()", re.sub(r"\bI\b|\bA\b", " ", spoken))
    inside = re.search(r"(?<![A-Za-z])(?:P|Pr|E|Var)\s*[(\[][^A-Z]*([A-Z])", spoken)
    named = inside[1] if inside else name[1] if name else "X"
    rows = _in_order(rows, text)
    last = None if rows[-1].high is oo else rows[-1].high
    return _Curve(named, joined(rows, symbol(x)), symbol(x), rows[0].low, last, cumulative), spoken


def _piece(
    plain: str, start: int, x: str, domain: re.Pattern[str], text: str, *, first: bool
) -> tuple[Row, int] | None:
    """The formula that begins there, with its interval, and where that ends; None where there is none."""
    for at in range(start + 1, len(plain)):
        depth = plain.count("(", start, at) - plain.count(")", start, at)
        found = domain.match(plain, at) if plain[at] in " ,;(∈[" and not depth else None
        if found is None or found["top"]:
            continue
        said = plain[start:at].rstrip(" ,(").lstrip(" ,")
        if not first and (re.search(r"[?=]|\.(?!\d)|(?<![A-Za-z])[A-Z]|[a-z]{4}", said) or not said):
            return None
        low = next((found[k] for k in "acdeg" if found[k]), None)
        high = next((found[k] for k in "bfh" if found[k]), None)
        if found["all"]:
            return Row(_expression(said, text), -oo, oo), found.end()
        below, above = (_number(end, text, nothing) for end, nothing in ((low, -oo), (high, oo)))
        return Row(_expression(said, text), below, above), found.end()
    return None


def _in_order(rows: list[Row], text: str) -> list[Row]:
    """The pieces from left to right.

    Raises:
        ReadError: where two of them overlap, or which comes first is not known.
    """
    if len(rows) == 1:
        return rows
    ends = [end if end in (oo, -oo) else canonical(end) for row in rows for end in (row.low, row.high)]
    if not all(end in (oo, -oo) or (end.is_real is True and not symbols_of([end])) for end in ends):
        raise ReadError("the ends of these pieces are no numbers", text, (0, len(text)), "numbers")
    pairs = sorted(zip(ends[::2], ends[1::2], rows, strict=True), key=lambda pair: (pair[0] != -oo, float(pair[0])))
    apart = all(bool(low < high) for low, high, _ in pairs)
    if not apart or not all(bool(a[1] <= b[0]) for a, b in pairwise(pairs)):
        raise ReadError("these pieces overlap", text, (0, len(text)), "intervals that follow each other")
    return [row for _, _, row in pairs]


def _family(plain: str, text: str) -> tuple[_Curve, str]:
    found = _FAMILY.search(plain)
    if found is None:
        raise ReadError("no density is understood", text, (0, len(text)), "such as f(x) = 2x on [0, 1]")
    said = found["short"] or f"{found['family']}{found['given']}"
    stated, _ = read_statement(f"{found['name']} ~ {said}")
    known = stated[0]
    if isinstance(known, Distributed) and known.family in _BY_QUANTILE:
        curve = _Curve(known.name, ONE, symbol("x"), ZERO, None, family=known.family, known=known)
        return curve, f"{plain[: found.start()]} . {plain[found.end() :]}"
    if not isinstance(known, Distributed) or known.family not in ("exponential", "uniform"):
        said = (
            "values with a given probability, densities and distribution functions are worked out here of exponential "
            "and uniform variables, and of a density that is written out"
        )
        raise ReadError(said, text, found.span(), "f(x) = 2x on [0, 1]")
    density = density_of(known)
    curve = _Curve(known.name, density.body, density.x, density.low, density.high, family=known.family)
    return curve, f"{plain[: found.start()]} . {plain[found.end() :]}"


def _expression(said: str, text: str) -> Expr:
    from workings.expression.reader import read

    node = read(said).node
    if not isinstance(node, Expr):
        raise ReadError("this is no expression", text, (0, len(text)), "such as f(x) = 2x on [0, 1]")
    return node


def _number(said: str | None, text: str, nothing: Any) -> Any:
    """The end that is written; `nothing` where there is none."""
    if said is None:
        return nothing
    bare = said.lstrip("-+")
    if bare in ("∞", "infinity", "inf"):
        return -oo if said[0] == "-" else oo
    return number(said)


# What is asked

_Ask = Callable[["_Work"], Any]
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
    rf"(?i:{_BEFORE}(?:{_CDF_WORDS})){_OF_X}{_UNTOLD}|分布関数を)|"
    r"(?P<f>(?<![A-Za-z])f(?:_\{?[A-Z]\}?)?\s*\(\s*[a-z]\s*\)|"
    rf"(?i:{_BEFORE}(?:{_DENSITY_WORDS})){_OF_X}{_UNTOLD}|確率密度(?:関数)?を)"
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


def _asked(rest: str, curve: _Curve, text: str) -> tuple[list[_Ask], str]:
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
        take(m.span(), _Work.distribution if m["F"] else _Work.density)
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
            f"not understood: {' '.join(rest)[:60]}", text, (at, at + len(rest[0])), f"known here are {_KNOWN}"
        )


# What is looked for


class _Work:
    """The questions about a curve; an unknown constant in it is found before anything else is asked of it."""

    def __init__(self, curve: _Curve, text: str, book: RuleBook) -> None:
        self.given = curve
        self.text = text
        self.book = book
        self.notes: list[Text] = []
        if curve.cumulative:
            self._check_distribution()
        self.curve = curve if curve.cumulative else self._whole()

    def constant(self, c: Symbol) -> Goal:
        if self.given.cumulative:
            self._refuse("a constant in a distribution function is not worked out here", "a constant in a density")
        if c in symbols_of([self.given.low, self.given.last]):
            return self._end(c)
        if self.curve is self.given:
            self._refuse(f"the area under this density is 1 for every {c}", "another question")
        self.notes.clear()  # the answer says it
        return Normalising(c, self.given.body, self.given.x, self.given.low, self.given.last)

    def _end(self, c: Symbol) -> Goal:
        """The end at which the area under the density is 1."""
        curve = self.given
        if c != curve.last or c in symbols_of([curve.body, curve.low]):
            self._refuse(f"{c} is looked for only where it is the upper end of the density", "f(x) = 3x on [0, c]")
        return Quantile(c, ONE, curve.body, curve.x, curve.low, oo)

    def distribution(self) -> Any:
        curve = self.curve
        if curve.known is not None and curve.known.family in CONTINUOUS:
            event = Basic.__new__(Le, Word(curve.name), symbol("x"))
            return Asked(Ranged(event, true, World([curve.known], [])))
        if curve.known is not None:
            self._refuse("this distribution function is not written out here", "a quantile, or P(X < a)")
        if curve.cumulative:
            self._refuse("the distribution function is given", "another question")
        x = curve.x
        t = symbol("t" if x.name != "t" else "s")
        self.notes += _outside(curve)
        return Area(f"F({x})", put(curve.body, {x: t}), t, curve.low, x)

    def density(self) -> Any:
        curve = self.curve
        known = curve.known
        if known is not None and known.family in CONTINUOUS:
            return Asked(DensityOf(Word(curve.name), symbol("x"), true, World([known], [])))
        if not curve.cumulative:
            self._refuse("the density is given", "another question")
        self.notes.append(Text(f"for {_range(curve)}, and 0 elsewhere", f"{_range(curve)} のとき。それ以外では 0"))
        return D(curve.body, curve.x)

    def quantile(self, m: Symbol, share: Rational, equal: bool = False, reached: bool = False) -> Goal:
        """The value up to which the share lies: just so much where `equal`, at least so much where `reached`."""
        curve = self.curve
        if curve.known is not None and equal and curve.known.family not in CONTINUOUS:
            self._refuse("values with a given probability are jumped over here", "P(X <= k) >= 0.9, or a quantile")
        if reached and (curve.known is None or curve.known.family in CONTINUOUS):
            self._refuse("for many values this holds", "P(X <= k) = 0.9")
        if curve.known is not None:
            return Fractile(Word(curve.name), share, World([curve.known], []))
        if m == curve.x:
            m = symbol("m")
        if curve.cumulative:
            return Crossing(m, share, put(curve.body, {curve.x: m}), curve.low, curve.last)
        return Quantile(m, share, curve.body, curve.x, curve.low, curve.last)

    def quantity(self, said: str) -> Any:
        """A probability, a mean or a variance, by the reader of them all."""
        curve = self.curve
        if curve.cumulative:
            slope = self._answer(D(curve.body, curve.x))
            curve = replace(curve, body=slope, cumulative=False)
        if curve.known is not None:
            draft = Draft(statements=[curve.known])
            draft.variable(curve.name)
            return self._queried(Setting.of(draft, [said]), said)
        density = curve.density
        draft = Draft(density=density)
        draft.variable(density.name)
        draft.statements.append(density)
        within = re.fullmatch(r"E\s*[(\[]\s*([^|]+?)\s*(?:\||\bgiven\b)\s*(.+)[)\]]", said.strip())
        if within:
            return self._mean_within(density, draft, within[1], within[2])
        found = self._queried(Setting.of(draft, [said]), said)
        for area in _areas(found):
            for end in area.args[3:]:
                if symbols_of([end]) and end not in (curve.low, curve.last):
                    above = "" if curve.high is None else f" ≤ {curve.high}"
                    self.notes.append(Text(f"for {curve.low} ≤ {end}{above}", f"{curve.low} ≤ {end}{above} のとき"))
        if not self.curve.cumulative:
            return found if isinstance(found, Area) or not isinstance(found, Goal) else Asked(found)
        if said.lstrip()[0] == "P":
            areas = {a: self._increase(a) for a in _areas(found)}
            return put(found, areas)
        at = curve.x
        self.notes.append(Text(f"the density is f({at}) = F'({at})", f"密度関数は f({at}) = F'({at}) です"))
        return Asked(found) if isinstance(found, Goal) else found

    def _queried(self, setting: Setting, said: str) -> Any:
        queries = setting.queries(said)
        if len(queries) != 1:
            self._refuse(f"not understood: {said}", _KNOWN)
        return queries[0].quantity

    def _mean_within(self, density: Density, draft: Draft, about: str, event: str) -> Any:
        """E[g(X) | a < X < b], the area under g f there over that under f."""
        g, area = in_variables(about, draft), chance_of(density, event)
        if g is None or not isinstance(area, Area) or self.curve.cumulative:
            self._refuse(f"not understood: E[{about} | {event}]", "such as E[X | X > 1]")
        refuse_impossible(area)
        g = put(g, {Word(density.name): density.x})
        return divide(density.area("", g, *area.args[3:]), area)

    def _increase(self, area: Area) -> Goal:
        label, _, x, low, high = area.args
        return Increase(label, self.curve.body, x, low, high)

    # whether it is what it is said to be

    def _whole(self) -> _Curve:
        """The density with its constant in it.

        Raises:
            ReadError: where it is none.
        """
        curve = self.given
        if curve.family:
            return curve
        for end in (curve.low, curve.last):
            if end not in (oo, -oo) and not symbols_of([end]) and canonical(end).is_real is not True:
                self._refuse(f"{end} is no end of an interval", "a number")
        letters = [s for s in symbols_of([curve.body]) if s != curve.x]
        ends = [s for s in symbols_of([curve.low, curve.last]) if s not in letters]
        if not letters and len(ends) == 1 and ends[0] == curve.last:
            return self._with_end(ends[0])
        area = self._area(curve.body)
        if area is not None and _is_proved(area, ONE):
            return self._nowhere_negative(curve)
        if len(letters) != 1 or letters[0] in symbols_of([curve.low, curve.last]):
            said = "not found here, or infinite" if area is None else f"{area}, not 1"
            self._refuse(f"the area under this density is {said}", "a density, with one constant to be found at most")
        (c,) = letters
        try:
            value = self._answer(Normalising(c, curve.body, curve.x, curve.low, curve.last))
        except NoRule:
            self._refuse(
                f"no {c} is found here with which the area under this curve is 1; it may be infinite", "a density"
            )
        if value.has(oo, -oo) or value.is_real is False or symbols_of([value]):
            self._refuse(f"no {c} makes the area under this curve 1", "a density")
        whole = replace(curve, body=put(curve.body, {c: value}))
        checked = self._nowhere_negative(whole)
        self.notes.append(Text(f"{c} = {value} makes the area 1", f"面積が 1 になるのは {c} = {value} のときです"))
        return checked

    def _with_end(self, c: Symbol) -> _Curve:
        """The density with its upper end, at which the area is 1."""
        curve = self.given
        try:
            value = self._answer(self._end(c))
        except NoRule:
            self._refuse(f"no {c} is found here with which the area under this curve is 1", "a density")
        self.notes.append(Text(f"{c} = {value} makes the area 1", f"面積が 1 になるのは {c} = {value} のときです"))
        return self._nowhere_negative(replace(curve, high=value))

    def _nowhere_negative(self, curve: _Curve) -> _Curve:
        found = is_nonnegative(curve.body, curve.x, curve.low, curve.last)
        if found is None:
            self._refuse("whether this curve is negative somewhere can't be told here", "a density")
        if found is False:
            self._refuse("with area 1 this curve is negative somewhere, so it is no density", "a density")
        return curve

    def _check_distribution(self) -> None:
        """Raises where F does not rise from 0 to 1."""
        curve = self.given
        if any(s != curve.x for s in symbols_of([curve.body])):
            self._refuse("letters in a distribution function are not worked out here", "numbers")
        for row, following in pairwise(in_rows(curve.body, curve.x) or ()):
            at = row[1]
            left, right = (canonical(put(part[0], {curve.x: at})) for part in (row, following))
            if not _is_proved(left, right):
                self._refuse(f"F jumps at {at}, from {left} to {right}; of a variable with a density it does not", "")
        slope = self._answer(D(curve.body, curve.x))
        first = ZERO if curve.low is -oo else canonical(put(curve.body, {curve.x: curve.low}))
        if not _is_proved(first, ZERO):
            self._refuse(f"F({curve.low}) is {first}; of a variable with a density it is 0", "a distribution function")
        area = self._area(slope)
        if area is None or not _is_proved(area, ONE):
            self._refuse("this function does not rise to 1 by its last value", "a distribution function")
        if is_nonnegative(slope, curve.x, curve.low, curve.last) is not True:
            self._refuse("this function is not seen to rise everywhere", "a distribution function")

    def _area(self, body: Expr) -> Any:
        try:
            return self._answer(Area("", body, self.given.x, self.given.low, self.given.last))
        except NoRule:
            return None

    def _answer(self, goal: Goal) -> Any:
        return Engine(self.book).answer(Tidy(goal)).answer

    def _refuse(self, said: str, expected: str) -> Any:
        raise ReadError(said, self.text, (0, len(self.text)), expected)


def _is_proved(left: Any, right: Any) -> bool:
    """Whether the two are known to be equal, exactly."""
    from workings.judge.equality import equal  # which stands above this module

    return equal(left, right).kind == "proved"


def _outside(curve: _Curve) -> list[Text]:
    """Where the formula of a distribution function holds, and what it is elsewhere."""
    x = curve.x
    below = "" if curve.low is -oo else f"; F({x}) = 0 for {x} < {curve.low}"
    above = "" if curve.high is None else f"; F({x}) = 1 for {x} > {curve.high}"
    under = "" if curve.low is -oo else f"。{x} < {curve.low} で F({x}) = 0"
    over = "" if curve.high is None else f"、{x} > {curve.high} で F({x}) = 1"
    return [Text(f"for {_range(curve)}{below}{above}", f"{_range(curve)} のとき{under}{over}")]


def _range(curve: _Curve) -> str:
    if curve.low is -oo:
        return f"-∞ < {curve.x} < ∞" if curve.high is None else f"{curve.x} ≤ {curve.high}"
    return f"{curve.x} ≥ {curve.low}" if curve.high is None else f"{curve.low} ≤ {curve.x} ≤ {curve.high}"


def _areas(node: Basic) -> list[Area]:
    if isinstance(node, Area):
        return [node]
    return [area for part in node.args for area in _areas(part)]

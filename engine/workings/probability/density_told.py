"""What a text tells of one continuous variable: a density, a distribution function, or a family by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sympy import Expr, Symbol, oo

from workings.expression.canonical import canonical
from workings.expression.errors import ReadError
from workings.expression.nodes import ONE, ZERO, symbol, symbols_of
from workings.expression.pieces import Row, joined
from workings.probability.continuous import density_of
from workings.probability.draft import number
from workings.probability.japanese.quantiles import in_notation
from workings.probability.reading import FAMILIES, Density, Distributed, read_statement
from workings.probability.spelling import plain_text

__all__ = ["BY_QUANTILE", "CDF_WORDS", "DENSITY_WORDS", "END", "HEAD", "LESS", "Curve", "in_plain", "told"]

DENSITY_WORDS = r"(?:probability\s+)?density(?:\s+function)?|p\.?d\.?f\b\.?|確率密度(?:関数)?"
CDF_WORDS = r"(?:cumulative\s+)?distribution\s+function|c\.?d\.?f\b\.?|(?:累積)?分布関数"
_CASES = re.compile(
    r"\\begin\{(?:cases|array)\}(?:\{[lcr]+\})?(?P<rows>.*?)\\end\{(?:cases|array)\}(?:\s*\\right\.)?", re.S
)
HEAD = re.compile(r"(?<![A-Za-z])(?P<name>[fFgG])(?:_\{?[A-Z]\}?)?\s*\(\s*(?P<x>[a-z])\s*\)\s*=\s*")
END = r"-?(?:[\w.]+(?:[/^*][\w.]+)*|π(?:/\d+)?|∞|infinity)"
LESS = r"\s*(?:<=|<|≤|≦)\s*"
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
    rf"(?:{DENSITY_WORDS})\s+(?:is\s+|equal\s+to\s+|given\s+by\s+|=\s*)?(?!of\b|is\b|given\b|on\b|for\b)"
    r"(?=[^,;.]*?(?<![A-Za-z])(?P<x>[xytz])(?![A-Za-z])[^,;]*(?:[,;]|\bon\b|\bfor\b))",
    re.I,
)
_FAMILY = re.compile(
    r"(?P<name>[A-Z]\w?)\s*(?:~|is)\s*(?:(?P<family>[A-Za-zχ]+[²^{}2]*)\s*(?P<given>\((?:[^()]|\([^()]*\))*\))|"
    r"(?P<short>[A-Za-zχ]+[²^{}2]*_\{?\w+(?:\s*,\s*\w+)?\}?))"
)
BY_QUANTILE = frozenset(FAMILIES) - {"uniform", "exponential"}  # of those the density is written out


@dataclass(frozen=True, slots=True)
class Curve:
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


def in_plain(text: str) -> str:
    text = in_notation(text)
    text = re.sub(r"\\(?:infty|infinity)(?![A-Za-z])", "∞", text)
    for command, sign in (("leq?", "<="), ("lt", "<"), ("geq?", ">="), ("gt", ">")):
        text = re.sub(rf"\\{command}(?![A-Za-z])", sign, text)
    plain = plain_text(_CASES.sub(_in_words, text))
    return plain if HEAD.search(plain) else _UNNAMED.sub(lambda m: f"{m[0]}f({m['x']}) = ", plain, count=1)


def _in_words(found: re.Match[str]) -> str:
    """`x & 0 <= x <= 1 \\\\ 2 - x & 1 < x <= 2` as `x for 0 <= x <= 1, 2 - x for 1 < x <= 2`"""
    rows = [re.sub(r"\\(?:text|mbox|textrm)\s*\{([^{}]*)\}", r" \1 ", row) for row in re.split(r"\\\\", found["rows"])]
    pairs = [re.split(r"\s*,?\s*&\s*", row.strip(), maxsplit=1) for row in rows if row.strip()]
    said = [
        " for ".join([pair[0], re.sub(r"^\s*(?:for|if|when)\b|^[,\s]+", "", pair[-1])][: len(pair)]) for pair in pairs
    ]
    return ", ".join(re.sub(r"\bfor\s+(?=otherwise|elsewhere|else)", "", row) for row in said) + " "


def told(plain: str, text: str) -> tuple[Curve, str]:
    """The curve, and the text without it."""
    head = HEAD.search(plain)
    if head is None:
        return _family(plain, text)
    x = head["x"]
    domain = re.compile(
        _JOINS + rf"(?:(?P<a>{END}){LESS}{x}{LESS}(?P<b>{END})|{x}{_MORE}(?P<c>{END})|(?P<d>{END}){LESS}{x}(?!\w)|"
        rf"(?P<all>all\s+(?:real\s+)?(?:numbers\s+)?{x}\b|{x}\s*∈\s*(?:ℝ|R\b)|all\s+reals?(?:\s+numbers)?)|"
        rf"{x}{LESS}(?P<top>{END})|[\[(]\s*(?P<e>{END})\s*,\s*(?P<f>{END})\s*[\])]|(?P<g>{END})\s+to\s+(?P<h>{END}))"
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
    cumulative = re.search(CDF_WORDS, plain, re.I) is not None and re.search(DENSITY_WORDS, plain, re.I) is None
    cumulative |= head["name"] in "FG"
    if head["name"] in "fg" and re.search(rf"(?:{DENSITY_WORDS})", plain[: head.start()], re.I):
        cumulative = False
    name = re.search(r"(?<![A-Za-z])([A-Z])(?![A-Za-z(=\w])(?!\s*\()", re.sub(r"\bI\b|\bA\b", " ", spoken))
    inside = re.search(r"(?<![A-Za-z])(?:P|Pr|E|Var)\s*[(\[][^A-Z]*([A-Z])", spoken)
    named = inside[1] if inside else name[1] if name else "X"
    rows = _in_order(rows, text)
    last = None if rows[-1].high is oo else rows[-1].high
    return Curve(named, joined(rows, symbol(x)), symbol(x), rows[0].low, last, cumulative), spoken


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


def _family(plain: str, text: str) -> tuple[Curve, str]:
    found = _FAMILY.search(plain)
    if found is None:
        raise ReadError("no density is understood", text, (0, len(text)), "such as f(x) = 2x on [0, 1]")
    said = found["short"] or f"{found['family']}{found['given']}"
    stated, _ = read_statement(f"{found['name']} ~ {said}")
    known = stated[0]
    if isinstance(known, Distributed) and known.family in BY_QUANTILE:
        curve = Curve(known.name, ONE, symbol("x"), ZERO, None, family=known.family, known=known)
        return curve, f"{plain[: found.start()]} . {plain[found.end() :]}"
    if not isinstance(known, Distributed) or known.family not in ("exponential", "uniform"):
        said = (
            "values with a given probability, densities and distribution functions are worked out here of exponential "
            "and uniform variables, and of a density that is written out"
        )
        raise ReadError(said, text, found.span(), "f(x) = 2x on [0, 1]")
    density = density_of(known)
    curve = Curve(known.name, density.body, density.x, density.low, density.high, family=known.family)
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

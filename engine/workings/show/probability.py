"""How probabilities, moments and the honest answers are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sympy import Basic, Integer, Integral, Sum, Tuple, true
from sympy.core.symbol import Str

from workings.expression.algebra import replace
from workings.expression.approximation_goals import Approximated, LimitOfSum
from workings.expression.mixture_goals import DensityOf, OfCounts, OfMixture
from workings.expression.nodes import over_index
from workings.expression.probability_goals import (
    Area,
    Asked,
    Assumed,
    AtLetter,
    Background,
    Chance,
    Correlation,
    Covariance,
    Fractile,
    Incoherent,
    MassSum,
    Mean,
    MeanGiven,
    OfSum,
    Ranged,
    SolveFor,
    StandardDeviation,
    Undetermined,
    Variance,
    VarianceGiven,
    Word,
)
from workings.expression.quantile_numbers import QuantileNumber
from workings.rule import Text
from workings.show.notation import Notation, notates
from workings.show.piece import Edge, Piece, Rope, Strength

__all__: list[str] = []


@notates(Word)
def _word(node: Word, notation: Notation) -> Piece:
    if (len(node.name) == 1 and node.name < "\u2e80") or re.fullmatch(r"[A-Za-z]_\w", node.name):
        return notation.style.symbol(node.name)
    # A Japanese word of one character, such as 雨, is a word, too.
    return Piece(notation.style.words(node.name), start=Edge.ALONE, end=Edge.ALONE)


@notates(Background)
def _background(node: Background, notation: Notation) -> Piece:
    return Piece("")


@notates(Str)
def _string(node: Str, notation: Notation) -> Piece:
    return Piece(notation.style.words(str(node.name)), start=Edge.ALONE, end=Edge.ALONE)


@notates(Chance, Ranged, OfMixture, OfCounts)
def _chance(node: Chance | Ranged | OfMixture | OfCounts, notation: Notation) -> Piece:
    return _bracketed(notation.style.sign("P"), notation.rope(node.event), node.condition, notation)


@notates(Approximated, LimitOfSum)
def _approximated(node: Approximated | LimitOfSum, notation: Notation) -> Piece:
    """normal approximation of P(X <= 55)"""
    named = _POISSONIAN if isinstance(node, Approximated) and node.method == "poisson" else _NORMAL
    chance = _bracketed(notation.style.sign("P"), notation.rope(node.event), true, notation).rope
    before, after = named[notation.lang].split("{}")
    rope = (
        *([notation.style.words(before)] if before else []),
        chance,
        *([notation.style.words(after)] if after else []),
    )
    return Piece(rope, Strength.RELATION, start=Edge.ALONE, end=Edge.ALONE, spaced=True)


@notates(DensityOf)
def _density_of(node: DensityOf, notation: Notation) -> Piece:
    return _bracketed(notation.style.sign("f"), notation.rope(node.at), node.condition, notation)


def _bracketed(head: Rope, about: Rope, condition: Basic, notation: Notation) -> Piece:
    """P(about | condition)"""
    given: Rope = "" if condition == true else (notation.style.relation("|"), notation.rope(condition))
    return notation.applied(head, (about, given), False, True)


@notates(OfSum, AtLetter)
def _of_sum(node: OfSum | AtLetter, notation: Notation) -> Piece:
    return notation.applied(notation.style.sign("P"), notation.rope(node.event), False, True)


@notates(MassSum)
def _mass_sum(node: MassSum, notation: Notation) -> Piece:
    if node.low == node.high:
        return notation.piece(replace(node.body, {node.k: Integer(node.low)}))
    limits = Tuple(node.k, Integer(node.low), Integer(node.high))
    return notation.piece(over_index(Sum, node.body, limits))


@notates(QuantileNumber)
def _quantile_number(node: QuantileNumber, notation: Notation) -> Piece:
    """11.07049769351635..., of which every digit is proved"""
    rope = (notation.style.number(node.digits.lstrip("-")), notation.style.ellipsis)
    return Piece(rope, start=Edge.DIGIT, negative=node.digits[0] == "-")


@notates(Area)
def _area(node: Area, notation: Notation) -> Piece:
    """What the area stands for; where it stands for itself, the integral."""
    label, body, *limits = node.args
    return notation.piece(label if label.name else over_index(Integral, body, Tuple(*limits)))


@notates(Asked)
def _asked(node: Asked, notation: Notation) -> Piece:
    return notation.piece(node.question)


_HEADS = {Mean: "E", Variance: "Var", Covariance: "Cov", StandardDeviation: "sd", Correlation: "Corr"}


@notates(*_HEADS)
def _moment(node: Any, notation: Notation) -> Piece:
    inside = notation.listed(node.args[:-1])
    return notation.applied(notation.style.words(_HEADS[type(node)]), inside, False, True)


@notates(MeanGiven, VarianceGiven)
def _moment_given(node: MeanGiven | VarianceGiven, notation: Notation) -> Piece:
    inside = (notation.rope(node.x), notation.style.relation("|"), notation.rope(node.condition))
    head = notation.style.words("E" if isinstance(node, MeanGiven) else "Var")
    return notation.applied(head, inside, False, True)


@notates(Fractile)
def _fractile(node: Fractile, notation: Notation) -> Piece:
    return _told(
        _QUANTILE[notation.lang], (node.share, node.x) if notation.lang == "en" else (node.x, node.share), notation
    )


@notates(SolveFor)
def _solve_for(node: SolveFor, notation: Notation) -> Piece:
    eq, unknown = node.args
    left, right = (notation.rope(side) for side in eq.args)
    rope = (
        notation.rope(unknown),
        notation.style.words(_WHERE[notation.lang]),
        left,
        notation.style.relation("="),
        right,
    )
    return Piece(rope, Strength.RELATION, spaced=True, tall=True)


@notates(Assumed)
def _assumed(node: Assumed, notation: Notation) -> Piece:
    said = _ASSUMED[notation.lang].replace("{assumption}", _in(node.assumption, notation.lang))
    return _told(said, (node.value, *node.bounds), notation)


@notates(Undetermined)
def _undetermined(node: Undetermined, notation: Notation) -> Piece:
    lang = notation.lang
    said = (_BETWEEN if node.bounds else _OPEN)[lang]
    if node.missing:
        many = _ALL if node.together else _ANY
        missing = [_in(text, lang) for text in node.missing]
        said += many[lang].replace("{missing}", (_AND if node.together else _OR)[lang].join(missing))
    return _told(said, node.bounds, notation)


@notates(Incoherent)
def _incoherent(node: Incoherent, notation: Notation) -> Piece:
    lang = notation.lang
    numbers = node.numbers and _NUMBERS[lang].format(_in(node.numbers, lang))
    said = _IMPOSSIBLE[lang].format(_in(node.broken, lang)) + numbers
    if notation.decimal:
        said = re.sub(r"\d+/\d+", _decimal, said)
    return _told(said.replace("{", "").replace("}", ""), (), notation)


def _told(said: str, expressions: Sequence[Basic], notation: Notation) -> Piece:
    """The words with an expression for each `{}`."""
    style = notation.style
    places = iter(expressions)
    rope: list[Rope] = []
    for part in re.split(r"(\{\}| (?:<=|>=|<|>|=) )", said):
        if part == "{}":
            rope.append(notation.rope(next(places)))
        elif part.strip() in ("<=", ">=", "<", ">", "="):
            rope.append(style.relation(part.strip()))
        elif part:
            rope.append(style.words(part))
    return Piece(tuple(rope), Strength.RELATION, spaced=True)


def _decimal(found: re.Match[str]) -> str:
    """A fraction as the decimal that it is, where that is short."""
    above, below = map(int, found.group().split("/"))
    for digits in range(1, 7):
        if below and 10**digits % below == 0:
            whole, rest = divmod(above * (10**digits // below), 10**digits)
            return f"{whole}.{rest:0{digits}d}"
    return found.group()


def _in(text: str, lang: str) -> str:
    """The phrases of a verdict in the language of the reader."""
    if lang == "ja":
        for pattern, instead in _JAPANESE:
            text = pattern.sub(instead, text)
    return text


_WHERE = Text(" where ", " ただし ")
_NORMAL = Text("normal approximation of {}", "{} の正規近似")
_POISSONIAN = Text("Poisson approximation of {}", "{} のポアソン近似")
_QUANTILE = Text("{} quantile of {}", "{} の {} 分位点")
_ASSUMED = Text(
    "{} if {assumption}; otherwise between {} and {}", "{assumption}と仮定すれば {}。仮定しなければ {} 以上 {} 以下"
)
_BETWEEN = Text("not determined: between {} and {}", "決まらない：{} 以上 {} 以下")
_OPEN = Text("not determined", "決まらない")
_ANY = Text("; {missing} would settle it", "。{missing} が分かれば決まる")
_ALL = Text("; {missing} together would settle it", "。{missing} がともに分かれば決まる")
_OR, _AND = Text(" or ", " か "), Text(" and ", " と ")
_IMPOSSIBLE = Text("impossible: {}", "両立しない：{}")
_NUMBERS = Text(", but with these numbers {}", "、しかしこの数値では {}")
_JAPANESE = [
    (re.compile(r"the probabilities of all cases sum to 1"), "すべての場合の確率の和は 1"),
    (re.compile(r"(.+?), since something is given under it"), r"\1（これを条件とする値が与えられているため）"),
    (re.compile(r"(.+?), since independent$"), r"\1（独立なので）"),
    (re.compile(r" and (?=P\()"), "、"),  # of what follows `since`
    (re.compile(r"(.+?) independent given (.+)"), r"\2 のもとで \1 が独立"),
    (re.compile(r"(.+?) independent$"), r"\1 が独立"),
    (re.compile(r"(.+?) has one value"), r"\1 の値は一つ"),
    (re.compile(r"it is (\S+) and (\S+)"), r"\1 と \2 になる"),
    (re.compile(r"(?:it|the sum) is (\S+)"), r"\1 になる"),
    (re.compile(r"(\S+) is not between (\S+) and (\S+)"), r"\1 は \2 と \3 の間にない"),
    (re.compile(r"(\S+) is not (\S+)"), r"\1 は \2 ではない"),
    (re.compile(r"(.+?), since (.+)"), r"\1（\2 より）"),
    (re.compile(r"\bnot \(([^()]*)\)"), r"(\1) でない"),
    (re.compile(r"\bnot ([^\s|(),]+)"), r"\1 でない"),
    (re.compile(r"(?<=[\w)い]) and (?=[\w(])"), " かつ "),
    (re.compile(r"(?<=[\w)い]) or (?=[\w(])"), " または "),
    (re.compile(r"( かつ | または )([^\s()|]+ でない)"), r"\1(\2)"),
    (re.compile(r"([^\s()|]+ でない)(?= かつ | または )"), r"(\1)"),
]

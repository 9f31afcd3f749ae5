"""Answers and lines about probabilities as people write them, read as claims that this side equals that one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Any

from sympy import Expr, Symbol

from workings.expression.algebra import replace
from workings.expression.errors import ReadError
from workings.expression.nodes import symbols_of
from workings.probability.draft import pieces
from workings.probability.japanese.script import as_line
from workings.probability.setting import Setting
from workings.probability.spelling import plain_text

__all__ = ["MOST", "Claim", "Side", "read_claims"]

_CALL = re.compile(
    r"(?<![A-Za-z\\_\d])(?:P|Pr|Prob|E|Var|V|sd|SD|Sd|Cov|score|Score|odds|Odds)\s*(?:\^?\{?2\}?|²)?\s*[(\[]|"
    r"(?<=\d)(?:P|E|Var|sd|SD)\s*[(\[]|σ\s*(?:\^?\{?2\}?|²)?\s*\("
)
_NAMES = re.compile(
    r"(?<![\w\\])(?:(?:ln|log)[\s-]*(?:prior\s+|posterior\s+)?odds|(?:prior\s+|posterior\s+)?odds|precision|"
    r"recall|accuracy|specificity|sensitivity|F_?1(?:[\s-]score)?|"
    r"standard\s+deviation|variance|expected\s+value|expectation|mean|sd|SD|Var|std|σ\^?\{?2\}?|σ²|σ|μ|sigma|"
    r"TPR|FPR|PPV|NPV)(?!\w|\s*[(\[])",
    re.I,
)
_CHOOSE = (
    re.compile(r"\\(?:d|t)?binom\s*\{\s*(\d+)\s*\}\s*\{\s*(\d+)\s*\}"),
    re.compile(r"\{\s*(\d+)\s*\\choose\s*(\d+)\s*\}"),
    re.compile(r"\(\s*(\d+)\s+choose\s+(\d+)\s*\)|(?<!\w)(\d+)\s+choose\s+(\d+)", re.I),
    re.compile(r"(?<![A-Za-z])(?:n?C|nCr|binom|comb|choose)\s*\(\s*(\d+)\s*[,;]\s*(\d+)\s*\)"),
    re.compile(r"(?<![A-Za-z\d.])\^?\{?(\d+)\}?\s*[_]?C_?\{?(\d+)\}?(?![\w])"),
    re.compile(r"C_\{?(\d+)\}?\^\{?(\d+)\}?"),
)
_SIGN = re.compile(r"\s*(<=|>=|!=|≤|≥|≠|≈|≃|≅|~=|=~|=|<|>)\s*")
_THEN = (
    r";\s*|,\s+(?:and\s+|so\s+|thus\s+|hence\s+|then\s+)?(?=[^,;]*[=≈])|\s+(?:and|so|thus|hence|"
    r"therefore)\s+(?=[^=≈]*[=≈])|\s*(?:=>|⇒|⟹|→|\\Rightarrow|\\implies|∴)\s*"
)
_TAIL = re.compile(
    r"(?:\s*[,(;]\s*|\s+)(?:by|since|because|using|from|as|which|where|due|per|given\s+by|the\s+law|law|bayes|"
    r"total)\b.*$|\s*\((?:[A-Za-z' -]{3,})\)\s*$",
    re.I | re.S,
)
_DECIMAL = re.compile(r"[-−]?(?P<whole>\d*)(?:[.](?P<digits>\d+))?\s*(?P<percent>%|percent)?")
MOST = 2_000  # characters
_MOST_CHOSEN = 1_000


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a claim: as typed, its expression, and the quantity that it names where it only names one."""

    text: str
    expr: Any
    quantity: Any = None
    name: str = ""

    @property
    def precision(self) -> Fraction | None:
        """Half a unit of the last place of a decimal of two digits and more: the most that rounding changes."""
        found = _DECIMAL.fullmatch(self.text.strip())
        if not found or len((found["whole"].lstrip("0") + (found["digits"] or "")).lstrip("0")) < 2:
            return None
        return self.half_unit

    @property
    def half_unit(self) -> Fraction | None:
        """The same of any decimal: 0.0876 rounds to 0.09, since they are at most 0.005 apart."""
        found = _DECIMAL.fullmatch(self.text.strip())
        if not found or (found["digits"] is None and not found["percent"]):
            return None
        digits = found["digits"] or ""
        places = len(digits) + (2 if found["percent"] else 0)
        return Fraction(1, 2 * 10**places)


@dataclass(frozen=True, slots=True)
class Claim:
    """`sides` joined by `signs`; it `continues` the line before where it begins with a sign."""

    text: str
    sides: tuple[Side, ...]
    signs: tuple[str, ...]
    continues: bool = False


def read_claims(line: str, setting: Setting, names: Mapping[str, Any]) -> list[Claim]:
    """The claims of a line; none where it holds words only.

    Arguments:
        names: what the student has given a name.

    Raises:
        ReadError: where a part of it can't be read.
    """
    if len(line) > MOST:
        raise ReadError(f"a line of {len(line)} characters, more than {MOST}", line[:60], (0, 1), "a shorter one")
    text = _chosen(_figures(plain_text(as_line(line)).rstrip(".")))
    if _is_words(text):
        return []
    found: list[Claim] = []
    for piece in pieces(text, _THEN):
        found += _claims_of(piece, setting, names)
    return found


def _figures(text: str) -> str:
    """Numbers in words as figures: 80 percent, 19 in 217, 1 out of 4, 8割"""
    text = re.sub(r"(\d)\s*(?:percent|per\s+cent|パーセント)(?!\w)", r"\1%", text, flags=re.I)
    text = re.sub(r"(?<![\w.])(\d+)割", r"\g<1>0%", text)
    text = re.sub(r"(?:約|およそ)\s*(?=[\d.])", "≈ ", text)
    return re.sub(r"(?<![\w.,(])(\d+)\s+(?:in|out\s+of)\s+(?:every\s+)?(\d+)(?![\w.])", r"\1/\2", text)


def _is_words(text: str) -> bool:
    """Whether nothing in it could be a claim: words, and no quantity, number or formula."""
    if re.search(r"\d|[=≈]", text) or _CALL.search(text) or _NAMES.fullmatch(text.strip()):
        return False
    return re.search(r"[A-Za-z]{3,}\s+[A-Za-z]|^\s*[A-Za-z]{3,}\W*$", text) is not None and not re.search(
        r"[\\^]", text
    )


def _claims_of(piece: str, setting: Setting, names: Mapping[str, Any]) -> list[Claim]:
    piece = re.sub(r"^\s*(?:∴|∵)\s*", "", piece)
    parts, signs = _split(piece)
    continues = bool(parts) and not parts[0].strip() and bool(signs)
    if continues:
        parts = parts[1:]
    parts = [part for part in parts if part.strip()]
    if not parts or (
        len(parts) == 1
        and not continues
        and not re.search(r"\d|[(\[]|\\", parts[0])
        and not _is_symbolic(parts[0], names, setting)
    ):
        return []
    sides = tuple(
        _side(part, setting, names, first=i == 0 and not continues, last=i == len(parts) - 1)
        for i, part in enumerate(parts)
    )
    return [Claim(piece, sides, tuple(signs[-(len(parts) - 1 + continues) :]) if signs else (), continues)]


def _is_symbolic(text: str, names: Mapping[str, Any], setting: Setting) -> bool:
    return re.fullmatch(r"\s*[-+*/^(){}.\w\s]+", text) is not None and not re.search(r"[A-Za-z]{3,}", text)


def _split(text: str) -> tuple[list[str], list[str]]:
    """The sides and the signs between them, those inside brackets left alone."""
    parts, signs, start, depth, i = [], [], 0, 0, 0
    while i < len(text):
        character = text[i]
        depth += (character in "([{") - (character in ")]}")
        found = _SIGN.match(text, i) if depth <= 0 else None
        if found:
            parts.append(text[start:i])
            signs.append("≈" if found[1] in ("≈", "≃", "≅", "~=", "=~") else found[1])
            start = i = found.end()
        else:
            i += 1
    parts.append(text[start:])
    return parts, signs


def _side(text: str, setting: Setting, names: Mapping[str, Any], *, first: bool, last: bool) -> Side:
    """One side; words before the first and after the last are left out, where it can't be read with them."""
    tried = [text.strip()]
    if last:
        shorter = _TAIL.sub("", text).strip()
        tried += [shorter] if shorter and shorter != tried[0] else []
    if first:
        tried += list(_without_lead(tried[-1]))
    error: ReadError | None = None
    for candidate in tried:
        try:
            found = _read(candidate, setting, names)
        except ReadError as e:
            error = error or e
            continue
        if found is not None:
            return found
    raise error or ReadError("this is no quantity and no number", text, (0, len(text) or 1), "such as P(A) or 0.3")


def _without_lead(text: str) -> Iterator[str]:
    """The text less its first words, one at a time."""
    rest = text
    for _ in range(8):
        found = re.match(r"[A-Za-z][A-Za-z'’-]*[\s,:]+(?=\S)|[^A-Za-z0-9(\\√-]+\s*", rest)
        if not found:
            return
        rest = rest[found.end() :]
        yield rest


def _read(text: str, setting: Setting, names: Mapping[str, Any]) -> Side | None:
    if text in names:
        return Side(text, names[text], None, text)
    quantity = setting.quantity(text)
    if quantity is not None:
        return Side(text, quantity, quantity, text)
    expr, quantities = _expression(text, setting, names)
    if expr is None:
        return None
    only = quantities[0] if len(quantities) == 1 and expr == quantities[0] else None
    name = text if re.fullmatch(r"[A-Za-zλμσ][\w']{0,12}", text) and isinstance(expr, Symbol) else ""
    return Side(text, expr, only, name)


def _expression(text: str, setting: Setting, names: Mapping[str, Any]) -> tuple[Any, list[Any]]:
    """The expression, its quantities put in for their names."""
    from workings.expression.reader import read_lines

    found: list[Any] = []
    told = _placeholders(text, setting, names, found)
    readings = read_lines(told)
    if len(readings) != 1 or readings[0].words.strip() or not isinstance(readings[0].node, Expr) or readings[0].signs:
        raise ReadError("this is no quantity and no number", text, (0, len(text) or 1), "such as P(A) or 0.3")
    node = readings[0].node
    meant: dict[Any, Any] = {}
    for s in symbols_of([node]):
        place = re.fullmatch(r"Q_(\d+)", s.name)
        if place and int(place[1]) < len(found):
            meant[s] = found[int(place[1])]
        elif s.name in names:
            meant[s] = names[s.name]
        elif s.name in setting.draft.names:
            meant[s] = setting.draft.names[s.name]
            found.append(meant[s])
    return replace(node, meant) if meant else node, found


def _placeholders(text: str, setting: Setting, names: Mapping[str, Any], found: list[Any]) -> str:
    """The text with Q_0, Q_1 ... for the quantities in it."""
    told, i = "", 0
    while i < len(text):
        call = _CALL.match(text, i)
        name = _NAMES.match(text, i) if call is None else None
        end = _end(text, call.end() - 1) if call else name.end() if name else 0
        quantity = None
        if end and (call or (name and name[0] not in names)):
            quantity = setting.quantity(text[i:end])
        if quantity is None:
            told += text[i]
            i += 1
            continue
        told += f" Q_{len(found)} "
        found.append(quantity)
        i = end
    return told


def _end(text: str, opened: int) -> int:
    depth = 0
    for i in range(opened, len(text)):
        depth += (text[i] in "([{") - (text[i] in ")]}")
        if not depth:
            return i + 1
    raise ReadError("the bracket is not closed", text, (opened, opened + 1), "')'")


def _chosen(text: str) -> str:
    """Binomial coefficients of numbers worked out."""

    def value(found: re.Match[str]) -> str:
        n, k = (int(g) for g in found.groups() if g is not None)
        if "C_" in found[0] and "^" in found[0] and found[0].startswith("C"):
            n, k = k, n
        return f"({comb(n, k)})" if n <= _MOST_CHOSEN else found[0]

    for pattern in _CHOOSE:
        text = pattern.sub(value, text)
    return text

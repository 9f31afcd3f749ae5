"""What a text says of its letters: `A is m x n, x in R^n, S symmetric, c a number`; and dimensions found from use.

Nothing is assumed: a dimension that is not given is found where the operations force it, else it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workings.expression.errors import ReadError
from workings.expression.shaped import Dimension
from workings.expression.vocabulary import GREEK_LETTERS

__all__ = ["Declared", "Unknown", "declared_from", "declared_in", "looks_declared", "name_of", "resolved"]


class Unknown:
    """A dimension to be found; `same` is the one that it was found to be."""

    __slots__ = ("same",)

    def __init__(self) -> None:
        self.same: Any = None


Size = Any  # an int, a name, or Unknown


def resolved(size: Size) -> Size:
    """What is known of a dimension."""
    while isinstance(size, Unknown) and size.same is not None:
        size = size.same
    return size


@dataclass(frozen=True, slots=True)
class Declared:
    """The shape of a letter, and what else is said of it."""

    rows: Size
    columns: Size
    kind: str = ""


_SUPERSCRIPT = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁺", "0123456789abcdefghijklmnoprstuvwxyz+", strict=True))
_DIM = r"[A-Za-z]\d*|\d+|[a-wyz]{2,3}"
_BY = r"(?:x|×|\\times|by|,|\*)"
_SPACE = re.compile(r"(?:ℝ|\\mathbb\s*\{?\s*R\s*\}?|\bR\b)\s*\^?\s*(?P<power>.*)$", re.S)
_PAIR = re.compile(rf"^\s*({_DIM})\s*{_BY}\s*({_DIM})\s*$")
_TIGHT = re.compile(r"^\s*(\d+|[a-wyz]{1,2})x(\d+|[a-wyz]{1,2})\s*$")
_LENGTH = re.compile(
    rf"^\s*(?:({_DIM})\s*-?\s*(?:dimensional\s+)?vectors?"
    rf"|(?:column\s+)?vectors?\s+(?:of\s+(?:length|size|dimension)|in)\s+({_DIM}))\s*$"
)
_KINDS = (
    (re.compile(r"\bsymmetric\b"), "symmetric"),
    (re.compile(r"\bpositive[\s-]+definite\b|\bSPD\b"), "positive definite"),
    (re.compile(r"\bdiagonal\b"), "diagonal"),
    (re.compile(r"\bsquare\b|\binvertible\b|\bnon-?singular\b|\bregular\b"), "square"),
)
_FILL = re.compile(
    r"\b(?:an?|real|matrix|matrices|the|of|size|shape|is|are|be|and|which|that|dimension|dimensions|column)\b"
)
NAME = (
    r"(?:\\(?:mathbf|boldsymbol|bm|mathrm|mathit|vec|hat)\s*\{?\s*)?"
    r"(?:\\?(?:alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|lam|mu|nu|xi|rho|sigma|tau|phi|chi|psi|omega"
    r"|Gamma|Delta|Theta|Lambda|Xi|Sigma|Phi|Psi|Omega)|[A-Za-zα-ωΑ-Ω])"
    r"(?:_?\d+|_\{?[A-Za-z0-9]+\}?|[₀-₉]+)?\}?'*"
)
_ITEM = re.compile(
    rf"^\s*(?P<name>{NAME})\s*(?:(?P<verb>:|∈|\\in\b|\bin\b|\bis\b|\bare\b|=|\bhas\b|\bbe\b)\s*)?(?P<type>.*)$",
    re.S,
)
_LOOKS = re.compile(
    rf"(?:^|[\s,;(]){NAME}\s*(?:,\s*{NAME}\s*)*(?:and\s+{NAME}\s*)?"
    r"(?:(?:∈|\\in\b|\bin\b)\s*(?:ℝ|\\mathbb|R\b)|(?:is|are|be|:)\s+(?:an?\s+)?(?:real\s+)?"
    rf"(?:(?:{_DIM})\s*(?:x|×|\\times|by)\s*(?:{_DIM})\b|\d+x\d+|symmetric|diagonal|positive|square|invertible|scalar|number"
    rf"|(?:column\s+)?vector|matri|(?:{_DIM})-vector)"
    r"|\s(?:symmetric|diagonal|invertible|square|positive[\s-]definite|scalar|vector)\b)"
)


def looks_declared(text: str) -> bool:
    """Whether shapes are declared in it."""
    return bool(_LOOKS.search(text))


_LOW = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def name_of(text: str) -> str:
    """A letter's name as it is kept: Greek in words, an index after an underscore, no LaTeX."""
    text = re.sub(r"\\(?:mathbf|boldsymbol|bm|mathrm|mathit|vec)\s*", "", text.strip())
    text = re.sub(r"[{}\\\s]", "", text).translate(_LOW)
    text = "".join(GREEK_LETTERS.get(c, c) for c in text).replace("lambda", "lam")
    return re.sub(r"^([A-Za-z]+?)_?(\d+)$", r"\1_\2", text)


def declared_in(text: str, whole: str) -> dict[str, Declared]:
    """The declarations of a text: `A is m x n, x, y in R^n and S symmetric`.

    Raises:
        ReadError: one can't be read; it says which, and what would do.
    """
    found: dict[str, Declared] = {}
    waiting: list[str] = []
    for item in _items(text):
        match = _ITEM.match(item)
        place = max(0, whole.find(item.strip()))
        if match is None:
            raise _unreadable(item, whole, place)
        names = [*waiting, name_of(match["name"])]
        kind = match["type"].strip().rstrip(".")
        if not kind and not match["verb"]:
            waiting = names
            continue
        declared = _type(kind)
        if declared is None:
            raise _unreadable(item, whole, place)
        for name in names:
            found[name] = _type(kind) or declared  # a dimension left open is its own for each letter
        waiting = []
    if waiting:
        raise _unreadable(waiting[0], whole, max(0, whole.rfind(waiting[0])))
    return found


def _unreadable(item: str, whole: str, place: int) -> ReadError:
    return ReadError(
        f"what {item.strip()!r} says of a letter is not understood", whole, (place, place + len(item.strip())),
        "such as 'A is m x n', 'x in R^n', 'S is n x n symmetric', 'c in R'",
    )  # fmt: skip


def _items(text: str) -> list[str]:
    """Split at commas and 'and' outside of brackets."""
    items, depth, current = [], 0, ""
    for part in re.split(r"([(){}\[\],;]|\band\b|\bwhere\b|\bwith\b|\n)", text):
        if part in "([{" and part:
            depth += 1
        elif part in ")]}" and part:
            depth -= 1
        if part in (",", ";", "and", "where", "with", "\n") and depth <= 0:
            items.append(current)
            current = ""
        else:
            current += part
    return [item for item in (*items, current) if item.strip(" .\n")]


def _type(text: str) -> Declared | None:
    """The shape and kind that words give; None where they give none."""
    kind, square = "", False
    for pattern, word in _KINDS:
        if pattern.search(text):
            square = True
            kind = kind if word == "square" else word
            text = pattern.sub(" ", text)
    text = text.strip().strip("$").strip()
    length = _LENGTH.match(re.sub(r"^\s*an?\s+", "", text))
    if length:
        return Declared(_dimension(length[1] or length[2]), 1)
    space = _SPACE.search(text)
    if space:
        head = text[: space.start()]
        if _FILL.sub("", re.sub(r"\b(?:vectors?|in|∈)\b|\\in\b", "", head)).strip():
            return None
        text = _plain_power(space["power"])
        if not text:
            return Declared(1, 1)
        pair = _PAIR.match(text) or _TIGHT.match(text)
        if pair:
            return Declared(_dimension(pair[1]), _dimension(pair[2]), kind)
        return Declared(_dimension(text), 1) if re.fullmatch(_DIM, text) else None
    if re.fullmatch(r"(?:an?\s+)?(?:real\s+)?(?:scalars?|numbers?|real)", text):
        return Declared(1, 1)
    if re.fullmatch(r"(?:an?\s+)?(?:column\s+)?vectors?", text):
        return Declared(Unknown(), 1)
    is_matrix = bool(re.search(r"\bmatri", text))
    text = _FILL.sub(" ", text).strip()
    pair = _PAIR.match(text) or _TIGHT.match(text)
    if pair:
        return Declared(_dimension(pair[1]), _dimension(pair[2]), kind)
    if text:
        return None
    if square:
        n = Unknown()
        return Declared(n, n, kind)
    return Declared(Unknown(), Unknown()) if is_matrix else None


def _plain_power(text: str) -> str:
    text = "".join(_SUPERSCRIPT.get(c, c) for c in text.strip().rstrip(".$ "))
    while text[:1] in ("(", "{") and text[-1:] in (")", "}"):
        text = text[1:-1].strip()
    return text


def _dimension(text: str) -> Dimension:
    return int(text) if text.isdigit() else text


def declared_from(shapes: Mapping[str, Any]) -> dict[str, Declared]:
    """Declarations given as a mapping: `{"A": ("m", "n"), "x": "n", "c": (), "S": "n x n symmetric"}`.

    Raises:
        ValueError: a shape is none.
    """
    found: dict[str, Declared] = {}
    for name, shape in shapes.items():
        declared = _from_value(shape)
        if declared is None:
            raise ValueError(
                f"{shape!r} is no shape for {name}; write ('m', 'n') or 'm x n' for a matrix, 'n' for a vector, "
                "() for a number"
            )
        found[name_of(name)] = declared
    return found


def _from_value(shape: Any) -> Declared | None:
    if isinstance(shape, str):
        if re.fullmatch(_DIM, shape.strip()):
            return Declared(_dimension(shape.strip()), 1)
        return _type(shape)
    if isinstance(shape, int):
        return Declared(shape, 1) if shape > 0 else None
    if isinstance(shape, Iterable):
        sizes = tuple(shape)
        known = all((isinstance(s, str) and re.fullmatch(_DIM, s)) or (isinstance(s, int) and s > 0) for s in sizes)
        if known and len(sizes) <= 2:
            rows, columns = (*(_dimension(str(s)) for s in sizes), 1, 1)[:2]
            return Declared(rows, columns)
    return None

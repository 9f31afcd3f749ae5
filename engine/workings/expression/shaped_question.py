"""Questions of matrix calculus as typed: `d/dx ||A x - b||^2 where A is m x n, x in R^n`, `gradient of ... by x`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workings.expression.errors import ReadError
from workings.expression.shaped import Shape
from workings.expression.shaped_build import Reading, built
from workings.expression.shaped_declared import NAME, Declared, declared_from, declared_in, looks_declared, name_of
from workings.expression.shaped_goals import Curvature, Differential, Slope
from workings.expression.shaped_text import LONGEST, read_parts

__all__ = ["Question", "asks_about_shapes", "read_expression", "read_question"]

_LEAD = r"^\s*(?:please\s+)?(?:find|compute|calculate|determine|give|derive|what\s+is|evaluate)?\s*(?:the\s+)?"
_D = r"(?:d|∂|\\partial|\\mathrm\{d\})"
_TWICE = r"(?:²|\^\s*\{?\s*2\s*\}?)"
_T = r"(?:\^\s*\{?\s*(?:T|\\top)\s*\}?|ᵀ|')?"
_BY_SIGN = re.compile(
    _LEAD
    + rf"(?:\\[dt]?frac\s*\{{\s*{_D}\s*(?P<two>{_TWICE})?\s*\}}"
    + rf"\s*\{{\s*{_D}\s*(?P<a>{NAME}?)\s*(?:{_TWICE}|\\?,?\s*{_D}\s*{NAME}{_T})?\s*\}}"
    + rf"|{_D}\s*(?P<two2>{_TWICE})?\s*/\s*\(?\s*{_D}\s*(?P<b>{NAME}?)\s*(?:{_TWICE}|\s{_D}\s*{NAME}{_T})?\s*\)?"
    + rf"|(?:∇|\\nabla|grad)\s*(?P<two3>{_TWICE})?\s*_\s*\{{?\s*(?P<c>{NAME})\s*\}}?(?P<two4>{_TWICE})?)"
    + r"(?=[\s(\[|‖\\{]|$)\s*(?P<rest>.*)$",
    re.S,
)
_BY_WORD = re.compile(
    _LEAD + r"(?:(?P<adj>matrix|vector|second)\s+)?"
    r"(?P<kind>gradient|derivative|jacobian|hessian|differential|differentiate)(?:\s+matrix)?(?:\s+of)?\s+(?P<rest>.*)$",
    re.S | re.I,
)
_RESPECT = re.compile(
    r"\s*,?\s*(?:with\s+respect\s+to|w\.?\s?r\.?\s?t\.?|by|in\s+terms\s+of)\s+"
    rf"(?P<x>{NAME})(?P<after>[\s,;.].*|)$",
    re.S,
)
_WORDS = re.compile(r"\b(?:where|given(?:\s+that)?|for|assuming|if|let|with(?!\s+respect)|and)\b")
_SIGNS = re.compile(
    r"\^\s*\{?\s*(?:T\b|\\top\b|\\intercal\b)|ᵀ|⊤|\btr\s*[({ ]|\btrace\b|\blog\s*\\?det\b|\blogdet\b|\\?\bdet\b"
    r"|⊙|⊗|\\odot|\\otimes|\|\||‖|\\\||\\[lr]?Vert|\binv\(|\bkron\(|\bvec\("
)
_LAYOUT = re.compile(r"\b(?:in\s+)?(numerator|jacobian|denominator|gradient)\s+layout\b", re.I)
_MATRIX_WRITTEN = re.compile(r"\[\s*\[|\\begin\{[pb]?matrix\}")
_T_AS_LETTER = re.compile(r"(?<![\^{\w\\])T(?![\w])")


@dataclass(frozen=True, slots=True)
class Question:
    """A goal, and how its letters were read."""

    goal: Any
    reading: Reading
    declared: Mapping[str, Declared]


def asks_about_shapes(text: str) -> bool:
    """Whether a text asks for a derivative of an expression in vectors or matrices as letters.

    It does where a derivative is asked for, and shapes are declared or a sign occurs that only they have.
    """
    if len(text) > LONGEST or _MATRIX_WRITTEN.search(text):
        return False
    found = _split(text)
    if found is None or found[1] == "T":
        return False
    return looks_declared(text) or (bool(_SIGNS.search(text)) and not _T_AS_LETTER.search(text))


def _split(text: str) -> tuple[str, str, str] | None:
    """(kind, variable, the rest) of a question; None where it is none."""
    signed = _BY_SIGN.match(text)
    if signed:
        x = signed["a"] or signed["b"] or signed["c"] or ""
        twice = any(signed[g] for g in ("two", "two2", "two3", "two4"))
        gradient = signed["c"] is not None
        return ("hessian" if twice else "gradient" if gradient else "derivative"), x, signed["rest"]
    worded = _BY_WORD.match(text)
    if worded:
        kind = worded["kind"].lower().replace("differentiate", "derivative")
        return ("hessian" if (worded["adj"] or "").lower() == "second" else kind), "", worded["rest"]
    return None


def read_question(text: str, *, layout: str = "", shapes: Mapping[str, Any] | None = None) -> Question:
    """The question of matrix calculus that a text asks.

    Raises:
        ReadError: it can't be read, or a letter's shape is not said and does not follow.
        ShapeError: shapes don't fit.

    >>> read_question("d/dx x^T A x where A is n x n, x in R^n").goal
    ∂/∂x (xᵀ A x)
    """
    found = _split(text)
    if found is None:
        raise ReadError("this asks for no derivative", text, (0, len(text)), "'d/dx ...' or 'gradient of ... by x'")
    kind, x, rest = found
    named = _LAYOUT.search(rest)
    if named:
        layout = "numerator" if named[1].lower() in ("numerator", "jacobian") else "denominator"
        rest = rest[: named.start()] + " " + rest[named.end() :]
    body, said, x = _body(rest, x, text)
    declared = {**declared_in(said, text), **declared_from(shapes or {})}
    return question(kind, body, x, declared, layout)


def question(kind: str, body: str, x: str, declared: Mapping[str, Declared], layout: str = "") -> Question:
    """The question about an expression as typed.

    Raises:
        ReadError, ShapeError: as `read_question`.
    """
    name = name_of(x)
    f, reading = built(
        body, read_parts(body, declared), declared, number=kind in ("gradient", "hessian"), also=(name,)
    )
    letter = reading.letters[name]
    if kind == "hessian":
        return Question(Curvature(f, letter), reading, declared)
    if kind == "differential":
        return Question(Differential(f, letter), reading, declared)
    return Question(Slope(f, letter, layout), reading, declared)


def _body(rest: str, x: str, text: str) -> tuple[str, str, str]:
    """What is to be differentiated, what is said of the letters, and the variable."""
    body, said = _declarations(rest)
    respect = _RESPECT.search(body)
    if respect is None and not x:
        respect = _RESPECT.search(rest)
        if respect is not None:
            body, said = rest[: respect.start()], respect["after"]
    elif respect is not None:
        said = respect["after"] + " , " + said
        body = body[: respect.start()]
    if respect is not None and not x:
        x = respect["x"]
    if not x:
        raise ReadError("it is not said by which letter", text, (0, len(text)), "'with respect to x', or d/dx")
    said = _WORDS.sub(",", said)
    return body.strip().strip("$").rstrip(".?"), said.strip(" ,.;?$"), x


def _declarations(rest: str) -> tuple[str, str]:
    """Split where the declarations begin: at `where`, `with`, ..., or at a comma outside of brackets."""
    depth = 0
    for match in re.finditer(r"[(\[{]|[)\]}]|[,;]|\b(?:where|with(?!\s+respect)|given|for|assuming|if|let)\b", rest):
        sign = match[0]
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif depth <= 0:
            ahead, after = rest[: match.start()], rest[match.end() :]
            if sign in ",;" and _RESPECT.match(rest[match.start() :]):
                continue
            return ahead, after
    return rest, ""


def read_expression(
    text: str, reading: Reading, declared: Mapping[str, Declared], like: Shape | None = None
) -> Any:
    """An expression in the letters of a question, such as an answer to it.

    Raises:
        ReadError, ShapeError: as `read_question`.
    """
    shapes = {
        name: Declared(letter.rows, letter.columns, letter.kind) for name, letter in reading.letters.items()
    }
    for name, letter in reading.letters.items():
        shapes.setdefault("d" + name, Declared(letter.rows, letter.columns, "differential"))
    return built(text, read_parts(text, shapes), {**declared, **shapes}, like=like)[0]


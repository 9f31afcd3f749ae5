"""Questions of matrix calculus as typed: `d/dx ||A x - b||^2 where A is m x n, x in R^n`, `gradient of ... by x`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sympy import Basic

from workings.expression.algebra import replace
from workings.expression.errors import ReadError
from workings.expression.matrix_goals import ShapeError
from workings.expression.shaped import Letter, Shape, letters_of, shape_of
from workings.expression.shaped_build import Reading, built
from workings.expression.shaped_declared import Declared, declared_from, declared_in, looks_declared, name_of
from workings.expression.shaped_goals import Curvature, Differential, Slope
from workings.expression.shaped_text import LONGEST, letters_in, read_parts
from workings.expression.shaped_wording import Asked, is_vec, taken_apart
from workings.expression.vocabulary import ALIASES, FUNCTIONS, SPECIAL

__all__ = ["Question", "asks_about_shapes", "read_expression", "read_question"]

_CAPITAL = "[A-Z\u0391-\u03a9]"
_SIGNS = re.compile(
    r"\^\s*\{?\s*(?:T\b|\\top\b|\\intercal\b)|ᵀ|⊤|\btr\s*[({ ]|\\operatorname\{tr\}|\btrace\b"
    r"|\blog\s*\\?det\b|\blogdet\b"
    r"|\\?\bdet\b|⊙|⊗|\\odot|\\otimes|\|\||‖|∥|\\\||\\[lr]?Vert|\binv\(|\bkron\(|\bvec\(|\bdiag\(|\bnorm1?\(|\.\*|\.\^"
    r"|\bsoft-?max\((?![^()]*,)|\blog[\s-]?sum[\s-]?exp\((?![^()]*,)|\bcross[\s_-]?entropy\(|\b(?:mean|std)\([a-z]\)"
    r"|\|\\?(?:Sigma|Σ)\||\b(?:ln|log)\s*\|\s*[A-Z]\s*\||\bX\s*(?:\^\s*\{?\s*[-−]\s*1|⁻¹)"
)
# x'Ax, (y - Xb)'(y - Xb): a prime before a factor, capitals near
_PRIME = re.compile(rf"(?:\w|\))'\s*(?:{_CAPITAL}|\\|\()|{_CAPITAL}'\s*\w")
_LINEAR = re.compile(rf"{_CAPITAL}_?\w?\s*\*?\s*\\?(?:[a-z\u03b1-\u03c9])")
_KNOWN_FUNCTION = re.compile(rf"(?<![A-Za-z])\\?(?:{'|'.join([*SPECIAL, *ALIASES, *FUNCTIONS])})(?=\s*(?:\\left)?\()")
_FAMILY = re.compile(
    r"(?<![A-Za-z])(?:J|Y|I|K|P|T|U|H|L)_\{?\w+\}?(?=\s*(?:\\left)?\()"
)  # Bessel functions, polynomials
_OVER_INDEX = re.compile(r"[ΣΠ]\s*(?:_\s*\{?\s*[i-n]\b|[ᵢⱼₖₗₘₙ])|\\(?:sum|prod)\b")
_NAME = re.compile(r"^[A-Za-z ]*?\b[A-Z]\s*(?:\([^()]*\))?\s*=")  # the loss L = ...
_LAYOUT = re.compile(r"\b(?:in\s+)?(numerator|jacobian|denominator|gradient)[\s-]+layout\b", re.I)
_MATRIX_WRITTEN = re.compile(r"\[\s*\[|\\begin\{[pb]?matrix\}")
_T_AS_LETTER = re.compile(r"(?<![\^{\w\\])T(?![\w])")


@dataclass(frozen=True, slots=True)
class Question:
    """A goal, and how its letters were read."""

    goal: Any
    reading: Reading
    declared: Mapping[str, Declared]
    kind: str = "derivative"


def asks_about_shapes(text: str) -> bool:
    """Whether a text asks for a derivative of an expression in vectors or matrices as letters.

    It does where a derivative is asked for, and shapes are declared or a sign occurs that only they have.
    """
    if len(text) > LONGEST or _MATRIX_WRITTEN.search(text):
        return False
    asked = taken_apart(text)
    if asked is None or asked.by == "T":
        return False
    if looks_declared(text) or asked.by_vec:
        return True
    return not _T_AS_LETTER.search(text) and (bool(_SIGNS.search(text)) or _is_of_matrices(asked))


def _is_of_matrices(asked: Asked) -> bool:
    """Whether the body says by its form that its letters are matrices: x'Ax, a Jacobian of sigmoid(W x + b)."""
    body = _OVER_INDEX.sub("", _NAME.sub("", asked.body))
    body = _FAMILY.sub("f", _KNOWN_FUNCTION.sub("f", body))  # neither Si(x), J_2(x) nor Σ_i x_i has a matrix
    if asked.worded and (re.search(_CAPITAL, body) or "‖" in body):
        return True
    if _PRIME.search(body) and re.search(_CAPITAL, body):
        return True
    if asked.kind == "differential" and not asked.by and re.search(r"\b[a-z]'\s*[a-z]\b", asked.body):
        return True
    small_prime = re.search(r"\b([a-eik-rt-xz])'\s*\\?([a-zα-ω])", body)
    if small_prime and asked.by == small_prime[2]:
        return True
    acts = bool(_LINEAR.search(body)) and bool(asked.by)
    if asked.kind in ("jacobian", "hessian"):
        return acts
    if asked.kind == "differential" and re.fullmatch(_CAPITAL, asked.by):
        return len(set(re.findall(_CAPITAL, body))) > 1
    return bool(asked.by) and _sums_entries(asked.body)


def _sums_entries(body: str) -> bool:
    """Whether a sum or mean of one thing is in it, which is over the entries of that thing."""
    for match in re.finditer(r"(?<!\\)\b(?:sum|mean)\(", body):
        depth = 1
        for at in range(match.end(), len(body)):
            depth += {"(": 1, ")": -1}.get(body[at], 0)
            if depth == 0:
                return "_i" not in body
            if depth == 1 and body[at] == ",":
                break
    return False


def read_question(text: str, *, layout: str = "", shapes: Mapping[str, Any] | None = None) -> Question:
    """The question of matrix calculus that a text asks.

    Raises:
        ReadError: it can't be read, or a letter's shape is not said and does not follow.
        ShapeError: shapes don't fit.

    >>> read_question("d/dx x^T A x where A is n x n, x in R^n").goal
    ∂/∂x (xᵀ A x)
    """
    named = _LAYOUT.search(text)
    bare = text
    if named:
        layout = "numerator" if named[1].lower() in ("numerator", "jacobian") else "denominator"
        bare = text[: named.start()] + " " + text[named.end() :]
    asked = taken_apart(bare)
    if asked is None:
        raise ReadError("this asks for no derivative", text, (0, len(text)), "'d/dx ...' or 'gradient of ... by x'")
    if asked.by_vec and not is_vec(asked.body):
        at = text.rfind("vec")
        raise ReadError("only vec(...) is differentiated by a vec", text, (at, at + 3), f"the matrix {asked.by} itself")
    _refuse_unknown(asked.body)
    declared = {**declared_in(asked.said, text), **declared_from(shapes or {})}
    return question(asked.kind, asked.body, asked.by, declared, layout)


# What is not worked, and what to write instead.
_UNKNOWN = (
    (r"[∑Σ]\s*_|\\sum\b|\bsum_", "a sum over indexed vectors is not worked", "the rows stacked: sum((y - X w).^2)"),
    (r"\bcross\s*\(|\\times\b|×", "a cross product is not worked among vectors as letters", "(a, b, c) by components"),
    (r"\bmax(?:imum)?\s*\(\s*\w+\s*\)", "the largest entry of a vector is not worked", "max(0, x), or norms"),
    (r"_\s*\{?\s*(?:inf|\\infty|∞)", "the largest entry of a vector is not worked", "‖x‖, ‖x‖_1, ‖x‖_3 ..."),
)  # fmt: skip


def _refuse_unknown(body: str) -> None:
    for pattern, message, instead in _UNKNOWN:
        found = re.search(pattern, body)
        if found is not None and not re.search(r"\d\s*(?:×|\\times)\s*\d", body):
            raise ReadError(message, body, found.span(), instead)


def question(kind: str, body: str, x: str, declared: Mapping[str, Declared], layout: str = "") -> Question:
    """The question about an expression as typed; `x` may be "" where only one letter can be meant.

    Raises:
        ReadError, ShapeError: as `read_question`.
    """
    part = read_parts(body, declared)
    name = name_of(x) if x else _only_variable(body, letters_in(part), declared)
    number = kind in ("gradient", "hessian")
    try:
        f, reading = built(body, part, declared, number=number, also=(name,))
    except (ReadError, ShapeError):
        wide = read_parts(body, declared, wide=True)
        if wide == part:
            raise
        with suppress(ReadError, ShapeError):  # x^T A x / x^T x
            f, reading = built(body, wide, declared, number=number, also=(name,))
            return _about(kind, f, name, reading, declared, layout)
        raise
    return _about(kind, f, name, reading, declared, layout)


def _about(kind: str, f: Any, name: str, reading: Reading, declared: Mapping[str, Declared], layout: str) -> Question:
    letter = reading.letters[name]
    if kind == "hessian":
        return Question(Curvature(f, letter), reading, declared, kind)
    if kind == "differential":
        return Question(Differential(f, letter), reading, declared, kind)
    return Question(Slope(f, letter, layout), reading, declared, kind)


def _only_variable(body: str, letters: list[str], declared: Mapping[str, Declared]) -> str:
    """The letter that is meant where none is said: the only one, or x or X among constants."""
    sizes = {size for d in declared.values() for size in (d.rows, d.columns) if isinstance(size, str)}
    letters = [name for name in letters if name not in sizes and name != "I"]
    if len(letters) == 1:
        return letters[0]
    usual = [name for name in letters if name.lower() == "x"]
    others = [name for name in letters if name.split("_")[0] in ("w", "W", "beta", "theta", "Theta")]
    if len(usual) == 1 and not others:
        return usual[0]
    said = f"; it has {', '.join(letters)}" if letters else ""
    wanted = "'with respect to x', or d/dx"
    raise ReadError(f"it is not said by which letter{said}", body, (0, len(body)), wanted)


def read_expression(
    text: str,
    reading: Reading,
    declared: Mapping[str, Declared],
    like: Shape | None = None,
    *,
    moving: tuple[Letter, ...] = (),
    defined: Mapping[str, Any] = MappingProxyType({}),
) -> Any:
    """An expression in the letters of a question, such as an answer to it.

    Arguments:
        like: the shape that is expected, for what has none of its own.
        moving: the letters that change, where d(...) may stand for a differential.
        defined: what further letters stand for; they are replaced.

    Raises:
        ReadError, ShapeError: as `read_question`; also for a letter that the question does not have.
    """
    shapes = {name: Declared(letter.rows, letter.columns, letter.kind) for name, letter in reading.letters.items()}
    for name, letter in reading.letters.items():
        shapes.setdefault("d" + name, Declared(letter.rows, letter.columns, "differential"))
    for name, meaning in defined.items():
        rows, columns = shape_of(meaning)
        shapes[name] = Declared(rows, columns)
        shapes["d" + name] = Declared(rows, columns, "differential")
    part = read_parts(text, shapes)
    known = {**declared, **shapes}
    sizes = {size for d in shapes.values() for size in (d.rows, d.columns)}
    unknown = [name for name in letters_in(part) if name not in known and name not in sizes and name != "I"]
    if unknown:
        raise ReadError(f"the question has no letter {unknown[0]}", text, (0, len(text)), "its own letters")
    node = built(text, part, known, like=like, moving=moving)[0]
    return _with_meanings(node, defined, moving)


def _with_meanings(node: Any, defined: Mapping[str, Any], moving: tuple[Letter, ...]) -> Any:
    """Letters that were defined replaced by what they stand for, and their differentials by the question what it is."""
    meanings: dict[Basic, Basic] = {}
    for letter in letters_of([node]):
        if letter.kind == "differential" and letter.name[1:] in defined:
            meanings[letter] = Differential(defined[letter.name[1:]], *moving)
        elif letter.name in defined:
            meanings[letter] = defined[letter.name]
    return replace(node, meanings) if meanings else node

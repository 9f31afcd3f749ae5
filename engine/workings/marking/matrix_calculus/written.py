"""A line of matrix calculus taken apart: its equalities, what each side is, and letters that it defines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from workings.expression.errors import ReadError
from workings.expression.nodes import walk
from workings.expression.shaped import Letter, Shape, letters_of, shape_of
from workings.expression.shaped_declared import NAME, name_of
from workings.expression.shaped_goals import Differential, Slope
from workings.expression.shaped_question import Question, read_expression

__all__ = ["Side", "Written", "equalities", "moved_by", "named_layout", "statements"]

Kind = Literal["asked", "function", "change", "expression"]

_D = r"(?:d|∂|\\partial|\\mathrm\{d\})"
_T = r"(?:\^\s*\{?\s*(?:T|\\top)\s*\}?|ᵀ|')?"
_QUOTIENT = re.compile(
    rf"^(?:\\[dt]?frac\s*\{{\s*{_D}\s*(?P<f>[^{{}}]*)\}}\s*\{{\s*{_D}\s*(?P<x>{NAME}){_T}\s*\}}"
    rf"|{_D}\s*(?P<f2>[^/=]*?)\s*/\s*{_D}\s*(?P<x2>{NAME}){_T})(?P<rest>.*)$",
    re.S,
)
_NABLA = re.compile(rf"^(?:∇|\\nabla)\s*(?:_\s*\{{?\s*(?:{NAME})\s*\}}?)?\s*(?P<f>.*)$", re.S)
_NAMES_ANSWER = re.compile(
    r"^(?:the\s+)?(?:answer|result|gradient|grad|derivative|jacobian|hessian|differential|J|H)"
    r"(?:\s+(?:of\s+\w+\s*)?(?:is|equals|becomes))?\s*[:=]?\s*$|^(?:the\s+)?(?:gradient|derivative|jacobian|hessian)\b[^=]*$",
    re.I,
)
_LEAD = re.compile(
    r"^\s*(?:\(?\d+[.)]\s+|(?:so|then|from|since|differentiating(?:\s+both\s+sides)?|hence|thus|therefore|and|now|we\s+(?:get|have|find|obtain)|this\s+gives|finally"
    r"|which\s+(?:gives|is)|i\.e\.|that\s+is|first|next|by\s+[^:=]{3,60}[:,]|using\s+[^:=]{3,60}[:,]|⇒|→|\\Rightarrow"
    r"|\\implies|=>)\s*,?\s*(?:that\s+)?)+",
    re.I,
)
_IS = re.compile(
    r"^(?P<head>(?:the\s+|my\s+)?(?:answer|result|gradient|derivative|jacobian|hessian|differential)"
    r"(?:\s+of\s+\S+|\s+with\s+respect\s+to\s+\S+)*)\s*(?:is|equals|becomes|:)\s*(?P<rest>.+)$",
    re.I | re.S,
)
_DEFINES = re.compile(
    rf"^(?:let|put|set|write|define|with|where|denote)?\s*(?P<name>{NAME})\s*(?:=|:=|≔)\s*(?P<rest>[^=]+)$", re.I
)
_LAYOUT = re.compile(r"[\s,(]*\b(?:in\s+)?(numerator|jacobian|denominator|gradient)[\s-]+layout\b[\s)]*", re.I)
_EQUALS = re.compile(r"(?<![<>:!=])=(?![=>])|\\equiv")
_COMMENT = re.compile(
    r"\s*(?:,|;|\()?\s*\b(?:because|since|as|by|using|where|when|for|if)\b(?=\s+[A-Za-z]).*$|\s+\([a-z][a-z\s-]+\)\s*$",
    re.I | re.S,
)


_BETWEEN = re.compile(
    r"\b(?:we\s+(?:get|have|find|obtain)|so(?:\s+that)?|hence|therefore|thus|which\s+(?:gives|implies)|implies)\b"
    r"|⇒|⟹|\\Rightarrow|\\implies|;"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an equality: what it is about, and the expression or question that it means."""

    kind: Kind
    node: Any


@dataclass(frozen=True, slots=True)
class Written:
    """A line: its sides, whether it goes on from the line before, the letter it defines, the layout it names."""

    sides: tuple[Side, ...]
    continues: bool = False
    defines: str = ""


def named_layout(text: str) -> tuple[str, str]:
    """The text without the layout that it names, and that layout, "" where it names none."""
    found = _LAYOUT.search(text)
    if found is None:
        return text, ""
    layout = "numerator" if found[1].lower() in ("numerator", "jacobian") else "denominator"
    return text[: found.start()] + text[found.end() :], layout


def moved_by(question: Question) -> Letter:
    """The letter by which the question differentiates."""
    goal = question.goal
    return goal.moving[0] if isinstance(goal, Differential) else goal.x


def statements(line: str) -> list[str]:
    """The statements of a line: what stands between `so`, `we get`, arrows and semicolons."""
    line = re.sub(r"\\(?:begin|end)\s*\{[a-z*]+\}", " ", line)
    return [part for part in _BETWEEN.split(line) if part.strip(" .,&\\$")]


def equalities(
    text: str, question: Question, defined: Mapping[str, Any], truth: Shape, before: Shape | None = None
) -> Written | None:
    """A statement as equalities; None where it is words alone.

    Arguments:
        truth: the shape of the right answer.
        before: the shape of what was said last.

    Raises:
        ReadError, ShapeError: it can't be read.
    """
    text = _plain(text)
    stated = _IS.match(text)
    if stated:
        text = f"{stated['head']} = {stated['rest']}"
    defines = _DEFINES.match(text)
    if defines and _is_new(name_of(defines["name"]), question, defined):
        side = _side(defines["rest"], question, defined, None)
        return Written((side,), defines=name_of(defines["name"]))
    parts = [part.strip() for part in _EQUALS.split(text)]
    continues = not parts[0] and len(parts) > 1
    parts = [part for part in parts if part]
    if not parts or (len(parts) == 1 and not continues and _is_prose(parts[0])):
        return None
    sides: list[Side] = []
    for i, part in enumerate(parts):
        ahead = shape_of(sides[-1].node) if i and sides[-1].kind != "asked" else None
        like = ahead or (truth if i or len(parts) == 1 else before if continues else None)
        sides.append(_side(part, question, defined, like))
    return Written(tuple(sides), continues or len(parts) == 1)


def _plain(text: str) -> str:
    text = text.strip().strip("$").replace("&", "").replace("\\\\", " ").strip()
    text = re.sub(r"\\\[|\\\]|\\\(|\\\)|\$", "", text)
    return _COMMENT.sub("", _LEAD.sub("", text)).strip().rstrip(".,;")


def _is_prose(text: str) -> bool:
    """Whether it is words rather than mathematics: two words of three letters or more, no operation."""
    words = re.findall(r"(?<![\\\w])[A-Za-z]{3,}(?![\w(])", text)
    return len(words) >= 2


def _is_new(name: str, question: Question, defined: Mapping[str, Any]) -> bool:
    letters = question.reading.letters
    known = name in letters or name in defined or name in ("f", "J", "H", "I") or name.startswith("d")
    return not known


def _side(text: str, question: Question, defined: Mapping[str, Any], like: Shape | None) -> Side:
    x = moved_by(question)
    goal = question.goal
    function = goal.f
    if _NAMES_ANSWER.match(text):
        return Side("asked", goal)
    nabla = _NABLA.match(text)
    if nabla and (not nabla["f"].strip() or _is_function(nabla["f"])):
        return Side("asked", goal)
    quotient = _QUOTIENT.match(text)
    if quotient and not quotient["rest"].strip():
        inner, by = quotient["f"] or quotient["f2"] or "", name_of(quotient["x"] or quotient["x2"])
        return _by_quotient(inner, by, question, defined)
    if re.fullmatch(r"f(?:\s*\(\s*\w+\s*\))?|[Ll]|[LJ]\(\w+\)", text) and text[:1] not in question.reading.letters:
        return Side("function", function)
    if re.fullmatch(r"d\s*[fLJ]", text):
        return Side("change", Differential(function, x))
    node = read_expression(text, question.reading, question.declared, like, moving=(x,), defined=defined)
    return Side("change" if _changes(node) else "expression", node)


def _by_quotient(inner: str, by: str, question: Question, defined: Mapping[str, Any]) -> Side:
    """∂f/∂x, ∂(A x)/∂x, ∂f/∂r of a letter r that was defined."""
    x = moved_by(question)
    if by != x.name:
        raise ReadError(f"the derivative by {by} is not marked", inner or by, (0, 1), f"a derivative by {x.name}")
    if _is_function(inner):
        return Side("asked", question.goal)
    node = read_expression(inner, question.reading, question.declared, moving=(x,), defined=defined)
    if node == question.goal.f:
        return Side("asked", question.goal)
    return Side("expression", Slope(node, x, getattr(question.goal, "layout", "")))


def _is_function(text: str) -> bool:
    return not text.strip() or bool(re.fullmatch(r"\s*[fgyLJEhF]\s*(?:\(\s*\w+\s*\))?\s*", text))


def _changes(node: Any) -> bool:
    """Whether it is linear in a differential: a statement about df."""
    return any(isinstance(part, Differential) for part in walk(node)) or any(
        letter.kind == "differential" for letter in letters_of([node])
    )

"""What is given, as a person types it: `P(click|mobile) = 15/50`, `laptop = not mobile`, `A, B independent given C`.

Every line is one statement. Events are words; the language inside the brackets of P is that of `expression.events`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sympy import And, Basic, Expr, Not, Symbol

from workings.expression.algebra import replace
from workings.expression.errors import ReadError
from workings.expression.events import read_probability
from workings.expression.nodes import divide, integer, walk
from workings.expression.probability_goals import Word

__all__ = [
    "Apart", "Count", "Definition", "Distributed", "Given", "Independent", "Moment", "Question", "Statement",
    "Support", "read_question", "read_statement", "read_statements",
]  # fmt: skip

FAMILIES = {
    "bernoulli": 1, "binomial": 2, "geometric": 1, "poisson": 1, "uniform": 2, "exponential": 1, "normal": 2,
}  # fmt: skip
_SHORT = {"bin": "binomial", "b": "binomial", "bern": "bernoulli", "geom": "geometric", "geo": "geometric"}
_SHORT |= {"po": "poisson", "pois": "poisson", "u": "uniform", "exp": "exponential", "n": "normal"}
_SHORT |= {"unif": "uniform", "expo": "exponential", "gaussian": "normal"}


@dataclass(frozen=True, slots=True)
class Given:
    """P(event | condition) = value; `counted` where it was given as so many of so many."""

    event: Basic
    condition: Basic | None
    value: Expr
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """`size` cases in which the event holds; the event None is for all cases."""

    event: Basic | None
    size: int


@dataclass(frozen=True, slots=True)
class Definition:
    """laptop = not mobile"""

    name: str
    event: Basic


@dataclass(frozen=True, slots=True)
class Independent:
    """The events or variables are independent, given each of the `conditions` where there are any."""

    members: tuple[Basic, ...]
    conditions: tuple[Basic, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """No two of the events hold together; one of them does, where they are a `whole` partition."""

    members: tuple[Basic, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Support:
    """X in {0, 1, 2}"""

    name: str
    values: tuple[Basic, ...]


@dataclass(frozen=True, slots=True)
class Distributed:
    """X ~ Binomial(n, p)"""

    name: str
    family: str
    parameters: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """E[X] = 4, Var(X) = 3, Cov(X, Y) = 1"""

    kind: str
    about: tuple[Expr, ...]
    value: Expr


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `kind` is P, E, Var, sd or Cov."""

    kind: str
    about: tuple[Any, ...]


Statement = Given | Count | Definition | Independent | Apart | Support | Distributed | Moment

_P = re.compile(r"\s*(?:P|Pr|ℙ|Prob)\s*([(\[])")
_MOMENT = re.compile(r"\s*(E|𝔼|Var|V|sd|SD|Sd|σ|Cov)\s*([(\[])")
_LISTED = r"(?P<members>[^=]+?)\s+(?:are\s+|is\s+)?(?:a\s+)?(?:pairwise\s+|mutually\s+)?"
_INDEPENDENT = re.compile(_LISTED + r"(?:conditionally\s+)?independent(?:\s+(?:given|under)\s+(?P<given>.+))?$", re.I)
_APART = re.compile(_LISTED + r"(?P<kind>partition|exclusive|disjoint|exclusive and exhaustive)$", re.I)
_SUPPORT = re.compile(r"(?P<name>\w+)\s+(?:in|∈)\s*\{(?P<values>[^}]*)\}$")
_DISTRIBUTED = re.compile(r"(?P<name>\w+)\s*(?:~|∼|is distributed as)\s*(?P<family>\w+)\s*\((?P<given>.*)\)$")
_OF = re.compile(r"(?P<k>\d+)\s+(?:out\s+)?of\s+(?:the\s+)?(?P<n>\d+)\s+(?P<words>.+)$", re.I)
_ARE = re.compile(r"(?P<k>\d+)\s+(?P<noun>\w+)\s+(?:are|were)\s+(?P<event>.+)$", re.I)
_HAVE = re.compile(r"(?P<k>\d+)\s+(?P<which>.*?)(?P<noun>\w+)\s+(?:contains?|have|has|with)\s+(?P<event>.+)$", re.I)
_TOTAL = re.compile(r"(?P<k>\d+)\s+(?P<noun>\w+)(?:\s+in\s+(?:all|total))?$", re.I)
_DEFINITION = re.compile(r"(?P<name>[A-Za-z]\w*)\s*(?:=|:=|≡)\s*(?P<event>.+)$")
_CLOSING = {"(": ")", "[": "]"}


def read_statements(lines: Sequence[str]) -> tuple[list[Statement], bool]:
    """All the statements of `lines`, and whether decimals or percentages were used."""
    statements: list[Statement] = []
    decimal = False
    last: Basic | None = None  # the class of which "6 other messages" are not
    for line in lines:
        statement, decimals = read_statement(line, last)
        decimal = decimal or decimals
        if isinstance(statement, Count) and statement.event is not None and " are " in line:
            last = statement.event
        statements.append(statement)
    return statements, decimal


def read_statement(text: str, last: Basic | None = None) -> tuple[Statement, bool]:
    """One statement; `last` is the class that "other" refers to.

    Raises:
        ReadError: where it is none of those known.
    """
    line = text.strip().rstrip(".")
    if not line:
        raise ReadError("an empty line is no statement", text, (0, 1), "such as P(A) = 0.3")
    found = _P.match(line)
    if found:
        (event, condition), end = _probability(line, found)
        value, decimal = _value(line, _after_sign(line, end))
        return Given(event, condition, value), decimal
    found = _MOMENT.match(line)
    if found:
        kind, about, end = _moment(line, found)
        value, decimal = _value(line, _after_sign(line, end))
        return Moment(kind, about, value), decimal
    return _in_words(line, last)


def read_question(text: str) -> Question:
    """P(A | B), E[X], Var(2X - Y), sd(X), Cov(X, Y); `find` and a question mark may stand around it."""
    line = re.sub(r"^\s*(?:find|what is|compute|求めよ)\s+", "", text.strip(), flags=re.I).rstrip("?=. ")
    found = _P.match(line)
    if found:
        about, end = _probability(line, found)
        kind = "P"
    else:
        found = _MOMENT.match(line)
        if found is None:
            raise ReadError("this asks for no probability", text, (0, len(text) or 1), "P(A | B), E[X] or Var(X)")
        kind, about, end = _moment(line, found)
    if line[end:].strip():
        raise ReadError("the question goes on after its bracket", line, (end, len(line)), "nothing more")
    return Question(kind, about)


def _inside(line: str, opened: int) -> int:
    """Where the bracket opened at `opened` is closed."""
    depth = 0
    for i in range(opened, len(line)):
        if line[i] in "([{":
            depth += 1
        elif line[i] in ")]}":
            depth -= 1
            if not depth:
                return i
    raise ReadError("the bracket is not closed", line, (opened, opened + 1), f"'{_CLOSING[line[opened]]}'")


def _probability(line: str, found: re.Match[str]) -> tuple[tuple[Basic, Basic | None], int]:
    opened = found.end() - 1
    close = _inside(line, opened)
    read = read_probability(line, line, opened + 1, close)
    return (_worded(read.event), None if read.condition is None else _worded(read.condition)), close + 1


def _event(text: str) -> Basic:
    return _worded(read_probability(text, text, 0, len(text)).event)


def _worded(node: Basic) -> Any:
    """The names in it as words, which are not real variables."""
    return replace(node, {s: Word(s.name) for s in walk(node) if isinstance(s, Symbol)})


def _moment(line: str, found: re.Match[str]) -> tuple[str, tuple[Expr, ...], int]:
    opened = found.end() - 1
    close = _inside(line, opened)
    kind = {"𝔼": "E", "V": "Var", "SD": "sd", "Sd": "sd", "σ": "sd"}.get(found[1], found[1])
    inside = line[opened + 1 : close]
    parts = inside.split(",") if kind == "Cov" else [inside]
    about = tuple(_worded(_expression(part)[0]) for part in parts)
    return kind, about, close + 1


def _after_sign(line: str, end: int) -> int:
    rest = re.compile(r"\s*=\s*").match(line, end)
    if rest is None:
        raise ReadError("the value of this probability is missing", line, (end, end + 1), "'=' and a number")
    return rest.end()


def _value(line: str, start: int) -> tuple[Expr, bool]:
    """20/100, 0.3, 30%, 20 of 100, 15 out of 50"""
    text = line[start:].strip()
    counts = re.fullmatch(r"(\d+)\s+(?:out\s+)?of\s+(\d+)", text)
    if counts:
        text = f"{counts[1]}/{counts[2]}"
    percent = re.fullmatch(r"([\d.]+)\s*(?:%|％|percent)", text)
    if percent:
        read, _ = _expression(percent[1])
        return read / 100, True
    return _expression(text)


def _expression(text: str) -> tuple[Any, bool]:
    from workings.expression.reader import read

    reading = read(text)
    if not isinstance(reading.node, Expr):
        raise ReadError("this is no number or expression", text, (0, len(text)), "such as 0.3 or 3/10")
    return reading.node, reading.decimal


def _members(text: str) -> list[str]:
    return [part.strip() for part in re.split(r",|;|\band\b", text) if part.strip()]


def _in_words(line: str, last: Basic | None) -> tuple[Statement, bool]:
    found = _INDEPENDENT.match(line)
    if found:
        members = tuple(_event(m) for m in _members(found["members"]))
        return Independent(members, tuple(_event(m) for m in _members(found["given"] or ""))), False
    found = _APART.match(line)
    if found:
        whole = found["kind"].lower() in ("partition", "exclusive and exhaustive")
        return Apart(tuple(_event(m) for m in _members(found["members"])), whole), False
    found = _SUPPORT.match(line)
    if found:
        values = tuple(_constant(v.strip()) for v in found["values"].split(","))
        return Support(found["name"], values), False
    found = _DISTRIBUTED.match(line)
    if found:
        return _distributed(line, found)
    counted = _counted(line, last)
    if counted is not None:
        return counted, False
    found = _DEFINITION.match(line)
    if found:
        return Definition(found["name"], _event(found["event"])), False
    raise ReadError(
        "this says nothing that is known here", line, (0, len(line)),
        "such as P(A|B) = 0.3, laptop = not mobile, A, B independent, or 20 of 100 clicked",
    )  # fmt: skip


def _constant(text: str) -> Basic:
    return _expression(text)[0] if re.match(r"[-+\d]", text) else Word(text)


def _distributed(line: str, found: re.Match[str]) -> tuple[Statement, bool]:
    family = found["family"].lower()
    family = _SHORT.get(family, family)
    if family not in FAMILIES:
        raise ReadError("no such distribution is known", line, found.span("family"), ", ".join(FAMILIES))
    read = [_expression(part) for part in found["given"].split(",")]
    if len(read) != FAMILIES[family]:
        raise ReadError(f"{family} has {FAMILIES[family]} parameters", line, found.span("given"), "as many")
    return Distributed(found["name"], family, tuple(value for value, _ in read)), any(d for _, d in read)


def _counted(line: str, last: Basic | None) -> Statement | None:
    found = _OF.match(line)
    if found:
        condition, event = _who(found["words"])
        value = divide(integer(int(found["k"])), integer(int(found["n"])))
        return Given(event, condition, value, counted=True)
    found = _ARE.match(line)
    if found:
        return Count(_event(found["event"]), int(found["k"]))
    found = _HAVE.match(line)
    if found:
        event = _event(found["event"])
        which = found["which"].strip()
        if which == "other":
            if last is None:
                raise ReadError("other than which? no class was named before", line, found.span("which"), "a class")
            which_event: Basic | None = Basic.__new__(Not, last)
        else:
            which_event = _event(which) if which else None
        return Count(event if which_event is None else Basic.__new__(And, which_event, event), int(found["k"]))
    found = _TOTAL.match(line)
    return Count(None, int(found["k"])) if found else None


def _who(words: str) -> tuple[Basic | None, Basic]:
    """`clicked`; `mobile users clicked` is clicked given mobile."""
    parts = words.split()
    for at, word in enumerate(parts):
        if word in ("are", "were") and 0 < at < len(parts) - 1:
            return _event(parts[0]), _event(" ".join(parts[at + 1 :]))
    if len(parts) >= 3:
        return _event(parts[0]), _event(parts[-1])
    return None, _event(parts[-1])

"""What is given, as a person types it: `P(click|mobile) = 15/50`, `laptop = not mobile`, `A, B independent given C`.

Every line is one statement. Events are words; the language inside the brackets of P is that of `expression.events`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sympy import And, Basic, Expr, Not, Symbol

from workings.expression.algebra import replace
from workings.expression.compared import event_in_text
from workings.expression.errors import ReadError
from workings.expression.events import read_probability
from workings.expression.nodes import divide, integer, walk
from workings.expression.probability_goals import Word
from workings.probability.declarations import declared, event_of, worded
from workings.probability.families import read_counts, read_distribution, split_conditioned
from workings.probability.mass_formula import read_mass_formula, with_masses
from workings.probability.question import split_statements
from workings.probability.relations import read_relation
from workings.probability.spelling import plain, read_value
from workings.probability.statements import (
    CONTINUOUS,
    FAMILIES,
    Apart,
    Conditioned,
    Count,
    Counts,
    Definition,
    Density,
    Dependent,
    Distributed,
    Given,
    Independent,
    Moment,
    Never,
    Question,
    Related,
    Statement,
    Support,
)
from workings.probability.tables import unfolded

if TYPE_CHECKING:
    from workings.probability.problem import Problem

__all__ = [
    "CONTINUOUS", "FAMILIES", "Apart", "Count", "Definition", "Density", "Dependent", "Distributed", "Given",
    "Independent", "Moment", "Never", "Question", "Related", "Statement", "Support", "read_problem", "read_question",
    "read_statement", "read_statements",
]  # fmt: skip

_P = re.compile(r"\s*(?:P|Pr|ℙ|Prob|p)\s*([(\[{])")
_TIMES_P = re.compile(r"\s*(?P<k>[1-9]\d{0,3})\s*[*·]?\s*(?=(?:P|Pr|ℙ|Prob)\s*[(\[])")
_MOMENT = re.compile(r"\s*(E|𝔼|Var|V|sd|SD|Sd|σ|Cov|Corr|Cor|ρ|rho)\s*([(\[])")
_SUPPORT = re.compile(
    r"(?P<name>\w+)\s+(?:(?:in|∈)\s*\{(?P<values>[^}]*)\}|(?:(?:can\s+|may\s+)?takes?\s+(?:on\s+)?(?:only\s+)?"
    r"(?:the\s+)?(?:possible\s+)?values?|(?:can|may)\s+(?:only\s+)?be)\s+(?P<listed>-?[\d./]+(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+)-?[\d./]+)+))$"
)
_OF = re.compile(r"(?P<k>\d+)\s+(?:out\s+)?of\s+(?:the\s+)?(?P<n>\d+)\s+(?P<words>.+)$", re.I)
_ARE = re.compile(r"(?P<k>\d+)\s+(?P<noun>\w+)\s+(?:are|were)\s+(?P<event>.+)$", re.I)
_HAVE = re.compile(r"(?P<k>\d+)\s+(?P<which>.*?)(?P<noun>\w+)\s+(?:contains?|have|has|with)\s+(?P<event>.+)$", re.I)
_DO = re.compile(r"(?P<k>\d+)\s+(?P<which>\w+)\s+\w+s\s+(?P<event>[a-z]\w*(?:\s+\w+){0,2})$")  # 40 other patients cough
_TOTAL = re.compile(r"(?P<k>\d+)\s+(?P<noun>\w+)(?:\s+in\s+(?:all|total))?$", re.I)
_DEFINITION = re.compile(r"(?P<name>[A-Za-z]\w*(?:_\{\w+\})?|[-+])\s*(?:=|:=|≡)\s*(?P<event>.+)$")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


_MASSES = re.compile(
    r"^(?:(?:P|Pr|ℙ|Prob)\s*[(\[]\s*[A-Z]\w?\s*=\s*[a-z]\s*[)\]]|[pfP](?:_\{?[A-Z]\}?)?\s*\(\s*[a-z]\s*\))\s*="
)


def read_statements(lines: Sequence[str]) -> tuple[list[Statement], bool]:
    """All the statements of `lines`, and whether decimals or percentages were used."""
    statements: list[Statement] = []
    decimal = False
    last: Basic | None = None  # the class of which "6 other messages" are not
    for line in unfolded(lines):
        found, decimals = _statements_in(line, last, statements)
        decimal = decimal or decimals
        for statement in found:
            if isinstance(statement, Count) and statement.event is not None and " are " in line:
                last = statement.event
        statements += found
    _refuse_two_distributions(statements)
    return with_masses(statements), decimal


def _refuse_two_distributions(statements: Sequence[Statement]) -> None:
    """Raises where a variable has a distribution of its own, and others in several cases or as a count."""
    own = {s.name for s in statements if isinstance(s, Distributed)}
    parts = [s.name for s in statements if isinstance(s, Conditioned)]
    parts += [name for s in statements if isinstance(s, Counts) for name in s.names]
    twice = next((name for name in parts if name in own), None)
    if twice is not None:
        raise ReadError(f"{twice} is given two distributions", twice, (0, len(twice)), "one")
    counts = [s.names for s in statements if isinstance(s, Counts)]
    for members in (s.members for s in statements if isinstance(s, Independent)):
        if any(sum(str(m) in names for m in members) > 1 for names in counts):
            said = ", ".join(map(str, members))
            wrong = "the counts of one multinomial distribution are not independent"
            raise ReadError(wrong, said, (0, len(said)), "nothing of that kind")


def _statements_in(line: str, last: Basic | None, before: Sequence[Statement]) -> tuple[list[Statement], bool]:
    """One statement, or several with commas between: P(A) = 0.4, P(B) = 0.5 and P(A|B) = 0.6"""
    try:
        return read_statement(line, last, before)
    except ReadError:
        pieces = [piece for part in re.split(r"[;\n](?![^()]*\))|\.(?=\s|$)", line) for piece in split_statements(part)]
        if len(pieces) < 2:
            raise
        found: list[Statement] = []
        decimal = False
        for piece in pieces:
            more, decimals = read_statement(piece, last, [*before, *found])
            found += more
            decimal = decimal or decimals
        return found, decimal


def read_statement(
    text: str, last: Basic | None = None, before: Sequence[Statement] = ()
) -> tuple[list[Statement], bool]:
    """One line as what it states, and whether it uses decimals; `before` is what was stated in earlier lines.

    Raises:
        ReadError: where it is none of those known.
    """
    line = plain(text).rstrip(".;,").strip()
    if not line:
        raise ReadError("an empty line is no statement", text, (0, 1), "such as P(A) = 0.3")
    line = re.sub(r"^(?:if|let|given|suppose|assume)\s+(?:that\s+)?(?=\S)", "", line, flags=re.I)
    formula = read_mass_formula(line) if _MASSES.search(line) else None
    if formula is not None:
        return formula, False
    if _P.match(line) or _TIMES_P.match(line):
        try:
            return _probabilities(line, before) if _P.match(line) else _multiples(line, before)
        except ReadError:
            related = read_relation(line)
            if related is None:
                raise
            return [related[0]], related[1]
    found = _MOMENT.match(line)
    if found:
        kind, about, condition, end = _moment(line, found)
        value, decimal = _value(line, _after_sign(line, end))
        if isinstance(condition, Word):
            value = replace(value, {s: condition for s in walk(value) if str(s) == condition.name})
        return [Moment(kind, about, value, condition)], decimal
    return _in_words(line, last)


def _probabilities(line: str, before: Sequence[Statement]) -> tuple[list[Statement], bool]:
    """P(A) = 0.3, P(A) = P(B) = 0.5, P(A and B) = P(A) P(B), P(B) = 1 - P(A)"""
    events: list[tuple[Basic, Basic | None]] = []
    at = 0
    found = _P.match(line)
    while found:
        event, end = _probability(line, found)
        events.append(event)
        if not line[end:].strip() and len(events) > 1:
            break
        at = _after_sign(line, end)
        found = _P.match(line, at)
        if found and _is_product(line, at, events[0]):
            return [Independent(tuple(_parts(events[0][0])), _given(events[0][1]))], False
    if line[at:].strip() and not _P.match(line, at):
        value, decimal = _value(line, at, before)
        return [Given(event, condition, value) for event, condition in events], decimal
    (event, condition), (other, behind) = events[0], events[-1]
    known = _known(other, behind, before)
    if known is not None:
        return [Given(e, c, known) for e, c in events[:-1]], False
    if len(events) == 2 and condition is not None and event == other and behind is None:
        return [Independent((event, condition), ())], False
    raise ReadError(
        "that probability has no value yet", line, (at, len(line)), "a number, or one that was given before"
    )


def _multiples(line: str, before: Sequence[Statement]) -> tuple[list[Statement], bool]:
    """2 P(A) = P(B) = 5/13"""
    *left, right = line.split("=")
    stated: list[Statement] = []
    decimal = False
    for side in left:
        found = _TIMES_P.match(side)
        value = f"({right.strip()})/{found['k']}" if found else right
        more, decimals = read_statement(f"{side[found.end() :] if found else side} = {value}", None, before)
        stated += more
        decimal = decimal or decimals
    return stated, decimal


def _is_product(line: str, at: int, first: tuple[Basic, Basic | None]) -> bool:
    """Whether P(A and B) = P(A) P(B) goes on at `at`: the definition of independence."""
    factors: list[Basic] = []
    found = _P.match(line, at)
    while found:
        (event, condition), end = _probability(line, found)
        if condition != first[1]:
            return False
        factors.append(event)
        times = re.compile(r"\s*(?:\*|·|×|\\cdot|\\times)?\s*").match(line, end)
        at = times.end() if times else end
        found = _P.match(line, at)
    return at >= len(line) and len(factors) > 1 and isinstance(first[0], And) and set(factors) == set(first[0].args)


def _parts(event: Basic) -> tuple[Basic, ...]:
    return event.args if isinstance(event, And) else (event,)


def _given(condition: Basic | None) -> tuple[Basic, ...]:
    return () if condition is None else (condition,)


def _known(event: Basic, condition: Basic | None, before: Sequence[Statement]) -> Expr | None:
    for s in before:
        if isinstance(s, Given) and s.event == event and s.condition == condition:
            return s.value
    return None


def read_question(text: str) -> Question:
    """P(A | B), E[X], Var(2X - Y), sd(X), Cov(X, Y); `find` and a question mark may stand around it."""
    line = re.sub(r"^\s*(?:find|what is|compute|determine|calculate|evaluate|求めよ)\s+", "", plain(text), flags=re.I)
    line = re.sub(r"(?:\s*=\s*)?[?.？]*\s*$|を求めよ.*$|はいくら.*$", "", line).rstrip("= ")
    found = _P.match(line)
    condition = None
    if found:
        about, end = _probability(line, found)
        kind = "P"
    else:
        found = _MOMENT.match(line)
        if found is None:
            raise ReadError("this asks for no probability", text, (0, len(text) or 1), "P(A | B), E[X] or Var(X)")
        kind, about, condition, end = _moment(line, found)
    if line[end:].strip():
        raise ReadError("the question goes on after its bracket", line, (end, len(line)), "nothing more")
    return Question(kind, about, condition)


def read_problem(text: str) -> Problem:
    """The givens and the queries of a whole problem; see `workings.probability.problem`."""
    from workings.probability.problem import read_problem as read

    return read(text)


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
    about_sums = event_in_text(line[opened + 1 : close])
    if about_sums is not None:
        return (about_sums, None), close + 1
    read = read_probability(line, line, opened + 1, close, letters_apart=True)
    return (worded(read.event), None if read.condition is None else worded(read.condition)), close + 1


def _moment(line: str, found: re.Match[str]) -> tuple[str, tuple[Expr, ...], Basic | None, int]:
    opened = found.end() - 1
    close = _inside(line, opened)
    kind = {"𝔼": "E", "V": "Var", "SD": "sd", "Sd": "sd", "σ": "sd", "Cor": "Corr", "ρ": "Corr", "rho": "Corr"}.get(
        found[1], found[1]
    )
    inside, condition = split_condition(line[opened + 1 : close])
    parts = inside.split(",") if kind in ("Cov", "Corr") else [inside]
    about = tuple(worded(_expression(part)[0]) for part in parts)
    if condition and kind not in ("E", "Var"):
        raise ReadError("no condition is known here", line, (opened, close), "E[X | A] or Var(X | A)")
    return kind, about, event_of(condition) if condition else None, close + 1


def split_condition(inside: str) -> tuple[str, str]:
    """The sides of `X | Y = 1`; of `|X - 1|` the whole, and no condition.

    >>> split_condition("X^2 | Y = 1"), split_condition("|X - 1|")
    (('X^2', 'Y = 1'), ('|X - 1|', ''))
    """
    sides = re.split(r"\s*(?:\||∣|\\mid(?![A-Za-z])|\bgiven\b)\s*", inside)
    return (sides[0].strip(), sides[1].strip()) if len(sides) == 2 and all(s.strip() for s in sides) else (inside, "")


def _after_sign(line: str, end: int) -> int:
    rest = re.compile(r"\s*(?:=|(?:is|equals)\b)\s*").match(line, end)
    if rest is None:
        raise ReadError("the value of this probability is missing", line, (end, end + 1), "'=' and a number")
    return rest.end()


def _value(line: str, start: int, before: Sequence[Statement] = ()) -> tuple[Expr, bool]:
    """20/100, 0.3, 30%, 20 of 100, 1 in 4, two thirds, 2 P(A) where P(A) was given"""
    text = line[start:].strip()
    known = read_value(text)
    if known is not None:
        return known
    if re.fullmatch(r"\d+\s*:\s*\d+", text):
        raise ReadError("odds or a fraction?", line, (start, len(line)), "1/5, or 'odds of A are 1:4'")
    found = re.search(r"(?<![A-Za-z])(?:P|Pr|ℙ|Prob)\s*[(\[]", text)
    while found:
        head = _P.match(text, found.start())
        assert head is not None
        (event, condition), end = _probability(text, head)
        value = _known(event, condition, before)
        if value is None:
            at = start + line[start:].index(text) + found.start()
            raise ReadError("this probability has no value yet", line, (at, at + 1), "one that was given before")
        text = f"{text[: found.start()]}({value}){text[end:]}"
        found = re.search(r"(?<![A-Za-z])(?:P|Pr|ℙ|Prob)\s*[(\[]", text)
    return _expression(text)


def _expression(text: str) -> tuple[Any, bool]:
    from workings.expression.reader import read

    reading = read(text)
    if not isinstance(reading.node, Expr):
        raise ReadError("this is no number or expression", text, (0, len(text)), "such as 0.3 or 3/10")
    return reading.node, reading.decimal


def _in_words(line: str, last: Basic | None) -> tuple[list[Statement], bool]:
    stated = declared(line)
    if stated is not None:
        return stated, False
    found = _SUPPORT.match(line)
    if found:
        listed = found["values"] if found["listed"] is None else re.sub(r"\b(?:and|or)\b", ",", found["listed"])
        values = tuple(_constant(v.strip()) for v in listed.split(",") if v.strip())
        return [Support(found["name"], values)], False
    counts = read_counts(line)
    if counts is not None:
        return [counts[0]], counts[1]
    conditioned = _conditioned(line)
    if conditioned is not None:
        return [conditioned[0]], conditioned[1]
    distributed = read_distribution(line)
    if distributed is not None:
        return [distributed[0]], distributed[1]
    counted = _counted(line, last)
    if counted is not None:
        return [counted], False
    found = _DEFINITION.match(line)
    if found:
        return [Definition(_name(found["name"]), event_of(found["event"]))], False
    raise ReadError(
        "this says nothing that is known here", line, (0, len(line)),
        "such as P(A|B) = 0.3, laptop = not mobile, A, B independent, or 20 of 100 clicked",
    )  # fmt: skip


def _conditioned(line: str) -> tuple[Conditioned, bool] | None:
    """`X | C=1 ~ Normal(0, 1)`; `X | Y ~ Uniform(0, Y)` and `X | Y = y ~ Uniform(0, y)`, given another variable"""
    parts = split_conditioned(line)
    read = None if parts is None else read_distribution(parts[2])
    if parts is None or read is None:
        return None
    name, condition, _ = parts
    (distributed, decimal) = read
    letters = {str(s): s for p in distributed.parameters for s in walk(p) if isinstance(s, Symbol)}
    variable = re.fullmatch(r"(?P<y>[A-Za-zα-ωΛΘ]\w*)(?:\s*=\s*(?P<value>[a-zα-ω]\w*))?", condition)
    named = "" if variable is None else variable["value"] or variable["y"]
    value = named if named.isascii() else str(_expression(named)[0])  # Λ is Lambda
    if variable and (at := letters.get(value)) is not None:
        word = Word(variable["y"])  # as it is written where its own distribution is given
        given = tuple(replace(p, {at: word}) for p in distributed.parameters)
        return Conditioned(name, word, distributed.family, given, on_variable=True), decimal
    return Conditioned(name, event_of(condition), distributed.family, distributed.parameters), decimal


def _name(text: str) -> str:
    return re.sub(r"_\{(\w+)\}", r"_\1", text)


def _constant(text: str) -> Basic:
    return _expression(text)[0] if re.match(r"[-+\d]", text) else Word(text)


def _counted(line: str, last: Basic | None) -> Statement | None:
    found = _OF.match(line)
    if found:
        condition, event = _who(found["words"])
        value = divide(integer(int(found["k"])), integer(int(found["n"])))
        return Given(event, condition, value, counted=True)
    found = _ARE.match(line)
    if found:
        return Count(event_of(found["event"]), int(found["k"]))
    found = _HAVE.match(line)
    if found:
        event = event_of(found["event"])
        which = found["which"].strip()
        if which == "other":
            if last is None:
                raise ReadError("other than which? no class was named before", line, found.span("which"), "a class")
            which_event: Basic | None = Basic.__new__(Not, last)
        else:
            which_event = event_of(which) if which else None
        return Count(event if which_event is None else Basic.__new__(And, which_event, event), int(found["k"]))
    found = _DO.match(line)
    if found and last is not None and found["which"].strip() in ("other", str(last)):
        which = last if found["which"].strip() != "other" else Basic.__new__(Not, last)
        return Count(Basic.__new__(And, which, event_of(re.sub(r"^tests?\s+", "", found["event"]))), int(found["k"]))
    found = _TOTAL.match(line)
    return Count(None, int(found["k"])) if found else None


def _who(words: str) -> tuple[Basic | None, Basic]:
    """`clicked`; `mobile users clicked` is clicked given mobile."""
    parts = words.split()
    for at, word in enumerate(parts):
        if word in ("are", "were") and 0 < at < len(parts) - 1:
            return event_of(parts[0]), event_of(" ".join(parts[at + 1 :]))
    if len(parts) >= 3:
        return event_of(parts[0]), event_of(parts[-1])
    return None, event_of(parts[-1])

"""Marking worked lines about probabilities one after another.

A line is right if it is true of the problem. If it isn't, and an earlier one was wrong already, it may still follow
from what the student has stated: by one of the laws, or because the true values put in for the wrong ones make it true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, permutations
from math import prod
from typing import Any

from sympy import Expr, Pow, Symbol, log

from workings.expression import Goal
from workings.expression.algebra import replace
from workings.expression.errors import ReadError
from workings.expression.nodes import add, divide, integer, subtract, symbols_of, walk
from workings.expression.nodes import power as raised
from workings.expression.probability_goals import Chance
from workings.expression.words import exp as exponential
from workings.judge import Evidence
from workings.marking.probability import reasons
from workings.marking.probability.claims import MOST, Claim, Side, read_claims
from workings.marking.probability.defining import definitions, with_names
from workings.marking.probability.feedback import told
from workings.marking.probability.found import Found, find, of_numbers
from workings.marking.probability.ground import Ground, goals_in, key_of, same
from workings.marking.probability.telling import Telling
from workings.marking.probability.values import compared, match
from workings.marking.verdict import LineStatus, LineVerdict
from workings.probability.draft import pieces
from workings.probability.homework import Stated
from workings.probability.setting import UnknownQuantity
from workings.rule import Text

__all__ = ["Marker"]

_CALLED_P = re.compile(r"^\W*(?:(?:so|hence|thus|therefore|then)\s+)?(?:the\s+probability\s+is\s+)?P\s*=(?!=)", re.I)
_SPEAKS_OF_CHANCE = re.compile(r"probab|chance|odds|\bP\s*\(|:\s*$", re.I)

WORST: tuple[LineStatus, ...] = ("wrong", "unreadable", "undecided", "carried_forward", "follows", "note")


@dataclass(slots=True)
class _Link:
    """The mark of one claim, or of one equality in it."""

    status: LineStatus
    evidence: Evidence | None = None
    found: Found | None = None
    reason: Text | None = None
    expected: Any = None


class Marker:
    """Marks line after line; knows what is true and what the student has stated."""

    def __init__(self, stated: Stated, ground: Ground) -> None:
        assert stated.setting is not None
        self.stated = stated
        self.setting = stated.setting
        self.ground = ground
        self.queries = [query.quantity for query in stated.queries]
        self.names: dict[str, Any] = {}  # what the student calls by a name
        self.beliefs: dict[Any, Any] = {}  # questions with the wrong values that the student has stated
        self.replaced: list[tuple[Any, Any]] = []  # a wrong value, and the true one that belongs in its place
        self.quantity: Any = None  # what the last line was about; None too where it was not understood
        self.last: Side | None = None
        self.telling = Telling()
        self.begun = False  # whether a line came before: the first may go on from the question itself
        self.erred = False
        self.called_p = False  # whether the line is about `P`, which is what is asked for

    def mark(self, line: str, *, last: bool = False) -> LineVerdict:
        named = definitions(line)
        if named:
            self.setting = with_names(self.setting, named)
            self._turn_to(None)
            return LineVerdict(line, "note")
        try:
            said, self.setting = self.telling.in_signs(line, self.setting)
            claims = [claim for part in said for claim in read_claims(part, self.setting, self.names)]
        except UnknownQuantity as error:
            self._turn_to(None)
            why = reasons.message(error.message)
            return LineVerdict(line, "undecided", reason=why.en, reason_ja=why.ja)
        except ReadError as error:
            self._turn_to(None)
            if _is_remark(line):
                return LineVerdict(line, "note")
            why = reasons.message(str(error))
            return LineVerdict(line, "unreadable", reason=why.en, reason_ja=why.ja)
        if not claims and _SPEAKS_OF_CHANCE.search(line):
            self._turn_to(None)
        self.called_p = _CALLED_P.match(line) is not None
        links = [self._claim(claim, last=last and claim is claims[-1]) for claim in claims]
        worst = min(links, key=lambda link: WORST.index(link.status), default=_Link("note"))
        if worst.status == "wrong":
            self.erred = True
        found = worst.found
        return LineVerdict(
            line, worst.status,
            worst.evidence if worst.status in ("wrong", "undecided") else None,
            found.mistake if found else None,
            told(found, worst.expected, self.ground.book, self.setting.notes) if worst.status == "wrong" else None,
            found.ties if found else (),
            "" if worst.reason is None else worst.reason.en,
            reason_ja="" if worst.reason is None else worst.reason.ja,
        )  # fmt: skip

    # One claim

    def _turn_to(self, quantity: Any) -> None:
        """What follows is about this; nothing that was said before stands beside it."""
        self.quantity, self.last, self.begun = quantity, None, True

    def _claim(self, claim: Claim, *, last: bool) -> _Link:
        if claim.continues and claim.signs[0] in ("=", "≈"):
            return self._continued(list(claim.sides), last=last)
        if any(sign not in ("=", "≈") for sign in claim.signs):
            self._turn_to(None)
            return _Link("note")
        sides = list(claim.sides)
        if not claim.continues:
            self._turn_to(None)
        unknown = self._unknown(sides)
        if unknown is not None:
            return self._with_unknown(unknown, sides)
        first = sides[0]
        if first.quantity is not None or goals_in(first.expr):
            about = first.quantity if first.quantity is not None else first.expr
            if len(sides) == 1:
                self._turn_to(about)
                return _Link("note")
            return self._about(about, sides[1:], named=first.quantity is None and self._has_name(first))
        if first.name and first.name in self.names and len(sides) > 1:
            return self._numbers(sides[1:], against=first, last=last)
        return self._numbers(sides, last=last)

    def _continued(self, sides: list[Side], *, last: bool) -> _Link:
        """`= 0.23`: goes on from the line before."""
        if self.quantity is None and not self.begun:
            self.quantity = self._only_query()
        if self.quantity is not None:
            return self._about(self.quantity, sides, before=self.last)
        if self.last is not None:
            return self._numbers([self.last, *sides], last=last)
        return self._after_unread(sides)

    def _after_unread(self, sides: list[Side]) -> _Link:
        """What goes on from a line not understood is right where it is what is asked, else it can't be told."""
        values = [self.ground.value(side.expr) for side in sides]
        if all(value is not None for value in values):
            slip = self._inconsistent(sides, values)
            if slip is not None:
                return slip
            truths = [self.ground.value(query) for query in self.queries]
            if any(t is not None and match(sides[-1], values[-1], t)[0] in ("equal", "rounded") for t in truths):
                self.last = sides[-1]
                return _Link("follows")
        return _Link("undecided", reason=reasons.BEFORE_UNREAD)

    def _only_query(self) -> Any:
        return self.queries[0] if len(self.queries) == 1 else None

    def _has_name(self, side: Side) -> bool:
        """Whether an unknown stands in it under the name that it was given: 0.5x."""
        names = {*self.names, *self.setting.draft.names}
        return any(name in names for name in re.findall(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])", side.text))

    def _about(self, quantity: Any, sides: Sequence[Side], before: Side | None = None, *, named: bool = False) -> _Link:
        """Claims that the quantity is each of the sides."""
        truth = self.ground.value(quantity)
        self.quantity = quantity
        if truth is None:
            self.last = sides[-1]
            return _Link("undecided", reason=reasons.NOTHING_GIVEN)
        worst = _Link("follows")
        right: Side | None = None
        if before is not None and self._is_right(before, truth):
            right = before
        wrong_before: Any = self._believed(quantity) if before is not None else None
        for side in sides:
            link, value = self._side(quantity, truth, side, right, wrong_before)
            if WORST.index(link.status) < WORST.index(worst.status):
                worst = link
            if link.status == "follows":
                right = side if link.reason is None else right
            elif value is not None:
                wrong_before = value
            if link.status == "wrong":
                if named:  # an equation solved step by step
                    link.found = of_numbers(truth, value)
                break
        self.last = sides[-1]
        self._believe(quantity, truth, sides[-1], worst)
        return worst

    def _is_right(self, side: Side, truth: Any) -> bool:
        value = self.ground.value(side.expr)
        return value is not None and match(side, value, truth)[0] == "equal"

    def _side(self, quantity: Any, truth: Any, side: Side, right: Side | None, wrong: Any) -> tuple[_Link, Any]:
        value = self.ground.value(side.expr)
        if value is None or (symbols_of([value]) and not symbols_of([truth])):
            return _Link("undecided", reason=reasons.not_settled(side.text)), None
        kind, evidence = match(side, value, truth)
        if kind == "equal":
            return _Link("follows", evidence), value
        if kind == "rounded":
            return _Link("follows", evidence, reason=reasons.rounded(side.text.strip())), value
        if kind == "unknown":
            return _Link("undecided", evidence, reason=reasons.of_evidence(evidence)), value
        if wrong is not None:  # goes on from a side that is wrong already
            onward, _ = match(side, value, wrong)
            if onward in ("equal", "rounded"):
                return _Link("carried_forward"), value
        carried = self._carried(quantity, truth, side, value)
        if carried:
            return _Link(carried), value
        expected = self.ground.tidy(truth)
        if wrong is not None and right is None and not goals_in(side.expr):
            found = find(self.ground, quantity, side, None, self.stated) or of_numbers(wrong, value)
            return _Link("wrong", evidence, found, expected=expected), value
        found = find(self.ground, quantity, side, right, self.stated)
        return _Link("wrong", evidence, found, expected=expected), value

    # Carried forward

    def _carried(self, quantity: Any, truth: Any, side: Side, value: Any) -> LineStatus | None:
        """Whether the side follows from what the student stated before; from what was only rounded, it is right."""
        if not self.beliefs and not self.replaced:
            return None
        status: LineStatus = "carried_forward" if self.erred else "follows"
        if self._mended(side.expr, truth) or self._factor_mended(side, truth):
            return status
        believed = self._in_eyes(quantity)
        if believed is not None and self._agrees(side, value, believed):
            return status
        own = self._in_eyes(side.expr) if goals_in(side.expr) else None
        if own is not None and believed is not None and same(own, believed):
            return status
        for goal in goals_in(quantity) if not isinstance(quantity, Goal) else [quantity]:
            if quantity == goal and self.ground.carried(goal, value, self.beliefs):
                return status
        return None

    def _agrees(self, side: Side, value: Any, believed: Any) -> bool:
        return match(side, value, believed)[0] in ("equal", "rounded")

    def _mended(self, expr: Any, truth: Any) -> bool:
        """Whether the expression is right once the true values stand for the wrong ones that were stated."""
        pairs = [(wrong, right) for wrong, right in self.replaced if key_of(wrong) is not None]
        for wrong, right in pairs:
            keys = key_of(wrong)
            for changed in _replacing(expr, keys, right):
                value = self.ground.value(changed)
                if value is not None and same(value, truth):
                    return True
        if len(pairs) > 1:
            changed = expr
            for wrong, right in pairs:
                changed = _all_replaced(changed, key_of(wrong), right)
            value = self.ground.value(changed)
            return value is not None and changed != expr and same(value, truth)
        return False

    def _factor_mended(self, side: Side, truth: Any) -> bool:
        """The same for one factor of a product of fractions, which is read as one fraction: 5/8 * 5/8."""
        parts = pieces(side.text, r"\s*[*·×]\s*")
        if len(parts) < 2:
            return False
        try:
            factors = [key_of(self._read_value(part)) for part in parts]
        except ReadError:
            return False
        for wrong, right in self.replaced:
            for i, factor in enumerate(factors):
                if factor is not None and factor == key_of(wrong):
                    rest = [*factors[:i], key_of(right), *factors[i + 1 :]]
                    if all(isinstance(f, Fraction) for f in rest) and prod(rest) == key_of(truth):
                        return True
        return False

    def _read_value(self, text: str) -> Any:
        claims = read_claims(text, self.setting, self.names)
        return self.ground.value(claims[0].sides[0].expr) if len(claims) == 1 else None

    def _believed(self, quantity: Any) -> Any:
        return self.beliefs.get(quantity)

    def _in_eyes(self, expr: Any) -> Any:
        """The value to one who takes what was stated for true."""
        if not any(goal in self.beliefs for goal in goals_in(expr)) and expr not in self.beliefs:
            return None
        if expr in self.beliefs:
            return self.beliefs[expr]
        return self.ground.seen(expr, self.beliefs)

    def _believe(self, quantity: Any, truth: Any, side: Side, link: _Link) -> None:
        """Keeps what the student has stated, where it is not the truth itself."""
        value = self.ground.value(side.expr)
        if value is None or (symbols_of([value]) and not symbols_of([truth])):
            return
        if same(value, truth):
            self.beliefs.pop(quantity, None)
            return
        self._hold(quantity, truth, value)

    def _hold(self, quantity: Any, truth: Any, value: Any) -> None:
        self.beliefs[quantity] = value
        self.replaced.append((value, truth))
        for implied, its_value in _implied(quantity, value):
            known = self.ground.value(implied)
            if known is not None and not same(known, its_value):
                self.beliefs[implied] = its_value
                self.replaced.append((its_value, known))

    # Numbers without a quantity

    def _numbers(self, sides: Sequence[Side], *, last: bool, against: Side | None = None) -> _Link:
        """A calculation that names nothing: it has to come out, and where it answers the question, be right."""
        values = [self.ground.value(side.expr) for side in sides]
        if any(value is None for value in values):
            return _Link("undecided", reason=reasons.PARTLY_SETTLED)
        if against is not None:
            sides, values = [against, *sides], [self.ground.value(against.expr), *values]
        slip = self._inconsistent(sides, values)
        if slip is not None:
            return slip
        self.last = sides[-1]
        value = values[-1]
        for query in self.queries:
            truth = self.ground.value(query)
            if truth is not None and match(sides[-1], value, truth)[0] in ("equal", "rounded"):
                self.quantity = query
                return _Link("follows")
        query = self._only_query()
        if key_of(value) in self._on_the_way and not (self.called_p and last and isinstance(query, Chance)):
            return _Link("follows")
        if self.called_p and isinstance(query, Chance):
            return self._about(query, sides)
        if query is None or (len(sides) == 1 and not last and not re.search(r"[-+*/]", sides[0].text)):
            return _Link("follows")
        truth = self.ground.value(query)
        if truth is None:
            return _Link("follows")
        if self.beliefs and self._carried(query, truth, sides[0], values[0]):
            self.quantity = query
            return _Link("carried_forward" if self.erred else "follows")
        return self._unnamed(query, truth, sides, values, last)

    def _unnamed(self, query: Any, truth: Any, sides: Sequence[Side], values: Sequence[Any], last: bool) -> _Link:
        """A wrong value of the question, or of a question on the way to it."""
        evidence = compared(truth, values[-1])
        for about in (query, *self._parts):
            found = find(self.ground, about, sides[0], None, self.stated)
            if found is not None:
                known = self.ground.value(about)
                self.quantity = about
                self._hold(about, known, values[-1])
                return _Link("wrong", compared(known, values[-1]), found, expected=self.ground.tidy(known))
        if not last or evidence.kind != "refuted":
            return _Link("follows")
        self._hold(query, truth, values[-1])
        return _Link("wrong", evidence, None, expected=self.ground.tidy(truth))

    def _inconsistent(self, sides: Sequence[Side], values: Sequence[Any]) -> _Link | None:
        for (_, a), (right, b) in pairwise(zip(sides, values, strict=True)):
            kind, evidence = match(right, b, a)
            if kind == "apart":
                self.replaced.append((b, a))
                self.last = sides[-1]
                return _Link("wrong", evidence, of_numbers(a, b), expected=a)
            if kind == "unknown":
                return _Link("undecided", evidence, reason=reasons.of_evidence(evidence))
            if kind == "rounded":
                self.replaced.append((b, a))
        return None

    @cached_property
    def _parts(self) -> list[Any]:
        """The questions on the way to what is asked."""
        found: dict[Any, None] = {}
        for query in self.queries:
            for goal in goals_in(query):
                for form in self.ground.forms(goal):
                    found.update(
                        dict.fromkeys(g for g in goals_in(form(lambda g: g)) if self.ground.true(g) is not None)
                    )
        return [goal for goal in found if goal not in self.queries][:40]

    @cached_property
    def _on_the_way(self) -> set[Any]:
        """The values of all that is calculated on the way."""
        found: set[Any] = set()
        goals = [goal for query in self.queries for goal in goals_in(query)]
        for goal in dict.fromkeys([*goals, *self._parts]):
            found.add(key_of(self.ground.true(goal)))
            for form in self.ground.forms(goal):
                line = form(lambda g: g)
                for node in walk(line):
                    if isinstance(node, Expr) and not isinstance(node, Goal):
                        value = self.ground.value(node)
                        if value is not None:
                            found.add(key_of(value))
        return found - {Fraction(0), Fraction(1)}

    # Unknowns

    def _unknown(self, sides: Sequence[Side]) -> Symbol | None:
        """The one letter that has no meaning yet."""
        known = {s for query in self.queries for s in symbols_of([self.ground.value(query) or integer(0)])}
        letters = {s for side in sides for s in _symbols_outside(side.expr)} - known
        return next(iter(letters)) if len(letters) == 1 else None

    def _with_unknown(self, x: Symbol, sides: Sequence[Side]) -> _Link:
        """`let x = P(A)`, `p = 0.3`, `0.5x = 0.05`."""
        if len(sides) == 1:
            return _Link("note")
        if sides[0].expr == x and x not in symbols_of([sides[1].expr]):
            if sides[1].quantity is not None:
                self.names[x.name] = sides[1].quantity
                return self._about(sides[1].quantity, sides[2:]) if len(sides) > 2 else _Link("follows")
            return self._defined(x, sides[1:])
        solved = _solved(sides[0].expr, sides[1].expr, x, self.ground)
        if solved is None:
            return _Link("undecided", reason=reasons.unnamed(x.name))
        for query in self.queries:
            truth = self.ground.value(query)
            if truth is not None and same(truth, solved):
                self.names[x.name] = query
                return _Link("follows")
        query = self._only_query()
        if query is not None:
            self.names[x.name] = query
            return self._wrong_equation(query, solved, sides[0])
        self.names[x.name] = solved
        return _Link("undecided", reason=reasons.unnamed(x.name))

    def _defined(self, x: Symbol, sides: Sequence[Side]) -> _Link:
        """A name for a number: for what is asked, where that is its value."""
        value = self.ground.value(sides[-1].expr)
        link = self._numbers(sides, last=False)
        self.names[x.name] = value
        return link

    def _wrong_equation(self, query: Any, solved: Any, side: Side) -> _Link:
        truth = self.ground.value(query)
        if truth is None:
            return _Link("undecided", reason=reasons.NOTHING_GIVEN)
        told_side = Side(side.text, solved)
        if self.beliefs and (found := self._carried(query, truth, told_side, solved)):
            self._hold(query, truth, solved)
            return _Link(found)
        diagnosis = find(self.ground, query, told_side, None, self.stated)
        self._hold(query, truth, solved)
        return _Link("wrong", compared(truth, solved), diagnosis, expected=self.ground.tidy(truth))


def _is_remark(line: str) -> bool:
    """Words that claim nothing."""
    return len(line) < MOST and not re.search(r"[=≈]", line) and re.search(r"[A-Za-z]{3,}", line) is not None


def _symbols_outside(expr: Any) -> Iterator[Symbol]:
    """The letters of an expression that are not inside a question."""
    stack = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, Symbol):
            yield node
        elif not isinstance(node, Goal):
            stack += getattr(node, "args", ())


def _solved(left: Any, right: Any, x: Symbol, ground: Ground) -> Any:
    """x from an equation that is linear in it."""
    gap = subtract(left, right)
    at = [ground.value(replace(gap, {x: integer(k)})) for k in (0, 1, 2)]
    keys = [key_of(value) if value is not None else None for value in at]
    if not all(isinstance(key, Fraction) for key in keys):
        return None
    zero, one, two = (Fraction(key) for key in keys if key is not None)
    slope = one - zero
    if slope == 0 or two - one != slope:
        return None
    from sympy import Rational

    found = -zero / slope
    return Rational(found.numerator, found.denominator)


def _replacing(expr: Any, key: Any, right: Any) -> Iterator[Any]:
    """The expression with one number, or one part of it, of that value replaced."""
    whole = _all_replaced(expr, key, right)
    if whole != expr:
        yield whole


def _all_replaced(expr: Any, key: Any, right: Any) -> Any:
    """Every part of that value replaced, the largest first."""
    if isinstance(expr, Goal) or not isinstance(expr, Expr):
        return expr
    if not symbols_of([expr]) and not goals_in(expr) and _is_value(expr, key):
        return right
    if not expr.args:
        return expr
    if isinstance(expr, Pow):
        return raised(_all_replaced(expr.args[0], key, right), expr.args[1])
    changed = tuple(_all_replaced(arg, key, right) for arg in expr.args)
    return (
        replace(expr, {a: b for a, b in zip(expr.args, changed, strict=True) if a != b})
        if changed != expr.args
        else expr
    )


def _is_value(expr: Any, key: Any) -> bool:
    found = key_of(expr)
    return bool(found == key)


def _implied(quantity: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    """What a value of an expression says of the question in it: odds of 4, a logarithm, twenty times a mean."""
    if isinstance(quantity, log) and len(quantity.args) == 1:
        inner = quantity.args[0]
        grown = value.args[0] if isinstance(value, log) and len(value.args) == 1 else exponential(value)
        yield inner, grown
        yield from _implied(inner, grown)
        return
    goals = goals_in(quantity)
    for over, under in permutations(goals) if len(goals) == 2 else ():
        if quantity == divide(over, under):
            yield over, divide(value, add(integer(1), value))
            yield under, divide(integer(1), add(integer(1), value))
    if len(goals) == 1 and not isinstance(quantity, Goal) and quantity.is_Mul:
        rest = [f for f in quantity.args if f != goals[0]]
        if len(rest) == len(quantity.args) - 1 and not any(goals_in(f) for f in rest):
            for factor in rest:
                value = divide(value, factor)
            yield goals[0], value

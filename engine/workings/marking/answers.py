"""The marks of final answers to one problem: what is asked is worked out once, then many answers are judged quickly.

The truth is the question itself, whose derivatives the judges evaluate by power series. The engine's answer is held
against it once; from then on an answer is compared with that closed form, and refuted only by the truth's own values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sympy import Basic, Eq, Integer, Rational, Symbol, Tuple
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from workings.engine import Engine, NoRule
from workings.expression import Goal, Tidy
from workings.expression.algebra import replace as substitute
from workings.expression.calculus_goals import Tangent, Taylor, TaylorOfSeveral, TaylorWithRemainder
from workings.expression.errors import ReadError
from workings.expression.goals import D, TotalDifferential
from workings.expression.nodes import add, divide, mul, subtract, symbol, symbols_of, walk
from workings.expression.problem import Problem
from workings.expression.reader import Reading, read_lines
from workings.expression.scope import Scope
from workings.judge import Evidence, equal
from workings.judge.claims import is_beyond_values, judged
from workings.judge.curve import equal_on_curve
from workings.judge.meanings import plain
from workings.marking.components import by_entries
from workings.marking.diagnosis import Diagnosis, Explanations, holds
from workings.marking.feedback import feedback
from workings.marking.forms import Form, left_to_do
from workings.marking.rounding import Decimal, decimal_at_end, parted, rounds_to
from workings.marking.samples import Samples, Values, gap, known, overlap
from workings.marking.slips import numeric_slip, slips_before
from workings.marking.verdict import Feedback, Status, Verdict, noun
from workings.marking.world import Unresolved, World, placed
from workings.rule import Mistake, RuleBook
from workings.show import to_text

__all__ = ["Answers"]

_PLACE = frozenset({"at", "when", "where", "for", "if", "with"})
_ANNOUNCES = re.compile(
    r"(?:\b(?:is|are|be|equals?|equal to|gets?|got|gives?|becomes?|obtain|yields?|have|find|to|so|therefore|hence|thus"
    r"|then|finally|answer|result|or|and|namely|ie|derivative|gradient|slope)|:)$(?<!respect to)"
)
_RANK = {"proved": 0, "agrees": 1}
_APPROXIMATIONS = (Taylor, TaylorOfSeveral, TaylorWithRemainder, Tangent)
# 1 + x + x^2/2 + O(x^3), and + ...: what a Taylor polynomial leaves out
_AND_SO_ON = re.compile(
    r"\s*\+\s*(?:(?:[Oo]|\\mathcal\s*\{?O\}?)\s*(?:\\left)?\([^()]*(?:\([^()]*\)[^()]*)*\)|\\[cl]?dots(?:b|c)?|\.\.\.|…|⋯)\s*(?=[$.\s]*$)"
)
_VECTOR = re.compile(
    r"\s*\$?\s*(?:<([^<>]+,[^<>]+)>|\[([^\[\],]+;[^\[\]]+)\]"
    r"|[(\[]\s*\[?((?:[^\[\](),]|\([^()]*\))+(?:,(?:[^\[\](),]|\([^()]*\))+)+)\]?\s*[)\]]\s*(?:\^\s*\{?\s*(?:T|\\top)\s*\}?|ᵀ))"
    r"\s*\$?\s*\.?\s*"
)
_CONSTANTS = ("C", "c", "K", "k")
_EXPLAINS = re.compile(r"\b(?:since|because|as|by|using|note|recall|check|where|due to|which)\b", re.I)
_CONCLUDES = re.compile(r"\b(?:so|therefore|hence|thus|finally|answer)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer as read: its value, the sides of the statement as written, and the world that it speaks of."""

    value: Any
    written: Any
    sides: tuple[Any, ...]
    world: World


class _Unclear(ValueError):
    """An answer that can be read, but does not say one thing."""


class Answers:
    """Judges answers to one problem."""

    def __init__(
        self, asked: Problem, world: World, truth: Any, questions: Sequence[Goal], book: RuleBook, *, height: Any = None
    ) -> None:
        self.height = height  # y of a line that is asked for: its equation may be given in any form
        self.asked = asked
        self.world = world
        self.truth = truth
        self.questions = questions
        self.book = book
        self._recent: tuple[Any, Values | None] | None = None

    def mark(self, answer: str, form: Form | None = None) -> Verdict:
        """The verdict on one answer."""
        if self.truth is None:
            return Verdict("undecided", answer, reason="the problem asks for nothing that can be derived")
        if any(isinstance(goal, _APPROXIMATIONS) for goal in self.asked.goals):
            answer = _AND_SO_ON.sub("", answer)
        about = parted(answer)
        if about is not None:
            return self._approximate(answer, *about, form)
        try:
            given = self._given(read_lines(self._vector_in_round_brackets(answer), scope=self._scope))
            evidence, blamed = self._evidence(given)
        except ReadError as error:
            return Verdict("unreadable", answer, reason=str(error))
        except (Unresolved, _Unclear) as error:
            return Verdict("undecided", answer, reason=str(error))
        if evidence.kind == "undecided":
            return self._verdict("undecided", answer, evidence, reason=evidence.reason)
        if evidence.kind == "refuted":
            decimal = decimal_at_end(answer) if isinstance(given.value, Rational) else None
            if decimal is not None and decimal.is_long and self._rounds(decimal):
                return self._rounded(answer, decimal)
            strangers = self._strangers(given.value)
            if strangers:
                said = f"{' and '.join(strangers)} {'are' if len(strangers) > 1 else 'is'}"
                return self._verdict("undecided", answer, evidence, reason=f"nothing says what {said}")
            return self._wrong(answer, evidence, blamed)
        reason = self._unfinished(given) or (left_to_do(given.written, form) if form is not None else "")
        return self._verdict("wrong_form" if reason else "correct", answer, evidence, reason=reason)

    @cached_property
    def _scope(self) -> Scope:
        """The scope of the problem, with dx and dy as names where differentials are asked for."""
        asked = [goal for goal in self.asked.goals if isinstance(goal, TotalDifferential)]
        names = {f"d{s.name}" for s in symbols_of(asked)}
        return replace(self.asked.scope, symbols=self.asked.scope.symbols | names) if names else self.asked.scope

    def _vector_in_round_brackets(self, answer: str) -> str:
        """<a, b>, [a; b] and [a, b]^T as (a, b), where a vector is asked for."""
        found = _VECTOR.fullmatch(answer) if isinstance(self.truth, Tuple) else None
        return f"({(found[1] or found[2] or found[3]).replace(';', ',')})" if found else answer

    def _approximate(self, answer: str, exact: str, rounded: str, form: Form | None) -> Verdict:
        """The verdict on `e^2 ≈ 7.389`, of which the exact side counts, or on `≈ 7.389` alone."""
        decimal = decimal_at_end(rounded)
        if decimal is None and any(isinstance(goal, _APPROXIMATIONS) for goal in self.asked.goals):
            return replace(self.mark(rounded, form), answer=answer)
        if decimal is None:
            return Verdict(
                "undecided", answer, reason=f"{rounded!r} is given for an approximation; a decimal is wanted"
            )
        right = self._rounds(decimal)
        verdict = self.mark(exact, form) if exact else None
        if verdict is not None and (verdict.status == "wrong" or (verdict.status == "correct" and right is not False)):
            return replace(verdict, answer=answer)
        if right is None:
            return Verdict("undecided", answer, reason="what is asked for has no single value to approximate")
        if right:
            return self._rounded(answer, decimal)
        apart = equal(self.closed, Rational(decimal.value.numerator, decimal.value.denominator))
        return self._wrong(answer, apart, None)

    def _rounds(self, decimal: Decimal) -> bool | None:
        return None if self.closed is None or isinstance(self.closed, Tuple) else rounds_to(self.closed, decimal)

    def _rounded(self, answer: str, decimal: Decimal) -> Verdict:
        reason = f"{decimal.text} is rounded: right to the digits given; exactly it is {to_text(self.closed)}"
        agrees = Evidence("agrees", points=1, digits=decimal.significant)
        return self._verdict("wrong_form", answer, agrees, reason=reason)

    def _strangers(self, value: Any) -> list[str]:
        """Letters of the answer of which the problem does not speak; a constant added to it says nothing else."""
        return [s.name for s in symbols_of([value]) if s.name not in self._letters and not s.name.startswith("d")]

    @cached_property
    def _letters(self) -> frozenset[str]:
        """The letters of the problem, large and small (X for x is no other letter, but a wrong one), and constants."""
        about = (*self.asked.goals, *self.asked.givens, self.asked.body, self.truth)
        known = {s.name for s in symbols_of([part for part in about if part is not None])} | {*_CONSTANTS}
        return frozenset(known | {name.swapcase() for name in known})

    def _verdict(self, status: Status, answer: str, evidence: Evidence, **rest: Any) -> Verdict:
        about = noun(self.asked.goals[0]) if len(self.asked.goals) == 1 else ""
        return Verdict(status, answer, evidence, expected=self.closed, about=about, **rest)

    def _wrong(self, answer: str, evidence: Evidence, given: Any) -> Verdict:
        """The verdict on a wrong answer; `given` is None where no value of it is to blame."""
        found = self._diagnosed(given) if given is not None else None
        mistake = found.mistake if found else None
        said = feedback(mistake, found.slips, self.book, self.closed) if found else self._unexplained
        ties = found.ties if found else ()
        return self._verdict("wrong", answer, evidence, mistake=mistake, feedback=said, ties=ties)

    @cached_property
    def _unexplained(self) -> Feedback | None:
        return feedback(None, (), self.book, self.closed)

    # What was answered

    def _given(self, readings: Sequence[Reading]) -> _Given:
        world, stated = self._stated(readings)
        whole = by_entries(stated, self.asked.goals[0]) if len(self.asked.goals) == 1 else None
        if whole is not None:
            return _Given(self._value(whole, world), whole, (), world)
        if isinstance(self.truth, Tuple) and len(stated) == len(self.truth.args) > 1:
            written = Tuple(*[_sides(reading)[-1] for reading in self._in_order(stated, world)])
            return _Given(self._value(written, world), written, (), world)
        last = stated[-1]
        if len(stated) > 1 and all(_is_bare(reading) for reading in stated):
            values = [self._value(reading.node, world) for reading in stated]
            if not all(holds(self._judged(value)) for value in values[:-1]):
                raise _Unclear("several answers are given; only one is asked for")
        if self.height is not None and isinstance(last.node, Eq) and self.height in symbols_of([last.node]):
            written = self._solved_for_height(last.node)
            return _Given(self._value(written, world), written, (), world)
        sides = _sides(last)
        return _Given(self._value(sides[-1], world), sides[-1], sides, world)

    def _solved_for_height(self, equation: Eq) -> Any:
        """y by an equation that is linear in it: F = F(0) + (F(1) - F(0)) y."""
        left, right = equation.args
        if left == self.height and self.height not in symbols_of([right]):
            return right
        f = subtract(left, right)
        at_zero, at_one, at_two = (substitute(f, {self.height: Integer(k)}) for k in (0, 1, 2))
        if not holds(equal(add(at_zero, at_two), mul(Integer(2), at_one))):
            raise _Unclear(f"this is no equation of a line: {to_text(self.height)} stands in it other than by itself")
        return divide(at_zero, subtract(at_zero, at_one))

    def _in_order(self, stated: list[Reading], world: World) -> list[Reading]:
        """The answers to several questions, in the order of the questions that they name."""
        named: dict[Any, Reading] = {}
        for reading in stated:
            if isinstance(reading.node, Eq) and isinstance(reading.node.args[0], Goal):
                named[self._value(reading.node.args[0], world)] = reading
        entries = self.truth.args
        return [named[entry] for entry in entries] if all(entry in named for entry in entries) else stated

    def _value(self, written: Any, world: World) -> Any:
        value = self._as_vector(plain(world.resolve(written)))
        if isinstance(value, Relational):
            raise _Unclear("an inequality is given where a value is asked for")
        return placed(value, self.asked.at) if self.asked.at and symbols_of([value]) else value

    def _as_vector(self, value: Any) -> Any:
        """A column, and a i + b j + c k, as the vector (a, b, c), where one is asked for."""
        if not isinstance(self.truth, Tuple) or any(isinstance(entry, Tuple) for entry in self.truth.args):
            return value
        if isinstance(value, Tuple):
            rows = [row.args[0] if isinstance(row, Tuple) and len(row.args) == 1 else row for row in value.args]
            return Tuple(*rows)
        hats = any(s.name.endswith("_hat") for s in symbols_of([value]))
        units = [symbol(f"{name}_hat" if hats else name) for name in "ijk"[: len(self.truth.args)]]
        if len(units) != len(self.truth.args) or not {*symbols_of([value])} & {*units}:
            return value
        entries = [substitute(value, {u: Integer(u == unit) for u in units}) for unit in units]
        whole = add(*[mul(entry, unit) for entry, unit in zip(entries, units, strict=True)])
        return Tuple(*entries) if holds(equal(value, whole)) else value

    def _stated(self, readings: Sequence[Reading]) -> tuple[World, list[Reading]]:
        """The statements without conditions and places; `where u = 3x + 2` says what u is."""
        world, stated = self.world, []
        for reading in readings if len(readings) > 1 else ():
            node, word = reading.node, reading.words.strip().split(" ")[-1]
            if isinstance(node, Eq) and isinstance(node.args[0], Symbol):
                name, value = node.args
                if word in _PLACE and name in self._variables and not symbols_of([value]):
                    continue
                new = name not in self._variables | {*symbols_of([value])} and not world.knows(name.name)
                if new and (word in _PLACE or word == "let"):
                    world = world.with_name(name.name, value)
                    continue
            elif isinstance(node, Relational) and not isinstance(node, Eq):
                continue
            stated.append(reading)
        return world, _announced(stated) or list(readings)

    @cached_property
    def _variables(self) -> frozenset[Symbol]:
        return frozenset(symbols_of([self.truth]))

    def _evidence(self, given: _Given) -> tuple[Evidence, Any]:
        """What is known of the answer, and the value that is to blame where it is wrong; None for an equation.

        In `a = b = answer` the other sides must be right too, but for a name or a derivative, which is what is asked.
        """
        if self._is_equation(given):
            left, right = (self._value(side, given.world) for side in given.sides)
            return equal(left, right, assuming=self.world.conditions), None
        evidence = self._judged(given.value)
        for side in given.sides[:-1] if holds(evidence) else ():
            if not isinstance(side, Symbol | AppliedUndef | Goal):
                value = self._value(side, given.world)
                beside = self._judged(value)
                if not holds(beside):
                    return beside, value
        return evidence, given.value

    def _is_equation(self, given: _Given) -> bool:
        """Whether it is an equation in which the derivative that is asked for still stands: 2x + 2y y' = 0."""
        if len(given.sides) != 2 or isinstance(given.sides[0], Symbol | AppliedUndef | Goal):
            return False
        return any(self._is_asked(node) for node in walk(given.sides[0]))

    def _is_asked(self, node: Basic) -> bool:
        """Whether the node is a question that the answer should have answered."""
        if not isinstance(node, D):
            return isinstance(node, Goal)
        f = node.f
        if not isinstance(f, Symbol | AppliedUndef):
            return True
        return f == self.world.dependent or self.world.knows(f.name if isinstance(f, Symbol) else type(f).__name__)

    def _unfinished(self, given: _Given) -> str:
        """What keeps a true answer from being one: a derivative that still stands in it, or a value not put in."""
        if self._is_equation(given):
            return "this is true, but not solved for what is asked"
        standing = next((node for node in walk(given.written) if self._is_asked(node)), None)
        if standing is not None:
            return f"work out {to_text(standing)}"
        left = [pair for pair in self.asked.at if pair[0] in symbols_of([given.written])]
        return "put in " + ", ".join(f"{to_text(s)} = {to_text(v)}" for s, v in left) if left else ""

    # Right or wrong

    @cached_property
    def _samples(self) -> Samples | None:
        return Samples.of(self.truth, self.world.conditions)

    @cached_property
    def closed(self) -> Any:
        """The engine's answer, in base variables; None where the rules have none."""
        try:
            found = [self._answered(goal) for goal in self.asked.goals]
        except (NoRule, Unresolved):
            return None
        return found[0] if len(found) == 1 else Tuple(*found)

    def _answered(self, goal: Basic) -> Any:
        answer = plain(self.world.resolve(plain(Engine(self.book).answer(Tidy(goal)).answer)))
        return substitute(answer, dict(self.asked.at)) if self.asked.at else answer

    @cached_property
    def _verified(self) -> Evidence:
        """That the engine's answer is the truth."""
        if self.closed is None:
            return Evidence("undecided", reason="the rules have no answer")
        return self._equal(self.truth, self.closed)

    @cached_property
    def _is_beyond_values(self) -> bool:
        return is_beyond_values(self.truth) or (self.closed is not None and is_beyond_values(self.closed))

    def _equal(self, left: Any, right: Any) -> Evidence:
        judge = judged if self._is_beyond_values else equal
        return judge(left, right, assuming=self.world.conditions)

    def _judged(self, given: Any) -> Evidence:
        """How it is known that `given` is the answer, or is not; on the curve, where one makes y a function of x."""
        evidence = self._everywhere(given)
        curve, y = self.world.curve, self.world.dependent
        if evidence.kind != "refuted" or curve is None or y is None or self.asked.at or isinstance(self.truth, Tuple):
            return evidence
        along = equal_on_curve(self.truth, given, curve, y, assuming=self.world.conditions)
        return evidence if along.kind == "undecided" else along

    def _everywhere(self, given: Any) -> Evidence:
        if given == self.closed and holds(self._verified):
            return self._verified
        values = self._values(given)
        if values is not None and self._samples is not None:
            refuted = self._samples.refutes(values)
            if refuted is None and not known(values):
                refuted = gap(self.truth, given)
            if refuted is not None:
                return refuted
        evidence = Evidence("undecided")
        if holds(self._verified):
            evidence = self._equal(self.closed, given)
            if holds(evidence):
                evidence = _weaker(self._verified, evidence)
        if evidence.kind == "refuted" or not holds(self._verified):  # where the truth is defined is what counts
            evidence = self._equal(self.truth, given)
        missing = gap(self.truth, given) if evidence.domain and evidence.kind != "refuted" else None
        return evidence if missing is None else missing

    def _values(self, given: Any) -> Values | None:
        """The values of the answer at the samples; those of the last one asked about are kept."""
        if self._recent is None or self._recent[0] is not given:
            self._recent = given, self._samples.values(given) if self._samples is not None else None
        return self._recent[1]

    # Which mistake

    @cached_property
    def _explanations(self) -> list[Explanations]:
        known = self.truth, self.world, self.book, self.asked.at, self._samples
        return [Explanations(goal, *known) for goal in self.questions]

    @cached_property
    def _before(self) -> list[tuple[Mistake, Any, Values | None]]:
        """What slips of algebra before differentiating lead to."""
        found: list[tuple[Mistake, Any, Values | None]] = []
        for goal in self.questions:
            for mistake, wrong in slips_before(goal, self.world, self.asked.at):
                values = self._samples.values(wrong) if self._samples is not None else None
                apart = self._samples is not None and values is not None and not overlap(values, self._samples.truth)
                if apart or not holds(equal(self.truth, wrong, assuming=self.world.conditions)):
                    found.append((mistake, wrong, values))
        return found

    def _diagnosed(self, given: Any) -> Diagnosis | None:
        values = self._values(given)
        for i, explanations in enumerate(self._explanations):
            found = explanations.find(given, values)
            if found is not None:  # what is found in another way of asking is a tie
                others = [tie for other in self._explanations[i + 1 :] for tie in other.ties(given, values)]
                ties = {tie.slug: tie for tie in (*found.ties, *others) if tie.slug != found.mistake.slug}
                return replace(found, ties=tuple(ties.values()))
        blind = self._samples is not None and (values is None or not known(values))
        for mistake, wrong, its in self._before if not blind else ():
            near = values is None or its is None or overlap(values, its)
            if near and holds(equal(wrong, given, assuming=self.world.conditions)):
                return Diagnosis(mistake, ())
        for explanations in self._explanations:
            found = explanations.find(given, values, mistakes=2)
            if found is not None:
                return found
        if blind:
            return None
        if self._samples is not None and values is not None and not self._samples.slip_of_numbers(values):
            return None
        return numeric_slip(self.truth, given, self.world)


def _weaker(one: Evidence, other: Evidence) -> Evidence:
    """What is known of a = c where a = b and b = c are known so."""
    weak = max(one, other, key=lambda evidence: _RANK[evidence.kind])
    if one.kind == other.kind == "agrees":
        weak = replace(weak, points=min(one.points, other.points), digits=min(one.digits, other.digits))
    return replace(weak, domain=other.domain)


def _announced(stated: list[Reading]) -> list[Reading]:
    """Less what words say to be a remark or an explanation: `18x + 12 for all x`, `the derivative of ln x is 1/x`,
    `18x + 12, since the derivative of 3x + 2 is 3`."""
    kept: list[Reading] = []
    explaining = False
    for reading in stated:
        words = reading.words.strip()
        explaining = not _CONCLUDES.search(words) and (explaining or bool(kept and _EXPLAINS.search(words)))
        remark = _is_bare(reading) and words and not _ANNOUNCES.search(words)
        if not explaining and not remark:
            kept.append(reading)
    return kept or stated


def _is_bare(reading: Reading) -> bool:
    return not reading.signs and not isinstance(reading.node, Relational)


def _sides(reading: Reading) -> tuple[Any, ...]:
    """The sides of a chain of equalities; anything else is its own only side, as in `= 2x`."""
    chain = len(reading.signs) > 1 or (reading.signs and not reading.continues) or isinstance(reading.node, Eq)
    return tuple(reading.node.args) if chain else (reading.node,)

"""What quantities come to, truly, in the student's eyes, and with one law broken.

Every way in which the laws could answer a question is gone through, not only the shortest: a student takes another, and
makes the mistake that belongs to it. All values are exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from sympy import Rational

from workings.engine import Engine, NoRule
from workings.expression import Goal, Tidy
from workings.expression.algebra import replace
from workings.expression.probability_goals import Area, Asked, Chance, Way
from workings.judge import equal
from workings.judge.meanings import plain
from workings.marking.diagnosis import holds
from workings.probability.bounds import bounds
from workings.probability.exact import exact
from workings.probability.reading import Distributed
from workings.probability.search import worded
from workings.rule import Mistake, Rule, RuleBook

__all__ = ["Ground", "Slip", "goals_in", "has_many_values", "same", "standing"]

Ask = Callable[[Any], Any]
Form = Callable[[Ask], Any]
MOST_FORMS = 80
MOST_WRONG = 4_000
MOST_ATOMS = 128  # among which a derivation is searched for
MOST_PAIRS = 400  # of mistakes, for each that is made at the question
MANY = 30  # values of one variable
MOST_VALUES = 3  # of one variable that are added in one step


@dataclass(frozen=True, slots=True, eq=False)
class Slip:
    """A mistake made at a goal, in one of its ways: the law as the student has it, and as it should be."""

    mistake: Mistake
    rule: Rule
    goal: Any
    wrong: Any
    right: Any


class _Unknown(LookupError):
    """A question on the way has no value."""


def goals_in(expr: Any) -> list[Any]:
    """The questions in an expression, each once; what a question is about is no part of it."""
    found: dict[Any, None] = {}
    stack = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, Goal):
            found[node] = None
        else:
            stack += getattr(node, "args", ())
    return list(found)


def standing(goal: Any) -> Any:
    return goal


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal, exactly."""
    if one == other:
        return True
    with suppress(ZeroDivisionError):
        a, b = exact(one), exact(other)
        if a is not None and b is not None:
            return a == b
    return holds(equal(one, other))


def key_of(value: Any) -> Any:
    """What equal values share, where it is quickly found."""
    try:
        found = exact(value)
    except ZeroDivisionError:
        return None
    return value if found is None else found


class Ground:
    """The values of quantities in one problem."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self.laws = [rule for rule in book if hasattr(rule, "ways")]
        self._true: dict[Any, Any] = {}
        self._forms: dict[Any, list[Form]] = {}
        self._masses: dict[Any, list[Any]] = {}
        self._found: dict[Any, list[tuple[Any, Way]]] = {}
        self._wrong: dict[tuple[Any, int], list[tuple[Any, Slip]]] = {}

    # Truth

    def value(self, expr: Any) -> Any:
        """The value of an expression in questions; None where one of them is not settled."""
        return self._in(expr, self.true)

    def _in(self, expr: Any, answer: Callable[[Any], Any]) -> Any:
        values: dict[Any, Any] = {}
        for goal in goals_in(expr):
            found = answer(goal)
            if found is None:
                return None
            values[goal] = found
        with suppress(ZeroDivisionError):
            found = exact(expr, {goal: exact(v) for goal, v in values.items()}) if values else exact(expr)
            if found is not None:
                return Rational(found.numerator, found.denominator)
            return replace(expr, values) if values else expr
        return None

    def true(self, goal: Any) -> Any:
        if goal not in self._true:
            self._true[goal] = self._answer(goal)
        return self._true[goal]

    def _answer(self, goal: Any) -> Any:
        if isinstance(goal, Chance):
            summed = self._over_values(goal)
            if summed is not None:
                return summed
        if isinstance(goal, Chance) and _is_linear(goal):
            room = bounds(goal.world, goal.e, goal.c)
            if room is not None and room.value is not None:
                return Rational(room.value.numerator, room.value.denominator)
            if not goal.world.model.families:
                return None
        if _is_too_large(goal):
            return None
        try:
            return plain(Engine(self.book).answer(Tidy(goal)).answer)
        except (NoRule, RecursionError, ValueError):
            return None

    def _over_values(self, goal: Chance) -> Any:
        """The probability summed over the values of the one variable that a world is about."""
        world = goal.world
        if not _is_of_one_variable(goal):
            return None
        if goal.e.bit_count() == 1 and goal.c == world.everything:
            return self._outright(goal)
        masses = self._masses.get(world)
        if masses is None:
            atoms = [self._outright(world.chance(1 << i)) for i in range(len(world.model.atoms))]
            masses = self._masses[world] = atoms if all(isinstance(mass, Rational) for mass in atoms) else []
        if not masses:
            return None
        inside, whole = (sum(m for i, m in enumerate(masses) if mask >> i & 1) for mask in (goal.e, goal.c))
        return inside / whole if whole else None

    def _outright(self, goal: Chance) -> Any:
        """The value by a law that asks nothing more: it is given, or the mass of a known distribution."""
        for law in self.laws:
            way = next(iter(law.ways(goal)), None)
            line = None if way is None else way.form(way.parts, standing)
            if line is not None and not goals_in(line):
                value = exact(line)
                return None if value is None else Rational(value.numerator, value.denominator)
        return None

    def tidy(self, value: Any) -> Any:
        """The value as it is shown."""
        try:
            return plain(Engine(self.book).answer(Tidy(value)).answer)
        except (NoRule, RecursionError):
            return value

    def seen(self, expr: Any, stated: Mapping[Any, Any]) -> Any:
        """The value of an expression in questions to one who takes what was stated for true."""
        eyes = _Eyes(self, stated)

        def see(goal: Any) -> Any:
            try:
                return eyes.see(goal, 1)
            except _Unknown:
                return None

        return self._in(expr, see)

    def honest(self, goal: Any) -> Any:
        """The answer of the rules, which may be that the givens leave room or break a law."""
        if _is_too_large(goal):
            return None
        try:
            asked = goal if isinstance(goal, Area) or not isinstance(goal, Goal) else Asked(goal)
            return plain(Engine(self.book).answer(Tidy(asked)).answer)
        except (NoRule, RecursionError, ValueError):
            return None

    # The ways to answer a question

    def forms(self, goal: Any) -> list[Form]:
        """Every way in which the laws could answer the question."""
        found = self._forms.get(goal)
        if found is None:
            found = self._forms[goal] = list(islice(self._made(goal), MOST_FORMS))
        return found

    def _made(self, goal: Any) -> Iterator[Form]:
        if isinstance(goal, Chance):
            for _, way in self._ways(goal):
                yield partial(way.form, way.parts)
            return
        for rule in self.book.candidates(goal):
            if rule.rewrite(goal, standing) is not None:
                yield partial(rule.rewrite, goal)

    def _ways(self, goal: Chance) -> list[tuple[Any, Way]]:
        """The laws that could answer the question, each with its way; their questions are worded only at the end."""
        found = self._found.get(goal)
        if found is None:
            world = goal.world
            world.sketching = True
            try:
                ways = list(islice(self._sketched(goal), MOST_FORMS))
            finally:
                world.sketching = False
            found = self._found[goal] = [(law, Way(worded(way.parts), way.form, way.cost)) for law, way in ways]
        return found

    def _sketched(self, goal: Chance) -> Iterator[tuple[Any, Way]]:
        alone = _is_of_one_variable(goal) and goal.c == goal.world.everything
        for law in self.laws:
            for way in law.ways(goal):
                asked = goals_in(way.form(way.parts, standing))
                if alone and (any(g.c != goal.c for g in asked if isinstance(g, Chance)) or len(asked) > MOST_VALUES):
                    continue  # of one variable, no value tells anything about another
                masks = [(g.e, g.c) for g in asked if isinstance(g, Chance)]
                if (goal.e, goal.c) not in masks and all(goal.world.nameable(*mask) for mask in masks):
                    yield law, way

    # One law broken

    def wrong(self, goal: Any, depth: int = 2) -> list[tuple[Any, Slip]]:
        """The values that one mistake leads to, those made at the question itself first."""
        found = self._wrong.get((goal, depth))
        if found is None:
            found = self._wrong[goal, depth] = list(islice(self._broken(goal, depth), MOST_WRONG))
        return found

    def _broken(self, goal: Any, depth: int) -> Iterator[tuple[Any, Slip]]:
        truth = self.true(goal)
        if depth > 0:
            for value, slip in self.wrong(goal, depth - 1):
                yield value, slip
        else:
            yield from self._at(goal, truth)
            return
        if has_many_values(goal):
            return  # what is wrong one step below is looked for among few values only
        seen: set[Any] = set()
        for form in self._few_forms(goal, depth):
            for sub in goals_in(form(standing)):
                for value, slip in self.wrong(sub, depth - 1):
                    with suppress(_Unknown, ZeroDivisionError):
                        made = self._valued(form, {sub: value})
                        key = (key_of(made), slip.mistake.slug)
                        if key not in seen and not _is(made, truth):
                            seen.add(key)
                            yield made, slip

    def _few_forms(self, goal: Any, depth: int) -> list[Form]:
        """All forms for a slip just below the question, only the one that is taken for one deeper down."""
        if depth == 1 or not isinstance(goal, Chance):
            return self.forms(goal)
        goal.world.way(goal, "")
        chosen = goal.world.chosen(goal)
        return [] if chosen is None else [partial(chosen.form, chosen.parts)]

    def _at(self, goal: Any, truth: Any) -> Iterator[tuple[Any, Slip]]:
        """The mistakes made at the question itself."""
        seen: set[Any] = set()
        for rule, way in self._rules(goal):
            for mistake in rule.mistakes:
                for made, right, line in self._mistaken(goal, rule, mistake, way):
                    key = (key_of(made), mistake.slug)
                    if key not in seen and not _is(made, truth):
                        seen.add(key)
                        yield made, Slip(mistake, rule, goal, line, right)

    def _rules(self, goal: Any) -> Iterator[tuple[Rule, Way | None]]:
        if isinstance(goal, Chance):
            yield from self._ways(goal)
            return
        for rule in self.book.candidates(goal):
            if rule.mistakes:
                yield rule, None

    def _mistaken(self, goal: Any, rule: Rule, mistake: Mistake, way: Way | None) -> Iterator[tuple[Any, Any, Any]]:
        if way is None:
            yield from self._rewritten(goal, rule, mistake)
            return
        with goal.world.answering(goal, rule.slug, way):
            yield from list(self._rewritten(goal, rule, mistake))

    def _rewritten(self, goal: Any, rule: Rule, mistake: Mistake) -> Iterator[tuple[Any, Any, Any]]:
        right = rule.rewrite(goal, standing)
        for broken in mistake.ways(goal):
            with suppress(_Unknown, ZeroDivisionError):
                line = broken(goal, standing)
                if line is not None and goal not in goals_in(line):
                    yield self._valued(partial(broken, goal), {}), right, line

    def twice(self, goal: Any) -> Iterator[tuple[Any, Slip, Slip]]:
        """The values that two mistakes together lead to: one at the question, one in what was asked for it."""
        truth = self.true(goal)
        for rule, way in self._rules(goal):
            for mistake in rule.mistakes:
                yield from islice(self._twice_at(goal, truth, rule, mistake, way), MOST_PAIRS)

    def _twice_at(
        self, goal: Any, truth: Any, rule: Rule, mistake: Mistake, way: Way | None
    ) -> Iterator[tuple[Any, Slip, Slip]]:
        right = rule.rewrite(goal, standing) if way is None else None
        for broken in mistake.ways(goal):
            with suppress(_Unknown, ZeroDivisionError):
                if way is None:
                    line = broken(goal, standing)
                else:
                    with goal.world.answering(goal, rule.slug, way):
                        line, right = broken(goal, standing), rule.rewrite(goal, standing)
                if line is None or goal in goals_in(line):
                    continue
                first = Slip(mistake, rule, goal, line, right)
                for asked in goals_in(line):
                    for value, second in self.wrong(asked, 0):
                        made = self._in(line, {**{g: self.true(g) for g in goals_in(line)}, asked: value}.get)
                        if made is not None and second.mistake.slug != mistake.slug and not _is(made, truth):
                            yield made, first, second

    def _valued(self, form: Form, instead: Mapping[Any, Any]) -> Any:
        """What the form comes to, with some questions answered otherwise."""

        def ask(goal: Any) -> Any:
            found = instead[goal] if goal in instead else self.true(goal)
            if found is None:
                raise _Unknown(str(goal))
            return found

        made = form(ask)
        if made is None:
            raise _Unknown
        found = exact(made)
        return made if found is None else Rational(found.numerator, found.denominator)

    def wrong_of(self, expr: Any, depth: int = 2) -> Iterator[tuple[Any, Slip]]:
        """The values of an expression in questions with one mistake, in one of them or alike in all."""
        if isinstance(expr, Goal):
            yield from self.wrong(expr, depth)
            return
        goals = goals_in(expr)
        truth = {goal: self.true(goal) for goal in goals}
        if None in truth.values():
            return
        for goal in goals:
            for value, slip in self.wrong(goal, depth):
                made = self._in(expr, {**truth, goal: value}.get)
                if made is not None:
                    yield made, slip
        if len(goals) > 1:
            yield from self._alike(expr, goals, truth)

    def _alike(self, expr: Any, goals: list[Any], truth: dict[Any, Any]) -> Iterator[tuple[Any, Slip]]:
        """The same mistake in every question."""
        by_slug: list[dict[str, tuple[Any, Slip]]] = []
        for goal in goals:
            found: dict[str, tuple[Any, Slip]] = {}
            for value, slip in self.wrong(goal, 0):
                found.setdefault(slip.mistake.slug, (value, slip))
            by_slug.append(found)
        for slug in by_slug[0]:
            if all(slug in found for found in by_slug):
                values = {goal: found[slug][0] for goal, found in zip(goals, by_slug, strict=True)}
                made = self._in(expr, values.get)
                if made is not None:
                    yield made, by_slug[0][slug][1]

    # The student's eyes

    def carried(self, goal: Any, value: Any, stated: Mapping[Any, Any]) -> bool:
        """Whether the value follows by one of the laws from what the student has stated."""
        if not stated:
            return False
        eyes = _Eyes(self, stated)
        for form in self.forms(goal):
            with suppress(_Unknown, ZeroDivisionError):
                if same(eyes.valued(form, 1), value):
                    return True
        with suppress(_Unknown, ZeroDivisionError):
            given = {g: v for g, v in stated.items() if g != goal}
            return same(plain(Engine(self.book, given=given).answer(goal).answer), value)
        return False


class _Eyes:
    """The values of questions to one who takes what was stated for true."""

    def __init__(self, ground: Ground, stated: Mapping[Any, Any]) -> None:
        self.ground = ground
        self.stated = stated
        self.known: dict[Any, Any] = {}

    def valued(self, form: Form, depth: int) -> Any:
        made = form(lambda goal: self.see(goal, depth))
        if made is None:
            raise _Unknown
        return made

    def see(self, goal: Any, depth: int) -> Any:
        if goal in self.stated:
            return self.stated[goal]
        if goal not in self.known:
            self.known[goal] = self._derived(goal)
        if self.known[goal] is None:
            raise _Unknown(str(goal))
        return self.known[goal]

    def _derived(self, goal: Any) -> Any:
        try:
            return plain(Engine(self.ground.book, given=self.stated).answer(goal).answer)
        except (NoRule, RecursionError, ValueError, ZeroDivisionError):
            return self.ground.true(goal)


def _is(one: Any, other: Any) -> bool:
    """Whether two values are equal, by a quick look: exactly where both are rational."""
    if other is None:
        return False
    a, b = exact(one), exact(other)
    return a == b if a is not None and b is not None else one == other or same(one, other)


def _is_too_large(goal: Any) -> bool:
    return isinstance(goal, Chance) and len(goal.world.model.atoms) > MOST_ATOMS


def has_many_values(goal: Any) -> bool:
    """Whether it is about one variable of so many values that a search among them takes long."""
    return isinstance(goal, Chance) and _is_of_one_variable(goal) and len(goal.world.model.axes[0]) > MANY


def _is_of_one_variable(goal: Chance) -> bool:
    axes = goal.world.model.axes
    return len(axes) == 1 and len(axes[0]) > 2


def _is_linear(goal: Chance) -> bool:
    """Whether what is given are numbers, so that linear programming settles what it settles."""
    world = goal.world
    distributed = any(isinstance(s, Distributed) for s in world.statements)
    return not distributed and all(fact.number is not None for fact in world.model.facts)

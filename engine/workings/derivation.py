"""A derivation: the steps that answered a goal, and the lines a person reads.

The steps are a DAG, each sub-question answered once. The lines are the same rules run again with a third meaning of
`ask`: answer what has been opened so far, leave the rest standing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from sympy import Basic, Product, Sum

from workings.expression import D, Goal, Tidy, Value
from workings.expression.algebra import flattened, replace
from workings.expression.canonical import canonical
from workings.expression.curve_goals import RelatedRate
from workings.expression.goals import Held, Implicit, Isolate
from workings.expression.known_values import KnownValues
from workings.expression.nodes import symbols_of, tree_size, walk
from workings.expression.probability_goals import Asked
from workings.expression.relations import equal_to, for_every_index, without_redundant
from workings.expression.vocabulary import unknown_function
from workings.rule import Rule, Text

if TYPE_CHECKING:
    from workings.judge import Evidence

__all__ = ["Derivation", "Detail", "Line", "Note", "Step"]

Detail = Literal["brief", "normal", "full"]
LONGEST = 5_000  # nodes; a line longer than this is not written out
MOST_WAVES = 150  # lines; beyond, only question and answer are


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One goal answered by one rule; `uses` are the steps whose answers it asked for, in that order.

    >>> from workings import derive
    >>> step = derive("d/dx x^3", tidy=False).root
    >>> step.goal, step.rule, step.answer, step.uses
    (D(x**3, x), Rule('power'), 3*x**2, ())
    """

    goal: Goal
    rule: Rule
    answer: Basic
    uses: tuple[Step, ...]

    @property
    def line(self) -> Basic:
        """What the rule makes of the goal, the smaller goals left standing."""
        line = self.rule.rewrite(self.goal, lambda goal: goal)
        assert line is not None, f"rule {self.rule.slug} answered {self.goal} once and now does not"
        return line

    @property
    def conditions(self) -> tuple[Basic, ...]:
        """The relations under which this step holds."""
        return self.rule.condition(self.goal)

    def walk(self) -> Iterator[Step]:
        """Every step below and including this one, once, those used before those that use them."""
        seen: set[int] = set()
        stack: list[tuple[Step, bool]] = [(self, False)]
        while stack:
            step, expanded = stack.pop()
            if expanded:
                yield step
            elif id(step) not in seen:
                seen.add(id(step))
                stack.append((step, True))
                stack.extend((used, False) for used in reversed(step.uses))

    def __repr__(self) -> str:
        return f"Step({self.rule.slug}, {self.goal} -> {self.answer})"


@dataclass(frozen=True, slots=True)
class Note:
    """A rule named beside a line, and the step that it was used in; `outside` the function a chain rule is about.

    >>> from workings import derive
    >>> [note.rule.slug for note in derive("d/dx x^3").lines()[1].notes]
    ['power']
    """

    step: Step
    outside: bool = False

    @property
    def rule(self) -> Rule:
        return self.step.rule


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a derivation: an expression in which some goals may still stand, and the rules that made it.

    >>> from workings import derive
    >>> [str(line.expr) for line in derive("d/dx x^3").lines()]
    ['D(x**3, x)', '3*x**2']
    """

    expr: Basic
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Derivation:
    """The answer to a question with all its steps.

    Attributes:
        root: the step that answers the question.
        decimal: whether numbers are shown as decimals, because the question used them.
        notes: how the question was read, where it could be read otherwise.

    >>> from workings import derive
    >>> derivation = derive("d/dx x^3")
    >>> derivation.result, "power" in derivation.rules, derivation.conditions
    (3*x**2, True, ())
    >>> derivation.lambdify()(2.0)
    12.0
    """

    root: Step
    decimal: bool = False
    notes: tuple[Text, ...] = ()
    _cache: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def goal(self) -> Basic:
        """The question, without the wish for a tidy answer."""
        return _shown(self.root.goal)

    @property
    def answer(self) -> Basic:
        """The answer in the form in which the rules left it."""
        return self.root.answer

    @cached_property
    def result(self) -> Basic:
        """The answer as an ordinary SymPy expression, in SymPy's canonical form."""
        return canonical(self.answer)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every step once, those used before those that use them; the last is the root."""
        return tuple(self.root.walk())

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The slugs of the rules used, in the order of their first use from the question down."""
        return tuple(dict.fromkeys(step.rule.slug for step in reversed(self.steps)))

    @cached_property
    def conditions(self) -> tuple[Basic, ...]:
        """Where the result is valid: the conditions of all steps, less those that hold for every real value."""
        slots = self._slots()
        found = [self._answered(c) for step in self.steps for c in self._on_all_terms(step)]
        return without_redundant(replace(c, slots) if slots else c for c in found)

    @cached_property
    def untold(self) -> tuple[tuple[Basic, Basic], ...]:
        """Points that the conditions leave out, though the derivative seems to exist there: (x, 0).

        The way taken does not tell of them: the rule for |x| needs x != 0, but x |x| has a slope at 0 too.
        """
        from workings.judge.validity import points_untold

        return points_untold(self)

    @cached_property
    def _indices(self) -> dict[Basic, tuple[Basic, ...]]:
        """The indices of the sums and products that are differentiated, with their ends."""
        sums = [s.goal.args[0] for s in self.steps if isinstance(s.goal.args[0], Sum | Product)]
        return {limit.args[0]: limit.args[1:] for node in sums for limit in node.args[1:] if len(limit.args) == 3}

    def _on_all_terms(self, step: Step) -> tuple[Basic, ...]:
        return for_every_index(step.conditions, step.goal.args[0], self._indices) if self._indices else step.conditions

    def _answered(self, condition: Basic) -> Basic:
        """The condition with the goals in it answered, where they are steps of this derivation."""
        goals = [node for node in walk(condition) if isinstance(node, Goal)]
        if not goals:
            return condition
        answers = {step.goal: step.answer for step in self.steps}
        if condition.args[0] in answers:  # the outermost question has the last word
            goals = [condition.args[0]]
        found = {goal: canonical(answers[goal]) for goal in goals if goal in answers}
        left, right = (replace(side, found) for side in condition.args)
        return Basic.__new__(type(condition), canonical(left), right) if found else condition

    def _slots(self) -> dict[Basic, Basic]:
        """The names that rules gave to places in a function, and what stands in those places; y(x) is y again."""
        pairs = [pair.args for step in self.steps if isinstance(step.goal, Value) for pair in step.goal.args[1:]]
        asked = set(symbols_of([self.root.goal])) if pairs else set()
        found = {slot: u for slot, u in pairs if slot not in asked}
        for step in self.steps:
            if isinstance(step.goal, Implicit):
                _, y, x = step.goal.args
                found[unknown_function(y.name)(x)] = y
            elif isinstance(step.goal, RelatedRate):
                _, t, wanted, rates = step.goal.args
                found |= {unknown_function(v.name)(t): v for v in (wanted, *(pair.args[0] for pair in rates.args))}
        return found

    def lines(self, detail: Detail = "normal", known: Collection[str] = ()) -> tuple[Line, ...]:
        """The lines a person reads, the question first.

        Arguments:
            detail: `full` opens one rule a line; `normal` works elementary rules together with their neighbours;
                `brief` gives the first rule, the raw answer and the tidy one.
            known: slugs of rules the reader knows and wants worked together likewise.
        """
        if detail not in ("brief", "normal", "full"):
            raise ValueError(f"detail {detail!r} is not one of 'brief', 'normal', 'full'")
        return _Unfolding(self.root, detail, frozenset(known)).lines()

    # What follows lives in modules above this one, which are imported when asked for.

    def verify(self) -> Verification:
        """Puts every step and the whole before the judges; see `workings.judge.verify_derivation`."""
        from workings.judge.derivation import verify_derivation

        return verify_derivation(self)

    def hint(self, lines: Sequence[str | Basic] = (), lang: str = "en") -> str:
        """The next rule after `lines`, as worked so far, in a sentence and without the answer.

        >>> import workings as wk
        >>> wk.derive("d/dx (3x+2)^2").hint()[:36]
        'Next: chain rule, u = 3x + 2. Differ'
        """
        from workings.hint import hint

        return hint(self, lines, lang)

    def lambdify(self, args: Any = None, backend: str = "numpy", **options: Any) -> Any:
        """The result as a fast function of `args` (its symbols by name, unless given); see `workings.lambdify`."""
        from workings.numeric import lambdify
        from workings.numeric.over_data import arguments_of

        if args is None:
            args = arguments_of([self.goal, self.result])
        return lambdify(self.result, args, backend=backend, **options)

    def figures(self, lang: str = "en") -> str:
        """Drawings that belong to the derivation, as HTML; of most there are none."""
        return ""

    def to_text(self, **options: Any) -> str:
        from workings.show import derivation_to_text

        return derivation_to_text(self, **options)

    def to_latex(self, **options: Any) -> str:
        from workings.show import derivation_to_latex

        return derivation_to_latex(self, **options)

    def to_markdown(self, **options: Any) -> str:
        from workings.show import derivation_to_markdown

        return derivation_to_markdown(self, **options)

    def to_html(self, **options: Any) -> str:
        from workings.show import derivation_to_html

        return derivation_to_html(self, **options)

    def to_json(self, **options: Any) -> str:
        from workings.show import derivation_to_json

        return derivation_to_json(self, **options)

    def __str__(self) -> str:
        return self.to_text()

    def _repr_latex_(self) -> str:
        return self.to_latex()

    def _repr_html_(self) -> str:
        return self.to_html()


@dataclass(frozen=True, slots=True)
class Verification:
    """The judges' evidence: for each step that its goal equals its line, and for the whole that it equals the answer.

    `steps` pairs each step with its evidence. `autograd` is None where torch is not installed or can't evaluate the
    question.

    >>> from workings import derive
    >>> verification = derive("d/dx x^3").verify()
    >>> verification.holds, verification.whole.kind
    (True, 'proved')
    """

    steps: tuple[tuple[Step, Evidence], ...]
    whole: Evidence
    autograd: Evidence | None = None

    @property
    def holds(self) -> bool:
        """Whether every step and the whole are `proved` or `agrees`, and autograd has nothing against it."""
        judged = [evidence for _, evidence in self.steps] + [self.whole]
        against = self.autograd is not None and self.autograd.kind == "refuted"
        return not against and all(evidence.kind in ("proved", "agrees") for evidence in judged)


class _Unfolding:
    """Runs the rules again, opening the goals of a derivation wave by wave.

    A step opened at time t asks for its uses at t + 1; a use whose goal was made from earlier answers waits until
    they are complete. A step that is worked together with its neighbours is answered the moment it is opened.
    """

    def __init__(self, root: Step, detail: Detail, known: frozenset[str]) -> None:
        self.root = root
        self.detail = detail
        self.known = known
        self.at_once: dict[int, bool] = {}
        self.offsets: dict[int, tuple[int, ...]] = {}
        self.duration: dict[int, int] = {}
        for step in root.walk():
            self._plan(step)

    def _plan(self, step: Step) -> None:
        """Whether the step is answered in one line, else when each of its uses is opened and how long it takes."""
        key = id(step)
        easy = step.rule.elementary or step.rule.slug in self.known
        self.at_once[key] = self.detail != "full" and easy and all(self.at_once[id(used)] for used in step.uses)
        left_standing: list[Goal] = []

        def leave(goal: Goal) -> Goal:
            left_standing.append(goal)
            return goal

        step.rule.rewrite(step.goal, leave)
        offsets: list[int] = []
        complete: dict[Basic, int] = {}  # a goal left standing -> when its answer is there
        for used, goal in zip(step.uses, left_standing, strict=False):
            inside = [complete[part] for part in walk(goal) if part in complete] if goal != used.goal else []
            offsets.append(max(inside, default=0))
            complete[goal] = max(complete.get(goal, 0), offsets[-1] + self.duration[id(used)])
        done = max(complete.values(), default=0)
        self.offsets[key] = tuple(offsets)
        self.duration[key] = 1 if self.at_once[key] else 1 + done

    def lines(self) -> tuple[Line, ...]:
        lines = [Line(_shown(self.root.goal))]
        waiting: list[Note] = []
        end = self.duration[id(self.root)]
        if end > MOST_WAVES or tree_size(self.root.goal) > LONGEST:
            return (*lines, Line(self.root.answer))
        last = flattened(_without_wishes(lines[0].expr))
        unknown: Basic | None = None
        for time in range(1, end + 1):
            opened: list[Note] = []
            expr = _shown(self._unfold(self.root, time, opened))
            flat = flattened(_without_wishes(expr))
            if flat == last:  # a rule that only passes the question on is named with the next line
                waiting += [note for note in opened if not isinstance(note.step.goal, Tidy)]
                continue
            last = flat
            waiting += opened
            if tree_size(expr) > LONGEST:
                return (*lines, Line(self.root.answer))
            if isinstance(expr, Isolate):
                unknown = expr.args[1]
            elif unknown is not None:  # an equation was being solved: the line says for what
                expr = equal_to(unknown, expr)
            lines.append(Line(expr, tuple(dict.fromkeys(waiting))))
            waiting = []
        if self.detail == "brief":
            lines = _brief(lines)
        return tuple(lines)

    def _unfold(self, step: Step, time: int, opened: list[Note], outside: bool = False) -> Basic:
        """The goal of `step` after `time` waves; the rules that came in with the last wave are added to `opened`."""
        if time <= 0:
            return step.goal
        key = id(step)
        if self.at_once[key]:
            if time == 1:
                opened.extend(_all_notes(step, outside))
            return step.answer
        if time > self.duration[key]:
            return step.answer
        if time == 1 and not step.rule.silent:
            opened.append(Note(step, outside))
        offsets = self.offsets[key]
        count = iter(range(len(step.uses)))

        def ask(goal: Goal) -> Basic:
            index = next(count, None)
            if index is None:
                return goal
            used = step.uses[index]
            outside = _is_outer(used.goal)
            left = time - 1 - offsets[index]
            if outside and self.at_once[id(used)]:
                left += 1  # the outer derivative is written in the line of the chain rule itself
            elif offsets[index] and left <= 0:
                return goal  # its question is still being made
            return self._unfold(used, left, opened, outside)

        line = step.rule.rewrite(step.goal, ask)
        assert line is not None
        return line


def _is_outer(goal: Goal) -> bool:
    """Whether it asks for the derivative of a head with respect to its whole argument, as the chain rule does."""
    return isinstance(goal, D) and bool(goal.x.args)


def _all_notes(step: Step, outside: bool) -> list[Note]:
    """The rules of the step and all below it, from the question down and from left to right."""
    notes: dict[int, Note] = {}
    stack = [step]
    while stack:
        used = stack.pop()
        if id(used) not in notes:
            notes[id(used)] = Note(used, outside and used is step)
            stack.extend(reversed(used.uses))
    return list(notes.values())


def _brief(lines: list[Line]) -> list[Line]:
    """The question, what the first rule makes of it, the first line with no goal in it, and the end."""
    kept = lines[:1]
    waiting: list[Note] = []
    closed = [i for i, line in enumerate(lines) if i > 1 and not _open(line.expr)]
    for i, line in enumerate(lines[1:], 1):
        waiting += line.notes
        if i == 1 or i in (closed[:1] + closed[-1:]):
            kept.append(Line(line.expr, tuple(dict.fromkeys(waiting))))
            waiting = []
    return kept


def _open(expr: Basic) -> bool:
    return any(isinstance(node, D) for node in walk(expr))


def _without_wishes(expr: Basic) -> Basic:
    """Without the wishes for a tidy form inside it and values that are known, which are not written either."""
    found = {node: node.args[0] for node in walk(expr) if isinstance(node, Tidy | KnownValues)}
    return replace(expr, found) if found else expr


def _shown(expr: Basic) -> Basic:
    """Without the wish for a tidy form around it, or the list of what is held."""
    while isinstance(expr, Tidy | Held | Asked):
        expr = expr.args[0]
    return expr

"""Problems of calculus and algebra, opened for marking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from sympy import Basic, Expr, Tuple

from workings.engine import Engine, NoRule
from workings.expression import D, Goal, Tidy, Value
from workings.expression.calculus_goals import (
    ImplicitAgain,
    Laplacian,
    Parametric,
    ParametricAgain,
    Tangent,
    TangentToCurve,
    Taylor,
    TaylorOfSeveral,
    TaylorWithRemainder,
)
from workings.expression.curve_goals import (
    ArcRate,
    Curl,
    Divergence,
    GraphCurvature,
    JacobianDeterminant,
    Normal,
    NormalToCurve,
    PathCurvature,
    RelatedRate,
    Speed,
    SteepestSlope,
    Wronskian,
)
from workings.expression.errors import ReadError
from workings.expression.graph_goals import Constrained
from workings.expression.limit_goals import LimitAt
from workings.expression.nodes import symbol, symbols_of, walk
from workings.expression.problem import Problem, read_problem
from workings.expression.reader import parse, read_lines
from workings.expression.relations import equal_to
from workings.expression.scope import EMPTY
from workings.expression.vocabulary import unknown_function
from workings.judge.limits import judge_limit
from workings.judge.meanings import plain, spelled_out
from workings.marking.answers import Answers
from workings.marking.extrema import NAMING_POINTS, Extrema
from workings.marking.forms import Form
from workings.marking.intervals import NAMING_INTERVALS, Intervals
from workings.marking.letters import with_usual_letters
from workings.marking.limits import as_limits, limit_without_end
from workings.marking.lines import Marker
from workings.marking.naming import about_derivative, with_answers, within
from workings.marking.questions import questions
from workings.marking.slope_claims import false_slope
from workings.marking.verdict import LineVerdict, Verdict
from workings.marking.world import placed, world_of
from workings.rule import RuleBook
from workings.worded import OutOfReach, as_usual, question_in, question_of, unaccounted

__all__ = ["CalculusSheet"]


class CalculusSheet:
    """A problem of calculus: what its names mean, and its right answer, worked out once.

    Raises:
        ReadError: where the problem can't be read.
    """

    def __init__(self, problem: str, book: RuleBook) -> None:
        self.asked, asked, worded = _opened(as_usual(problem))
        about = (worded, *asked.goals)
        self.asked, asked = (with_usual_letters(each, about) for each in (self.asked, asked))
        self.book = book
        world = world_of(asked)
        truth: Any = None
        if worded is not None:
            truth = self._truth(worded)
        elif asked.goals:
            goals = [world.resolve(goal) for goal in asked.goals]
            truth = placed(goals[0] if len(goals) == 1 else Tuple(*goals), asked.at)
        self.question = worded
        self.worded = worded if truth is not None else None
        self.intervals = Intervals(worded, problem, book) if isinstance(worded, NAMING_INTERVALS) else None
        self.extrema = Extrema(worded, self.asked, book) if isinstance(worded, NAMING_POINTS) else None
        self.answers = Answers(asked, world, truth, questions(asked, world), book, height=_height(worded))

    def _truth(self, worded: Basic) -> Any:
        """What is asked, for the judges to evaluate; of a limit the engine's answer, which they confirm."""
        if isinstance(worded, (*NAMING_POINTS, *NAMING_INTERVALS)):
            return None
        if not isinstance(worded, LimitAt):
            return plain(spelled_out(worded))
        try:
            step = Engine(self.book).answer(Tidy(worded))
        except NoRule:
            return None
        return step.answer if judge_limit(worded, plain(step.answer)).kind == "agrees" else None

    def mark(self, answer: str, form: Form | None = None) -> Verdict:
        if self.extrema is not None:
            return self.extrema.mark(answer)
        if self.intervals is not None:
            return self.intervals.mark(answer)
        if isinstance(self.worded, LimitAt) and (marked := limit_without_end(answer, self.answers.truth)) is not None:
            return marked
        verdict = self.answers.mark(answer, form)
        if verdict.status in ("correct", "wrong_form") and self.worded is not None:
            evidence = false_slope(answer, self.worded)
            if evidence is not None:
                reason = f"the slope there is {evidence.left}, not {evidence.right}"
                return replace(verdict, status="wrong", evidence=evidence, reason=reason)
        return verdict

    def mark_work(self, lines: Sequence[str]) -> tuple[LineVerdict, ...]:
        naming = self.extrema or self.intervals
        if isinstance(self.question, Constrained) and naming is not None:
            reason = "how it leads to the extremes under the condition is not followed"
            return with_answers([LineVerdict(line, "undecided", reason=reason) for line in lines], naming)
        asked = self._with_function()
        marker = Marker(asked, world_of(asked), self.book)
        if naming is not None:
            marker.within = within(self.question)
            return with_answers(self._marked(marker, lines), naming)
        verdicts = self._marked(marker, lines)
        if isinstance(self.worded, LimitAt):
            verdicts = as_limits(verdicts, self.answers.truth, self._limit_in, self.answers.mark)
        return verdicts if self.worded is None else self._as_answers(verdicts)

    def _marked(self, marker: Marker, lines: Sequence[str]) -> tuple[LineVerdict, ...]:
        """Each line by the marker; a last line that only gives its value a name is held against the answer."""
        found: list[LineVerdict] = []
        for i, line in enumerate(lines):
            marker.more = i < len(lines) - 1
            found.append(marker.mark(line))
        if found and marker.named and found[-1].status == "follows":
            answer = self.answers.mark(lines[-1])
            if answer.status == "wrong" and answer.mistake is not None:
                said = answer.evidence, answer.mistake, answer.feedback, answer.ties
                found[-1] = LineVerdict(lines[-1], "wrong", *said)
        return tuple(found)

    def _limit_in(self, side: str) -> Any:
        """The value of the limit, or the number, that a side of a line is; None where it is none, or not known."""
        said = side.strip(" $.,")
        with suppress(ValueError, NoRule):
            asked = question_in(said) if "lim" in said else parse(said)
            if isinstance(asked, LimitAt):
                return self._truth(asked)
            if isinstance(asked, Expr) and not symbols_of([asked]):
                return asked
        return None

    def _with_function(self) -> Problem:
        """The problem with `f(x) = ...` given, where a polynomial for a function is asked for and no derivative."""
        if isinstance(self.question, JacobianDeterminant | ImplicitAgain):
            return replace(self.asked, goal=self.question, goals=(self.question,))
        if not isinstance(self.worded, Taylor | Tangent) or len(self.worded.args[1].args) > 1 or self.asked.goals:
            return about_derivative(self.asked, self.question) if self.question is not None else self.asked
        f, x = self.worded.args[:2]
        x = x.args[0] if isinstance(x, Tuple) else x
        given = equal_to(unknown_function("f")(x), f)
        return replace(self.asked, body=f, givens=(*self.asked.givens, given), variable=x)

    def _as_answers(self, verdicts: tuple[LineVerdict, ...]) -> tuple[LineVerdict, ...]:
        """The marks where words ask for more than the derivative that the lines were marked for.

        A line that is the answer follows; the last one is an answer. An equation of the line that is asked for, or
        between rates, is no statement about the derivative, as which the marker took it.
        """
        found: list[LineVerdict] = []
        for i, verdict in enumerate(verdicts):
            answer = self.answers.mark(verdict.line)
            if answer.status in ("correct", "wrong_form"):
                verdict = LineVerdict(verdict.line, "follows", answer.evidence)
            elif _is_frozen(verdict) or (
                verdict.status == "carried_forward" and any(before.status == "wrong" for before in found)
            ):
                pass
            elif answer.status == "wrong" and i == len(verdicts) - 1:
                verdict = LineVerdict(
                    verdict.line, "wrong", answer.evidence, answer.mistake, answer.feedback, answer.ties
                )
            elif verdict.status in ("wrong", "carried_forward") and self._is_a_step(verdict.line):
                verdict = LineVerdict(verdict.line, "undecided", reason="whether it leads to the answer is not told")
            found.append(verdict)
        return tuple(found)

    def _is_a_step(self, line: str) -> bool:
        """Whether the line may lead to the answer in a way that is not followed here."""
        about = self.worded.args[0] if isinstance(self.worded, Value) else self.worded
        if isinstance(about, RelatedRate):
            return True
        try:
            node = read_lines(line, scope=self.asked.scope)[-1].node
        except ReadError:
            return False
        height = self.answers.height
        return height in symbols_of([node]) and not any(isinstance(part, Goal) for part in walk(node))


def _is_frozen(verdict: LineVerdict) -> bool:
    """Whether a quantity that moves was replaced with a number before differentiating, which no later step mends."""
    return verdict.mistake is not None and verdict.mistake.slug == "substituted-before-differentiating"


# Questions that are known by their words: what derivative stands in the text is not what is asked for.
_BY_WORDS = (
    *(ImplicitAgain, ParametricAgain),
    *(Tangent, TangentToCurve, Normal, NormalToCurve, Taylor, TaylorOfSeveral, TaylorWithRemainder, Laplacian),
    *(
        RelatedRate,
        GraphCurvature,
        PathCurvature,
        ArcRate,
        Speed,
        Divergence,
        Curl,
        Wronskian,
        JacobianDeterminant,
        SteepestSlope,
    ),
    *(LimitAt, *NAMING_POINTS, *NAMING_INTERVALS),
)


@contextmanager
def _unless_out_of_reach() -> Iterator[None]:
    """Passes over every ValueError but the one that says that the whole answer can't be given."""
    try:
        yield
    except OutOfReach:
        raise
    except ValueError:
        pass


def _opened(problem: str) -> tuple[Problem, Problem, Basic | None]:
    """The problem as read, the one that an answer answers, and the question of its words where that is another."""
    worded = said = None
    nothing = Problem(problem, None, None, (), (), (), "", "", None, EMPTY, False, ())
    try:
        with _unless_out_of_reach():  # what the engine has no rule for may be marked all the same
            worded = said = question_in(problem)
        try:
            asked = read_problem(problem)
        except ReadError:
            if worded is None:
                raise
            asked = nothing
        with _unless_out_of_reach():
            worded = question_of(asked) if worded is None else worded
    except OutOfReach:  # the derivative in it is not what is asked for
        return nothing, nothing, None
    question = worded if worded is not None else Tuple(*asked.goals) if asked.goals else None
    if question is not None and unaccounted(problem, question, asked) is not None:
        return asked, nothing, None
    about = worded.args[0] if isinstance(worded, Value) else worded
    if isinstance(worded, Value) and isinstance(about, RelatedRate):
        told = {pair.args[0] for pair in worded.args[1:]}
        if not set(symbols_of([about.args[0]])) <= told:  # x = 6 in x^2 + y^2 = 100 leaves y = 8 and y = -8
            return nothing, nothing, None
    if isinstance(about, _BY_WORDS) or (isinstance(about, D) and isinstance(about.f, Tuple)):
        alone = replace(asked, goal=worded, goals=(worded,), body=None, givens=(), at=(), scope=EMPTY)
        return asked, alone, worded
    if isinstance(said, Value) or isinstance(about, Parametric | ParametricAgain):
        at = tuple(pair.args for pair in worded.args[1:]) if isinstance(worded, Value) else ()
        asked = replace(asked, goal=about, goals=(about,), at=at)
    else:
        known = said if asked.goal is not None else worded
        asked = replace(asked, goal=known, goals=(known,)) if isinstance(known, Goal) else asked
    return asked, asked, None


def _height(worded: Basic | None) -> Any:
    """The name of the height of a line or plane, which an answer may give by any equation of it."""
    if isinstance(worded, Tangent):
        return symbol("y" if len(worded.args[1].args) == 1 else "z")
    return symbol("y") if isinstance(worded, TangentToCurve | Normal | NormalToCurve) else None

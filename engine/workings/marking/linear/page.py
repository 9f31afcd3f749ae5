"""What is known while a working is marked: the problem, what was said so far, what names mean."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sympy import MatrixBase

from workings.expression import matrix_goals as goals
from workings.expression.goals import Goal
from workings.expression.linear_form import NotLinear
from workings.expression.nodes import symbols_of, walk
from workings.judge import Evidence
from workings.marking.diagnosis import Diagnosis
from workings.marking.linear.answers import Answers
from workings.marking.linear.elimination import Elimination
from workings.marking.linear.letters import names_of_answers, names_of_components
from workings.marking.linear.spectrum import Spectrum
from workings.marking.linear.system import Case, System, augmented
from workings.marking.verdict import LineStatus
from workings.rule import Text
from workings.stated.space import Row
from workings.stated.surface import LAST, Line
from workings.stated.values import Meaning, NotDefined

__all__ = ["Link", "Page", "Said", "Statement"]

WORST: tuple[LineStatus, ...] = ("wrong", "unreadable", "undecided", "carried_forward", "follows", "note")
PROVED = Evidence("proved", method="exact arithmetic")
WEIGHED = (NotDefined, NotLinear, ValueError, ZeroDivisionError, TypeError, AttributeError)


@dataclass(slots=True)
class Link:
    """The mark of one thing a line says."""

    status: LineStatus
    evidence: Evidence | None = None
    found: Diagnosis | None = None
    proof: Text | None = None
    reason: str = ""
    expected: Any = None
    law: bool = False  # it speaks of letters that stand for anything


@dataclass(slots=True)
class Statement:
    """An equation, or all the rows of a matrix, as the student stated it."""

    rows: list[Row]
    wrong: bool


@dataclass(slots=True)
class Said:
    """What has been said so far."""

    statements: list[Statement] = field(default_factory=list)
    equations: list[Any] = field(default_factory=list)
    definitions: list[Row] = field(default_factory=list)
    letters: set[Any] = field(default_factory=set)
    facts: dict[Any, Any] = field(default_factory=dict)
    places: dict[tuple[int, int], Any] = field(default_factory=dict)  # entries of the product, as stated
    last: Any = None
    last_wrong: bool = False
    erred: bool = False


class Page:
    """The state of a working."""

    def __init__(self, answers: Answers) -> None:
        self.asked = answers.asked
        self.answers = answers
        self.book = answers.book
        self.system: System | None = answers.system if self.asked.solve is not None else None
        self.world: Meaning = self.asked.meaning
        self.scope = self.asked.scope
        self.said = Said()
        self.cases: tuple[Case, ...] = self.system.cases if self.system is not None else ()
        self.elimination = Elimination(self.asked, self.system)
        self.spectrum = Spectrum(self.asked)
        self.spectrum.facts = self.said.facts
        self.line: Line | None = None
        self._name_what_is_known()
        if self.system is None:
            names = {**names_of_components(dict(self.world.names)), **names_of_answers(self.asked)}
            self.world = replace(self.world, names={**names, **self.world.names})

    def begin(self, line: Line) -> None:
        """A new line: its matrices have names, and no case is supposed."""
        self.line = line
        names = {name: literal.matrix for name, literal in line.matrices.items()}
        self.world = replace(self.world, names={**self.world.names, **names, LAST: self.said.last})
        self.cases = self.system.cases if self.system is not None else ()

    def _name_what_is_known(self) -> None:
        """The names that everybody gives: D and D_x of Cramer's rule, the unknown vector, the matrix A of a system."""
        system = self.system
        if system is None:
            return
        names: dict[str, Any] = {}
        whole = augmented(system)
        n = len(system.unknowns)
        a = goals.matrix_of(whole.rows, n, list(whole[:, :n]))
        b = goals.matrix_of(whole.rows, 1, list(whole[:, n]))
        letters = {s.name for s in symbols_of([self.asked.solve])} if self.asked.solve is not None else set()
        if whole.rows == n:
            det = goals.Determinant(a)
            names |= dict.fromkeys(("D", "Delta"), det)
            for j, unknown in enumerate(system.unknowns):
                changed = whole[:, :n].copy()
                changed[:, j] = whole[:, n]
                made = goals.Determinant(goals.matrix_of(n, n, list(changed)))
                for mark in dict.fromkeys((str(unknown), str(j + 1))):
                    names |= {f"D_{mark}": made, f"Delta_{mark}": made, f"D{mark}": made, f"A_{mark}": made.args[0]}
        names |= {"A": a, "b": b}
        if self.asked.vector and whole.rows == n:
            names[self.asked.vector] = goals.MatrixProduct(goals.InverseOf(a), b)
        for name, meaning in names.items():
            if name not in self.world.names and name not in letters:
                self.world = self.world.with_name(name, meaning)

    def question(self, node: Any) -> Any:
        return self.world.question(node) if not isinstance(node, goals.MatrixGoal | MatrixBase) else node

    def has_goal(self, question: Any) -> bool:
        return isinstance(question, Goal) or any(isinstance(n, Goal | MatrixBase) for n in walk(question))

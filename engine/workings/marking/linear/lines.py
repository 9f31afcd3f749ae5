"""Marking the lines of a person's working in linear algebra one after another.

A line is right if it is true of the problem. If it isn't, and an earlier line was wrong, it may still follow from what
the student has stated; then it is carried forward.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import pairwise
from typing import Any

from sympy import Eq, Expr, MatrixBase, Ne, Symbol, Tuple

from workings.engine import Engine, NoRule
from workings.expression import matrix_goals as goals
from workings.expression.canonical import canonical
from workings.expression.errors import ReadError
from workings.expression.linear_form import NotLinear
from workings.expression.nodes import symbols_of, walk
from workings.expression.reader import Reading
from workings.judge import Evidence
from workings.marking.diagnosis import Diagnosis, holds, slips_of
from workings.marking.feedback import feedback
from workings.marking.linear.answers import Answers, spelled
from workings.marking.linear.claims import Claims, condition
from workings.marking.linear.equalities import Equalities
from workings.marking.linear.equations import Equations
from workings.marking.linear.judged import sides_of
from workings.marking.linear.labels import Label, label_of
from workings.marking.linear.page import PROVED, WEIGHED, WORST, Link, Page
from workings.marking.linear.proofs import other_entry
from workings.marking.linear.rounded import approximations, mark_rounded_line
from workings.marking.linear.whole import Whole
from workings.marking.slips import MISTAKES
from workings.marking.verdict import LineVerdict
from workings.rule import Text
from workings.show import to_text
from workings.stated.problem import LAMBDA, want_of
from workings.stated.space import Row
from workings.stated.surface import Line, Operation, Shape, read_line
from workings.stated.values import NotDefined, entries, is_matrix, restated, same, shape, value

__all__ = ["Marker"]

_THE_SOLUTION = re.compile(r"\bthe\s+(?:only\s+|unique\s+)?solution\b", re.I)
_ANSWER = re.compile(r"answer|result|product|sum|difference|value|solution|答|結果|積|和|差", re.I)
_CONNECTIVE = re.compile(
    r"\b(?:so|hence|therefore|thus|then|this|that|which|it|we|get|have|obtain|find|gives?|is|are|the|a|an|and|now|here|i|e"
    r"|simplif\w+|comput\w+|calculat\w+|evaluat\w+|multiply\w*|add\w*|expand\w*|finally|equals?|where|by|using|from"
    r"|first|next|step|also|both|of|in|to|for|with|on|as|matrix|final|vector|be|becomes?|results?)\b|したがって|よって|ゆえに",
    re.I,
)


def _named(words: str) -> str:
    """What words before an equality sign name, less those that only lead from line to line."""
    return " ".join(_CONNECTIVE.sub(" ", words).strip(" .,:;-()").split())


class Marker:
    """Marks line after line."""

    def __init__(self, answers: Answers) -> None:
        self.page = Page(answers)
        self.equations = Equations(self.page)
        self.equalities = Equalities(self.page, self.equations)
        self.final = False
        self.whole = Whole(self.page)
        self.claims = Claims(self.page.system, self.page.asked) if self.page.system is not None else None

    def mark(self, text: str, final: bool = False) -> LineVerdict:
        """The mark of the next line; `final` says that it is the last."""
        self.final = final
        rounded = approximations(text)
        if rounded is not None:
            return mark_rounded_line(self, text, rounded)
        try:
            label, rest = label_of(spelled(text, self.page.asked.text))
            line = read_line(rest, self.page.scope, self.page.asked.is_row)
        except ReadError as error:
            return LineVerdict(text, "unreadable", reason=str(error))
        self.page.begin(line)
        self.page.spectrum.begin(text)
        try:
            none = self.page.spectrum.none_real(text, self.page.said.erred)
            verdict = Link(*none) if none is not None else self.whole.link(line)
            if verdict is not None:
                return self._verdict(text, verdict)
            links = self._links(line, label)
        except (NotDefined, NotLinear) as error:
            links = [Link("undecided", reason=str(error))]
        worst = min(links, key=lambda link: WORST.index(link.status), default=Link("note"))
        if final and worst.status == "follows" and self.page.spectrum.one_is_missing():
            evidence = Evidence("refuted", method="zeros", left="another eigenvalue", right="none")
            worst = Link("wrong", evidence, Diagnosis(MISTAKES["root-lost"], ()))
        if worst.status == "wrong":
            self.page.said.erred = True
        return self._verdict(text, worst)

    def _verdict(self, text: str, worst: Link) -> LineVerdict:
        found = worst.found if worst.status == "wrong" else None
        mistake = found.mistake if found else None
        told = None
        if worst.status == "wrong":
            told = feedback(mistake, found.slips if found else (), self.page.book, worst.expected)
        evidence = worst.evidence if worst.status in ("wrong", "undecided") else None
        ties = found.ties if found else ()
        return LineVerdict(text, worst.status, evidence, mistake, told, ties, worst.reason, proof=worst.proof)

    def _links(self, line: Line, label: Label | None) -> list[Link]:
        links: list[Link] = []
        operations: list[Operation] = []
        readings = [item for item in line.items if isinstance(item, Reading) and item.node is not None]
        if label is not None:
            return self._labelled(label, readings)
        joint = self.equations.joint(readings)
        if joint is not None:
            links.append(joint)
            readings = [r for r in readings if not self._is_equation(r)]
        for item in line.items:
            if isinstance(item, Shape):
                links.append(self._shape(item))
            elif isinstance(item, Operation):
                if item.swap or not (item.target is None and isinstance(item.expr, Symbol)):
                    operations.append(item)
            elif item in readings:
                made, used = self._reading(item, operations, line)
                links += made
                if used:
                    operations = []
        if operations:
            self.page.elimination.announce(operations)
        links += self.whole.factors()
        if line.claim and self.claims is not None:
            links += self._claim(line, links)
        return links

    def _begins(self, reading: Reading, line: Line) -> bool:
        """Whether what follows in the line is said for the case that a reading names."""
        readings = [item for item in line.items if isinstance(item, Reading)]
        following = readings[readings.index(reading) + 1 :]
        return bool(line.claim) or (bool(following) and following[0].words.startswith(":"))

    def _reading(self, reading: Reading, operations: list[Operation], line: Line) -> tuple[list[Link], bool]:
        """What one statement is worth, and whether the operations before it belong to it."""
        node = reading.node
        if self.page.system is not None:
            relation = condition(reading, self.page.system, self._begins(reading, line))
            if relation is not None:
                return self._condition(relation, reading, line), False
        grid = self.page.elimination.grid_of(node, reading, self.page.line)
        if grid is not None:
            name, factor = grid
            return [self._grid(name, factor, operations, reading)], True
        if isinstance(node, Symbol) and (node in self.page.said.letters or self._is_unknown(node) or line.claim):
            return [Link("note")], False
        said = self._solution_said(reading)
        if said is not None:
            return [said], False
        sides = list(sides_of(reading))
        compared = any(sign not in ("=", "->") for sign in reading.signs) and not isinstance(node, Eq)
        if compared or isinstance(node, Ne):
            return [Link("note")], False
        if self.page.asked.want == "eigenvectors" and isinstance(node, Tuple) and not reading.signs:
            status, evidence, found = self.page.spectrum.vector(value(self.page.question(node)))
            return [Link(status, evidence, found)], False
        values = self.page.asked.want in ("eigenvalues", "eigenvectors")
        if values and self._is_number_alone(reading):  # λ = 5, -1
            return self._chain([LAMBDA, node], reading, []), False
        if reading.continues or (len(sides) == 1 and not isinstance(node, Eq)):
            if not reading.continues and reading.words.strip(" :") and not is_matrix(self.page.question(sides[0])):
                if self._is_number_alone(reading) and self._is_named_question(reading.words):
                    return self._continued(sides, reading), False  # rank 2
                return [Link("note")], False
            if (
                not reading.continues
                and isinstance(node, Expr)
                and not symbols_of([node])
                and len(line.items) > 1
                and not self.page.spectrum.wanted
            ):
                return [Link("note")], False
            return self._continued(sides, reading), False
        return self._chain(sides, reading, operations), bool(operations)

    def _is_named_question(self, words: str) -> bool:
        """Whether the words are no more than the name of what is asked: `rank`, `so the determinant`."""
        asked = self._asked_of(want_of(words))
        return asked is not None and asked == self.page.asked.goal and len(_named(words).split()) == 1

    def _solution_said(self, reading: Reading) -> Link | None:
        """`(1, 1, 0) is the solution` as the answer that it is; None for other remarks, or where it may be carried."""
        node = reading.node
        said = _THE_SOLUTION.search(f"{reading.words} {reading.after}")
        if self.page.system is None or not isinstance(node, Tuple) or said is None or self.page.said.erred:
            return None
        answer = self.page.answers.mark(f"({', '.join(map(to_text, node.args))})")
        if answer.status == "correct":
            return Link("follows", answer.evidence)
        if answer.status != "wrong":
            return None
        found = Diagnosis(answer.mistake, ()) if answer.mistake is not None else None
        return Link("wrong", answer.evidence, found, answer.proof)

    def _is_number_asked(self, sides: list[Any]) -> bool:
        """Whether a number is worked out where one is asked for: in the last line that has to be the one."""
        truth = self.page.answers.truth if self.page.system is None else None
        number = isinstance(truth, Expr) and not is_matrix(truth) and self.page.asked.want == "value"
        return number and all(isinstance(side, Expr) and not symbols_of([side]) for side in sides)

    def _is_number_alone(self, reading: Reading) -> bool:
        number = isinstance(reading.node, Expr) and not symbols_of([reading.node])
        return number and not reading.continues and not reading.signs

    def _is_equation(self, reading: Reading) -> bool:
        return isinstance(reading.node, Eq) or bool(reading.signs and set(reading.signs) == {"="})

    def _is_unknown(self, node: Any) -> bool:
        return self.page.system is not None and node in self.page.system.unknowns

    def _continued(self, sides: list[Any], reading: Reading) -> list[Link]:
        """A line that goes on from the one before, or from what is asked."""
        want = want_of(reading.words)
        before: Any = self.page.said.last
        asked = self._asked_of(want)
        if asked is not None:
            before = asked
        named = _named(reading.words) if asked is None and self.page.system is None else ""
        if named and self.page.asked.words and re.search(self.page.asked.words, named, re.I):
            before = self.page.asked.goal
        elif named and not want and not _ANSWER.search(named):
            return self._of_something(named, sides, reading)
        if before is None:
            before = self.page.asked.goal
        if before is None:
            return (
                [Link("note")]
                if not reading.continues
                else [Link("undecided", reason="there is nothing before the equality sign")]
            )
        return self._chain([before, *sides], reading, [], resolved=True)

    def _of_something(self, named: str, sides: list[Any], reading: Reading) -> list[Link]:
        """`The multiplier is 2`: right where it is what is asked or what the line before came to, else not known."""
        for before in (self.page.asked.goal, self.page.said.last):
            try:
                if before is not None and holds(same(value(before), value(self.page.question(sides[0])))):
                    return self._chain([before, *sides], reading, [], resolved=True)
            except WEIGHED:
                continue
        links = [self.equalities.link(left, right, (), False) for left, right in pairwise(sides)]
        self.page.said.last = self.page.question(sides[-1])
        if any(link.status == "wrong" for link in links) or self.page.asked.want == "property":
            return links or [Link("note")]
        return [*links, Link("undecided", reason=f"nothing says what {named!r} is")]

    def _asked_of(self, want: str) -> Any:
        """What words such as `the determinant` ask, of the only matrix there is."""
        goal = self.page.asked.goal
        kinds: dict[str, Any] = {
            "inverse": goals.InverseOf, "determinant": goals.Determinant, "rank": goals.Rank, "trace": goals.Trace,
            "transpose": goals.Transposed, "adjugate": goals.Adjugate, "norm": goals.Norm,
        }  # fmt: skip
        kind = kinds.get(want)
        if kind is None:
            return None
        if isinstance(goal, kind):
            return goal
        matrix = self.page.world.names.get("A") if self.page.system is not None else None
        if matrix is None:
            inside = [node for node in walk(goal) if isinstance(node, MatrixBase)] if goal is not None else []
            matrix = inside[0] if inside else None
            if isinstance(self.page.said.last, MatrixBase) and matrix is not None and matrix.cols == 1:
                matrix = self.page.said.last  # the vectors side by side
        of_square = kind in (goals.Determinant, goals.InverseOf, goals.Trace, goals.Adjugate)
        if of_square and matrix is not None and matrix.rows != matrix.cols:
            return None
        return kind(matrix) if matrix is not None else None

    def _chain(
        self, sides: list[Any], reading: Reading, operations: list[Operation], *, resolved: bool = False
    ) -> list[Link]:
        first = sides[0]
        if not resolved and self.equalities.defines(first, sides[1]):
            sides = sides[1:]
            if len(sides) == 1:
                self.page.said.last = self.page.question(sides[0])
                return [Link("follows", PROVED)]
            resolved = False
        links: list[Link] = []
        if self.final and not resolved and self._is_number_asked(sides):
            links.append(self.equalities.link(self.page.asked.goal, sides[-1], (), True))
        left, start = sides[0], resolved
        for right in sides[1:]:
            link = self.equalities.link(left, right, operations, start)
            links.append(link)
            if not link.law:  # what follows a law goes on from what the law is about
                left, start = right, False
        if links and links[-1].law:
            if left is sides[0] and not resolved:
                left = self.page.question(left)
            self.page.said.last = left
            return links
        self.equalities.remember(sides, links, resolved)
        return links

    def _claim(self, line: Line, links: list[Link]) -> list[Link]:
        """How many solutions the words say there are."""
        assert self.claims is not None
        if (
            line.claim == "infinite"
            and any(link.status == "follows" for link in links)
            and not re.search(
                r"infinit|dependent|many|無数|不定|free|any|arbitrary|任意|∞", line.words + line.text, re.I
            )
        ):
            return []
        verdict = self.claims.judge(line.claim, self.page.cases)
        if verdict is None:
            return []
        good, evidence, proof, found = verdict
        if good:
            return [Link("follows", PROVED)]
        if self.equations.tainted_kind(line.claim) or (
            self.page.said.erred and self.equations.stated_kind() == line.claim
        ):
            return [Link("carried_forward")]
        return [Link("wrong", evidence, found, proof)]

    def _condition(self, relation: tuple[Any, bool], reading: Reading, line: Line) -> list[Link]:
        """A relation between parameters: the case that a line is about, or what the student concludes."""
        assert self.claims is not None
        assert self.page.system is not None
        made, is_case = relation
        if is_case:
            self.page.cases = self.claims.within(made)
            return [Link("note")]
        judged = self.claims.concluded(made, self.page.asked, self.final)
        if judged is None:
            return [Link("note")]
        good, evidence, proof = judged
        if good:
            return [Link("follows", PROVED)]
        if self.page.said.erred:
            return [Link("undecided", reason="it may follow from an earlier slip")]
        return [Link("wrong", evidence, Diagnosis(MISTAKES["arithmetic-slip"], ()), proof)]

    def _shape(self, said: Shape) -> Link:
        try:
            question = self.page.question(said.of)
        except NotDefined as error:
            if said.undefined:
                return Link("follows", PROVED)
            evidence = Evidence("refuted", method="shape", left="not defined", right=f"{said.rows}x{said.columns}")
            proof = Text(f"it is not defined: {error}", f"定義されません: {error}")
            return Link("wrong", evidence, Diagnosis(MISTAKES["shape-mismatch"], ()), proof)
        if not is_matrix(question):
            return Link("note")
        rows, columns = shape(question)
        if said.undefined:
            if isinstance(question, goals.InverseOf):
                singular = canonical(value(goals.Determinant(question.args[0]))) == 0
                if singular:
                    return Link("follows", PROVED)
                return Link("wrong", Evidence("refuted", left="defined", right="not defined"))
            proof = Text(f"it is defined, and {rows}x{columns}", f"定義され、型は {rows}x{columns} です")
            evidence = Evidence("refuted", method="shape", left=f"{rows}x{columns}", right="not defined")
            return Link("wrong", evidence, Diagnosis(MISTAKES["shape-mismatch"], ()), proof)
        if (rows, columns) == (said.rows, said.columns):
            return Link("follows", PROVED)
        if self.page.said.erred:
            try:
                if shape(restated(question, self.page.said.facts)) == (said.rows, said.columns):
                    return Link("carried_forward")
            except WEIGHED:
                pass
        evidence = Evidence("refuted", method="shape", left=f"{rows}x{columns}", right=f"{said.rows}x{said.columns}")
        proof = Text(f"it is {rows}x{columns}", f"正しい型は {rows}x{columns} です")
        return Link("wrong", evidence, Diagnosis(MISTAKES["shape-mismatch"], ()), proof)

    def _labelled(self, label: Label, readings: list[Reading]) -> list[Link]:
        """Entries, a row or a column of a product, worked out one by one."""
        links: list[Link] = []
        given: list[Any] = []
        for reading in readings:
            sides = list(sides_of(reading))
            for left, right in pairwise(sides):
                links.append(self.equalities.link(left, right, (), False))
            try:
                given.append(value(self.page.question(sides[-1])))
            except WEIGHED:
                return [Link("undecided", reason="this can't be worked out")]
        flat = [entry for one in given for entry in entries(one)]
        places = label.places(self.page.answers.truth)
        if places and len(places) == len(flat):
            self.page.said.places.update(zip(places, flat, strict=True))
        if any(link.status == "wrong" for link in links) or not flat:
            return links
        candidates = [found for m in self._matrices() if (found := label.values(m)) is not None]
        if not candidates:
            return links or [Link("note")]
        if any(holds(same(Tuple(*right), Tuple(*flat))) for right in candidates):
            return links or [Link("follows", PROVED)]
        right = candidates[0]
        if len(right) != len(flat):
            return links or [Link("undecided", reason="the number of entries does not fit")]
        evidence, proof = other_entry(Tuple(*right), Tuple(*flat))
        mistake = self._by_another_law(label, flat) or Diagnosis(MISTAKES["arithmetic-slip"], ())
        return [*links, Link("wrong", evidence, mistake, proof)]

    def _by_another_law(self, label: Label, flat: list[Any]) -> Diagnosis | None:
        """The mistake by which the whole would have these entries there: those of B A where A B is asked for."""
        goal = self.page.asked.goal
        for slip in slips_of(goal, self.page.book) if isinstance(goal, goals.MatrixProduct) else ():
            with suppress(NoRule, goals.ShapeError):
                wrong = Engine(self.page.book, slips={slip.goal: slip.way}).answer(goal).answer
                entries_there = label.values(wrong) if is_matrix(wrong) else None
                if entries_there is not None and holds(same(Tuple(*entries_there), Tuple(*flat))):
                    return Diagnosis(slip.mistake, (slip,))
        return None

    def _matrices(self) -> list[Any]:
        """The matrices that entries may be about: what is asked, and what is asked on the way."""
        found = []
        goal = self.page.asked.goal
        for node in [goal, *walk(goal)] if isinstance(goal, goals.MatrixGoal) else []:
            if isinstance(node, goals.MatrixGoal) and is_matrix(node):
                try:
                    found.append(value(node))
                except WEIGHED:
                    continue
        return found

    def _last_equations(self) -> list[Row]:
        """The equations stated last, as many as the system has, where one of them is wrong."""
        system = self.page.system
        last = self.page.said.statements[-len(system.rows) :] if system is not None else []
        return [row for s in last for row in s.rows] if any(s.wrong for s in last) else []

    def _grid(self, name: str, factor: Any, operations: list[Operation], reading: Reading) -> Link:
        assert self.page.line is not None
        literal = self.page.line.matrices[name]
        judged = self.page.elimination.judge(literal, factor, operations, self.page.cases, self._last_equations())
        if judged.status == "wrong":
            self.page.said.erred = True
        self.page.said.last = self.page.elimination.quantity(literal.matrix, factor)
        self.page.said.last_wrong = judged.status in ("wrong", "carried_forward")
        return Link(judged.status, judged.evidence, judged.found, judged.proof, judged.reason)

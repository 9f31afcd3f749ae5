"""Decimals that are rounded: x ≈ 2.33, λ ≈ 5.37 or −0.37, |v| = √14 ≈ 3.74."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sympy import Expr, Rational, Symbol, Tuple, pi

from workings.expression.errors import ReadError
from workings.expression.nodes import symbols_of
from workings.expression.reader import parse
from workings.judge import Evidence
from workings.marking.rounding import Decimal, decimal_at_end, parted, rounds_to
from workings.marking.verdict import LineVerdict, Verdict
from workings.show import to_text
from workings.stated.values import value

if TYPE_CHECKING:
    from workings.marking.linear.answers import Answers
    from workings.marking.linear.lines import Marker

__all__ = ["approximations", "is_rounded", "mark_rounded_answer", "mark_rounded_line"]

_DEGREES = re.compile(r"\s*(?:°|\^?\s*\{?\s*\\circ\s*\}?|degrees?\b|度)\s*[.$]*\s*$", re.I)
_APART = re.compile(r"[,;]\s*|\s+(?:and|or)\s+|、")


@dataclass(frozen=True, slots=True)
class Approximation:
    """What is approximated ('' where it is not said), its decimal, and whether that is in degrees."""

    of: str
    decimal: Decimal
    degrees: bool = False

    @property
    def letter(self) -> Symbol | None:
        """The letter that stands alone before the sign, as in x ≈ 2.33."""
        try:
            node = parse(self.of.strip(" $:=")) if self.of else None
        except ReadError:
            return None
        return node if isinstance(node, Symbol) else None

    @property
    def exact(self) -> str:
        """The exact side before the sign, as in √14 ≈ 3.74."""
        return "" if self.letter is not None else self.of

    def of_true(self, true: Any) -> bool | None:
        """Whether it is the true value to its own digits; None where that is no number."""
        return rounds_to(true * 180 / pi if self.degrees else true, self.decimal)


def approximations(text: str) -> list[Approximation] | None:
    """What a text approximates; None where it is something else.

    >>> [(found.of, found.decimal.text) for found in approximations("x ≈ 0.64, y = 14/11 ≈ 1.27")]
    [('x', '0.64'), ('y = 14/11', '1.27')]
    """
    return _decimals(text) if parted(text) is not None else None


def _decimals(text: str) -> list[Approximation] | None:
    found = []
    for piece in _APART.split(text.strip(" .{}$")):
        of, rounded = parted(piece) or piece.rpartition("=")[::2]
        degrees = _DEGREES.search(rounded)
        decimal = decimal_at_end(rounded[: degrees.start()] if degrees else rounded)
        if decimal is None:
            return None
        found.append(Approximation(of, decimal, degrees is not None))
    return found


def mark_rounded_answer(answers: Answers, answer: str, given: Sequence[Approximation]) -> Verdict:
    """The verdict on decimals: right to the digits given, or not; the exact side, where there is one, counts first."""
    reached, exactly = set(), True
    for one in given:
        decimal = one.decimal
        if one.exact:
            verdict = answers.mark(one.exact)
            if verdict.status != "correct":
                return replace(verdict, answer=answer)
        wanted = list(_values(answers, one.letter))
        known = [one.of_true(true) for _, true in wanted]
        if not known or None in known:
            return Verdict("undecided", answer, reason=f"what {decimal.text} approximates has no single value")
        if True not in known:
            apart = Evidence("refuted", left=to_text(wanted[0][1]), right=decimal.text)
            return Verdict("wrong", answer, apart, expected=answers.expected)
        place, true = wanted[known.index(True)]
        exactly = exactly and bool(one.exact or (not one.degrees and true == Rational(str(decimal.value))))
        reached.add(place)
    if reached != {place for place, _ in _values(answers, None)}:
        return Verdict("undecided", answer, reason="not all that is asked for is given", expected=answers.expected)
    agrees = Evidence("agrees", points=1, digits=min(one.decimal.significant for one in given))
    if exactly:
        return Verdict("correct", answer, agrees, expected=answers.expected)
    reason = "rounded: right to the digits given"
    return Verdict("wrong_form", answer, agrees, expected=answers.expected, reason=reason)


def is_rounded(answers: Answers, answer: str) -> Verdict | None:
    """The verdict on decimals that are no exact answer, but may be meant as rounded: 3.742 for √14; None of others."""
    given = _decimals(answer)
    if given is None or not all(one.decimal.is_long and not one.exact for one in given):
        return None
    verdict = mark_rounded_answer(answers, answer, given)
    return verdict if verdict.status == "wrong_form" else None


def mark_rounded_line(marker: Marker, text: str, given: Sequence[Approximation]) -> LineVerdict:
    """The mark of a line that ends in decimals: of its exact sides, then of what they are rounded to."""
    page, verdict = marker.page, LineVerdict(text, "follows")
    for one in given:
        decimal = one.decimal
        if one.exact:
            verdict = marker.mark(one.exact)
            if verdict.status not in ("follows", "carried_forward", "note"):
                return replace(verdict, line=text)
            wanted = [(0, last)] if (last := _number(page.said.last)) is not None else []
        else:
            wanted = list(_values(page.answers, one.letter))
        known = [one.of_true(true) for _, true in wanted]
        if True in known:
            continue
        if not known or None in known or page.said.erred:
            return LineVerdict(text, "undecided", reason=f"what {decimal.text} approximates is not known")
        page.said.erred = True
        apart = Evidence("refuted", left=to_text(wanted[0][1]), right=decimal.text)
        return LineVerdict(text, "wrong", apart, reason=f"{decimal.text} is not {to_text(wanted[0][1])} rounded")
    return replace(verdict, line=text, status="follows" if verdict.status == "note" else verdict.status)


def _values(answers: Answers, letter: Symbol | None) -> Iterator[tuple[Any, Any]]:
    """The numbers that are asked for, each with its name or place: those of one letter, where it is an unknown."""
    if answers.asked.solve is not None:
        solution = answers.system.solution
        values = solution.assignment if solution is not None and solution.kind == "unique" else {}
        yield from ((s, v) for s, v in values.items() if letter is None or s == letter)
        return
    truth = answers.truth if answers.truth is not None else answers.expected
    entries = truth.args if isinstance(truth, Tuple) else (truth,)
    yield from ((n, entry) for n, entry in enumerate(entries) if _number(entry) is not None)


def _number(node: Any) -> Any:
    """The value of a node that is a number; None of any other."""
    if node is None:
        return None
    try:
        found = value(node)
    except (ValueError, ZeroDivisionError, TypeError, AttributeError):
        return None
    return found if isinstance(found, Expr) and not symbols_of([found]) and not hasattr(found, "rows") else None

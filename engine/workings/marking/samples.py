"""The values of expressions at the same few points, by which many answers to one question are told apart quickly.

Two expressions whose balls at a point do not overlap are different: that is certain. That they overlap says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import flint
from flint import fmpq
from sympy import Basic, Rational, Symbol, Tuple

from workings.judge import Evidence, Program, Unsupported, points
from workings.judge.equality import decimals

__all__ = ["Samples", "Values", "gap", "known", "overlap"]

BITS: Final = 128
POINTS: Final = 3
TRIED: Final = 60
TEXTBOOK: Final = 12  # points at which it is seen whether both sides are defined
NEAR: Final = fmpq(1, 1009)

Values = tuple[tuple[Any, ...], ...]  # a row a point, a ball an entry


@dataclass(frozen=True, slots=True)
class Samples:
    """The first points at which `truth` has a value, and its values there.

    >>> from workings.expression import symbol
    >>> x = symbol("x")
    >>> samples = Samples.of(2 * x)
    >>> samples.refutes(samples.values(3 * x)).at
    'at x = 2'
    """

    symbols: tuple[Symbol, ...]
    places: tuple[tuple[Any, ...], ...]
    truth: Values

    @classmethod
    def of(cls, truth: Any, assuming: Iterable[Basic] = ()) -> Samples | None:
        """None where `truth` can't be evaluated or is undefined nearly everywhere."""
        entries = _entries(truth)
        compiled = _compiled((*entries, *assuming))
        if compiled is None:
            return None
        program, registers = compiled
        symbols = tuple(sorted(program.tape.symbols, key=lambda s: s.name))
        every = tuple(islice(points(len(symbols)), TRIED))
        rows = _run(program, registers, symbols, every)
        if any(isinstance(ball, bool | None) for ball in rows[0][: len(entries)]):
            return None
        kept = [
            (place, row[: len(entries)])
            for place, row in zip(every, rows, strict=True)
            if all(v.is_finite() for v in row[: len(entries)]) and all(said is True for said in row[len(entries) :])
        ][:POINTS]
        if not kept:
            return None
        return cls(symbols, tuple(place for place, _ in kept), tuple(row for _, row in kept))

    def values(self, expr: Any) -> Values | None:
        """The values of `expr` at the points; None where it has other variables, another shape, or no real value."""
        compiled = _compiled(_entries(expr))
        if compiled is None:
            return None
        program, registers = compiled
        if len(registers) != len(self.truth[0]) or any(s not in self.symbols for s in program.tape.symbols):
            return None
        values = _run(program, registers, self.symbols, self.places)
        return None if any(isinstance(ball, bool | None) for ball in values[0]) else values  # a relation has no value

    def refutes(self, values: Values) -> Evidence | None:
        """The proof that what has these `values` is not the truth, if the first point at which it has any gives one.

        A later point would do as well, but then there is more to say: where the two are equal. The judges say that.
        """
        for place, true, given in zip(self.places, self.truth, values, strict=True):
            if len(given) == 1 and given[0].is_finite():
                if given[0].overlaps(true[0]):
                    return None
                at = tuple((s, Rational(int(v.p), int(v.q))) for s, v in zip(self.symbols, place, strict=True))
                left, right = decimals(true[0], given[0])
                return Evidence("refuted", method="balls", point=at, left=left, right=right)
        return None

    def slip_of_numbers(self, values: Values) -> bool:
        """Whether only a sign or a number may be wrong: the truth is a number, has entries, or is the negative."""
        if not self.symbols or len(self.truth[0]) > 1:
            return True
        return overlap(values, tuple(tuple(-ball for ball in row) for row in self.truth))


def known(values: Values) -> bool:
    """Whether there is a value at any of the points."""
    return any(ball.is_finite() for row in values for ball in row)


def overlap(one: Values, other: Values) -> bool:
    """Whether two expressions may be equal, by their values: they differ at no point, and both are known at one.

    Of two that are known at none nothing speaks against it.
    """
    pairs = [(a, b) for left, right in zip(one, other, strict=True) for a, b in zip(left, right, strict=True)]
    if not all(a.overlaps(b) for a, b in pairs):
        return False
    return any(a.is_finite() and b.is_finite() for a, b in pairs) or not (known(one) or known(other))


def gap(truth: Any, expr: Any) -> Evidence | None:
    """The proof that `expr` is undefined on a whole interval on which `truth` is defined, as ln x is beside ln|x|.

    It is looked for around textbook points only. A single point, as 1 is for (x^2 - 1)/(x - 1), is none.

    >>> from sympy import Abs, log
    >>> from workings.expression import symbol
    >>> x = symbol("x")
    >>> print(gap(log(Abs(x)), log(x)))
    refuted: at x = -1 the left is 0, the right is undefined
    """
    compiled = _compiled((*_entries(truth), *_entries(expr)))
    if compiled is None:
        return None
    program, registers = compiled
    count = len(_entries(truth))
    tape = program.tape

    def undefined(place: tuple[Any, ...]) -> Any:
        """The truth's value at the place, where only the other has none."""
        values = tape.run(place, BITS)
        if any(tape.status(values, register) != "defined" for register in registers[:count]):
            return None
        missing = [tape.status(values, register) == "undefined" for register in registers[count:]]
        return values[registers[missing.index(True) if len(missing) == count else 0]] if any(missing) else None

    before = flint.ctx.prec, flint.ctx.cap
    try:
        for place in islice(points(len(tape.symbols)), TEXTBOOK):
            value = undefined(place)
            near = (tuple(v + step for v in place) for step in (NEAR, -NEAR)) if place else ()
            if value is not None and all(undefined(other) is not None for other in near):
                at = tuple((s, Rational(int(v.p), int(v.q))) for s, v in zip(tape.symbols, place, strict=True))
                return Evidence("refuted", method="domain", point=at, left=decimals(value)[0], right="undefined")
    finally:
        flint.ctx.prec, flint.ctx.cap = before
    return None


def _entries(expr: Any) -> tuple[Any, ...]:
    """The entries of nested rows one after another."""
    if isinstance(expr, Tuple):
        return tuple(entry for row in expr.args for entry in _entries(row))
    return (expr,)


def _compiled(expressions: tuple[Any, ...]) -> tuple[Program, list[int]] | None:
    program = Program()
    try:
        registers = [program.add(expr) for expr in expressions]
    except Unsupported:
        return None
    if program.stand_ins:  # an unknown function is the judges' matter, who say what they put in its place
        return None
    program.tape.want(registers)
    return program, registers


def _run(program: Program, registers: list[int], symbols: tuple[Symbol, ...], places: Iterable[Any]) -> Values:
    where = [symbols.index(s) for s in program.tape.symbols]
    before = flint.ctx.prec, flint.ctx.cap
    try:
        runs = [program.tape.run([place[i] for i in where], BITS) for place in places]
    finally:
        flint.ctx.prec, flint.ctx.cap = before
    return tuple(tuple(run[register] for register in registers) for run in runs)

"""`equal`: are two expressions the same function of real variables? Never by a float tolerance, never by a guess.

Balls at a few rational points refute quickly; an exact normal form proves; else agreement to many digits is reported
as what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final

import flint
import sympy as sp
from flint import arb
from sympy.core.relational import Relational

from workings.expression.complex_values import has_complex_values
from workings.judge.balls import Program, Unsupported
from workings.judge.complex_parts import NoParts, apart, parts
from workings.judge.evidence import Evidence, Point
from workings.judge.normal import NormalForm, TooLarge
from workings.judge.points import points
from workings.judge.shaped import is_about_shapes, judge_shaped
from workings.judge.tape import Register

__all__ = ["Side", "equal"]

QUICK_BITS: Final = 128
QUICK_POINTS: Final = 4  # where both sides are defined, before the normal form is tried
NOTE_POINTS: Final = 10  # looked at for a difference of domain
NOTE_DIGITS: Final = 20
AGREE_POINTS: Final = 12
AGREE_DIGITS: Final = 50
BIT_DIGITS: Final = 0.30103  # decimal digits in a bit: no more are claimed, though the sides be exactly equal
FAILURES: Final = 10  # points at which no precision is enough, before giving up
AGREE_BITS: Final = (256, 512, 1024, 2048, 4096)
ZERO_DIGITS: Final = 600  # two values that may both be 0 must be as small as this to agree
EXPLAINED: Final = 40  # points at which it is found out why a side has no value
EVALUATIONS: Final = 400_000  # operations on balls spent looking for points
LEAST: Final = 60  # points looked at in any case


def equal(left: Any, right: Any, *, assuming: Iterable[Any] = ()) -> Evidence:
    """How `left = right` is known to hold, or not, for all real values of the variables where both are defined.

    Arguments:
        left, right: expressions (as written or SymPy's own), matrices, tuples or equations. Derivatives may stand
            anywhere inside: `D`, `Partial`, SymPy's `Derivative` and `Subs`.
        assuming: relations (`x > 0`) that hold; only points that satisfy them are looked at.

    >>> from sympy import Symbol, sin, cos
    >>> x = Symbol("x", real=True)
    >>> equal(sin(x)**2 + cos(x)**2, 1).kind
    'proved'
    >>> print(equal(3 * x**2, 4 * x**2))
    refuted: at x = 2 the left is 12, the right is 16
    """
    if is_about_shapes(left, right):
        return judge_shaped(left, right, assuming)
    left, right = _plain(left), _plain(right)
    if _entries(left) is not None or _entries(right) is not None:
        return _entrywise(left, right, tuple(assuming))
    if isinstance(left, sp.Eq) and isinstance(right, sp.Eq):
        return _same_equation(left, right, tuple(assuming))
    if _is_truth(left) or _is_truth(right):
        return Evidence("undecided", reason="a relation is compared with something that is not an equation")
    before = flint.ctx.prec, flint.ctx.cap
    try:
        return _Comparison(left, right, tuple(assuming)).evidence()
    finally:
        flint.ctx.prec, flint.ctx.cap = before


@dataclass(frozen=True, slots=True)
class Side:
    """One look at both sides: the point and the two values, or for each side why there is none."""

    point: tuple[Any, ...]
    left: Any
    right: Any
    left_status: str = "defined"
    right_status: str = "defined"

    @property
    def both(self) -> bool:
        return self.left_status == "defined" == self.right_status

    @property
    def apart(self) -> bool:
        return self.both and not self.left.overlaps(self.right)

    @property
    def one_sided(self) -> bool:
        return {self.left_status, self.right_status} == {"defined", "undefined"}


@dataclass(slots=True)
class _Comparison:
    left: Any
    right: Any
    assuming: tuple[Any, ...]
    seen: list[Side] = field(default_factory=list)
    program: Program = field(default_factory=Program)
    values: list[Any] = field(default_factory=list)
    at: Iterator[tuple[Any, ...]] = field(default_factory=lambda: iter(()))

    def evidence(self) -> Evidence:
        program = self.program
        try:
            left, right = program.add(self.left), program.add(self.right)
            conditions = [program.add(c) for c in self.assuming]
        except Unsupported as e:
            return self._without_balls(str(e))
        if left == right:
            return Evidence("proved", method="the same expression")
        tape = program.tape
        tape.want([left, right, *conditions])
        count = len(tape.symbols)
        limit = max(LEAST, min(1500, EVALUATIONS // (tape.weight + 1))) if count else 1
        self.at = islice(self._admissible(points(count)), limit)
        common = 0
        for point in self.at:
            side = self._look(point, left, right, conditions, QUICK_BITS)
            if side is None:
                continue
            if side.apart:
                return self._refuted(side, left, right, conditions)
            common += side.both
            if common >= QUICK_POINTS:
                break
        proof = self._proof()
        if proof:
            return self._proved(proof, left, right, conditions)
        return self._agreement(left, right, conditions)

    def _admissible(self, at: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """The points that suit what the symbols were declared to be."""
        tests = [_declared(s) for s in self.program.tape.symbols]
        if not any(tests):
            return at
        return (p for p in (tuple(fix(x) if fix else x for fix, x in zip(tests, q, strict=True)) for q in at))

    def _look(self, point: tuple[Any, ...], left: Register, right: Register, conditions: Sequence[Register],
              bits: int) -> Side | None:  # fmt: skip
        """Both sides at the point, or None where an assumption doesn't surely hold."""
        tape = self.program.tape
        values = tape.run(point, bits)
        for c in conditions:
            if values[c] is not True:
                return None
        self.values = values
        a, b = values[left], values[right]
        if a.is_finite() and b.is_finite():
            side = Side(point, a, b)
        elif len(self.seen) < EXPLAINED:
            side = Side(point, a, b, tape.status(values, left), tape.status(values, right))
        else:
            side = Side(point, a, b, "unknown", "unknown")
        self.seen.append(side)
        return side

    # the four answers -----------------------------------------------------------------------------

    def _refuted(self, side: Side, left: Register, right: Register, conditions: Sequence[Register]) -> Evidence:
        a, b = decimals(side.left, side.right)
        domain = self._holds_partly(side, left, right, conditions) if any(s.both for s in self.seen[:-1]) else ""
        method = "balls"
        if self.program.stand_ins:
            method += ", with concrete functions in place of " + ", ".join(self.program.stand_ins)
        return Evidence("refuted", method=method, point=self._named(side.point), left=a, right=b, domain=domain)

    def _holds_partly(self, side: Side, left: Register, right: Register, conditions: Sequence[Register]) -> str:
        """Where an equality that fails at this point does hold, if that is where the variables are positive."""
        if all(x >= 0 for x in side.point) or not side.point:
            return ""
        for point in islice(self.at, 12):
            self._look(point, left, right, conditions, QUICK_BITS)
        both = [s for s in self.seen if s.both and all(x > 0 for x in s.point)]
        if len(both) < 3 or any(s.apart or common_digits(s.left, s.right) < NOTE_DIGITS for s in both):
            return ""
        symbols = self.program.tape.symbols
        names = ", ".join(s.name for s in symbols) + " > 0"
        where = ", ".join(f"{s.name} = {x}" for s, x in zip(symbols, side.point, strict=True))
        if self._proof(positive=True):
            return f"equal for {names} only; at {where} they differ"
        return f"equal at the {len(both)} sampled points with {names}; at {where} they differ"

    def _proof(self, positive: bool = False) -> str:
        form = NormalForm(self.assuming, positive=positive)
        try:
            if not form.equal(self.left, self.right):
                return ""
        except TooLarge:
            return ""
        return "normal form, derivatives by differential algebra" if form.differentiated else "normal form"

    def _proved(self, method: str, left: Register, right: Register, conditions: Sequence[Register]) -> Evidence:
        for point in islice(self.at, max(0, NOTE_POINTS - len(self.seen))):
            side = self._look(point, left, right, conditions, QUICK_BITS)
            if side is not None and side.apart:  # the normal form claims no more than the real domain it reasons in
                return self._refuted(side, left, right, conditions)
        return Evidence("proved", method=method, domain=self._domain())

    def _agreement(self, left: Register, right: Register, conditions: Sequence[Register]) -> Evidence:
        agreed, failed, digits = 0, 0, 10**9
        tried = [s.point for s in self.seen if s.both]
        fresh = (p for p in self.at)
        for point in _chain(tried, fresh):
            for bits in AGREE_BITS:
                side = self._look(point, left, right, conditions, bits)
                if side is None or not side.both:
                    if side is not None and "unknown" in (side.left_status, side.right_status) and bits < 1024:
                        continue
                    break
                if side.apart:
                    return self._refuted(side, left, right, conditions)
                found = min(common_digits(side.left, side.right), int(bits * BIT_DIGITS))
                if found >= AGREE_DIGITS + 4 * self.program.tape.reach(self.values):
                    agreed, digits = agreed + 1, min(digits, found)
                    break
            else:
                failed += 1
            if agreed >= AGREE_POINTS or failed >= FAILURES or not point:
                break
        if agreed and (agreed >= AGREE_POINTS or not self.program.tape.symbols):
            return Evidence("agrees", method="balls", points=agreed, digits=digits, domain=self._domain())
        return self._undecided(agreed)

    def _undecided(self, agreed: int) -> Evidence:
        if agreed:
            reason = f"equal to {AGREE_DIGITS} digits at {agreed} points, but no more were found where both are defined"
        elif any(s.both for s in self.seen):
            reason = "the balls could not be made small enough to tell the two sides apart"
        else:
            reason = "no point was found where both sides are surely defined"
        return Evidence("undecided", method="balls", domain=self._domain(), reason=reason)

    def _without_balls(self, reason: str) -> Evidence:
        if has_complex_values(self.left) or has_complex_values(self.right):
            return self._by_parts()
        proof = self._proof()
        return Evidence("proved", method=proof) if proof else Evidence("undecided", reason=reason)

    def _by_parts(self) -> Evidence:
        """Between complex values: the real parts, and the imaginary ones."""
        try:
            left, right = parts(self.left), parts(self.right)
            assuming = tuple(apart(c) if has_complex_values(c) else c for c in self.assuming)
        except NoParts as e:
            return Evidence("undecided", reason=f"no parts are known of {e}")
        return _entrywise(left, right, assuming, ("the real parts", "the imaginary parts"))

    # words ----------------------------------------------------------------------------------------

    def _named(self, point: tuple[Any, ...]) -> Point:
        symbols = self.program.tape.symbols
        pairs = [(s, sp.Rational(int(x.p), int(x.q))) for s, x in zip(symbols, point, strict=True)]
        return tuple(sorted(pairs, key=lambda pair: str(pair[0].name)))

    def _domain(self) -> str:
        """A point at which only one side is defined, the one that reads best."""
        sides = [s for s in self.seen if s.one_sided]
        if not sides:
            return ""
        side = min(sides, key=lambda s: sum(abs(x.p) + 2 * x.q for x in s.point))
        at = ", ".join(f"{s.name} = {x}" for s, x in self._named(side.point))
        if side.left_status == "undefined":
            return f"left is undefined at {at}, where right is {decimals(side.right)[0]}"
        return f"right is undefined at {at}, where left is {decimals(side.left)[0]}"


# Other shapes ------------------------------------------------------------------------------------


def _plain(side: Any) -> Any:
    """Python numbers as SymPy's. Text is not read here."""
    if isinstance(side, (int, float)) and not isinstance(side, bool):
        return sp.Integer(side) if isinstance(side, int) else sp.Rational(str(side))
    if isinstance(side, (sp.Basic, sp.MatrixBase, tuple, list)):
        return side
    raise TypeError(f"equal compares SymPy expressions and numbers, not {type(side).__name__}; read text with `parse`")


def _is_truth(side: Any) -> bool:
    return isinstance(side, Relational)


def _entries(side: Any) -> tuple[tuple[int, ...], list[Any]] | None:
    """Shape and entries of a matrix or a tuple."""
    if isinstance(side, (sp.MatrixBase, sp.ImmutableDenseMatrix)):
        return tuple(side.shape), list(side.flat())
    if isinstance(side, (tuple, list, sp.Tuple)):
        return (len(side),), list(side)
    return None


def _entrywise(left: Any, right: Any, assuming: tuple[Any, ...], names: Sequence[str] = ()) -> Evidence:
    one, two = _entries(left), _entries(right)
    if one is None or two is None:
        return Evidence("undecided", reason="a matrix or a list is compared with a single expression")
    if one[0] != two[0]:
        sizes = ["x".join(map(str, shape)) for shape in (one[0], two[0])]
        return Evidence("refuted", method="shape", left=f"size {sizes[0]}", right=f"size {sizes[1]}")
    weakest = Evidence("proved", method="entry by entry")
    for i, (a, b) in enumerate(zip(one[1], two[1], strict=True)):
        found = equal(a, b, assuming=assuming)
        if found.kind == "refuted":
            return replace(found, method=f"{found.method}, {names[i] if names else f'entry {i + 1}'}")
        if _RANK[found.kind] > _RANK[weakest.kind]:
            weakest = replace(found, domain=found.domain or weakest.domain)
        elif found.domain and not weakest.domain:
            weakest = replace(weakest, domain=found.domain)
    return weakest


_RANK: Final = {"proved": 0, "agrees": 1, "undecided": 2}


def _same_equation(left: Any, right: Any, assuming: tuple[Any, ...]) -> Evidence:
    """Whether two equations have the same solutions, in the simple case: one difference a multiple of the other."""
    one, two = (e.args[0] - e.args[1] for e in (left, right))
    unlike = Evidence("undecided", reason="the two equations are not a constant multiple of each other")
    program = Program()
    try:
        registers = [program.add(one), program.add(two)]
    except Unsupported as e:
        return Evidence("undecided", reason=str(e))
    before = flint.ctx.prec, flint.ctx.cap
    try:
        program.tape.want(registers)
        for point in islice(points(len(program.tape.symbols)), 60):
            values = program.tape.run(point, QUICK_BITS)
            a, b = (values[r] for r in registers)
            if a.is_finite() and b.is_finite() and not a.contains(0) and not b.contains(0):
                ratio = _simple_rational(a / b)
                break
        else:
            return unlike
    finally:
        flint.ctx.prec, flint.ctx.cap = before
    if ratio is None:
        return unlike
    found = equal(one, ratio * two, assuming=assuming)
    return found if found.kind in ("proved", "agrees") else unlike


def _simple_rational(ball: Any) -> Any:
    """The only rational of small height in a ball."""
    for q in range(1, 1000):
        p = (ball * q).unique_fmpz()
        if p is not None:
            return sp.Rational(int(p), q) if p != 0 else None
    return None


def _declared(symbol: Any) -> Any:
    """Moves a coordinate to where the symbol's assumptions allow it, if it has any beyond being real."""
    if symbol.is_integer:
        sign = -1 if symbol.is_negative else 1
        one_sided = symbol.is_negative or symbol.is_positive or symbol.is_nonnegative
        return lambda x: sign * (abs(x.p) or 1) if one_sided else x.p
    if symbol.is_positive or symbol.is_nonnegative:
        return lambda x: abs(x) if x != 0 else x + 1
    if symbol.is_negative or symbol.is_nonpositive:
        return lambda x: -abs(x) if x != 0 else x - 1
    return None


def _chain(first: Iterable[Any], second: Iterable[Any]) -> Iterator[Any]:
    yield from first
    yield from second


def common_digits(a: Any, b: Any) -> int:
    """To how many digits two balls that overlap surely agree: both of the larger's own and after the decimal point."""
    gap = arb((a - b).abs_upper())
    if gap.is_zero():
        return 10**6
    after_point = _floor_log10(1 / gap)
    scale = arb(abs(a).lower()) if not a.contains(0) else arb(abs(b).lower()) if not b.contains(0) else None
    if scale is None:
        return after_point if after_point >= ZERO_DIGITS else 0
    return min(after_point, _floor_log10(scale / gap))


def _floor_log10(x: Any) -> int:
    if not x > 1:
        return 0
    floor = (x.log() / arb(10).log()).floor()
    whole = floor.unique_fmpz()
    return int(whole) if whole is not None else int(float(floor.lower()))


def decimals(*balls: Any) -> tuple[str, ...]:
    """The values as certified decimals, with as many digits as it takes to tell them apart."""
    for digits in (12, 20, 40, 80, 160, 320):
        said = tuple(_decimal(b, digits) for b in balls)
        if len({s.rstrip("0").rstrip(".") if "." in s else s for s in said}) == len(said):
            return said
    return said


def _decimal(ball: Any, digits: int) -> str:
    if ball.is_exact() and ball.is_integer() and abs(ball) < 10**15:
        return str(ball.unique_fmpz())
    text: str = ball.str(digits, radius=False)
    mantissa, e, exponent = text.partition("e")
    if "." in mantissa and ball.is_exact():
        mantissa = mantissa.rstrip("0").rstrip(".")
    return mantissa + e + exponent

"""Nodes that are not one primitive of their arguments: how the tape computes each, and truth values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import sympy as sp
from flint import arb, arb_series, fmpq
from sympy.functions.special.bessel import marcumq
from sympy.functions.special.gamma_functions import multigamma
from sympy.functions.special.hyper import TupleArg
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from workings.expression.quantile_numbers import QuantileNumber
from workings.judge.analytic import ANALYTIC, hypergeometric
from workings.judge.functions import COMPLETE_E, CONSTANTS, LAMBERT_MINUS, PRIMITIVES, Primitive
from workings.judge.hypergeometric_sums import APPELL_F1, meijer_g
from workings.judge.jets import Jet
from workings.judge.series_of import MATHIEU
from workings.judge.tape import INVERSE, MAX, MIN, SELECT, Register

if TYPE_CHECKING:
    from workings.judge.balls import Program

__all__ = ["BUILDERS", "COMPARISONS", "Unsupported"]

Node = Any
MOST_GAMMAS: Final = 50


class Unsupported(Exception):
    """This expression has no meaning as a real number here; the message names the part and says why."""


# Truth values: True, False, or None where the balls don't tell -----------------------------------


def _constant(u: Any) -> Any:
    return u.constant if isinstance(u, Jet) else u[0] if isinstance(u, arb_series) else u


Compare = Callable[[Any, Any], "bool | None"]


def _comparison(holds: Callable[[Any, Any], Any], fails: Callable[[Any, Any], Any]) -> Compare:
    def compare(a: Any, b: Any) -> bool | None:
        if isinstance(a, arb) and isinstance(b, arb):
            return True if holds(a, b) else False if fails(a, b) else None
        x, y = _constant(a), _constant(b)  # on the boundary a series goes both ways
        return None if not (x < y or x > y) else bool(holds(x, y))

    return compare


COMPARISONS: Final[dict[Any, Compare]] = {
    sp.Gt: _comparison(lambda a, b: a > b, lambda a, b: a <= b),
    sp.Ge: _comparison(lambda a, b: a >= b, lambda a, b: a < b),
    sp.Lt: _comparison(lambda a, b: a < b, lambda a, b: a >= b),
    sp.Le: _comparison(lambda a, b: a <= b, lambda a, b: a > b),
    sp.Eq: _comparison(lambda a, b: a.is_exact() and a == b, lambda a, b: a < b or a > b),
    sp.Ne: _comparison(lambda a, b: a < b or a > b, lambda a, b: a.is_exact() and a == b),
}


def _all(*truths: bool | None) -> bool | None:
    return False if False in truths else None if None in truths else True


def _any(*truths: bool | None) -> bool | None:
    return True if True in truths else None if None in truths else False


def _not(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


# Nodes that aren't one primitive of their arguments ----------------------------------------------

Builder = Callable[["Program", Node, list[Any]], Any]  # registers; of a list, a list of them


def _sum(p: Program, _: Node, args: list[Register]) -> Register:
    total = args[0]
    for a in args[1:]:
        total = p.tape.add(total, a)
    return total


def _product(p: Program, _: Node, args: list[Register]) -> Register:
    total = args[0]
    for a in args[1:]:
        total = p.tape.mul(total, a)
    return total


def _power(p: Program, node: Node, args: list[Register]) -> Register:
    if node.args[0] is sp.E:
        return p.tape.apply(PRIMITIVES[sp.exp], args[1])
    return p.tape.power(*args)


def _over(p: Program, a: Register, b: Register) -> Register:
    return p.tape.mul(a, p.tape.apply(INVERSE, b))


def _log(p: Program, _: Node, args: list[Register]) -> Register:
    logs = [p.tape.apply(PRIMITIVES[sp.log], a) for a in args]
    return logs[0] if len(logs) == 1 else _over(p, logs[0], logs[1])


def _reciprocal_of(function: Any) -> Builder:
    return lambda p, _, args: p.tape.apply(INVERSE, p.tape.apply(PRIMITIVES[function], args[0]))


def _of_reciprocal(function: Any) -> Builder:
    return lambda p, _, args: p.tape.apply(PRIMITIVES[function], p.tape.apply(INVERSE, args[0]))


def _quotient(top: Any, bottom: Any) -> Builder:
    def build(p: Program, _: Node, args: list[Register]) -> Register:
        return _over(p, *(p.tape.apply(PRIMITIVES[f], args[0]) for f in (top, bottom)))

    return build


def _fold(primitive: Primitive) -> Builder:
    def build(p: Program, _: Node, args: list[Register]) -> Register:
        result = args[0]
        for a in args[1:]:
            result = result if a == result else p.tape.apply(primitive, result, a)
        return result

    return build


def _truths(function: Callable[..., bool | None]) -> Builder:
    return lambda p, _, args: p.tape.emit(function, tuple(args))


def _piecewise(p: Program, _: Node, args: list[Register]) -> Register:
    result = p.undefined()
    for i in range(len(args) - 2, -1, -2):
        result = p.tape.apply(SELECT, args[i + 1], args[i], result)
    return result


def _gamma_quotient(p: Program, tops: Iterable[Register], bottoms: Iterable[Register]) -> Register:
    gamma = PRIMITIVES[sp.gamma]
    top = _product(p, None, [p.tape.apply(gamma, a) for a in tops])
    bottom = [p.tape.apply(gamma, b) for b in bottoms]
    return _over(p, top, _product(p, None, bottom)) if bottom else top


def _shifted(p: Program, a: Register, n: int) -> Register:
    return p.tape.add(a, p.tape.rational(fmpq(n)))


def _minus(p: Program, a: Register, b: Register) -> Register:
    return p.tape.add(a, p.tape.mul(p.tape.rational(fmpq(-1)), b))


def _binomial(p: Program, _: Node, args: list[Register]) -> Register:
    n, k = args
    return _gamma_quotient(p, [_shifted(p, n, 1)], [_shifted(p, k, 1), _shifted(p, _minus(p, n, k), 1)])


def _lambert(p: Program, _: Node, args: list[Register]) -> Register:
    branch = p.tape.exact.get(args[1]) if len(args) == 2 else fmpq(0)
    if branch is None or branch not in (0, -1):
        raise Unsupported("LambertW has real values on the branches 0 and -1 only")
    return p.tape.apply(LAMBERT_MINUS if branch == -1 else PRIMITIVES[sp.LambertW], args[0])


def _elliptic_e(p: Program, _: Node, args: list[Register]) -> Register:
    return p.tape.apply(COMPLETE_E, args[0]) if len(args) == 1 else _elliptic(sp.elliptic_e, "elliptic_e")(p, _, args)


def _by_values(name: str, order: Sequence[int] = ()) -> Builder:
    """A function of which values are known, in all its arguments; `order` where the judge's is another."""

    def build(p: Program, node: Node, args: list[Register]) -> Register:
        if len(args) != len(node.args):
            raise Unsupported(f"{name} of {len(args)} arguments")
        return p.tape.apply(ANALYTIC[name], *([args[i] for i in order] or args))

    return build


def _zeta(p: Program, _: Node, args: list[Register]) -> Register:
    return p.tape.apply(PRIMITIVES[sp.zeta], *args) if len(args) == 1 else p.tape.apply(ANALYTIC["zeta"], *args)


def _elliptic(head: Any, name: str) -> Builder:
    """By its angle the integral of its definition, by its modulus a circle of values."""

    def build(p: Program, _: Node, args: list[Register]) -> Register:
        if p.tape.varies[args[1]]:
            return p.tape.apply(ANALYTIC[name], *args)
        return p.tape.apply(PRIMITIVES[head], *args[::-1])

    return build


def _elliptic_pi(p: Program, _: Node, args: list[Register]) -> Register:
    return p.tape.apply(ANALYTIC["elliptic_pi" if len(args) == 3 else "elliptic_pi complete"], *args)


def _swapped(function: Any) -> Builder:
    return lambda p, _, args: p.tape.apply(PRIMITIVES[function], *args[::-1])


def _heaviside(p: Program, _: Node, args: list[Register]) -> Register:
    at_zero = args[1] if len(args) == 2 else p.tape.rational(fmpq(1, 2))
    return p.tape.apply(PRIMITIVES[sp.Heaviside], at_zero, args[0])


def _angle(p: Program, _: Node, args: list[Register]) -> Register:
    """atan2(y, x) is 2 atan(y/(x + r)), r the distance from the origin; not on the negative x axis."""
    y, x = args
    tape = p.tape
    r = tape.power(tape.add(tape.mul(x, x), tape.mul(y, y)), tape.rational(fmpq(1, 2)))
    half = tape.apply(PRIMITIVES[sp.atan], _over(p, y, tape.add(x, r)))
    return tape.mul(tape.rational(fmpq(2)), half)


def _incomplete_gamma(head: Any, name: str) -> Builder:
    """By its argument the integral of its definition, by its order a circle of values."""

    def build(p: Program, _: Node, args: list[Register]) -> Register:
        moving = p.tape.varies[args[0]]
        return p.tape.apply(ANALYTIC[name] if moving else PRIMITIVES[head], *args)

    return build


def _generalised_integral(p: Program, _: Node, args: list[Register]) -> Register:
    """E_n(x) = x^(n - 1) Gamma(1 - n, x)"""
    n, x = args
    one = p.tape.rational(fmpq(1))
    incomplete = _incomplete_gamma(sp.uppergamma, "uppergamma")(p, _, [_minus(p, one, n), x])
    return p.tape.mul(p.tape.power(x, _minus(p, n, one)), incomplete)


def _offset_integral(p: Program, _: Node, args: list[Register]) -> Register:
    """Li(x) = li(x) - li(2)"""
    li = PRIMITIVES[sp.li]
    return _minus(p, p.tape.apply(li, args[0]), p.tape.apply(li, p.tape.rational(fmpq(2))))


def _spherical(cylindrical: Any) -> Builder:
    """j_n(x) = sqrt(pi/(2x)) J_(n + 1/2)(x), and y_n of Y likewise."""

    def build(p: Program, _: Node, args: list[Register]) -> Register:
        n, x = args
        half = p.tape.rational(fmpq(1, 2))
        pi = p.tape.constant(sp.pi, CONSTANTS[sp.pi])
        scale = p.tape.power(p.tape.mul(half, _over(p, pi, x)), half)
        return p.tape.mul(scale, p.tape.apply(PRIMITIVES[cylindrical], p.tape.add(n, half), x))

    return build


def _probabilist(p: Program, _: Node, args: list[Register]) -> Register:
    """He_n(x) = 2^(-n/2) H_n(x/sqrt(2))"""
    n, x = args
    tape, two = p.tape, p.tape.rational(fmpq(2))
    h = tape.apply(ANALYTIC["hermite"], n, _over(p, x, tape.power(two, tape.rational(fmpq(1, 2)))))
    return tape.mul(tape.power(two, tape.mul(n, tape.rational(fmpq(-1, 2)))), h)


def _incomplete_beta(p: Program, _: Node, args: list[Register]) -> Register:
    """B(x, y; a, b) = B_y(a, b) - B_x(a, b)"""
    a, b, x, y = args
    return _minus(p, *(p.tape.apply(ANALYTIC["betainc"], a, b, u) for u in (y, x)))


def _regularised_beta(p: Program, _: Node, args: list[Register]) -> Register:
    a, b = args[:2]
    return _over(p, _incomplete_beta(p, _, args), _gamma_quotient(p, [a, b], [p.tape.add(a, b)]))


def _harmonic(p: Program, _: Node, args: list[Register]) -> Register:
    """H_x = psi(x + 1) + Euler's constant, and zeta(m) - zeta(m, x + 1) of order m."""
    above = _shifted(p, args[0], 1)
    if len(args) == 1:
        psi = p.tape.apply(PRIMITIVES[sp.polygamma], p.tape.rational(fmpq(0)), above)
        return p.tape.add(psi, p.tape.constant(sp.EulerGamma, CONSTANTS[sp.EulerGamma]))
    zeta = ANALYTIC["zeta"]
    return _minus(p, *(p.tape.apply(zeta, args[1], a) for a in (p.tape.rational(fmpq(1)), above)))


def _catalan(p: Program, _: Node, args: list[Register]) -> Register:
    """C_n = Gamma(2 n + 1)/(Gamma(n + 1) Gamma(n + 2))"""
    (n,) = args
    return _gamma_quotient(p, [_shifted(p, p.tape.add(n, n), 1)], [_shifted(p, n, 1), _shifted(p, n, 2)])


def _mathieu(name: str) -> Builder:
    def build(p: Program, _: Node, args: list[Register]) -> Register:
        if p.tape.varies[args[0]] or p.tape.varies[args[1]]:
            raise Unsupported("a Mathieu function by its parameters")
        return p.tape.apply(MATHIEU[name], *args)

    return build


def _erf_between_inverse(p: Program, _: Node, args: list[Register]) -> Register:
    """The w with erf w - erf x = y."""
    x, y = args
    return p.tape.apply(PRIMITIVES[sp.erfinv], p.tape.add(y, p.tape.apply(PRIMITIVES[sp.erf], x)))


def _rising(p: Program, _: Node, args: list[Register]) -> Register:
    """Gamma(x + n)/Gamma(x)"""
    x, n = args
    return _gamma_quotient(p, [p.tape.add(x, n)], [x])


def _falling(p: Program, _: Node, args: list[Register]) -> Register:
    """Gamma(x + 1)/Gamma(x - n + 1)"""
    x, n = args
    return _gamma_quotient(p, [_shifted(p, x, 1)], [_shifted(p, _minus(p, x, n), 1)])


def _hypergeometric(p: Program, node: Node, args: list[Any]) -> Register:
    """pFq of two lists and an argument."""
    above, below, z = args
    return p.tape.apply(hypergeometric(len(above), len(below)), *above, *below, z)


def _meijer(p: Program, node: Node, args: list[Any]) -> Register:
    (an, ap), (bm, bq), z = args
    g = meijer_g(len(an), len(an) + len(ap), len(bm), len(bm) + len(bq))
    return p.tape.apply(g, *an, *ap, *bm, *bq, z)


def _several_gammas(p: Program, node: Node, args: list[Register]) -> Register:
    """Gamma_p(x) = pi^(p (p - 1)/4) Gamma(x) Gamma(x - 1/2) ... Gamma(x - (p - 1)/2)"""
    x, dimension = args
    d = p.tape.exact.get(dimension)
    if d is None or d.q != 1 or not 0 < d <= MOST_GAMMAS:
        raise Unsupported("the multivariate gamma function of a dimension that is no small whole number")
    pi = p.tape.power(p.tape.constant(sp.pi, CONSTANTS[sp.pi]), p.tape.rational(d * (d - 1) / 4))
    halves = [p.tape.add(x, p.tape.rational(fmpq(-j, 2))) for j in range(int(d.p))]
    return p.tape.mul(pi, _gamma_quotient(p, halves, []))


def _from_there_on(p: Program, node: Node, args: list[Register]) -> Register:
    """<x - a>^n, n >= 0: (x - a)^n right of a, 0 left of it. Below 0 it is no function."""
    x, a, n = args
    order = p.tape.exact.get(n)
    if order is None or order.q != 1 or order < 0:
        raise Unsupported("a singularity function of negative order has no values")
    u = _minus(p, x, a)
    if order == 0:
        return p.tape.apply(PRIMITIVES[sp.Heaviside], p.tape.rational(fmpq(1)), u)
    return p.tape.power(p.tape.apply(MAX, u, p.tape.rational(fmpq(0))), n)


def _eta(p: Program, _: Node, args: list[Register]) -> Register:
    """(1 - 2^(1 - s)) zeta(s)"""
    if len(args) != 1:
        raise Unsupported("the Dirichlet eta function of two arguments")
    tape, one = p.tape, p.tape.rational(fmpq(1))
    two = tape.power(tape.rational(fmpq(2)), _minus(p, one, args[0]))
    return tape.mul(_minus(p, one, two), tape.apply(PRIMITIVES[sp.zeta], args[0]))


def _xi(p: Program, _: Node, args: list[Register]) -> Register:
    """s (s - 1)/2 pi^(-s/2) Gamma(s/2) zeta(s)"""
    (s,) = args
    tape = p.tape
    half = tape.mul(s, tape.rational(fmpq(1, 2)))
    pi = tape.constant(sp.pi, CONSTANTS[sp.pi])
    factors = [half, _shifted(p, s, -1), tape.power(pi, tape.mul(half, tape.rational(fmpq(-1))))]
    factors += [tape.apply(PRIMITIVES[sp.gamma], half), tape.apply(PRIMITIVES[sp.zeta], s)]
    return _product(p, _, factors)


def _truth_constant(value: bool) -> Builder:
    return lambda p, _, __: p.tape.constant(value, lambda: value)


# fmt: off
BUILDERS: Final[dict[Any, Builder]] = {
    sp.Add: _sum, sp.Mul: _product, sp.Pow: _power, sp.log: _log,
    sp.sec: _reciprocal_of(sp.cos), sp.csc: _reciprocal_of(sp.sin), sp.cot: _quotient(sp.cos, sp.sin),
    sp.sech: _reciprocal_of(sp.cosh), sp.csch: _reciprocal_of(sp.sinh), sp.coth: _reciprocal_of(sp.tanh),
    sp.asec: _of_reciprocal(sp.acos), sp.acsc: _of_reciprocal(sp.asin), sp.acot: _of_reciprocal(sp.atan),
    sp.asech: _of_reciprocal(sp.acosh), sp.acsch: _of_reciprocal(sp.asinh), sp.acoth: _of_reciprocal(sp.atanh),
    sp.Max: _fold(MAX), sp.Min: _fold(MIN), sp.Piecewise: _piecewise, sp.Heaviside: _heaviside,
    sp.And: _truths(_all), sp.Or: _truths(_any), sp.Not: _truths(_not),
    BooleanTrue: _truth_constant(True), BooleanFalse: _truth_constant(False),
    sp.factorial: lambda p, _, a: _gamma_quotient(p, [_shifted(p, a[0], 1)], []),
    sp.binomial: _binomial,
    sp.beta: lambda p, _, a: _gamma_quotient(p, a, [p.tape.add(a[0], a[1])]),
    sp.digamma: lambda p, _, a: p.tape.apply(PRIMITIVES[sp.polygamma], p.tape.rational(fmpq(0)), a[0]),
    sp.trigamma: lambda p, _, a: p.tape.apply(PRIMITIVES[sp.polygamma], p.tape.rational(fmpq(1)), a[0]),
    sp.sinc: lambda p, _, a: _over(p, p.tape.apply(PRIMITIVES[sp.sin], a[0]), a[0]),
    sp.LambertW: _lambert, sp.elliptic_e: _elliptic_e, sp.elliptic_f: _elliptic(sp.elliptic_f, "elliptic_f"),
    sp.Mod: _swapped(sp.Mod),
    sp.atan2: _angle, sp.frac: lambda p, _, a: _minus(p, a[0], p.tape.apply(PRIMITIVES[sp.floor], a[0])),
    sp.jn: _spherical(sp.besselj), sp.yn: _spherical(sp.bessely),
    sp.expint: _generalised_integral, sp.Li: _offset_integral,
    sp.zeta: _zeta, sp.elliptic_pi: _elliptic_pi, sp.lerchphi: _by_values("lerchphi"),
    sp.airyaiprime: _by_values("airyaiprime"), sp.airybiprime: _by_values("airybiprime"),
    sp.chebyshevt: _by_values("chebyshevt"), sp.chebyshevu: _by_values("chebyshevu"),
    sp.legendre: _by_values("legendre"), sp.assoc_legendre: _by_values("assoc_legendre"),
    sp.hermite: _by_values("hermite"), sp.hermite_prob: _probabilist, sp.gegenbauer: _by_values("gegenbauer"),
    sp.laguerre: lambda p, _, a: p.tape.apply(ANALYTIC["laguerre"], a[0], p.tape.rational(fmpq(0)), a[1]),
    sp.assoc_laguerre: _by_values("laguerre"), sp.jacobi: _by_values("jacobi"),
    sp.betainc: _incomplete_beta, sp.betainc_regularized: _regularised_beta,
    sp.erf2: lambda p, _, a: _minus(p, *(p.tape.apply(PRIMITIVES[sp.erf], u) for u in a[::-1])),
    sp.erf2inv: _erf_between_inverse, sp.RisingFactorial: _rising, sp.FallingFactorial: _falling,
    **{head: _mathieu(name) for head, name in (
        (sp.mathieuc, "mathieuc"), (sp.mathieus, "mathieus"),
        (sp.mathieucprime, "mathieucprime"), (sp.mathieusprime, "mathieusprime"),
    )},
    marcumq: _by_values("marcumq"), sp.hyper: _hypergeometric, sp.meijerg: _meijer,
    sp.appellf1: lambda p, _, a: p.tape.apply(APPELL_F1, *a), multigamma: _several_gammas,
    sp.SingularityFunction: _from_there_on,
    sp.uppergamma: _incomplete_gamma(sp.uppergamma, "uppergamma"),
    sp.lowergamma: _incomplete_gamma(sp.lowergamma, "lowergamma"),
    sp.Tuple: lambda p, _, a: a, TupleArg: lambda p, _, a: a,
    sp.dirichlet_eta: _eta, sp.riemann_xi: _xi,
    sp.harmonic: _harmonic, sp.catalan: _catalan,
    sp.re: lambda p, _, a: a[0], sp.conjugate: lambda p, _, a: a[0],
    sp.UnevaluatedExpr: lambda p, _, a: a[0],
    QuantileNumber: lambda p, node, _: p.tape.constant(node, node.ball),
}
# fmt: on

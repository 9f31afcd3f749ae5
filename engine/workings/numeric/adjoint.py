"""Derivatives of a tape, written on the same tape: the numeric side of differentiation, with no line to show.

A derivation says every rule it used; here only the numbers count. One table of local derivatives serves both ways of
going through the program. Backwards, a gradient costs a few times the function, whatever the number of variables;
forwards, it costs a pass for each variable, which is less for few variables and for many outputs. Both share the
numbering of values with the function, so that nothing is worked out twice.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workings.numeric.tape import Builder

__all__ = ["gradient", "hessian", "hessian_vector", "jacobian"]

_FEW = 2
"""So many variables at most are tried forwards, and so many operations in all of their passes together:"""
_AFFORDABLE = 20_000


def gradient(build: Builder, output: int, variables: Sequence[int]) -> list[int]:
    """The numbers of the derivatives of value `output` by each of the `variables`, in the cheaper of the two ways.

    Backwards, the branch that a `Piecewise` did not take is multiplied by 0, which is wrong where its own derivative
    is infinite. Such a program is differentiated forwards, where the derivative is chosen as the value is.
    """
    order, active = _between(build, [output], variables)
    if _chooses_among_poles(build, order):
        return _forwards(build, output, variables, order)
    if len(variables) > _FEW or len(variables) * len(order) > _AFFORDABLE:
        return _backwards(build, output, variables, order, active)
    ways = [_backwards(build, output, variables, order, active), _forwards(build, output, variables, order)]
    return min(ways, key=lambda found: build.cost([output, *found]))


def jacobian(build: Builder, outputs: Sequence[int], variables: Sequence[int]) -> list[int]:
    """The derivatives of all outputs, by rows: backwards for each output, or forwards for each variable."""
    order, active = _between(build, outputs, variables)
    if len(outputs) <= len(variables) and not _chooses_among_poles(build, order):
        return [d for k in outputs for d in _backwards(build, k, variables, order, active)]
    columns = [_tangents(build, v, order) for v in variables]
    return [_or_zero(build, tangents.get(k)) for k in outputs for tangents in columns]


def hessian(build: Builder, output: int, variables: Sequence[int]) -> tuple[list[int], list[list[int]]]:
    """The gradient, and the second derivatives: a pass forwards over the gradient for each variable."""
    first = gradient(build, output, variables)
    order, _ = _between(build, first, variables)
    second: list[list[int]] = [[] for _ in variables]
    for j, variable in enumerate(variables):
        tangents = _tangents(build, variable, order)
        for i in range(len(variables)):
            # the lower triangle is the upper one: f_xy is f_yx
            second[i].append(second[j][i] if i > j and len(second[j]) > i else _or_zero(build, tangents.get(first[i])))
    for i in range(len(variables)):
        for j in range(i):
            second[i][j] = second[j][i]
    return first, second


def hessian_vector(
    build: Builder, output: int, variables: Sequence[int], direction: Sequence[int]
) -> tuple[list[int], list[int]]:
    """The gradient, and the Hessian times `direction`: one pass forwards over the gradient."""
    first = gradient(build, output, variables)
    order, _ = _between(build, first, variables)
    tangents = _along(build, dict(zip(variables, direction, strict=True)), order)
    return first, [_or_zero(build, tangents.get(k)) for k in first]


def _between(build: Builder, outputs: Iterable[int], variables: Iterable[int]) -> tuple[list[int], set[int]]:
    """The operations that lie between variables and outputs, in the order of the tape, and what has a derivative."""
    reached, stack = set(), list(outputs)
    while stack:
        k = stack.pop()
        if k not in reached:
            reached.add(k)
            stack.extend(_parts(build, k))
    active = set(variables)
    order = []
    for k in sorted(reached):
        if not active.isdisjoint(_parts(build, k)) and build.code(k)[0] not in _FLAT:
            active.add(k)
            order.append(k)
    return order, active


def _parts(build: Builder, k: int) -> tuple[int, ...]:
    """The values that value k is differentiated by: a power only by its base, whatever it is multiplied from."""
    power = build.powers.get(k)
    return build.parts(k) if power is None else power[:1]


def _part(build: Builder, k: int, i: int, g: int) -> int | None:
    """What passes from value k, with g upstream, to the i-th of its parts."""
    power = build.powers.get(k)
    if power is None:
        name, args = build.code(k)
        return _LOCAL[name](build, k, args, i, g)
    u, n = power
    return _times(build, _times(build, g, build.constant(n)), build.power(u, n - 1))


def _backwards(
    build: Builder, output: int, variables: Sequence[int], order: Sequence[int], active: set[int]
) -> list[int]:
    adjoint: dict[int, int] = {output: build.constant(1)}
    for k in reversed(order):
        g = adjoint.get(k)
        if g is None:
            continue
        for i, a in enumerate(_parts(build, k)):
            if a in active:
                part = _part(build, k, i, g)
                if part is not None:
                    adjoint[a] = part if a not in adjoint else _sum(build, adjoint[a], part)
    return [_or_zero(build, adjoint.get(v)) for v in variables]


def _forwards(build: Builder, output: int, variables: Sequence[int], order: Sequence[int]) -> list[int]:
    return [_or_zero(build, _tangents(build, v, order).get(output)) for v in variables]


def _tangents(build: Builder, variable: int, order: Sequence[int]) -> dict[int, int]:
    """The derivative by one variable of every value that has one."""
    return _along(build, {variable: build.constant(1)}, order)


def _along(build: Builder, direction: dict[int, int], order: Sequence[int]) -> dict[int, int]:
    """The derivative of every value that has one, when the variables move by `direction`."""
    tangent = dict(direction)
    for k in order:
        found = [(i, tangent[a]) for i, a in enumerate(_parts(build, k)) if a in tangent]
        if not found:
            continue
        name, args = build.code(k)
        together = None if k in build.powers else _TOGETHER.get(name)
        if together is not None:
            total: int | None = together(build, k, args, [tangent.get(a) for a in args])
        else:
            total = None
            for i, g in found:
                part = _part(build, k, i, g)
                if part is not None:
                    total = part if total is None else _sum(build, total, part)
        if total is not None and build.value(total) != 0:
            tangent[k] = total
    return tangent


def _or_zero(build: Builder, k: int | None) -> int:
    return build.constant(0) if k is None else k


_REGULAR = frozenset({
    "add", "sub", "mul", "neg", "abs", "sin", "cos", "tanh", "sech", "logcosh", "sigmoid", "softplus", "atan", "asinh",
    "erf", "erfc", "max", "min", "select", "sign", "floor", "ceil", "heaviside", "hold", "argument", "constant",
})  # fmt: skip
"""Operations whose local derivatives are finite wherever their arguments are."""


def _chooses_among_poles(build: Builder, order: Sequence[int]) -> bool:
    wild: set[int] = set()
    for k in order:
        name = build.code(k)[0]
        below = any(a in wild for a in _parts(build, k))
        if below and name in ("select", "max", "min"):
            return True
        if below or not _is_regular(build, k):
            wild.add(k)
    return False


def _is_regular(build: Builder, k: int) -> bool:
    power = build.powers.get(k)
    if power is not None:
        return power[1] > 1
    name, args = build.code(k)
    return name in _REGULAR or (name == "div" and build.value(args[1]) is not None)


# arithmetic that keeps signs and constants together --------------------------------------------------------------


def _sum(build: Builder, a: int, b: int) -> int:
    if a == b:
        return _times(build, build.constant(2), a)
    for u, v in ((a, b), (b, a)):
        inner = build.arg_of("neg", v)
        if inner is not None:
            return build.sub(u, inner)
    return build.add(a, b)


def _times(build: Builder, a: int, b: int) -> int:
    """a b, with signs brought out and constants multiplied."""
    for u, v in ((a, b), (b, a)):
        inner = build.arg_of("neg", u)
        if inner is not None:
            return build.neg(_times(build, inner, v))
        if build.value(u) is not None:
            name, args = build.code(v)
            if name == "mul":
                for c, rest in (args, args[::-1]):
                    if build.value(c) is not None:
                        return build.mul(build.op("mul", u, c), rest)
    return build.mul(a, b)


def _over(build: Builder, a: int, b: int) -> int:
    inner = build.arg_of("neg", a)
    return build.div(a, b) if inner is None else build.neg(build.div(inner, b))


# local derivatives: (build, value, its arguments, which of them, upstream) -> upstream times derivative ------------


def _of(derivative: Callable[[Builder, int, int], int]) -> Callable[[Builder, int, tuple[int, ...], int, int], int]:
    """A function of one argument: `derivative(build, u, value)` is its derivative."""
    return lambda b, k, args, i, g: _times(b, g, derivative(b, args[-1], k))


def _per(divisor: Callable[[Builder, int, int], int]) -> Callable[[Builder, int, tuple[int, ...], int, int], int]:
    """A function of one argument, whose derivative is one over `divisor(build, u, value)`."""
    return lambda b, k, args, i, g: _over(b, g, divisor(b, args[0], k))


def _negated(
    rule: Callable[[Builder, int, tuple[int, ...], int, int], int],
) -> Callable[[Builder, int, tuple[int, ...], int, int], int]:
    return lambda b, k, args, i, g: b.neg(rule(b, k, args, i, g))


def _mul(b: Builder, k: int, args: tuple[int, ...], i: int, g: int) -> int:
    return _times(b, g, args[1 - i])


def _div(b: Builder, k: int, args: tuple[int, ...], i: int, g: int) -> int:
    if i == 0:
        return _over(b, g, args[1])
    if b.value(args[0]) == 1:
        return b.neg(_times(b, g, b.mul(k, k)))
    return b.neg(_times(b, _over(b, g, args[1]), k))


def _pow(b: Builder, k: int, args: tuple[int, ...], i: int, g: int) -> int:
    u, v = args
    if i == 0:
        return _times(b, g, b.mul(v, b.op("pow", u, b.sub(v, b.constant(1)))))
    # u^v ln u goes to 0 with u, where the product would be 0 times infinity
    zero = b.constant(0)
    return _times(b, g, b.select(b.op("eq", k, zero), zero, b.mul(k, b.op("log", u))))


def _larger(strictly: tuple[int, int]) -> Callable[[Builder, int, tuple[int, ...], int, int], int]:
    def rule(b: Builder, k: int, args: tuple[int, ...], i: int, g: int) -> int:
        first, second = args[strictly[0]], args[strictly[1]]
        constant = b.value(args[0]) is not None
        if constant:  # the variable one is the larger (smaller) one only where it is strictly so, as in relu
            first, second = second, first
        chosen = b.op("lt", first, second)
        zero = b.constant(0)
        return b.select(chosen, g, zero) if (i == 0) is not constant else b.select(chosen, zero, g)

    return rule


def _select(b: Builder, k: int, args: tuple[int, ...], i: int, g: int) -> int | None:
    zero = b.constant(0)
    return None if i == 0 else b.select(args[0], g, zero) if i == 1 else b.select(args[0], zero, g)


def _atan2(b: Builder, k: int, args: tuple[int, ...], i: int, g: int) -> int:
    y, x = args
    part = _over(b, _times(b, g, args[1 - i]), b.add(b.mul(x, x), b.mul(y, y)))
    return part if i == 0 else b.neg(part)


def _mod(b: Builder, k: int, args: tuple[int, ...], i: int, g: int) -> int:
    return g if i == 0 else b.neg(_times(b, g, b.op("floor", b.div(*args))))


def _copysign(b: Builder, k: int, args: tuple[int, ...], i: int, g: int) -> int | None:
    return _times(b, g, b.mul(b.op("sign", args[0]), b.op("sign", args[1]))) if i == 0 else None


def _polygamma(b: Builder, k: int, args: tuple[int, ...], i: int, g: int) -> int:
    return _times(b, g, b.op("polygamma", b.add(args[0], b.constant(1)), args[1]))


def _one_minus_square(b: Builder, u: int) -> int:
    one = b.constant(1)
    return b.mul(b.sub(one, u), b.add(one, u))  # 1 - u² would lose its digits near 1 and -1


def _tanh(b: Builder, k: int, args: tuple[int, ...], i: int, g: int) -> int:
    s = b.op("sech", args[0])  # 1 - tanh² has no digits left beyond 19, and 1/cosh² no slope
    return _times(b, g, b.mul(s, s))


def _scaled(c: float) -> Callable[[Builder, int, int], int]:
    return lambda b, u, k: b.mul(u, b.constant(c))


_gauss = _of(lambda b, u, k: b.mul(b.op("exp", b.neg(b.mul(u, u))), b.constant(2 / math.sqrt(math.pi))))
_arc = _per(lambda b, u, k: b.op("sqrt", _one_minus_square(b, u)))

_FLAT = frozenset({"sign", "floor", "ceil", "heaviside", "like", "hold", "lt", "le", "eq", "ne", "and", "or", "not"})
"""Operations that are constant between their jumps: no derivative passes through them."""

# fmt: off
_LOCAL: dict[str, Callable[[Builder, int, tuple[int, ...], int, int], int | None]] = {
    "add":       lambda b, k, args, i, g: g,
    "sub":       lambda b, k, args, i, g: g if i == 0 else b.neg(g),
    "neg":       lambda b, k, args, i, g: b.neg(g),
    "mul":       _mul,
    "div":       _div,
    "mod":       _mod,
    "pow":       _pow,
    "sqrt":      _per(lambda b, u, k: b.mul(k, b.constant(2))),
    "cbrt":      _per(lambda b, u, k: b.mul(b.mul(k, k), b.constant(3))),
    "abs":       _of(lambda b, u, k: b.op("sign", u)),
    "copysign":  _copysign,
    "max":       _larger((1, 0)),
    "min":       _larger((0, 1)),
    "select":    _select,
    "exp":       _of(lambda b, u, k: k),
    "expm1":     _of(lambda b, u, k: b.op("exp", u)),
    "log":       _per(lambda b, u, k: u),
    "log1p":     _per(lambda b, u, k: b.add(b.constant(1), u)),
    "log2":      _per(_scaled(math.log(2))),
    "log10":     _per(_scaled(math.log(10))),
    "sigmoid":   _of(lambda b, u, k: b.mul(k, b.op("sigmoid", b.neg(u)))),  # 1 - sigmoid(u) loses its digits
    "softplus":  _of(lambda b, u, k: b.op("sigmoid", u)),
    "sin":       _of(lambda b, u, k: b.op("cos", u)),
    "cos":       _of(lambda b, u, k: b.neg(b.op("sin", u))),
    "tan":       _of(lambda b, u, k: b.add(b.mul(k, k), b.constant(1))),
    "asin":      _arc,
    "acos":      _negated(_arc),
    "atan":      _per(lambda b, u, k: b.add(b.mul(u, u), b.constant(1))),
    "atan2":     _atan2,
    "sinh":      _of(lambda b, u, k: b.op("cosh", u)),
    "cosh":      _of(lambda b, u, k: b.op("sinh", u)),
    "tanh":      _tanh,
    "sech":      _of(lambda b, u, k: b.neg(b.mul(k, b.op("tanh", u)))),
    "csch":      _of(lambda b, u, k: b.neg(b.div(k, b.op("tanh", u)))),
    "logcosh":   _of(lambda b, u, k: b.op("tanh", u)),
    "asinh":     _per(lambda b, u, k: b.op("sqrt", b.add(b.mul(u, u), b.constant(1)))),
    "acosh":     _per(lambda b, u, k: b.op("sqrt", b.mul(b.sub(u, b.constant(1)), b.add(u, b.constant(1))))),
    "atanh":     _per(lambda b, u, k: _one_minus_square(b, u)),
    "erf":       _gauss,
    "erfc":      _negated(_gauss),
    "gamma":     _of(lambda b, u, k: b.mul(k, b.op("digamma", u))),
    "loggamma":  _of(lambda b, u, k: b.op("digamma", u)),
    "digamma":   _of(lambda b, u, k: b.op("polygamma", b.constant(1), u)),
    "polygamma": _polygamma,
}
# fmt: on


# forwards, some operations are cheaper for all arguments together ---------------------------------------------------


def _quotient(b: Builder, k: int, args: tuple[int, ...], tangents: Sequence[int | None]) -> int:
    top, bottom = tangents
    if bottom is None:
        assert top is not None
        return _over(b, top, args[1])
    if top is None:
        return _div(b, k, args, 1, bottom)
    return _over(b, _sum(b, top, b.neg(_times(b, k, bottom))), args[1])


def _chosen(b: Builder, k: int, args: tuple[int, ...], tangents: Sequence[int | None]) -> int:
    return b.select(args[0], _or_zero(b, tangents[1]), _or_zero(b, tangents[2]))


_TOGETHER: dict[str, Callable[[Builder, int, tuple[int, ...], Sequence[int | None]], int]] = {
    "div": _quotient,
    "select": _chosen,
}

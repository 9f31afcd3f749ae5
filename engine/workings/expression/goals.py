"""Goals: unevaluated questions, small and hashable. A rule answers a goal by asking smaller ones.

A goal is a SymPy node, so that it can stand inside an expression that still asks it: the line
`2*(3x+2) * d/dx (3x+2)` is a product with a goal for a factor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Basic, Expr, Integer, Symbol, Tuple

from workings.expression.members import INDICES, Member, same_member, split
from workings.expression.nodes import ONE, hashed, inner_nodes, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Adjoint",
    "Approaching",
    "D",
    "Directional",
    "FirstPrinciples",
    "Goal",
    "Gradient",
    "Held",
    "Hessian",
    "HigherOrder",
    "Implicit",
    "Isolate",
    "Jacobian",
    "Logarithmic",
    "Partial",
    "Solve",
    "Tidy",
    "TotalDerivative",
    "TotalDifferential",
    "Value",
]

_new = Basic.__new__


class Goal(Basic):
    """The base of every question. Its arguments are what it is about."""

    __slots__ = ()

    @property
    def kind(self) -> type[Goal]:
        """Which rules it is a matter for: those about this class of goals, or about one it is a case of."""
        return type(self)

    @property
    def bound(self) -> tuple[Basic, ...]:
        """The letters that the question binds or asks for, of which its answer says nothing."""
        return ()


class HigherOrder(Goal):
    """The kind of the questions D(f, x, n) with an n of their own, which no rule for a first derivative may touch."""

    __slots__ = ()


class D(Goal, Expr):
    """The derivative df/dx that is asked for; `order` n asks for the n-th.

    `x` is a symbol, or the whole argument of f's head: `D(sin(2*x + 3), 2*x + 3)` asks for the derivative of the sine
    with respect to all that stands in its brackets, which is what the chain rule needs of the outer function.

    >>> from sympy import Symbol
    >>> x = Symbol("x", real=True)
    >>> D(x**3, x), D(x**3, x, 2).order
    (D(x**3, x), 2)
    """

    __slots__ = ("_known",)
    is_commutative = True
    sign = "d"
    _known: tuple[dict[int, Basic], dict[int, Basic], bool]

    args: Any

    def __new__(cls, f: Expr, x: Expr, order: Expr | int = 1) -> D:
        order = order if isinstance(order, Basic) else Integer(order)
        goal = _new(cls, f, x) if order is ONE else _new(cls, f, x, order)
        goal._known = {}, {}, type(x) is Symbol and "_" in x.name and _in_family(x, f)
        return goal

    @property
    def kind(self) -> type[Goal]:
        return type(self) if len(self._args) == 2 else HigherOrder

    @property
    def f(self) -> Expr:
        return self._args[0]

    @property
    def x(self) -> Expr:
        return self._args[1]

    @property
    def order(self) -> Expr:
        return self.args[2] if len(self.args) > 2 else ONE

    def of(self, f: Expr) -> D:
        """The same question about `f`."""
        goal = _new(type(self), f, self._args[1])
        goal._known = self._known
        return goal

    def outer(self, f: Expr, argument: Expr) -> D:
        """The derivative of f's head with respect to its `argument`."""
        goal = _new(type(self), f, argument)
        goal._known = {}, {}, False
        return goal

    def is_variable(self, u: Expr) -> bool:
        """Whether `u` is x itself; hashes are compared first, since comparing deep expressions is slow."""
        x = self._args[1]
        return u is x or (len(u._args) == len(x._args) and hash(u) == hash(x) and u == x)

    def depends(self, u: Expr) -> bool:
        """Whether `u` changes with x. Every node is looked at once for all the goals that grew from one question."""
        if u is self._args[1]:
            return True
        moving, fixed, family = self._known  # the nodes that do and that don't, by identity: no hash is asked for
        if id(u) in moving:
            return True
        if id(u) in fixed:
            return False
        stack = [u]
        while stack:
            node = stack[-1]
            waiting = [arg for arg in node._args if id(arg) not in moving and id(arg) not in fixed]
            if waiting and not self.is_variable(node):
                stack += waiting
            else:
                stack.pop()
                changes = any(id(arg) in moving for arg in node._args) or self.is_variable(node)
                if not changes and (family or isinstance(node, Member)):
                    changes = same_member(node, self._args[1]) is not None or _is_one_of(self._args[1], node)
                (moving if changes else fixed)[id(node)] = node
        return id(u) in moving


def _is_one_of(x: Basic, node: Basic) -> bool:
    """Whether `node` is x_i and `x` the x that all of them make up: what d/dx asks for there is not said."""
    return isinstance(node, Member) and getattr(x, "name", "") == type(node).__name__


def _in_family(x: Symbol, f: Expr) -> bool:
    """Whether x is x_j where f sums over the x's, so that any x_k may be the same one."""
    base, indices = split(x.name)
    return (
        bool(indices)
        and INDICES.issuperset(indices)
        and any(isinstance(node, Member) and type(node).__name__ == base for node in walk(f))
    )


class Partial(D):
    """The partial derivative ∂f/∂x that is asked for: every other variable is held constant.

    >>> from sympy import symbols
    >>> x, y = symbols("x y", real=True)
    >>> Partial(x * y, y)
    Partial(x*y, y)
    """

    __slots__ = ()
    sign = "∂"


class Held(Goal, Expr):
    """A partial derivative with the other variables named, which are held: `Held(Partial(f, x), (y, z))`."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, question: Partial, others: Iterable[Expr]) -> Held:
        return _new(cls, question, Tuple(*others))

    @property
    def question(self) -> Partial:
        return self.args[0]

    @property
    def others(self) -> tuple[Expr, ...]:
        return tuple(self.args[1].args)


class Value(Goal, Expr):
    """The value of `expr` where each symbol of `at` has its value: `Value(f, (x, 1))`."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, expr: Expr, *at: tuple[Symbol, Expr]) -> Value:
        return _new(cls, expr, *(Tuple(*pair) for pair in at))


class Tidy(Goal, Expr):
    """The form in which a teacher would leave `expr`, reached by named rules of algebra."""

    __slots__ = ("_inner", "_settled")
    is_commutative = True

    args: Any
    _inner: tuple[list[Basic], set[type]] | None

    def __new__(cls, expr: Expr) -> Tidy:
        goal = _new(cls, hashed(expr))
        goal._settled = {}
        goal._inner = None
        return goal

    @property
    def expr(self) -> Expr:
        return self.args[0]

    def of(self, expr: Basic) -> Tidy:
        """The same wish for what `expr` has become."""
        goal = _new(type(self), hashed(expr))
        goal._settled = self._settled
        goal._inner = None
        return goal

    @property
    def inner(self) -> tuple[list[Basic], set[type]]:
        """The nodes of the expression that have parts, each once and after its parts, and their heads."""
        if self._inner is None:
            nodes = inner_nodes(self.expr)
            self._inner = nodes, {type(node) for node in nodes}
        return self._inner

    def settled(self, local: Any) -> dict[int, Basic]:
        """The nodes, by identity, in which that rewriting of single nodes is known to change nothing."""
        return self._settled.setdefault(local, {})

    @property
    def untouched(self) -> bool:
        """Whether no rule of algebra has looked at it yet."""
        return not self._settled


class _OfVariables(Goal):
    """A question about one expression (or a Tuple of them) in several variables."""

    __slots__ = ()

    def __new__(cls, f: Basic, variables: Iterable[Expr] = ()) -> _OfVariables:
        return _new(cls, f, Tuple(*variables))

    @property
    def f(self) -> Basic:
        return self.args[0]

    @property
    def variables(self) -> tuple[Expr, ...]:
        return tuple(self.args[1].args)


class Gradient(_OfVariables):
    """The column of the partial derivatives of f."""

    __slots__ = ()


class Jacobian(_OfVariables):
    """The matrix of the partial derivatives of the functions f (a Tuple): a row a function, a column a variable."""

    __slots__ = ()


class Hessian(_OfVariables):
    """The matrix of the second partial derivatives of f."""

    __slots__ = ()


class TotalDifferential(_OfVariables):
    """df = ∂f/∂x dx + ∂f/∂y dy + ..."""

    __slots__ = ()


class Implicit(Goal, Expr):
    """dy/dx where the equation `eq` makes y a function of x: `Implicit(eq, y, x)`."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, eq: Basic, y: Symbol, x: Symbol) -> Implicit:
        return _new(cls, eq, y, x)


class Directional(Goal, Expr):
    """How fast f changes along `direction` (a Tuple, taken at length 1): `Directional(f, (x, y), (3, 4))`."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, f: Basic, variables: Iterable[Expr], direction: Iterable[Expr]) -> Directional:
        return _new(cls, f, Tuple(*variables), Tuple(*direction))


class Solve(Goal):
    """The values of the `unknowns` that make all the `equations` true."""

    __slots__ = ()

    def __new__(cls, equations: Iterable[Basic], unknowns: Iterable[Expr]) -> Solve:
        return _new(cls, Tuple(*equations), Tuple(*unknowns))

    @property
    def equations(self) -> tuple[Basic, ...]:
        return tuple(self.args[0].args)

    @property
    def unknowns(self) -> tuple[Expr, ...]:
        return tuple(self.args[1].args)


class Isolate(Goal, Expr):
    """The value of `unknown` that makes the equation `eq` true, where `eq` is linear in it: `Isolate(eq, unknown)`."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, eq: Basic, unknown: Expr) -> Isolate:
        return _new(cls, eq, unknown)


class Logarithmic(Goal, Expr):
    """The derivative of f by x that is asked for by logarithmic differentiation."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, f: Expr, x: Expr) -> Logarithmic:
        return _new(cls, f, x)


class TotalDerivative(Goal, Expr):
    """df/dt where the variables of f move with t: `TotalDerivative(f, t, ((x, cos(t)), (y, D(t**2, t))))`.

    Each variable goes with its rate: an expression, or the goal that asks for it; given x(t), use `D(x(t), t)`.
    """

    __slots__ = ()
    is_commutative = True

    def __new__(cls, f: Expr, t: Symbol, rates: Iterable[tuple[Symbol, Expr]]) -> TotalDerivative:
        return _new(cls, f, t, Tuple(*[Tuple(*pair) for pair in rates]))

    @property
    def f(self) -> Expr:
        return self.args[0]

    @property
    def t(self) -> Symbol:
        return self.args[1]

    @property
    def rates(self) -> tuple[tuple[Symbol, Expr], ...]:
        return tuple((pair.args[0], pair.args[1]) for pair in self.args[2].args)


class FirstPrinciples(Goal, Expr):
    """The derivative of f by x that is asked for as the limit of the difference quotient."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, f: Expr, x: Symbol) -> FirstPrinciples:
        return _new(cls, f, x)


class Approaching(Goal, Expr):
    """The limit of `expr` as its symbol h goes to 0, where h may stand below a fraction bar: `Approaching(expr, h)`."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, expr: Expr, h: Symbol) -> Approaching:
        return _new(cls, expr, h)

    @property
    def expr(self) -> Expr:
        return self.args[0]

    @property
    def h(self) -> Symbol:
        return self.args[1]


class Adjoint(Goal, Expr):
    """How fast the whole f changes with one part u of it, wherever u stands: `Adjoint(f, u)`.

    `parents` has for each part of f, by identity, the nodes it is an argument of, and how often.
    """

    __slots__ = ("parents",)
    is_commutative = True
    parents: dict[int, list[tuple[Basic, int]]]

    def __new__(cls, f: Expr, u: Expr, parents: dict[int, list[tuple[Basic, int]]] | None = None) -> Adjoint:
        goal = _new(cls, f, u)
        goal.parents = _parents(f) if parents is None else parents
        return goal

    @property
    def f(self) -> Expr:
        return self.args[0]

    @property
    def u(self) -> Expr:
        return self.args[1]

    def of(self, u: Basic) -> Adjoint:
        """The same question about another part of f."""
        goal = _new(type(self), self.args[0], u)
        goal.parents = self.parents
        return goal


def _parents(f: Basic) -> dict[int, list[tuple[Basic, int]]]:
    """What each part stands in and how often; equal parts must be one object."""
    parents: dict[int, list[tuple[Basic, int]]] = {}
    for node in inner_nodes(f):
        times: dict[int, int] = {}
        for arg in node._args:
            times[id(arg)] = times.get(id(arg), 0) + 1
        for part, count in times.items():
            parents.setdefault(part, []).append((node, count))
    return parents

"""From the syntax tree to SymPy: one short method for each kind of syntax, and the table of them at the end.

Every node is built as written (the table in `nodes` is the contract), one by one from its parts; nothing of the text is
ever evaluated, and what is too large to be evaluated later is refused here.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from math import gcd
from typing import Any

import sympy
from sympy import Basic, Derivative, Eq, Expr, Ge, Gt, Integer, Le, Lt, Max, Min, Ne, Rational, Subs, Symbol, Tuple
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.matrices.immutable import ImmutableDenseMatrix

from workings.expression import syntax
from workings.expression.algebra import rebuild, replace
from workings.expression.budget import magnitude, written_digits
from workings.expression.called import loss_node, special_node
from workings.expression.errors import BudgetError, ReadError
from workings.expression.formulas import FORMULAS
from workings.expression.goals import Approaching, D, Directional, Gradient, Partial, Value
from workings.expression.members import Member, delta_of, members
from workings.expression.nodes import (
    MINUS_ONE,
    add,
    call,
    divide,
    mul,
    negate,
    over_index,
    piecewise,
    power,
    symbol,
    symbols_of,
    walk,
)
from workings.expression.parser import Parser
from workings.expression.scope import EMPTY
from workings.expression.syntax import Syntax
from workings.expression.vocabulary import FUNCTION_LETTERS, HEADS, LOSSES, special, unknown_function

__all__ = ["build"]

_new = Basic.__new__
_RELATIONS: dict[str, Any] = {"=": Eq, "<": Lt, "<=": Le, ">": Gt, ">=": Ge, "!=": Ne}
_CONSTANTS: dict[str, Any] = {"e": sympy.E, "pi": sympy.pi, "oo": sympy.oo}


def build(parser: Parser, ast: Syntax, first: int = 0) -> Any:
    """The SymPy node of `ast`, from its parts as the parser listed them: parts come before wholes."""
    builder = _Builder(parser)
    values = builder.values
    related: Syntax | None = None
    for node in parser.made[first:]:
        values[id(node)] = _BUILD[type(node)](builder, node)
        if type(node) is syntax.Relation and node is not ast:
            related = node
    if related is not None and _calculates_with_relations(values[id(ast)]):
        raise builder.error("an equation in the middle of an expression", related, "an expression")
    return values[id(ast)]


_CALCULATES = (sympy.Add, sympy.Mul, sympy.Pow, sympy.Function)


def _calculates_with_relations(root: Any) -> bool:
    """Whether an equation stands where a number should: (x = 1)^2."""
    return isinstance(root, Basic) and any(
        isinstance(node, _CALCULATES) and any(isinstance(arg, Relational) for arg in node.args) for node in walk(root)
    )


class _Builder:
    __slots__ = ("budget", "parser", "scope", "values")

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        self.scope = parser.scope
        self.budget = parser.budget
        self.values: dict[int, Any] = {}

    def error(self, message: str, node: Syntax, expected: str = "") -> ReadError:
        return ReadError(message, self.parser.text, node.span, expected)

    def too_large(self, message: str, node: Syntax) -> BudgetError:
        return BudgetError(message, self.parser.text, node.span)

    def parts(self, nodes: tuple[Syntax, ...]) -> list[Any]:
        values = self.values
        return [values[id(node)] for node in nodes]

    # Arithmetic

    def number(self, node: syntax.Number) -> Any:
        return node.value

    def name(self, node: syntax.Name) -> Any:
        scope, name = self.scope, node.name
        if scope is not EMPTY:
            if name in scope.names:
                return scope.names[name]
            partial = self._subscripted(name)
            if partial is not None:
                return partial
        if name.startswith("delta_") and (delta := delta_of(name)) is not None:
            return delta
        return symbol(name)

    def _subscripted(self, name: str) -> Any:
        """f_x and f_{xy} as partial derivatives, where the scope has f in those variables."""
        f, _, index = name.partition("_")
        variables = self.scope.arguments(f) if index and name not in self.scope.symbols else ()
        if not variables:
            return None
        by = [index] if index in variables else list(index)
        if not all(v in variables for v in by):
            return None
        goal: Any = symbol(f)
        for v in by:
            inner = goal
            if isinstance(inner, Partial) and inner.x is symbol(v):
                goal = Partial(inner.f, inner.x, inner.order + 1)
            else:
                goal = Partial(inner, symbol(v))
        return goal

    def constant(self, node: syntax.Constant) -> Any:
        return self.scope.names.get(node.name) or _CONSTANTS[node.name]

    def negative(self, node: syntax.Negative) -> Any:
        return negate(self.values[id(node.body)])

    def sum(self, node: syntax.Sum) -> Any:
        return add(*self.parts(node.terms))

    def over(self, node: syntax.Over) -> Any:
        return divide(_ONE, self.values[id(node.divisor)])

    def product(self, node: syntax.Product) -> Any:
        factors: list[Any] = []
        values = self.values
        previous: Any = None
        for part in node.factors:
            value = values[id(part)]
            if type(part) is syntax.Over:
                divisor = values[id(part.divisor)]
                if type(divisor) in _INTEGERS and type(previous) in _INTEGERS and _lowest(previous.p, divisor.p):
                    factors[-1] = previous = Rational(previous.p, divisor.p)
                    continue
            factors.append(value)
            previous = value
        return mul(*factors)

    def power(self, node: syntax.Power) -> Any:
        base, exponent = self.values[id(node.base)], self.values[id(node.exponent)]
        if not isinstance(exponent, Expr):
            raise self.error("an exponent that is no number or expression", node.exponent, "a number or an expression")
        if type(exponent) is not Symbol:
            self.check_power(base, exponent, node)
        return call(sympy.exp, exponent) if base is sympy.E else power(base, exponent)

    def check_power(self, base: Any, exponent: Any, node: Syntax) -> None:
        """Refuses a constant exponent, or a power of numbers, beyond the budget."""
        size = magnitude(exponent)
        if size is None:
            return
        if size > self.budget.exponent:
            raise self.too_large(f"an exponent larger than the {self.budget.exponent} allowed", node)
        if type(base) is Symbol or size <= 1:
            return
        digits = written_digits(base)
        if digits is not None and digits * size > self.budget.value:
            raise self.too_large(f"a number of more than the {self.budget.value} digits allowed", node)

    def percent(self, node: syntax.Percent) -> Any:
        return self.values[id(node.body)] / 100

    def root(self, node: syntax.Root) -> Any:
        degree = self.values[id(node.degree)]
        if isinstance(degree, Integer) and degree > 0:
            return power(self.values[id(node.body)], Rational(1, degree))
        return power(self.values[id(node.body)], divide(_ONE, degree))

    # Functions

    def apply(self, node: syntax.Apply) -> Any:
        name, (argument,) = node.function, self.parts(node.arguments[:1])
        if name in ("sqrt", "cbrt"):
            return power(argument, Rational(1, 2 if name == "sqrt" else 3))
        if name == "lg" or node.base is not None:
            base = self.values[id(node.base)] if node.base is not None else Integer(10)
            return call(sympy.log, argument) if base is sympy.E else call(sympy.log, argument, base)
        if isinstance(argument, (Tuple, ImmutableDenseMatrix)):
            if name == "abs":
                return call(unknown_function("norm"), argument)
            raise self.error(f"{name} of several values", node, "one argument")
        self._check_growth(name, argument, node, name in _GROWING)
        if name == "exp":
            self.check_power(sympy.E, argument, node)
        result = call(HEADS[name], argument, *self.parts(node.arguments[1:]))
        return D(result, argument, node.primes) if node.primes else result

    def _check_growth(self, name: str, argument: Any, node: Syntax, grows: bool) -> None:
        if grows and (magnitude(argument) or 0) > self.budget.factorial:
            raise self.too_large(f"a {name} of more than the {self.budget.factorial} allowed", node)

    def extreme(self, node: syntax.Extreme) -> Any:
        if len(node.arguments) < 2:
            raise self.error(f"{node.function} of one number", node, f"two or more, as in {node.function}(x, 0)")
        return _new(Max if node.function == "max" else Min, *self.parts(node.arguments))

    def call(self, node: syntax.Call) -> Any:
        name, arguments = node.function, self.parts(node.arguments)
        scope = self.scope
        name = scope.letters.get(name, name)
        if name in scope.dependents and name not in scope.functions:
            return self._value_of_dependent(node, arguments)
        if "_" in name and scope is not EMPTY and (partial := self._subscripted(name)) is not None:
            variables = scope.arguments(name.partition("_")[0])
            return self._at(partial, variables, arguments, node)
        head = unknown_function(name)
        if name in LOSSES and name not in scope.functions and not node.primes:
            return loss_node(name, arguments, lambda told, right: self.error(told, node, right))
        if name in FORMULAS and name not in scope.functions and not node.primes:
            least, most, formula = FORMULAS[name]
            if not least <= len(arguments) <= most:
                raise self.error(f"{name} of {len(arguments)} arguments", node, f"{name}(x)")
            return formula(*arguments)
        known = special(name, len(arguments)) if name not in scope.functions else None
        if known is None and name == "gamma" and self._is_word(node) and len(arguments) == 1 and not node.primes:
            known = sympy.gamma  # as it is called in programs; a Greek gamma is a letter
            self.parser.note("gamma is read as the gamma function", *node.span)
        if known is not None and known not in _OF_LISTS and not _are_numbers(arguments):
            known = None
        if known is not None:
            self._check_growth(name, arguments[0], node, known is sympy.gamma)
            return special_node(known, name, arguments, node.primes, lambda told, right: self.error(told, node, right))
        if not node.primes:
            return call(head, *arguments)
        if len(arguments) != 1:
            raise self.error("a prime on a function of several variables", node, "∂f/∂x or f_x")
        argument = arguments[0]
        if symbols_of(arguments):
            return D(call(head, argument), argument, node.primes)
        x = symbol((scope.functions.get(name) or (scope.variable,))[0])
        f = call(head, x) if name in scope.functions or name in FUNCTION_LETTERS else symbol(name)
        return Value(D(f, x, node.primes), (x, argument))

    def _is_word(self, node: syntax.Call) -> bool:
        """Whether the function's name is typed as a word of letters, and not defined."""
        written = self.parser.text[node.span[0] :]
        return written.startswith(node.function) and node.function not in self.scope.functions

    def _value_of_dependent(self, node: syntax.Call, arguments: list[Any]) -> Any:
        """y(3), y'(3) where y stands for an expression in x."""
        variables = self.scope.dependents[node.function] or (self.scope.variable,)
        y = symbol(node.function)
        if node.primes:
            if len(variables) != 1:
                raise self.error("a prime on a function of several variables", node, "∂f/∂x or f_x")
            y = D(y, symbol(variables[0]), node.primes)
        return self._at(y, variables, arguments, node)

    def _at(self, f: Any, variables: tuple[str, ...], values: list[Any], node: Syntax) -> Any:
        if len(variables) != len(values):
            raise self.error(f"{len(values)} values for {len(variables)} variables", node, ", ".join(variables))
        pairs = [(symbol(v), value) for v, value in zip(variables, values, strict=True)]
        if all(v is value for v, value in pairs):
            return f
        return Value(f, *pairs)

    # Derivatives and the rest

    def prime(self, node: syntax.Prime) -> Any:
        body = self.values[id(node.body)]
        if isinstance(node.body, syntax.Name):
            variables = self.scope.arguments(node.body.name)
            if len(variables) > 1:
                raise self.error("a prime on a function of several variables", node, "∂f/∂x or f_x")
            x = variables[0] if variables else self.scope.variable
            x = "t" if x == node.body.name else x
        else:
            names = [s.name for s in symbols_of([body])]
            x = names[0] if len(names) == 1 else self.scope.variable
            if len(names) > 1:
                self.parser.note(f"the prime is read as d/d{x}", *node.span)
        return D(body, symbol(x), node.order)

    def derivative(self, node: syntax.Derivative) -> Any:
        goal = self.values[id(node.body)]
        slot = _slot_derivative(goal, node)
        if slot is not None:
            return slot
        kind = Partial if node.partial else D
        for name, order in node.variables:
            if any(isinstance(part, Member) and type(part).__name__ == name for part in walk(goal)):
                raise self.error(f"a derivative by {name} of what has many {name}'s in it", node, f"∂/∂{name}_j")
            goal = kind(goal, symbol(name), order if isinstance(order, int) else symbol(order))
        return goal

    def gradient(self, node: syntax.Gradient) -> Any:
        """∇f with f known to the scope, ∇f(1, 2), or the gradient of an expression in all its variables."""
        body = node.body
        if isinstance(body, syntax.Call):
            variables = self.scope.arguments(body.function)
            arguments = self.parts(body.arguments)
            if variables:
                goal = Gradient(symbol(body.function), [symbol(v) for v in variables])
                return self._at(goal, variables, arguments, node)
            if not all(isinstance(a, Symbol) for a in arguments):
                self.parser.note(f"the variables of {body.function} are not known", *node.span)
            return Gradient(self.values[id(body)], [a for a in arguments if isinstance(a, Symbol)])
        f = self.values[id(body)]
        many = next((type(part).__name__ for part in walk(f) if isinstance(part, Member)), None)
        if many is not None and not node.direction:
            raise self.error(f"a gradient by many {many}'s", node, f"one of its components, ∂/∂{many}_j")
        names = self.scope.arguments(body.name) if isinstance(body, syntax.Name) else ()
        by = tuple(symbol(v) for v in names) or symbols_of([f])
        if not node.direction:
            return Gradient(f, by)
        direction = self.parts(node.direction)
        if all(isinstance(part, Symbol) for part in direction):
            return Gradient(f, direction) if len(direction) > 1 else Partial(f, direction[0])
        if len(direction) != len(by):
            shown = ", ".join(s.name for s in by)
            raise self.error(f"a direction of {len(direction)} components", node, f"one for each of {shown}")
        return Directional(f, by, direction)

    def at(self, node: syntax.At) -> Any:
        body, where = self.values[id(node.body)], self.values[id(node.where)]
        items = list(where.args) if isinstance(where, Tuple) else [where]
        if all(isinstance(item, Eq) for item in items):
            if len(items) == 1 and isinstance(body, D) and (outer := _outer(body, *items[0].args)) is not None:
                return outer
            return Value(body, *((item.args[0], item.args[1]) for item in items))
        variables = symbols_of([body])
        by = self._places(node.body, len(items)) or tuple(s.name for s in variables)
        return self._at(body, by, items, node)

    def _places(self, body: Syntax, count: int) -> tuple[str, ...]:
        """The variables of a place given by bare values: those of dy/dx at (3, 2) are x and y."""
        if isinstance(body, syntax.Derivative) and isinstance(body.body, syntax.Name):
            variables = self.scope.arguments(body.body.name)
            if len(variables) == count:
                return variables
            x = body.variables[0][0]
            return (x,) if count == 1 else (x, body.body.name) if count == 2 else ()
        return ()

    def integral(self, node: syntax.Integral) -> Any:
        x = symbol(node.variable)
        limits = () if node.lower is None or node.upper is None else self.parts((node.lower, node.upper))
        return over_index(sympy.Integral, self.values[id(node.body)], Tuple(x, *limits))

    def limit(self, node: syntax.Limit) -> Any:
        """Limits as the difference quotient has them: of something as a letter goes to 0."""
        if self.values[id(node.point)] != 0:
            raise self.error("a limit other than for a letter that goes to 0", node.point, "as in lim_{h→0}")
        return Approaching(self.values[id(node.body)], symbol(node.variable))

    def indexed(self, node: syntax.Indexed) -> Any:
        """A sum or product over an index, in which y_i is one of many."""
        k = symbol(node.index)
        body, lower, upper = self.parts((node.body, node.lower, node.upper))
        many = members(symbols_of([body]), node.index)
        head = sympy.Sum if node.kind == "sum" else sympy.Product
        return over_index(head, replace(body, many) if many else body, Tuple(k, lower, upper))

    def pieces(self, node: syntax.Pieces) -> Any:
        return piecewise(*((self.values[id(value)], self._condition(condition)) for value, condition in node.rows))

    def _condition(self, node: Syntax | None) -> Any:
        """A relation; a chain -1 < x < 1 as both its relations."""
        if not isinstance(node, syntax.Relation):
            return sympy.true
        if len(node.signs) == 1:
            return self.values[id(node)]
        sides = self.parts(node.sides)
        pairs = zip(node.signs, sides, sides[1:], strict=False)
        return _new(sympy.And, *(_new(_RELATIONS[sign], left, right) for sign, left, right in pairs))

    def relation(self, node: syntax.Relation) -> Any:
        sides = self.parts(node.sides)
        if len(sides) == 2 and node.signs[0] != "->":
            return _new(_RELATIONS[node.signs[0]], *sides)
        return Tuple(*sides)

    def sequence(self, node: syntax.Sequence) -> Any:
        return Tuple(*self.parts(node.items))

    def matrix(self, node: syntax.Matrix) -> Any:
        entries = [self.values[id(entry)] for row in node.rows for entry in row]
        for entry, part in zip(entries, (entry for row in node.rows for entry in row), strict=True):
            if not isinstance(entry, Expr):
                raise self.error("an entry that is no number or expression", part, "a number or an expression")
        return ImmutableDenseMatrix(len(node.rows), len(node.rows[0]), entries)

    def probability(self, node: syntax.Probability) -> Any:
        return node.node


def _outer(goal: D, u: Any, inner: Any) -> D | None:
    """d/du sin u at u = 2x + 3 as the derivative of the head by its whole argument; None where it is no such thing."""
    f = goal.f
    if u is not goal.x or not inner.args or not symbols_of([inner]) or len(goal.args) > 2:
        return None
    if any(u in symbols_of([a]) for a in f.args if a is not u) or u not in f.args:
        return None
    return type(goal)(rebuild(f, tuple(inner if a is u else a for a in f.args)), inner)


def _slot_derivative(f: Any, node: syntax.Derivative) -> Any:
    """∂f/∂ξ_2 (x, y), as the derivative by a place is printed: taken by the second argument, then at (x, y)."""
    if not isinstance(f, AppliedUndef) or len(node.variables) != 1 or len(f.args) < 2:
        return None
    ((name, order),) = node.variables
    letter, _, place = name.partition("_")
    slot = symbol(name)
    if letter != "xi" or not place.isdigit() or not 1 <= int(place) <= len(f.args) or slot in symbols_of([f]):
        return None
    arguments = list(f.args)
    at, arguments[int(place) - 1] = arguments[int(place) - 1], slot
    if not isinstance(order, int):
        return None
    derivative = _new(Derivative, call(type(f), *arguments), _new(Tuple, slot, Integer(order)))
    return Subs(derivative, slot, at)


_OF_LISTS = (sympy.hyper, sympy.meijerg)


def _are_numbers(arguments: list[Any]) -> bool:
    """Whether none of the arguments is a vector, a matrix or an equation."""
    return all(isinstance(a, Expr) and not isinstance(a, ImmutableDenseMatrix) for a in arguments)


_GROWING = frozenset({"factorial", "gamma", "binomial", "polygamma"})
_ONE: Any = Integer(1)
_INTEGERS = frozenset({Integer, type(Integer(0)), type(Integer(1)), type(MINUS_ONE)})


def _lowest(p: int, q: int) -> bool:
    return q > 0 and gcd(p, q) == 1 and not math.isinf(q)


_BUILD: dict[type, Callable[[_Builder, Any], Any]] = {
    syntax.Number: _Builder.number,
    syntax.Name: _Builder.name,
    syntax.Constant: _Builder.constant,
    syntax.Negative: _Builder.negative,
    syntax.Sum: _Builder.sum,
    syntax.Over: _Builder.over,
    syntax.Product: _Builder.product,
    syntax.Power: _Builder.power,
    syntax.Percent: _Builder.percent,
    syntax.Root: _Builder.root,
    syntax.Apply: _Builder.apply,
    syntax.Extreme: _Builder.extreme,
    syntax.Call: _Builder.call,
    syntax.Prime: _Builder.prime,
    syntax.Derivative: _Builder.derivative,
    syntax.Gradient: _Builder.gradient,
    syntax.At: _Builder.at,
    syntax.Integral: _Builder.integral,
    syntax.Indexed: _Builder.indexed,
    syntax.Limit: _Builder.limit,
    syntax.Pieces: _Builder.pieces,
    syntax.Relation: _Builder.relation,
    syntax.Sequence: _Builder.sequence,
    syntax.Matrix: _Builder.matrix,
    syntax.Probability: _Builder.probability,
}

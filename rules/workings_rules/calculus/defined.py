"""Where an expression is defined: below bars not 0, below even roots and in logarithms positive."""

import sympy
from sympy import Basic, Expr, Integer, Pow, Rational

from workings.expression.nodes import divisor, symbols_of, walk
from workings.expression.relations import nonzero, positive


def where_defined(f: Expr) -> tuple[Basic, ...]:
    """The relations, each once, under which f and its derivative are defined, as far as powers and logarithms go."""
    found: list[Basic] = []
    for node in walk(f):
        below = divisor(node)
        if below is not None:
            found.append(nonzero(below))
        elif isinstance(node, Pow) and isinstance(node.args[1], Rational) and node.args[1].q % 2 == 0:
            found.append(positive(node.args[0]))
        elif isinstance(node, Pow) and isinstance(node.args[1], Integer) and node.args[1].p < 0:
            found.append(nonzero(node.args[0]))
        elif isinstance(node, sympy.log):
            found.append(positive(node.args[0]))
    return tuple(dict.fromkeys(c for c in found if symbols_of([c])))

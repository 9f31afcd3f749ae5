"""A special function called by name: as many arguments as it takes, and its derivative where a prime is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy import Basic, Integer, Tuple
from sympy.functions.special.hyper import TupleArg

from workings.expression import named
from workings.expression.goals import D
from workings.expression.nodes import call
from workings.expression.vocabulary import LOSSES, takes

__all__ = ["loss_node", "special_node"]

_NUMBERED = frozenset({named.softmax, named.log_softmax})  # of which entry, is the first argument
_PRIME = {sympy.airyai: sympy.airyaiprime, sympy.airybi: sympy.airybiprime}


def special_node(head: Any, name: str, arguments: list[Any], primes: int, fail: Callable[[str, str], Exception]) -> Any:
    """`head` of the arguments. They are checked here, since the node is made without SymPy's check.

    Arguments:
        primes: how often it is differentiated by its last argument.
        fail: makes the error of a message and of what would be right.
    """
    least, most = takes(head)
    if not least <= len(arguments) <= most:
        raise fail(f"{name} of {len(arguments)} arguments", f"{least} of them")
    if head in _NUMBERED and not isinstance(arguments[0], Integer):
        return Tuple(*[call(head, Integer(i), *arguments) for i in range(1, len(arguments) + 1)])  # all the entries
    if head in _NUMBERED and not 1 <= arguments[0].p < len(arguments):
        raise fail(f"{name} without the number of its entry", f"{name}(1, a, b)")
    if head is sympy.hyper:
        arguments = [*map(_parameters, arguments[:2]), arguments[2]]
    if head is sympy.meijerg:
        lists = [_parameters(listed) for listed in arguments[:4]]
        pairs = [Basic.__new__(TupleArg, *lists[i : i + 2]) for i in (0, 2)]
        arguments = [*pairs, arguments[4]]
    if primes and head is sympy.digamma:
        return call(sympy.polygamma, Integer(primes), *arguments)
    if primes and head is sympy.DiracDelta:
        order = arguments[1].p if len(arguments) == 2 and isinstance(arguments[1], Integer) else 0
        return call(head, arguments[0], Integer(order + primes))
    if primes and head in _PRIME:
        head, primes = _PRIME[head], primes - 1
    node = call(head, *arguments)
    return D(node, arguments[-1], primes) if primes else node


def _parameters(listed: Any) -> Any:
    """(a, b), or a alone."""
    return Basic.__new__(TupleArg, *(listed.args if isinstance(listed, Tuple) else (listed,)))


def loss_node(name: str, arguments: list[Any], fail: Callable[[str, str], Exception]) -> Any:
    """The formula of a loss, of numbers or of lists of them: MSE(y, p), crossEntropy((1, 0), (p, q))."""
    if LOSSES[name] is named.gaussian_nll:
        if len(arguments) != 3:
            raise fail(f"{name} of {len(arguments)} arguments", "gaussianNLL(x, mean, variance)")
        return named.gaussian_nll(*arguments)
    lists = [list(a.args) if isinstance(a, Tuple) else [a] for a in arguments]
    if len(lists) != 2 or len(lists[0]) != len(lists[1]):
        raise fail(f"{name} of {len(arguments)} arguments", f"{name}(y, p), or two lists of as many")
    return LOSSES[name](*lists)

"""A special function called by name: as many arguments as it takes, and its derivative where a prime is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy import Integer

from workings.expression import named
from workings.expression.goals import D
from workings.expression.nodes import call
from workings.expression.vocabulary import takes

__all__ = ["special_node"]

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
    if head in _NUMBERED and not (isinstance(arguments[0], Integer) and 1 <= arguments[0].p < len(arguments)):
        raise fail(f"{name} without the number of its entry", f"{name}(1, a, b)")
    if primes and head in _PRIME:
        head, primes = _PRIME[head], primes - 1
    node = call(head, *arguments)
    return D(node, arguments[-1], primes) if primes else node

"""What a text's surroundings say about its names: which are functions, which are plain variables, what y depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

__all__ = ["EMPTY", "Scope"]


@dataclass(frozen=True, slots=True)
class Scope:
    """The names around a text.

    Arguments:
        functions: names that are functions, with the names of their arguments: `{"f": ("x",)}`, () where unknown.
        dependents: names that stand for an expression, with the variables it is in: `{"z": ("x", "y")}`.
        symbols: names that are plain variables, also those of several letters, and `e` where it is not Euler's number.
        names: names that stand for a given node, such as `{"I": sympy.I}`.
        letters: letters that are a special function where one stands before brackets, by the name to call it.
        variable: the variable that a prime differentiates by, where nothing else says.
    """

    functions: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    dependents: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    symbols: frozenset[str] = frozenset()
    names: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    letters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    variable: str = "x"

    @property
    def known(self) -> frozenset[str]:
        """Every name that the surroundings give."""
        return self.symbols | frozenset(self.functions) | frozenset(self.dependents) | frozenset(self.names)

    def arguments(self, name: str) -> tuple[str, ...]:
        """The variables of a function or dependent variable; () where it is neither, or they are unknown."""
        return self.functions.get(name) or self.dependents.get(name) or ()


EMPTY = Scope()

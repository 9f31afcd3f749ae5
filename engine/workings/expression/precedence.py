"""How tightly operators bind, and an operator that waits for its operand: what the parser and its operands share."""

from __future__ import annotations

from typing import Any

__all__ = [
    "APPLIED",
    "ARGUMENT",
    "DERIVATIVE",
    "MINUS",
    "OPERAND",
    "POWER",
    "PRODUCT",
    "RELATION",
    "ROOT",
    "SUM",
    "TIGHT_MINUS",
    "Waiting",
]

# A minus sign before a term lets the whole product stand; one behind an operator (TIGHT_MINUS) does not. ARGUMENT is
# the product of factors side by side in an argument without brackets, sin 2x.
RELATION, SUM, MINUS, DERIVATIVE, PRODUCT, APPLIED, ARGUMENT, ROOT, TIGHT_MINUS, POWER = range(10, 110, 10)

OPERAND = "a number, a letter, a function or a bracket"


class Waiting:
    """An operator that waits for its next operand."""

    __slots__ = ("binds", "flag", "kind", "parts", "start")

    def __init__(self, binds: int, kind: str, start: int, parts: list[Any], flag: Any = None) -> None:
        self.binds = binds
        self.kind = kind
        self.start = start
        self.parts = parts
        self.flag = flag

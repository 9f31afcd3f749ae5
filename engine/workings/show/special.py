"""How the special functions are written: J_0(x), E(z, m), softmax_1(x, y)."""

from __future__ import annotations

from typing import Any

import sympy

from workings.expression import named
from workings.show.notation import Notation, notates
from workings.show.piece import Piece, Rope

__all__: list[str] = []

_INDEXED = {
    sympy.besselj: "J", sympy.bessely: "Y", sympy.besseli: "I", sympy.besselk: "K", sympy.jn: "j", sympy.yn: "y",
    sympy.expint: "E", sympy.polylog: "Li",
}  # fmt: skip
_RENAMED = {
    sympy.elliptic_k: "K", sympy.elliptic_e: "E", sympy.elliptic_f: "F", sympy.airyai: "Ai", sympy.airybi: "Bi",
    sympy.airyaiprime: "Ai′", sympy.airybiprime: "Bi′", sympy.fresnels: "S", sympy.fresnelc: "C",
    named.relu: "ReLU", named.leaky_relu: "LeakyReLU", named.gelu: "GELU", named.silu: "SiLU",
}  # fmt: skip
_NUMBERED = {named.softmax: "softmax", named.log_softmax: "logsoftmax"}


def _applied(node: Any, name: Rope, args: tuple[Any, ...], notation: Notation) -> Piece:
    pieces = [notation.piece(a) for a in args]
    spaced = len(args) > 1 or any(p.spaced for p in pieces)
    return notation.applied(name, notation.listed(args), any(p.tall for p in pieces), spaced)


@notates(*_INDEXED, *_NUMBERED)
def _indexed(node: Any, notation: Notation) -> Piece:
    """The order, or the number of the entry, as an index: J_0(x), softmax_1(x, y)."""
    index, *args = node.args
    letters = {**_INDEXED, **_NUMBERED}[type(node)]
    name = notation.style.lower(notation.style.function(letters), notation.rope(index))
    return _applied(node, name, tuple(args), notation)


@notates(*_RENAMED)
def _renamed(node: Any, notation: Notation) -> Piece:
    return _applied(node, notation.style.function(_RENAMED[type(node)]), node.args, notation)

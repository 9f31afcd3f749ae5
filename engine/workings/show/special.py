"""How the special functions are written: J_0(x), E(z, m), softmax_1(x, y)."""

from __future__ import annotations

from typing import Any

import sympy

from workings.expression import named
from workings.expression.nodes import HALF
from workings.expression.vocabulary import SPECIAL
from workings.show.notation import Notation, notates
from workings.show.piece import Piece, Rope

__all__: list[str] = []

_INDEXED = {
    sympy.besselj: "J", sympy.bessely: "Y", sympy.besseli: "I", sympy.besselk: "K", sympy.jn: "j", sympy.yn: "y",
    sympy.expint: "E", sympy.polylog: "Li",
}  # fmt: skip
_RENAMED = {
    sympy.elliptic_k: "K", sympy.elliptic_e: "E", sympy.elliptic_f: "F", sympy.airyai: "Ai", sympy.airybi: "Bi",
    sympy.fresnels: "S", sympy.fresnelc: "C", sympy.LambertW: "W", sympy.beta: "B", sympy.digamma: "digamma",
    named.relu: "ReLU", named.leaky_relu: "LeakyReLU", named.gelu: "GELU", named.silu: "SiLU",
}  # fmt: skip
_RENAMED |= {head: name for name, head in SPECIAL.items() if head not in _RENAMED.keys() | _INDEXED.keys()}
_PRIMED = {sympy.airyaiprime: "Ai", sympy.airybiprime: "Bi"}
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
    name = notation.style.lower(notation.style.bare_function(letters), notation.rope(index))
    return _applied(node, name, tuple(args), notation)


@notates(*_RENAMED)
def _renamed(node: Any, notation: Notation) -> Piece:
    return _applied(node, notation.style.bare_function(_RENAMED[type(node)]), node.args, notation)


@notates(sympy.zeta)
def _zeta(node: Any, notation: Notation) -> Piece:
    name = "riemannzeta" if len(node.args) == 1 else "hurwitz"
    return _applied(node, notation.style.bare_function(name), node.args, notation)


@notates(*_PRIMED)
def _primed(node: Any, notation: Notation) -> Piece:
    """Ai'(x)"""
    style = notation.style
    return _applied(node, (style.bare_function(_PRIMED[type(node)]), style.primes(1)), node.args, notation)


@notates(sympy.Heaviside)
def _step(node: Any, notation: Notation) -> Piece:
    """What it is at 0 is written only where that is not the usual half."""
    args = node.args[:1] if node.args[1:] == (HALF,) else node.args
    return _applied(node, notation.style.bare_function("Heaviside"), args, notation)


@notates(sympy.polygamma)
def _polygamma(node: Any, notation: Notation) -> Piece:
    name, args = ("digamma", node.args[1:]) if node.args[0] == 0 else ("polygamma", node.args)
    return _applied(node, notation.style.bare_function(name), args, notation)

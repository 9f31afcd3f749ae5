"""How the special functions are written: J_0(x), E(z, m), softmax_1(x, y).

On paper (LaTeX, web pages) they are written as in the DLMF and in ISO 80000-2, the letter upright: P_n^{(a, b)}(x). On
one line of text they have the names by which they are typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from sympy.functions.special import bessel
from sympy.functions.special.gamma_functions import multigamma

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


@dataclass(frozen=True, slots=True)
class _Paper:
    """A letter, and which of the arguments stand where: below it, and raised, in brackets or without."""

    letter: str
    below: int | None = None
    raised: tuple[int, ...] = ()
    bare: bool = False
    said: str = ""  # what is always raised, in brackets: the kind of a Hankel function


# fmt: off
_ON_PAPER: dict[type, _Paper] = {
    sympy.chebyshevt:     _Paper("T", 0),
    sympy.chebyshevu:     _Paper("U", 0),
    sympy.legendre:       _Paper("P", 0),
    sympy.assoc_legendre: _Paper("P", 0, (1,), bare=True),
    sympy.hermite:        _Paper("H", 0),
    sympy.hermite_prob:   _Paper("He", 0),
    sympy.laguerre:       _Paper("L", 0),
    sympy.assoc_laguerre: _Paper("L", 0, (1,)),
    sympy.gegenbauer:     _Paper("C", 0, (1,)),
    sympy.jacobi:         _Paper("P", 0, (1, 2)),
    sympy.hankel1:        _Paper("H", 0, said="1"),
    sympy.hankel2:        _Paper("H", 0, said="2"),
    bessel.hn1:           _Paper("h", 0, said="1"),
    bessel.hn2:           _Paper("h", 0, said="2"),
    sympy.Ynm:            _Paper("Y", 0, (1,), bare=True),
    bessel.marcumq:       _Paper("Q", 0),
    multigamma:           _Paper("Gamma", 1),
    sympy.elliptic_pi:    _Paper("Pi"),
    sympy.lerchphi:       _Paper("Phi"),
    sympy.digamma:        _Paper("psi"),
    sympy.polygamma:      _Paper("psi", None, (0,)),
    sympy.DiracDelta:     _Paper("delta"),
    sympy.riemann_xi:     _Paper("xi"),
    sympy.dirichlet_eta:  _Paper("eta"),
}
# fmt: on


@notates(*_ON_PAPER)
def _on_paper(node: Any, notation: Notation) -> Piece:
    style, paper, args = notation.style, _ON_PAPER[type(node)], node.args
    if style.flat:
        return _typed(node, notation)
    name = style.bare_function(paper.letter)
    if isinstance(node, sympy.DiracDelta) and len(args) == 2:
        name = style.primes(int(args[1])) if 0 < args[1] <= 3 else ""
        base = style.bare_function("delta")
        rope = (base, name) if name else _raised(base, style.bracket(notation.rope(args[1]), False), notation)
        return _applied(node, rope, args[:1], notation)
    if isinstance(node, sympy.polygamma) and args[0] == 0:
        return _applied(node, name, args[1:], notation)
    if paper.below is not None:
        name = style.lower(name, notation.rope(args[paper.below]))
    if paper.said:
        name = _raised(name, style.bracket(style.number(paper.said), False), notation)
    elif paper.raised:
        inside = notation.listed([args[i] for i in paper.raised])
        name = _raised(name, inside if paper.bare else style.bracket(inside, False), notation)
    left = tuple(a for i, a in enumerate(args) if i != paper.below and i not in paper.raised)
    return _applied(node, name, left, notation)


def _raised(base: Rope, above: Rope, notation: Notation) -> Rope:
    return notation.style.raise_(base, Piece(above))[0]


def _typed(node: Any, notation: Notation) -> Piece:
    if isinstance(node, sympy.polygamma) and node.args[0] == 0:
        return _applied(node, notation.style.bare_function("digamma"), node.args[1:], notation)
    return _applied(node, notation.style.bare_function(_RENAMED.get(type(node), "polygamma")), node.args, notation)


@notates(sympy.erfinv, sympy.erfcinv)
def _inverse_error(node: Any, notation: Notation) -> Piece:
    style, name = notation.style, "erf" if isinstance(node, sympy.erfinv) else "erfc"
    if style.flat:
        return _applied(node, style.bare_function(_RENAMED[type(node)]), node.args, notation)
    minus_one = Piece(style.number("1"), negative=True)
    return _applied(node, style.raise_(style.bare_function(name), minus_one)[0], node.args, notation)


@notates(sympy.LambertW)
def _lambert(node: Any, notation: Notation) -> Piece:
    """W(x), and W_(-1)(x) on the other branch."""
    style, name = notation.style, notation.style.bare_function("W")
    if style.flat or len(node.args) == 1:
        return _applied(node, name, node.args, notation)
    return _applied(node, style.lower(name, notation.rope(node.args[1])), node.args[:1], notation)


@notates(sympy.zeta, sympy.lowergamma, sympy.uppergamma)
def _zeta_and_incomplete(node: Any, notation: Notation) -> Piece:
    style = notation.style
    if style.flat:
        typed = {sympy.zeta: ("riemannzeta", "hurwitz")[len(node.args) - 1]}.get(type(node), type(node).__name__)
        return _applied(node, style.bare_function(typed), node.args, notation)
    if isinstance(node, sympy.zeta) and len(node.args) == 1:
        return _applied(node, style.bare_function("zeta"), node.args, notation)
    letter = {sympy.zeta: "zeta", sympy.lowergamma: "gamma", sympy.uppergamma: "Gamma"}[type(node)]
    return _applied(node, style.symbol(letter).rope, node.args, notation)


@notates(sympy.hyper)
def _hypergeometric(node: Any, notation: Notation) -> Piece:
    """{}_2F_1(a, b; c; x)"""
    style = notation.style
    above, below, z = node.args
    pieces = [notation.piece(u) for u in (*above.args, *below.args, z)]
    tall = any(p.tall for p in pieces)
    if style.flat:
        lists = [style.bracket(notation.listed(part.args), False) for part in (above, below)]
        arguments: Rope = (lists[0], style.comma, lists[1], style.comma, notation.rope(z))
        return notation.applied(style.bare_function("hyper"), arguments, tall, True)
    count = [style.number(str(len(part.args))) for part in (above, below)]
    name = (style.lower(style.nothing, count[0]), style.lower(style.symbol("F").rope, count[1]))
    parts = [notation.listed(part.args) for part in (above, below)]
    arguments = (parts[0], style.semicolon, parts[1], style.semicolon, notation.rope(z))
    return notation.applied(name, arguments, tall, True)


@notates(sympy.meijerg)
def _meijer(node: Any, notation: Notation) -> Piece:
    """G_{p, q}^{m, n}(x; a, ...; b, ...), as in DLMF 16.17"""
    style = notation.style
    above, below, z = node.args
    lists = [part.args for part in (*above.args, *below.args)]
    tall = any(notation.piece(u).tall for u in (*(u for part in lists for u in part), z))
    if style.flat:
        ropes: list[Rope] = [(style.bracket(notation.listed(part), False), style.comma) for part in lists]
        return notation.applied(style.bare_function("meijerG"), (*ropes, notation.rope(z)), tall, True)
    an, ap, bm, bq = map(len, lists)
    low, high = (
        (style.number(str(one)), style.comma, style.number(str(other))) for one, other in ((an + ap, bm + bq), (bm, an))
    )
    name = _raised(style.lower(style.bare_function("G"), low), high, notation)
    tops, bottoms = notation.listed(lists[0] + lists[1]), notation.listed(lists[2] + lists[3])
    arguments: Rope = (notation.rope(z), style.semicolon, tops, style.semicolon, bottoms)
    return notation.applied(name, arguments, tall, True)


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

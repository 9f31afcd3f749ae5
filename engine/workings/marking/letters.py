"""Letters that a student need not explain: ψ beside a gamma function is the digamma function."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import sympy
from sympy import Basic
from sympy.core.function import AppliedUndef

from workings.expression.nodes import walk
from workings.expression.problem import Problem

__all__ = ["with_usual_letters"]

_GAMMAS = (sympy.gamma, sympy.loggamma, sympy.digamma, sympy.trigamma, sympy.polygamma, sympy.factorial, sympy.binomial)
_ELLIPTIC = (sympy.elliptic_k, sympy.elliptic_e, sympy.elliptic_f, sympy.elliptic_pi)
# A letter, the name by which its function is called, and beside which functions it is that.
_USUAL: tuple[tuple[str, str, tuple[type, ...]], ...] = (
    ("psi", "digamma", (*_GAMMAS, sympy.beta, sympy.harmonic, sympy.catalan, sympy.RisingFactorial)),
    ("W", "LambertW", (sympy.LambertW,)),
    ("K", "ellipticK", _ELLIPTIC),
    ("E", "ellipticE", _ELLIPTIC),
    ("F", "ellipticF", _ELLIPTIC),
    ("Pi", "ellipticPi", _ELLIPTIC),
    ("S", "fresnels", (sympy.fresnels, sympy.fresnelc)),
    ("C", "fresnelc", (sympy.fresnels, sympy.fresnelc)),
    ("B", "Beta", (sympy.beta,)),
    ("zeta", "riemannzeta", (sympy.zeta, sympy.dirichlet_eta, sympy.riemann_xi)),
)


def with_usual_letters(problem: Problem, about: Iterable[Any]) -> Problem:
    """The problem, its scope with the letters that its own functions make clear, unless it uses them otherwise."""
    nodes = [node for part in about if isinstance(part, Basic) for node in walk(part)]
    heads = {type(node) for node in nodes}
    taken = {type(node).__name__ for node in nodes if isinstance(node, AppliedUndef)} | problem.scope.known
    letters = {letter: name for letter, name, beside in _USUAL if letter not in taken and heads & set(beside)}
    return replace(problem, scope=replace(problem.scope, letters=letters)) if letters else problem

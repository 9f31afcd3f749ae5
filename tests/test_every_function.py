"""Whatever SymPy has a derivative of, by whatever argument, is derived here too, and judged.

SymPy is asked only which functions and arguments it has an answer for; what the answer is comes from our rules, and
that it is right from judges that share no code with them.
"""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
import sympy
from sympy import Basic, Derivative, Expr, Integer, Subs, Symbol
from sympy.core.function import Application, ArgumentIndexError
from sympy.functions.special.gamma_functions import multigamma

import workings as wk
from workings.expression import D, symbol
from workings.expression.written import as_written
from workings.judge.claims import judged

x = symbol("x")
LETTERS = [symbol(name) for name in "abcdpq"]
MOST = 4  # arguments tried of a function that takes any number of them

# Functions that have to be asked about with a number, a list or a name in some place.
SHAPES: dict[type, tuple[object, ...]] = {
    sympy.LambertW: (sympy.LambertW(x), sympy.LambertW(x, -1, evaluate=False)),
    sympy.DiracDelta: (sympy.DiracDelta(x), sympy.DiracDelta(x, 2)),
    sympy.SingularityFunction: tuple(sympy.SingularityFunction(x, LETTERS[0], n) for n in (3, 1, 0, -1)),
    multigamma: (Basic.__new__(multigamma, x, Integer(3)), Basic.__new__(multigamma, x, LETTERS[0])),
    sympy.lerchphi: tuple(sympy.lerchphi(*[x if i == j else u for j, u in enumerate(LETTERS[:3])]) for i in range(3)),
    sympy.Piecewise: (sympy.Piecewise((x**2, x > 0), (-x, True)),),
    sympy.hyper: (sympy.hyper([1, LETTERS[0]], [LETTERS[1]], x), sympy.hyper([], [LETTERS[0]], x)),
    sympy.meijerg: (
        sympy.meijerg([[LETTERS[0]], [LETTERS[1]]], [[LETTERS[2]], [LETTERS[3]]], x),
        sympy.meijerg([[], [1, 1]], [[0, 0, 0], []], x),
    ),
}
# Classes that are no function a person could mean.
LEFT_OUT = {
    "SphericalBesselBase": "what jn and yn have in common",
    "SphericalHankelBase": "what hn1 and hn2 have in common",
    "TupleParametersBase": "what hyper and meijerg have in common",
    "isnan": "a truth value",
    "_eis": "e^(-z) Ei(z) with its growth taken off, SymPy's own inside of its limits at infinity",
    "_erfs": "e^(z^2) erfc(z), SymPy's own inside of its limits at infinity",
}


def heads() -> list[type]:
    for module in pkgutil.walk_packages(sympy.functions.__path__, "sympy.functions."):
        if ".tests" not in module.name and "benchmarks" not in module.name:
            importlib.import_module(module.name)
    importlib.import_module("sympy.codegen.cfunctions")
    importlib.import_module("sympy.codegen.numpy_nodes")
    importlib.import_module("sympy.codegen.scipy_nodes")
    found: set[type] = set()
    waiting: list[type] = [Application]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind not in found:
                found.add(kind)
                waiting.append(kind)
    ours = [kind for kind in found if str(kind.__module__).startswith(("sympy.functions", "sympy.codegen"))]
    return sorted(ours, key=lambda kind: (kind.__module__, kind.__name__))


def nodes(head: type) -> Iterator[Expr]:
    """The function with x in each of its places, letters in the others."""
    if head in SHAPES:
        yield from SHAPES[head]  # type: ignore[misc]
        return
    numbers = getattr(head, "nargs", None)
    counts = range(1, MOST + 1) if not isinstance(numbers, sympy.FiniteSet) else sorted(int(n) for n in numbers)
    for count in counts:
        for place in range(count):
            args = [x if i == place else letter for i, letter in enumerate(LETTERS[:count])]
            try:
                yield head(*args)
            except (TypeError, ValueError, AttributeError, NotImplementedError):
                continue  # not of letters


def known() -> Iterator[tuple[str, Expr]]:
    """What SymPy differentiates without leaving a derivative standing."""
    for head in heads():
        for node in nodes(head):
            try:
                slope = node.diff(x)
            except (ArgumentIndexError, AttributeError, TypeError, NotImplementedError):
                continue
            if not slope.has(Derivative, Subs):
                yield head.__name__, node


KNOWN = list(known())


def test_they_are_many() -> None:
    assert len(KNOWN) > 170
    assert {name for name, _ in KNOWN} >= {"erf2inv", "meijerg", "appellf1", "hankel1", "Ynm", "mathieus", "log1p"}
    assert {name for name, _ in KNOWN} >= LEFT_OUT.keys()


@pytest.mark.parametrize(
    "node", [pytest.param(node, id=str(node)) for name, node in KNOWN if name not in LEFT_OUT and node.has(x)]
)
def test_derived_and_judged(node: Expr) -> None:
    answer = wk.differentiate(node, x)
    evidence = judged(D(as_written(node), x), answer.answer, answer.conditions)
    assert evidence.kind in ("proved", "agrees"), evidence


@pytest.mark.parametrize("order", [Symbol("n", real=True), Integer(2)])
def test_by_what_no_rule_is_known_it_says_so(order: Expr) -> None:
    with pytest.raises(wk.NoRule, match="no rule answers"):
        wk.differentiate(sympy.besselj(x, order), x)

"""Systems of equations as people write them without asking: a brace of equations, A x = b, an augmented matrix."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sympy import Eq, Expr, MatrixBase, Mul, Symbol, Tuple

from workings.expression.errors import ReadError
from workings.expression.given import equations_of
from workings.expression.goals import Goal, Solve
from workings.expression.linear_form import NotLinear, coefficients
from workings.expression.matrix_goals import ShapeError, matrix_of
from workings.expression.matrix_literals import Literal, found_in
from workings.expression.nodes import ZERO, add, mul, symbol, symbols_of, walk
from workings.expression.reader import Reading, read_lines
from workings.expression.scope import EMPTY, Scope
from workings.expression.wording import UNKNOWNS, method_in

__all__ = ["SystemQuestion", "opened", "read_system", "scope_of"]

_OPEN = re.compile(r"\\left\s*(?:\\\{|\\lbrace|\[|\.)|\\right\s*(?:\\\}|\\rbrace|\]|\.)|\\(?:big|Big)[lr]?\s*\\\{")
_BLOCK = re.compile(
    r"\\begin\{(?P<name>array|aligned|align\*?|alignedat|cases|gathered|gather\*?|split|eqnarray\*?|matrix)\}"
    r"(?:\[[a-z]\])?(?P<columns>\{[^{}]*\})?(?P<body>.*?)\\end\{(?P=name)\}",
    re.DOTALL,
)
_LETTER_E = re.compile(r"(?<![A-Za-z\\])e\s*[*·]?\s*[xyzuvw](?![A-Za-z])")
_LETTER_D = re.compile(r"(?<![A-Za-z\\])d\s*[*·]?\s*[xyzuvw](?![A-Za-z/])")
_ARTICLE = re.compile(r"(?<=[=+\-−*/(])\s*a(?=\s+(?:for|in|and|where|with|by)\b)")
_AUGMENTED = re.compile(r"\baugmented\b|拡大係数行列", re.I)
_SET = re.compile(r"[\[{](?P<body>[^\[\]{}]*=[^\[\]{}]*,[^\[\]{}]*)[\]}]")


@dataclass(frozen=True, slots=True)
class SystemQuestion:
    """The unknowns of a system, the method asked for, and whether decimals were used."""

    goal: Solve
    method: str
    decimal: bool


def read_system(text: str, parameters: Sequence[Symbol] = ()) -> SystemQuestion | None:
    """The system of linear equations that a text states; None where it states none. `parameters` are not sought.

    Raises:
        ShapeError: the matrix and the vectors of A x = b don't fit.

    >>> read_system("2x + 3y = 7 and x - y = 1").goal.unknowns
    (x, y)
    >>> read_system("[[2, 1], [1, 3]] x = [[3], [5]]").goal.equations[0]
    Eq(2*x_1 + x_2, 3)
    """
    try:
        told, matrices = found_in(opened(text))
        readings = read_lines(told, scope=scope_of(text))
    except ReadError:
        return None
    if any(isinstance(node, Goal) for reading in readings for node in walk(reading.node)):
        return None
    words = " ".join([*(r.words for r in readings), readings[-1].after])
    stated = _Stated(readings, matrices, augmented=_AUGMENTED.search(text) is not None)
    equations, unknowns = stated.system(asks=bool(parameters))
    if not set(parameters).isdisjoint(unknowns):
        others = tuple(s for s in symbols_of(equations) if s not in parameters)
        unknowns = tuple(s for s in others if _is_usual(s)) or others
    if not equations or not unknowns:
        return None
    try:
        coefficients(equations, unknowns)
    except (NotLinear, ZeroDivisionError):
        return None
    return SystemQuestion(Solve(equations, unknowns), method_in(words, text), any(r.decimal for r in readings))


def _is_usual(s: Any) -> bool:
    """Whether a letter is one that is sought where there are others."""
    return s.name.rstrip("0123456789_") in UNKNOWNS


def scope_of(text: str) -> Scope:
    """The letter e is a parameter like the others where it stands in their row: a x + b y = c, d x + e y = f."""
    letters = "e^" not in text and _LETTER_E.search(text) and _LETTER_D.search(text)
    return Scope(symbols=frozenset({"e"})) if letters else EMPTY


def opened(text: str) -> str:
    """The equations of a block or a set one after another."""

    def lines(match: re.Match[str]) -> str:
        if "=" not in match["body"]:
            return match[0]
        body = re.sub(r"\\hline|\\cr\b", " ", match["body"]).replace("&", " ")
        return " ; ".join(re.split(r"\\\\(?:\[[^\]]*\])?", body))

    text = _ARTICLE.sub(" (a)", text)  # the letter, not the word
    told = _BLOCK.sub(lines, text)
    if told != text:
        told = _OPEN.sub(" ", told)
    return _SET.sub(lambda m: m["body"].replace(",", ";"), told)


class _Stated:
    """Equations, and what their names stand for."""

    def __init__(self, readings: Sequence[Reading], matrices: dict[str, Literal], augmented: bool = False) -> None:
        self.names: dict[str, Any] = {name: literal.matrix for name, literal in matrices.items()}
        self.bars = {name: literal.bar for name, literal in matrices.items()}
        if augmented and len(self.bars) == 1:  # without a bar it is said in words
            self.bars = {name: bar or self.names[name].cols - 1 for name, bar in self.bars.items()}
        self.readings = readings
        self.alone = [r.node for r in readings if isinstance(r.node, Expr)]

    def system(self, asks: bool = False) -> tuple[list[Any], tuple[Any, ...]]:
        """The equations and their unknowns; one equation alone counts where the text `asks` or has words."""
        equations: list[Any] = []
        matrix: tuple[list[Any], tuple[Any, ...]] | None = None
        for pair in (pair for reading in self.readings for pair in _pairs(reading)):
            left, right = map(self._value, pair)
            if isinstance(pair[0], Symbol) and isinstance(right, MatrixBase | Tuple):
                self.names[pair[0].name] = right
            elif not isinstance(left, MatrixBase | Mul) and isinstance(left, Expr) and isinstance(right, Expr):
                equations.append(_equation(left, right))
        for pair in (pair for reading in self.readings for pair in _pairs(reading)):
            matrix = matrix or self._of_matrices(*pair)
        if matrix is not None:
            return matrix
        plain = [_equation(*pair) for reading in self.readings for pair in _pairs(reading)]
        if not self.names and plain and all(isinstance(side, Expr) for e in plain for side in e.args):
            return self._of_equations(plain, asks or any(r.words for r in self.readings))
        return self._augmented() if not plain else ([], ())

    def _of_equations(self, equations: list[Any], asks: bool) -> tuple[list[Any], tuple[Any, ...]]:
        names = symbols_of(equations)
        if len(equations) < 2 and len(names) > 1 and not asks:
            return [], ()  # y = 2x + 1 alone asks nothing
        named = tuple(node for node in self.alone if node in names)
        usual = tuple(s for s in names if _is_usual(s))
        if named and len(named) < len(equations) and set(named) < set(usual):
            named = ()  # two equations in x and y, `for x`: both are unknown, whichever is wanted
        return equations, named or usual or names

    def _augmented(self) -> tuple[list[Any], tuple[Any, ...]]:
        """The only matrix there is, with a bar before its last column."""
        if len(self.bars) != 1:
            return [], ()
        ((name, bar),) = self.bars.items()
        m = self.names[name]
        if bar != m.cols - 1:
            return [], ()
        return _rows(m[:, :bar], _unknowns(bar), [m[i, bar] for i in range(m.rows)])

    def _of_matrices(self, left: Any, right: Any) -> tuple[list[Any], tuple[Any, ...]] | None:
        """A x = b, x a letter or a column of letters."""
        if not isinstance(left, Mul) or len(left.args) != 2:
            return None
        a, x = map(self._value, left.args)
        b = self._value(right)
        if not isinstance(a, MatrixBase) or (not isinstance(x, MatrixBase | Tuple) and not isinstance(x, Symbol)):
            return None
        unknowns = _unknowns(a.cols, x.name) if isinstance(x, Symbol) else tuple(x)
        constants = list(b) if isinstance(b, MatrixBase | Tuple) else [b] * a.rows
        if len(unknowns) != a.cols or len(constants) != a.rows:
            raise ShapeError(
                f"A is {a.rows}x{a.cols}, x has {len(unknowns)} entries and b {len(constants)}; "
                f"A x = b needs {a.cols} and {a.rows}"
            )
        return _rows(a, unknowns, constants)

    def _value(self, node: Any) -> Any:
        return self.names.get(node.name, node) if isinstance(node, Symbol) else node


def _pairs(reading: Reading) -> list[tuple[Any, Any]]:
    return [equation.args for equation in equations_of(reading)]


def _unknowns(n: int, name: str = "x") -> tuple[Any, ...]:
    return tuple(symbol(f"{name}_{j + 1}") for j in range(n))


def _rows(a: Any, unknowns: Sequence[Any], constants: Sequence[Any]) -> tuple[list[Any], tuple[Any, ...]]:
    """An equation for each row of A."""
    m = matrix_of(a.rows, a.cols, list(a))
    made = []
    for i, right in enumerate(constants):
        terms = [u if m[i, j] == 1 else mul(m[i, j], u) for j, u in enumerate(unknowns) if m[i, j] != 0]
        made.append(_equation(add(*terms) if terms else ZERO, right))
    return made, tuple(unknowns)


def _equation(left: Any, right: Any) -> Any:
    return Eq.__new__(Eq, left, right, evaluate=False)

"""How systems and their solutions are written, and the text of a system's derivation with its matrices drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sympy import Basic, Expr, Integer
from sympy.core.symbol import Str
from sympy.functions import Abs

from workings.derivation import Derivation, Detail, Line, Verification
from workings.expression.grid import Grid
from workings.expression.linear_goals import (
    Case,
    Chain,
    FromRow,
    InCase,
    LeastSquares,
    MatrixEquation,
    NoSolution,
    Orthonormal,
    Reduce,
    RowChange,
    Rows,
    Solution,
    SolutionsAre,
    SolveBy,
    SolvedFor,
    Triangles,
)
from workings.expression.nodes import ZERO, call, power, symbol, terms
from workings.rule import Text
from workings.show.notation import Notation, notates
from workings.show.piece import Piece, Rope, Strength
from workings.show.questions import IF
from workings.show.text import ASCII, UNICODE

if TYPE_CHECKING:
    from workings.show.printer import Printer

__all__ = ["system_to_text"]

_NONE = Text("no solution", "解なし")
_ANY = Text("{} any real number", "{} は任意の実数")
_CASE = Text("case", "場合")
_IF = Text(" if ", "のとき：")


def _said(*ropes: Rope) -> Piece:
    return Piece(ropes, Strength.RELATION, spaced=True, tall=True)


@notates(MatrixEquation)
def _matrix_equation(node: MatrixEquation, notation: Notation) -> Piece:
    a, x, b = (notation.rope(part) for part in node.args)
    return _said(a, notation.style.space, x, notation.style.relation("="), b)


@notates(Chain)
def _chain(node: Chain, notation: Notation) -> Piece:
    ropes: list[Rope] = []
    before: Basic | None = None
    for part in node.args:
        if part == before:
            continue
        ropes += [notation.style.relation("="), notation.rope(part)] if before is not None else [notation.rope(part)]
        before = part
    return _said(*ropes)


@notates(FromRow)
def _from_row(node: FromRow, notation: Notation) -> Piece:
    return _chain(Chain(*node.args[:3]), notation)


@notates(Triangles)
def _triangles(node: Any, notation: Notation) -> Piece:
    a, lower, upper = (notation.rope(part) for part in node.args)
    return _said(a, notation.style.relation("="), lower, notation.style.space, upper)


@notates(NoSolution)
def _no_solution(node: NoSolution, notation: Notation) -> Piece:
    zero = Piece(notation.style.number("0")).rope
    return _said(zero, notation.style.relation("="), notation.rope(node.args[-1]))


@notates(RowChange)
def _row_change(node: RowChange, notation: Notation) -> Piece:
    left, right = (notation.rope(part) for part in node.args[:2])
    if len(node.args) == 3:
        style = notation.style
        arrow = r" \leftrightarrow " if hasattr(style, "flat") and _is_latex(notation) else style.relation("↔")
        if style is ASCII:
            arrow = " <-> "
        return _said(left, arrow, right)
    return _said(left, notation.style.relation("->"), right)


def _is_latex(notation: Notation) -> bool:
    return type(notation.style).__name__ == "LatexStyle"


@notates(InCase)
def _in_case(node: InCase, notation: Notation) -> Piece:
    return _said(notation.listed(node.args))


@notates(Rows)
def _rows(node: Rows, notation: Notation) -> Piece:
    grid = node.grid
    cells = [[notation.rope(grid.field.expr(e)) for e in row] for row in grid.rows]
    if _is_latex(notation):
        return _said(_latex_rows(node, cells))
    if not notation.style.flat:
        return _said(_mathml_rows(node, cells))
    bar: list[Rope] = ["|"] if grid.bar < grid.shape[1] else []
    return _said(notation.style.matrix([[*row[: grid.bar], *bar, *row[grid.bar :]] for row in cells]))


def _mathml_rows(node: Rows, cells: list[list[Rope]]) -> Rope:
    """The table with its bar, the pivots framed and the changed rows shaded, as the style sheet of a page has them."""
    pivots, changed, bar = set(node.pivots), node.changed, node.grid.bar
    lines: list[Rope] = []
    for i, row in enumerate(cells):
        lines.append("<mtr>")
        for j, cell in enumerate(row):
            marks = ["bar"] * (j == bar) + ["changed"] * (i in changed) + ["pivot"] * ((i, j) in pivots)
            lines.append(f'<mtd class="{" ".join(marks)}"><mrow>' if marks else "<mtd><mrow>")
            lines += [cell, "</mrow></mtd>"]
        lines.append("</mtr>")
    return ('<mrow><mo>(</mo><mtable class="grid">', *lines, "</mtable><mo>)</mo></mrow>")


def _latex_rows(node: Rows, cells: list[list[Rope]]) -> Rope:
    """The array with its bar, pivots boxed, changed rows bold."""
    pivots, changed, bar = set(node.pivots), node.changed, node.grid.bar
    lines: list[Rope] = []
    for i, row in enumerate(cells):
        shown: list[Rope] = []
        for j, cell in enumerate(row):
            if i in changed:
                cell = (r"\mathbf{", cell, "}")
            if (i, j) in pivots:
                cell = (r"\boxed{", cell, "}")
            shown += [" & ", cell] if j else [cell]
        lines += [r" \\ ", *shown] if i else shown
    layout = "r" * bar + "|" * (bar < len(cells[0])) + "r" * (len(cells[0]) - bar)
    return (rf"\left(\begin{{array}}{{{layout}}} ", *lines, r" \end{array}\right)")


@notates(Reduce, SolveBy)
def _of_grid(node: Any, notation: Notation) -> Piece:
    return _rows(Rows(node.grid), notation)


@notates(Grid)
def _grid(node: Grid, notation: Notation) -> Piece:
    return _rows(Rows(node), notation)


@notates(Str)
def _name(node: Str, notation: Notation) -> Piece:
    return Piece(notation.style.words(str(node)))


@notates(Case)
def _case(node: Case, notation: Notation) -> Piece:
    return notation.stated(IF, what=notation.rope(node.solution), condition=notation.listed(node.relations))


_HOW_MANY = {
    "none": Text("{system} has no solution in {unknowns}", "{system} は {unknowns} について解なし"),
    "unique": Text(
        "{system} has exactly one solution in {unknowns}", "{system} は {unknowns} についてただ一つの解をもつ"
    ),
    "infinite": Text(
        "{system} has infinitely many solutions in {unknowns}", "{system} は {unknowns} について無数の解をもつ"
    ),
    "some": Text("{system} has a solution in {unknowns}", "{system} は {unknowns} について解をもつ"),
}


@notates(SolutionsAre)
def _solutions_are(node: SolutionsAre, notation: Notation) -> Piece:
    equations, unknowns = notation.listed(node.system.equations), notation.listed(node.system.unknowns)
    return notation.stated(_HOW_MANY[str(node.args[1])], system=equations, unknowns=unknowns)


@notates(SolvedFor)
def _solved_for(node: SolvedFor, notation: Notation) -> Piece:
    """The condition; for what it is to be solved, the lines around it say."""
    return notation.piece(node.args[0])


@notates(Orthonormal)
def _orthonormal(node: Orthonormal, notation: Notation) -> Piece:
    return _triangles(node, notation)


@notates(LeastSquares)
def _least_squares(node: LeastSquares, notation: Notation) -> Piece:
    """x = 5, y = -3, |r|^2 = 6"""
    style = notation.style
    square = notation.rope(power(call(Abs, symbol("r")), Integer(2)))
    return _said(notation.rope(node.solution), style.comma, square, style.relation("="), notation.rope(node.squared))


@notates(Solution)
def _solution(node: Solution, notation: Notation) -> Piece:
    style = notation.style
    if node.kind == "none":
        return notation.stated(_NONE)
    if node.kind == "cases":
        return _said(notation.cases([(notation.rope(c.solution), notation.listed(c.relations)) for c in node.cases]))
    ropes: list[Rope] = []
    if node.kind == "infinite":
        return _said(_vector_form(node, notation))
    for i, (unknown, value) in enumerate(node.assignment.items()):
        ropes.append((style.comma if i else "", notation.rope(unknown), style.relation("="), notation.rope(value)))
    return _said(*ropes)


def _vector_form(node: Solution, notation: Notation) -> Rope:
    """(x, y, z) = (1, -1, 0) + z (1/5, 3/5, 1)"""
    style = notation.style
    start, directions = vectors(node)
    ropes: list[Rope] = [style.bracket(notation.listed(node.unknowns), False), style.relation("=")]
    moved = any(entry is not ZERO for entry in start)
    if moved:
        ropes.append(style.bracket(notation.listed(start), False))
    for n, (letter, direction) in enumerate(directions):
        plus = style.plus if n or moved else ""
        ropes.append((plus, notation.rope(letter), style.space, style.bracket(notation.listed(direction), False)))
    return tuple(ropes)


def vectors(node: Solution) -> tuple[list[Expr], list[tuple[Expr, list[Expr]]]]:
    """A point and, for each free unknown, the direction in which it moves the solution."""
    from workings.expression.algebra import replace

    values = list(node.assignment.values())
    free = node.free
    start = [_sum([term for term in terms(v) if not any(_has(term, t) for t in free)]) for v in values]
    directions = []
    for letter in free:
        parts = [_sum([t for t in terms(v) if _has(t, letter)]) for v in values]
        directions.append((letter, [_tidy(replace(part, {letter: Integer(1)})) for part in parts]))
    return start, directions


def _has(term: Expr, letter: Expr) -> bool:
    from workings.expression.nodes import walk

    return any(node == letter for node in walk(term))


def _sum(parts: Sequence[Expr]) -> Expr:
    from workings.expression.nodes import add

    return add(*parts) if parts else ZERO


def _tidy(expr: Any) -> Expr:
    from workings.expression.canonical import canonical
    from workings.expression.nodes import walk

    return canonical(expr) if not any(node.is_Symbol for node in walk(expr)) else expr


# The text of a derivation ------------------------------------------------------------------------


def system_to_text(
    derivation: Derivation,
    *,
    detail: Detail = "normal",
    known: Collection[str] = (),
    lang: str = "en",
    unicode: bool = True,
    verification: Verification | None = None,
) -> str:
    """The lines of a system's derivation, its matrices drawn row under row, each operation beside the row it changed.

    The arguments are those of `derivation_to_text`. A pivot stands in brackets.
    """
    from workings.show.derivation import LINE_LIMIT
    from workings.show.printer import Printer
    from workings.show.remarks import about_line, about_whole, spoken

    write = Printer(UNICODE if unicode else ASCII, derivation.decimal, LINE_LIMIT, lang)
    out: list[str] = []
    for n, line in enumerate(derivation.lines(detail, known)):
        expr = line.expr
        if isinstance(expr, InCase):
            out += ["", f"{_CASE[lang]} {write(expr)}"]
        elif isinstance(expr, Rows):
            out += [*_drawn(expr, line, write, lang), ""]
        elif isinstance(expr, MatrixEquation):
            out += ["", *_equation_drawn(expr, write, spoken(about_line(line, lang), write)), ""]
        elif isinstance(expr, Solution) and expr.kind == "cases":
            out += ["", *_cases_drawn(expr, write, lang)]
        else:
            text = solution_text(expr, write, lang) if isinstance(expr, Solution) else write(expr)
            remark = spoken(about_line(line, lang), write)
            lead = "" if n == 0 else "    "
            out.append(lead + text + ("      " + remark if remark and n else ""))
    whole = (" · " if unicode else "; ").join(spoken(s, write) for s in about_whole(derivation, verification, lang))
    return "\n".join(_squeezed([*out, whole] if whole else out))


def _squeezed(lines: list[str]) -> Iterator[str]:
    """No two empty lines in a row."""
    before = ""
    for line in lines:
        if line.strip() or before.strip():
            yield line.rstrip()
        before = line


def solution_text(node: Any, write: Printer, lang: str) -> str:
    if not isinstance(node, Solution):
        return write(node)
    if node.kind == "none":
        return _NONE[lang]
    if node.kind == "infinite":
        letters = ", ".join(write(letter) for letter in node.free)
        return f"{write(node)},  {_ANY[lang].format(letters)}"
    return write(node)


def _cases_drawn(node: Solution, write: Printer, lang: str) -> Iterator[str]:
    shown = [(solution_text(c.solution, write, lang), ", ".join(map(write, c.relations))) for c in node.cases]
    if lang == "ja":
        yield from (f"    {when} {_IF[lang]}{what}" for what, when in shown)
        return
    width = max(len(what) for what, _ in shown)
    yield from (f"    {what:<{width}}{_IF[lang]}{when}" for what, when in shown)


def _columns(rows: list[list[str]], bar: int | None) -> list[str]:
    widths = [max(len(row[j]) for row in rows) for j in range(len(rows[0]))]
    drawn = []
    for row in rows:
        cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=True)]
        if bar is not None and bar < len(cells):
            cells.insert(bar, "|")
        drawn.append("[ " + "  ".join(cells) + " ]")
    return drawn


def _drawn(node: Rows, line: Line, write: Printer, lang: str) -> Iterator[str]:
    grid, pivots = node.grid, set(node.pivots)
    cells = [
        [f"({write(grid.field.expr(e))})" if (i, j) in pivots else write(grid.field.expr(e)) for j, e in enumerate(row)]
        for i, row in enumerate(grid.rows)
    ]
    beside: dict[int, list[str]] = {}
    titles = []
    for note in line.notes:
        remark = note.rule.remark(note.step.goal)
        changes = [part for part in remark[1] if isinstance(part, RowChange)] if remark is not None else []
        if not changes:
            titles.append(note.rule.title[lang])
        for change in changes:
            beside.setdefault(_row_number(change), []).append(write(change))
    for i, drawn in enumerate(_columns(cells, grid.bar)):
        said = ", ".join([*(titles if i == 0 else []), *beside.get(i, [])])
        yield f"    {drawn}" + (f"      {said}" if said else "")


def _row_number(change: RowChange) -> int:
    return int(change.args[0].name.split("_")[1]) - 1


def _equation_drawn(node: MatrixEquation, write: Printer, remark: str) -> Iterator[str]:
    """A x = b, the three side by side."""
    blocks = [_columns([[write(m[i, j]) for j in range(m.cols)] for i in range(m.rows)], None) for m in node.args]
    height = max(map(len, blocks))
    widths = [len(block[0]) for block in blocks]
    middle = (height - 1) // 2
    for i in range(height):
        a, x, b = (block[i] if i < len(block) else " " * width for block, width in zip(blocks, widths, strict=True))
        joint = " = " if i == middle else "   "
        yield f"    {a} {x}{joint}{b}" + (f"      {remark}" if i == 0 else "")

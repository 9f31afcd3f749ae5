"""The matrices, vectors and expressions in them that stand in a text, numbered, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sympy import Expr, MatrixBase, Tuple

from workings.expression import matrix_goals as goals
from workings.expression.errors import ReadError
from workings.expression.matrix_literals import found_in
from workings.expression.matrix_text import read_matrices
from workings.expression.nodes import walk
from workings.expression.reader import parse

__all__ = ["Operands", "operands_in", "with_signs"]

_SPELLED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"\$+|\\\(|\\\)|\\\[(?!\d)|\\\]|\*\*|`", " "),
        (r"\\(?:mathbf|boldsymbol|vec|bm|mathrm|operatorname|text|mathit|hat)\s*\{([^{}]*)\}", r" \1 "),
        (r"\\vec\s+([A-Za-z])", r" \1 "),
        (r"\\(det|tr|rank|ker|dim)(?![a-z])", r" \1 "),
        (r"\\lVert|\\rVert|\\\||\|\|", "‖"),
        (r"\\langle|⟨", "("),
        (r"\\rangle|⟩", ")"),
        (r"\\cdot(?![a-z])|∙|⋅|・(?=\s*[A-Za-z(])", "·"),
        (r"\\times(?![a-z])", "×"),
        (r"\^\s*\{\s*(?:T|\\top|\\mathsf\{T\}|\\intercal)\s*\}|\^\s*\\top|\^\s*⊤|ᵀ|⊤", "^T"),
        (r"\^\s*\{\s*[-−]\s*1\s*\}|⁻¹", "^-1"),
        (r"\^\s*\{\s*(\d+)\s*\}", r"^\1"),
        (r"(?<=[A-Za-z\]])_\{?(\d{1,2})\}?", r"\1"),
    )
)
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_LITERAL = r"[MV]_\d{3,4}"
_NUMBER = (
    r"[-−+]?\s*(?:\d+(?:\.\d+)?(?:\s*/\s*\d+)?|\\?sqrt\s*[({]\s*\d+\s*[)}]|√\s*\d+|\\frac\{\d+\}\{\d+\}"
    r"|[a-z](?![A-Za-z]))"
)
_VECTOR = re.compile(
    rf"(?<![A-Za-z_)\]])(?<![A-Za-z_]\d)[(\[](?P<body>\s*{_NUMBER}(?:\s*,\s*{_NUMBER})+\s*)[)\]](?:\s*\^\s*T\b|\s*')?"
)
_COUNT = r"(?:\d+(?:\.\d+|/\d+)?)?"
_UNIT_VECTORS = re.compile(
    rf"(?<![\w)])(?P<i>[-−+]?\s*{_COUNT})\s*\*?\s*i\s*(?P<j>[-−+]\s*{_COUNT})\s*\*?\s*j(?![A-Za-z])"
    rf"(?P<third>\s*(?P<k>[-−+]\s*{_COUNT})\s*\*?\s*k(?![A-Za-z]))?"
)
_FACTOR_BEFORE = re.compile(r"(?:[MV]_\d{3,4}|(?<![A-Za-z])[A-Z]|[)\]])\s*$")
_METHOD = re.compile(r"(?:adjugate|expansion|elimination|gauss|inf|1)(?=\s*\))")
_NAME = re.compile(r"[A-Za-zα-ωΑ-Ω]\d{0,2}(?![A-Za-z\d_])")
_DEFINED = re.compile(
    r"(?<![A-Za-z\\_])(?P<name>[A-Za-zα-ω]\d{0,2})\s*"
    r"(?P<sign>:?=|\b(?:be|is|denotes?)\b\s*(?:an?\s+|the\s+)?(?:(?:\d\s*(?:x|×|by)\s*\d|real|square|symmetric|column|following)\s+)*"
    r"(?:matrix|vector|point)?\s*(?=[MV]_\d{3,4})|を\s*(?:行列)?\s*(?=[MV]_\d{3,4}))\s*"
)
_FUNCTION = re.compile(
    r"(?:determinant|det|trace|tr|rank|rk|inverse|inv|adjugate|adj|transpose|norm|dot|cross|rref)\b(?=\s*[(MV‖])|(?:det|tr|rank|adj)(?=\s+[A-Z]\b)"
)
_OPERATOR = re.compile(r"\^\s*T\b|\^\s*-1|\^\s*\d+|[-+−*·×@/∘⊙²³'().,]|\.\*")
_WORD_AFTER_A = re.compile(
    r"\s+(?!(?:and|onto|on|with|by|is|are|to|from|for|in|along|dot|cross|times|or|into)\b)[a-z]{2,}"
)
_BARS = re.compile(r"‖\s*(?P<inside>[^‖|]+?)\s*‖|(?<![\w|])\|\s*(?P<name>[A-Za-z]\d?|[MV]_\d{3,4})\s*\|")


@dataclass(slots=True)
class Operands:
    """What a text is about.

    Attributes:
        flat: its words, with ⟦n⟧ in the place of the nth operand.
        nodes: the place in `flat` and the node of each operand; a `ReadError` where it can't be read.
        names: what the names of the text stand for.
        decimal: whether decimals were used.
        has_equations: whether there is an equation that defines nothing.
    """

    flat: str = ""
    nodes: list[tuple[int, Any]] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=dict)
    decimal: bool = False
    has_equations: bool = False

    def asks(self, node: Any) -> bool:
        """Whether an expression is a question, and no matrix that is only named."""
        return isinstance(node, ReadError) or any(isinstance(part, goals.MatrixGoal) for part in _parts(node))


def _parts(node: Any) -> Iterator[Any]:
    return iter(walk(node)) if not isinstance(node, ReadError) else iter(())


_NAMED_VECTOR: Final = re.compile(r"(?<![A-Za-z\\_])(?P<name>[a-z]\d?)\s*=\s*(?:[(<⟨]|\[(?!\s*\[)|\\langle)[^()<>⟨⟩]*,")


def with_signs(text: str, problem: str) -> str:
    """`a.b` and `a x b` with signs, where the problem gives vectors of these names.

    >>> with_signs("a.b and a x b", "a = (1,2,3), b = (2,0,1)")
    'a·b and a × b'
    """
    names = "|".join(dict.fromkeys(match["name"] for match in _NAMED_VECTOR.finditer(problem)))
    if not names or "|" not in names:
        return text
    one = rf"(?<![A-Za-z\d\\])(?:{names})"
    text = re.sub(rf"({one})\s*\.\s*(?=(?:{names})(?![A-Za-z\d]))", r"\1·", text)
    return re.sub(rf"({one})\s+x\s+(?=(?:{names})(?![A-Za-z\d]))", r"\1 × ", text)


def operands_in(text: str) -> Operands | None:
    """The operands of a text; None where there is neither a matrix nor a vector in it.

    >>> " ".join(operands_in("A = [[1, 2], [3, 4]]. Find the rank of A^2").flat.split())
    '⟦0⟧ . Find the rank of ⟦1⟧'
    """
    told = with_signs(text, text).translate(_SUBSCRIPTS)
    for pattern, to in _SPELLED[:-1]:
        told = pattern.sub(to, told)
    try:
        told, matrices = found_in(told)
    except ReadError:
        return None
    told = re.sub(r"\s+", " ", re.sub(r"M_\{(\d{3,4})\}", r"M_\1", told))
    pattern, to = _SPELLED[-1]
    told = re.sub(r"(?<![MV])" + pattern.pattern, to, told)
    literals: dict[str, Any] = {name: literal.matrix for name, literal in matrices.items()}
    told = _UNIT_VECTORS.sub(_by_components, told)
    told = re.sub(r"\\?[{}]", " ", _vectors(told, literals))
    if not literals:
        return None
    found = Operands(names={}, decimal=re.search(r"\d\.\d", text) is not None)
    scanner = _Scanner(found, literals)
    told = scanner.defined(_BARS.sub(_as_function(literals), told))
    scanner.flatten(told)
    return found


def _by_components(match: re.Match[str]) -> str:
    """(3, 4) for 3i + 4j."""
    factors = [re.sub(r"\s", "", match[letter] or "") for letter in "ij"]
    if match["third"]:
        factors.append(re.sub(r"\s", "", match["k"]))
    return f"({', '.join(f + '1' if f in ('', '+', '-', '−') else f for f in factors)})".replace("+", "")


def _vectors(told: str, literals: dict[str, Any]) -> str:
    """Vectors written (1, 2) or [1, 2], by names of their own."""

    def named(match: re.Match[str]) -> str:
        try:
            entries = [parse(entry) for entry in match["body"].split(",")]
        except ReadError:
            return match[0]
        name = f"V_{951 + len(literals)}"
        literals[name] = goals.matrix_of(len(entries), 1, entries)
        return f" {name} "

    return _VECTOR.sub(named, told)


def _as_function(literals: dict[str, Any]) -> Any:
    def function(match: re.Match[str]) -> str:
        if match["inside"]:
            return f" norm({match['inside']}) "
        literal = literals.get(match["name"])
        return f" {'norm' if literal is not None and literal.cols == 1 else 'bars'}({match['name']}) "

    return function


class _Scanner:
    """Reads the names that are defined, then the expressions."""

    def __init__(self, found: Operands, literals: dict[str, Any]) -> None:
        self.found = found
        self.literals = literals

    def defined(self, told: str) -> str:
        """The text less the right sides of definitions."""
        place = 0
        while (match := _DEFINED.search(told, place)) is not None:
            place = match.end()
            if _FACTOR_BEFORE.search(told[: match.start()]):
                self.found.has_equations = True  # A x = b defines no x
                continue
            source, end = self.run(told, match.end())
            if not source or match["name"] in self.found.names:
                continue
            node = self._read(source)
            if isinstance(node, ReadError) or not isinstance(node, MatrixBase | goals.MatrixGoal | Expr | Tuple):
                continue
            self.found.names[match["name"]] = node
            told = told[: match.end("name")] + " " + told[end:]
            place = match.end("name")
        return told

    def flatten(self, told: str) -> None:
        """Every expression becomes an operand."""
        out: list[str] = []
        length = place = 0
        while place < len(told):
            source, end = self.run(told, place) if self._may_begin(told, place) else ("", place)
            piece = told[place]
            if source:
                piece = f"⟦{len(self.found.nodes)}⟧"
                self.found.nodes.append((length, self._read(source)))
                if told[end - 1 : end] == " " or told[end : end + 1].isalnum():
                    piece += " "
                place = end
            else:
                place += 1
            out.append(piece)
            length += len(piece)
        self.found.flat = "".join(out)
        sides = re.search(r"(\S)\s*=\s*(?!\s*(?:\?|$|[.,;]|_))", self.found.flat)
        self.found.has_equations |= sides is not None

    def _may_begin(self, told: str, place: int) -> bool:
        return place == 0 or not (told[place - 1].isalnum() and told[place - 1].isascii()) or told[place - 1] in "_\\"

    def run(self, told: str, start: int) -> tuple[str, int]:
        """The longest expression in matrices that begins at a place, spelled for the reader, and where it ends."""
        place = start
        pieces: list[tuple[str, int, bool]] = []  # as spelled, where it ends, whether it is an operand
        depth = 0
        functions: list[int] = []
        while place < len(told):
            if told[place].isspace():
                place += 1
                continue
            method = _METHOD.match(told, place) if pieces and pieces[-1][0] == "," else None
            token = (method[0], method.end(), False) if method else self._token(told, place, bool(pieces))
            if token is None:
                break
            spelled, end, operand = token
            if spelled == "(":
                depth += 1
                if pieces and pieces[-1][0].isalpha():
                    functions.append(depth)
            elif spelled == ")":
                if not depth:
                    break
                if functions and functions[-1] == depth:
                    functions.pop()
                depth -= 1
            elif (
                (spelled == "," and not (functions and functions[-1] == depth))
                or spelled == "."
                or (not pieces and spelled in "+*·×@/∘⊙²³'^")
            ):
                break
            pieces.append((spelled, end, operand))
            place = end
        while pieces and not self._may_end(pieces):
            pieces.pop()
        if not any(operand for _, _, operand in pieces):
            return "", start
        return " ".join(spelled for spelled, _, _ in pieces), pieces[-1][1]

    def _may_end(self, pieces: list[tuple[str, int, bool]]) -> bool:
        spelled, _, operand = pieces[-1]
        closed = sum(p == "(" for p, _, _ in pieces) == sum(p == ")" for p, _, _ in pieces)
        return closed and (operand or spelled == ")" or spelled[0] in "^²³'" or spelled[0].isdigit() or spelled == "I")

    def _token(self, told: str, place: int, inside: bool) -> tuple[str, int, bool] | None:
        literal = re.compile(_LITERAL).match(told, place)
        if literal is not None:
            return literal[0], literal.end(), True
        function = re.compile(r"bars(?=\()").match(told, place) or _FUNCTION.match(told, place)
        if function is not None and function[0] not in self.found.names:
            return function[0], function.end(), False
        number = re.compile(r"\d+(?:\.\d+)?").match(told, place)
        if number is not None:
            return number[0], number.end(), False
        operator = _OPERATOR.match(told, place)
        if operator is not None:
            return re.sub(r"\s+", "", operator[0]), operator.end(), False
        name = _NAME.match(told, place)
        if name is not None and name[0] in self.found.names:
            if name[0] == "a" and _WORD_AFTER_A.match(told, name.end()):
                return None
            return name[0], name.end(), True
        if inside and re.compile(r"(?:I|E)\d?(?![A-Za-z])").match(told, place):
            return "I", place + 1 + (told[place + 1 : place + 2].isdigit()), False
        letters = re.compile(r"[A-Z]{2,6}(?![A-Za-z])").match(told, place)
        if letters is not None and all(letter in self.found.names for letter in letters[0]):
            return " ".join(letters[0]), letters.end(), True
        return None

    def _read(self, source: str) -> Any:
        names = {**self.found.names, **self.literals}
        size = next((m.rows for m in names.values() if isinstance(m, MatrixBase) and m.rows == m.cols), 0)
        if size and "I" not in names:
            unit = [parse("1" if i == j else "0") for i in range(size) for j in range(size)]
            names["I"] = goals.matrix_of(size, size, unit)
        try:
            return read_matrices(source, names)
        except ReadError as error:
            return error

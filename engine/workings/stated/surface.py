"""A line of linear algebra taken apart: row operations, matrices, equations, and what its words claim."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from sympy import Symbol, Tuple

from workings.expression.errors import BudgetError, ReadError
from workings.expression.matrix_literals import LONGEST, Literal, found_in
from workings.expression.nodes import symbols_of
from workings.expression.reader import Reading, read_lines
from workings.expression.scope import Scope

__all__ = ["LAST", "PROJECTION", "Line", "Operation", "Shape", "claimed_kind", "read_line"]

MOST_ITEMS = 60
PROJECTION = "M_899"  # what is called proj_v u
LAST = "M_900"  # what the line before ended in

_REF = r"(?:R|r|E|L|Z|Row|row|ROW|Eq|eq|EQ|Equation|equation)\.?[ ~]?_?(?:\{(\d{1,2})\}|(\d{1,2}))(?![\d.,]*\d)"
_REFERENCE = re.compile(rf"(?<![A-Za-z\\])(?P<face>\\(?:text|mathrm|mathit)\{{)?{_REF}(?(face)\}})")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_SUBSCRIPTS = re.compile(r"(?<=[RrELZ])[₀-₉]+")
_ROW = r"R_\{\d+\}"
_ARROWS = re.compile(
    r"\\(?:long)?rightarrow|\\to(?![a-z])|\\mapsto|⟶|⇒|\\Rightarrow|\\implies|⟹|=>|\\leadsto|\\sim(?![a-z])|∼|≅|≡"
)
_SWAPPED = re.compile(
    rf"({_ROW})\s*(?:<->|<=>|↔|⇔|⇄|\\leftrightarrow|\\Leftrightarrow|\\leftrightarrows|\\rightleftarrows)\s*({_ROW})"
)
_SWAP_WORDS = re.compile(
    rf"(?:swap(?:ped|ping)?|exchang\w+|interchang\w+|switch\w*)\s+(?:the\s+)?(?:rows?\s+)?({_ROW}|\d)\s*"
    rf"(?:and|with|,|&)\s*(?:rows?\s+)?({_ROW}|\d)",
    re.I,
)
_BACKWARD = re.compile(rf"({_ROW})\s*(?:<-(?![>\d])|←|\\leftarrow|\\gets|:=|(?<![<>!])=(?=[^=]*{_ROW}))")
_UNDER_ARROW = re.compile(r"\\x(?:long)?(?:right|leftright)arrow\s*(?:\[[^\]]*\])?\s*\{")
_OVERSET = re.compile(r"\\(?:overset|stackrel)\s*\{(?P<over>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}\s*\{[^{}]*\}")
_SHAPE = re.compile(
    r"(?P<of>[^,;:.]*?)\s*(?:\b(?:is|has|are|be)\b\s*(?:a|an|of)?\s*(?:shape|size|order|dimensions?)?\s*(?:of\s+)?|[:=]\s*)"
    r"\(?\s*(?P<rows>\d{1,3})\s*(?:x|×|by|\\times)\s*(?P<columns>\d{1,3})\s*\)?(?=\s*(?:matrix|vector|$|[,;.]|and\b|so\b))",
    re.I,
)
_SIZE = re.compile(r"\d\s*(?:x|×|by|\\times)\s*\d")
_UNDEFINED = re.compile(r"(?:not|isn't|is un)\s*(?:be\s+)?(?:defined|possible|exist)|undefined|does not exist", re.I)
_LEAD = re.compile(r"^.*\b(?:so|and|then|hence|therefore|thus|that|since|because|as|while|where|but|with)\s+", re.I)
_MEMBER = re.compile(
    r"(?:^|[,;(:|]|\\mid|\b(?:with|where|for(?: all| any| every)?|and))\s*(?P<names>[a-z](?:\s*,\s*[a-z])*)\s*"
    r"(?:∈|\\in(?![a-z]))\s*(?:ℝ|\\mathbb\{?\s*R\s*\}?|R\b|\\R\b|\\mathbf\{R\}|\\Bbb R|\\reals)"
)
_GIVES = re.compile(
    r"\b(?:gives|yields|equals|becomes|is equal to|is(?!\s+\d+\s+times))\b"
    r"(?=\s*(?:det\()?\s*[-−]?(?:M_\{|\d|\())"
)
_PLUS_MINUS = re.compile(r"±|\\pm(?![a-z])")
_SETS = re.compile(r"\\\{|\\\}|\\left\s*\\\{|\\right\s*\\\}")
_BRACES = re.compile(r"(?<![\w}^_\\])\{([^{}]*)\}")
_ELEMENTWISE = re.compile(
    r"(?P<a>M_\{\d+\}|[A-Za-z]|\([^()]*\))\s*(?:∘|⊙|\\circ|\\odot|\.\*)\s*(?P<b>M_\{\d+\}|[A-Za-z]|\([^()]*\))"
)
_APPLIED = re.compile(r"\b(?:apply(?:ing)?\s+|after\s+|then\s+)?(?P<f>ReLU|relu|RELU)\b(?!\s*\()(?P<is>\s*:)?")
_LATEX_NAMES = re.compile(
    r"\\(?:mathbf|boldsymbol|vec|bm|underline|overline|mathit)\s*\{\s*([A-Za-z])\s*\}|\\vec\s+([A-Za-z])"
)
_TRANSPOSE = re.compile(
    r"(?:(?<=[)\]}])|(?<=(?<![A-Za-z])[A-Za-z]))'(?!['A-Za-z]{2})|(?<=[A-Za-z})\]])\s*(?:\^\s*\{?\s*(?:\\mathsf\{T\}|\\mathrm\{T\}|\\intercal|\\top|⊤|′|\\prime)\s*\}?|ᵀ|⊤)"
)
_IS_NOT = re.compile(r"\b(?:is not(?: equal to)?|isn't|does not equal|not equal to)(?=\s*[-−]?\d)")
_IS_NUMBER = re.compile(r"(?<=[a-z])\s+(?:is|equals)\s+(?=[-−]?\d)(?!\d+\s+times)")
_TIMES = re.compile(r"(M_\{\d+\}\)?)\s*(?:times|multiplied by)(?=\s+M_\{)")
_CROSS = re.compile(
    r"(?P<a>M_\{\d+\}|(?<![A-Za-z\d\\])[a-z](?![A-Za-z\d])|\([^()]*,[^()]*\))\s*(?:×|\\times(?![a-z]))\s*"
    r"(?P<b>M_\{\d+\}|[a-z](?![A-Za-z\d])|\([^()]*,[^()]*\))"
)
_PROJECTION = re.compile(
    r"\\?(?:operatorname\{|text\{|mathrm\{)?proj\}?_?\s*(?:\{[^{}]*\}|\\?[A-Za-z]+)\s*"
    r"(?:\([^()]*\)|\{[^{}]*\}|[A-Za-z])?\s*(?==)"
)
_VALUE_IS = re.compile(r"((?:λ|\\lambda)[^\s=]*\s*=\s*[-−]?[\d/.]+)\s+(?:is|are)\b")
_SIZED = re.compile(r"\b\d\s*(?:×|x|\\times)\s*\d\s+(?=identity|unit|zero|determinant|formula|case)")
_CALLED_OUT = re.compile(r"\b(trace|determinant)(?=\s*\()", re.I)
_CALLED = re.compile(r"\b(adj|Adj|inv)\s+([A-Z])(?![A-Za-z])")
_FUNCTIONS = {"hadamard": ("A", "B"), "cross": ("A", "B"), "adj": ("A",), "inv": ("A",)}
_DOUBLE_BARS = re.compile(r"\|\|([^|]+)\|\|")
_OF = re.compile(r"\b(rank|tr|adj|ker)\s+of\s+(?:the\s+matrix\s+)?", re.I)
_ZEROS_OF = re.compile(
    r"\\text\{\s*(?:zeros|roots|eigenvalues) of\s*\}"
    r"|\b(?:zeros|roots|eigenvalues) of\b(?=\s*[(\[\\dM])(?!\s+[A-Z])"
)
_MULTIPLE = re.compile(
    r"(?<![A-Za-z\\_])([a-eh-z]|[a-eh-z]_\{?\d\}?|[a-eh-z][₁-₉]|[λμαβγ]|\\lambda|\\mu)\s*\((?=[^()=]*,)"
)
_ORNAMENTS = re.compile(r"[✓✔✗□∎■∴∵☐⟹]|\\(?:therefore|because|checkmark|square|blacksquare|qed)\b")
_STEP_BESIDE = re.compile(r"(?<=[\w)])\s*\|\s*[:÷*·×+\-−]\s*\(?[-−]?[\w/.]+\)?\s*$")
_BLOCK_NAME = re.compile(
    r"(?:\\left)?[\[(]\s*[A-Z]\s*(?:\||\\mid|\\vert|¦|\s)\s*(?:[a-z]|I(?:_\d)?|E|\\vec\s*\{?b\}?|\\mathbf\{b\})\s*(?:\\right)?[\])]\s*[=:]?(?=\s*(?:\[|\\left|\\begin|\())"
)
_ALONE = re.compile(r"\\?\b(?P<of>det|rank|tr|trace)\s*(?==|\bis\b|[-−]?\d)", re.I)
# `rank` alone is a function for the reader, which then misses its matrix; in Japanese it is a word.
_NOUNS = {"det": "determinant", "rank": "階数", "tr": "trace", "trace": "trace"}
_NUMBERED = re.compile(
    r"(?:^|(?<=[;,.]))\s*(?P<all>(?:[-−]?\s*\d*\s*[*·×]?\s*\(\d\)\s*[-+−]\s*)+\d*\s*[*·×]?\s*\(\d\))\s*(?=:|gives|→|=>|⇒|->)"
)
_ROMAN = re.compile(
    r"(?:^|(?<=[;,.]))\s*(?P<all>(?:[-−]?\s*\d*\s*[*·×]?\s*(?:III|II|IV|I)\s*[-+−]\s*)+\d*\s*[*·×]?\s*(?:III|II|IV|I))\s*(?=:)"
)
_ROMAN_NUMBERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_SPOKEN = re.compile(r"\b(?:minus|plus|times)\b", re.I)
_SIGNS = {"minus": "-", "plus": "+", "times": "*"}
_NONE = re.compile(
    r"\bno\s+(?:real\s+)?(?:common\s+)?solutions?\b|inconsistent|contradict|impossible|unsolvable|\bhas none\b"
    r"|^\s*none\b|no such|never (?:true|holds)|解なし|解はない|解をもたない|解を持たない|不能|矛盾"
    r"|∅|\\emptyset|\\varnothing|empty set|does(?:n't| not) have (?:a|any) solution",
    re.I,
)
_INFINITE = re.compile(
    r"infinite|infinitely|\bdependent|∞|\bfree\b|\bany\s+(?:real|number|value)|arbitrary|many solutions|family of"
    r"|one[- ]parameter|all real|無数|無限|不定|任意|parameter t\b",
    re.I,
)
_UNIQUE = re.compile(
    r"\b(?:one|unique|exactly one|single|1)\s+solution|\bunique\b|uniquely|only solution|no free"
    r"|ただ一つ|一意|一つの解",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Operation:
    """What is done to rows, as written: `target` (None where it is not said) becomes `expr`, in R_1, R_2 ...; a swap
    has the other row for its expression."""

    expr: Any
    target: Symbol | None = None
    swap: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """That something has so many rows and columns; `undefined` where it is said to have none."""

    of: Any
    rows: int = 0
    columns: int = 0
    undefined: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What stands in a line, in its order.

    Attributes:
        items: readings of mathematics, operations, shapes.
        matrices: what the names of matrices written out stand for.
        claim: "none", "infinite" or "unique", where the words say how many solutions there are; "" otherwise.
        members: letters that are said to be any real numbers.
    """

    text: str
    items: tuple[Reading | Operation | Shape, ...]
    matrices: dict[str, Literal] = field(default_factory=dict)
    claim: str = ""
    members: tuple[str, ...] = ()
    words: str = ""


def claimed_kind(text: str) -> str:
    """How many solutions the words say there are.

    >>> claimed_kind("y and z are free"), claimed_kind("解なし"), claimed_kind("x = 2")
    ('infinite', 'none', '')
    """
    plain = re.sub(r"\bin?dependent (?:variable|equation)s?", "", text)
    if _UNIQUE.search(plain):
        return "unique"
    if _NONE.search(plain):
        return "none"
    return "infinite" if _INFINITE.search(plain) else ""


def read_line(text: str, scope: Scope, is_row: Callable[[str], bool] = lambda letter: True) -> Line:
    """A line, taken apart.

    Arguments:
        scope: what surrounds it.
        is_row: whether R2 and the like, with this letter, are rows here and no names of something else.

    Raises:
        ReadError: it can't be read. A line of words alone has no items.
    """
    if len(text) > LONGEST:
        raise BudgetError(f"the text is longer than {LONGEST} characters", text[:LONGEST], (0, 1))
    told, matrices = found_in(_spelled(text))
    told = _operations_marked(told, is_row)
    members: list[str] = []

    def member(match: re.Match[str]) -> str:
        members.extend(re.findall("[a-z]", match["names"]))
        return " "

    told = _MEMBER.sub(member, told)
    claim = claimed_kind(told)
    told = re.sub(r"∅|\\emptyset|\\varnothing", " ", told)
    told, shapes = _shapes(told, scope)
    told = _GIVES.sub("=", _TIMES.sub(r"\1 * ", told))
    told = _APPLIED.sub(lambda m: f" {m['f']}(M_{{900}}) {'=' if m['is'] else ''}", told)
    if "hadamard" not in scope.functions:
        scope = replace(scope, functions={**scope.functions, **_FUNCTIONS})
    told = _CROSS.sub(lambda m: f"cross({m['a']}, {m['b']})", told)
    told = _ELEMENTWISE.sub(lambda m: f"hadamard({m['a']}, {m['b']})", told)
    items: list[Any] = list(shapes)
    words = ""
    for reading in _read(told, scope, bare=bool(shapes or claim or members)):
        items += _item(reading)
        words += f" {reading.words} {reading.after}"
    if len(items) > MOST_ITEMS:
        raise BudgetError(f"more than {MOST_ITEMS} statements in one line", text, (0, 1))
    return Line(text, tuple(items), matrices, claim, tuple(members), " ".join(words.split()))


def _spelled(text: str) -> str:
    """The same in the notations the reader knows."""
    text = _ORNAMENTS.sub(" ", text)
    text = _CALLED_OUT.sub(lambda m: "tr" if m[0].lower() == "trace" else "det", text)
    text = _VALUE_IS.sub(r"\1 , ", _SIZED.sub(" ", text))
    text = _PROJECTION.sub(f" {PROJECTION[:2]}{{{PROJECTION[2:]}}} ", text)
    text = _CALLED.sub(r"\1(\2)", text)
    text = _DOUBLE_BARS.sub(r"‖\1‖", text)
    text = _ZEROS_OF.sub(" ", _OF.sub(r"\1 ", text))
    text = _MULTIPLE.sub(r"\1*(", text)
    text = _STEP_BESIDE.sub("", text)
    text = _BLOCK_NAME.sub(" ", text)
    text = _ALONE.sub(lambda m: f" the {_NOUNS[m['of'].lower()]} ", text)
    text = _SUBSCRIPTS.sub(lambda m: "_" + m[0].translate(_LOWERED), text)
    text = _LATEX_NAMES.sub(lambda m: f" {m[1] or m[2]} ", text)
    text = _TRANSPOSE.sub("^T", text)
    text = _IS_NOT.sub(" ≠ ", text)
    return _IS_NUMBER.sub(" = ", text).replace("\\lVert", "\\|").replace("\\rVert", "\\|")


def _operations_marked(text: str, is_row: Callable[[str], bool]) -> str:
    """Row operations in the one notation R_{2} -> R_{2} - 2R_{1}, those above an arrow beside it."""

    def reference(match: re.Match[str]) -> str:
        letter = re.match(r"[^A-Za-z]*([A-Za-z])", match[0])
        if letter is not None and not is_row(letter[1]):
            return match[0]
        number = match[2] or match[3]
        return f" R_{{{number}}} "

    told = _NUMBERED.sub(lambda m: re.sub(r"\((\d)\)", r" R_{\1} ", m["all"]), text)
    told = _ROMAN.sub(lambda m: re.sub(r"III|II|IV|I", lambda n: f" R_{{{_ROMAN_NUMBERS[n[0]]}}} ", m["all"]), told)
    if _REFERENCE.search(text):
        told = _REFERENCE.sub(reference, told)
        told = _SPOKEN.sub(lambda m: _SIGNS[m[0].lower()], told)
    told = _OVERSET.sub(lambda m: f" ; {m['over'].replace(chr(92) * 2, ';')} ; ", told)
    while (match := _UNDER_ARROW.search(told)) is not None:
        end = _brace_end(told, match.end())
        inside = re.sub(r"\\substack|\\begin\{\w+\}(?:\{\w+\})?|\\end\{\w+\}", " ", told[match.end() : end])
        told = f"{told[: match.start()]} ; {inside.replace(chr(92) * 2, ';')} ; {told[end + 1 :]}"
    told = _SWAPPED.sub(r"\1 -> \2", told)
    told = _SWAP_WORDS.sub(lambda m: f"{_as_row(m[1])} -> {_as_row(m[2])}", told)
    told = _BACKWARD.sub(r"\1 -> ", told)
    told = _ARROWS.sub("->", told)
    told = re.sub(r"(M_\{\d+\}\)?)\s*(?=-?\s*(?:\(?[\d/.]+\)?\s*)?R_\{)", r"\1 ; ", told)
    told = re.sub(r"(R_\{\d+\}(?:/\d+)?)\s*->\s*(?=(?:det\()?M_\{)", r"\1 ; ", told)
    return re.sub(r"(M_\{\d+\}\)?)\s*(?:->|~)\s*(?=R_\{|[-+]?(?:det\()?M_\{|;)", r"\1 ; ", told)


def _as_row(written: str) -> str:
    return written if written.startswith("R") else f"R_{{{written}}}"


def _brace_end(text: str, start: int) -> int:
    depth = 1
    for i in range(start, len(text)):
        depth += (text[i] == "{") - (text[i] == "}")
        if not depth:
            return i
    return len(text)


def _shapes(text: str, scope: Scope) -> tuple[str, list[Shape]]:
    """The statements about shapes, and the text without them."""
    found: list[Shape] = []

    def taken(match: re.Match[str]) -> str:
        of = _LEAD.sub("", match["of"]).strip()
        of = re.sub(r"^(?:the\s+)?(?:product|result|matrix|shape of|size of|order of)\s+", "", of, flags=re.I)
        try:
            node = read_lines(of, scope=scope)[-1].node
        except ReadError:
            return match[0]
        found.append(Shape(node, int(match["rows"]), int(match["columns"])))
        return " "

    told = _SHAPE.sub(taken, text) if _SIZE.search(text) else text
    undefined = _UNDEFINED.search(told)
    if undefined is not None:
        before = re.split(r"[,;:.]", told[: undefined.start()])[-1]
        before = re.sub(r"\b(?:is|are|does|can|cannot|be)\s*$", "", _LEAD.sub("", before).strip()).strip()
        try:
            found.append(Shape(read_lines(before, scope=scope)[-1].node, undefined=True))
            told = ""
        except ReadError:
            pass
    return told, found


def _read(text: str, scope: Scope, bare: bool) -> tuple[Reading, ...]:
    """The statements of a text; ± stands for both signs, braces around a set say nothing."""
    text = _SETS.sub(" ", text)
    if "\\begin" not in text and "\\frac" not in text and "_{" not in text:
        text = _BRACES.sub(r" \1 ", text)
    if not text.strip(" .,;:\n"):
        return ()
    if _PLUS_MINUS.search(text):
        head = re.match(r"^[^=]*=", text)
        lead = head[0] if head else ""
        text = _PLUS_MINUS.sub("+", text) + " , " + lead + _PLUS_MINUS.sub("-", text[len(lead) :])
    try:
        return read_lines(text, scope=scope)
    except ReadError as error:
        if "only words" in str(error) or (bare and "does not fit" in str(error)):
            return (Reading(text, None, (), False, None, words=text),)  # type: ignore[arg-type]
        raise


def _item(reading: Reading) -> list[Any]:
    node = reading.node
    if node is None:
        return []
    names = symbols_of([node])
    rows = [s for s in names if re.fullmatch(r"R_\d+", s.name)]
    if not rows:
        return [reading]
    if any(s.name.startswith("M_9") for s in names):
        sides = node.args if getattr(node, "rel_op", "") == "==" else ()
        if sides and all(s in rows for s in symbols_of([sides[0]])):  # R2 - 2R1 gives [0 1 | 4]
            return [Operation(sides[0]), replace(reading, node=sides[1])]
        return [reading]
    if isinstance(node, Tuple) and "->" in reading.signs:
        if reading.continues:
            return [Operation(node.args[-1])]
        sides = list(node.args)
        left, right = sides[0], sides[-1]
        if isinstance(left, Symbol) and isinstance(right, Symbol) and left != right:
            return [Operation(right, left, swap=True)]
        if isinstance(left, Symbol):
            return [Operation(right, left)]
        if isinstance(right, Symbol):
            return [Operation(left, right)]
        return [Operation(left)]
    if reading.signs or getattr(node, "rel_op", "") == "==":
        return [reading]
    parts = node.args if isinstance(node, Tuple) else (node,)
    return [Operation(part) for part in parts]

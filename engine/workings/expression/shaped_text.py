"""Expressions in vectors and matrices as typed: `||A x - b||^2`, `x^T A x`, `log det X`, `sum(exp(-y ⊙ (X w)))`.

A small grammar of its own, for here a letter is a matrix, an apostrophe a transpose, and bars are a length. What is
read is a tree of `Part`s; `shaped_build` finds the shapes and makes the nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from workings.expression.errors import BudgetError, ReadError
from workings.expression.shaped_declared import name_of
from workings.expression.vocabulary import FUNCTIONS, GREEK_LETTERS, HEADS, SPECIAL, WORDS

__all__ = ["Part", "letters_in", "read_parts"]

RELATIONS = {
    "<": "<", ">": ">", "<=": "<=", ">=": ">=", "≤": "<=", "≥": ">=",
    "\\le": "<=", "\\leq": "<=", "\\ge": ">=", "\\geq": ">=",
}  # fmt: skip
LONGEST = 2_000  # characters
DEEPEST = 40  # brackets
DIGITS = 30
_GREEK = frozenset({*GREEK_LETTERS.values(), *GREEK_LETTERS, "lambda", "varepsilon", "vartheta", "varphi", "ell"})
_SMALL_WORDS = frozenset({"as", "at", "by", "if", "in", "is", "of", "on", "or", "to"})
_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_HIGH = str.maketrans("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz")

STRUCTURAL = {
    "tr": "tr", "trace": "tr", "Tr": "tr", "det": "det", "logdet": "logdet", "inv": "inv", "inverse": "inv",
    "adj": "adj", "adjugate": "adj",
    "diag": "diag", "vec": "vec", "sum": "total", "norm": "norm", "norm2": "norm", "kron": "kron",
    "crossentropy": "crossentropy", "transpose": "transpose", "unvec": "unvec",
    "mean": "mean", "var": "var", "std": "std",
    "softmax": "softmax", "logsumexp": "logsumexp", "lse": "logsumexp", "LSE": "logsumexp", "ones": "ones",
    "vector": "ones", "eye": "eye",
    "matrix": "ones", "norm1": "norm1", "dot": "dot", "frobenius": "norm", "identity": "eye",
}  # fmt: skip
ENTRYWISE = frozenset(
    name for name, head in FUNCTIONS.items() if head in HEADS or head in ("sqrt", "cbrt", "lg")
) | frozenset(name for name in SPECIAL if name not in ("logsumexp", "softmax", "logsoftmax", "hurwitz", "Beta"))

_TURN = r"(?:T(?!r\b)|\\top\b|\\intercal\b|\\mathsf\s*\{T\}|⊤)"
_ONE = r"(?:𝟏|𝟙|\\(?:mathbf|mathbb|boldsymbol|bm)\s*(?:\{\s*1\s*\}|1))"
_TOKEN = re.compile(
    r"\s*(?:(?P<space>\\[,;:! ]|~|\\left\b|\\right\b|\\big[lr]?\b|\\Big[lr]?\b)"
    rf"|(?P<one>{_ONE})"
    r"|(?P<step>>\s*0\s*\])"
    r"|(?P<relation><=|>=|[≤≥<>]|\\leq?\b|\\geq?\b)"
    r"|(?P<rows>\\begin\s*\{cases\})|(?P<end>\\end\s*\{cases\})|(?P<row>;|\\\\)"
    r"|(?P<where>&?\s*(?:\bif\b|\\text\s*\{\s*if\s*\}))"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?)"  # not \d, which the bold one of 𝟏 is too
    r"|(?P<bars>\|\||‖|∥|\\\||\\[lr]?Vert\b)"
    r"|(?P<bar>\||\\[lr]?vert\b)"
    rf"|(?P<tinv>⁻ᵀ|\^\s*(?:[-−]\s*{_TURN}|\{{\s*[-−]\s*{_TURN}\s*\}}))"
    rf"|(?P<top>\^\s*(?:{_TURN}|\{{\s*{_TURN}\s*\}})|ᵀ|⊤|'|\.T\b)"
    r"|(?P<inv>⁻¹|\^\s*(?:[-−]\s*1(?![0-9])|\{\s*[-−]\s*1\s*\}|\(\s*[-−]\s*1\s*\)))"
    r"|(?P<sup>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<high>[ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ])"
    r"|(?P<each>\.\^|∘(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])|\^\s*\{\s*\\(?:circ|odot)\b)"
    r"|(?P<had>\.\*|⊙|∘|\\odot\b|\\circ\b)"
    r"|(?P<quot>\./|⊘|\\oslash\b)"
    r"|(?P<kron>⊗|\\otimes\b)"
    r"|(?P<commutation>K_?[({]\s*\w+\s*,\s*\w+\s*[)}])"
    r"|(?P<frac>\\[dt]?frac\b)"
    r"|(?P<root>\\sqrt\b|√)"
    r"|(?P<op>\*\*|\\cdot\b|\\times\b|[-+*/@·×^(),−_{}\[\]])"
    r"|(?P<styled>\\(?:mathbf|boldsymbol|bm|mathrm|operatorname|mathit|text)\s*\{[^{}]*\})"
    r"|(?P<name>\\?[A-Za-zα-ωΑ-Ω]+(?:(?:_?[0-9]+|_\{?[A-Za-z0-9]+\}?|_\{\\mathrm\{[A-Za-z0-9]+\}\}|[₀-₉]+))?))"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an expression as typed: what it does, to which parts, and where it stands."""

    kind: str
    parts: tuple[Part, ...] = ()
    value: Any = None
    span: tuple[int, int] = (0, 0)


def read_parts(text: str, names: Iterable[str] = (), *, wide: bool = False) -> Part:
    """The tree of an expression; `names` are letters of several characters that were declared.

    `a / b c` is (a/b) c, or with `wide` a/(b c).

    Raises:
        ReadError: it can't be read; it shows the place.
    """
    if len(text) > LONGEST:
        raise BudgetError(f"the text is longer than {LONGEST} characters", text, (LONGEST, LONGEST + 1))
    reader = _Reader(text, frozenset(names), wide)
    part = reader.sum()
    if reader.kind:
        raise reader.error("this does not fit here", "the end, or + - and factors")
    return part


def letters_in(part: Part) -> list[str]:
    """The names of the letters of a tree, each once, as they are met from the left."""
    found: dict[str, None] = {}
    stack = [part]
    while stack:
        here = stack.pop()
        if here.kind == "letter":
            found.setdefault(here.value)
        stack.extend(reversed(here.parts))
    return list(found)


class _Reader:
    """One pass over the tokens."""

    def __init__(self, text: str, names: frozenset[str], wide: bool) -> None:
        self.text = text
        self.wide = wide
        self.names = names
        self.end = 0
        self.depth = 0
        self.kind = self.value = ""
        self.start = 0
        self.next()

    def next(self) -> None:
        while True:
            found = _TOKEN.match(self.text, self.end)
            if found is None:
                rest = self.text[self.end :].strip()
                if rest:
                    place = len(self.text) - len(self.text[self.end :].lstrip())
                    wanted = "a letter, a number or an operation"
                    raise ReadError(f"{rest[0]!r} is not known here", self.text, (place, place + 1), wanted)
                self.kind, self.value, self.start = "", "", len(self.text)
                return
            self.kind = str(found.lastgroup)
            self.value = found[self.kind]
            self.start, self.end = found.start(self.kind), found.end()
            if self.kind != "space":
                break
        if self.kind == "styled":
            self.kind, self.value = "name", self.value[self.value.index("{") + 1 : -1].strip()
        elif self.kind == "name":
            self._shorten()

    def _shorten(self) -> None:
        """A run of letters is cut to the first name in it: `Ax` is A and x, `W1x` is W1 and x, `det` a function."""
        run = self.value
        if run.startswith("\\") or run in ("max", "maximum"):
            return
        letters = re.match(r"[A-Za-zα-ωΑ-Ω]+", run)
        word = letters[0] if letters else run
        if run in self.names or run in STRUCTURAL or run in ENTRYWISE or word in STRUCTURAL or word in ENTRYWISE:
            self.value = run if run in self.names or run in STRUCTURAL or run in ENTRYWISE else word
        else:
            ahead = [n for n in (*self.names, *WORDS) if run.startswith(n)]
            if self._is_word(word):
                raise self.error(f"{word!r} is not known here", "single letters, or a declared name")
            first = max(ahead, key=len, default=run[0])
            if len(first) < len(word) or first != word:
                self.value = first if len(first) < len(word) else run
            else:
                self.value = run
        self.end = self.start + len(self.value)

    def _is_word(self, run: str) -> bool:
        """Whether small letters in a row are a word that is not known, rather than a product of letters."""
        small = (len(run) > 2 or run in _SMALL_WORDS) and run.isascii() and run.islower() and run not in WORDS
        return small and run not in ("max", "maximum") and not all(letter in self.names for letter in run)

    def error(self, message: str, expected: str) -> ReadError:
        return ReadError(message, self.text, (self.start, max(self.start + 1, self.start + len(self.value))), expected)

    def took(self, *values: str) -> bool:
        if self.kind == "op" and self.value in values:
            self.next()
            return True
        return False

    def made(self, kind: str, parts: tuple[Part, ...] = (), value: Any = None) -> Part:
        start = parts[0].span[0] if parts else self.start
        return Part(kind, parts, value, (start, self.start))

    def sum(self) -> Part:
        negative = self.took("-", "−")
        if not negative:
            self.took("+")
        terms = [self.product()]
        if negative:
            terms = [self.made("negative", (terms[0],))]
        while self.kind == "op" and self.value in "+-−":
            plus = self.value == "+"
            self.next()
            term = self.product()
            terms.append(term if plus else self.made("negative", (term,)))
        return terms[0] if len(terms) == 1 else self.made("sum", tuple(terms))

    def product(self) -> Part:
        """Factors side by side bind tighter than ⊙, ⊗ and /: y ⊙ X w is y ⊙ (X w)."""
        part = self.chain()
        while True:
            if self.kind in ("had", "quot", "kron"):
                kind = {"had": "hadamard", "quot": "quotient", "kron": "kron"}[self.kind]
                self.next()
                part = self.made(kind, (part, self.chain()))
            elif self.took("/"):
                if self.wide and self.kind != "number":
                    part = self.made("divide", (part, self.chain()))
                    continue
                part = self.made("divide", (part, self.factor()))
                part = self._more(part)
            else:
                return part

    def _more(self, part: Part) -> Part:
        """What follows a fraction without a sign: 1/2 x^T x is (1/2) x^T x."""
        factors = [part]
        while self._continues():
            factors.append(self.factor())
        return part if len(factors) == 1 else self.made("product", tuple(factors))

    def chain(self) -> Part:
        factors = [self.signed()]
        while self._continues():
            factors.append(self.factor())
        return factors[0] if len(factors) == 1 else self.made("product", tuple(factors))

    def signed(self) -> Part:
        if self.took("-", "−"):
            return self.made("negative", (self.chain(),))
        return self.factor()

    def _continues(self) -> bool:
        if self.took("*", "@", "·", "×", "\\cdot", "\\times"):
            return True
        return self._touches()

    def _touches(self) -> bool:
        """Whether a factor follows without a sign."""
        if self.kind == "bars":
            return self.depth_of_bars == 0
        begins = ("name", "number", "frac", "root", "one", "commutation", "rows")
        return self.kind in begins or (self.kind == "op" and self.value in "([{")

    depth_of_bars = 0

    def factor(self) -> Part:
        part = self.atom()
        if part.kind == "constant" and part.value == "e" and self.took("^", "**"):
            part = self.made("call", (self._above(),), "exp")
        elif part.kind == "constant" and part.value == "e" and self.kind == "high":  # eᵗ
            letter = Part("letter", (), self.value.translate(_HIGH), (self.start, self.start + 1))
            self.next()
            part = self.made("call", (letter,), "exp")
        while True:
            if self.kind == "top":
                self.next()
                part = self.made("transpose", (part,))
            elif self.kind == "tinv":
                self.next()
                part = self.made("transpose", (self.made("inv", (part,)),))
            elif self.kind == "inv":
                self.next()
                part = self.made("inv", (part,))
            elif self.kind == "sup":
                n = Fraction(int(self.value.translate(_RAISED)))
                self.next()
                part = self.made("each" if self._is_bare_call(part) else "power", (part,), n)
            elif self.took("^", "**"):
                part = self.made("each" if self._is_bare_call(part) else "power", (part,), self.exponent())
            elif self.kind == "each":
                braces = self.value.startswith("^")
                self.next()
                part = self.made("each", (part,), self.exponent())
                if braces and not self.took("}"):
                    raise self.error("a brace is not closed", "'}'")
            elif part.kind == "norm" and self.took("_"):
                part = self._norm_index(part)
            elif part.kind == "power" and part.parts[0].kind == "norm" and self.took("_"):  # ‖A‖²_F
                part = replace(part, parts=(self._norm_index(part.parts[0]),))
            else:
                return part

    def _is_bare_call(self, part: Part) -> bool:
        """f(A), of which the square is that of every entry; (f(A))² is a product of matrices."""
        return part.kind == "call" and self.text[part.span[0]] not in "([{"

    def _norm_index(self, part: Part) -> Part:
        braces = self.took("{")
        p: Fraction | None = None
        if self.kind == "number":
            p = self._number()
        if self.value != "F" if p is None else p < 1 or p.denominator != 1:
            raise self.error("this norm is not known", "F, or a whole number")
        if p is None:
            self.next()
        if braces and not self.took("}"):
            raise self.error("a brace is not closed", "'}'")
        kind = "norm" if p in (None, 2) else "norm1" if p == 1 else "pnorm"
        return Part(kind, part.parts, p if kind == "pnorm" else part.value, part.span)

    def _above(self) -> Part:
        """The exponent of e, an expression."""
        if self.kind == "op" and self.value in "({":
            return self.bracket({"(": ")", "{": "}"}[self.value])[0]
        return self.made("negative", (self.atom(),)) if self.took("-", "−") else self.atom()

    def exponent(self) -> Fraction:
        if self.kind == "sup":
            raised = Fraction(int(self.value.translate(_RAISED)))
            self.next()
            return raised
        close = "})"["{(".index(self.value)] if self.kind == "op" and self.value in "{(" else ""
        if close:
            self.next()
        sign = -1 if self.took("-", "−") else 1
        if self.kind != "number":
            raise self.error("this is no exponent", "a number, -1 or T")
        value = self._number()
        if close and self.took("/"):
            below = self._number()
            if below == 0:
                raise self.error("a division by zero", "another number")
            value = value / below
        if close and not self.took(close):
            raise self.error("the exponent is not closed", repr(close))
        return sign * value

    def _number(self) -> Fraction:
        if self.kind != "number":
            raise self.error("a number is missing", "a number")
        if len(self.value) > DIGITS:
            raise BudgetError(f"a number of more than {DIGITS} digits", self.text, (self.start, self.end))
        value = Fraction(self.value)
        self.next()
        return value

    def atom(self) -> Part:
        kind, value = self.kind, self.value
        if kind == "rows":
            return self.bracket("")[0]
        if kind == "number":
            number = self._number()
            return self.made("number", (), number)
        if kind == "op" and value in "([{":
            start = self.start
            found = self.bracket({"(": ")", "[": "]", "{": "}"}[value])
            if len(found) > 1:
                place = (start, self.start)
                raise ReadError("a comma does not fit in these brackets", self.text, place, "one expression")
            return replace(found[0], span=(start, self.start))
        if kind == "one":
            return self._ones()
        if kind == "commutation":
            start = self.start
            self.next()
            sizes = re.findall(r"\w+", value[1:].lstrip("_"))
            return Part("commutation", tuple(self._dimension(size) for size in sizes), None, (start, self.start))
        if kind == "bars":
            start = self.start
            self.next()
            self.depth_of_bars += 1
            inside = self.sum()
            self.depth_of_bars -= 1
            if self.kind != "bars":
                raise self.error("the bars of a length are not closed", "'||'")
            self.next()
            return Part("norm", (inside,), None, (start, self.start))
        if kind == "bar":
            start = self.start
            self.next()
            inside = self.sum()
            if self.kind != "bar":
                raise self.error("a bar is not closed", "'|'")
            self.next()
            return Part("size", (inside,), None, (start, self.start))
        if kind == "frac":
            self.next()
            above = self.bracket("}")[0] if self.value == "{" else self.atom()
            below = self.bracket("}")[0] if self.value == "{" else self.atom()
            return self.made("divide", (above, below))
        if kind == "root":
            self.next()
            return self.made("call", (self.factor() if self.value not in ("(", "{") else self.atom(),), "sqrt")
        if kind == "name":
            return self.named()
        raise self.error("something is missing", "a letter, a number, a function or a bracket")

    def _ones(self) -> Part:
        """𝟏, the vector of ones, perhaps with its size below; before a bracket with > it is the indicator [U > 0]."""
        start = self.start
        self.next()
        if self.kind == "op" and self.value == "[":
            inside = self.bracket("]")[0]
            if inside.kind != "step":
                raise self.error("this is no condition", "as in 𝟏[x > 0]")
            return inside
        if not self.took("_"):
            return Part("one", (), None, (start, self.start))
        braces = self.took("{", "(")
        size = ""
        while (braces or not size) and self.kind in ("name", "number"):  # 𝟏_{mn}
            size += self.value
            self.next()
        if not size:
            raise self.error("this is no dimension", "a letter such as n, or a whole number")
        if braces and not self.took("}", ")"):
            raise self.error("a brace is not closed", "'}'")
        return Part("ones", (self._dimension(size),), None, (start, self.start))

    def _dimension(self, size: str) -> Part:
        return Part("dimension", (), int(size) if size.isdigit() else size, (self.start, self.start))

    def named(self) -> Part:
        start, value = self.start, self.value.lstrip("\\")
        name = GREEK_LETTERS.get(value, value)
        self.next()
        opened = self.kind == "op" and self.value == "("
        if value == "d" and value not in self.names and self._is_changed():
            return self.made("change", (self.factor(),))
        if value in self.names or name_of(value) in self.names:
            return Part("letter", (), name_of(value), (start, self.start))
        if name == "sigma" and opened:
            value = "sigmoid"
        if value in STRUCTURAL and (opened or value not in ("vector", "matrix")):
            return self.called(STRUCTURAL[value], start)
        if value in ENTRYWISE:
            return self.called("call", start, value)
        if value in ("max", "maximum") and opened:
            return self._larger(start)
        if name in ("pi", "e"):
            return Part("constant", (), name, (start, self.start))
        if self.text[start] == "\\" and re.match("[A-Za-z]*", value)[0] not in _GREEK:  # type: ignore[index]
            raise ReadError(f"{value!r} is not known here", self.text, (start, self.start), "a letter or a function")
        if name_of(value).startswith("I_"):
            return Part("eye", (self._dimension(name_of(value)[2:]),), None, (start, self.start))
        return Part("letter", (), name_of(value), (start, self.start))

    def _larger(self, start: int) -> Part:
        """max(0, u), which is relu(u)."""
        found = self.bracket(")")
        others = [part for part in found if not (part.kind == "number" and part.value == 0)]
        if len(found) != 2 or len(others) != 1:
            raise ReadError("a maximum is read as max(0, u) only", self.text, (start, self.start), "max(0, u)")
        return Part("call", (others[0],), "relu", (start, self.start))

    def _is_changed(self) -> bool:
        """Whether a d before it means its differential: d(A x), d tr(A X), d‖x‖²."""
        word = self.value.lstrip("\\")
        return (
            self.kind == "bars"
            or (self.kind == "op" and self.value == "(")
            or (self.kind == "name" and (word in STRUCTURAL or word in ENTRYWISE))
        )

    def called(self, kind: str, start: int, value: Any = None) -> Part:
        raised: Fraction | None = None  # sech²(x)
        if (kind == "call" and self.kind == "sup") or (kind == "call" and self.took("^")):
            raised = self.exponent()
        if self.kind == "op" and self.value in ("(", "{"):
            parts = tuple(self.bracket(")" if self.value == "(" else "}"))
        else:
            parts = (self.factor(),)
            if self._touches():
                raise self.error(f"it is not clear how far {value or kind} reaches", "brackets, as in tr(A B)")
        takes = {"kron": (2,), "dot": (2,), "ones": (1, 2), "crossentropy": (2,), "unvec": (1, 3)}.get(kind, (1,))
        if len(parts) not in takes:
            raise self.error(f"{value or kind} takes {takes[-1]} argument{'s' if takes[-1] > 1 else ''}", "as many")
        part = Part(kind, parts, value, (start, self.start))
        return part if raised is None else Part("each", (part,), raised, part.span)

    def _rows(self, value: Part) -> Part:
        """{u if |u| <= 1; sign(u) if |u| > 1}: values and conditions, row by row."""
        parts, signs = [value], []
        while True:
            if self.kind != "where":
                raise self.error("a case has no condition", "'if'")
            self.next()
            decides = self.sum()
            parts.append(replace(decides, kind="call", value="abs") if decides.kind == "size" else decides)
            if self.kind != "relation":
                raise self.error("this is no condition", "one of < > <= >=")
            signs.append(RELATIONS[self.value])
            self.next()
            parts.append(self.sum())
            if self.kind != "row":
                return self.made("cases", tuple(parts), tuple(signs))
            self.next()
            parts.append(self.sum())

    def bracket(self, close: str) -> list[Part]:
        """What stands in brackets, commas between."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise BudgetError(f"more than {DEEPEST} brackets in each other", self.text, (self.start, self.start + 1))
        bars, self.depth_of_bars = self.depth_of_bars, 0
        self.next()
        found = [self.sum()]
        while self.took(","):
            found.append(self.sum())
        if close in ("}", "") and self.kind == "where":
            found = [self._rows(found[0])]
            if not close and self.kind == "end":
                self.next()
                self.depth -= 1
                self.depth_of_bars = bars
                return found
        if close == "]" and self.kind == "step":  # [U > 0], 1 where it holds and 0 elsewhere
            found = [self.made("step", tuple(found))]
            self.next()
            self.depth -= 1
            self.depth_of_bars = bars
            return found
        if not self.took(close):
            raise self.error("a bracket is not closed", repr(close))
        self.depth -= 1
        self.depth_of_bars = bars
        return found

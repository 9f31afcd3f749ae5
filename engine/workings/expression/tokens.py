"""Text to tokens: plain text, Unicode and LaTeX together, each told by its own characters.

A token is (kind, value, start, end). Kinds that are one sign are named by it (`+`, `^`); the rest are words. Nothing is
dropped but white space and LaTeX spacing: what is no token is an error at its place. The patterns stand beside the one
scanner that uses them.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import Any

from sympy import Integer, Rational

from workings.expression.budget import Budget
from workings.expression.errors import BudgetError, ReadError
from workings.expression.events import is_event, read_probability
from workings.expression.formulas import FORMULAS
from workings.expression.latex_words import FACES, LINES, MATRICES, SKIPPED
from workings.expression.prose import OPERATIONS, PIECE_WORDS, is_prose, split_word, word_of_prose
from workings.expression.quotient_signs import SPACE, quotient_sign
from workings.expression.signs import SIGNS, TWINS
from workings.expression.vocabulary import (
    ALIASES,
    COMMANDS,
    FUNCTION_LETTERS,
    FUNCTIONS,
    GREEK_LETTERS,
    KINDS,
    LOWERED,
    PARAMETRISED,
    PLAIN,
    RAISED,
    SPECIAL,
    UPRIGHT,
    WORDS,
)

__all__ = ["Token", "tokenise"]

Token = tuple[str, Any, int, int]

_NAMES_WITH_DIGITS = ALIASES.keys() | FORMULAS.keys() | SPECIAL.keys()
_WITH_UNDERSCORES = re.compile(r"[A-Za-z]+(?:_?[A-Za-z0-9]+)*+(?=\s*\()")
_RAISED_ORDER = re.compile(r"\^\s*\{\s*\(\s*(\d{1,2})\s*\)\s*\}\s*(?:\\left\s*)?(?=\()")
_GREEK_CHARS = "".join(GREEK_LETTERS)
_TOKEN = re.compile(
    rf"""
    (?P<space>(?:[ \t]|\\[,;:!\ ]|\\q?quad(?![A-Za-z]))+)
  | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+(?![A-Za-z0-9_(^.]))?|\.[0-9]+)
  | (?P<word>[A-Za-z]+)
  | (?P<sign>\*\*|\.\*|\./|<=|>=|!=|<>|==|->|=>|:=|''|[-+*/^=<>!%,;:()\[\]{{}}|&_'"?.·×÷≤≥≠√∛∜∂∇∫∑∏‖∞⊤→~⌊⌋⌈⌉⟨⟩\n])
  | (?P<newline>\\\\(?:{SPACE}\[[^\]]*\])?|\r\n?)
  | (?P<command>\\[A-Za-z]+|\\[{{}}|%])
  | (?P<greek>[{_GREEK_CHARS}])
  | (?P<raised>[{"".join(map(re.escape, RAISED))}]+)
  | (?P<lowered>[{"".join(LOWERED)}]+)
  | (?P<script>[\u3040-\u30ff\u3400-\u9fff]+)
  | (?P<fraction>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒])
    """,
    re.VERBOSE,
)
_BASE = re.compile(r"(2|10)(?=\s*\(|\s+[A-Za-z\\])")
_DIGITS = re.compile(r"[0-9]+")
_ASKED = re.compile(rf"={SPACE}\?")
_ASIDE = re.compile(r"\(\s*([A-Za-z]{2,})\s[^()]*\)")
_QUOTED = re.compile(r"\\text(?:rm)?\{([^{}]*)\}")
# an index that is calculated, before the argument or before what is raised in brackets
_ORDER = re.compile(r"_(?:\{[^{}]*\}|\([^()]*\))\s*(?:\^\s*\{\s*\(|(?:\\left\s*)?\()")
_FAMILIES = {letter for letter, indexed in UPRIGHT if indexed} | {letter for letter, _ in (*PARAMETRISED, *KINDS)}
_SUBSCRIPT = re.compile(
    r"_(?:\{\s*\\(?:mathrm|text|textrm|mathit)\{(\w+)\}\s*\}|\{\s*(\w+(?:\s*,\s*\w+)*)\s*\}"
    r"|(\d+|[A-Za-z]+)|\\([A-Za-z]+)|\{\s*\\([A-Za-z]+)\s*\}|([^\W\d_a-zA-Z]))"
)
_BEFORE_DERIVATIVE = re.compile(r"d[A-Za-z]?\s*/\s*d[A-Za-z](?![A-Za-z])")
_TEXT = re.compile(r"\s*\{([^{}]*)\}")
_ENVIRONMENT = re.compile(r"\s*\{(\w+\*?)\}(\s*\{[lcr|\s]*\})?")
_OPEN = re.compile(r"\s*(?:\\left)?\(")
_MATHEMATICS = re.compile(r"[$`]|(?<!\\)\\[()\[\]]")  # $...$, \(...\) and \[...\] say that this is mathematics
_DELIMITER = re.compile(r"\s*(\.)?")
_LEFT_RIGHT = re.compile(r"\\(left|right)(?![A-Za-z])")
_BAR_AT = re.compile(r"\s*(?:\||\\[r]?vert)\s*_")
# Σ_{k = 1} is a sum, whatever letter stands for the sign, and so is Σ_i or Σ before what carries an index;
# sum_, prod_ and int_ are their names in plain text.
_INDEX_OF = re.compile(r"\s*_\s*[{(]\s*[A-Za-z]\s*=")
_INDEX_ALONE = re.compile(r"\s*(?:_\s*(?:([i-n])|\{\s*([i-n])\s*\})|([ᵢⱼₖₗₘₙ]))?\s*(?=[A-Za-zα-ωΣΠ∑∏(\\\[0-9√|])")
_INDEX_ON = re.compile(r"(?<=[A-Za-zα-ω])(?:_\{?([i-n]{1,2})\b|([ᵢⱼₖₗₘₙ]+))")
_BIG = {"sum": ("indexed", "sum"), "prod": ("indexed", "product"), "int": ("integral", "")}
_BIG_LETTERS = {"Σ": _BIG["sum"], "Π": _BIG["prod"]}
_COLUMNS = re.compile(r"[^=&]*&")
_APPROACH = re.compile(r"\s*_?\s*[{(\[]?\s*[A-Za-z]\s*(?:→|->|\\to\b|\\rightarrow\b)")
_LOWERED_DIGITS = re.compile(r"[₀-₉]+")
# {}_{2}F_{1}( with its lists separated by semicolons
_HYPERGEOMETRIC = re.compile(r"\{\}\s*_\s*\{?\d+\}?\s*F\s*_\s*\{?\d+\}?(?=\s*(?:\\left\s*)?\()")
# The counts of Meijer's G, of which the upper two say how its lists are divided.
_MEIJER = re.compile(r"_\{\s*\d+\s*,\s*\d+\s*\}\s*\^\{\s*(\d+)\s*,\s*(\d+)\s*\}(?=\s*(?:\\left\s*)?\()")
_CALLED = re.compile(r"\s*(?:\\left\s*|\\[bB]igl?\s*)?\(")

_FULLWIDTH_QUOTES = {"″": "''", "‴": "'''"}


def tokenise(
    text: str, budget: Budget, known: frozenset[str] = frozenset(), prose: bool = False
) -> tuple[list[Token], list[tuple[str, int, int]]]:
    """The tokens of `text`, ending in one of kind `end`, and remarks (message, start, end) about doubtful words.

    With `prose`, words that are no mathematics are tokens of kind `word`; without, they are errors.

    Raises:
        ReadError: a character or word that is no mathematics.
        BudgetError: text or a number too long.
    """
    if len(text) > budget.length:
        raise BudgetError(
            f"the text has {len(text)} characters, more than the {budget.length} allowed", text[: budget.length], (0, 1)
        )
    reader = _Tokeniser(text, budget, known, prose)
    reader.run()
    return reader.tokens, reader.remarks


def _carried(text: str) -> frozenset[str]:
    """The letters that stand as indices in a text: i of x_i, i and j of a_ij."""
    found = "".join(plain or "".join(LOWERED[c] for c in low) for plain, low in _INDEX_ON.findall(text))
    return frozenset(found)


class _Tokeniser:
    __slots__ = ("budget", "closing", "known", "plain", "prose", "remarks", "text", "tokens")

    def __init__(self, text: str, budget: Budget, known: frozenset[str], prose: bool = False) -> None:
        self.text = text
        self.plain = text if text.isascii() else text.translate(PLAIN)
        if "$" in text or "\\" in text or "`" in text:
            self.plain = _MATHEMATICS.sub(lambda m: " " * len(m[0]), self.plain)
        self.prose = prose
        if prose and "\\text" in text:
            self.plain = _QUOTED.sub(lambda m: " " * (m.start(1) - m.start()) + m[1] + " ", self.plain)
        self.budget = budget
        self.known = known
        self.closing: set[int] = set()  # where a \right closes a bracket that no sign opened
        self.tokens: list[Token] = []
        self.remarks: list[tuple[str, int, int]] = []

    def run(self) -> None:
        plain, add, match = self.plain, self.tokens.append, _TOKEN.match
        at, length = 0, len(plain)
        while at < length:
            found = match(plain, at)
            if found is None:
                at = self._odd(at)
                continue
            kind, end = found.lastgroup, found.end()
            if kind == "space":
                at = end
            elif kind == "number":
                add(("number", self._number(at, end), at, end))
                at = end
            elif kind == "sign" and plain[at] == "{" and (hyper := _HYPERGEOMETRIC.match(plain, at)):
                add(("called", "pFq", at, hyper.end()))
                at = hyper.end()
            elif kind == "sign":
                sign = found.group()
                if self.prose and (after := self._aside(sign, at)):
                    at = after
                elif sign == "∂":
                    at = self._derivative(at) or self._sign(sign, at, end)
                else:
                    at = self._sign(sign, at, end)
            elif kind == "word":
                at = self._word(found.group(), at, end)
            elif kind == "command":
                at = self._command(found.group()[1:], at, end)
            elif kind == "greek":
                if plain[at] in _BIG_LETTERS and self._sums(at, end):
                    add((*_BIG_LETTERS[plain[at]], at, end))
                    at = self._low_index(end)
                else:
                    at = self._named(GREEK_LETTERS[plain[at]], at, end)
            elif kind == "raised":
                at = self._raised(at, end)
            elif kind == "newline":
                add(("newline", "", at, end))
                at = end
            elif kind == "fraction":
                top, _, bottom = unicodedata.normalize("NFKC", plain[at]).partition("⁄")
                add(("number", Rational(int(top), int(bottom)), at, end))
                at = end
            elif kind == "script" and self.prose:
                add(("word", found.group(), at, end))
                at = end
            elif kind == "script":
                at = self._odd(at)
            else:
                at = self._lowered(at, end)
        add(("end", "", length, length))

    def _lowered(self, at: int, end: int) -> int:
        """The index of a function, as in Li₂(x); that of a letter belongs to its name, and is read with it."""
        found = _LOWERED_DIGITS.match(self.plain, at)
        if found is None or not self.tokens or self.tokens[-1][0] != "called":
            raise self._error("a subscript without a letter before it", at, end, "a letter")
        digits = Integer("".join(LOWERED[c] for c in found.group()))
        self.tokens += [("_", "_", at, at), ("number", digits, at, found.end())]
        return found.end()

    def _error(self, message: str, start: int, end: int, expected: str = "") -> ReadError:
        return ReadError(message, self.text, (start, end), expected)

    def _sign(self, sign: str, start: int, end: int) -> int:
        if (
            sign == "^"
            and (order := _RAISED_ORDER.match(self.plain, start))
            and self._is_differentiated(order.end(), order[1])
        ):
            self.tokens.append(("'", order[1], start, order.end()))
            return order.end()
        kind, value = SIGNS.get(sign, (sign, sign))
        self.tokens.append((kind, value, start, end))
        return self._low_index(end) if kind == "indexed" else end

    def _is_differentiated(self, after: int, order: str) -> bool:
        """Whether ^{(2)} behind the last token is a second derivative: it is behind a function's letter, before (."""
        kind, value, start, _ = self.tokens[-1] if self.tokens else ("", "", 0, 0)
        if kind != "name" or not self.plain.startswith("(", after):
            return False
        if "_" in value and (value.partition("_")[0], int(order)) in KINDS:
            return False
        if "_" in value:
            what = self.plain[start:after]
            raise self._error(
                f"{what} can be a derivative, or the function with another parameter", start, after, f"{value}''(x)"
            )
        return value in FUNCTION_LETTERS or value in self.known

    def _aside(self, sign: str, at: int) -> int | None:
        """In prose, `= ?` is a question, and a bracket that begins with a word is an aside."""
        if sign == "=":
            asked = _ASKED.match(self.plain, at)
            if asked:
                self.tokens.append(("?", "?", at, asked.end()))
                return asked.end()
        elif sign == "(":
            aside = _ASIDE.match(self.plain, at)
            if aside and is_prose(aside[1], self.known):
                self.tokens.append(("word", aside.group(), at, aside.end()))
                return aside.end()
        return None

    def _number(self, start: int, end: int) -> Any:
        digits = self.plain[start:end]
        if len(digits) > self.budget.digits:
            raise BudgetError(
                f"a number of {len(digits)} digits, more than the {self.budget.digits} allowed", self.text, (start, end)
            )
        if digits.isdigit():
            return Integer(int(digits))
        mantissa, _, exponent = digits.lower().partition("e")
        whole, _, decimals = mantissa.partition(".")
        shift = (int(exponent) if exponent else 0) - len(decimals)
        if abs(shift) > self.budget.digits:
            raise BudgetError(
                f"10^{exponent} has more than the {self.budget.digits} digits allowed", self.text, (start, end)
            )
        if exponent:
            self.remarks.append((f"{digits} is read as {mantissa} times 10 to the {int(exponent)}", start, end))
        return Rational(int(whole + decimals or "0") * 10 ** max(shift, 0), 10 ** max(-shift, 0))

    def _odd(self, at: int) -> int:
        char = self.plain[at]
        if char in _FULLWIDTH_QUOTES:
            self.tokens.append(("'", str(len(_FULLWIDTH_QUOTES[char])), at, at + 1))
            return at + 1
        decomposed = unicodedata.normalize("NFD", char)
        if len(decomposed) == 2 and decomposed[0].isascii() and decomposed[1] in "\u0307\u0302\u0304":
            accent = {"\u0307": "dot", "\u0302": "hat", "\u0304": "bar"}[decomposed[1]]
            self.tokens += [("accent", accent, at, at), ("name", decomposed[0], at, at + 1)]
            return at + 1
        name = unicodedata.name(char, f"U+{ord(char):04X}")
        twin = TWINS.get(name, "")
        hint = f"the Latin {twin!r}, which looks the same" if twin else ""
        shown = f"{char!r} ({name})" if char.isprintable() else name
        raise self._error(f"the character {shown} is no mathematics that can be read", at, at + 1, hint)

    # Words

    def _word(self, word: str, start: int, end: int) -> int:
        if word in _BIG and self.plain[end : end + 1] == "_":
            self.tokens.append((*_BIG[word], start, end))
            return end
        whole = _WITH_UNDERSCORES.match(self.plain, start)
        if whole is not None and (whole[0] in _NAMES_WITH_DIGITS):
            self.tokens.append(("called", whole[0], start, whole.end()))
            return whole.end()
        if word == "lim" and _APPROACH.match(self.plain, end):
            self.tokens.append(("lim", "", start, end))
            return end
        if word in OPERATIONS and word not in self.known:
            raise self._error(f"{word!r} is an operation that is not known here", start, end)
        if self.prose:
            before = self.tokens[-1][0] if self.tokens else ""
            token = word_of_prose(self.plain, start, word, self.known, before)
            if token:
                self.tokens.append(token)
                return token[3]
        if word[0] == "d" or "d" in word:
            after = self._derivative(start) if word[0] == "d" else None
            if after:
                return after
            cut = _BEFORE_DERIVATIVE.search(self.plain, start + 1, end + 4)
            if cut and cut.start() < end:
                word, end = word[: cut.start() - start], cut.start()
        if word in ("P", "Pr"):
            after = self._probability(start, end)
            if after:
                return after
        if len(word) == 1:
            return self._letter(word, start, end)
        pieces = split_word(word, self.known, self.prose)
        if pieces is None:
            if self.prose or word in PIECE_WORDS:
                self.tokens.append(("word", word, start, end))
                return end
            raise self._error(
                f"the word {word!r} is not known here", start, end, "a function, or letters with * between"
            )
        if pieces[0][0] == "function" and pieces[0][1] in ("log", "atan") and len(pieces) == 1:
            return self._logarithm(pieces[0][1], start, end)
        at = start
        for kind, value, size in pieces[:-1]:
            self.tokens.append((kind, value, at, at + size))
            at += size
        if len(pieces) > 1 and any(kind == "function" for kind, _, _ in pieces):
            spelled = " ".join(str(value) for _, value, _ in pieces)
            self.remarks.append((f"{word} is read as {spelled}", start, end))
        kind, value, _ = pieces[-1]
        if kind == "name":
            return self._letter(value, at, end) if len(value) == 1 else self._named(value, at, end)
        self.tokens.append((kind, value, at, end))
        return end

    def _logarithm(self, name: str, start: int, end: int) -> int:
        """log, log2, log10, atan2: the digits are the base if a bracket follows, as in Python, or a space: log10 x."""
        base = _BASE.match(self.plain, end) if name == "log" else None
        if name == "atan" and self.plain.startswith("2(", end):
            self.tokens.append(("called", "atan2", start, end + 1))
            return end + 1
        self.tokens.append(("function", name, start, end))
        if base:
            self.tokens += [("_", "_", end, end), ("number", Integer(int(base[1])), end, base.end())]
            self.remarks.append((f"log{base[1]} is read as the logarithm to base {base[1]}", start, base.end()))
            return base.end()
        lowered = _LOWERED_DIGITS.match(self.plain, end) if name == "log" else None
        if lowered:  # log₂ x
            digits = Integer("".join(LOWERED[c] for c in lowered.group()))
            self.tokens += [("_", "_", end, end), ("number", digits, end, lowered.end())]
            return lowered.end()
        return end

    def _letter(self, letter: str, start: int, end: int) -> int:
        """A letter, with the digits and the subscript that belong to its name."""
        plain = self.plain
        if letter == "e" and not (plain[end : end + 1] in ("_",) or plain[end : end + 1] in LOWERED):
            self.tokens.append(("constant" if "e" not in self.known else "name", "e", start, end))
            return end
        found = _DIGITS.match(plain, end)
        if found:
            digits, stop = found.group(), found.end()
            name = letter + digits
            if name not in self.known and f"{letter}_{digits}" in self.known:
                name = f"{letter}_{digits}"
            return self._named(name, start, stop)
        return self._named(letter, start, end)

    def _named(self, name: str, start: int, end: int) -> int:
        """A name and its subscript, if it has one."""
        plain = self.plain
        follows = plain[end : end + 1]
        if follows == "_":
            found = _SUBSCRIPT.match(plain, end)
            if found is None and name in _FAMILIES and name not in self.known and _ORDER.match(plain, end):
                family = UPRIGHT.get((name, True), name)
                self.tokens.append(("called", family, start, end))
                self.remarks.append((f"{name} with this index is read as {family}", start, end))
                return end
            if found is None:
                raise self._error("this subscript is not one name or number", end, end + 2, "x_1, x_i or x_{12}")
            index = found[found.lastindex or 0]
            index = WORDS.get(index, GREEK_LETTERS.get(index, index))
            name, end = self._indexed(name, re.sub(r"\s*,\s*", "_", index)), found.end()
        elif follows in LOWERED and follows:
            stop = end
            while plain[stop : stop + 1] in LOWERED and stop < len(plain):
                stop += 1
            name, end = self._indexed(name, "".join(LOWERED[c] for c in plain[end:stop])), stop
        self.tokens.append(("constant" if name == "pi" and name not in self.known else "name", name, start, end))
        return end

    def _sums(self, start: int, end: int) -> bool:
        """Whether a Σ or Π is the sign of a sum or product: behind it stands an index, or what carries one."""
        if _INDEX_OF.match(self.plain, end):
            return True
        alone = _INDEX_ALONE.match(self.plain, end)
        if alone is None or GREEK_LETTERS[self.plain[start]] in self.known:
            return False
        index = next((LOWERED.get(letter, letter) for letter in alone.groups() if letter), "")
        carried = _carried(self.plain[alone.end() :])
        return index in carried if index else len(carried) == 1 and carried.isdisjoint(_carried(self.plain[:start]))

    def _low_index(self, at: int) -> int:
        """∑ᵢ gives the tokens of ∑_i."""
        letter = LOWERED.get(self.plain[at : at + 1], "")
        if not letter.isalpha():
            return at
        self.tokens += [("_", "_", at, at), ("name", letter, at, at + 1)]
        return at + 1

    def _indexed(self, name: str, index: str) -> str:
        full = f"{name}_{index}"
        return name + index if full not in self.known and name + index in self.known else full

    def _probability(self, start: int, end: int) -> int | None:
        """P(...) as one token, if its brackets hold an event."""
        bracket = _OPEN.match(self.plain, end)
        if bracket is None or "P" in self.known:
            return None
        level, at = 1, bracket.end()
        while at < len(self.plain) and level:
            level += {"(": 1, ")": -1}.get(self.plain[at], 0)
            at += 1
        if level:
            raise self._error("the bracket '(' is never closed", bracket.end() - 1, bracket.end(), "')'")
        inside = self.plain[bracket.end() : at - 1].removesuffix("\\right")
        if not is_event(inside):
            return None
        node = read_probability(self.text, self.plain, bracket.end(), bracket.end() + len(inside))
        self.tokens.append(("event", node, start, at))
        return at

    # Raised characters

    def _raised(self, start: int, end: int) -> int:
        """x⁻³ gives the tokens of x^{-3}, each at its own place."""
        raised = "".join(RAISED[c] for c in self.plain[start:end])
        if raised == "T":
            self.tokens.append(("transpose", "", start, end))
            return end
        self.tokens += [("^", "^", start, start), ("open", "{", start, start)]
        for part in re.finditer(r"\d+|[a-zT]|.", raised):
            at, stop, piece = start + part.start(), start + part.end(), part.group()
            if piece.isdigit():
                self.tokens.append(("number", self._raised_number(piece, at, stop), at, stop))
            elif piece.isalpha():
                self.tokens.append(("constant" if piece == "e" else "name", piece, at, stop))
            else:
                self._sign(piece, at, stop)
        self.tokens.append(("close", "}", end, end))
        return end

    def _raised_number(self, digits: str, start: int, end: int) -> Any:
        if len(digits) > self.budget.digits:
            raise BudgetError(f"an exponent of {len(digits)} digits", self.text, (start, end))
        return Integer(int(digits))

    # LaTeX

    def _command(self, name: str, start: int, end: int) -> int:
        known = COMMANDS.get(name)
        if name in ("frac", "dfrac", "tfrac", "cfrac", "partial"):
            after = self._derivative(start)
            if after:
                return after
        if known is not None:
            kind, value = known
            if kind == "name":
                return self._named(value, start, end)
            if kind in ("begin", "leave"):
                return self._environment(kind, start, end)
            self.tokens.append((kind, value, start, end))
            return end
        if name == "Pr":
            after = self._probability(start, end)
            if after:
                return after
        if name == "left" and self._evaluated(end):
            self._sign("(", start, end)
        elif name == "right" and start in self.closing:
            self._sign(")", start, end)
        if name in ("left", "right", "bigl", "bigr"):
            return _DELIMITER.match(self.plain, end).end()  # type: ignore[union-attr]
        if name in SKIPPED:
            return end
        if name in FACES:
            return self._face(name, start, end)
        if name in "{}":
            self._sign(name, start, end)
            return end
        if name == "|":
            self.tokens.append(("norm", "", start, end))
            return end
        if name == "%":
            self.tokens.append(("%", "%", start, end))
            return end
        raise self._error(f"the LaTeX command \\{name} is not known", start, end)

    def _evaluated(self, end: int) -> bool:
        r"""Whether this is the beginning of `\left. ... \right|_{x = 1}`: what stands between is as if in brackets."""
        plain, level = self.plain, 1
        if not plain.startswith(".", end):
            return False
        for found in islice(_LEFT_RIGHT.finditer(plain, end), 200):  # as deep as brackets go
            level += 1 if found[1] == "left" else -1
            if not level:
                if _BAR_AT.match(plain, found.end()):
                    self.closing.add(found.start())
                    return True
                break
        return False

    def _face(self, name: str, start: int, end: int) -> int:
        inside = _TEXT.match(self.plain, end)
        if inside is None:
            if name in ("operatorname", "text", "textrm"):
                raise self._error(f"\\{name} without its braces", start, end, "{...}")
            return end
        word, at, after = inside[1].strip().replace("\\_", "_"), inside.start(1), inside.end()
        if word[:1] == "\\" and word[1:] in WORDS:
            word = word[1:]
        if word in PIECE_WORDS:
            self.tokens.append(("word", word, at, after))
        elif word == "G" and (meijer := _MEIJER.match(self.plain, after)):
            self.tokens.append(("called", f"G {meijer[1]} {meijer[2]}", at, meijer.end()))
            return meijer.end()
        elif name in ("operatorname", "mathrm") and (function := self._upright(word, after)):
            self.tokens.append(("called", function, at, after))
        elif word in FUNCTIONS:
            self.tokens.append(("function", FUNCTIONS[word], at, after))
        elif name == "operatorname" and re.fullmatch(r"[A-Za-z]\w+", word):
            self.tokens.append(("called", word, at, after))
        elif word in WORDS or re.fullmatch(r"[A-Za-z]\w*", word):
            return self._named(WORDS.get(word, word), at, after) if word != "e" else self._letter("e", at, after)
        elif word:
            raise self._error(f"the words {word!r} are not mathematics", at, after)
        return after

    def _upright(self, word: str, after: int) -> str | None:
        """The function that an upright letter is, where an index or brackets follow."""
        indexed = self.plain.startswith("_", after)
        called = indexed or self.plain.startswith(("^{(", "'"), after) or _CALLED.match(self.plain, after)
        if not called or word in self.known:
            return None
        with_more = indexed and any(letter == word for letter, _ in (*PARAMETRISED, *KINDS))
        return UPRIGHT.get((word, indexed)) or (word if with_more else None)

    def _environment(self, kind: str, start: int, end: int) -> int:
        found = _ENVIRONMENT.match(self.plain, end)
        if found is None:
            raise self._error(f"\\{kind} without the name of an environment", start, end, "{pmatrix} or {aligned}")
        name = found[1]
        stop = found.end() if name == "array" else found.end(1) + 1
        if name == "cases" and self.prose and self._is_system(kind, stop):
            self.tokens.append(("newline", name, start, stop))
        elif name in MATRICES:
            self.tokens.append((kind, name, start, stop))
        elif name in LINES:
            self.tokens.append(("newline", "", start, stop))
        else:
            raise self._error(f"the LaTeX environment {name!r} is not known", start, stop, "pmatrix, cases or aligned")
        return stop

    def _is_system(self, kind: str, stop: int) -> bool:
        """Whether these cases are a system of equations; behind an =, or with values and conditions in columns, they
        are the pieces of a function."""
        if kind == "begin":
            inside = self.plain[stop : self.plain.find("\\end", stop)]
            begins = not self.tokens or self.tokens[-1][0] in ("word", ",", ".", ";", ":", "newline")
            return begins and not _COLUMNS.match(inside)
        return not any(token[:2] == ("begin", "cases") for token in self.tokens)

    # d/dx, dy/dx, ∂²f/∂x∂y, \frac{d}{dx}

    def _derivative(self, start: int) -> int | None:
        sign = quotient_sign(self.plain, start, self.text)
        if sign is None:
            return None
        by = tuple((self._name(name), order) for name, order in sign.by)
        value = (sign.partial, self._name(sign.of) if sign.of else None, by)
        self.tokens.append(("derivative", value, start, sign.end))
        return sign.end

    def _name(self, text: str) -> str:
        """The name of a variable as it stands in a derivative."""
        inner = _Tokeniser(text, self.budget, self.known)
        inner.run()
        return str(inner.tokens[0][1])

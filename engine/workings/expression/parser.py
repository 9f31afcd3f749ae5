"""Tokens to syntax tree: Pratt's operator-precedence parsing, with the waiting operators on a stack of their own.

Python's stack grows by two calls a bracket only, and `Budget.depth` bounds brackets and waiting operators together, so
no text reaches the recursion limit. Every tree node is also listed in `made`, parts before wholes, which lets the
builder work without recursion.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from sympy import Integer

from workings.expression import syntax
from workings.expression.budget import Budget
from workings.expression.errors import BudgetError, ReadError
from workings.expression.operands import POSTFIX, PREFIX, constant, number
from workings.expression.precedence import (
    APPLIED,
    ARGUMENT,
    OPERAND,
    POWER,
    PRODUCT,
    RELATION,
    SUM,
    Waiting,
)
from workings.expression.scope import EMPTY, Scope
from workings.expression.syntax import Syntax
from workings.expression.tokens import Token, tokenise

__all__ = ["Note", "Parser"]

_S = TypeVar("_S", bound=Syntax)

_OPENING = frozenset({
    "number", "name", "constant", "function", "called", "open", "root", "radical", "fraction", "binom", "derivative",
    "integral", "indexed", "lim", "bar", "norm", "begin", "accent", "event", "∇",
})  # fmt: skip
# What may stand beside other letters in a function's argument without brackets: sin 2πx.
_SIMPLE = frozenset({"number", "name", "constant", "fraction", "root", "radical"})
_CLOSES = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉"}
_SHOWN = {"end": "the end of the text", "newline": "a new line", "bar": "|", "norm": "‖"}


@dataclass(frozen=True, slots=True)
class Note:
    """A doubtful reading, said back: what was read, and where."""

    message: str
    span: tuple[int, int]


class Parser:
    """Reads the expressions of one text, one after the other."""

    __slots__ = (
        "at", "bare", "budget", "decimal", "depth", "differs", "integrals", "lists", "made", "notes", "scope", "text",
        "tokens",
    )  # fmt: skip

    def __init__(self, text: str, scope: Scope = EMPTY, budget: Budget | None = None, prose: bool = False) -> None:
        self.text = text
        self.scope = scope
        self.budget = budget or Budget()
        self.tokens, remarks = tokenise(text, self.budget, scope.known, prose)
        self.at = 0
        self.depth = 0
        self.differs = "d" not in scope.known and any(t[0] == "name" and t[1] == "d" for t in self.tokens)
        self.bare: frozenset[str] | None = None
        self.lists = 0  # functions of lists whose arguments are being read: there () is a list of nothing
        self.integrals = 0  # those whose dx is still to come
        self.made: list[Syntax] = []
        self.notes: list[Note] = [Note(message, (start, end)) for message, start, end in remarks]
        self.decimal = False

    def make(self, node: _S) -> _S:
        self.made.append(node)
        if len(self.made) > self.budget.nodes:
            raise BudgetError(f"more than the {self.budget.nodes} parts allowed", self.text, node.span)
        return node

    def note(self, message: str, start: int, end: int) -> None:
        self.notes.append(Note(message, (start, end)))

    def error(self, message: str, token: Token, expected: str = "") -> ReadError:
        return ReadError(message, self.text, (token[2], max(token[3], token[2] + 1)), expected)

    def unexpected(self, token: Token, expected: str) -> ReadError:
        shown = _SHOWN.get(token[0]) or repr(self.text[token[2] : token[3]])
        return self.error(f"{shown} does not fit here", token, expected)

    def take(self, kind: str, value: str = "", expected: str = "") -> Token:
        token = self.tokens[self.at]
        if token[0] != kind or (value and token[1] != value):
            raise self.unexpected(token, expected or value or kind)
        self.at += 1
        return token

    def next(self) -> Token:
        """The token here, which is read now."""
        self.at += 1
        return self.tokens[self.at - 1]

    def skip(self, *kinds: str) -> bool:
        """Goes past a token of one of these kinds, if one is here."""
        found = self.tokens[self.at][0] in kinds
        self.at += found
        return found

    def here(self, kind: str, value: str = "") -> bool:
        token = self.tokens[self.at]
        return token[0] == kind and (not value or token[1] == value)

    def source(self, node: Syntax) -> str:
        return self.text[node.start : node.end]

    def deeper(self, waiting: int, token: Token) -> None:
        if self.depth + waiting > self.budget.depth:
            raise BudgetError(
                f"nested deeper than the {self.budget.depth} levels allowed", self.text, (token[2], token[3])
            )

    def expression(self, inside_bars: bool = False, lowest: int = 0) -> Syntax:
        """One expression, relation or chain of relations, up to what can't continue it.

        `lowest` stops before operators that bind no tighter: `SUM` reads one term.
        """
        waiting: list[Waiting] = []
        tokens = self.tokens
        self.depth += 1
        self.deeper(0, tokens[self.at])
        while True:
            token = tokens[self.at]
            read = PREFIX.get(token[0])
            if read is None:
                raise self.unexpected(token, self._expected(waiting))
            self.at += 1
            node = read(self, token, waiting)
            if node is None:
                self.deeper(len(waiting), token)
                continue
            chained = 0
            while True:
                token = tokens[self.at]
                postfix = POSTFIX.get(token[0])
                if postfix is None:
                    break
                after = postfix(self, node, token)
                if after is None:
                    break
                node = after
                chained += 1
                self.deeper(chained, token)
            kind = token[0]
            if kind == "^":
                self.at += 1
                waiting.append(Waiting(POWER, "power", node.start, [node], token))
                self.deeper(len(waiting), token)
                continue
            if kind == "open" and self._is_place():
                node = self._taken_at(waiting, node)
                token = tokens[self.at]
                kind = token[0]
            binds, operator = self._operator(kind, token, waiting, inside_bars)
            if not binds or binds <= lowest:
                break
            while waiting and waiting[-1].binds > binds:
                node = self._close(waiting.pop(), node)
            self._join(waiting, binds, operator, node, token)
            if operator:
                self.at += 1
            if len(waiting) > 50:
                self.deeper(len(waiting), token)
        while waiting:
            node = self._close(waiting.pop(), node)
        self.depth -= 1
        return node

    def _expected(self, waiting: list[Waiting]) -> str:
        if waiting and waiting[-1].binds == APPLIED:
            return f"the argument of {waiting[-1].flag[0]}"
        return OPERAND

    def _operator(self, kind: str, token: Token, waiting: list[Waiting], inside_bars: bool) -> tuple[int, str]:
        """How tightly the next operator binds (0: none), and its sign ('' where factors stand side by side)."""
        if kind in "+-":
            return SUM, kind
        if kind in "*/":
            return PRODUCT, kind
        if kind == "relation":
            return RELATION, str(token[1])
        if kind == "arrow":
            return RELATION, "->"
        if (
            kind not in _OPENING
            or (kind == "bar" and (inside_bars or token[1] == ")"))
            or (kind == "norm" and inside_bars)
        ):
            return 0, ""
        before = self.tokens[self.at - 1]
        if kind == "number" and before[0] == "number":
            raise self.error("two numbers side by side", token, "an operator between them")
        if kind in _SIMPLE:
            for frame in reversed(waiting):
                if frame.binds < APPLIED:
                    break
                if frame.binds == APPLIED:
                    return self._into_argument(token, before)
        return PRODUCT, ""

    def _into_argument(self, token: Token, before: Token) -> tuple[int, str]:
        """Whether the next factor still belongs to a function's argument: it does, unless it is a power of e."""
        follows = self.tokens[self.at + 1][0] if self.at + 1 < len(self.tokens) else "end"
        if token[0] == "constant" and token[1] == "e" and follows == "^":
            return PRODUCT, ""
        if self.integrals and token[0] == "name" and token[1][0] == "d" and len(token[1]) > 1:
            return PRODUCT, ""
        if before[0] != "number" and token[2] > before[3] and token[0] == "name":
            self.note(
                f"{self.text[token[2] : token[3]]} is read as part of the function's argument",
                token[2],
                token[3],
            )
        return ARGUMENT, ""

    def _join(self, waiting: list[Waiting], binds: int, operator: str, node: Syntax, token: Token) -> None:
        """Adds `node` to the waiting sum, product or relation of this strength, or begins one."""
        top = waiting[-1] if waiting else None
        if top is None or top.binds != binds or top.kind not in ("sum", "product", "relation"):
            kind = "sum" if binds == SUM else "relation" if binds == RELATION else "product"
            top = Waiting(binds, kind, node.start, [])
            waiting.append(top)
            first = True
        else:
            first = False
        if top.kind == "relation":
            top.parts.append(node)
            top.flag = [*(top.flag or ()), operator]
            return
        top.parts.append(node if first else self._signed(top, node))
        if top.kind == "product" and not operator:
            self._beside(top, node, token)
        top.flag = operator

    def _signed(self, top: Waiting, node: Syntax) -> Syntax:
        if top.flag == "-":
            return self.make(syntax.Negative(node.start, node.end, node))
        if top.flag == "/":
            return self.make(syntax.Over(node.start, node.end, node))
        return node

    def _beside(self, top: Waiting, node: Syntax, token: Token) -> None:
        """Factors side by side where a person may mean more than stands there: 1/2x, e^2x."""
        if top.flag == "/" and len(top.parts) > 1:
            divisor = self.text[node.start : node.end]
            read = self.text[top.start : node.end].strip()
            follows = self.text[token[2] : token[3]]
            self.note(
                f"read as ({read})·{follows}..., not as a division by {divisor}{follows}...",
                top.start,
                token[3],
            )
        elif isinstance(node, syntax.Power) and token[0] in ("name", "constant") and token[2] == node.end:
            bare = isinstance(node.exponent, syntax.Number) and node.exponent.end == node.end
            if bare and isinstance(node.base, (syntax.Constant, syntax.Number)) and self.text[node.end - 1].isdigit():
                self.note(f"read as ({self.source(node)})·{token[1]}", node.start, token[3])

    def _close(self, frame: Waiting, node: Syntax) -> Syntax:
        """The operator `frame` with its last operand `node`."""
        kind, start, end = frame.kind, frame.start, node.end
        if kind == "sum":
            return self.make(syntax.Sum(start, end, (*frame.parts, self._signed(frame, node))))
        if kind == "product":
            return self._product(frame, node)
        if kind == "power":
            return self._power(frame, node)
        if kind == "relation":
            return self.make(syntax.Relation(start, end, (*frame.parts, node), tuple(frame.flag)))
        if kind == "negative":
            return self.make(syntax.Negative(start, end, node))
        if kind == "applied":
            name, base, exponent, primes = frame.flag
            applied = self.make(syntax.Apply(start, end, name, (node,), base, primes))
            return applied if exponent is None else self.make(syntax.Power(start, end, applied, exponent))
        if kind == "root":
            if isinstance(node, syntax.Power):
                self.note(f"the root is read as that of {self.source(node)}", start, end)
            return self.make(syntax.Root(start, end, node, frame.flag))
        if kind == "called":
            return self.make(syntax.Call(start, end, frame.flag[0], (node,)))
        if kind == "gradient":
            return self.make(syntax.Gradient(start, end, node, frame.flag[1]))
        return self._derivative_of(frame, node)

    def _product(self, frame: Waiting, node: Syntax) -> Syntax:
        factors = (*frame.parts, self._signed(frame, node))
        last = factors[-1]
        if self.differs:
            self._refuse_bare_operator(factors)
        if isinstance(last, syntax.Over):
            derivative = self.differential_quotient(factors[:-1], last.divisor, frame.start, node.end)
            if derivative is not None:
                return derivative
        return self.make(syntax.Product(frame.start, node.end, factors))

    def _refuse_bare_operator(self, factors: tuple[Syntax, ...]) -> None:
        """d/dxy is no quotient of d by d, whatever it is."""
        for left, right in pairwise(factors):
            under = right.divisor if isinstance(right, syntax.Over) else None
            if isinstance(left, syntax.Name) and isinstance(under, syntax.Name) and left.name == under.name == "d":
                raise ReadError(
                    "the variable of d/d is not clear", self.text, (left.start, under.end + 1), "d/dx and a space"
                )

    def _power(self, frame: Waiting, node: Syntax) -> Syntax:
        base = frame.parts[0]
        if isinstance(base, syntax.Percent):
            raise self.error("a power of a percentage", frame.flag, "brackets around it")
        follows = self.tokens[self.at]
        if follows[0] == "/" and isinstance(node, syntax.Number) and node.value == 1 and follows[2] == node.end:
            number = self.tokens[self.at + 1]
            if number[0] == "number" and number[2] == follows[3] and self.tokens[self.at - 1][0] == "number":
                whole = self.text[frame.start : node.end]
                self.note(
                    f"read as ({whole})/{number[1]}; brackets make the fraction the exponent",
                    frame.start,
                    number[3],
                )
        return self.make(syntax.Power(frame.start, node.end, base, node))

    def _derivative_of(self, frame: Waiting, node: Syntax) -> Syntax:
        partial, variables, opened = frame.flag
        follows = self.tokens[self.at]
        if opened is not None and opened is not node and isinstance(node, syntax.Product):
            self.note(f"the derivative is read as that of all of {self.source(node)}", frame.start, node.end)
        elif opened is None and follows[0] in ("+", "-"):
            self.note(f"the derivative is read as that of {self.source(node)} alone", frame.start, node.end)
        return self.make(syntax.Derivative(frame.start, node.end, partial, node, variables))

    def primes(self) -> tuple[int, int]:
        primes = 0
        while self.tokens[self.at][0] == "'":
            primes += int(self.tokens[self.at][1])
            self.at += 1
        if primes > self.budget.depth:
            raise BudgetError("a derivative of too high an order", self.text, self.tokens[self.at - 1][2:])
        return primes, self.tokens[self.at - 1][3]

    def bracket(self) -> list[Token]:
        """The tokens between the bracket here and its end, those of inner brackets left out."""
        inside: list[Token] = []
        level, at = 0, self.at
        while True:
            token = self.tokens[at]
            level += (token[0] == "open") - (token[0] == "close")
            if level <= 0 or token[0] == "end" or len(inside) > 40:
                return inside
            if level == 1 and at > self.at:
                inside.append(token)
            at += 1

    def arguments(self) -> tuple[Syntax, ...]:
        """(a, b, ...) as the arguments of a function."""
        bracket = self.tokens[self.at]
        self.at += 1
        items = [self.expression()]
        while self.skip(","):
            items.append(self.expression())
        self.shut(bracket)
        return tuple(items)

    def shut(self, bracket: Token) -> Token:
        """The end of the bracket, which must be its own."""
        token = self.tokens[self.at]
        wanted = _CLOSES[bracket[1]]
        if token[0] == "close" and token[1] == wanted:
            self.at += 1
            return token
        if token[0] in ("end", "close"):
            start, end = (bracket[2], bracket[3]) if token[0] == "end" else (token[2], token[3])
            what = (
                f"the bracket '{bracket[1]}' is never closed"
                if token[0] == "end"
                else f"'{token[1]}' closes no bracket"
            )
            raise ReadError(what, self.text, (start, end), f"'{wanted}'")
        raise self.unexpected(token, f"an operator or '{wanted}'")

    def operand(self, expected: str) -> Syntax:
        """One number, letter or bracket."""
        token = self.tokens[self.at]
        kind = token[0]
        if kind not in ("open", "number", "constant", "name"):
            raise self.unexpected(token, expected)
        self.at += 1
        if kind == "open":
            node = self.expression()
            self.shut(token)
            return node
        if kind == "name":
            return self.make(syntax.Name(token[2], token[3], token[1]))
        return number(self, token, []) if kind == "number" else constant(self, token, [])

    def signed_operand(self, expected: str) -> Syntax:
        """One number, letter or bracket, or a minus sign and one."""
        token = self.tokens[self.at]
        if not self.skip("-"):
            return self.operand(expected)
        node = self.operand(expected)
        return self.make(syntax.Negative(token[2], node.end, node))

    def split_digits(self) -> None:
        """\\frac12 is one half: there, a number stands for its first digit."""
        token = self.tokens[self.at]
        if token[0] == "number" and token[3] - token[2] > 1:
            digits = self.text[token[2] : token[3]]
            if not digits.isdigit():
                raise self.unexpected(token, "{...}")
            first, rest = Integer(int(digits[0])), Integer(int(digits[1:]))
            self.tokens[self.at] = ("number", first, token[2], token[2] + 1)
            self.tokens.insert(self.at + 1, ("number", rest, token[2] + 1, token[3]))

    def _is_place(self) -> bool:
        """Whether [u = ...] follows, the place at which a derivative is taken."""
        opening, name, sign = (self.tokens[min(self.at + i, len(self.tokens) - 1)] for i in range(3))
        return opening[1] == "[" and name[0] == "name" and sign[:2] == ("relation", "=")

    def _taken_at(self, waiting: list[Waiting], node: Syntax) -> Syntax:
        """d/du sin u [u = 2x]: the place belongs to the whole derivative before it."""
        while any(frame.kind == "derivative" for frame in waiting):
            frame = waiting.pop()
            node = self._close(frame, node)
            if frame.kind == "derivative":
                break
        return self.at_place(node)

    def at_place(self, node: Syntax) -> Syntax:
        """The node at the place that stands in the brackets here."""
        start, where = self.tokens[self.at][2], self.arguments()
        end = self.tokens[self.at - 1][3]
        place = where[0] if len(where) == 1 else self.make(syntax.Sequence(start, end, where))
        return self.make(syntax.At(node.start, end, node, place))

    def product(self, factors: tuple[Syntax, ...]) -> Syntax:
        if len(factors) == 1:
            return factors[0]
        return self.make(syntax.Product(factors[0].start, factors[-1].end, factors))

    def differential_quotient(self, above: tuple[Syntax, ...], by: Syntax, start: int, end: int) -> Syntax | None:
        """d(x^2)/dx: the factors above the bar begin with d, and `by` below it is dx."""
        d, *rest = above
        if not rest or not isinstance(d, syntax.Name) or d.name != "d":
            return None
        if not isinstance(by, syntax.Name) or by.name[0] != "d" or len(by.name) == 1:
            return None
        return self.make(syntax.Derivative(start, end, False, self.product(tuple(rest)), ((by.name[1:], 1),)))

"""Tokens to syntax tree: Pratt's operator-precedence parsing, with the waiting operators on a stack of their own.

Python's stack grows by two calls a bracket only, and `Budget.depth` bounds brackets and waiting operators together, so
no text reaches the recursion limit. Every tree node is also listed in `made`, parts before wholes, which lets the
builder work without recursion.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sympy import Integer

from workings.expression import syntax
from workings.expression.budget import Budget
from workings.expression.errors import BudgetError, ReadError
from workings.expression.scope import EMPTY, Scope
from workings.expression.syntax import Syntax
from workings.expression.tokens import Token, tokenise
from workings.expression.vocabulary import ARC, FUNCTION_LETTERS

__all__ = ["Note", "Parser"]

_S = TypeVar("_S", bound=Syntax)

# How tightly operators bind. A minus sign before a term lets the whole product stand; one behind an operator does not.
RELATION, SUM, MINUS, DERIVATIVE, PRODUCT, APPLIED, ARGUMENT, ROOT, TIGHT_MINUS, POWER = range(10, 110, 10)

_OPENING = frozenset({
    "number", "name", "constant", "function", "called", "open", "root", "radical", "fraction", "derivative", "integral",
    "bar", "norm", "begin", "accent", "event", "∇",
})  # fmt: skip
# What may stand beside other letters in a function's argument without brackets: sin 2πx.
_SIMPLE = frozenset({"number", "name", "constant", "fraction", "root", "radical"})
_CLOSES = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉"}
_SHOWN = {"end": "the end of the text", "newline": "a new line", "bar": "|", "norm": "‖"}
_OPERAND = "a number, a letter, a function or a bracket"


@dataclass(frozen=True, slots=True)
class Note:
    """A doubtful reading, said back: what was read, and where."""

    message: str
    span: tuple[int, int]


class _Waiting:
    """An operator that waits for its next operand."""

    __slots__ = ("binds", "flag", "kind", "parts", "start")

    def __init__(self, binds: int, kind: str, start: int, parts: list[Any], flag: Any = None) -> None:
        self.binds = binds
        self.kind = kind
        self.start = start
        self.parts = parts
        self.flag = flag


class Parser:
    """Reads the expressions of one text, one after the other."""

    __slots__ = ("at", "budget", "decimal", "depth", "made", "notes", "scope", "text", "tokens")

    def __init__(self, text: str, scope: Scope = EMPTY, budget: Budget | None = None, prose: bool = False) -> None:
        self.text = text
        self.scope = scope
        self.budget = budget or Budget()
        self.tokens, remarks = tokenise(text, self.budget, scope.known, prose)
        self.at = 0
        self.depth = 0
        self.made: list[Syntax] = []
        self.notes: list[Note] = [Note(message, (start, end)) for message, start, end in remarks]
        self.decimal = False

    # Small things

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

    def here(self, kind: str, value: str = "") -> bool:
        token = self.tokens[self.at]
        return token[0] == kind and (not value or token[1] == value)

    def source(self, node: Syntax) -> str:
        return self.text[node.start : node.end]

    def _deeper(self, waiting: int, token: Token) -> None:
        if self.depth + waiting > self.budget.depth:
            raise BudgetError(f"nested deeper than the {self.budget.depth} levels allowed", self.text, (token[2], token[3]))

    # The heart

    def expression(self, inside_bars: bool = False, lowest: int = 0) -> Syntax:
        """One expression, relation or chain of relations, up to what can't continue it.

        `lowest` stops before operators that bind no tighter: `SUM` reads one term.
        """
        waiting: list[_Waiting] = []
        tokens = self.tokens
        self.depth += 1
        self._deeper(0, tokens[self.at])
        while True:
            token = tokens[self.at]
            read = _PREFIX.get(token[0])
            if read is None:
                raise self.unexpected(token, self._expected(waiting))
            node = read(self, token, waiting)
            if node is None:
                self._deeper(len(waiting), token)
                continue
            chained = 0
            while True:
                token = tokens[self.at]
                postfix = _POSTFIX.get(token[0])
                if postfix is None:
                    break
                after = postfix(self, node, token)
                if after is None:
                    break
                node = after
                chained += 1
                self._deeper(chained, token)
            kind = token[0]
            if kind == "^":
                self.at += 1
                waiting.append(_Waiting(POWER, "power", node.start, [node], token))
                self._deeper(len(waiting), token)
                continue
            binds, operator = self._operator(kind, token, waiting, inside_bars)
            if not binds or binds <= lowest:
                break
            while waiting and waiting[-1].binds > binds:
                node = self._close(waiting.pop(), node)
            self._join(waiting, binds, operator, node, token)
            if operator:
                self.at += 1
            if len(waiting) > 50:
                self._deeper(len(waiting), token)
        while waiting:
            node = self._close(waiting.pop(), node)
        self.depth -= 1
        return node

    def _expected(self, waiting: list[_Waiting]) -> str:
        if waiting and waiting[-1].binds == APPLIED:
            return f"the argument of {waiting[-1].flag[0]}"
        return _OPERAND

    def _operator(self, kind: str, token: Token, waiting: list[_Waiting], inside_bars: bool) -> tuple[int, str]:
        """How tightly the next operator binds (0: none), and its sign ('' where factors stand side by side)."""
        if kind in "+-":
            return SUM, kind
        if kind in "*/":
            return PRODUCT, kind
        if kind == "relation":
            return RELATION, str(token[1])
        if kind == "arrow":
            return RELATION, "->"
        if kind not in _OPENING or (kind == "bar" and (inside_bars or token[1] == ")")) or kind == "norm" and inside_bars:
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
        if before[0] != "number" and token[2] > before[3] and token[0] == "name":
            self.note(f"{self.text[token[2]:token[3]]} is read as part of the function's argument", token[2], token[3])
        return ARGUMENT, ""

    def _join(self, waiting: list[_Waiting], binds: int, operator: str, node: Syntax, token: Token) -> None:
        """Adds `node` to the waiting sum, product or relation of this strength, or begins one."""
        top = waiting[-1] if waiting else None
        if top is None or top.binds != binds or top.kind not in ("sum", "product", "relation"):
            kind = "sum" if binds == SUM else "relation" if binds == RELATION else "product"
            top = _Waiting(binds, kind, node.start, [])
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

    def _signed(self, top: _Waiting, node: Syntax) -> Syntax:
        if top.flag == "-":
            return self.make(syntax.Negative(node.start, node.end, node))
        if top.flag == "/":
            return self.make(syntax.Over(node.start, node.end, node))
        return node

    def _beside(self, top: _Waiting, node: Syntax, token: Token) -> None:
        """Factors side by side where a person may mean more than stands there: 1/2x, e^2x."""
        if top.flag == "/" and len(top.parts) > 1:
            divisor = self.text[node.start : node.end]
            read = self.text[top.start : node.end].strip()
            follows = self.text[token[2] : token[3]]
            self.note(f"read as ({read})·{follows}..., not as a division by {divisor}{follows}...", top.start, token[3])
        elif isinstance(node, syntax.Power) and token[0] in ("name", "constant") and token[2] == node.end:
            bare = isinstance(node.exponent, syntax.Number) and node.exponent.end == node.end
            if bare and isinstance(node.base, (syntax.Constant, syntax.Number)) and self.text[node.end - 1].isdigit():
                self.note(f"read as ({self.source(node)})·{token[1]}", node.start, token[3])

    def _close(self, frame: _Waiting, node: Syntax) -> Syntax:
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
            return self.make(syntax.Gradient(start, end, node))
        return self._derivative_of(frame, node)

    def _product(self, frame: _Waiting, node: Syntax) -> Syntax:
        factors = (*frame.parts, self._signed(frame, node))
        first, last = factors[0], factors[-1]
        if isinstance(first, syntax.Name) and first.name == "d" and isinstance(last, syntax.Over) and len(factors) > 2:
            by = last.divisor
            if isinstance(by, syntax.Name) and len(by.name) > 1 and by.name[0] == "d":  # d(x^2)/dx
                inner = factors[1:-1]
                body = inner[0] if len(inner) == 1 else self.make(syntax.Product(inner[0].start, inner[-1].end, inner))
                return self.make(syntax.Derivative(frame.start, node.end, False, body, ((by.name[1:], 1),)))
        return self.make(syntax.Product(frame.start, node.end, factors))

    def _power(self, frame: _Waiting, node: Syntax) -> Syntax:
        base = frame.parts[0]
        if isinstance(base, syntax.Percent):
            raise self.error("a power of a percentage", frame.flag, "brackets around it")
        follows = self.tokens[self.at]
        if follows[0] == "/" and isinstance(node, syntax.Number) and follows[2] == node.end:
            number = self.tokens[self.at + 1]
            if number[0] == "number" and number[2] == follows[3] and self.tokens[self.at - 1][0] == "number":
                whole = self.text[frame.start : node.end]
                self.note(f"read as ({whole})/{number[1]}; brackets make the fraction the exponent", frame.start, number[3])
        return self.make(syntax.Power(frame.start, node.end, base, node))

    def _derivative_of(self, frame: _Waiting, node: Syntax) -> Syntax:
        partial, variables, opened = frame.flag
        follows = self.tokens[self.at]
        if opened is not None and isinstance(node, syntax.Product):
            self.note(f"the derivative is read as that of all of {self.source(node)}", frame.start, node.end)
        elif opened is None and follows[0] in ("+", "-"):
            self.note(f"the derivative is read as that of {self.source(node)} alone", frame.start, node.end)
        return self.make(syntax.Derivative(frame.start, node.end, partial, node, variables))

    # Operands

    def _number(self, token: Token, waiting: list[_Waiting]) -> Syntax:
        self.at += 1
        value = token[1]
        if "." in self.text[token[2] : token[3]]:
            self.decimal = True
        return self.make(syntax.Number(token[2], token[3], value))

    def _constant(self, token: Token, waiting: list[_Waiting]) -> Syntax:
        self.at += 1
        return self.make(syntax.Constant(token[2], token[3], token[1]))

    def _name(self, token: Token, waiting: list[_Waiting]) -> Syntax:
        self.at += 1
        name, start, end = token[1], token[2], token[3]
        primes, stop = self._primes()
        bracket = self.tokens[self.at]
        if bracket[0] == "open" and bracket[1] in "([" and self._is_call(name, primes, stop):
            return self._call(name, start, primes)
        node: Syntax = self.make(syntax.Name(start, end, name))
        return self.make(syntax.Prime(start, stop, node, primes)) if primes else node

    def _primes(self) -> tuple[int, int]:
        primes = 0
        while self.tokens[self.at][0] == "'":
            primes += int(self.tokens[self.at][1])
            self.at += 1
        if primes > self.budget.depth:
            raise BudgetError("a derivative of too high an order", self.text, self.tokens[self.at - 1][2:])
        return primes, self.tokens[self.at - 1][3]

    def _is_call(self, name: str, primes: int, stop: int) -> bool:
        """Whether name(...) is a function of what stands in the brackets, or a product.

        It is a function where the scope says so; else where primes stand (unless a sum follows), where the letter is one
        of `FUNCTION_LETTERS`, where the bracket holds a list with commas, and where it holds one bare variable, since
        nobody brackets that in a product. Where a space comes first, only the scope, or a bare variable, makes it one.
        """
        scope = self.scope
        bracket = self.tokens[self.at]
        between = self.text[stop : bracket[2]].strip()
        spaced = bracket[2] > stop and not between.startswith(("\\left", "\\big", "\\Big"))
        if bracket[1] == "[":
            return name in ("E",) and name not in scope.symbols
        if name in scope.functions:
            return True
        if name in scope.symbols or name in scope.names:
            return False
        inside = self._bracket()
        bare = len(inside) == 1 and inside[0][0] == "name" and inside[0][1] != name
        if spaced:
            return bare and (name in FUNCTION_LETTERS or primes > 0)
        if any(token[0] == "," for token in inside):
            return True
        if name in FUNCTION_LETTERS:
            return True
        if name in scope.dependents or primes:
            return not any(token[0] in "+-" for token in inside[1:])
        if "_" in name:
            return name.partition("_")[0] in (scope.dependents.keys() | scope.functions.keys())
        return bare

    def _bracket(self) -> list[Token]:
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

    def _call(self, name: str, start: int, primes: int) -> Syntax:
        arguments = self._arguments()
        return self.make(syntax.Call(start, self.tokens[self.at - 1][3], name, arguments, primes))

    def _arguments(self) -> tuple[Syntax, ...]:
        """(a, b, ...) as the arguments of a function."""
        bracket = self.tokens[self.at]
        self.at += 1
        items = [self.expression()]
        while self.here(","):
            self.at += 1
            items.append(self.expression())
        self._shut(bracket)
        return tuple(items)

    def _shut(self, bracket: Token) -> Token:
        """The end of the bracket, which must be its own."""
        token = self.tokens[self.at]
        wanted = _CLOSES[bracket[1]]
        if token[0] == "close" and token[1] == wanted:
            self.at += 1
            return token
        if token[0] in ("end", "close"):
            start, end = (bracket[2], bracket[3]) if token[0] == "end" else (token[2], token[3])
            what = f"the bracket '{bracket[1]}' is never closed" if token[0] == "end" else f"'{token[1]}' closes no bracket"
            raise ReadError(what, self.text, (start, end), f"'{wanted}'")
        raise self.unexpected(token, f"an operator or '{wanted}'")

    def _called(self, token: Token, waiting: list[_Waiting]) -> Syntax | None:
        """\\operatorname{name}(...): an unknown function by its full name."""
        self.at += 1
        if self.here("open", "(") or (self.here("open", "[") and self.tokens[self.at + 1][:2] != ("open", "[")):
            return self._call(token[1], token[2], 0)
        waiting.append(_Waiting(APPLIED, "called", token[2], [], (token[1],)))
        return None

    def _gradient(self, token: Token, waiting: list[_Waiting]) -> None:
        """∇f"""
        self.at += 1
        waiting.append(_Waiting(APPLIED, "gradient", token[2], [], ("∇",)))

    def _event(self, token: Token, waiting: list[_Waiting]) -> Syntax:
        self.at += 1
        return self.make(syntax.Probability(token[2], token[3], token[1]))

    def _group(self, token: Token, waiting: list[_Waiting]) -> Syntax:
        sign, start = token[1], token[2]
        if sign == "[" and self.tokens[self.at + 1][:2] == ("open", "["):
            return self._rows()
        self.at += 1
        if sign == "{" and (pieces := self._inline_pieces(token)) is not None:
            return pieces
        if self.tokens[self.at][0] == "close":
            raise self.error("empty brackets", token, _OPERAND)
        node = self.expression()
        if self.here(",") and sign in "([":
            items = [node]
            while self.here(","):
                self.at += 1
                items.append(self.expression())
            node = self.make(syntax.Sequence(start, self.tokens[self.at][3], tuple(items)))
        elif self.here("word"):
            raise self.unexpected(self.tokens[self.at], "an operator")
        end = self._shut(token)[3]
        if sign in "⌊⌈":
            return self.make(syntax.Apply(start, end, "floor" if sign == "⌊" else "ceiling", (node,)))
        return node

    def _inline_pieces(self, bracket: Token) -> Syntax | None:
        return None

    def _rows(self) -> Syntax:
        """[[1, 2], [3, 4]]"""
        opening = self.tokens[self.at]
        self.at += 1
        rows = [self._row()]
        while self.here(","):
            self.at += 1
            rows.append(self._row())
        end = self._shut(opening)[3]
        return self._matrix(rows, opening[2], end)

    def _row(self) -> tuple[Syntax, ...]:
        if not self.here("open", "["):
            raise self.unexpected(self.tokens[self.at], "a row, [...]")
        return self._arguments()

    def _matrix(self, rows: list[tuple[Syntax, ...]], start: int, end: int) -> Syntax:
        widths = [len(row) for row in rows]
        if len(set(widths)) > 1:
            raise ReadError(
                f"the rows have {', '.join(map(str, widths))} entries", self.text, (start, end), "rows of the same length"
            )
        return self.make(syntax.Matrix(start, end, tuple(rows)))

    def _bars(self, token: Token, waiting: list[_Waiting]) -> Syntax:
        if token[1] == ")":
            raise self.unexpected(token, _OPERAND)
        self.at += 1
        node = self.expression(inside_bars=True)
        end = self.tokens[self.at]
        if end[0] != token[0]:
            what = "|" if token[0] == "bar" else "‖"
            raise ReadError(f"the bar '{what}' is never closed", self.text, (token[2], token[3]), f"a second '{what}'")
        self.at += 1
        return self.make(syntax.Apply(token[2], end[3], "abs", (node,)))

    # Prefixes

    def _minus(self, token: Token, waiting: list[_Waiting]) -> None:
        self.at += 1
        tight = bool(waiting) and waiting[-1].binds >= PRODUCT
        waiting.append(_Waiting(TIGHT_MINUS if tight else MINUS, "negative", token[2], []))

    def _plus(self, token: Token, waiting: list[_Waiting]) -> None:
        self.at += 1
        if self.tokens[self.at][0] in ("+", "end"):
            raise self.unexpected(self.tokens[self.at], _OPERAND)

    def _function(self, token: Token, waiting: list[_Waiting]) -> Syntax | None:
        self.at += 1
        name, start = token[1], token[2]
        base: Syntax | None = None
        exponent: Syntax | None = None
        if self.here("_"):
            self.at += 1
            base = self._argument_or_digits("the base of the logarithm")
            if name not in ("log", "ln", "lg"):
                raise self.error(f"a subscript on {name}", token, "log_b")
        primes, _ = self._primes()
        if self.here("^"):
            self.at += 1
            exponent = self._exponent()
            if self._is_minus_one(exponent):
                if name not in ARC:
                    raise self.error(f"{name}^-1 can be the inverse or 1/{name}", token, f"1/{name}(x)")
                name, exponent = ARC[name], None
            if base is None and name == "log" and self.here("_"):
                self.at += 1
                base = self._argument_or_digits("the base of the logarithm")
        if name in ("log", "lg") and base is None:
            read = "the natural logarithm" if name == "log" else "the logarithm to base 10"
            self.note(f"{name} is read as {read}", start, token[3])
        if self.here("open"):
            node = self._applied(name, start, base, primes)
            return node if exponent is None else self.make(syntax.Power(start, node.end, node, exponent))
        waiting.append(_Waiting(APPLIED, "applied", start, [], (name, base, exponent, primes)))
        return None

    def _applied(self, name: str, start: int, base: Syntax | None, primes: int) -> Syntax:
        """A known function with its arguments in brackets."""
        bracket = self.tokens[self.at]
        if name in ("max", "min"):
            arguments = self._arguments()
            return self.make(syntax.Extreme(start, self.tokens[self.at - 1][3], name, arguments))
        arguments = self._arguments()
        end = self.tokens[self.at - 1][3]
        if name == "log" and base is None and len(arguments) == 2:
            self.notes.pop()
            base, arguments = arguments[1], arguments[:1]
        if len(arguments) != {"polygamma": 2, "binomial": 2}.get(name, 1):
            raise self.error(f"{name} of {len(arguments)} arguments", bracket, "one argument")
        return self.make(syntax.Apply(start, end, name, arguments, base, primes))

    def _exponent(self) -> Syntax:
        """The exponent on a function's name: one number, letter or bracket."""
        token = self.tokens[self.at]
        if token[0] == "-":
            self.at += 1
            node = self._exponent()
            return self.make(syntax.Negative(token[2], node.end, node))
        return self._operand("an exponent")

    def _operand(self, expected: str) -> Syntax:
        """One number, letter or bracket."""
        token = self.tokens[self.at]
        if token[0] == "number":
            return self._number(token, [])
        if token[0] == "name":
            self.at += 1
            return self.make(syntax.Name(token[2], token[3], token[1]))
        if token[0] == "constant":
            return self._constant(token, [])
        if token[0] == "open":
            return self._group(token, [])
        raise self.unexpected(token, expected)

    def _is_minus_one(self, node: Syntax) -> bool:
        return isinstance(node, syntax.Negative) and isinstance(node.body, syntax.Number) and node.body.value == 1

    def _root(self, token: Token, waiting: list[_Waiting]) -> Syntax | None:
        """√x, ∛(x + 1)"""
        self.at += 1
        degree = self.make(syntax.Number(token[2], token[3], Integer(int(token[1]))))
        if self.here("open"):
            node = self._group(self.tokens[self.at], [])
            return self.make(syntax.Root(token[2], self.tokens[self.at - 1][3], node, degree))
        waiting.append(_Waiting(ROOT, "root", token[2], [], degree))
        return None

    # LaTeX

    def _argument_or_digits(self, expected: str, single: bool = False) -> Syntax:
        """A LaTeX argument: {...}, or one token; with `single` one digit, as \\frac12 has it."""
        token = self.tokens[self.at]
        if single and token[0] == "number" and token[3] - token[2] > 1:
            digits = self.text[token[2] : token[3]]
            if not digits.isdigit():
                raise self.unexpected(token, "{...}")
            rest = ("number", Integer(int(digits[1:])), token[2] + 1, token[3])
            self.tokens[self.at] = rest
            return self.make(syntax.Number(token[2], token[2] + 1, Integer(int(digits[0]))))
        if single and token[0] in ("function", "fraction", "radical", "root"):
            raise self.unexpected(token, "{...}")
        return self._operand(expected)

    def _fraction(self, token: Token, waiting: list[_Waiting]) -> Syntax:
        self.at += 1
        top = self._argument_or_digits("the numerator, {...}", single=True)
        bottom = self._argument_or_digits("the denominator, {...}", single=True)
        end = self.tokens[self.at - 1][3]
        over = self.make(syntax.Over(bottom.start, bottom.end, bottom))
        above = top.factors if isinstance(top, syntax.Product) else (top,)
        first = above[0]
        if isinstance(first, syntax.Name) and first.name == "d" and isinstance(bottom, syntax.Name):
            if len(above) > 1 and bottom.name[0] == "d" and len(bottom.name) > 1:
                inner = above[1:]
                body = inner[0] if len(inner) == 1 else self.make(syntax.Product(inner[0].start, top.end, inner))
                return self.make(syntax.Derivative(token[2], end, False, body, ((bottom.name[1:], 1),)))
        return self.make(syntax.Product(token[2], end, (*above, over)))

    def _radical(self, token: Token, waiting: list[_Waiting]) -> Syntax:
        """\\sqrt{x}, \\sqrt[3]{x}"""
        self.at += 1
        degree: Syntax
        if self.here("open", "["):
            bracket = self.tokens[self.at]
            self.at += 1
            degree = self.expression()
            self._shut(bracket)
        else:
            degree = self.make(syntax.Number(token[2], token[3], Integer(2)))
        body = self._argument_or_digits("what the root is of, {...}", single=True)
        return self.make(syntax.Root(token[2], self.tokens[self.at - 1][3], body, degree))

    def _accent(self, token: Token, waiting: list[_Waiting]) -> Syntax:
        """\\dot x is the derivative by t; \\hat y a name of its own; an arrow or a bold face says nothing."""
        self.at += 1
        body = self._operand("a letter")
        end = self.tokens[self.at - 1][3]
        if token[1] in ("dot", "ddot"):
            return self.make(syntax.Derivative(token[2], end, False, body, (("t", len(token[1]) - 2 if token[1] == "dot" else 2),)))
        if not isinstance(body, syntax.Name):
            raise self.error("an accent on more than a letter", token, "a letter")
        return self.make(syntax.Name(token[2], end, body.name + ("_" + token[1] if token[1] else "")))

    def _environment(self, token: Token, waiting: list[_Waiting]) -> Syntax:
        """\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}, and cases."""
        self.at += 1
        name = token[1]
        rows: list[list[Syntax]] = [[]]
        while self.tokens[self.at][0] not in ("leave", "end"):
            if self.here("newline"):
                self.at += 1
                if self.tokens[self.at][0] not in ("leave", "newline") and rows[-1]:
                    rows.append([])
            elif self.here("&"):
                self.at += 1
            else:
                if rows[-1] and self.tokens[self.at - 1][0] not in ("&",):
                    raise self.unexpected(self.tokens[self.at], "& or \\\\")
                rows[-1].append(self.expression())
        closing = self.tokens[self.at]
        if closing[1] != name:
            raise ReadError(f"\\begin{{{name}}} is never ended", self.text, (token[2], token[3]), f"\\end{{{name}}}")
        self.at += 1
        if name == "cases":
            raise self.error("these cases are no expression", token)
        matrix = self._matrix([tuple(row) for row in rows], token[2], closing[3])
        if name == "vmatrix":
            return self.make(syntax.Call(token[2], closing[3], "det", (matrix,)))
        return matrix

    # Derivatives, integrals

    def _derivative(self, token: Token, waiting: list[_Waiting]) -> Syntax | None:
        self.at += 1
        partial, of, variables = token[1]
        start, end = token[2], token[3]
        # ∂²f/∂x∂y is ∂/∂x (∂f/∂y): the one written last comes first.
        variables = tuple(reversed(variables))
        if of is not None:
            body = self.make(syntax.Name(start, end, of))
            return self.make(syntax.Derivative(start, end, partial, body, variables))
        bracket = self.tokens[self.at]
        frame = _Waiting(DERIVATIVE, "derivative", start, [], (partial, variables, None))
        if bracket[0] == "open" and bracket[1] in "([":
            body = self._group(bracket, [])
            if bracket[1] == "[" and self.tokens[self.at][0] not in ("^", "!", "'"):
                return self.make(syntax.Derivative(start, self.tokens[self.at - 1][3], partial, body, variables))
            frame.flag = (partial, variables, bracket)
            waiting.append(frame)
            return body
        waiting.append(frame)
        return None

    def _integral(self, token: Token, waiting: list[_Waiting]) -> Syntax:
        """∫_a^b f dx"""
        self.at += 1
        lower = upper = None
        if self.here("_"):
            self.at += 1
            lower = self._limit()
        if self.here("^"):
            self.at += 1
            upper = self._limit()
        if (lower is None) != (upper is None):
            raise self.error("an integral with one limit", token, "both limits or none")
        body = self.expression(lowest=RELATION)
        inner = body.factors if isinstance(body, syntax.Product) else (body,)
        last = inner[-1]
        if not (isinstance(last, syntax.Name) and last.name[0] == "d" and len(last.name) > 1):
            if isinstance(body, syntax.Sum):
                raise self.error("an integral over a sum without brackets", token, "brackets around the sum")
            raise self.unexpected(self.tokens[self.at], "the variable of integration, as in dx")
        factors = inner[:-1]
        if not factors:
            factors = (self.make(syntax.Number(token[2], token[3], Integer(1))),)
        f = factors[0] if len(factors) == 1 else self.make(syntax.Product(factors[0].start, factors[-1].end, factors))
        return self.make(syntax.Integral(token[2], body.end, f, last.name[1:], lower, upper))

    def _limit(self) -> Syntax:
        if self.here("-"):
            token = self.tokens[self.at]
            self.at += 1
            node = self._operand("a limit")
            return self.make(syntax.Negative(token[2], node.end, node))
        return self._operand("a limit")

    # Postfixes

    def _factorial(self, node: Syntax, token: Token) -> Syntax:
        self.at += 1
        if self.here("!"):
            raise self.error("a double factorial", token, "brackets: (n!)!")
        return self.make(syntax.Apply(node.start, token[3], "factorial", (node,)))

    def _percent(self, node: Syntax, token: Token) -> Syntax:
        self.at += 1
        if not isinstance(node, syntax.Number):
            raise self.error("% after something that is no number", token)
        self.decimal = True
        return self.make(syntax.Percent(node.start, token[3], node))

    def _prime(self, node: Syntax, token: Token) -> Syntax:
        primes, end = self._primes()
        if isinstance(node, (syntax.Number, syntax.Power)) and self.tokens[self.at - 2][0] != "close":
            raise self.error("a prime on a number or a power", token, "brackets around what is differentiated")
        return self.make(syntax.Prime(node.start, end, node, primes))

    def _transpose(self, node: Syntax, token: Token) -> Syntax:
        self.at += 1
        return self.make(syntax.Call(node.start, token[3], "transpose", (node,)))

    def _bar_at(self, node: Syntax, token: Token) -> Syntax | None:
        """f |_(x = 1): only with its subscript; any other bar is not for the operand before it."""
        if self.tokens[self.at + 1][0] != "_":
            return None
        self.at += 2
        bracket = self.tokens[self.at]
        if bracket[0] != "open":
            raise self.unexpected(bracket, "the place, as in |_(x = 1)")
        where = self._arguments()
        end = self.tokens[self.at - 1][3]
        place = where[0] if len(where) == 1 else self.make(syntax.Sequence(bracket[2], end, where))
        return self.make(syntax.At(node.start, end, node, place))


_PREFIX: dict[str, Callable[[Parser, Token, list[_Waiting]], Syntax | None]] = {
    "number": Parser._number,
    "name": Parser._name,
    "constant": Parser._constant,
    "function": Parser._function,
    "called": Parser._called,
    "event": Parser._event,
    "∇": Parser._gradient,
    "open": Parser._group,
    "-": Parser._minus,
    "+": Parser._plus,
    "bar": Parser._bars,
    "norm": Parser._bars,
    "root": Parser._root,
    "radical": Parser._radical,
    "fraction": Parser._fraction,
    "accent": Parser._accent,
    "begin": Parser._environment,
    "derivative": Parser._derivative,
    "integral": Parser._integral,
}
_POSTFIX: dict[str, Callable[[Parser, Syntax, Token], Syntax | None]] = {
    "!": Parser._factorial,
    "%": Parser._percent,
    "'": Parser._prime,
    "transpose": Parser._transpose,
    "bar": Parser._bar_at,
}

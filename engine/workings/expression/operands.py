"""The operands of an expression: numbers, names, calls, brackets, functions, roots, fractions, derivatives, integrals.

Each function here reads one kind of token for the parser `p`. It returns the node read, or None where it has only left
an operator waiting (`sin`, `-`, `d/dx`) whose operand is still to come.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy import Integer

from workings.expression import syntax
from workings.expression.big_signs import indexed, integral, limit
from workings.expression.calls import called, name
from workings.expression.errors import ReadError
from workings.expression.layouts import environment, inline_pieces, rows
from workings.expression.precedence import (
    APPLIED,
    DERIVATIVE,
    MINUS,
    OPERAND,
    PRODUCT,
    ROOT,
    TIGHT_MINUS,
    Waiting,
)
from workings.expression.syntax import Syntax
from workings.expression.vocabulary import ARC

if TYPE_CHECKING:
    from workings.expression.parser import Parser
    from workings.expression.tokens import Token

__all__ = ["POSTFIX", "PREFIX", "constant", "number"]

_SEVERAL = frozenset({"max", "min", "polygamma", "binomial"})


def number(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    value = token[1]
    if "." in p.text[token[2] : token[3]]:
        p.decimal = True
    return p.make(syntax.Number(token[2], token[3], value))


def constant(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    return p.make(syntax.Constant(token[2], token[3], token[1]))


def gradient(p: Parser, token: Token, waiting: list[Waiting]) -> None:
    """∇f, ∇_(x, y) f by these variables, ∇_(3, 4) f along a direction"""
    direction: tuple[Syntax, ...] = ()
    if p.skip("_"):
        if p.here("open"):
            direction = p.arguments()
        elif p.here("name"):
            direction = (p.operand("the variable"),)
        else:
            raise p.unexpected(p.tokens[p.at], "the direction, as in ∇_(3, 4), or the variable, as in ∇_w")
    waiting.append(Waiting(APPLIED, "gradient", token[2], [], ("∇", direction)))


def event(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    return p.make(syntax.Probability(token[2], token[3], token[1]))


def group(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    sign, start = token[1], token[2]
    if sign == "[" and p.here("open", "["):
        return rows(p, token)
    if sign == "{" and (pieces := inline_pieces(p, token)) is not None:
        return pieces
    if p.tokens[p.at][0] == "close":
        if not p.lists:
            raise p.error("empty brackets", token, OPERAND)
        return p.make(syntax.Sequence(start, p.shut(token)[3], ()))
    node = p.expression()
    if p.here(",") and sign in "([":
        items = [node]
        while p.skip(","):
            items.append(p.expression())
        node = p.make(syntax.Sequence(start, p.tokens[p.at][3], tuple(items)))
    elif p.here("word"):
        raise p.unexpected(p.tokens[p.at], "an operator")
    end = p.shut(token)[3]
    if sign in "⌊⌈":
        return p.make(syntax.Apply(start, end, "floor" if sign == "⌊" else "ceiling", (node,)))
    return node


def bars(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    if token[1] == ")":
        raise p.unexpected(token, OPERAND)
    node = p.expression(inside_bars=True)
    end = p.tokens[p.at]
    if end[0] != token[0]:
        what = "|" if token[0] == "bar" else "‖"
        raise ReadError(f"the bar '{what}' is never closed", p.text, (token[2], token[3]), f"a second '{what}'")
    p.at += 1
    return p.make(syntax.Apply(token[2], end[3], "abs", (node,)))


# Prefixes


def minus(p: Parser, token: Token, waiting: list[Waiting]) -> None:
    tight = bool(waiting) and waiting[-1].binds >= PRODUCT
    waiting.append(Waiting(TIGHT_MINUS if tight else MINUS, "negative", token[2], []))


def plus(p: Parser, token: Token, waiting: list[Waiting]) -> None:
    if p.tokens[p.at][0] in ("+", "end"):
        raise p.unexpected(p.tokens[p.at], OPERAND)


def function(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax | None:
    name, start = token[1], token[2]
    base: Syntax | None = None
    exponent: Syntax | None = None
    if p.skip("_"):
        base = p.operand("the base of the logarithm")
        if name not in ("log", "ln", "lg"):
            raise p.error(f"a subscript on {name}", token, "log_b")
    primes, _ = p.primes()
    if p.skip("^"):
        exponent = p.signed_operand("an exponent")  # one number, letter or bracket
        if is_minus_one(p, exponent):
            if name not in ARC:
                raise p.error(f"{name}^-1 can be the inverse or 1/{name}", token, f"1/{name}(x)")
            name, exponent = ARC[name], None
        if base is None and name == "log" and p.skip("_"):
            base = p.operand("the base of the logarithm")
    if name in ("log", "lg") and base is None:
        read = "the natural logarithm" if name == "log" else "the logarithm to base 10"
        message = f"{name} is read as {read}"
        if all(note.message != message for note in p.notes):
            p.note(message, start, token[3])
    if p.here("open"):
        bracket = p.tokens[p.at]
        node = applied(p, name, start, base, primes, p.arguments(), bracket)
        return node if exponent is None else p.make(syntax.Power(start, node.end, node, exponent))
    if name in _SEVERAL:
        raise p.error(f"{name} without brackets", token, f"{name}(a, b)")
    waiting.append(Waiting(APPLIED, "applied", start, [], (name, base, exponent, primes)))
    return None


def applied(
    p: Parser, name: str, start: int, base: Syntax | None, primes: int, arguments: tuple[Syntax, ...], bracket: Token
) -> Syntax:
    """A known function with its arguments in brackets."""
    end = p.tokens[p.at - 1][3]
    if name in ("max", "min"):
        return p.make(syntax.Extreme(start, end, name, arguments))
    if name == "log" and base is None and len(arguments) == 2:
        p.notes = [note for note in p.notes if note.span != (start, start + 3)]
        base, arguments = arguments[1], arguments[:1]
    if len(arguments) != (2 if name in _SEVERAL else 1):
        raise p.error(f"{name} of {len(arguments)} arguments", bracket, "one argument")
    return p.make(syntax.Apply(start, end, name, arguments, base, primes))


def is_minus_one(p: Parser, node: Syntax) -> bool:
    return isinstance(node, syntax.Negative) and isinstance(node.body, syntax.Number) and node.body.value == 1


def root(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax | None:
    """√x, ∛(x + 1)"""
    degree = p.make(syntax.Number(token[2], token[3], Integer(int(token[1]))))
    if p.here("open"):
        node = group(p, p.next(), [])
        return p.make(syntax.Root(token[2], p.tokens[p.at - 1][3], node, degree))
    beside = p.tokens[p.at + 1] if p.here("number") else token
    if beside[0] in ("name", "constant") and beside[2] == p.tokens[p.at][3]:
        read = f"{p.text[token[2] : beside[2]]}·{p.text[beside[2] : beside[3]]}"
        p.note(f"read as {read}; brackets make it the root of both", token[2], beside[3])
    waiting.append(Waiting(ROOT, "root", token[2], [], degree))
    return None


# LaTeX


def fraction(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    p.split_digits()
    top = p.operand("the numerator, {...}")
    p.split_digits()
    bottom = p.operand("the denominator, {...}")
    end = p.tokens[p.at - 1][3]
    above = top.factors if isinstance(top, syntax.Product) else (top,)
    derivative = p.differential_quotient(above, bottom, token[2], end)
    if derivative is not None:
        return derivative
    return p.make(syntax.Product(token[2], end, (*above, p.make(syntax.Over(bottom.start, bottom.end, bottom)))))


def binom(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    """\\binom{n}{k}"""
    above, below = p.operand("the upper number, {...}"), p.operand("the lower number, {...}")
    return p.make(syntax.Apply(token[2], p.tokens[p.at - 1][3], "binomial", (above, below)))


def radical(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    """\\sqrt{x}, \\sqrt[3]{x}"""
    degree: Syntax
    if p.here("open", "["):
        bracket = p.next()
        degree = p.expression()
        p.shut(bracket)
    else:
        degree = p.make(syntax.Number(token[2], token[3], Integer(2)))
    p.split_digits()
    body = p.operand("what the root is of, {...}")
    return p.make(syntax.Root(token[2], p.tokens[p.at - 1][3], body, degree))


def accent(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    """\\dot x is the derivative by t; \\hat y a name of its own; an arrow or a bold face says nothing."""
    body = p.operand("a letter")
    end = p.tokens[p.at - 1][3]
    if token[1] in ("dot", "ddot"):
        return p.make(
            syntax.Derivative(token[2], end, False, body, (("t", len(token[1]) - 2 if token[1] == "dot" else 2),))
        )
    if not isinstance(body, syntax.Name):
        raise p.error("an accent on more than a letter", token, "a letter")
    return p.make(syntax.Name(token[2], end, body.name + ("_" + token[1] if token[1] else "")))


# Derivatives, integrals


def derivative(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax | None:
    partial, of, variables = token[1]
    start, end = token[2], token[3]
    # ∂²f/∂x∂y is ∂/∂x (∂f/∂y): the one written last comes first.
    variables = tuple(reversed(variables))
    if of is not None:
        return quotient(p, of, partial, variables, start, end)
    bracket = p.tokens[p.at]
    frame = Waiting(DERIVATIVE, "derivative", start, [], (partial, variables, None))
    if bracket[0] == "open" and bracket[1] in "([":
        body = group(p, p.next(), [])
        if bracket[1] == "[" and p.tokens[p.at][0] not in ("^", "!", "'"):
            return p.make(syntax.Derivative(start, p.tokens[p.at - 1][3], partial, body, variables))
        frame.flag = (partial, variables, body)
        waiting.append(frame)
        return body
    waiting.append(frame)
    return None


def quotient(p: Parser, of: str, partial: bool, variables: tuple[Any, ...], start: int, end: int) -> Syntax:
    """dy/dx, and ∂f/∂x (x, y) with its place."""
    opening = p.tokens[p.at]
    if partial and opening[:2] == ("open", "(") and any(token[0] == "," for token in p.bracket()):
        arguments = p.arguments()
        end = p.tokens[p.at - 1][3]
        by_a_place = len(variables) == 1 and str(variables[0][0]).startswith("xi_")  # ∂f/∂ξ_2: by the second argument
        if by_a_place or all(isinstance(a, syntax.Name) for a in arguments):
            body: Syntax = p.make(syntax.Call(start, end, of, arguments))
            return p.make(syntax.Derivative(start, end, partial, body, variables))
        goal = p.make(syntax.Derivative(start, end, partial, p.make(syntax.Name(start, end, of)), variables))
        return p.make(syntax.At(start, end, goal, p.make(syntax.Sequence(opening[2], end, arguments))))
    return p.make(syntax.Derivative(start, end, partial, p.make(syntax.Name(start, end, of)), variables))


# Postfixes


def factorial(p: Parser, node: Syntax, token: Token) -> Syntax:
    p.at += 1
    if p.here("!"):
        raise p.error("a double factorial", token, "brackets: (n!)!")
    return p.make(syntax.Apply(node.start, token[3], "factorial", (node,)))


def percent(p: Parser, node: Syntax, token: Token) -> Syntax:
    p.at += 1
    if not isinstance(node, syntax.Number):
        raise p.error("% after something that is no number", token)
    p.decimal = True
    return p.make(syntax.Percent(node.start, token[3], node))


def prime(p: Parser, node: Syntax, token: Token) -> Syntax:
    primes, end = p.primes()
    if isinstance(node, (syntax.Number, syntax.Power)) and p.tokens[p.at - 2][0] != "close":
        raise p.error("a prime on a number or a power", token, "brackets around what is differentiated")
    return p.make(syntax.Prime(node.start, end, node, primes))


def transpose(p: Parser, node: Syntax, token: Token) -> Syntax:
    p.at += 1
    return p.make(syntax.Call(node.start, token[3], "transpose", (node,)))


def raised_transpose(p: Parser, node: Syntax, token: Token) -> Syntax | None:
    """A^{\\top}; any other power is not for here."""
    kinds = [t[0] for t in p.tokens[p.at + 1 : p.at + 4]]
    if kinds[:1] == ["transpose"]:
        p.at += 1
    elif kinds == ["open", "transpose", "close"]:
        p.at += 3
    else:
        return None
    return transpose(p, node, token)


def bar_at(p: Parser, node: Syntax, token: Token) -> Syntax | None:
    """f |_(x = 1): only with its subscript; any other bar is not for the operand before it."""
    if p.tokens[p.at + 1][0] != "_":
        return None
    p.at += 2
    bracket = p.tokens[p.at]
    if bracket[0] != "open":
        raise p.unexpected(bracket, "the place, as in |_(x = 1)")
    return p.at_place(node)


PREFIX: dict[str, Callable[[Parser, Token, list[Waiting]], Syntax | None]] = {
    "number": number,
    "name": name,
    "constant": constant,
    "function": function,
    "called": called,
    "event": event,
    "∇": gradient,
    "open": group,
    "-": minus,
    "+": plus,
    "bar": bars,
    "norm": bars,
    "root": root,
    "radical": radical,
    "fraction": fraction,
    "binom": binom,
    "accent": accent,
    "begin": environment,
    "derivative": derivative,
    "integral": integral,
    "indexed": indexed,
    "lim": limit,
}
POSTFIX: dict[str, Callable[[Parser, Syntax, Token], Syntax | None]] = {
    "!": factorial,
    "%": percent,
    "'": prime,
    "transpose": transpose,
    "bar": bar_at,
    "^": raised_transpose,
}

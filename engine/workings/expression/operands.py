"""The operands of an expression: numbers, names, calls, brackets, functions, roots, fractions, derivatives, integrals.

Each function here reads one kind of token for the parser `p`. It returns the node read, or None where it has only left
an operator waiting (`sin`, `-`, `d/dx`) whose operand is still to come.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy import Integer

from workings.expression import syntax
from workings.expression.big_signs import indexed, integral, limit
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
from workings.expression.vocabulary import ARC, FUNCTION_LETTERS, INDEX_LAST, KINDS, PARAMETRISED, UPRIGHT

if TYPE_CHECKING:
    from workings.expression.parser import Parser
    from workings.expression.tokens import Token

__all__ = ["POSTFIX", "PREFIX", "constant", "number"]

_SEVERAL = frozenset({"max", "min", "polygamma", "binomial"})
OF_LISTS = frozenset({"hyper", "meijerG", "meijerg"})
BESSEL = re.compile(r"[JYIK]_(?:\d{1,3}|n|nu)|[JY]_(?:m|mu|alpha|l|p)")
POLYNOMIALS = {
    f"{letter}_n": f"{family} polynomial; write f_n for a function of which nothing is known"
    for letter, family in (
        ("P", "Legendre"),
        ("H", "Hermite"),
        ("L", "Laguerre"),
        ("T", "Chebyshev"),
        ("U", "Chebyshev"),
    )
}


def number(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    value = token[1]
    if "." in p.text[token[2] : token[3]]:
        p.decimal = True
    return p.make(syntax.Number(token[2], token[3], value))


def constant(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    return p.make(syntax.Constant(token[2], token[3], token[1]))


def name(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    name, start, end = token[1], token[2], token[3]
    primes, stop = p.primes()
    bracket = p.tokens[p.at]
    if bracket[0] == "open" and bracket[1] in "([":
        if not primes and bracket[2] == stop and name not in p.scope.symbols and (kind := read_as(p, name)):
            letter, _, index = name.partition("_")
            p.note(f"{name} is read as a {kind}", start, end)
            return call(p, UPRIGHT[letter, True], start, 0, (ordinal(p, index, start, end),))
        if is_call(p, name, primes, stop):
            return call(p, name, start, primes)
    if bracket[0] == "^" and bracket[2] == stop and (family := is_family(p, name)):
        letter, index = family
        p.note(f"{name} with something raised in brackets is read as one of a family of special functions", start, end)
        return parametrised(p, letter, token, (ordinal(p, index, start, end),))
    node: Syntax = p.make(syntax.Name(start, end, name))
    return p.make(syntax.Prime(start, stop, node, primes)) if primes else node


def ordinal(p: Parser, index: str, start: int, end: int) -> Syntax:
    """The index that a name ends in, as a number or a name of its own."""
    number = index.isdigit()
    return p.make(syntax.Number(start, end, Integer(index)) if number else syntax.Name(start, end, index))


def read_as(p: Parser, name: str) -> str:
    """What J_0, and P_n of something with x in it, are where nothing else is said of them; else nothing."""
    if BESSEL.fullmatch(name):
        return "Bessel function"
    of_x = any(token[:2] == ("name", "x") for token in p.bracket())
    return POLYNOMIALS.get(name, "") if of_x and name not in p.scope.functions else ""


def is_family(p: Parser, name: str) -> tuple[str, str] | None:
    """The letter and index of L_n^{(a)}(x) and its like, which no product is written as."""
    letter, _, index = name.partition("_")
    if not index or name in p.scope.symbols or name in p.scope.functions:
        return None
    at = p.at + 1 + (p.tokens[p.at + 1][:2] == ("open", "{"))
    if p.tokens[at][:2] != ("open", "("):
        return None
    items, level = 1, 0
    for k in range(at, len(p.tokens)):
        level += (p.tokens[k][0] == "open") - (p.tokens[k][0] == "close")
        items += level == 1 and p.tokens[k][0] == ","
        if level <= 0:
            break
    after = k + 1 + (p.tokens[k + 1][:2] == ("close", "}")) if k + 1 < len(p.tokens) else k
    which = p.tokens[at + 1]
    kind = which[0] == "number" and k == at + 2 and (letter, int(which[1])) in KINDS
    called = after < len(p.tokens) and p.tokens[after][:2] == ("open", "(")
    return (letter, index) if called and (kind or (letter, items) in PARAMETRISED) else None


def is_call(p: Parser, name: str, primes: int, stop: int) -> bool:
    """Whether name(...) is a function of what stands in the brackets, or a product.

    It is a function where the scope says so; else where the bracket holds a list with commas or one bare variable,
    since nobody brackets those in a product; where primes stand, unless a sum follows; and where the letter is one of
    `FUNCTION_LETTERS` and nowhere in the text stands without brackets. Where a space comes before the bracket, only
    the scope and a bare variable make it a function.
    """
    scope, bracket = p.scope, p.tokens[p.at]
    between = p.text[stop : bracket[2]].strip()
    spaced = bracket[2] > stop and not between.startswith(("\\left", "\\big", "\\Big"))
    if bracket[1] == "[":
        return name == "E" and name not in scope.symbols
    if name in scope.functions or name in scope.letters:
        return True
    if name in scope.symbols or name in scope.names:
        return False
    inside = p.bracket()
    bare = len(inside) == 1 and inside[0][0] == "name" and inside[0][1] != name
    if spaced:
        return bare and (name in FUNCTION_LETTERS or primes > 0)
    if bare or any(token[0] == "," for token in inside):
        return True
    if name in scope.dependents and not primes and any(token[0] == "name" for token in inside):
        return False  # y(2t) is y times 2t where y = t^3 is given, and y(2) its value at 2
    if name in scope.dependents or primes:
        return not any(token[0] in "+-" for token in inside[1:])
    if "_" in name:
        return name.partition("_")[0] in (scope.dependents.keys() | scope.functions.keys())
    if name in FUNCTION_LETTERS:
        return name not in bare_names(p)
    if len(inside) == 1 and inside[0][0] == "number":
        p.note(f"read as {name} times {inside[0][1]}", stop - 1, inside[0][3] + 1)
    elif name == "d":
        p.note("read as d times the bracket; write 'total differential of' for that", stop - 1, bracket[3])
    return False


def bare_names(p: Parser) -> frozenset[str]:
    """The names that stand in the text without a bracket behind them."""
    if p.bare is None:
        after = zip(p.tokens, p.tokens[1:], strict=False)
        p.bare = frozenset(t[1] for t, n in after if t[0] == "name" and n[0] not in ("open", "'"))
    return p.bare


def call(p: Parser, name: str, start: int, primes: int, index: tuple[Syntax, ...] = ()) -> Syntax:
    p.lists += name in OF_LISTS
    arguments = p.arguments()
    p.lists -= name in OF_LISTS
    arguments = arguments + index if name in INDEX_LAST else index + arguments
    return p.make(syntax.Call(start, p.tokens[p.at - 1][3], name, arguments, primes))


def called(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax | None:
    """\\operatorname{name}(...): a function by its full name; an index is its first argument, as in Li_2(x)."""
    if token[1] == "pFq" or token[1].startswith("G "):
        return of_lists(p, token)
    index: tuple[Syntax, ...] = ()
    if p.skip("_"):
        index = (p.operand("the index"),)
    if p.here("^"):
        letter = re.sub("[^A-Za-z]", "", p.text[token[2] : token[3]])
        return parametrised(p, letter, token, index)
    primes, _ = p.primes()
    if p.here("open", "(") or (p.here("open", "[") and p.tokens[p.at + 1][:2] != ("open", "[")):
        return call(p, UPRIGHT.get((str(token[1]), bool(index))) or str(token[1]), token[2], primes, index)
    if index or primes:
        raise p.unexpected(p.tokens[p.at], f"{token[1]} of something in brackets")
    waiting.append(Waiting(APPLIED, "called", token[2], [], (token[1],)))
    return None


def of_lists(p: Parser, token: Token) -> Syntax:
    """{}_2F_1(a, b; c; x), and G_{p, q}^{m, n}(x; a, ...; b, ...)"""
    bracket = p.tokens[p.at]
    p.at += 1
    lists: list[tuple[Syntax, ...]] = [()]
    while not p.here("close"):
        if p.here(";"):
            p.at += 1
            lists.append(())
        elif p.here(","):
            p.at += 1
        else:
            lists[-1] = (*lists[-1], p.expression())
    end = p.shut(bracket)[3]
    place = 2 if token[1] == "pFq" else 0
    if len(lists) != 3 or len(lists[place]) != 1:
        raise p.error("this function has two lists and an argument, with semicolons between", token)
    (argument,) = lists.pop(place)
    name = "hyper"
    if place == 0:
        m, n = map(int, token[1].split()[1:])
        name, lists = "meijerG", [lists[0][:n], lists[0][n:], lists[1][:m], lists[1][m:]]
    made = (p.make(syntax.Sequence(token[2], end, part)) for part in lists)
    return p.make(syntax.Call(token[2], end, name, (*made, argument), 0))


def parametrised(p: Parser, letter: str, token: Token, index: tuple[Syntax, ...]) -> Syntax:
    """L_n^{(a)}(x), P_n^{(a, b)}(x), P_n^m(x), H_n^{(1)}(x): what is raised is a parameter."""
    p.at += 1
    braced = p.here("open", "{")
    in_brackets = p.tokens[p.at + braced][:2] == ("open", "(")
    raised = p.operand("a parameter")
    items = raised.items if isinstance(raised, syntax.Sequence) else (raised,)
    which = int(raised.value) if isinstance(raised, syntax.Number) and in_brackets else 0
    kind = KINDS.get((letter, which))
    known = kind or PARAMETRISED.get((letter, len(items) if in_brackets else 0))
    if known is None or not p.here("open", "("):
        raise p.error(f"{letter} with something raised is no function known here", token, f"{letter}(x)")
    if known == "DiracDelta":
        return _with_order_last(p, known, token, items)
    return call(p, known, token[2], 0, index if kind else (*index, *items))


def _with_order_last(p: Parser, name: str, token: Token, order: tuple[Syntax, ...]) -> Syntax:
    arguments = (*p.arguments(), *order)
    return p.make(syntax.Call(token[2], p.tokens[p.at - 1][3], name, arguments, 0))


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

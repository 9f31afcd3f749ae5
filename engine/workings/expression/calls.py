"""Names and calls: whether x(...) is a function or a product, and functions with an index or a parameter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sympy import Integer

from workings.expression import syntax
from workings.expression.precedence import APPLIED, Waiting
from workings.expression.syntax import Syntax
from workings.expression.vocabulary import FUNCTION_LETTERS, INDEX_LAST, KINDS, PARAMETRISED, UPRIGHT

if TYPE_CHECKING:
    from workings.expression.parser import Parser
    from workings.expression.tokens import Token

__all__ = ["called", "name"]

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
    bracket = p.next()
    lists: list[tuple[Syntax, ...]] = [()]
    while not p.here("close"):
        if p.skip(";"):
            lists.append(())
        elif not p.skip(","):
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

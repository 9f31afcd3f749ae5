"""Signs with limits: integrals, sums and products over an index, and lim itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Integer

from workings.expression import syntax
from workings.expression.members import INDICES, split
from workings.expression.precedence import SUM, Waiting
from workings.expression.syntax import Syntax

if TYPE_CHECKING:
    from workings.expression.parser import Parser
    from workings.expression.tokens import Token

__all__ = ["indexed", "integral", "limit"]


def integral(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    """∫_a^b f dx"""
    lower = upper = None
    if p.skip("_"):
        lower = p.signed_operand("a limit")
    if p.skip("^"):
        upper = p.signed_operand("a limit")
    if (lower is None) != (upper is None):
        raise p.error("an integral with one limit", token, "both limits or none")
    p.integrals += 1
    terms = []
    variable = ""
    while not variable:
        sign = p.tokens[p.at]
        if sign[0] in ("+", "-"):
            p.at += 1
        term, variable = _without_differential(p, p.expression(lowest=SUM))
        terms.append(p.make(syntax.Negative(sign[2], term.end, term)) if sign[0] == "-" else term)
        if not variable and not (p.here("+") or p.here("-")):
            raise p.unexpected(p.tokens[p.at], "the variable of integration, as in dx")
    p.integrals -= 1
    f = terms[0] if len(terms) == 1 else p.make(syntax.Sum(terms[0].start, terms[-1].end, tuple(terms)))
    return p.make(syntax.Integral(token[2], p.tokens[p.at - 1][3], f, variable, lower, upper))


def _without_differential(p: Parser, term: Syntax) -> tuple[Syntax, str]:
    """The term of an integrand without the dx that it ends with, and x; '' where it ends with none."""
    factors = term.factors if isinstance(term, syntax.Product) else (term,)
    *inner, last = factors
    if not (isinstance(last, syntax.Name) and last.name[0] == "d" and len(last.name) > 1):
        return term, ""
    if not inner:
        return p.make(syntax.Number(last.start, last.end, Integer(1))), last.name[1:]
    return p.product(tuple(inner)), last.name[1:]


def indexed(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    """∑_{k=1}^n f: of the one term behind it, as d/dx is; ∑_i f leaves the ends to the reader, ∑ f the index too."""
    index, lower, upper = "", None, None
    if p.skip("_"):
        index, lower = _index(p)
    if p.skip("^"):
        upper = p.signed_operand("a limit")
    body = p.expression(lowest=SUM)
    if p.tokens[p.at][0] in ("+", "-"):
        p.note(f"the {token[1]} is read as that of {p.source(body)} alone", token[2], body.end)
    index = index or _only_index(p, token, body)
    if lower is None:
        lower = p.make(syntax.Number(token[2], token[3], Integer(1)))
        if upper is None:
            last = _last(p, index)
            upper = p.make(syntax.Name(token[2], token[3], last))
            p.note(f"the {token[1]} is read as that over {index} = 1, ..., {last}", token[2], body.end)
    if upper is None:
        raise p.error(f"a {token[1]} without its end", token, f"where {index} ends, as in ^{{n}}")
    return p.make(syntax.Indexed(token[2], body.end, token[1], body, index, lower, upper))


def _index(p: Parser) -> tuple[str, Syntax | None]:
    """{k = 1}, {k} or k, and where the index begins if that is said."""
    bracket = p.take("open") if p.here("open") else None
    name = p.take("name", expected="the index, as in _{k=1}^{n} or _k")[1]
    lower = None
    if bracket is not None and not p.here("close"):
        p.take("relation", "=", "= and where the index begins")
        lower = p.expression()
    if bracket is not None:
        p.shut(bracket)
    return name, lower


def _only_index(p: Parser, token: Token, body: Syntax) -> str:
    """The index of a sum that names none: the one letter that stands as an index in it."""
    names = [t[1] for t in p.tokens if t[0] == "name" and body.start <= t[2] < body.end]
    letters = {index for name in names for index in split(name)[1] if index in INDICES}
    if len(letters) != 1:
        raise p.error(f"a {token[1]} without its index", token, "the index, as in _{k=1}^{n} or _k")
    return letters.pop()


def _last(p: Parser, index: str) -> str:
    """The letter for how many there are: n, or N or m where the text has one of those instead; none is an index."""
    names = {t[1] for t in p.tokens if t[0] == "name"}
    taken = {index, *(i for name in names for i in split(name)[1])}
    letters = [letter for letter in ("n", "N", "m", "M", "K") if letter not in taken]
    return next((letter for letter in letters if letter in names), letters[0])


def limit(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    """lim_{h→0} f, lim(h→0) f, lim h→0 f: of the one term behind it."""
    p.skip("_")
    bracket = p.take("open") if p.here("open") else None
    variable = p.take("name", expected="what goes to a limit, as in lim_{h→0}")[1]
    p.take("arrow", expected="→ and the limit, as in lim_{h→0}")
    point = p.expression() if bracket else p.signed_operand("a limit")
    if bracket:
        p.shut(bracket)
    body = p.expression(lowest=SUM)
    if p.tokens[p.at][0] in ("+", "-"):
        p.note(f"the limit is read as that of {p.source(body)} alone", token[2], body.end)
    return p.make(syntax.Limit(token[2], body.end, body, variable, point))

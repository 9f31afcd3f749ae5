"""Signs with limits: integrals, sums and products over an index, and lim itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Integer

from workings.expression import syntax
from workings.expression.precedence import RELATION, SUM, Waiting
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
    body = p.expression(lowest=RELATION)
    p.integrals -= 1
    inner = body.factors if isinstance(body, syntax.Product) else (body,)
    last = inner[-1]
    if not (isinstance(last, syntax.Name) and last.name[0] == "d" and len(last.name) > 1):
        if isinstance(body, syntax.Sum):
            raise p.error("an integral over a sum without brackets", token, "brackets around the sum")
        raise p.unexpected(p.tokens[p.at], "the variable of integration, as in dx")
    factors = inner[:-1]
    if not factors:
        factors = (p.make(syntax.Number(token[2], token[3], Integer(1))),)
    return p.make(syntax.Integral(token[2], body.end, p.product(factors), last.name[1:], lower, upper))


def indexed(p: Parser, token: Token, waiting: list[Waiting]) -> Syntax:
    """∑_{k=1}^n f: of the one term behind it, as d/dx is."""
    p.take("_", expected="the index, as in _{k=1}^{n}")
    bracket = p.take("open", expected="the index, as in _{k=1}^{n}")
    index = p.take("name", expected="the index, a letter")[1]
    p.take("relation", "=", "= and where the index begins")
    lower = p.expression()
    p.shut(bracket)
    p.take("^", expected="where the index ends, as in ^{n}")
    upper = p.signed_operand("a limit")
    body = p.expression(lowest=SUM)
    if p.tokens[p.at][0] in ("+", "-"):
        p.note(f"the {token[1]} is read as that of {p.source(body)} alone", token[2], body.end)
    return p.make(syntax.Indexed(token[2], body.end, token[1], body, index, lower, upper))


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

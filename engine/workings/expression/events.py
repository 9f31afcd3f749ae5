"""P(A | B): the probability of an event, and the small language of events inside its brackets.

Events are words. `not`, `and`, `or`, their signs and the complement's three spellings join them; nothing is simplified,
and the order is kept.
"""

from __future__ import annotations

import re
from typing import Any

from sympy import And, Basic, Eq, Expr, Ge, Gt, Le, Lt, Ne, Not, Or, Rational, Symbol

from workings.expression.errors import BudgetError, ReadError
from workings.expression.nodes import symbol

__all__ = ["Probability", "is_event", "read_probability"]

_new = Basic.__new__
_DEPTH = 50
_RELATIONS = {"=": Eq, "<": Lt, "<=": Le, ">": Gt, ">=": Ge, "!=": Ne, "≤": Le, "≥": Ge, "≠": Ne}
_RELATIONS |= {"\\le": Le, "\\leq": Le, "\\ge": Ge, "\\geq": Ge, "\\ne": Ne, "\\neq": Ne}


class Probability(Expr):
    """P(event), or P(event | condition)."""

    __slots__ = ()
    is_commutative = True

    def __new__(cls, event: Basic, condition: Basic | None = None) -> Probability:
        return _new(cls, event) if condition is None else _new(cls, event, condition)

    @property
    def event(self) -> Basic:
        return self.args[0]

    @property
    def condition(self) -> Basic | None:
        return self.args[1] if len(self.args) > 1 else None


_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>-?[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?(?![A-Za-z]))
  | (?P<relation><=|>=|!=|[=<>≤≥≠]|\\(?:leq?|geq?|neq?)(?![A-Za-z]))
  | (?P<complement>ᶜ|\^\{?\s*(?:[cC]|\\complement|\\prime)\s*\}?(?![A-Za-z])|')
  | (?P<bar>\||\\mid(?![A-Za-z])|\\vert(?![A-Za-z])|\\middle\|)
  | (?P<and>and(?![\w])|∩|∧|,|;|&|\\(?:cap|land|wedge)(?![A-Za-z]))
  | (?P<or>or(?![\w])|∪|∨|\\(?:cup|lor|vee)(?![A-Za-z]))
  | (?P<not>not(?![\w])|¬|~|\\(?:neg|lnot)(?![A-Za-z]))
  | (?P<over>\\(?:bar|overline)(?![A-Za-z]))
  | (?P<open>\\left\(|[({\[])
  | (?P<close>\\right\)|[)}\]])
  | (?P<quoted>"[^"]+"|“[^”]+”)
  | (?P<face>\\(?:text|mathrm|operatorname)\s*\{(?P<inside>[^{}]*)\})
  | (?P<word>[A-Za-z][A-Za-z0-9_]*(?:[ ]+(?!(?:and|or|not)\b)[A-Za-z][A-Za-z0-9_]*)*)
  | (?P<sign>[-+])
  | (?P<space>\\[,;:!\ ]|\s+)
    )""",
    re.VERBOSE,
)
_EVENT = re.compile(
    r"""[|=<>≤≥≠∪∩¬∧∨ᶜ"“]|\\(?:mid|cap|cup|neg|lnot|bar|overline|text|land|lor|vert)\b|\b(?:not|and|or)\b
    |^\s*(?:[A-Z]|[A-Za-z][a-z]+\w*|[-+])(?:'|\^\{?[cC]\}?)?\s*(?:,|$)|^\s*[a-z]+(?:\s+[a-z]+)+\s*$""",
    re.VERBOSE,
)


def is_event(inside: str) -> bool:
    """Whether what stands in P(...) is an event; P(x) and P(t + 1) are values of a function P."""
    return _EVENT.search(inside) is not None


def read_probability(text: str, plain: str, start: int, end: int) -> Probability:
    """The probability whose brackets hold `plain[start:end]`; `text` is what the user typed.

    Raises:
        ReadError: where that is no event.
    """
    return _Events(text, plain, start, end).read()


class _Events:
    def __init__(self, text: str, plain: str, start: int, end: int) -> None:
        self.text = text
        self.end = end
        self.tokens: list[tuple[str, str, int, int]] = []
        at = start
        while at < end:
            found = _TOKEN.match(plain, at, end)
            if found is None or found.end() == at:
                if not plain[at:end].strip():
                    break
                raise ReadError("this is no event", text, (at, at + 1), "words, not, and, or, |")
            kind = found.lastgroup if found.lastgroup != "inside" else "face"
            if kind and kind != "space":
                value = found["inside"] if kind == "face" else found[kind]
                if kind == "face":
                    kind = value.strip() if value.strip() in ("and", "or", "not") else "word"
                self.tokens.append((kind, value.strip().strip('"“”'), found.start(found.lastgroup or 0), found.end()))
            at = found.end()
        self.at = 0
        self.depth = 0

    def read(self) -> Probability:
        event = self._joined()
        condition = None
        if self._here("bar"):
            self.at += 1
            condition = self._joined()
        if self.at < len(self.tokens):
            raise self._error("this does not fit here", "and, or, |, or the end of the event")
        return Probability(event, condition)

    def _here(self, kind: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][0] == kind

    def _error(self, message: str, expected: str) -> ReadError:
        span = self.tokens[self.at][2:] if self.at < len(self.tokens) else (self.end, self.end + 1)
        return ReadError(message, self.text, span, expected)

    def _joined(self) -> Basic:
        """a and b or c: `and` binds tighter."""
        options = [self._all()]
        while self._here("or"):
            self.at += 1
            options.append(self._all())
        return options[0] if len(options) == 1 else _new(Or, *options)

    def _all(self) -> Basic:
        events = [self._one()]
        while self._here("and"):
            self.at += 1
            events.append(self._one())
        return events[0] if len(events) == 1 else _new(And, *events)

    def _one(self) -> Basic:
        self.depth += 1
        if self.depth > _DEPTH:
            raise BudgetError(f"an event nested deeper than {_DEPTH} levels", self.text, (0, 1))
        event = self._bare()
        while self._here("complement"):
            self.at += 1
            event = _new(Not, event)
        self.depth -= 1
        return event

    def _bare(self) -> Basic:
        if self.at >= len(self.tokens):
            raise self._error("an event is missing", "an event")
        kind, value, *_ = self.tokens[self.at]
        if kind in ("not", "over"):
            self.at += 1
            return _new(Not, self._one())
        if kind == "open":
            self.at += 1
            event = self._joined()
            if not self._here("close"):
                raise self._error("the bracket of an event is not closed", "')'")
            self.at += 1
            return event
        if kind in ("word", "quoted", "sign", "number"):
            self.at += 1
            return self._relation(kind, value)
        raise self._error("this is no event", "a word, not, or a bracket")

    def _relation(self, kind: str, value: str) -> Basic:
        """X = 0, 1 < X <= 2, or the event itself."""
        if not self._here("relation"):
            if kind == "number":
                raise self._error("a number is no event", "a word")
            return Symbol(value)
        parts: list[Basic] = []
        left: Any = self._side(kind, value)
        while self._here("relation"):
            relation = _RELATIONS[self.tokens[self.at][1]]
            self.at += 1
            if self.at >= len(self.tokens) or self.tokens[self.at][0] not in ("word", "number"):
                raise self._error("a relation without its right side", "a number or a name")
            right = self._side(*self.tokens[self.at][:2])
            self.at += 1
            parts.append(_new(relation, left, right))
            left = right
        return parts[0] if len(parts) == 1 else _new(And, *parts)

    def _side(self, kind: str, value: str) -> Basic:
        if kind != "number":
            return symbol(value)
        if len(value) > 50:
            raise BudgetError("a number of more than 50 digits in an event", self.text, self.tokens[self.at][2:])
        top, _, bottom = value.partition("/")
        whole, _, decimals = top.partition(".")
        if bottom and not int(bottom):
            raise self._error("a division by zero", "another number")
        return Rational(int(whole + decimals), 10 ** len(decimals) * int(bottom or 1))

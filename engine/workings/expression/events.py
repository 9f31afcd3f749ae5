"""P(A | B): the probability of an event, and the small language of events inside its brackets.

Events are words. `not`, `and`, `or`, their signs and the complement's three spellings join them; nothing is simplified,
and the order is kept.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any
from unicodedata import normalize

from sympy import And, Basic, Eq, Expr, Ge, Gt, Le, Lt, Ne, Not, Or, Rational, Symbol, false

from workings.expression.errors import BudgetError, ReadError
from workings.expression.nodes import symbol

__all__ = ["Probability", "counted", "is_event", "read_probability"]

_new = Basic.__new__
_DEPTH = 50
_MOST_COUNTED = 6
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


_OCCURS = r"(?:(?:both|all|also)\s+)?(?:occur(?:s|red)?|happen(?:s|ed)?)(?:\s+(?:together|simultaneously))?(?![\w])"
_FAILS = r"(?:does\s*(?:not|n['’]t)|did\s*(?:not|n['’]t))(?![\w])"
_KEYWORD = rf"(?:(?:and|or|not|nor|but|given|xor|only|AND|OR|NOT|NOR|XOR)\b|{_OCCURS}|(?:do\s|don['’]t|{_FAILS}))"
_LETTER = r"[^\W\d_ᶜΔ]"
_STEM = rf"{_LETTER}(?:_\{{\w+\}}|[^\WᶜΔ]|[\u0300-\u036f₀-₉]|(?<=[^\W\d_]{{2}})-(?=[^\W\d_]{{2}}))*"
_EVENT_LETTER = r"(?:[A-Z](?:_\{?\w+\}?|[₀-₉\d]*)(?![a-z]))"
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<not_both>,?\s*(?:but|and)\s+not\s+(?:both|all)(?:\s+of\s+(?:them|these))?(?![\w]))
  | (?P<or_both>,?\s*or\s+both(?:\s+of\s+(?:them|these))?(?=\s*(?:$|[|∣)\]}}]|\\mid|{_OCCURS}|given\b)))
  | (?P<fails>{_FAILS}(?:\s+(?:occur|happen))?(?=\s*(?:$|[|∣)\]}},;]|\\mid|(?:and|or|but|given)\b)))
  | (?P<occurs>{_OCCURS})
  | (?P<many>(?i:exactly|at\ least|at\ most)\s+(?i:one|two|three|four|[0-9]+)(?:\s+of)?(?:\s+(?:the|them|these)\b)?
      |(?:only\s+one|neither|none|both|either|all|any)(?:\s+of)?(?:\s+(?:the|them|these)\b)?)(?![\w])
  | (?P<phrase>[0-9]+\s+(?!{_KEYWORD}){_LETTER}\w*(?:[ ]+(?!{_KEYWORD}){_STEM})*)
  | (?P<number>[-−]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:/[0-9]+)?(?![A-Za-z]))
  | (?P<relation><=|>=|!=|[=<>≤≥≠]|\\(?:leq?|geq?|neq?)(?![A-Za-z]))
  | (?P<complement>ᶜ|\^\s*\{{?\s*(?:[cC]|\\complement|\\prime|\\(?:mathsf|mathrm|text|mathbf)\s*\{{?\s*[cC]\s*\}}?)
      \s*\}}?(?![a-z])|['′’]|\\prime(?![A-Za-z])|∁)
  | (?P<bar>\||∣|\\mid(?![A-Za-z])|\\vert(?![A-Za-z])|\\middle\||given(?![\w])
      |(?<=[A-Z\d'′’)\]}}])\s*/(?=\s*(?:{_EVENT_LETTER}|[(¬\\])))
  | (?P<and>(?:and(?!/or)|AND|but)(?![\w])|∩|∧|⋂|,|;|&|\\(?:cap|bigcap|land|wedge)(?![A-Za-z]))
  | (?P<or>(?:and/or|or|OR)(?![\w])|∪|∨|⋃|\\(?:cup|bigcup|lor|vee)(?![A-Za-z]))
  | (?P<nor>(?:nor|NOR)(?![\w]))
  | (?P<one>(?:xor|XOR)(?![\w])|△|⊕|∆|Δ|⊖|\\(?:triangle|bigtriangleup|oplus|ominus|Delta|vartriangle)(?![A-Za-z]))
  | (?P<less>\\(?:setminus|backslash|smallsetminus)(?![A-Za-z])|∖|\\(?=\s*[A-Z]\b))
  | (?P<not>(?:not|NOT)(?![\w])|no(?=\ +(?!{_KEYWORD}|(?:more|less|fewer|longer|one)\b){_LETTER})
      |¬|~|!|\\(?:neg|lnot|sim)(?![A-Za-z]))
  | (?P<only>only(?![\w]))
  | (?P<over>\\(?:bar|overline|tilde|widetilde)(?![A-Za-z]))
  | (?P<open>\\left\(|[({{\[])
  | (?P<close>\\right\)|[)}}\]])
  | (?P<quoted>"[^"]+"|“[^”]+”|``[^']+\'\'|'(?=\w)[^']+'(?=\s*[|),]))
  | (?P<face>\\(?:text|mathrm|mathit|operatorname|textit)\s*\{{(?P<inside>[^{{}}]*)\}})
  | (?P<word>{_STEM}(?:[ ]+(?!{_KEYWORD}){_STEM})*)
  | (?P<sign>[-+−–⁺⁻])
  | (?P<space>\\[,;:!\ ]|\s+)
    )""",
    re.VERBOSE,
)
_LETTERS = re.compile(r"[A-Z](?:_\w+|_\{\w+\}|[₀-₉\d]+)?|[A-Z]{2,4}")
_SEVERAL = re.compile(r"[A-Z]{2,4}|[A-Z]\d?(?: [A-Z]\d?){1,3}")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_MANY = {"one": 1, "two": 2, "three": 3, "four": 4}
_EVENT = re.compile(
    r"""[|=<>≤≥≠∪∩¬∧∨ᶜ"“]|\\(?:mid|cap|cup|neg|lnot|bar|overline|text|land|lor|vert)\b|\b(?:not|and|or)\b
    |^\s*(?:[A-Z]|[A-Za-z][a-z]+\w*|[-+−])(?:'|\^\{?[cC]\}?)?\s*(?:,|$)|^\s*[a-z]+(?:\s+[a-z]+)+\s*$""",
    re.VERBOSE,
)


def is_event(inside: str) -> bool:
    """Whether what stands in P(...) is an event; P(x) and P(t + 1) are values of a function P."""
    return _EVENT.search(inside) is not None


def read_probability(text: str, plain: str, start: int, end: int, *, letters_apart: bool = False) -> Probability:
    """The probability whose brackets hold `plain[start:end]`; `text` is what the user typed.

    With `letters_apart` the complement of several capitals is left open, as the name `AB^c`: it is that of B where
    A and B are events, and of AB where this is one.

    Raises:
        ReadError: where that is no event.
    """
    return _Events(text, plain, start, end, letters_apart).read()


class _Events:
    def __init__(self, text: str, plain: str, start: int, end: int, letters_apart: bool = False) -> None:
        self.text = text
        self.letters_apart = letters_apart
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
                self.tokens.append((kind, value.strip().strip('"“”`'), found.start(found.lastgroup or 0), found.end()))
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

    def _here(self, *kinds: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][0] in kinds

    def _error(self, message: str, expected: str) -> ReadError:
        span = self.tokens[self.at][2:] if self.at < len(self.tokens) else (self.end, self.end + 1)
        return ReadError(message, self.text, span, expected)

    def _joined(self) -> Basic:
        """a and b or c: `and` binds tighter."""
        options = [self._all()]
        while self._here("or", "one"):
            exclusive = self._here("one")
            self.at += 1
            right = self._all()
            if exclusive:
                options[-1] = counted("exactly", 1, (options[-1], right))
            else:
                options.append(right)
        if self._here("or_both"):
            self.at += 1
        if self._here("not_both"):
            options = [self._not_all(options)]
        return options[0] if len(options) == 1 else _new(Or, *options)

    def _not_all(self, options: list[Basic]) -> Basic:
        """A or B but not both; A or B or C but not all"""
        if len(options) == 1 and isinstance(options[0], Or):
            options = list(options[0].args)
        if len(options) < 2:
            raise self._error("not both of what?", "A or B but not both")
        self.at += 1
        if len(options) == 2:
            return counted("exactly", 1, tuple(options))
        return _new(And, _new(Or, *options), _new(Not, _new(And, *options)))

    def _all(self) -> Basic:
        events = [self._one()]
        while (
            self._here("and", "less")
            or (self._here("sign") and self.tokens[self.at][1] in "-−–")
            or self._side_by_side()
        ):
            without = not self._here("and") and not self._side_by_side()
            self.at += not self._side_by_side()
            right = self._one()
            events.append(_new(Not, right) if without else right)
        return events[0] if len(events) == 1 else _new(And, *events)

    def _side_by_side(self) -> bool:
        """Whether an event follows without a sign, which says and: A^cB, A'B', (A or B)C, A(B or C)"""
        if not 0 < self.at < len(self.tokens):
            return False
        kind, value, *_ = self.tokens[self.at - 1]
        after, word, *_ = self.tokens[self.at]
        if kind in ("complement", "close"):
            return after in ("open", "over", "not") or (after == "word" and _LETTERS.fullmatch(word) is not None)
        return kind == "word" and _LETTERS.fullmatch(value) is not None and after in ("open", "over")

    def _one(self) -> Basic:
        self.depth += 1
        if self.depth > _DEPTH:
            raise BudgetError(f"an event nested deeper than {_DEPTH} levels", self.text, (0, 1))
        event = self._bare()
        while self._here("complement", "only", "occurs", "fails"):
            kind = self.tokens[self.at][0]
            if kind == "only":
                event = Symbol(f"only {event}")
            elif kind == "complement" and self._is_of_letters():
                event = Symbol(f"{event}^c")
            elif kind != "occurs":
                event = _new(Not, event)
            self.at += 1
        self.depth -= 1
        return event

    def _is_of_letters(self) -> bool:
        """Whether the complement stands right behind several capitals, not behind their bracket."""
        kind, value, *_ = self.tokens[self.at - 1]
        return self.letters_apart and kind == "word" and _SEVERAL.fullmatch(value) is not None

    def _bare(self) -> Basic:
        if self.at >= len(self.tokens):
            raise self._error("an event is missing", "an event")
        kind, value, *_ = self.tokens[self.at]
        if kind in ("not", "over"):
            self.at += 1
            return _new(Not, self._one())
        if kind == "only":
            self.at += 1
            return Symbol(f"only {self._one()}")
        if kind == "many":
            self.at += 1
            return self._many(" ".join(value.lower().split()))
        if kind == "open":
            self.at += 1
            event = self._joined()
            if not self._here("close"):
                raise self._error("the bracket of an event is not closed", "')'")
            self.at += 1
            return event
        if kind in ("word", "phrase", "quoted", "sign", "number"):
            self.at += 1
            return self._relation("word" if kind == "phrase" else kind, value)
        raise self._error("this is no event", "a word, not, or a bracket")

    def _many(self, said: str) -> Basic:
        """exactly one of A, B; neither A nor B; at least one, of all the events that there are."""
        head = re.sub(r"( of)?( the| them| these)?$", "", said)
        events: list[Basic] = []
        while self.at < len(self.tokens) and not self._here("bar", "close"):
            events.append(self._one())
            if not self._here("and", "or", "nor"):
                break
            self.at += 1
            if self._here("and", "or"):  # A, B, and C
                self.at += 1
        if not events:
            return Symbol("exactly one" if head == "only one" else "none" if head == "neither" else head)
        return _quantified(head, tuple(events))

    def _relation(self, kind: str, value: str) -> Basic:
        """X = 0, 1 < X <= 2, or the event itself."""
        if not self._here("relation"):
            if kind == "number":
                raise self._error("a number is no event", "a word")
            return named(value)
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
            return symbol(_spelled(value))
        if len(value) > 50:
            raise BudgetError("a number of more than 50 digits in an event", self.text, self.tokens[self.at][2:])
        top, _, bottom = value.replace("−", "-").partition("/")
        whole, _, decimals = top.partition(".")
        if bottom and not int(bottom):
            raise self._error("a division by zero", "another number")
        return Rational(int(whole + decimals), 10 ** len(decimals) * int(bottom or 1))


def named(word: str) -> Basic:
    """The event of that name; a bar over a letter is its complement."""
    apart = normalize("NFD", word)
    if len(apart) > 1 and apart[-1] in "\u0304\u0305":
        return _new(Not, named(apart[:-1]))
    return Symbol(_spelled(word))


def _spelled(word: str) -> str:
    """One spelling of a name: B₁ and B_{1} are B_1, and − is -."""
    word = re.sub(r"(?<=[^\W_])([₀-₉]+)", lambda m: "_" + m[1].translate(_SUBSCRIPTS), word)
    word = re.sub(r"_\{(\w+)\}", r"_\1", word)
    return "-" if word in ("−", "–", "⁻") else "+" if word == "⁺" else word


def _quantified(head: str, events: tuple[Basic, ...]) -> Basic:
    if head in ("neither", "none"):
        return counted("exactly", 0, events)
    if head in ("both", "all"):
        return counted("at least", len(events), events)
    if head in ("either", "any"):
        return counted("at least", 1, events)
    how, _, many = ("exactly one" if head == "only one" else head).rpartition(" ")
    return counted(how, _MANY[many] if many in _MANY else int(many), events)


def counted(how: str, many: int, events: tuple[Basic, ...]) -> Basic:
    """The event that `exactly`, `at least` or `at most` so many of the events hold.

    >>> A, B = Symbol("A"), Symbol("B")
    >>> counted("exactly", 1, (A, B))
    (A & ~B) | (~A & B)
    """
    if len(events) > _MOST_COUNTED:
        raise BudgetError(f"{len(events)} events to count, more than {_MOST_COUNTED}", str(how), (0, 1))
    size = len(events)
    if how == "at least":
        if many in (1, size) and size > 1:
            return _new(Or if many == 1 else And, *events)
        numbers = range(many, size + 1)
    else:
        numbers = range(many, many + 1) if how == "exactly" else range(many + 1)
    ways = []
    for number in numbers:
        for chosen in combinations(range(size), number):
            parts = [e if i in chosen else _new(Not, e) for i, e in enumerate(events)]
            ways.append(parts[0] if size == 1 else _new(And, *parts))
    if not ways:
        return false
    return ways[0] if len(ways) == 1 else _new(Or, *ways)

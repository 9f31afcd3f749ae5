"""Formulas inside Japanese sentences: P(A|B) = 0.3, P_A(B), E(X), V(2X + 1)."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Formula", "formulas_of"]

_HEAD = re.compile(
    r"(?<![A-Za-z\\])(?P<k>[1-9]\d*)?(?P<head>P|Pr|E|Var|V|sd|SD|σ|Cov)(?:_\{?(?P<given>[A-Za-z\u3040-\u9fff]\w*)\}?)?(?:\\(?:left|right))?\s*(?P<open>[(\[])"
)
_VALUE = re.compile(r"\s*=\s*(?P<value>[^=、。,\u3040-\u9fff?]+?)(?=\s*(?:[=、。,\u3040-\u9fff?]|$))")
_EQUALS = re.compile(r"\s*=\s*")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula at its place; `value` is empty where it has none. `text` may be a chain: P(A) = P(B) = 0.5."""

    text: str
    value: str
    start: int
    end: int

    @property
    def line(self) -> str:
        return f"{self.text} = {self.value}" if self.value else self.text


def formulas_of(sentence: str) -> list[Formula]:
    """The formulas of a sentence, in order.

    >>> [f.line for f in formulas_of("P_A(B)=0.3 のとき P(A∩B) を求めよ")]
    ['P(B|A) = 0.3', 'P(A∩B)']
    """
    found: list[Formula] = []
    at = 0
    while m := _HEAD.search(sentence, at):
        texts: list[str] = []
        start = m.start()
        end = start
        value = ""
        head: re.Match[str] | None = m
        while head:
            close = _closed(sentence, head.end() - 1)
            inside = sentence[head.end() : close].strip()
            given = f"|{head['given']}" if head["given"] else ""
            texts.append(f"{head['k'] or ''}{head['head']}({inside}{given})")
            end = close + 1
            equals = _EQUALS.match(sentence, end)
            head = _HEAD.match(sentence, equals.end()) if equals else None
        told = _VALUE.match(sentence, end)
        if told:
            value, end = told["value"].strip(), told.end()
        found.append(Formula(" = ".join(texts), value, start, end))
        at = max(end, start + 1)
    return found


def _closed(text: str, opened: int) -> int:
    depth = 0
    for i in range(opened, len(text)):
        depth += (text[i] in "([{") - (text[i] in ")]}")
        if not depth:
            return i
    return len(text) - 1

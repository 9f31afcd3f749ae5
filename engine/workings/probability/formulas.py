"""Sentences that are formulas: P(A|B) = 0.3, E[X] = 2, laptop = not mobile; and how a sentence divides into such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sympy import And, Basic, Not, Or
from sympy.core.relational import Relational

from workings.expression.errors import ReadError
from workings.expression.nodes import walk
from workings.expression.probability_goals import Word
from workings.probability.draft import Draft, pieces
from workings.probability.reading import (
    Definition,
    Moment,
    Statement,
    read_statement,
)

__all__ = ["divided", "has", "in_words", "symbols"]

_QUANTITY = r"(?:P|Pr|E|Var|V|sd|SD|Cov)\s*[(\[]"
_LOST = re.compile(
    r"\b(?:independen|replac|exclusive|disjoint|fair|biased|unfair|loaded|given|known|without|not|never|unless|"
    r"except|only|least|most|exactly|both|neither|"
    r"twice|conditional|correlat|uniform|normal|random|equal|likely|same|different|half|third|quarter|every|"
    r"rest|other)\w*|独立|排反|戻|復元|ない|以上|以下|未満|より|少なくとも|ちょうど",
    re.I,
)
_QUANTITIES = re.compile(_QUANTITY)


def symbols(sentence: str, draft: Draft) -> str | None:
    """P(A|B) = 0.3, E[X] = 2, Var(X) = 3"""
    if not re.match(
        rf"\s*(?:(?:given|let|suppose(?:\s+that)?|and|with|priors?|here|now|also)\s+)?{_QUANTITY}", sentence, re.I
    ):
        return None
    clause = re.sub(
        r"^\s*(?:given|let|suppose(?:\s+that)?|and|with|priors?|here|now|also)\s+", "", sentence, flags=re.I
    )
    return _symbol(clause, draft)


def has(sentence: str, draft: Draft) -> str | None:
    """L in metres has Var(L) = 1.5"""
    found = re.match(
        rf"(?:[^=\d]*?\s)?(?:has|have|with|satisf(?:y|ies)|where|that)\s+"
        r"(?:(?:the\s+|a\s+)?(?:joint\s+)?(?:distribution|probability\s+mass\s+function|probabilities|pmf|table):?\s+)?"
        rf"(?P<rest>{_QUANTITY}.*)$",
        sentence,
        re.S,
    )
    before = re.sub(r"\brandom\s+variables?\b", "", sentence[: found.start("rest")]) if found else ""
    return found["rest"] if found and not _LOST.search(before) else None


def _symbol(clause: str, draft: Draft) -> str | None:
    if len(divided(clause)) > 1:
        return None
    try:
        stated, _ = read_statement(re.sub(r"^V(?=\s*[(\[])", "Var", clause), None, draft.statements)
    except ReadError:
        return None
    for statement in stated:
        for node in _nodes(statement):
            if isinstance(statement, Moment) and isinstance(node, Word):
                draft.variable(node.name)
            if isinstance(node, Relational) and isinstance(node.args[0], Word) and not isinstance(node.args[1], Word):
                draft.variable(node.args[0].name)
    draft.statements += stated
    return ""


def _nodes(statement: Statement) -> Iterator[Basic]:
    parts = (
        statement.about
        if isinstance(statement, Moment)
        else (getattr(statement, "event", None), getattr(statement, "condition", None))
    )
    for part in parts:
        if part is not None:
            yield from walk(part)


def in_words(sentence: str, draft: Draft) -> str | None:
    """laptop = not mobile; A, B independent; 20 of 100 clicked"""
    if re.match(r"[A-Z]\w?\s*=\s*[^=]*[A-Z]", sentence) and draft.variables:
        return None
    if re.search(r"\d\s*%|with\s+prob|replacement|\bdrawn\b|\brolled\b|\btossed\b", sentence):
        return None
    try:
        stated, _ = read_statement(
            re.sub(r"^(?:the\s+events?|events?)\s+", "", sentence, flags=re.I), None, draft.statements
        )
    except ReadError:
        return None
    if any(isinstance(s, Definition) and not _defines(s, draft) for s in stated):
        return None
    draft.statements += stated
    return ""


def _defines(said: Definition, draft: Draft) -> bool:
    """Whether `M = A or B` is about events: an `or` may also list values, so it takes events that are spoken of."""
    if isinstance(said.event, Not | And):
        return True
    known = {word for statement in draft.statements for word in _words(statement)}
    return isinstance(said.event, Or) and all(word in known for word in walk(said.event) if isinstance(word, Word))


def _words(statement: Statement) -> Iterator[Word]:
    return (node for node in _nodes(statement) if isinstance(node, Word))


def divided(sentence: str) -> list[str]:
    """`P(A) = 0.2, P(B) = 0.3` and `E[X] = 2 and Var(X) = 3` are two each."""
    apart = pieces(sentence, r";\s*(?:and\s+|while\s+|but\s+)?")
    if len(apart) > 1:
        return apart
    if _QUANTITIES.search(sentence):
        found = pieces(
            sentence,
            rf";\s*(?:and\s+)?|,\s*(?:and\s+)?(?={_QUANTITY})|\s+and\s+(?={_QUANTITY}[^,]*=|(?:the\s+|their\s+)?(?:correlation|covariance)\b)|,\s+(?=[A-Z\\a-z])|"
            rf"\s+with\s+(?={_QUANTITY})",
        )
        return _lists_kept(found)
    return _lists_kept(pieces(sentence, r"[,;]\s+(?:and\s+|where\s+)?|(?<=[a-z\d]):\s+"))


def _lists_kept(clauses: list[str]) -> list[str]:
    """`A, B independent` is one clause."""
    joined: list[str] = []
    for clause in clauses:
        if (
            joined
            and re.fullmatch(r"(?:not )?\w+", joined[-1].rsplit(", ", 1)[-1])
            and not re.fullmatch(r"\d.*", joined[-1])
        ):
            joined[-1] += ", " + clause
        else:
            joined.append(clause)
    return joined

"""Questions in text about mixtures, multinomial counts and moment generating functions.

`X | C=1 ~ N(0, 1), X | C=2 ~ N(3, 4), P(C=1) = 0.3, P(C=2) = 0.7. Find E[X] and P(C=1 | X = 2).` Every word of a text
is understood, or it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sympy import Expr, Tuple, nan, true, zoo

from workings.derivation import Derivation
from workings.engine import Engine, NoRule
from workings.expression import Goal, Tidy
from workings.expression.algebra import replace as put
from workings.expression.canonical import canonical
from workings.expression.errors import ReadError
from workings.expression.mixture_goals import DensityOf
from workings.expression.nodes import ZERO, mul, symbol, symbols_of, walk
from workings.expression.probability_goals import Asked, Covariance, Mean, StandardDeviation, Variance, Word
from workings.expression.words import exp
from workings.probability.ask import goal_of, names_in_parts, said_of
from workings.probability.draft import pieces
from workings.probability.judging import Judged
from workings.probability.mixture_words import in_lines
from workings.probability.question import split_statements
from workings.probability.reading import Statement, read_question, read_statements
from workings.probability.spelling import plain_text
from workings.probability.statements import Generating
from workings.probability.sums import variables_of
from workings.probability.world import World
from workings.rule import Refusal, RuleBook, Text, load_book

__all__ = ["answer_distribution", "is_about_distribution"]

_MOST = 800  # characters
_GENERATING = r"(?:moment[\s-]generating\s+functions?|m\.?g\.?f\.?(?![A-Za-z])|積率母関数|モーメント母関数)"
_FAMILY = r"[A-Za-zχ][\w²^]*\s*\("
_SPEAKS = re.compile(
    rf"\bmultinomial|多項分布|~\s*Mult\w*\s*(?:\d\s*)?\(|\bmixture\b|混合分布|{_GENERATING}|"
    rf"(?<![A-Za-z(\[])[A-Za-z]\w*\s*\|\s*[^~∼|,;()\[\]]{{1,40}}(?:~|∼)\s*{_FAMILY}|"
    rf"[A-Z]\w?\s*(?:~|∼|\bis\b)\s*{_FAMILY}[^~]*?\)\s*(?:with\s+probability|otherwise)|otherwise\s*,?\s*(?:[A-Z]\w?\s*(?:~|∼)\s*){_FAMILY}|"
    rf"with\s+probability\s*[\d./%]+\s*,?\s*[A-Z]\w?\s*(?:~|∼)|確率\s*[\d./%]+\s*で\s*{_FAMILY}",
    re.I,
)
_KNOWN = "P(...), E[...], Var(...), Cov(..., ...), the mean, the variance, the density, the moment generating function"
_CALL = re.compile(r"(?<![A-Za-z])(?:P|Pr|Prob|E|Var|V|sd|SD|Cov|Corr)\s*[(\[]")
_VALUE = re.compile(r"\s*(?:=|is|:)\s*(?:[\d.\\½⅓¼⅔¾]|P\s*\(|[a-z](?![a-z]))")
_OF = r"(?:\s+of\s+(?P<of>[A-Z]\w?)(?![\w(\[]))?"
_ITS = r"(?:(?P<its>[A-Z]\w?)\s*の\s*)?"
_FIGURES: tuple[tuple[re.Pattern[str], Callable[..., Any]], ...] = (
    (re.compile(rf"\b(?:expected\s+value|expectation|mean)\b{_OF}|{_ITS}(?:期待値|平均(?:値)?)", re.I), Mean),
    (re.compile(rf"\bvariance\b{_OF}|{_ITS}(?<!共)分散", re.I), Variance),
    (re.compile(rf"\bstandard\s+deviation\b{_OF}|{_ITS}標準偏差", re.I), StandardDeviation),
)
_COVARIANCE = re.compile(
    r"\bcovariance\s+(?:of|between)\s+(?P<x>[A-Z]\w?)\s+and\s+(?P<y>[A-Z]\w?)|(?P<u>[A-Z]\w?)\s*と\s*(?P<v>[A-Z]\w?)\s*の共分散"
)
_DENSITY = re.compile(
    rf"(?:\b(?:marginal\s+)?(?:probability\s+)?density(?:\s+function)?\b|\bp\.?d\.?f\b\.?|(?:確率)?密度関数){_OF}"
    rf"(?:\s+f\s*\(\s*x\s*\))?",
    re.I,
)
_FUNCTION = re.compile(rf"{_GENERATING}(?:\s+M(?:_\{{?[A-Z]\}}?)?\s*\(\s*(?P<t>[a-z])\s*\))?{_OF}", re.I)
_GIVEN_FUNCTION = re.compile(
    rf"(?:(?:[Tt]he\s+)?{_GENERATING}\s*(?:\(\s*mgf\s*\)\s*)?(?:of\s+(?P<of>[A-Z]\w?)\s*)?(?:is|=|given\s+by|が|は|,)?\s*)?(?:given\s+by\s+)?"
    r"(?<![A-Za-z])M(?:_\{?(?P<x>[A-Z]\w?)\}?)?\s*\(\s*(?P<t>[a-z])\s*\)\s*=\s*(?P<body>[^;。?、]*?)"
    r"(?=\s*(?:,?\s*(?:for|where|when|if)\s+(?:all\s+)?[a-z]\b|,\s*[a-z]\s*(?:<|>|≤|≥)|[;。?、]|\.(?!\d)|,\s*(?:find|compute|what)|$|である|のとき|とする))"
    r"(?:\s*,?\s*(?:for|where|when|if)?\s*(?:all\s+(?:real\s+)?[a-z]\b|[^.,;]*?(?:<|>|≤|≥)[^.,;]*?(?:\.\d+)?(?=[.,;]|$)))?",
    re.I,
)
_SCENERY = re.compile(
    r"\b(?:let|suppose|assume|given|consider|that|the|a|an|its|their|random|variables?|vector|be|is|are|has|have|with|"
    r"whose|where|of|and|also|then|find|compute|calculate|determine|evaluate|derive|what|please|also|it|if|for|has|"
    r"counts?|integer|continuous|discrete|distribution|follows?|by|as)\b|求めよ|求めなさい|とする|である|のとき|とき|確率変数|"
    r"に従う|[はがをのと、。,;:?.\s]",
    re.I,
)


def is_about_distribution(text: str) -> bool:
    """Whether it tells of a mixture, of multinomial counts, or of a moment generating function."""
    if len(text) > 20 * _MOST or re.search(r"(?<![A-Za-z])f\s*\(\s*[a-z]\s*\)\s*=", text):
        return False  # a density is written out
    return _SPEAKS.search(_plain(text)) is not None


def _plain(text: str) -> str:
    text = re.sub(r"\\(?:mid|vert)(?![A-Za-z])", "|", text)
    plain = plain_text(text).replace("∼", "~")
    plain = re.sub(r"_\{?(\d+)\}?", r"\1", plain)
    return re.sub(r"が\s*多項分布\s*(?=[A-Z][a-z]*\()(.*?\))\s*に従うとき[,、]?", r" ~ \1. ", plain)


def answer_distribution(text: str, *, tidy: bool = True, book: RuleBook | None = None) -> Derivation:
    """The answer to such a question.

    Raises:
        ReadError: where a part of it is not understood, or no rule answers it.

    >>> answer_distribution("X | A ~ Poisson(2), X | not A ~ Poisson(5), P(A) = 1/3; find E[X]").result
    4
    """
    if len(text) > _MOST:
        raise ReadError("this problem is too long", text, (0, 1), f"at most {_MOST} characters")
    reading = _Reading(text)
    goals = reading.goals()
    goal = goals[0] if len(goals) == 1 else Tuple(*goals)
    asked: Any = Asked(goal)
    try:
        step = Engine(load_book() if book is None else book).answer(Tidy(asked) if tidy else asked)
    except NoRule as error:
        if isinstance(error.__cause__, Refusal):
            raise ReadError(str(error.__cause__), text, (0, len(text)), "what is given in full") from error
        raise ReadError("no rule here answers this", text, (0, len(text)), _KNOWN) from error
    if canonical(step.answer).has(nan, zoo):
        raise ReadError("the condition has probability 0", text, (0, len(text)), "a condition that can hold")
    notes = (*reading.notes, *said_of(reading.statements, step.answer))
    return Judged(step, decimal=re.search(r"\d\.\d|%", text) is not None, notes=notes)


class _Reading:
    """What is given and asked; every word is understood, or it is refused."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.notes: list[Text] = []
        self.found: list[tuple[int, Callable[[World], Any]]] = []
        self.functions: list[Statement] = []
        rest = self._given_functions(_plain(text))
        rest = self._asked(rest)
        lines = [line for sentence in pieces(rest, r"[;\n。?]|\.(?=\s|$)") for line in self._lines(sentence)]
        statements, _ = read_statements(lines)
        self.statements: list[Statement] = [*statements, *self.functions]
        if not self.found:
            raise ReadError("it asks for nothing that is known here", text, (0, len(text)), _KNOWN)

    def goals(self) -> list[Goal]:
        world = World(self.statements, [])
        return [ask(world) for _, ask in sorted(self.found, key=lambda pair: pair[0])]

    def _given_functions(self, rest: str) -> str:
        """M(t) = (0.3 e^t + 0.7)^5"""
        for m in list(_GIVEN_FUNCTION.finditer(rest)):
            before = re.search(r"(?P<x>[A-Z]\w?)\s+has\s+(?:the\s+|a\s+)?$", rest[: m.start()])
            name = m["x"] or m["of"] or (before["x"] if before else "X")
            t = symbol(m["t"])
            body = self._expression(m["body"])
            if set(symbols_of([body])) - {t} and len(symbols_of([body])) > 3:
                raise ReadError("too many letters in this function", self.text, (0, len(self.text)), "M(t)")
            first = canonical(put(body, {t: ZERO}))
            if first != 1:
                said = f"M(0) is {first}; of a moment generating function it is 1"
                raise ReadError(said, self.text, (0, len(self.text)), "such as (0.3 e^t + 0.7)^5")
            self.functions.append(Generating(name, body, t))
            start = before.start() if before else m.start()
            rest = rest[:start] + " " * (m.end() - start) + rest[m.end() :]
        return rest

    def _expression(self, said: str) -> Expr:
        from workings.expression.reader import read

        node = read(said.strip()).node
        if not isinstance(node, Expr):
            raise ReadError("this is no expression", self.text, (0, len(self.text)), "such as (0.3 e^t + 0.7)^5")
        return node

    def _asked(self, rest: str) -> str:
        """The text without what it asks."""

        def take(at: tuple[int, int], ask: Callable[[World], Any]) -> None:
            nonlocal rest
            self.found.append((at[0], ask))
            rest = rest[: at[0]] + " " * (at[1] - at[0]) + rest[at[1] :]

        for m in list(_CALL.finditer(rest)):
            end = _closing(rest, m.end() - 1)
            if not end:
                raise ReadError("the bracket is not closed", self.text, (0, len(self.text)), ")")
            if _VALUE.match(rest, end) or re.match(r"\s*=\s*P\s*\(", rest[end:]):
                continue
            said = rest[m.start() : end]
            asks = re.match(r"\s*=\s*(?=[?]|$)", rest[end:])
            take((m.start(), end + (asks.end() if asks else 0)), partial(_quantity, said))
        for m in list(_FUNCTION.finditer(rest)):
            take(m.span(), lambda w, x=m["of"], t=m["t"]: self._function(w, x, t))  # type: ignore[misc]
        for m in list(_COVARIANCE.finditer(rest)):
            names = [name for name in m.groupdict().values() if name]
            take(m.span(), lambda w, xy=names: Covariance(*map(Word, xy), w))  # type: ignore[misc]
        for pattern, kind in _FIGURES:
            for m in list(pattern.finditer(rest)):
                take(m.span(), lambda w, k=kind, x=m["of"] or m["its"]: k(self._variable(w, x), w))  # type: ignore[misc]
        for m in list(_DENSITY.finditer(rest)):
            take(m.span(), lambda w, x=m["of"]: DensityOf(self._variable(w, x), symbol("x"), true, w))  # type: ignore[misc]
        return rest

    def _variable(self, world: World, name: str | None) -> Word:
        """The variable of that name, or the only one of which a distribution is asked."""
        parts = {s.name for s in world.statements if isinstance(s, Generating)} | names_in_parts(world)
        known = parts or variables_of(world)
        if name is None and len(known) == 1:
            return Word(next(iter(known)))
        if name is None or name not in known | variables_of(world):
            raise ReadError("of which variable?", self.text, (0, len(self.text)), ", ".join(sorted(known)))
        return Word(name)

    def _function(self, world: World, name: str | None, t: str | None) -> Goal:
        """E[e^(tX)]"""
        x = self._variable(world, name)
        letter = symbol(t or "t")
        said = f"M({letter}) = E[e^({letter} {x})]"
        self.notes.append(Text(said, said))
        return Mean(exp(mul(letter, x)), world)

    def _lines(self, sentence: str) -> Sequence[str]:
        """The statements of a sentence.

        Raises:
            ReadError: where a part is not understood.
        """
        told = in_lines(sentence, self.text)
        if told is not None:
            self.notes += told.notes
            return told.lines
        found: list[str] = []
        for clause in split_statements(sentence.strip()):
            line = _trimmed(clause)
            if not line:
                continue
            if not re.search(r"[~=⊥∈]|independent|partition|exclusive", line):
                raise ReadError(
                    f"not understood: {line[:60]}", self.text, (0, len(self.text)), f"known here are {_KNOWN}"
                )
            found.append(line)
        return found


def _quantity(said: str, world: World) -> Goal:
    question = read_question(said)
    functions = {s.name for s in world.statements if isinstance(s, Generating)}
    spoken = {getattr(node, "name", "") for side in question.about if side is not None for node in walk(side)}
    if question.kind == "P" and functions & spoken:
        expected = "the mean, the variance or a moment"
        raise ReadError(
            "a probability is not looked up from a moment generating function", said, (0, len(said)), expected
        )
    return goal_of(world.statements, question)


def _trimmed(clause: str) -> str:
    """The clause without words around it that say nothing; "" where there is nothing else."""
    if not _SCENERY.sub("", clause):
        return ""
    while (found := _SCENERY.match(clause)) is not None:
        clause = clause[found.end() :]
    end = re.compile(
        r"(?:(?<=[\s)\]])(?:and|where|with|find|compute|the|what|is|に従うとき|に従う|とする|のとき|とき)|[\s,;:.、。はを])+$"
    )
    return end.sub("", clause)


def _closing(text: str, opened: int) -> int:
    depth = 0
    for i in range(opened, len(text)):
        depth += (text[i] in "([") - (text[i] in ")]")
        if not depth:
            return i + 1
    return 0

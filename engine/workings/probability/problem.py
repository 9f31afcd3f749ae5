"""A problem of probability in a text: what each sentence gives, and what is asked.

`4% of parcels are damaged. The scanner alarms on 75% of damaged and 10% of sound parcels. P(damaged | alarm)?` gives
`P(damaged) = 4%`, `P(alarm|damaged) = 75%`, `P(alarm|sound) = 10%` and, as a note, `sound = not damaged`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sympy import And, Not, Rational

from workings.expression.errors import BudgetError, ReadError
from workings.expression.nodes import walk
from workings.expression.probability_goals import Word
from workings.probability.exact import exact
from workings.probability.naming import OPPOSITES
from workings.probability.phrases import Names, content, head_of, predicate_at, written
from workings.probability.question import split_statements
from workings.probability.reading import (
    Apart,
    Definition,
    Given,
    Independent,
    Never,
    Statement,
    read_question,
    read_statement,
    read_statements,
)
from workings.probability.sentences import Sentences
from workings.probability.spelling import NUMBER, plain
from workings.probability.wording import probability_words
from workings.rule import Text

if TYPE_CHECKING:
    from workings.derivation import Derivation

__all__ = ["Problem", "Sentence", "read_problem"]

_MOST = 4_000  # characters
_HEAD = r"(?:P|Pr|ℙ|Prob|E|𝔼|Var|V|sd|SD|Cov)\s*[(\[]"
_ASKS = re.compile(
    r"^(?:then\s+)?(?:find|what(?:'s|\s+is|\s+are)?|compute|determine|calculate|evaluate|how\s+(?:likely|probable)|give|work\s+out)\b|[?？]\s*$",
    re.I,
)
_LABEL = re.compile(r"^(?P<label>[A-Z][^:.,;()=\d]{2,50}):\s+")
_BEFORE_FORMULA = re.compile(
    rf"^(?:(?:if|given|where|with|let|and|suppose|assume|assuming|since|but|then|also)\s+)*"
    rf"(?:[\w ,']*\b(?:that|with|where|satisfy|satisfying|have)\s+)?(?={_HEAD})",
    re.I,
)
_SCENE = Text("not used: {}", "使わなかった文：{}")
_TELLING = re.compile(
    r"\d|\b(?:equal|equally|same|twice|half|double|independent\w*|replace\w*|fair|biased|always|never|only|both|"
    r"either|certain\w*|impossible|likely|exclusive\w*|at\s+least|at\s+most|none|neither)\b",
    re.I,
)
_CHANCE = r"(?:conditional\s+)?(?:probability|chances?|likelihood)"
_IF = r"(?:given(?:\s+that)?|if|when|knowing\s+that|provided(?:\s+that)?|assuming(?:\s+that)?)"
_ASKED_OF = re.compile(
    rf"(?:what(?:'s|\s+is)?|find|determine|calculate|compute|give|work\s+out)\s+(?:is\s+)?(?:the\s+)?{_CHANCE}\s+(?:that|of|for)\s+(?P<p>.+)$",
    re.I,
)
_HOW_LIKELY = re.compile(r"how\s+(?:likely|probable)\s+is\s+(?:it\s+)?(?:that\s+)?(?P<p>.+)$", re.I)
_WHAT_SHARE = re.compile(r"(?:what|which)\s+(?:fraction|proportion|percentage|percent|share)\s+of\s+(?P<p>.+)$", re.I)
_FIRST_IF = re.compile(rf"^{_IF}\s+(?P<c>.+?)\s*,\s*(?=what|find|how|determine|calculate|compute)", re.I)
_THEN_IF = re.compile(rf"\s*,?\s+{_IF}\s+", re.I)
_PRONOUN = re.compile(r"^(?:it|he|she|they|the|this|that|a|an|one|such|someone)\b", re.I)
_OPPOSED = Text("{} is read as not {}", "{} は {} の余事象として読みました")
_CASES = Text(
    "{} are read as all the cases, since their probabilities sum to 1",
    "{} は確率の和が 1 なので、すべての場合を尽くすと読みました",
)
_NAIVE = Text(
    "naive Bayes is read as: {} are independent given each class",
    "ナイーブベイズなので、{} は各クラスのもとで独立と読みました",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, and what it gives: lines that `workings.probability` reads; none where it asks or only names."""

    text: str
    givens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What a text gives and asks.

    Attributes:
        givens: lines that `workings.probability` reads, in the order of the text.
        queries: what is asked, in order; `query` is the first.
        sentences: each sentence with what it was read as.
        notes: readings that the text does not say in so many words.
    """

    givens: tuple[str, ...]
    queries: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    notes: tuple[Text, ...]

    @property
    def query(self) -> str:
        return self.queries[0]

    def derive(self, which: int = 0) -> Derivation:
        """The answer to one of the queries, the notes on how the text was read with it."""
        from workings.probability.ask import probability

        return probability(self.givens, self.queries[which], notes=self.notes)

    def to_text(self, lang: str = "en") -> str:
        """What was read, line by line."""
        return "\n".join([*self.givens, *(f"{query} = ?" for query in self.queries), *(n[lang] for n in self.notes)])


def read_problem(text: str) -> Problem:
    """The givens and the queries of a problem in words, formulas or both.

    Raises:
        ReadError: where a sentence can't be read, with its place, or where nothing is asked.

    >>> problem = read_problem("1% of people have the disease. The test is positive for 90% of people with the "
    ...                        "disease and 5% of people without it. P(disease | positive)?")
    >>> problem.givens
    ('P(disease) = 1%', 'P(positive|disease) = 90%', 'P(positive|not disease) = 5%')
    >>> problem.queries
    ('P(disease|positive)',)
    """
    if len(text) > _MOST:
        raise BudgetError(f"a problem of {len(text)} characters, more than {_MOST}", text[:80], (0, 1))
    return _Reading(text).read()


class _Reading:
    def __init__(self, text: str) -> None:
        self.text = text
        self.names = Names()
        self.prose = Sentences(self.names)
        self.sentences: list[Sentence] = []
        self.queries: list[str] = []
        self.labels: list[str] = []
        self.used = False  # whether a question took up what is said to be the case

    def read(self) -> Problem:
        parts = list(_sentences(plain(self.text)))
        for part in parts:
            self._declare(part)
        self.names.universe = _population(parts)
        for part in parts:
            self._read(part)
        if self.prose.evidence and not self.used:
            raise ReadError(
                "what is said to be the case is in no question", self.text, (0, len(self.text)),
                f"a probability given {' and '.join(self.prose.evidence)}",
            )  # fmt: skip
        if not self.queries:
            raise ReadError("nothing is asked", self.text, (0, len(self.text) or 1), "a question such as P(A | B) = ?")
        lines = [line for sentence in self.sentences for line in sentence.givens]
        self._check_twice(lines)
        more, notes = _completed(lines, self.labels, self.queries)
        queries = tuple(self.queries)
        return Problem((*lines, *more), queries, tuple(self.sentences), (*self.prose.notes, *notes))

    def _check_twice(self, lines: Sequence[str]) -> None:
        """Two values for one probability are more likely a sentence misunderstood."""
        values: dict[Any, Any] = {}
        for s in read_statements(lines)[0]:
            if isinstance(s, Given) and values.setdefault((s.event, s.condition), s.value) != s.value:
                said = probability_words(s.event, s.condition)
                raise ReadError(f"two values are read for {said}", self.text, (0, len(self.text)), "one")

    def _declare(self, sentence: str) -> None:
        """The names in formulas come first: prose that means them is then called by them."""
        for found in re.finditer(rf"(?<![A-Za-z]){_HEAD}", sentence):
            head = re.match(r"[PpℙPr]", found.group())
            try:
                question = read_question(sentence[found.start() : _closed(sentence, found.end() - 1) + 1])
            except ReadError:
                continue
            if head and question.kind == "P":
                for event in question.about:
                    for word in walk(event) if event is not None else ():
                        if isinstance(word, Word):
                            self.names.declare(word.name)

    def _read(self, sentence: str) -> None:
        label = _LABEL.match(sentence)
        said = sentence
        if label and not re.search(NUMBER, label["label"], re.I):
            self.labels.append(label["label"])
            said = sentence[label.end() :]
        try:
            lines, queries = self._parts(said)
        except ReadError as e:
            at = self.text.find(sentence)
            if e.text == self.text or at < 0:
                raise
            start = at + max(0, sentence.find(e.text)) + (e.span[0] if e.text in sentence else 0)
            end = start + (e.span[1] - e.span[0]) if e.text in sentence else at + len(sentence)
            raise ReadError(e.message, self.text, (start, end), e.expected) from None
        self.queries += queries
        self.sentences.append(Sentence(sentence, tuple(lines)))

    def _parts(self, said: str) -> tuple[list[str], list[str]]:
        lines: list[str] = []
        if _ASKS.search(said) and not re.search(rf"(?<![A-Za-z]){_HEAD}[^=?]*=\s*[\d.\\½⅓¼⅔¾]", said):
            return lines, self._asked(said)
        if re.search(rf"(?<![A-Za-z]){_HEAD}", said):
            queries: list[str] = []
            for piece in split_statements(said):
                if _ASKS.search(piece) or _is_bare(piece):
                    queries += self._asked(piece)
                else:
                    lines += self._stated(piece)
            return lines, queries
        return self._stated(said), []

    def _stated(self, piece: str) -> list[str]:
        """A clause as lines; a formula stays as it is."""
        before = _BEFORE_FORMULA.match(piece.strip())
        if before and _TELLING.search(before.group()):
            raise ReadError("what stands before the formula can't be read", piece, (0, before.end()), "P(...) = ...")
        piece = _BEFORE_FORMULA.sub("", piece.strip())
        if re.match(_HEAD, piece) or re.search(r"[~∼⊥⊂∅]|∈", piece):
            line = piece.strip(" .;,")
            read_statement(line, None, read_statements(self._lines())[0])
            self.prose.learn([line])
            return [line]
        if not re.search(NUMBER, piece, re.I):
            return self._declared(piece)
        return self.prose.read(piece)

    def _lines(self) -> list[str]:
        return [line for sentence in self.sentences for line in sentence.givens]

    def _declared(self, piece: str) -> list[str]:
        """A sentence without a number: a declaration, or what is the case with the one that is asked about."""
        stripped = re.sub(r"^(?:that\s+|here\s+)", "", piece.strip(" .;,"), flags=re.I)
        if re.search(r"\b(?:independent|exclusive|exhaustive|disjoint|partition|implies|subset)\b", stripped, re.I):
            read_statement(stripped)
            return [stripped]
        try:
            return self.prose.read(stripped)
        except ReadError:
            pass
        at = predicate_at(stripped)
        one = re.match(r"(?:a|an|one|the|this)\s+(?P<noun>\w+)\s+(?=\w)", stripped, re.I)
        if at is None and one and head_of(one["noun"])[0] in self.names.universe:
            at = one.end()
        if at is not None and _PRONOUN.match(stripped):
            within = self.names.subject(stripped[:at], (stripped, 0))
            known = set(self.names.events)
            event = _event(self.names, stripped[at:])
            if event.removeprefix("not ").strip('"') in known:
                self.prose.evidence += [e for e in (within, event) if e is not None]
                return []
            if head_of(re.sub(r"^\w+\s+", "", stripped[:at]))[0] in self.names.universe:
                raise ReadError("nothing is given about this", piece, (0, len(piece)), "an event that was spoken of")
        if _TELLING.search(stripped):
            raise ReadError("this sentence can't be read", piece, (0, len(piece)), "what is given, or a question")
        self.prose.notes.append(_noted(_SCENE, piece.strip()))
        return []

    def _asked(self, said: str) -> list[str]:
        formulas = [
            said[found.start() : _closed(said, found.end() - 1) + 1]
            for found in re.finditer(rf"(?<![A-Za-z]){_HEAD}", said)
        ]
        if formulas:
            return [_tidied(formula, self.names) for formula in formulas]
        asked = said.strip().rstrip("?？. ")
        before = set(self.names.events)
        first = _FIRST_IF.match(asked)
        conditions = list(self.prose.evidence)
        self.used = True
        if first:
            conditions += self._conditions(first["c"])
            asked = asked[first.end() :]
        found = _ASKED_OF.match(asked) or _HOW_LIKELY.match(asked) or _WHAT_SHARE.match(asked)
        if found is None:
            raise ReadError("this question can't be read", said, (0, len(said)), "'What is the probability that ...?'")
        phrase = re.sub(r"^that\s+", "", found["p"])
        cut = _THEN_IF.search(phrase)
        if cut:
            conditions += self._conditions(phrase[cut.end() :])
            phrase = phrase[: cut.start()]
        at = predicate_at(phrase)
        if at is not None:
            within = self.names.subject(phrase[:at], (phrase, 0))
            if within is not None:
                conditions.append(within)
            phrase = phrase[at:]
        event = _event(self.names, phrase)
        unknown = sorted(self.names.events.keys() - before)
        if unknown:
            raise ReadError(
                f"nothing is given about '{unknown[0]}'", said, (0, len(said)), "an event that was spoken of"
            )
        conditions = [c for c in dict.fromkeys(conditions) if c != event]
        return [f"P({event}|{' and '.join(conditions)})" if conditions else f"P({event})"]

    def _conditions(self, phrase: str) -> list[str]:
        at = predicate_at(phrase)
        if at is None:
            found = self.names.subject(phrase, (phrase, 0))
            return [found] if found else []
        within = self.names.subject(phrase[:at], (phrase, 0))
        return [c for c in (within, _event(self.names, phrase[at:])) if c is not None]


def _event(names: Names, phrase: str) -> str:
    return names.event(phrase, (phrase, 0))


def _tidied(formula: str, names: Names) -> str:
    return re.sub(r"\s*(\||∣|\\mid)\s*", "|", formula)


def _population(sentences: Sequence[str]) -> frozenset[str]:
    """The things that the shares are of: `parcels` of `4% of parcels`, unless it is said of something, too."""
    bare: list[str] = []
    narrowed: list[str] = []
    said: list[str] = []
    for sentence in sentences:
        for found in re.finditer(rf"{NUMBER}\s+(?:of\s+)?(?:the\s+|all\s+)?(?P<rest>[^\d,;.?]+)", sentence, re.I):
            rest = re.sub(r"\s+(?:and|but|for|on)\s*$", "", found["rest"].strip())
            at = predicate_at(rest)
            head, more = head_of(rest if at is None else rest[:at])
            if at is not None or " of " in found.group():
                (narrowed if more else bare).append(head)
            said += [] if at is None else list(content(rest[at:]).stems)
        for found in re.finditer(
            r"\b(?:a|an|one|each|every)\s+(?:random\w*\s+)?(?:chosen\s+|selected\s+)?(\w+)", sentence, re.I
        ):
            narrowed += content(found[1]).stems
    whole = [h for h in bare if h not in said]
    often = [h for h in narrowed if narrowed.count(h) > 1 or h in bare]
    return frozenset(h for h in [*whole, *often] if h and h not in said)


def _is_bare(piece: str) -> bool:
    """Whether it is a probability without a value, which asks for it."""
    head = re.match(_HEAD, piece)
    return head is not None and not piece[_closed(piece, head.end() - 1) + 1 :].strip(" .;,")


def _closed(text: str, opened: int) -> int:
    depth = 0
    for i in range(opened, len(text)):
        depth += (text[i] in "([{") - (text[i] in ")]}")
        if not depth:
            return i
    raise ReadError("the bracket is not closed", text, (opened, opened + 1), "')'")


def _sentences(text: str) -> list[str]:
    """Divided at full stops, semicolons and question marks outside brackets; a decimal point divides nothing."""
    found: list[str] = []
    depth, start = 0, 0
    for i, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        stop = c in "?？。" or (c in ".;\n" and (i + 1 == len(text) or text[i + 1].isspace()))
        if stop and depth <= 0 and not re.search(r"\b(?:e\.g|i\.e|vs|resp)$", text[start:i]):
            found.append(text[start : i + 1])
            start = i + 1
    found.append(text[start:])
    return [part.strip() for part in found if part.strip(" .;")]


# What a text leaves unsaid


def _completed(lines: Sequence[str], labels: Sequence[str], queries: Sequence[str]) -> tuple[list[str], list[Text]]:
    """The cases that a text leaves to its reader to see, each with a note."""
    statements, _ = read_statements(lines)
    more: list[str] = []
    notes: list[Text] = []
    conditions = _under_conditions(statements)
    for cases in dict.fromkeys(conditions.values()):
        priors = [_prior(statements, case) for case in cases]
        names = [written(case.name) for case in cases]
        if len(cases) < 2 or _related(statements, cases):
            continue
        known = [p for p in priors if p is not None]
        if len(known) == len(cases) and sum(known) == 1:
            more.append(f"{', '.join(names)} partition")
            notes.append(_noted(_CASES, ", ".join(names)))
        elif len(cases) == 2 and len(known) == 1 and priors[0] is not None:
            more.append(f"{names[0]}, {names[1]} partition")
            notes.append(_noted(_OPPOSED, names[1], names[0]))
        elif len(cases) == 2 and len(known) == 1:
            more.append(f"{names[1]}, {names[0]} partition")
            notes.append(_noted(_OPPOSED, names[0], names[1]))
    if any("naive" in label.lower() for label in labels):
        words = list(dict.fromkeys(s.event for s in statements if isinstance(s, Given) and s.condition is not None))
        classes = next((c for c in conditions.values() if len(c) > 1), ())
        if len(words) > 1 and classes and all(isinstance(w, Word) for w in words):
            said = ", ".join(written(w.name) for w in words if isinstance(w, Word))
            more.append(f"{said} independent given {', '.join(written(c.name) for c in classes)}")
            notes.append(_noted(_NAIVE, said))
    return list(dict.fromkeys(more)), list(dict.fromkeys(notes))


def _noted(template: Text, *words: str) -> Text:
    return Text(template.en.format(*words), template.ja.format(*words))


def _under_conditions(statements: Sequence[Statement]) -> dict[Word, tuple[Word, ...]]:
    """Each event with the plain words under which it is given."""
    found: dict[Word, tuple[Word, ...]] = {}
    denied = {s.condition.args[0] for s in statements if isinstance(s, Given) and isinstance(s.condition, Not)}
    for s in statements:
        if isinstance(s, Given) and isinstance(s.condition, Word) and s.condition not in denied:
            event = s.event.args[0] if isinstance(s.event, Not) else s.event
            event = Word(OPPOSITES[event.name]) if isinstance(event, Word) and event.name in OPPOSITES else event
            if isinstance(event, Word) and s.condition not in found.setdefault(event, ()):
                found[event] += (s.condition,)
    return {e: c for e, c in found.items() if not isinstance(e, And)}


def _prior(statements: Sequence[Statement], case: Word) -> Rational | None:
    for s in statements:
        if isinstance(s, Given) and s.condition is None and s.event == case:
            value = exact(s.value)
            return None if value is None else Rational(value)
    return None


def _related(statements: Sequence[Statement], cases: Sequence[Word]) -> bool:
    """Whether the text says how the cases lie to each other."""
    for s in statements:
        if isinstance(s, Definition) and Word(s.name) in cases:
            return True
        if isinstance(s, Apart | Independent) and len(set(cases) & set(s.members)) > 1:
            return True
        if isinstance(s, Never) and set(cases) <= set(walk(s.event)):
            return True
        if isinstance(s, Given) and isinstance(s.event, And) and set(cases) <= set(walk(s.event)):
            return True
        if isinstance(s, Given) and s.condition in cases and s.event in cases:
            return True
    return False

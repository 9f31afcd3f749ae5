"""A problem of probability in a text: what each sentence gives, and what is asked.

`2% of bolts are cracked. An X-ray flags 90% of cracked and 5% of sound bolts. P(cracked | flagged)?` gives
`P(cracked) = 2%`, `P(flagged|cracked) = 90%`, `P(flagged|sound) = 5%` and, as a note, `sound = not cracked`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from workings.expression.errors import BudgetError, ReadError
from workings.expression.nodes import walk
from workings.expression.probability_goals import Word
from workings.probability.japanese import is_japanese
from workings.probability.phrases import Names, content, head_of, opposite, predicate_at
from workings.probability.population import population
from workings.probability.question import split_statements
from workings.probability.ratios import in_letters
from workings.probability.reading import (
    Given,
    read_question,
    read_statement,
    read_statements,
)
from workings.probability.rephrase import usual
from workings.probability.saying import all_independent
from workings.probability.sentences import Sentences
from workings.probability.spaces import Space
from workings.probability.spelling import NUMBER, plain
from workings.probability.unsaid import MEANT, completed, noted
from workings.probability.vocabulary import VERBS, stem
from workings.probability.wording import probability_words
from workings.rule import Text

if TYPE_CHECKING:
    from workings.derivation import Derivation

__all__ = ["Problem", "Sentence", "divided_at_stops", "read_problem"]

_MOST = 4_000  # characters
_HEAD = r"(?:P|Pr|ℙ|Prob|E|𝔼|Var|V|sd|SD|Cov)\s*[(\[]"
_ASK = (
    r"(?:then\s+)?(?:find|what(?:'s|\s+is|\s+are)?|compute|determine|calculate|evaluate|how\s+(?:likely|probable)|give|"
    r"work\s+out)"
)
_ASKS = re.compile(rf"^{_ASK}\b|,\s*{_ASK}\s+(?:the\b|{_HEAD})|[?？]\s*$", re.I)
_GIVEN_FIRST = re.compile(rf"(?P<before>.*),\s*(?={_ASK}\b)", re.I)
_LABEL = re.compile(r"^(?P<label>[A-Z][^:.,;()=\d]{2,50}):\s+")
_BEFORE_FORMULA = re.compile(
    rf"^(?:(?:if|given|where|with|let|and|suppose|assume|assuming|since|but|then|also)\s+)*"
    rf"(?:[\w ,']*\b(?:that|with|where|satisfy|satisfying|have|priors?|likelihoods?|posteriors?)\s+|"
    rf"(?:priors?|likelihoods?|posteriors?)\s+)?(?=(?:[1-9]\d*\s*)?{_HEAD})",
    re.I,
)
_NAMING = re.compile(r"(?:events?\s+)?\w+(?:(?:,|\s+and)\s+\w+)*\s+(?:be|are|denote)\s+(?:any\s+)?(?:two\s+|three\s+)?"
                     r"(?:events?|such)(?:\s+(?:such\s+)?that|\s+for\s+which|\s+with)?", re.I)  # fmt: skip
_OF_A_TEST = re.compile(
    r"\b(?:sensitivity|specificity|accurate|recall|precision|false\s+alarm)\b|\b(?:hit|miss)\s+rate\b|\b(?:false|true)\s+(?:positive|negative)\s+rate",
    re.I,
)
_PRIOR_BESIDE = re.compile(rf"(?P<test>.*?),?\s+and\s+(?P<prior>{NUMBER}\s+of\s+(?!those\b|these\b).*)$", re.I)
_UNINFORMED = re.compile(r"\b(?:about|of)\s+whom\b.*\bno\b.*\binformation\b|^no\s+other\s+information\b", re.I)
_SURVEY = re.compile(
    r"(?:an?|the|one|in\s+an?)\s+(?:[\w']+\s+){0,4}(?:survey|poll|study|questionnaire|researchers?)\s+(?:\w+\s+)?"
    r"(?:asked|surveyed|polled|interviewed|sampled|examined|looked)\b[^%]*$",
    re.I,
)
_IN_ALL = re.compile(
    r"(?:if\s+)?(?:and\s+)?there\s+are\s+(?:a\s+total\s+of\s+)?(?P<n>\d+)\s+(?P<who>[a-z]+)(?:\s+(?:in\s+)?(?:total"
    r"|all|altogether)|\s+in\s+the\s+\w+)?\s*(?:[,.]|$)",
    re.I,
)
_TESTED = re.compile(
    r"\btests?\s+for\s+(?:an?\s+|the\s+|this\s+)?(?:certain\s+|rare\s+|particular\s+)*(?P<what>[a-z][a-z' -]*?)"
    r"(?=\s+(?:is|has|gives|detects|correctly|that|which|was|shows|comes|returns)\b|[,.])",
    re.I,
)
_TAUTOLOGY = re.compile(r".*\b(?:either\s+\w+(?:\s+\w+){0,3}\s+or\s+not|may\s+or\s+may\s+not\b.*)$", re.I)
_SCENE = Text("not used: {}", "使わなかった文：{}")
_TELLING = re.compile(
    r"\d|\b(?:equal|equally|same|twice|half|double|independent\w*|replace\w*|fair|biased|always|never|only|both|"
    r"either|certain\w*|impossible|likely|exclusive\w*|at\s+least|at\s+most|none|neither)\b",
    re.I,
)
_SO_MANY = re.compile(r"(?:both|neither|none|exactly\s+one|at\s+least\s+one|at\s+most\s+one|only\s+one)\b", re.I)
_LABELLED = r"(?:urn|box|bag|jar|bowl|drawer)\s+(?:[A-Z]|\d|I{1,3})\b"
_CHOSEN_BY = re.compile(
    r"\b(?:an?|the)\s+(?:fair\s+|unbiased\s+|six-sided\s+)*(?P<thing>die|coin)\s+is\s+(?:rolled|thrown|tossed"
    r"|flipped)\s*[.;,]?\s*(?:and\s+)?"
    r"(?:if|when)\s+(?:it|(?:the|a)\s+(?:die|coin|result|outcome|number|face))\s+(?:shows|is|lands(?:\s+on)?"
    r"|comes\s+up)\s+(?P<face>[^,.]+?)\s*,\s*"
    rf"(?:then\s+)?(?:a|one)\s+\w+\s+is\s+\w+(?:\s+at\s+random)?\s+from\s+(?P<one>{_LABELLED})\s*[,;.]?\s*"
    rf"(?:and\s+)?(?:otherwise|else|if\s+not)\s*,?\s*"
    rf"(?:(?:a|one|it)\s+(?:\w+\s+)?is\s+\w+\s+)?(?:at\s+random\s+)?from\s+(?P<other>{_LABELLED})",
    re.I,
)
_FROM_EACH = re.compile(r"\b(?:a|one)\s+\w+\s+is\s+\w+\s+(?:at\s+random\s+|randomly\s+)?from\s+each\b", re.I)
_SEVERAL_DRAWN = re.compile(
    r"\b(?:two|three|four|five|six|\d+)\s+(?:\w+\s+){0,4}(?:are|is|were|be)\s+(?:\w+\s+){0,3}(?:chosen|selected"
    r"|drawn|picked|taken)|"
    r"\b(?:draws?|picks?|selects?|chooses?|takes?)\s+(?:two|three|four|five|\d)|\b(?:committee|team|jury|group"
    r"|panel)\s+of\b|"
    r"\breplac\w+|\bone\s+(?:by|after)\b|\b(?:both|pair)\b",
    re.I,
)
_RECKONED_BEFORE = re.compile(
    r"(?:\\[dt]?frac\s*\{|(?<=[\d)\]])\s*[-−]|[+*/·×÷^]|(?<![A-Za-z\d.])\d+(?:\.\d+)?(?!\.)|"
    r"\b(?:complement|square(?:\s+root)?|cube|sum|difference|product|ratio|quotient|reciprocal|logarithm)\s+(?:of|between)|"
    r"\b(?:twice|half|double|triple)(?:\s+of)?)\s*\(*$",
    re.I,
)
_HAPPENED = re.compile(
    r"\b(?:if|when|once|given\s+that|knowing\s+that)\s+(?:the\s+event\s+)?(?P<event>\w+)\s+"
    r"(?P<not>(?:does\s+not|doesn't|did\s+not|didn't|has\s+not|hasn't)\s+)?(?:has\s+)?(?:happen|occur)(?:s|ed|red)?\b",
    re.I,
)
_RECKONED_AFTER = re.compile(rf"[)}}]*\s*(?:[*/·×÷^²³]|[-+−]\s*\(*(?:\d|{_HEAD}))")
_RELATED = re.compile(r"\b(?:independen|exclusiv|disjoint|exhaustiv|partition)\w*", re.I)
_SUPPOSED = re.compile(
    r"\b(?:if|when|where|given\s+that|assum(?:e|ing)(?:\s+that)?|provided(?:\s+that)?|suppos(?:e|ing)(?:\s+that)?|under)\s+"
    r"(?:(?P<alone>(?:their\s+|the\s+)?independence)|(?P<clause>.*?\b(?:independent|exclusive|disjoint|exhaustive)))\b",
    re.I,
)
_UNDER = re.compile(r"\s*,?\s*(?:if|given\s+that|assuming(?:\s+that)?|provided(?:\s+that)?)\s+(?P<clause>.+)", re.I)
_PRONOUN = re.compile(r"^(?:it|he|she|they|the|this|that|a|an|one|such|someone)\b", re.I)


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
    letters: tuple[str, ...] = ()  # rates that are not given, of which only a ratio is known

    @property
    def query(self) -> str:
        return self.queries[0]

    def derive(self, which: int = 0) -> Derivation:
        """The answer to one of the queries, the notes on how the text was read with it."""
        from workings.probability.ask import probability

        answer = probability(self.givens, self.queries[which], notes=self.notes)
        self.check(answer.result)
        return answer

    def check(self, result: object) -> None:
        """That no rate which is not given is left in an answer.

        Raises:
            ReadError: where one is.
        """
        if self.letters and type(result).__name__ in ("Undetermined", "Assumed", "Incoherent"):
            raise ReadError(
                "a ratio of rates does not settle this", self.sentences[-1].text, (0, 1), "one of the rates"
            )
        left = {str(symbol) for symbol in getattr(result, "free_symbols", ())} & set(self.letters)
        if left:
            said = "the answer depends on a rate that is not given"
            raise ReadError(said, " ".join(s.text for s in self.sentences), (0, 1), self.notes[-1].en)

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
    if is_japanese(text):
        from workings.probability.japanese.problem import read_japanese

        return read_japanese(text)
    return _Reading(text).read()


class _Reading:
    def __init__(self, text: str) -> None:
        self.text = text
        self.names = Names()
        self.prose = Sentences(self.names)
        self.sentences: list[Sentence] = []
        self.queries: list[str] = []
        self.labels: list[str] = []
        self.goes_on = False  # whether a later sentence still gives something
        self.used = False  # whether a question took up what is said to be the case

    def read(self) -> Problem:
        told = _CHOSEN_BY.sub(_by_a_die, plain(self.text))
        parts = [_article(part, self.text) for part in divided_at_stops(told)]
        self.prose.text = self.text
        self.prose.from_each = _FROM_EACH.search(self.text) is not None
        self.prose.several = _SEVERAL_DRAWN.search(self.text) is not None
        parts = _tests_apart(parts)
        parts = [_it_is_quoted(part, before) for part, before in zip(parts, ["", *parts], strict=False)]
        for part in parts:
            self._declare(part)
        declared = {word for stems in self.names.events.values() for word in stems}
        self.names.spoken = Counter(stem(word) for word in re.findall(r"[^\W\d_]+", self.text))
        tested = _TESTED.search(self.text)
        self.names.tested = tested["what"] if tested else ""
        self.names.counted = (
            frozenset(
                stem(m[1]) for m in re.finditer(r"\b(?:two|three|four)\s+(?:\w+\s+)?([a-z]+s)\b", self.text, re.I)
            )
            - declared
        )
        everyone = population([usual(part, self.names.spoken) for part in parts], self.names.spoken)
        self.names.universe = frozenset(one for one in everyone - declared if len(one) > 1)
        ordered = self._in_order(self._total_first(parts))
        for i, part in enumerate(ordered):
            self.goes_on = any(re.search(NUMBER, later, re.I) and not _ASKS.search(later) for later in ordered[i + 1 :])
            self._read(part)
        if self.prose.evidence and not self.used:
            raise ReadError(
                "what is said to be the case is in no question", self.text, (0, len(self.text)),
                f"a probability given {' and '.join(self.prose.evidence)}",
            )  # fmt: skip
        if self.prose.urns and (len(self.prose.urns) < 2 or not set(self.prose.urns) <= set(self.prose.left)):
            raise ReadError(
                "which of them is chosen is not said", self.text, (0, len(self.text)), "'one is chosen at random'"
            )
        if not self.queries:
            raise ReadError("nothing is asked", self.text, (0, len(self.text) or 1), "a question such as P(A | B) = ?")
        lines = [line for sentence in self.sentences for line in sentence.givens]
        if self.prose.apart:
            independent = all_independent(self.prose)
            if independent is None:
                raise ReadError("independent of what?", self.text, (0, len(self.text)), "a probability for each")
            lines += independent
        in_ratio, letters = in_letters(self.prose, lines)
        lines += in_ratio
        self._check_twice(lines)
        self._check_asked(lines)
        more, notes = completed(lines, self.labels)
        queries = tuple(self.queries)
        meant = [noted(MEANT, phrase, event) for phrase, event in self.names.meant.items()]
        return Problem((*lines, *more), queries, tuple(self.sentences), (*self.prose.notes, *meant, *notes), letters)

    def _total_first(self, parts: Sequence[str]) -> list[str]:
        """How many there are in all, where it is told behind what is counted or with the question."""
        for i, part in enumerate(parts):
            found = _IN_ALL.match(part)
            if found and i:
                rest = part[found.end() :].strip(" ,")
                return [
                    f"There are {found['n']} {found['who']}.",
                    *parts[:i],
                    *([rest] if rest else []),
                    *parts[i + 1 :],
                ]
        return list(parts)

    def _in_order(self, parts: Sequence[str]) -> list[str]:
        """What is said of a test waits until it is known what the test is for."""
        first = next((i for i, part in enumerate(parts) if not _OF_A_TEST.search(part)), len(parts))
        last = next((i for i, part in enumerate(parts) if _ASKS.search(part)), len(parts))
        if not 0 < first < last or any(_OF_A_TEST.search(part) for part in parts[first:last]):
            return list(parts)
        known = next((i for i in range(first, last) if re.search(NUMBER, parts[i], re.I)), last - 1) + 1
        return [*parts[first:known], *parts[:first], *parts[known:]]

    def _check_twice(self, lines: Sequence[str]) -> None:
        """Two values for one probability are more likely a sentence misunderstood."""
        values: dict[Any, Any] = {}
        for s in read_statements(lines)[0]:
            if isinstance(s, Given) and values.setdefault((s.event, s.condition), s.value) != s.value:
                said = probability_words(s.event, s.condition)
                raise ReadError(f"two values are read for {said}", self.text, (0, len(self.text)), "one")

    def _check_asked(self, lines: Sequence[str]) -> None:
        """A question in words whose answer is one of several figures as they stand was more likely misunderstood."""
        given = [s for s in read_statements(lines)[0] if isinstance(s, Given)]
        if len(given) < 2 or any("(" in s.text for s in self.sentences) or any(" of " in line for line in lines):
            return
        for query in self.queries:
            question = read_question(query)
            if question.kind != "P":
                continue
            event, condition = question.about
            if any(s.event == event and s.condition == condition for s in given):
                raise ReadError(
                    "the answer would be a figure of the text as it stands", self.text, (0, len(self.text)), ""
                )

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
            return self._asked(said)
        if re.search(rf"(?<![A-Za-z]){_HEAD}", said):
            queries: list[str] = []
            for piece in split_statements(said):
                if _ASKS.search(piece) or _is_bare(piece):
                    more, asked = self._asked(piece)
                    lines += more
                    queries += asked
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
        if re.match(rf"(?:[1-9]\d*\s*)?{_HEAD}", piece) or re.search(r"[~∼⊥⊂∅]|∈", piece):
            line = piece.strip(" .;,")
            read_statement(line, None, read_statements(self._lines())[0])
            self.prose.learn([line])
            return [line]
        if _SURVEY.match(piece.strip(" .;,")):
            return self._declared(piece)
        if _TAUTOLOGY.match(piece.strip(" .;,")) and not re.search(NUMBER, piece, re.I):
            self.prose.notes.append(noted(_SCENE, piece.strip()))
            return []
        if not re.search(NUMBER, usual(piece, self.names.spoken), re.I):
            return self._declared(piece)
        return self.prose.read(piece)

    def _lines(self) -> list[str]:
        return [line for sentence in self.sentences for line in sentence.givens]

    def _declared(self, piece: str) -> list[str]:
        """A sentence without a number: a declaration, or what is the case with the one that is asked about."""
        stripped = re.sub(r"^(?:that\s+|here\s+)", "", piece.strip(" .;,"), flags=re.I)
        declared = re.sub(
            r"^(?:(?:if|let|given|suppose|assume|that|where|the|two|three)\s+)+", "", stripped, flags=re.I
        )
        of_them = re.fullmatch(
            r"they\s+are\s+(?P<how>(?:mutually\s+)?(?:independent|exclusive|disjoint))", declared, re.I
        )
        if of_them and len(self.names.events) == 2:
            return [f"{', '.join(self.names.events)} {of_them['how']}"]
        if _NAMING.fullmatch(declared) or _UNINFORMED.search(declared):
            return []
        if re.search(r"\b(?:independent|exclusive|exhaustive|disjoint|partition|implies|subset)\b", stripped, re.I):
            with suppress(ReadError):
                read_statement(declared)
                return [declared]
        with suppress(ReadError):
            return self.prose.read(stripped)
        before = self.prose.state()
        try:
            self.prose.observe(stripped)
        except ReadError:
            self.prose.restore(before)
            self._scene(piece, stripped)
        return []

    def _scene(self, piece: str, stripped: str) -> None:
        """Words that give nothing are noted as not used; what might give something has to be read."""
        at = predicate_at(stripped, self.names.universe)
        head = "" if at is None else head_of(re.sub(r"^\w+\s+", "", stripped[:at]))[0]
        if at is not None and _PRONOUN.match(stripped) and head in self.names.universe:
            raise ReadError("nothing is given about this", piece, (0, len(piece)), "an event that was spoken of")
        if _SURVEY.match(stripped):
            self.prose.notes.append(noted(_SCENE, piece.strip()))
            return
        after = bool(self._lines()) and not self.goes_on  # what is said behind all that is given may be the case
        if _TELLING.search(stripped) or (after and (self.prose.speaks_of(stripped) or not self._is_idle(stripped))):
            raise ReadError("this sentence can't be read", piece, (0, len(piece)), "what is given, or a question")
        self.prose.notes.append(noted(_SCENE, piece.strip()))

    def _is_idle(self, said: str) -> bool:
        """Whether it tells of nothing that happened: no word of it is spoken elsewhere."""
        told = content(said).stems - self.names.universe
        return all(self.names.spoken[one] <= 1 for one in told)

    def _asked(self, said: str) -> tuple[list[str], list[str]]:
        spans = [
            (found.start(), _closed(said, found.end() - 1) + 1) for found in re.finditer(rf"(?<![A-Za-z]){_HEAD}", said)
        ]
        if spans:
            return self._asked_in_formulas(said, spans)
        lines: list[str] = []
        given = _GIVEN_FIRST.match(said)
        if given and re.search(NUMBER, given["before"], re.I):
            lines = self._stated(re.sub(r"^(?:and\s+)?(?:if|given\s+that|when)\s+", "", given["before"], flags=re.I))
            said = said[given.end() :]
        self.used = True
        asked = self.prose.ask(said)
        lines += self.prose.added
        self.prose.added = []
        return lines, asked

    def _asked_in_formulas(self, said: str, spans: list[tuple[int, int]]) -> tuple[list[str], list[str]]:
        """`P(A or B) if A, B are independent`, `P(A) given that B occurs`; what is reckoned from them is not asked."""
        for start, end in spans:
            if _RECKONED_BEFORE.search(said[:start]) or _RECKONED_AFTER.match(said[end:]):
                raise ReadError("what is asked is reckoned from this", said, (start, end), "one quantity, as P(A)")
        formulas = [self._counted(_tidied(said[start:end])) for start, end in spans]
        known = _HAPPENED.search(said[: spans[0][0]]) or _HAPPENED.search(said[spans[-1][1] :])
        if known is None or known["event"] not in self.names.events:
            return self._supposed(said, spans), formulas
        plain_ones = [re.fullmatch(r"P\(([^()|]+)\)", formula) for formula in formulas]
        if None in plain_ones:
            raise ReadError("this has a condition already", said, (0, len(said)), "P(A) given that B occurs")
        condition = opposite(known["event"]) if known["not"] else known["event"]
        return [], [f"P({one[1]}|{condition})" for one in plain_ones if one is not None]

    def _supposed(self, said: str, spans: list[tuple[int, int]]) -> list[str]:
        """`if A and B are independent`, before or behind the formulas that ask: it is given."""
        lines: list[str] = []
        for beside in (said[: spans[0][0]], said[spans[-1][1] :]):
            if not _RELATED.search(beside):
                continue
            told = _SUPPOSED.search(beside)
            names = list(self.names.events)
            if told is None or (told["alone"] and len(names) != 2):
                raise ReadError("this can't be read beside a question", said, (0, len(said)), "A, B independent")
            clause = f"{names[0]}, {names[1]} independent" if told["alone"] else told["clause"]
            found = self._declared(clause)
            if not found:
                raise ReadError("this can't be read beside a question", said, (0, len(said)), "A, B independent")
            lines += found
        behind = said[spans[-1][1] :]
        under = _UNDER.fullmatch(behind)
        if not lines and under is not None:
            return self._stated(under["clause"])
        if not lines and any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", behind) for name in self.names.events):
            raise ReadError("this can't be read beside a question", said, (0, len(said)), "P(A | B)")
        return lines

    def _counted(self, formula: str) -> str:
        """P(both pay): so many of the events that have a probability of their own."""
        inside = re.fullmatch(r"P\(([^()|]+)\)", formula)
        if inside is None or not _SO_MANY.match(inside[1]) or len(inside[1].split()) < 2:
            return formula
        event = self.names.find(inside[1])
        return formula if event is None else f"P({event})"


def _tidied(formula: str) -> str:
    return re.sub(r"\s*(\||∣|\\mid)\s*", "|", formula)


def _by_a_die(found: re.Match[str]) -> str:
    """A die is rolled. If it shows 1 or 2, a ball is drawn from urn A, otherwise from urn B: P(urn A) = 1/3"""
    faces = ("head", "tail") if found["thing"].lower() == "coin" else tuple(range(1, 7))
    space = Space(faces, (1,) * len(faces), 1, True)
    whole = space.kind(found["face"].strip().lower())  # 5 or more
    parts = re.split(r"\s*,\s*(?:or\s+)?|\s+or\s+", found["face"])
    chosen = [whole] if whole else [space.kind(face.strip().lower()) for face in parts]
    if None in chosen or found["one"] == found["other"]:
        return found[0]
    share = Fraction(len(frozenset().union(*(kind for kind in chosen if kind))), len(faces))
    return f"P({found['one']}) = {share}. P({found['other']}) = {1 - share}"


def _tests_apart(parts: Sequence[str]) -> list[str]:
    """What is said of a test in a sentence of its own, apart from the share of those who have what it is for."""
    found: list[str] = []
    for part in parts:
        with_prior = _PRIOR_BESIDE.match(part)
        asked = _GIVEN_FIRST.match(part)
        if _OF_A_TEST.search(part) and with_prior and not _OF_A_TEST.search(with_prior["prior"]):
            found += [with_prior["test"], with_prior["prior"]]
        elif asked and re.search(NUMBER, asked["before"], re.I) and any(map(_OF_A_TEST.search, found)):
            given = re.sub(r"^(?:and\s+)?(?:if|given\s+that|suppose|when)\s+", "", asked["before"], flags=re.I)
            found += [given, part[asked.end() :]]
        else:
            found.append(part)
    return found


def _article(sentence: str, text: str) -> str:
    """`A` at the beginning of a sentence as an article, unless it is someone beside a B."""
    found = re.match(r"A\s+(?P<next>[a-z][\w-]*)", sentence)
    if found is None:
        return sentence
    is_name = found["next"] in VERBS | {"and", "or"} and re.search(r"(?<![\w(])B(?![\w(])", text)
    return sentence if is_name else f"a{sentence[1:]}"


def _it_is_quoted(sentence: str, before: str) -> str:
    """A filter looks for the word "lottery". It appears in 12% of ...: the word does"""
    quoted = re.findall(r"[\"“]([^\"”]+)[\"”]", before)
    said = re.match(r"it\s+(?=(?:appears|occurs|is\s+(?:found|contained|used))\b)", sentence, re.I)
    return f'The word "{quoted[-1]}" {sentence[said.end() :]}' if said and quoted else sentence


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


def divided_at_stops(text: str) -> list[str]:
    """Divided at full stops, semicolons and question marks outside brackets; a decimal point divides nothing."""
    found: list[str] = []
    depth, start = 0, 0
    for i, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        stop = c in "?？。" or (c in ".;\n" and (i + 1 == len(text) or text[i + 1].isspace()))
        if stop and depth <= 0 and not re.search(r"\b(?:e\.g|i\.e|vs|resp|Mr|Mrs|Ms|Dr|Prof|St)$", text[start:i]):
            found.append(text[start : i + 1])
            start = i + 1
    found.append(text[start:])
    return [part.strip() for part in found if part.strip(" .;")]

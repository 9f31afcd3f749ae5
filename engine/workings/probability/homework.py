"""A problem of probability as homework states it: what is given, and the quantities that are asked for.

Sentences are read one by one by small readers, each of which knows one way of saying things; a sentence that none of
them knows is kept as `unread`, and then nothing is derived from the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from workings.expression.errors import ReadError
from workings.expression.nodes import mul, subtract
from workings.expression.probability_goals import Chance
from workings.probability import experiments, variables
from workings.probability.about import MOST, WHETHER
from workings.probability.closing import close
from workings.probability.continuous import check_density
from workings.probability.draft import COUNTS, Draft, Reader, insides, pieces
from workings.probability.experiment.problem import read_experiment
from workings.probability.formulas import divided, has, in_words, symbols
from workings.probability.japanese import is_japanese
from workings.probability.linked import is_linked
from workings.probability.problem import read_problem
from workings.probability.reading import (
    read_statements,
)
from workings.probability.setting import Setting
from workings.probability.spelling import plain_text
from workings.rule import Text

__all__ = ["Query", "Stated", "read_stated", "read_told_experiment"]

DEEPEST: Final = 12  # brackets
MANY: Final = 64  # combinations of events, among which no other reading is looked for
_LEAD = re.compile(
    r"^\s*(?:(?:so|then|now|and|also|please)\s+)*(?:find|compute|calculate|determine|evaluate|give|state|"
    r"work\s+out|what\s+(?:is|are|was)|what's|how\s+(?:large|big|likely)\s+(?:is|are)|"
    r"求めよ)\b\s*(?:the\s+value\s+of\s+)?:?\s*",
    re.I,
)
_QUANTITY = r"(?:P|Pr|E|Var|V|sd|SD|Cov)\s*[(\[]"
_FROM_FIRST = re.compile(
    r"\bfrom\s+(?P<deck>an?\s+[^,.]*?\b(?:deck|pack)\b[^,.]*),\s*(?P<drawn>\w+\s+cards?\s+(?:is|are)\s+drawn)", re.I
)
_SCENERY = re.compile(
    r",?\s*\b(?:(?:are|is)\s+(?:placed|put)\s+in\s+an?\s+(?:box|bag|hat|urn)|mixed\s+up\s+thoroughly|(?:well|thoroughly)[\s-]+(?:shuffled|mixed)|"
    r"(?:and\s+)?its\s+colou?r\s+is\s+(?:noted|recorded))(?=[\s,.])(?:\s+and\s+then\b)?",
    re.I,
)
_EXACTLY_WHEN = {
    "independent": Text(
        "independent exactly when P(A and B) - P(A) P(B) is 0", "P(A∩B) − P(A)P(B) が 0 のとき、そのときに限り独立です"
    ),
    "exclusive": Text("exclusive exactly when P(A and B) is 0", "P(A∩B) が 0 のとき、そのときに限り排反です"),
}
_KNOWN_FIRST = re.compile(
    r"(?:if\s+it\s+is\s+known\s+that|given\s+that|knowing\s+that)\s+(?P<known>[^,]+),\s*(?:then\s+)?(?:what\s+is|find|determine|"
    r"calculate)\s+(?P<asked>the\s+(?:conditional\s+)?probability\s+.+)$",
    re.I,
)
_SETUP = re.compile(
    r"\s+(?:in|with|when|on|from|if)\s+(?P<setup>\w+\s+(?:tosses|flips|rolls|throws)\s+of\s+(?:\w+\s+){1,3}(?:coin|die)|"
    r"(?P<deck>an?\s+(?:\w+\s+){0,3}(?:deck|pack)(?:\s+of\s+(?:52\s+)?(?:playing\s+)?cards)?)|"
    r"(?:\w+\s+){1,3}(?:dice|die|coins?)(?:\s+(?:is|are)\s+(?:rolled|tossed|thrown|flipped)(?:\s+\w+){0,2})?)\s*$",
    re.I,
)
_NAME_OF_QUANTITY = re.compile(
    r"(?:the\s+|its\s+)?(?:precision|recall|F1(?:\s+score)?|accuracy|specificity|sensitivity|mean|variance|"
    r"standard\s+deviation|expected\s+value|expectation|(?:P|E|Var|sd|SD)\s*[(\[][^=]*)",
    re.I,
)
_LOST = re.compile(
    r"\b(?:independen|replac|exclusive|disjoint|fair|biased|unfair|loaded|given|known|without|not|never|unless|"
    r"except|only|least|most|exactly|both|neither|"
    r"twice|conditional|correlat|uniform|normal|random|equal|likely|same|different|half|third|quarter|every|"
    r"rest|other|happen|occur)\w*|独立|排反|戻|復元|ない|以上|以下|未満|より|少なくとも|ちょうど",
    re.I,
)
_COUNTED = "|".join(word for word in COUNTS if word not in ("a", "an", "one"))
_NAIVE = re.compile(r"naive|bayes(?:ian)?\s+(?:filter|classifier)|log-?\s?odds|in\s+logs?\b|filter\b|word|spam", re.I)


@dataclass(frozen=True, slots=True)
class Query:
    """A quantity that is asked for: its name as typed, and itself, an expression in questions."""

    name: str
    quantity: Any
    whether: str = ""  # asked is only whether it is 0: the events are then independent, or exclusive


@dataclass(frozen=True, slots=True)
class Stated:
    """A problem as read.

    Attributes:
        text: as typed.
        setting: what is given, and how its words are read.
        queries: what is asked.
        unread: what was not understood; then `queries` is empty.
        decimal: whether decimals were used.
        notes: readings that the text does not say in so many words.
    """

    text: str
    setting: Setting | None
    queries: tuple[Query, ...]
    unread: tuple[str, ...]
    decimal: bool
    notes: tuple[Text, ...] = ()


@lru_cache(maxsize=256)
def read_stated(text: str) -> Stated:
    """The problem that the text states; what can't be read is in `unread`.

    >>> problem = read_stated("P(fog) = 0.1, P(frost) = 0.4, P(fog and frost) = 0.08. P(fog | frost) = ?")
    >>> [query.name for query in problem.queries]
    ['P(fog|frost)']
    """
    if len(text) <= MOST and (found := WHETHER.search(text)):
        return _whether(text, found)
    if len(text) > MOST or _depth(text) > DEEPEST:
        return Stated(text, None, (), ("a problem longer or more deeply nested than any that is set",), False)
    return _in_japanese(text) if is_japanese(text) else _Reading(text).stated()


@lru_cache(maxsize=256)
def read_told_experiment(text: str) -> Stated | None:
    """The problem by the grammar of experiments, where every word of it is told by one; None where it is another."""
    try:
        told = read_experiment(text)
        if told is None:
            return None
        draft = Draft(text=plain_text(text), assumed=list(told.notes))
        if told.space is None:
            draft.statements = read_statements(told.givens)[0]
            setting = Setting.of(draft, [told.query])
            return Stated(text, setting, tuple(setting.queries(told.query)), (), False)
        draft.trials = told.space
        setting = Setting.of(draft, [f"P({told.asked})"])
        query = Query(f"P({told.asked})", setting.chance(told.asked))
    except (ReadError, ValueError, ZeroDivisionError):
        return None
    return Stated(text, setting, (query,), (), False)


def _in_japanese(text: str) -> Stated:
    """By the reader of Japanese; formulas with few words between them are also read by the other one."""
    from workings.probability.japanese.problem import read_draft

    try:
        told = read_draft(text)
        setting = Setting.of(told.draft, told.asked)
        queries = tuple(q for asked in told.asked for q in setting.queries(asked))
    except (ReadError, ValueError, ZeroDivisionError) as error:
        stated = _Reading(text).stated()
        said = error.message if isinstance(error, ReadError) else str(error)
        return stated if not stated.unread else Stated(text, None, (), (said,), False)
    return Stated(text, setting, queries, (), told.draft.decimal, told.notes)


def _whether(text: str, found: re.Match[str]) -> Stated:
    """Are A and B independent? Whether P(A and B) is P(A) P(B), or 0 where they would exclude each other."""
    a, b = (found["a"] or found["c"]).strip(), (found["b"] or found["d"]).strip()
    kind = "independent" if re.search(r"independen|独立", found.group()) else "exclusive"
    rest = text[: found.start()].rstrip() + f" P({a} and {b}) = ?" + text[found.end() :]
    stated = read_stated(rest)
    if stated.setting is None or len(stated.queries) != 1:
        return replace(stated, text=text)
    try:
        one, other = (stated.setting.quantity(f"P({event})") for event in (a, b))
    except ReadError as error:
        return Stated(text, None, (), (str(error),), stated.decimal)
    both = stated.queries[0].quantity
    quantity = subtract(both, mul(one, other)) if kind == "independent" else both
    stated.setting.draft.assumed.append(_EXACTLY_WHEN[kind])
    return replace(stated, text=text, queries=(Query(f"{a}, {b} {kind}", quantity, kind),))


def _depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(deepest, depth)
    return deepest


def _is_settled(stated: Stated) -> bool:
    """Whether what is given settles every probability that is asked for."""
    asked = [query.quantity for query in stated.queries if isinstance(query.quantity, Chance)]
    return all(
        len(goal.world.model.atoms) > MANY or (goal.world.answerable(goal) and goal.world.broken() is None)
        for goal in asked
    )


class _Reading:
    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = _FROM_FIRST.sub(r"\g<drawn> from \g<deck>", _SCENERY.sub("", plain_text(text)))
        self.plain = re.sub(r"\bnon-(?=[a-z])", "non", self.plain)
        self.draft = Draft(naive=_NAIVE.search(self.plain) is not None)
        self.asked: list[str] = []
        self.setups: list[str] = []  # told inside of a question

    def stated(self) -> Stated:
        told = read_told_experiment(self.text)
        if told is not None:
            return told
        events = self._about_events()
        if events is not None and _is_settled(events):
            return events
        own = self._own()
        if events is not None and not is_linked(read_problem(self.text)):
            return own
        return own if events is None or not own.unread else events

    def _about_events(self) -> Stated | None:
        """The problem by the reader of events, where these are all it is about."""
        try:
            problem = read_problem(self.text)
            scenes = [note.en.removeprefix("not used: ") for note in problem.notes if note.en.startswith("not used: ")]
            if not all(map(_says_nothing, scenes)):
                return None
            if problem.letters:
                problem.derive()
            statements, decimal = read_statements(problem.givens)
            draft = Draft(statements=statements, naive=self.draft.naive)
            close(draft)
            setting = Setting.of(draft, problem.queries)
            queries = tuple(q for text in problem.queries for q in setting.queries(text))
        except (ReadError, ValueError, ZeroDivisionError):
            return None
        return Stated(self.text, setting, queries, (), decimal) if queries else None

    def _own(self) -> Stated:
        decimal = bool(re.search(r"\d\.\d|%", self.plain))
        left = self._sentences()
        try:
            unread = self._read_all(left)
            if unread or not self.asked:
                reason = tuple(unread) or ("it asks for nothing that is known here",)
                return Stated(self.text, None, (), reason, decimal)
            close(self.draft)
            if self.draft.density is not None:
                check_density(self.draft.density)
            setting = Setting.of(self.draft, self.asked)
            queries = tuple(q for text in self.asked for q in setting.queries(text))
        except (ReadError, ValueError, ZeroDivisionError) as error:
            return Stated(self.text, None, (), (str(error),), decimal)
        return Stated(self.text, setting, queries, (), decimal)

    def _sentences(self) -> list[str]:
        """The sentences that give something; those that ask are put by."""
        told = []
        for sentence in pieces(self.plain, r"[?\n]\s*|\.(?!\d)(?=\s|$)\s*|(?<=\?)\s*"):
            asks = self._ends_with_question(sentence)
            lead = _LEAD.match(sentence)
            if (lead and not re.search(r"\d\s*[.,;]\s+\w", sentence)) or (
                asks and not re.search(r"[,:]|=\s*\S", sentence)
            ):
                self._ask(sentence[lead.end() :] if lead else sentence)
                continue
            given, question = self._split_question(sentence, asks)
            if question:
                self._ask(question)
            if given:
                told.append(given)
        if not self.asked and told:
            self._ask_last(told)
        return told

    def _ends_with_question(self, sentence: str) -> bool:
        at = self.plain.find(sentence)
        return self.plain[at + len(sentence) :].lstrip()[:1] == "?" or sentence.rstrip().endswith("=")

    def _split_question(self, sentence: str, asks: bool) -> tuple[str, str]:
        """`P(A) = 0.3, P(B|A) = 0.2, P(A and B) = ?`: the last clauses ask."""
        known = _KNOWN_FIRST.match(sentence)
        if known:
            return "", f"{known['asked']} given that {known['known']}"
        clauses = pieces(sentence, r"[,;]\s+(?:and\s+)?|\s+(?=find\b|what is\b)|(?<=[A-Za-z]):\s+")
        for i, clause in enumerate(clauses):
            lead = _LEAD.match(clause)
            if lead:
                return ", ".join(clauses[:i]), clause[lead.end() :] + "".join(f", {c}" for c in clauses[i + 1 :])
        if not asks:
            return sentence, ""
        at = len(clauses) - 1
        outside = re.sub(r"\([^()]*\)|\[[^][]*\]", "", clauses[at])
        if re.search(r"=\s*[\d.\\]", outside) and not clauses[at].rstrip().endswith("="):
            return sentence, ""
        while at and _NAME_OF_QUANTITY.fullmatch(clauses[at - 1]):
            at -= 1
        start = sentence.find(clauses[at]) if at else 0
        return sentence[: sentence.rfind(clauses[at])].rstrip(" ,:;") if at else "", sentence[start:]

    def _ask(self, text: str) -> None:
        text = text.strip().rstrip("?. ").strip()
        text = re.sub(r"\s*=\s*$", "", text)
        text = re.sub(r",?\s*assuming\s+independence,?\s*|^assuming\s+independence,\s*", " ", text, flags=re.I).strip()
        setup = _SETUP.search(text)
        if setup:
            self.setups.append(setup["setup"] if not setup["deck"] else "a card is drawn from a deck")
            text = text[: setup.start()]
        if text:
            self.asked.append(text)

    def _ask_last(self, told: list[str]) -> None:
        """A quantity at the end that no value is given for."""
        last = pieces(told[-1], r",\s+")[-1] if told else ""
        if re.match(rf"\s*(?:{_QUANTITY})", last) and not re.search(r"[)\]]\s*=\s*\S", last):
            told[-1] = told[-1][: told[-1].rfind(last)].rstrip(" ,")
            if not told[-1]:
                told.pop()
            self._ask(last)

    def _read_all(self, sentences: list[str]) -> list[str]:
        """Reads what is given, again and again while something new is understood; what is left is returned."""
        self.draft.asked = _words_asked(self.asked, self.plain)
        self.draft.text = self.plain
        experiments.prepare(self.plain, self.draft)
        waiting = sentences + self.setups
        while waiting:
            left: list[str] = []
            for sentence in waiting:
                left += self._read(sentence)
            if left == waiting:
                break
            waiting = left
        experiments.finish(self.draft)
        waiting = [sentence for sentence in waiting if not self._observed(sentence)]
        if self.draft.trials is not None:
            return waiting  # of an experiment every word may tell something
        return [sentence for sentence in waiting if not _says_nothing(sentence)]

    def _observed(self, sentence: str) -> bool:
        """Whether the sentence says how the draws or trials came out, which is then known in every question."""
        space = self.draft.trials
        if space is None or len(self.asked) != 1 or space.phrase(sentence.strip(" .")) is None:
            return False
        self.asked[0] += f" given that {sentence.strip(' .')}"
        return True

    def _read(self, sentence: str) -> list[str]:
        """What of the sentence is left unread."""
        sentence = re.sub(
            r"^(?:let|if|suppose(?:\s+that)?|assume(?:\s+that)?|consider|"
            r"say)\s+(?=[A-Za-z])",
            "",
            sentence,
            flags=re.I,
        )
        whole = self._by(sentence)
        if whole is not None:
            return self._read(whole) if whole else []
        clauses = divided(sentence)
        if len(clauses) > 1:
            return [part for clause in clauses for part in self._read(clause)]
        label = re.match(r"^[^=:(\d]*:\s*(?=\S)", sentence)
        if label and _is_heading(label[0]):
            return self._read(sentence[label.end() :])
        return [sentence]

    def _by(self, sentence: str) -> str | None:
        before = list(self.draft.statements), list(self.draft.variables), self.draft.pair
        for reader in READERS:
            rest = reader(sentence, self.draft)
            if rest is not None:
                return re.sub(r"^\s*(?:[,;:]|and\b|where\b|with\b)?\s*", "", rest)
            self.draft.statements[:], self.draft.variables[:], self.draft.pair = (
                list(before[0]),
                list(before[1]),
                before[2],
            )
        return None


READERS: tuple[Reader, ...] = (symbols, *experiments.READERS, has, *variables.READERS, in_words)


def _says_nothing(text: str) -> bool:
    """Words without a number or a word on which a probability may hang: scenery."""
    return _is_heading(text) and not re.search(rf"\b(?:{_COUNTED}|more|less|than)\b", text, re.I)


def _is_heading(text: str) -> bool:
    return not re.search(r"\d|=|%", text) and _LOST.search(text) is None


def _words_asked(asked: list[str], plain: str) -> list[str]:
    """The names of events in the questions."""
    found: dict[str, None] = {}
    for text in asked:
        for inside in insides(text):
            for side in pieces(inside, r"\||\bgiven\b|\band\b|\bor\b|,|∩|∪|&"):
                side = re.sub(r"^(?:not|¬|~)\s+|[ᶜ']$|\^\{?[cC]\}?$", "", side).strip().strip('"')
                if re.fullmatch(r"[\w+-][\w +-]*", side):
                    found[side] = None
        told = re.search(r"\bprobability\s+(?:that|of)\s+(.*)", text, re.I)
        if told:
            found.update((w, None) for w in re.findall(r"[A-Za-z]\w+", told[1]) if len(w) > 2)
    return list(found)

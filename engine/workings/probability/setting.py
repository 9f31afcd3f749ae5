"""Where the quantities of a problem get their meaning: P(...), E[...], `precision`, `odds`, "exactly one of them"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as with_fields
from typing import TYPE_CHECKING, Any

from sympy import And, Basic, Not, Or, true

from workings.expression.algebra import replace
from workings.expression.compared import event_in_text
from workings.expression.errors import ReadError
from workings.expression.events import read_probability
from workings.expression.nodes import divide, integer, mul, walk
from workings.expression.probability_goals import (
    Chance,
    Correlation,
    Covariance,
    Mean,
    OfSum,
    Ranged,
    StandardDeviation,
    Variance,
    Word,
)
from workings.expression.words import log
from workings.probability.draft import COUNTS, Draft, alike, insides, pieces, whole
from workings.probability.measures import measure_named
from workings.probability.model import words_of
from workings.probability.outcomes import Experiment
from workings.probability.ranges import variable_of
from workings.probability.reading import CONTINUOUS, Distributed, Question
from workings.probability.sums import in_words, variables_of
from workings.probability.world import World
from workings.rule import Text

if TYPE_CHECKING:
    from workings.probability.homework import Query

__all__ = ["Setting", "UnknownQuantity"]

_new = Basic.__new__
_MEASURE = {
    "E": Mean,
    "Var": Variance,
    "V": Variance,
    "sd": StandardDeviation,
    "SD": StandardDeviation,
    "Sd": StandardDeviation,
    "σ": StandardDeviation,
}
_OF_TWO: dict[str, Any] = {
    "Cov": Covariance, "Cor": Correlation, "Corr": Correlation, "ρ": Correlation, "rho": Correlation,
}  # fmt: skip
_OF_TWO_IN_WORDS = re.compile(
    r"(?:the\s+)?(?:(?P<cov>covariance|共分散)|correlation(?:\s+coefficient)?|相関係数|ρ|rho|r)"
    r"(?:\s*(?:of|between|for)\s+(?P<x>.+?)\s+(?:and|with)\s+(?P<y>.+))?",
    re.I,
)
_CALL = re.compile(
    r"\s*(?P<head>P|Pr|Prob|E|Var|V|sd|SD|Sd|σ|Cov|Corr?|ρ|rho|score|Score|odds|"
    r"Odds)\s*(?P<square>\^?\{?[2²]\}?)?\s*(?P<open>[(\[])"
)
_NAMED = (
    (r"(?:the\s+)?(?:standard\s+deviation|std\.?(?:\s*dev\.?)?|s\.?d\.?|σ|sigma|SD)", StandardDeviation),
    (r"(?:the\s+)?(?:variance|var|σ\^?\{?2\}?|σ²|sigma\^2)", Variance),
    (r"(?:the\s+)?(?:mean|expected\s+(?!number)\w+|expectation|average(?:\s+\w+)?|mu|μ|EV|E)", Mean),
)
_OF_THEM = r"(?:\s+(?:of\s+(?:them|the\s+\w+(?:\s+\w+)?|these|both)|event|occurs?|happens?|hold|holds|occur|happen))*"


class UnknownQuantity(ReadError):
    """What stands in the brackets is read, and is none of this problem."""


@dataclass(eq=False)
class Setting:
    """What is given, as a world, and the words for what is in it."""

    draft: Draft
    world: World
    experiment: Experiment | None = None
    queried: list[Any] = field(default_factory=list)
    called: Mapping[str, Any] = field(default_factory=dict)  # names given later; None where it can't be told of what

    def calling(self, called: Mapping[str, Any], said: Mapping[str, str]) -> Setting:
        """The same with more names for its events; of draws and trials the words say what the names mean."""
        experiment = self.experiment
        if experiment is not None:
            experiment = with_fields(experiment, named={**experiment.named, **said})
        return with_fields(self, experiment=experiment, called={**self.called, **called})

    @classmethod
    def of(cls, draft: Draft, asked: Sequence[str]) -> Setting:
        statements = tuple(draft.statements)
        setting = cls(draft, World(statements, []))
        if draft.trials is not None:
            experiment = Experiment.of(draft, asked)
            return cls(draft, experiment.world, experiment)
        about = setting._about(asked)
        if about:
            setting.world = World(setting.world.statements, about)
        return setting

    def _about(self, asked: Sequence[str]) -> list[Basic]:
        """The events asked about, which the world has to have."""
        found: list[Basic] = []
        for text in asked:
            for inside in insides(text):
                try:
                    found += [part for part in self._sides(inside) if part is not None]
                except ReadError:
                    continue
        return found

    @property
    def notes(self) -> tuple[Text, ...]:
        """Names that the reader of an answer has to be told."""
        note = None if self.experiment is None else self.experiment.note
        return (*self.draft.assumed, *(() if note is None else (note,)))

    # Quantities

    def quantity(self, text: str) -> Any:
        """The quantity of that name; None where it is none.

        Raises:
            ReadError: where it is meant to be one, and what is inside its brackets isn't understood.
        """
        text = text.strip()
        if text in self.draft.names:
            return self.draft.names[text]
        found = _CALL.match(text)
        if found and _closes(text, found.end() - 1):
            return self._called(found, text[found.end() : -1].strip())
        logs = re.fullmatch(r"(?:ln|log)\s*\(?\s*((?:score|odds|P)\s*[(\[].*|odds)", text, re.I)
        if logs:
            inside = logs[1][:-1] if logs[1].count(")") > logs[1].count("(") else logs[1]
            inner = self.quantity(inside)
            return None if inner is None else log(inner)
        return self._by_name(text)

    def _called(self, found: re.Match[str], inside: str) -> Any:
        head = found["head"]
        if head in ("P", "Pr", "Prob"):
            return self.chance(inside)
        if head.lower() == "score":
            return self._score(inside)
        if head.lower() == "odds":
            event, condition = self._pair(inside)
            return divide(self._ask(event, condition), self._ask(_new(Not, event), condition))
        if head in _OF_TWO:
            pair = pieces(inside, ",")
            if len(pair) != 2:
                raise ReadError("of which two?", inside, (0, len(inside) or 1), f"{head}(X, Y)")
            return _OF_TWO[head](*[self.variable(part) for part in pair], self.world)
        kind = Variance if head == "σ" and found["square"] else _MEASURE[head]
        if found["square"] and head != "σ":
            raise ReadError("a power of E is written after its bracket", inside, (0, len(inside) or 1), "E[X]^2")
        return self._moment(kind, self.variable(inside))

    def _moment(self, kind: Any, about: Any) -> Any:
        return _new(kind, about, self.world)

    def variable(self, text: str) -> Any:
        """An expression in random variables."""
        from workings.probability.variables import UNNAMED, in_variables

        text = re.sub(r"^\s*[A-Z]\w?\s*=\s*(?=\S)", "", text)  # the mean of Y = 2X + 1
        expr = in_variables(text, self.draft)
        if (
            expr is None
            and len(self._single()) == 1
            and re.fullmatch(r"[A-Za-z]\w?(?:\s*(?:\^\s*\{?2\}?|²))?|[a-z]+", text.strip())
        ):
            only = Word(self._single()[0])
            squared = re.search(r"\^|²", text) is not None
            expr = only**2 if squared and UNNAMED else only
            from workings.expression.nodes import power

            expr = power(only, integer(2)) if squared else only
        if expr is None:
            raise UnknownQuantity(
                "no random variable of this problem", text, (0, len(text) or 1), ", ".join(self.draft.variables) or "X"
            )
        return expr

    def _single(self) -> list[str]:
        return [name for name in self.draft.variables if name not in self.draft.meanings]

    def chance(self, inside: str) -> Any:
        """P(...)"""
        sums = event_in_text(inside)
        about = None if sums is None else in_words(sums, variables_of(self.world))
        if about is not None and self.draft.density is None:
            return OfSum(about, self.world)
        if self.draft.density is not None or self._continuous() is not None:
            tail = self._tail(inside)
            if tail is not None:
                return tail
        event, condition = (*self._ranges(inside), None)[:2]
        if event is not None:
            return Ranged(event, true if condition is None else condition, self.world)
        if self._is_continuous(inside):
            raise UnknownQuantity("the area under this density is not known here", inside, (0, len(inside) or 1), "")
        if self.experiment is not None:
            counted = self.experiment.chance(inside)
            if counted is not None:
                return counted
            if not self._plain_events() and not re.search(r"[=<>≤≥]", inside):
                raise UnknownQuantity(
                    "this says nothing that is known of the outcomes", inside, (0, len(inside) or 1), ""
                )
        return self._ask(*self._pair(inside))

    def _ranges(self, inside: str) -> list[Basic]:
        """The event, and the condition where there is one, about one variable with a normal distribution."""
        try:
            sides = self._sides(inside)
        except ReadError:
            return [None]
        continuous = self.world.continuous
        return [side for side in sides if side is not None] if variable_of(sides, continuous) is not None else [None]

    def _ask(self, event: Basic, condition: Basic | None) -> Chance:
        try:
            return self.world.ask(Question("P", (event, condition)))
        except ValueError as error:  # a number where an event belongs
            raise UnknownQuantity("no event of this problem", str(event), (0, 1), "an event") from error

    def _pair(self, inside: str) -> tuple[Basic, Basic | None]:
        sides = self._sides(inside)
        known = {w for mask, form in self.world.literals for w in words_of(form)} | {
            Word(n) for n in self.world.model.definitions
        }
        for side in sides:
            for word in words_of(side) if side is not None else ():
                if (
                    word not in known
                    and word.name not in self.world.model.supports
                    and not any(word in words_of(e) for e in known)
                ):
                    raise UnknownQuantity(
                        f"{word.name} is no event of this problem",
                        inside,
                        (0, len(inside) or 1),
                        ", ".join(sorted(str(k) for k in known))[:80],
                    )
        return sides[0], sides[1]

    def _sides(self, inside: str) -> tuple[Basic, Basic | None]:
        sides = pieces(inside, r"\||\s+given(?:\s+that)?\s+")
        if not 1 <= len(sides) <= 2:
            raise ReadError("a probability has one bar at most", inside, (0, len(inside) or 1), "P(A | B)")
        found = [self.event(side) for side in sides]
        return found[0], found[1] if len(found) > 1 else None

    def event(self, text: str) -> Basic:
        """The event in words of this problem."""
        spoken = self._spoken(text)
        if spoken is not None:
            return spoken
        node = read_probability(text, text, 0, len(text)).event
        renamed: dict[Any, Any] = {}
        for s in walk(node):
            if getattr(s, "is_Symbol", False):
                renamed[s] = self._word(str(getattr(s, "name", s)))
        return replace(node, renamed)

    def _word(self, name: str) -> Basic:
        """The event, variable or value of that name, a form of it, or its beginning where only one begins so."""
        if name in self.called:
            if self.called[name] is None:
                raise UnknownQuantity(f"{name} is no event of this problem", name, (0, len(name)), "an event")
            return self.called[name]
        known = [*self.draft.known(), *self.draft.variables]
        if name in known:
            return Word(name)
        negated = re.match(r"(?:not|no)\s+", name, re.I)
        if negated:
            return _new(Not, self._word(name[negated.end() :]))
        for other in known:
            if alike(other, name):
                return Word(other)
        single = self._single()
        if (
            len(name) == 1
            and name.isupper()
            and self.world.distribution(Word(name)) is None
            and len(single) == 1
            and not known
        ):
            return Word(single[0])
        begins = [k for k in known if k.lower().startswith(name.lower())]
        if len(begins) == 1:
            return Word(begins[0])
        parts = [
            k
            for k in known
            if any(alike(k, part) for part in name.split()) or any(alike(name, part) for part in k.split())
        ]
        return Word(parts[0]) if len(parts) == 1 else Word(name)

    def _spoken(self, text: str) -> Basic | None:
        """both, neither, none, at least one, exactly one of them, A or B but not both, only A"""
        words = re.sub(r"\s+", " ", text.strip().lower())
        events = self._plain_events()
        if len(events) >= 2:
            if re.fullmatch(rf"(?:both|all(?: (?:three|four|\d+))?){_OF_THEM}", words):
                return _new(And, *events)
            if re.fullmatch(rf"(?:neither|none|no one|not any){_OF_THEM}", words):
                return _new(And, *[_new(Not, e) for e in events])
            if re.fullmatch(rf"(?:at least one|one or more|either|any)(?: or both)?{_OF_THEM}", words):
                return _new(Or, *events)
            counted = re.fullmatch(rf"(?:exactly|just|only|precisely) (\w+){_OF_THEM}", words)
            if counted and (k := COUNTS.get(counted[1])) is not None and k <= len(events) <= 6:
                return _exactly(k, events)
            if re.fullmatch(rf"not both{_OF_THEM}", words):
                return _new(Not, _new(And, *events))
            missing = re.fullmatch(rf"at most one{_OF_THEM}", words)
            if missing and len(events) <= 6:
                return _new(Or, _exactly(0, events), _exactly(1, events))
        single = re.fullmatch(r"only (\w+)", text.strip())
        if single:
            word = self._word(single[1])
            rest = [_new(Not, e) for e in events if e != word]
            return _new(And, word, *rest) if word in events and rest else None
        either = re.fullmatch(r"(?:either )?(\w+) or (\w+),? but not both", text.strip())
        if either:
            return _exactly(1, [self._word(either[1]), self._word(either[2])])
        one_of = re.fullmatch(
            r"(exactly one|at least one|neither|both|none)(?: of)? (\w+)(?:,| and| nor| or) (\w+)", text.strip()
        )
        if one_of:
            pair = [self._word(one_of[2]), self._word(one_of[3])]
            return {"exactly one": _exactly(1, pair), "at least one": _new(Or, *pair), "both": _new(And, *pair)}.get(
                one_of[1], _new(And, *[_new(Not, e) for e in pair])
            )
        return None

    def _plain_events(self) -> list[Basic]:
        """The single events of the problem."""
        model = self.world.model
        return [axis[0] for axis in model.axes if len(axis) == 2 and isinstance(axis[0], Word)]

    def _continuous(self) -> Any:
        return next(
            (s for s in self.world.statements if isinstance(s, Distributed) and s.family in ("exponential", "uniform")),
            None,
        )

    def _tail(self, inside: str) -> Any:
        from workings.probability.continuous import tail_of

        return tail_of(self, inside)

    def _is_continuous(self, inside: str) -> bool:
        """Whether the event is about a variable whose values have no probability of their own."""
        names = {s.name for s in self.world.statements if isinstance(s, Distributed) and s.family in CONTINUOUS}
        names |= {self.draft.density.name} if self.draft.density is not None else set()
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", inside) for name in names)

    def _score(self, inside: str) -> Any:
        """score(c) = P(c) P(words | c), the words being those of the question."""
        target = next((q for q in self.queried if isinstance(q, Chance) and q.condition != true), None)
        name = self._word(inside.strip())
        if target is None:
            raise ReadError("a score of which words? the question has none", inside, (0, len(inside) or 1), "")
        return self._ask(_new(And, name, target.condition), None)

    def _by_name(self, text: str) -> Any:
        """precision, F1, standard deviation of 2X, log odds"""
        words = re.sub(r"\s+", " ", text.strip())
        measured = measure_named(words, self.draft.matrix) if self.draft.matrix else None
        if measured is not None:
            return measured
        told = re.fullmatch(
            r"(?:the\s+)?(?P<log>(?:ln|log)[\s-]*)?odds\s+(?:of|that|for)\s+(?P<event>.+?)(?:\s+given\s+|"
            r"\s*\|\s*)(?P<c>.+)",
            words,
            re.I,
        )
        if told:
            event, condition = self._pair(f"{told['event']} | {told['c']}")
            found = divide(self._ask(event, condition), self._ask(_new(Not, event), condition))
            return log(found) if told["log"] else found
        odds = re.fullmatch(
            r"(?P<log>(?:ln|log|log-)\s*\(?\s*)?(?:the\s+)?(?P<which>prior |posterior )?odds\)?", words, re.I
        )
        if odds:
            return self._odds(odds)
        of_two = _OF_TWO_IN_WORDS.fullmatch(words)
        if of_two:
            return self._of_two(Covariance if of_two["cov"] else Correlation, of_two["x"], of_two["y"])
        number_of = re.fullmatch(r"(?:the )?expected (?P<noun>\w+) (?:of|for|from|in|over) (?P<n>\w+) \w+", words, re.I)
        if number_of and (n := whole(number_of["n"])) is not None and len(self._single()) == 1:
            return mul(integer(n), Mean(Word(self._single()[0]), self.world))
        if re.fullmatch(r"(?:the )?expected number of .*", words, re.I) and len(self._single()) == 1:
            return Mean(Word(self._single()[0]), self.world)
        for pattern, kind in _NAMED:
            found = re.fullmatch(rf"{pattern}(?:\s+(?:of|for)\s+(?P<about>.+))?", words, re.I if len(words) > 2 else 0)
            if found:
                return self._measured(kind, found["about"])
        told = re.fullmatch(r"(?:the )?(?:conditional )?probability (?:that|of) (.+)", words, re.I)
        if told:
            return self._told(told[1])
        return None

    def _of_two(self, kind: Any, x: str | None, y: str | None) -> Any:
        """The covariance or correlation of two named variables, or of the two that there are."""
        names = [x, y] if x and y else self._single()
        if len(names) != 2:
            said = ", ".join(self._single())
            raise ReadError("of which two variables?", said, (0, len(said) or 1), "such as Cov(X, Y)")
        return kind(*[self.variable(str(name)) for name in names], self.world)

    def _told(self, text: str) -> Any:
        if self.experiment is not None:
            return self.chance(re.sub(r"\s+if\s+|,?\s+given\s+that\s+|\s+given\s+", " | ", text))
        text = re.sub(
            r"^(?:it|there|he|she|they|you|we|a\s+\w+|an\s+\w+|the\s+\w+)\s+(?:is|are|get|gets|has|have)\s+|"
            r"^(?:getting|rolling|drawing|obtaining)\s+",
            "",
            text,
        )
        return self.chance(re.sub(r"\s+if\s+|\s+given\s+that\s+|\s+given\s+", " | ", text))

    def _measured(self, kind: Any, about: str | None) -> Any:
        if about:
            try:
                return self._moment(kind, self.variable(re.sub(r"^the\s+", "", about)))
            except ReadError:
                if len(self._single()) != 1 or re.search(r"[A-Z=+*/\d]", about):
                    raise
        for query in self.queried:
            if isinstance(query, Mean | Variance | StandardDeviation):
                return self._moment(kind, query.x)
        single = self._single()
        return self._moment(kind, Word(single[0])) if len(single) == 1 else None

    def _odds(self, found: re.Match[str]) -> Any:
        target = next((q for q in self.queried if isinstance(q, Chance)), None)
        if target is None:
            return None
        condition = (
            None if (found["which"] or "").strip().lower() == "prior" or target.condition == true else target.condition
        )
        odds = divide(self._ask(target.event, condition), self._ask(_new(Not, target.event), condition))
        return log(odds) if found["log"] else odds

    # Questions

    def queries(self, text: str) -> list[Query]:
        """The quantities that a question names.

        Raises:
            ReadError: where one is not understood.
        """
        from workings.probability.homework import Query

        found: list[Query] = []
        for piece in _questions(text):
            name, quantity = self._query(piece)
            if quantity is None:
                raise ReadError(
                    "what is asked here is not understood",
                    piece,
                    (0, len(piece) or 1),
                    "such as P(A | B), E[X] or Var(X)",
                )
            self.queried.append(quantity)
            found.append(Query(name, quantity))
        return found

    def _query(self, piece: str) -> tuple[str, Any]:
        named = re.fullmatch(r"([a-z]\w?)\s*=\s*(.+)", piece)
        if named:
            quantity = self.quantity(named[2])
            if quantity is not None:
                self.draft.names[named[1]] = quantity
            return named[1], quantity
        return piece, self.quantity(piece)


_JAPANESE_END = re.compile(r"\s*(?:を|は|の値を)\s*(?:求め|計算|答え|いくら|いくつ|何)\S*$")


def _questions(text: str) -> list[str]:
    found = []
    for piece in pieces(
        text,
        r",\s*(?!given\b|if\b|when\b)(?:and\s+)?|\s+and\s+(?=(?:the\s+)?(?:P|E|Var|sd|Cov|SD)\s*[(\[]|(?:the\s+)?(?:variance|standard|"
        r"mean|expected|recall|precision|F1|accuracy|specificity))|;\s*",
    ):
        piece = re.sub(
            r"^(?:and\s+|also\s+|the\s+value\s+of\s+|its\s+|the\s+(?=[PEVsC]\w*[(\[]))", "", piece.strip()
        ).rstrip("?=. ")
        piece = _JAPANESE_END.sub("", piece)
        if piece:
            found.append(piece)
    return _of_the_same(found)


_BARE = re.compile(r"(?:the\s+)?(?:mean|variance|standard\s+deviation|expected\s+value|expectation)", re.I)


def _of_the_same(pieces_: list[str]) -> list[str]:
    """The mean and the variance of Y: both are of Y."""
    last = re.fullmatch(rf"{_BARE.pattern}(?P<of>\s+(?:of|for)\s+.+)", pieces_[-1], re.I) if pieces_ else None
    return pieces_ if last is None else [p + last["of"] if _BARE.fullmatch(p) else p for p in pieces_]


def _closes(text: str, opened: int) -> bool:
    """Whether the bracket opened at `opened` is closed by the last character."""
    depth = 0
    for i in range(opened, len(text)):
        depth += (text[i] in "([{") - (text[i] in ")]}")
        if not depth:
            return i == len(text) - 1
    return False


def _exactly(k: int, events: Sequence[Basic]) -> Basic:
    from itertools import combinations

    ways = []
    for chosen in combinations(range(len(events)), k):
        ways.append(_new(And, *[e if i in chosen else _new(Not, e) for i, e in enumerate(events)]))
    return ways[0] if len(ways) == 1 else _new(Or, *ways)

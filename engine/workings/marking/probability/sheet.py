"""A problem of probability, opened for marking: final answers here, worked lines in `marker`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sympy import Basic, Tuple
from sympy import false as FALSE
from sympy import true as TRUE

from workings.expression.errors import ReadError
from workings.expression.nodes import integer
from workings.judge import Evidence
from workings.marking.forms import Form, left_to_do
from workings.marking.probability import reasons
from workings.marking.probability.claims import Claim, Side, read_claims
from workings.marking.probability.feedback import told
from workings.marking.probability.found import find
from workings.marking.probability.ground import Ground, goals_in
from workings.marking.probability.marker import Marker
from workings.marking.probability.unsettled import Unsettled
from workings.marking.probability.values import compared, is_near, is_rounded, match
from workings.marking.verdict import LineVerdict, Status, Verdict
from workings.probability.draft import pieces
from workings.probability.homework import Stated, read_stated
from workings.probability.japanese.script import as_line
from workings.probability.setting import UnknownQuantity
from workings.probability.spelling import plain_text
from workings.rule import RuleBook, Text
from workings.show import to_text

__all__ = ["ProbabilitySheet"]


_NOTHING = Text("", "")
_UNDECIDED = Evidence("undecided")


def _for(
    answer: str, status: Status, why: Text, evidence: Evidence | None = None, expected: Basic | None = None
) -> Verdict:
    """A verdict with its reason in both languages."""
    return Verdict(status, answer, evidence, expected=expected, reason=why.en, reason_ja=why.ja)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What an answer comes to for one question."""

    status: str  # equal, rounded, apart, unknown
    evidence: Evidence
    blamed: Side | None = None
    before: Side | None = None
    why: Text = _NOTHING
    rounded: Side | None = None


class ProbabilitySheet:
    """A problem of probability: what is given and asked, and the right answers, worked out once."""

    def __init__(self, stated: Stated, book: RuleBook) -> None:
        self.stated = stated
        self.book = book
        self.ground = Ground(book)

    @classmethod
    def open(cls, problem: str, book: RuleBook) -> ProbabilitySheet:
        """The sheet of a problem that is about probability."""
        return cls(read_stated(problem), book)

    @cached_property
    def truths(self) -> tuple[Any, ...]:
        return tuple(self.ground.value(query.quantity) for query in self.stated.queries)

    @property
    def _not_read(self) -> Text:
        return reasons.not_understood("; ".join(self.stated.unread))

    def mark(self, answer: str, form: Form | None = None) -> Verdict:
        setting = self.stated.setting
        if setting is None:
            return _for(answer, "undecided", self._not_read)
        if None in self.truths:
            asked = self.stated.queries[self.truths.index(None)].quantity
            return Unsettled(self.stated, asked, self.ground, self.book).mark(answer)
        if self.stated.queries[0].whether:
            return self._whether(answer)
        try:
            given = self._given(answer)
        except UnknownQuantity as error:
            return _for(answer, "undecided", reasons.message(error.message))
        except ReadError as error:
            return _for(answer, "unreadable", reasons.message(str(error)))
        if isinstance(given, Text):
            return _for(answer, "undecided", given)
        judged = [self._judged(claims, i) for i, claims in enumerate(given)]
        return self._verdict(answer, judged, given, form)

    def _whether(self, answer: str) -> Verdict:
        """A yes or no to whether events are independent, or exclude each other; the reason has to hold as well."""
        said = _yes_or_no(answer, self.stated.queries[0].whether)
        if said is None:
            return _for(answer, "undecided", reasons.NO_YES_OR_NO)
        holds = compared(self.truths[0], integer(0))
        if holds.kind == "undecided":
            return _for(answer, "undecided", reasons.of_evidence(holds), holds)
        true = holds.kind == "proved"
        evidence = Evidence("proved" if said == true else "refuted", method="exact rational arithmetic",
                            left=to_text(self.truths[0]), right="0")  # fmt: skip
        expected = TRUE if true else FALSE
        return Verdict("correct" if said == true else "wrong", answer, evidence, expected=expected)

    def mark_work(self, lines: Sequence[str]) -> tuple[LineVerdict, ...]:
        if self.stated.setting is None:
            why = self._not_read
            return tuple(LineVerdict(line, "undecided", reason=why.en, reason_ja=why.ja) for line in lines)
        marker = Marker(self.stated, self.ground)
        return tuple(marker.mark(line, last=i == len(lines) - 1) for i, line in enumerate(lines))

    # What was answered

    def _given(self, answer: str) -> list[list[Claim]] | Text:
        """The claims of the answer for each question; a reason where it can't be told what is meant."""
        setting = self.stated.setting
        assert setting is not None
        count = len(self.stated.queries)
        if len(pieces(plain_text(as_line(answer)), r"\s+or\s+")) > 1:
            return reasons.SEVERAL
        parts = pieces(plain_text(as_line(answer)), r",\s*(?:and\s+)?|;\s*|\s+and\s+") if count > 1 else [answer]
        if count > 1 and len(parts) != count:
            parts = [answer]
        claims = [claim for part in parts for claim in read_claims(part, setting, {})]
        if not claims:
            raise ReadError("there is no value in this answer", answer, (0, len(answer) or 1), "a number")
        found: list[list[Claim]] = [[] for _ in range(count)]
        others: list[Claim] = []
        for claim in claims:
            at = self._asked_by(claim)
            if at is None:
                others.append(claim)
            else:
                found[at].append(claim)
        free = [i for i in range(count) if not found[i]]
        bare = [claim for claim in others if claim.sides[0].quantity is None or len(claim.sides) == 1]
        if count == 1:
            if free and not bare and others:
                found[0] = others[-1:]  # another quantity, which has to be what is asked
            elif free and len(bare) > 1 and all(len(c.sides) == 1 for c in bare):
                return reasons.SEVERAL
            else:
                found[0] += bare
            return found
        if len(bare) != len(free):
            return reasons.counted(count, len(claims))
        for at, claim in zip(free, bare, strict=True):
            found[at].append(claim)
        return found

    def _asked_by(self, claim: Claim) -> int | None:
        """Which question the claim names."""
        quantity = claim.sides[0].quantity
        if quantity is None:
            return None
        return next((i for i, query in enumerate(self.stated.queries) if query.quantity == quantity), None)

    def _judged(self, claims: Sequence[Claim], at: int) -> _Judged:
        """Every side has to be what is asked for."""
        truth, query = self.truths[at], self.stated.queries[at].quantity
        proved: Evidence | None = None
        rounded: tuple[Side, Evidence] | None = None
        for claim in claims:
            before: Side | None = None
            for side in claim.sides:
                if side.quantity is not None and side.quantity == query and len(claim.sides) > 1:
                    continue
                value = self.ground.value(side.expr)
                if value is None:
                    return _Judged("unknown", _UNDECIDED, why=reasons.not_settled(side.text))
                kind, evidence = match(side, value, truth)
                if kind == "apart" and self._is_coarse(query, side, value, truth, before):
                    kind = "rounded"
                if kind == "apart":
                    return _Judged("apart", evidence, side, before)
                if kind == "unknown":
                    return _Judged("unknown", evidence, why=reasons.of_evidence(evidence))
                if kind == "rounded":
                    rounded = side, evidence
                else:
                    proved = evidence
                before = side
        if proved is not None:
            return _Judged("equal", proved, rounded=rounded[0] if rounded else None)
        if rounded is not None:
            return _Judged("rounded", Evidence("agrees", points=1, digits=_digits(rounded[0])), rounded=rounded[0])
        return _Judged("unknown", _UNDECIDED, why=reasons.NO_VALUE)

    def _is_coarse(self, query: Any, side: Side, value: Any, truth: Any, before: Side | None) -> bool:
        """Whether it is the true value rounded to one digit, and not what a mistake leads to.

        Two mistakes together are not thought of where it is as near as any decimal of two digits: within 5%.
        """
        if not is_rounded(side, value, truth, digits=1):
            return False
        found = find(self.ground, query, side, before, self.stated)
        return found is None or (found.also is not None and is_near(value, truth))

    # The verdict

    @cached_property
    def expected(self) -> Basic:
        values = [self.ground.tidy(truth) for truth in self.truths]
        return values[0] if len(values) == 1 else Tuple(*values)

    def _verdict(
        self, answer: str, judged: Sequence[_Judged], given: Sequence[Sequence[Claim]], form: Form | None
    ) -> Verdict:
        wrong = next((i for i, j in enumerate(judged) if j.status == "apart"), None)
        if wrong is not None:
            return self._wrong(answer, judged[wrong], wrong)
        unknown = next((j for j in judged if j.status == "unknown"), None)
        if unknown is not None:
            return _for(answer, "undecided", unknown.why, unknown.evidence, self.expected)
        evidence = max((j.evidence for j in judged), key=lambda e: e.kind != "proved")
        last = [claims[-1].sides[-1] for claims in given]
        standing = next((goal for side in last for goal in goals_in(side.expr)), None)
        if standing is not None:
            return _for(answer, "wrong_form", reasons.work_out(to_text(standing)), evidence, self.expected)
        only = next((j.rounded for j in judged if j.status == "rounded"), None)
        if only is not None:
            said, exactly = only.text.strip(), to_text(self.expected)
            if _SAID_ROUNDED.search(answer):
                return _for(answer, "correct", reasons.as_it_says(said, exactly), evidence, self.expected)
            return _for(answer, "wrong_form", reasons.only_rounded(said, exactly), evidence, self.expected)
        left = next((said for side in last if form is not None and (said := left_to_do(side.expr, form))), "")
        if left:
            return Verdict("wrong_form", answer, evidence, expected=self.expected, reason=left)
        noted = next((reasons.rounded(j.rounded.text.strip()) for j in judged if j.rounded is not None), _NOTHING)
        return _for(answer, "correct", noted, evidence, self.expected)

    def _wrong(self, answer: str, judged: _Judged, at: int) -> Verdict:
        assert judged.blamed is not None
        query = self.stated.queries[at].quantity
        found = find(self.ground, query, judged.blamed, judged.before, self.stated)
        both = reasons.two_mistakes(found.mistake.slug, found.also.slug) if found and found.also else _NOTHING
        return Verdict(
            "wrong", answer, judged.evidence,
            mistake=found.mistake if found else None,
            feedback=told(found, self.expected, self.book, self.stated.setting.notes if self.stated.setting else ()),
            expected=self.expected,
            ties=found.ties if found else (),
            reason=both.en,
            reason_ja=both.ja,
        )  # fmt: skip


_SAID_ROUNDED = re.compile(
    r"≈|≃|≅|~=|=~|\\approx|\b(?:about|approximately|approx|roughly|around|rounded|nearly)\b|約|およそ|\b\d+\s*d\.?p\.?\b",
    re.I,
)


def _yes_or_no(answer: str, kind: str) -> bool | None:
    """What the answer says; None where it says neither, or both."""
    words = re.sub(r"\s+", " ", answer.strip().lower())
    head = re.match(r"(yes|no|true|false|はい|いいえ)\b", words) or re.match(r"(はい|いいえ)", words)
    about = "independent" if kind == "independent" else "(?:mutually )?(?:exclusive|disjoint)"
    denied = re.search(
        rf"\b(?:not|n't|never)\s+(?:\w+\s+)?{about}\b|\bdependent\b|独立(?:では|で)?ない|排反(?:では|で)?ない|従属",
        words,
    )
    claimed = re.search(rf"\b{about}\b|独立|排反", words)
    told = None if head is None else head[1] in ("yes", "true", "はい")
    body = False if denied else True if claimed else None
    if told is not None and body is not None and told != body:
        return None
    return told if told is not None else body


def _digits(side: Side) -> int:
    return sum(character.isdigit() for character in side.text)

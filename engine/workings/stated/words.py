"""Questions of linear algebra in words: `the rank of A`, `multiply A by B`, `is A symmetric?`.

Matrices, vectors and expressions in them are found first and numbered; what is left is words, in which the nouns and
verbs of the tables below are looked for, each with the operands that stand beside it. All questions of a text are
answered, in their order; a question that is known but not worked here is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from sympy import Integer, MatrixBase, pi

from workings.expression import matrix_goals as goals
from workings.expression.curve_goals import Several
from workings.expression.errors import ReadError
from workings.expression.matrix_literals import LONGEST
from workings.expression.matrix_text import number_of
from workings.expression.nodes import divide, mul
from workings.stated.kinds import ADJECTIVES, NOT_WORKED, NOUNS, VERBS, WORKED, Kind
from workings.stated.operands import Operands, operands_in

__all__ = ["OTHER_SUBJECT", "NotWorked", "Question", "Worded", "asks_without_matrix", "read_worded", "refusal"]

OTHER_SUBJECT = re.compile(
    r"derivative|differenti|gradient|jacobian|hessian|tangent|\bslope\b|d/d[a-z]|∂|\\partial|∇|\\nabla|\blimit\b"
    r"|integra|maximi|minimi|stationary|critical|\bP\(|probab|taylor|\bE\[|\bVar\b|expect|variance|\bP\s*=(?!\s*(?:\[\s*\[|\(\s*\(|\\begin))|微分|確率|期待値",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is wanted, by the name that marking knows it by, the goal that asks it, and the words that name it."""

    want: str
    goal: Any
    words: str = ""


@dataclass(frozen=True, slots=True)
class Worded:
    """The questions of a text in their order, what its names stand for, and whether decimals were used."""

    questions: tuple[Question, ...]
    names: Mapping[str, Any]
    decimal: bool

    @property
    def goal(self) -> Any:
        """The one question, or all of them together."""
        asked = [question.goal for question in self.questions]
        return asked[0] if len(asked) == 1 else Several(asked)


_FILL = (
    r"(?:(?:the|this|these|those|that|following|given|two|three|both|square|real|column|row|coefficient|"
    r"matrix|matrices|vectors?|points?|(?:\d|n)\s*(?:x|×|by|次)\s*(?:\d|n)?|symmetric|diagonal|triangular|upper|lower|"
    r"次の|正方|対称|二つの|2つの|3つの|三つの|行列|ベクトル|点|空間)[\s:、]*){0,9}"
)
_ONE = rf"{_FILL}⟦\d+⟧"
_JOINT = (
    r"(?:\s*(?:,\s*and|,|、|;|&|\band\b|\bonto\b|\bon\b|\bby\b|\bwith\b|\bfrom\b|\bto\b|\binto\b|\balong\b"
    r"|\bin the direction of\b|と|および|から|への?|に)\s*|\s+)"
)
_OPERANDS = rf"{_ONE}(?:{_JOINT}{_ONE})*"
_AFTER = re.compile(
    r"\s*(?:\(\s*)?(?:\b(?:of|for|is|between|from|to|in the direction of|associated with|belonging to)\b)?[\s:]*"
    rf"({_OPERANDS})",
    re.I,
)
_BEFORE = re.compile(rf"({_OPERANDS})\s*(?:の|を|に対する|について|における|が|は)?\s*$")
_JOINED = re.compile(
    r"\s*(?:,|、|・|\band\b|\bor\b|\bas well as\b|と|および|並びに|, and)+\s*"
    r"(?:(?:also|then|find|compute|determine|the|its|their|corresponding|all|a|basis (?:for|of)|それぞれの)\s*)*",
    re.I,
)
_MEANS = re.compile(
    r"\b(?:using|use|by|via|through|without|from|with)\s+(?:(?:the|its|an?|computing|finding|matrix)\s+)*$", re.I
)
_EXPANSION = re.compile(r"cofactor expansion|(?:laplace|cofactor)s?\b|expan(?:d|sion)|余因子展開", re.I)
_ELIMINATION = re.compile(r"row (?:reduc|operation)|eliminat|gauss|掃き出し|基本変形", re.I)
_ADJUGATE = re.compile(
    r"\b(?:by|using|via|with|from)\b[^.?]*\b(?:adjugate|adjoint|cofactors?|formula)|余因子行列を(?:用|使)", re.I
)
_DEGREES = re.compile(r"\bdegrees?\b|度(?:で|数)", re.I)
_APPLIED = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]|[A-Z][A-Za-z]+)\([^()]*⟦")  # ReLU(⟦0⟧), f(x - ⟦0⟧)
_MORE = re.compile(r"[\^/*=<>_\\+∂∇∫∑]|\d|(?<![A-Za-z])(?![aAI]\s)[A-Za-z](?![A-Za-z])")  # mathematics left over
_WANTS: dict[type, str] = {
    goals.Eigenvalues: "eigenvalues",
    goals.Eigenvectors: "eigenvectors",
    goals.NullSpace: "null-space",
    goals.CharacteristicPolynomial: "characteristic",
    goals.Factors: "factors",
}
_SUBJECT = rf"(?P<of>{_OPERANDS}|it|they|(?:the|this|these)\s+(?:\w+\s+)?(?:matrix|matrices|vectors?|columns))"
_YES_OR_NO = tuple(
    (
        kind,
        re.compile(
            rf"\b(?:is|are|whether|if|that)\s+(?:the columns of\s+)?{_SUBJECT}[\s,]*(?:is|are|form)?\s*"
            rf"(?:(?:an?|also|mutually|set of|matrix|or not)\s+)*(?:{kind.words})(?![\s-]*value)"
            rf"|(?P<of_ja>{_OPERANDS})\s*(?:は|が)\s*(?:互いに)?\s*(?:{kind.words})",
            re.I,
        ),
    )
    for kind in ADJECTIVES
)
_ALSO = re.compile(
    rf"\s*(?:,|\band\b|\bor\b|かつ|で)+\s*(?:is\s+|it\s+is\s+|whether\s+it\s+is\s+|also\s+)?"
    rf"(?={'|'.join(kind.words for kind in ADJECTIVES)})",
    re.I,
)
_ITS = re.compile(r"\bits\s+$", re.I)
_EITHER = re.compile(r"\s*or\b", re.I)  # "independent or dependent" is one question
_HAS_INVERSE = re.compile(
    rf"\b(?:do(?:es)?|whether|if)\s+{_SUBJECT}\s+(?:has|have)\s+an?\s+inverse|(?P<of_ja>{_OPERANDS})\s*(?:は|が)\s*逆行列をもつ",
    re.I,
)
_OF_THE = re.compile(r"s?\s*(?:of|for)\s*(?:the|its|their|matrix|orthogonal)?\s*", re.I)
_SOLVING = re.compile(
    r"\bsolv\w*|\bsystem\b|連立|方程式を解|\bleast[\s-]*squares\b|\bfor (?:which|what)\b|\b(?:such|so) that\b"
    r"|\bvalues? of\b|\bfind (?:all )?[a-z] (?:if|for|when)\b|ような",
    re.I,
)
_COMPARED = re.compile(r"^\W*(?:is|are|does|do|verify|show|prove|check|confirm)\b|示せ|確かめよ", re.I)
_QUALIFIED = re.compile(
    r"\b(?P<how>largest|smallest|greatest|least|max\w*|min\w*|dominant|sum of|product of|number of|how many"
    r"|reciprocal of|square (?:root )?of|twice|half)\s+(?:(?:the|its|all|of|real|distinct|different)\s+)*$"
    r"|(?P<ja>最大|最小)の?$",
    re.I,
)


def read_worded(text: str) -> Worded | None:
    """What a text asks in words of the matrices and vectors in it; None where it asks in other ways.

    Raises:
        NotWorked: a question that is not worked here, or one of which it can't be told what it is about.
        ReadError: an expression that can't be read.

    >>> worded = read_worded("A = [[1, 2], [3, 4]]; find the rank and the trace of A")
    >>> [type(question.goal).__name__ for question in worded.questions]
    ['Rank', 'Trace']
    """
    if len(text) > LONGEST or OTHER_SUBJECT.search(text) or _SOLVING.search(text):
        return None
    found = operands_in(text)
    if found is None:
        return None
    if found.has_equations:
        if _COMPARED.search(text) and not re.search(r"\d\s*$|⟦\d+⟧\s*=\s*-?\d", found.flat):
            raise refusal(text, "whether two sides are equal is not worked here; ask for each of them")
        return None
    refused = NOT_WORKED.search(found.flat)
    if refused is not None:
        said = " ".join(re.sub(r"⟦\d+⟧", " ", refused[0]).split())
        raise refusal(text, f"{said!r} is not worked here", said)
    asked = _Text(text, found).asked()
    return Worded(asked, found.names, found.decimal) if asked else None


class NotWorked(ReadError):
    """A question that is understood, or nearly, and not worked here; `expected` says which are."""


def refusal(text: str, message: str, at: str = "") -> NotWorked:
    """That a question is not worked here, and which are."""
    place = max(text.find(at), 0)
    return NotWorked(message, text, (place, place + max(len(at), 1)), f"one of these: {WORKED}")


def asks_without_matrix(text: str) -> bool:
    """Whether a text asks about a matrix or vectors that it does not give.

    >>> asks_without_matrix("Find the determinant of A.")
    True
    """
    return _NEEDS_A_MATRIX.search(text) is not None and operands_in(text) is None


_NEEDS_A_MATRIX = re.compile(
    r"\b(?:determinant|eigen\W?values?|eigen\W?vectors?|nullity|null space|rank of|trace of|transpose of|adjugate"
    r"|inverse of (?:the )?(?:matrix|[A-Z]\b)|(?:cross|dot|inner) product)\b|行列式"
    r"|逆行列|固有値|固有ベクトル|階数|転置|内積|外積",
    re.I,
)


def _want(goal: Any) -> str:
    """What marking calls the thing that a goal asks for."""
    if isinstance(goal, goals.Property):
        return "property"
    if isinstance(goal, goals.Reduced):
        return "echelon" if goal.method == "gauss" else "rref"
    return _WANTS.get(type(goal), "value")


@dataclass(slots=True)
class _Hit:
    """A kind that a text asks for, at a place, of these operands."""

    start: int
    end: int
    kind: Kind
    operands: list[int] | None = None
    of: _Hit | None = None  # the determinant of the inverse of A


@dataclass(slots=True)
class _Text:
    """One text, its operands numbered."""

    text: str
    found: Operands
    used: set[int] = field(default_factory=set)
    owners: set[int] = field(default_factory=set)  # what is asked for, and something of it as well: AB and its trace

    def asked(self) -> tuple[Question, ...]:
        flat = self.found.flat
        hits = list(self._yes_or_no(flat))
        told = list(flat)
        for hit in hits:
            told[hit.start : hit.end] = " " * (hit.end - hit.start)
        hits += self._nouns("".join(told))
        hits.sort(key=lambda hit: hit.start)
        hits = self._refined(hits)
        self._refuse_qualified(hits, flat)
        hits = self._nested(hits, flat)
        self._shared(hits, flat)
        asked = [(hit.start, question) for hit in hits for question in self._questions(hit, flat)]
        alone = [(n, start) for n, (start, node) in enumerate(self.found.nodes) if self.found.asks(node)]
        alone = [(n, start) for n, start in alone if n not in self.used - self.owners]
        if _APPLIED.search(flat) or (not hits and _MORE.search(re.sub(r"⟦\d+⟧", " ", flat))):
            return ()
        for n, start in alone:
            node = number_of(self._part(n))
            asked.append((start, Question(_want(node), node)))
        found: dict[Any, Question] = {}
        for _, question in sorted(asked, key=lambda pair: pair[0]):
            found.setdefault(question.goal, question)
        return tuple(found.values())

    def _refined(self, hits: list[_Hit]) -> list[_Hit]:
        """`reduce A to echelon form` asks once: the noun says how far."""
        verb = next((hit for hit in hits if hit.kind in VERBS and hit.kind.build is goals.Reduced), None)
        noun = next((hit for hit in hits if hit.kind.want in ("rref", "echelon") and hit.operands is None), None)
        if verb is None or noun is None:
            return hits
        noun.operands = verb.operands
        return [hit for hit in hits if hit is not verb]

    def _refuse_qualified(self, hits: list[_Hit], flat: str) -> None:
        for hit in hits:
            qualified = _QUALIFIED.search(flat[: hit.start])
            if qualified is not None:
                how, noun = qualified["how"] or qualified["ja"], flat[hit.start : hit.end].strip()
                raise refusal(self.text, f"{how!r} before {noun!r} is not worked here", how)

    def _yes_or_no(self, flat: str) -> Iterator[_Hit]:
        patterns = [*_YES_OR_NO, (ADJECTIVES[0], _HAS_INVERSE)]
        taken: list[tuple[int, int]] = []
        for kind, pattern in patterns:
            for match in pattern.finditer(flat):
                if any(match.start() < end and start < match.end() for start, end in taken):
                    continue
                taken.append(match.span())
                operands = self._numbers(match["of"] or match["of_ja"]) or None
                yield _Hit(match.start(), match.end(), kind, operands)
                yield from self._and_also(flat, match.end(), operands)

    def _and_also(self, flat: str, end: int, operands: list[int] | None) -> Iterator[_Hit]:
        """`symmetric, invertible and orthogonal`: the others of one sentence."""
        while (joint := _ALSO.match(flat, end)) is not None:
            kind, also = next(
                (kind, also)
                for kind in ADJECTIVES
                if (also := re.compile(kind.words, re.I).match(flat, joint.end())) is not None
            )
            end = also.end()
            if not _EITHER.match(joint[0]):
                yield _Hit(also.start(), end, kind, operands)

    def _nouns(self, told: str) -> Iterator[_Hit]:
        taken: list[tuple[int, int]] = []
        for kind, verb in [*((k, False) for k in NOUNS), *((k, True) for k in VERBS)]:
            for match in re.finditer(rf"(?<![A-Za-z-])(?:{kind.words})(?![A-Za-rt-z]|s[A-Za-z])", told, re.I):
                if any(match.start() < end and start < match.end() for start, end in taken):
                    continue
                operands = self._beside(told, match, verb)
                means = _MEANS.search(told[: match.start()]) is not None
                if operands is None and (verb or means or kind.words.startswith(("order", "sum", "difference"))):
                    continue
                taken.append(match.span())
                yield _Hit(match.start(), match.end(), kind, operands)

    def _beside(self, told: str, noun: re.Match[str], verb: bool) -> list[int] | None:
        """The operands after a noun or a verb; before it in Japanese."""
        after = _AFTER.match(told, noun.end() + (told[noun.end() : noun.end() + 1] == "s"))
        if after is not None and not re.match(r"[^\x00-\x7f]", noun[0]):
            return self._numbers(after[1])
        before = _BEFORE.search(told[: noun.start()]) if re.search(r"[^\x00-\x7f]", noun[0]) else None
        return self._numbers(before[1]) if before is not None else None

    def _numbers(self, written: str | None) -> list[int]:
        return [int(n) for n in re.findall(r"⟦(\d+)⟧", written or "")]

    def _nested(self, hits: list[_Hit], flat: str) -> list[_Hit]:
        """`the trace of the product of A and B`: the question inside is what the one before it is asked of."""
        kept: list[_Hit] = []
        for hit in reversed(hits):
            after = kept[-1] if kept else None
            if (
                after is not None
                and hit.operands is None
                and _OF_THE.fullmatch(flat[hit.end : after.start])
                and hit.kind.operands == 1
            ):
                hit.of = kept.pop()
            kept.append(hit)
        found: list[_Hit] = []
        for hit in reversed(kept):  # in Japanese the question inside stands before: A の逆行列の行列式
            before = found[-1] if found else None
            if before is not None and hit.operands is None and flat[before.end : hit.start].strip() == "の":
                hit.of = found.pop()
            found.append(hit)
        return found

    def _shared(self, hits: list[_Hit], flat: str) -> None:
        """`the rank and trace of A`: the operands of the noun that stands beside it and has some."""
        for here, after in reversed(list(pairwise(hits))):
            if here.operands is None and self._joined(flat, here, after):
                here.operands = after.operands
        for before, here in pairwise(hits):
            if here.operands is None and self._joined(flat, before, here):
                here.operands = before.operands
        for hit in hits:
            before_it = flat[: hit.start]
            if hit.operands is None and hit.kind.operands == 1 and _ITS.search(before_it):
                said = [n for n in self._numbers(before_it) if self.found.asks(self.found.nodes[n][1])]
                hit.operands = said[-1:] or None
                self.owners.update(said[-1:])

    def _joined(self, flat: str, one: _Hit, other: _Hit) -> bool:
        between = re.sub(r"⟦\d+⟧|\bof\b|^s", " ", flat[one.end : other.start])
        return bool(_JOINED.fullmatch(between))

    def _questions(self, hit: _Hit, flat: str) -> Iterator[Question]:
        """The question of a hit; one for each where `the determinants of A and B` are asked for."""
        if hit.of is not None:
            for inner in self._questions(hit.of, flat):
                goal = hit.kind.build(inner.goal, *self._method(hit.kind))
                want = _want(goal) if hit.kind.want == "value" else hit.kind.want
                yield Question(want, number_of(goal), hit.kind.words)
            return
        numbers = hit.operands or []
        first = self.found.nodes[numbers[0]][1] if numbers else None
        if isinstance(hit.kind.build, type) and isinstance(first, hit.kind.build):  # the product A B, the norm ‖v‖
            self.used.update(numbers)
            yield Question(hit.kind.want, first, hit.kind.words)
        elif hit.kind.operands == 1 and len(set(map(self._part, numbers))) > 1 and self._listed(numbers, flat):
            for n in numbers:
                yield self._question(replace(hit, operands=[n]))
        else:
            yield self._question(hit)

    def _listed(self, numbers: list[int], flat: str) -> bool:
        """Whether the operands stand in a list: A, B and C."""
        joint = rf"\s*(?:,|\band\b|、|と)+\s*{_FILL}"
        return re.search(joint.join(f"⟦{n}⟧" for n in numbers), flat, re.I) is not None

    def _question(self, hit: _Hit) -> Question:
        kind = hit.kind
        numbers = hit.operands
        if numbers is None:
            numbers = self._meant(hit)
        count = kind.operands
        if count and len(numbers) != count:
            if count == 1 and len(numbers) > 1:
                numbers = self._one_of(hit, numbers)
            elif len(numbers) < count:
                numbers = self._meant(hit)
        if count and len(numbers) != count:
            if kind.build in (goals.MatrixProduct, goals.MatrixSum) and len(numbers) > 2:
                return self._chained(kind, numbers)
            raise self._unclear(hit, f"this is asked of {count} and {len(numbers)} stand beside it")
        self.used.update(numbers)
        parts = [self._part(n) for n in numbers]
        if kind.build is goals.Orthogonal and len(parts) > 2:
            raise self._unclear(hit, "this is asked of two vectors, or of a matrix")
        if kind.operands == 0 and len(parts) == 1 and isinstance(parts[0], MatrixBase) and parts[0].cols == 1:
            raise self._unclear(hit, "this is asked of two vectors or of a matrix, and there is one vector")
        goal = kind.build(*parts, *self._method(kind))
        if kind.words.startswith("angle") and _DEGREES.search(self.text):
            goal = divide(mul(Integer(180), goal), pi)
        return Question(_want(goal) if kind.want == "value" else kind.want, number_of(goal), kind.words)

    def _chained(self, kind: Kind, numbers: Sequence[int]) -> Question:
        """A sum or product of more than two."""
        self.used.update(numbers)
        total = self._part(numbers[0])
        for n in numbers[1:]:
            total = kind.build(total, self._part(n))
        return Question(kind.want, total, kind.words)

    def _one_of(self, hit: _Hit, numbers: list[int]) -> list[int]:
        """`the determinant of A and B` asks twice; `the rank of A, A = ...` once."""
        different = list(dict.fromkeys(map(self._part, numbers)))
        if len(different) > 1:
            raise self._unclear(hit, f"there are {len(different)} of which it may be asked")
        return numbers[:1]

    def _method(self, kind: Kind) -> tuple[str, ...]:
        if kind.build is goals.Determinant:
            if _ELIMINATION.search(self.text):
                return ("elimination",)
            return ("expansion",) if _EXPANSION.search(self.text) else ()
        if kind.build is goals.InverseOf and _ADJUGATE.search(self.text):
            return ("adjugate",)
        return ()

    def _part(self, n: int) -> Any:
        node = self.found.nodes[n][1]
        if isinstance(node, ReadError):
            raise node
        return node

    def _meant(self, hit: _Hit) -> list[int]:
        """What `it`, `the matrix` or nothing at all refers to: what there is, if that is as many as are asked for."""
        there: dict[Any, int] = {}
        for n, (_, node) in enumerate(self.found.nodes):
            if isinstance(node, MatrixBase):
                there.setdefault(node, n)
        numbers = list(there.values())
        if hit.kind.operands in (0, len(numbers)) and numbers:
            return numbers
        raise self._unclear(hit, f"it can't be told of which of the {len(numbers)} that are given")

    def _unclear(self, hit: _Hit, why: str) -> NotWorked:
        word = self.found.flat[hit.start : hit.end].strip()
        return refusal(self.text, f"{word!r}: {why}", word)

"""What a person says about parameters and about the number of solutions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import sympy
from sympy import Eq, Ne, Poly, Symbol

from workings.expression.canonical import canonical
from workings.expression.nodes import symbols_of
from workings.expression.reader import Reading
from workings.judge import Evidence
from workings.marking.diagnosis import Diagnosis
from workings.marking.linear.proofs import listed, points_of
from workings.marking.linear.system import Case, System
from workings.marking.slips import MISTAKES
from workings.rule import Text
from workings.stated.problem import Asked

__all__ = ["KINDS", "Claims", "condition"]

KINDS = {
    "none": Text("no solution", "解はありません"),
    "unique": Text("exactly one solution", "解はただ一つです"),
    "infinite": Text("an infinity of solutions", "解は無数にあります"),
}
_CASE = re.compile(r"\b(?:if|when|for|case|where|suppose|assume|assuming|provided|let|with|as)$|のとき|場合", re.I)


def condition(reading: Reading, system: System, begins: bool) -> tuple[list[Any], bool] | None:
    """Relations between the parameters alone, and whether they begin a case: `if k = 4: ...`; None for others.

    `begins` says that what follows is about them, as after `k = 4:`.
    """
    node = reading.node
    if not isinstance(node, Eq | Ne) or not system.parameters:
        return None
    names = symbols_of([node])
    if not names or any(s not in system.parameters for s in names):
        return None
    return relations_of(node), begins or bool(_CASE.search(reading.words.strip(" :,;")))


def relations_of(node: Any) -> list[Any]:
    """k = 4 for k - 4 = 0; both zeros of k^2 - 4 = 0."""
    left, right = node.args
    if isinstance(left, Symbol) and left not in symbols_of([right]):
        return [node]
    if isinstance(right, Symbol) and right not in symbols_of([left]):
        return [node.func(right, left, evaluate=False)]
    names = symbols_of([node])
    if len(names) == 1:
        gap = canonical(left) - canonical(right)
        if gap.is_polynomial(names[0]) and gap != 0:
            roots = dict.fromkeys(sympy.real_roots(Poly(gap, names[0])))
            return [node.func(names[0], root, evaluate=False) for root in roots]
    return [node]


class Claims:
    """Judges what is said about the number of solutions, in the cases that a line is about."""

    def __init__(self, system: System, asked: Asked) -> None:
        self.system = system
        self.asked = asked

    def within(self, relations: Sequence[Any]) -> tuple[Case, ...]:
        """The cases that a condition leaves."""
        system = self.system
        if all(isinstance(r, Eq) for r in relations):
            found = [made for r in relations if (made := system.where([r])) is not None]
            return tuple(found) or system.cases
        kept = []
        for case in system.cases:
            values = case.values
            if values and any(self._excluded(r, values) for r in relations):
                continue
            kept.append(case)
        return tuple(kept) or system.cases

    def _excluded(self, relation: Any, values: dict[Any, Any]) -> bool:
        """Whether the values are what the inequation says that they are not."""
        name, value = relation.args
        return isinstance(relation, Ne) and name in values and bool(canonical(values[name] - value) == 0)

    def judge(self, claim: str, cases: Sequence[Case]) -> tuple[bool, Evidence, Text, Diagnosis | None] | None:
        """Whether the claim is right in the cases; None where the problem is which parameters make it so."""
        system = self.system
        named = any(case.values for case in cases)
        if self.asked.want == "parameter" and len(cases) == len(system.cases) and len(cases) > 1:
            return None
        kinds = {system.kind(case) for case in cases}
        if kinds == {claim}:
            return True, Evidence("proved"), Text("", ""), None
        if len(kinds) > 1 and not named:
            return None
        truth = sorted(kinds - {claim})[0]
        evidence = Evidence("refuted", method="rank", left=truth, right=claim)
        proof = Text(f"there is {KINDS[truth].en}", KINDS[truth].ja)
        if truth != "none" and not system.parameters:
            place = points_of(system.rows, system.unknowns, system.field.expr)[0]
            shown = listed({u: place[u] for u in system.unknowns})
            proof = Text(f"{proof.en}, such as {shown}", f"{proof.ja}。例えば {shown}")
        slug = "inconsistent-vs-dependent" if {truth, claim} == {"none", "infinite"} else ""
        if (truth, claim) == ("infinite", "unique"):
            slug = "free-variable-lost"
        return False, evidence, proof, Diagnosis(MISTAKES[slug], ()) if slug else None

    def concluded(self, relations: Sequence[Any], asked: Asked, final: bool) -> tuple[bool, Evidence, Text] | None:
        """Whether the values of a parameter are among those that are asked for; None for values on the way."""
        if asked.want != "parameter" or not relations:
            return None
        system = self.system
        special = [r for case in system.cases for r in case.relations if isinstance(r, Eq)]

        def on_the_way(r: Any) -> bool:
            return any(r.args[0] == s.args[0] and canonical(r.args[1] - s.args[1]) == 0 for s in special)

        if not final and all(map(on_the_way, relations)):
            return None
        for place in system.places(relations):
            inside = [r for r in relations if isinstance(r, Eq) and system.holds([r], place)]
            outside = [r for r in relations if isinstance(r, Ne) and not system.holds([r], place)]
            kind = system.kind_at(place)
            wanted = kind == asked.kind or (asked.kind == "consistent" and kind != "none")
            if (inside and not wanted) or (outside and wanted):
                proof = Text(
                    f"for {listed(place)} there is {KINDS[kind].en}", f"{listed(place)} のとき{KINDS[kind].ja}"
                )
                return (
                    False,
                    Evidence("refuted", method="rank", point=tuple(place.items()), left=kind, right=asked.kind),
                    proof,
                )
        return True, Evidence("proved"), Text("", "")

"""Wrong matrices of systems: coefficients in a wrong column, a sign, one number."""

from __future__ import annotations

from typing import Any

from workings.expression.canonical import canonical
from workings.marking.diagnosis import Diagnosis
from workings.marking.slips import MISTAKES
from workings.stated.values import shape

__all__ = ["shifted"]


def shifted(truth: Any, given: Any) -> Diagnosis | None:
    """The mistake by which the augmented matrix of a system was written down wrongly."""
    if shape(truth) != shape(given):
        return Diagnosis(MISTAKES["shape-mismatch"], ())
    n = truth.cols - 1
    wrong = [i for i in range(truth.rows) if list(truth.row(i)) != list(given.row(i))]
    gaps = 0
    for i in wrong:
        old, new = list(truth.row(i)), list(given.row(i))
        if [e for e in old[:n] if e != 0] == [e for e in new[:n] if e != 0] and old[n:] == new[n:]:
            gaps += 1
    if wrong and gaps == len(wrong):
        return Diagnosis(MISTAKES["missing-coefficient-shifted"], ())
    apart = [(a, b) for a, b in zip(truth, given, strict=True) if canonical(a - b) != 0]
    if apart and all(canonical(a + b) == 0 for a, b in apart):
        return Diagnosis(MISTAKES["algebra-sign"], ())
    return Diagnosis(MISTAKES["arithmetic-slip"], ()) if len(apart) == 1 else None

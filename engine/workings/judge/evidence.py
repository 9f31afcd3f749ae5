"""How an equality is known: proved, refuted by a point, agreeing to many digits, or not decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NoReturn

if TYPE_CHECKING:
    from sympy import Basic, Rational

__all__ = ["Evidence", "Kind", "Point"]

Kind = Literal["proved", "refuted", "agrees", "undecided"]
Point = tuple[tuple["Basic", "Rational"], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about `left = right`, and how.

    `kind` is "proved" (exact: equal wherever both sides are defined), "refuted" (at `point` ball arithmetic separates
    the two sides; `left` and `right` are their values there, every digit certified), "agrees" (equal to `digits`
    digits at `points` points, which is not a proof) or "undecided" (`reason` says why). `domain` is a note on where
    one side alone is defined, or where an equality stops holding; it may go with any kind.

    An `Evidence` has no truth value: `if evidence:` would take "agrees" for "proved" or "undecided" for "refuted".

    >>> Evidence("proved", method="normal form").kind
    'proved'
    """

    kind: Kind
    method: str = ""
    point: Point = ()
    left: str = ""
    right: str = ""
    points: int = 0
    digits: int = 0
    domain: str = ""
    reason: str = ""

    def __bool__(self) -> NoReturn:
        raise TypeError("an Evidence is neither true nor false: look at its .kind (proved, refuted, agrees, undecided)")

    def __str__(self) -> str:
        said = {
            "proved": f"proved ({self.method})",
            "refuted": f"refuted: {self.at} the left is {self.left}, the right is {self.right}",
            "agrees": f"agrees to {self.digits} digits at {self.points} points"
            if self.digits
            else f"agrees exactly at {self.points} points ({self.method})",
            "undecided": f"undecided: {self.reason}",
        }[self.kind]
        return f"{said}; {self.domain}" if self.domain else said

    @property
    def at(self) -> str:
        """The point in words: `at x = 2, y = 1/2`."""
        return "at " + ", ".join(f"{s} = {v}" for s, v in self.point) if self.point else "as numbers"

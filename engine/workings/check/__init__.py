"""The judges: exact normal forms, ball arithmetic and torch's autograd. They share no code with the rules."""

from workings.check.equality import equal
from workings.check.evidence import Evidence

__all__ = ["Evidence", "equal"]

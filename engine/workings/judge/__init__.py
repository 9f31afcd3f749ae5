"""The judges: exact normal forms, ball arithmetic and torch's autograd. They share no code with the rules."""

from workings.check.autograd import autograd_value, judge_autograd
from workings.check.balls import Program, Unsupported
from workings.check.equality import equal
from workings.check.evidence import Evidence
from workings.check.normal import NormalForm, TooLarge
from workings.check.points import points

__all__ = [
    "Evidence",
    "NormalForm",
    "Program",
    "TooLarge",
    "Unsupported",
    "autograd_value",
    "equal",
    "judge_autograd",
    "points",
]

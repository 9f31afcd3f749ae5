"""The judges: exact normal forms, ball arithmetic and torch's autograd. They share no code with the rules."""

from workings.judge.autograd import autograd_value, judge_autograd
from workings.judge.balls import Program, Unsupported
from workings.judge.equality import equal
from workings.judge.evidence import Evidence
from workings.judge.normal import NormalForm, TooLarge
from workings.judge.points import points

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

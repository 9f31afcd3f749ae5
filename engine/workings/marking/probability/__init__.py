"""Marking of probabilities: answers and worked lines, the laws run with one broken to explain a wrong one."""

from workings.marking.probability.answered import AnsweredSheet
from workings.marking.probability.sheet import ProbabilitySheet

__all__ = ["AnsweredSheet", "ProbabilitySheet"]

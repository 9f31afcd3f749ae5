"""Marking a person's work: which line first goes wrong, which misconception explains it, and a point that proves it."""

from workings.marking.checker import check, check_work
from workings.marking.verdict import Feedback, LineVerdict, Marking, Verdict

__all__ = ["Feedback", "LineVerdict", "Marking", "Verdict", "check", "check_work"]

"""What marks the work on one problem; each subject brings its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from workings.marking.forms import Form
from workings.marking.verdict import LineVerdict, Verdict

__all__ = ["Sheet"]


class Sheet(Protocol):
    """A problem as read, ready to mark any number of answers and workings."""

    def mark(self, answer: str, form: Form | None = None) -> Verdict:
        """The verdict on a final answer."""
        ...

    def mark_work(self, lines: Sequence[str]) -> tuple[LineVerdict, ...]:
        """The verdict on every line of a working, each seen in the light of those before it."""
        ...

"""What the reader says when it can't read: the place with a caret, and what was expected there."""

from __future__ import annotations

__all__ = ["BudgetError", "ReadError"]

_WINDOW = 72  # characters of a long line that are shown around the place


class ReadError(ValueError):
    """Text that is not mathematics as the reader knows it.

    Arguments:
        message: what is wrong.
        text: the whole text that was read.
        span: where it is wrong, as (start, end) in characters of `text`.
        expected: what would have been right there.

    >>> print(ReadError("nothing follows the '+'", "x +", (3, 3), "a number, a letter or a bracket"))
    nothing follows the '+'
      x +
         ^ expected a number, a letter or a bracket
    """

    def __init__(self, message: str, text: str, span: tuple[int, int], expected: str = "") -> None:
        super().__init__(message, text, span, expected)
        self.message = message
        self.text = text
        self.span = span
        self.expected = expected

    def __str__(self) -> str:
        start, end = self.span
        line_start = self.text.rfind("\n", 0, start) + 1
        line_end = self.text.find("\n", start)
        line_end = len(self.text) if line_end < 0 else line_end
        left = max(line_start, start - _WINDOW // 2)
        right = min(line_end, left + _WINDOW)
        shown = "".join(c if c.isprintable() else "?" for c in self.text[left:right])
        before, after = ("..." if left > line_start else "", "..." if right < line_end else "")
        caret = "^" * max(1, min(end, right) - start)
        hint = f" expected {self.expected}" if self.expected else ""
        return f"{self.message}\n  {before}{shown}{after}\n  {' ' * (len(before) + start - left)}{caret}{hint}"


class BudgetError(ReadError):
    """Text that would cost more than the reader's budget allows: too long, too deep, or numbers too large."""

"""Marking of linear systems and matrices."""

from workings.marking.linear.sheet import open_linear

__all__ = ["open_linear"]

"""Showing: expressions and derivations as text, LaTeX, Markdown, HTML and JSON, in our own notation."""

from workings.show.notation import notates
from workings.show.printer import to_latex, to_text

__all__ = ["notates", "to_latex", "to_text"]

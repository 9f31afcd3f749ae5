"""Showing: expressions and derivations as text, LaTeX, Markdown, HTML and JSON, in our own notation."""

from workings.show import densities, linear, matrices, probability, updating  # noqa: F401  (they fill the table of notation)
from workings.show.derivation import derivation_to_latex, derivation_to_markdown, derivation_to_text
from workings.show.html import derivation_to_html
from workings.show.notation import notates
from workings.show.printer import to_latex, to_text
from workings.show.record import derivation_to_json

__all__ = [
    "derivation_to_html",
    "derivation_to_json",
    "derivation_to_latex",
    "derivation_to_markdown",
    "derivation_to_text",
    "notates",
    "to_latex",
    "to_text",
]

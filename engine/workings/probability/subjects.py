"""The readers of probability, each with what it is for; the first that a text concerns answers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from workings.derivation import Derivation
from workings.probability.about import is_about_probability
from workings.probability.approximation_question import answer_approximation, is_about_approximation
from workings.probability.ask import answer_stated
from workings.probability.density_question import answer_density, is_about_density
from workings.probability.distribution_question import answer_distribution, is_about_distribution
from workings.probability.question import is_probability_question
from workings.probability.tail_question import answer_tail_bound, is_about_tail_bound
from workings.probability.updating import answer_updating, is_about_updating
from workings.rule import RuleBook

__all__ = ["answerer_of"]


class Answerer(Protocol):
    def __call__(self, text: str, *, tidy: bool, book: RuleBook | None) -> Derivation: ...


_SUBJECTS: tuple[tuple[Callable[[str], bool], Answerer], ...] = (
    (is_about_updating, answer_updating),
    (is_about_tail_bound, answer_tail_bound),
    (is_about_approximation, answer_approximation),
    (is_about_distribution, answer_distribution),
    (is_about_density, answer_density),
    (is_about_probability, answer_stated),
    (is_probability_question, answer_stated),
)


def answerer_of(text: str) -> Answerer | None:
    """What answers the text; None where it is about no probability."""
    return next((answerer for concerns, answerer in _SUBJECTS if concerns(text)), None)

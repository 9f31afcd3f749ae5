"""Probability: what is given as a world of atoms, the search for a derivation, sharp bounds, and naive Bayes.

Everything is imported when first used.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workings.derivation import Derivation
    from workings.expression.probability_goals import Assumed, Incoherent, Undetermined
    from workings.probability.figures import contingency_table_figure, tree_figure, unit_square_figure
    from workings.probability.ledger import Ledger
    from workings.probability.measures import Confusion
    from workings.probability.naive_bayes import NaiveBayes
    from workings.probability.pictures import contingency_table, tree, unit_square
    from workings.probability.problem import read_problem
    from workings.probability.updating import beta_binomial, gamma_poisson, normal_normal
    from workings.rule import RuleBook

__all__ = [
    "Assumed",
    "Confusion",
    "Incoherent",
    "Ledger",
    "NaiveBayes",
    "Undetermined",
    "beta_binomial",
    "contingency_table",
    "contingency_table_figure",
    "gamma_poisson",
    "normal_normal",
    "probability",
    "read_problem",
    "tree",
    "tree_figure",
    "unit_square",
    "unit_square_figure",
]

_HOME = {
    "Assumed": "workings.expression.probability_goals",
    "Incoherent": "workings.expression.probability_goals",
    "Undetermined": "workings.expression.probability_goals",
    "Ledger": "workings.probability.ledger",
    "NaiveBayes": "workings.probability.naive_bayes",
    "Confusion": "workings.probability.measures",
    "beta_binomial": "workings.probability.updating",
    "gamma_poisson": "workings.probability.updating",
    "normal_normal": "workings.probability.updating",
    "read_problem": "workings.probability.problem",
    "contingency_table": "workings.probability.pictures",
    "tree": "workings.probability.pictures",
    "unit_square": "workings.probability.pictures",
    "contingency_table_figure": "workings.probability.figures",
    "tree_figure": "workings.probability.figures",
    "unit_square_figure": "workings.probability.figures",
}


def probability(givens: Sequence[str], query: str, *, tidy: bool = True, book: RuleBook | None = None) -> Derivation:
    """The probability asked for, derived from what is given; see `workings.probability.ask.probability`.

    >>> probability(["P(click)=20/100", "P(click|mobile)=15/50", "P(mobile)=0.5"], "P(mobile|click)").result
    3/4
    """
    from workings.probability.ask import probability as answered

    return answered(givens, query, tidy=tidy, book=book)


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'workings.probability' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(home), name)
    return value

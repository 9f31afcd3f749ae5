"""Naive Bayes: words weigh evidence for a class as if they were independent given it.

    score(c) = ln P(c) + sum of ln P(word | c),   P(c | message) = e^score(c) / sum of e^score

From word probabilities that are given, or fitted to texts or to a matrix of counts with Laplace's smoothing. Names and
values are scikit-learn's; a message is classified with a ledger in which every number can be followed, exactly.
Source: C. D. Manning, P. Raghavan and H. Schuetze, Introduction to Information Retrieval (2008), chapter 13.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from workings.probability.counts import Counts, class_sums, in_shares, positive, times
from workings.probability.ledger import Ledger, WordLine

__all__ = ["NaiveBayes"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_KINDS = ("multinomial", "bernoulli")
Number = int | float | str | Fraction


class NaiveBayes:
    """A classifier of texts, or of rows of counts.

    Arguments:
        kind: `multinomial` counts how often each word occurs; `bernoulli` whether each word occurs or not.
        alpha: what is added to every count (Laplace's smoothing is 1); 0 for none.

    Attributes, once fitted (n classes, m words):
        classes_, class_count_ (n), class_log_prior_ (n), feature_count_ (n, m), feature_log_prob_ (n, m): as in
            scikit-learn.
        vocabulary_: the column of each word, where it was fitted to texts.

    >>> spam = NaiveBayes().fit(["free winner", "free money", "hello you"], ["spam", "spam", "ham"])
    >>> spam.predict(["free money now"]).tolist()
    ['spam']
    >>> print(spam.classify("free money now").posterior["spam"])
    196/223
    """

    def __init__(self, kind: str = "multinomial", *, alpha: Number = 1) -> None:
        if kind not in _KINDS:
            raise ValueError(f"kind {kind!r} is not one of {', '.join(map(repr, _KINDS))}")
        if _exact(alpha) < 0:
            raise ValueError(f"alpha is {alpha}; what is added to a count can't be negative")
        self.kind = kind
        self.alpha = alpha
        self.classes_: Any = np.array([])
        self.class_count_: Any = np.zeros(0)
        self.feature_count_: Any = np.zeros((0, 0))
        self.feature_log_prob_: Any = None
        self.class_log_prior_: Any = None
        self.vocabulary_: dict[str, int] = {}
        self._given: dict[Any, tuple[Fraction, dict[str, Fraction]]] | None = None
        self._fitted = False

    # Given

    @classmethod
    def from_probabilities(
        cls, priors: Mapping[Any, Number], words: Mapping[str, Mapping[Any, Number]], kind: str = "multinomial"
    ) -> NaiveBayes:
        """A classifier with the prior of each class and P(word | class) as given; decimals are taken exactly.

        Raises:
            ValueError: where the priors don't sum to 1, a number is no probability, or a word lacks a class.

        >>> model = NaiveBayes.from_probabilities(
        ...     {"spam": "0.4", "ham": "0.6"}, {"free": {"spam": 0.3, "ham": 0.02}}
        ... )
        >>> print(model.classify("free").posterior["spam"])
        10/11
        """
        model = cls(kind)
        exact = {c: _exact(p) for c, p in priors.items()}
        if sum(exact.values()) != 1:
            raise ValueError(f"the priors sum to {sum(exact.values())}, not to 1")
        table: dict[Any, tuple[Fraction, dict[str, Fraction]]] = {c: (p, {}) for c, p in exact.items()}
        for word, row in words.items():
            missing = [c for c in exact if c not in row]
            if missing:
                raise ValueError(f"P({word} | {missing[0]}) is missing")
            for c in exact:
                value = _exact(row[c])
                if not 0 <= value <= 1:
                    raise ValueError(f"P({word} | {c}) = {row[c]} is no probability")
                table[c][1][word.lower()] = value
        model._given = table
        model.classes_ = np.array(list(exact), dtype=object)
        model.vocabulary_ = {word.lower(): i for i, word in enumerate(words)}
        with np.errstate(divide="ignore"):
            model.class_log_prior_ = np.log([float(p) for p, _ in table.values()])
            model.feature_log_prob_ = np.log([[float(p) for p in row.values()] for _, row in table.values()])
        model._prepare()
        return model

    # Fitted

    def fit(self, documents: Any, labels: Sequence[Any]) -> NaiveBayes:
        """Learns from texts, or from a matrix of counts (NumPy, scipy.sparse CSR or torch), and their classes."""
        self._fitted = False
        self._given = None
        self.vocabulary_ = {}
        return self.partial_fit(documents, labels)

    def partial_fit(self, documents: Any, labels: Sequence[Any], classes: Sequence[Any] | None = None) -> NaiveBayes:
        """Learns from more; new words in texts are added to the vocabulary.

        Arguments:
            classes: all the classes there will be, wanted at the first call unless all occur in it.
        """
        if self._given is not None:
            raise ValueError("a classifier with given probabilities has no counts to add to")
        named = np.asarray(labels)
        if not self._fitted:
            self.classes_ = np.unique(named) if classes is None else np.unique(np.asarray(classes))
            if not len(self.classes_):
                raise ValueError("no documents and no classes: there is nothing to learn from")
        rows = np.searchsorted(self.classes_, named)
        rows = np.minimum(rows, len(self.classes_) - 1)
        if not np.array_equal(self.classes_[rows], named):
            unknown = next(
                label for label, row in zip(named.tolist(), rows, strict=True) if self.classes_[row] != label
            )
            raise ValueError(f"class {unknown!r} is new; name all the classes at the first call of partial_fit")
        matrix = self._matrix(documents, learn=True)
        if self.kind == "bernoulli":
            matrix = positive(matrix)
        if matrix.shape[0] != len(named):
            raise ValueError(f"{matrix.shape[0]} documents and {len(named)} classes")
        counts = class_sums(matrix, rows, len(self.classes_))
        sizes = np.bincount(rows, minlength=len(self.classes_)).astype(float)
        if self._fitted:
            if not self.vocabulary_ and counts.shape[1] != self.feature_count_.shape[1]:
                raise ValueError(f"{counts.shape[1]} columns, and {self.feature_count_.shape[1]} before")
            before = np.zeros_like(counts)
            before[:, : self.feature_count_.shape[1]] = self.feature_count_
            self.feature_count_, self.class_count_ = before + counts, self.class_count_ + sizes
        else:
            self.feature_count_, self.class_count_ = counts, sizes
        self._fitted = True
        self._update()
        return self

    def _update(self) -> None:
        alpha = float(_exact(self.alpha))
        with np.errstate(divide="ignore"):
            smoothed = self.feature_count_ + alpha
            if self.kind == "multinomial":
                self.feature_log_prob_ = np.log(smoothed) - np.log(smoothed.sum(axis=1, keepdims=True))
            else:
                self.feature_log_prob_ = np.log(smoothed) - np.log(self.class_count_ + 2 * alpha)[:, None]
            self.class_log_prior_ = np.log(self.class_count_) - np.log(self.class_count_.sum())
        self._prepare()

    def _prepare(self) -> None:
        """The weights and offsets of the scores, and of their differences to the first class."""
        weights, offset = self.feature_log_prob_, self.class_log_prior_
        if self.kind == "bernoulli":
            with np.errstate(divide="ignore"):
                absent = np.log1p(-np.exp(self.feature_log_prob_))
            weights, offset = weights - absent, offset + absent.sum(axis=1)
        self._weights, self._offset = np.ascontiguousarray(weights.T), offset
        self._finite = bool(np.isfinite(weights).all() and np.isfinite(offset).all())
        if self._finite:
            self._steps = np.ascontiguousarray(self._weights[:, 1:] - self._weights[:, :1])
            self._start = self._offset[1:] - self._offset[0]

    # Prediction

    def predict(self, documents: Any) -> Any:
        """The most probable class of each document; of classes that tie, the first."""
        self._check_fitted()
        if not self._finite:
            return self.classes_[self.predict_joint_log_proba(documents).argmax(axis=1)]
        return self.classes_[in_shares(self._columns(documents), len(self.classes_), self._winners)]

    def _winners(self, matrix: Any) -> Any:
        """The number of the class with the greatest score, for every row."""
        if len(self.classes_) == 2:
            return (times(matrix, self._steps)[:, 0] > -self._start[0]).astype(np.intp)
        return self._margins(matrix).argmax(axis=1)

    def predict_proba(self, documents: Any) -> Any:
        """P(class | document): a row a document, a column a class."""
        return np.exp(self.predict_log_proba(documents))

    def predict_log_proba(self, documents: Any) -> Any:
        """ln P(class | document)."""
        self._check_fitted()
        if self._finite:
            return in_shares(self._columns(documents), len(self.classes_), lambda part: _normed(self._margins(part)))
        scores = self.predict_joint_log_proba(documents)
        top = scores.max(axis=1)
        if np.isneginf(top).any():
            at = int(np.isneginf(top).argmax())
            raise ValueError(f"document {at} has probability 0 in every class; smooth the counts with alpha > 0")
        return _normed(scores)

    def predict_joint_log_proba(self, documents: Any) -> Any:
        """The scores ln P(class) + ln P(document | class)."""
        self._check_fitted()
        matrix = self._columns(documents)
        if self._finite:
            return times(matrix, self._weights) + self._offset
        dense = np.asarray(matrix.toarray() if hasattr(matrix, "toarray") else matrix, dtype=float)
        return np.stack([self._infinite_scores(row) for row in dense])

    def _infinite_scores(self, row: Any) -> Any:
        """The scores where a probability is 0: 0 times minus infinity is 0."""
        with np.errstate(divide="ignore", invalid="ignore"):
            present = np.where(row > 0, self.feature_log_prob_ * row, 0.0).sum(axis=1)
            if self.kind == "bernoulli":
                absent = np.log1p(-np.exp(self.feature_log_prob_))
                present = present + np.where(row > 0, 0.0, absent).sum(axis=1)
        return present + self.class_log_prior_

    def _check_fitted(self) -> None:
        if self.feature_log_prob_ is None:
            raise ValueError("the classifier has not been fitted; call fit, or use from_probabilities")

    def _margins(self, matrix: Any) -> Any:
        """The scores less those of the first class."""
        margins = np.zeros((matrix.shape[0], len(self.classes_)))
        np.add(times(matrix, self._steps), self._start, out=margins[:, 1:])
        return margins

    def _columns(self, documents: Any) -> Any:
        matrix = self._matrix(documents, learn=False)
        return positive(matrix) if self.kind == "bernoulli" else matrix

    def _matrix(self, documents: Any, learn: bool) -> Any:
        """Texts as counts of the words of the vocabulary; a matrix as it is."""
        if not _are_texts(documents):
            return documents
        rows = [Counter(_words(text)) for text in documents]
        if learn:
            for word in sorted({w for row in rows for w in row} - self.vocabulary_.keys()):
                self.vocabulary_[word] = len(self.vocabulary_)
        return Counts.of([{self.vocabulary_[w]: n for w, n in row.items() if w in self.vocabulary_} for row in rows],
                         len(self.vocabulary_))  # fmt: skip

    # The ledger

    def classify(self, text: str) -> Ledger:
        """The class of one text with every number on the way: priors, each word's weight, the posterior exactly.

        Words that were never seen are left out and said; so are probabilities of zero.
        """
        counts = Counter(_words(text))
        known = [word for word in counts if word in self.vocabulary_]
        priors, tables = self._exact_table(self.vocabulary_ if self.kind == "bernoulli" else known)
        lines = []
        for word in self.vocabulary_ if self.kind == "bernoulli" else known:
            here = {c: tables[c][word] for c in tables}
            if self.kind == "bernoulli" and word not in counts:
                here = {c: 1 - p for c, p in here.items()}
            times_ = counts[word] if self.kind == "multinomial" else 1
            lines.append(WordLine(word, times_, here, present=word in counts))
        unseen = tuple(word for word in counts if word not in self.vocabulary_)
        return Ledger(text, tuple(priors), priors, tuple(lines), unseen)

    def _exact_table(self, words: Iterable[str]) -> tuple[dict[Any, Fraction], dict[Any, dict[str, Fraction]]]:
        if self._given is not None:
            given = self._given
            return {c: p for c, (p, _) in given.items()}, {
                c: {w: row[w] for w in words} for c, (_, row) in given.items()
            }
        if not self._fitted or not self.vocabulary_:
            raise ValueError("classify needs a classifier that was fitted to texts, or from_probabilities")
        alpha = _exact(self.alpha)
        total = _whole(self.class_count_.sum())
        priors: dict[Any, Fraction] = {}
        tables: dict[Any, dict[str, Fraction]] = {}
        for i, name in enumerate(self.classes_.tolist()):
            priors[name] = _whole(self.class_count_[i]) / total
            row = self.feature_count_[i]
            if self.kind == "multinomial":
                below = _whole(row.sum()) + alpha * len(row)
            else:
                below = _whole(self.class_count_[i]) + 2 * alpha
            tables[name] = {w: (_whole(row[self.vocabulary_[w]]) + alpha) / below for w in words}
        return priors, tables


def _normed(scores: Any) -> Any:
    """Less ln of the sum of e^score, the largest taken out first."""
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def _are_texts(documents: Any) -> bool:
    if isinstance(documents, str):
        raise TypeError("a list of texts is wanted, not one text; classify(text) takes one")
    return isinstance(documents, list | tuple) and all(isinstance(text, str) for text in documents)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _exact(number: Number) -> Fraction:
    """A decimal means what is written: 0.3 is 3/10."""
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def _whole(count: Any) -> Fraction:
    return Fraction(float(count))

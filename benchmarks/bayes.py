"""Naive Bayes beside scikit-learn on sparse counts, and how long questions of probability take.

Run it: python benchmarks/bayes.py [documents] [words]

Both are timed in the same run on the same matrix, turn by turn; a figure is the median of the turns. Where scikit-learn
is not installed only our own times are given.
"""

import itertools
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence

import numpy as np

from workings.probability import NaiveBayes, probability

TURNS = 7
PER_DOCUMENT = 60  # different words, on average


def main() -> None:
    documents, words = (int(a) for a in sys.argv[1:3]) if len(sys.argv) > 2 else (100_000, 10_000)
    print(f"{documents:,} documents x {words:,} words, {PER_DOCUMENT} to a document, medians of {TURNS} turns\n")
    try:
        from scipy.sparse import csr_matrix
    except ImportError:
        print("scipy is not installed; there is no sparse matrix to give both")
    else:
        rng = np.random.default_rng(0)
        columns = np.minimum(rng.zipf(1.3, size=documents * PER_DOCUMENT) - 1, 10**9) % words
        rows = np.repeat(np.arange(documents), PER_DOCUMENT)
        matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(documents, words))
        for classes in (2, 3, 5, 10, 20):
            classifiers(matrix, rng.integers(classes, size=documents), classes)
    questions()


def classifiers(matrix: object, labels: object, classes: int) -> None:
    """fit, predict and predict_proba of both kinds, ours over theirs."""
    try:
        from sklearn.naive_bayes import BernoulliNB, MultinomialNB
    except ImportError:
        BernoulliNB = MultinomialNB = None
    print(f"{classes} classes{'':13}{'ours, ms':>10}{'scikit-learn':>14}{'ratio':>8}")
    for kind, peer_class in (("multinomial", MultinomialNB), ("bernoulli", BernoulliNB)):
        ours = NaiveBayes(kind).fit(matrix, labels)
        peer = peer_class().fit(matrix, labels) if peer_class else None
        if peer is not None:
            assert (ours.predict(matrix) == peer.predict(matrix)).all()
            assert np.abs(ours.predict_proba(matrix) - peer.predict_proba(matrix)).max() < 1e-12
        for name, arguments in (("fit", (matrix, labels)), ("predict", (matrix,)), ("predict_proba", (matrix,))):
            models = [ours] if peer is None else [ours, peer]
            times = medians([getattr(model, name) for model in models], arguments)
            row = f"{kind + ' ' + name:22}{times[0]:>10.1f}"
            print(row + (f"{times[1]:>14.1f}{times[0] / times[1]:>8.2f}" if peer is not None else ""))
    on_torch(matrix, labels)
    print()


def on_torch(matrix: object, labels: object) -> None:
    """The same in float32 on a torch matrix in compressed rows."""
    try:
        import torch
    except ImportError:
        return
    parts = (matrix.indptr, matrix.indices, matrix.data.astype(np.float32))
    with warnings.catch_warnings(), torch.sparse.check_sparse_tensor_invariants():
        warnings.simplefilter("ignore")  # that such matrices are in beta
        sparse = torch.sparse_csr_tensor(*(torch.from_numpy(part) for part in parts), size=matrix.shape)
    model = NaiveBayes().fit(sparse, labels)
    (ours,) = medians([model.predict], (sparse,))
    print(f"{'torch float32 predict':22}{ours:>10.1f}")


def medians(functions: Sequence[Callable[..., object]], arguments: tuple[object, ...]) -> list[float]:
    """Milliseconds, one turn each in alternation."""
    taken: list[list[float]] = [[] for _ in functions]
    for _ in range(TURNS):
        for times, function in zip(taken, functions, strict=True):
            started = time.perf_counter()
            function(*arguments)
            times.append((time.perf_counter() - started) * 1e3)
    return [statistics.median(times) for times in taken]


def questions() -> None:
    """Questions of probability, from text to derivation, the first of each cold."""
    names = "ABCDEFGHIJ"
    singles = [f"P({n}) = {i + 5}/20" for i, n in enumerate(names)]
    pairs = [f"P({a} and {b}) = {(i + 5) * (i + 6)}/400" for i, (a, b) in enumerate(itertools.pairwise(names))]
    lecture = ["P(click)=0.2", "P(click|mobile)=0.3", "P(mobile)=0.5"]
    filter_ = ["P(spam) = 0.4", *(f"P({n}|spam) = 0.{i + 1}" for i, n in enumerate(names[:8]))]
    filter_ += [f"P({n}|not spam) = 0.0{i + 1}" for i, n in enumerate(names[:8])]
    filter_.append(", ".join(names[:8]) + " independent given spam, not spam")
    asked = [
        ("Bayes' theorem", lecture, "P(mobile|click)"),
        ("an unknown", lecture, "P(click|not mobile)"),
        ("filter of 8 words", filter_, f"P(spam|{' and '.join(names[:8])})"),
        ("10 events, bounds", singles, f"P({' or '.join(names)})"),
        ("10 events, 19 givens", singles + pairs, f"P({' and '.join(names[:5])})"),
        ("10 events, conditional", singles + pairs, "P(A|E and J)"),
    ]
    print(f"{'question':24}{'ms':>8}  answer")
    for name, givens, query in asked:
        started = time.perf_counter()
        result = probability(givens, query).result
        taken = (time.perf_counter() - started) * 1e3
        print(f"{name:24}{taken:>8.1f}  {str(result)[:70]}")


if __name__ == "__main__":
    main()

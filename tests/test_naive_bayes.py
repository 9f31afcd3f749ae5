"""Naive Bayes: the lecture's filter, the ledger, and agreement with scikit-learn."""

from fractions import Fraction
from math import exp, log

import numpy as np
import pytest

import workings as wk
from workings.probability.naive_bayes import NaiveBayes

PRIORS = {"spam": "0.4", "ham": "0.6"}
TABLE = {  # P(word | class)
    "free": {"spam": "0.30", "ham": "0.02"},
    "winner": {"spam": "0.20", "ham": "0.01"},
    "money": {"spam": "0.24", "ham": "0.10"},
    "hello": {"spam": "0.05", "ham": "0.30"},
}
TEXTS = ["free winner winner", "free money", "hello you money", "hello there you", "free hello"]
LABELS = ["spam", "spam", "ham", "ham", "spam"]


def test_the_lecture_filter() -> None:
    model = NaiveBayes.from_probabilities(PRIORS, TABLE)
    spam = model.classify("free winner money")
    assert spam.label == "spam"
    assert spam.posterior["spam"] == Fraction(480, 481)
    assert abs(spam.probabilities["spam"] - 0.998) < 5e-4
    assert spam.scores["spam"] == pytest.approx(log(0.4) + log(0.30) + log(0.20) + log(0.24), abs=1e-12)
    hello = model.classify("Hello, money!")
    assert hello.label == "ham"
    assert hello.posterior["spam"] == Fraction(4, 19)
    assert abs(hello.probabilities["spam"] - 0.21) < 5e-3
    np.testing.assert_allclose(
        model.predict_proba(["free winner money", "hello money"])[:, 0], [480 / 481, 4 / 19], atol=1e-12
    )


def test_the_ledger_adds_up() -> None:
    ledger = NaiveBayes.from_probabilities(PRIORS, TABLE).classify("free money money unicorn")
    odds = log(Fraction(2, 3)) + sum(line.log_odds("spam", "ham") for line in ledger.words)
    assert 1 / (1 + exp(-odds)) == pytest.approx(float(ledger.posterior["spam"]), abs=1e-12)
    said = str(ledger)
    assert "money (2 times)" in said
    assert "not in the vocabulary, left out: unicorn" in said
    assert "語彙にない" in ledger.to_text("ja")


def test_the_ledger_is_derived_by_named_laws() -> None:
    ledger = NaiveBayes.from_probabilities(PRIORS, TABLE).classify("free winner money")
    derivation = ledger.derive()
    assert derivation.result == wk.parse("480/481")
    assert {"bayes", "total-probability", "conditional-independence"} <= set(derivation.rules)


def test_zero_probabilities_are_said() -> None:
    model = NaiveBayes.from_probabilities(PRIORS, {"free": {"spam": "0.3", "ham": 0}, "hi": {"spam": 0, "ham": 0.5}})
    ledger = model.classify("free")
    assert ledger.posterior == {"spam": 1, "ham": 0}
    assert "P(free|ham) = 0" in str(ledger)
    assert model.predict(["free", "hi"]).tolist() == ["spam", "ham"]
    nothing = model.classify("free hi")
    assert nothing.posterior == {}
    assert nothing.label is None
    assert "no posterior" in str(nothing)
    with pytest.raises(ValueError, match="document 0 has probability 0 in every class"):
        model.predict_proba(["free hi"])


@pytest.mark.parametrize("kind", ["multinomial", "bernoulli"])
def test_fitted_ledger_agrees_with_predict_proba(kind: str) -> None:
    model = NaiveBayes(kind, alpha=0.5).fit(TEXTS, LABELS)
    for text in ["free winner", "hello hello you", "money"]:
        exact = model.classify(text).posterior
        assert sum(exact.values()) == 1
        np.testing.assert_allclose(
            model.predict_proba([text])[0], [float(exact[c]) for c in model.classes_.tolist()], atol=1e-12
        )


def test_partial_fit_is_fit_in_parts() -> None:
    whole = NaiveBayes().fit(TEXTS, LABELS)
    parts = NaiveBayes().partial_fit(TEXTS[:2], LABELS[:2], classes=["ham", "spam"]).partial_fit(TEXTS[2:], LABELS[2:])
    asked = ["free you", "hello money there"]
    np.testing.assert_allclose(whole.predict_proba(asked), parts.predict_proba(asked), atol=1e-14)
    with pytest.raises(ValueError, match="class 'eggs' is new"):
        parts.partial_fit(["x"], ["eggs"])


@pytest.mark.parametrize("kind", ["multinomial", "bernoulli"])
@pytest.mark.parametrize("classes", [2, 4])
def test_agrees_with_scikit_learn(kind: str, classes: int) -> None:
    peers = pytest.importorskip("sklearn.naive_bayes")
    sparse = pytest.importorskip("scipy.sparse")
    rng = np.random.default_rng(5)
    counts = rng.poisson(0.3, size=(200, 40)).astype(float)
    labels = rng.integers(classes, size=200)
    peer = {"multinomial": peers.MultinomialNB, "bernoulli": peers.BernoulliNB}[kind](alpha=0.7)
    peer.fit(counts, labels)
    for matrix in (counts, sparse.csr_matrix(counts)):
        ours = NaiveBayes(kind, alpha=0.7).fit(matrix, labels)
        for name in ("class_log_prior_", "feature_log_prob_", "feature_count_", "class_count_"):
            np.testing.assert_allclose(getattr(ours, name), getattr(peer, name), rtol=0, atol=1e-12)
        np.testing.assert_allclose(ours.predict_proba(matrix), peer.predict_proba(counts), rtol=0, atol=1e-12)
        np.testing.assert_allclose(
            ours.predict_joint_log_proba(matrix), peer.predict_joint_log_proba(counts), rtol=0, atol=1e-10
        )
        assert (ours.predict(matrix) == peer.predict(counts)).all()


@pytest.mark.filterwarnings("ignore:Sparse CSR tensor support:UserWarning")
def test_torch_matrices() -> None:
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(1)
    counts = rng.poisson(0.5, size=(30, 8)).astype(float)
    labels = rng.integers(2, size=30)
    plain = NaiveBayes().fit(counts, labels)
    for matrix in (torch.from_numpy(counts), torch.from_numpy(counts).to_sparse_csr()):
        ours = NaiveBayes().fit(matrix, labels)
        np.testing.assert_allclose(ours.predict_proba(matrix), plain.predict_proba(counts), atol=1e-12)


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda: NaiveBayes("gaussian"), "not one of"),
        (lambda: NaiveBayes(alpha=-1), "can't be negative"),
        (lambda: NaiveBayes.from_probabilities({"a": 0.5, "b": 0.4}, {}), "sum to 9/10"),
        (lambda: NaiveBayes.from_probabilities({"a": 0.5, "b": 0.5}, {"w": {"a": 1}}), r"P\(w \| b\) is missing"),
        (lambda: NaiveBayes().predict([["x"]]), "has not been fitted"),
    ],
)
def test_errors_say_what_is_wrong(make: object, match: str) -> None:
    with pytest.raises(ValueError, match=match):
        make()  # type: ignore[operator]


@pytest.mark.parametrize("classes", [2, 3, 9])
@pytest.mark.parametrize("shares", [1, 3])
def test_large_matrices_in_shares(classes: int, shares: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same answers whether the rows are shared out or not; rows without words among them."""
    sparse = pytest.importorskip("scipy.sparse")
    from workings.probability import counts

    rng = np.random.default_rng(classes)
    dense = rng.poisson(0.2, size=(500, 40)) * (rng.random((500, 1)) > 0.1)
    labels = rng.integers(classes, size=500)
    matrix = sparse.csr_matrix(dense.astype(float))
    model = NaiveBayes().fit(matrix, labels)
    whole, likely = model.predict(dense.astype(float)), model.predict_proba(dense.astype(float))
    monkeypatch.setattr(counts, "_LARGE", 10)
    monkeypatch.setattr(counts, "_processors", lambda: shares)
    assert (model.predict(matrix) == whole).all()
    assert np.abs(model.predict_proba(matrix) - likely).max() < 1e-12
    again = NaiveBayes().fit(matrix, labels)
    assert np.abs(again.feature_log_prob_ - model.feature_log_prob_).max() < 1e-12


def test_nothing_to_learn_from_is_said() -> None:
    with pytest.raises(ValueError, match="nothing to learn from"):
        NaiveBayes().fit([], [])

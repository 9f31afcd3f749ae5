"""The spam filter of a lecture: words weigh evidence, exactly, with a ledger; then one fitted to messages.

Run it: python examples/spam.py
With a file of real messages, one a line, class and text divided by a tab: python examples/spam.py messages.tsv
It compares itself with scikit-learn where that is installed.
"""

import random
import sys
from pathlib import Path

from workings.probability import Confusion, NaiveBayes

# --- Word probabilities as given: P(word | class), the numbers of the table are ours -----------------------------

PRIORS = {"spam": "0.4", "ham": "0.6"}
TABLE = {
    "free": {"spam": "0.30", "ham": "0.02"},
    "winner": {"spam": "0.20", "ham": "0.01"},
    "money": {"spam": "0.24", "ham": "0.10"},
    "hello": {"spam": "0.05", "ham": "0.30"},
}
given = NaiveBayes.from_probabilities(PRIORS, TABLE)
for message in ["free winner money", "hello money"]:
    ledger = given.classify(message)
    print(f"{message!r} is {ledger.label}: P(spam) = {float(ledger.posterior['spam']):.4f}")
    print(ledger, end="\n\n")
print(given.classify("free winner money").derive(), end="\n\n")

# --- Fitted to a few messages, with Laplace's smoothing ----------------------------------------------------------

texts = ["free winner claim your money", "free money now", "hello are you there", "money for lunch hello", "you won"]
labels = ["spam", "spam", "ham", "ham", "spam"]
print(NaiveBayes().fit(texts, labels).classify("hello free lunch"), end="\n\n")

# --- Fitted to real messages -------------------------------------------------------------------------------------

if len(sys.argv) > 1:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8", errors="replace").splitlines()
    rows = list(dict.fromkeys(tuple(line.split("\t", 1)) for line in lines if "\t" in line))  # no duplicates
    random.Random(0).shuffle(rows)
    cut = len(rows) * 4 // 5
    train, test = rows[:cut], rows[cut:]
    model = NaiveBayes().fit([text for _, text in train], [label for label, _ in train])
    truth = [label for label, _ in test]
    said = model.predict([text for _, text in test]).tolist()
    print(f"{len(train)} messages to learn from, {len(test)} to judge")
    print(Confusion.of(truth, said, positive="spam"), end="\n\n")
    try:
        from sklearn.feature_extraction.text import CountVectorizer
        from sklearn.naive_bayes import MultinomialNB
    except ImportError:
        print("scikit-learn is not installed, so it was not asked")
    else:
        words = CountVectorizer(token_pattern=r"[^\W_]+(?:['’][^\W_]+)*")
        peer = MultinomialNB().fit(words.fit_transform([text for _, text in train]), [label for label, _ in train])
        theirs = peer.predict(words.transform([text for _, text in test]))
        print("scikit-learn on the same split and the same words:")
        print(Confusion.of(truth, theirs, positive="spam"))
        print("messages judged differently:", sum(a != b for a, b in zip(said, theirs, strict=True)))

"""One random variable told in words, and what must not be read as one."""

import pytest

import workings as wk

READ = [
    ("The length of a rod is normally distributed with mean 20 cm and standard deviation 2 cm. What is the "
     "probability that a rod is longer than 20 cm?", "1/2"),
    ("Parcels weigh on average 3 kg, and their weight is exponential with mean 3 kg. What is the variance?", None),
    ("The repair time is exponential with mean 5 hours. What is the probability that it takes more than 10 hours?",
     "e^(-2)"),
    ("The life of a pump is exponential with mean 6 years. Given that it has lasted 2 years, what is the probability "
     "that it lasts more than 8 years?", "e^(-1)"),
    ("Letters arrive at a rate of 2 per day. What is the probability of exactly 1 letter in a day?", "2 e^(-2)"),
    ("Ships arrive at a rate of 3 per hour. What is the probability of no ships in 20 minutes?", "e^(-1)"),
    ("A page has 4 misprints on average. What is the chance of at most 1 misprint in half a page?", None),
    ("The number of faults per metre follows a Poisson distribution with mean 2. What is the variance of the number "
     "of faults in 3 metres?", "6"),
    ("20% of visitors buy. In a group of 3 visitors, what is the probability that at least one buys?", "61/125"),
    ("20% of visitors buy. In a group of 3 visitors, what is the probability that all buy?", "1/125"),
    ("30% of people carry a gene. Four people are chosen at random. What is the probability that exactly two carry "
     "the gene?", "1323/5000"),
    ("The probability that a bulb grows is 0.75. If 12 bulbs are planted, what are the mean and variance of the "
     "number that grow?", "(9, 9/4)"),
    ("The delay is uniformly distributed between 4 and 10 minutes. Find its mean and variance.", "(7, 3)"),
    ("X has mean 6 and variance 4. Find the mean and variance of Y = 3X - 2.", "(16, 36)"),
]  # fmt: skip
REFUSED = [
    "20% of visitors buy. In a group of 3 visitors, what is the probability that exactly 2 leave?",
    "20% of visitors buy. In a group of 3 visitors, what is the probability that exactly 2 do not buy?",
    "Letters arrive at a rate of 2 per day. What is the probability of no bills in a day?",
    "The length of a rod is normal with mean 20 cm and sd 2 cm. What is the probability that the mean of 4 rods is "
    "above 21 cm?",
    "The length of a rod is normal with mean 20 cm and sd 2 cm. What is the probability that two rods are both above "
    "21 cm?",
    "X has mean 4 and variance 9. Variance of Z = X + W?",
]


@pytest.mark.parametrize(("text", "value"), [(t, v) for t, v in READ if v], ids=lambda v: v[:30])
def test_read(text: str, value: str) -> None:
    derivation = wk.derive(text)
    assert (
        str(derivation.result) == str(wk.parse(value)) or wk.equal(derivation.result, wk.parse(value)).kind == "proved"
    )
    assert derivation.verify().holds


@pytest.mark.parametrize("text", [*REFUSED, *(t for t, v in READ if v is None)], ids=lambda v: v[:30])
def test_not_read_as_something_else(text: str) -> None:
    with pytest.raises((ValueError, LookupError)):
        wk.derive(text)


def test_what_is_taken_for_granted_is_said() -> None:
    assert "taken to be Poisson" in wk.derive(READ[4][0]).to_text()
    assert "taken to be independent" in wk.derive(READ[8][0]).to_text()


def test_events_in_japanese() -> None:
    given = ["P(A) = 0.4", "P(B|A) = 0.5", "P(B|not A) = 0.2"]
    assert "P(A でない)" in wk.probability(given, "P(A|B)").to_text(lang="ja")
    told = wk.probability(["P(A) = 0.4", "P(A and B) = 0.45"], "P(B)").to_text(lang="ja")
    assert "P(A かつ B) ≤ P(A)" in told
    assert "and" not in told
    between = wk.probability(["P(B|A)=0.6", "P(B|not A)=0.7", "P(B)=0.5"], "P(A)").to_text(lang="ja")
    assert "0.5 は 0.6 と 0.7 の間にない" in between

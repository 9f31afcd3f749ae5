"""How many times as likely: ratios of rates that are given nowhere, likelihood ratios and prior odds."""

import pytest

import workings as wk
from workings.probability import Incoherent, probability

TOLD = [
    ("The prior odds of a hypothesis H are 1:4. The evidence is 3 times as likely if H is true as if H is false. What "
     "is the posterior probability of H?", "3/7"),
    ("Prior odds 1:4; the evidence is 3 times as likely if H is true than if it is not. Find P(H | evidence).", "3/7"),
    ("The prior odds of guilt are 1 to 99. The evidence has a likelihood ratio of 200. What is the posterior "
     "probability of guilt?", "200/299"),
    ("The pre-test probability of disease is 25%. The test has a positive likelihood ratio of 6. What is the post-test "
     "probability of disease after a positive test?", "2/3"),
    ("The prior probability that it rains is 0.2. Dark clouds are 4 times as likely when it rains as when it does not. "
     "There are dark clouds. What is the probability that it rains?", "1/2"),
    ("Smokers are 3 times as likely as non-smokers to develop lung cancer. 20% of people smoke. What is the "
     "probability that a person with lung cancer is a smoker?", "3/7"),
    ("30% of drivers are young. A young driver is twice as likely to have an accident as an older driver. What is the "
     "probability that a driver who has an accident is young?", "6/13"),
    ("Machine A makes 60% of the items and machine B makes 40%. An item from machine B is three times as likely to be "
     "defective as an item from machine A. What is the probability that a defective item came from machine B?", "2/3"),
    ("People who exercise are half as likely to have a heart attack as people who do not. 40% of people exercise. What "
     "is the probability that a person who has a heart attack exercises?", "1/4"),
    ("Boys are twice as likely as girls to play chess. 5% of girls play chess. 60% of the pupils are girls. What is "
     "the probability that a pupil plays chess?", "7/100"),
    ("A coin is 3 times as likely to come up heads as tails. What is the probability of getting tails?", "1/4"),
]  # fmt: skip
REFUSED = [  # an answer that hangs on the rate; `times more likely`, which is said of two ratios; two that clash
    "Smokers are 3 times as likely as non-smokers to cough. 20% of people smoke. What is the probability that a person "
    "coughs?",
    "Smokers are 3 times more likely than non-smokers to cough. 20% of people smoke. What is the probability that a "
    "person who coughs smokes?",
    "Smokers are 3 times as likely as non-smokers to cough. What is the probability that a person who coughs smokes?",
    "30% of drivers are young. A young driver is twice as likely to have an accident as an older driver. The "
    "probability that a young driver has an accident is 0.3 and the probability that an older driver has an accident "
    "is 0.2. What is the probability that a driver has an accident?",
    "The prior odds of guilt are 1 to 99. What is the posterior probability of guilt?",
    "The evidence is 3 times as likely if H is true as if G is true. P(H) = 0.2. Find P(H | evidence).",
    "Machine A makes 60% of the items and machine B makes 30%. An item from machine B is three times as likely to be "
    "defective as an item from machine A. What is the probability that a defective item came from machine B?",
]


@pytest.mark.parametrize(("problem", "answer"), TOLD)
def test_a_ratio_is_read(problem: str, answer: str) -> None:
    assert str(wk.derive(problem).result) == answer


@pytest.mark.parametrize("problem", REFUSED)
def test_what_a_ratio_does_not_settle_is_refused(problem: str) -> None:
    with pytest.raises((ValueError, LookupError)):
        wk.derive(problem)


def test_a_rate_above_one_is_incoherent() -> None:
    problem = (
        "40% of the students are boys. A boy is twice as likely to fail as a girl. The probability that a girl fails "
        "is 0.7. What is the probability that a student fails?"
    )
    assert isinstance(wk.derive(problem).result, Incoherent)


def test_the_event_a_is_no_article() -> None:
    givens = ["P(A) = 60%", "P(B) = 40%", "P(d|B) = 0.3", "P(d|A) = 0.1", "B, A partition"]
    assert str(probability(givens, "P(B|d)").result) == "2/3"

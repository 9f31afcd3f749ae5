"""Errors that answer keys and solutions really make: each is judged wrong, with its mistake where it has a name.

The classics of the literature (Monty Hall, two children, Bertrand's boxes, the prosecutor, the base rate, Simpson's
weights, the gambler) and the slips of published solutions: a sum for at least one, replacement confused, ordered for
unordered, an overlap counted twice, independence that nobody gave. The right answer beside it is judged correct.
"""

import pytest

import workings as wk

IT_IS_ILL = (
    "A condition affects 2% of a population. A test for it is positive for 90% of people with the condition and for 8% "
    "of people without it. What is the probability that a person who tests positive has the condition?"
)
URN = "An urn holds 4 red and 6 blue balls. Two are drawn without replacement. "
MOVED = (
    "Urn A has 3 white and 2 black balls; urn B has 2 white and 4 black balls. One ball is moved from A to B at "
    "random, then a ball is drawn from B. What is the probability that it is white?"
)
COINS = (
    "A jar contains 6 fair coins and 4 double-headed coins. A coin is picked at random and tossed twice; both tosses "
    "are heads. What is the probability that the coin is fair?"
)
BOXES = (
    "Box 1 contains two gold coins, box 2 two silver coins, and box 3 one gold and one silver coin. A box is picked "
    "at random and a coin drawn from it is gold. What is the probability that the other coin in the box is gold too?"
)
BOTH = (
    "60% of pupils passed the first test and 45% passed both. Find the probability that a pupil passed the second "
    "given the first."
)
DOORS = "In the Monty Hall problem with three doors, what is the probability of winning the car if you switch?"
BIRTHDAYS = "What is the probability that in a room of 5 people at least two have their birthday in the same month?"
KEYS = [
    # in prose
    (DOORS, "1/2", None, "2/3"),
    (DOORS, "1/3", None, "2/3"),
    (BOXES, "1/2", None, "2/3"),
    ("A couple has two children. Given that at least one is a boy, what is the probability that both are boys?",
     "1/2", None, "1/3"),
    ("A couple has two children. Given that the elder is a boy, what is the probability that both are boys?",
     "1/3", None, "1/2"),
    (IT_IS_ILL, "0.9", "inverse-confusion", "45/241"),
    (IT_IS_ILL, "90/98", "base-rate-neglect", "45/241"),
    (IT_IS_ILL, "0.018", "evidence-not-divided", "45/241"),
    (IT_IS_ILL, "0.98", None, "45/241"),
    (BOTH, "0.27", None, "3/4"),
    (BOTH, "0.45", None, "3/4"),
    (MOVED, "1/3", None, "13/35"),
    (COINS, "1/5", "base-rate-neglect", "3/11"),
    (COINS, "6/10", None, "3/11"),
    (URN + "Find the probability that both are red.", "4/25", "replacement-confused", "2/15"),
    (URN + "Find the probability that both are red.", "4/10 + 3/9", None, "2/15"),
    (URN + "Find the probability that one is red and one is blue.", "4/15", None, "8/15"),
    ("An urn holds 4 red and 6 blue balls. Two are drawn with replacement. Find the probability that both are red.",
     "2/15", None, "4/25"),
    ("A card is drawn from a deck of 52 cards. What is the probability that it is a face card or a heart?",
     "25/52", "union-overlap-not-subtracted", "22/52"),
    ("A card is drawn from a deck of 52 cards. What is the probability that it is a face card or a heart?",
     "4/6", None, "22/52"),
    ("A fair die is rolled 4 times. What is the probability of at least one six?", "4/6", "at-least-one-summed",
     "671/1296"),
    ("A fair die is rolled 4 times. What is the probability of at least one six?", "625/1296", "complement-forgotten",
     "671/1296"),
    ("Three fair coins are tossed. What is the probability of exactly two heads?", "1/8",
     "binomial-coefficient-missing", "3/8"),
    ("Three fair coins are tossed. What is the probability of exactly two heads?", "1/4", None, "3/8"),
    ("A coin has come up heads 5 times in a row. It is tossed once more. What is the probability of heads?", "1/64",
     None, "1/2"),
    ("Two dice are rolled. What is the probability that the sum is 9?", "1/11", None, "1/9"),
    ("Two dice are rolled. What is the probability that the sum is 3?", "1/36", None, "1/18"),
    (BIRTHDAYS, "5/12", None, "89/144"),
    ("A password has 4 digits chosen at random. What is the probability that all digits are different?", "0.6", None,
     "63/125"),
    ("A committee of 3 is chosen from 5 men and 4 women. What is the probability that it has exactly 2 women?",
     "4/9 * 3/8 * 5/7", "binomial-coefficient-missing", "5/14"),
    ("A die is thrown until a six appears. What is the probability that this takes exactly three throws?", "1/216",
     None, "25/216"),
    ("A shooter hits the target with probability 0.3. What is the probability of at least one hit in 4 independent "
     "shots?", "1.2", "at-least-one-summed", "0.7599"),
    ("The letters of the word BANANA are shuffled. What is the probability that the first letter is an A?", "1/6", None,
     "1/2"),
    ("Six books are put on a shelf at random. What is the probability that two particular books are side by side?",
     "1/6", None, "1/3"),
    # as givens and a query
    ("P(evidence | innocent) = 0.001, P(innocent) = 0.99, P(evidence | guilty) = 1, guilty = not innocent. "
     "Find P(innocent | evidence).", "0.001", "inverse-confusion", "99/1099"),
    ("P(A)=0.4, P(B)=0.5, P(A and B)=0.3. Find P(A or B).", "0.9", "union-overlap-not-subtracted", "0.6"),
    ("P(A)=0.4, P(B)=0.5, P(A and B)=0.3. Find P(A|B).", "0.3", "joint-as-conditional", "0.6"),
    ("P(A)=0.4, P(B)=0.5, P(A and B)=0.3. Find P(A|B).", "0.75", "inverse-confusion", "0.6"),
    ("P(A)=0.4, P(B)=0.5, P(A|B)=0.6. Find P(A and B).", "0.2", "independence-assumed", "0.3"),
    ("Events A and B are mutually exclusive with P(A) = 0.3 and P(B) = 0.4. Find P(A and B).", "0.12", None, "0"),
    ("Events A and B are independent with P(A) = 0.3 and P(B) = 0.4. Find P(A or B).", "0.7",
     "union-overlap-not-subtracted", "0.58"),
    ("P(A|B)=0.7, P(B)=0.5, P(A)=0.4. Find P(A|not B).", "0.3", "complement-of-condition", "0.1"),
    ("P(A)=0.2, P(B|A)=0.9, P(B|not A)=0.3. Find P(B).", "0.6", "total-probability-unweighted", "0.42"),
    ("P(A)=0.2, P(B|A)=0.9, P(B|not A)=0.3. Find P(A|B).", "0.18", "evidence-not-divided", "3/7"),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "wrong", "slug", "right"), KEYS)
def test_error_of_a_key(problem: str, wrong: str, slug: str | None, right: str) -> None:
    verdict = wk.check(problem, wrong)
    assert verdict.status == "wrong", verdict
    assert getattr(verdict.evidence, "kind", "") == "refuted"
    assert slug in (None, getattr(verdict.mistake, "slug", None))
    assert wk.check(problem, right).status == "correct"


WORK = [
    (IT_IS_ILL, ["P(condition) = 0.02", "P(positive) = 0.9 + 0.08 = 0.98", "P(condition | positive) = 0.018/0.98"],
     1, "total-probability-unweighted"),
    (URN + "Find the probability that both are red.",
     ["P(first red) = 4/10", "P(second red) = 4/10", "P(both red) = 4/10 * 4/10 = 4/25"], 2, "replacement-confused"),
    ("A fair die is rolled 3 times. What is the probability of at least one six?",
     ["P(no six) = (5/6)^3 = 125/216", "P(at least one six) = 125/216"], 1, "complement-forgotten"),
    ("P(A)=0.5, P(B)=0.4, P(A|B)=0.6. Find P(A or B).",
     ["P(A and B) = 0.5 * 0.4 = 0.2", "P(A or B) = 0.5 + 0.4 - 0.2 = 0.7"], 0, "independence-assumed"),
    (COINS, ["(1/4) / (1/4 + 1) = 1/5"], 0, "base-rate-neglect"),
    (COINS, ["6/10 * 1/4 = 3/20", "4/10 * 1 = 2/5", "(3/20) / (3/20 + 2/5) = 3/11"], None, None),
    (MOVED, ["3/5 * 3/7 + 2/5 * 2/7 = 13/35"], None, None),
    (BOTH, ["0.45 / 0.6 = 0.75"], None, None),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "lines", "first_wrong", "slug"), WORK)
def test_error_in_working(problem: str, lines: list[str], first_wrong: int | None, slug: str | None) -> None:
    marking = wk.check_work(problem, lines)
    assert marking.first_wrong == first_wrong, marking.lines
    assert slug in (None, getattr(marking.mistake, "slug", None))

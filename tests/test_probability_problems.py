"""Problems in words from the breadth of a first course, each with the answer worked out by hand as a fraction.

Every one is derived, and the answer marked as right; below, partitions of two to six causes said in many ways.
"""

from fractions import Fraction
from random import Random

import pytest
from homework_cases import Marked, answers

import workings as wk


@pytest.mark.parametrize(("problem", "answer"), answers("probability_problems"), ids=lambda v: str(v)[:40])
def test_derived_and_marked(problem: str, answer: Marked) -> None:
    assert Fraction(str(wk.derive(problem).result)) == Fraction(answer.text)
    assert wk.check(problem, answer.text).status == answer.mark


# What must not be read as something else: a wrong answer is worse than none


@pytest.mark.parametrize(
    "problem",
    [
        "P(A) = 0.3, P(B) = 0.4. Find 1 - P(A).",
        "P(A) = 0.3, P(B) = 0.4. Find 2P(A).",
        "P(A) = 0.3, P(B) = 0.4, P(A and B) = 0.1. Find P(A|B) given that B occurs.",
        "P(A) = 0.3, P(B) = 0.4. Find the complement of P(A).",
        "P(A) = 0.3, P(B) = 0.4. Find the sum of P(A) and P(B).",
        "P(A) = 0.3, P(B) = 0.4. Find twice P(A).",
        "P(A) = 0.3, P(A or B) = 0.5. Find P(B) if A and B are (a) mutually exclusive, (b) independent.",
        "P(A) = 0.3, P(B) = 0.4. Find P(A)/P(B).",
        r"P(A) = 0.3, P(B) = 0.4. Find \frac{P(A)}{P(B)}.",
        "P(A) = 0.3, P(B) = 0.4, P(A and B) = 0.1. Find P(A) + P(B) - P(A and B).",
        "A truck has 4 axles, each of which breaks with probability 0.01. What is the probability that no axle breaks?",
        "The model labels 5% of images as cats. When it says cat, it is right 90% of the time. What is the probability "
        "that an image is a cat?",
        "85% of cabs are green and 15% are blue. The witness thinks that the cab was blue. What is the probability "
        "that the cab was blue?",
        "2% of women carry the gene. What is the probability that a wizard carries the gene?",
        "A bag contains 4 red and 4 black balls. A ball is drawn. What is the probability that it is purple?",
        "60% of students sing. 20% of students dance. What is the probability that a student who swims sings?",
        "Urn 1 has 3 red and 2 blue balls, urn 2 has 1 red and 4 blue. What is the probability of red?",
        "It snows on 20% of winter days. When it snows, the train is delayed with probability 0.5; when it does not "
        "snow, the train is delayed with probability 0.1. What is the probability that it is delayed?",
        "A code consists of 3 digits chosen at random. What is the probability that two digits are the same?",
        "Half of the users are on mobile. 20% of them and 5% of the rest buy twice. What is the probability that a "
        "user never buys?",
    ],
)
def test_not_understood_is_refused(problem: str) -> None:
    with pytest.raises((ValueError, LookupError)):  # of which a ReadError is one
        wk.derive(problem)


# Partitions of two to six causes


def _said(p: Fraction, random: Random) -> str:
    """0.05, 5%, 5 percent, 1/20"""
    decimal = f"{float(p):.6f}".rstrip("0")
    percent = f"{float(p * 100):.4f}".rstrip("0").rstrip(".")
    return random.choice([decimal, f"{percent}%", f"{percent} percent", f"{p.numerator}/{p.denominator}"])


def _listed(words: list[str]) -> str:
    return ", ".join(words[:-1]) + " and " + words[-1]


def _told(random: Random, names: list[str], priors: list[Fraction], rates: list[Fraction]) -> str:
    """The causes and how often each leads to a faulty part, in one of several ways of saying it."""
    shares, faulty = ([f"{float(p * 100):g}%" for p in values] for values in (priors, rates))
    way = random.randrange(5)
    if way == 0:
        last = random.choice(["the rest", shares[-1]])
        makes = [f"machine {name} makes {share} of the parts" for name, share in zip(names[:-1], shares, strict=False)]
        first = ", ".join([*makes, f"machine {names[-1]} makes {last}"])
        each = " ".join(
            f"{rate} of the parts from machine {name} are faulty." for name, rate in zip(names, faulty, strict=True)
        )
        return f"{first[0].upper()}{first[1:]}. {each}"
    if way == 1:
        made = f"Machines {_listed(names)} produce {_listed(shares)} of the parts."
        return f"{made} Their fault rates are {_listed(faulty)}."
    if way == 2:
        come = " ".join(
            f"{share} of the parts come from machine {name}." for name, share in zip(names, shares, strict=True)
        )
        are = _listed([f"{rate} of the parts from machine {name}" for name, rate in zip(names, faulty, strict=True)])
        return f"{come} {are} are faulty."
    if way == 3:
        come = " ".join(
            f"The probability that a part comes from machine {name} is {_said(p, random)}."
            for name, p in zip(names, priors, strict=True)
        )
        return (
            come
            + " "
            + " ".join(
                f"If it comes from machine {name}, it is faulty with probability {float(rate):g}."
                for name, rate in zip(names, rates, strict=True)
            )
        )
    lines = [f"P({name}) = {_said(p, random)}" for name, p in zip(names, priors, strict=True)]
    lines += [f"P(faulty|{name}) = {_said(rate, random)}" for name, rate in zip(names, rates, strict=True)]
    random.shuffle(lines)
    return f"{', '.join(names)} partition. " + ". ".join(lines) + "."


@pytest.mark.parametrize("seed", range(12))
def test_total_probability_in_many_words(seed: int) -> None:
    random = Random(seed)
    names = list("ABCDGH")[: random.randint(2, 6)]
    cuts = sorted(random.sample(range(1, 20), len(names) - 1))
    priors = [Fraction(b - a, 20) for a, b in zip([0, *cuts], [*cuts, 20], strict=True)]
    rates = [Fraction(random.randint(1, 60), 100) for _ in names]
    evidence = sum((p * rate for p, rate in zip(priors, rates, strict=True)), Fraction(0))
    story = _told(random, names, priors, rates)
    i = random.randrange(len(names))
    cause = names[i] if "P(" in story else f"machine {names[i]}"
    if "P(" in story:
        asked = {"P(faulty)": evidence, f"P({cause}|faulty)": priors[i] * rates[i] / evidence}
        asked = {f"Find {query}.": value for query, value in asked.items()}
    else:
        asked = {
            "What is the probability that a part is faulty?": evidence,
            f"A part is faulty. What is the probability that it came from {cause}?": priors[i] * rates[i] / evidence,
        }
    for question, value in asked.items():
        problem = f"{story} {question}"
        assert Fraction(str(wk.derive(problem).result)) == value, problem
        assert wk.check(problem, str(value)).status == "correct", problem


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Find P(A) given that B occurs.", "3/4"),
        ("If B happens, find P(A).", "3/4"),
        ("What is P(A) when B did not occur?", "1/3"),
        ("Given that B has occurred, what is P(A) and P(not A)?", "(3/4, 1/4)"),
    ],
)
def test_what_happened_is_the_condition(asked: str, answer: str) -> None:
    assert str(wk.derive(f"P(A) = 0.5, P(B) = 0.4, P(A and B) = 0.3. {asked}").result) == answer

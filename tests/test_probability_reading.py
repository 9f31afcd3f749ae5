"""Givens, queries and whole problems as textbooks write them; the answers are worked out by hand or by the formula."""

from fractions import Fraction

import pytest
from sympy import Rational

from workings.expression.errors import ReadError
from workings.probability import Assumed, Incoherent, Undetermined, probability
from workings.probability.problem import read_problem

ONE = ["P(A) = 0.3"]
TWO = ["P(A) = 0.3", "P(B) = 0.4", "P(A ∩ B) = 0.1"]


@pytest.mark.parametrize(
    "spelling",
    [
        "A'", "A^c", "A^C", "Aᶜ", r"\bar{A}", r"\bar A", r"\overline{A}", "~A", "!A", "¬A", "Ā", "A̅", "A′", r"\neg A",
        r"A^{\complement}", r"A^{\mathsf{c}}", "NOT A", "not A", "(not A)", "not (A)", "not not not A", "A^{c}",
    ],
)  # fmt: skip
def test_complements(spelling: str) -> None:
    assert probability(ONE, f"P({spelling})").result == Rational(7, 10)


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("P(A OR B)", "3/5"), (r"P(A \cup B)", "3/5"), ("P(A∪B)", "3/5"), ("P(either A or B)", "3/5"),
        ("P(at least one of A and B)", "3/5"), ("P(at least one)", "3/5"), ("P(both A and B)", "1/10"),
        (r"P(A\B)", "1/5"), (r"P(A \setminus B)", "1/5"), ("P(A − B)", "1/5"), ("P(A but not B)", "1/5"),
        ("P(A only)", "1/5"), ("P(only B)", "3/10"), ("P(exactly one of A, B)", "1/2"),
        ("P(exactly one of them)", "1/2"),
        ("P(A xor B)", "1/2"), (r"P(A \triangle B)", "1/2"), ("P(neither A nor B)", "2/5"), ("P(neither)", "2/5"),
        ("P(at most one of A, B)", "9/10"), ("P(A given B)", "1/4"), ("P(A|B')", "1/3"), (r"P(A \mid B^c)", "1/3"),
        ("Pr[A ∣ B̄]", "1/3"), (r"\mathbb{P}\left(A \mid \overline{B}\right)", "1/3"), ("p(A|B)", "1/4"),
        ("What is P(A and B)?", "1/10"), ("P(AB)", "1/10"),
    ],
)  # fmt: skip
def test_events_of_two(query: str, value: str) -> None:
    assert probability(TWO, query).result == Rational(value)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("P(A) = 1 in 4", "1/4"), ("P(A) = 20 out of 100", "1/5"), ("P(A) = one half", "1/2"),
        ("P(A) = two thirds", "2/3"),
        ("P(A) = 3%", "3/100"), (r"P(A) = 3\%", "3/100"), ("P(A) = 2.5 percent", "1/40"), ("P(A) = ⅓", "1/3"),
        (r"P(A) = \frac{3}{8}", "3/8"), (r"P\left(A\right) = .25", "1/4"), ("odds of A are 3:2", "3/5"),
        ("the odds against A are 3 to 1", "1/4"), ("Prob(A) = 1/3", "1/3"), ("ℙ(Aᶜ) = 0.2", "4/5"),
    ],
)  # fmt: skip
def test_values(line: str, value: str) -> None:
    assert probability([line], "P(A)").result == Rational(value)


@pytest.mark.parametrize(
    ("declared", "query", "value"),
    [
        ("A implies B", "P(B|A)", "1"), ("A ⊂ B", "P(A ∩ B)", "3/10"), (r"A \subseteq B", "P(A|B)", "3/4"),
        ("A ∩ B = ∅", "P(A or B)", "7/10"), ("A and B are mutually exclusive events", "P(A or B)", "7/10"),
        ("A and B cannot both occur", "P(A or B)", "7/10"), ("A, B exhaustive", "P(A and B)", "-3/10"),
        ("A ⊥ B", "P(A and B)", "3/25"), (r"A \perp\!\!\!\perp B", "P(A and B)", "3/25"),
        ("A and B are independent events", "P(A or B)", "29/50"), ("P(A ∩ B) = P(A) P(B)", "P(A or B)", "29/50"),
        ("P(A|B) = P(A)", "P(A or B)", "29/50"),
    ],
)  # fmt: skip
def test_declarations(declared: str, query: str, value: str) -> None:
    result = probability(["P(A) = 0.3", "P(B) = 0.4", declared], query).result
    if value == "-3/10":  # 0.3 + 0.4 can't cover everything
        assert isinstance(result, Incoherent)
    else:
        assert result == Rational(value)


def test_pairwise_is_not_mutual() -> None:
    halves = ["P(A) = 0.5", "P(B) = 0.5", "P(C) = 0.5"]
    pairwise = probability([*halves, "A, B, C pairwise independent"], "P(A and B and C)").result
    assert isinstance(pairwise, Assumed)
    assert pairwise.bounds == (0, Rational(1, 4))  # the two coins and their parity reach both ends
    mutual = probability([*halves, "A, B, C mutually independent"], "P(A and B and C)").result
    assert mutual == Rational(1, 8)


def test_values_in_terms_of_others() -> None:
    assert probability(["P(A) = P(B) = 0.5", "A, B independent"], "P(A and B)").result == Rational(1, 4)
    assert probability(["P(A) = 0.2", "P(B) = 2 P(A)", "A, B exclusive"], "P(A or B)").result == Rational(3, 5)
    assert probability(["P(B) = 2 P(A)"], "P(A)").result.bounds == (0, Rational(1, 2))
    with pytest.raises(ReadError, match="odds or a fraction"):
        probability(["P(A) = 1:4"], "P(A)")


@pytest.mark.parametrize("pair", [("+", "-"), ("+", "−"), ("pos", "neg"), ("positive", "negative")])
def test_opposites_are_noted(pair: tuple[str, str]) -> None:
    plus, minus = pair
    derivation = probability(["P(D)=0.01", f"P({plus}|D)=0.9", f"P({minus}|D^c)=0.95"], f"P(D|{plus})")
    assert derivation.result == Rational(2, 13)
    assert "read as not" in derivation.to_text()
    assert "余事象として" in derivation.to_text(lang="ja")


def test_opposites_where_declared_otherwise() -> None:
    lines = ["+, -, 0 partition".replace("0", "unclear"), "P(+) = 0.5", "P(-) = 0.3"]
    derivation = probability(lines, "P(unclear)")
    assert derivation.result == Rational(1, 5)
    assert not derivation.notes


def test_letters_together_are_both_events_only_if_each_is_one() -> None:
    assert probability(["P(A)=.3", "P(B)=.4", "P(AB)=.1"], "P(A ∪ B)").result == Rational(3, 5)
    assert isinstance(probability(["P(A)=.3", "P(AB)=.1"], "P(A and AB)").result, Assumed | Undetermined)


# Whole problems: (prior, likelihood, of the others), asked for the posterior of the first


def _problems(block: str) -> list[tuple[str, list[str]]]:
    """Problems divided by blank lines, the numbers that belong to each behind an arrow."""
    found = []
    for entry in block.strip().split("\n\n"):
        text, _, numbers = entry.partition("\n-> ")
        found.append((" ".join(text.split()), numbers.split()))
    return found


BAYES = _problems("""
5% of bolts are cracked. An X-ray flags 80% of cracked bolts and 10% of sound ones. P(cracked | flagged)?
-> 5/100 80/100 10/100

1% of people have the disease. The test is positive for 90% of people with the disease and 5% of people without it.
What is the probability that a person who tests positive has the disease?
-> 1/100 9/10 1/20

A disease affects 1% of the population. A test has a sensitivity of 99% and a specificity of 95%. A person tests
positive. What is the probability that they have the disease?
-> 1/100 99/100 5/100

The prevalence of flu is 2%. Sensitivity 90%, false positive rate 3%. P(flu | positive)?
-> 2/100 9/10 3/100

40% of emails are spam. 30% of spam emails contain the word free, but only 2% of ham emails do. What is the
probability that an email containing free is spam?
-> 4/10 3/10 2/100

Machine A makes 60% of the items and machine B makes 40%. 2% of the items from machine A are defective and 5% of
the items from machine B are defective. What is the probability that a defective item came from machine A?
-> 6/10 2/100 5/100

Factory A produces 60% of the bulbs, factory B produces 40%. The defect rates are 2% and 5%. Find the probability
that a defective bulb was made by factory A.
-> 6/10 2/100 5/100

It rains on 30% of days. If it rains, the bus is late 40% of the time; if it does not rain, the bus is late 10% of
the time. What is the probability that it rained given that the bus is late?
-> 3/10 4/10 1/10

The probability of rain is 0.3. The probability that the bus is late given rain is 0.4. The probability that the
bus is late given no rain is 0.1. Find the probability of rain given that the bus is late.
-> 3/10 4/10 1/10

60% of students study. 90% of students who study pass, and 20% of students who do not study pass. What proportion
of students who pass study?
-> 6/10 9/10 2/10

Of the patients, 20% smoke. 30% of smokers and 5% of non-smokers develop lung disease. What is the probability that
a patient with lung disease smokes?
-> 2/10 3/10 1/20

In a town, 10% of drivers are drunk. The breathalyser is positive for 98% of drunk drivers and 3% of sober drivers.
What is the probability that a driver is drunk, given a positive test?
-> 1/10 98/100 3/100

15% of the cabs are blue and 85% are green. A witness says blue for 80% of blue cabs and 20% of green cabs. What is
the probability that the cab is blue given that the witness says blue?
-> 15/100 8/10 2/10

Half of the users are on mobile. 30% of mobile users and 10% of laptop users click. What is the probability that a
user who clicks is on mobile?
-> 1/2 3/10 1/10

1 in 1000 people have the disease. The test is positive for 99% of those with the disease and for 2% of those
without the disease. What is the probability of disease given a positive test?
-> 1/1000 99/100 2/100

5% of transactions are fraudulent. A rule flags 90% of fraudulent transactions and 4% of legitimate transactions.
What fraction of flagged transactions are fraudulent?
-> 5/100 9/10 4/100

60% of students are female. 30% of female students and 50% of male students play football. A student plays
football. How likely is it that the student is female?
-> 6/10 3/10 5/10

A student knows the answer with probability 0.7. If he knows the answer, he answers correctly with probability 1.
If he does not know the answer, he answers correctly with probability 0.25. What is the probability that he knows
the answer, given that he answers correctly?
-> 7/10 1 1/4

2% of women have cancer. 80% of women with cancer test positive, and 9.6% of women without cancer test positive. A
woman tests positive. What is the probability that she has cancer?
-> 2/100 8/10 96/1000

A factory has two machines. Machine X makes 70% of the parts and machine Y makes the rest. 1% of parts from X are
faulty and 4% of parts from Y are faulty. A part is faulty. What is the probability that it came from X?
-> 7/10 1/100 4/100
""")


@pytest.mark.parametrize(("text", "numbers"), BAYES, ids=lambda v: v[:28] if isinstance(v, str) else "")
def test_bayes_in_words(text: str, numbers: list[str]) -> None:
    prior, yes, no = map(Fraction, numbers)
    problem = read_problem(text)
    assert len(problem.queries) == 1
    assert problem.derive().result == Rational(yes * prior / (yes * prior + no * (1 - prior)))


OTHERS = _problems(r"""
The probability that it rains is 30%. The probability that it rains and is windy is 20%. What is the probability that
it is windy given that it rains?
-> 2/3

70% of customers buy bread, 40% buy milk and 30% buy both. What is the probability that a customer buys bread or milk?
-> 4/5

30% of people own a dog and 20% own a cat. 8% own both. What is the probability that a person owns neither?
-> 29/50

10% of the population has a gene. Those with the gene develop the illness with probability 0.5, those without it with
probability 0.01. P(gene | illness)?
-> 50/59

The test gives a positive result in 95% of cases where the disease is present and in 3% of cases where it is absent. 2%
of people have the disease. What is the probability of the disease given a positive result?
-> 95/242

60% of cars are red and 40% of red cars are fast. What is the probability that a car is red and fast?
-> 6/25

20% of the students are left-handed. 10% of left-handed students and 5% of right-handed students wear glasses. What is
the probability that a student with glasses is left-handed?
-> 1/3

P(D) = 0.02, P(+ ∣ D) = 0.95, P(+ ∣ Dᶜ) = 0.1. P(Dᶜ ∣ −) = ?
-> 882/883

Every visitor is on mobile or laptop. P(click) = 0.2, P(click|mobile) = 0.3, P(mobile) = 0.5. P(click|laptop) = ?
-> 1/10

Presses A, B, C print 25%, 40%, 35% of the pages, with misprint rates 8%, 5%, 4%. P(A | misprint)?
-> 10/27

Line 1 is used on 70% of days and is late 10% of the time; line 2 on 30% of days, late 20%. P(late) = ?
-> 13/100

P(G)=0.6,\ P(H\mid G)=0.2,\ P(H\mid G^c)=0.1.\ \text{Compute } P(G\mid H)\text{ and } P(G^c\mid H)
-> 3/4 1/4

P(click) = 20/100, P(click|mobile) = 15/50, P(mobile) = 0.5, the others use a laptop. Find y = P(click|laptop) and
P(mobile|click)
-> 1/10 3/4

If P(A) = 0.3 and P(B) = 0.5 and A and B are independent, find P(A ∪ B).
-> 13/20

Let A and B be two events with P(A) = 1/2, P(B) = 1/3 and P(A ∩ B) = 1/4. Find P(A|B).
-> 3/4

Naive Bayes with logarithms: P(spam) = 0.3; P(prize|spam) = 0.4, P(offer|spam) = 0.25; P(prize|ham) = 0.1,
P(offer|ham) = 0.05. P(spam|prize,offer)?
-> 60/67

Machines A, B and C produce 25%, 35% and 40% of the bolts. Of their output 5%, 4% and 2% are defective bolts. A
bolt is drawn at random and is found to be defective. What is the probability that it was made by machine B?
-> 28/69
""")


@pytest.mark.parametrize(("text", "values"), OTHERS, ids=lambda v: v[:28] if isinstance(v, str) else "")
def test_other_problems(text: str, values: list[str]) -> None:
    problem = read_problem(text)
    assert [problem.derive(i).result for i in range(len(problem.queries))] == [Rational(v) for v in values]


def test_what_is_read_is_told() -> None:
    problem = read_problem(BAYES[0][0])
    assert [s.givens for s in problem.sentences] == [
        ("P(cracked) = 5%",), ("P(flagged|cracked) = 80%", "P(flagged|sound) = 10%"), (),
    ]  # fmt: skip
    assert [note.en for note in problem.notes] == ["sound is read as not cracked"]
    assert "sound is read as not cracked" in problem.derive().to_text()
    assert problem.to_text().splitlines()[0] == "P(cracked) = 5%"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("5% of bolts are cracked. A spam filter marks 95% of spam as spam. P(cracked)?", "A spam filter"),
        ("P(A) = 0.3. P(B) is nice. P(A)?", "is nice"),
        ("A box contains 3 red and 2 blue balls. What is the probability of red?", "contains"),
        ("70% of mail is spam. 10% of spam is caught.", "70%"),
        ("0.1% of users are bots. What is the probability that a flagged user is a bot?", "a flagged user"),
        (
            "90% of patients survive. Of the lucky, 30% relapse. What is the probability that a patient relapses?",
            "Of the",
        ),
        ("Y is 10 with probability 0.7. P(Y)?", "Y is 10"),
        ("30% of people own a dog. 8% own both. What is the probability that a person owns a dog?", "8% own"),
        ("60% of students study. A student sings. What is the probability that she studies?", "A student sings"),
    ],
)
def test_what_is_not_read_is_an_error_with_its_place(text: str, place: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_problem(text)
    assert abs(caught.value.text.find(place) - caught.value.span[0]) <= 8


@pytest.mark.parametrize("text", ["", "?", "P(", "find", "%%%", "4%", "P(A)=0.3. " * 500, "((((", "1% of", "If, then?"])
def test_hostile_problems_are_refused(text: str) -> None:
    with pytest.raises(ReadError):
        read_problem(text)

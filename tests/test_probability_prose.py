"""Events in prose, as textbooks and language models write them: shares, conditions, those who do not, the rest."""

from fractions import Fraction

import pytest
from sympy import Rational

import workings as wk

PROBLEMS = r"""
A factory's night shift produces 35% of all circuit boards, the day shift the rest. Night-shift boards fail inspection
6% of the time, day-shift boards 2%. A board fails inspection. What is the probability that it was made at night?
-> 21/34

In a hospital, 12% of patients are diabetic. Among diabetics, 40% have hypertension; among non-diabetics, 15% do. A
patient with hypertension is selected. What is the probability that this patient is diabetic?
-> 4/15

A student takes two exams. The probability of passing the first is 0.7, the probability of passing the second is 0.6,
and the probability of passing both is 0.5. Find the probability of passing at least one exam.
-> 4/5

The probability that a train is late is 0.1 if it is not snowing and 0.5 if it is snowing. It snows on 20% of days.
What is the probability that a train is late?
-> 9/50

80% of a company's customers pay on time. Of those who pay on time, 10% complain; of those who do not, 35% complain. A
customer complains. How likely is it that this customer pays on time?
-> 8/15

Two machines work independently. The first breaks down in a month with probability 0.05 and the second with
probability 0.1. What is the probability that neither breaks down?
-> 171/200

The probability that Anna is home is 0.4. If she is home, she answers the phone with probability 0.9; if not, nobody
answers. You call and nobody answers. What is the probability that Anna is home?
-> 1/16

A survey of 200 people found that 120 like tea, 90 like coffee and 50 like both. A person is chosen at random. What is
the probability that the person likes neither?
-> 1/5

A survey of 200 people found that 120 like tea, 90 like coffee and 50 like both. Given that a person likes coffee,
what is the probability that they like tea?
-> 5/9

One percent of transactions are fraudulent. The model flags 90% of fraudulent transactions and 5% of genuine
transactions. What share of flagged transactions are fraudulent?
-> 2/13

Ten percent of the cars on a road speed. A radar catches a speeding car with probability 0.95 and wrongly flags a car
that is not speeding with probability 0.03. A car is flagged. What is the probability that it was speeding?
-> 95/122

In a survey, 30% of respondents were under 30. 60% of the under-30s and 20% of the rest use the app. What is the
probability that an app user is under 30?
-> 9/16

Suppose 40% of voters are registered Democrats, 35% Republicans and the rest independents. 80% of Democrats, 30% of
Republicans and 50% of independents support a bill. What percentage of voters support the bill?
-> 11/20

The probability that Ann passes a test is 0.8 and the probability that Bea passes it is 0.7. Their results are
independent. Find the probability that exactly one of them passes.
-> 19/50

In a city, 30% of residents jog, 20% swim and 8% do both. A resident is chosen at random. Find the probability that
the resident jogs but does not swim.
-> 11/50

In a city, 30% of residents jog, 20% swim and 8% do both. Find the probability that a resident who swims also jogs.
-> 2/5

A patient has disease D with probability 0.02. If the patient has D, symptom S occurs with probability 0.9; otherwise
S occurs with probability 0.1. The patient shows symptom S. Find the probability of D.
-> 9/58

A spam filter uses the word "lottery". It appears in 12% of spam messages and in 0.2% of other messages. 45% of all
messages are spam. A message contains "lottery". What is the probability that it is spam?
-> 540/551

A manufacturer gets 1/2 of its screws from plant X, 1/3 from plant Y and the remaining 1/6 from plant Z. The defect
rates are 1%, 2% and 3%. A screw is defective. What's the probability it came from plant Z?
-> 3/10

The probability of a flight being delayed is 0.25. The probability of bad weather is 0.2. The probability of a delay
given bad weather is 0.7. Find the probability of bad weather given that the flight is delayed.
-> 14/25

Two-thirds of a firm's employees are full-time. 30% of full-time employees and 45% of part-time employees work from
home. What is the probability that an employee who works from home is part-time?
-> 3/7

One bulb in a hundred is faulty. The inspector rejects 98% of the faulty bulbs and 1% of the good ones. What
proportion of rejected bulbs are good?
-> 99/197

A store has two suppliers of eggs. Supplier P provides 3 times as many eggs as supplier Q. 2% of P's eggs and 6% of
Q's are cracked. What is the probability that a cracked egg came from Q?
-> 1/2

90 percent of students who study pass the exam. 20 percent of students who do not study pass. 70 percent of students
study. If a student fails, what is the probability that she did not study?
-> 24/31

In a game show, 1/4 of contestants are students. Students win with probability 0.3, and everyone else wins with
probability 0.2. A contestant won. What is the probability the contestant is a student?
-> 1/3

If 65% of households subscribe to a newspaper, 45% to a magazine, and 30% to both, what percent subscribe to neither?
-> 1/5

In a factory, 2% of products are defective. A quality check detects a defective product with probability 0.95. If the
product is good, the check flags it with probability 0.03. If a product is flagged, what is the probability that it is
defective?
-> 95/242

The probability that a customer buys milk is 0.6. The probability that a customer buys bread is 0.5. The probability
that a customer buys bread if they buy milk is 0.7. What is the probability that a customer who buys bread buys milk?
-> 21/25

Given that 45% of apps are free, 60% of free apps have ads and 10% of paid apps have ads, find the probability that an
app with ads is free.
-> 54/65

Machine 1 produces twice as many parts as machine 2. Machine 1 has a defect rate of 3% and machine 2 of 6%. A part is
defective. Find the probability that it came from machine 1.
-> 1/2

In a village, 60% of families have a garden, 25% keep chickens, and 20% have a garden and keep chickens. What is the
probability that a family that has a garden also keeps chickens?
-> 1/3

The alarm rings on 99% of nights when there is a burglary and on 0.5% of nights when there is none. Burglaries happen
on 0.1% of nights. The alarm rings. What is the probability of a burglary?
-> 22/133

Of the cars sold by a dealer, 70% are petrol and 30% are electric. 10% of petrol cars and 4% of electric cars are
returned. What fraction of returned cars are electric?
-> 6/41

A plane has two engines that fail independently with probability 0.001 each. What is the probability that both fail?
-> 1/1000000

In an exam, 30% of candidates fail the theory part, 20% fail the practical part and 12% fail both. What percentage of
candidates pass both parts?
-> 31/50

A salesman visits two clients. He closes a deal with the first with probability 0.4 and with the second with
probability 0.3, independently of each other. What is the probability that he closes at least one deal?
-> 29/50

5% of people have blood type X. Of those with type X, 80% are immune to a virus; of the others, 30% are immune. A
person is immune. What is the probability that the person has type X?
-> 8/65

Two-fifths of the members of a club are women. One quarter of the women and one half of the men play chess. A chess
player is picked at random. What is the probability that this is a woman?
-> 1/4

The probability of rain on Monday is 0.4 and the probability of rain on Tuesday is 0.3. The probability of rain on
both days is 0.2. What is the probability that it rains on at least one of the days?
-> 1/2

A hospital has three wards: 50% of patients are in ward A, 30% in ward B and 20% in ward C. Infection rates are 2%, 4%
and 5%. A patient is infected. Find the probability that the patient is in ward C.
-> 5/16

Among 400 students, 240 study physics, 180 study chemistry and 90 study both subjects. What is the probability that a
randomly chosen student studies exactly one of the two?
-> 3/5
"""


def cases() -> list[tuple[str, str]]:
    blocks = (block.partition("\n->") for block in PROBLEMS.strip().split("\n\n"))
    return [(" ".join(problem.split()), answer.strip()) for problem, _, answer in blocks]


@pytest.mark.parametrize(("problem", "answer"), cases())
def test_read_and_answered(problem: str, answer: str) -> None:
    value = Fraction(answer)
    assert wk.derive(problem).result == Rational(value.numerator, value.denominator)

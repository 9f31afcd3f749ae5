"""Tests and classifiers in all their words, and what their figures leave open."""

import pytest

import workings as wk
from workings.probability import Incoherent, Undetermined

TOLD = [
    ("A classifier has recall 0.8 and precision 0.6. The base rate of positives is 0.15. What is the false positive "
     "rate?", "8/85"),
    ("A spam classifier has a recall of 90% and a false positive rate of 2%. 30% of emails are spam. What is the "
     "precision of the classifier?", "135/142"),
    ("0.5% of the population has a certain virus. A test returns positive for 98% of infected people and for 3% of "
     "uninfected people. A person tests positive. What is the probability they are infected?", "98/695"),
    ("The test correctly identifies 97% of people who have the condition and correctly identifies 94% of people who do "
     "not have it. 4% of people have the condition. Find the probability that a person who tests positive has the "
     "condition.", "97/241"),
    ("A screening test has a false negative rate of 10% and a false positive rate of 7%. The base rate of the disease "
     "is 1 in 50. What is the probability that someone with a negative test result has the disease?", "10/4567"),
    ("A fraud detector has sensitivity 85% and specificity 99%. One in 200 transactions is fraudulent. What fraction "
     "of flagged transactions are fraudulent?", "85/284"),
    ("A pregnancy test is positive for 99% of pregnant women and for 1% of women who are not pregnant. 20% of the "
     "women who take the test are pregnant. What is the negative predictive value?", "396/397"),
    ("A classifier labels 90% of cat images correctly and 80% of dog images correctly. 40% of the images are cats and "
     "60% are dogs. An image is labelled as a cat. What is the probability that it is a cat?", "3/4"),
    ("A COVID test has a specificity of 98% and a sensitivity of 80%. If 5% of the people tested are infected, what is "
     "the probability that a person who tests negative is infected?", "10/941"),
    ("The accuracy of a test is 95% for sick people and 85% for healthy people. 10% of people are sick. What is the "
     "probability that a person is sick given a positive test?", "19/46"),
    ("Given a prevalence of 10%, a sensitivity of 80% and a specificity of 90%, what is the positive predictive value?",
     "8/17"),
    ("A detector has a hit rate of 90% and a false alarm rate of 10%. A signal is present on 20% of trials. What is "
     "the probability that a signal is present given that the detector says yes?", "9/13"),
    ("The precision of a spam filter is 0.9, its recall is 0.75, and 20% of emails are spam. What fraction of emails "
     "does the filter flag as spam?", "1/6"),
    ("A model is used to detect defective chips. 4% of chips are defective. The model has a recall of 95% and a "
     "specificity of 98%. What proportion of the chips flagged as defective are actually defective?", "95/143"),
    ("A disease has a prevalence of 1 in 1000. A test detects everyone who has it, and has a false positive rate of "
     "5%. What is the probability that a person with a positive result has the disease?", "20/1019"),
    ("1% of people have a disease. A test never misses a case. It is positive for 5% of people without the disease. "
     "What is the probability that a person who tests positive has the disease?", "20/119"),
    ("1% of people have a disease. A test detects everyone with the disease and is positive for 5% of people without "
     "it. What is the probability that a person who tests positive has the disease?", "20/119"),
    ("1% of people have a disease. A test is correct for 99% of those who have it and for 99% of those who do not. "
     "What is the probability that a person who tests positive has the disease?", "1/2"),
    ("85% of the cabs in a city are green and 15% are blue. A witness identifies each colour correctly 80% of the "
     "time. The witness says that the cab was blue. What is the probability that it was blue?", "12/29"),
]  # fmt: skip
LEFT_OPEN = [
    ("A test has a sensitivity of 95%. The disease prevalence is 2%. What is the probability that a person who tests "
     "positive has the disease?", Undetermined),
    ("A test is 95% accurate for sick people. 10% of people are sick. What is the probability that a person is sick "
     "given a positive test?", Undetermined),
    ("A classifier has precision 0.6. The base rate of positives is 0.15. What is the recall?", Undetermined),
    ("A classifier has recall 0.8, precision 0.05 and a false positive rate of 0.9. The base rate of positives is 0.5. "
     "What is the specificity?", Incoherent),
]  # fmt: skip
REFUSED = [
    "A test has a sensitivity of 95% and a specificity of 90%. What is the probability that a person who tests "
    "positive has the disease?",
    "20% of people smoke. A test is positive for 90% of infected people and for 5% of uninfected people. What is the "
    "probability that a person who tests positive smokes?",
    "2% of people have the disease and 10% smoke. A test has a sensitivity of 90% and a specificity of 95%. What is "
    "the positive predictive value?",
    "The test correctly identifies 97% of people. 4% of people have the condition. What is the probability that a "
    "person who tests positive has the condition?",
]


@pytest.mark.parametrize(("problem", "answer"), TOLD)
def test_what_is_said_of_a_test_is_read(problem: str, answer: str) -> None:
    assert str(wk.derive(problem).result) == answer


@pytest.mark.parametrize(("problem", "kind"), LEFT_OPEN)
def test_what_is_left_open_is_said(problem: str, kind: type) -> None:
    assert isinstance(wk.derive(problem).result, kind)


@pytest.mark.parametrize("problem", REFUSED)
def test_what_is_not_said_is_refused(problem: str) -> None:
    with pytest.raises((ValueError, LookupError)):
        wk.derive(problem)

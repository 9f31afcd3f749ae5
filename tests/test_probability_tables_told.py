"""Tables told in counts over several sentences, and what must not be taken for one."""

import pytest

import workings as wk
from workings.probability import Undetermined

TOLD = [
    ("Of 200 patients 120 took the drug; 90 of these recovered. Of the others 40 recovered. What is the probability "
     "that a patient who recovered took the drug?", "9/13"),
    ("Of 160 patients, 100 took the drug and 60 took a placebo. 80 of those who took the drug recovered. 20 of those "
     "who took the placebo recovered. What is the probability that a patient who recovered took the placebo?", "1/5"),
    ("In a trial, 300 patients were given a new drug and 200 were given a placebo. Of the patients given the drug, 240 "
     "improved; of those given the placebo, 110 improved. A patient is chosen at random. Given that the patient "
     "improved, what is the probability that he was given the placebo?", "11/35"),
    ("A company has 250 employees. 150 of them are men. 60 of the men and 45 of the women have a degree. What is the "
     "probability that an employee with a degree is a woman?", "3/7"),
    ("There are 120 students in a year group. 70 of them study French. Of these, 30 also study Spanish. Of the "
     "remaining students, 20 study Spanish. What is the probability that a student who studies Spanish studies "
     "French?", "3/5"),
    ("Of 500 people, 40 had the disease. Of those 40, 36 tested positive. Of the remaining 460, 23 tested positive. "
     "What is the probability that a person who tested positive had the disease?", "36/59"),
    ("Out of 1000 emails, 300 are spam. 240 of the spam emails contain the word \"free\", while 35 of the others do. "
     "What is the probability that an email containing \"free\" is spam?", "48/55"),
    ("80 drivers were surveyed. 50 of them were under 25. Of those under 25, 15 had had an accident; of the rest, 3 "
     "had had one. What is the probability that a driver who had an accident was under 25?", "5/6"),
    ("A shop sold 60 laptops and 40 tablets. 9 of the laptops and 2 of the tablets were returned. What is the "
     "probability that a returned item was a laptop?", "9/11"),
    ("A hospital treated 90 patients. 50 received treatment A and the rest received treatment B. 35 of those who "
     "received treatment A recovered, and 20 of those who received treatment B recovered. What is the probability that "
     "a patient who recovered received treatment B?", "4/11"),
    ("A machine produced 500 bolts, 20 of which were defective. Of the 20 defective bolts, 18 were rejected by the "
     "inspector, and of the 480 good bolts, 24 were rejected. What is the probability that a rejected bolt is good?",
     "4/7"),
    ("There are 60 boys and 40 girls in a school club. 15 boys and 20 girls wear glasses. Find the probability that a "
     "club member who wears glasses is a girl.", "4/7"),
    ("Of 200 patients, 120 took the drug. Three quarters of these recovered. Half of the others recovered. What is the "
     "probability that a randomly chosen patient recovered?", "13/20"),
    ("Of 80 applicants, 50 have experience. 30 of these were hired. None of the others was hired. What is the "
     "probability that an applicant was hired?", "3/8"),
    ("Of 900 claims, 150 were fraudulent. The system flagged 120 of the fraudulent claims and 30 of the genuine ones. "
     "What is the probability that a flagged claim is fraudulent?", "4/5"),
    ("In a trial, 60% of participants received the vaccine and the rest received a placebo. 2% of the vaccinated "
     "participants and 9% of those who received the placebo became ill. What is the probability that a participant who "
     "became ill had been vaccinated?", "1/4"),
    ("30% of the patients in a hospital are smokers. The probability that a smoker develops complications is 0.2, "
     "while for a non-smoker it is 0.08. What is the probability that a patient develops complications?", "29/250"),
]  # fmt: skip
LEFT_OPEN = [
    "Of 200 patients 120 took the drug; 90 of these recovered. What is the probability that a patient recovered?",
    "Of 200 patients 120 took the drug; 90 of these recovered; 30 of these were women. What is the probability that a "
    "patient is a woman?",
]
REFUSED = [  # others than whom, these of which, a number that does not fit, a class that was not counted
    "Of 200 patients 120 took the drug; 90 of these recovered. Of the others 40 were women. What is the probability "
    "that a patient is a woman?",
    "There are 120 students. 70 of them study French. 30 of them study Spanish. What is the probability that a student "
    "studies both?",
    "Of 500 people, 40 had the disease. Of those 50, 36 tested positive. Of the remaining 460, 23 tested positive. "
    "What is the probability that a person who tested positive had the disease?",
    "Of 500 people, 40 had the disease. Of those 40, 36 tested positive. Of the remaining 450, 23 tested positive. "
    "What is the probability that a person who tested positive had the disease?",
    "Of 200 patients 120 took the drug and 50 took a placebo. 30 of these recovered. What is the probability that a "
    "patient recovered?",
    "Of 100 people, 50 like tea and 30 like coffee. Of the rest, 10 like cocoa. What is the probability that a person "
    "likes cocoa?",
    "Of 100 people, 40 smoke. 10 of the smokers and 5 of the drinkers cough. What is the probability that a person "
    "coughs?",
    "Of 200 patients, 120 took the drug. 130 of these recovered. What is the probability that a patient recovered?",
]


@pytest.mark.parametrize(("problem", "answer"), TOLD)
def test_a_table_is_read(problem: str, answer: str) -> None:
    assert str(wk.derive(problem).result) == answer


@pytest.mark.parametrize("problem", LEFT_OPEN)
def test_what_is_left_open_is_bounded(problem: str) -> None:
    assert isinstance(wk.derive(problem).result, Undetermined)


@pytest.mark.parametrize("problem", REFUSED)
def test_what_may_be_meant_in_two_ways_is_refused(problem: str) -> None:
    with pytest.raises((ValueError, LookupError)):
        wk.derive(problem)

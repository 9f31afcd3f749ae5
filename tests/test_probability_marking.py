"""Marking of probabilities in the language of homework: answers and workings, right and wrong, and generated ones."""

import json
import time
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

import workings as wk
from workings import check, check_work
from workings.rule import load_book

CASES = Path(__file__).parent.parent.parent / "shared" / "cases"

# problem, right answer
RIGHT: tuple[tuple[str, str], ...] = (
    ("P(A) = 0.7. P(not A) = ?", "0.3"),
    ("P(A)=0.4, P(B)=0.3, P(A∩B)=0.1. Find P(A∪B).", "0.6"),
    ("P(A) = 1/2, P(B) = 1/3, P(A and B) = 1/6. P(A or B)?", "2/3"),
    ("P(late) = 0.1, P(rain) = 0.3, P(late | rain) = 0.2. P(rain | late) = ?", "3/5"),
    ("P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E).", "7/11"),
    ("P(H)=0.2, P(E|H)=0.7, P(E|H^c)=0.1. P(E)=?", "0.22"),
    ("A and B are independent with P(A)=0.5 and P(B)=0.4. P(A or B)?", "0.7"),
    ("A, B independent. P(A) = 0.2, P(B) = 0.5. P(neither)?", "0.4"),
    ("P(A)=0.3, P(B)=0.6, A and B independent. Find P(A and not B).", "0.12"),
    ("P(A) = 0.3 and P(B) = 0.4, A and B mutually exclusive. P(A or B) = ?", "0.7"),
    ("P(A|B)=0.5, P(B)=0.4. P(A ∩ B)=?", "0.2"),
    ("P(A)=0.5, P(B|A)=0.6, P(B|A')=0.2. P(A|B)=?", "3/4"),
    ("P(spam)=0.3, P(free|spam)=0.4, P(free|ham)=0.05. P(spam|free)?", "24/31"),
    ("Prior P(guilty) = 0.1; P(match | guilty) = 1, P(match | innocent) = 0.01. P(guilty | match)?", "100/109"),
    ("P(D) = 0.02, P(pos|D) = 0.95, P(pos|no D) = 0.1. P(D|pos)?", "19/117"),
    ("P(D) = 2%, P(+|D) = 95%, P(+|not D) = 10%. P(D|-) = ?", "1/883"),
    ("P(A ∪ B) = 0.9, P(A) = 0.6, P(A ∩ B) = 0.2. P(B)?", "0.5"),
    (
        "\\mathbb{P}(A)=\\frac{1}{4},\\ \\mathbb{P}(B\\mid A)=\\frac{1}{2},\\ \\mathbb{P}(B\\mid "
        "A^c)=\\frac13. \\mathbb{P}(B)=?",
        "3/8",
    ),
    ("P(A)=0.6, P(B|A)=0.5, P(B|A^c)=0.25. Find P(A^c|B^c).", "1/2"),
    ("Let P(X) = 0.2, P(Y) = 0.3 and P(X ∪ Y) = 0.4. What is P(X | Y)?", "1/3"),
    ("P(A)=0.4, P(B)=0.5, P(A|B)=0.6. P(B|A)=?", "0.75"),
    ("P(A and B) = 0.12, P(A) = 0.3. P(B | A) = ?", "0.4"),
    (
        "2% of people have a disease. A test is positive for 80% of the sick and 10% of the healthy. "
        "P(sick | positive)?",
        "8/57",
    ),
    (
        "A factory has machines A and B. A makes 60% of the items and B 40%. 2% of A's items and 5% "
        "of B's items are defective. P(B | defective)?",
        "5/8",
    ),
    ("Machines A, B, C make 50%, 30%, 20% of the output; 1%, 2%, 3% of it is defective. P(defective)?", "17/1000"),
    ("70% of emails are spam. The word 'offer' appears in 40% of spam and 5% of ham. P(spam | offer)?", "56/59"),
    (
        "60% of students take the bus and are late 10% of the time; the rest cycle and are late 5% "
        "of the time. P(late)?",
        "2/25",
    ),
    ("A box has 40% red and 60% blue pens. 5% of red and 10% of blue pens leak. P(red | leak)?", "1/4"),
    (
        "Urn 1 has 3 red and 2 blue balls, urn 2 has 1 red and 4 blue. An urn is chosen at random and "
        "a ball is drawn. P(red)?",
        "2/5",
    ),
    ("30% of users are on mobile; 12% of mobile users and 5% of desktop users buy. P(mobile | buy)?", "36/71"),
    (
        "Suppliers X and Y deliver 70% and 30% of the parts. 1% of X's and 4% of Y's parts are faulty. P(Y | faulty)?",
        "12/19",
    ),
    ("Two machines: M1 makes 80% of the parts with 1% defects, M2 makes 20% with 5% defects. P(M2|defect)?", "5/9"),
    (
        "It rains on 20% of days. The forecast says rain on 90% of rainy days and 15% of dry days. P(rain | forecast)?",
        "3/5",
    ),
    ("X takes the values 1, 2, 5 with probabilities 0.2, 0.5, 0.3. E[X] = ?", "2.7"),
    ("X = 0, 1, 2 with probabilities 1/4, 1/2, 1/4. Var(X) = ?", "1/2"),
    ("X is 2 or 8 with probability 1/2 each. Var(X)?", "9"),
    ("X is 1, 2, 3 or 4, each equally likely. E[X]?", "5/2"),
    ("X is uniform on {1,2,3,4,5,6}. Var(X)?", "35/12"),
    ("A game pays 10 with probability 0.2 and costs 3 otherwise. Expected gain?", "-2/5"),
    ("You win 10 with probability 0.3 and lose 4 with probability 0.7. Expected win?", "1/5"),
    (
        "A lottery ticket wins 100 with probability 0.01, 10 with probability 0.1 and nothing otherwise. Expected win?",
        "2",
    ),
    ("E[X]=3, E[X^2]=13. Var(X)=?", "4"),
    ("E[X] = 3 and E[X^2] = 13. Standard deviation of X?", "2"),
    ("Var(X)=4, Var(Y)=9, X and Y independent. Var(X-Y)=?", "13"),
    ("X and Y are independent, Var(X) = 4 and Var(Y) = 9. sd(X + Y)?", "sqrt(13)"),
    ("sd(X) = 3. sd(2X+1) = ?", "6"),
    ("Var(X) = 9. sd(3X)?", "9"),
    ("X has mean 5 and variance 4. Var(3X - 2) = ?", "36"),
    ("X has mean 5 and standard deviation 2. E[X^2]?", "29"),
    ("E[X] = 2, E[Y] = 3, Cov(X,Y) = 1. E[XY] = ?", "7"),
    ("E[X] = 4. E[3X - 2]?", "10"),
    ("E[X]=1, E[Y]=2. E[2X+3Y]=?", "8"),
    ("Var(X) = 2, Var(Y) = 3, Cov(X,Y) = 1. Var(X+Y) = ?", "7"),
    ("Y = 2X + 5, Var(X) = 3. Var(Y)?", "12"),
    ("\\operatorname{E}[X]=2,\\ \\operatorname{Var}(X)=5.\\ \\operatorname{E}[X^2]=?", "9"),
    ("P(X=1)=0.2, P(X=2)=0.3, P(X=3)=0.5. E[X]?", "2.3"),
    ("P(X=-1)=1/4, P(X=0)=1/2, P(X=1)=1/4. Var(X)=?", "1/2"),
    ("X is 1 with probability p and -1 otherwise. E[X] = ?", "2·p-1"),
    ("X is 1 with probability p and 0 with probability 1-p. E[X]?", "p"),
    ("Temperature F = 1.8C + 32. Var(C) = 5. Var(F) = ?", "16.2"),
    ("X ~ Bernoulli(0.3). Var(X)?", "0.21"),
    ("X ~ Bin(6, 1/3). P(X = 2)?", "80/243"),
    ("X ~ Binomial(10, 0.2). E[X]?", "2"),
    ("X ~ Binomial(10, 0.2). sd(X)?", "sqrt(1.6)"),
    ("X\\sim\\mathrm{Bin}(3,\\tfrac12).\\ P(X\\ge 1)=?", "7/8"),
    ("X ~ B(4, 0.5). P(X <= 1)?", "5/16"),
    ("X ~ Geometric(0.2). P(X = 3)?", "0.128"),
    ("X ~ Geom(1/4). E[X]?", "4"),
    ("X ~ Poisson(2). P(X = 0)?", "exp(-2)"),
    ("X\\sim\\text{Poisson}(3).\\ P(X=2)=?", "9·exp(-3)/2"),
    ("X ~ Poisson(λ). Var(X)?", "λ"),
    ("X ~ Exp(2). P(X > 1)?", "exp(-2)"),
    ("X ~ Exponential(3). E[X]?", "1/3"),
    ("X ~ U(0, 6). Var(X)?", "3"),
    ("X ~ Uniform(0, 4). P(X > 3)?", "1/4"),
    ("X ~ N(5, 9). sd(X)?", "3"),
    ("f(x) = 3x^2 for 0 ≤ x ≤ 1. E[X]?", "3/4"),
    ("f(x) = 2x on [0,1]. P(X > 1/2)?", "3/4"),
    ("X has density f(x) = 2x for 0 < x < 1. E[X^2]?", "1/2"),
    ("f(x) = e^{-x}, x > 0. P(X < 2) = ?", "1 - exp(-2)"),
    ("A coin is tossed 3 times. P(at least one head)?", "7/8"),
    ("A fair coin is flipped 5 times. P(exactly 2 heads)?", "5/16"),
    ("A fair coin is tossed twice. P(both heads)?", "1/4"),
    ("A die is rolled 4 times. P(no six)?", "625/1296"),
    ("Two dice are rolled. P(sum is 7)?", "1/6"),
    ("Two fair dice are rolled. P(the sum is at least 10)?", "1/6"),
    ("Two dice are thrown. P(doubles)?", "1/6"),
    ("A fair die is rolled. P(even)?", "1/2"),
    ("A die is rolled. P(even or greater than 4)?", "2/3"),
    ("A die is rolled once. P(6 | even) = ?", "1/3"),
    ("A fair die is rolled. E[X]?", "7/2"),
    ("A fair die is rolled. Expected value?", "7/2"),
    ("5 red and 3 blue balls, two drawn without replacement. P(both red)?", "5/14"),
    ("An urn has 5 red and 3 blue balls. Two are drawn without replacement. P(one of each)?", "15/28"),
    ("A bag contains 4 white and 6 black balls. Two balls are drawn with replacement. P(both white)?", "4/25"),
    ("A bag has 3 red and 7 green marbles; two are drawn without replacement. P(at least one red)?", "8/15"),
    ("Two cards are drawn from a standard deck without replacement. P(both aces)?", "1/221"),
    ("A card is drawn from a standard deck. P(heart or king)?", "4/13"),
    ("One card is drawn from a deck of 52 cards. P(king | face card)?", "1/3"),
    ("Four independent components each fail with probability 0.1. P(at least one fails)?", "0.3439"),
    ("Each of 3 servers is down with probability 0.05, independently. P(all up)?", "6859/8000"),
    ("A shooter hits with probability 0.3, independently each time; 3 shots. P(at least one hit)?", "0.657"),
    ("Five trials, independent, success probability 0.2. P(exactly one success)?", "256/625"),
    ("Cards numbered 1 to 6, two drawn without replacement. P(sum is 7)?", "1/5"),
    ("A box holds 10 bulbs, 3 of them defective. Two are taken without replacement. P(both defective)?", "1/15"),
    ("3 of 10 bulbs are defective. Two are chosen without replacement. P(no defective)?", "7/15"),
    ("A biased coin with P(heads) = 0.6 is tossed 3 times. P(exactly 2 heads)?", "0.432"),
    ("A coin lands heads with probability 0.6 and is tossed 3 times. P(at least one head)?", "0.936"),
    ("6 good and 2 bad eggs; two taken without replacement. P(second good | first good)?", "5/7"),
    ("TP = 8, FP = 2, FN = 4, TN = 86. Recall?", "2/3"),
    ("TP=40, FP=10, FN=20, TN=30. F1?", "8/11"),
    ("Confusion matrix TP = 50, FN = 10, FP = 30, TN = 110. Accuracy?", "4/5"),
    ("A classifier has TP = 20, FP = 5, FN = 10, TN = 65. Precision and recall?", "4/5, 2/3"),
    ("TP = 28, FP = 12, FN = 7, TN = 153. P(predicted positive | positive)?", "4/5"),
    ("TP = 28, FP = 12, FN = 7, TN = 153. Specificity?", "51/55"),
    (
        "Naive Bayes: P(spam) = 0.5; P(free|spam) = 0.6, P(cash|spam) = 0.4; P(free|ham) = 0.2, "
        "P(cash|ham) = 0.1. P(spam | free, cash)?",
        "12/13",
    ),
    ("Naive Bayes filter: P(spam) = 0.25, P(win|spam) = 0.6, P(win|ham) = 0.1. P(spam|win)?", "2/3"),
    ("A delivery costs 20 with probability 0.6 and 100 with probability 0.4. Expected cost of 5 deliveries?", "260"),
    ("E[X] = 10, Var(X) = 4. E[(X-10)^2]?", "4"),
    ("X and Y are independent with E[X] = 2, E[Y] = 5. E[XY]?", "10"),
    ("A and B are independent, P(A) = 0.5, P(B) = 0.2. P(exactly one)?", "1/2"),
    ("A, B, C are independent, each with probability 1/2. P(all three)?", "1/8"),
    ("In a class of 30, 18 study French, 15 study Spanish and 7 study both. P(French or Spanish)?", "13/15"),
    ("P(A) = 0.8, P(B|A) = 0.25. P(A and B) = ?", "0.2"),
    ("P(X) = 0.3, P(Y) = 0.4, X and Y disjoint. P(X ∪ Y)?", "0.7"),
    ("P(A ∩ B) = 0.2, P(A ∩ Bᶜ) = 0.3. P(A) = ?", "0.5"),
    ("P(A) = 0.6, P(B|A) = 0.5, P(B|Aᶜ) = 0.25. P(B)?", "0.4"),
    ("Pr(A) = 0.3, Pr(B) = 0.6, Pr(A or B) = 0.72. Pr(A and B)?", "0.18"),
    ("Given P(A)=0.4, P(B)=0.7 and P(A∪B)=0.9, find P(A∩B).", "0.2"),
    ("P(rain tomorrow) = 0.3. P(no rain tomorrow)?", "0.7"),
    ("Disease prevalence 1%, sensitivity 99%, false positive rate 5%. P(disease | positive)?", "1/6"),
    ("2% of bulbs are faulty. A tester rejects 95% of faulty and 1% of good bulbs. P(faulty | rejected)?", "95/144"),
    ("Factory A makes 70% of the phones, factory B 30%. 2% of A's and 6% of B's phones fail. P(fail)?", "0.032"),
    ("40% of the class are boys. 25% of the boys and 50% of the girls wear glasses. P(glasses)?", "0.4"),
    ("80% of the days are dry. It is windy on 30% of dry days and 70% of wet days. P(wet | windy)?", "7/19"),
    ("X = 0, 10 with P = 0.9, 0.1. Var(X)?", "9"),
    ("X takes the value 3 with probability 0.4 and the value 8 with probability 0.6. E[X]?", "6"),
    ("Let X be 4 with probability q and 0 otherwise. E[X]?", "4·q"),
    ("X is either 10 or 20 with equal probability. Var(X)?", "25"),
    ("X has E[X] = 5 and E[X²] = 29. Var(X) = ?", "4"),
    ("Var(X) = 9. Var(-2X) = ?", "36"),
    ("Var(X) = 7. Var(X - 100)?", "7"),
    ("E[X] = 3, E[Y] = -1. E[X - 2Y]?", "5"),
    ("sd(X) = 4. Var(X/2)?", "4"),
    ("Independent X and Y have sd(X) = 3, sd(Y) = 4. sd(X + Y)?", "5"),
    ("Two independent measurements X and Y have variance 2 each. Var(X - Y)?", "4"),
    ("Y = 3 - X and Var(X) = 4. Var(Y)?", "4"),
    ("A die shows X. E[X^2]?", "91/6"),
    ("X is the number shown by a fair die. Var(X)?", "35/12"),
    ("X is the number of heads in 3 tosses of a fair coin. E[X]?", "3/2"),
    ("X ~ Binomial(n = 5, p = 0.2). P(X = 0)?", "0.32768"),
    ("X ~ Bin(4, 0.3). Var(X)?", "0.84"),
    ("X ~ Geometric(1/3). Var(X)?", "6"),
    ("X is exponential with rate 3. E[X]?", "1/3"),
    ("X is uniformly distributed on [2, 6]. E[X]?", "4"),
    ("f(x) = 1/2 for 0 ≤ x ≤ 2. P(X < 1/2)?", "1/4"),
    ("f(x)=\\frac{x}{2},\\ 0\\le x\\le 2.\\ E[X]=?", "4/3"),
    ("A coin is flipped 10 times. P(no heads)?", "1/1024"),
    ("Roll two dice. P(both even)?", "1/4"),
    ("A fair die is rolled twice. P(sum is 4)?", "1/12"),
    ("A fair die is rolled twice. P(both six) = ?", "1/36"),
    ("A die is rolled. P(at least 5)?", "1/3"),
    ("A die is rolled. P(prime)?", "1/2"),
    ("A card is drawn from 52 cards. P(ace or spade)?", "4/13"),
    ("Two cards are drawn without replacement from a standard deck. P(both hearts)?", "1/17"),
    ("A bag has 2 red, 3 green and 5 blue marbles; one is drawn. P(not blue)?", "1/2"),
    ("7 boys and 3 girls; two are chosen without replacement. P(one boy and one girl)?", "7/15"),
    ("Balls numbered 1 to 4, two drawn with replacement. P(sum is 5)?", "1/4"),
    ("Three independent beeps each work with probability 0.9. P(at least one works)?", "0.999"),
    ("A free throw succeeds with probability 0.8. In 3 independent throws, P(exactly two succeed)?", "0.384"),
    ("Confusion matrix: TP = 18, FP = 6, FN = 2, TN = 74. Precision?", "3/4"),
    ("TP = 18, FP = 6, FN = 2, TN = 74. False positive rate?", "3/40"),
    (
        'Naive Bayes: P(sport) = 0.5, P(politics) = 0.5; P("goal"|sport) = 0.2, P("goal"|politics) = '
        '0.05. P(sport | "goal")?',
        "0.8",
    ),
    ('P(en) = 0.9, P(de) = 0.1; P("die"|en) = 0.01, P("die"|de) = 0.3. P(de | "die")?', "10/13"),
    ("E[X]=1, Var(X)=2. E[(X-2)^2]?", "3"),
    ("E[X]=0, Var(X)=2, Y = X^2. E[Y]?", "2"),
    ("Cov(X,Y) = 2, Var(X) = 3, Var(Y) = 5. Var(X - Y)?", "4"),
    ("P(A)=0.2, P(B)=0.3, A ⊥ B. P(A ∩ B)?", "0.06"),
    ("f(x)=\\lambda e^{-\\lambda x},\\ x\\ge 0.\\ P(X>1)=?", "e^{-\\lambda}"),
)

# problem, wrong answer, the mistake (among ties, or none that has a name)
WRONG: tuple[tuple[str, str, str | None], ...] = (
    ("P(A) = 0.7, P(B) = 0.4, P(A and B) = 0.3. P(A | B) = ?", "0.3", "joint-as-conditional"),
    ("P(A) = 0.7, P(B) = 0.8, P(A and B) = 0.6. P(A | B) = ?", "7/8", "conditional-as-ratio-of-marginals"),
    ("P(A) = 0.7, P(B) = 0.8, P(A and B) = 0.6. P(A or B) = ?", "1.5", "union-overlap-not-subtracted"),
    ("P(A)=0.5, P(B|A)=0.6, P(B)=0.4. P(A and B) = ?", "0.2", "independence-assumed"),
    ("P(H)=0.02, P(E|H)=0.8, P(E|not H)=0.1. P(H|E)?", "0.8", "inverse-confusion"),
    ("P(H)=0.02, P(E|H)=0.8, P(E|not H)=0.1. P(H|E)?", "0.8/0.9", "base-rate-neglect"),
    ("P(H)=0.02, P(E|H)=0.8, P(E|not H)=0.1. P(H|E)?", "0.016", "evidence-not-divided"),
    ("P(H)=0.02, P(E|H)=0.8, P(E|not H)=0.1. P(E)?", "0.9", "total-probability-unweighted"),
    ("P(H)=0.02, P(E|H)=0.8, P(E|not H)=0.1. P(E)?", "0.45", "total-probability-unweighted"),
    ("P(H)=0.02, P(E|H)=0.8, P(E|not H)=0.1. P(E)?", "0.016", "total-probability-branch-missing"),
    ("P(D) = 0.2, P(+|D) = 0.7, P(-|not D) = 0.9. P(+|not D)?", "0.3", "complement-of-condition"),
    ("P(late) = 0.12. P(not late) = ?", "0.12", "complement-forgotten"),
    ("A coin is tossed 3 times. P(at least one head)?", "1/8", "complement-forgotten"),
    ("A die is rolled 3 times. P(at least one six)?", "1/2", "at-least-one-summed"),
    ("Four independent parts each fail with probability 0.2. P(at least one fails)?", "0.8", "at-least-one-summed"),
    (
        "Two cards are drawn from a standard deck without replacement. P(both aces)?",
        "4/52 * 4/52",
        "replacement-confused",
    ),
    (
        "5 red and 3 blue balls, two drawn without replacement. P(one of each)?",
        "5/8 * 3/7",
        "binomial-coefficient-missing",
    ),
    ("X ~ Bin(6, 1/3). P(X = 2)?", "(1/3)^2 (2/3)^4", "binomial-coefficient-missing"),
    ("A fair coin is flipped 5 times. P(exactly 2 heads)?", "1/32", "binomial-coefficient-missing"),
    ("A card is drawn from a standard deck. P(heart or king)?", "13/52 + 4/52 = 17/52", "union-overlap-not-subtracted"),
    ("X is 1, 2, 6 with probabilities 0.5, 0.3, 0.2. E[X]?", "3", "expectation-unweighted"),
    ("X is 1, 2, 6 with probabilities 0.5, 0.3, 0.2. E[X^2]?", "2.3^2", "expectation-of-square"),
    ("E[X] = 2 and Var(X) = 3. E[X^2] = ?", "4", "expectation-of-square"),
    ("X is 1, 2, 6 with probabilities 0.5, 0.3, 0.2. Var(X)?", "8.9", "variance-as-E[X^2]"),
    ("X is 1, 2, 6 with probabilities 0.5, 0.3, 0.2. Var(X)?", "8.9 - 2.3", "variance-without-square"),
    (
        "X is 1, 2, 6 with probabilities 0.5, 0.3, 0.2. Var(X)?",
        "0.5*1.3 + 0.3*0.3 + 0.2*3.7",
        "variance-without-square",
    ),
    ("E[X]=3, E[X^2]=13. Var(X)=?", "10", "variance-without-square"),
    ("E[X]=3, E[X^2]=13. Var(X)=?", "13", "variance-as-E[X^2]"),
    ("Var(X) = 5. Var(3X)?", "15", "variance-scale-not-squared"),
    ("Var(X) = 5. Var(3X + 2)?", "47", "variance-shift-added"),
    ("Var(X) = 5. Var(3X + 2)?", "17", None),
    ("Var(X)=4, Var(Y)=9, X and Y independent. Var(X-Y)=?", "-5", "variance-of-difference-subtracted"),
    ("Var(X)=9, Var(Y)=4, X and Y independent. Var(X-2Y)=?", "-7", "variance-of-difference-subtracted"),
    ("Var(X) = 9. Standard deviation of X?", "9", "sd-variance-confused"),
    ("sd(X) = 3. Var(X)?", "3", "sd-variance-confused"),
    ("X is 2 or 10, equally likely. Var(X)?", "4", "sd-variance-confused"),
    ("sd(X) = 3. sd(2X+1) = ?", "36", "sd-variance-confused"),
    ("sd(X) = 3. sd(2X+1) = ?", "7", None),
    ("sd(X) = 3. sd(4X) = ?", "6", "variance-scale-not-squared"),
    ("E[X] = 2, E[Y] = 3, Cov(X,Y) = 1. E[XY] = ?", "6", "independence-assumed"),
    ("Var(X) = 2, Var(Y) = 3, Cov(X,Y) = 1. Var(X+Y) = ?", "5", "independence-assumed"),
    (
        "5% of bolts are cracked. An X-ray flags 80% of cracked bolts and 10% of sound ones. P(cracked | flagged)?",
        "0.04",
        "evidence-not-divided",
    ),
    (
        "5% of bolts are cracked. An X-ray flags 80% of cracked bolts and 10% of sound ones. P(flagged)?",
        "0.9/2",
        "total-probability-unweighted",
    ),
    (
        "2% of people have a disease. A test is positive for 80% of the sick and "
        "10% of the healthy. P(sick | positive)?",
        "80%",
        "inverse-confusion",
    ),
    (
        "Machines A, B, C make 50%, 30%, 20% of the output; 1%, 2%, 3% of it is defective. P(defective)?",
        "0.02",
        "total-probability-unweighted",
    ),
    (
        "Presses A, B, C print 40%, 25%, 35% of the pages, with misprint rates 5%, 4%, 2%. P(A | misprint)?",
        "0.05/(0.05+0.04+0.02)",
        "base-rate-neglect",
    ),
    (
        "Presses A, B, C print 40%, 25%, 35% of the pages, with misprint rates 5%, 4%, 2%. P(A | misprint)?",
        "0.02",
        "evidence-not-divided",
    ),
    (
        "Naive Bayes: P(spam) = 0.4; P(free|spam) = 0.6, P(cash|spam) = 0.4; P(free|ham) = 0.2, P(cash|ham) = "
        "0.1. P(spam | free, cash)?",
        "0.24/(0.24+0.02)",
        "naive-bayes-prior-forgotten",
    ),
    ("TP = 28, FP = 12, FN = 7, TN = 153. P(positive | predicted positive)?", "0.8", "inverse-confusion"),
    ("TP = 28, FP = 12, FN = 7, TN = 153. Precision?", "0.8", "inverse-confusion"),
    ("TP = 28, FP = 12, FN = 7, TN = 153. P(positive | predicted positive)?", "28/200", "joint-as-conditional"),
    ("X is 1 with probability q and 0 with probability 1 - q. Var(X)?", "q", "variance-as-E[X^2]"),
    ("A and B are independent, P(A) = 0.4, P(B) = 0.25. P(A or B)?", "0.65", "union-overlap-not-subtracted"),
    ("X ~ Exp(2). P(X > 1)?", "1 - e^{-2}", "complement-forgotten"),
    ("X ~ Binomial(10, 0.2). sd(X)?", "1.6", "sd-variance-confused"),
    (
        "A delivery costs 20 with probability 0.6 and 100 with probability 0.4. Expected cost of 5 deliveries?",
        "5*60 = 300",
        "expectation-unweighted",
    ),
    ("P(A ∪ B) = 0.9, P(A) = 0.6, P(A ∩ B) = 0.2. P(B)?", "0.3", None),
    ("P(click) = 0.2, P(click|mobile) = 0.3, P(mobile) = 0.5. P(click | not mobile)?", "0.05", None),
    (
        "E[X] = 2, E[Y]=5. X and Y independent. Var(X)=1, Var(Y)=2. Var(X - Y)?",
        "-1",
        "variance-of-difference-subtracted",
    ),
    ("T has Var(T) = 4. K = T + 10. sd(K)?", "12", None),
    ("T has Var(T) = 4. K = T + 10. Var(K)?", "14", "variance-shift-added"),
    (
        "6 good and 2 bad eggs; two taken without replacement. P(second good | first good)?",
        "6/8",
        "replacement-confused",
    ),
    (
        "Seven tickets numbered 1 to 7, two drawn without replacement. P(the sum is even)?",
        "25/49",
        "replacement-confused",
    ),
    (
        "3 of 10 bulbs are defective. Two are chosen without replacement. P(at least one defective)?",
        "1 - (7/10)^2",
        "replacement-confused",
    ),
)

# problem, lines, the first wrong one, mistakes that name it, lines that carry it forward
WORK: tuple[tuple[str, list[str], int | None, set[str], list[int]], ...] = (
    (
        "P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E).",
        ["P(not H) = 0.8", "P(E) = 0.7*0.2 + 0.1*0.8 = 0.14 + 0.08 = 0.22", "P(H|E) = 0.14/0.22 = 7/11"],
        None,
        set(),
        [],
    ),
    (
        "P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E).",
        ["P(E and H) = 0.14", "P(E and not H) = 0.08", "P(E) = 0.22", "P(H|E) = P(E and H)/P(E) = 7/11 ≈ 0.636"],
        None,
        set(),
        [],
    ),
    (
        "P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E).",
        ["By the law of total probability:", "P(E) = 0.7 + 0.1 = 0.8", "P(H|E) = 0.7*0.2/0.8 = 0.175"],
        1,
        {"total-probability-unweighted"},
        [2],
    ),
    (
        "P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E).",
        ["P(E) = (0.7 + 0.1)/2 = 0.4", "P(H|E) = 0.14/0.4 = 0.35"],
        0,
        {"total-probability-unweighted"},
        [1],
    ),
    (
        "P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E).",
        ["P(E) = 0.7*0.2 = 0.14", "P(H|E) = 0.14/0.14 = 1"],
        0,
        {"joint-as-conditional", "total-probability-branch-missing"},
        [1],
    ),
    (
        "P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E).",
        ["P(E) = 0.7*0.2 + 0.1*0.8 = 0.23", "P(H|E) = 0.14/0.23 = 14/23"],
        0,
        {"arithmetic-slip"},
        [1],
    ),
    (
        "P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E).",
        ["P(E) = 0.22", "P(H|E) = 0.7*0.2 = 0.14"],
        1,
        {"evidence-not-divided", "joint-as-conditional"},
        [],
    ),
    (
        "P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E).",
        ["P(H|E) = 0.7/(0.7+0.1) = 7/8"],
        0,
        {"base-rate-neglect"},
        [],
    ),
    (
        "P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E).",
        ["P(H|E) = P(E|H) = 0.7"],
        0,
        {"inverse-confusion"},
        [],
    ),
    (
        "P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E) and P(not H|E).",
        ["P(E) = 0.22", "P(H|E) = 0.14/0.22 = 7/11", "P(not H|E) = 1 - 7/11 = 4/11"],
        None,
        set(),
        [],
    ),
    (
        "P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E) and P(not H|E).",
        ["P(E) = 0.22", "P(H|E) = 0.7", "P(not H|E) = 1 - 0.7 = 0.3"],
        1,
        {"inverse-confusion"},
        [2],
    ),
    (
        "P(D)=0.02, P(+|D)=0.8, P(-|not D)=0.9. P(D|+)?",
        ["P(+|not D) = 1 - 0.9 = 0.1", "P(+) = 0.8*0.02 + 0.1*0.98 = 0.114", "P(D|+) = 0.016/0.114 = 8/57"],
        None,
        set(),
        [],
    ),
    (
        "P(D)=0.02, P(+|D)=0.8, P(-|not D)=0.9. P(D|+)?",
        ["P(+|not D) = 1 - 0.8 = 0.2", "P(+) = 0.8*0.02 + 0.2*0.98 = 0.212", "P(D|+) = 0.016/0.212 = 4/53"],
        0,
        {"complement-of-condition"},
        [1, 2],
    ),
    (
        "P(D)=0.02, P(+|D)=0.8, P(-|not D)=0.9. P(D|+)?",
        ["P(+|D^c) = 0.9", "P(+) = 0.016 + 0.882 = 0.898"],
        0,
        {"complement-forgotten"},
        [1],
    ),
    (
        "P(D)=0.02, P(+|D)=0.8, P(-|not D)=0.9. P(D|+)?",
        ["P(+) = 0.8*0.02 + 0.1*0.98 = 0.114", "P(D|+) = 0.016/0.114 = 0.140"],
        None,
        set(),
        [],
    ),
    (
        "P(A)=\\tfrac13,\\ P(B\\mid A)=\\tfrac34,\\ P(B\\mid A^c)=\\tfrac14.\\ P(A\\mid B)=?",
        [
            "P(B)=\\frac13\\cdot\\frac34+\\frac23\\cdot\\frac14=\\frac{5}{12}",
            "P(A\\mid B)=\\frac{\\frac14}{\\frac{5}{12}}=\\frac35",
        ],
        None,
        set(),
        [],
    ),
    (
        "P(A)=\\tfrac13,\\ P(B\\mid A)=\\tfrac34,\\ P(B\\mid A^c)=\\tfrac14.\\ P(A\\mid B)=?",
        [
            "\\begin{aligned} P(B) &= \\tfrac13\\cdot\\tfrac34+\\tfrac23\\cdot\\tfrac14=\\tfrac{5}{12} \\end{aligned}",
            "P(A\\mid B)=\\tfrac13\\cdot\\tfrac34=\\tfrac14",
        ],
        1,
        {"evidence-not-divided", "joint-as-conditional"},
        [],
    ),
    (
        "5% of bolts are cracked. An X-ray flags 80% of cracked bolts and 10% of sound ones. P(cracked | flagged)?",
        ["P(flagged) = 0.05*0.8 + 0.95*0.1 = 0.135", "P(cracked | flagged) = 0.04/0.135 = 8/27"],
        None,
        set(),
        [],
    ),
    (
        "5% of bolts are cracked. An X-ray flags 80% of cracked bolts and 10% of sound ones. P(cracked | flagged)?",
        ["P(flagged) = 0.80 + 0.10 = 0.90", "P(cracked | flagged) = 0.04/0.9 = 2/45"],
        0,
        {"total-probability-unweighted"},
        [1],
    ),
    (
        "Presses A, B, C print 40%, 25%, 35% of the pages, with misprint rates 5%, 4%, 2%. P(A | misprint)?",
        ["P(misprint) = 0.02 + 0.01 + 0.007 = 0.037", "P(A|misprint) = 0.02/0.037 = 20/37"],
        None,
        set(),
        [],
    ),
    (
        "Presses A, B, C print 40%, 25%, 35% of the pages, with misprint rates 5%, 4%, 2%. P(A | misprint)?",
        ["P(misprint) = (0.05 + 0.04 + 0.02)/3 = 0.11/3", "P(A|misprint) = 0.02/(0.11/3) = 6/11"],
        0,
        {"total-probability-unweighted"},
        [1],
    ),
    (
        "Presses A, B, C print 40%, 25%, 35% of the pages, with misprint rates 5%, 4%, 2%. P(A | misprint)?",
        ["P(A and misprint) = 0.4*0.05 = 0.02", "P(A|misprint) = 0.02"],
        1,
        {"evidence-not-divided", "joint-as-conditional"},
        [],
    ),
    (
        "P(buy) = 0.3, P(buy|member) = 0.4, P(member) = 0.6, the others are guests. Find x = P(buy|guest)",
        ["P(guest) = 0.4", "0.3 = 0.4*0.6 + 0.4x", "0.06 = 0.4x", "x = 0.15"],
        None,
        set(),
        [],
    ),
    (
        "P(buy) = 0.3, P(buy|member) = 0.4, P(member) = 0.6, the others are guests. P(buy|guest)?",
        ["let x = P(buy|guest)", "0.24 + 0.4x = 0.3", "x = 0.15"],
        None,
        set(),
        [],
    ),
    (
        "P(buy) = 0.3, P(buy|member) = 0.4, P(member) = 0.6, the others are guests. P(buy|guest)?",
        ["0.3 = 0.4*0.6 + x*0.4", "0.4x = 0.06", "x = 0.06/0.4 = 0.15"],
        None,
        set(),
        [],
    ),
    (
        "P(buy) = 0.3, P(buy|member) = 0.4, P(member) = 0.6, the others are guests. Find x = P(buy|guest)",
        ["0.3 = 0.4*0.6 + x", "x = 0.06"],
        0,
        {"evidence-not-divided", "joint-as-conditional", "unknown-not-divided"},
        [1],
    ),
    (
        "P(buy) = 0.3, P(buy|member) = 0.4, P(member) = 0.6, the others are guests. Find x = P(buy|guest)",
        ["0.3 = 0.4*0.6 + x*0.4", "0.4x = 0.24", "x = 0.6"],
        1,
        {"arithmetic-slip", "total-probability-branch-missing"},
        [2],
    ),
    (
        "P(A) = 0.7, P(B) = 0.4, P(A ∪ B) = 0.8. Find P(A ∣ B).",
        ["P(A ∩ B) = 0.7 + 0.4 - 0.8 = 0.3", "P(A ∣ B) = 0.3/0.4 = 0.75"],
        None,
        set(),
        [],
    ),
    (
        "P(A) = 0.7, P(B) = 0.4, P(A ∪ B) = 0.8. Find P(A ∣ B).",
        ["P(A ∩ B) = 0.7 + 0.4 - 0.8 = 0.3", "P(A ∣ B) = 0.7/0.4 = 1.75"],
        1,
        {"conditional-as-ratio-of-marginals"},
        [],
    ),
    (
        "P(A) = 0.6, P(B) = 0.5, P(A ∩ B) = 0.2. Find P(A ∪ B) and P(neither).",
        ["P(A ∪ B) = 0.6 + 0.5 = 1.1", "P(neither) = 1 - 1.1 = -0.1"],
        0,
        {"union-overlap-not-subtracted"},
        [1],
    ),
    (
        "P(A) = 0.6, P(B) = 0.5, P(A ∩ B) = 0.2. Find P(A ∪ B) and P(neither).",
        ["P(A ∪ B) = 0.6 + 0.5 - 0.2 = 0.9", "P(neither) = 1 - 0.9 = 0.1"],
        None,
        set(),
        [],
    ),
    (
        "A and B are independent, P(A) = 0.4, P(B) = 0.25. P(just one of them)?",
        ["P(A and B) = 0.1", "P(A or B) = 0.4 + 0.25 - 0.1 = 0.55", "P(exactly one) = 0.55 - 0.1 = 0.45"],
        None,
        set(),
        [],
    ),
    (
        "A and B are independent, P(A) = 0.4, P(B) = 0.25. P(at least one)?",
        ["P(neither) = 0.6*0.75 = 0.45", "P(at least one) = 1 - 0.45 = 0.55"],
        None,
        set(),
        [],
    ),
    (
        "A and B are independent, P(A) = 0.4, P(B) = 0.25. P(at least one)?",
        ["P(neither) = 0.6*0.75 = 0.45", "P(at least one) = 0.45"],
        1,
        {"complement-forgotten"},
        [],
    ),
    (
        "X is 1, 2, 6 with probabilities 0.5, 0.3, 0.2. Var(X)?",
        ["E[X] = 0.5 + 0.6 + 1.2 = 2.3", "E[X^2] = 0.5 + 1.2 + 7.2 = 8.9", "Var(X) = 8.9 - 2.3^2 = 8.9 - 5.29 = 3.61"],
        None,
        set(),
        [],
    ),
    (
        "X is 1, 2, 6 with probabilities 0.5, 0.3, 0.2. Standard deviation?",
        ["E[X] = 2.3", "Var(X) = 0.5*(1-2.3)^2 + 0.3*(2-2.3)^2 + 0.2*(6-2.3)^2 = 3.61", "sd = sqrt(3.61) = 1.9"],
        None,
        set(),
        [],
    ),
    (
        "X is 1, 2, 6 with probabilities 0.5, 0.3, 0.2. Var(X)?",
        ["E[X] = (1+2+6)/3 = 3", "E[X^2] = 0.5 + 1.2 + 7.2 = 8.9", "Var(X) = 8.9 - 9 = -0.1"],
        0,
        {"expectation-unweighted"},
        [2],
    ),
    (
        "X is 1, 2, 6 with probabilities 0.5, 0.3, 0.2. Var(X)?",
        ["E[X] = 2.3", "E[X^2] = 2.3^2 = 5.29", "Var(X) = 5.29 - 5.29 = 0"],
        1,
        {"expectation-of-square"},
        [2],
    ),
    (
        "X is 1, 2, 6 with probabilities 0.5, 0.3, 0.2. Standard deviation?",
        ["E[X] = 2.3", "E[X^2] = 8.9", "Var(X) = 8.9 - 2.3 = 6.6", "sd = sqrt(6.6)"],
        2,
        {"variance-without-square"},
        [3],
    ),
    (
        "X is 1, 2, 6 with probabilities 0.5, 0.3, 0.2. Standard deviation?",
        ["E[X^2] = 8.9", "Var(X) = 8.9", "sd(X) = sqrt(8.9) = 2.98"],
        1,
        {"variance-as-E[X^2]"},
        [2],
    ),
    (
        "X is 1, 2, 6 with probabilities 0.5, 0.3, 0.2. Standard deviation?",
        ["Var(X) = 3.61", "sd = 3.61"],
        1,
        {"sd-variance-confused"},
        [],
    ),
    (
        "X is 1, 2, 6 with probabilities 0.5, 0.3, 0.2. E[X]?",
        ["E[X] = 1*0.5 + 2*0.3 + 6*0.2", "= 0.5 + 0.6 + 1.2", "= 2.3"],
        None,
        set(),
        [],
    ),
    (
        "X is 1, 2, 6 with probabilities 0.5, 0.3, 0.2. E[X]?",
        ["E[X] = 1*0.5 + 2*0.3 + 6*0.2", "= 0.5 + 0.6 + 1.3", "= 2.4"],
        1,
        {"arithmetic-slip"},
        [2],
    ),
    (
        "E[X] = 3 and Var(X) = 4. E[X^2] and Var(2X + 1)?",
        ["E[X^2] = 4 + 9 = 13", "Var(2X + 1) = 4*4 = 16"],
        None,
        set(),
        [],
    ),
    (
        "E[X] = 3 and Var(X) = 4. E[X^2] and Var(2X + 1)?",
        ["E[X^2] = 9", "Var(2X + 1) = 2*4 = 8"],
        0,
        {"expectation-of-square"},
        [],
    ),
    (
        "Var(X) = 4, Var(Y) = 9, X and Y independent. sd(X - Y)?",
        ["Var(X - Y) = 4 + 9 = 13", "sd(X - Y) = sqrt(13)"],
        None,
        set(),
        [],
    ),
    (
        "Var(X) = 4, Var(Y) = 1, X and Y independent. sd(X - Y)?",
        ["Var(X - Y) = 4 - 1 = 3", "sd(X - Y) = sqrt(3)"],
        0,
        {"variance-of-difference-subtracted"},
        [1],
    ),
    (
        "Var(X) = 4. sd(3X)?",
        ["Var(3X) = 3*4 = 12", "sd(3X) = sqrt(12) = 2sqrt(3)"],
        0,
        {"variance-scale-not-squared"},
        [1],
    ),
    (
        "Var(X) = 4. sd(3X + 5)?",
        ["Var(3X + 5) = 9*4 + 5 = 41", "sd = sqrt(41)"],
        0,
        {"variance-shift-added"},
        [1],
    ),
    (
        "A taxi ride costs 8 with probability 0.75 and 40 with probability 0.25. Expected cost of 12 rides?",
        ["E[C] = 8*0.75 + 40*0.25 = 6 + 10 = 16", "12*16 = 192"],
        None,
        set(),
        [],
    ),
    (
        "A taxi ride costs 8 with probability 0.75 and 40 with probability 0.25. Expected cost of 12 rides?",
        ["E[C] = 8*0.75 = 6", "12*6 = 72"],
        0,
        set(),
        [1],
    ),
    (
        "X\\sim\\text{Bin}(6,0.3).\\ P(X=2)=?",
        ["P(X=2)=\\binom{6}{2}0.3^2\\cdot 0.7^4", "=15\\cdot 0.09\\cdot 0.2401=0.324135"],
        None,
        set(),
        [],
    ),
    (
        "X ~ Binomial(4, 1/2). P(X >= 1)?",
        ["P(X = 0) = (1/2)^4 = 1/16", "P(X >= 1) = 1 - 1/16 = 15/16"],
        None,
        set(),
        [],
    ),
    (
        "X ~ Binomial(4, 1/2). P(X >= 1)?",
        ["P(X = 0) = 1/2", "P(X >= 1) = 1 - 1/2 = 1/2"],
        0,
        set(),
        [1],
    ),
    (
        "A die is rolled 3 times. P(at least one six)?",
        ["P(no six) = (5/6)^3 = 125/216", "P(at least one six) = 1 - 125/216 = 91/216"],
        None,
        set(),
        [],
    ),
    (
        "A die is rolled 3 times. P(at least one six)?",
        ["P(six) = 1/6", "P(at least one six) = 3*1/6 = 1/2"],
        1,
        {"at-least-one-summed"},
        [],
    ),
    (
        "A die is rolled 3 times. P(at least one six)?",
        ["P(no six) = (5/6)^3 = 125/216", "P(at least one six) = 125/216"],
        1,
        {"complement-forgotten"},
        [],
    ),
    (
        "5 red and 3 blue balls, two drawn without replacement. P(both red)?",
        ["P(first red) = 5/8", "P(second red | first red) = 4/7", "P(both red) = 5/8 * 4/7 = 5/14"],
        None,
        set(),
        [],
    ),
    (
        "5 red and 3 blue balls, two drawn without replacement. P(both red)?",
        ["P(first red) = 5/8", "P(second red | first red) = 5/8", "P(both red) = 5/8 * 5/8 = 25/64"],
        1,
        {"replacement-confused"},
        [2],
    ),
    (
        "5 red and 3 blue balls, two drawn without replacement. P(one of each)?",
        ["P(red then blue) = 5/8 * 3/7 = 15/56", "P(one of each) = 2 * 15/56 = 15/28"],
        None,
        set(),
        [],
    ),
    (
        "5 red and 3 blue balls, two drawn without replacement. P(one of each)?",
        ["P(red then blue) = 5/8 * 3/7 = 15/56", "P(one of each) = 15/56"],
        1,
        {"binomial-coefficient-missing"},
        [],
    ),
    (
        "Two dice are rolled. P(sum is 7)?",
        ["P(sum is 7) = 6/36 = 1/6"],
        None,
        set(),
        [],
    ),
    (
        "A classifier has TP = 36, FP = 24, FN = 4, TN = 136. Precision, recall and F1?",
        ["precision = 36/(36 + 4) = 0.9", "recall = 36/(36 + 4) = 0.9", "F1 = 0.9"],
        0,
        {"inverse-confusion"},
        [2],
    ),
    (
        "Classifier with TP = 36, FP = 24, FN = 4, TN = 136. Accuracy?",
        ["accuracy = (36 + 136)/200 = 0.86"],
        None,
        set(),
        [],
    ),
    (
        "Naive Bayes with logarithms: P(spam) = 0.3; P(prize|spam) = 0.4, P(offer|spam) = 0.5; "
        "P(prize|ham) = 0.05, P(offer|ham) = 0.2. P(spam|prize,offer)?",
        [
            "score(spam) = 0.4*0.5 = 0.2",
            "score(ham) = 0.05*0.2 = 0.01",
            "P(spam|prize,offer) = 0.2/(0.2 + 0.01) = 20/21",
        ],
        0,
        {"naive-bayes-prior-forgotten"},
        [2],
    ),
    (
        "Naive Bayes with logarithms: P(spam) = 0.3; P(prize|spam) = 0.4, P(offer|spam) = 0.5; "
        "P(prize|ham) = 0.05, P(offer|ham) = 0.2. P(spam|prize,offer)?",
        ["score(spam) = 0.3*0.4*0.5 = 0.06", "score(ham) = 0.7*0.05*0.2 = 0.007", "P(spam|prize,offer) = 0.06"],
        2,
        {"evidence-not-divided", "joint-as-conditional"},
        [],
    ),
    (
        "Filter by log odds: P(spam) = 0.2, P(prize|spam) = 0.7, P(prize|ham) = 0.1. P(spam|prize)?",
        [
            "prior odds = 1/4",
            "log odds = ln(1/4) + ln 7 = ln(7/4)",
            "odds = 7/4",
            "P(spam|prize) = (7/4)/(1 + 7/4) = 7/11",
        ],
        None,
        set(),
        [],
    ),
    (
        "Filter by log odds: P(spam) = 0.2, P(prize|spam) = 0.7, P(prize|ham) = 0.1. P(spam|prize)?",
        ["odds = 7", "P(spam|prize) = 7/8"],
        0,
        {"naive-bayes-prior-forgotten"},
        [1],
    ),
    (
        "P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E).",
        ["We use Bayes' theorem.", "So P(E) = 0.22 by the law of total probability", "Hence P(H|E) = 0.14/0.22 = 7/11"],
        None,
        set(),
        [],
    ),
    (
        "P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E).",
        ["0.7*0.2 = 0.14", "0.1*0.8 = 0.08", "0.14 + 0.08 = 0.22", "0.14/0.22 = 7/11"],
        None,
        set(),
        [],
    ),
    (
        "P(H)=0.2, P(E|H)=0.7, P(E|not H)=0.1. Find P(H|E).",
        ["0.7/(0.7 + 0.1) = 7/8"],
        0,
        {"base-rate-neglect"},
        [],
    ),
    (
        "Y is 5 with probability 0.6 and 15 with probability 0.4. Var(Y)?",
        ["E(Y) = 9", "E(Y²) = 105", "Var(Y) = 105 − 81 = 24"],
        None,
        set(),
        [],
    ),
    (
        "Y is 5 with probability 0.6 and 15 with probability 0.4. Var(Y)?",
        ["mean = 5·0.6 + 15·0.4 = 9", "variance = 0.6·(5−9)² + 0.4·(15−9)² = 9.6 + 14.4 = 24"],
        None,
        set(),
        [],
    ),
    (
        "Y is 5 with probability 0.6 and 15 with probability 0.4. Var(Y)?",
        ["μ = 9", "σ² = 105 - 9² = 24"],
        None,
        set(),
        [],
    ),
    (
        "Y is 5 with probability 0.6 and 15 with probability 0.4. sd(Y)?",
        ["E[Y] = 9", "E[Y^2] = 105", "Var(Y) = E[Y^2] - E[Y]^2 = 105 - 81 = 24", "sd(Y) = 24"],
        3,
        {"sd-variance-confused"},
        [],
    ),
    (
        "Y is 5 with probability 0.6 and 15 with probability 0.4. Var(Y)?",
        ["E[Y] = 10", "E[Y^2] = 105", "Var(Y) = 105 - 100 = 5"],
        0,
        {"expectation-unweighted"},
        [2],
    ),
    (
        "P(A)=0.5, P(B|A)=0.4, P(B|not A)=0.2. P(A|B)?",
        ["P(A,B) = 0.2", "P(not A,B) = 0.1", "P(B) = 0.2 + 0.1 = 0.3", "P(A|B) = 0.2/0.3 = 2/3"],
        None,
        set(),
        [],
    ),
    (
        "P(A)=0.5, P(B|A)=0.4, P(B|not A)=0.2. P(A|B)?",
        ["P(B) = 0.4*0.5 + 0.2*0.5 = 0.3", "P(A|B) = P(B|A)P(A)/P(B) = 0.4*0.5/0.3 = 2/3"],
        None,
        set(),
        [],
    ),
    (
        "P(A)=0.5, P(B|A)=0.4, P(B|not A)=0.2. P(A|B)?",
        ["P(B) = P(B|A)P(A) + P(B|not A)P(not A) = 0.2 + 0.1 = 0.3", "P(A|B) = P(A)/P(B) = 0.5/0.3 = 5/3"],
        1,
        {"conditional-as-ratio-of-marginals"},
        [],
    ),
    (
        "P(A)=0.5, P(B|A)=0.4, P(B|not A)=0.2. P(A|B)?",
        ["P(B) = P(B|A) + P(B|not A) = 0.6", "P(A|B) = 0.2/0.6 = 1/3"],
        0,
        {"total-probability-unweighted"},
        [1],
    ),
    (
        "P(A)=0.5, P(B|A)=0.4, P(B|not A)=0.2. P(A|B)?",
        ["P(not A) = 1 - 0.5 = 0.6", "P(B) = 0.4*0.5 + 0.2*0.6 = 0.32", "P(A|B) = 0.2/0.32 = 0.625"],
        0,
        {"arithmetic-slip"},
        [1, 2],
    ),
    (
        "P(A)=0.5, P(B|A)=0.4, P(B|not A)=0.2. P(A|B)?",
        ["p = 0.4*0.5 + 0.2*0.5 = 0.3", "P(A|B) = 0.2/p = 2/3"],
        None,
        set(),
        [],
    ),
    (
        "P(A)=0.5, P(B|A)=0.4, P(B|not A)=0.2. P(not A|B)?",
        ["P(B) = 0.3", "P(A|B) = 2/3", "P(not A|B) = 1/3"],
        None,
        set(),
        [],
    ),
    (
        "P(A)=0.5, P(B|A)=0.4, P(B|not A)=0.2. P(not A|B)?",
        ["P(B) = 0.3", "P(A|B) = 2/3", "P(not A|B) = 2/3"],
        2,
        {"complement-forgotten"},
        [],
    ),
    (
        "P(A)=0.5, P(B|A)=0.4, P(B|not A)=0.2. P(A|B)?",
        ["P(B) = 0.3", "Therefore P(A|B) = 0.667"],
        None,
        set(),
        [],
    ),
    (
        "P(A)=0.5, P(B|A)=0.4, P(B|not A)=0.2. P(A|B)?",
        ["P(B) = 0.3, so P(A|B) = 0.2/0.3 = 2/3"],
        None,
        set(),
        [],
    ),
    (
        "P(A)=0.5, P(B|A)=0.4, P(B|not A)=0.2. P(A|B)?",
        ["P(B) = 30%", "P(A|B) = 20%/30% = 2/3"],
        None,
        set(),
        [],
    ),
    (
        "P(click) = 0.2, P(click|mobile) = 0.3, P(mobile) = 0.5. P(mobile|click)?",
        ["P(M|C) = P(C|M)P(M)/P(C) = 0.3*0.5/0.2 = 0.75"],
        None,
        set(),
        [],
    ),
    (
        "P(click) = 0.2, P(click|mobile) = 0.3, P(mobile) = 0.5. P(mobile|click)?",
        ["P(mobile and click) = 0.3*0.5 = 0.15", "P(mobile|click) = 0.15"],
        1,
        {"evidence-not-divided", "joint-as-conditional"},
        [],
    ),
    (
        "P(fog) = 0.3, P(frost) = 0.4, P(fog and frost) = 0.2. P(fog | frost) and P(fog or frost)?",
        ["P(fog | frost) = 0.2/0.4 = 0.5", "P(fog or frost) = 0.3 + 0.4 = 0.7"],
        1,
        {"union-overlap-not-subtracted"},
        [],
    ),
    (
        "P(fog) = 0.3, P(frost) = 0.4, P(fog and frost) = 0.2. P(neither)?",
        ["P(fog ∪ frost) = 0.3 + 0.4 − 0.2 = 0.5", "P(neither) = 1 − 0.5 = 0.5"],
        None,
        set(),
        [],
    ),
    (
        "P(fog) = 0.3, P(frost) = 0.4, P(fog and frost) = 0.2. P(neither)?",
        ["P(not fog) = 0.7, P(not frost) = 0.6", "P(neither) = 0.7·0.6 = 0.42"],
        1,
        {"independence-assumed"},
        [],
    ),
    (
        "A, B, C are independent, each with probability 0.1. P(at least one)?",
        ["P(none) = 0.9^3 = 0.729", "P(at least one) = 1 - 0.729 = 0.271"],
        None,
        set(),
        [],
    ),
    (
        "A, B, C are independent, each with probability 0.1. P(at least one)?",
        ["P(at least one) = 0.1 + 0.1 + 0.1 = 0.3"],
        0,
        {"at-least-one-summed"},
        [],
    ),
    (
        "Four cameras each overlook a car with probability 0.3, independently. P(at least one overlooks it)?",
        ["P(none overlooks) = 0.7^4 = 0.2401", "P(at least one overlooks) = 1 - 0.2401 = 0.7599"],
        None,
        set(),
        [],
    ),
    (
        "Four cameras each overlook a car with probability 0.3, independently. P(at least one overlooks it)?",
        ["P(none overlooks) = 0.3^4 = 0.0081", "P(at least one) = 1 - 0.0081 = 0.9919"],
        0,
        set(),
        [1],
    ),
    (
        "A and B are independent with Var(A) = 0.4 and Var(B) = 0.3. Standard deviation of 5A - 2B?",
        ["Var(5A) = 5*0.4 = 2", "Var(2B) = 4*0.3 = 1.2", "Var(5A - 2B) = 2 + 1.2 = 3.2", "sd = sqrt(3.2)"],
        0,
        {"variance-scale-not-squared"},
        [2, 3],
    ),
    (
        "A and B are independent with Var(A) = 0.4 and Var(B) = 0.3. Standard deviation of 5A - 2B?",
        ["Var(5A - 2B) = 25*0.4 + 4*0.3 = 11.2", "sd = √11.2 ≈ 3.347"],
        None,
        set(),
        [],
    ),
    (
        "X ~ Binomial(5, 0.3). P(X >= 2)?",
        [
            "P(X = 0) = 0.7^5 = 0.16807",
            "P(X = 1) = 5*0.3*0.7^4 = 0.36015",
            "P(X >= 2) = 1 - 0.16807 - 0.36015 = 0.47178",
        ],
        None,
        set(),
        [],
    ),
    (
        "X ~ Binomial(5, 0.3). P(X >= 2)?",
        ["P(X = 0) = 0.7^5 = 0.16807", "P(X = 1) = 0.3*0.7^4 = 0.07203", "P(X >= 2) = 1 - 0.16807 - 0.07203 = 0.7599"],
        1,
        {"binomial-coefficient-missing"},
        [2],
    ),
    (
        "X ~ Binomial(5, 0.3). E[X] and Var(X)?",
        ["E[X] = 5*0.3 = 1.5", "Var(X) = 5*0.3*0.7 = 1.05"],
        None,
        set(),
        [],
    ),
    (
        "X ~ Poisson(2). P(X >= 1)?",
        ["P(X = 0) = e^{-2}", "P(X >= 1) = 1 - e^{-2}"],
        None,
        set(),
        [],
    ),
    (
        "f(x)=3e^{-3x},\\ x\\ge 0.\\ P(X>2)=?",
        ["P(X \\le 2) = 1 - e^{-6}", "P(X > 2) = e^{-6}"],
        None,
        set(),
        [],
    ),
    (
        "f(x) = 2x, 0 ≤ x ≤ 1. Var(X)?",
        ["E[X] = 2/3", "E[X^2] = 1/2", "Var(X) = 1/2 - 4/9 = 1/18"],
        None,
        set(),
        [],
    ),
    (
        "f(x) = 2x, 0 ≤ x ≤ 1. Var(X)?",
        ["E[X] = 2/3", "E[X^2] = 4/9", "Var(X) = 0"],
        1,
        {"expectation-of-square"},
        [2],
    ),
    (
        "Seven tickets numbered 1 to 7, two drawn without replacement. P(the sum is even)?",
        ["P(both odd) = 4/7 * 3/6 = 2/7", "P(both even) = 3/7 * 2/6 = 1/7", "P(sum is even) = 2/7 + 1/7 = 3/7"],
        None,
        set(),
        [],
    ),
    (
        "Seven tickets numbered 1 to 7, two drawn without replacement. P(the sum is even)?",
        ["P(both odd) = 4/7 * 4/7 = 16/49", "P(both even) = 3/7 * 3/7 = 9/49", "P(sum even) = 25/49"],
        0,
        {"replacement-confused"},
        [],
    ),
    (
        "9 ripe and 6 green pears, two picked without replacement. P(both ripe)?",
        ["9/15 * 8/14 = 72/210", "= 12/35"],
        None,
        set(),
        [],
    ),
    (
        "9 ripe and 6 green pears, two picked without replacement. P(at least one green)?",
        ["P(both ripe) = 9/15 * 8/14 = 12/35", "P(at least one green) = 1 - 12/35 = 23/35"],
        None,
        set(),
        [],
    ),
    (
        "9 ripe and 6 green pears, two picked without replacement. P(at least one green)?",
        ["P(both ripe) = 9/15 * 9/15 = 9/25", "P(at least one green) = 1 - 9/25 = 16/25"],
        0,
        {"replacement-confused"},
        [1],
    ),
    (
        "A classifier has TP = 36, FP = 24, FN = 4, TN = 136. Precision, recall and F1?",
        ["precision = 36/60 = 3/5", "recall = 36/40 = 9/10", "F1 = (0.6 + 0.9)/2 = 0.75"],
        2,
        set(),
        [],
    ),
    (
        "Classifier with TP = 36, FP = 24, FN = 4, TN = 136. Precision?",
        ["precision = TP/(TP + FP) = 36/60 = 0.6"],
        None,
        set(),
        [],
    ),
    (
        "Naive Bayes: P(spam) = 0.3; P(prize|spam) = 0.4, P(offer|spam) = 0.5; P(prize|ham) = 0.05, "
        "P(offer|ham) = 0.2. P(spam|prize,offer)?",
        [
            "P(prize,offer|spam) = 0.4*0.5 = 0.2",
            "P(prize,offer|ham) = 0.05*0.2 = 0.01",
            "P(prize,offer) = 0.2*0.3 + 0.01*0.7 = 0.067",
            "P(spam|prize,offer) = 0.06/0.067 = 60/67",
        ],
        None,
        set(),
        [],
    ),
    (
        "Naive Bayes: P(spam) = 0.3; P(prize|spam) = 0.4, P(offer|spam) = 0.5; P(prize|ham) = 0.05, "
        "P(offer|ham) = 0.2. P(spam|prize,offer)?",
        ["P(prize,offer|spam) = 0.2", "P(prize,offer|ham) = 0.01", "P(spam|prize,offer) = 0.2/(0.2+0.01) = 20/21"],
        2,
        {"naive-bayes-prior-forgotten"},
        [],
    ),
    (
        "Naive Bayes with logarithms: P(spam) = 0.3; P(prize|spam) = 0.4, P(offer|spam) = 0.5; "
        "P(prize|ham) = 0.05, P(offer|ham) = 0.2. P(spam|prize,offer)?",
        [
            "ln score(spam) = ln 0.4 + ln 0.5 = ln 0.2",
            "ln score(ham) = ln 0.7 + ln 0.05 + ln 0.2 = ln 0.007",
            "P(spam|prize,offer) = 0.2/(0.2 + 0.007) = 200/207",
        ],
        0,
        {"naive-bayes-prior-forgotten"},
        [2],
    ),
    (
        "Bus 1 runs on 70% of days and is late 10% of the time; bus 2 runs on 30% of days and is late 40% of the "
        "time. P(late)?",
        ["P(late) = 0.7*0.1 + 0.3*0.4 = 0.07 + 0.12 = 0.19"],
        None,
        set(),
        [],
    ),
    (
        "Bus 1 runs on 70% of days and is late 10% of the time; bus 2 runs on 30% of days and is late 40% of the "
        "time. P(bus 2 | late)?",
        ["P(late) = 0.19", "P(bus 2 | late) = 0.12/0.19 = 12/19"],
        None,
        set(),
        [],
    ),
    (
        "2% of people have a disease. A test is positive for 80% of the sick and 10% of the healthy. P(sick | "
        "positive)?",
        ["P(positive) = 0.02*0.8 + 0.98*0.1 = 0.114", "P(sick | positive) = 0.016/0.114 = 8/57"],
        None,
        set(),
        [],
    ),
    (
        "2% of people have a disease. A test is positive for 80% of the sick and 10% of the healthy. P(sick | "
        "positive)?",
        ["P(positive) = 0.8*0.02 + 0.1*0.02 = 0.018", "P(sick | positive) = 0.016/0.018 = 8/9"],
        0,
        set(),
        [1],
    ),
    (
        "E[X] = 3 and Var(X) = 2. E[(X-1)^2]?",
        ["E[X^2] = 2 + 9 = 11", "E[(X-1)^2] = E[X^2] - 2E[X] + 1", "= 11 - 6 + 1 = 6"],
        None,
        set(),
        [],
    ),
    (
        "E[X] = 3 and Var(X) = 2. E[(X-1)^2]?",
        ["E[X^2] = 9", "E[(X-1)^2] = 9 - 6 + 1 = 4"],
        0,
        {"expectation-of-square"},
        [1],
    ),
)


@pytest.mark.parametrize(("problem", "answer"), RIGHT)
def test_right_answer(problem: str, answer: str) -> None:
    verdict = check(problem, answer)
    assert verdict.status == "correct", verdict


@pytest.mark.parametrize(("problem", "answer", "slug"), WRONG)
def test_wrong_answer(problem: str, answer: str, slug: str | None) -> None:
    verdict = check(problem, answer)
    assert verdict.status == "wrong", verdict
    assert verdict.evidence is not None
    assert verdict.evidence.kind == "refuted"
    if slug is not None:
        assert verdict.mistake is not None
        assert verdict.mistake.slug == slug, [verdict.mistake.slug, *(tie.slug for tie in verdict.ties)]


@pytest.mark.parametrize(("problem", "lines", "first", "slugs", "carried"), WORK)
def test_worked_lines(problem: str, lines: list[str], first: int | None, slugs: set[str], carried: list[int]) -> None:
    marking = check_work(problem, lines)
    assert marking.first_wrong == first, marking
    if slugs:
        assert marking.mistake is not None
        assert marking.mistake.slug in slugs
    assert [i for i, line in enumerate(marking.lines) if line.status == "carried_forward"] == carried, marking


# The shared cases


def _cases(name: str) -> list[dict[str, object]]:
    path = CASES / name
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [case for case in map(json.loads, lines) if case["domain"] == "probability"]


@pytest.mark.parametrize("case", _cases("answers.jsonl"), ids=lambda case: case["id"])
def test_shared_answer(case: dict[str, object]) -> None:
    verdict = check(str(case["problem"]), str(case["answer"]))
    assert verdict.status == ("correct" if case["correct"] else "wrong"), verdict
    if case["mistake"]:
        assert verdict.mistake is not None
        assert verdict.mistake.slug in {case["mistake"], *case.get("mistake_alt", [])}  # type: ignore[attr-defined]


@pytest.mark.parametrize("case", _cases("work.jsonl"), ids=lambda case: case["id"])
def test_shared_work(case: dict[str, object]) -> None:
    marking = check_work(str(case["problem"]), list(case["lines"]))  # type: ignore[call-overload]
    assert marking.first_wrong == case["first_wrong"], marking
    if case["mistake"]:
        assert marking.mistake is not None
        assert marking.mistake.slug in {case["mistake"], *case.get("mistake_alt", [])}  # type: ignore[attr-defined]
    assert [i for i, line in enumerate(marking.lines) if line.status == "carried_forward"] == case["carried_forward"]


@pytest.mark.skipif(not (CASES / "mistakes.json").exists(), reason="the shared vocabulary is not here")
def test_every_slug_of_the_vocabulary_is_a_mistake_on_a_rule() -> None:
    vocabulary = json.loads((CASES / "mistakes.json").read_text(encoding="utf-8"))
    wanted = {entry["slug"] for entry in vocabulary if entry["domain"] == "probability"}
    assert wanted
    assert wanted <= {mistake.slug for rule in load_book("probability") for mistake in rule.mistakes}


# Rounded, in percent, in another form, left open


THIRD = "P(A and B) = 0.1, P(B) = 0.3. P(A | B) = ?"
FORMS: tuple[tuple[str, str, str], ...] = (
    (THIRD, "1/3", "correct"),
    (THIRD, "\\frac{2}{6}", "correct"),
    (THIRD, "0.1/0.3", "correct"),
    (THIRD, "P(A | B) = 0.1/0.3 = 1/3", "correct"),
    (THIRD, "1/3 ≈ 0.333", "correct"),
    (THIRD, "0.1/0.3 = 0.333", "correct"),
    (THIRD, "0.333", "wrong_form"),
    (THIRD, "33.3%", "wrong_form"),
    (THIRD, "0.33", "wrong_form"),
    (THIRD, "0.332", "wrong"),
    (THIRD, "0.34", "wrong"),
    (THIRD, "0.3", "wrong"),
    (THIRD, "P(A and B)/P(B)", "wrong_form"),
    (THIRD, "the answer is 1/3", "correct"),
    (THIRD, "1/3 by definition", "correct"),
    (THIRD, "0.3 or 1/3", "undecided"),
    ("X ~ Exp(2). P(X > 1)?", "e^{-2}", "correct"),
    ("X ~ Exp(2). P(X > 1)?", "exp(-2)", "correct"),
    ("X ~ Exp(2). P(X > 1)?", "0.1353", "wrong_form"),
    ("X ~ Exp(2). P(X > 1)?", "0.1354", "wrong"),
    ("Var(X) = 4, Var(Y) = 9, X and Y independent. sd(X + Y)?", "√13", "correct"),
    ("Var(X) = 4, Var(Y) = 9, X and Y independent. sd(X + Y)?", "3.606", "wrong_form"),
    ("X is 1 with probability q and 0 with probability 1 - q. Var(X)?", "q(1-q)", "correct"),
    ("X is 1 with probability q and 0 with probability 1 - q. Var(X)?", "q - q^2", "correct"),
    ("X is 1 with probability q and 0 with probability 1 - q. Var(X)?", "q + q^2", "wrong"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "0.35", "undecided"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "0.7", "wrong"),
    ("P(A) = 0.7, P(B) = 0.5. P(A and B)?", "it cannot be determined", "correct"),
    ("E[X] = 3 and Var(X) = 4. E[X^2] and Var(2X + 1)?", "13 and 16", "correct"),
    ("E[X] = 3 and Var(X) = 4. E[X^2] and Var(2X + 1)?", "Var(2X+1) = 16, E[X^2] = 13", "correct"),
    ("E[X] = 3 and Var(X) = 4. E[X^2] and Var(2X + 1)?", "16 and 13", "wrong"),
    ("E[X] = 3 and Var(X) = 4. E[X^2] and Var(2X + 1)?", "13", "undecided"),
    (THIRD, "1/0", "undecided"),
    (THIRD, "", "unreadable"),
    (THIRD, "P(C) = 1/3", "undecided"),
    (THIRD, "9^9^9^9", "unreadable"),
    (THIRD, "__import__('os')", "unreadable"),
    (THIRD, "(" * 5000, "unreadable"),
    (THIRD, "1" * 100_000, "unreadable"),
    (THIRD, "\x00", "unreadable"),
    ("P(A) = 0.3. The moon is full twice a week. P(not A)?", "0.7", "undecided"),
    ("P(A) = 0.3, and two more things hold. P(not A)?", "0.7", "undecided"),
    ("A lottery ticket costs 2 and wins 100 with probability 0.01. Expected profit?", "1", "undecided"),
    ("X is 1 with probability 0.5 and 2 with probability 0.4. E[X]?", "1.3", "undecided"),
    ("A student knows the answer with probability 0.6, else guesses among 4 options. P(correct)?", "0.6", "undecided"),
    ("3 red and 2 blue balls, two drawn. P(both red)?", "3/10", "undecided"),
    ("Three servers each fail with probability 0.1. P(at least one fails)?", "0.271", "undecided"),
)  # fmt: skip


@pytest.mark.parametrize(("problem", "answer", "status"), FORMS)
def test_forms_of_answers(problem: str, answer: str, status: str) -> None:
    verdict = check(problem, answer)
    assert verdict.status == status, verdict


@pytest.mark.parametrize(
    "problem",
    [
        "P(A) = 0.3. " + "a " * 3000 + "P(not A)?",
        "P(" * 400 + "A" + ")" * 400 + " = ?",
        "A " + "very " * 200 + "biased coin shows heads with probability 0.5. P(head)?",
        "X is " + "1, " * 200 + " with probabilities " + "0.1, " * 100 + ". E[X]?",
        "X ~ Binomial(200, 0.5). P(X >= 1)?. P(A)?",
        "A 1000-sided die is rolled 3 times. P(sum is 7)?",
        "Cards numbered 1 to 999999999, two drawn with replacement. P(sum is 7)?",
        "P(A) = 9^9^9^9. P(not A)?",
    ],
)
def test_hostile_problems_are_left_undecided_soon(problem: str) -> None:
    started = time.perf_counter()
    assert check(problem, "0.7").status == "undecided"
    assert time.perf_counter() - started < 5


def test_a_variable_of_many_values() -> None:
    problem = "X ~ Binomial(200, 0.5). P(X >= 1)?"
    assert check(problem, "1 - 1/2^200").status == "correct"
    verdict = check(problem, "100")
    assert verdict.mistake is not None
    assert verdict.mistake.slug == "at-least-one-summed"


def test_lines_that_are_no_lines() -> None:
    marking = check_work(THIRD, ["P(A | B) = ((((", "0." + "1" * 5000, "so we divide", "P(A | B) = 1/0", "\x00 = 1"])
    assert [line.status for line in marking.lines] == ["unreadable", "unreadable", "note", "undecided", "unreadable"]


def test_what_is_rounded_is_said_to_be() -> None:
    assert "rounded" in check(THIRD, "0.333").reason
    assert "rounded" in check(THIRD, "1/3 = 0.333").reason


# Generated problems


def _share(random: Random) -> Fraction:
    return Fraction(random.randint(1, 19), 20)


def _problem(random: Random) -> str:
    """A problem of Bayes, total probability, an expected value or a variance, with random numbers."""
    a, b, c = (_share(random) for _ in range(3))
    values = random.sample(range(-5, 12), 3)
    first, second = Fraction(random.randint(1, 8), 20), Fraction(random.randint(1, 8), 20)
    table = (
        f"X is {', '.join(map(str, values))} with probabilities {float(first)}, {float(second)}, "
        f"{float(1 - first - second):.4g}."
    )
    m, v, k = random.randint(1, 9), random.randint(1, 9), random.randint(2, 5)
    return random.choice(
        (
            f"P(H) = {float(a)}, P(E|H) = {float(b)}, P(E|not H) = {float(c)}. P(H|E)?",
            f"P(H) = {a}, P(E|H) = {b}, P(E|not H) = {c}. P(E)?",
            f"P(H) = {float(a)}, P(E|H) = {float(b)}, P(E|not H) = {float(c)}. P(not H|E)?",
            f"{table} E[X]?",
            f"{table} Var(X)?",
            f"{table} E[X^2]?",
            f"E[X] = {m} and Var(X) = {v}. E[X^2]?",
            f"Var(X) = {m}, Var(Y) = {v}, X and Y independent. Var({k}X - Y)?",
        )
    )


PROBLEMS = [_problem(Random(seed)) for seed in range(60)]


def _lines(problem: str) -> list[str]:
    """What our own derivation says, a line a step."""
    from workings.expression.probability_goals import About, Chance
    from workings.show import to_text

    said = []
    for step in wk.derive(problem).steps:
        if isinstance(step.goal, Chance | About):
            line = step.rule.rewrite(step.goal, lambda smaller: smaller)
            said.append(" = ".join(to_text(side) for side in (step.goal, line, step.answer)))
    return said


@pytest.mark.parametrize("problem", PROBLEMS[:30])
def test_our_own_lines_follow(problem: str) -> None:
    marking = check_work(problem, _lines(problem))
    assert {line.status for line in marking.lines} == {"follows"}, marking


@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_mistake_is_found_again(problem: str) -> None:
    """Each law broken in each way leads to an answer that is wrong, and is explained by that mistake or by a tie."""
    from workings.marking.checker import _sheet
    from workings.probability.exact import exact

    sheet = _sheet(problem, load_book())
    (query,) = sheet.stated.queries  # type: ignore[attr-defined]
    for value, slip in sheet.ground.wrong(query.quantity, 0):  # type: ignore[attr-defined]
        number = exact(value)
        if number is not None:
            verdict = check(problem, str(number))
            assert verdict.status == "wrong", (problem, number)
            assert verdict.mistake is not None
            assert slip.mistake.slug in {verdict.mistake.slug, *(tie.slug for tie in verdict.ties)}


def _rewritten(value: Fraction, random: Random) -> str:
    """The same number in another form."""
    k = random.randint(2, 9)
    part = Fraction(random.randint(1, 9), random.randint(2, 9))
    return random.choice(
        (
            f"{value.numerator * k}/{value.denominator * k}",
            f"\\frac{{{value.numerator}}}{{{value.denominator}}}",
            f"{part} + ({value - part})",
            f"1 - ({1 - value})",
            f"({value})/({part}) * {part}",
            f"{value * 100}%" if (value * 100).denominator == 1 else str(value),
            f"({value * k})/{k} = {value}",
        )
    )


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_right_value_in_any_form_and_any_other_value(problem: str) -> None:
    random = Random(problem)
    result = wk.derive(problem).result
    value = Fraction(int(result.p), int(result.q))
    for _ in range(4):
        answer = _rewritten(value, random)
        assert check(problem, answer).status == "correct", answer
        other = value + random.choice((-1, 1)) * Fraction(random.randint(1, 9), 10 ** random.randint(1, 6))
        assert check(problem, str(other)).status == "wrong", other


_TEST = (
    "A disease affects 1% of a population. A test is positive for 95% of people with the disease and for 3% of "
    "healthy people. What is the probability that a person who tests positive has the disease?"
)
_DRAWS = (
    "A bag contains 5 red and 3 blue balls. Two balls are drawn without replacement. What is the probability that "
    "both are red?"
)


@pytest.mark.parametrize(
    ("problem", "lines", "statuses"),
    [
        (_TEST, ["P(positive) = 0.0392", "P(sick|T) = P(T|sick)P(sick)/P(T)", "= 0.95·0.01/(0.95·0.01 + 0.03·0.99)"],
         "follows undecided follows"),
        (_TEST, ["P(positive) = 0.0392", "P(sick) = 0.01", "= 1/100"], "follows undecided undecided"),
        (_TEST, ["P(positive) = 0.0392", "xyz(?) = foo", "= 0.0095"], "follows unreadable undecided"),
        (_TEST, ["P(positive)", "= 0.0392", "0.95*0.01", "= 0.0095"], "note follows follows follows"),
        (_TEST, ["Let D = has the disease, T = tests positive.", "P(T|D) = 0.95", "P(T|D^c) = 0.04"],
         "note follows wrong"),
        (_TEST, ["D: has the disease", "+: tests positive", "P(+|D) = 0.95", "P(D|+) = 95/392"],
         "note note follows follows"),
        (_TEST, ["Let D be the event that a person has the disease, and T the event that they test positive.",
                 "P(T) = 0.95*0.01 + 0.03*0.99", "= 0.0392", "P(D|T) = 0.0095/0.0392", "= 95/392"],
         "note follows follows follows follows"),
        (_TEST, ["Let D = is tall", "P(D) = 0.5", "= 0.25"], "note undecided undecided"),
        (_DRAWS, ["The probability that the first ball is red is 5/8. Given that, the probability that the second is "
                  "red is 4/7."], "follows"),
        (_DRAWS, ["The probability that the first ball is red is 5/8.",
                  "Given that, the probability that the second is red is 5/8."], "follows wrong"),
        (_DRAWS, ["Let A be the event that the first ball is red and B the event that the second ball is red",
                  "P(B|A) = 4/7", "P(A and B) = 20/56"], "note follows follows"),
        ("X ~ Bin(5, 1/2). What is P(X = 2)?", ["P(X = k) = C(n,k) p^k (1-p)^(n-k)", "= 10/32"], "undecided follows"),
    ],
)  # fmt: skip
def test_names_and_lines_that_are_not_understood(problem: str, lines: list[str], statuses: str) -> None:
    """A name given to an event is read; what is not understood never makes a later line wrong."""
    assert [line.status for line in wk.check_work(problem, lines).lines] == statuses.split()

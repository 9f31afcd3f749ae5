"""Problems in words from the breadth of a first course, each with the answer worked out by hand as a fraction.

Every one is derived, and the answer marked as right; below, partitions of two to six causes said in many ways.
"""

from fractions import Fraction
from random import Random

import pytest

import workings as wk

PROBLEMS = r"""
A disease affects 1% of a population. A test has sensitivity 95% and specificity 90%. What is the probability that a
person who tests positive has the disease?
-> 19/217

One in a thousand people has a rare disease. A test for it is positive in 99% of the people who have it and in 2% of
the people who do not. A randomly chosen person tests positive. What is the probability that they have the disease?
-> 11/233

Three machines A, B and C produce 50%, 30% and 20% of the total output. The percentages of defective output are 3%, 4%
and 5%. If an item is selected at random, find the probability that it is defective.
-> 37/1000

Three machines A, B and C produce 50%, 30% and 20% of the total output. The percentages of defective output are 3%, 4%
and 5%. An item is found defective. What is the probability that it was produced by machine A?
-> 15/37

Bag I contains 3 red and 4 black balls and bag II contains 5 red and 6 black balls. One bag is chosen at random and a
ball is drawn from it. The ball is red. What is the probability that it was drawn from bag II?
-> 35/68

The probability that it rains tomorrow is 0.2. If it rains, the match is cancelled with probability 0.9. If it does
not rain, the match is cancelled with probability 0.05. What is the probability that the match is cancelled?
-> 11/50

A test for a disease has a false positive rate of 5% and a false negative rate of 2%. The prevalence of the disease is
3%. What is P(disease | positive)?
-> 294/779

A box contains three coins: one fair coin, one two-headed coin, and one biased coin that lands heads 75% of the time.
One coin is chosen at random and flipped, and it shows heads. What is the probability that it was the two-headed coin?
-> 4/9

A company buys tires from two suppliers, 1 and 2. Supplier 1 supplies 40% of the tires and supplier 2 supplies 60%.
10% of the tires from supplier 1 and 5% of the tires from supplier 2 are defective. What is the probability that a
defective tire came from supplier 1?
-> 4/7

P(A) = 0.3, P(B|A) = 0.8, P(B|A^c) = 0.2. Find P(A|B).
-> 12/19

Let P(D) = 0.02, P(+|D) = 0.95, P(-|no D) = 0.9. What is P(D|+)?
-> 19/117

In a group, 30% of people smoke. 20% of smokers and 1% of non-smokers develop lung disease. If a person develops lung
disease, what is the probability that the person smokes?
-> 60/67

70% of the light bulbs come from factory X and 30% from factory Y. 1% of bulbs from X and 2% of bulbs from Y are
faulty. What is the probability that a bulb is faulty?
-> 13/1000

A student passes the exam with probability 0.9 if she studies and with probability 0.4 if she does not study. She
studies with probability 0.7. What is the probability that she passes the exam?
-> 3/4

25% of students take the bus, 45% walk and 30% cycle. 10% of those who take the bus, 2% of those who walk and 4% of
those who cycle are late. What is the probability that a student is late?
-> 23/500

In a certain region, 20% of the voters are young, 50% are middle-aged and 30% are old. 60% of young voters, 45% of
middle-aged voters and 35% of old voters support the candidate. What fraction of voters support the candidate?
-> 9/20

Suppose that 55% of customers are women. 30% of women and 20% of men buy the product. What is the probability that a
randomly selected customer buys the product?
-> 51/200

Suppose P(E|A)=0.2, P(E|not A)=0.6 and P(E)=0.3. What is P(A)?
-> 3/4

P(A) = 0.5, P(B) = 0.4, P(A ∩ B) = 0.2. Find P(A|B).
-> 1/2

If P(A) = 7/13, P(B) = 9/13 and P(A ∩ B) = 4/13, find P(A|B).
-> 4/9

Compute P(A|B), if P(B) = 0.5 and P(A ∩ B) = 0.32.
-> 16/25

If P(A) = 0.8, P(B) = 0.5 and P(B|A) = 0.4, find P(A ∪ B).
-> 49/50

Evaluate P(A ∪ B), if 2P(A) = P(B) = 5/13 and P(A|B) = 2/5.
-> 11/26

A family has two children. What is the probability that both are boys given that at least one is a boy?
-> 1/3

A family has two children. At least one of them is a girl. What is the probability that both are girls?
-> 1/3

A family has two children. The older child is a girl. What is the probability that both children are girls?
-> 1/2

Two fair dice are rolled. Given that the sum is 8, what is the probability that at least one die shows a 3?
-> 2/5

Two dice are rolled. What is the probability that the sum is 7 given that the first die shows a 4?
-> 1/6

In a class, 40% of the students study mathematics, 25% study biology and 15% study both mathematics and biology. One
student is selected at random. Find the probability that he studies mathematics if it is known that he studies
biology.
-> 3/5

70% of students passed maths, 60% passed physics, and 50% passed both. What is the probability that a student passed
neither?
-> 1/5

A bag contains 5 red and 3 blue marbles. Two marbles are drawn without replacement. What is the probability that the
second is red given that the first is red?
-> 4/7

A card is drawn from a standard deck. What is the probability that it is a king given that it is a face card?
-> 1/3

Three fair coins are tossed. What is the probability of exactly two heads given that at least one is a head?
-> 3/7

P(A) = 0.4, P(B) = 0.5, P(A or B) = 0.7. Find P(A and B).
-> 1/5

P(A) = 0.3 and P(B) = 0.5, and A and B are mutually exclusive. Find P(A ∪ B).
-> 4/5

In a survey of 100 students, 45 study French, 30 study German and 20 study Spanish. 12 study French and German, 8
study French and Spanish, 6 study German and Spanish, and 4 study all three. What is the probability that a randomly
chosen student studies none of these languages?
-> 27/100

In a class of 30 students, 18 play football, 12 play basketball and 8 play both. What is the probability that a
student plays neither?
-> 4/15

In a group of 50 people, 30 like tea, 25 like coffee and 10 like both. A person is chosen at random. What is the
probability that the person likes tea or coffee?
-> 9/10

A single card is drawn from a deck. Find the probability that it is an ace or a spade.
-> 4/13

A fair die is rolled. Find the probability that the number is even or greater than 4.
-> 2/3

60% of people own a car, 30% own a bike and 20% own both. What is the probability that a person owns a car or a bike?
-> 7/10

P(A)=0.6, P(B)=0.5, P(A∩B)=0.3. What is the probability that exactly one of A and B occurs?
-> 1/2

P(A)=0.6, P(B)=0.5, P(A∩B)=0.3. What is the probability that neither A nor B occurs?
-> 1/5

P(A) = 0.6, P(B) = 0.5, P(A \cup B) = 0.8. Find P(A \cap B^c).
-> 3/10

Events A and B are independent. P(A) = 0.4 and P(A ∪ B) = 0.7. Find P(B).
-> 1/2

Two independent events A and B have probabilities 0.2 and 0.5. What is the probability that neither occurs?
-> 2/5

The probability that A solves a problem is 1/2 and the probability that B solves it is 1/3. They work independently.
What is the probability that the problem is solved?
-> 2/3

A fair coin is tossed 4 times. What is the probability of exactly two heads?
-> 3/8

A system has two components in series, each working with probability 0.9, independently. What is the probability that
the system works?
-> 81/100

A system consists of two components in parallel that fail independently with probability 0.1 each. What is the
probability that the system works?
-> 99/100

A die is thrown 3 times. What is the probability of getting at least one six?
-> 91/216

A multiple choice test has 5 questions with 4 options each. A student guesses every answer. What is the probability
that exactly 3 answers are correct?
-> 45/512

10% of bulbs are defective. Three bulbs are chosen independently. What is the probability that none of them is
defective?
-> 729/1000

P(A)=0.5, P(B)=0.6, P(C)=0.8 and A, B, C are independent. Find the probability that at least one of them occurs.
-> 24/25

A ⊥ B | C, P(A|C)=0.5, P(B|C)=0.4, P(C)=0.3. Find P(A, B, C).
-> 3/50

The odds against A solving a problem are 4 to 3 and the odds in favour of B solving it are 7 to 5. They work
independently. What is the probability that the problem is solved?
-> 16/21

A bag contains 6 red and 4 green balls. Two balls are drawn with replacement. What is the probability that both are
red?
-> 9/25

An urn contains 5 white and 7 black balls. Three balls are drawn at random without replacement. What is the
probability that exactly two are white?
-> 7/22

A box contains 10 bulbs of which 3 are defective. Two bulbs are chosen at random. What is the probability that neither
is defective?
-> 7/15

Two cards are drawn without replacement from a pack of 52 cards. Find the probability that both cards are black.
-> 25/102

A committee of 3 people is chosen at random from 5 men and 4 women. What is the probability that the committee has
exactly 2 women?
-> 5/14

A committee of 4 is to be selected from 6 men and 5 women. What is the probability that it contains at least one
woman?
-> 21/22

A jar has 3 red, 4 blue and 5 green marbles. Two marbles are drawn at random without replacement. What is the
probability that they are of different colours?
-> 47/66

A jar has 3 red, 4 blue and 5 green marbles. One marble is drawn. What is the probability that it is not green?
-> 7/12

A lot of 20 items contains 4 defective items. Five items are drawn at random. What is the probability that exactly one
is defective?
-> 455/969

5 cards are dealt from a deck. What is the probability of getting exactly 2 aces?
-> 2162/54145

Two dice are rolled. What is the probability that the sum is 9?
-> 1/9

Two fair six-sided dice are thrown. What is the probability that the total is at least 10?
-> 1/6

What is the probability of rolling a prime number with a fair die?
-> 1/2

A fair die is rolled twice. What is the probability that the first roll is even and the second roll is a 6?
-> 1/12

Three dice are rolled. What is the probability that no die shows a six?
-> 125/216

What is the probability of getting exactly 3 heads in 5 tosses of a fair coin?
-> 5/16

A biased coin lands heads with probability 0.6. It is tossed 3 times. What is the probability of exactly 2 heads?
-> 54/125

A coin is tossed three times. What is the probability of getting heads on all three tosses?
-> 1/8

Of 300 students, 180 are girls. Of the girls, 60 play chess. What is the probability that a girl plays chess?
-> 1/3

In a survey of 500 adults, 300 exercise regularly and 120 smoke. 45 exercise regularly and smoke. What is the
probability that an adult who smokes exercises regularly?
-> 3/8

12 of 30 students are left-handed. What is the probability that a student is left-handed?
-> 2/5

The odds against A are 5:2. Find P(A).
-> 2/7

$P(A)=0.3$, $P(B \mid A)=0.5$, $P(B \mid \bar{A})=0.2$. Find $P(A \mid B)$.
-> 15/29

\mathbb{P}(A) = \frac{1}{4}, \mathbb{P}(B|A) = \frac{1}{2}, \mathbb{P}(A|B) = \frac{1}{3}. Find \mathbb{P}(B).
-> 3/8

Given \( P(A) = \tfrac{2}{3} \) and \( P(B \mid A) = \tfrac{1}{4} \), find \( P(A \cap B) \).
-> 1/6

If $P(\overline{A}) = 0.7$, $P(B)=0.7$, $P(B|A)=0.5$, find $P(A|B)$.
-> 3/14

P(A')=0.3, P(B|A)=0.4, P(B|A')=0.1, find P(B)
-> 31/100

P(A, B) = 0.12, P(A) = 0.3. P(B|A)=?
-> 2/5

P(A) = .25; P(A ∩ B) = .1; P(Aᶜ ∩ Bᶜ) = .5; P(B) = ?
-> 7/20

X takes the values 0, 1, 2 with probabilities 0.2, 0.5, 0.3. Find E[X].
-> 11/10

X ~ Poisson(2). Find E[X(X-1)].
-> 4

X ~ Bin(5, 0.4). Find E[X^2].
-> 26/5

E[X]=3, Var(X)=2. Find E[X(X-1)].
-> 8

A die is thrown. If E is the event "the number appearing is a multiple of 3" and F is the event "the number appearing
is even", find P(E|F).
-> 1/3

Two dice are rolled. Let A be the event that the sum is 6 and B the event that the first die is 4. Find P(A|B).
-> 1/6

Let A be the event that it rains and B the event that the bus is late. P(A) = 0.2, P(B|A) = 0.6, P(B|A^c) = 0.1. Find
P(B).
-> 1/5

P(A and B) = 0.1, P(A and not B) = 0.3, P(not A and B) = 0.2, P(not A and not B) = 0.4. Find P(A|B).
-> 1/3

TP = 40, FP = 10, FN = 20, TN = 130. What is the precision?
-> 4/5

30% of twins are identical and 70% are fraternal. Identical twins always have the same sex. Fraternal twins have the
same sex with probability 1/2. A pair of twins has the same sex. What is the probability that they are identical?
-> 6/13

In a town 40% of people have brown hair, 25% have brown eyes and 15% have both brown hair and brown eyes. If a person
has brown hair, what is the probability that they have brown eyes?
-> 3/8

90% of flights depart on time. 80% of flights arrive on time. 75% of flights depart on time and arrive on time. What
is the probability that a flight that departed on time arrives on time?
-> 5/6

1 in 4 adults exercise. 1 in 10 adults who exercise and 3 in 10 adults who do not exercise are overweight. What is the
probability that an overweight adult exercises?
-> 1/10

P(A|B) = 0.4, P(B|A) = 0.25 and P(A ∩ B) = 0.12. Find P(A ∪ B).
-> 33/50

A and B are events with P(A) = 1/4, P(A|B) = 1/2 and P(B|A) = 2/3. Find P(B).
-> 1/3

Let A and B be events with P(A)=0.4, P(B)=0.3 and P(A ∪ B)=0.5. Find P(A|B^c).
-> 2/7

Two events A and B are such that P(A) = 1/4, P(B) = 1/2 and P(A ∩ B) = 1/8. Find P(not A and not B).
-> 3/8

A bag contains 4 red and 4 black balls, another bag contains 2 red and 6 black balls. One of the two bags is selected
at random and a ball is drawn from the bag which is found to be red. Find the probability that the ball is drawn from
the first bag.
-> 2/3

In a certain college, 25% of students failed mathematics, 15% failed chemistry, and 10% failed both mathematics and
chemistry. A student is selected at random. If the student failed chemistry, what is the probability that he failed
mathematics?
-> 2/3

Three archers hit the target with probabilities 1/2, 1/3 and 1/4 independently. What is the probability that the
target is hit?
-> 3/4

Of the patients who take the drug, 70% recover. Of the patients who do not take the drug, 50% recover. 60% of the
patients take the drug. What is the probability that a patient who recovers took the drug?
-> 21/31

A search engine shows an ad to 30% of users. Users who see the ad buy with probability 0.1; users who do not see it
buy with probability 0.02. What is the probability that a user who buys saw the ad?
-> 15/22

1% of transactions are fraudulent. The detector flags 98% of fraudulent transactions and 3% of legitimate
transactions. What is the probability that a flagged transaction is fraudulent?
-> 98/395

20% of applicants are from abroad. 50% of applicants from abroad and 30% of domestic applicants are admitted. What is
the probability that an admitted applicant is from abroad?
-> 5/17

A call center receives 30% of its calls from business customers and 70% from private customers. 20% of business calls
and 5% of private calls are complaints. Given that a call is a complaint, what is the probability that it is from a
business customer?
-> 12/19

45% of the voters are Democrats, 35% are Republicans and 20% are Independents. In an election, 70% of the Democrats,
40% of the Republicans and 50% of the Independents voted for the proposition. What is the probability that a randomly
chosen voter voted for the proposition?
-> 111/200

The probability that John passes the exam is 0.6 and the probability that Mary passes the exam is 0.8. Assuming that
the events are independent, find the probability that at least one of them passes.
-> 23/25

A jar contains 4 red, 5 blue and 6 white marbles. A marble is drawn at random. What is the probability that it is red
or white?
-> 2/3

Two cards are drawn at random without replacement from a standard deck of 52 cards. What is the probability that the
first is a heart and the second is a spade?
-> 13/204

A bag contains 3 red, 2 green and 5 yellow candies. Two candies are taken out one after another without replacement.
What is the probability that both are yellow?
-> 2/9

A number is chosen at random from 1 to 20. What is the probability that it is a multiple of 3?
-> 3/10

Two dice are thrown simultaneously. Find the probability of getting a total of 8.
-> 5/36

What is the probability of drawing a red card from a standard deck?
-> 1/2

From a well-shuffled deck of 52 cards, one card is drawn at random. Find the probability that it is a queen.
-> 1/13

Box A contains 2 white and 3 black balls, and box B contains 4 white and 1 black ball. A box is selected at random and
a ball is drawn. Find the probability that the ball is white.
-> 3/5

P(A) = 0.35, P(B) = 0.45 and P(A ∩ B) = 0.13. Find P(A' ∩ B').
-> 33/100

Events A and B are such that P(A) = 0.42, P(B) = 0.48 and P(A and B) = 0.16. Determine P(not A).
-> 29/50

In a group of 100 people, 60 speak English, 45 speak French and 20 speak both languages. A person is selected at
random. What is the probability that the person speaks French given that the person speaks English?
-> 1/3

2% of the items produced are defective. An inspector rejects 95% of the defective items and 1% of the good items. What
is the probability that a rejected item is defective?
-> 95/144

When a machine is correctly adjusted, 5% of its products are defective. When it is not correctly adjusted, 40% are
defective. The machine is correctly adjusted 90% of the time. What is the probability that a product is defective?
-> 17/200

The probability that a student knows the material is 0.8. A student who knows the material passes with probability
0.95, and a student who does not know it passes with probability 0.3. A student passed. What is the probability that
the student knows the material?
-> 38/41

Each of three independent alarms works with probability 0.95. What is the probability that all three fail?
-> 1/8000

A plane has 4 engines, each of which fails independently with probability 0.01. What is the probability that no engine
fails?
-> 96059601/100000000

If three coins are tossed, find the probability of getting at most one head.
-> 1/2

A die is rolled. Given that the result is odd, what is the probability that it is a 3?
-> 1/3

Two events A and B satisfy P(A ∪ B) = 0.8, P(A) = 0.5 and they are mutually exclusive. Find P(B).
-> 3/10

A weather station predicts rain correctly on 90% of rainy days and predicts rain on 20% of dry days. It rains on 25%
of days. What is the probability that it rains if rain is predicted?
-> 3/5

Bayes: prior P(H) = 0.3, likelihoods P(D|H) = 0.6 and P(D|~H) = 0.2. Posterior P(H|D)?
-> 9/16

\text{Given } P(A)=0.5,\ P(B)=0.3,\ P(A\cap B)=0.1,\ \text{find } P(A\mid B).
-> 1/3

Machine A makes 50% of the items, B 30% and C 20%. 2% of A's items, 3% of B's and 5% of C's are defective. An item is
defective. Find the probability it came from C.
-> 10/29

A factory has two machines. Machine 1 produces 60% of the bulbs and machine 2 produces 40%. 1% of bulbs from machine 1
and 2% from machine 2 are faulty. A bulb is faulty. What is the probability that it came from machine 2?
-> 4/7

An urn I contains 3 white and 2 black balls, urn II contains 1 white and 4 black balls. An urn is chosen at random and
a ball is drawn. The ball is white. What is the probability that it came from urn I?
-> 3/4

It rains on 30% of days. When it rains, the bus is late with probability 0.4; when it does not rain, it is late with
probability 0.1. The bus is late today. What is the probability that it is raining?
-> 12/19

A student answers a multiple choice question with 4 options. She knows the answer with probability 0.6 and guesses
otherwise. She answers correctly. What is the probability that she knew the answer?
-> 6/7

The probability that it rains on Saturday is 0.4 and on Sunday 0.3, independently. What is the probability that it
rains on at least one of the two days?
-> 29/50

In a city 85% of the taxis are Green and 15% are Blue. A witness identifies the colour correctly 80% of the time. A
taxi was involved in an accident and the witness says it was Blue. What is the probability that the taxi was Blue?
-> 12/29

1 in 1000 people carry a gene. A test detects it in 99% of carriers and gives a false positive in 2% of non-carriers.
A person tests positive. What is the probability that they carry the gene?
-> 11/233

A company buys 70% of its chips from supplier X and the rest from supplier Y. 4% of X's chips and 8% of Y's chips
fail. What proportion of chips fail?
-> 13/250

A password consists of 3 digits chosen at random. What is the probability that all digits are different?
-> 18/25

One ticket in 50 wins. I buy 3 tickets from different draws. What is the probability that at least one wins?
-> 7351/125000

30% of users are on Android. 20% of Android users and 40% of the others subscribe. P(subscribe)?
-> 17/50

Line 1 makes 70% of parts and has 1% defects; line 2 makes 30%, 4% defective. P(defective)?
-> 19/1000

5 men and 4 women, a committee of 3. P(all women)?
-> 1/21

A ticket costs 3 and pays 100 with probability 1/50. Expected profit?
-> -1

Of 200 patients 40 smoke; 12 of the smokers and 8 of the others cough. P(smoke | cough)?
-> 3/5

A pays 1 in 10 and B pays 1 in 5, independently. P(both pay)?
-> 1/50

A biased coin has P(heads) = 0.6 and is tossed 3 times. P(exactly two heads)?
-> 54/125

There are twice as many cats as dogs in a shelter. 10% of cats and 40% of dogs are black. An animal is black. What is
the probability that it is a cat?
-> 1/3

Bag A contains 3 red and 2 blue balls and bag B contains 1 red and 4 blue balls. One ball is drawn from each bag. What
is the probability that both are red?
-> 3/25

A fair die is rolled. If it shows 1 or 2, a ball is drawn from urn A, otherwise from urn B. Urn A has 3 red and 2
white balls, urn B has 1 red and 4 white balls. The ball is red. What is the probability that it came from urn A?
-> 3/5

A class has 12 girls and 18 boys. 4 of the girls and 3 of the boys wear glasses. A student is chosen at random and
wears glasses. What is the probability that the student is a girl?
-> 4/7

Jar I holds 4 green and 6 yellow marbles, jar II holds 7 green and 3 yellow marbles. A jar is picked at random and a
marble is taken. The marble is green. How likely is it that it came from jar II?
-> 7/11

A candidate faces a multiple-choice question with 5 options. He knows the answer with probability 0.5 and guesses
otherwise. He answers correctly. What is the probability that he knew the answer?
-> 5/6

The probability that the bus is full on Monday is 0.2 and on Tuesday 0.5, independently. What is the probability that
it is full on both days?
-> 1/10

In a town 90% of the buses are Red and 10% are Yellow. A witness is correct 75% of the time. A bus hit a cyclist and
the witness says it was Yellow. What is the probability that the bus was Yellow?
-> 1/4

1 in 500 athletes use a banned drug. A test detects it in 95% of users and gives a false positive in 1% of non-users.
An athlete tests positive. What is the probability that the athlete uses the drug?
-> 95/594

A school orders 60% of its desks from firm M and the rest from firm N. 5% of M's desks and 10% of N's desks wobble.
What proportion of desks wobble?
-> 7/100

A PIN consists of 4 digits chosen at random. What is the probability that all four digits are different?
-> 63/125

40% of customers pay by card. 10% of card customers and 30% of the others complain. P(complain)?
-> 11/50

Plant A builds 80% of the cars and has 2% faulty; plant B builds 20%, 5% faulty. P(faulty)?
-> 13/500

6 boys and 4 girls, a team of 2. P(both girls)?
-> 2/15

A raffle ticket costs 5 and pays 200 with probability 1/100. What is the expected profit?
-> -3

Of 100 plants 30 are watered; 24 of the watered plants and 14 of the others bloom. P(watered | bloom)?
-> 12/19

Ann wins 1 in 4 and Bob wins 1 in 3, independently. P(neither wins)?
-> 1/2

An unfair coin has P(tails) = 0.3 and is flipped 4 times. P(exactly one tail)?
-> 1029/2500

There are three times as many vans as trucks in a depot. 4% of vans and 20% of trucks are electric. A vehicle is
electric. What is the probability that it is a truck?
-> 5/8

Box A contains 2 gold and 3 silver coins and box B contains 4 gold and 1 silver coins. One coin is taken from each
box. What is the probability that exactly one is gold?
-> 14/25

A fair die is thrown. If it shows 6, a ball is drawn from bag A, otherwise from bag B. Bag A has 4 red and 1 blue
balls, bag B has 2 red and 3 blue balls. The ball is red. What is the probability that it came from bag A?
-> 2/7

A club has 20 women and 30 men. 8 of the women and 6 of the men play tennis. A member is chosen at random and plays
tennis. What is the probability that the member is a woman?
-> 4/7

A fair coin is flipped. If it lands heads, a marble is drawn from jar A, otherwise from jar B. Jar A has 1 red and 3
blue marbles, jar B has 3 red and 1 blue marbles. What is the probability that the marble is red?
-> 1/2

Half of the emails are from work. 60% of work emails and 20% of the others need a reply. An email needs a reply. What
is the probability that it is from work?
-> 3/4

A security scanner flags 90% of bags with weapons and 2% of bags without. 1 in 200 bags contain weapons. A bag is
flagged. What is the probability that it contains a weapon?
-> 45/244

An insurer has 30% young drivers, 50% middle-aged drivers and 20% old drivers. The probabilities of an accident are
0.1, 0.04 and 0.06. What is the probability that a driver has an accident?
-> 31/500

The probability that Tom solves a puzzle is 1/3 and that Ann solves it is 1/4. They work independently. What is the
probability that at least one of them solves it?
-> 1/2

70% of flights leave on time. 95% of flights that leave on time and 40% of flights that leave late arrive on time.
What is the probability that a flight arrives on time?
-> 157/200

A student passes maths with probability 0.8. If she passes maths, she passes physics with probability 0.75; otherwise
with probability 0.3. What is the probability that she passes physics?
-> 33/50

60% of a shop's visitors are women. 30% of the women and 10% of the men buy something. A visitor buys something. What
is the probability that it is a man?
-> 2/11

A factory uses two machines. Machine X makes three times as many parts as machine Y. 1% of X's parts and 3% of Y's
parts are bad. What is the probability that a part is bad?
-> 3/200

A company buys 60% of its chips from X, 30% from Y and the rest from Z. 1% of X's chips, 2% of Y's chips and 5% of Z's
chips fail. What is the probability that a chip fails?
-> 17/1000

30% of users are on Android, 50% on iPhone and 20% on Windows. 10% of Android users, 20% of iPhone users and 40% of
the others subscribe. What is the probability that a user subscribes?
-> 21/100

A shop gets 50% of its apples from farm A, 20% from farm B and the rest from farm C. 4% of A's apples, 5% of B's
apples and 10% of C's apples are bad. An apple is bad. What is the probability that it came from farm C?
-> 1/2

60% of students take the bus and 25% walk. 10% of the bus students and 20% of the others are late. What is the
probability that a student is late?
-> 7/50

60% of voters are urban and 40% are rural. 30% of voters own a dog. 10% of urban voters and 50% of the others own a
gun. What is the probability that a voter owns a gun?
-> 13/50

70% of customers pay by card, 20% pay cash and the rest use vouchers. 1% of card customers, 2% of cash customers and
5% of voucher customers complain. What is the probability that a customer complains?
-> 2/125

Machine A makes 50% of the toys, machine B makes 30% and machine C the rest. 2% of A's, 3% of B's and 5% of C's toys
are faulty. What is the probability that a toy is faulty?
-> 29/1000

40% of a library's books are novels, 35% are textbooks and the rest are comics. 10% of the novels, 20% of the
textbooks and 4% of the comics are lost. What fraction of the books is lost?
-> 3/25

Of 60 guests 24 drink wine; 6 of the wine drinkers and 9 of the others drive. P(wine | drive)?
-> 2/5

A die is rolled. If it shows 5 or more, a ball is drawn from urn A, otherwise from urn B. Urn A has 3 red and 1 white
balls, urn B has 1 red and 1 white balls. What is the probability that the ball is red?
-> 7/12

A fair die is rolled 3 times. What is the probability that at least one roll is 5 or higher?
-> 19/27

Three cooks, A, B and C, prepare 50%, 30% and 20% of the meals. 1% of A's meals, 2% of B's meals and 4% of C's meals
are sent back. A meal is sent back. Find the probability that it was prepared by C.
-> 8/19

If the alarm is set, a burglary is detected with probability 0.95; otherwise with probability 0.2. The alarm is set on
80% of nights. What is the probability that a burglary is detected?
-> 4/5

The probability that Ana calls on Friday is 0.6 and on Sunday 0.5, independently. What is the probability that she
calls on exactly one of the two days?
-> 1/2

Two printers, P and Q, print 70% and 30% of the pages. 1% of P's pages and 4% of Q's pages are smudged. A page is
smudged. Find the probability it came from Q.
-> 12/19
"""


def _problems() -> list[tuple[str, str]]:
    """Problems divided by blank lines, the answer behind an arrow."""
    found = []
    for entry in PROBLEMS.strip().split("\n\n"):
        text, _, answer = entry.partition("\n-> ")
        found.append((" ".join(text.split()), answer))
    return found


@pytest.mark.parametrize(("problem", "answer"), _problems(), ids=lambda v: v[:40])
def test_derived_and_marked(problem: str, answer: str) -> None:
    assert Fraction(str(wk.derive(problem).result)) == Fraction(answer)
    assert wk.check(problem, answer).status == "correct"


# What must not be read as something else: a wrong answer is worse than none


@pytest.mark.parametrize(
    "problem",
    [
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
        "A code consists of 3 digits chosen at random. What is the probability that exactly two digits are the same?",
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

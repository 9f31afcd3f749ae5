"""Experiments in prose: urns, cards, dice, coins, arrangements and cases, each answer counted by hand or formula."""

import re
from fractions import Fraction

import pytest
from sympy import Rational

import workings as wk
from workings.expression.errors import ReadError
from workings.probability.experiment import rows as scene_rows
from workings.probability.experiment.grammar import Grammar
from workings.probability.experiment.problem import read_experiment
from workings.probability.outcome_phrases import rows as event_rows
from workings.probability.outcome_phrases import words as event_words
from workings.probability.outcome_phrases.kinds import KINDS
from workings.probability.spaces import CARDS, Space

PROBLEMS = r"""
A card is drawn at random from a well-shuffled deck. What is the probability that it is either a spade or a face card?
-> 11/26

Two cards are drawn one after the other without replacement from a standard deck. Find the probability that the first
is an ace and the second is a king.
-> 4/663

A bag contains 8 red and 5 white balls. Three balls are drawn at random. Find the probability that all three are
white.
-> 5/143

A bag contains 8 red and 5 white balls. Three balls are drawn at random. Find the probability that two are red and one
is white.
-> 70/143

Four cards are dealt from a pack of 52. What is the probability that there is one card from each suit?
-> 2197/20825

Three dice are rolled. What is the probability that all three show different numbers?
-> 5/9

Three dice are rolled. What is the probability that the sum is 10?
-> 1/8

Two dice are rolled. What is the probability that the two numbers differ by exactly 2?
-> 2/9

Two dice are rolled. What is the probability that the larger of the two numbers is 4?
-> 7/36

Two dice are rolled. Find the probability that the sum is 8 given that both numbers are even.
-> 1/3

Two dice are rolled. If the sum is 6, what is the probability that one of the dice shows a 2?
-> 2/5

A fair coin is tossed until the first head appears. What is the probability that exactly 4 tosses are needed?
-> 1/16

A coin is tossed 6 times. What is the probability of more heads than tails?
-> 11/32

A fair coin is tossed three times. Given that at least one toss came up heads, what is the probability that all three
did?
-> 1/7

A box contains 12 light bulbs, of which 4 are defective. If 3 bulbs are picked at random, what is the probability that
none is defective?
-> 14/55

A box of 20 fuses contains 5 defective ones. Two fuses are removed one after the other without replacement. What is
the probability that both are defective?
-> 1/19

The letters of the word STATISTICS are shuffled. What is the probability that the first letter is a T?
-> 3/10

Three letters are put at random into three addressed envelopes. What is the probability that no letter is in the right
envelope?
-> 1/3

Six books are put on a shelf at random. What is the probability that two particular books are side by side?
-> 1/3

A four-digit PIN is chosen at random. What is the probability that it has no repeated digits?
-> 63/125

Four people are chosen at random. What is the probability that no two of them were born on the same day of the week?
-> 120/343

A multiple-choice test has 10 questions, each with 4 choices. A student guesses on every question. What is the
probability that the student gets at least 9 right?
-> 31/1048576

A basketball player makes 70% of her free throws. If she shoots 4 free throws, what is the probability that she makes
exactly 3, assuming independence?
-> 1029/2500

Each of 5 components fails with probability 0.1, independently of the others. What is the probability that exactly two
fail?
-> 729/10000

A spinner has 8 equal sectors numbered 1 to 8. It is spun twice. What is the probability that the two numbers add up
to 9?
-> 1/8

An integer is chosen at random between 1 and 50 inclusive. What is the probability that it is a multiple of 4 but not
of 6?
-> 4/25

A drawer has 6 black, 4 brown and 2 white socks. Two socks are taken at random. What is the probability that they make
a pair of the same color?
-> 1/3

A family has three children, each equally likely to be a boy or a girl. Given that the eldest is a girl, what is the
probability that all three are girls?
-> 1/4

Bag A contains 2 red and 3 blue balls. Bag B contains 4 red and 1 blue ball. A bag is selected at random and two balls
are drawn from it without replacement. What is the probability that both balls are red?
-> 7/20

A die is rolled. If the outcome is even, a ball is drawn from urn 1 with 3 red and 1 green balls; otherwise from urn 2
with 1 red and 3 green balls. What is the probability of drawing a red ball?
-> 1/2

A bag has 4 red, 3 green and 5 blue marbles. Two marbles are drawn without replacement. What is the probability that
both are the same color?
-> 19/66

Three cards are drawn from a standard deck without replacement. What is the probability that all three are hearts?
-> 11/850

A five-card hand is dealt from a standard deck. What is the probability that it contains exactly two aces?
-> 2162/54145

Two dice are thrown. What is the probability that the product of the numbers is even?
-> 3/4

A die is rolled 5 times. What is the probability that a six appears exactly twice?
-> 625/3888

A die is thrown until a six appears. What is the probability that this takes exactly three throws?
-> 25/216

What is the probability that in a room of 23 people at least two share a birthday? Assume 365 equally likely days.
-> 38093904702297390785243708291056390518886454060947061/75091883268515350125426207425223147563269805908203125

The letters of the word MATH are arranged at random. What is the probability that the arrangement starts with M?
-> 1/4

Five people sit in a row at random. What is the probability that Ann and Bob sit next to each other?
-> 2/5

You hold 3 tickets in a raffle of 100 tickets with 5 prizes. What is the probability of winning at least one prize?
-> 4657/32340

P(up)=0.6 each day, independent. What is the probability of up on both of two days?
-> 9/25

Passwords of 4 digits at random. P(all digits different)?
-> 63/125

Urn A has 3 white and 2 black balls; urn B has 2 white and 4 black balls. One ball is moved from A to B at random,
then a ball is drawn from B. What is the probability that it is white?
-> 13/35

Box 1 contains two gold coins, box 2 two silver coins, and box 3 one gold and one silver coin. A box is picked at
random and a coin drawn from it is gold. What is the probability that the other coin in the box is gold too?
-> 2/3

A security system has two independent alarms that each detect an intruder with probability 0.9. What is the
probability that an intruder is detected?
-> 99/100

There are 10 white and 5 black socks in a drawer. Two socks are pulled out in the dark. What is the probability that
they match?
-> 11/21

From a class of 8 girls and 6 boys, a team of 4 is picked at random. What is the probability that the team has more
girls than boys?
-> 58/143

A number is picked at random from 1 to 100. What is the probability that it is divisible by 3 or by 5?
-> 47/100

A jar contains 6 fair coins and 4 double-headed coins. A coin is picked at random and tossed once; it lands heads.
What is the probability that the coin is double-headed?
-> 4/7

A jar contains 6 fair coins and 4 double-headed coins. A coin is picked at random and tossed twice; both tosses are
heads. What is the probability that the coin is fair?
-> 3/11

You roll two dice. Given that the first die shows 4, what is the probability that the total exceeds 8?
-> 1/3

Three people each independently choose a number from 1 to 5 at random. What is the probability that all three choose
the same number?
-> 1/25

A shooter hits the target with probability 0.3. How likely is at least one hit in 4 independent shots?
-> 7599/10000

Three friends each roll a fair die. What is the probability that all three roll different numbers?
-> 5/9

A crate holds 15 apples, 3 of which are rotten. Four apples are picked at random. Find the probability that exactly
one is rotten.
-> 44/91

Two numbers are drawn without replacement from the numbers 1 to 9. What is the probability that both are odd?
-> 5/18

Four fair coins are tossed. Given that the first coin shows heads, what is the probability that exactly three coins
show heads?
-> 3/8

Bag 1 holds 3 red and 5 black balls, bag 2 holds 6 red and 2 black balls. One bag is chosen at random and one ball is
drawn; it is red. What is the probability that it came from bag 2?
-> 2/3

A player rolls two dice and wins if the sum is 7 or 11. What is the probability that the player wins?
-> 2/9

Five cards are dealt from a well-shuffled deck. What is the probability that all five are red?
-> 253/9996

A multiple-choice quiz has 4 questions with 3 options each. Sam guesses every answer. What is the probability that he
gets none right?
-> 16/81

A drawer contains 5 pairs of socks. Two socks are taken at random. What is the probability that they form a pair?
-> 1/9

What is the probability of getting exactly 6 heads in 10 tosses of a fair coin?
-> 105/512

A jury of 6 is selected at random from 8 men and 7 women. What is the probability that at least 5 are women?
-> 5/143

A letter is picked at random from the word PROBABILITY. What is the probability that it is a B or an I?
-> 4/11

A code consists of 3 digits chosen at random. What is the probability that exactly two digits are the same?
-> 27/100

A coin is tossed 5 times. What is the probability of two heads in the first three tosses?
-> 3/8

A coin is tossed 5 times. What is the probability of exactly two heads in the last two tosses?
-> 1/4

A die is rolled 4 times. What is the probability of at least one six in the first two rolls?
-> 11/36

Two dice are rolled. What is the probability that the sum is at least 10 but not 11?
-> 1/9

Two dice are rolled. What is the probability that only one shows a six?
-> 5/18

Two dice are rolled. What is the probability that one shows a six and the other an odd number?
-> 1/6

Three dice are rolled. What is the probability that the largest number is at most 4?
-> 8/27

Three dice are rolled. What is the probability that exactly two show the same number?
-> 5/12

A coin is flipped 3 times. What is the probability that heads never comes up?
-> 1/8

A bag has 4 red and 6 blue balls. Three balls are drawn one at a time, and each ball is put back. What is the
probability that exactly two are red?
-> 36/125

A bag contains 10 marbles; 4 are red and all others are blue. Two marbles are drawn without replacement. What is the
probability that both are blue?
-> 1/3

A hat holds six marbles: 3 green, 2 red and 1 white. Two are taken without replacement. What is the probability that
one is green and the other is red?
-> 2/5

From a group of 7 people, of whom 3 are women, 2 people are chosen. What is the probability that both are women?
-> 1/7

One ticket in 50 wins. I buy 3 tickets from different draws. What is the probability that at least one wins?
-> 7351/125000

There are three coins in a bag: one with two heads, one with two tails and one fair. A coin is drawn at random and
tossed. It shows heads. What is the probability that it is the fair coin?
-> 1/3

A biased coin is flipped until a tail appears. The coin has a 60% chance of coming up heads. What is the probability
that at most 3 flips are needed?
-> 98/125

A and B each roll a die. What is the probability that B rolls a higher number than A?
-> 5/12

Mia rolls two dice, one green and one white. What is the probability that the white die shows a higher number than the
green die?
-> 5/12

4 boys and 3 girls sit in a row at random. What is the probability that the girls sit together?
-> 1/7

Six people, among them Ann and Bob, sit at a round table. What is the probability that Ann and Bob do not sit together?
-> 3/5

Urn A has 3 white and 2 black balls; urn B has 2 white and 4 black balls. Two balls are moved from A to B at random,
then a ball is drawn from B. What is the probability that it is white?
-> 2/5

Box A holds 3 red and 2 blue balls, box B holds 1 red and 4 blue balls. A box is chosen at random and a ball is drawn.
What is the probability that the red ball is from box A?
-> 3/4

A biased coin with P(heads) = 0.6 is tossed 3 times. What is the probability that the first is heads and the last is
tails?
-> 6/25

Two dice are rolled. What is the probability that the sum is not at least 10?
-> 5/6

An integer is chosen at random from 1 to 60. What is the probability that it is divisible by 4 and 6?
-> 1/12

The chance that a seed germinates is 0.85. Three seeds are planted independently. What is the chance that at least one
germinates?
-> 7973/8000
"""


def cases() -> list[tuple[str, str]]:
    blocks = (block.partition("\n->") for block in PROBLEMS.strip().split("\n\n"))
    return [(" ".join(problem.split()), answer.strip()) for problem, _, answer in blocks]


@pytest.mark.parametrize(("problem", "answer"), cases())
def test_counted(problem: str, answer: str) -> None:
    value = Fraction(answer)
    assert wk.derive(problem).result == Rational(value.numerator, value.denominator)


DICE = Space(tuple(range(1, 7)), (1,) * 6, 2, True, ("die", "dice"))
CARD = Space(CARDS, (1,) * 52, 1, True, ("card",))
HAND = Space(CARDS, (1,) * 52, 5, False, ("card", "cards"))
COINS = Space(("head", "tail"), (1, 1), 3, True, ("coin", "toss"))
PHRASES = [
    (DICE, "the two numbers differ by exactly 2", "2/9"),
    (DICE, "the larger of the two numbers is 4", "7/36"),
    (DICE, "the second die lands on a higher value than does the first", "5/12"),
    (DICE, "the sum is 7 or 11", "2/9"),
    (DICE, "a 2 only on the first roll", "5/36"),
    (DICE, "the sum of the two dice is divisible by 3", "1/3"),
    (CARD, "the ace of spades", "1/52"),
    (CARD, "not a heart", "3/4"),
    (HAND, "all five cards of the same suit", "33/16660"),
    (HAND, "it contains exactly two aces", "2162/54145"),
    (COINS, "more heads than tails", "1/2"),
    (COINS, "the first two tosses are heads", "1/4"),
    (COINS, "an even number of heads", "1/2"),
    (COINS, "heads come up twice", "3/8"),
    (COINS, "the moon is full", None),
    (DICE, "the sum is a colour", None),
]


@pytest.mark.parametrize(("space", "words", "chance"), PHRASES)
def test_phrase(space: Space, words: str, chance: str | None) -> None:
    phrase = space.phrase(words)
    assert (None if phrase is None else str(space.chance(phrase))) == chance


@pytest.mark.parametrize(
    "problem",
    [
        # how the balls are drawn is not said; which box; what the coin is; what is asked is no outcome
        "A bag holds 3 red and 2 blue balls. Two are drawn one by one. What is the probability that both are red?",
        "Bag A has 3 red and 2 blue balls. Bag B has 1 red and 4 blue balls. What is the probability of a red ball?",
        "A biased coin is tossed twice. What is the probability of two heads?",
        "Two dice are rolled. What is the probability that the host is pleased?",
        "Two red balls are drawn from an urn of 4 red and 4 blue balls. What is the probability that both are blue?",
        # a word that changes the meaning
        "A bag holds at least 5 red and 3 blue balls. One ball is drawn. What is the probability that it is red?",
        "A bag holds 5 red, 3 blue and some green balls. One ball is drawn. What is the probability that it is red?",
        "Three cards are drawn from a deck from which all the aces were removed. What is the probability that all "
        "three are hearts?",
        "A card is drawn from a deck of 32 cards. What is the probability that it is an ace?",
        "Two dice, one of which is loaded, are rolled. What is the probability that the sum is 9?",
        "Two dice with faces numbered 1, 1, 2, 2, 3, 3 are rolled. What is the probability that the sum is 6?",
        "Four people sit in a row at random, with Ann at the left end. What is the probability that Ann and Bob sit "
        "next to each other?",
        "A coin is flipped 3 times. What is the probability that heads comes up at least twice in a row?",
        "A coin is tossed until a head appears, but at most 3 times. What is the probability that exactly 3 tosses are "
        "needed?",
        "Two boxes each contain 3 red and 2 blue balls. One ball is drawn from each. What is the probability that both "
        "are red?",
        # two readings: exactly two or at least two; neither or not both; a word that denies
        "A bag holds 5 red and 3 blue balls. Two are drawn together. What is the probability that both are not red?",
        "A family has three children. What is the probability of the family never having 2 girls?",
        "Three dice are rolled. What is the probability that two of them show the same number?",
    ],
)
def test_nothing_is_made_up(problem: str) -> None:
    with pytest.raises((ReadError, ValueError)):
        wk.derive(problem)


def test_more_of_a_kind_than_there_are_tosses_is_about_something_else() -> None:
    with pytest.raises(wk.ReadError):
        wk.derive(
            "A coin is chosen at random from a jar and shows tails. What is the probability that it has two tails?"
        )


def test_every_phrase_that_a_row_names_is_a_rule() -> None:
    events = event_words.grammar()
    told = "\n".join((scene_rows.PHRASES, *(notation for notation, _ in scene_rows._TABLE)))
    said = "\n".join((event_rows.PHRASES, KINDS, *(notation for notation, _ in event_rows._TABLE)))
    for notation, grammar in ((told, scene_rows.grammar()), (said, events)):
        for slot, rule in re.findall(r"<(\w+)(?::(\w+))?>", notation):
            assert (rule or slot) in grammar.rules or (rule or slot).upper() in grammar.classes, (slot, rule)


def test_a_grammar_that_does_not_close_is_refused() -> None:
    with pytest.raises(ValueError, match="does not close"):
        Grammar("", {}).matcher("two ] dice")


def test_hostile_words_are_read_in_time() -> None:
    for text in (
        "A bag contains " + "2 red, " * 150 + "and 1 blue ball",
        "and " * 300,
        "two dice " * 120,
        "its colour is noted and then " * 40 + "a die is rolled",
    ):
        assert read_experiment(text + ". What is the probability that both are red?") is None

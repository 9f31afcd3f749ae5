"""The words that problems of experiments are told in: classes of words, manners of doing, and what is left to name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workings.probability.draft import COUNTS
from workings.probability.experiment.grammar import Class, Token, Words, tokens_of
from workings.probability.spelling import NUMBER

__all__ = [
    "CLASSES",
    "IDLE",
    "LEADS",
    "URNS",
    "how_many",
    "listed",
    "lists_of",
    "manners_of",
    "sentence",
    "without_manners",
]

# What is said of how something is done, wherever in a sentence it stands, and what it tells.
_MANNERS = """
random       | at random, randomly, uniformly, uniformly at random, blindly, blindfolded, in the dark, without looking,
               purely at random, completely at random
together     | together, at once, simultaneously, at the same time, in one draw
apart        | in succession, successively, one after the other, one after another, one by one, one at a time,
               consecutively, in turn
replaced     | with replacement
not replaced | without replacement, without any replacement, without replacing it, without replacing them,
               without replacing the first, without replacing the first card, without replacing the first ball,
               without putting it back, without putting them back, without returning it, without returning them,
               without being put back
independent  | independent, independently, independent from each other, independently of each other,
               independently of one another, independently of the others, independently of the other,
               independent of each other, independent of one another, independent of the others
"""
MANNERS = {
    tuple(phrase.split()): meaning.strip()
    for meaning, phrases in (row.split("|") for row in re.sub(r",\n\s+", ", ", _MANNERS.strip()).splitlines())
    for phrase in phrases.strip().split(", ")
}
_MANNERS_BY_FIRST: dict[str, list[tuple[str, ...]]] = {}
for _phrase in sorted(MANNERS, key=len, reverse=True):
    _MANNERS_BY_FIRST.setdefault(_phrase[0], []).append(_phrase)

# Classes of words; BINDING are those that bind others or tell how many, so that none of them can name a thing.
_CLASSES = """
ART      | a an the this that these those my your our his her their its one's
BE       | is are was were be being been
DRAW     | draw draws drew pick picks choose chooses select selects take takes remove removes pull pulls deal deals
           drawing picking choosing selecting taking removing pulling dealing grab grabs
DRAWN    | drawn picked chosen selected taken removed pulled dealt withdrawn sampled caught inspected examined tested
MADE     | formed made appointed elected assembled set
ROLL     | roll rolls throw throws toss tosses flip flips spin spins cast rolling throwing tossing flipping spinning
ROLLED   | rolled thrown tossed flipped spun cast
ROLLS    | rolls throws tosses flips spins
HOLD     | contains contain has have holds hold includes include containing holding contained had held
PUT      | moved transferred passed put placed dropped mixed added
FAIR     | fair unbiased balanced standard ordinary usual normal regular six-sided 6-sided honest perfect cubical
           well-balanced two-sided
MIXED    | well-shuffled shuffled well-mixed standard ordinary usual normal regular full complete
PERSON   | you we i he she someone somebody they it everyone
GROUP    | committee team sample group hand jury panel subset delegation crew board selection set
SEVERAL  | urns boxes bags jars bowls drawers bins
URN      | urn box bag jar bowl drawer hat sack basket bin carton crate packet purse tin container bucket
ORDINAL  | first second third fourth
NUMBERED | numbered labelled labeled marked
CHANCES  | probability chance
PEOPLE   | people persons students guests employees children friends strangers
SIDE     | head heads tail tails even odd
ARRANGED | arranged rearranged shuffled permuted ordered scrambled jumbled put placed written
SEATED   | sit sits stand stands seated arranged placed put standing sitting
SIT      | sit stand queue
ROW      | row line shelf bench queue circle
PIN      | pin password code passcode combination passwords pins codes
TRY      | throw throws shot shots times attempt attempts trial trials tries game games penalties serve serves question
           questions item items day days toss tosses flip flips arrow arrows week weeks year years free-throws goals
IDLE     | single random playing light such more different further item
LEAD     | suppose assume assuming whereas while but since consider imagine if then now next and when that let given say
           also
BINDING  | a an the this that these those each every both all any some no none neither either another other others
           in on at from of to into with without for by among between out than as and or but if when while then which
           who whom whose is are was were be been being will would can could may might should do does did not never
           always you we he she they it them him i exactly least most more fewer less only just probability chance
           chances likely odds percent independent independently biased unfair loaded bent weighted fair once twice
           thrice times until replaced replacement returned back what find given known suppose assume otherwise else
           same different rest remaining first second third last next again consists consisting
"""


def lists_of(table: str) -> dict[str, frozenset[str]]:
    """The classes of a table `NAME | words`, of which lines that are indented go on."""
    rows = (row.split("|") for row in re.sub(r"\n\s+", " ", table.strip()).splitlines())
    return {name.strip(): frozenset(words.split()) for name, words in rows}


def listed(words: frozenset[str]) -> Class:
    """The class of these words."""
    return lambda w, i: i + 1 if w.tokens[i].word in words else None


_LISTS = lists_of(_CLASSES)
IDLE, LEADS, URNS = _LISTS["IDLE"], _LISTS["LEAD"], _LISTS["URN"]
_BINDING = frozenset().union(COUNTS, *(_LISTS[name] for name in ("BINDING", "HOLD", "DRAWN", "ROLLED", "SEATED")))
_CARDINAL = frozenset(COUNTS) - {"no", "zero", "once", "twice", "thrice", "both"}
_NUMBER = re.compile(NUMBER, re.I)


def sentence(text: str) -> Words:
    """The words of a sentence without the manners, which are told for the whole text."""
    return Words(text, without_manners(tokens_of(text)))


def manners_of(text: str) -> frozenset[str]:
    """What the whole text tells of how things are done.

    >>> sorted(manners_of("Two are drawn at random, one by one, without replacement"))
    ['apart', 'not replaced', 'random']
    """
    tokens = tokens_of(text)
    found = {MANNERS[phrase] for i in range(len(tokens)) if (phrase := _manner_at(tokens, i))}
    if re.search(r"(?<!not )\bindependen(?:t|tly|ce)\b", text, re.I):
        found.add("independent")
    return frozenset(found)


def without_manners(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    i = 0
    while i < len(tokens):
        phrase = _manner_at(tokens, i)
        if phrase is None:
            kept.append(tokens[i])
        i += 1 if phrase is None else len(phrase)
    commas = [token.text == "," for token in kept]
    return [token for j, token in enumerate(kept) if not (commas[j] and (j + 1 == len(kept) or commas[j + 1]))]


def _manner_at(tokens: Sequence[Token], i: int) -> tuple[str, ...] | None:
    words = [token.word for token in tokens[i : i + 6]]
    return next((p for p in _MANNERS_BY_FIRST.get(words[0], ()) if tuple(words[: len(p)]) == p), None)


def how_many(words: str) -> int | None:
    """three, 3, twice, 3 times, a pair of

    >>> how_many("a pair of"), how_many("3 times"), how_many("many")
    (2, 3, None)
    """
    words = re.sub(r"\s*times?$|\s+of$", "", words.strip().lower())
    if words.endswith("pair"):
        return 2
    return int(words) if words.isdigit() and len(words) < 7 else COUNTS.get(words)


def _open(w: Words, i: int) -> int | None:
    """A word that names a thing or a kind."""
    word = w.tokens[i].word
    return i + 1 if word[0].isalpha() and word not in _BINDING and len(word) > 1 else None


def _proper(w: Words, i: int) -> int | None:
    """Ann, Bob"""
    text = w.tokens[i].text
    return (
        i + 1 if len(text) > 1 and text[0].isupper() and text[1:].islower() and text.lower() not in _BINDING else None
    )


def _count(w: Words, i: int) -> int | None:
    word = w.tokens[i].word
    return i + 1 if (word.isdigit() and len(word) < 7) or word in _CARDINAL else None


def _share(w: Words, i: int) -> int | None:
    """A probability as it is written: 0.3, 3/10, 30 percent, one in ten"""
    found = _NUMBER.match(w.text, w.tokens[i].start)
    if found is None:
        return None
    return next((j + 1 for j in range(i, len(w.tokens)) if w.tokens[j].end == found.end()), None)


def _matching(pattern: str, flags: int = 0) -> Class:
    form = re.compile(pattern, flags)
    return lambda w, i: i + 1 if form.fullmatch(w.tokens[i].text) else None


_NUMERAL = "|".join(sorted((w for w in COUNTS if len(w) > 2), key=len, reverse=True)) + r"|\d+"
CLASSES: dict[str, Class] = {name: listed(words) for name, words in _LISTS.items()} | {
    "OPEN": _open,
    "COUNT": _count,
    "SHARE": _share,
    "NUMBER": _matching(r"\d{1,6}"),
    "NAME": _matching(r"[A-Z][a-z]+|[A-Z]"),
    "PROPER": _proper,
    "LABEL": _matching(r"[A-Z]|\d|I{1,3}|IV"),
    "CAPITALS": _matching(r"[A-Z]{2,15}"),
    "SIDED": _matching(rf"(?:{_NUMERAL})-(?:sided|faced)", re.I),
    "DIGIT": _matching(rf"(?:{_NUMERAL})-digit", re.I),
    "CARD": _matching(rf"(?:{_NUMERAL})-card", re.I),
    "VERB": _open,
    "PR": _matching("P|Pr"),
    "OPENED": _matching(r"\("),
    "CLOSED": _matching(r"\)"),
    "ANY": lambda w, i: i + 1,
}

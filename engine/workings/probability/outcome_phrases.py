"""What words say about an outcome of dice, cards, urns and arrangements: `at least two sixes`, `the first is red`.

A phrase is brought to few words (`_plain`), then read by the small readers of `READERS`, each for one way of saying
something; `and`, `or`, `not` between phrases are read in `outcomes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, Any

from workings.probability.draft import COUNTS, alike

if TYPE_CHECKING:
    from workings.probability.spaces import Space

from workings.probability.counted import Counted, Holds, Label, Phrase

__all__ = ["completed", "kind_named", "phrase_of"]

_SMALL = {name: value for name, value in COUNTS.items() if name not in ("a", "an", "both", "once", "twice")}
_K = "|".join(sorted(_SMALL, key=len, reverse=True)) + r"|\d+"
_OPPOSED = tuple(
    frozenset(pair.split("/"))
    for pair in [
        "up/down",
        "work/fail",
        "works/fail",
        "working/fail",
        "working/down",
        "hit/miss",
        "hits/miss",
        "detect/miss",
        "detects/miss",
        "misses/detect",
        "survive/fail",
        "survives/fail",
        "pass/fail",
        "passes/fail",
        "fails/work",
        "correct/wrong",
        "right/wrong",
        "incorrect/correct",
        "win/lose",
        "wins/lose",
        "success/fail",
        "failure/success",
        "defective/good",
        "broken/good",
        "bad/good",
        "defective/working",
        "faulty/good",
        "make/miss",
        "makes/miss",
        "winning/losing",
    ]
)
_ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "last": -1, "final": -1,
}  # fmt: skip
_ORDINAL = "|".join(_ORDINALS)
_THING = (
    r"(?:balls?|marbles?|cards?|bulbs?|items?|dice|die|coins?|tosses|toss|rolls?|draws?|tickets?|chips?|children"
    r"|child|kids?|"
    r"answers?|questions?|parts?|flips?|throws?|beads?|counters?|pens?|discs?|spins?|socks?|people|persons?"
    r"|students?|members?|"
    r"letters?|numbers?|digits?|components?|machines?|shots?|trials?|ones?|books?|components?|selections?|attempts?"
    r"|candidates?)"
)
_BE = (
    r"(?:is|are|was|were|be|being|will\s+be|turns?\s+out\s+to\s+be|(?:comes?|came|coming|turn(?:s|ed)?"
    r"|turning)\s+up|lands?(?:\s+on)?|landed(?:\s+on)?|shows?|showed|showing|has|have|had|did|do|result(?:s"
    r"|ed)?\s+in|gives?|gave)"
)
_IDLE = re.compile(rf"(?:(?:{_THING}|again|of\s+them|of\s+the\s+\w+|its?|the|target|event|it|same)\s*)+", re.I)
_FEATURES: dict[str, Callable[[Label], Any]] = {
    "suit": lambda card: card[1],
    "colour": lambda card: card[1] in ("hearts", "diamonds"),
    "rank": lambda card: card[0],
}
_ROWS = (
    (r"[\"'’“”]", ""),
    (r"^(?:that\s+)", ""),
    (r"\bcolor", "colour"),
    (r"\b(?:will|would)\s+(?=\w)", ""),
    (r"\b(?:drawn|chosen|selected|picked|rolled|tossed|dealt|removed|taken|thrown)(?=\s|$)(?!\s+(?:before|after"
         r"|from))", ""),
    (r"\s+(?:from|in|out\s+of|of)\s+(?:the|your|a|an|this|that)\s+(?:\w+\s+)?(?:urn|box|bag|jar|bowl|drawer|deck"
         r"|pack|hand|family|committee|"
     r"sample|team|group|set|\w+\s+(?:tosses|rolls|flips|throws))$", ""),
    (r"\s+in\s+(?:\w+\s+)?(?:tosses|rolls|flips|throws|draws|shots|attempts|trials|spins)$", ""),
    (r"^(?:you\s+|we\s+|they\s+|he\s+|she\s+|i\s+|one\s+|(?:the|an?)\s+(?!(?:first|second|third|last"
         r"|next)\b)\w+\s+)?(?:get|gets|got|getting|obtain|obtains|obtaining|roll|rolls|"
     r"rolling|draw|draws|drawing|throw|throws|throwing|have|has|having|select|selects|selecting|choose|choosing"
     r"|observe|observing|"
     r"toss|tossing|pick|picks|picking|score|scores|scoring|answers?|seeing)\s+(?!at\b(?!\s+(?:least|most)))(?=\S)",
     ""),
    (r"^(?:it|there|they|these|the\s+(?:committee|hand|sample|team|group|jury|panel|selection|outcome|outcomes"
         r"|result|results|family|"
     r"couple|cards|balls|dice|pair|draw|arrangement|student|players?|pin|password|code|delegation))\s+(?:are\s+all"
     r"|is|are|was|were|has|have|had|contains?|"
     r"includes?|consists?\s+of|be|shows?|show|comprises?|forms?|makes?|gets?)\s+(?:of\s+)?", ""),
    (r"^(?:it|they|the\s+(?:arrangement|word|result))\s+(?=match|differ|add|starts|begins|ends)", ""),
    (r"^(?:it|the\s+coin|the\s+toss)\s+(?:lands?|landed|shows|showed|comes\s+up|came\s+up|turns\s+up)\s+(?:on\s+)?",
         ""),
    (r"\b(?:happens?|happened|turn(?:s|ed)\s+out)\s+to\s+be\b", "is"),
    (rf"^the\s+(?:number|card|ball|die|roll|marble|ticket|face|digit|integer|coin|result|outcome|letter"
         rf"|chosen\s+\w+)(?:\s+(?:on|of)\s+the\s+(?!first|second|third|last)(?:\w+\s+)?\w+)?"
     rf"(?:\s+(?:shown|appearing|obtained))?\s+{_BE}\s+", ""),
    (r"^an?\s+number\s+(?:which\s+is\s+|that\s+is\s+)?(?=less|greater|more|divisible|at|not|smaller|larger|above"
         r"|below)", ""),
    (r"\bnot\s+(?:more|greater|larger)\s+than\b|\bno\s+more\s+than\b", "at most"),
    (r"\bnot\s+(?:less|fewer|smaller)\s+than\b|\bno\s+(?:less|fewer)\s+than\b", "at least"),
    (r"\bexceeds?\b|\bexceeding\b", "is greater than"),
    (r"\badds?\s+up\s+to\b|\badds?\s+to\b|\bsums?\s+to\b|\btotals?\s+(?=\d|at|more|less)", "sum is "),
    (r"^(?:the\s+)?(?:two\s+|three\s+)?(?:dice|numbers|values|cards|balls|faces|scores)\s+(?=sum\s+is|differ|match)",
         ""),
    (rf"^(?:the\s+)?(?:two\s+)?(?:numbers|dice|values|faces)\s+(?:{_BE}\s+)?(?=differ)", ""),
    (r"^differ\s+by\s+(?:exactly\s+)?", "difference is "),
    (r"\b(?:the\s+)?(?:larger|greater|bigger|higher|highest|greatest)\s+(?:of\s+the\s+(?:two|three)\s+)?(?:number"
         r"|value|score|one)?s?\s*(?=is\b|equals)", "max "),
    (r"\b(?:the\s+)?(?:smaller|lower|lowest)\s+(?:of\s+the\s+(?:two|three)\s+)?(?:number|value|score|one)?s?\s*"
         r"(?=is\b|equals)", "min "),
    (r"\bmax\s+of\s+the\s+(?:two|three)\s+\w+\s+", "max "),
    (r"\b(?:the\s+)?(?:older|elder|eldest|oldest|firstborn)(?:\s+(?:child|one))?\b", "first"),
    (r"\b(?:the\s+)?(?:younger|youngest)(?:\s+(?:child|one))?\b", "last"),
    (rf"\b(both|all|neither|none|each|every)\s+(?:of\s+)?(?:the\s+)?(?:two\s+|three\s+|four\s+|five\s+|six\s+"
         rf"|\d+\s+|them\s+)?(?:{_THING}\s+)?(?:{_BE}\s+)?(?:an?\s+)?", r"\1 "),
    (r"\b(?:no|none)\s+of\s+(?:them|the\s+\w+|these)\s+", "none "),
    (rf"(?:^(?=one|two|three|four|five)|\b(?=none|no|at|exactly|more|fewer|less))(none|no|at\s+least\s+\w+"
         rf"|exactly\s+\w+|at\s+most\s+\w+|(?:more|fewer|less)\s+than\s+\w+|one|two|three|four|five)\s+(?:of\s+"
         rf"(?:them|the\s+\w+|these|which)\s+|{_THING}\s+)?{_BE}\s+(?:an?\s+)?", r"\1 "),
    (r"\b(no|at\s+least\s+\w+|exactly\s+\w+|at\s+most\s+\w+|one|two|three|four|five)\s+of\s+(?:them|the\s+\w+)\s+"
         r"(?=\w)", r"\1 "),
    (r"^(heads?|tails?|(?:an?\s+)?six(?:es)?)\s+(?:on\s+(?:all|both|each)(?:\s+\w+)?\s+\w+|(?:each|every)\s+time)$",
         r"all \1"),
    (r"^one\s+(?:is\s+)?(?:an?\s+)?([\w ]+?)\s+and\s+(?:the\s+)?(?:other|one)(?:\s+(?!is\b)\w+)?\s+(?:is\s+)?"
         r"(?:an?\s+)?(?:either\s+)?(?:an?\s+)?([\w, ]+)$", r"one \1 and one \2"),
    (r"^(?:an?|any)\s+(?=(?:\w+\s+)?(?:appears|occurs|comes\s+up|turns\s+up|is\s+(?:rolled|obtained|thrown))\b)", ""),
    (r"\s+(?:in\s+all|altogether|in\s+total|together|in\s+a\s+row)$", ""),
)  # fmt: skip
_USUAL = tuple((re.compile(pattern), instead) for pattern, instead in _ROWS)


def phrase_of(text: str, space: Space) -> Phrase | None:
    """What the words say about an outcome; None where they are not understood."""
    words = _without_agent(_plain(text), space)
    bare = re.sub(rf"\b(?:{'|'.join(map(re.escape, space.things)) or '-'})\b", "", words)
    bare = re.sub(r"\s+", " ", bare).strip()
    for said in dict.fromkeys((words, bare or words, text.lower().strip(" .,"))):
        for read in READERS:
            found = read(said, space)
            if found is not None:
                return found
    return None


def _without_agent(words: str, space: Space) -> str:
    """team A wins exactly two games: so many of the trials that it succeeds in"""
    found = re.fullmatch(
        r"(?:.*?\s)??(?P<verb>[a-z]+)\s+(?:(?:on|in)\s+)?(?P<many>(?:exactly|at\s+least|at\s+most|no|all|both"
        r"|more\s+than|fewer\s+than|only)\b.*)",
        words,
    )
    if found is None or not space.has_success:
        return words
    success = str(space.labels[0])
    same = alike(found["verb"], success) or {found["verb"].rstrip("s"), success.rstrip("s")} == {"win", "beat"}
    return found["many"] if same else words


def _plain(text: str) -> str:
    """The words in small letters, said in the one way that the readers below know."""
    words = re.sub(r"\s+", " ", re.sub(r"[\"()]", " ", text.lower())).strip(" .,")
    for pattern, usual in _USUAL:
        words = re.sub(r"\s+", " ", pattern.sub(usual, words)).strip()
    return words


def kind_named(words: str, space: Space) -> frozenset[Label] | None:
    """The labels that the words name: six, even, greater than 4, red, hearts, an ace or a king."""
    words = re.sub(
        r"^(?:(?:an?|the|any|is|are|was|were|of|it\s+is|shows?|being|come[s]?\s+up|show(?:ing)?|either|number"
        r"|value)\s+)+",
        "",
        words.strip(),
    ).strip()
    things = "|".join(map(re.escape, space.things)) or "-"
    words = re.sub(rf"\s+(?:is|are|occurs?|comes?\s+up|appears?|cards?|balls?|ones?|numbers?|{things})$", "", words)
    chosen = frozenset(label for label in space.labels if _is(words, label))
    if chosen:
        return chosen
    for joint, merge in (
        (r"\s+but\s+not\s+|\s+and\s+not\s+", "-"),
        (r"\s*,\s*(?:or\s+)?|\s+or\s+", "|"),
        (r"\s+and\s+", "&"),
    ):
        parts = re.split(joint, words)
        if len(parts) < 2:
            continue
        if merge == "|" and space.n == 1:
            return None  # read as two events, for the addition rule
        kinds = [kind_named(part, space) for part in completed(parts)]
        if None in kinds:
            return None
        sets = [kind for kind in kinds if kind is not None]
        if merge == "|":
            return frozenset().union(*sets)
        if merge == "-":
            return sets[0].difference(*sets[1:]) or None
        return sets[0].intersection(*sets[1:]) if all(isinstance(label, int) for label in space.labels) else None
    denied = re.match(r"(?:not|non)[\s-]+(?:an?\s+|of\s+)?(?=\w)", words)
    if denied:
        kind = kind_named(words[denied.end() :], space)
        return None if kind is None else frozenset(space.labels) - kind or None
    return None


def completed(parts: list[str]) -> list[str]:
    """divisible by 3 or by 5; a multiple of 4 but not of 6"""
    head = re.match(r"(.*?)\b(by|of|than)\b", parts[0])
    if head is None:
        return parts
    return [parts[0], *(head[1] + part if re.match(rf"{head[2]}\b", part) else part for part in parts[1:])]


def _is(words: str, label: Label) -> bool:
    if isinstance(label, tuple):
        return _is_card(words, label)
    if isinstance(label, int):
        return _is_number(words, label)
    single = str(label)
    if single.startswith("not ") and not words.startswith("not "):
        return any(words in pair and any(alike(single[4:], other) for other in pair - {words}) for pair in _OPPOSED)
    if words.startswith("not "):
        return not _is(words[4:], label)
    if words == "good" and single.startswith("not "):
        return single[4:] in ("defective", "broken", "faulty", "bad")
    tokens = single.split()
    if (
        len(tokens) > 1
        and words
        and not single.startswith("not ")
        and all(any(alike(word, token) for token in tokens) for word in words.split())
    ):
        return True  # easy, of easy multiple choice questions
    first, _, more = words.partition(" ")
    return alike(words, single) or (bool(_IDLE.fullmatch(more)) and alike(first, single))


def _figure(word: str) -> int | None:
    word = word.strip()
    if word.isdigit() and len(word) < 7:
        return int(word)
    singular = re.sub(r"(?:es|s)$", "", word)
    for name in (word, singular, singular.rstrip("e") + "e" if singular else ""):
        if name in _SMALL:
            return _SMALL[name]
    return None


_COMPARED: dict[str, Callable[[int, int], bool]] = {
    r"(?:greater|more|larger|higher|bigger)\s+than|above|over|>": lambda a, b: a > b,
    r"(?:less|smaller|lower|fewer)\s+than|below|under|<": lambda a, b: a < b,
    r"at\s+least|>=|≥": lambda a, b: a >= b,
    r"at\s+most|<=|≤": lambda a, b: a <= b,
    r"(?:an?\s+)?multiples?\s+of|divisible\s+by": lambda a, b: b != 0 and a % b == 0,
    r"equals?(?:\s+to)?|=|exactly|is": lambda a, b: a == b,
}


def _is_number(words: str, value: int) -> bool:
    words = re.sub(r"\s+(?:number|numbers|integer)$", "", words)
    if words in ("even", "odd"):
        return value % 2 == (words == "odd")
    if words in ("prime", "primes"):
        return value > 1 and all(value % d for d in range(2, value))
    if words in ("perfect square", "square"):
        return value >= 0 and round(value**0.5) ** 2 == value
    beyond = re.fullmatch(
        r"(\w+)\s+or\s+(?:(?P<up>more|higher|greater|above|over|larger)|less|fewer|lower|below|under|smaller)", words
    )
    if beyond:
        bound = _figure(beyond[1])
        return bound is not None and (value >= bound if beyond["up"] else value <= bound)
    within = re.fullmatch(r"between\s+(\w+)\s+and\s+(\w+)(?:\s+inclusive)?", words)
    if within and (low := _figure(within[1])) is not None and (high := _figure(within[2])) is not None:
        return low <= value <= high
    either = re.fullmatch(r"(\w+)\s+or\s+(?:an?\s+)?(\w+)", words)
    if either:
        figures = _figure(either[1]), _figure(either[2])
        return None not in figures and value in figures
    for sign, test in _COMPARED.items():
        found = re.fullmatch(rf"(?:{sign})\s*(?:an?\s+)?(\w+)", words)
        if found and (bound := _figure(found[1])) is not None:
            return test(value, bound)
    return _figure(words) == value


def _is_card(words: str, card: tuple[Any, str]) -> bool:
    rank, suit = card
    if words in ("red", "black"):
        return (suit in ("hearts", "diamonds")) == (words == "red")
    if re.fullmatch(r"(?:face|court|picture)(?:\s+cards?)?", words):
        return rank in ("jack", "queen", "king")
    both = re.fullmatch(r"(?:the\s+)?(\w+) of (\w+)", words)
    if both:
        return _is_card(both[1], card) and _is_card(both[2], card)
    colour = re.fullmatch(r"(red|black) (\w+(?:\s+cards?)?)", words)
    if colour:
        return _is_card(colour[1], card) and _is_card(colour[2], card)
    return alike(words, suit) or (isinstance(rank, str) and alike(words, rank)) or (_figure(words) == rank)


# Readers: each takes the plain words and gives the phrase, or None


def _about_sum(words: str, space: Space) -> Phrase | None:
    """their sum is even; sum = 7; total of at least 10; the maximum is 4"""
    found = re.fullmatch(
        r"(?:the\s+|their\s+|an?\s+)?(?P<what>sum|total|product|maximum|max|minimum|min|largest|smallest|difference)\s*"
        r"(?:(?:score|value)\s*)?(?:(?:of|between)\s+(?:the\s+)?(?:two\s+|three\s+)?(?:numbers|dice|values|scores"
        r"|cards|faces|rolls|spins|digits|it|them|outcomes|results|draws)\s*"
        r"(?:on\s+the\s+\w+\s+)?(?:shown\s+)?)?(?:is|equals?|are|being|of|was)?\s*(?P<rest>.+)",
        words,
    )
    if not found or not all(isinstance(label, int) for label in space.labels):
        return None
    make: dict[str, Callable[[tuple[int, ...]], int]] = {
        "sum": sum, "total": sum, "product": prod, "max": max, "maximum": max, "largest": max, "min": min,
        "minimum": min, "smallest": min, "difference": lambda o: abs(o[0] - o[1]) if len(o) == 2 else -1,
    }  # fmt: skip
    rest = re.sub(r"^(?:an?|exactly|is)\s+", "", found["rest"])
    values = range(1000)
    negated = re.match(r"not\s+", rest)
    rest = rest[negated.end() :] if negated else rest
    parts = completed(re.split(r"\s+or\s+(?!more|less|higher|greater|fewer|lower|above|below|over)", rest))
    named = [{v for v in values if _is_number(part, v)} for part in parts]
    if not all(named):
        return None
    chosen = set().union(*named)
    if negated:
        chosen = set(values) - chosen
    return Phrase(words, lambda outcome: make[found["what"]](outcome) in chosen, ordered=False)


def _about_likeness(words: str, space: Space) -> Phrase | None:
    """all the same, of different colours, no two alike, at least two share a birthday, a flush"""
    if space.n < 2:
        return None
    shared = re.fullmatch(
        r"(?P<how>at\s+least\s+two|some\s+two|two|any\s+two|no\s+two|no|none|not\s+two)\s+(?:or\s+more\s+)?(?:of\s+"
        r"(?:them|the\s+\w+)\s+)?(?:people\s+|persons\s+|students\s+)?"
        r"(?:share|have|shares|has|are|were|is|show)\s*(?:born\s+)?(?:on\s+|in\s+)?(?:their\s+)?(?:birthdays?\s+)?"
        r"(?:on\s+|in\s+)?(?:an?\s+|the\s+)?(?:same\s+)?"
        r"(?:birthday|birth\s*days?|same|day|month|number|value|day\s+of\s+the\s+week|birth\s+month|face|alike|equal"
        r"|rank|digits?)(?:\s+of\s+\w+)?",
        words,
    )
    if shared or re.fullmatch(
        r"(?:(?:no|without|has\s+no|have\s+no|with\s+no|contains\s+no)\s+(?:repeated|repeating|repeat)\s*\w*"
        r"|no\s+\w+\s+(?:is\s+)?(?:repeated|repeats?))",
        words,
    ):
        alike_ones = shared is not None and not re.match(r"no|none|not", shared["how"])
        return Phrase(words, _distinct(not alike_ones), distinct=not alike_ones, ordered=False)
    counted = re.sub(r"\ball\s+(?:of\s+)?(?:the\s+)?\w+\b", "", words)
    if space.n > 2 and re.search(
        rf"\b(?:exactly|just|only|least|most|{_K})\b", re.sub(r"\b(?:all|of)\s+\w+", "", counted)
    ):
        return None  # two of three the same
    feature = _feature(words, space)
    if feature is None:
        return None
    if re.search(r"\b(?:same|equal|doubles?|pair|match(?:ing|es)?|identical|flush)\b", words):
        alike_all = not re.search(r"\bnot\b|\bdo\s+not\b|\bno\b", words)
        return Phrase(words, _same(feature, alike_all), key=feature, ordered=False)
    if re.search(r"\b(?:different|distinct|differ|unequal)\b", words) and not re.search(r"\bnot\b", words):
        if feature is _itself:
            return Phrase(words, _distinct(True), distinct=True, ordered=False)
        return Phrase(
            words, lambda outcome: len(set(map(feature, outcome))) == len(outcome), key=feature, ordered=False
        )
    return None


def _itself(label: Label) -> Any:
    return label


def _distinct(wanted: bool) -> Holds:
    return lambda outcome: (len(set(outcome)) == len(outcome)) == wanted


def _same(feature: Callable[[Label], Any], wanted: bool) -> Holds:
    return lambda outcome: (len(set(map(feature, outcome))) == 1) == wanted


def _feature(words: str, space: Space) -> Callable[[Label], Any] | None:
    """What is compared: of cards the suit, the colour or the rank; None where words besides are not understood."""
    rest = re.sub(
        r"\b(?:(?:same|different|distinct|equal|doubles?|pair|match(?:ing|es)?|identical|flush|differ|unequal|all"
        r"|both|each|they|are|is|of|the|an?|have|"
        r"has|show|shows|not|do|to|two|three|four|five|dice|cards|balls|in|other|coins|numbers?|values?|faces?"
        r"|digits|on|land|lands|choose|chosen|from|every|one|form|make|it|outcomes?|results?)\b\s*)", "", words,
    ).strip(" ,")  # fmt: skip
    if not space.is_cards:
        return (
            _itself
            if re.fullmatch(r"(?:colours?|kinds?|types?|sex|gender|suits?|face|birthdays?|months?)?", rest)
            else None
        )
    if re.fullmatch(r"suits?", rest) or (not rest and "flush" in words):
        return _FEATURES["suit"]
    if re.fullmatch(r"colours?", rest):
        return _FEATURES["colour"]
    return _FEATURES["rank"] if re.fullmatch(r"(?:ranks?|denominations?|kinds?)?", rest) else None


def _about_places(words: str, space: Space) -> Phrase | None:
    """first red, second is a six, first red and second blue, red then blue, the first two are white"""
    tests: list[tuple[int, frozenset[Label]]] = []
    then = re.split(r"\s*(?:,\s*)?(?:and\s+)?then\s+|\s+followed\s+by\s+", words)
    if len(then) > 1:
        kinds = [kind_named(part, space) for part in then]
        if len(kinds) != space.n or None in kinds:
            return None
        tests = [(i, kind) for i, kind in enumerate(kinds) if kind is not None]
    else:
        before = rf"\s*(?:,\s*(?:and\s+)?(?:the\s+)?|\band\s+the\b|\band\b)\s*(?=(?:the\s+)?(?:{_ORDINAL})\b)"
        behind = r"(?<=\b(?:roll|toss|draw|flip|spin))\s*,?\s+and\s+"  # a 2 on the first roll and a 3 on the second
        divided = re.split(behind, words) if re.search(behind, words) else re.split(before, words)
        for part in divided:
            found = _places(part.strip(), space)
            if found is None:
                return None
            tests += found
    if not tests:
        return None
    return Phrase(words, lambda outcome: all(outcome[i] in kind for i, kind in tests), kinds=tuple(k for _, k in tests))


def _places(words: str, space: Space) -> list[tuple[int, frozenset[Label]]] | None:
    things = "|".join(map(re.escape, space.things)) or "-"
    found = re.fullmatch(
        rf"(?:the\s+)?(?P<at>{_ORDINAL})\s+(?:(?P<k>{_K})\s+)?(?:(?:{things}|{_THING}|result|outcome|number"
        rf"|one)\b\s*)?(?:(?:both|all)\s+)?(?:on\s+the\s+first\s+)?"
        rf"(?:{_BE}\s+|=\s*)?(?:(?:both|all)\s+)?(?P<kind>.+)",
        words,
    ) or re.fullmatch(
        rf"(?:an?\s+)?(?P<kind>[\w ]+?)\s+(?:(?:on|in|at|for)\s+(?:the\s+)?|(?:is|comes|stands|sits|finishes"
        rf"|goes)\s+)?(?P<at>{_ORDINAL})"
        rf"(?:\s+(?P<k>-))?(?:\s+(?:roll|toss|draw|flip|throw|spin))?",
        words,
    )  # fmt: skip
    two = re.fullmatch(
        rf"(?:the\s+)?(?P<one>{_ORDINAL})\s+and\s+(?:the\s+)?(?P<other>{_ORDINAL})\s+(?:{_THING}\s+)?(?:{_BE}\s+)?"
        r"(?:both\s+)?(?P<kind>.+)",
        words,
    )
    if two and (kind := kind_named(two["kind"], space)):
        places = [_ORDINALS[two["one"]], _ORDINALS[two["other"]]]
        return [(i, kind) for i in places] if max(places) < space.n else None
    only = re.fullmatch(
        rf"(?:an?\s+)?(?P<kind>[\w ]+?)\s+only\s+(?:on|in|at)\s+the\s+(?P<at>{_ORDINAL})(?:\s+\w+)?", words
    )
    if only and (kind := kind_named(only["kind"], space)) and (i := _ORDINALS[only["at"]]) < space.n:
        others = frozenset(space.labels) - kind
        return [(j, kind if j == i % space.n else others) for j in range(space.n)]
    starts = re.fullmatch(
        r"(?P<at>starts?|begins?|ends?)\s+(?:with|in)\s+(?:an?\s+|the\s+letter\s+)?(?P<kind>.+)", words
    )
    if starts:
        kind = kind_named(starts["kind"], space)
        return None if kind is None else [(-1 if starts["at"].startswith("end") else 0, kind)]
    kind = kind_named(found["kind"], space) if found else None
    if found is None or kind is None:
        return None
    at, k = _ORDINALS[found["at"]], _figure(found["k"] or "one") or 1
    if abs(at) >= space.n + (at < 0) or k > space.n:
        return None
    if k == 1:
        return [(at, kind)]
    if at not in (0, -1):
        return None
    return [(i, kind) for i in (range(k) if at == 0 else range(space.n - k, space.n))]


def _compared(words: str, space: Space) -> Phrase | None:
    """more heads than tails; as many boys as girls; the second is higher than the first"""
    found = re.fullmatch(
        r"(?:there\s+are\s+)?(?P<how>more|fewer|as\s+many|at\s+least\s+as\s+many|equal\s+numbers\s+of"
        r"|an\s+equal\s+number\s+of|"
        r"the\s+same\s+number\s+of|equally\s+many)\s+(?P<a>\w+)\s+(?:than|as|and)\s+(?P<b>\w+)", words,
    )  # fmt: skip
    if found:
        a, b = kind_named(found["a"], space), kind_named(found["b"], space)
        if a is None or b is None or a & b:
            return None
        tests: dict[str, Callable[[int, int], bool]] = {
            "more": lambda x, y: x > y, "fewer": lambda x, y: x < y, "at least as many": lambda x, y: x >= y,
        }  # fmt: skip
        test: Callable[[int, int], bool] = tests.get(found["how"], int.__eq__)
        return Phrase(
            words,
            lambda outcome: test(sum(label in a for label in outcome), sum(label in b for label in outcome)),
            kinds=(a, b),
            ordered=False,
        )
    order = re.fullmatch(
        rf"(?:the\s+)?(?:(?:number|value|score|outcome|result)\s+(?:on|of)\s+the\s+)?(?P<one>{_ORDINAL})\s+"
        rf"(?:{_THING}\s+)?(?:{_BE}\s+)?(?:an?\s+)?(?P<how>greater|higher|larger|more|smaller|lower|less"
        rf"|strictly\s+greater)\s*"
        rf"(?:number|value|score)?\s*than\s+(?:does\s+)?(?:that\s+(?:on|of)\s+)?(?:the\s+)?(?:(?:number|value)\s+"
        rf"(?:on|of)\s+the\s+)?(?P<other>{_ORDINAL})(?:\s+{_THING})?(?:\s+does)?", words,
    )  # fmt: skip
    if order is None or not all(isinstance(label, int) for label in space.labels):
        return None
    i, j = _ORDINALS[order["one"]], _ORDINALS[order["other"]]
    if max(i, j) >= space.n or i == j:
        return None
    up = order["how"] not in ("smaller", "lower", "less")
    return Phrase(words, lambda outcome: outcome[i] > outcome[j] if up else outcome[i] < outcome[j])


def _side_by_side(words: str, space: Space) -> Phrase | None:
    """Ann and Bob sit next to each other: neighbours in an arrangement"""
    found = re.fullmatch(
        r"(?P<a>[\w ]+?)\s+and\s+(?P<b>[\w ]+?)\s+(?:(?:do\s+)?(?P<not>not)\s+)?(?:sit|sits|stand|stands|be|are|is"
        r"|end\s+up|placed|come|seated)?\s*(?:seated\s+|sitting\s+|placed\s+)?(?P<not2>not\s+)?"
        r"(?:next\s+to\s+(?:each\s+other|one\s+another)|side\s+by\s+side|adjacent(?:\s+to\s+each\s+other)?|together"
        r"|beside\s+each\s+other)", words,
    )  # fmt: skip
    if found is None or space.n != len(space.labels) or not space.arranged:
        return None
    a, b = kind_named(found["a"], space), kind_named(found["b"], space)
    if a is None or b is None or len(a) != 1 or len(b) != 1 or a == b:
        return None
    wanted = found["not"] is None and found["not2"] is None
    pair = a | b
    return Phrase(
        words,
        lambda outcome: any({x, y} == pair for x, y in _neighbours(outcome, space.round)) == wanted,
        kinds=(a, b),
    )


def _neighbours(outcome: tuple[Label, ...], around: bool) -> list[tuple[Label, Label]]:
    return [*pairwise(outcome), *([(outcome[-1], outcome[0])] if around else [])]


def _matched(words: str, space: Space) -> Phrase | None:
    """no letter is in the right envelope; at least one gets his own hat"""
    if not space.matched:
        return None
    found = re.fullmatch(
        rf"(?P<how>no|none|nobody|no one|at least one|exactly\s+(?:{_K})|all|every|each|exactly one)\s+(?:of\s+"
        rf"(?:them|the\s+\w+)\s+)?(?:letter|person|man|people|letters|guest|card|student|one|men|guests)?s?\s*"
        r"(?:is|are|gets?|goes|go|receives?|has|have|picks?|selects?|be|will\s+be|end\s+up|ends\s+up)?\s*(?:up\s+"
        r"|back\s+)?(?:put\s+)?(?:in|into|to)?\s*(?:the|his|her|their|its)?\s*(?:or\s+her\s+)?"
        r"(?:right|correct|proper|own)\s*(?:own\s+)?(?:envelopes?|hats?|coats?|umbrellas?|places?|ones?|phones?"
        r"|letters?)?", words,
    )  # fmt: skip
    if found is None:
        return None
    how = found["how"]
    if how in ("no", "none", "nobody", "no one"):
        return Phrase(words, lambda outcome: not any(i == label for i, label in enumerate(outcome, 1)))
    if how == "at least one":
        return Phrase(words, lambda outcome: any(i == label for i, label in enumerate(outcome, 1)))
    k = space.n if how in ("all", "every", "each") else _figure(how.split()[-1])
    return Phrase(words, lambda outcome: sum(i == label for i, label in enumerate(outcome, 1)) == k)


def _one_of_each(words: str, space: Space) -> Phrase | None:
    """one of each colour; one card from each suit; one red and one blue; two girls and one boy"""
    each = re.fullmatch(
        r"(?:exactly\s+)?(?:one|an?)\s*(?:\w+\s+)?(?:of|from)\s+each(?:\s+(?:of\s+the\s+)?(?P<what>\w+))?(?:\s+\w+)?",
        words,
    )
    if each:
        feature = _FEATURES["suit"] if space.is_cards and alike(each["what"] or "", "suit") else _itself
        kinds = {feature(label) for label in space.labels}
        if len(kinds) != space.n or (space.is_cards and feature is _itself):
            return None
        if space.n == 2:
            return _counting(words, Counted(frozenset(space.labels[:1]), "=", 1))
        return Phrase(
            words, lambda outcome: len(set(map(feature, outcome))) == len(outcome), key=feature, ordered=False
        )
    words = re.sub(r"^exactly\s+", "", words)
    next_one = rf"(?=(?:{_K})\s)" if re.match(rf"(?:{_K})\s", words) else r"(?=an?\s)"
    parts = re.split(rf"(?:\s*,\s*(?:and\s+)?|\s+and\s+){next_one}", words)
    read = [re.fullmatch(rf"(?:exactly\s+)?(?P<k>{_K}|an?)\s+(?P<kind>.+)", part) for part in parts]
    if len(parts) < 2 or None in read or space.n < 2:
        return None
    told = [((_figure(m["k"]) if m["k"] not in ("a", "an") else 1), kind_named(m["kind"], space)) for m in read if m]
    if any(k is None or kind is None for k, kind in told) or sum(k for k, _ in told if k) != space.n:
        return None
    counts = [(k, kind) for k, kind in told if k is not None and kind is not None]
    if any(counts[i][1] & counts[j][1] for i in range(len(counts)) for j in range(i)):
        return None
    if len(counts) == 2 and counts[0][1] | counts[1][1] == frozenset(space.labels):
        return _counting(words, Counted(counts[0][1], "=", counts[0][0]))
    return Phrase(
        words,
        lambda outcome: all(sum(label in kind for label in outcome) == k for k, kind in counts),
        kinds=tuple(kind for _, kind in counts),
        ordered=False,
    )


def _about_one(words: str, space: Space) -> Phrase | None:
    """a heart: of one draw"""
    if space.n != 1:
        return None
    kind = kind_named(words, space)
    return None if kind is None else _counting(words, Counted(kind, "=", 1))


def _about_counts(words: str, space: Space) -> Phrase | None:
    """at least two sixes, no head, both good, exactly one red, a six appears exactly twice"""
    n = space.n
    parity = re.fullmatch(r"an\s+(?P<how>even|odd)\s+number\s+of\s+(?P<kind>.+)", words)
    if parity and (kind := kind_named(parity["kind"], space)):
        odd, which = parity["how"] == "odd", kind
        return Phrase(
            words, lambda outcome: sum(label in which for label in outcome) % 2 == odd, kinds=(kind,), ordered=False
        )
    if words in ("none", "no success", "neither", "nothing"):
        words = f"no {space.labels[0]}"
    often = re.fullmatch(
        rf"(?P<kind>.+?)\s+(?:(?=at\s+(?:least|most)\s+(?:once|twice))|appears?|occurs?|comes?\s+up|turns?\s+up"
        rf"|shows?(?:\s+up)?|is\s+(?:rolled|obtained|thrown)|will\s+appear|happens?)\s*"
        rf"(?:(?P<how>at\s+least|at\s+most|exactly|only|just|more\s+than|fewer\s+than|less\s+than)\s+)?(?P<k>once"
        rf"|twice|{_K})(?:\s+times?)?",
        words,
    )
    if often and (kind := kind_named(often["kind"], space)):
        return _counting(words, _relation(often["how"], _often(often["k"]), kind))
    every = re.fullmatch(r"(?:both|all|every|each)\s+(?P<kind>.+)", words)
    if every and (kind := _kind_or_success(every["kind"], space)):
        return _counting(words, Counted(kind, "=", n))
    nothing = re.fullmatch(r"(?:no|none|neither|not\s+(?:an?|any|a\s+single)|zero)\s+(?:an?\s+)?(?P<kind>.+)", words)
    if nothing and (kind := _kind_or_success(nothing["kind"], space)):
        return _counting(words, Counted(kind, "=", 0))
    up = re.fullmatch(rf"(?P<k>{_K})\s+or\s+(?P<way>more|fewer|less)\s+(?P<kind>.+)", words)
    if up and (kind := _kind_or_success(up["kind"], space)):
        return _counting(words, _relation("at least" if up["way"] == "more" else "at most", _often(up["k"]), kind))
    found = re.fullmatch(
        rf"(?P<how>at\s+least|at\s+most|exactly|just|only|more\s+than|fewer\s+than|less\s+than)?\s*(?P<k>{_K}"
        rf"|a\s+single)\s+(?P<kind>.+)",
        words,
    )
    if found and (kind := _kind_or_success(found["kind"], space)):
        return _counting(words, _relation(found["how"], _often(found["k"]), kind))
    bare = re.fullmatch(rf"(?P<how>at\s+least|at\s+most|exactly)\s+(?P<k>{_K})(?:\s+of\s+(?:them|the\s+\w+))?", words)
    if bare and space.has_success:
        return _counting(words, _relation(bare["how"], _often(bare["k"]), frozenset(space.labels[:1])))
    repeated = re.fullmatch(rf"(?P<how>at\s+least|at\s+most|exactly)\s+(?P<k>once|twice|(?:{_K})\s+times?)", words)
    if repeated and not isinstance(space.labels[0], int):
        return _counting(words, _relation(repeated["how"], _often(repeated["k"]), frozenset(space.labels[:1])))
    if space.n > 1 and (single := re.fullmatch(r"(?:an?|some)\s+(?P<kind>.+)", words)) and space.has_success:
        kind = kind_named(single["kind"], space)
        return None if kind is None else _counting(words, Counted(kind, ">=", 1))
    return None


def _often(words: str) -> int:
    words = re.sub(r"\s*times?$", "", words)
    if words == "a single":
        return 1
    found = COUNTS.get(words)
    return found if found is not None else int(words) if words.isdigit() else -1


def _kind_or_success(words: str, space: Space) -> frozenset[Label] | None:
    """The kind, or what counts as a success where the words only say `of them`."""
    found = kind_named(words, space)
    if found is None and re.fullmatch(
        r"(?:of\s+(?:them|the\s+\w+|these)|success(?:es)?|right|(?:of\s+them\s+)?(?:does|do|happens?|occurs?).*)", words
    ):
        return frozenset(space.labels[:1])
    return found


def _relation(how: str | None, k: int, kind: frozenset[Label]) -> Counted:
    how = re.sub(r"\s+", " ", how or "exactly")
    if how == "more than":
        return Counted(kind, ">=", k + 1)
    if how in ("fewer than", "less than"):
        return Counted(kind, "<=", k - 1)
    return Counted(kind, {"at least": ">=", "at most": "<="}.get(how, "="), k)


def _counting(words: str, counted: Counted) -> Phrase | None:
    if counted.k < 0:
        return None

    def holds(outcome: tuple[Label, ...]) -> bool:
        found = sum(label in counted.kind for label in outcome)
        return {"=": found == counted.k, ">=": found >= counted.k, "<=": found <= counted.k}[counted.relation]

    return Phrase(words, holds, counted, kinds=(counted.kind,), ordered=False)


READERS: tuple[Callable[[str, Any], Phrase | None], ...] = (
    _matched, _about_sum, _about_likeness, _compared, _side_by_side, _about_places, _about_one,
    _one_of_each, _about_counts,
)  # fmt: skip

"""The few words that a phrase about an outcome is brought to, and the numbers and ordinals in them."""

from __future__ import annotations

import re

from workings.probability.draft import COUNTS

__all__ = ["BE", "MANY", "ORDINAL", "ORDINALS", "THING", "figure", "plain", "times"]

_SMALL = {name: value for name, value in COUNTS.items() if name not in ("a", "an", "both", "once", "twice")}
MANY = "|".join(sorted(_SMALL, key=len, reverse=True)) + r"|\d+"
ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "last": -1, "final": -1,
}  # fmt: skip
ORDINAL = "|".join(ORDINALS)
THING = (
    r"(?:balls?|marbles?|cards?|bulbs?|items?|dice|die|coins?|tosses|toss|rolls?|draws?|tickets?|chips?|children"
    r"|child|kids?|"
    r"answers?|questions?|parts?|flips?|throws?|beads?|counters?|pens?|discs?|spins?|socks?|people|persons?"
    r"|students?|members?|"
    r"letters?|numbers?|digits?|components?|machines?|shots?|trials?|ones?|books?|components?|selections?|attempts?"
    r"|candidates?)"
)
BE = (
    r"(?:is|are|was|were|be|being|will\s+be|turns?\s+out\s+to\s+be|(?:comes?|came|coming|turn(?:s|ed)?"
    r"|turning)\s+up|lands?(?:\s+on)?|landed(?:\s+on)?|shows?|showed|showing|has|have|had|did|do|result(?:s"
    r"|ed)?\s+in|gives?|gave)"
)
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
     rf"(?:\s+(?:shown|appearing|obtained))?\s+{BE}\s+", ""),
    (r"^an?\s+number\s+(?:which\s+is\s+|that\s+is\s+)?(?=less|greater|more|divisible|at|not|smaller|larger|above"
         r"|below)", ""),
    (r"\bnot\s+(?:more|greater|larger)\s+than\b|\bno\s+more\s+than\b", "at most"),
    (r"\bnot\s+(?:less|fewer|smaller)\s+than\b|\bno\s+(?:less|fewer)\s+than\b", "at least"),
    (r"\bexceeds?\b|\bexceeding\b", "is greater than"),
    (r"\badds?\s+up\s+to\b|\badds?\s+to\b|\bsums?\s+to\b|\btotals?\s+(?=\d|at|more|less)", "sum is "),
    (r"^(?:the\s+)?(?:two\s+|three\s+)?(?:dice|numbers|values|cards|balls|faces|scores)\s+(?=sum\s+is|differ|match)",
         ""),
    (rf"^(?:the\s+)?(?:two\s+)?(?:numbers|dice|values|faces)\s+(?:{BE}\s+)?(?=differ)", ""),
    (r"^differ\s+by\s+(?:exactly\s+)?", "difference is "),
    (r"\b(?:the\s+)?(?:larger|greater|bigger|higher|highest|greatest)\s+(?:of\s+the\s+(?:two|three)\s+)?(?:number"
         r"|value|score|one)?s?\s*(?=is\b|equals)", "max "),
    (r"\b(?:the\s+)?(?:smaller|lower|lowest)\s+(?:of\s+the\s+(?:two|three)\s+)?(?:number|value|score|one)?s?\s*"
         r"(?=is\b|equals)", "min "),
    (r"\bmax\s+of\s+the\s+(?:two|three)\s+\w+\s+", "max "),
    (r"\b(?:the\s+)?(?:older|elder|eldest|oldest|firstborn)(?:\s+(?:child|one))?\b", "first"),
    (r"\b(?:the\s+)?(?:younger|youngest)(?:\s+(?:child|one))?\b", "last"),
    (rf"\b(both|all|neither|none|each|every)\s+(?:of\s+)?(?:the\s+)?(?:two\s+|three\s+|four\s+|five\s+|six\s+"
         rf"|\d+\s+|them\s+)?(?:{THING}\s+)?(?:{BE}\s+)?(?:an?\s+)?", r"\1 "),
    (r"\b(?:no|none)\s+of\s+(?:them|the\s+\w+|these)\s+", "none "),
    (rf"(?:^(?=one|two|three|four|five)|\b(?=none|no|at|exactly|more|fewer|less))(none|no|at\s+least\s+\w+"
         rf"|exactly\s+\w+|at\s+most\s+\w+|(?:more|fewer|less)\s+than\s+\w+|one|two|three|four|five)\s+(?:of\s+"
         rf"(?:them|the\s+\w+|these|which)\s+|{THING}\s+)?{BE}\s+(?:an?\s+)?", r"\1 "),
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


def plain(text: str) -> str:
    """The words in small letters, said in the one way that the readers below know."""
    words = re.sub(r"\s+", " ", re.sub(r"[\"()]", " ", text.lower())).strip(" .,")
    for pattern, usual in _USUAL:
        words = re.sub(r"\s+", " ", pattern.sub(usual, words)).strip()
    return words


def figure(word: str) -> int | None:
    word = word.strip()
    if word.isdigit() and len(word) < 7:
        return int(word)
    singular = re.sub(r"(?:es|s)$", "", word)
    for name in (word, singular, singular.rstrip("e") + "e" if singular else ""):
        if name in _SMALL:
            return _SMALL[name]
    return None


def times(words: str) -> int:
    words = re.sub(r"\s*times?$", "", words)
    if words == "a single":
        return 1
    found = COUNTS.get(words)
    return found if found is not None else int(words) if words.isdigit() else -1

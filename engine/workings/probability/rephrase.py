"""Many ways to tell a thing made one: what a sentence opens with, hedges, and words that carry nothing are taken away.

Each row of `USUAL` is a way of speaking and what is said instead; rows are applied in order, to what is given and to
what is asked alike, so that the patterns of sentences need to know one way only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from workings.probability.spelling import NUMBER
from workings.probability.vocabulary import stem

__all__ = ["is_hedged", "placeless", "usual"]

N = NUMBER
_UNIT = r"(?:year|month|week|decade|time|period|lifetime|season|moment|point)"
_HEDGE = re.compile(
    rf"\b(?:about|approximately|roughly|around|some|nearly|almost|an\s+estimated|only\s+about|up\s+to)\s+(?={N})", re.I
)
_ROWS = (
    # who says it
    (r"^[^:%\d]*\b(?:two|three|four|five|six)\s+\w+s\s*:\s+", ""),
    (r"\bthere['’]s\b", "there is"),
    (r"\bwhat['’]s\b", "what is"),
    (r"\s*,?\s*for\s+no\s+(?:\w+\s+)?reason\b", ""),
    (r"^(?:in|at)\s+an?\s+\w+\s+(?:which|that|where)\s+[^,%\d]*,\s+", ""),
    (r"^where\s+\w+\s+lives?,?\s+", ""),
    (r"\bon\s+time\b", "punctual"),
    (r"^(?:now\s+)?(?:suppose|assume|assuming|say|imagine|let|consider|note)(?:\s+(?:also|further|now))?"
         r"(?:\s+that)?,?\s+", ""),
    (r"^(?:it\s+is|it\s+has\s+been|it\s+was|we\s+are|you\s+are)\s+(?:also\s+|well\s+|generally\s+)?"
     r"(?:known|estimated|assumed|found|given|believed|thought|observed|established|told|reported)\s+that\s+", ""),
    (r"^(?:we|you|they|researchers|scientists|experts|doctors|analysts)\s+(?:also\s+)?"
     r"(?:know|knows|believe|estimate|find|found|assume|assumed|suppose|think)\s+that\s+", ""),
    (r"^(?:also|further(?:more)?|however|moreover|in\s+addition|in\s+general|on\s+average|historically|overall"
         r"|in\s+total|"
     r"typically|usually|unfortunately|similarly|likewise|in\s+fact|of\s+course|meanwhile|thus|hence|so|but|and|then|"
     r"in\s+other\s+words|for\s+example|for\s+instance|altogether)\s*,\s*", ""),
    (r"^(?:also|but|and|overall|historically|on\s+average)\s+(?!if\b)", ""),
    (r"^(?:past\s+)?(?:experience|records?|data|statistics|evidence|research|history|studies|surveys?|tests)\s+"
     r"(?:has\s+|have\s+)?(?:show|shows|showed|shown|suggests?|indicates?|reveals?)\s+that,?\s+", ""),
    (r"^[A-Za-z][A-Za-z'’ -]{1,60}\s(?:reports?|shows?|showed|indicates?|suggests?|states?|reveals?|found|finds"
         r"|says|estimates?|"
     r"believes?|claims?|knows?(?:\s+from\s+experience)?|know|show|report|indicate)\s+that\s+(?=.)", ""),
    (r",\s*it\s+is\s+known\s+that(?=\s)", ""),
    # small words that tell nothing of how many
    (r"\b(?:a\s+total\s+of|only|just|as\s+many\s+as|falsely|wrongly|correspondingly|exactly|precisely|fully)\s+"
     rf"(?={N}|\d)", ""),
    (r"\bthe\s+same\s+(?=\d)", ""),
    (r",?\s*\brespectively\b,?(?=\s*\d)|,?\s*\brespectively\b", ""),
    (r"(?<=\w)\s+(?:actually|indeed|in\s+fact|truly|really|eventually|successfully|accidentally|happens\s+to"
         r"|happen\s+to)\s+(?=\w)", " "),
    (rf"({N})\s+of\s+(?:all\s+)?(?:of\s+)?(?:the\s+|its\s+|their\s+)?(?:total\s+)?(?:number\s+of\s+)(?=\w)", r"\1 of "),
    (rf"({N})\s+of\s+all\s+(?:the\s+)?(?=\w)", r"\1 of "),
    (r"^[A-Za-z][^%\d]{5,90}?\b(?:is|was)\s+that\s+(?=" + N + ")", ""),
    (r"\s*\((?!false|true|non)(?:[a-z]+[ ,]+){2,}[^()\d]*\)", ""),  # (meaning the ...)
    (r",\s*(?:meaning|i\.e\.|that\s+is|in\s+other\s+words),?\s+(?:that\s+)?(?=the\s+probability\b|if\b)", " and "),
    (r"\bfall\s+into\s+(?=both|neither|none|all)", "are "),
    (r"\b(positive|negative)(?:\s+(?:test\s+)?results?)?\s+for\s+(?:the|this|that|a|an)\s+[\w-]+(?!\s+(?:with|who"
         r"|without|that|group|person|patient)\b|[\w-])"
     r"(?:\s+(?:on|by)\s+(?:the|this)\s+test)?", r"\1"),
    # when
    (rf"\s+(?:with)?(?:in|during|over|at)\s+(?:(?:a|an|any|one|some|the\s+(?:next|coming|following))\s+)"
     rf"(?:(?:given|coming|following|fixed|certain|single|particular|1-|one-|2-|two-|5-|five-|10-)\s*)*{_UNIT}"
     r"(?:\s+(?:period|or\s+so))?(?:\s+of\s+\w+ing\s+(?:a\s+|the\s+)?\w+)?(?=$|[\s,.;?])(?!\s+group)", ""),
    (r"\s+in\s+(?:his|her|their|its)\s+(?:life|lifetime)\b", ""),
    (r"\s+on\s+any\s+(?:given\s+|particular\s+)?day(?:\s+in\s+[A-Z]\w+)?\b", ""),
    # as what
    (r"\b(?P<k>\d+|one|two|three)\s+(?P<noun>[a-z]+)\s+(?:out\s+of|in)\s+(?:every\s+)?"
     r"(?P<n>\d+|two|three|four|five|six|seven|eight|ten|twelve|twenty|a\s+hundred|a\s+thousand)\b(?!\s*%)",
     r"\g<k> out of \g<n> \g<noun>"),
    (r"\b(?:is|are|was|were|be)\s+(not\s+|un)?able\s+to\s+", r"\1"),
    (r"\b(without|with)\s+(\w+)\s+(?=(?:the|it|he|she|they)\s+[^,]*\bwith\s+probability\b)", r"if \1 \2, "),
    (rf"^[^%]*\bis\s+{N}\s+(?:accurate|reliable)\s*:\s+", ""),
    (r"^in\s+(?:answering|taking|playing|attempting|doing)\s+[^,%]*,\s+", ""),
    (r"\bof\s+(?:an?|the|our|this)\s+[a-z]+['’]s\s+(?=[a-z]+s\b)", "of the "),
    (rf"\b(affects|strikes|infects|afflicts|(?:occurs|is\s+(?:found|present))\s+in)\s+({N})\s+(?!of\b)(?=[a-z]+)",
     r"\1 \2 of "),
    (r"(?<!those)(?<!anyone)\s+(?:who|that)\s+(?:take|takes|took|undergo|undergoes)\s+(?:the|this|a)\s+test\b", ""),
    (r"\b(?:does|do|did)\s+(?:the|this|a)\s+(?:\w+\s+)?\w+\s+(flag|detect|reject|catch)(?=\s+as\b|$)", r"are \1ed"),
    (r"\s+after\s+(?=(?:an?|the)\s+(?:positive|negative)\b)", " given "),
    # who
    (r"(?-i:\bI(?=\s+(?!(?:and|or|with|of|in|to|on|have|contain|hold)\b)(?:am|was|\w*[a-rt-z])\b))", "they"),
    (r"\b(?:everyone|everybody|anyone)\s+else\b", "the others"),
    (r"\b(?:he\s+or\s+she|she\s+or\s+he|he/she|s/he)\b", "they"),
    (r"\bhis\s+or\s+her\b|\bher\s+or\s+his\b|\bhis/her\b", "their"),
    (r"(?:(?<=s)|(?<=people))\s+tested\b(?!\s+(?:positive|negative|for))", ""),
    (r"(?<=[sn])\s+(?:produced|sold|made|manufactured|received|sent|taking\s+the\s+test)(?=\s+(?:are|is|were|was"
         r"|have|has)\b)", ""),
    (r"(?-i:\b(?:will|can|could|would|may|might)\s+)(?:be\s+able\s+to\s+)?(?=(?:not\s+)?[a-z]+\b)", ""),
)  # fmt: skip
USUAL = tuple((re.compile(pattern, re.I), instead) for pattern, instead in _ROWS)
_LEAD = re.compile(
    r"^(?:in|at|for|after|within|according\s+to|throughout)\s+(?P<where>[^,%\d]{3,60}?)(?:,\s+|\s+(?=\d+"
    r"(?:\.\d+)?\s*%))(?=.)",
    re.I,
)
_PLACE = re.compile(
    r"\s+(?:in|at|of|from|on)\s+(?:(?:a|an|the|this|that|our|one|some|any|his|her|their)\s+(?=\w)|(?=[A-Z]))"
    r"(?P<where>[\w' -]+?)$"
)
_MOST_IN_PLACE = 4  # words


def usual(sentence: str, spoken: Mapping[str, int]) -> str:
    """The sentence as it is usually told; `spoken` says how often each word occurs in the whole text, by its stem.

    >>> usual("It is believed that about 3% of all people actually have it", {})
    '3% of people have it'
    """
    said = _HEDGE.sub("", sentence.strip())
    for _ in range(2):
        for pattern, instead in USUAL:
            said = pattern.sub(instead, said)
        lead = _LEAD.match(said)
        if lead and _is_scenery(lead["where"], spoken):
            said = said[lead.end() :]
    return said


def is_hedged(sentence: str) -> bool:
    """Whether a figure is said to be approximate: about 30%"""
    return _HEDGE.search(sentence) is not None


def placeless(phrase: str, spoken: Mapping[str, int]) -> str:
    """`cars in a parking lot` without the place, where nothing else is said of it."""
    found = _PLACE.search(phrase.rstrip())
    if found is None or not found.start() or not _is_scenery(found["where"], spoken):
        return phrase
    return phrase[: found.start()]


def _is_scenery(words: str, spoken: Mapping[str, int]) -> bool:
    """Whether each of these words occurs here alone, so that no other part of the text can be set against it."""
    told = re.findall(r"[^\W\d_]{2,}", words)
    if re.search(r"(?<!\w)(?:[A-Z]|\d+|I{1,3})(?!\w)", words):
        return False  # machine A
    return (
        bool(spoken and told) and len(told) <= _MOST_IN_PLACE and all(spoken.get(stem(word), 0) <= 1 for word in told)
    )

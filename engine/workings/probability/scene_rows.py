"""How experiments are told: a row a way of saying, in the language of `templates.py`.

A sentence is read whole by one row, or in parts that `and`, `then` or a comma divide, each by its own.
"""

from __future__ import annotations

import re

from workings.probability import scene_parts as parts
from workings.probability.inventory import NUM
from workings.probability.scene import SUCCESSION, WITH, WITHOUT, Scene
from workings.probability.scene_parts import BOX, LABELLED
from workings.probability.spelling import NUMBER
from workings.probability.templates import compiled

__all__ = ["ROWS", "tell"]

_NOISE = re.compile(
    r"(?:,\s*)?\b(?:at\s+random|randomly|(?:each\s+)?uniformly|blindly|in\s+the\s+dark|without\s+looking|thoroughly|"
    r"well[-\s]+shuffled|shuffled(?=\s+(?:deck|pack))|well[-\s]+(?=mixed)|mixed|ordinary|standard|usual|normal|regular|"
    r"playing(?=\s+(?:cards?|deck|pack))|unbiased|balanced|six-sided|identical|honest|perfect|cubical|all|opaque|large|"
    r"small|random(?=\s+[a-z]))\b(?:\s+(?:and|,)\s*(?=well|shuffled|mixed))?",
    re.I,
)
_TOGETHER = re.compile(r"\s*,?\s*\b(?:simultaneously|together|at\s+(?:once|the\s+same\s+time))\b", re.I)
_USUAL = tuple(
    (re.compile(pattern, re.I), instead)
    for pattern, instead in (
        (r"\s+", " "),
        (r"\bthrice\b", "3 times"),
        (r"\b(?:is|are|were|was)\s+(\w+)\s+and\s+(?=from\b|$)", r"are \1 "),
        (r"\b(\d+)(?:\s*,\s*\d+)+\s*,\s*(?:\.\.\.|…)\s*,\s*(\d+)\b", r"\1 to \2"),
        (r"\b(?:deck|pack)\s+of\s+(?:52\s+)?(?:playing\s+)?cards?\b|\b(?:deck|pack)\s+of\s+52\b|\bpack(?=\s|$)",
             "deck"),
        (r"\bplaying\s+(?=deck)", ""),
        (r"^(?:(?:suppose|assume|assuming|whereas|while|but|since|consider|imagine|if|then|now|next|and|when|that|let|"
         r"given|say)\s+)+(?:that\s+)?", ""),
    )
)  # fmt: skip
_HEADED = re.compile(r"\b(?:two|double)-(?:headed|tailed)\b|(?<!un)biased\b")
_DIVIDES = re.compile(r"\s*(?:,|;|:)\s*(?:and\s+)?(?:then\s+)?|\s+and\s+(?:then\s+)?|\s+then\s+")
_PEOPLE = r"(?:people|persons|students|guests|employees|children|friends|strangers)"
_SLOTS = {
    "m": NUM, "m2": NUM, "n": rf"{NUM}(?=\s+times)|once|twice|{NUM}", "k": NUM, "total": NUM, "a": r"\d+", "b": r"\d+",
    "sides": r"\d+", "p": NUMBER, "items": rf"{NUM}\s.+?", "noun": r"(?:[a-z]+\s+){0,2}?[a-z]+",
    "src": r"(?:the|an?|this|that|it|them|these|your|our)?\s*[\w' ,-]*?", "what": "dice|die|coins?",
    "coins": r".*\bcoins?.*", "word": "[A-Z]{2,}", "one": LABELLED, "other": LABELLED, "one_items": "[^;,]+",
    "other_items": "[^;,]+", "box": rf"{LABELLED}|(?:one|another|the\s+other|a\s+second|a|an)(?:\s+{BOX})?",
    "face": r"[\w ,]+?", "verb": "[a-z]+", "things": r"(?:free\s+)?[a-z]+", "any": ".*", "c1": "[a-z]+", "c2": "[a-z]+",
    "side": "heads?|tails?|even|odd", "side2": "heads?|tails?|even|odd", "pair": r"an?\s+pair\s+of|pair\s+of",
    "try": r"(?:free\s+)?(?:throws?|shots?|times|attempts?|trials?|tries|games|penalties|serves|questions|items|days|"
           r"tosses|flips|arrows|weeks|years)", "each": "day|trial|time|toss|game|attempt",
    "team": r"(?:team\s+)?[A-Z]\w*", "team2": r"(?:team\s+)?[A-Z]\w*", "kind": r"[\w ]+?", "letter": "[A-Z]",
}  # fmt: skip
_MACROS = {
    "BOX": BOX,
    "WHO": r"(?:you|we|i|he|she|someone|somebody|they|an?(?:\s+\w+){1,2}?|the\s+\w+|[A-Z][a-z]+)",
    "DRAWN": r"(?:drawn|chosen|selected|picked|taken|removed|pulled|dealt|withdrawn|sampled|caught)(?:\s+(?:out|up))?",
    "DRAW": (
        r"(?:draws?|drew|chooses?|chose|picks?|picked|selects?|selected|takes?|took|removes?|removed|pulls?|pulled"
        r"|deals?|"
        r"samples?)(?:\s+(?:out|up))?"
    ),
    "ROLLED": r"(?:rolled|thrown|tossed|flipped|cast|spun)",
    "ROLL": r"(?:rolls?|rolled|throws?|threw|toss(?:es|ed)?|flips?|flipped|casts?)",
    "BE": r"(?:is|are|was|were)(?:\s+to\s+be)?(?:\s+then)?",
    "HOLDS": r"(?:contains?|has|have|holds?|with|includes?|consists\s+of|consisting\s+of|containing"
        r"|is\s+known\s+to\s+contain)",
    "FROM": r"(?:from|out\s+of)(?:\s+among)?",
    "FEW": r"(?:[\w'-]+\s+){0,3}?",
    "GROUP": r"(?:committee|team|set|sample|group|hand|jury|panel|subset|delegation|crew|board|selection)",
    "CHANCE": r"(?:a\s+)?(?:probability|chance)(?:\s+of|\s*=)?",
    "APART": r",?\s+(?:and\s+)?independent(?:ly)?(?:\s+of\s+(?:the\s+others?|each\s+other|one\s+another))?",
    "PEOPLE": _PEOPLE,
    "SHOWS": r"(?:is|was|shows|showed|lands(?:\s+on)?|comes\s+up)",
    "PUT": r"(?:moved|transferred|passed|put|placed|dropped)",
    "DIGITS": r"(?:pin|password|code|number|combination|passcode)",
    "ROW": r"(?:row|line|shelf|bench|round\s+table|circular\s+table|table|circle|queue|straight\s+line|random\s+order)",
}  # fmt: skip
_LEAD = "[(an|a|the|my|your|one) FEW]"
_TABLE = (
    # coins of several kinds
    (_LEAD + "(jar|box|bag|urn|drawer|purse|collection|pocket|bank|wallet) (contains|has|holds) "
     "[(two|three|four|five) coins\\s*:\\s*]<coins>", parts.coins),
    ("[there are ]<coins> in (a|an) \\w+", parts.coins),
    ("<coins_each>", parts.coins),
    ("[there are |you have |i have ](two|three|four|five) coins[ in (a|an) \\w+]", parts.idle),
    ("((a|an|one|the) coin|it|one of (the|these) [\\w+ ]coins) is DRAWN[ from (the|it) ?\\w*]", parts.coin_picked),
    ("[(it|(the|this|that|a|one) coin) is ][DRAWN and ]ROLLED[ <n>[ times]]", parts.coin_tossed),
    # throws
    ("(a|an|the) [fair ]coin (has|had) (come up|landed|shown|come) [on ]<side> <m> times[ in a row| running]",
     parts.came_before),
    ("(it|the coin) is ROLLED (once more|again|one more time|a \\w+ time)", parts.again),
    ("(a|an|one|the) <what> is ROLLED[ repeatedly] until <kind> (appears|comes up|occurs|shows[ up]|turns up|"
     "is (obtained|rolled|thrown|tossed))[ for the first time]", parts.tossed_until),
    ("(a|an) <c1> [die ]and (a|an) <c2> (die|dice) are ROLLED", parts.two_dice),
    ("[(<m>|<pair>) ][<sides>-sided ]<what> [(is|are) ]ROLLED[ <n>[ times]]", parts.roll),
    ("[WHO ]ROLL [(<m>|<pair>|the) ][<sides>-sided ]<what>[ <n>[ times]]", parts.roll),
    ("<n> (tosses|flips|throws|rolls) of (a|an) [<sides>-sided ]<what>", parts.roll),
    ("(a|an) spinner (has|with|is divided into) <k> [equal ](sectors|sections|regions|parts) (numbered|labelled"
         "|labeled)"
     "[ from] <a>\\s*(to|-|through)\\s*<b>", parts.spinner),
    ("(it|the spinner) is spun[ <n>[ times]]", parts.spun),
    ("<m> \\w+ each ROLL (a|an) [<sides>-sided ]<what>", parts.roll),
    # trials that succeed with a probability
    ("WHO <verb> <p> of (his|her|their|its|the) <things>[ \\w+]", parts.succeeds),
    ("<team> <verb> <team2> with CHANCE <p> (in|on) (each|every) \\w+[APART]", parts.succeeds),
    ("WHO <verb>[ (the|his|her|a|an)][ <things>][ (on|in|at) (each|any|every) \\w+] with CHANCE <p>[APART][ each time]",
     parts.succeeds),
    ("each of [the ]<m> <things> [independently ]<verb>[ (a|an|the) \\w+] [independently ]with CHANCE <p>[APART]",
     parts.succeeds),
    ("each of [the ]<m> <things> [independently ]<verb> [independently ]with CHANCE <p>[APART]", parts.succeeds),
    ("(a|an|the) FEW\\w+ has <m> [independent ][identical ]<things> that each [independently ]<verb>[ (a|an|the) \\w+] "
     "with CHANCE <p>[APART]", parts.succeeds),
    ("[the ]CHANCE that (a|an|the|each) <things> <verb> is <p>", parts.succeeds),
    ("<m> <things> are (planted|tested|tried|inspected|examined|treated|sown|asked)[APART]", parts.tried),
    ("P\\(<verb>\\)\\s*=\\s*<p> [(on|for) ]each <each>[APART]", parts.succeeds),
    ("[WHO ][(takes|takes|shoots|fires|tries|attempts|plays|throws|makes|in|on|take|shoot) ]<m> [independent ]<try>",
     parts.tried),
    # what is in a box, or in each of several
    ("<box>[ HOLDS|:] <items>", parts.labelled),
    (_LEAD + "\\w+ of <total> \\S+[ \\w+] HOLDS <items>", parts.contains),
    (_LEAD + "(\\w+ HOLDS|\\w+ of) <items>", parts.contains),
    ("[(there are|you have|we have|(in|inside) (a|an|the) \\w+ there are) ]<items>[ in (a|an|the|your) \\w+]",
     parts.contains),
    ("[(in|from) ](a|an|the) deck[ is shuffled]", parts.a_deck),
    # draws
    ("FROM <src>,[ (a|an) \\w+ of] <m>[ <noun>] BE DRAWN", parts.taken),
    ("(a|an|the) GROUP of <m>[ <noun>] BE (DRAWN|formed|made)[ (from|out of|among) <src>]", parts.taken),
    ("(a|an|the) <m>-card [poker ]<hand> is DRAWN[ FROM <src>]", parts.taken),
    ("(a|an) [(poker|bridge) ]<hand> (consists|consisting|is made up) of <m> cards[ [is ][DRAWN ]from <src>]",
     parts.taken),
    ("WHO (is|are) dealt <m> <noun>[ FROM <src>]", parts.taken),
    ("<m> [of the |of these ]<noun> BE DRAWN[ FROM <src>]", parts.taken),
    ("<m> BE DRAWN[ FROM <src>]", parts.taken),
    ("[WHO ][then ][reach(es)? into the \\w+ and ]DRAW <m>[ [of the ]<noun>][ FROM <src>]", parts.taken),
    # one of several boxes
    ("((a|an|one|the) BOX|one of (the|these|them)[ (two|three)][ BOX]) is [then ]DRAWN[ by (tossing|flipping) a coin]",
     parts.one_box),
    ("[WHO ]DRAW (a|an|one|the|one of (the|these)) BOX", parts.one_box),
    ("(a|an|one) \\w+ is [(DRAWN|PUT) ]from <one> [and ][is ](to|into|PUT (in|into|to)) <other>", parts.move),
    ("[the ](outcome|result|number|coin|die|it|face|toss) SHOWS <face>[,] [then ](a|one) \\w+ is DRAWN from <one>"
     "[ (with|containing) <one_items>][;|,] [and ](otherwise|if not|else)[,] [((a|one) \\w+|it) is DRAWN ]from <other>"
     "[ (with|containing) <other_items>]", parts.by_toss),
    ("[WHO ]ROLL (a|an) (coin|die)[,] [and ][then ]DRAW (a|one) \\w+ from <one> or [from ]<other>[,] depending on"
         " whether "
     "[the ](outcome|result|toss|coin|it) SHOWS <side> or <side2>", parts.by_either_side),
    # people, digits, numbers, arrangements
    ("(a|an|the) (family|couple) [that ](has|have|with|of) <m> children[ is DRAWN]", parts.children),
    ("[(in|among|at|there are) ][(a|an) [random ](room|group|class|party|office|team) (of|with|containing) ]<m> PEOPLE"
     "[ (are|is) (DRAWN|gathered|in (a|an) \\w+|at (a|an) \\w+)][ in (a|an) \\w+]", parts.people),
    ("[(a|an|the|my|your) ]<m>-digit DIGITS[ (code|number)][ (is|are) (DRAWN|generated|made)]", parts.digits),
    ("[(a|an|the|my|her|his|your) ]DIGITS(s)? (consists? of|has|have|(is|are) made of|contains?|is|of|with) <m> "
     "[random ]digits[[,] [each ](DRAWN|generated)[ independently][ from 0 to 9]]", parts.digits),
    ("<m> (number|integer|positive integer|whole number) [is ]DRAWN (from|between|among) [the ][(numbers|integers"
         "|set) ]"
     "[from ]<a>\\s*(to|through|and|-|–)\\s*<b>[[,] inclusive]", parts.number),
    ("<m> (number|integer) [is ]DRAWN from the first <b> [(positive|natural) ](integers|numbers)", parts.number),
    ("<m> \\w+ each [independently ](choose|pick|select|think of)s? (a|an) (number|integer) (from|between) <a> (to"
         "|and) <b>",
     parts.number),
    ("[the ]letters (of|in) [the word ]<word> are (re)?(arranged|shuffled|permuted|ordered|scrambled|put|placed"
         "|written)"
     "[ (in|into) (a|an) ROW]", parts.letters),
    ("<one_of> letter is DRAWN from [the letters (of|in) ][the word ]<word>", parts.letters),
    ("<m> [different ](people|students|friends|books|children|persons|men|women|cars|boys|girls) (sit|sit down|stand|"
     "line up|queue|are (seated|arranged|placed|put|lined up|standing|sitting))"
     "[ (in|on|at|around|round|along) (a|an) ROW][ in (random|any) order]", parts.row),
    ("<m> (letters|cards|invitations|notes) are (put|placed|stuffed|inserted) (in|into) <m2> FEWenvelopes",
     parts.matching),
    ("<m> (people|men|guests|gentlemen|students|friends) FEWFEW(hat|coat|umbrella|phone|key)s?\\b<any>",
     parts.matching),
    ("WHO (hold|holds|buy|buys|have|has|own|owns|bought) <m> (tickets?|of the tickets) (in|for|of) (a|an|the) "
     "(raffle|lottery|draw) (of|with) <total> tickets (with|and|that has|having|in which there are) <k> "
     "(prizes?|winning tickets|winners)", parts.raffle),
    # what is taken to be so
    ("[FEWFEW]equally likely[ to be (a|an) boy or (a|an) girl][ (days|months|outcomes)]", parts.assumed),
    ("each [(born |)(child|outcome|birth) ][is ]equally likely<any>", parts.assumed),
    ("[there are ]365 [equally likely ]days[ in (a|an|the) year]|(ignor\\w+|no) leap years", parts.assumed),
    ("[(the|all) \\w+ (are|is) ]independen(t|ce|tly)[ of (each other|one another)]", parts.apart),
    ("[the ](selection|choice|draw|arrangement) is (made|done)|[(you are given|there are) ](two|three) BOX"
     "[ and \\w+ balls]", parts.idle),
)  # fmt: skip
_SLOTS |= {"hand": "hand", "coins_each": r"one\s+(?:of\s+them\s+)?is\s+.*\bcoins?.*", "one_of": "an?|one"}
ROWS = tuple((compiled(template, _SLOTS, _MACROS), part) for template, part in _TABLE)


def tell(scene: Scene, sentence: str) -> bool:
    """Whether the sentence tells a part of the scene, which is then taken in.

    >>> scene = Scene("An urn holds 4 red and 2 blue balls. Two are drawn.")
    >>> tell(scene, "An urn holds 4 red and 2 blue balls"), tell(scene, "Two are drawn")
    (True, True)
    >>> scene.finish().weights
    (4, 2)
    """
    said = sentence.strip(" .,;")
    if not _HEADED.search(scene.about):
        said = re.sub(r"\bfair\s+(?=\w)", "", said)
    for noise in (_NOISE, SUCCESSION, _TOGETHER, WITHOUT, WITH):
        said = noise.sub("", said)
    said = re.sub(r"\s+", " ", said).strip(" ,")
    for pattern, instead in _USUAL:
        said = pattern.sub(instead, said)
    said = said.strip(" ,")
    return _whole(scene, said) or _in_parts(scene, said)


def _whole(scene: Scene, said: str) -> bool:
    said = re.sub(r"^(?:whereas|while|and|but|then)\s+", "", said, flags=re.I)
    before = scene.state()
    for pattern, part in ROWS:
        found = pattern.fullmatch(said)
        if found is not None and part(scene, found):
            return True
        if found is not None:
            scene.restore(before)
    return False


def _in_parts(scene: Scene, said: str) -> bool:
    """The sentence in two parts, each of which tells something."""
    before = scene.state()
    for cut in _DIVIDES.finditer(said):
        left, right = said[: cut.start()].strip(" ,"), said[cut.end() :].strip(" ,")
        if left and right and _whole(scene, left) and (_whole(scene, right) or _in_parts(scene, right)):
            return True
        scene.restore(before)
    return False

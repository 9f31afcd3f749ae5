"""Patterns written as the sentences that they match: `<n> [of ]<clause>` reads `5% of bolts are cracked`.

A slot stands in angle brackets, what may be left out in square ones; alternatives stand in round ones, and words in
capitals are the macros below. A slot's name says what kind of words belong in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from workings.probability.spelling import NUMBER

__all__ = ["IF", "NAMES", "PLACE", "PREVALENCE", "ROLE", "compiled"]

IF = (
    r"(?:(?<!was )(?<!were )(?<!is )(?<!are )(?<!been )given(?:\s+that)?|if|when(?:ever)?|"
    r"provided(?:\s+that)?|conditional\s+on|knowing\s+that|assuming(?:\s+that)?|"
    r"(?:when|if)\s+applied\s+to)"
)
_LIST = rf"{NUMBER}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){NUMBER})+"
NAMES = r"(?:\w+\s+)?\w+(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+)(?:the\s+)?(?:by\s+)?(?:\w+\s+)?\w+)+"
PLACE = (
    r"(?:at|in|of|from)\s+(?:a|an|the|this|our|one|some|any)\s+(?:(?:certain|given|large|small|particular|whole)\s+)*"
    r"(?:schools?|town|city|country|region|population|class|company|college|university|factory|hospital|survey|study|"
    r"group|village|state|area|club|office|corpus|market|sample|community|database|batch|lot|inbox)"
)
ROLE = (
    r"(?:true\s+(?:positive|negative)\s+rate|recall|sensitivity|specificity|hit\s+rate|miss\s+rate|precision|PPV\b|NPV\b"
    r"|(?:positive|negative)\s+predictive\s+value|false\s+(?:discovery|omission)\s+rate|"
    r"false[\s-]+(?:positive|negative)(?:\s+rate)?|false\s+alarm\s+rate)"
)
PREVALENCE = r"(?:prevalence|base\s+rate|incidence)"
_MACROS = {
    "CHANCE": r"(?:(?:conditional|posterior|prior|pre-?test|post-?test)\s+)?(?:probability|chances?|likelihood|risk)",
    "CHANCES": (
        r"(?:(?:respective\s+)?(?:probabilit(?:y|ies)|rates?|percentages?|proportions?|chances?|shares?|fractions?))"
    ),
    "IF": IF,
    "ASK": (
        r"(?:what(?:'s|\s+is|\s+are|\s+was|\s+will\s+be)?|find|determine|calculate|compute|give|work\s+out|evaluate)"
        r"(?:\s+(?:the|is|then))*"
    ),
    "CROWD": (
        r"(?:(?:a|an|one|the)\s+(?:certain\s+|recent\s+)?(?:class|survey|group|sample|school|town|village|college|club|"
        r"poll|set)\s+(?:of\s+)?)?"
    ),
    "MAKES": (
        r"(?:makes?|made|produc(?:es?|ed)|suppl(?:y|ies|ied)|manufactur(?:es?|ed|ing)|producing|making|supplying"
        r"|provid(?:es?|ed)|handles?|handled|"
        r"sends?|accounts?\s+for|types?|typed|builds?|built|carr(?:y|ies|ied)|delivers?|delivered|turns?\s+out|"
        r"contributes?|generates?|receives?|gets?|takes?|serves?|covers?|writes?|assembles?|packs?|fills?|filled"
        r"|processes|process|"
        r"teach(?:es)?|examines?|treats?|ships?|bakes?|prints?|brews?|grows?|weaves?|prepares?|brings?|mints?"
        r"|stitch(?:es)?|sews?|moulds?|molds?|roasts?)"
    ),
    "ROLE": ROLE,
    "CLASSIFIES": (
        r"(?:identif(?:y|ies|ied)|classif(?:y|ies|ied)|label(?:s|led|ed)?|detects?|diagnoses?|recogni[sz]es?|flags?)"
    ),
    "FEW": r"(?:[\w'-]+\s+){0,4}",
    "PLACE": PLACE,
    "THING": r"(?:urns?|box(?:es)?|bags?|jars?|bowls?|drawers?|coins?)",
    "ON": r"(?:on|for|in|among)",
    "COUNTED": (
        r"(?:ha[sd]|have|contain(?:s|ed)|employ(?:s|ed)|survey(?:s|ed)|treat(?:s|ed)|tested|polled|interviewed|sampled"
        r"|produced|made|sold|received|examined|inspected|checked|studied|enrolled|admitted|questioned)"
    ),
    "TIMES": r"(?:of\s+(?:the\s+time|cases|days|occasions|(?:its|his|her|their)\s+\w+)|times)",
    "IS": r"(?:is|are|was|were|has|have|it\s+is)",
    "EQUALS": r"(?:is|are|=|equals|was|were)(?:\s+(?:estimated|known|said)\s+to\s+be)?",
}  # fmt: skip
_BALLS = r"\d+\s+\w+(?:\s+(?:balls?|marbles?|chips?|coins?|tickets?))?"
_ONE_URN = (
    r"(?:(?:(?:the|an?)\s+)?(?:(?:urn|box|bag|jar|bowl|drawer)\s+(?:[A-Z]|\d+|I{1,3})|(?:a|an|one|another"
    r"|the\s+other|a\s+second|"
    r"first|second|third)(?:\s+(?:urn|box|bag|jar|bowl|drawer))?))\s+(?:contains|has|holds|with)\s+"
    rf"{_BALLS}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_BALLS})*"
)
_LABEL = r"(?:\w+\s+)?(?:[A-Z]|\d+|I+)"
_SLOTS = {
    "n": NUMBER, "n1": NUMBER, "n2": NUMBER, "k": r"\d+", "k2": r"\d+", "k0": r"\d+", "whole": r"\d+", "shares": _LIST,
    "rates": _LIST,
    "odds": r"\d+\s+(?:in|out\s+of)\s+\d+", "when": r"(?:on|in|at|for)\s+(?:the\s+)?[A-Z]?\w+",
    "how2": r"independent(?:ly)?",
    "times": r"(?:twice|half|(?:two|three|four|five|six|ten|\d+(?:\.\d+)?)(?:\s+times)?)",
    "if5": "[^%]+?", "those5": "[^%,]+?", "side1": "heads?|tails?", "side2": "heads?|tails?",
    "sign": "positive|negative",
    "kind": r"[a-z]+s|men|women|children|people", "kind2": r"[a-z]+s|men|women|children|people",
    "names": NAMES, "labels": rf"{_LABEL}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_LABEL})+", "letter": "[A-Z]",
    "several": rf"(?:only\s+)?{NUMBER}\s.*\s(?:only\s+)?{NUMBER}\s.+",
    "unit": r"(?:the\s+|all\s+|its\s+)?\w+(?:\s+(?!from|by|in|on|with|are|is)\w+){0,2}",
    "kinds": r"\d+\s+[a-z][a-z ]*(?:,\s*(?:and\s+)?\d+\s+[a-z][a-z ]*)+(?:,?\s+and\s+\d+\s+[a-z][a-z ]*)?",
    "amounts": r"\d+(?:\s*,\s*\d+)*,?\s+and\s+\d+", "if3": r"(?:the\s+)?[a-z]+(?:\s+[a-z]+)?",
    "subject": r"[^\d%]+?",
    "cases": r"(?:cases|days|times|occasions|patients|people|instances)",
    "nobody": r"(?:nobody|no\s+one|none\s+of\s+them)", "those2": r"[^%]+?",
    "those3": r"[^,%]+?",
    "those": r"(?:those|these|people|patients|persons|the\s+others?|others)(?:\s+[^,%]+?)?",
    "crowd": r"(?:[a-z-]+\s+)?(?:[a-z-]+s|people|men|women|children|staff|mice|fish|sheep)",
    "role": ROLE, "none": "none|all", "others": "others|rest|remainder", "those4": "these|those",
    "verb": r"(?:(?:were|was)\s+)?(?:given|assigned\s+to|treated\s+with|received|took|used)",
    "verb2": r"(?:(?:were|was)\s+)?(?:given|assigned\s+to|treated\s+with|received|took|used)",
    "s1": ".+?", "s3": r"(?:the\s+(?:other\s+)?)?(?!the\b|of\b)[\w-]+(?:\s+(?:ones|people))?", "s2": ".+",
    "any": ".*", "any2": ".*", "before": ".+?",
    "what": r"[^%]+?", "if": r"[^%]+?",
    "urns": rf"{_ONE_URN}(?:\s*(?:,\s*and|,|;|and|while)\s+{_ONE_URN})*",
    "coins": r".*\bcoins?\s*:\s*.+",
    "marks": "marks|flags|labels|classifies|identifies",
    "wiring": "series|parallel", "system": "system|circuit|machine|device", "many": "at least one|all|both|every|any",
    "how": "always|never", "side": "odds",
}  # fmt: skip
_SIGNS = {"[": "(?:", "]": ")?", "(": "(?:", " ": r"\s+", ", ": r"\s*,\s*", ",": r"\s*,"}


def compiled(
    template: str, slots: Mapping[str, str] | None = None, macros: Mapping[str, str] | None = None
) -> re.Pattern[str]:
    """The template as a pattern for a whole clause; `slots` and `macros` are those of another table.

    >>> compiled("<n> [of ]<clause>").match("5% of bolts are cracked")["clause"]
    'bolts are cracked'
    """
    slots, macros = _SLOTS if slots is None else slots, _MACROS if macros is None else macros
    out: list[str] = []
    for part in re.findall(r"<\w+>|[A-Z_]{2,}|\\.|, |.", template):
        if part[0] == "<":
            name = part[1:-1]
            out.append(f"(?P<{name}>{slots.get(name, '[^,%]+?')})")
        else:
            out.append(macros.get(part) or _SIGNS.get(part, part))
    return re.compile("".join(out) + "$", re.I)

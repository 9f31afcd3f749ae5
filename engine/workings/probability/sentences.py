"""Sentences of a word problem as statements and questions: `5% of bolts are cracked` says `P(cracked) = 5%`.

A phrase is added as a row of `STATEMENTS` or `QUESTIONS`, a sentence with slots; the slots of most rows are all that
it takes: `<n>` is the value of what happens (`<does>`, `<what>`, `<clause>`) to those of whom it is said (`<who>`,
`<if>`). What fits no row is an error with the place, never a guess.
"""

from __future__ import annotations

import re

from workings.expression.errors import ReadError
from workings.probability import asking, cases, ratios, saying, screening, tallies
from workings.probability.clauses import Clauses
from workings.probability.rephrase import is_hedged, usual
from workings.probability.spelling import NUMBER
from workings.probability.templates import compiled
from workings.rule import Text

__all__ = ["QUESTIONS", "STATEMENTS", "Sentences"]

N = NUMBER
_HOLDS = re.compile(
    r"^(?:a|an|the)\s+(?:\w+\s+){1,4}?(?:has|contains|holds|consists\s+of|includes|services|sells|serves|insures|stocks|offers|grows)\s+"
    rf"(?={N}\s+[\w-]+(?:\s+\w+)?(?:\s+and|,)\s+{N})",
    re.I,
)
_SAME_UNIT = re.compile(
    r"(?P<all>\d+(?:\.\d+)?(?:\s*,\s*(?:and\s+)?\d+(?:\.\d+)?)*\s*,?\s+and\s+\d+(?:\.\d+)?)\s*(?:percent|per\s+cent|%)"
    r"(?!\s+of\b)",
    re.I,
)
_STATES = re.compile(rf"{N}|\d|\bthe\s+event\s+that\b", re.I)
_GOES_ON = re.compile(rf"{N}|\d|\brest\b|\bothers\b|\bremain|\botherwise\b|independen|\bthe\s+event\s+that\b", re.I)
_AND_THE_REST = re.compile(r"(?:,|\band)\s+the\s+(?:rest|others|remainder|remaining)\b", re.I)
_EXACT = Text("the figures said to be approximate are read as exact", "およその数値は正確な値として読みました")
MOST_CLAUSES = 200  # parts of one sentence that are tried


class Sentences(Clauses):
    """Reads the sentences of one problem in order, since each may lean on those before it."""

    def read(self, sentence: str) -> list[str]:
        """What the sentence states, as lines that `read_statement` reads.

        Raises:
            ReadError: where it can't be read.
        """
        said = usual(sentence.strip().rstrip(".;:,"), self.names.spoken)
        said = _HOLDS.sub("", said)
        said = re.sub(rf"({N})\s+(sensitiv|specific)e?\b", r"\2ity \1", said, flags=re.I)
        said = _SAME_UNIT.sub(_percents, said)
        if is_hedged(sentence) and _EXACT not in self.notes:
            self.notes.append(_EXACT)
        self.tried = 0
        self.begin()
        found = self._clauses(said)
        if found is None:
            raise ReadError(
                "this sentence can't be read", sentence, (0, len(sentence)),
                "such as '5% of bolts are cracked', '80% of cracked bolts are flagged', 'P(A|B) = 0.3'",
            )  # fmt: skip
        return found

    def _clauses(self, said: str) -> list[str] | None:
        """The whole sentence by one pattern, else by its parts; None too where it could be cut in too many ways."""
        self.tried += 1
        if self.tried > MOST_CLAUSES:
            return None
        said = re.sub(r"^(?:but|and|while|whereas)\s+", "", said.strip(" ,"), flags=re.I)
        if not re.match(rf"that\s.*\s(?:is|=)\s+{N}$", said, re.I):  # of the probability before: that B comes is 0.4
            said = re.sub(r"^(?:that\s+|is\s+){1,2}", "", said, flags=re.I)
        before = self.state()
        for pattern, handler in STATEMENTS:
            match = pattern.match(said)
            if match and not _overrun(match):
                try:
                    lines = handler(self, match)
                except ReadError:
                    lines = None
                figures = saying.numbers_in(said.replace(match.groupdict().get("times") or "\0", " "))
                if lines is not None and sum("=" in line or "|" in line for line in lines) >= len(figures):
                    return lines
                self.restore(before)
        for divider in (r"\s*;\s*", r",?\s+(?:while|whereas|but)\s+", r",\s+and\s+", r"\s*,\s+", r"\s+and\s+"):
            for cut in re.finditer(divider, said, re.I):
                left, right = said[: cut.start()], said[cut.end() :]
                if not _STATES.search(left) or not _GOES_ON.search(right):
                    continue
                if re.match(r"(?:is|are|was|were|has|have|had|do|does)\b", right, re.I):
                    continue  # said of those on the left, not of all
                first = self._clauses(left)
                second = self._clauses(right) if first is not None else None
                if first is not None and second is not None:
                    return first + second
                self.restore(before)
        return None

    def ask(self, sentence: str) -> list[str]:
        """What the sentence asks, as `P(A|B)`; what it takes to be the case is part of the condition.

        Raises:
            ReadError: where it can't be read, or speaks of something of which nothing is given.
        """
        asked = usual(sentence.strip().rstrip("?？. "), self.names.spoken)
        for pattern, handler in QUESTIONS:
            found = pattern.match(asked)
            if found:
                return handler(self, found)
        raise ReadError(
            "this question can't be read", sentence, (0, len(sentence)), "'What is the probability that ...?'"
        )


_FIGURES = (
    "n",
    "n1",
    "n2",
    "k",
    "whole",
    "shares",
    "rates",
    "any",
    "any2",
    "before",
    "several",
    "coins",
    "urns",
    "odds",
    "times",
)


def _percents(found: re.Match[str]) -> str:
    """2, 3 and 5 percent as 2%, 3% and 5%, but not the number of a machine: `from machine 1 and 2% from machine 2`."""
    before = re.search(r"([A-Za-z]+)\s+$", found.string[: found.start()])
    if before and len(re.findall(rf"\b{before[1]}\s+\d+\b(?!\s*%)", found.string, re.I)) > 1:
        return found[0]
    return re.sub(r"(\d+(?:\.\d+)?)", r"\1%", found["all"])


def _overrun(match: re.Match[str]) -> bool:
    """Whether a phrase of the match has a number or `the rest` in it, which then belongs to another statement."""
    return any(
        text and name not in _FIGURES and (saying.numbers_in(text) or _AND_THE_REST.search(text))
        for name, text in match.groupdict().items()
    )


STATEMENTS = tuple((compiled(template), handler) for template, handler in (
    # so many of so many
    ("(of|out of|among|in) [the ]CROWD<whole> <who>[,] <k> [of them |of which ]<does>", tallies.counts),
    ("(of|out of|among|in) [the ]CROWD<whole> <who>[,] <k> [of them ](are|is) <does>", tallies.counts),
    ("FEW(has|have|contains|are|were|with|includes|consists of|sold|sells|owns) <k> <kind> and <k2> <kind2>"
     "[ in \\w+ [\\w+ ]\\w+]",
     tallies.counts_of_kinds),
    ("FEW(has|have|contains|are|with|includes|insures|insured|employs) <kinds>", tallies.counts_of_many),
    (r"[(two|three|four|five|six|\d) [\w+ ]\w+s, ][\w+ ]<names>[,] MAKES <amounts> <unit>[ (per|a|each) \w+]",
         tallies.made_in_numbers),
    ("FEWhas (two|three|four|five|six|\\d) [\\w+ ]\\w+s, <names>[,] MAKES <amounts> <unit>[ (per|a|each) \\w+]",
         tallies.made_in_numbers),
    ("<k> of <s1>(,| and) <k2> of <s3> <does>", tallies.counts_of_two),
    ("<does> <k> of <s1>[,] (and|but) [only ]<k2> of <s3>", tallies.counts_of_two),
    ("(of|out of|among|in) [the ]CROWD<whole>[ \\w+], <k> [of them |of which ]<does>", tallies.total),
    ("(a|an|the|one) FEWof <whole> <who> (found|finds|shows|showed|reveals|revealed|reports|reported|indicates)[ that]"
     "[,] <k> [of them ]<does>", tallies.counts_of_all),
    ("[there (are|were) |(a|an|the) [\\w+ ]\\w+ COUNTED ][a total of ]<whole> <crowd>"
     "[ in (total|all|a [\\w+ ]\\w+|the [\\w+ ]\\w+)]"
     "[, (<k> of (which|whom)|of (which|whom) <k2>) <does>]", tallies.total),
    ("[a total of ]<whole> <crowd> (were|was|are) (surveyed|asked|tested|interviewed|sampled|examined|observed|studied"
     "|questioned|polled|inspected|checked|treated)[ (in|for|about|at) [\\w+ ][\\w+ ]\\w+]", tallies.total),
    ("(of|out of|among) [the |these |those ]<who>, <k> <does>", tallies.counts_of_class),
    ("[and |while ](of|out of) (these|those|which|whom)[ <k0>][ \\w+ly][,] [only ]<k> [also ]<does>",
     tallies.counts_of_these),
    ("<k> [\\w+ ]of (these|those|which|whom)[ <k0>] [also ]<does>", tallies.counts_of_these),
    ("<k> of them [also ]<does>", tallies.counts_of_them),
    ("(of|out of|among) the (others|other|rest|remaining|remainder)[ <k0>][ (\\w+s|people)][,] [only ]<k> "
     "[also ]<does>",
     tallies.counts_of_others),
    ("<k> of the (others|rest|remainder|(other|remaining)[ <k0>][ (\\w+s|people)]) [also ]<does>",
     tallies.counts_of_others),
    ("<none> of (the <others>|<those4>) <does>", tallies.none_or_all),
    ("<k> <s1> and <k2> <s3> <does>", tallies.counts_of_each),
    ("[in \\w+ \\w+, ]<k> \\w+ <verb> <d>(,| and|, and) <k2>[ \\w+] <verb2> <e>", tallies.two_groups),
    ("<k> <clause>", tallies.counts_on),
    ("<k> of <clause>", tallies.counts_on),
    # tests for something
    ("[the |a ](prevalence|base rate|incidence)[ of <d>][ PLACE] [EQUALS |of ]<n>", screening.prevalence),
    ("[the ]<d> (prevalence|incidence) [EQUALS |of ]<n>", screening.prevalence),
    ("FEWcorrectly CLASSIFIES <n1> of <s1>[,] and [correctly CLASSIFIES ]<n2> of <s2>", screening.accurate_by_class),
    ("FEW(CLASSIFIES) <n1> of <s1>[ correctly][,] and <n2> of <s2> correctly", screening.accurate_by_class),
    ("FEWcorrectly CLASSIFIES <n1> of <s1>", screening.accurate_by_class),
    ("[the |its ]accuracy[ of (the|a|this) \\w+] EQUALS <n1> (for|on|among|in) <s1>[,] and <n2> (for|on|among|in) <s2>",
     screening.accurate_by_class),
    ("(the|a|this) FEWtest is <n1> accurate (for|on|among|in) <s1>[,] and <n2> accurate (for|on|among|in) <s2>",
     screening.accurate_by_class),
    *((f"(the|a|this) FEWtest {surely}{beside}", reader)
      for beside in ("[,] and (has|with) <before>ROLE<any2>", "[,] and is positive (for|in) <n> of <those3>", "")
      for surely, reader in (
          ("[correctly |always ](detects|identifies|recogni[sz]es|finds|picks up|spots) (everyone|everybody|anyone|all|"
           "all those|all people|all patients|every person|every patient) <s2>", screening.detects_all),
          ("never misses [(a|any) ](case|person|patient|it|the \\w+)[ (of|who|with) <any>]", screening.never_misses),
      )),
    ("<any>ROLE<any2>", screening.roles),
    ("(the|a|this) FEWtest [that ](is|has) [an? ][accuracy of ]<n>[ (accurate|reliable|accuracy|correct)]",
     screening.accurate),
    ("(the|a|this) FEWtest is <n> (accurate|reliable|correct|right) (IF|for|in|on|among) <if>", screening.accurate_if),
    ("(the|a|this) FEWtest (is|that is) <n> (effective|accurate|successful|reliable) (in|at) "
     "(detecting|identifying|finding) <d>[ IF <any>]", screening.detects),
    ("(the|a|this) FEWtest [correctly ](detects|identifies|recogni[sz]es) <d> (in|with) [probability ]<n>"
     "[ of (cases|the time|those who have it)]", screening.detects),
    ("(the|a|this) FEWtest [that ](is|was) (right|correct) (for|on|among|in) <n1> of <s1>[,] and [(for|on|among|in) ]"
     "<n2> of <s2>", screening.accurate_by_class),
    ("(the|a|this) \\w+ (correctly (identifies|names|tells)|"
     "(identifies|names|tells) [(the|each|every|either) \\w+ |it ]correctly|"
     "is right|is correct)[ the \\w+] <n> TIMES", saying.witness),
    ("(the|a|this) FEWtest [correctly ](detects|identifies|recogni[sz]es|finds|picks up|spots) <any> in <n> of <s2>",
     screening.detects_in),
    # how many times as likely
    ("FEWcoin is <times> as likely to (come up|land|show|land on|fall) <side1> (as|than) [to \\w+ ][up ]<side2>",
     ratios.two_sides),
    ("<who> (is|are) <times> as likely (as|than) <those5> to <e>", ratios.as_likely),
    ("<who> (is|are) <times> as likely to <e> (as|than) <those5>", ratios.as_likely),
    ("<what> (is|are) <times> as (likely|common|probable|frequent) (IF|in|among|for|under|with) <if> (as|than) "
     "(IF|in|among|for|under|with) <if5>", ratios.as_likely_if),
    ("<what> (has|with|have) [(a|the) ][<sign> ]likelihood ratio [of |is ]<times>", ratios.likelihood_ratio),
    ("[and ][the ][<sign> ]likelihood ratio (is|of|=) <times>", ratios.likelihood_ratio),
    ("[the ]prior odds (in favo[u]r of|for|of|on|that) <what> (are|is|=) <k>[ ](to|:)[ ]<k2>", ratios.prior_odds),
    ("[the ]prior odds[ (are|is|=|of)] <k>[ ](to|:)[ ]<k2>", ratios.prior_odds),
    ("[the ]odds that <what> (are|is) <k>[ ](to|:)[ ]<k2>", ratios.prior_odds),
    # urns and coins, of which one is chosen
    ("[and ](a|one) \\w+ is (drawn|taken|picked|selected|chosen)[ at random| randomly] from each[ of (the|them)]"
     "[ [two ]THING][ at random]", cases.one_from_each),
    ("<urns>", cases.urns),
    ("<coins>", cases.coins),
    ("(a|an|one) [of the [two |three |\\w+ ]]THING is (chosen|selected|picked|taken)[ at random| randomly]"
     "[ and (tossed|flipped|thrown)][(,| and) [then ](a|an|one) \\w+ is (drawn|taken|picked|selected)[ at random]"
     "[ from (it|this \\w+|the \\w+)]][[,] (and|which) [it ](is [found to be ]|shows |lands |comes up )<does>]",
     cases.one_of_them),
    # systems of components
    ("FEW(two|three|four|five) [identical |independent |\\w+ ]<who>[ are][ connected] in <wiring>[,][ each][ of which] "
     "<does> with CHANCE [of ]<n>[ each][,][ independently][ of each other]", cases.system),
    ("(two|three|four|five) [independent ]<who> with <does>[ of] <shares> are [connected ]in <wiring>"
     "[,][ independently]", cases.system_of_each),
    ("the <system> (works|functions|operates) [only ]if <many> [[of the |of its ]\\w+ ]"
     "(works|work|function|functions)", cases.system_works),
    # the cases and what happens in each
    ("<a> MAKES <times> as many \\w+ as <b>", cases.as_many),
    ("[there are |(a|an|the) \\w+ (has|have|contains|holds) |FEWhas ]<times> as many <a> as <b>[ (in|at|on) <any>]",
     cases.as_many),
    (r"[(two|three|four|five|six) [\w+ ]\w+s, ][(the|there are) ][\w+ ][\w+ ]<names>[,] MAKES <shares>[ of <unit>][,]"
     r"[[,] (with|and|and have|at) <e> <rates>][ to (a|an|the) \w+]", cases.made_by_each),
    ("(two|three|four) independent events <names> have CHANCES [of ]<shares>", cases.independent_each),
    (r"[\w+ ]<names> (are|have) [the ][respective ]CHANCES [of ]<shares>", cases.made_by_each),
    ("[the |their |its |these |those ][respective ]<e> CHANCES [are |were |of |is ]<rates>", cases.rates_of_each),
    ("[the |their |its |these |those ][respective ]CHANCES of <e>[ items| output| products] (are|were|is) "
     "<rates>", cases.rates_of_each),
    (r"of (their|these|the|its) \w+[,] <rates> [(is|are) ]<e>", cases.rates_of_each),
    (r"<rates> of (it|them|their \w+|these) (is|are) <e>", cases.rates_of_each),
    (r"FEW(from|has|have|with|between|of|by|are) (two|three|four|five|six) [\w+ ]\w+[,] <labels>", cases.classes),
    (r"FEW(from|has|have|with|between|of|by) FEW<labels>", cases.classes),
    ("(a|an|the) [\\w+ ]\\w+ (has|uses|operates|runs|owns|employs|contains|buys from|is supplied by) "
     "(two|three|four|five) "
     "[\\w+ ]<kind>", cases.labelled_later),
    ("<does> [all ]the (rest|others|remainder|remaining \\w+|other \\w+)[ of <unit>]", cases.rest),
    ("[the ](rest|others|remainder|remaining \\w+) <does>(,| and) [(is|are) ]<e> <n>[ TIMES]", cases.rest),
    ("[the ](rest|others|remainder|remaining \\w+) <does>", cases.rest),
    (r"(every|each|all|any) \w+ (is|are|comes?|uses?|belongs? to|has|have|was|were) "
     "[on |from |made by ][either ]<a> or <b>", cases.either),
    ("(a|an|the|every|each) \\w+ either <a> or <b>", cases.either),
    ("(a|an|the|every|each) \\w+ only \\w+ <a> or <b>[ \\w+]", cases.either),
    ("[the ](other|remaining|rest,) <n>[,] <does>", cases.from_case),
    ("FEW(receives|gets|buys|takes|draws|orders|sources|obtains|purchases|imports|ships|sends|delivers|transports"
         "|moves|routes|books|sells) <n> of (its|the|their|his|her) "
     "\\w+ (from|on|by) <does>", cases.from_case),
    # the probability of what happens
    ("IF <if>, [then ][only ]<n> [of ]<clause>", saying.says),
    ("IF <if>, [then ][the ]CHANCE [(of|that|for) ]<what> EQUALS <n>", saying.says),
    ("[the ]CHANCE [(of|that|for) ]<what> EQUALS <n>[[,] IF <if>]", saying.says),
    ("[on |in |at |with ]<if3>[,] the CHANCE [(of|that) ]<what> EQUALS <n>", saying.says_in),
    ("<n> of the time[,] <what>", saying.says),
    ("otherwise[,] <what> with CHANCE [of ]<n>", saying.else_so),
    ("<what> (in|on) <n> of [the ]<cases> [(in which|where|when|that) ]<if>", saying.in_cases),
    ("<name> has (a|an) <e> (rate|probability|proportion|percentage|share) of <n>", saying.has_rate),
    ("<those3> (of|has|with|:) <n>", saying.those_too),
    ("IF <if> the CHANCE [(of|that|for) ]<what> EQUALS <n>", saying.says),
    ("[and |or ]otherwise[,] [(he|she|it|they|i|we) ]<does>", cases.rest),
    ("<subject> either <a> or <b>", cases.either),
    ("[the ]CHANCES (that|of) <names> <does> (are|is) <shares>", cases.each_named),
    ("(for|among|in|with) <those3>[,] (it|this) (is|was|equals) [only ]<n>", saying.those_too),
    ("<n> (is|be) [the ]CHANCE (of|that|for) <what>", saying.says),
    ("[there is |it has |FEWhas ](a|an) <n> CHANCE (of|that) <what>[ IF <if>]", saying.says),
    ("IF <if>, [then ][there is ](a|an) <n> CHANCE (of|that) <what>", saying.says),
    ("IF <if>, [then ]<what>[,] with [a ][CHANCE ][of ]<n>", saying.says),
    ("IF <if>, [then ]<what>[,] [on |in ]<n> TIMES", saying.says),
    ("with probability <n>[,] <what>", saying.says),
    ("[and ]with CHANCE <n>[,] IF <if>", saying.again),
    ("<n>[,] IF <if>", saying.again),
    ("(in|on) <n> of [the ]<cases> (when|where|in which|that) <if>", saying.again),
    ("[and |or |but ]otherwise[,] [(the|this) CHANCE is |(it|this) is |(he|she|it|they) (does|do) so ]"
     "[only ][with ][a ][CHANCE ][of ]<n>", saying.otherwise),
    ("<name> (is|are|was) [used |taken |chosen ][ON ]<n1> of <unit>(,| and)[ IS] [<e> ]<n2>[ TIMES]", cases.route),
    ("<name> ON <n1> of <unit>(,| and)[ IS] [<e> ]<n2>[ TIMES]", cases.route),
    ("<n1> [of ]<clause> and (are|is) <does> <n2> TIMES", cases.share_and_rate),
    ("<name> MAKES [the (other|remaining) ]<n>[ of <unit>] with <n2> <e>", cases.made_by_one),
    ("<name> MAKES [the (other|remaining) ]<n>[ of <unit>](,| and| of which)[ (has|have|had|with|of which|at)] <n2>"
     "[ of (them|these|which)][ (are|is)] <e>", cases.made_by_one),
    ("<name> MAKES [the (other|remaining) ]<n>[ of <unit>]", cases.made_by_one),
    ("<who> <how> <does>", saying.certain),
    ("(of|among|out of) <who>[,] <n> <does>", saying.says),
    ("<several>", saying.shares_of_several),
    ("<several>", cases.mixture),
    ("<n> [of ]<clause>", saying.says),
    ("there (is|are) <d> (on|in|at) <n> of <unit>", saying.there_is),
    ("<d> (makes? up|constitutes?|represents?|comprises?|accounts? for) <n> of <unit>", saying.there_is),
    ("[in|for|on ]<n> of [the ]<cases> [(in which|where|when|that) ]<if>, <does>", saying.in_cases),
    ("(this|that|the|its|their|his|her) [same ](CHANCE|figure|rate|percentage|proportion|number|share|value) [of this ]"
     "(is|was|becomes|(decreases|drops|falls|goes down|increases|rises|goes up|jumps|climbs|changes|reduces|is"
     " reduced|is increased) to) "
     "[only ]<n>[[,] (for|among|in|IF|on|with) <those2>]", saying.changes_to),
    ("IF <if>, [then ]<what> (never|always|certainly) <does>", saying.surely),
    ("IF <if>, [then ]<nobody> <does>", saying.surely),
    ("FEW<marks> <n1> of <s1> and <n2> of <s2> as <does>", saying.marks),
    ("<does> [ON ]<n1> of <s1>[,] (and|but) [also ][ON ][only ]<n2> of <s2>", saying.on_two),
    ("<what> <n> TIMES[[,] IF <if>]", saying.says),
    ("<does> [ON ]<n> of <s2>", saying.on_one),
    ("<those> with [a ]CHANCE [of ]<n>", saying.again),
    ("<what> with [a ]CHANCE [of ]<n>[[,] IF <if>]", saying.says),
    ("<what> has [a ]CHANCE [of ]<n>", saying.says),
    ("[the ]CHANCE [(of|that|for) ]<what> EQUALS <n>[,] and <when> [EQUALS ]<n2>[,][ [and ][these are ]<how2>]",
     saying.on_two_occasions),
    ("<what> <odds>[ TIMES]", saying.one_in),
    ("(of|that|on|for|in) <what> EQUALS <n>", saying.says),
    ("<those3> <n>", saying.those_too),
    ("<name> <n>", cases.made_by_one),
    ("<those3> with [a ]CHANCE [of ]<n>", saying.so_does),
    # how they hang together
    ("[they |the \\w+ |all |both |if |assuming |assume ]FEWindependen(t|tly|ce)[ of (each other|one another)]",
     saying.independent),
    ("[the ]odds (in favo[u]r of|for|of|on) <what> (are|is) <k> (to|:) <k2>", saying.odds),
    ("[the ]<side> against <what> (are|is) <k> (to|:) <k2>", saying.odds),
    ("FEW(two|three|four|five) <who> <does> [independently ]with CHANCES [of ]<shares>[[,] independently]",
     cases.each_of_them),
    ("[let ]<letter> (be|is|denotes?|denote) the event that <does>", saying.named),
    ("<letter> the event that <does>", saying.named),
    ("FEW(answers|attempts|takes|faces|has|sits) (a|an|each|every|the) multiple(-| )choice (question|test|exam|quiz)s?"
     "[,] (with|having|that has|offering|where there are) <k> [\\w+ ](options|choices|answers|alternatives)<any>",
     cases.options),
    ("(each|every|the) question has <k> [\\w+ ](options|choices|answers|alternatives)<any>", cases.options),
    ("<what> with CHANCE [of ]<n>[,] (and|or|but) [otherwise ](guesses|guess)[ at random| randomly][ otherwise]",
     cases.knows_or_guesses),
    ("otherwise [(he|she|they|it) ](guesses|guess|picks) [at random |randomly ](among|between|from) [the ]<k> \\w+",
     cases.guesses),
    ("<what>[,] with CHANCE [of ]<n>[,] independently", saying.independent),
))  # fmt: skip
QUESTIONS = tuple((compiled(template), handler) for template, handler in (
    ("[<before>, ][then ]ASK [the |its |this \\w+'s ][\\w+'s ]<role>[ of (the|this|a) \\w+[ \\w+]]",
     screening.role_asked),
    ("[<before>, ]ASK [the ]reliability of <what>", asking.asks),
    ("[<before>[,] ][then ][please ]ASK CHANCE (that|of|for) <what>", asking.asks),
    ("[<before>[,] ][then ][please ]ASK CHANCE <what>", asking.asks),
    ("[<before>, ]how (likely|probable) is [it ][that ]<what>", asking.asks),
    ("[<before>, ](what|which|find the|calculate the) (fraction|proportion|percentage|percent|share) of <what>",
     asking.asks),
    ("[<before>, ]what (percent|percentage|fraction|proportion|share) <what>", asking.asks),
))  # fmt: skip

"""What is said of outcomes: a row a way of saying it, in the notation of `experiment/grammar.py`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from workings.probability.counted import Phrase
from workings.probability.experiment.grammar import Match, Matcher
from workings.probability.outcome_phrases import counts, likeness, places, sums
from workings.probability.outcome_phrases.words import grammar, words_of

if TYPE_CHECKING:
    from workings.probability.spaces import Space

__all__ = ["PHRASES", "phrase_of"]

PHRASES = """
be = BE | being | will be | will | (turn | turns | turned) out to be | happens to be | (comes | come | came | coming | turn | turns | turned) up [as]
    | (land | lands | landed | landing) [up] [on] | show | shows | showed | showing | has | have | had | did | do | does
    | (result | results | resulted) in | give | gives | gave | GETS
drawn = DRAWN | ROLLED | shown | obtained | appearing | showing
how = exactly | just | only | at least | at most | more than | fewer than | less than | no more than | not more than | no fewer than | no less than
k = NUM | a single
often = once | twice | NUM time | NUM times
whole = (in | on | among | from | out of | of | over) [all] [ART] [<n:k>] (THING | GROUP | URN | OPEN URN | deck | pack) [of cards]
    | (in | on) [all] <n:k> (THING | TRY)
    | in all | altogether | in total | in the sample
of_them = of [ART | them | those | all] [<n:k>] [THING] [THING]
group = it | they | there | [ART] GROUP [drawn]
lead = [that] <group> (BE | has | have | had | HOLD | (consists | consist | consisting) of | comprises | shows | show | will (be | have | contain) | contain | makes | forms)
    | [that] [PERSON | PROPER | ART OPEN | ART OPEN OPEN] [will | can] GETS | [that]
things = [ART] <n:k> [THING] [THING] | [ART] THING [THING] | <of_them>
each = both | all | every | each
none = no | none | neither | not any | not a single | zero | nobody | nothing
subject = it | [ART] [chosen | drawn] (THING | GROUP) [THING] [<drawn> [on ART THING] | chosen] [(on | of) ART [chosen | drawn] THING [<drawn>]]
appears = appear | appears | appearing | occur | occurs | show [up] | shows [up] | (comes | come | came | turns | turn) up | happens | will appear | [BE] (ROLLED | obtained | DRAWN)

feature = colour | colours | suit | suits | rank | ranks | kind | kinds | denomination | number | numbers | value | values | face | faces | sex | gender
    | birthday | birthdays | birth day | birth month | day | month | day of the week | day of the year | digit | digits | result | outcome | side | type | letter
they = they | it | (both | all) [of] [ART | them] [<n:k>] [THING] [THING] [<drawn>] | [ART] [<n:k>] [THING] (THING | GROUP) [<drawn>] | THING
ordinal = ORDINAL
place = [the] <ordinal> [THING] [THING] [<drawn>] | [the] (number | value | result | outcome | score) (on | of) the <ordinal> [THING] [THING]
first_few = [the] <ordinal> <k> [THING] [THING] [<drawn>]
rest = the (rest | others) | the other [<k>] [THING]
at_place = <place> <be> [both | all] <kind> | <place> [=] <kind> | <first_few> [<be>] [both | all] <kind>
    | [the] <ordinal> and [the] <ordinal> [THING] [<be>] [both] <kind> | <kind> [(on | in | at | for) | is | comes | stands | sits | finishes | goes] <place>
    | <rest> <be> [all | both] <kind>
and = , [and] | and

what = sum | total | product | maximum | max | minimum | min | largest | smallest | difference | highest | lowest | larger | smaller | greater | higher
    | lower | bigger | greatest | average | mean | least
parts = (of | between) [both | all] [ART] [<n:k>] (THING | it | them | outcomes) [on ART THING] [THING] [<drawn>]
equals = that is | is | are | equals | equal | being | of | was | be | exceeds | exceeding | = | is exactly | of exactly | is equal to
"""

Part = Callable[[Match, "Space"], Phrase | None]
_TABLE: tuple[tuple[str, Part], ...] = (
    # each in the place that is its own
    ("[<lead>] (<how> <k> | <none> | no one | <each>) [of (them | ART OPEN)] [OPEN] [BE | get | gets | goes | go | receive | receives | has | have | picks | "
     "pick | selects | select | will be | be] [back | up] [put] [in | into | to] ART [or her] (right | correct | proper | own) [own] [OPEN]", places.matched),
    # what is made of the numbers together
    ("[<lead>] [ART] <what> [THING] [<parts>] [<drawn>] [<equals>] <numeric>", sums.about_sum),
    ("[<lead>] [ART] <what> [THING] [<parts>] [<drawn>] (does not equal | is not | <no:number_no>) <numeric>", sums.not_sum),
    ("[<lead>] [ART] <what> [THING] [<parts>] [<drawn>] (<above> | <below> | <least> | <most>)", sums.about_bare),
    ("[<they>] [will] (add up to | adds up to | add to | adds to | sum to | sums to | total | totals | exceeds) <numeric>", sums.added),
    ("[<they>] (differ | differed | differs | differing) by [exactly] <numeric>", sums.differing),
    # alike or not
    ("[<lead>] [<they>] [<be>] [of | in | on] [the | ART] (same | identical | equal) [<feature>] [<every_time>]", likeness.same),
    ("[<lead>] [<they>] (match | matches | agree | [<be>] (alike | equal) | [BE | show | form | forms | make | makes] (doubles | a double | a pair | a match | a flush) "
     "[of [the] [same] <feature>])", likeness.same),
    ("[<lead>] [<they>] [<be>] [of | on | in] [all] (different | distinct | unequal) [<feature>] | [<lead>] [<they>] (differ | do not match | do not (have | share) the same <feature>)",
     likeness.different),
    ("[<they>] [<be>] not [of | on | in] [the] (same | equal | alike) [<feature>] | [<they>] (do not match | not equal)", likeness.not_same),
    ("[<lead>] (at least two | some two | any two | two) [or more] [<of_them>] [people | persons | students | THING] (share | have | has | are | were | show) [born] [on | in] "
     "[their] [birthdays | birthday] [on | in] [ART] [same | alike] [<feature>] [of birth]", likeness.some_share),
    ("[<lead>] (no two | no | none | not two) [<of_them>] [people | persons | students | THING] (share | have | has | are | were | show) [born] [on | in] "
     "[their] [birthdays | birthday] [on | in] [ART] [same | alike | equal] [<feature>] [of birth]", likeness.none_share),
    ("[<lead>] (no | without | with no) (repeated | repeating | repeat) [<feature>] | no <feature> [is] (repeated | repeats | repeat)", likeness.different),
    ("exactly two [<of_them>] [THING] <be> [of] the same [<feature>]", likeness.just_two),
    # more of one kind than of another
    ("[<lead>] (<cmp:more_than>) <a:kind> (than | as | and) <b:kind> [<whole>]", counts.more_or_fewer),
    # by their places
    ("<at:at_place> (<and> <at:at_place>)*", places.about_places),
    ("<kind> ([,] [and] then <kind> | followed by <kind>)*", places.in_order),
    ("<kind> only (on | in | at) <place>", places.only_at),
    ("[<group> | the sequence] (starts | start | begins | begin) (with | in) [the letter] <kind>", places.starts),
    ("[<group>] (ends | end) (with | in) [the letter] <kind>", places.ends),
    ("<one:place> [<be>] [ART] [strictly] <cmp:compare> [number | value | score] than [does] [that (on | of)] <other:place> [does]", places.above_other),
    ("<a:kind> and <b:kind> <beside>", places.side_by_side),
    ("[all | both] [ART] [all] [<n:k>] <a:kind> [all] <beside>", places.all_together),
    # of one draw
    ("[<lead>] <kind> [<whole>] | <subject> [<be>] <kind> | [<lead>] <kind> BE <drawn> [<whole>]", counts.about_one),
    # how many of a kind
    ("[<lead>] [<how>] <k> [THING] [<drawn>] [<be>] <kind> [<whole> | <object> | <running> | <within>]", counts.so_many),
    ("[<lead>] [<how>] <k> <of_them> [<drawn>] [<be>] [<kind>] [<whole>]", counts.so_many),
    ("[<lead>] <how> <k> [<things>] [<whole>]", counts.so_many),
    ("[<lead>] <k> or <way:more_fewer> [<of_them>] [<be>] <kind> [<whole>]", counts.or_more),
    ("[<lead>] <each> [<things>] [<drawn>] [that were <drawn>] [<be>] [both | all] <kind> [<whole>]", counts.every),
    ("[<lead>] <kind> ((on | in) <each> [<things>] | (each | every) time) | [<they>] <be> (both | all) <kind>", counts.every),
    ("[<lead>] <none> [<things>] [THING] [<drawn>] [<be>] [<kind>] [<whole> | <within>]", counts.no_such),
    ("<kind> never <appears>", counts.no_such),
    ("[<lead>] an (even | odd) number of <kind> [<whole>]", counts.parity),
    ("[<lead>] [ART OPEN BE | ART OPEN being] <kind> [<appears>] [<how>] <often> [<whole>]", counts.times),
    ("[<lead>] <how> <often> [<whole>]", counts.times),
    ("[PERSON | PROPER | team LETTER | ART OPEN | ART OPEN OPEN] <verb:open> [on | in] (<how> <k> | <k> | <none> | <each>) [<of_them> | <things>] [<whole>]", counts.succeeding),
    ("[<lead>] (a | an | some) <kind> [<whole>]", counts.some_success),
    ("[<lead>] [exactly] <k> <kind> (<and> <k> <kind>)* [<whole>]", counts.mixture),
    ("[<lead>] (a | an) <kind> and (a | an) <kind> [<whole>]", counts.one_and_one),
    ("[exactly] one [<of_them>] [THING] [<be>] <kind> and [the] (other | one) [THING] [<be>] [either] <kind>", counts.one_and_one),
    ("[<lead>] [exactly] (one | a | an) [THING] (of | from) each [of ART] [<feature> | OPEN] [THING]", likeness.one_of_each),
)  # fmt: skip
PHRASES += """
within = (in | on | among | of) <first_few>
every_time = both times | all <n:k> times | each time | every time
running = in a row | running | in succession
object = it | them | him | her | ART OPEN
number_no = does not equal
more_than = more | fewer | as many | at least as many | equal numbers of | an equal number of | the same number of | equally many
more_fewer = more | fewer | less
open = OPEN
compare = greater | higher | larger | more | smaller | lower | less | bigger
beside = [do | will] [<not:deny>] [all] [sit | sits | stand | stands | BE | end up | come] [<not:deny>] [SEATED] [all] (next to (each other | one another) | side by side
    | adjacent [to each other] | together | beside each other | in adjacent seats)
"""


@cache
def _rows() -> tuple[tuple[Matcher, Part], ...]:
    return tuple((grammar().matcher(notation), part) for notation, part in _TABLE)


@lru_cache(maxsize=4096)
def phrase_of(text: str, space: Space) -> Phrase | None:
    """What the words say about an outcome; None where not every one of them is understood.

    Where they can be read in two ways of which the probabilities differ they are not understood either.
    """
    words = words_of(text, space)
    found: list[Phrase] = []
    for row, part in _rows():
        for end, slots in row(words, 0):
            if end and end == len(words.tokens) and (phrase := part(Match(words.text, slots), space)) is not None:
                found.append(phrase)
                break
    if len(found) > 1 and any(one.counted != found[0].counted for one in found):
        chances = {space.chance(one) for one in found}
        return found[0] if len(chances) == 1 else None
    return found[0] if found else None

"""How experiments are told: a row a way of saying, in the notation of `grammar.py`, with what is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache

from workings.expression.errors import ReadError
from workings.probability.experiment import arrangements, contents, draws, throws, trials
from workings.probability.experiment.grammar import Grammar, Match, Matcher, Words
from workings.probability.experiment.scene import Scene
from workings.probability.experiment.words import CLASSES, LEADS, sentence

__all__ = ["grammar", "tell"]

PHRASES = """
count = COUNT | ART pair of | pair of | [the] same <n:count>
times = once | twice | thrice | COUNT time | COUNT times
words = OPEN | OPEN OPEN | OPEN OPEN OPEN | OPEN OPEN OPEN OPEN
some = ANY (ANY)*
name = NAME
who = PERSON | ART <words> | PROPER
these = the | these | them | those | it

item = <n:count> <words> | <n:count> <words> NUMBERED <label:number>
list = <item> (([,] and | , | plus) <item>)*
kind = [not] OPEN
parts = <part> (([,] and | ,) (<part> | <part:and_so_many>))*
part = <n:count> [of (which | them | these | whom)] BE <kind> [OPEN] | <n:count> of (which | them | these | whom) <kind>
and_so_many = <n:count> <kind>
rest = [,] [and] ([all] (the (rest | others | remaining | other) [<l:count>] [OPEN] | others | other OPEN) | <l:count>) BE <other:kind>
some_of = <total:count> <things:words> [,] [and] [out] of (which | whom) [exactly] <k:count> BE <kind> [<rest>]
    | <total:count> <things:words> [,] [and] <k:count> [of (which | them | these | whom)] BE <kind> [<rest>]
    | <total:count> <things:words> [,] [and] <k:count> of (which | them | these | whom) <kind> [<rest>]
numbered = [<m:count>] <things:words> [(that | which) BE] NUMBERED [with] [the numbers] [from] <a:number> (to | through | -) <b:number>
    | <things:words> of <noun:words> NUMBERED [from] <a:number> (to | through | -) <b:number>
    | [<m:count>] <things:words> NUMBERED [with] <a:number> , <next:number> (, <next:number>)* , (. . . | …) , <b:number>
    | the (numbers | integers) [from] <a:number> (to | through | -) <b:number>
pairs = <m:count> pairs of <things:words>
contents = <list> | <some_of> | <numbered> | <pairs>

place = ART <words> [of <words>] | PERSON | PROPER
hold = HOLD [exactly] | consists of | consisting of | is known to contain | is filled with | with | BE made up of
label = [ART] ORDINAL [URN] | [ART] <noun:words> [number] LABEL | LABEL
another = (one | another | the other | a second | a | an) URN | another | the other
deck = [ART] [MIXED [and]] [MIXED] [playing] (deck | pack) [of [<size:number>] [playing] (cards | card) | of <size:number>]
    | [the] <size:number> [playing] cards | [ART] pack of playing cards
source = it | them | [these] [remaining] <inside> | <deck> | <label> | [among] <contents> | the first <b:number> [natural | positive] (integers | numbers)
    | ART <words> [(of | containing | with | that contains | which contains | holding) <contents>] | among <inside>
inside = (the | these | them | this | that | your | our) [<words>]
from = (from | out of | among | in | of) [among] <source>
be_drawn = [BE [then] [to be] | BE to be [then] | (has | have) to be | will be] (DRAWN | MADE) [out | up]
drawn = <n:count> [more] of <these> [<noun:words>] | <n:count> <noun:words> | <n:count>

sides = SIDED
die = [<n:count> | ART] (FAIR [and | ,])* [<biased>] (FAIR)* [<sides>] <what:dice_word> [<bias>]
dice_word = die | dice | coin | coins
biased = biased | unfair | loaded | bent | weighted
colours = [,] one <c1:words> and (one | the other) <c2:words> | [,] <c1:name> and <c2:name>
roll_of = <die> [<colours>] [sides]
side = SIDE
chance = [ART] CHANCES [of | = | equal to] <p:share> | [ART] <p:share> CHANCES
heads_up = (comes | lands | shows | turns | come | land | coming | landing | showing | turning | obtaining | getting) [up] [on] [a] <side>
bias = (with | has) PR OPENED <side> CLOSED = <p:share> | with <chance> of (<heads_up> | [a] <side>) | with CHANCES [of] [a] <side> [of | = | is | equal to] <p:share>
    | [,] (that | which) <heads_up> (with <chance> | <p:share> [of the time]) | <heads_up> (with <chance> | <p:share> [of the time])
each_time = [,] [(on | in | with) (each | every | any) (toss | flip | throw | trial)] [each time] [each time it is ROLLED]

coin = <which> [of (them | which)] [BE] [ART] <double> [coin | coins | one] | <which> [of (them | which)] [BE] [ART] <plain> [coin | coins | one]
    | <which> [of (them | which)] [BE] [ART] <biased> [coin | coins | one] <bias> | <which> [coin | coins] (with | has | have) <double>
which = COUNT | another | [the] (second | third | other | last)
double = two-headed | double-headed | 2-headed | two headed | two-tailed | double-tailed | 2-tailed | two tailed
    | two heads | two tails | heads on both sides | tails on both sides | a head on both sides
plain = fair | unbiased | normal | ordinary | standard | regular
coins = <coin> (([,] and | , | ;) <coin>)*

verb = VERB
thing = OPEN | OPEN OPEN | free throws | free throw attempts
each_once = [,] [each time | each]
often = [<n:count>] <try>
try = TRY | free throws
team = [team] NAME
players = <n:count> OPEN | <c1:name> and <c2:name> | <c1:name> , <c2:name> [,] and <c3:name>
many_people = <n:count> [different] (<friends:words>)
"""

Part = Callable[[Scene, Match], Scene | None]
_TABLE: tuple[tuple[str, Part], ...] = (
    # what is in a box, or in each of several
    ("<place> <hold> <contents> [and no other <words>]", contents.contains),
    ("[there are | PERSON have | PROPER has | are] [only] <contents> [BE] [in ART <words>]", contents.contains),
    ("[in | inside] ART <words> [,] [there are] <contents>", contents.contains),
    ("ART <words> of <total:count> <things:words> <hold> <list>", contents.some_of_all),
    ("[in] ART <words> of <total:count> <things:words> [,] [and] <k:count> [of them] BE <kind> [<rest>]", contents.some_of_all),
    ("[there are] <list> in ART <words> of <total:count> [<things:words>]", contents.some_of_all),
    ("<k:count> [out] of [the] <total:count> <things:words> [in ART <words>] BE <kind> [<rest>]", contents.some_of_all),
    ("the (rest | others | remaining [OPEN]) BE <kind>", contents.rest_are),
    ("(ART [OPEN] (URN | class | lot | batch | shipment | club) <hold> | there are) <total:count> <things:words> [in ART [OPEN] (URN | class | lot)]", contents.so_many_things),
    ("<k:count> [of (them | these | which | the <things:words>)] BE <kind> <rest>", contents.some_are),
    ("<parts>", contents.parts_are),
    ("<place> <hold> <total:count> <things:words> [:] <list>", contents.all_listed),
    ("(<place> <hold> | there are) <total:count> <things:words> [in ART <words>] , <parts>", contents.parts_of_all),
    ("<label> [<hold> | :] <contents>", contents.labelled),
    ("<label:another> [<hold> | :] <contents>", contents.labelled),
    ("[there are] COUNT SEVERAL", draws.idle),
    ("[in | from] <deck> [is shuffled]", contents.a_deck),
    ("ART <words> <hold> no other <words>", draws.idle),
    # draws
    ("<drawn> <be_drawn> [<from>]", draws.draw),
    ("<from> [,] [ART OPEN of] <drawn> <be_drawn>", draws.draw),
    ("<from> [<who>] DRAW <drawn>", draws.draw),
    ("[<who>] [then] [reach (in | into) ART OPEN and] DRAW [out] <drawn> [out] [<from>]", draws.draw),
    ("[<who>] DRAW [<from>] <n:times> [<from>]", draws.draw_times),
    ("ART GROUP of [size] <drawn> [<be_drawn>] [<from>]", draws.draw),
    ("<from> [,] ART GROUP of [size] <drawn> <be_drawn>", draws.draw),
    ("ART <hand:card> [poker] hand <be_drawn> [<from>] | ART <hand:card> [poker] hand", draws.draw_hand),
    ("ART [poker | bridge] hand [of | (consists | consisting) of | is made up of] <n:count> cards [[is] DRAWN <from>]", draws.draw_hand),
    ("<who> BE dealt <drawn> [<from>]", draws.draw),
    ("[then] ART second [OPEN] BE [then] DRAWN [<from>] | [then] another [OPEN] BE [then] DRAWN [<from>]", draws.draw_again),
    ("[(it | each OPEN | ART OPEN [DRAWN]) BE] [then] (replaced | put back | returned) [(into | to | in) (it | ART OPEN)] "
     "[before [drawing] ART [next | second] [OPEN] [draw | one]]", draws.put_back),
    ("[(it | each OPEN | ART OPEN [DRAWN]) BE] not (replaced | put back | returned) [(into | to | in) (it | ART OPEN)]", draws.kept),
    ("its (colour | color | number) [BE] (noted | recorded)", draws.idle),
    ("ART (selection | choice | draw) is (made | done)", draws.idle),
    ("<things:words> BE (mixed [up] | shuffled | placed in ART OPEN)", draws.idle_things),
    ("(mixed [up] | shuffled) | BE (mixed [up] | shuffled)", draws.idle),
    ("<numbered> BE mixed up", contents.contains),
    # one of several boxes
    ("(ART URN | one of <these> [COUNT] [SEVERAL] | one (URN)) BE [then] DRAWN [by (tossing | flipping) a coin]", draws.one_box),
    ("[<who>] DRAW (ART | one) (URN | of <these> [COUNT] [SEVERAL])", draws.one_box),
    ("<m:count> OPEN BE [(PUT | DRAWN)] from <one:label> [and] [BE] (to | into | PUT (in | into | to)) <other:label>", draws.move),
    ("<m:count> OPEN BE (DRAWN | picked up) from <one:label> and [BE] PUT [up] with ART OPEN in <other:label>", draws.move),
    ("[ART] (outcome | result | number | coin | die | it | face | toss) <shows> <face:some> [,] [then] COUNT OPEN BE DRAWN from "
     "<one:label> [(with | containing) <one_in:list>] [; | ,] [and] (otherwise | if not | else) [,] [(COUNT OPEN | it) BE DRAWN] "
     "from <other:label> [(with | containing) <other_in:list>]", draws.by_toss),
    ("[ART] (outcome | result | number | coin | die | it | face | toss) <shows> <face:some> [,] [then] COUNT OPEN [BE DRAWN] from "
     "<one:label> [BE DRAWN] [; | ,] [and] [whereas] [but] if [ART] (outcome | result | number | coin | die | it | face | toss) <shows> <back:some> "
     "[,] [then] COUNT OPEN [BE DRAWN] from <other:label> [BE DRAWN]", draws.by_toss),
    ("[<who>] ROLL ART (coin | die) [,] [and] [then] DRAW COUNT OPEN from <one:label> or [from] <other:label> [,] depending on "
     "whether [ART] (outcome | result | toss | coin | it) <shows> <side> or <side2:side>", draws.by_either_side),
    # coins of several kinds
    ("(<place> <hold> | there are) [COUNT coins [: | ,]] <coins>", throws.coins),
    ("<coins>", throws.coins),
    ("[there are | PERSON have] COUNT coins [in ART OPEN]", draws.idle),
    ("(PERSON | PROPER | ART <words>) has <die> [that has <chance> of (<heads_up> | <side>)] <each_time>", throws.biased_coin),
    ("[<who>] [(is | are) going to] ROLL (it | the coin) [<n:times>]", throws.coin_tossed),
    ("(ART coin | it | one coin | one of <these> [COUNT] coins) BE DRAWN [from (ART OPEN | it)]", throws.coin_picked),
    ("[<who>] DRAW (ART coin | one [coin] [of <these> [coins]]) [from ART OPEN]", throws.coin_picked),
    ("[it | ART coin] [BE [going to be]] ROLLED [<n:times>]", throws.coin_tossed),
    # throws
    ("<roll_of> [BE] ROLLED [<n:times>]", throws.roll),
    ("<roll_of> [<n:times>]", throws.thing_thrown),
    ("[<who> | ART experiment of] [(is | are) going to] ROLL <roll_of> [<n:times>]", throws.roll),
    ("[in | from] <n:count> (tosses | flips | throws | rolls) of <roll_of>", throws.roll),
    ("[in] ART [simultaneous | single] (toss | flip | throw | roll) of <roll_of>", throws.roll),
    ("<n:count> FAIR coin (tosses | flips | throws)", throws.roll_nouns),
    ("<players> each ROLL <roll_of> [once] [obtaining ART number from 1 to <top:number>]", throws.each_rolls),
    ("ART <c1:words> [die] and ART <c2:words> (die | dice) BE ROLLED", throws.two_dice),
    ("ART [<sides>] die has sides NUMBERED 1 (to | through) <top:number>", throws.usual_die),
    ("ART [fair] coin (has | had) (come up | landed | shown | come) [on] <side> <n:count> times [in a row | running]", throws.came_before),
    ("(it | the coin) BE ROLLED (once more | again | one more time | a OPEN time)", throws.again),
    ("<roll_of> BE ROLLED [repeatedly] until <until>", throws.tossed_until),
    ("[<who>] ROLL <roll_of> [repeatedly] until <until> [and then PERSON stop]", throws.tossed_until),
    ("<die> <each_time> | <die> [that] has <chance> of (<heads_up> | <side>) <each_time>", throws.biased_coin),
    ("<die> is <biased> (so | such) that ART CHANCES of [<heads_up> | <side>] <each_time> is [equal to] <p:share>", throws.biased_coin),
    ("ART CHANCES of (<heads_up> | <side>) <each_time> is [equal to] <p:share>", throws.biased_coin),
    ("ART spinner (has | with | is divided into) <k:count> [equal] (sectors | sections | regions | parts) NUMBERED [from] <a:number> "
     "(to | through | -) <b:number>", throws.spinner),
    ("(it | the spinner) BE spun [<n:times>]", throws.spun),
    # trials that succeed with a probability
    ("<who> <verb> <p:share> of (his | her | their | its | the) <things:thing> [(PERSON | PROPER) VERB]", trials.succeeds),
    ("<team> <verb> <team> with <chance> (in | on) (each | every) OPEN ", trials.succeeds),
    ("<who> <verb> [ART <things:thing>] [(on | in | at) (each | any | every) (OPEN | try | TRY)] with <chance>  <each_once>", trials.succeeds),
    ("each of [the] <m:count> <things:thing> [BE] <verb> [(a | an | the) OPEN] with <chance>", trials.succeeds),
    ("ART <words> has <m:count> [identical] <things:thing> (that [each] | which [each] | , each of which) <verb> [(a | an | the) OPEN] with "
     "<chance> [each]", trials.succeeds),
    ("<m:count> <things:thing> [each] [BE] <verb> [(a | an | the) OPEN] [each] with <chance> [each]", trials.succeeds),
    ("(each | ART) <things:thing> BE <verb> with <chance>", trials.succeeds),
    ("[ART] CHANCES that (a | an | the | each) <things:thing> <verb> is <p:share>", trials.succeeds),
    ("[ART] CHANCES of <verb> (a | the) <things:thing> is <p:share>", trials.succeeds),
    ("PR OPENED <verb> CLOSED = <p:share> [(on | for)] each (day | trial | time | toss | game | attempt)", trials.succeeds),
    ("<p:share> of [ART] [large] [<things:words>] [of <things:words>] BE <verb>", trials.share_of_lot),
    ("<m:count> OPEN [of the OPEN] BE (DRAWN | planted | tried | treated | sown | asked | fired) ", trials.tried),
    ("[<who>] [BE going to] [takes | take | shoots | shoot | fires | tries | attempts | plays | throws | makes | in | on] <m:count> <try>",
     trials.tried),
    ("<m:count> (trials | attempts | experiments) [, | with] (success CHANCES | CHANCES of success) [p] [= | of] <p:share>", trials.succeeds),
    ("one <things:thing> (in | out of) [every] <in:number> <verb>", trials.succeeds),
    ("<who> (buys | buy | hold | holds | bought) <m:count> OPEN [(from | in | for) (different | separate) OPEN]", trials.bought),
    ("[they | (the | all | their) (results | outcomes | trials | shots | attempts) [of <things:thing>] | each (OPEN | TRY)] BE | independence", trials.apart),
    # tests that are guessed
    ("ART [multiple choice | multiple-choice] [OPEN] (test | quiz | exam) (has | contains | consists of) <n:count> [multiple choice | multiple-choice] "
     "questions [,] (with | each with | each having | , each with) <k:count> [possible | answer] (options | choices | answers | alternatives) "
     "[each | for each (answer | question)] [, [only] one of which is correct]", trials.guessing),
    ("ART [OPEN] (test | quiz | exam) (has | contains | consists of) <n:count> (true-false | true false | true / false | true or false | true-or-false) questions",
     trials.guessing),
    ("<who> guesses [(on | at)] [(every | each | all | the) [of the] OPEN]", trials.guessed),
    # people, digits, numbers, arrangements
    ("ART (family | couple) [that] [BE planning to] (has | have | with | of) <n:count> children [BE DRAWN]", arrangements.children),
    ("[in | among | at | there are] [ART (room | group | class | party | office | team) (of | with | containing)] <n:count> PEOPLE "
     "[BE (DRAWN | gathered | in ART OPEN | at ART OPEN)] [in ART OPEN]", arrangements.people),
    ("[ART] <n:digit> (PIN | number) [code | number] [BE (DRAWN | generated | made)]", arrangements.digits),
    ("[ART] (PIN | number) [(consist | consists) of | has | have | BE made of | contains | is | of | with] <n:count> digits "
     "[[,] [each] (DRAWN | generated) [from 0 to 9]]", arrangements.digits),
    ("<m:count> (number | integer | positive integer | whole number) [BE] DRAWN (from | between | among) [the] [numbers | integers | set] "
     "[from] <a:number> (to | through | and | -) <b:number> [[,] <inclusive>]", arrangements.number),
    ("<m:count> (number | integer) [BE] DRAWN from the first <b:number> [positive | natural] (integers | numbers)", arrangements.number),
    ("<m:count> OPEN each DRAW ART (number | integer) (from | between) <a:number> (to | and) <b:number>", arrangements.number),
    ("[the] letters (of | in) [the word] <word:capitals> BE ARRANGED [(in | into) (a | an) ROW]", arrangements.letters),
    ("<m:count> letter BE DRAWN from [the letters (of | in)] [the word] <word:capitals>", arrangements.one_letter),
    ("<m:count> [different] <things:words> [BE] SEATED [down | up] [(in | on | at | around | round | along) (a | an) [OPEN] <row>] [in (random | any) order]", arrangements.row),
    ("<a:count> <one:words> and <b:count> [other] <other:words> [BE] SEATED [(in | on | at | around | round | along) (a | an) [OPEN] <row>] [in (random | any) order]", arrangements.two_groups),
    ("<m:count> (letters | cards | invitations | notes) BE (placed | stuffed | inserted | put) (in | into) <m2:count> [OPEN] envelopes", arrangements.matching),
    ("<m:count> (people | men | guests | gentlemen | students | friends) <some>", arrangements.matching_hats),
    ("<who> (hold | holds | buy | buys | have | has | own | owns | bought) <m:count> (ticket | tickets | of the tickets) (in | for | of) ART "
     "(raffle | lottery | draw) (of | with) <total:count> tickets (with | and | that has | having | in which there are) <k:count> "
     "(prize | prizes | winning tickets | winners)", arrangements.raffle),
    # what is taken to be so
    ("[all] [OPEN] [OPEN and] [OPEN] [BE] equally likely [(to be | being) (a | an) boy or (a | an) girl] [days | months | outcomes]", arrangements.assumed),
    ("[ART] each [one] [of the] [COUNT] [possible] [born] [child | outcome | birth | outcomes] [BE] [assumed to be] equally likely "
     "[to be (a | an) boy or (a | an) girl]", arrangements.assumed),
    ("[there are] 365 [equally likely] days [in (a | an | the) year] | (ignore | ignoring | no) leap years", arrangements.assumed),
)  # fmt: skip
_MORE = """
how_often = exactly | at least | at most | more than | fewer than | less than
shows = is | was | shows | showed | lands | lands on | comes up
row = row | line | shelf | bench | round table | circular table | table | circle | queue | straight line | random order
inclusive = inclusive
hand = CARD
until = [PERSON (see | get | obtain | observe | roll | toss)] [either] [ART] [first] [number] <kind:some> [<appears>] [for the first time]
appears = appear | appears | (comes | turns | shows | come | turn) up | occurs | shows | BE (obtained | seen | observed | ROLLED)
    | has (appeared | been (obtained | ROLLED))
"""


@cache
def grammar() -> Grammar:
    """The phrases that rows are made of; made when the first sentence is read."""
    return Grammar(PHRASES.strip() + "\n" + _MORE.strip(), CLASSES)


@cache
def _rows() -> tuple[tuple[Matcher, Part], ...]:
    return tuple((grammar().matcher(notation), part) for notation, part in _TABLE)


@cache
def _joints() -> Matcher:
    return grammar().matcher("([, | ; | :] [and | but | while | whereas] [then] | .)")


def tell(scene: Scene, said: str) -> Scene | None:
    """The scene with what the sentence tells; None where not every word of it is understood.

    Raises:
        ReadError: where it can be read in two ways that differ.

    >>> scene = Scene.of("An urn holds 4 red and 2 blue balls. Two are drawn.")
    >>> for told in ("An urn holds 4 red and 2 blue balls", "Two are drawn"):
    ...     scene = tell(scene, told)
    >>> scene.outcomes()[1].weights
    (4, 2)
    """
    words = sentence(said.strip(" .;,"))
    if not words.tokens:
        return None if scene.is_new else scene  # independently: told by the manners
    found = {_key(one): one for one in reversed(_readings(scene, words))}
    if len(found) > 1:
        raise ReadError(
            f"this can be read in two ways: {_apart(*list(found)[:2])}", said, (0, len(said)), "one of them"
        )
    return next(iter(found.values()), None)


def _readings(scene: Scene, words: Words) -> list[Scene]:
    """The scenes that come of the words: of one clause, or of several that are joined."""
    waiting: dict[int, dict[Scene, None]] = {0: {scene: None}}  # what is told by the words before a place
    done: dict[Scene, None] = {}
    while waiting:
        at = min(waiting)
        before = waiting.pop(at)
        for part, m, ends in _clauses(words, at):
            for told in filter(None, (part(one, m) for one in before)):
                for end in ends:
                    (done if end == len(words.tokens) else waiting.setdefault(end, {}))[told] = None
    return list(done)


def _clauses(words: Words, at: int) -> Iterator[tuple[Part, Match, list[int]]]:
    """The rows that read the words from a place on, and where the next clause may begin."""
    while at < len(words.tokens) and words.tokens[at].word in LEADS:
        at += 1  # suppose that
    for row, part in _rows():
        for j, slots in row(words, at):
            ends = [j] if j == len(words.tokens) else [k for k, _ in _joints()(words, j) if k > j]
            if j > at and ends:
                yield part, Match(words.between(at, j), slots), ends


def _key(scene: Scene) -> Scene:
    """All of it but what things are called and what is noted."""
    space = None if scene.space is None else replace(scene.space, things=())
    return scene.told(things=(), notes=(), space=space)


def _apart(one: Scene, other: Scene) -> str:
    """In what two readings differ."""
    names = [field.name for field in fields(Scene) if getattr(one, field.name) != getattr(other, field.name)]
    return "; ".join(f"{name} {getattr(one, name)} or {getattr(other, name)}" for name in names)

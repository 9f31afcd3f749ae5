"""The words by which the reader of problems finds its way in a sentence: what to pass over, verbs, who is meant.

A verb that isn't understood as one, or a word that tells nothing, is added here.
"""

from __future__ import annotations

import re

__all__ = [
    "AMBIGUOUS",
    "ANTONYMS",
    "BEFORE_NOUNS",
    "DROPPED",
    "FINITE",
    "FLAGS",
    "GENERIC",
    "HELPERS",
    "INFECTIONS",
    "MARKERS",
    "NEGATIONS",
    "NOUN_BEFORE",
    "OPPOSED",
    "PLURALS",
    "PREPOSITIONS",
    "PRONOUNS",
    "RELATIVE",
    "SURE_ANTONYMS",
    "TESTS",
    "VERBS",
    "WELL",
    "stem",
]  # fmt: skip


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DROPPED = _set("""
where present a an the this that these those such it its he she they them their his her him i we you who which whom
what whose there is are was were be been being am has have had having do does did does will would can could may might
must shall of in on at by from with to for into onto as than then if when while and or also actually really indeed
truly randomly random selected select chosen choose picked pick taken given found find known turns turn out said all
any some each every other others rest remaining overall total about exactly only just even so test tests tested
testing result results gets get got gives give goes go comes come came made makes make using use uses used contains
contain contained containing show shows shown showed belongs belong word words case cases time times produced
produces produce manufactured manufactures supplied supplies event one ones both drawn draw draws probability
nevertheless but still in fact nor applied apply least most exactly neither none two three four already always ever
output outputs giving getting being
giving yields yield either happens happen occurs occur drawn certain later giving
""")
NEGATIONS = _set("""
not no without never don't doesn't didn't isn't aren't wasn't weren't hasn't haven't cannot can't won't lacks lack
lacking neither nobody
""")
VERBS = _set("""
is are was were be has have had do does did will would can could may might test tests tested contain contains use uses
used click clicks clicked buy buys bought come comes came get gets got like likes own owns play plays pass passes
passed fail fails failed arrive arrives arrived alarm alarms carry carries suffer suffers take takes took vote votes
voted live lives watch watches study studies drive drives make makes made produce produces show shows showed support
supports prefer prefers wear wears read reads speak speaks break breaks turn turns give gives receive receives return
returns open opens opened respond responds recover recovers die dies died develop develops develops survive survives
smoke smokes choose chooses chose work works need needs want wants belong belongs include includes include trigger
triggers raise raises cause causes default defaults leave leaves left finish finishes walk walks cycle cycles win wins
won lose loses lost attend attends attended score scores sleep sleeps eat eats drink drinks react reacts exceed exceeds
miss misses missed reply replies replied convert converts converted cancel cancels purchase purchases purchased answer
answers answered say says said learn learns enrol enroll enrols subscribe subscribes flag flags flagged detect detects
detected reject rejects rejected mark marks marked catch catches caught accept accepts identify identifies identified
call calls called predict predicts predicted label labels claim claims diagnose diagnoses get report reports reported
go goes went travel travels fly flies stay stays wait waits run runs ran mention mentions solve solves solved hit hits
know knows knew guess guesses guessed see sees saw ring rings rang rain rains rained crash crashes cough coughs depart
departs departed reside resides resided attain attains exercise exercises indicate indicates shout sing sings snow
snows tests yield yields occur occurs happen happens land lands end ends begin begins start starts swim swims
pay pays paid hide hides hid wobble wobbles grow grows bark barks bloom blooms leak leaks spread spreads match matches
fit fits burst bursts sprout sprouts germinate germinates earn earns fall falls fell complain complains
""")
_REGULAR = _set("""
accept achieve acquire adopt advertise afford agree allow appear apply approve ask assemble avoid bake become behave
believe blame borrow breathe bring browse build carry change cheat classify clean close collect commit commute compete
complete comply consider construct consume contract cook correct cost crash cross cry dance decide declare decline
decrease defend delay deliver deny describe deserve destroy detect differ disagree disappear discover display donate
download drop eject elect embark emit employ enable encounter enjoy enter erupt escape evade examine expect expire
explode expose express fake favor favour feel file fill find flee float flood focus follow forget form freeze gain
gamble give guarantee hand handle happen hate hear hold hunt identify ignore import improve increase infect
injure install invest involve jam join jump keep kick kill kiss lack last laugh launch lead leap lend lie listen
look love maintain manage marry meet melt misidentify misclassify move need negotiate notice obey object oppose order
organise organize overcook overflow overheat overlap participate perform pick place possess pour practice practise
prepare present proceed process produce promise protect protest prove pull push qualify quit reach read realize recall
receive recognise recognize recommend recycle refuse regret relapse rely remain remember remove renew rent repair
repeat replace represent request require rest retain retire return reveal ride rise roll rot save search sell send
separate serve settle share shatter shop shoot show shut sign sink skip smell sneeze snore solve speed spend sprain
stand state steal step stick stop strike struggle succeed suffer surf suspect switch talk taste teach tear tell tend
think throw tie tolerate train transmit treat try unsubscribe unlock upgrade visit volunteer wash watch wave weigh
wish withdraw wonder worry write vaccinate recover arrive alarm develop survive smoke respond cough support prefer
watch own like live suffer walk cycle bark trigger default exercise grow
""")
_SHORT_VOWEL = _set("drop skip shop stop step jam chat plan quit refer submit slip trip")
_PAST = _set("""
became blew brought built caught cost did drew fell felt fed fought found forbade forgot froze gave grew heard held kept
laid led lent lay let lost made meant met put rode rose sent set shook shot shut slept sold spent spoke stood stole
stuck struck swept taught tore told thought threw understood woke wore withdrew wrote hurt
""")


def _forms(verb: str) -> tuple[str, ...]:
    """agree, agrees, agreed; try, tries, tried; stop, stops, stopped"""
    if verb in _SHORT_VOWEL:
        return verb, f"{verb}s", f"{verb}{verb[-1]}ed"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied"
    s = "es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    return verb, verb + s, verb + ("d" if verb.endswith("e") else "ed")


SURE_ANTONYMS = frozenset({"punctual", "late"})
ANTONYMS = tuple(
    (one, other)
    for pair in _set("""
surviv/die pas/fail win/lose late/punctual guilt/innocent present/absent broken/intact correct/wrong right/wrong
correct/incorrect healthy/disease work/fail defect/good damag/sound sober/drunk
""")
    for one, other in (pair.split("/"), pair.split("/")[::-1])
)
OPPOSED = ANTONYMS + tuple(  # what one is who is not the other, where it is a kind of people or of things
    (one, other)
    for pair in _set("boy/girl man/woman adult/child disea/health old/young fraud/genuin fraud/legitimat")
    for one, other in (pair.split("/"), pair.split("/")[::-1])
)
FLAGS = frozenset({"detect", "flag", "catch", "mark", "reject", "alarm", "alert"})
MARKERS = _set(
    "mark say identif call predict classif label report claim think believ diagnos judg guess announc indicat"
)
NOUN_BEFORE = _set("and or from of are is was were have has that who which ,")
AMBIGUOUS = _set("test tests use work show report call calls works reports results answer answers need score run")
VERBS |= _PAST.union(*map(_forms, _REGULAR))
HELPERS = _set("do does did not are is was were have has had will would can don't doesn't didn't also both always")
FINITE = HELPERS - {"not"}
PRONOUNS = _set("it he she they i we you")
BEFORE_NOUNS = _set("the a an this that his her its their of for by with those some no without")
RELATIVE = _set("who that which whom")
PREPOSITIONS = _set("""
of in on at by from with without to for into onto as than among between and or but given if when not who that which
whom having using whose where both also only , ; about per under over during after before
""")
GENERIC = _set("""
people persons person population individuals individual patient patients public those them they it he she everyone
someone somebody anybody time times cases case days day items item ones one output outputs
total all things whole rest others night nights evening evenings morning mornings occasion occasions animal
animals pet pets vehicle vehicles member members participant participants
""")
TESTS = _set("test tests result results")
PLURALS = _set("people men women children those")
_NO_PLURALS = _set("""
this is was has does its his tests uses shows goes comes takes makes gives always sometimes perhaps less plus thus
says yes us bus gas various previous positive class glass pass process business loss illness sickness virus status
contains clicks buys gets likes owns plays passes fails arrives alarms votes lives studies wears reads works wins loses
produces supplies manufactures delivers supports prefers develops smokes pays barks
blooms leaks falls earns matches fits
""")
_IRREGULAR = {
    "female": "woman", "females": "woman", "male": "man", "males": "man",
    "women": "woman", "men": "man", "children": "child", "people": "person", "knew": "know", "known": "know",
    "took": "take", "taken": "take", "saw": "see", "seen": "see", "bought": "buy", "won": "win", "drove": "drive",
    "wore": "wear", "worn": "wear", "ate": "eat", "came": "come", "went": "go", "broke": "break", "broken": "break",
    "lost": "lose", "taught": "teach", "brought": "bring", "built": "build", "sent": "send", "spent": "spend",
    "thought": "think", "told": "tell", "kept": "keep", "felt": "feel", "met": "meet", "led": "lead", "held": "hold",
    "paid": "pay", "caught": "catch", "flew": "fly", "left": "leave", "chose": "choose",
    "drank": "drink",
    "wrote": "write", "written": "write", "spoke": "speak", "sang": "sing", "rang": "ring", "swam": "swim",
    "sick": "disease", "ill": "disease", "diseased": "disease", "mathematics": "math", "maths": "math", "rainy":
    "rain", "colour": "color", "coloured": "color",
    "carrier": "carry", "carriers": "carry", "loaves": "loaf", "knives": "knife",
    "smoker": "smok", "smokers": "smok", "failure": "fail", "failures": "fail", "defects": "defect", "blind": "blind",
    "died": "die", "dies": "die", "lay": "lie", "fell": "fall", "sold": "sell", "slept": "sleep", "drawn": "draw",
    "family": "famil", "supply": "suppl", "reply": "repl", "apply": "appl", "rely": "rel",
    "alive": "surviv", "dead": "die", "death": "die", "deaths": "die",
    "winner": "win", "vaccinated": "vaccine", "vaccination": "vaccine",
    "fraud": "fraud", "accidents": "accident", "loss": "lose", "stolen": "steal",
}  # fmt: skip
_ENDINGS = (
    "ations", "ation", "ives", "ive", "ings", "ing", "ulent", "ions", "ion", "ors", "or", "ies", "ied", "ed", "ers",
    "er", "es", "s", "ly", "y", "e",
)  # fmt: skip


def stem(word: str) -> str:
    """What the forms of a word share: damaged, damage; plays, play; women, woman.

    >>> stem("defective") == stem("defects")
    True
    """
    word = word.lower().replace("’", "'")
    word = re.sub(r"'s$|'$", "", word)
    word = _IRREGULAR.get(word, word)
    for _ in range(2):  # plays, play
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 3), "")
        word = word[: -len(ending)] if ending and not word.endswith("ss") else word
    return re.sub(r"(.)\1$", r"\1", word) if len(word) > 3 else word


def is_plural(word: str) -> bool:
    """Whether the word looks like a plural noun, behind which a verb may stand."""
    word = word.lower()
    if word in PLURALS:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "'s")) and word not in _NO_PLURALS


WELL = frozenset(
    map(
        stem,
        _set("healthy well uninfect unaffect genuin legitimat ham innocent good normal authentic honest clean sound"),
    )
)
INFECTIONS = frozenset(
    map(stem, _set("virus infection disease flu influenza parasite bacterium hiv covid malaria condition"))
)

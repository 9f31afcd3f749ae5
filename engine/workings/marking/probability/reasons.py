"""Why an answer or a line is judged as it is, in English and Japanese."""

from __future__ import annotations

from workings.judge import Evidence
from workings.rule import Text

__all__ = [
    "BEFORE_UNREAD", "EXACT_GIVEN", "NOTHING_GIVEN", "NOT_EQUAL", "NO_VALUE", "NO_YES_OR_NO", "ON_THE_WAY",
    "PARTLY_SETTLED", "PIECES", "SEVERAL", "as_it_says", "counted", "joined", "message", "not_settled",
    "not_understood", "of_evidence", "only_rounded", "rounded", "two_mistakes", "unnamed", "work_out",
]  # fmt: skip

BEFORE_UNREAD = Text("the line before this one is not understood", "前の行が読み取れません")
EXACT_GIVEN = Text(
    "that is the exact probability; what is asked for is the approximation",
    "それは正確な確率です。求められているのは近似値です",
)
NOTHING_GIVEN = Text("what is given does not settle this", "与えられた条件だけでは決まりません")
NOT_EQUAL = Text("these two sides are not equal", "両辺が等しくありません")
NO_VALUE = Text("no value is given", "値が書かれていません")
NO_YES_OR_NO = Text("neither yes nor no is read in this answer", "「はい」か「いいえ」かが読み取れません")
ON_THE_WAY = Text(
    "this line is on the way; only what is asked is judged here", "途中の行です。ここでは求める値だけを判定します"
)
PARTLY_SETTLED = Text(
    "a part of this is not settled by what is given", "この一部は、与えられた条件だけでは決まりません"
)
PIECES = Text(
    "an answer given piece by piece is not judged here", "区間ごとに分けて書かれた答えは、ここでは判定できません"
)
SEVERAL = Text("several answers are given; only one is asked for", "答えが複数あります。求められているのは一つです")


def not_understood(why: str) -> Text:
    return Text(f"the problem is not understood: {why}", f"問題文が読み取れません：{why}")


def message(said: str) -> Text:
    """What the reader of an answer says of it."""
    return Text(said, f"答えが読み取れません：{said}")


def not_settled(text: str) -> Text:
    return Text(f"{text} is not settled by what is given", f"{text} は与えられた条件だけでは決まりません")


def counted(asked: int, given: int) -> Text:
    return Text(
        f"{asked} quantities are asked for, {given} given", f"求める値は {asked} 個ですが、答えは {given} 個です"
    )


def work_out(said: str) -> Text:
    return Text(f"work out {said}", f"{said} を計算してください")


def rounded(said: str) -> Text:
    return Text(f"{said} is rounded", f"{said} は四捨五入した値です")


def as_it_says(said: str, exactly: str) -> Text:
    return Text(
        f"{said} is rounded, as it says; exactly it is {exactly}",
        f"{said} は断りのとおり四捨五入した値で、正確には {exactly} です",
    )


def only_rounded(said: str, exactly: str) -> Text:
    return Text(
        f"{said} is rounded: right to the digits given; exactly it is {exactly}",
        f"{said} は四捨五入した値です。書かれた桁までは正しく、正確には {exactly} です",
    )


def two_mistakes(one: str, other: str) -> Text:
    return Text(f"two mistakes: {one} and {other}", f"誤りが二つあります：{one} と {other}")


def unnamed(name: str) -> Text:
    return Text(f"what {name} stands for can't be told", f"{name} が何を表すかが分かりません")


def of_evidence(evidence: Evidence) -> Text:
    """Why two values could not be compared."""
    return Text(evidence.reason, f"正しい値と比べられません：{evidence.reason}" if evidence.reason else "")


def joined(*parts: Text) -> Text:
    """Several reasons in one."""
    said = [part for part in parts if part.en]
    return Text("; ".join(part.en for part in said), "。".join(part.ja for part in said))

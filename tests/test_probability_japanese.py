"""Problems of probability in Japanese prose: read, derived, marked, and refused where they leave something open."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

import pytest
from sympy import Rational, Tuple

import workings as wk
from workings.expression.errors import ReadError
from workings.probability import Undetermined, read_problem
from workings.probability.japanese.outcomes import JapaneseSpace

F = Fraction

DISEASE = (
    "ある病気の有病率は1%である。この病気の検査の感度は90%、特異度は95%である。"
    "検査で陽性と判定された人が実際に病気である確率を求めよ。"
)
FACTORY = (
    "工場Aは製品の60%を、工場Bは40%を作る。不良品の割合はAが2%、Bが3%である。"
    "製品を1つ取り出したところ不良品であった。それが工場Aで作られた確率を求めよ。"
)
URN = "袋の中に赤玉3個と白玉2個が入っている。この袋から同時に2個の玉を取り出すとき、2個とも赤玉である確率を求めよ。"

EVENTS = [
    ("P(A)=0.3, P(B)=0.5, P(A∩B)=0.1 のとき P(A∪B) を求めよ", F(7, 10)),
    ("Ｐ（Ａ）＝０．３、Ｐ（Ｂ｜Ａ）＝０．５のとき、Ｐ（Ａ∩Ｂ）を求めよ。", F(3, 20)),
    ("P(A)=1/2, P_A(B)=1/3 のとき P(A∩B) を求めよ。", F(1, 6)),
    (r"$P(A)=\frac{1}{2}$, $P(B|A)=\frac{1}{3}$ のとき $P(A \cap B)$ を求めよ。", F(1, 6)),
    ("事象Aの確率は0.3、事象Bの確率は0.5である。AとBは独立である。AとBが同時に起こる確率を求めよ。", F(3, 20)),
    ("AとBは互いに排反な事象で、P(A)=0.2、P(B)=0.5である。AまたはBが起こる確率を求めよ。", F(7, 10)),
    ("P(A)=0.3, P(B)=0.6で、AとBが独立のとき、ちょうど一方だけが起こる確率を求めよ。", F(54, 100)),
    ("事象AとBは独立で、P(A)=0.3, P(B)=0.6である。AもBも起こらない確率を求めよ。", F(28, 100)),
    ("事象Aが起こる確率は0.5、事象Bが起こる確率は0.4、Aが起こったときBが起こる確率は0.6である。"
     "Bが起こったときAが起こる確率を求めよ。", F(3, 4)),
    (DISEASE, F(2, 13)),
    ("ある病気にかかっている人は1000人に1人である。検査では、病気の人は98%の確率で陽性となり、"
     "健康な人は3%の確率で陽性となる。陽性と判定された人が病気である確率は?", F(98, 98 + 2997)),
    ("ある病気の有病率は2%、検査の感度は95%、偽陽性率は4%である。陽性的中率を求めよ。", F(190, 190 + 392)),
    ("ある地域では人口の0.1%がウイルスに感染している。検査の感度は99%、特異度は98%である。"
     "検査で陽性となったとき、実際に感染している確率を求めよ。", F(99, 99 + 1998)),
    (FACTORY, F(1, 2)),
    ("機械A, B, C がそれぞれ50%、30%、20%を生産し、不良率はそれぞれ1%、2%、3%である。"
     "不良品が1つ見つかった。それが機械Cで作られた確率を求めよ。", F(6, 17)),
    ("ある製品を工場A、B、Cで5:3:2の割合で製造している。不良率はそれぞれ1%、2%、3%である。"
     "不良品が見つかったとき、それが工場Aの製品である確率を求めよ。", F(5, 17)),
    ("不良品の割合が、工場Aでは1%、工場Bでは2%である。全製品の3分の2は工場Aで、残りは工場Bで作られる。"
     "1つの製品が不良品であるとき、工場Aで作られた確率を求めよ。", F(1, 2)),
    ("受信メールの20%は迷惑メールである。迷惑メールの60%に「無料」という単語が含まれ、通常のメールの5%に"
     "「無料」という単語が含まれる。「無料」を含むメールが迷惑メールである確率を求めよ。", F(3, 4)),
    ("広告のクリック率は20/100である。モバイルでのクリック率は15/50であり、モバイルの割合は0.5である。"
     "クリックした人がモバイルである確率を求めよ。", F(3, 4)),
    ("クリック率は20/100、モバイルの割合は50%、モバイルのクリック率は15/50である。ノートPCのクリック率を求めよ。"
     "ただし、利用者はモバイルかノートPCのどちらかを使う。", F(1, 10)),
    ("100人のうち20人が広告をクリックした。モバイルの利用者は50人で、そのうち15人がクリックした。"
     "クリックした人がモバイル利用者である確率は?", F(3, 4)),
    ("雨の降る確率は3割である。雨の日には50%、雨でない日には10%の確率で遅刻する。遅刻する確率を求めよ。", F(11, 50)),
    ("明日雨が降る確率は40%である。雨が降ると試合が中止になる確率は70%、雨が降らなくても中止になる確率は5%である。"
     "試合が中止になる確率を求めよ。", F(31, 100)),
    ("射手A、Bが的に命中させる確率はそれぞれ0.6、0.7である。2人が1回ずつ撃つとき、少なくとも1人が命中する確率を"
     "求めよ。ただし、2人の命中は独立である。", F(88, 100)),
    ("あるクラスの生徒40人のうち、英語が好きな生徒は25人、数学が好きな生徒は20人、両方好きな生徒は10人である。"
     "英語が好きな生徒が数学も好きである確率を求めよ。", F(2, 5)),
    ("事象A、Bが独立で、P(A)=1/2、P(A∪B)=3/4のとき、P(B)を求めよ。", F(1, 2)),
    ("患者の1%が病気Xである。検査は病気Xの患者の95%で陽性、病気Xでない患者の10%で陽性となる。"
     "陽性の患者が病気Xである確率を求めよ。", F(95, 95 + 990)),
    ("ある会社では、メールの25%が迷惑メールである。フィルタは迷惑メールの95%を迷惑メールと判定し、普通のメールの1%を誤って"
     "迷惑メールと判定する。迷惑メールと判定されたメールが実際に迷惑メールである確率を求めよ。", F(95, 98)),
    ("部品1が故障する確率は0.1、部品2が故障する確率は0.2であり、2つの故障は独立である。どちらも故障しない確率を"
     "求めよ。", F(72, 100)),
    ("あるテストで、勉強した学生の90%が合格し、勉強しなかった学生の30%が合格した。勉強した学生は全体の60%である。"
     "不合格だった学生が勉強していなかった確率を求めよ。", F(28, 34)),
    ("箱Aには赤玉3個と白玉2個、箱Bには赤玉1個と白玉4個が入っている。無作為に箱を1つ選び、玉を1個取り出したところ"
     "赤玉であった。それが箱Aから取り出された確率を求めよ。", F(3, 4)),
]  # fmt: skip
EXPERIMENTS = [
    ("大小2個のさいころを投げるとき、目の積が偶数になる確率を求めよ。", F(3, 4)),
    ("3個のさいころを同時に投げるとき、出る目の最大値が4である確率を求めよ。", F(37, 216)),
    ("さいころを3回投げるとき、少なくとも1回は6の目が出る確率を求めなさい。", F(91, 216)),
    ("1個のさいころを2回投げる。1回目が偶数であるとき、目の和が8である確率を求めよ。", F(1, 6)),
    ("2個のさいころを投げる。目の和が8のとき、少なくとも1個が3の目である確率を求めよ。", F(2, 5)),
    ("1個のさいころを4回投げるとき、4回目に初めて6の目が出る確率を求めよ。", F(125, 1296)),
    ("コインを4回投げて、表が3回以上出る確率を求めよ。", F(5, 16)),
    ("1枚の硬貨を6回投げるとき、表と裏が3回ずつ出る確率を求めよ。", F(5, 16)),
    ("表が出る確率が0.6のコインを3回投げる。表がちょうど2回出る確率を求めよ。", F(54, 125)),
    (URN, F(3, 10)),
    ("袋に赤玉3個、白玉2個、青玉1個が入っている。同時に2個取り出すとき、どちらも青玉でない確率を求めよ。", F(2, 3)),
    ("袋に赤玉3個、白玉4個が入っている。もとに戻さずに1個ずつ2個取り出す。1個目が赤玉であったとき、"
     "2個目も赤玉である確率を求めよ。", F(1, 3)),
    ("袋の中に白玉4個、黒玉6個が入っている。玉を1個取り出して色を調べ、袋に戻すことを3回繰り返す。"
     "白玉がちょうど2回出る確率を求めよ。", F(36, 125)),
    ("10本のくじの中に当たりくじが3本ある。引いたくじはもとに戻さないで、A、Bの2人がこの順に1本ずつ引く。"
     "Bが当たる確率を求めよ。", F(3, 10)),
    ("当たりくじ3本を含む10本のくじを、A、Bの2人がこの順に1本ずつ引く。引いたくじはもとに戻さない。"
     "Aがはずれ、Bが当たる確率を求めよ。", F(7, 30)),
    ("20個の製品の中に4個の不良品が含まれている。この中から同時に3個取り出すとき、不良品がちょうど1個含まれる"
     "確率を求めよ。", F(4 * comb(16, 2), comb(20, 3))),
    ("ジョーカーを除く52枚のトランプから1枚引くとき、ハートまたは絵札である確率を求めよ。", F(11, 26)),
    ("男子5人、女子4人の中から3人の委員を選ぶとき、男子が2人、女子が1人選ばれる確率を求めよ。", F(10, 21)),
    ("1から20までの数字が書かれたカードから1枚引くとき、3の倍数または5の倍数である確率を求めよ。", F(9, 20)),
    ("5択の問題が10問ある。でたらめに答えるとき、ちょうど3問正解する確率を求めよ。", F(120 * 4**7, 5**10)),
    ("ある打者の打率は3割である。4打席で少なくとも1回ヒットを打つ確率を求めよ。", 1 - F(7, 10) ** 4),
]  # fmt: skip
VARIABLES = [
    ("確率変数Xは二項分布B(10, 0.3)に従う。Xの期待値と分散を求めよ。", (F(3), F(21, 10))),
    ("確率変数Xは区間[0, 6]上の一様分布に従う。Xの分散を求めよ。", F(3)),
    ("Xは成功確率1/6の幾何分布に従う。Xの期待値を求めよ。", F(6)),
    ("Xのとる値が0, 1, 2で、その確率がそれぞれ1/4, 1/2, 1/4である。Xの期待値と分散を求めよ。", (F(1), F(1, 2))),
    ("確率分布が次の表で与えられる。\nX 0 1 2 計\nP 1/4 1/2 1/4 1\nXの分散を求めよ。", F(1, 2)),
    ("確率変数Xの平均が10、分散が4のとき、Y=2X-3の平均、分散、標準偏差を求めよ。", (F(17), F(16), F(4))),
    ("確率変数XとYは独立で、V(X)=4, V(Y)=9である。V(X+Y)を求めよ。", F(13)),
    ("XとYの共分散が2、V(X)=4, V(Y)=9のとき、XとYの相関係数を求めよ。", F(1, 3)),
    ("真陽性が40件、偽陽性が10件、偽陰性が20件、真陰性が30件であった。適合率、再現率、F値を求めよ。",
     (F(4, 5), F(2, 3), F(8, 11))),
    ("1個のさいころを投げて出た目をXとする。Xの期待値と分散を求めよ。", (F(7, 2), F(35, 12))),
    ("袋に赤玉3個と白玉2個が入っている。同時に2個取り出すとき、取り出した赤玉の個数の期待値を求めよ。", F(6, 5)),
]  # fmt: skip
OPEN = [
    ("袋に赤玉3個と白玉2個が入っている。続けて2個取り出すとき、2個とも赤玉である確率を求めよ。", "もとに戻すかどうか"),
    ("雨の確率は30%である。遅刻する確率を求めよ。", "何も与えられていません"),
    ("袋Aには赤玉3個、白玉2個、袋Bには赤玉1個、白玉4個が入っている。袋Aから1個取り出して袋Bに入れ、よく混ぜて"
     "袋Bから1個取り出す。それが赤玉である確率を求めよ。", ""),
    ("さいころを投げ、1の目が出るまで続ける。3回以内に終わる確率を求めよ。", "読み取れません"),
    ("赤玉3個、白玉2個が入った袋から1個取り出し、それが赤玉なら戻し、白玉なら戻さない。"
     "2個目が赤玉である確率を求めよ。", ""),
    ("AとBが試合を行い、先に3勝した方を優勝とする。Aが勝つ確率は2/3である。Aが優勝する確率を求めよ。",
     "読み取れません"),
    ("ある病気の有病率は1%である。感度は90%、特異度は95%である。2回続けて陽性となったとき、病気である確率を求めよ。",
     "1 つの事象"),
    ("ある打者の打率は3割である。", ""),
]  # fmt: skip


PHRASES = [
    (JapaneseSpace(("赤", "白", "青"), (3, 2, 1), 2, False), {
        "どちらも青玉でない": F(2, 3),
        "少なくとも1個は赤玉でない": F(4, 5),
        "赤玉でない玉がちょうど1個": F(3, 5),
        "赤玉を1個も取り出さない": F(1, 5),
        "1個目が赤玉でない": F(1, 2),
        "赤玉以外が2個": F(1, 5),
        "2個とも同じ色": F(4, 15),
    }),
    (JapaneseSpace(("当たり", "はずれ"), (3, 7), 2, False, (), ("A", "B")), {
        "2人とも当たらない": F(7, 15),
        "少なくとも1人は当たらない": F(14, 15),
        "Aだけが当たる": F(7, 30),
        "Bが当たらない": F(7, 10),
    }),
    (JapaneseSpace(("表", "裏"), (1, 1), 3, True), {
        "3枚とも表ではない": F(1, 8),
        "1回目に表が出ない": F(1, 2),
        "少なくとも1回は表が出ない": F(7, 8),
        "表が2回以上出ない": None,
        "表の出る回数が2回以下": F(7, 8),
    }),
    (JapaneseSpace(tuple(range(1, 7)), (1,) * 6, 2, True), {
        "6の目が1回も出なかった": F(25, 36),
        "目の和が5以上8以下": F(5, 9),
        "少なくとも一方が6でない": F(35, 36),
        "6が2回以上出ない": None,
    }),
]  # fmt: skip


def value(found: Any) -> Any:
    """The result in fractions."""
    if isinstance(found, Tuple):
        return tuple(value(part) for part in found)
    assert isinstance(found, Rational)
    return Fraction(int(found.p), int(found.q))


@pytest.mark.parametrize(("text", "answer"), [*EVENTS, *EXPERIMENTS, *VARIABLES])
def test_derived(text: str, answer: Any) -> None:
    assert value(wk.derive(text).result) == answer


@pytest.mark.parametrize(("text", "said"), OPEN)
def test_what_is_open_is_refused_in_both_languages(text: str, said: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 (a ReadError, but where nothing is asked at all)
        wk.derive(text)
    assert said in str(refused.value)
    if said:
        assert isinstance(refused.value, ReadError)
        assert "（" in refused.value.message


@pytest.mark.parametrize(("space", "phrases"), PHRASES)
def test_phrases_about_outcomes(space: JapaneseSpace, phrases: dict[str, Fraction | None]) -> None:
    for text, chance in phrases.items():
        phrase = space.phrase(text)
        assert (None if phrase is None else space.chance(phrase)) == chance, text


def test_read_as_statements() -> None:
    problem = read_problem(FACTORY)
    assert problem.givens == (
        "P(工場A) = 60%", "P(工場B) = 40%", "P(不良品|工場A) = 2%", "P(不良品|工場B) = 3%", "工場A, 工場B partition",
    )  # fmt: skip
    assert problem.queries == ("P(工場A|不良品)",)


def test_what_is_not_given_stays_open() -> None:
    found = wk.derive("ある病気の検査の感度は90%である。陽性のとき病気である確率を求めよ。").result
    assert isinstance(found, Undetermined)


def test_names_of_events_in_every_form() -> None:
    derivation = wk.derive(
        "雨の降る確率は30%である。雨の日は50%の確率で遅刻し、雨でない日は10%の確率で遅刻する。遅刻したとき、雨が降っていた確率を求めよ。"
    )
    assert "P(雨 | 遅刻)" in derivation.to_text(lang="ja")
    assert "ベイズの定理" in derivation.to_text(lang="ja")
    assert r"P(\text{雨} \mid \text{遅刻})" in derivation.to_latex(lang="ja")
    assert "<mtext>遅刻</mtext>" in derivation.to_html(lang="ja")
    assert derivation.verify().whole.kind == "proved"


@pytest.mark.parametrize(
    ("text", "answer", "status"),
    [
        (DISEASE, "2/13", "correct"),
        (DISEASE, "13分の2", "correct"),
        (DISEASE, "１３分の２", "correct"),
        (DISEASE, "約15.4%", "correct"),
        (DISEASE, "P(病気|陽性)=2/13", "correct"),
        (DISEASE, "0.1538", "wrong_form"),
        (DISEASE, "0.9", "wrong"),
        (URN, "3割", "correct"),
        (URN, "答え：10分の3", "correct"),
        (URN, "9/25", "wrong"),
        (FACTORY, "半分", "correct"),
        (VARIABLES[0][0], "期待値は3、分散は2.1", "correct"),
        (VARIABLES[0][0], "3と2.1", "correct"),
    ],
)
def test_answers(text: str, answer: str, status: str) -> None:
    assert wk.check(text, answer).status == status


def test_mistakes_are_named() -> None:
    verdict = wk.check(DISEASE, "0.9")
    assert verdict.mistake is not None
    assert verdict.mistake.slug == "inverse-confusion"
    assert verdict.feedback is not None
    assert "P(病気 | 陽性) = P(陽性 | 病気) P(病気)/P(陽性)" in verdict.feedback.explanation.ja


def test_worked_lines() -> None:
    lines = [
        "P(病気)=0.01, P(陽性|病気)=0.9, P(陽性|病気でない)=0.05",
        "陽性である確率は 0.01×0.9+0.99×0.05=0.0585",
        "よって、P(病気|陽性)=0.009÷0.0585=2/13",
    ]
    assert wk.check_work(DISEASE, lines).score == 1
    slip = wk.check_work("P(A)=0.3, P(B)=0.5, P(A∩B)=0.1 のとき P(A∪B) を求めよ。", ["P(A∪B)=P(A)+P(B)", "=0.8"])
    assert [line.status for line in slip.lines] == ["wrong", "carried_forward"]

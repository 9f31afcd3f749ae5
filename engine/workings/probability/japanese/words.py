"""What a Japanese phrase names: its telling words, without particles, endings, and what stands for everybody."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Content", "content", "is_class", "same_word"]

# Words of kana alone, told from particles and endings by what stands around them: めがねをかける.
_GRAMMAR = (
    r"(?:これ|それ|あれ|どれ|だれ|かれ|いずれ|どちら|すべて|みな|みんな|もの|こと|ひと|とき|ところ|うち|なか|ほか|たち|など|まで|だけ"
    r"|ほど|くらい|ぐらい|および|または|かつ|という|といった|による|により|について|である|であり|であった|する|した|して|なる|なった"
    r"|いる|いた|ある|あった|できる|られ|され|れる|です|ます)"
)
_KANA = (
    rf"(?<![ぁ-ん])(?!{_GRAMMAR}(?:ら|か|も)?[がを])[ぁ-ん]{{2,5}}"
    r"(?=[がを](?:[^ぁ-ん]|かけ|つけ|も[つっ]|あ[るりっ]|いる|し|す))"
)
_RUN = re.compile(
    rf"「(?P<quoted>[^「」]+)」|{_KANA}|がん|はずれ|あたり|ねじ|りんご|みかん|うそ|ウソ|(?<![ぁ-ん])(?:かぜ|けが)(?![ぁ-ん])"
    r"|(?:[\u3400-\u9fff々ァ-ヴー]|[A-Za-z](?:[A-Za-z0-9_]|')*|\d+(?=[\u4e00-\u9fff]))"
    r"(?:[\u3400-\u9fff々ァ-ヴーA-Za-z0-9_]|(?<=[A-Z])-)*"
)
_DEMONSTRATIVE = re.compile(
    r"(?:そ|こ|あ)の(?=[^うそ])|(?:^|(?<=[、のが]))(?:ある|或る)(?=[^。])|少なくとも|多くとも|広告(?:の|を)?(?=クリック)|\d+(?:人|個|枚|本|台|通|件|回|つ)(?:目)?|ランダムに|でたらめに|無作為に|任意に"
)
_NOT = re.compile(
    r"(?:で|では|じゃ|く|し|れ|ら|わ|か|さ|ま|た|け|せ|べ|め|え|て|い|び|に|が|は)な(?:い|かっ|く(?:て|、|$))|ません|以外|でなければ|しなければ|せず|ずに?(?:、|$)|無い|無し|なし$|否定|の余事象|ない(?=[人者も製])"
)
_NOT_NOT = re.compile(r"少な|間違いな|違いな|危な|かもしれな|に過ぎな|すくな|限らな")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words of a phrase that say nothing of what happens beside one that does.
_LIGHT = _words("""
余事象 明日 本日 明後日 今朝 今夜 来週 製品全体 生産量 総生産 当社 自社 弊社 年 月 週 時間 判定
診断 検査 検査結果 検定 結果 実際 本当 起 出 含 受 持 取 選 引 作 生産 製造 降 使 利用 使用
見 見出 現 示 反応 発生 属 確率 割合 条件付 条件 事象 全体 全員 国民 住民 市民 人口 成人 大人
ユーザ ユーザー 利用者 訪問者 閲覧者 人 人々 者 方 製品 商品 品物 部品 全製品 メール 受信メール
電子メール 全メール メッセージ 単語 言葉 語 文字列 文字 場合 時 日 当日 翌日 個 本 枚 通 件 回
台 名 全 全部 各 任意 無作為 抽出 抽選 選択 選出 被験者 受診者 受検者 受験者 回答者 対象者 対象
集団 母集団 社会 地域 町 市 国 県 工程 生徒 学生 社員 従業員 会員 顧客 客 来店者 来店客 乗客
読者 視聴者 加入者 世帯 家庭 患 状態 正 誤 誤判定 間違 発見 見付 分 言 知 言われ 思 可能性
それ これ 一方 残 他 各々 各自 全国 今回 今日 実 時点 内 中 上 下 供給 出荷 納入 担当 仕入
購買 調達 送 届 由来 大学 学校 高校 中学 会社 企業 クラス 病院 店 店舗 工場 機械 箱 袋 新聞
調査 アンケート 彼 彼女 太郎 花子 太郎さん さん 仮 種類 広告表示 表示 1 一 ページ 記事 サイト
ウェブサイト 端末 デバイス ところ 件数 数 閲覧 アクセス 訪問 経由 経路 読 購読 飼 飲 食 所有
履修 受講
""")
_PREFIX = re.compile(r"^事象(?=.)|^(?:検査|各|全|同|当(?!た)|本|今)(?=..)|^(?:明日|今日|本日|翌日|明後日)の?(?=.)")
_SUFFIX = re.compile(
    r"(?<=..)(?:者|反応|時|率|日|判定|結果|状態|患者|製品?|ユーザー?|利用者|全体)$|(?<=[A-Z\d])(?:製品?|産|製造)$"
)
_DISEASE = frozenset(["病気", "疾患", "疾病", "罹患", "罹病", "有病", "病", "羅患", "患者", "病人", "病気患者"])
_SAME = {
    "不良": "不良品", "欠陥品": "不良品", "欠陥": "不良品", "外": "はずれ", "ハズレ": "はずれ", "外れ": "はずれ", "ガン": "がん", "癌": "がん",
    "当": "当たり", "あたり": "当たり", "当選": "当たり", "当籤": "当たり", "晴": "晴れ", "曇": "曇り", "勝": "勝ち", "負": "負け",
    "スパムメール": "スパム", "雨天": "雨", "晴天": "晴れ", "雨降": "雨",
}  # fmt: skip
_OPPOSITE = {
    "陰性": "陽性",
    "健康": "病気",
    "健康人": "病気",
    "健常": "病気",
    "健康者": "病気",
    "非罹患": "病気",
    "未罹患": "病気",
    "無病": "病気",
    "良品": "不良品",
    "正常品": "不良品",
    "はずれ": "当たり",
}
_CLASS = re.compile(
    r"(?:人|者|メール|製品|商品|部品|品|客|ユーザー?|性|生徒|学生|社員|会員|患者|方|もの|日|世帯|員|端末|広告|メッセージ|車|子|女|男|場合|群|層|代)(?:の[^はがを]*)?$"
)


_JUDGED = re.compile(r"」?(?:である)?と(?:誤って|正しく|して)?(?:判定|予測|分類|診断|識別|判断|認識)")
_RESULTS = frozenset(["陽性", "陰性", "合格", "不合格", "異常", "正常"])


@dataclass(frozen=True, slots=True)
class Content:
    """The telling words of a phrase, and whether it denies them; no words is everybody."""

    words: tuple[str, ...]
    negated: bool
    phrase: str

    @property
    def key(self) -> frozenset[str]:
        return frozenset(self.words)


def content(phrase: str) -> Content:
    """The telling words of a phrase.

    >>> content("その病気にかかっていない人").words, content("陰性と判定された").negated
    (('病気',), True)
    """
    said = _DEMONSTRATIVE.sub("", phrase)
    runs = []
    denied = 0
    for m in _RUN.finditer(said):
        run = m["quoted"] or m[0]
        if run.startswith("非") and len(run) > 2 and run not in _OPPOSITE:
            run, denied = run[1:], denied + 1
        word = _plain(run, quoted=bool(m["quoted"]))
        if _JUDGED.match(said, m.end()) and word not in _RESULTS:  # what is called 不良品 need not be 不良品
            denied += word in _OPPOSITE
            word = f"{_OPPOSITE.get(word, word)}判定"
        runs.append(word)
    words = [w for w in runs if w and w not in _LIGHT]
    denials = denied + len(_NOT.findall(_NOT_NOT.sub("", re.sub(r"「[^」]*」", "", said))))
    if len(set(words)) > 1 and re.search(r"患者|病人", said) and not re.search(r"病気|疾患|疾病|罹患", said):
        words = [w for w in words if w != "病気"]  # 陽性の患者
    if len(set(words)) > 1:
        words = [w for w in words if w != "病気"] if any(w in ("感染", "がん") for w in words) else words
    kept: list[str] = []
    for word in words:
        if word in _OPPOSITE:
            denials += 1
            word = _OPPOSITE[word]
        if word not in kept:
            kept.append(word)
    return Content(tuple(kept), denials % 2 == 1, phrase)


def _plain(run: str, *, quoted: bool = False) -> str:
    if quoted:
        return run.strip()
    if run in _OPPOSITE or run in _SAME or run in _DISEASE:
        return "病気" if run in _DISEASE else _SAME.get(run, run)
    for _ in range(2):
        run = _SUFFIX.sub("", _PREFIX.sub("", run)) if run not in _LIGHT else run
    return "病気" if run in _DISEASE else _SAME.get(run, run)


def same_word(one: str, other: str) -> bool:
    """Whether one word is the beginning of the other: 合格 and 合格通知, but not 合格 and 不合格.

    >>> same_word("迷惑", "迷惑メール"), same_word("合格", "不合格")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    if one.endswith("判定") != other.endswith("判定"):
        return False
    return one == other or (len(short) >= 2 and long.startswith(short))


def is_class(phrase: str) -> bool:
    """Whether the phrase names those of a kind, of whom something may be said: 喫煙者, 迷惑メール, 工場Aの製品."""
    return _CLASS.search(phrase.strip()) is not None

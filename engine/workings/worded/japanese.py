"""Questions in Japanese, said in English: what is asked for, of what, at which place, by which variable.

A sentence such as 'y = x^2 の x = 1 における接線の方程式を求めよ' names the kind of question in a word, and the rest in
particles. Nothing of the mathematics is changed; words that are not known here are left out, as are the particles.
"""

from __future__ import annotations

import re

__all__ = ["in_english"]

_JAPANESE = r"\u3040-\u30ff\u3400-\u9fff々ー"
_ABOUT_CALCULUS = re.compile(
    r"微分|導関数|接線|接平面|法線|勾配|ヘッセ|ヤコビ行列|展開|極値|極大|極小|停留点|臨界点|変曲点|増減|凹凸|最大値|最小値|最大・最小|ヤコビアン|極限|曲率|発散|回転|ラプラシアン|平均変化率|変化率|速度"
)
_NOT_CALCULUS = re.compile(r"行列式|固有|連立|確率|分散|期待値|微分方程式|積分|[^偏全]導関数表")
_WIDE = str.maketrans("（）［］｛｝＝＋－，．：；＾＊／０１２３４５６７８９", "()[]{}=+-,.:;^*/0123456789")
_NUMBER = r"[-−]?(?:[\w./√π^]|\\\w+|\([^()]*\))+"
_PLACE = re.compile(
    rf"(?:上の?|上にある|の)?(?:点\s*)?(?P<place>[A-Za-z]\s*=\s*{_NUMBER}(?:\s*,\s*[A-Za-z]\s*=\s*{_NUMBER})*|\([^()=]*,[^()=]*\))\s*"
    r"(?:における|での|においての?|で(?!微分|偏微分)|のとき(?:の|における)?|のまわり(?:で|の|における)?(?:の)?|を中心とする|に対する|の(?=(?:接線|法線|接平面|微分係数)))"
)
_TOWARDS = re.compile(r"(?:方向\s*(\([^()]*\))|(\([^()]*\))\s*方向)\s*(?:への|に対する|の)?")
_RANGE = re.compile(
    rf"\(?\s*(?:[A-Za-z]\s*=\s*)?({_NUMBER})\s*から\s*(?:[A-Za-z]\s*=\s*)?({_NUMBER})\s*(?:まで)?(?:の)?\s*\)?"
)
_VARIABLE = re.compile(r"(?<![A-Za-z])(?P<by>[A-Za-z])\s*(?:を変数と(?:する(?:とき)?|して|した)|の関数)[、,]?")
_BY = re.compile(r"\(?(?<![A-Za-z])(?P<by>[A-Za-z])\s*(?:で|について|に関して|に関する|についての)\)?(?=[^=]*$)")
_DEGREE = re.compile(r"\(?\s*第?\s*(\d+|[一二三四五])\s*次\s*(?:の項)?\s*(?:まで)?(?:の)?\s*\)?")
_ORDER = re.compile(
    r"第?\s*(n|ｎ|\d+|[一二三四五])\s*[次階]\s*(?:の)?\s*(?:導関数|微分係数|微分)|(\d+|[二三四])\s*回\s*微分"
)
_KANJI = dict(zip("一二三四五", "12345", strict=True))

# 条件 x + y = 10 のもとで; an equation of several letters is a condition, x = 2 alone is a place.
_UNDER = re.compile(
    r"(?:条件(?:式)?\s*)?(?P<eq>[^=、。,，\u3040-\u30ff\u4e00-\u9fff]+=[^=、。,，\u3040-\u30ff\u4e00-\u9fff]+?)\s*(?:という条件|の条件)?"
    r"(?:のもとで|の下で|のとき|を満たすとき)(?:の)?\s*[、,]?"
)


# Word -> the question; {f} is what it is about, {at}, {by}, {n} what the particles say.
_KINDS: tuple[tuple[str, str], ...] = (
    ("接線と法線|接線および法線", "tangent and normal to {f} at {place}"),
    ("法線", "normal to {f} at {place}"),
    ("接平面", "tangent plane to {f} at {place}"),
    ("接線の傾き|曲線の傾き", "slope of {f} at {place}"),
    ("接線", "tangent to {f} at {place}"),
    ("方向微分(?:係数)?", "directional derivative of {f} at {place} towards {towards}"),
    ("ラプラシアン", "Laplacian of {f}"),
    ("ヘッセ行列|ヘシアン|ヘッシアン", "Hessian of {f}"),
    ("ヤコビ行列", "Jacobian of {f}"),
    ("ヤコビアン|ヤコビ行列式|関数行列式", "Jacobian determinant of {f}"),
    ("極限(?:値)?", "{f}"),
    ("増減(?:と|、|および)凹凸", "intervals of increase and concavity of {f}"),
    ("増減(?:表)?|増加する区間|減少する区間", "intervals of increase and decrease of {f}"),
    ("凹凸(?:と|、|および)変曲点", "intervals of concavity and inflection points of {f}"),
    ("凹凸", "intervals of concavity of {f}"),
    ("変曲点(?:の座標)?", "inflection points of {f}"),
    ("最大値(?:と|、|および|・)最小値|最大・最小|最大値?と最小値?", "absolute maximum and minimum of {f}"),
    ("最大値", "absolute maximum of {f}"),
    ("最小値", "absolute minimum of {f}"),
    ("勾配(?:ベクトル)?", "gradient of {f} {at}"),
    ("発散", "divergence of {f}"),
    ("回転", "curl of {f}"),
    ("速度と加速度|速度および加速度", "velocity and acceleration of {f} {at}"),
    ("加速度", "acceleration of {f} {at}"),
    ("速度", "velocity of {f} {at}"),
    ("曲率", "curvature of {f} {at}"),
    ("全微分", "total differential of {f}"),
    ("極値|極大値?|極小値?|停留点|臨界点", "stationary points of {f}"),
    ("マクローリン(?:展開|多項式|級数)?", "Maclaurin polynomial of degree {n} of {f}"),
    ("(?:テイラー|テーラー)(?:展開|多項式|級数)?", "Taylor polynomial of degree {n} of {f} {at}"),
    ("平均変化率", "average rate of change of {f} from {low} to {high}"),
    ("逆関数(?:の微分|の導関数)", "derivative of the inverse of {f}"),
    (r"偏導関数(?:\s*[a-z]_[a-z]\s*,?)*|偏微分(?:係数)?", "partial derivative of {f} {by} {at}"),
    ("微分係数", "derivative of {f} {at}"),
    ("導関数|微分|変化率", "derivative of {f} {by} {at}"),
)
_METHODS = (
    ("対数微分法?", "by logarithmic differentiation"),
    ("定義(?:に従って|に基づいて|より|から|によって|を用いて|通りに)", "from first principles"),
)
_WORDS = re.compile(rf"\\text\{{[^{{}}]*\}}|[{_JAPANESE}、。・「」？]+")


def in_english(text: str) -> str | None:
    """The question in English; None where it is not a Japanese one about calculus.

    >>> in_english("f(x) = x^3 の x = 2 における微分係数を求めよ")
    'derivative of f(x) = x^3 at x = 2'
    """
    if not _ABOUT_CALCULUS.search(text) or _NOT_CALCULUS.search(text):
        return None
    rest = text.translate(_WIDE)
    said: dict[str, str] = {}
    rest, method = _taken(rest, _METHODS)
    ordered = _ORDER.search(rest)
    order = ""
    if ordered:
        order = (ordered[1] or ordered[2]).replace("ｎ", "n")
        rest = rest[: ordered.start()] + "微分" + rest[ordered.end() :]
    kind = next(((p, q) for p, q in _KINDS if re.search(p, rest)), None)
    if kind is None:
        return None
    pattern, question = kind
    under = _UNDER.search(rest)
    condition = ""
    if under and len(set(re.findall(r"(?<![A-Za-z\\])[a-z](?![A-Za-z])", under["eq"]))) > 1:
        condition, rest = f" subject to {under['eq'].strip()}", rest[: under.start()] + "、" + rest[under.end() :]
        question = question.replace("absolute ", "").replace("stationary points", "extreme values")
    rest = re.sub(pattern, "、", rest, count=1)
    for find, names in _CLAUSES:
        if all("{" + name + "}" in question or name in ("place", "by") for name in names):
            rest = _clause(rest, find, names, said)
    said["at"] = f"at {said['place']}" if "place" in said else ""
    said["by"] = f"with respect to {said['by']}" if "by" in said else ""
    f = re.sub(r"\s+", " ", _WORDS.sub(" ", rest)).strip(" .,:;")
    if re.search(r"d[a-z]/d[a-z]|\\frac\{d|[a-z]'", f) or not f:
        return re.sub(r"(?<=\S) (?=\S?d[a-z]/d[a-z])", ", ", f, count=1) or None
    if "陰関数" in text:
        question = "dy/dx if {f}"
    if any("{" + name + "}" in question and name not in said for name in ("place", "towards", "low", "high", "n")):
        return None
    if order:
        question = f"{_ordinal(_KANJI.get(order, order))} {question}"
    if question.startswith("partial derivative") and not said["by"]:
        question = question.replace("derivative of", "derivatives of")
    asked = question.format(f=f, **said)
    return re.sub(r"\s+", " ", f"{asked}{condition} {method}").strip()


def _ordinal(order: str) -> str:
    return order + {"1": "st", "2": "nd", "3": "rd"}.get(
        order[-1] if order[-2:] not in ("11", "12", "13") else "", "th"
    )


def _taken(text: str, words: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    for pattern, meaning in words:
        if re.search(pattern, text):
            return re.sub(pattern, " ", text, count=1) if "定義" in pattern else text, meaning
    return text, ""


_Clause = tuple["re.Pattern[str]", tuple[str, ...]]
_CLAUSES: tuple[_Clause, ...] = (
    (_TOWARDS, ("towards",)),
    (_RANGE, ("low", "high")),
    (_PLACE, ("place",)),
    (_DEGREE, ("n",)),
    (_VARIABLE, ("by",)),
    (_BY, ("by",)),
)


def _clause(text: str, find: re.Pattern[str], names: tuple[str, ...], said: dict[str, str]) -> str:
    """The text without the clause; what it says is noted by its names."""
    found = find.search(text)
    if found is None:
        return text
    groups = [group for group in found.groups() if group]
    said |= {name: _KANJI.get(group, group).strip() for name, group in zip(names, groups, strict=False)}
    return text[: found.start()] + "、" + text[found.end() :]

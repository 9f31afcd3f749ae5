"""Word problems in Japanese, as the statements, experiments and questions that the laws of probability answer."""

from __future__ import annotations

import re

from workings.probability.japanese.script import as_written, is_japanese

__all__ = ["asks_for_probability", "is_japanese", "refuse_japanese"]

_ABOUT = re.compile(
    r"確率|期待値|割合[をは](?:求|いくら|何)|分散|標準偏差|相関係数|適合率|再現率|正解率|F値|F1|感度|特異度|的中率|陽性|さいころ|サイコロ|くじ|硬貨|コイン|(?<!変化)(?<!増加)(?<!減少)(?<!成長)(?<!曲)(?<!倍)率[をはが]|(?<![A-Za-z])P\s*\("
)
_CALCULUS = re.compile(r"微分|導関数|勾配|\bd/d[a-z]|ヘッセ|ヤコビ|積分|行列式|固有値")


def asks_for_probability(text: str) -> bool:
    """Whether a Japanese text is about probability, read or not."""
    text = as_written(text)
    return _ABOUT.search(text) is not None and _CALCULUS.search(text) is None


def refuse_japanese(text: str) -> None:
    """Raises what keeps a Japanese problem from being read, with the place.

    Raises:
        ReadError: always, unless the problem is read after all.
    """
    from workings.probability.japanese.problem import read_draft
    from workings.probability.setting import Setting

    told = read_draft(text)
    setting = Setting.of(told.draft, told.asked)
    for asked in told.asked:
        setting.queries(asked)

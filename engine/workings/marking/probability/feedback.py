"""What to tell a student about a mistake with probabilities: the law as it was used and as it is, on this question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workings.expression.nodes import walk
from workings.marking.feedback import feedback
from workings.marking.probability.found import Found
from workings.marking.verdict import Feedback
from workings.rule import RuleBook, Text
from workings.show import to_text

__all__ = ["told"]


def told(found: Found | None, expected: Any, book: RuleBook, notes: Sequence[Text] = ()) -> Feedback | None:
    """Feedback at three strengths; where no mistake was found, what would have been right."""
    if found is None:
        return feedback(None, (), book, expected)
    if found.slip is None:
        return feedback(found.mistake, (), book, expected)
    slip = found.slip
    said = found.mistake.explanation
    if found.also is not None:
        also = found.also.explanation
        said = Text(f"Two mistakes. {said.en} And: {also.en}", f"誤りが二つあります。{said.ja}さらに、{also.ja}")
    wrong, right = _law(slip.goal, slip.wrong), _law(slip.goal, slip.right)
    explanation = said
    if wrong.en and right.en and wrong != right:
        explanation = Text(
            "\n".join([f"{said.en}\nnot   {wrong.en}\nbut   {right.en}", *(note.en for note in notes)]),
            "\n".join([f"{said.ja}\n誤   {wrong.ja}\n正   {right.ja}", *(note.ja for note in notes)]),
        )
    rule = slip.rule
    hint = Text(
        f"Look again at where you used this: {rule.title.en}.",
        f"「{rule.title.ja}」を使ったところをもう一度見てください。",
    )
    value, in_japanese = ("", "") if expected is None else (to_text(expected), to_text(expected, lang="ja"))
    worked = Text(f"{rule.title.en}: {right.en or value}", f"{rule.title.ja}：{right.ja or in_japanese}")
    return Feedback(hint, explanation, worked)


def _law(goal: Any, line: Any) -> Text:
    """The question and what a law makes of it; nothing where that is too long."""
    if line is None or sum(1 for _ in walk(line)) > 400:
        return Text("", "")
    en, ja = (f"{to_text(goal, lang=lang)} = {to_text(line, lang=lang)}" for lang in ("en", "ja"))
    return Text(en, ja)

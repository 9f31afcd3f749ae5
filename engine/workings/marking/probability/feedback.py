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
    if wrong and right and wrong != right:
        explanation = Text(
            "\n".join([f"{said.en}\nnot   {wrong}\nbut   {right}", *(note.en for note in notes)]),
            "\n".join([f"{said.ja}\n誤   {wrong}\n正   {right}", *(note.ja for note in notes)]),
        )
    rule = slip.rule
    hint = Text(
        f"Look again at where you used this: {rule.title.en}.",
        f"「{rule.title.ja}」を使ったところをもう一度見てください。",
    )
    value = to_text(expected) if expected is not None else ""
    worked = right or value
    return Feedback(hint, explanation, Text(f"{rule.title.en}: {worked}", f"{rule.title.ja}：{worked}"))


def _law(goal: Any, line: Any) -> str:
    """The question and what a law makes of it."""
    if line is None or sum(1 for _ in walk(line)) > 400:
        return ""
    return f"{to_text(goal)} = {to_text(line)}"

"""What to tell a student about a mistake: a hint, the mistake with its right law, the worked line."""

from __future__ import annotations

from workings.marking.verdict import Feedback
from workings.rule import Mistake, Text, load_book

__all__ = ["feedback"]


def feedback(mistake: Mistake | None) -> Feedback | None:
    """Feedback at three strengths, in English and Japanese; None where no mistake was named."""
    if mistake is None:
        return None
    rule = next((rule for rule in load_book() if mistake in rule.mistakes), None)
    if rule is None:
        hint = Text("Look at the step from the line before to this one again.", "前の行からこの行への変形をもう一度見てください。")
        return Feedback(hint, mistake.explanation, mistake.explanation)
    return Feedback(
        Text(f"Look again at where you used: {rule.title.en}.", f"「{rule.title.ja}」を使ったところをもう一度見てください。"),
        mistake.explanation,
        Text(f"{rule.title.en}: {rule.explanation.en}", f"{rule.title.ja}：{rule.explanation.ja}"),
    )

"""Lines in words as lines in signs: `The probability that the first is red is 5/8` says P(first red) = 5/8."""

from __future__ import annotations

import re

from workings.expression.errors import ReadError
from workings.marking.probability.defining import event_said
from workings.probability.setting import Setting
from workings.probability.spelling import plain_text

__all__ = ["Telling"]

_SENTENCE = re.compile(r"\.\s+(?=[A-Z])")
_CHANCE = re.compile(
    r"(?:(?:so|thus|hence|then|therefore|and|now|first|next)\s*,?\s+)*"
    r"(?P<that>(?:given|after|knowing)\s+that\s*,\s*|(?:in\s+that\s+case|then)\s*,?\s+)?"
    r"(?:the\s+)?(?:conditional\s+)?(?:probability|chance)\s+(?:that|of)\s+(?P<what>[^=\d]+?)"
    r"(?:\s+(?:given\s+that|given|if)\s+(?P<given>[^=\d]+?))?\s+(?:is|equals|was|=)\s+(?P<value>[\d.(\\].*)",
    re.I,
)


class Telling:
    """Turns the sentences of one piece of work into signs; `given that` means the event of the sentence before."""

    def __init__(self) -> None:
        self.before = ""

    def in_signs(self, line: str, setting: Setting) -> tuple[list[str], Setting]:
        """The sentences of the line, those about a known event in signs, and the setting that knows their names."""
        found: list[str] = []
        for sentence in _SENTENCE.split(plain_text(line)):
            told = _CHANCE.fullmatch(sentence.strip().rstrip("."))
            if told is None:
                found.append(sentence)
                continue
            given = self.before if told["that"] else told["given"]
            sides = [side for side in (told["what"], given) if side]
            if not all(_is_known(side, setting) for side in sides) or (told["that"] and not given):
                self.before = ""
                found.append(sentence)
                continue
            names = [f"Said{len(setting.called) + i}" for i in range(len(sides))]
            events = {name: event_said(side, setting) for name, side in zip(names, sides, strict=True)}
            setting = setting.calling(events, dict(zip(names, sides, strict=True)))
            found.append(f"P({' | '.join(names)}) = {told['value']}")
            self.before = told["what"]
        return found, setting


def _is_known(said: str, setting: Setting) -> bool:
    if setting.experiment is None:
        return event_said(said, setting) is not None
    try:
        return setting.experiment.chance(said) is not None
    except ReadError:
        return False

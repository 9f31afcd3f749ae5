"""The next step of a derivation in a sentence, for someone who is in the middle of it; never the answer itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Add, Basic, Mul

from workings.derivation import Derivation, Line, Note
from workings.expression import D, Goal, Tidy
from workings.expression.algebra import flattened, replace
from workings.expression.nodes import walk
from workings.rule import Text

__all__ = ["DONE", "NEXT", "NOT_ON_THE_WAY", "hint"]

DONE = Text("Nothing is left to do: this is the answer.", "もうすることはありません。これが答えです。")
NOT_ON_THE_WAY = Text(
    "This line is not equal to the question: look at it again before going on.",
    "この行は問いと等しくありません。先に進む前に見直してください。",
)
NEXT = Text("Next: {}. {}", "次は「{}」です。{}")
_TIDY = Text(
    "Every derivative is found. What is left is to tidy up: {}. {}", "微分はすべて終わりました。あとは整理です：{}。{}"
)


def hint(derivation: Derivation, lines: Sequence[str | Basic] = (), lang: str = "en") -> str:
    """What to do after `lines`, of which the last counts."""
    told = derivation.lines("full")
    shape = _Shapes()
    last = _read(lines[-1]) if lines else told[0].expr
    at = _place(derivation, told, last, shape)
    if at is None:
        return NOT_ON_THE_WAY[lang]
    coming = [note for line in told[at + 1 :] for note in line.notes if not note.rule.silent]
    asked = _questions(last, shape)
    of_these = [note for note in coming if shape(note.step.goal) in asked]
    return _sentence((of_these or coming)[0], lang) if coming else DONE[lang]


def _read(line: str | Basic) -> Any:
    if not isinstance(line, str):
        return line
    from workings.expression.reader import parse

    text = line.strip().removeprefix("=")
    node = parse(text)
    return node.args[1] if hasattr(node, "rel_op") and len(node.args) == 2 else node


def _place(derivation: Derivation, told: Sequence[Line], line: Any, shape: _Shapes) -> int | None:
    """Which of the derivation's lines that line is, or is nearest to; None where it is not equal to them."""
    wanted = shape(line)
    for i in range(len(told) - 1, -1, -1):
        if shape(told[i].expr) == wanted:
            return i
    from workings.judge.claims import judged  # above this module
    from workings.judge.meanings import plain

    if judged(plain(line), plain(derivation.answer), derivation.conditions).kind not in ("proved", "agrees"):
        return None
    if any(isinstance(node, D) for node in walk(line)):
        asked = _questions(line, shape)
        return next((i for i, entry in enumerate(told) if i and asked <= _questions(entry.expr, shape)), 0)
    closed = [i for i, entry in enumerate(told) if not any(isinstance(n, Goal) for n in walk(entry.expr))]
    return closed[0] if closed else len(told) - 1


def _questions(expr: Basic, shape: _Shapes) -> set[int]:
    return {shape(node) for node in walk(expr) if isinstance(node, D)}


class _Shapes:
    """A number for each expression, the same for those that differ only in order and brackets of sums and products."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def __call__(self, expr: Basic) -> int:
        wishes = {node: node.args[0] for node in walk(expr) if isinstance(node, Tidy)}
        found: dict[int, int] = {}
        flat = flattened(replace(expr, wishes) if wishes else expr)
        for node in walk(flat):
            parts = [found[id(arg)] for arg in node.args]
            if isinstance(node, Add | Mul):
                parts.sort()
            key: Any = (type(node), *parts) if node.args else node
            found[id(node)] = self._numbers.setdefault(key, len(self._numbers))
        return found[id(flat)]


def _sentence(note: Note, lang: str) -> str:
    from workings.show import to_text

    name = note.rule.title[lang]
    remark = note.rule.remark(note.step.goal)
    if remark is not None:
        text, expressions = remark
        if text[lang].count("{}") == len(expressions):
            name += (", " if lang == "en" else "、") + text[lang].format(*[to_text(e) for e in expressions])
    of = _TIDY if isinstance(note.step.goal, Tidy) else NEXT
    return of[lang].format(name, note.rule.explanation[lang])

"""What is said around the lines of a derivation, in English and Japanese: rule names, where it holds, who checked it.

A saying is a list of prose and expressions, so that each exporter writes the expressions in its own notation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from sympy import Basic
from sympy.concrete.expr_with_limits import ExprWithLimits

from workings.derivation import Derivation, Line, Note, Verification
from workings.expression.goals import Goal
from workings.expression.linear_goals import SolutionsAre, SolvedFor, Statement
from workings.expression.nodes import symbols_of, walk
from workings.expression.nowhere import impossible
from workings.expression.relations import equal_to
from workings.expression.shaped import letters_of
from workings.expression.shaped_goals import Member
from workings.rule import Text

__all__ = ["Saying", "about_line", "about_whole", "distinct", "spoken"]

Saying: TypeAlias = "list[str | Basic]"

OF_PARAMETERS = (SolutionsAre, SolvedFor)  # the answer itself says for which values

_COMMA = Text(", ", "、")
_BREAK = Text("; ", "；")
_OUTSIDE = Text("{} outside", "外側は{}")
_EVERYWHERE = Text("valid for all real {}", "すべての実数 {} で成り立つ")
_UNTOLD = Text("of {} this way does not tell", "{} ではこの方法では分からない")
_WHERE = Text("valid for {}", "{} で成り立つ")
_NOWHERE = Text("valid nowhere: {} for no real {}", "どこでも成り立たない：{} を満たす実数 {} はない")
_NEVER = Text("valid nowhere: {} is never so", "どこでも成り立たない：{} は成り立たない")
_PROVED = Text("every step proved", "すべての段階を証明済み")
_CHECKED = Text("every step checked ({} proved, {} {} numerically)", "すべての段階を確認済み（証明 {}、数値で一致 {}）")
_DOUBT = Text("not confirmed: {} ({})", "未確認：{}（{}）")
_AUTOGRAD = Text("torch autograd agrees", "torch の自動微分と一致")
_AUTOGRAD_DIFFERS = Text("torch autograd: {}", "torch の自動微分：{}")


def spoken(saying: Saying, write: Callable[[Any], str], prose: Callable[[str], str] = str) -> str:
    """The saying with its expressions written by `write` and the words between by `prose`."""
    merged: Saying = []
    for part in saying:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    return "".join(prose(part) if isinstance(part, str) else write(part) for part in merged)


def distinct(lines: Sequence[Line], write: Callable[[Any], str]) -> Iterator[tuple[Line, str]]:
    """The lines with what is written for each, less those that look like the one before: x·2·y is (x·2)·y on paper."""
    before = None
    for i, line in enumerate(lines):
        text = write(line.expr)
        says_more = i == 1 and (len(lines) == 2 or not all(note.rule.silent for note in line.notes))
        if text != before or says_more:
            yield line, text
        before = text


def about_line(line: Line, lang: str) -> Saying:
    """The rules that made the line: `chain rule, power rule outside, u = 3x + 2`."""
    rules: list[Saying] = []
    outer = [note for note in line.notes if note.outside]
    for note in line.notes:
        if note.rule.silent or (note.outside and any(_made(other, note) for other in line.notes)):
            continue
        saying: Saying = [note.rule.title[lang]]
        for inner in outer:
            if _made(note, inner):
                saying += [_COMMA[lang], _OUTSIDE[lang].format(inner.rule.title[lang])]
        remark = note.rule.remark(note.step.goal)
        if remark is not None:
            text, expressions = remark
            slots: Sequence[Basic | Saying] = expressions
            if text[lang].count("{}") == 1:  # one place for all of them
                slots = [_joined([[e] for e in expressions], _COMMA[lang])]
            saying += [_COMMA[lang], *_filled(text[lang], slots)]
        if saying not in rules:
            rules.append(saying)
    return _joined(rules, _BREAK[lang])


def _made(asking: Note, asked: Note) -> bool:
    return not asking.outside and any(used is asked.step for used in asking.step.uses)


def about_whole(derivation: Derivation, verification: Verification | None, lang: str) -> list[Saying]:
    """Where the result is valid, and what the judges say if they were asked."""
    sayings: list[Saying] = []
    conditions = derivation.conditions
    sums = [node for node in walk(derivation.goal) if isinstance(node, ExprWithLimits)]
    bound = {limit.args[0] for node in sums for limit in node.args[1:]}
    bound |= {letter for node in walk(derivation.goal) if isinstance(node, Goal) for letter in node.bound}
    variables = [v for v in symbols_of([derivation.goal]) if v not in bound]
    letters = [Member(letter) for letter in letters_of([derivation.goal]) if letter.kind != "dimension"]
    if letters:
        sayings.append(_filled(_WHERE[lang], [_joined([[c] for c in (*letters, *conditions)], _COMMA[lang])]))
    elif broken := impossible(conditions):
        sayings.append(_nowhere(broken, lang))
    elif conditions:
        sayings.append(_filled(_WHERE[lang], [_joined([[c] for c in conditions], _COMMA[lang])]))
        if derivation.untold:
            points = [[equal_to(x, a)] for x, a in derivation.untold]
            sayings.append(_filled(_UNTOLD[lang], [_joined(points, _COMMA[lang])]))
    elif variables and not isinstance(derivation.answer, Statement) and not isinstance(derivation.goal, OF_PARAMETERS):
        sayings.append(_filled(_EVERYWHERE[lang], [_joined([[v] for v in variables], _COMMA[lang])]))
    sayings += [[note[lang]] for note in derivation.notes]
    if verification is not None:
        sayings += [[text] for text in _verdicts(verification, lang)]
    return sayings


def _nowhere(broken: Sequence[Basic], lang: str) -> Saying:
    conditions = _joined([[c] for c in broken], _COMMA[lang])
    variables = symbols_of(broken)
    if not variables:
        return _filled(_NEVER[lang], [conditions])
    return _filled(_NOWHERE[lang], [conditions, _joined([[v] for v in variables], _COMMA[lang])])


def _verdicts(verification: Verification, lang: str) -> Iterable[str]:
    kinds = [evidence.kind for _, evidence in verification.steps]
    doubtful = [(s.rule.title[lang], e) for s, e in verification.steps if e.kind not in ("proved", "agrees")]
    if doubtful:
        yield _DOUBT[lang].format(*doubtful[0])
    elif all(kind == "proved" for kind in kinds):
        yield _PROVED[lang]
    else:
        agree = kinds.count("agrees")
        verb = ("agrees" if agree == 1 else "agree",) if lang == "en" else ()
        yield _CHECKED[lang].format(kinds.count("proved"), agree, *verb)
    autograd = verification.autograd
    if autograd is not None:
        if autograd.kind in ("proved", "agrees"):
            value = f" ({autograd.left} {autograd.at})" if autograd.left and autograd.point else ""
            yield _AUTOGRAD[lang] + value
        else:
            yield _AUTOGRAD_DIFFERS[lang].format(autograd)


def _filled(template: str, fillings: Sequence[Basic | Saying]) -> Saying:
    """The template with an expression or a saying in each `{}`."""
    first, *rest = template.split("{}")
    saying: Saying = [first]
    for filling, text in zip(fillings, rest, strict=True):
        saying += filling if isinstance(filling, list) else [filling]
        saying.append(text)
    return [part for part in saying if part != ""]


def _joined(sayings: Sequence[Saying], between: str) -> Saying:
    joined: Saying = []
    for i, saying in enumerate(sayings):
        joined += [between, *saying] if i else saying
    return joined

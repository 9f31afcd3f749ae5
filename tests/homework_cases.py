"""Homework of our own with a teacher's marks, in `tests/homework`: a problem, and below it each line with its mark.

A mark may have the slugs of the mistakes that are right behind it, `wrong algebra-sign|arithmetic-slip: x = 3`, and
several marks that are right between bars. `right` stands for any but wrong and carried, `open` for a line after a slip
of which nothing more is said.
"""

import re
from pathlib import Path
from typing import NamedTuple

import workings as wk

FOLDER = Path(__file__).parent / "homework"
LINE = re.compile(r" +(?P<mark>[^\s:]+)(?: (?P<slugs>[^\s:]+))?: (?P<text>.*)")


class Marked(NamedTuple):
    mark: str
    slugs: str | None
    text: str


def homework(name: str) -> list[tuple[str, list[Marked]]]:
    """The problems of a file, each with its marked lines."""
    blocks = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip().split("\n\n")
    found = []
    for problem, *lines in (block.split("\n") for block in blocks):
        matches = [LINE.fullmatch(line) for line in lines]
        assert all(matches), problem
        found.append((problem, [Marked(m["mark"], m["slugs"], m["text"]) for m in matches if m]))
    return found


def answers(name: str) -> list[tuple[str, Marked]]:
    """Each answer by itself, with its problem."""
    return [(problem, answer) for problem, lines in homework(name) for answer in lines]


def assert_marked(problem: str, lines: list[Marked]) -> None:
    """The first wrong line, the mistake made in it and the lines that carry it forward are those marked."""
    marking = wk.check_work(problem, [line.text for line in lines])
    marks = [line.mark for line in lines]
    assert marking.first_wrong == (marks.index("wrong") if "wrong" in marks else None), marking
    slugs = next((line.slugs for line in lines if line.slugs), None)
    if slugs:
        assert marking.mistake is not None
        assert marking.mistake.slug in slugs.split("|")
    assert [line.status == "carried_forward" for line in marking.lines] == [mark == "carried" for mark in marks]

"""`workings rules`: all rules in a table, or one with all that is known about it, made from the rules themselves."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import click

import workings as wk
from workings.cli.shared import ASCII, LANG, find_rule, writes_unicode
from workings.expression.nodes import walk
from workings.expression.probability_goals import Word
from workings.rule import Example, Mistake, Rule, RuleBook, load_book

__all__ = ["rules"]


@click.command(short_help="All rules, or one with its law, examples and mistakes.")
@click.argument("slug", required=False)
@LANG
@ASCII
@click.option("--markdown", is_flag=True, help="Every rule's page as one Markdown document.")
def rules(slug: str | None, lang: str, ascii_: bool, markdown: bool) -> None:
    """All rules in a table; or the page of one: its law, condition, examples and the mistakes people make."""
    book = load_book()
    page = _Page(lang, unicode=not ascii_ and writes_unicode())
    if slug is not None:
        click.echo("\n".join(page.of(find_rule(slug, book))))
    elif markdown:
        click.echo("\n".join(page.document(book)))
    else:
        click.echo("\n".join(page.table({name: load_book(name) for name in _books()})))


def _names(node: Any) -> set[Any]:
    """The words for events and variables in it."""
    return {part for part in walk(node) if isinstance(part, Word)}


@dataclass(frozen=True, slots=True)
class _Page:
    """How a rule is shown; its law is printed from the rewrite itself."""

    lang: str
    unicode: bool

    def write(self, node: Any) -> str:
        return wk.to_text(node, unicode=self.unicode)

    def equation(self, goal: Any, rewrite: Callable[..., Any], relation: str = "=") -> str | None:
        """The goal and what the rewrite makes of it, its smaller goals left standing."""
        line = rewrite(goal, lambda smaller: smaller)
        if line is None:
            return None
        left, right = self.write(goal), self.write(line)
        if "=" in left and relation == "=":  # a question about an equation
            relation = "→" if self.unicode else "->"
        return None if left == right else f"{left} {relation} {right}"

    def laws(self, rule: Rule) -> list[str]:
        written = [(goal, self.equation(goal, rule.rewrite)) for goal in rule.law]
        return [law + self.introduced(rule, goal) for goal, law in written if law is not None]

    def introduced(self, rule: Rule, goal: Any) -> str:
        """What the law says of a name that its left side does not have: `, S = X + Y ~ Poisson(r + s)`."""
        line, remark = rule.rewrite(goal, lambda smaller: smaller), rule.remark(goal)
        if line is None or remark is None or _names(line) <= _names(goal):
            return ""
        text, shown = remark
        return ", " + text[self.lang].format(*map(self.write, shown))

    def conditions(self, rule: Rule) -> list[str]:
        return list(dict.fromkeys(self.write(c) for goal in rule.law for c in rule.condition(goal)))

    def answer(self, example: Example) -> str:
        return example.answer or self.write(wk.derive(example.goal).answer)

    def mistaken(self, rule: Rule, mistake: Mistake) -> str | None:
        """The wrong law, or where it says nothing about the law's own goals what it makes of an example."""
        unequal = "≠" if self.unicode else "!="
        goals = [*rule.law]
        for example in rule.examples:
            goals += [step.goal for step in wk.derive(example.goal).steps if step.rule is rule]
        found = (self.equation(goal, mistake.rewrite, unequal) for goal in goals)
        return next((wrong for wrong in found if wrong is not None), None)

    def of(self, rule: Rule) -> list[str]:
        said = _HEADINGS[self.lang]
        sources = list(dict.fromkeys([rule.source, *(mistake.source for mistake in rule.mistakes)]))
        out = [f"{rule.title[self.lang]}  ({rule.slug})", ""]
        out += [f"    {law}" for law in self.laws(rule)]
        if conditions := self.conditions(rule):
            out.append(f"    {said['where']} {', '.join(conditions)}")
        out += ["", rule.explanation[self.lang]]
        if rule.examples:
            out += ["", said["examples"]]
            width = max(len(example.goal) for example in rule.examples)
            arrow = "→" if self.unicode else "->"
            out += [f"    {e.goal:<{width}}  {arrow}  {self.answer(e)}" for e in rule.examples]
        if rule.mistakes:
            out += ["", said["mistakes"]]
        for mistake in rule.mistakes:
            wrong = self.mistaken(rule, mistake)
            out += [f"    {mistake.slug}" + (f":  {wrong}" if wrong else "")]
            out += [f"        {mistake.explanation[self.lang]} [{sources.index(mistake.source) + 1}]"]
        out += ["", said["sources"]]
        out += [f"    [{i}] {source}" for i, source in enumerate(sources, 1)]
        return [*out, "", f"{said['place']} {_near(rule.place)}"]

    def table(self, books: Mapping[str, RuleBook]) -> list[str]:
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text as Plain

        said = _HEADINGS[self.lang]
        table = Table(box=box.SIMPLE_HEAD if self.unicode else box.ASCII2, pad_edge=False)
        for heading in ("slug", "rule", "law"):
            table.add_column(said[heading], no_wrap=heading == "slug")
        for name, book in books.items():
            table.add_row(Plain(name.upper(), "bold"))
            for rule in book:
                laws = self.laws(rule)
                table.add_row(*map(Plain, (rule.slug, rule.title[self.lang], laws[0] if laws else "")))
            table.add_section()
        console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
        with console.capture() as captured:
            console.print(table)
        return [line.rstrip() for line in captured.get().strip("\n").splitlines()]

    def document(self, book: RuleBook) -> list[str]:
        said = _HEADINGS[self.lang]
        out = [f"# {said['document']}", ""]
        for rule in book:
            out += [f"## {rule.title[self.lang]} (`{rule.slug}`)", ""]
            out += [f"    {law}" for law in self.laws(rule)]
            out += ["", rule.explanation[self.lang], ""]
            if conditions := self.conditions(rule):
                out += [f"{said['where']} {', '.join(conditions)}", ""]
            out += [f"- `{e.goal}` → `{self.answer(e)}`" for e in rule.examples]
            for mistake in rule.mistakes:
                wrong = self.mistaken(rule, mistake)
                out += [f"- ✗ **{mistake.slug}**" + (f" `{wrong}`" if wrong else "")]
                out += [f"  {mistake.explanation[self.lang]} ({mistake.source})"]
            out += ["", f"{said['sources']} {rule.source}", ""]
        return out[:-1]


_HEADINGS = {
    "en": {
        "slug": "slug", "rule": "rule", "law": "law", "where": "where", "examples": "Examples",
        "mistakes": "Mistakes people make", "sources": "Sources:", "place": "Written in", "document": "The rules",
    },
    "ja": {
        "slug": "識別名", "rule": "規則", "law": "公式", "where": "条件：", "examples": "例",
        "mistakes": "よくある間違い", "sources": "出典：", "place": "定義されている場所：", "document": "規則一覧",
    },
}  # fmt: skip


def _books() -> list[str]:
    """The installed rule books by name, the one that tidies up last."""
    from importlib.metadata import entry_points

    names = {point.name for point in entry_points(group="workings.rules")}
    return sorted(names, key=lambda name: (name == "algebra", name))


def _near(place: str) -> str:
    """A path as one would type it from here."""
    path = os.path.relpath(place)
    return place if path.startswith("..") else path

"""The command `workings`: derive, look up a rule, see how a text is read, play the lecture."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from sympy import Basic, Expr, Symbol, Tuple, false

import workings as wk
from workings.expression import Gradient, Hessian, Jacobian
from workings.expression.nodes import symbols_of
from workings.expression.relations import equal_to
from workings.rule import Example, Mistake, Rule, RuleBook, Text, load_book

if TYPE_CHECKING:
    from workings.derivation import Derivation, Verification

__all__ = ["main"]


class _Failed(click.ClickException):
    """What can't be answered, told without a traceback; the exit status is 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=True)


_LANG = click.option("--lang", type=click.Choice(["en", "ja"]), default="en", help="English or Japanese.")
_ASCII = click.option("--ascii", "ascii_", is_flag=True, help="x^2 in place of x².")
_TEXT = {"ignore_unknown_options": True}  # so that a text may begin with a minus sign


@click.group(context_settings={"help_option_names": ["--help"], "max_content_width": 100})
@click.version_option(wk.__version__, message="workings %(version)s")
def main() -> None:
    """A mathematics engine that shows its working and checks yours.

    \b
    workings derive "d/dx (3x+2)^2" --at x=1
    workings rules product
    workings parse "1/2x"
    workings tour
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without ² still shows the rest


# ----------------------------------------------------------------------------------------------------------- derive


@main.command(context_settings=_TEXT, short_help="Answer a question with every step.")
@click.argument("question", nargs=-1, required=True)
@click.option("--at", "places", multiple=True, metavar="x=1", help="Also the exact value there: x=1 or x=1,y=pi/2.")
@click.option("--latex", "form", flag_value="latex", help="As a LaTeX align* (amsmath).")
@click.option("--json", "form", flag_value="json", help="As JSON, with every step.")
@click.option("--markdown", "form", flag_value="markdown", help="As Markdown with a displayed formula.")
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="As an HTML page.")
@_LANG
@click.option("--detail", type=click.Choice(["brief", "normal", "full"]), default="normal", show_default=True)
@click.option("--known", multiple=True, metavar="RULES", help="Rules you know, worked in one line: product,chain.")
@_ASCII
@click.option("--raw", is_flag=True, help="Leave the answer as the rules of calculus made it.")
@click.option("--verify/--no-verify", "judged", default=True, help="Put every step before the judges (the default).")
def derive(
    question: tuple[str, ...],
    places: tuple[str, ...],
    form: str | None,
    page: Path | None,
    lang: str,
    detail: str,
    known: tuple[str, ...],
    ascii_: bool,
    raw: bool,
    judged: bool,
) -> None:
    """Answer QUESTION with every step; '-' reads it from the standard input.

    \b
    workings derive "d/dx (3x+2)^2" --at x=1
    workings derive "differentiate x^2 sin x" --detail full --lang ja
    workings derive "\\frac{d}{dx} e^{-x^2}" --latex
    """
    book = load_book()
    options: dict[str, Any] = {"detail": detail, "known": _slugs(known, book), "lang": lang}
    derivation, asked_at = _derived(_typed(question), not raw)
    given, decimal = _point(places, symbols_of([derivation.goal, derivation.result]))
    at = asked_at | given
    options["verification"] = derivation.verify() if judged else None
    value = _Value.of(derivation, at, derivation.decimal or decimal) if at else None
    if page is not None:
        _write(page, derivation.to_html(page=True, **options))
        click.echo(f"written: {page}", err=True)
    if form == "json":
        click.echo(_json(derivation, options, value))
    elif form == "latex":
        click.echo(derivation.to_latex(**options) + (f"\n% {value.told(lang, False)}" if value else ""))
    elif form == "markdown":
        click.echo(derivation.to_markdown(**options) + (f"\n{value.told(lang)}\n" if value else ""), nl=False)
    elif page is None:
        unicode = not ascii_ and _writes_unicode()
        click.echo(derivation.to_text(unicode=unicode, **options))
        if value:
            click.echo(value.told(lang, unicode))
    if doubts := _doubts(options["verification"], value):
        raise SystemExit(doubts)


def _typed(words: tuple[str, ...]) -> str:
    """The text of the command line, or of the standard input where it is '-'."""
    if words == ("-",):
        return sys.stdin.read().strip()
    for word in words:
        if word.startswith("--") and word[2:3].isalpha():
            raise click.NoSuchOption(word, ctx=click.get_current_context())
    return " ".join(words)


def _derived(text: str, tidy: bool) -> tuple[Derivation, dict[Symbol, Expr]]:
    """The derivation that the text asks for, and the place at which it asks for the value."""
    try:
        return wk.derive(text, tidy=tidy), dict(wk.read_problem(text).at)
    except wk.NoRule as missing:
        raise _no_rule(missing) from missing
    except ValueError as unread:
        raise _Failed(str(unread)) from unread


def _no_rule(missing: wk.NoRule) -> _Failed:
    goal = wk.to_text(missing.goal, limit=2_000)
    return _Failed(f"no rule answers {goal}\n`workings rules` lists the rules there are")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as refused:
        raise _Failed(f"{path} can't be written: {refused.strerror}") from refused


def _slugs(given: tuple[str, ...], book: RuleBook) -> tuple[str, ...]:
    slugs = tuple(slug.strip() for part in given for slug in part.split(",") if slug.strip())
    for slug in slugs:
        _rule(slug, book)
    return slugs


def _rule(slug: str, book: RuleBook) -> Rule:
    from difflib import get_close_matches

    slugs = [rule.slug for rule in book]
    if slug in slugs:
        return book[slug]
    near = get_close_matches(slug, slugs, 3, 0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`workings rules` lists the rules there are"
    raise _Failed(f"there is no rule {slug!r}; {hint}")


def _writes_unicode() -> bool:
    try:
        "∂²√·−".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _doubts(verification: Verification | None, value: _Value | None) -> int:
    """The exit status: 1 where a judge refutes what was shown, else 0."""
    refuted = verification is not None and any(
        evidence is not None and evidence.kind == "refuted"
        for evidence in (verification.whole, verification.autograd, *(e for _, e in verification.steps))
    )
    return 1 if refuted or (value is not None and value.differs) else 0


def _json(derivation: Derivation, options: dict[str, Any], value: _Value | None) -> str:
    text = derivation.to_json(**options)
    if value is None:
        return text
    import json

    record = json.loads(text)
    record["value"] = value.record()
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


# ---------------------------------------------------------------------------------------------------------- a value


def _point(places: tuple[str, ...], variables: Sequence[Symbol]) -> tuple[dict[Symbol, Expr], bool]:
    """`x=1` and `x=1, y=pi/2` as variables of the question with exact values, and whether decimals were used."""
    from workings.expression.values import NoValue, value_at

    decimal = False
    symbols = {symbol.name: symbol for symbol in variables}
    at: dict[Symbol, Expr] = {}
    for part in (part for place in places for part in place.split(",") if part.strip()):
        left, equals, right = part.partition("=")
        if not equals:
            raise _Failed(f"--at {part}: a place is written as a variable and its value, such as x=1")
        try:
            name, reading = wk.parse(left), wk.read(right)
        except wk.ReadError as unread:
            raise _Failed(f"--at {part}: {unread}") from unread
        value, decimal = reading.node, decimal or reading.decimal
        if str(name) not in symbols:
            raise _Failed(f"--at {part}: the question's variables are {', '.join(symbols) or 'none'}")
        try:
            number = isinstance(value, Expr) and value_at(value, {}).is_number
        except NoValue:
            number = False
        if not number:
            raise _Failed(f"--at {part}: the value must be a real number, such as 1, 0.5 or pi/2")
        if symbols[str(name)] in at:
            raise _Failed(f"--at {part}: {name} has two values; ask for one point at a time")
        at[symbols[str(name)]] = value
    return at, decimal


@dataclass(frozen=True, slots=True)
class _Value:
    """What a derivation's answer is at a point, and what torch's autograd makes of the question there.

    `numbers` and `autograd` go entry by entry, where the answer is a vector or a matrix.
    """

    at: dict[Symbol, Expr]
    decimal: bool
    exact: Basic | None = None
    numbers: tuple[float, ...] = ()
    autograd: tuple[float, ...] = ()
    trouble: str = ""
    outside: Basic | None = None
    silence: str = ""

    @staticmethod
    def of(derivation: Derivation, at: dict[Symbol, Expr], decimal: bool) -> _Value:
        from workings.expression.values import NoValue, entries, value_at

        try:
            exact = value_at(derivation.result, at)
            for condition in derivation.conditions:
                left, right = (value_at(side, at) for side in condition.args)
                if condition.func(left, right) is false:
                    return _Value(at, decimal, outside=condition)
        except NoValue as none:
            return _Value(at, decimal, trouble=str(none))
        if symbols_of([exact]):
            return _Value(at, decimal, exact)
        numbers = tuple(float(entry.evalf()) for entry in entries(exact))
        if not all(map(isfinite, numbers)):
            return _Value(at, decimal, exact, silence="no float")
        autograd, silence = _asked_of_torch(derivation.goal, at)
        return _Value(at, decimal, exact, numbers, autograd, silence=silence)

    @property
    def differs(self) -> bool:
        pairs = zip(self.numbers, self.autograd, strict=bool(self.autograd))
        return any(not abs(ours - theirs) <= 1e-9 * max(1.0, abs(ours)) for ours, theirs in pairs)

    def told(self, lang: str, unicode: bool = True) -> str:
        def write(node: Any) -> str:
            return wk.to_text(node, unicode=unicode, decimal=self.decimal)

        place = ", ".join(f"{write(symbol)} = {write(value)}" for symbol, value in self.at.items())
        if self.outside is not None:
            return _SAID["outside"][lang].format(place, write(self.outside))
        if self.exact is None:
            return _SAID["none"][lang].format(place, self.trouble)
        value = write(self.exact) if self.silence != "no float" else str(self.exact.evalf(10))
        if len(self.numbers) == 1 and not (self.exact.is_Integer or self.decimal):
            value += f" {'≈' if unicode else '~'} {self.numbers[0]:.10g}"
        parts = [_SAID["value"][lang].format(place, value)]
        if self.silence:
            parts.append(_SAID[self.silence][lang])
        elif self.autograd:
            said = _SAID["differs" if self.differs else "agrees"][lang]
            numbers = ", ".join(f"{number:.10g}" for number in self.autograd)
            parts.append(said.format(numbers if len(self.autograd) == 1 else f"({numbers})"))
        return (" · " if unicode else "; ").join(parts)

    def record(self) -> dict[str, Any]:
        return {
            "at": {symbol.name: str(value) for symbol, value in self.at.items()},
            "exact": None if self.exact is None else wk.to_text(self.exact, unicode=False),
            "numbers": self.numbers,
            "autograd": self.autograd,
        }


_SAID = {
    "value": Text("at {}: {}", "{} のとき {}"),
    "none": Text("at {}: no value, {}", "{} のとき値がありません（{}）"),
    "outside": Text("at {}: outside of where this is valid, {}", "{} は {} の範囲の外です"),
    "no float": Text("too large for torch", "torch には大きすぎます"),
    "agrees": Text("torch autograd gives {} too", "torch の自動微分も {}"),
    "differs": Text("torch autograd gives {}, which differs", "torch の自動微分は {} で、一致しません"),
    "no torch": Text(
        "torch is not installed, so autograd was not asked", "torch が入っていないため、自動微分とは比べていません"
    ),
    "no program": Text("torch can't run this question", "この問いは torch では計算できません"),
}


def _asked(goal: Any) -> list[tuple[Any, tuple[Symbol, ...]]]:
    """Entry by entry, the function that is differentiated and the variables by which it is."""
    if isinstance(goal, Gradient):
        return [(goal.f, (v,)) for v in goal.variables]
    if isinstance(goal, Jacobian):
        return [(f, (v,)) for f in goal.f.args for v in goal.variables]
    if isinstance(goal, Hessian):
        return [(goal.f, (v, w)) for v in goal.variables for w in goal.variables]
    by: tuple[Symbol, ...] = ()
    while isinstance(goal, wk.D):
        by = (goal.x,) * int(goal.order) + by
        goal = goal.f
    return [(goal, by)]


def _asked_of_torch(goal: Any, at: dict[Symbol, Expr]) -> tuple[tuple[float, ...], str]:
    """The derivatives that `goal` asks for, by torch autograd of the functions themselves; else why there are none."""
    from importlib.util import find_spec

    from workings.numeric import NumericError

    if find_spec("torch") is None:
        return (), "no torch"
    import torch

    found: list[float] = []
    for function, by in _asked(goal):
        if not by:
            return (), ""
        try:
            f = wk.lambdify(function, list(at), backend="torch")
        except NumericError:
            return (), "no program"
        places = {s: torch.tensor(float(v), dtype=torch.float64, requires_grad=True) for s, v in at.items()}
        value = f(*places.values())
        for symbol in by:
            if not value.requires_grad:
                value = torch.zeros(())
                break
            (value,) = torch.autograd.grad(value, places[symbol], create_graph=True, materialize_grads=True)
        found.append(float(value.detach()))
    return tuple(found), ""


# ------------------------------------------------------------------------------------------------------------ rules


@main.command(short_help="All rules, or one with its law, examples and mistakes.")
@click.argument("slug", required=False)
@_LANG
@_ASCII
@click.option("--markdown", is_flag=True, help="Every rule's page as one Markdown document.")
def rules(slug: str | None, lang: str, ascii_: bool, markdown: bool) -> None:
    """All rules in a table; or the page of one: its law, condition, examples and the mistakes people make."""
    book = load_book()
    page = _Page(lang, unicode=not ascii_ and _writes_unicode())
    if slug is not None:
        click.echo("\n".join(page.of(_rule(slug, book))))
    elif markdown:
        click.echo("\n".join(page.document(book)))
    else:
        click.echo("\n".join(page.table(book)))


@dataclass(frozen=True, slots=True)
class _Page:
    """How a rule is shown; its law is printed from the rewrite itself."""

    lang: str
    unicode: bool
    decimal: bool = False

    def write(self, node: Any) -> str:
        return wk.to_text(node, unicode=self.unicode, decimal=self.decimal)

    def reading(self, kind: str, node: Any, signs: Sequence[str] = (), continues: bool = False) -> None:
        """One statement in text and in LaTeX; a chain a = b = c with its signs."""
        sides = node.args if signs and isinstance(node, Tuple) else (node,)
        lead = [f"{sign} " if i == 0 else f" {sign} " for i, sign in enumerate(signs if continues else ("", *signs))]
        lead = lead[: len(sides)] if len(sides) > 1 or continues else [""]
        lead[0] = lead[0].lstrip()
        for label, write in ((kind, self.write), ("LaTeX", partial(wk.to_latex, decimal=self.decimal))):
            click.echo(f"{label:<8}" + "".join(sign + write(side) for sign, side in zip(lead, sides, strict=True)))

    def equation(self, goal: Any, rewrite: Callable[..., Any], relation: str = "=") -> str | None:
        """The goal and what the rewrite makes of it, its smaller goals left standing."""
        line = rewrite(goal, lambda smaller: smaller)
        if line is None:
            return None
        left, right = self.write(goal), self.write(line)
        return None if left == right else f"{left} {relation} {right}"

    def laws(self, rule: Rule) -> list[str]:
        return [law for goal in rule.law if (law := self.equation(goal, rule.rewrite)) is not None]

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

    def table(self, book: RuleBook) -> list[str]:
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text as Plain

        said = _HEADINGS[self.lang]
        table = Table(box=box.SIMPLE_HEAD if self.unicode else box.ASCII2, pad_edge=False)
        for heading in ("slug", "rule", "law"):
            table.add_column(said[heading], no_wrap=heading == "slug")
        for rule in book:
            laws = self.laws(rule)
            table.add_row(*map(Plain, (rule.slug, rule.title[self.lang], laws[0] if laws else "")))
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


def _near(place: str) -> str:
    """A path as one would type it from here."""
    path = os.path.relpath(place)
    return place if path.startswith("..") else path


# ------------------------------------------------------------------------------------------------- parse, and tour


@main.command(context_settings=_TEXT, short_help="How a text is read, and what it could mean otherwise.")
@click.argument("text", nargs=-1, required=True)
@_ASCII
def parse(text: tuple[str, ...], ascii_: bool) -> None:
    """How TEXT is read: in text, in LaTeX, and notes on what could be read otherwise; '-' is the standard input."""
    from workings.expression.reader import read_lines

    typed = _typed(text)
    unicode = not ascii_ and _writes_unicode()
    try:
        problem = wk.read_problem(typed)
        readings = () if problem.goal is not None else read_lines(typed)
    except wk.ReadError as unread:
        raise _Failed(str(unread)) from unread
    show = _Page("en", unicode, problem.decimal)
    at = [equal_to(symbol, value) for symbol, value in problem.at]
    if problem.goal is not None:
        for goal in problem.goals or (problem.goal,):
            show.reading("asks", goal)
        for given in problem.givens:
            if given not in at:
                show.reading("given", given)
        for place in at:
            show.reading("at", place)
    for reading in readings:
        show.reading("text", reading.node, reading.signs, reading.continues)
    for note in dict.fromkeys(note.message for note in problem.notes):
        click.echo(f"note    {note}")


@main.command(short_help="Play the lecture, checking each number.")
@_LANG
def tour(lang: str) -> None:
    """Play the lecture on the mathematics of machine learning, checking each printed number."""
    from workings.tour import Mismatch, play

    try:
        play(lang, click.echo)
    except Mismatch as wrong:
        raise _Failed(str(wrong)) from wrong


if __name__ == "__main__":
    main()

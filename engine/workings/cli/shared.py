"""What the commands share: options, how they refuse, what was typed."""

from __future__ import annotations

import sys
from typing import Any

import click

from workings.rule import Rule, RuleBook

__all__ = ["ASCII", "LANG", "TEXT", "Failed", "find_rule", "typed", "writes_unicode"]


class Failed(click.ClickException):
    """What can't be answered, told without a traceback; the exit status is 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=True)


LANG = click.option("--lang", type=click.Choice(["en", "ja"]), default="en", help="English or Japanese.")
ASCII = click.option("--ascii", "ascii_", is_flag=True, help="x^2 in place of x².")
TEXT = {"ignore_unknown_options": True}  # so that a text may begin with a minus sign


def typed(words: tuple[str, ...]) -> str:
    """The text of the command line, or of the standard input where it is '-'."""
    if words == ("-",):
        return sys.stdin.read().strip()
    for word in words:
        if word.startswith("--") and word[2:3].isalpha():
            raise click.NoSuchOption(word, ctx=click.get_current_context())
    return " ".join(words)


def find_rule(slug: str, book: RuleBook) -> Rule:
    from difflib import get_close_matches

    slugs = [rule.slug for rule in book]
    if slug in slugs:
        return book[slug]
    near = get_close_matches(slug, slugs, 3, 0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`workings rules` lists the rules there are"
    raise Failed(f"there is no rule {slug!r}; {hint}")


def writes_unicode() -> bool:
    try:
        "∂²√·−".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True

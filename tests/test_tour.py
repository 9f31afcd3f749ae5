"""The tour: every fact of the lecture holds, and one that doesn't stops it."""

from importlib.util import find_spec

import pytest

import workings as wk
from workings import tour
from workings.rule import Text

FACTS = 17 if find_spec("torch") is None else 18


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_fact_of_the_lecture_holds(lang: str) -> None:
    lines: list[str] = []
    assert tour.play(lang, lines.append) == FACTS
    text = "\n".join(lines)
    for fact in ("18x + 12", ": 25", ": 30", "2 cos(2x + 3)", "cos² x − sin² x", "−csc x cot x", "6x + 2y", "2x + 2y"):
        assert fact in text
    assert "6.40001" in text
    assert ": 6.4\n" in text
    assert text.count("✓") == FACTS


def test_a_number_that_does_not_hold_stops_the_tour() -> None:
    guide = tour._Guide("en", lambda line: None)
    with pytest.raises(tour.Mismatch, match="the lecture has 31, here it is 30"):
        guide.check(Text("slope", "傾き"), 30.0, "31")
    with pytest.raises(tour.Mismatch, match="the lecture has 18x"):
        guide.check(Text("derivative", "微分"), wk.parse("18x + 12"), "18x + 11")
    with pytest.raises(tour.Mismatch, match="should differ"):
        guide.check_differ(Text("rule", "規則"), wk.parse("2x"), wk.parse("x + x"))


def test_the_command_stops_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from workings.cli import main

    def wrong(lang: str, write: object) -> int:
        raise tour.Mismatch("the slope: the lecture has 31, here it is 30")

    monkeypatch.setattr(tour, "play", wrong)
    result = CliRunner().invoke(main, ["tour"])
    assert result.exit_code == 2
    assert "the lecture has 31" in result.output

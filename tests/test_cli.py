"""The command line: what is typed, what is answered, what is refused."""

import json
import re
import shlex
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import workings as wk
from workings.cli import main
from workings.rule import load_book

ROOT = Path(__file__).parent.parent
TORCH = find_spec("torch") is not None
QUICK = ("--no-verify",)


def run(*words: str, typed: str = "") -> Result:
    result = CliRunner().invoke(main, list(words), input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_derivation_as_the_design_shows_it() -> None:
    result = run("derive", "d/dx (3x+2)^2", "--at", "x=1")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "d/dx (3x + 2)²"
    assert re.fullmatch(r"  = 2\(3x \+ 2\) · d/dx \(3x \+ 2\) +chain rule, power rule outside, u = 3x \+ 2", lines[1])
    assert lines[-3].startswith("  = 18x + 12")
    assert lines[-2].startswith("valid for all real x · every step")
    assert "not confirmed" not in lines[-2]
    said = "torch autograd gives 30 too" if TORCH else "torch is not installed, so autograd was not asked"
    assert lines[-1] == f"at x = 1: 30 · {said}"


@pytest.mark.skipif(not TORCH, reason="the README shows torch's word")
@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_what_the_readme_shows_is_what_comes_out(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    command, shown = re.findall(r"^    \$ workings (derive .*)\n((?:    .*\n)+)", text, re.MULTILINE)[0]
    out = run(*shlex.split(command)).output
    assert out == shown.replace("\n    ", "\n").removeprefix("    ")


def test_without_torch_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    result = run("derive", "d/dx (3x+2)^2", "--at", "x=1", *QUICK)
    assert result.output.splitlines()[-1] == "at x = 1: 30 · torch is not installed, so autograd was not asked"


@pytest.mark.parametrize(
    ("question", "places", "said"),
    [
        ("d/dx x^2", ["x=1/2"], "at x = 1/2: 1"),
        ("d/dx x^2", ["x=0.15"], "at x = 0.15: 0.3"),
        ("d/dx 0.5x^2", ["x=0.15"], "at x = 0.15: 0.15"),
        ("d/dx sin x", ["x=pi/3"], "at x = π/3: 1/2"),
        ("∂/∂x (x^2 y)", ["x=2,y=3"], "at x = 2, y = 3: 12"),
        ("∂/∂x (x^2 y)", ["x=2", "--at", "y=3"], "at x = 2, y = 3: 12"),
        ("∂/∂x (x^2 y)", ["x=2"], "at x = 2: 4y"),
        ("d/dx cbrt(x)", ["x=-8"], "at x = −8: 1/12"),
        ("d/dx 1/x", ["x=0"], "at x = 0: no value, it is not defined there"),
        ("d/dx ln x", ["x=-1"], "at x = −1: outside of where this is valid, x > 0"),
        ("d/dx x^3", ["x=10^400"], "at x = 10⁴⁰⁰: 3.000000000e+800 · too large for torch"),
        ("d/dx x^9999", ["x=9999"], "at x = 9999: no value, the value is too large to write out"),
        ("d^2/dx^2 x^3", ["x=2"], "at x = 2: 12"),
        ("f(x) = x^2, find f'(3)", [], "at x = 3: 6"),
        ("2x + 3x", ["x=2"], "at x = 2: 10"),
        ("gradient of x^2 y", ["x=1,y=2"], "at x = 1, y = 2: (4, 1)"),
        ("jacobian of (x y, x + y)", ["x=1,y=2"], "at x = 1, y = 2: [[2, 1], [1, 1]]"),
        ("hessian of x^2 y", ["x=1,y=2"], "at x = 1, y = 2: [[4, 2], [2, 0]]"),
    ],
)
def test_value_at_a_point(question: str, places: list[str], said: str) -> None:
    result = run("derive", question, *QUICK, *(["--at", *places] if places else []))
    assert result.exit_code == 0
    last = result.output.splitlines()[-1]
    assert last.startswith(said)
    if TORCH and not any(part in last for part in ("no value", "outside", "too large", "4y", "10")):
        assert "torch autograd gives" in last
        assert "differs" not in last


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Two cards are drawn from a deck without replacement. Find the probability that both are hearts.", "1/17"),
        ("袋の中に赤玉が4個、白玉が3個入っている。2個を同時に取り出すとき、2個とも赤玉である確率を求めよ。", "2/7"),
        ("What are the eigenvalues of the matrix [[4, 1], [1, 4]]?", "5"),
        ("gradient of x'Ax with respect to x, A is n x n", "A"),
    ],
)
def test_questions_that_are_words_alone(question: str, said: str) -> None:
    result = run("derive", *QUICK, question)
    assert result.exit_code == 0
    assert said in result.output.splitlines()[-1] + result.output.splitlines()[-2]


def test_japanese() -> None:
    result = run("derive", "d/dx (3x+2)^2", "--lang", "ja", "--at", "x=1")
    assert "合成関数の微分" in result.output
    assert "x = 1 のとき 30" in result.output
    assert "every step" not in result.output


def test_latex_is_a_whole_align() -> None:
    out = run("derive", r"\frac{d}{dx} e^{-x^2}", "--latex", "--at", "x=1", *QUICK).output
    assert out.startswith("\\begin{align*}\n")
    assert "\\end{align*}\n%" in out
    assert out.count("{") == out.count("}")
    assert "\\text{chain rule" in out


def test_json_has_every_step() -> None:
    record = json.loads(run("derive", "d/dx (3x+2)^2", "--json", "--at", "x=1").output)
    assert record["answer"]["text"] == "18x + 12"
    assert record["value"]["exact"] == "30"
    assert {step["rule"] for step in record["steps"]} >= {"chain", "power", "sum", "expand"}
    ids = [step["id"] for step in record["steps"]]
    assert all(used in ids for step in record["steps"] for used in step["uses"])
    assert all(step["evidence"]["kind"] in ("proved", "agrees") for step in record["steps"])


def test_markdown_and_html(tmp_path: Path) -> None:
    assert run("derive", "d/dx x^3", "--markdown", *QUICK).output.startswith("$$\n\\begin{aligned}")
    page = tmp_path / "page.html"
    assert run("derive", "d/dx x^3", "--html", str(page), *QUICK).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "power rule" in text


def test_detail_known_ascii_raw() -> None:
    question = "d/dx (x sin(2x+1))"
    shown = [run("derive", question, "--detail", detail, *QUICK).output for detail in ("brief", "normal", "full")]
    lengths = [len(text.splitlines()) for text in shown]
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[2]
    known = run("derive", question, "--known", "product,chain", *QUICK).output
    assert len(known.splitlines()) < lengths[1]
    assert run("derive", question, "--ascii", *QUICK).output.isascii()
    raw = run("derive", "d/dx (3x+2)^2", "--raw", *QUICK).output
    assert "18x" not in raw


def test_question_from_standard_input_and_in_several_words() -> None:
    assert "2x" in run("derive", "-", *QUICK, typed="d/dx x^2\n").output
    assert "2x" in run("derive", "d/dx", "x^2", *QUICK).output
    assert run("parse", "-x^2").output.startswith("text    −x²")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("derive", "x +"), "    ^ expected"),
        (("parse", "2 + ) x"), "      ^ expected"),
        (("derive", "x + y = 3"), "asks nothing"),
        (("derive", "d/dx x^2", "--at", "y=1"), "the question's variables are x"),
        (("derive", "d/dx x^2", "--at", "x"), "such as x=1"),
        (("derive", "d/dx x^2", "--at", "x=)"), "expected"),
        (("derive", "d/dx x^2", "--at", "x=y"), "must be a real number"),
        (("derive", "d/dx x^2", "--at", "x=ln(-1)"), "must be a real number"),
        (("derive", "d/dx x^2", "--at", "x=1,x=2"), "one point at a time"),
        (("derive", "d/dx x^2", "--html", "/nowhere/at/all.html", *QUICK), "can't be written"),
        (("derive", "d/dx x^2", "--known", "prodct"), "did you mean product"),
        (("derive", "d/dx x^2", "--ltex"), "No such option"),
        (("rules", "prodct"), "did you mean product"),
    ],
)
def test_what_is_refused_is_told_in_a_line_with_status_2(words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_no_rule_shows_the_goal_as_a_person_writes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    book = load_book().without(["product"])
    derive = wk.derive
    monkeypatch.setattr(wk, "derive", lambda text, tidy: derive(text, tidy=tidy, book=book))
    result = run("derive", "d/dx (x sin x)")
    assert result.exit_code == 2
    assert result.output.startswith("no rule answers d/dx (x sin x)\n")


def test_rules_lists_all_and_shows_each() -> None:
    out = run("rules").output
    for rule in load_book():
        assert f"\n {rule.slug} " in f"\n{out}"
    assert all(line == line.rstrip() for line in out.splitlines())
    page = run("rules", "product").output
    for part in ("d/dx (f(x) g(x)) =", "product-of-derivatives", "≠", "Stewart", "calculus/product.py:"):
        assert part in page
    assert "積の微分" in run("rules", "product", "--lang", "ja").output


def test_every_rule_page_is_written() -> None:
    document = run("rules", "--markdown").output
    for rule in load_book():
        assert f"(`{rule.slug}`)" in document
        assert all(f"**{mistake.slug}**" in document for mistake in rule.mistakes)
    assert str(ROOT) not in document


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1/2x", ["text    (1/2)x", "LaTeX   \\frac{1}{2}x", "note    read as (1/2)·x"]),
        ("a = b < c", ["text    a = b < c"]),
        ("= 2x + 3", ["text    = 2x + 3"]),
        ("x + y = 3, x - y = 1", ["text    x + y = 3", "text    x − y = 1"]),
        ("Differentiate y = (4x - 7)^3", ["asks    d/dx (4x − 7)³", "given   y = (4x − 7)³"]),
        ("f(x) = x^2, find f'(1.5)", ["asks    d/dx x²", "at      x = 1.5"]),
    ],
)
def test_parse_says_back(text: str, said: list[str]) -> None:
    out = run("parse", text).output
    for line in said:
        assert f"\n{line}" in f"\n{out}"


def test_version() -> None:
    assert run("--version").output == f"workings {wk.__version__}\n"


def test_the_installed_command_on_a_terminal_without_unicode() -> None:
    command = shutil.which("workings") or str(ROOT / ".venv" / "bin" / "workings")
    if not Path(command).exists():
        pytest.skip("workings is not installed")
    words = [command, "derive", "d/dx x^2", *QUICK]
    done = subprocess.run(words, capture_output=True, env={"PYTHONIOENCODING": "ascii"}, check=True)
    assert done.stdout.decode("ascii").startswith("d/dx x^2\n  = 2x")

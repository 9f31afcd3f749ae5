"""How fast answers are checked: `python benchmarks/checking.py [answers]`.

Answers to textbook problems, half of them wrong, are checked as text, reading included, with the problems known. Beside
it, on a sample: `sympy.simplify(a - b) == 0` on expressions that are read already, and math-verify where installed.
"""

import random
import signal
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import sympy
from made_answers import PROBLEMS, answer_to, mutated, rewritten, tidied, wrong_answers

from workings.expression.canonical import canonical
from workings.judge import equal
from workings.marking import check
from workings.show import to_latex, to_text

SAMPLE = 120  # answers that the peers are given
PATIENCE = 20  # seconds for one answer of a peer

Case = tuple[str, Any, bool]  # problem, answer, right


def cases(count: int) -> list[Case]:
    """The engine's answers as printed, rewritten and expanded, and as many with a mistake or a slip in them."""
    chance = random.Random(1)
    right = {p: [answer_to(p)] * 3 + [answer_to(p, tidy=False)] for p in PROBLEMS}
    wrong = {p: [tidied(expr) for _, expr in wrong_answers(p)] for p in PROBLEMS}
    made: list[Case] = []
    while len(made) < count:
        problem = PROBLEMS[len(made) // 2 % len(PROBLEMS)]
        expr = rewritten(chance, chance.choice(right[problem]), chance.randint(0, 1))
        made.append((problem, expr, True))
        while True:
            by_mistake = wrong[problem] and chance.random() < 0.6
            other = chance.choice(wrong[problem]) if by_mistake else mutated(chance, expr)
            if equal(expr, other).kind == "refuted":  # some slips change nothing
                break
        made.append((problem, other, False))
    return made


def ours(made: list[Case]) -> tuple[list[float], Counter[str]]:
    texts = [(p, to_latex(expr) if i % 4 == 3 else to_text(expr), right) for i, (p, expr, right) in enumerate(made)]
    for problem in PROBLEMS:  # once warm: the problem read, its mistakes worked out
        check(problem, "x")
        check(problem, "x + 17")
    took, found = [], Counter[str]()
    for problem, text, right in texts:
        start = time.perf_counter()
        verdict = check(problem, text)
        took.append(time.perf_counter() - start)
        found[f"{'right' if right else 'wrong'} ones {verdict.status}"] += 1
        found["mistakes named"] += verdict.mistake is not None
    return took, found


class TooSlow(Exception):
    pass


def limited(judge: Callable[[], bool]) -> bool | None:
    """The judge's word, or None where it takes longer than anyone would wait."""

    def give_up(*_: Any) -> None:
        raise TooSlow

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        return judge()
    except TooSlow:
        return None
    finally:
        signal.alarm(0)


def peer(judge: Callable[[Any, Any], bool], pairs: Iterable[tuple[Any, Any, bool]]) -> tuple[list[float], Counter[str]]:
    took, found = [], Counter[str]()
    for gold, given, right in pairs:
        start = time.perf_counter()
        said = limited(lambda gold=gold, given=given: judge(gold, given))
        took.append(time.perf_counter() - start)
        heard = {None: "given up", True: "accepted", False: "not accepted"}[said]
        found[f"{'right' if right else 'wrong'} ones {heard}"] += 1
    return took, found


def by_simplify(gold: Any, given: Any) -> bool:
    return sympy.simplify(gold - given) == 0


def row(name: str, took: list[float], found: Counter[str]) -> None:
    rate = len(took) / sum(took)
    print(f"{name:24}{len(took):>8}{rate:>12,.0f}{1e3 * statistics.median(took):>12.3f}{1e3 * max(took):>12.1f}")
    print(" " * 8 + ", ".join(f"{k}: {n}" for k, n in sorted(found.items())))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    made = cases(count)
    print(f"{'':24}{'answers':>8}{'a second':>12}{'median ms':>12}{'slowest ms':>12}")
    row("workings", *ours(made))
    sample = [made[i * len(made) // SAMPLE] for i in range(min(SAMPLE, len(made)))]
    pairs = [(canonical(answer_to(p)), canonical(expr), right) for p, expr, right in sample]
    row("simplify(a - b) == 0", *peer(by_simplify, pairs))
    try:
        from math_verify import parse, verify
    except ImportError:
        print("math-verify is not installed; pip install math-verify")
        return
    texts = [(f"${to_latex(answer_to(p))}$", f"${to_latex(expr)}$", right) for p, expr, right in sample]
    settings = {"parsing_timeout": None}
    row("math-verify", *peer(
        lambda gold, given: bool(verify(parse(gold, **settings), parse(given, **settings), timeout_seconds=None)), texts
    ))  # fmt: skip


if __name__ == "__main__":
    main()

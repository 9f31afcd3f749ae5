"""How well the marker marks: `python benchmarks/marking.py FOLDER [DOMAIN,...]`, cases in answers.jsonl and work.jsonl.

Prints, for each domain, how many answers are judged rightly and how many first wrong lines, mistakes and carried
lines are found; then the cases that are not.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from workings.expression.errors import ReadError
from workings.marking import check, check_work

ROWS = (  # what is counted, and out of how many
    ("answers judged rightly", "right", "answers"),
    ("  wrong ones accepted", "accepted", ""),
    ("  right ones rejected", "rejected", ""),
    ("  undecided or unreadable", "open", ""),
    ("mistake named (answers)", "named", "to name"),
    ("first wrong line right", "first", "works"),
    ("mistake named (worked lines)", "work named", "work to name"),
    ("carried forward right", "carried", "to carry"),
)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("folder", type=Path, help="the folder of answers.jsonl and work.jsonl")
    words.add_argument("domains", nargs="?", help="only these, with commas between; all otherwise")
    asked = words.parse_args()
    cases = {name: _read(asked.folder / f"{name}.jsonl") for name in ("answers", "work")}
    domains = tuple(dict.fromkeys(case["domain"] for case in cases["answers"] + cases["work"]))
    if asked.domains:
        domains = tuple(asked.domains.split(","))
    counts: dict[str, Counter[str]] = {}
    failures: list[str] = []
    seconds: dict[str, float] = {}
    for domain in domains:
        started = time.perf_counter()
        count = counts[domain] = Counter()
        for case in cases["answers"]:
            answer(case, (domain,), count, failures)
        for case in cases["work"]:
            work(case, (domain,), count, failures)
        seconds[domain] = time.perf_counter() - started
    for failure in failures:
        print(failure)
    print("\n" + " " * 30 + "".join(f"{domain:>18}" for domain in domains))
    for title, found, of in ROWS:
        cells = [f"{counts[d][found]} of {counts[d][of]}" if of else f"{counts[d][found]}" for d in domains]
        print(f"{title:30}" + "".join(f"{cell:>18}" for cell in cells))
    print(f"{'seconds':30}" + "".join(f"{seconds[d]:>18.1f}" for d in domains))


def _read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def slugs(case: dict) -> set[str]:
    return {case["mistake"], *case.get("mistake_alt", [])}


def answer(case: dict, domains: tuple[str, ...], count: Counter[str], failures: list[str]) -> None:
    if case["domain"] not in domains:
        return
    count["answers"] += 1
    try:
        verdict = check(case["problem"], case["answer"])
    except ReadError as unread:
        count["open"] += 1
        count["to name"] += case["mistake"] is not None
        failures.append(f"{case['id']} {case['problem']} | the problem is not read: {unread.message}")
        return
    right = verdict.status == ("correct" if case["correct"] else "wrong")
    count["right"] += right
    count["accepted"] += verdict.status == "correct" and not case["correct"]
    count["rejected"] += verdict.status == "wrong" and case["correct"]
    count["open"] += verdict.status in ("undecided", "unreadable")
    named = verdict.mistake.slug if verdict.mistake else None
    if case["mistake"]:
        count["to name"] += 1
        count["named"] += named in slugs(case)
    if not right or (case["mistake"] and named not in slugs(case)):
        failures.append(
            f"{case['id']} {case['problem']} | {case['answer']} | {verdict.status} {named}, want {case['mistake']}"
            f" {verdict.reason}"
        )


def work(case: dict, domains: tuple[str, ...], count: Counter[str], failures: list[str]) -> None:
    if case["domain"] not in domains:
        return
    count["works"] += 1
    try:
        marking = check_work(case["problem"], case["lines"])
    except ReadError as unread:
        count["work to name"] += case["mistake"] is not None
        count["to carry"] += len(case["carried_forward"])
        failures.append(f"{case['id']} {case['problem']} | the problem is not read: {unread.message}")
        return
    first = marking.first_wrong == case["first_wrong"]
    count["first"] += first
    named = marking.mistake.slug if marking.mistake else None
    if case["mistake"]:
        count["work to name"] += 1
        count["work named"] += named in slugs(case)
    carried = [i for i, line in enumerate(marking.lines) if line.status == "carried_forward"]
    true_ones = set(case.get("carried_true", []))
    statuses = [line.status for line in marking.lines]
    good = {i for i in case["carried_forward"] if i in carried or (i in true_ones and statuses[i] == "follows")}
    extra = [i for i in carried if i not in case["carried_forward"]]
    count["to carry"] += len(case["carried_forward"])
    count["carried"] += len(good)
    if not first or (case["mistake"] and named not in slugs(case)) or len(good) < len(case["carried_forward"]) or extra:
        failures.append(
            f"{case['id']} {case['problem']} | first {marking.first_wrong}, want {case['first_wrong']} | {named}, want"
            f" {case['mistake']} | carried {carried}, want {case['carried_forward']}"
        )
        failures.extend(f"      {line.status:16} {line.line}   {line.reason[:60]}" for line in marking.lines)


if __name__ == "__main__":
    main()

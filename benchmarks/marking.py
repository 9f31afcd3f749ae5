"""How well the marker marks: `python benchmarks/marking.py FOLDER` with answers.jsonl and work.jsonl in FOLDER.

Prints, for each domain, how many answers are judged rightly and how many first wrong lines, mistakes and carried
lines are found; then the cases that are not.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path

from workings.marking import check, check_work

DOMAINS = ("single-variable", "partial", "total")


def main() -> None:
    folder = Path(sys.argv[1])
    domains = sys.argv[2].split(",") if len(sys.argv) > 2 else DOMAINS
    count: Counter[str] = Counter()
    failures: list[str] = []
    started = time.perf_counter()
    for line in (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines():
        answer(json.loads(line), domains, count, failures)
    for line in (folder / "work.jsonl").read_text(encoding="utf-8").splitlines():
        work(json.loads(line), domains, count, failures)
    for failure in failures:
        print(failure)
    print(f"\n{'answers judged rightly':34}{count['right']:>5} of {count['answers']}")
    print(f"{'  wrong ones accepted':34}{count['accepted']:>5}")
    print(f"{'  right ones rejected':34}{count['rejected']:>5}")
    print(f"{'  undecided or unreadable':34}{count['open']:>5}")
    print(f"{'mistake named (answers)':34}{count['named']:>5} of {count['to name']}")
    print(f"{'first wrong line right':34}{count['first']:>5} of {count['works']}")
    print(f"{'mistake named (worked lines)':34}{count['work named']:>5} of {count['work to name']}")
    print(f"{'carried forward right':34}{count['carried']:>5} of {count['to carry']}")
    print(f"{'seconds':34}{time.perf_counter() - started:>8.1f}")


def slugs(case: dict) -> set[str]:
    return {case["mistake"], *case.get("mistake_alt", [])}


def answer(case: dict, domains: tuple[str, ...], count: Counter[str], failures: list[str]) -> None:
    if case["domain"] not in domains:
        return
    verdict = check(case["problem"], case["answer"])
    count["answers"] += 1
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
    marking = check_work(case["problem"], case["lines"])
    count["works"] += 1
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

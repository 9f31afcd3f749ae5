"""Marking homework: which line first goes wrong, which misconception explains it, and a point that proves it.

Run: python examples/marking.py
"""

import workings as wk

PROBLEM = "Differentiate y = x^2 e^(3x)"
LINES = [
    "u = x^2, v = e^(3x)",
    "u' = 2x, v' = e^(3x)",
    "y' = 2x e^(3x) + x^2 e^(3x)",
    "y' = x e^(3x) (2 + x)",
]


def main() -> None:
    # Worked lines: the second goes wrong, and the two after it carry that slip on correctly, so they cost nothing more.
    marking = wk.check_work(PROBLEM, LINES)
    print(marking)
    print()
    assert marking.first_wrong == 1
    assert marking.mistake is not None
    print(f"first wrong line: {marking.first_wrong + 1}, because of: {marking.mistake.slug}")
    feedback = marking.lines[1].feedback
    assert feedback is not None
    print("a hint:", feedback.hint.en)
    print("ヒント:", feedback.hint.ja)
    print()

    # A pile of final answers, in whatever form.
    for answer in ("18x + 12", "6(3x + 2)", r"12\left(\frac{3x}{2} + 1\right)", "2(3x + 2)", "3(3x + 2", "6(3x - 2)"):
        verdict = wk.check("d/dx (3x + 2)^2", answer)
        why = verdict.mistake.slug if verdict.mistake else verdict.reason.splitlines()[0] if verdict.reason else ""
        print(f"{answer:40} {verdict.status:12} {why}")


if __name__ == "__main__":
    main()

"""Wrong answers that were really printed, each caught: where it stands, what is right, and which mistake explains it.

Run: python examples/published_errors.py
"""

import tomllib
from pathlib import Path

import workings as wk

ERRORS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["error"]


def main() -> None:
    for error in ERRORS:
        printed, right = wk.check(error["problem"], error["printed"]), wk.check(error["problem"], error["right"])
        print(error["source"])
        print(f"  {error['printed']}: {printed.status}, {error['right']}: {right.status}")
        if printed.mistake is not None:
            print(f"  {printed.mistake.slug}: {printed.mistake.explanation.en}")
    print(f"{len(ERRORS)} errors")


if __name__ == "__main__":
    main()

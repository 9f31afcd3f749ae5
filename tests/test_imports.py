"""Imports run one way: expression <- rule <- derivation <- engine <- derive <- the rest <- cli."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = (
    ("expression",),
    ("rule",),
    ("derivation",),
    ("engine",),
    ("derive",),
    ("asked", "worded", "matrix_calculus"),
    ("numeric", "judge", "linear", "probability", "show"),
    ("stated",),
    ("marking", "hint", "computation_graph"),
    ("cli", "tour"),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def imports_at_load(path: Path) -> list[str]:
    """The modules that a file imports when it is imported: not inside functions, not for type checking only."""
    found: list[str] = []

    def visit(body: list[ast.stmt]) -> None:
        for statement in body:
            if isinstance(statement, ast.Import):
                found.extend(alias.name for alias in statement.names)
            elif isinstance(statement, ast.ImportFrom) and statement.module:
                found.append(statement.module)
            elif isinstance(statement, ast.If) and "TYPE_CHECKING" not in ast.unparse(statement.test):
                visit(statement.body + statement.orelse)
            elif isinstance(statement, ast.ClassDef):
                visit(statement.body)
            elif isinstance(statement, ast.Try):
                visit(statement.body + statement.orelse + statement.finalbody)

    visit(ast.parse(path.read_text(encoding="utf-8")).body)
    return found


ENGINE = sorted((ROOT / "engine" / "workings").rglob("*.py"))
RULES = sorted((ROOT / "rules" / "workings_rules").rglob("*.py"))


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: str(path.relative_to(ROOT)))
def test_engine_imports_run_one_way(path: Path) -> None:
    inside = path.relative_to(ROOT / "engine" / "workings").parts[0].removesuffix(".py")
    if inside == "__init__":
        return  # the face: it names everything
    for module in imports_at_load(path):
        assert not module.startswith("workings_rules"), f"{path} imports the rule book {module}"
        if module.startswith("workings."):
            target = module.split(".")[1]
            same = target == inside
            assert same or LEVEL[target] < LEVEL[inside], f"{inside} imports {module}, which is not below it"


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_below_marking_asks_it_even_inside_a_function(path: Path) -> None:
    inside = path.relative_to(ROOT / "engine" / "workings").parts[0].removesuffix(".py")
    if inside == "__init__" or LEVEL[inside] >= LEVEL["marking"]:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert not node.module.startswith("workings.marking"), f"{path} imports {node.module}"


@pytest.mark.parametrize("path", RULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_rules_import_expressions_and_rules_only(path: Path) -> None:
    for module in imports_at_load(path):
        if module.startswith("workings."):
            assert module.split(".")[1] in ("expression", "rule"), f"{path} imports {module}"


def test_what_is_heavy_is_not_imported_with_the_package() -> None:
    import subprocess
    import sys

    heavy = ("torch", "rich", "click", "msgspec", "matplotlib")
    code = f"import sys, workings; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"

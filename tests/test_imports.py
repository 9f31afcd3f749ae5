"""Imports run one way: expression <- rule <- derivation <- engine <- derive <- the rest <- cli."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAYERS = (
    ("expression",),
    ("rule",),
    ("derivation",),
    ("engine",),
    ("answering", "arguments"),
    ("derive",),
    ("asked", "worded", "matrix_calculus"),
    ("numeric", "judge", "linear", "probability", "show"),
    ("stated",),
    ("questions",),
    ("marking", "hint", "computation_graph"),
    ("cli", "tour"),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def imports_at_load(tree: ast.Module) -> list[str]:
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

    visit(tree.body)
    return found


ENGINE = {path: ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "engine" / "workings").rglob("*.py")}
RULES = {
    path: ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "rules" / "workings_rules").rglob("*.py")
}


def part_of(path: Path) -> str:
    """The part of the engine to which a file belongs; "" for the face, which names everything."""
    inside = path.relative_to(ROOT / "engine" / "workings").parts[0].removesuffix(".py")
    return "" if inside == "__init__" else inside


def test_engine_imports_run_one_way() -> None:
    wrong = []
    for path, tree in ENGINE.items():
        part = part_of(path)
        for module in imports_at_load(tree) if part else ():
            target = module.split(".")[1] if module.startswith("workings.") else part
            if module.startswith("workings_rules") or (target != part and LEVEL[target] >= LEVEL[part]):
                wrong.append(f"{path.relative_to(ROOT)} imports {module}, which is not below it")
    assert not wrong


def test_nothing_below_marking_asks_it_even_inside_a_function() -> None:
    below = [tree for path, tree in ENGINE.items() if part_of(path) and LEVEL[part_of(path)] < LEVEL["marking"]]
    imported = {node.module or "" for tree in below for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not [module for module in imported if module.startswith("workings.marking")]


def test_rules_import_expressions_and_rules_only() -> None:
    imported = {module for tree in RULES.values() for module in imports_at_load(tree)}
    of_engine = {module.split(".")[1] for module in imported if module.startswith("workings.")}
    assert of_engine <= {"expression", "rule"}


def test_what_is_heavy_is_not_imported_with_the_package() -> None:
    import subprocess
    import sys

    heavy = ("torch", "rich", "click", "msgspec", "matplotlib")
    code = f"import sys, workings; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"

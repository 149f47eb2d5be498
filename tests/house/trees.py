"""The house as syntax trees: what the house tests read instead of running it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = sorted(
    path.name for path in (ROOT / "civic").iterdir() if (path / "__init__.py").exists() and path.name != "lib"
)


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def names_in(path: Path) -> frozenset[str]:
    """Every name that a file of the house uses; `path` as modules() gives it."""
    walked = list(ast.walk(tree_of(ROOT / path)))
    return frozenset(node.attr for node in walked if isinstance(node, ast.Attribute)) | frozenset(
        node.id for node in walked if isinstance(node, ast.Name)
    )


def modules(*folders: str, migrations: bool = False) -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file of these folders with its tree."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if migrations or "migrations" not in path.parts:
                yield path.relative_to(ROOT), tree_of(path)


def act_files(app: str) -> list[Path]:
    """The files an app's acts live in."""
    single = ROOT / "civic" / app / "actions.py"
    return [single] if single.exists() else sorted((ROOT / "civic" / app / "actions").rglob("*.py"))


def public_functions(path: Path) -> list[ast.FunctionDef]:
    """The functions of a file that others may call."""
    return [node for node in tree_of(path).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]

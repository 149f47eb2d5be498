"""Take out one filter after the other and see the hidden-everywhere test go red: `python -m tests.hidden.breaking`.

Each row of filters.toml names a file, what stands in it, what takes its place, and which test sees it (`by`). It works
on a copy of the tree; a row that stays green, or that no longer fits its file, is a fault and is said at the end.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
TREE = (
    "civic",
    "portal",
    "templates",
    "tests",
    "static",
    "seeds",
    "locale",
    "manage.py",
    "pyproject.toml",
    "README.md",
)
FILTERS = [
    (row["name"], row["file"], row["old"], row["new"], row.get("by", "test_everywhere.py"))
    for row in tomllib.loads((Path(__file__).parent / "filters.toml").read_text())["filter"]
]


def misfits() -> list[str]:
    """Rows whose words do not stand in their file, or stand there more than once."""
    return [name for name, path, old, _new, _by in FILTERS if (ROOT / path).read_text().count(old) != 1]


def main(wanted: list[str]) -> int:
    """Break each, say what became of it. Returns how many stayed green."""
    green = 0
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in TREE:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / name)
        for name, path, old, new, by in FILTERS:
            if wanted and not any(word in name for word in wanted):
                continue
            file = copy / path
            whole = file.read_text()
            file.write_text(whole.replace(old, new, 1))
            said = _run(copy, by)
            file.write_text(whole)
            is_red = " failed" in said or " error" in said
            green += not is_red
            sys.stdout.write(f"{'red  ' if is_red else 'GREEN'} {name}: {said}\n")
            sys.stdout.flush()
    return green


def _run(copy: Path, by: str) -> str:
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"tests/hidden/{by}", "-n", "0", "-x", "-k", "not still_fits"],
        cwd=copy,
        env=os.environ | {"TESTING": "1", "FIRST_LEAK": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in told.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    faults = [line[1:].strip()[:160] for line in told.stdout.splitlines() if line.startswith("E  ")]
    named = [line.split("::")[-1][:90] for line in lines[:1]]
    return " · ".join([*named, *faults[:1], (told.stdout.splitlines() or ["?"])[-1]])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or len(misfits()))

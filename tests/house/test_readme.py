"""The front door is true and short, and the drawing beside it shows the table of moves as it is."""

import re

from django.core.management import call_command

from tests.house.trees import ROOT


def test_the_drawing_shows_the_table_of_moves_as_it_is() -> None:
    call_command("draw_moves", into=ROOT / "docs" / "moves.md", check=True)


def test_the_readme_stays_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 150


def test_nothing_names_a_registry_or_a_path_of_one_machine() -> None:
    named = re.compile(r"index-url|find-links|/home/[a-z]|/root/")
    wrong = []
    for folder in (".", "civic", "portal", "requirements", "tools", "docs", "templates", "seeds", ".ci"):
        pattern = "*" if folder == "." else "**/*"
        for path in (ROOT / folder).glob(pattern):
            if (
                path.is_file()
                and path.suffix in (".py", ".txt", ".toml", ".md", ".sh", ".yml", ".html", "")
                and path.name not in (".gitignore",)
            ):
                wrong += [str(path)] if named.search(path.read_text(encoding="utf-8", errors="ignore")) else []
    assert wrong == []
    assert [
        path.name for path in (ROOT / "requirements").glob("*.txt") if "://" in path.read_text(encoding="utf-8")
    ] == []


def test_no_file_carries_the_marks_of_a_merge_that_was_not_ended() -> None:
    marks = re.compile(r"^(<{7}|>{7}) ", re.MULTILINE)
    folders = ("civic", "portal", "templates", "static", "tests", "tools", "docs", "seeds", "locale", "requirements")
    texts = {".py", ".html", ".txt", ".md", ".css", ".js", ".toml", ".po", ".sh"}
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in texts]
    files += [path for path in ROOT.glob("*") if path.suffix in texts]
    assert [str(path) for path in files if marks.search(path.read_text(encoding="utf-8", errors="ignore"))] == []

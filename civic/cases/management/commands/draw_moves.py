"""draw_moves: the table of moves as a diagram (Mermaid), printed or put into a file between its marks."""

from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from civic.cases.rules import MOVES, State

BEGIN, END = "<!-- moves: drawn by manage.py draw_moves -->", "<!-- end of moves -->"
SIGNS = {"check": "◯", "act": "▢", "resident": "✎", "decide": "§", "source": "⇢", "sample": "◯", "calendar": "◷"}
BRANCHES = {
    **dict.fromkeys(("reopens", "sends-back"), " (no)"),
    **dict.fromkeys(("again", "last"), " (again)"),
    "owner": " (another office)",
    "ended": " (time is over)",
}


def diagram() -> str:
    """Every row that brings a case on, one arrow for each pair of states; ◯ checking side, ▢ acting side, ✎ resident, §
    reviewing office or committee. What may happen beside the way at almost any time, merging above all, would cover
    it."""
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for move in MOVES:
        if move.aside:
            continue
        for before in sorted(move.before - {State.MERGED}):
            if move.after is not None and (move.after != before or move.verb == "rate"):
                label = f"{SIGNS[move.side]} {move.verb}{BRANCHES.get(move.branch, '')}"
                if label not in arrows[before, move.after]:
                    arrows[before, move.after].append(label)
    with translation.override("en"):
        names = [f"  {_name(state)} : {state.label}" for state in State if state != State.MERGED]
    lines = [
        f"  {_name(before)} --> {_name(after)} : {', '.join(labels)}" for (before, after), labels in arrows.items()
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, "  [*] --> filed : ✎ file", *lines, "```"])


def _name(state: str) -> str:
    return str(state).replace("-", "_")


class Command(BaseCommand):
    help = "Draw the table of moves as a Mermaid diagram."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to put it."""
        parser.add_argument("--into", type=Path, help="a Markdown file that holds the two marks")
        parser.add_argument("--check", action="store_true", help="fail when the file does not show the table as it is")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, write or compare."""
        file: Path | None = options["into"]
        if file is None:
            self.stdout.write(diagram())
            return
        text = file.read_text(encoding="utf-8")
        if BEGIN not in text or END not in text:
            raise CommandError(f"{file} has no place for the diagram: it needs {BEGIN} and {END}.")
        head, rest = text.split(BEGIN, 1)
        tail = rest.split(END, 1)[1]
        drawn = f"{head}{BEGIN}\n{diagram()}\n{END}{tail}"
        if options["check"] and drawn != text:
            raise CommandError(
                f"{file} does not show the table of moves as it is. Run manage.py draw_moves --into {file}."
            )
        file.write_text(drawn, encoding="utf-8")

"""Tries the finder of private things on texts of CSV files: what it found, missed, may have marked wrongly."""

import csv
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from civic.lib.private_trial import Trial, try_out

LONGEST_TEXT = 1_000_000


class Command(BaseCommand):
    """manage.py try_private_data FILE.csv… [--column NAME] [--show KIND]"""

    help = "Try the finder of private things on the texts of CSV files; nothing is kept, nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument(
            "--column", default="", help="the column with the texts; else the one with the longest ones"
        )
        parser.add_argument(
            "--show", default="", metavar="KIND", help="print what was marked: doubtful, missed, all, or one kind"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for file in options["files"]:
            column, texts = read_texts(file, options["column"])
            started = time.perf_counter()
            trial = try_out(texts)
            self._tell(file.name, column, trial, time.perf_counter() - started)
            self._show(trial, options["show"])

    def _tell(self, name: str, column: str, trial: Trial, seconds: float) -> None:
        say = self.stdout.write
        say(f"{name}, column {column}: {trial.texts} texts in {seconds:.1f} s")
        missed = len(trial.missed_mobile)
        say(
            f"  texts with a mobile number: {trial.with_mobile}, {trial.hyphenated} of them hyphenated; "
            f"found {trial.with_mobile - missed}, missed {missed}"
        )
        say(f"  “我叫”: {trial.called}; a name marked after {trial.called - len(trial.not_named)}")
        for words in trial.not_named:
            say(f"    no name after: {words}")
        for kind in sorted(trial.found):
            say(
                f"  {kind}: {trial.found[kind]} in {trial.texts_with[kind]} texts, "
                f"possible false alarms {trial.doubtful[kind]}"
            )

    def _show(self, trial: Trial, wanted: str) -> None:
        for words in trial.missed_mobile if wanted in ("missed", "all") else ():
            self.stdout.write(f"    missed: {words}")
        for kind, is_doubtful, words in trial.shown:
            if wanted in ("all", kind) or (wanted == "doubtful" and is_doubtful):
                self.stdout.write(f"    {kind}{' (doubtful)' if is_doubtful else ''}: {words}")


def read_texts(file: Path, column: str) -> tuple[str, list[str]]:
    """The texts of one column of a CSV file, of the one with the longest where none is named. Raises CommandError."""
    usual = csv.field_size_limit(LONGEST_TEXT)  # of the whole process, so it is put back
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.DictReader(opened))
    except (OSError, UnicodeDecodeError, csv.Error) as broken:
        raise CommandError(f"{file} cannot be read: {broken}") from None
    finally:
        csv.field_size_limit(usual)
    if not rows:
        raise CommandError(f"{file} holds no rows.")
    names = [name for name in rows[0] if name]
    chosen = column or max(names, key=lambda name: sum(len(row.get(name) or "") for row in rows[:2000]))
    if chosen not in names:
        raise CommandError(f"{file} has no column {chosen}. It has: {', '.join(names)}.")
    return chosen, [row.get(chosen) or "" for row in rows]

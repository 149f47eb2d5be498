"""What the commands that bring in the ground share: their files, the names of fields, and the printed report."""

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from civic.places.rules.datums import DATUMS, WGS84
from civic.places.rules.findings import Report, Weight


def take_files(parser: ArgumentParser, fields: Sequence[str]) -> None:
    """The arguments of every import: files, coordinates, a day, names of fields, and whether it is a check only."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--crs", choices=DATUMS, default=WGS84, help="The coordinates the file is drawn in.")
    parser.add_argument(
        "--from", dest="starts", type=date.fromisoformat, metavar="DAY", help="The first day it counts, as YYYY-MM-DD."
    )
    parser.add_argument("--check", action="store_true", help="Print the report and write nothing.")
    for field in fields:
        flag = f"--{field.replace('_', '-')}"
        parser.add_argument(flag, dest=f"called_{field}", default="", help=f"The property or column of {field}.")


def files_of(options: Mapping[str, Any]) -> list[tuple[str, bytes]]:
    """The files with their names, as imports take them."""
    try:
        return [(path.name, path.read_bytes()) for path in options["files"]]
    except OSError as wrong:
        raise CommandError(f"{wrong.filename}: {wrong.strerror}") from wrong


def called_of(options: Mapping[str, Any]) -> dict[str, str]:
    """The names of fields that were given."""
    return {name.removeprefix("called_"): told for name, told in options.items() if name.startswith("called_") and told}


def print_report(command: BaseCommand, report: Report, *, is_check: bool) -> None:
    """Every finding and the sums; a refused import ends with an error, so that scripts notice."""
    styles = {Weight.FAULT: command.style.ERROR, Weight.WARNING: command.style.WARNING}
    for finding in report.findings:
        command.stdout.write(styles.get(finding.weight, str)(str(finding)))
    command.stdout.write(report.sums())
    if report.is_refused:
        faults = len(report.of(Weight.FAULT))
        raise CommandError(f"{faults} faults. Nothing was written.")
    command.stdout.write("This was a check: nothing was written." if is_check else "Written.")

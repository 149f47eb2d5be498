"""What the commands that take a table in have in common: the file, the trial, and the report."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from civic.lib.refusals import Refused
from civic.lib.take_in import Outcome, Report, Word

_FAULTS_SHOWN = 100


class TableCommand(BaseCommand):
    """manage.py import_… FILE.csv [--check]"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether only to look."""
        parser.add_argument("file", type=Path, help="CSV in UTF-8 or GB18030, with a header in Chinese or English")
        parser.add_argument("--check", action="store_true", help="write nothing; say what would be done")

    def take(self, content: bytes, *, is_check: bool) -> Report:
        """Give the file to its act."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the file in and tell of it; with a fault nothing is written, and the command fails."""
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(_("There is no file %(file)s.") % {"file": file})
        try:
            report = self.take(file.read_bytes(), is_check=options["check"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self._tell(report)
        if report.faults:
            raise CommandError(_("Nothing was written. Mend the rows named above and import the file again."))

    def _tell(self, report: Report) -> None:
        if report.unread:
            self.stdout.write(_("Columns nobody reads: %(columns)s.") % {"columns": ", ".join(report.unread)})
        for row, outcome in report.outcomes:
            if outcome.word != Word.UNCHANGED:
                self.stdout.write(self._line(row, outcome))
        for fault in report.faults[:_FAULTS_SHOWN]:
            where = _("Row %(row)d") % {"row": fault.row} + (f", {fault.column}" if fault.column else "")
            self.stdout.write(self.style.ERROR(f"{where}: {fault.sentence}"))
        told = {word.value: report.counts[word] for word in Word} | {"faults": len(report.faults)}
        sentence = (
            _("Added %(added)d, changed %(changed)d, unchanged %(unchanged)d, faults %(faults)d.")
            if report.is_written
            else _("Would add %(added)d, change %(changed)d, unchanged %(unchanged)d, faults %(faults)d.")
        )
        self.stdout.write(sentence % told)

    def _line(self, row: int, outcome: Outcome) -> str:
        """One row that adds or changes something."""
        words = {Word.ADDED: _("new"), Word.CHANGED: _("changed")}
        parts = [
            part if values is None else f"{part} {_shown(values[0])} → {_shown(values[1])}"
            for part, values in outcome.changes.items()
        ]
        told = _("Row %(row)d") % {"row": row}
        return f"{told}: {outcome.name}: {words[outcome.word]}{': ' if parts else ''}{'; '.join(parts)}"


def _shown(value: Any) -> str:
    """A value as a report shows it."""
    if isinstance(value, list):
        return f"“{' '.join(value)}”"
    return "“”" if value is None else f"“{getattr(value, 'code', value)}”"

"""import_matters FILE.csv [--check]: add and amend matters from a table."""

from civic.lib.take_in import Report
from civic.offices.actions import import_matters
from civic.offices.management.tables import TableCommand


class Command(TableCommand):
    """manage.py import_matters matters.csv --check"""

    help = (
        "Add and amend matters: code, names, family, answer_days, reopen_days, appeal_days, privacy, order. "
        "Words, questions and limits stay."
    )

    def take(self, content: bytes, *, is_check: bool) -> Report:
        """Matters come to be and change."""
        return import_matters(content, is_check=is_check)

"""import_offices FILE.csv [--check]: found and amend offices from a table."""

from civic.lib.take_in import Report
from civic.offices.actions import import_offices
from civic.offices.management.tables import TableCommand


class Command(TableCommand):
    """manage.py import_offices offices.csv --check"""

    help = (
        "Found and amend offices: code, kind, names, area, reviewed_by, contact_line, parties, functions. An "
        "empty cell leaves what is there, a dash empties it."
    )

    def take(self, content: bytes, *, is_check: bool) -> Report:
        """Offices come to be and change."""
        return import_offices(content, is_check=is_check)

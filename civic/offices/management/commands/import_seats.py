"""import_seats FILE.csv [--check]: seat people in the grid from a table."""

from civic.lib.take_in import Report
from civic.offices.actions import import_seats
from civic.offices.management.tables import TableCommand


class Command(TableCommand):
    """manage.py import_seats seats.csv --check"""

    help = (
        "Seat people in the grid: force, cell or area, name, phone, show_phone, officer, from, until. A phone"
        " is shown only where it is said or usual."
    )

    def take(self, content: bytes, *, is_check: bool) -> Report:
        """People are seated."""
        return import_seats(content, is_check=is_check)

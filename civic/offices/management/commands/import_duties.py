"""import_duties FILE.csv [--check]: name who answers for what, where and from when."""

from civic.lib.take_in import Report
from civic.offices.actions import import_duties
from civic.offices.management.tables import TableCommand


class Command(TableCommand):
    """manage.py import_duties duties.csv --check"""

    help = (
        "Name answering offices: matter, area (empty: the whole city), office, from, helpers. Duties named by"
        " hand for later days stay."
    )

    def take(self, content: bytes, *, is_check: bool) -> Report:
        """Duties come to be and go over."""
        return import_duties(content, is_check=is_check)

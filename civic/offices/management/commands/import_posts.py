"""import_posts FILE.csv [--check]: appoint people to posts from a table."""

from django.utils import timezone

from civic.lib.take_in import Report
from civic.offices.actions import import_posts
from civic.offices.management.tables import TableCommand


class Command(TableCommand):
    """manage.py import_posts posts.csv --check"""

    help = (
        "Appoint people: person (handle or e-mail), side, role, office, area, from, until. Accounts are not made here."
    )

    def take(self, content: bytes, *, is_check: bool) -> Report:
        """People are appointed."""
        return import_posts(content, at=timezone.now(), is_check=is_check)

"""Who does this in the track: asked at the beginning of each act."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.refusals import NotAllowed
from civic.youth.queries.people import duties_of

NOT_HERS = _("This is done by people of the track with another task than yours today.")


def ask_task(by: Person, tasks: Iterable[str], *, at: datetime) -> None:
    """Raises NotAllowed for whoever holds none of these tasks today, with a check that holds."""
    if not duties_of(by, at=at).tasks & set(tasks):
        raise NotAllowed(NOT_HERS, code="not-vetted")

"""Messages about hours: what was found, what is late."""

from datetime import datetime

from civic.hours.models import Objection
from civic.volunteers.actions.telling import tell_volunteer
from civic.volunteers.models import Volunteer


def tell_answer(objection: Objection, volunteer: Volunteer, *, at: datetime) -> None:
    """The volunteer hears that her objection was answered, and reads it on her page. Belongs in the transaction of an
    act."""
    tell_volunteer(volunteer, "hours-answer", "/volunteer/hours/", at=at)

"""Ground for the day of a shift: a shift that has just begun, whoever is expected, and what stands on the screens."""

from dataclasses import dataclass
from datetime import datetime

from civic.accounts.models import Person
from civic.attendances.actions import Here
from civic.attendances.queries.codes import code_key
from civic.attendances.rules import drawn_code, step_of, typed_code
from civic.shifts.models import Shift, Signup
from civic.volunteers.models import Manager, Volunteer
from tests.people import NOON
from tests.volunteers.ground import HOUR, Helpers, activity, coming, found_helpers, shift

AT_THE_BRIDGE = Here(23.13, 113.30, 12.0)
FAR_AWAY = Here(23.20, 113.30, 12.0)


@dataclass
class Day:
    """A shift from noon to two, with wu expected."""

    helpers: Helpers
    shift: Shift
    signup: Signup

    @property
    def wu(self) -> Volunteer:
        """The volunteer."""
        return self.helpers.wu

    @property
    def wus(self) -> Person:
        """The volunteer's account."""
        assert self.helpers.wu.person is not None
        return self.helpers.wu.person

    @property
    def leader(self) -> Person:
        """Who leads the shift."""
        return self.helpers.leader

    def leaders_code(self, at: datetime) -> str:
        """What stands on the leader's screen."""
        return drawn_code(code_key(), shift=self.shift.pk, volunteer=None, at=at)

    def volunteers_code(self, at: datetime, who: Volunteer | None = None) -> str:
        """What stands on a volunteer's screen."""
        return drawn_code(code_key(), shift=self.shift.pk, volunteer=(who or self.wu).pk, at=at)

    def digits(self, at: datetime, who: Volunteer | None = None) -> str:
        """The six digits below it."""
        return typed_code(code_key(), shift=self.shift.pk, volunteer=who.pk if who else None, step=step_of(at))


def found_day() -> Day:
    """The helpers, and a shift at noon."""
    helpers = found_helpers()
    today = shift(activity(helpers), starts=NOON)
    return Day(helpers, today, coming(today, helpers.wu))


def second_manager(helpers: Helpers) -> Person:
    """Another who manages the same organisation."""
    person = Person.objects.create_user("qin", name="秦")
    Manager.objects.create(
        organisation=helpers.organisation, person=person, task="manager", named_by=helpers.luo, named_at=NOON - HOUR
    )
    return person

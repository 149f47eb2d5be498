"""A case that is open for comments, and what is said under it."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.comments import actions as comments
from civic.comments.models import Comment
from tests.people import NOON, City

HOUR = timedelta(hours=1)


def open_case(city: City, **given: Any) -> Case:
    """A public case under which everybody may comment."""
    case = city.case("in-hand", **given)
    comments.set_talk(case, by=city.sun, is_on=True, at=NOON)
    return case


def confirmed(person: Person) -> Person:
    """Somebody whose address is confirmed, as signing in by a code leaves it."""
    EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    return person


def said(city: City, case: Case, text: str = "我家门口也是。", *, by: Person | None = None, **given: Any) -> Comment:
    """Words that wait for a moderator."""
    return comments.say(case, by=confirmed(by or city.mei), text=text, at=NOON + HOUR, **given)


def shown(city: City, case: Case, text: str = "我家门口也是。", *, by: Person | None = None, **given: Any) -> Comment:
    """Words everybody reads."""
    return comments.show(said(city, case, text, by=by, **given), by=city.mo, at=NOON + 2 * HOUR)

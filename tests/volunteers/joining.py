"""Somebody who joins: what she tells, a document that can be hers, a family whose child asks."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from stdnum.iso7064 import mod_11_2

from civic.accounts.models import Person
from civic.guardians.actions import ChildTold, write_consent_text
from civic.guardians.models import Asking, ConsentText, Vetting
from civic.guardians.queries import asking_digest
from civic.guardians.rules import Verified
from civic.places.models import Area
from civic.volunteers import actions
from civic.volunteers.actions import ApplicantTold, Wishes
from civic.volunteers.models import AgreedFor, Volunteer
from tests.people import NOON

BORN = date(1996, 5, 1)
SIXTEEN = date(2010, 5, 1)


def card(born_on: date = BORN, *, turn: int = 2) -> str:
    """The number of an identity card of the invented city; an odd turn is a man's."""
    start = f"990102{born_on:%Y%m%d}{turn:03d}"
    return start + mod_11_2.calc_check_digit(start)


def told(**changes: Any) -> ApplicantTold:
    """What wu tells of herself."""
    district = Area.objects.get(code="990102")
    wishes = Wishes(kinds=["patrol"], languages=["mandarin", "sign"], areas=[district], free=[(5, "morning")])
    one = ApplicantTold(
        "吴晓晴", "female", BORN, "id-card", card(changes.get("born_on", BORN)), "13900139000", district, wishes
    )
    return replace(one, **changes)


def applicant(handle: str = "wu") -> Person:
    """Somebody with an account and a confirmed address."""
    person = Person.objects.create_user(handle, email=f"{handle}@helpers.example")
    Person.objects.filter(pk=person.pk).update(phone_is_verified=True)
    person.refresh_from_db()
    return person


def applied(handle: str = "wu", *, at: datetime = NOON, **changes: Any) -> Volunteer:
    """Somebody who waits for an answer."""
    return actions.apply(told(**changes), by=applicant(handle), language="zh-hans", at=at)


def consent_text(root: Person, *, at: datetime = NOON, is_renewal: bool = False, more: str = "") -> ConsentText:
    """What a guardian reads before her child volunteers."""
    words = {"zh-hans": f"志愿服务。{more}", "zh-hant": "志願服務。", "en": "Volunteering."}
    return write_consent_text("volunteers", child=words, adult=words, is_renewal=is_renewal, by=root, at=at)


def asked(child: Person, *, at: datetime = NOON) -> Asking:
    """The question a child of this account asked, with a link that tests know."""
    made = actions.ask_grown_up(child, address="gu@example.com", language="en", at=at)
    assert made is not None
    made.digest = asking_digest("link")
    made.save()
    return made


def agreed(child: Person, guardian: Person, text: ConsentText, *, at: datetime = NOON, **changes: Any) -> AgreedFor:
    """The guardian has said yes."""
    who = replace(ChildTold("林小雨", SIXTEEN, Verified.CONTACT), **changes)
    return actions.agree_for(
        asked(child, at=at),
        who,
        guardian_name="林妈妈",
        relation="mother",
        text_digest=text.digest,
        by=guardian,
        at=at,
    )


def checked(person: Person, root: Person) -> Person:
    """Somebody who was checked and trained to work near children, for a year."""
    day = NOON.date()
    due_on = day.replace(year=day.year + 1)
    Vetting.objects.create(person=person, checked_on=day, trained_on=day, due_on=due_on, checked_by=root, made_at=NOON)
    return person


def confirmed(person: Person) -> Person:
    """A grown-up whose number was confirmed."""
    Person.objects.filter(pk=person.pk).update(phone_is_verified=True)
    person.refresh_from_db()
    return person


def young_volunteer(root: Person, guardian: Person, *, at: datetime = NOON, luo: Person) -> Volunteer:
    """A volunteer of sixteen, whose mother agreed."""
    child = applicant("young")
    agreed(child, confirmed(guardian), consent_text(root, at=at), at=at)
    given = told(name="林小雨", born_on=SIXTEEN, document_number=card(SIXTEEN), sex="female")
    volunteer = actions.apply(given, by=child, own_word=True, language="en", at=at)
    return actions.take_on(volunteer, by=luo, at=at)

"""Somebody applies: what is asked is what the Measures name, sealed, and each document joins once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from civic.lib.refusals import NotAllowed, NotValid, Taken
from civic.volunteers import actions
from civic.volunteers.actions import Wishes
from civic.volunteers.models import Volunteer, VolunteerIdentity
from civic.volunteers.rules import age_fault, document_fault
from tests.people import NOON, City
from tests.volunteers.ground import DAY, found_helpers
from tests.volunteers.joining import BORN, SIXTEEN, agreed, applicant, applied, card, confirmed, consent_text, told

pytestmark = pytest.mark.django_db


def test_an_application_waits_three_working_days_at_most(city: City) -> None:
    volunteer = applied()
    assert (volunteer.state, volunteer.number) == ("applied", None)
    assert (volunteer.answer_due_at - NOON) // DAY == 3  # from a Tuesday to the close of Friday
    assert [wish.kind for wish in volunteer.wishes.all()] == ["patrol"]
    assert [one.language for one in volunteer.tongues.all()] == ["mandarin", "sign"]
    assert [(one.weekday, one.starts.hour, one.ends.hour) for one in volunteer.availabilities.all()] == [(5, 8, 12)]


def test_what_is_personal_is_sealed_in_the_table(city: City) -> None:
    applied()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM volunteers_volunteeridentity")
        kept = " ".join(str(value) for value in cursor.fetchone())
    for word in ("吴晓晴", "1996", card(), "female", "13900139000"):
        assert word not in kept
    assert VolunteerIdentity.objects.get().name == "吴晓晴"


def test_the_line_says_nothing_of_who_it_is(city: City) -> None:
    line = applied().lines.get()
    assert (line.verb, line.facts) == ("apply", {"again": False, "is_minor": False})


def test_one_document_joins_once_however_it_is_typed(city: City) -> None:
    applied()
    typed = f"{card()[:6]} {card()[6:]}".lower()
    with pytest.raises(Taken, match="joined with this document"):
        actions.apply(told(document_number=typed), by=applicant("other"), language="en", at=NOON)
    assert Volunteer.objects.count() == 1


def test_an_account_joins_once(city: City) -> None:
    volunteer = applied()
    assert volunteer.person is not None
    with pytest.raises(Taken):
        actions.apply(told(), by=volunteer.person, language="en", at=NOON)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": " 3 "}),
        ("name", {"name": "长" * 61}),
        ("sex", {"sex": "x"}),
        ("born_on", {"born_on": NOON.date() + timedelta(days=1)}),
        ("born_on", {"born_on": date(1890, 1, 1)}),
        ("document", {"document": "library-card"}),
        ("document_number", {"document_number": "12345"}),
        ("document_number", {"document_number": card()[:-1] + ("0" if card()[-1] != "0" else "1")}),
        ("document_number", {"document_number": card(date(1997, 5, 1))}),
        ("document_number", {"document_number": card(turn=1)}),
        ("contact", {"contact": "nobody"}),
        ("kinds", {"wishes": Wishes()}),
    ],
)
def test_obvious_errors_are_told_beside_their_field(city: City, field: str, changes: dict[str, object]) -> None:
    with pytest.raises(NotValid) as refused:
        actions.apply(replace(told(), **changes), by=applicant(), language="en", at=NOON)  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]
    assert not Volunteer.objects.exists()


def test_under_fourteen_is_told_kindly() -> None:
    assert "through their school" in str(age_fault(date(2014, 5, 1), date(2026, 11, 3)))
    assert age_fault(date(2012, 11, 3), date(2026, 11, 3)) == ""  # fourteen today


def test_other_documents_are_taken_by_their_shape() -> None:
    assert document_fault("passport", "E12345678", born_on=BORN, sex="male") == ""
    assert document_fault("permit", "H1234", born_on=BORN, sex="male")


def test_under_eighteen_nothing_is_kept_before_a_guardian_agrees(city: City) -> None:
    child = applicant("young")
    given = told(name="林小雨", born_on=SIXTEEN)
    with pytest.raises(NotAllowed, match="guardian agrees first"):
        actions.apply(given, by=child, own_word=True, language="en", at=NOON)
    assert not VolunteerIdentity.objects.exists()
    agreed(child, confirmed(city.gu), consent_text(city.root))
    with pytest.raises(NotValid, match="nobody joins who does not want to"):
        actions.apply(given, by=child, language="en", at=NOON)
    with pytest.raises(NotValid, match="not those your guardian wrote"):
        actions.apply(replace(given, name="林大雨"), by=child, own_word=True, language="en", at=NOON)
    volunteer = actions.apply(given, by=child, own_word=True, language="en", at=NOON)
    assert volunteer.child is not None


def test_whoever_was_turned_down_may_apply_anew(city: City) -> None:
    helpers = found_helpers()
    volunteer = applied("new", document_number=card(turn=4))
    actions.turn_down(volunteer, by=helpers.luo, reason="照片看不清。", at=NOON)
    assert volunteer.person is not None
    again = actions.apply(told(document_number=card(turn=4)), by=volunteer.person, language="en", at=NOON + DAY)
    assert (again.pk, again.state, again.reason, again.decided_at) == (volunteer.pk, "applied", "", None)

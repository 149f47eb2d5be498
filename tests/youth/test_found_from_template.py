"""An edition goes to another city as a file without a person in it, and comes back as the same edition."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.timezone import make_aware
from hypothesis import given
from hypothesis import strategies as st

from civic.accounts.models import Person
from civic.guardians.models import ConsentText
from civic.lib.refusals import NotAllowed, NotValid
from civic.offices.models import Office
from civic.places.models import Area
from civic.youth import actions as youth
from civic.youth.actions import HereGiven
from civic.youth.models import Edition
from civic.youth.queries.templates import template_of
from civic.youth.rules import Kind, Phase
from civic.youth.rules.templates import Unreadable, read_template, written
from tests.people import City
from tests.youth.ground import DAY, TERM_STARTS, enter, found_track

AT = TERM_STARTS + DAY


def _here(number: int = 4) -> HereGiven:
    return HereGiven(
        number=number,
        begins=AT + 900 * DAY,
        office=Office.objects.get(code="command"),
        in_charge="未成年人事务岗",
        in_charge_phone="020-12345",
        text=ConsentText.objects.get(),
        districts=list(Area.objects.filter(kind="district")),
    )


def _who(handle: str) -> Person:
    return Person.objects.get(handle=handle)


@pytest.mark.django_db
def test_an_edition_comes_back_from_its_template_as_it_was(city: City) -> None:
    track = found_track()
    youth.set_tasks(track.edition, {Phase.FINAL: [Kind.DEBATE]}, by=_who("root"), at=TERM_STARTS - DAY)
    words = written(template_of(track.edition))
    made = youth.found_from_template(words, _here(), by=_who("tang"), at=AT)
    assert made.shown_at is None
    assert written(template_of(made)) == words
    assert made.spans[0].starts == AT + 900 * DAY


@pytest.mark.django_db
def test_no_person_no_school_and_no_child_is_in_a_template(city: City) -> None:
    track = found_track()
    enter(track, "早起的木棉", name="金丝雀小名", school=track.school)
    words = written(template_of(track.edition))
    secrets = ("金丝雀", "木棉", "桥东", "Tang", "tang", "root", "020-12345", "事务岗", "990102")
    assert [secret for secret in secrets if secret in words] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        "",
        "nonsense",
        "{",
        "[]",
        '{"format": 2}',
        "format = 1",
        "format = 1\nphase = 3",
        "format = 1\nleast_age = true\n",
        '{"format": 1, "phase": [{"phase": "nowhere", "days": 1}]}',
        "x" * 20_001,
        "[" * 5000,
    ],
)
def test_what_is_no_template_is_refused_with_a_sentence_and_leaves_nothing(city: City, words: str) -> None:
    found_track()
    with pytest.raises(NotValid) as refused:
        youth.found_from_template(words, _here(), by=_who("tang"), at=AT)
    assert refused.value.fields["template"]
    assert Edition.objects.count() == 1


@given(st.one_of(st.text(max_size=200), st.recursive(st.integers() | st.text(), st.lists).map(json.dumps)))
def test_no_text_breaks_the_reader(words: str) -> None:
    with pytest.raises(Unreadable):
        read_template(words)


@pytest.mark.django_db
def test_an_edition_from_a_template_begins_in_the_future_and_is_founded_by_whoever_is_responsible(city: City) -> None:
    track = found_track()
    words = written(template_of(track.edition))
    with pytest.raises(NotAllowed):
        youth.found_from_template(words, _here(), by=_who("ke"), at=AT)
    with pytest.raises(NotValid):
        youth.found_from_template(words, replace(_here(), begins=AT), by=_who("tang"), at=AT)


@pytest.mark.django_db
def test_the_commands_write_and_read_a_file(city: City, tmp_path: Path) -> None:
    found_track()
    said = StringIO()
    call_command("export_edition", "3", stdout=said)
    path = tmp_path / "edition.toml"
    path.write_text(said.getvalue(), encoding="utf-8")
    day = (timezone.localdate() + timedelta(days=40)).isoformat()
    told = {"number": 9, "begins": day, "office": "command", "in_charge": "岗位", "phone": "020-1", "by": "root"}
    told |= {"in_charge_zh_hant": "崗位", "in_charge_en": "Officer for minors"}
    call_command("import_edition", str(path), **told, stdout=StringIO())
    made = Edition.objects.get(number=9)
    assert (made.in_charge, made.in_charge_zh_hant, made.in_charge_en) == ("岗位", "崗位", "Officer for minors")
    assert made.districts.count() == 2
    assert made.shown_at is None
    for wrong in ({"office": "nowhere"}, {"begins": "soon"}, {"by": "nobody"}, {"number": 9}):
        with pytest.raises(CommandError):
            call_command("import_edition", str(path), **(told | wrong), stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("import_edition", str(tmp_path / "none.toml"), **told, stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("export_edition", "77", stdout=StringIO())


@pytest.mark.django_db
def test_an_edition_that_begins_beyond_every_calendar_is_told_so(city: City) -> None:
    words = written(template_of(found_track().edition))
    far = replace(_here(), begins=make_aware(datetime(9999, 12, 30)))
    with pytest.raises(NotValid) as refused:
        youth.found_from_template(words, far, by=_who("tang"), at=AT)
    assert list(refused.value.fields) == ["begins"]

"""Handing in: the component, the matter's own questions, the wording they were asked in, who stays unknown."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from civic.cases import actions as cases
from civic.cases.models import Answers, Case
from civic.cases.queries import Viewer
from civic.lib.refusals import NotValid
from civic.offices.models import Matter, Wording
from civic.places.models import Component, ComponentKind
from civic.places.rules import hexagon
from civic.supervision import actions as supervision
from tests.cases.limits import limit_in_stages
from tests.people import IN_DONGQIAO, NOON, City

LIT = {
    "key": "since",
    "kind": "one",
    "label": {"zh-hans": "灭了多久？", "en": "How long has it been out?"},
    "required": True,
    "options": [
        {"key": "days", "label": {"zh-hans": "几天", "en": "Some days"}},
        {"key": "weeks", "label": {"zh-hans": "几周", "en": "Some weeks"}},
    ],
}
WEEKS = {
    "key": "weeks",
    "kind": "number",
    "label": {"zh-hans": "几周？", "en": "How many weeks?"},
    "shown_when": {"key": "since", "value": "weeks"},
}


def worded(matter: Matter, *questions: dict[str, Any], number: int = 7) -> Wording:
    """The matter with these questions, from now on."""
    wording = Wording.objects.create(matter=matter, number=number, at=NOON, questions=list(questions))
    Matter.objects.filter(pk=matter.pk).update(wording=wording)
    return wording


def lamp(code: str = "9901020300000417") -> Component:
    """A lamp with a plate."""
    kind = ComponentKind.objects.create(
        standard="CJ/T 214", edition="2007", code="0103", name_zh_hans="路灯", name_en="Street lamp"
    )
    lat, lon = IN_DONGQIAO
    return Component.objects.create(code=code, kind=kind, lat=lat, lon=lon, h3=hexagon(lat, lon))


def test_what_is_answered_is_kept_with_the_words_it_was_asked_in(city: City) -> None:
    wording = worded(city.matter(), LIT, WEEKS)
    case = city.filed(matter=city.matter(), answers={"since": "weeks", "weeks": "3", "colour": "red"}).case
    kept = Answers.objects.get(case=case)
    assert (kept.given, kept.wording, case.wording) == ({"since": "weeks", "weeks": 3}, wording, wording)
    newer = worded(city.matter(), number=8)
    case.refresh_from_db()
    assert (case.wording, newer.number) == (wording, 8)


def test_a_question_left_out_or_answered_wrongly_is_named_and_nothing_is_filed(city: City) -> None:
    worded(city.matter(), LIT, WEEKS)
    for answers, wrong in (
        ({}, {"answers.since"}),
        ({"since": "years"}, {"answers.since"}),
        ({"since": "weeks", "weeks": "many"}, {"answers.weeks"}),
    ):
        with pytest.raises(NotValid) as refused:
            city.filed(matter=city.matter(), answers=answers)
        assert set(refused.value.fields) == wrong
    assert not Case.objects.exists()


def test_an_answer_to_a_question_that_was_not_shown_is_dropped(city: City) -> None:
    worded(city.matter(), LIT, WEEKS)
    case = city.filed(matter=city.matter(), answers={"since": "days", "weeks": "3"}).case
    assert case.answers.given == {"since": "days"}


def test_an_earlier_system_never_asked_so_an_import_is_not_held_to_it(city: City) -> None:
    worded(city.matter(), LIT, WEEKS)
    case = city.filed(matter=city.matter(), source="import", source_ref="old-1").case
    assert not Answers.objects.filter(case=case).exists()


def test_a_report_about_a_component_lies_where_it_stands(city: City) -> None:
    component = lamp()
    case = city.filed(component=component, lat=None, lon=None).case
    case.refresh_from_db()
    assert (case.component, case.lat, case.lon) == (component, *IN_DONGQIAO)
    assert (case.area, case.h3) == (city.area(), hexagon(*IN_DONGQIAO))
    assert case.cell is not None
    elsewhere = city.filed(component=component, lat=23.20, lon=113.35).case
    assert (elsewhere.lat, elsewhere.h3) == (23.20, hexagon(23.20, 113.35))


def test_a_report_without_a_point_has_no_hexagon(city: City) -> None:
    assert city.filed(lat=None, lon=None).case.h3 is None


@pytest.mark.parametrize(
    ("privacy", "said", "kept"),
    [
        ("public", None, False),
        ("confidential", None, True),
        ("confidential", False, False),
        ("private", None, False),
        ("anonymous", None, False),
        ("public", True, True),
    ],
)
def test_who_says_nothing_is_as_unknown_as_the_matter_says(
    city: City, privacy: str, said: bool | None, kept: bool
) -> None:
    Matter.objects.filter(code="0101").update(privacy=privacy)
    assert city.filed(matter=city.matter(), is_confidential=said).case.is_confidential is kept


def test_a_condition_is_kept_if_the_matter_knows_it(city: City) -> None:
    limit_in_stages(city.matter(), condition="dark-street")
    assert city.filed(condition="dark-street").case.condition == "dark-street"
    for given in ({"condition": "open-hole"}, {"condition": "dark-street", "matter": city.matter("0102")}):
        with pytest.raises(NotValid) as refused:
            city.filed(**given)
        assert list(refused.value.fields) == ["condition"]


def test_a_case_accepted_for_another_matter_is_checked_by_the_words_of_that_one(city: City) -> None:
    asked = worded(city.matter(), LIT)
    other = worded(city.matter("0102"))
    case = city.filed(matter=city.matter(), answers={"since": "days"}).case
    supervision.accept(case, by=city.lin, matter=city.matter("0102"), at=NOON + timedelta(hours=1))
    case.refresh_from_db()
    assert (case.wording, case.answers.wording) == (other, asked)


def test_a_program_hands_in_component_and_answers(city: City, client: Client) -> None:
    worded(city.matter(), LIT)
    component = lamp()
    report = {"kind": "complaint", "text": "灯不亮。", "matter": "0101", "component": component.code}
    answer = client.post("/api/v1/cases/", report, content_type="application/json")
    assert answer.status_code == 400
    assert "answers.since" in answer.content.decode()
    answer = client.post("/api/v1/cases/", report | {"answers": {"since": "days"}}, content_type="application/json")
    assert answer.status_code == 201
    case = Case.objects.get()
    assert (case.component, case.answers.given) == (component, {"since": "days"})
    wrong = client.post("/api/v1/cases/", report | {"component": "nowhere"}, content_type="application/json")
    assert (wrong.status_code, Case.objects.count()) == (400, 1)


def test_erasing_the_reporter_blanks_the_answers(city: City) -> None:
    worded(city.matter(), LIT)
    case = city.filed(matter=city.matter(), answers={"since": "days"}).case
    cases.forget_viewer(Viewer(reporter_of=frozenset({case.pk})), at=NOON)
    assert Answers.objects.get(case=case).given == {}

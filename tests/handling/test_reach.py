"""A stage of the limit is reported: in its order, by the office that holds the case, and the next clock starts."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from civic.cases.models import Case
from civic.cases.queries import first_broken_line, moves_denied_to, timeline
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices.queries import by_workdays, hand_of
from tests.cases.limits import limit_in_stages
from tests.people import NOON, City

HOUR = timedelta(hours=1)
ACCEPTED = NOON + HOUR


def piped(city: City, **given: Any) -> Case:
    """A case in hand whose limit has three stages."""
    limit_in_stages(city.matter())
    return city.case("in-hand", **given)


def test_a_stage_that_is_reached_starts_the_clock_of_the_next(city: City) -> None:
    case = piped(city)
    at = ACCEPTED + 2.5 * HOUR
    line = handling.reach(case, by=city.chen, stage="fenced", text="已围护现场。", at=at)
    case.refresh_from_db()
    fenced, repaired, restored = case.deadlines.filter(kind="stage")
    assert (fenced.done_at, fenced.due_at) == (at, ACCEPTED + 3 * HOUR)
    assert (repaired.starts_at, repaired.due_at) == (at, at + 8 * HOUR)
    assert restored.due_at == case.answer_due_at == by_workdays(at + 8 * HOUR, 5)
    assert (case.due_at, case.state) == (repaired.due_at, "in-hand")
    assert line.facts["stage"] == "fenced"
    assert line.facts["in_time"] is True
    assert datetime.fromisoformat(line.facts["until"]) == case.answer_due_at
    assert first_broken_line(case) is None


def test_a_stage_that_is_reached_late_is_told_as_late(city: City) -> None:
    case = piped(city)
    line = handling.reach(case, by=city.chen, stage="fenced", text="已围护现场。", at=ACCEPTED + 4 * HOUR)
    assert line.facts["in_time"] is False


def test_the_timeline_names_the_stage_in_the_readers_language(city: City, client: Any) -> None:
    case = piped(city)
    handling.reach(case, by=city.chen, stage="fenced", text="已围护现场。", at=ACCEPTED + 3 * HOUR)
    assert str(timeline(case, "public")[-1].title) == "Reached: Fenced off"
    page = client.get(f"/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="zh-hant").content.decode()
    assert "圍護現場" in page
    assert "已围护现场。" in page


def test_stages_are_reported_in_their_order(city: City) -> None:
    case = piped(city)
    for stage in ("repaired", "restored", "painted", ""):
        with pytest.raises(NotValid) as refused:
            handling.reach(case, by=city.chen, stage=stage, text="修好了。", at=NOON + 4 * HOUR)
        assert list(refused.value.fields) == ["stage"]
    with pytest.raises(NotValid) as refused:
        handling.reach(case, by=city.chen, stage="repaired", text="修好了。", at=NOON + 4 * HOUR)
    assert "Fenced off" in str(refused.value)


def test_words_are_asked_for(city: City) -> None:
    case = piped(city)
    with pytest.raises(NotValid) as refused:
        handling.reach(case, by=city.chen, stage="fenced", text="  ", at=NOON + 4 * HOUR)
    assert list(refused.value.fields) == ["text"]
    assert case.deadlines.filter(kind="stage", done_at__isnull=False).count() == 0


def test_without_stages_there_is_nothing_to_report_and_nobody_is_shown_the_act(city: City) -> None:
    case = city.case("in-hand")
    with pytest.raises(Conflict) as refused:
        handling.reach(case, by=city.chen, stage="fenced", text="已围护。", at=NOON + 4 * HOUR)
    assert "No stage of this case is left" in str(refused.value)
    hand = hand_of(city.chen, on=NOON.date())
    viewer = type("V", (), {"officer": hand, "person": city.chen})()
    assert "reach" not in {move.verb for move, _denial in moves_denied_to(viewer, case)}


def test_once_all_are_reached_the_answer_is_left_by_the_promised_day(city: City) -> None:
    case = piped(city)
    for hours, stage in enumerate(("fenced", "repaired", "restored"), start=4):
        handling.reach(case, by=city.chen, stage=stage, text="做好了。", at=NOON + hours * HOUR)
    case.refresh_from_db()
    assert case.due_at == case.answer_due_at == by_workdays(NOON + 5 * HOUR, 5)
    with pytest.raises(Conflict):
        handling.reach(case, by=city.chen, stage="restored", text="做好了。", at=NOON + 8 * HOUR)
    handling.answer(case, by=city.chen, outcome="solved", text="全部完成。", at=NOON + 9 * HOUR)


def test_an_answer_ends_every_stage(city: City) -> None:
    case = piped(city)
    handling.answer(case, by=city.chen, outcome="solved", text="一次修好。", at=NOON + 5 * HOUR)
    assert not case.deadlines.filter(kind="stage", done_at__isnull=True).exists()


def test_a_stage_may_be_reported_while_the_resident_is_asked(city: City) -> None:
    case = piped(city)
    handling.ask(case, by=city.chen, text="哪个路口？", at=NOON + 4 * HOUR)
    handling.reach(case, by=city.chen, stage="fenced", text="已围护现场。", at=NOON + 5 * HOUR)
    case.refresh_from_db()
    repaired = case.deadlines.get(key="repaired", kind="stage")
    assert case.state == "asked-by-office"
    assert case.stands_until is not None
    assert repaired.due_at == case.stands_until + 8 * HOUR


def test_only_the_office_that_holds_the_case_reports_a_stage(city: City) -> None:
    case = piped(city)
    for who in (city.lin, city.zhao, city.mo):
        with pytest.raises(NotAllowed):
            handling.reach(case, by=who, stage="fenced", text="已围护。", at=NOON + 4 * HOUR)


def test_the_reporter_is_told_which_stage(city: City) -> None:
    case = piped(city, email="mei@example.com", phone="13800138000", contact_language="en")
    handling.reach(case, by=city.chen, stage="fenced", text="Fenced and lit.", at=NOON + 4 * HOUR)
    letter = Notice.objects.get(verb="reach", channel="email")
    assert letter.subject_line == f"Fenced off: case {case.number}"
    assert "Fenced and lit." in letter.body


def test_the_desk_offers_the_stages_and_the_next_one_first(city: City, as_person: Any) -> None:
    case = piped(city)
    address = f"/desk/cases/{case.number}/"
    page = as_person(city.chen).get(address, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert page.index("Fenced off") < page.index("Repaired") < page.index("Surface restored")
    answer = as_person(city.chen).post(f"{address}reach/", {"stage": "fenced", "text": "已围护现场。"})
    assert answer.status_code == 302
    assert case.deadlines.get(key="fenced").done_at is not None
    late = as_person(city.chen).post(f"{address}reach/", {"stage": "restored", "text": "好了。"})
    assert late.status_code == 400


def test_a_program_reads_the_stages_and_reports_one(city: City, as_person: Any) -> None:
    case = piped(city)
    moves = f"/api/v1/desk/cases/{case.number}/moves/"
    told = as_person(city.chen).get(moves).json()
    reach = next(move for move in told["open"] if move["verb"] == "reach")
    stage = next(demand for demand in reach["demands"] if demand["name"] == "stage")
    assert stage["choices"] == ["fenced", "repaired", "restored"]
    given = {"verb": "reach", "stage": "fenced", "text": "已围护现场。"}
    assert as_person(city.chen).post(moves, given, content_type="application/json").status_code == 201

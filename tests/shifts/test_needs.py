"""A need: filed without an account, sealed, verified, answered, taken, met; late ones are told."""

from datetime import timedelta

import pytest
from django.db import connection

from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.shifts import actions as shifts
from civic.shifts.actions import NeedGiven
from civic.shifts.models import Need
from tests.people import NOON, City
from tests.shifts.ground import told
from tests.volunteers.ground import DAY, found_helpers

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def _given(**changes: object) -> NeedGiven:
    values: dict[str, object] = {
        "kind": "elderly",
        "title": "陪老人看病",
        "words": "每周二上午，去社区医院。",
        "wanted_from": TODAY + timedelta(days=3),
        "wanted_until": TODAY + timedelta(days=20),
        "who": "刘奶奶",
        "where": "竹影路 3 号 201",
        "contact": "liu@example.com",
    }
    return NeedGiven(**(values | changes))  # type: ignore[arg-type]


def _filed() -> Need:
    return shifts.file_need(_given(), language="zh-hans", at=NOON)[0]


def test_what_is_filed_is_sealed_and_has_a_day_for_its_answer(city: City) -> None:
    need, code = shifts.file_need(_given(), language="zh-hans", at=NOON)
    with connection.cursor() as cursor:
        cursor.execute('SELECT words, who, "where", contact, code_digest FROM shifts_need')
        row = " ".join(cursor.fetchone())
    assert not any(word in row for word in ("刘奶奶", "竹影路", "liu@", "社区医院", code))
    assert (need.answer_due_at.date() - TODAY, told("need-filed")) == (timedelta(days=7), 1)


def test_what_cannot_be_asked_is_told_beside_its_field(city: City) -> None:
    wrong = _given(
        title=" ",
        words="?",
        wanted_from=TODAY - timedelta(days=1),
        wanted_until=TODAY - timedelta(days=2),
        people=0,
        contact="x",
    )
    with pytest.raises(NotValid) as refused:
        shifts.file_need(wrong, language="zh-hans", at=NOON)
    assert sorted(refused.value.fields) == ["contact", "people", "title", "wanted_from", "wanted_until", "words"]


def test_it_is_verified_taken_and_met(city: City) -> None:
    helpers = found_helpers()
    need = _filed()
    with pytest.raises(NotAllowed):
        shifts.verify_need(need, by=city.mei, at=NOON)
    with pytest.raises(Conflict):  # nobody takes what nobody verified
        shifts.take_need(need, organisation=helpers.organisation, answer="周二两人去。", by=helpers.luo, at=NOON)
    shifts.verify_need(need, by=helpers.luo, at=NOON)
    taken = shifts.take_need(need, organisation=helpers.organisation, answer="周二两人去。", by=helpers.luo, at=NOON)
    assert (taken.state, taken.taken_by, told("need-answered")) == ("taken", helpers.organisation, 1)
    with pytest.raises(Conflict):
        shifts.decline_need(need, answer="不行", by=helpers.luo, at=NOON)
    with pytest.raises(NotAllowed):
        shifts.say_need_met(need, by=city.mei, at=NOON)
    assert shifts.say_need_met(need, by=helpers.luo, at=NOON).state == "met"


def test_who_is_turned_down_reads_why(city: City) -> None:
    helpers = found_helpers()
    need = _filed()
    with pytest.raises(NotValid):
        shifts.decline_need(need, answer="", by=helpers.luo, at=NOON)
    assert shifts.decline_need(need, answer="请找社区护士。", by=helpers.luo, at=NOON).answer == "请找社区护士。"


def test_a_late_one_is_told_to_the_coordinators_once(city: City) -> None:
    helpers = found_helpers()
    helpers.luo.email = "luo@city.example"
    helpers.luo.save()
    need = _filed()
    assert shifts.tell_late_needs(at=need.answer_due_at - DAY) == 0
    assert shifts.tell_late_needs(at=need.answer_due_at) == 1
    assert shifts.tell_late_needs(at=need.answer_due_at + DAY) == 0
    assert told("need-late") == 1

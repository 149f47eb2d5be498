"""Flags: a mark only the desk sees, one's own or one's office's, and the filters by priority and flag."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from civic.accounts.models import Person
from civic.desk import actions
from civic.desk.actions.flags import MOST_FLAGS
from civic.desk.models import Flag
from civic.lib.refusals import NotAllowed, NotValid
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.desk.test_worklist import _numbers
from tests.pages import read
from tests.people import NOON, SINCE, City

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_flag_is_found_by_its_filter_and_seen_in_the_list_by_nobody_else(city: City, as_person: Any) -> None:
    case, other = city.case("in-hand"), city.case("in-hand")
    chen, shen = as_person(city.chen), as_person(city.shen)
    assert chen.post(f"/desk/cases/{case.number}/flag/?view=all").headers["Location"].endswith("?view=all")
    assert _numbers(chen.get("/desk/?view=all&flagged=mine")) == [case.number]
    assert "Flagged by me" in read(chen.get("/desk/?view=all"))
    assert "Flagged by me" not in read(shen.get("/desk/?view=all"))
    assert _numbers(shen.get("/desk/?view=all&flagged=any")) == []
    assert "Flagged" not in read(as_person(city.mei).get(f"/cases/{case.number}/"))
    chen.post(f"/desk/cases/{case.number}/flag/", {"off": "1"})
    assert not Flag.objects.exists()
    assert other.pk


def test_a_flag_of_an_office_is_seen_and_taken_off_by_its_officers(city: City, as_person: Any) -> None:
    case = city.case("in-hand")
    chen, shen = as_person(city.chen), as_person(city.shen)
    for _press in range(2):
        chen.post(f"/desk/cases/{case.number}/flag/", {"office": "dongqiao-lamps"})
    assert Flag.objects.get().by == city.chen
    assert _numbers(shen.get("/desk/?view=all&flagged=office")) == [case.number]
    assert "Flagged for Dongqiao Street Lighting" in read(shen.get(f"/desk/cases/{case.number}/"))
    shen.post(f"/desk/cases/{case.number}/flag/", {"office": "dongqiao-lamps", "off": "1"})
    assert not Flag.objects.exists()


def test_nobody_flags_for_an_office_of_others_or_a_case_she_does_not_see(city: City, as_person: Any) -> None:
    case = city.case("in-hand")
    li = Person.objects.create_user("li", name="Li")
    offices.appoint(li, side="act", role="handler", office=city.office("drains"), area=None, starts=SINCE, at=NOON)
    assert as_person(li).post(f"/desk/cases/{case.number}/flag/").status_code == 404
    chen = as_person(city.chen)
    assert chen.post(f"/desk/cases/{case.number}/flag/", {"office": "drains"}).status_code == 403
    assert chen.post(f"/desk/cases/{case.number}/flag/", {"office": "nowhere"}).status_code == 404
    assert chen.get(f"/desk/cases/{case.number}/flag/").status_code == 405
    for act in (actions.flag, actions.unflag):
        with pytest.raises(NotAllowed):
            act(case, by=city.mei, at=NOON)
    assert not Flag.objects.exists()


def test_a_case_carries_one_flag_of_hers_and_she_no_more_than_she_finds_again(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, other = city.case("filed"), city.case("filed")
    actions.flag(case, by=city.lin, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.create(case=case, by=city.lin, at=NOON)
    monkeypatch.setattr("civic.desk.actions.flags.MOST_FLAGS", 1)
    assert actions.flag(case, by=city.lin, at=NOON).pk
    with pytest.raises(NotValid):
        actions.flag(other, by=city.lin, at=NOON)
    assert MOST_FLAGS == 500
    actions.forget(city.lin, at=NOON)
    assert not Flag.objects.exists()


def test_the_priority_filter_knows_hours_demands_and_what_is_late(city: City, as_person: Any) -> None:
    from_stages = [{"key": "done", "names": {"zh-hans": "处置"}, "amount": 4, "unit": "urgent-hours"}]
    quiet = city.case("in-hand")
    hastened = city.case("in-hand")
    supervision.hasten(hastened, by=city.lin, text="快修。", due=date(2026, 11, 5), at=NOON + 5 * HOUR)
    offices.set_limit(city.matter(), stages=from_stages)
    urgent = city.case("in-hand")
    lin = as_person(city.lin)
    assert _numbers(lin.get("/desk/?view=all&priority=urgent")) == [urgent.number]
    assert _numbers(lin.get("/desk/?view=all&priority=hastened")) == [hastened.number]
    assert quiet.number in _numbers(lin.get("/desk/?view=all&priority=overdue"))
    assert lin.get("/desk/?view=all&priority=whatever").status_code == 400

"""A report about the phone desk itself: its operators find it by no number, code or list; other reports they take."""

from datetime import timedelta
from typing import Any

import pytest

from civic.calls import actions
from civic.calls.models import Undelivered
from civic.calls.queries import cases_opened, open_check, undelivered_due
from civic.cases.models import Case
from civic.cases.rules.speaking import Spoken
from civic.lib.refusals import NotAllowed
from civic.notices.models import Notice
from tests.calls.helping import HOUR, PHONE
from tests.people import NOON, City

WORDS = "热线的人挂了三次电话。"


def _about(city: City, code: str = "phone-desk") -> Any:
    return city.filed(WORDS, kind="misconduct", about_office=city.office(code), phone=PHONE)


def test_neither_code_nor_number_opens_it(city: City) -> None:
    filed = _about(city)
    by_code = actions.hear_code(filed.case.number, code=filed.tracking_code, by=city.he, at=NOON)
    assert (by_code.sure, by_code.case) == ("wrong", None)  # as for a number never issued
    by_number = actions.start_calling_back(PHONE, number=filed.case.number, by=city.he, at=NOON)
    assert (by_number.sure, by_number.case) == ("wrong", None)
    assert actions.start_calling_back(PHONE, by=city.he, at=NOON).sure == "wrong"


def test_of_several_cases_left_with_a_number_it_alone_stays_shut(city: City) -> None:
    hidden, first, second = _about(city).case, city.filed(phone=PHONE).case, city.filed(phone=PHONE).case
    check = actions.start_calling_back(PHONE, by=city.he, at=NOON)
    actions.confirm_called_back(check, is_reached=True, by=city.he, at=NOON)
    check.refresh_from_db()
    assert set(cases_opened(check, at=NOON)) == {first, second}
    assert open_check(hidden, city.he, at=NOON + timedelta(minutes=1)) is None


def test_a_report_about_another_office_is_served_like_any(city: City) -> None:
    filed = _about(city, "drains")
    assert actions.hear_code(filed.case.number, code=filed.tracking_code, by=city.he, at=NOON).sure == "yes"


def test_a_message_about_it_that_reached_nobody_is_no_task_of_theirs(city: City, settings: Any, as_person: Any) -> None:
    settings.SMS_GATEWAY = "console"
    case = _about(city).case
    Notice.objects.filter(about=case.subject).update(state="failed", claimed_at=NOON, last_error="410")
    actions.find_undelivered(at=NOON + HOUR)
    row = Undelivered.objects.get(case=case)
    assert not undelivered_due(city.he, at=NOON + HOUR).exists()
    with pytest.raises(NotAllowed):
        actions.take_undelivered(row, by=city.he, at=NOON + HOUR)
    assert as_person(city.he).post(f"/desk/phone/undelivered/{row.pk}/take/").status_code == 404
    assert case.number not in as_person(city.he).get("/desk/phone/undelivered/").content.decode()


def test_an_operator_writes_down_a_report_about_an_office(city: City, as_person: Any) -> None:
    client = as_person(city.he)
    said = {"token": "page-1", "text": WORDS, "spoken": Spoken.MANDARIN.value, "kind": "misconduct", "phone": PHONE}
    assert client.post("/desk/phone/", said | {"about_office": "no-such"}).status_code == 400
    assert client.post("/desk/phone/", said | {"about_office": "drains"}).status_code == 302
    case = Case.objects.get()
    assert (case.kind, case.about_office, case.source) == ("misconduct", city.office("drains"), "phone")
    client.post("/desk/phone/", said | {"token": "page-2", "kind": "complaint", "about_office": "drains"})
    assert Case.objects.latest("pk").about_office is None  # chosen before, and then it was something else

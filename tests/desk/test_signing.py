"""The head's page: what waits for a signature, one or many at once, and answers kept ready that go out together."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.cases.models import Case
from civic.handling import actions as handling
from civic.offices.actions import amend_matter
from civic.supervision import actions as supervision
from tests.people import City

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WORDS = "已更换电缆，灯亮了。"


def waiting(city: City, count: int = 1, **given: Any) -> list[Case]:
    """Cases whose answer by Chen waits for Shen's signature."""
    amend_matter(city.matter(), is_signed=not given.get("occasion"))
    cases = []
    for _turn in range(count):
        at = timezone.now() - timedelta(days=1)
        case = city.case("in-hand", at=at)
        handling.answer(case, by=city.chen, **({"outcome": "solved", "text": WORDS} | given), at=at + 8 * HOUR)
        case.refresh_from_db()
        cases.append(case)
    return cases


def keys(page: str) -> list[str]:
    """What the boxes of the page stand for."""
    return re.findall(r'name="case" value="([^"]+)"', page)


def _state(case: Case) -> tuple[str, str]:
    case.refresh_from_db()
    return case.state, case.station


def test_the_head_reads_the_answer_beside_the_case_and_how_long_it_lay_where(city: City, as_person: Any) -> None:
    [case] = waiting(city)
    page = as_person(city.shen).get("/desk/signing/").content.decode()
    assert case.number in page
    assert "望江路 18 号对面的路灯不亮一个星期了。" in page
    assert WORDS in page
    assert "5 hours at the handler&#x27;s" in page
    assert re.search(r'class="is-here">16 hours at the head', page)


def test_one_is_signed_and_many_are_signed_at_once(city: City, as_person: Any) -> None:
    first, second, third = waiting(city, 3)
    shen = as_person(city.shen)
    read = keys(shen.get("/desk/signing/").content.decode())
    assert shen.post("/desk/signing/", {"one": read[0]}).status_code == 302
    assert sorted(_state(case) for case in (first, second, third)).count(("answered", "")) == 1
    done = shen.post("/desk/signing/", {"case": read[1:]}, follow=True).content.decode()
    assert "2 answers signed." in done
    assert {_state(case) for case in (first, second, third)} == {("answered", "")}


def test_an_answer_that_changed_since_it_was_read_is_not_signed_with_the_rest(city: City, as_person: Any) -> None:
    first, second = waiting(city, 2)
    shen = as_person(city.shen)
    read = keys(shen.get("/desk/signing/").content.decode())
    handling.hand_back(first, by=city.shen, reason="改一处。", at=timezone.now())
    handling.answer(first, by=city.chen, outcome="planned", text="明年再说。", at=timezone.now())
    page = shen.post("/desk/signing/", {"case": read})
    assert page.status_code == 409
    assert "Something happened in this case since you chose it" in page.content.decode()
    assert (_state(first), _state(second)) == (("in-hand", "head"), ("answered", ""))


def test_the_head_hands_back_with_a_reason_and_without_one_nothing_happens(city: City, as_person: Any) -> None:
    [case] = waiting(city)
    shen = as_person(city.shen)
    [read] = keys(shen.get("/desk/signing/").content.decode())
    refused = shen.post("/desk/signing/", {"back": read, f"reason-{case.number}": " "})
    assert refused.status_code == 409
    assert "Write something here" in refused.content.decode()
    assert _state(case) == ("in-hand", "head")
    shen.post("/desk/signing/", {"back": read, f"reason-{case.number}": "写明日期。"})
    assert _state(case) == ("in-hand", "handler")
    page = as_person(city.chen).get(f"/desk/cases/{case.number}/").content.decode()
    assert "写明日期。" in page
    assert f">\n{WORDS}</textarea>" in page or WORDS in page.split('id="answer-text"')[1]


def test_nobody_else_signs_and_nothing_of_another_office_is_told(city: City, as_person: Any) -> None:
    [case] = waiting(city)
    for who in ("chen", "lin", "zhao", "rui"):
        refused = as_person(getattr(city, who)).get("/desk/signing/")
        assert refused.status_code == 403
        assert case.number not in refused.content.decode()
        as_person(getattr(city, who)).post("/desk/signing/", {"one": f"{case.number}:{case.last_seq}"})
        assert _state(case) == ("in-hand", "head")


def test_the_page_costs_the_same_at_two_and_at_twenty(city: City, as_person: Any) -> None:
    shen = as_person(city.shen)
    counts = []
    for more in (2, 18):
        waiting(city, more)
        tries = []
        for _turn in range(2):  # the session is touched now and then, whatever the page
            with CaptureQueriesContext(connection) as asked:
                assert shen.get("/desk/signing/").status_code == 200
            tries.append(len(asked))
        counts.append(min(tries))
    assert counts[0] == counts[1] <= 10


def test_the_list_goes_on_where_a_page_ends(city: City, as_person: Any) -> None:
    cases = waiting(city, 22)
    shen = as_person(city.shen)
    page = shen.get("/desk/signing/").content.decode()
    further = re.search(r'href="(/desk/signing/\?after=[^"]+)"', page)
    assert further is not None
    second = shen.get(further[1].replace("&amp;", "&")).content.decode()
    found = {key.partition(":")[0] for key in keys(page) + keys(second)}
    assert found == {case.number for case in cases}
    assert len(keys(page)) == 20


def test_answers_kept_ready_go_out_together_after_a_preview_of_what_is_refused(city: City, as_person: Any) -> None:
    first, second, third = waiting(city, 3, occasion="周四例会")
    chen = as_person(city.chen)
    page = chen.get("/desk/ready/").content.decode()
    assert "周四例会" in page
    read = keys(page)
    handling.return_case(third, by=city.chen, reason="不归我们。", at=timezone.now())
    preview = chen.post("/desk/bulk/?view=all", {"verb": "release", "case": read}).content.decode()
    assert "Publish the answer: 2 cases go" in preview
    assert "No answer waits for this now." in preview or "is not possible now" in preview or "Another office" in preview
    done = chen.post("/desk/bulk/?view=all", {"verb": "release", "case": keys(preview), "do": "1"})
    assert done.status_code == 200  # one was left, and is told
    assert {_state(first), _state(second)} == {("answered", "")}
    assert _state(third) == ("accepted", "")


def test_signing_is_not_done_blindly_from_the_list(city: City, as_person: Any) -> None:
    [case] = waiting(city)
    assert as_person(city.shen).post("/desk/bulk/", {"verb": "sign", "case": [case.number]}).status_code == 404


def test_a_late_signature_is_late_for_the_office(city: City, as_person: Any) -> None:
    [case] = waiting(city)
    Case.objects.filter(pk=case.pk).update(due_at=timezone.now() - HOUR)
    for who in ("chen", "shen"):
        assert case.number in as_person(getattr(city, who)).get("/desk/?view=overdue").content.decode()
    supervision.hasten(case, by=city.lin, text="请今天签。", due=_workday(), at=timezone.now())


def _workday() -> Any:
    day = timezone.localdate() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day

"""The worklist: whose cases, in which order, and at what cost."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.desk.queries import worklist
from civic.desk.rules import COUNTED_TO
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.desk.hands import viewer_of
from tests.people import NOON, SINCE, City

pytestmark = pytest.mark.django_db


def _numbers(page: Any) -> list[str]:
    return re.findall(r'class="c-no no">([0-9-]+)<', page.content.decode())


def _counts(client: Client) -> dict[str, str]:
    page = client.get("/desk/").content.decode()
    return dict(re.findall(r'\?view=([a-z-]+)"[^>]*>[^<]*<span class="n">([^<]*)<', page))


def _copies(case: Case, many: int, **changes: Any) -> list[Case]:
    """Bare rows, for pages and counts; their story does not matter here."""
    made = []
    for number in range(many):
        copy = Case.objects.get(pk=case.pk)
        copy.pk, copy._state.adding = None, True
        copy.number, copy.tracking_digest = f"26-{number // 10000:04}-{number % 10000:04}", f"copy {number}"
        copy.due_at = NOON + timedelta(minutes=number // 3)  # threes share a deadline
        for name, value in changes.items():
            setattr(copy, name, value)
        made.append(copy)
    return Case.objects.bulk_create(made)


def test_each_officer_sees_first_what_waits_for_her(city: City, as_person: Any) -> None:
    cases = {
        state: city.case(state, published=state != "filed")
        for state in ("filed", "accepted", "dispatched", "in-hand", "answered", "closed")
    }
    waits = {
        "lin": {"filed", "answered"},
        "zhao": {"accepted"},
        "chen": {"dispatched", "in-hand"},
        "shen": {"dispatched", "in-hand"},
        "mo": {"filed"},
        "rui": set(),
    }
    for who, states in waits.items():
        assert set(_numbers(as_person(getattr(city, who)).get("/desk/"))) == {
            cases[state].number for state in states
        }, who


def test_an_appeal_waits_for_the_office_that_was_asked(city: City, as_person: Any) -> None:
    case = city.case("closed")
    assert case.closed_at is not None
    feedback.appeal(case, by=city.reporter(case), text="我不同意。", at=case.closed_at)
    assert _numbers(as_person(city.rui).get("/desk/")) == [case.number]


def test_a_handler_of_another_office_sees_nothing(city: City, as_person: Any) -> None:
    case = city.case("in-hand")
    li = Person.objects.create_user("li", name="Li")
    offices.appoint(li, side="act", role="handler", office=city.office("drains"), area=None, starts=SINCE, at=NOON)
    client = as_person(li)
    assert _numbers(client.get("/desk/?view=all")) == []
    assert _numbers(client.get("/desk/?q=望江路")) == []
    assert client.get(f"/desk/cases/{case.number}/").status_code == 404
    assert client.get(f"/desk/cases/{case.number}/answer/").status_code == 404
    assert client.post(f"/desk/cases/{case.number}/answer/", {"text": "x"}).status_code == 404
    assert client.post(f"/desk/cases/{case.number}/contact/", {"purpose": "回电话"}).status_code == 404


def test_a_supervisor_of_another_district_sees_nothing_of_this_one(city: City, as_person: Any) -> None:
    case = city.case("filed")
    li = Person.objects.create_user("li", name="Li")
    offices.appoint(
        li,
        side="check",
        role="supervisor",
        office=city.office("supervision"),
        area=city.area("990101"),
        starts=SINCE,
        at=NOON,
    )
    assert _numbers(as_person(li).get("/desk/?view=all")) == []
    assert as_person(li).get(f"/desk/cases/{case.number}/").status_code == 404


def test_an_office_does_not_see_what_nobody_has_dispatched_to_it(city: City, as_person: Any) -> None:
    case = city.case("accepted")
    assert as_person(city.chen).get(f"/desk/cases/{case.number}/").status_code == 404


def test_the_nearest_deadline_comes_first_and_none_comes_last(city: City, as_person: Any) -> None:
    late = city.case("filed", at=NOON - timedelta(days=3))
    soon = city.case("filed", at=NOON)
    asked = city.case("closed", at=NOON - timedelta(days=9))
    assert _numbers(as_person(city.lin).get("/desk/?view=all")) == [late.number, soon.number, asked.number]


def test_pages_lose_nothing_and_double_nothing_even_where_deadlines_are_shared(city: City, as_person: Any) -> None:
    _copies(city.case("filed"), 119)
    Case.objects.filter(pk__in=Case.objects.order_by("-pk").values_list("pk", flat=True)[:30]).update(due_at=None)
    client, seen, url = as_person(city.lin), [], "/desk/?view=all"
    for _page in range(5):
        page = client.get(url)
        seen += _numbers(page)
        more = re.search(r'href="([^"]*)" rel="next"', page.content.decode())
        if more is None:
            break
        url = more.group(1).replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "d-",
        "d-2026|5",
        "d-2026-13-45T99:99|1",
        "n-x",
        "n-99999999999999999999999",
        "d-2026-11-03T04:00:00+00:00|٣",
        "d-0001-01-01T00:00:00+14:00|5",
        "d-9999-12-31T23:59:59-12:00|5",
    ],
)
def test_a_spoilt_place_in_the_list_is_no_error(city: City, as_person: Any, after: str) -> None:
    city.case("filed")
    assert as_person(city.lin).get("/desk/", {"after": after}).status_code == 200


def test_counts_agree_with_the_lists_and_stop_at_a_thousand(city: City, as_person: Any, settings: Any) -> None:
    now = timezone.now()
    city.case("filed", at=now - timedelta(days=30), published=False)
    case = city.case("answered", at=now - timedelta(minutes=1), published=False)
    Case.objects.filter(pk=case.pk).update(due_at=now + timedelta(seconds=30))
    counts = _counts(as_person(city.lin))
    assert (counts["mine"], counts["overdue"], counts["all"]) == ("2", "1", "2")
    assert _counts(as_person(city.mo))["to-screen"] == "2"
    _copies(case, COUNTED_TO + 5)
    assert _counts(as_person(city.lin))["all"] == "999+"


def test_what_a_resident_wrote_after_screening_is_to_be_screened_again(city: City, as_person: Any) -> None:
    case = city.case("closed")
    assert _counts(as_person(city.mo))["to-screen"] == "0"
    city.rated(case, "no", text="还是不亮。")
    assert _numbers(as_person(city.mo).get("/desk/?view=to-screen")) == [case.number]


def test_what_was_promised_to_stay_private_is_never_to_be_screened(city: City, as_person: Any) -> None:
    case = city.case("filed", published=False)
    assert _counts(as_person(city.mo))["to-screen"] == "1"
    Case.objects.filter(pk=case.pk).update(privacy="private")
    assert _counts(as_person(city.mo))["to-screen"] == "0"
    assert _numbers(as_person(city.mo).get("/desk/?view=to-screen")) == []


def test_what_i_answered_stays_in_my_view(city: City, as_person: Any) -> None:
    case = city.case("closed")
    assert _numbers(as_person(city.chen).get("/desk/?view=by-me")) == [case.number]
    assert _numbers(as_person(city.shen).get("/desk/?view=by-me")) == []


@pytest.mark.parametrize("words", ["路灯", "望江路", "望江路18号", "Street lamp"])
def test_words_find_cases_on_the_desk_before_anybody_screened_them(city: City, as_person: Any, words: str) -> None:
    case = city.case("filed", published=False)
    assert _numbers(as_person(city.lin).get("/desk/", {"q": words})) == [case.number]


def test_a_number_finds_its_case_however_it_is_typed(city: City, as_person: Any) -> None:
    case = city.case("filed")
    city.case("filed")
    assert _numbers(as_person(city.lin).get("/desk/", {"q": case.number.replace("-", " ")})) == [case.number]


@pytest.mark.parametrize("words", ["不存在的词语", '"', "*", "' OR 1=1", "a" * 5000, "\u202e", "NEAR(", "😀"])
def test_a_search_for_nothing_is_an_empty_list(city: City, as_person: Any, words: str) -> None:
    city.case("filed")
    page = as_person(city.lin).get("/desk/", {"q": words})
    assert page.status_code == 200
    assert _numbers(page) == []


@pytest.mark.parametrize("who", ["lin", "mo", "zhao", "chen", "rui", "he"])
@pytest.mark.parametrize("query", ["", "?view=all", "?q=路灯"])
def test_a_page_of_the_list_costs_ten_queries_whatever_the_rows(
    city: City, as_person: Any, who: str, query: str
) -> None:
    _copies(city.case("in-hand"), 120)
    client = as_person(getattr(city, who))
    client.get("/desk/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/desk/{query}")
    assert len(queries) <= 10, [query["sql"] for query in queries]


def test_a_case_page_does_not_cost_more_for_a_longer_list(city: City, as_person: Any) -> None:
    case, client = city.case("in-hand"), as_person(city.chen)
    spent = []
    for more in (0, 120):
        _copies(case, more)
        client.get(f"/desk/cases/{case.number}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/desk/cases/{case.number}/")
        spent.append(len(queries))
    # with what is due, whether a stage is left, how far the answer may be deferred, who works on it, what else
    # its reporter handed in, and what may be the same: where there is any, two more read it
    assert spent[0] <= 31
    assert spent[1] <= spent[0] + 2


def test_the_badge_names_side_post_and_person(city: City, as_person: Any) -> None:
    page = as_person(city.chen).get("/desk/").content.decode()
    assert re.search(r'data-side="act">.*acting side · handler · Dongqiao Street Lighting<', page)
    assert "You are <b>Chen</b>" in page


def test_an_empty_desk_says_so(city: City, as_person: Any) -> None:
    assert "Nothing here" in as_person(city.zhao).get("/desk/").content.decode()


def test_somebody_without_a_state_of_her_own_has_an_empty_list(city: City) -> None:
    city.case("filed")
    assert worklist(viewer_of(city.he), at=NOON).page.rows == []


def test_the_committee_finds_disputes_and_the_supervisor_the_days_asked_for(city: City) -> None:
    disputed, case = city.disputed(at=NOON), city.case("in-hand")
    asked_at = NOON + timedelta(hours=5)
    sun, lin, chen = (viewer_of(person) for person in (city.sun, city.lin, city.chen))
    assert [row.pk for row in worklist(sun, at=NOON).page.rows] == [disputed.pk]
    assert case.pk not in [row.pk for row in worklist(lin, view="mine", at=NOON).page.rows]
    handling.defer(case, by=city.chen, until=date(2026, 11, 16), reason="电缆要从厂家订。", at=asked_at)
    assert case.pk in [row.pk for row in worklist(lin, view="mine", at=NOON).page.rows]
    supervision.hasten(case, by=city.lin, text="先把灯修好。", due=date(2026, 11, 5), at=asked_at)
    rows = {row.pk: row for row in worklist(chen, view="mine", at=NOON).page.rows}
    assert rows[case.pk].hastened is not None

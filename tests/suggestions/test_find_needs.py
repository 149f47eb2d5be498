"""Ten reports of one cell that came from a missing facility draft a suggestion, for a supervisor to decide on."""

import re
from datetime import timedelta
from typing import Any

import pytest

from civic.cases.models import Case, Cause, Contact, Part
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.offices.queries import hand_of
from civic.suggestions.actions import draft_need, drop_need, find_needs, hand_in_need
from civic.suggestions.models import Need, NeedCase
from civic.suggestions.queries import links_behind, needs_on_desk
from civic.supervision import actions as supervision
from tests.at_once import at_once
from tests.people import NOON, City
from tests.suggestions.ground import DAY

EN = {"accept-language": "en"}
SOON = NOON + 2 * DAY
WORDS = {"title": "望江路缺一个公共厕所", "text": "十件反映都说这里没有公共厕所。建议在小公园边建一个。"}


def missing() -> Cause:
    """The cause as the list names it; tests that empty every table have lost the list."""
    names = {"name_zh_hans": "缺少设施", "name_en": "A facility is missing"}
    return Cause.objects.get_or_create(code="facility-missing", defaults=names)[0]


def reported(city: City, count: int = 10, **more: Any) -> list[Case]:
    """So many public reports of one cell, closed with that finding, brought there by one act and then copied: what the
    sweep reads are columns."""
    cases = [city.case("answered", text=f"这里没有公共厕所，第{number}次反映。", **more) for number in range(2)]
    for case in cases:
        supervision.verify(case, by=city.lin, cause=missing(), at=NOON + DAY)
    made = [Case.objects.get(pk=case.pk) for case in cases]
    for number in range(count - 2):
        twin = Case.objects.get(pk=cases[0].pk)
        twin.pk, twin.number, twin.tracking_digest = None, f"26-0000-{number:04d}", f"twin-{number}"
        twin.save(force_insert=True)
        made.append(twin)
    return made


def drafted(city: City, count: int = 10) -> Need:
    reported(city, count)
    assert find_needs(at=SOON) == 1
    return Need.objects.get()


@pytest.mark.django_db
def test_ten_make_one_draft_with_all_of_them_and_a_second_sweep_makes_none(city: City) -> None:
    need = drafted(city, 11)
    assert (need.cell, NeedCase.objects.filter(need=need).count()) == (Case.objects.latest("pk").cell, 11)
    assert find_needs(at=SOON) == 0
    assert Need.objects.count() == 1


@pytest.mark.django_db
def test_nine_make_none(city: City) -> None:
    reported(city, 9)
    assert find_needs(at=SOON) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"publication": "withheld"},
        {"publication": "unscreened"},
        {"state": "in-hand", "closed_at": None},
        {"cause": None},
        {"cell": None},
        {"is_unfounded": True},
        {"closed_at": NOON - timedelta(days=364)},
        {"kind": "suggestion"},
    ],
)
def test_what_nobody_may_read_or_is_long_ago_or_came_from_something_else_counts_not(
    city: City, change: dict[str, Any]
) -> None:
    reported(city)
    Case.objects.filter(pk=Case.objects.latest("pk").pk).update(**change)
    assert find_needs(at=SOON) == 0


@pytest.mark.django_db
def test_what_comes_later_joins_an_open_draft_and_no_report_counts_twice(city: City) -> None:
    need = drafted(city)
    twin = Case.objects.get(number="26-0000-0000")
    twin.pk, twin.number, twin.tracking_digest = None, "26-0000-9999", "twin-later"
    twin.save(force_insert=True)
    assert find_needs(at=SOON) == 0
    assert NeedCase.objects.filter(need=need).count() == 11
    drop_need(need, by=city.lin, reason="明年的计划里已经有了。", at=SOON)
    assert find_needs(at=SOON) == 0  # those are used up


@pytest.mark.django_db
def test_a_supervisor_hands_it_in_for_the_city_with_nobodys_contact(city: City, client: Any) -> None:
    need = drafted(city)
    case = hand_in_need(need, by=city.lin, matter=city.matter(), at=SOON, **WORDS)
    assert (case.kind, case.state, case.source) == ("suggestion", "filed", "city")
    assert (case.reporter, case.cell) == (None, need.cell)
    assert not Contact.objects.filter(case=case).exists()
    assert list(Part.objects.filter(case=case).values_list("person__handle", "side")) == [("lin", "check")]
    assert Need.objects.get().case == case
    with pytest.raises(Conflict, match="decided"):
        hand_in_need(need, by=city.lin, matter=city.matter(), at=SOON, **WORDS)
    supervision.publish(case, by=city.mo, text=WORDS["text"], title=WORDS["title"], at=SOON)
    page = client.get(f"/suggestions/{case.number}/", headers=EN).content.decode()
    assert "The reports behind it" in page
    assert "Suggested by the city itself" in page
    assert len(set(re.findall(r"26-0000-\d{4}", page))) == 8
    Case.objects.filter(number="26-0000-0003").update(publication="withheld")
    assert "26-0000-0003" not in client.get(f"/suggestions/{case.number}/", headers=EN).content.decode()
    assert len(links_behind(case)) == 9


@pytest.mark.django_db
def test_it_is_not_handed_in_when_too_few_can_be_read_by_then(city: City) -> None:
    need = drafted(city)
    Case.objects.filter(number="26-0000-0003").update(publication="withheld")
    with pytest.raises(Conflict, match="Fewer than ten"):
        hand_in_need(need, by=city.lin, matter=city.matter(), at=SOON, **WORDS)
    assert not Case.objects.filter(source="city").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "said"), [("title", ""), ("title", "长" * 121), ("text", " "), ("text", "长" * 4001)]
)
def test_words_are_needed_and_not_without_end(city: City, field: str, said: str) -> None:
    need = drafted(city)
    with pytest.raises(NotValid) as refused:
        hand_in_need(need, by=city.lin, matter=city.matter(), at=SOON, **(WORDS | {field: said}))
    assert list(refused.value.fields) == [field]
    assert Need.objects.get().end == ""


@pytest.mark.django_db
def test_only_supervisors_decide_and_dropping_takes_a_reason(city: City) -> None:
    need = drafted(city)
    for name in ("mo", "chen", "zhao", "sun", "he", "dong", "root", "mei"):
        with pytest.raises(NotAllowed):
            drop_need(need, by=getattr(city, name), reason="不建。", at=SOON)
    with pytest.raises(NotValid):
        drop_need(need, by=city.lin, reason=" ", at=SOON)
    drop_need(need, by=city.lin, reason="不建。", at=SOON)
    with pytest.raises(Conflict):
        drop_need(need, by=city.lin, reason="不建。", at=SOON)


@pytest.mark.django_db
def test_at_the_desk(city: City, as_person: Any) -> None:
    need, client = drafted(city), as_person(city.lin)
    where = f"/desk/needs/{need.pk}/"
    assert "10 reports" in client.get("/desk/needs/", headers=EN).content.decode()
    assert "A facility is missing" in client.get(where, headers=EN).content.decode()
    wrong = client.post(f"{where}hand-in/", WORDS | {"title": "", "matter": "0101"}, headers=EN)
    assert wrong.status_code == 400
    assert WORDS["text"] in wrong.content.decode()
    assert client.post(f"{where}drop/", {"reason": ""}).status_code == 400
    assert client.post(f"{where}hand-in/", WORDS | {"matter": "0101"}).status_code == 302
    assert Need.objects.get().end == "handed-in"
    assert client.get("/desk/needs/999/").status_code == 404
    assert as_person(city.mo).get(where).status_code == 403


@pytest.mark.django_db
def test_the_check_names_the_cause_at_the_desk_and_the_timeline_says_it(city: City, as_person: Any) -> None:
    missing()
    case, client = city.case("answered"), as_person(city.lin)
    assert "A facility is missing" in client.get(f"/desk/cases/{case.number}/verify/", headers=EN).content.decode()
    assert client.post(f"/desk/cases/{case.number}/verify/", {"cause": "no-such"}).status_code == 400
    assert client.post(f"/desk/cases/{case.number}/verify/", {"cause": "facility-missing"}).status_code == 302
    case.refresh_from_db()
    assert case.cause == missing()
    assert "It came from" in client.get(f"/desk/cases/{case.number}/", headers=EN).content.decode()


@pytest.mark.django_db
def test_the_list_asks_the_same_whatever_its_length(city: City, django_assert_max_num_queries: Any) -> None:
    drafted(city)
    officer = hand_of(city.lin, on=NOON.date())
    assert officer is not None
    with django_assert_max_num_queries(1):
        assert [(need.readable, need.cell.area.code) for need in needs_on_desk(officer)]


@pytest.mark.django_db(transaction=True)
def test_sweeps_at_the_same_moment_draft_once(city: City) -> None:
    reported(city)
    told = at_once(*[lambda: find_needs(at=SOON)] * 8)
    assert sum(told) == 1
    assert (Need.objects.count(), NeedCase.objects.count()) == (1, 10)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_does(city: City) -> None:
    need = drafted(city)
    told = at_once(
        lambda: hand_in_need(need, by=city.lin, matter=city.matter(), at=SOON, **WORDS),
        lambda: drop_need(need, by=city.lin, reason="不建。", at=SOON),
    )
    assert sum(1 for one in told if isinstance(one, Conflict)) == 1
    assert draft_need(need.cell_id, at=SOON) is False

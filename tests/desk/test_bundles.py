"""What hangs together with a case, at the desk: likely duplicates with one press, merged reports, parts, counts."""

import re
from datetime import timedelta
from typing import Any

from civic.cases.models import Case, Merged
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.pages import read
from tests.people import NOON, SINCE, City

HOUR = timedelta(hours=1)
AT = NOON + 6 * HOUR


def desk(client: Any, case: Case) -> str:
    """The page of a case at the desk, in words."""
    return read(client.get(f"/desk/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en"))


def presses(client: Any, case: Case) -> list[str]:
    """Where the presses beside likely duplicates lead."""
    page = client.get(f"/desk/cases/{case.number}/").content.decode()
    return re.findall(r'action="(/desk/cases/[0-9-]+/merge/)[^"]*">.*?name="into" value="([0-9-]+)"', page)


def test_one_press_beside_a_likely_duplicate_merges_the_open_case_into_it(city: City, as_person: Any) -> None:
    first, second = city.case("in-hand"), city.filed().case
    lin = as_person(city.lin)
    page = desk(lin, second)
    assert "Likely the same" in page
    assert "at the same point · same matter · much the same words · on the same day" in page
    assert presses(lin, second) == [(f"/desk/cases/{second.number}/merge/", first.number)]
    sent = {"into": first.number, "seq": second.last_seq}
    assert lin.post(f"/desk/cases/{second.number}/merge/", sent).status_code == 302
    assert Case.objects.get(pk=second.pk).state == "merged"
    assert "Handled together with another case" in desk(lin, second)
    assert "1 report was merged into this one" in desk(lin, first)


def test_beside_a_case_that_has_others_the_press_takes_the_other_one_in(city: City, as_person: Any) -> None:
    first, second, third = city.case("in-hand"), city.filed().case, city.filed().case
    supervision.merge(second, by=city.lin, into=first, at=AT)
    lin = as_person(city.lin)
    assert presses(lin, first) == [(f"/desk/cases/{third.number}/merge/", first.number)]
    sent = {"into": first.number, "seq": third.last_seq, "back": first.number}
    answer = lin.post(f"/desk/cases/{third.number}/merge/", sent)
    assert answer["Location"].startswith(f"/desk/cases/{first.number}/")
    assert Case.objects.get(pk=first.pk).joined == 2


def test_a_handling_office_reads_what_others_reported_but_nothing_told_in_confidence(
    city: City, as_person: Any
) -> None:
    parent = city.case("in-hand")
    plain, secret = city.filed("灯柱也歪了。").case, city.filed("我是楼上的李四。", is_confidential=True).case
    for child in (plain, secret):
        supervision.merge(child, by=city.lin, into=parent, at=AT)
    page = desk(as_person(city.chen), parent)
    assert "灯柱也歪了。" in page
    assert "李四" not in page
    assert secret.number not in page
    assert "1 more is not shown here." in page
    assert as_person(city.chen).get(f"/desk/cases/{plain.number}/").status_code == 404


def test_a_supervisor_of_one_district_reads_no_report_of_another_that_was_merged(city: City, as_person: Any) -> None:
    liu = type(city.lin).objects.create_user("liu", email="liu@city.example")
    office, area = city.office("supervision"), city.area("990102")
    offices.appoint(liu, side="check", role="supervisor", office=office, area=area, starts=SINCE, at=NOON)
    parent, child = city.case("in-hand"), city.filed("河心区这边的灯。", lat=23.13, lon=113.22).case
    supervision.merge(child, by=city.lin, into=parent, at=AT)
    page = desk(as_person(liu), parent)
    assert "河心区这边的灯。" not in page
    assert "1 more is not shown here." in page


def test_whoever_works_on_a_part_reads_the_whole_report_and_its_number(city: City, as_person: Any) -> None:
    whole = city.case("in-hand")
    supervision.split(
        whole, by=city.lin, title="换井盖", text="北侧。", matter=city.matter("0102"), mandatory=True, at=AT
    )
    part = Case.objects.get(whole=whole)
    page = desk(as_person(city.zhao), part)
    assert "A part of another case" in page
    assert whole.number in page
    assert "The whole case waits for this part." in page
    assert "换井盖" in desk(as_person(city.lin), whole)


def test_the_form_of_a_part_is_filled_in_by_keyboard_and_the_office_named_is_proposed(
    city: City, as_person: Any
) -> None:
    whole, lin = city.case("in-hand"), as_person(city.lin)
    given = {"title": "换井盖", "text": "北侧。", "matter": "0102", "office": "drains", "mandatory": "on"}
    wrong = lin.post(f"/desk/cases/{whole.number}/split/", given | {"title": ""})
    assert wrong.status_code == 400
    assert lin.post(f"/desk/cases/{whole.number}/split/", given).status_code == 302
    part = Case.objects.get(whole=whole)
    assert part.is_mandatory
    page = as_person(city.zhao).get(f"/desk/cases/{part.number}/").content.decode()
    chosen = re.search(r'<(?:option|input)[^>]*value="drains"[^>]*(?:selected|checked)', page)
    assert chosen


def test_a_program_merges_and_splits_by_the_same_acts(city: City, as_person: Any) -> None:
    parent, child, lin = city.case("in-hand"), city.filed().case, as_person(city.lin)

    def move(case: Case, **given: Any) -> Any:
        address = f"/api/v1/desk/cases/{case.number}/moves/"
        return lin.post(address, given, content_type="application/json")

    for into, status in (("26-0000-0000", 400), (child.number, 400), (5, 400), ("", 400), (parent.number, 201)):
        assert move(child, verb="merge", into=into).status_code == status, into
    assert move(child, verb="merge", into=parent.number).status_code == 409
    assert Merged.objects.count() == 1
    given = {"title": "换井盖", "text": "北侧。", "matter": "0102", "mandatory": True}
    assert move(parent, verb="split", **given).status_code == 201
    assert move(parent, verb="split", **(given | {"mandatory": "perhaps"})).status_code == 400
    assert move(child, verb="unmerge", reason="是另一盏。").status_code == 201


def test_the_list_says_who_is_behind_a_case_and_that_somebody_works_on_it(city: City, as_person: Any) -> None:
    parent, child = city.filed().case, city.filed().case
    supervision.merge(child, by=city.lin, into=parent, at=AT)
    lin = as_person(city.lin)
    lin.post("/desk/next/")
    page = read(lin.get("/desk/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "2 people" in page
    assert "being worked on until" in page


def test_other_cases_of_the_reporter_are_told_as_counts(city: City, as_person: Any) -> None:
    case = city.filed(by=city.mei, at=NOON).case
    city.filed(by=city.mei, at=NOON)
    page = desk(as_person(city.lin), case)
    assert "1 other case in twelve months" in page
    assert "mei" not in page.split("From the same reporter")[1][:200]

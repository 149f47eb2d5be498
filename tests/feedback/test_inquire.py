"""A report about an office goes around that office: the reviewing office looks into it, and tells the resident."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q

from civic.cases.models import Case
from civic.feedback import actions as feedback
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.people import NOON, SINCE, City

HOUR = timedelta(hours=1)


def _about(city: City, code: str = "dongqiao-lamps", **given: Any) -> Case:
    return city.filed("照明所的人收了钱才修灯。", kind="misconduct", about_office=city.office(code), **given).case


def test_a_report_about_an_office_is_looked_into_by_the_reviewing_office(city: City) -> None:
    case = _about(city, email="mei@example.com")
    feedback.inquire(case, by=city.rui, at=NOON + HOUR)
    case.refresh_from_db()
    assert (case.state, case.office.code, case.publication) == ("in-hand", "review", "unscreened")  # type: ignore[union-attr]
    assert case.answer_due_at is not None
    assert 59 <= (case.answer_due_at - NOON).days <= 65  # sixty days; one that ends in the holidays is due after them
    feedback.conclude(case, by=city.rui, text="查实一人，已处分。", at=NOON + 2 * HOUR)
    case.refresh_from_db()
    assert case.state == "closed"
    told = Notice.objects.filter(about=case.subject).order_by("pk").values_list("verb", flat=True)
    assert list(told) == ["filed", "inquire", "conclude"]


def test_it_may_be_dismissed_with_a_basis_and_a_reason(city: City) -> None:
    case = _about(city)
    with pytest.raises(NotValid):
        feedback.dismiss(case, by=city.rui, basis="", text="不成立。", at=NOON + HOUR)
    feedback.dismiss(case, by=city.rui, basis="《信访工作条例》第十九条", text="不属于受理范围。", at=NOON + HOUR)
    case.refresh_from_db()
    assert case.state == "declined"
    with pytest.raises(Conflict):
        feedback.inquire(case, by=city.rui, at=NOON + 2 * HOUR)


def test_a_complaint_that_names_an_office_is_kept_as_misconduct_and_never_public(city: City) -> None:
    case = city.filed("照明所不理人。", about_office=city.office("dongqiao-lamps"), matter=city.matter()).case
    assert (case.kind, case.matter, case.privacy) == ("misconduct", None, "private")
    with pytest.raises((NotAllowed, Conflict)):
        supervision.publish(case, by=city.mo, title="不理人", text="不理人。", at=NOON + HOUR)


@pytest.mark.parametrize("kind", ["thanks", "question", "suggestion", "help"])
def test_nothing_but_a_complaint_is_about_an_office(city: City, kind: str) -> None:
    with pytest.raises(NotValid) as refused:
        city.filed(kind=kind, about_office=city.office("drains"))
    assert set(refused.value.fields) == {"about_office"}


def test_nobody_of_the_office_it_names_can_touch_it_even_as_the_reviewing_office(city: City) -> None:
    case = _about(city, "review")
    for act in (
        lambda: feedback.inquire(case, by=city.rui, at=NOON + HOUR),
        lambda: feedback.dismiss(case, by=city.rui, basis="条例", text="不成立。", at=NOON + HOUR),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert "inquiry" not in str(refused.value)
    feedback.inquire(case, by=city.sun, at=NOON + HOUR)  # the committee, where the reviewing office is named
    case.refresh_from_db()
    assert case.office == city.office("council")


def test_the_committee_does_not_see_what_the_reviewing_office_can_look_into(city: City, as_person: Any) -> None:
    case = _about(city)
    assert as_person(city.sun).get(f"/desk/cases/{case.number}/").status_code == 404
    assert as_person(city.rui).get(f"/desk/cases/{case.number}/").status_code == 200


def test_whoever_stands_in_for_the_office_named_is_of_it(city: City) -> None:
    case = _about(city, "review")
    other = offices.found_office(
        code="review-2",
        kind="review",
        names={"zh-hans": "复查二处", "zh-hant": "覆查二處", "en": "Review 2"},
        is_reviewing=True,
    )
    offices.appoint(city.gu, side="decide", role="reviewer", office=other, starts=SINCE, at=NOON)
    offices.stand_in(city.rui.officer, stand_in=city.gu.officer, starts=NOON.date(), ends=NOON.date(), at=NOON)
    with pytest.raises(NotAllowed):
        feedback.inquire(case, by=city.gu, at=NOON + HOUR)


def test_the_database_refuses_an_office_that_holds_what_is_about_it(city: City) -> None:
    case = _about(city)
    for wrong in ({"office": case.about_office}, {"kind": "complaint"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(Q(pk=case.pk)).update(**wrong)

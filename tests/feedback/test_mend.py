"""A bad rating is put right: by when, who reads it, that the resident rates once more, and that the first counts."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from civic.cases.models import Case, Deadline, Photo
from civic.cases.queries import Viewer, appeal_until, moves_open_to
from civic.cases.rules.ratings import is_bad
from civic.desk.actions import make_move
from civic.feedback import actions as feedback
from civic.feedback.models import Rating
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.notices.models import Notice
from civic.offices.queries import by_workdays, hand_of
from tests.cases.api_door import photo as shot
from tests.people import NOON, City

DAY = timedelta(days=1)


def rated_badly(city: City, solved: str = "partly", **said: Any) -> Case:
    """A closed case whose resident was not content."""
    case = city.case("closed", email="mei@example.com")
    feedback.rate(case, by=city.reporter(case), solved=solved, at=NOON + 2 * DAY, **said)
    case.refresh_from_db()
    return case


@given(
    solved=st.sampled_from(["yes", "partly", "no"]),
    stars=st.lists(st.one_of(st.none(), st.integers(min_value=1, max_value=5)), max_size=3),
)
def test_a_rating_is_bad_where_something_is_left_or_a_grade_is_one_of_the_two_lowest(
    solved: str, stars: list[int | None]
) -> None:
    wanted = solved != "yes" or bool({1, 2} & set(stars))
    assert is_bad(solved, *stars) == wanted


@pytest.mark.parametrize("said", [{"solved": "partly"}, {"solved": "yes", "attitude": 2}])
def test_a_bad_rating_gives_the_office_fifteen_working_days_that_everybody_reads(
    city: City, client: Any, said: dict[str, Any]
) -> None:
    case = rated_badly(city, **said)
    until = by_workdays(NOON + 2 * DAY, 15)
    assert (case.state, case.repair_due_at, case.due_at) == ("closed", until, until)
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert "To be put right by" in page or "Overdue" in page
    assert "The office puts it right and says what it did." in page
    told = Notice.objects.filter(about=case.subject, verb="rate-bad").latest("pk")
    assert told.language == "zh-hans"


def test_the_days_are_those_of_the_matter(city: City) -> None:
    matter = city.matter()
    matter.repair_days = 3
    matter.save()
    assert rated_badly(city).repair_due_at == by_workdays(NOON + 2 * DAY, 3)


def test_a_good_rating_and_one_that_reopens_bring_no_repair(city: City) -> None:
    good, no = rated_badly(city, "yes", result=5, speed=3), rated_badly(city, "no")
    assert (good.repair_due_at, no.repair_due_at, no.state) == (None, None, "accepted")
    assert not Deadline.objects.filter(kind="repair").exists()


def test_the_office_reports_what_it_put_right_and_the_resident_rates_once_more(city: City) -> None:
    case = rated_badly(city, "partly", result=2)
    with pytest.raises(Taken) as early:
        feedback.rate(case, by=city.reporter(case), solved="yes", at=NOON + 3 * DAY)
    assert "what it put right" in str(early.value)
    line = make_move(case, "mend", by=city.chen, given={"text": "又换了两盏。"}, at=NOON + 5 * DAY)
    case = line.case
    assert (case.repair_due_at, case.mended_at, case.due_at, line.facts["in_time"]) == (
        None,
        NOON + 5 * DAY,
        None,
        True,
    )
    assert "又换了两盏。" in Notice.objects.filter(about=case.subject, verb="mend").latest("pk").body
    feedback.rate(case, by=city.reporter(case), solved="yes", result=4, at=NOON + 6 * DAY)
    case.refresh_from_db()
    assert case.verdict == "partly"  # what counts is what was said first
    assert list(Rating.objects.order_by("turn").values_list("turn", "solved", "is_bad")) == [
        (1, "partly", True),
        (2, "yes", False),
    ]
    with pytest.raises(Taken):
        feedback.rate(case, by=city.reporter(case), solved="no", at=NOON + 60 * DAY)
    with pytest.raises(Conflict):
        handling.mend(case, by=city.chen, text="又来。", at=NOON + 7 * DAY)


def test_after_the_days_the_resident_may_rate_again_though_the_office_said_nothing(city: City) -> None:
    case = rated_badly(city)
    assert case.repair_due_at is not None
    line = feedback.rate(case, by=city.reporter(case), solved="partly", at=case.repair_due_at + DAY)
    assert (line.facts["turn"], Rating.objects.count()) == (2, 2)
    line.case.refresh_from_db()
    assert line.case.repair_due_at is not None  # it still has to


def test_a_second_no_within_the_days_still_opens_the_case_once(city: City) -> None:
    case = rated_badly(city, "partly")
    handling.mend(case, by=city.chen, text="又换了两盏。", at=NOON + 5 * DAY)
    line = feedback.rate(case, by=city.reporter(case), solved="no", at=NOON + 6 * DAY)
    assert (line.facts["reopens"], line.case.state, line.case.round) == (True, "accepted", 2)
    assert line.case.mended_at is None


def test_only_the_office_that_answered_puts_it_right(city: City) -> None:
    case = rated_badly(city)
    for person in (city.lin, city.rui, city.zhao):
        with pytest.raises(NotAllowed):
            handling.mend(case, by=person, text="好了。", at=NOON + 5 * DAY)
    with pytest.raises(NotValid):
        handling.mend(case, by=city.chen, text=" ", at=NOON + 5 * DAY)
    viewer = Viewer(person=city.chen, officer=hand_of(city.chen, on=NOON.date()))
    assert "mend" in {move.verb for move in moves_open_to(viewer, case)}
    calm = city.case("closed")
    assert "mend" not in {move.verb for move in moves_open_to(viewer, calm)}


def test_it_waits_on_the_list_of_the_office_by_its_day(city: City, as_person: Any) -> None:
    case = rated_badly(city)
    page = as_person(city.chen).get("/desk/").content.decode()
    assert case.number in page


def test_an_appeal_from_a_rating_has_its_days_after_the_repair(city: City) -> None:
    case = rated_badly(city)
    assert case.repair_due_at is not None
    assert appeal_until(case) == case.repair_due_at + 30 * DAY
    handling.mend(case, by=city.chen, text="又换了两盏。", at=NOON + 5 * DAY)
    case.refresh_from_db()
    assert appeal_until(case) == NOON + 35 * DAY
    line = feedback.appeal(case, by=city.reporter(case), text="没有修好。", at=NOON + 34 * DAY)
    assert line.case.state == "close-appealed"


def test_while_it_is_reviewed_the_office_still_puts_it_right_and_a_new_round_ends_that(city: City) -> None:
    case = rated_badly(city)
    feedback.appeal(case, by=city.reporter(case), text="没有修好。", at=NOON + 3 * DAY)
    case.refresh_from_db()
    assert case.repair_due_at is not None
    feedback.overturn(case, by=city.rui, text="重办。", at=NOON + 4 * DAY)
    case.refresh_from_db()
    assert (case.state, case.repair_due_at) == ("accepted", None)
    assert not Deadline.objects.filter(case=case, kind="repair", done_at__isnull=True).exists()


def test_a_photo_of_how_it_looks_now_waits_for_the_moderator(city: City, as_person: Any) -> None:
    case = city.case("closed", by=city.mei)
    mei = as_person(city.mei)
    upload = shot("now.jpg")
    answer = mei.post(f"/cases/{case.number}/rate/", {"solved": "partly", "photo": [upload]})
    assert answer.status_code == 302
    photo = Photo.objects.get(case=case)
    assert photo.line is not None
    assert (photo.line.verb, photo.is_public, photo.screened_at) == ("rate", False, None)


def test_more_than_three_photos_or_none_at_all_are_told_and_nothing_is_half_done(city: City, as_person: Any) -> None:
    case = city.case("closed", by=city.mei)
    mei = as_person(city.mei)
    four = [shot(f"{n}.jpg") for n in range(4)]
    answer = mei.post(f"/cases/{case.number}/rate/", {"solved": "yes", "photo": four})
    assert answer.status_code == 400
    assert "3 photos at most" in answer.content.decode()
    no_photo = SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg")
    answer = mei.post(f"/cases/{case.number}/rate/", {"solved": "yes", "photo": [no_photo]})
    assert answer.status_code == 400
    assert not Rating.objects.exists()
    assert not Photo.objects.filter(case=case).exists()

"""A resident adds words and photos to an open case: whoever holds it sees that there is news, everybody else nothing
before it was screened."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from civic.cases import actions as cases
from civic.cases.actions.adding import news
from civic.cases.guards import TRACKED, Reporter
from civic.cases.models import Case, Line, Photo
from civic.cases.queries import first_broken_line, timeline
from civic.cases.rules.own_words import ADDITIONS_A_DAY, PHOTOS_OF_A_CASE
from civic.handling import actions as handling
from civic.lib.picture_files import digest_of
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooMany
from civic.supervision import actions as supervision
from tests.cases.api_door import is_problem, photo, send
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATER = NOON + 12 * HOUR
MORE = "灯杆上的编号是翡翠 0417。"


def added(city: City, case: Case, text: str = MORE, **given: Any) -> Line:
    """Something added by whoever handed the case in."""
    given.setdefault("at", LATER)
    line = cases.add(case, by=city.reporter(case), text=text, **given)
    case.refresh_from_db()
    return line


@pytest.mark.parametrize("state", ["filed", "accepted", "dispatched", "in-hand", "answered"])
def test_words_and_photos_can_be_added_while_the_case_is_open(city: City, state: str) -> None:
    case = city.case(state)
    line = added(city, case, photos=[photo()])
    assert (line.verb, line.side, line.words.text, case.state) == ("add", "resident", MORE, state)
    assert line.photos.count() == 1
    assert first_broken_line(case) is None
    assert case.news_since == LATER


def test_nobody_else_reads_it_before_it_was_screened(city: City) -> None:
    case = city.case("in-hand")
    added(city, case, photos=[photo()])
    Photo.objects.update(state="ready")
    assert MORE not in [entry.text for entry in timeline(case, "public")]
    assert MORE in [entry.text for entry in timeline(case, "party")]
    assert MORE in [entry.text for entry in timeline(case, "desk")]
    assert not any(entry.photos for entry in timeline(case, "public"))
    supervision.publish(case, by=city.mo, title="望江路路灯不亮", text="路灯不亮。", at=LATER + HOUR)
    case.refresh_from_db()
    assert MORE in [entry.text for entry in timeline(case, "public")]
    assert any(entry.photos for entry in timeline(case, "public"))


def test_whoever_holds_the_case_sees_the_news_until_she_acts_and_a_moderator_ends_it_for_nobody(city: City) -> None:
    case = city.case("dispatched")
    added(city, case)
    supervision.publish(case, by=city.mo, title="望江路路灯不亮", text="路灯不亮。", at=LATER + HOUR)
    case.refresh_from_db()
    assert case.news_since == LATER
    cases.note(case, by=city.lin, text="记下了。", at=LATER + HOUR)
    case.refresh_from_db()
    assert case.news_since == LATER  # the checking side does not hold it
    handling.take(case, by=city.chen, at=LATER + 2 * HOUR)
    case.refresh_from_db()
    assert case.news_since is None


def test_the_worklist_marks_it_and_can_be_narrowed_to_it(city: City, as_person: Callable[..., Client]) -> None:
    case, other = city.case("in-hand"), city.case("in-hand")
    added(city, case)
    desk = as_person(city.chen)
    assert "New from the resident" in desk.get(f"/desk/cases/{case.number}/").content.decode()
    page = desk.get("/desk/?view=all&priority=news").content.decode()
    assert case.number in page
    assert other.number not in page


@pytest.mark.parametrize(
    ("state", "told"), [("closed", "Say whether it was solved"), ("declined", "Appeal if you do not agree")]
)
def test_to_what_has_ended_nothing_is_added_and_she_reads_what_to_do_instead(city: City, state: str, told: str) -> None:
    case = city.case(state)
    with pytest.raises(Conflict, match=told):
        added(city, case)
    assert not Line.objects.filter(verb="add").exists()


def test_while_the_city_waits_for_a_reply_she_is_told_to_reply(city: City) -> None:
    case = city.case("filed")
    supervision.ask(case, by=city.lin, text="哪一盏？", at=NOON + HOUR)
    with pytest.raises(Conflict, match="Reply to that"):
        added(city, case)


def test_a_report_about_an_office_can_be_added_to_and_stays_among_the_two(city: City) -> None:
    case = city.filed(kind="misconduct").case
    line = added(city, case)
    assert line.words.audience == "parties"


def test_the_same_words_sent_twice_are_one_addition(city: City) -> None:
    case = city.case("in-hand")
    first = added(city, case, photos=[photo()])
    again = added(city, case, photos=[photo()], at=LATER + HOUR)
    assert first == again
    assert Photo.objects.count() == 1


def test_an_addition_of_nothing_is_told(city: City) -> None:
    with pytest.raises(NotValid, match="choose a photo"):
        added(city, city.case("in-hand"), "  ")


def test_a_photo_alone_is_an_addition(city: City) -> None:
    case = city.case("in-hand")
    line = added(city, case, "", photos=[photo()])
    assert not hasattr(line, "words")
    assert line.facts["photos"] == 1


def test_only_so_often_a_day_and_never_without_end(city: City) -> None:
    case = city.case("in-hand")
    for n in range(ADDITIONS_A_DAY):
        added(city, case, f"第 {n} 件。")
    with pytest.raises(TooMany) as refused:
        added(city, case, "还有一件。", at=LATER + HOUR)
    assert 22 * 3600 < refused.value.retry_after <= 23 * 3600
    added(city, case, "第二天。", at=LATER + 25 * HOUR)


def test_a_case_holds_only_so_many_photos_and_a_refusal_leaves_nothing_behind(city: City) -> None:
    case = city.case("in-hand")
    rows = [Photo(case=case, digest=str(n), received_at=NOON) for n in range(PHOTOS_OF_A_CASE - 1)]
    Photo.objects.bulk_create(rows)
    with pytest.raises(NotValid, match="1 more can be added"):
        added(city, case, photos=[photo(), photo("b.jpg", "red")])
    assert not Line.objects.filter(verb="add").exists()


def test_nobody_adds_to_the_case_of_another(city: City) -> None:
    case, other = city.case("in-hand"), city.case("in-hand")
    with pytest.raises(NotAllowed):
        cases.add(case, by=Reporter(case_id=other.pk, person=None), text=MORE, at=LATER)


def tracked(case: Case) -> Client:
    """A browser in which the code of the case was shown."""
    client = Client()
    session = client.session
    session[TRACKED] = [case.pk]
    session.save()
    return client


def test_the_page_takes_words_and_photos_and_needs_no_account(city: City) -> None:
    case = city.case("in-hand", at=timezone.now() - timedelta(days=1))
    browser = tracked(case)
    where = f"/cases/{case.number}/add/"
    assert where in browser.get(f"/cases/{case.number}/").content.decode()
    answer = browser.post(where, {"text": MORE, "photo": [photo()]})
    assert answer["Location"] == f"/cases/{case.number}/"
    assert MORE in browser.get(f"/cases/{case.number}/").content.decode()


def test_a_refused_photo_is_named_and_the_words_stay_in_the_form(city: City) -> None:
    case = city.case("in-hand", at=timezone.now() - timedelta(days=1))
    bad = photo("letter.pdf")
    bad.file.seek(0)
    bad.file.truncate()
    bad.file.write(b"%PDF-1.7")
    bad.size = 8
    page = tracked(case).post(f"/cases/{case.number}/add/", {"text": MORE, "photo": [bad]})
    assert page.status_code == 400
    assert "letter.pdf" in page.content.decode()
    assert MORE in page.content.decode()
    assert not Line.objects.filter(verb="add").exists()


def test_on_a_closed_case_the_page_says_what_to_do_instead(city: City) -> None:
    case = city.case("closed", at=timezone.now() - timedelta(days=1))
    page = tracked(case).get(f"/cases/{case.number}/add/").content.decode()
    assert "Say whether it was solved" in page
    assert "<textarea" not in page


def test_a_program_adds_by_code(city: City, client: Client) -> None:
    filed = city.filed()
    path = f"cases/{filed.case.number}/additions/"
    answer = send(client, path, {"text": MORE}, Tracking_Code=filed.tracking_code)
    assert answer.status_code == 201
    assert answer.json()["seq"] == 2
    code = {"Tracking-Code": filed.tracking_code}
    answer = client.post(f"/api/v1/{path}", {"photo": [photo()]}, headers=code)
    assert answer.status_code == 201
    assert Photo.objects.get().line.seq == 3  # type: ignore[union-attr]
    is_problem(send(client, path, {"text": ""}, Tracking_Code=filed.tracking_code), 400)
    is_problem(send(client, path, {"text": MORE}, Tracking_Code=city.filed().tracking_code), 403)


def test_news_is_as_old_as_its_oldest_part_and_a_photo_is_known_by_its_digest(city: City) -> None:
    case = city.case("in-hand")
    assert news(case, LATER) == LATER
    added(city, case)
    assert news(case, LATER + HOUR) == LATER
    assert digest_of(photo()) == digest_of(photo("another-name.jpg"))

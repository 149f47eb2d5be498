"""A resident changes her report before anybody accepted it: the newest words count everywhere, the earlier ones stay
with the desk."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from civic.cases import actions as cases
from civic.cases.actions import EditGiven
from civic.cases.guards import TRACKED, Reporter
from civic.cases.models import Case, Earlier, Line, LineWords, Photo
from civic.cases.queries import first_broken_line, probe_of, similar_cases, timeline, words_as_they_read
from civic.cases.rules import MOVES
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooMany
from civic.search.queries import holding
from civic.supervision import actions as supervision
from tests.at_once import at_once
from tests.cases.api_door import is_problem, photo, send
from tests.people import IN_HEXIN, NOON, OUTSIDE, City

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
OLD, NEW = "翡翠巷口的路灯不亮，我家张三可以作证。", "琥珀巷口的路灯不亮。"


def edited(city: City, case: Case, text: str | None = NEW, **more: Any) -> Line | None:
    """The report changed by whoever handed it in."""
    at = more.pop("at", NOON + HOUR)
    photos, drop = more.pop("photos", ()), more.pop("drop", ())
    given = EditGiven(text=text, **more)
    line = cases.edit(case, by=city.reporter(case), given=given, photos=photos, drop=drop, at=at)
    case.refresh_from_db()
    return line


def fresh(city: City, **given: Any) -> Case:
    """A report nobody has read."""
    return city.filed(OLD, **given).case


def test_the_newest_words_count_and_the_title_follows_them(city: City) -> None:
    case = fresh(city)
    line = edited(city, case)
    assert line is not None
    assert (line.verb, line.side, line.facts["changed"]) == ("edit", "resident", ["text", "title"])
    assert words_as_they_read(case) == NEW
    assert case.title == "琥珀巷口的路灯不亮"
    assert case.state == "filed"
    assert first_broken_line(case) is None


def test_the_desk_still_reads_what_was_written_first(city: City, as_person: Callable[..., Client]) -> None:
    case = fresh(city, address="翡翠巷 7 号")
    edited(city, case, address="琥珀巷口")
    page = as_person(city.lin).get(f"/desk/cases/{case.number}/").content.decode()
    assert OLD in page
    assert NEW in page
    assert "翡翠巷 7 号" in page
    first = timeline(case, "desk")[0]
    assert first.is_superseded
    assert first.text == OLD


def test_the_moderator_begins_with_the_newest_words_and_publishes_no_others(
    city: City, as_person: Callable[..., Client]
) -> None:
    case = fresh(city)
    edited(city, case)
    page = as_person(city.mo).get(f"/desk/cases/{case.number}/publish/").content.decode()
    assert f"{NEW}</textarea>" in page.replace("\n", "")
    supervision.publish(case, by=city.mo, title="路灯不亮", text=NEW, read_to=2, at=NOON + 2 * HOUR)
    case.refresh_from_db()
    told = [entry.text for entry in timeline(case, "public")]
    assert NEW in told
    assert not any("翡翠" in text for text in told)


def test_words_changed_while_a_moderator_was_reading_are_not_published_unread(city: City) -> None:
    case = fresh(city)
    edited(city, case)
    with pytest.raises(Conflict, match="Read it again"):
        supervision.publish(case, by=city.mo, title="路灯不亮", text="翡翠。", read_to=1, at=NOON + 2 * HOUR)
    case.refresh_from_db()
    assert not case.is_public


def test_the_index_of_the_desk_and_the_look_up_of_alike_ones_use_the_newest_words(city: City) -> None:
    case = fresh(city)
    edited(city, case)
    everywhere = Case.objects.all()
    assert list(holding(everywhere, side="desk", kind="case", text="琥珀巷口")) == [case]
    assert list(holding(everywhere, side="desk", kind="case", text="张三")) == []
    other = city.filed("琥珀巷口的路灯又不亮了。").case
    [found] = similar_cases(probe_of(other, "琥珀巷口的路灯又不亮了。"), Case.objects.all())
    assert found.case == case


def test_place_matter_and_title_can_be_changed_by_themselves(city: City) -> None:
    case = fresh(city)
    line = edited(city, case, None, title="灯", matter=city.matter("0102"), point=IN_HEXIN)
    assert line is not None
    assert line.facts["changed"] == ["title", "place", "matter"]
    assert (case.title, case.matter, case.area) == ("灯", city.matter("0102"), city.area("990101"))
    assert not LineWords.objects.filter(line=line).exists()
    assert words_as_they_read(case) == OLD
    edited(city, case, None, point=())
    assert (case.lat, case.lon, case.h3, case.area) == (None, None, None, city.area("990101"))


def test_the_rules_of_a_report_hold_for_its_changes(city: City) -> None:
    case = fresh(city)
    for given in ({"text": "啊"}, {"text": "灯" * 4001}, {"point": OUTSIDE}, {"matter_is_known": False}):
        with pytest.raises(NotValid):
            edited(city, case, **({"text": NEW} | given))
    assert not Line.objects.filter(verb="edit").exists()


def test_nothing_different_writes_no_line(city: City) -> None:
    case = fresh(city)
    assert edited(city, case, OLD, title=case.title, address=case.address, matter=case.matter) is None
    assert case.last_seq == 1


def test_a_photo_can_be_taken_away_and_another_added(city: City) -> None:
    case = fresh(city)
    first = cases.receive_photo(photo(), case=case, at=NOON)
    line = edited(city, case, None, photos=[photo("b.jpg", "red")], drop=[first.key])
    assert line is not None
    assert line.facts["changed"] == ["photos"]
    assert [one.line for one in Photo.objects.all()] == [line]


def test_a_photo_of_another_case_cannot_be_taken_away(city: City) -> None:
    case, other = fresh(city), fresh(city)
    theirs = cases.receive_photo(photo(), case=other, at=NOON)
    assert edited(city, case, None, drop=[theirs.key]) is None
    assert Photo.objects.count() == 1


def test_once_accepted_it_is_too_late_and_she_reads_what_to_do(city: City) -> None:
    case = city.case("accepted", published=False)
    with pytest.raises(Conflict, match="Add what is different instead"):
        edited(city, case)


def test_what_was_screened_already_is_not_changed_behind_the_moderator(city: City) -> None:
    case = city.case("filed", published=True)
    with pytest.raises(Conflict, match="screened this report already"):
        edited(city, case)


def test_it_is_possible_while_the_desk_asks_and_the_question_stays(city: City) -> None:
    case = fresh(city)
    supervision.ask(case, by=city.lin, text="哪一盏？", at=NOON + HOUR)
    edited(city, case, at=NOON + 2 * HOUR)
    assert case.state == "asked-at-desk"


def test_a_report_about_an_office_is_not_talked_down(city: City) -> None:
    assert all("misconduct" not in move.kinds for move in MOVES if move.verb == "edit")


def test_nobody_changes_the_report_of_another(city: City) -> None:
    case, other = fresh(city), fresh(city)
    with pytest.raises(NotAllowed):
        cases.edit(case, by=Reporter(case_id=other.pk, person=None), given=EditGiven(text=NEW), at=NOON)


def test_only_so_often_a_day(city: City) -> None:
    case = fresh(city)
    for n in range(10):
        edited(city, case, f"第 {n} 次改的话。")
    with pytest.raises(TooMany):
        edited(city, case, "再改一次。")


def test_erased_with_its_reporter_the_earlier_words_go_too(city: City) -> None:
    case = fresh(city, address="翡翠巷 7 号")
    edited(city, case, address="琥珀巷口")
    cases.forget_reporter(case, at=NOON + 2 * HOUR, public_words_too=True)
    assert not Earlier.objects.exists()
    assert not LineWords.objects.exclude(text="").exists()


def tracked(case: Case) -> Client:
    """A browser in which the code of the case was shown."""
    client = Client()
    session = client.session
    session[TRACKED] = [case.pk]
    session.save()
    return client


def test_the_page_begins_with_her_words_and_saves_others(city: City) -> None:
    case = fresh(city, at=timezone.now() - HOUR)
    browser, where = tracked(case), f"/cases/{case.number}/edit/"
    assert where in browser.get(f"/cases/{case.number}/").content.decode()
    assert OLD in browser.get(where).content.decode()
    said = {"text": NEW, "title": case.title, "matter": "0101", "address": "琥珀巷口", "no_pin": "on"}
    assert browser.post(where, said)["Location"] == f"/cases/{case.number}/"
    case.refresh_from_db()
    assert (words_as_they_read(case), case.address, case.lat) == (NEW, "琥珀巷口", None)


def test_whoever_loses_the_race_keeps_her_words_and_may_send_them_as_an_addition(city: City) -> None:
    case = fresh(city, at=timezone.now() - HOUR)
    browser, where = tracked(case), f"/cases/{case.number}/edit/"
    browser.get(where)
    supervision.accept(case, by=city.lin, matter=city.matter(), at=timezone.now())
    page = browser.post(where, {"text": NEW, "title": "", "matter": "0101", "address": ""})
    assert page.status_code == 409
    assert "accepted meanwhile" in page.content.decode()
    assert NEW in page.content.decode()
    assert f'action="/cases/{case.number}/add/"' in page.content.decode()
    case.refresh_from_db()
    assert words_as_they_read(case) == OLD


def test_a_program_changes_it_by_code(city: City, client: Client) -> None:
    filed = city.filed(OLD)
    path, code = f"cases/{filed.case.number}/edits/", filed.tracking_code
    assert send(client, path, {"text": NEW}, Tracking_Code=code).status_code == 201
    assert send(client, path, {"text": NEW}, Tracking_Code=code).status_code == 204
    read = client.get(f"/api/v1/cases/{filed.case.number}/", headers={"Tracking-Code": code}).json()
    assert read["handed_in"]["text"] == NEW
    is_problem(send(client, path, {"lat": 23.1}, Tracking_Code=code), 400)
    is_problem(send(client, path, {"matter": "9999"}, Tracking_Code=code), 400)


@pytest.mark.django_db(transaction=True)
def test_of_an_edit_and_an_acceptance_at_once_each_holds_whole(city: City) -> None:
    case = fresh(city)
    proof = city.reporter(case)
    person, matter = city.lin, city.matter()
    given = EditGiven(text=NEW)
    outcomes = at_once(
        lambda: cases.edit(case, by=proof, given=given, at=NOON + HOUR),
        lambda: supervision.accept(case, by=person, matter=matter, at=NOON + HOUR),
    )
    case.refresh_from_db()
    assert case.state == "accepted"
    refused = [one for one in outcomes if isinstance(one, Exception)]
    assert all(isinstance(one, Conflict) for one in refused)
    assert words_as_they_read(case) == (OLD if refused else NEW)
    assert [line.verb for line in case.lines.order_by("seq")] == (
        ["file", "accept"] if refused else ["file", "edit", "accept"]
    )
    assert first_broken_line(case) is None

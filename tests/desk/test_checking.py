"""Supervision's desk: what waits to be checked, by whom it may be seen, what it costs, and why answers went back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.accounts.models import Person
from civic.cases.models import Case, Line, LineWords, Part
from civic.cases.queries import Viewer
from civic.cases.rules.checking import FAULTS_COUNTED
from civic.desk.actions import make_move
from civic.desk.queries import checking_desk, sent_back_by_office
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.lib.refusals import NotValid
from civic.offices import actions as offices
from civic.offices.queries import hand_of
from civic.supervision import actions as supervision
from tests.pages import read
from tests.people import NOON, SINCE, City

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
REASONS = [name for name, _label in FAULTS_COUNTED]


def answered(city: City, **given: Any) -> Case:
    """An answered case of today, so that pages reckon with it as it is."""
    return city.case("answered", at=timezone.now() - 5 * HOUR, **given)


def elsewhere(city: City) -> Person:
    """A supervisor of the other district."""
    li = Person.objects.create_user("li", name="Li")
    offices.appoint(
        li, side="check", role="supervisor", office=city.office("supervision"), area=city.area("990101"), starts=SINCE,
        at=NOON,
    )  # fmt: skip
    return li


def viewer(person: Person) -> Viewer:
    """The eyes of an officer."""
    return Viewer(person=person, officer=hand_of(person, on=SINCE))


def numbers(page: Any) -> list[str]:
    """The cases of the queue, in their order."""
    return re.findall(r"/desk/checking/([0-9-]+)/", page.content.decode())


def copies(case: Case, many: int, *, first: int = 0) -> None:
    """Bare rows with an answer each."""
    answer = case.lines.get(verb="answer")
    for number in range(first, first + many):
        copy = Case.objects.get(pk=case.pk)
        copy.pk, copy._state.adding = None, True
        copy.number, copy.tracking_digest = f"26-{number // 10000:04}-{number % 10000:04}", f"copy {number}"
        copy.due_at = NOON + timedelta(minutes=number // 3)
        copy.save(force_insert=True)
        line = Line.objects.get(pk=answer.pk)
        line.pk, line.case_id, line._state.adding = None, copy.pk, True
        line.save(force_insert=True)
        LineWords.objects.create(line=line, text="已更换。", salt="x")


def test_the_queue_shows_what_to_check_an_answer_by(city: City, as_person: Any) -> None:
    matter = city.matter()
    texts = {"closing": {"zh-hans": "夜间灯亮", "zh-hant": "夜間燈亮", "en": "The lamp is lit at night"}}
    offices.reword_matter(matter, by=None, texts=texts, questions=[], calls=[], at=NOON)
    matter.refresh_from_db()
    case = answered(city, matter=matter)
    feedback.say(case, by=city.reporter(case), solved="partly", text="亮了一盏。", at=timezone.now())
    page = as_person(city.lin).get("/desk/checking/")
    told = read(page)
    assert numbers(page) == [case.number]
    for said in ("The lamp is lit at night", "已更换电缆", "Resident: partly solved", "no photo from the office"):
        assert said in told
    assert "亮了一盏。" in read(as_person(city.lin).get(f"/desk/checking/{case.number}/"))


def test_only_what_waits_stands_in_the_queue_the_nearest_day_first(city: City, as_person: Any) -> None:
    late, soon = city.case("answered", at=NOON), answered(city)
    for state in ("filed", "in-hand", "closed"):
        city.case(state)
    assert numbers(as_person(city.lin).get("/desk/checking/")) == [late.number, soon.number]


def test_verify_takes_the_next_answer_up_by_itself(city: City, as_person: Any) -> None:
    first, second = city.case("answered", at=NOON), answered(city)
    lin = as_person(city.lin)
    page = lin.get(f"/desk/checking/{first.number}/").content.decode()
    assert page.count('class="govuk-button"') == 1  # one primary act
    done = lin.post(f"/desk/checking/{first.number}/verify/", {"text": "到场看了。", "seq": first.last_seq})
    assert done.headers["Location"] == f"/desk/checking/{second.number}/"
    first.refresh_from_db()
    assert first.state == "closed"
    last = lin.post(f"/desk/checking/{second.number}/send-back/", {"fault": "half-done", "reason": "还有一盏没亮。"})
    assert last.headers["Location"] == "/desk/checking/"


def test_what_is_wrong_with_a_form_is_told_and_typed_words_stay(city: City, as_person: Any) -> None:
    case, lin = answered(city), as_person(city.lin)
    nothing = lin.post(f"/desk/checking/{case.number}/send-back/", {"reason": "夜里不亮"})
    assert (nothing.status_code, "Choose what is wrong." in read(nothing)) == (400, True)
    assert "夜里不亮" in nothing.content.decode()
    other = lin.post(f"/desk/checking/{case.number}/send-back/", {"fault": "other"})
    assert (other.status_code, "Write something here" in read(other)) == (400, True)
    case.refresh_from_db()
    assert case.state == "answered"


def test_a_lost_race_is_409_and_says_what_the_case_is_now(city: City, as_person: Any) -> None:
    case, lin = answered(city), as_person(city.lin)
    feedback.say(case, by=city.reporter(case), solved="yes", at=timezone.now())
    late = lin.post(f"/desk/checking/{case.number}/verify/", {"seq": case.last_seq})
    assert (late.status_code, "Something happened in this case" in read(late)) == (409, True)
    supervision.send_back(case, by=city.lin, fault="not-done", at=timezone.now())
    gone = lin.post(f"/desk/checking/{case.number}/verify/", {})
    assert (gone.status_code, "is not possible now" in read(gone)) == (409, True)


def test_nobody_but_supervisors_has_a_checking_desk(city: City, as_person: Any) -> None:
    case = answered(city)
    for who in ("chen", "shen", "zhao", "mo", "rui", "sun", "he"):
        client = as_person(getattr(city, who))
        for path in ("", f"{case.number}/"):
            assert client.get(f"/desk/checking/{path}").status_code == 403, who
        for verb in ("verify", "send-back"):
            answer = client.post(f"/desk/checking/{case.number}/{verb}/", {"fault": "not-done"})
            assert answer.status_code == 403, who
    case.refresh_from_db()
    assert case.state == "answered"


def test_residents_and_strangers_are_kept_out_too(city: City, as_person: Any, client: Any) -> None:
    assert as_person(city.mei).get("/desk/checking/").status_code == 403
    assert client.get("/desk/checking/").status_code == 302


def test_a_sub_centre_sees_its_own_area_only(city: City, as_person: Any) -> None:
    case, li = answered(city), as_person(elsewhere(city))
    assert numbers(li.get("/desk/checking/")) == []
    assert li.get(f"/desk/checking/{case.number}/").status_code == 404
    assert li.post(f"/desk/checking/{case.number}/verify/").status_code == 404
    supervision.send_back(case, by=city.lin, fault="not-done", at=timezone.now())
    assert "No answer was sent back" in read(li.get("/desk/checking/"))
    assert "No answer was sent back" not in read(as_person(city.lin).get("/desk/checking/"))


def test_whoever_once_stood_on_another_side_finds_the_case_in_no_queue_of_hers(city: City) -> None:
    case = answered(city)
    assert [row.case.pk for row in checking_desk(viewer(city.lin), at=timezone.now()).rows] == [case.pk]
    Part.objects.filter(case=case, person=city.lin).update(side="act")
    assert checking_desk(viewer(city.lin), at=timezone.now()).rows == []


def test_the_page_costs_ten_statements_at_ten_rows_and_at_two_hundred(city: City, as_person: Any) -> None:
    case, spent = answered(city), []
    client = as_person(city.lin)
    supervision.send_back(answered(city), by=city.lin, fault="unclear", at=timezone.now())
    for more in (10, 190):
        copies(case, more, first=len(spent) * 1000)
        client.get("/desk/checking/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/checking/")
        spent.append(len(asked))
    assert spent[0] == spent[1] <= 10, spent


def test_pages_lose_nothing_and_double_nothing(city: City, as_person: Any) -> None:
    copies(answered(city), 110)
    lin, seen, url = as_person(city.lin), [], "/desk/checking/"
    for _page in range(4):
        page = lin.get(url)
        seen += numbers(page)
        more = re.search(r'href="([^"]*)" rel="next"', page.content.decode())
        if more is None:
            break
        url = more.group(1).replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 111
    assert lin.get("/desk/checking/?after=spoilt").status_code == 200


# --- reasons that count ---


@pytest.mark.parametrize(
    ("given", "fault", "words"),
    [
        ({"fault": "not-done"}, "not-done", ""),
        ({"fault": "half-done", "reason": "还有一盏。"}, "half-done", "还有一盏。"),
        ({"reason": "夜里仍不亮。"}, "other", "夜里仍不亮。"),  # as programs have always sent it
        ({"reason": "wrong-place"}, "wrong-place", ""),
    ],
)
def test_a_reason_is_kept_as_a_fact_with_the_office(city: City, given: dict[str, str], fault: str, words: str) -> None:
    case = city.case("answered")
    line = make_move(case, "send-back", by=city.lin, given=given, at=NOON + 6 * HOUR)
    assert (line.facts["fault"], line.facts["held_by"]) == (fault, "dongqiao-lamps")
    assert (line.words.text if hasattr(line, "words") else "") == words


def test_a_reason_that_says_nothing_is_refused(city: City) -> None:
    case = city.case("answered")
    for given in ({}, {"fault": "other"}, {"fault": "because"}, {"fault": "other", "reason": " "}):
        with pytest.raises(NotValid):
            make_move(case, "send-back", by=city.lin, given=given, at=NOON + 6 * HOUR)
    assert case.lines.filter(verb="send-back").count() == 0


def test_the_counts_name_office_and_reason_and_the_residents_own_no(city: City) -> None:
    at = NOON + 6 * HOUR
    for fault in ("not-done", "not-done", "unclear"):
        supervision.send_back(city.case("answered"), by=city.lin, fault=fault, at=at)
    case = city.case("answered")
    feedback.say(case, by=city.reporter(case), solved="no", at=at)
    kept = city.case("answered")
    feedback.say(kept, by=city.reporter(kept), solved="yes", at=at)
    [row] = sent_back_by_office(viewer(city.lin), since=at - HOUR)
    assert row.office == city.office("dongqiao-lamps").name
    assert {name: count for name, count in zip(REASONS, row.counts, strict=True) if count} == {
        "not-done": 2,
        "unclear": 1,
        "resident": 1,
    }
    assert sent_back_by_office(viewer(city.lin), since=at + HOUR) == []


def test_the_office_at_the_time_is_counted_not_the_one_that_holds_it_later(city: City) -> None:
    case = city.case("answered")
    at = NOON + 6 * HOUR
    supervision.send_back(case, by=city.lin, fault="not-done", at=at)
    handling.return_case(case, by=city.chen, reason="不归我们。", at=at + HOUR)
    handling.dispatch(case, by=city.zhao, office=city.office("drains"), at=at + 2 * HOUR)
    [row] = sent_back_by_office(viewer(city.lin), since=at - HOUR)
    assert row.office == city.office("dongqiao-lamps").name

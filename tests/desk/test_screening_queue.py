"""One queue for the moderator: everything that waits, the oldest first, never of her own office, at a steady price."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.cases import actions as cases
from civic.cases.models import Case
from civic.cases.queries import Viewer
from civic.desk.queries import screening_queue
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.offices import actions as offices
from civic.offices.queries import hand_of
from civic.supervision import actions as supervision
from tests.cases.test_photos import jpeg
from tests.people import NOON, SINCE, City

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def queue(city: City, who: str = "mo", **asked: Any) -> Any:
    person = getattr(city, who)
    return screening_queue(Viewer(person=person, officer=hand_of(person, on=NOON.date())), at=NOON + 99 * DAY, **asked)


def told(city: City, who: str = "mo", **asked: Any) -> list[tuple[str, str]]:
    return [(item.kind.name, item.case.number) for item in queue(city, who, **asked).items]


def rated(city: City, *, at: Any, text: str = "还是不亮。") -> Case:
    case = city.case("closed", at=at)
    return city.rated(case, "yes", text=text)


def test_texts_later_words_ratings_and_photos_wait_together_the_oldest_first(city: City) -> None:
    rating = rated(city, at=NOON)
    text = city.case("filed", published=False, at=NOON + 9 * DAY)
    late = city.case("filed", at=NOON + 20 * DAY)
    photo = cases.receive_photo(jpeg(), case=late, at=NOON + 21 * DAY)
    cases.prepare_photos(at=timezone.now())
    appealed = rated(city, at=NOON + 30 * DAY)
    feedback_at = NOON + 33 * DAY
    _appeal(city, appealed, at=feedback_at)
    assert told(city) == [
        ("rating", rating.number),
        ("text", text.number),
        ("photos", late.number),
        ("rating", appealed.number),
        ("words", appealed.number),
    ]
    shown = queue(city)
    assert {kind.name: kind.count for kind in shown.kinds} == {
        "text": 1,
        "photos": 1,
        "words": 1,
        "rating": 2,
        "objection": 0,
        "withheld": 0,
    }
    assert shown.total == 5
    assert shown.items[2].photos == 1
    assert shown.items[4].text == "灯还是不亮，请再看。"
    assert told(city, what="photos") == [("photos", late.number)]
    assert photo.case_id == late.pk


def _appeal(city: City, case: Case, *, at: Any) -> None:
    feedback.appeal(case, by=city.reporter(case), text="灯还是不亮，请再看。", at=at)


def test_what_was_decided_leaves_the_queue(city: City) -> None:
    case = rated(city, at=NOON)
    cases.receive_photo(jpeg(), case=case, at=NOON)
    cases.prepare_photos(at=timezone.now())
    assert len(told(city)) == 2
    case.refresh_from_db()
    supervision.publish(
        case, by=city.mo, title="路灯", text="路灯不亮。", photos=[], hold_back=[case.resident_seq], at=NOON + 9 * DAY
    )
    assert told(city) == []
    other = city.case("filed", published=False)
    supervision.withhold(other, by=city.mo, ground="insult", at=NOON + HOUR)
    assert told(city) == []


def test_what_is_never_public_and_what_was_taken_back_does_not_wait(city: City) -> None:
    withdrawn = city.filed(by=city.mei).case
    cases.withdraw(withdrawn, by=city.reporter(withdrawn), at=NOON + HOUR)
    private = city.case("filed", published=False)
    Case.objects.filter(pk=private.pk).update(privacy="private")
    assert told(city) == []


def test_a_moderator_sees_nothing_of_what_her_own_office_holds(city: City) -> None:
    own = city.case("in-hand", published=False)
    free = city.case("filed", published=False)
    offices.appoint(
        city.gu, side="check", role="moderator", office=city.office("dongqiao-lamps"), area=None, starts=SINCE, at=NOON
    )
    assert {number for _what, number in told(city)} == {own.number, free.number}
    assert told(city, "gu") == [("text", free.number)]


def test_a_moderator_sees_only_her_area_and_no_case_she_stood_on_another_side_of(city: City) -> None:
    case = city.case("filed", published=False)
    offices.appoint(
        city.gu, side="check", role="moderator", office=city.office("supervision"), area=city.area("990101"),
        starts=SINCE, at=NOON,
    )  # fmt: skip
    assert told(city, "gu") == []
    own = city.filed(by=city.mo, kind="complaint").case
    assert told(city) == [("text", case.number)]
    assert own.number not in str(told(city))


def test_the_page_leads_each_row_to_its_act(city: City, as_person: Any) -> None:
    case = city.case("filed", published=False)
    page = as_person(city.mo).get("/desk/screening/").content.decode()
    assert f"/desk/cases/{case.number}/publish/" in page
    assert "Texts not yet published" in page
    assert '/desk/screening/"' in as_person(city.mo).get("/desk/").content.decode()


def test_an_empty_queue_says_so(city: City, as_person: Any) -> None:
    assert "Nothing waits to be screened." in as_person(city.mo).get("/desk/screening/").content.decode()


@pytest.mark.parametrize("who", ["lin", "zhao", "chen", "shen", "rui", "mei", "gu"])
def test_the_queue_is_refused_to_every_other_post(city: City, as_person: Any, who: str) -> None:
    assert as_person(getattr(city, who)).get("/desk/screening/").status_code == 403


def test_the_queue_costs_the_same_at_10_and_at_200_rows(city: City, as_person: Any) -> None:
    client, spent, gu = as_person(city.mo), [], city.second_moderator()
    client.get("/desk/screening/")
    for more in (10, 190):
        for turn in range(more):
            kind = turn % 6
            if kind == 0:
                rated(city, at=NOON + turn * HOUR)
            elif kind == 1:
                late = city.case("filed", at=NOON + turn * HOUR)
                late.photos.create(line=late.lines.get(seq=1), state="ready", digest=str(turn), received_at=NOON)
            elif kind == 2:
                late = city.case("filed", at=NOON + turn * HOUR)
                city.objected(late, "untrue", words="不是这样的。", at=NOON + turn * HOUR)
            elif kind == 3:
                late = city.case("filed", at=NOON + turn * HOUR)
                supervision.withhold(late, by=gu, ground="insult", at=NOON + turn * HOUR)
            else:
                city.case("filed", published=False, at=NOON + turn * HOUR)
        client.get("/desk/screening/")  # a session unused for long is written, which is nothing of the queue's
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/desk/screening/")
        assert page.status_code == 200
        spent.append(len(asked))
        assert len(asked) <= 10, [query["sql"][:90] for query in asked]
    assert spent[1] <= spent[0]
    assert 'rel="next"' in page.content.decode()
    assert client.get("/desk/screening/?page=4").content.decode().count("data-row") == 50
    assert client.get("/desk/screening/?page=99999&what=words").status_code == 200


def test_objections_and_what_a_second_person_looks_at_wait_there_with_their_day(city: City) -> None:
    objected, public, never = city.case("filed"), city.case("filed"), city.case("filed", published=False)
    gu = city.second_moderator()
    city.objected(objected, "untrue", words="不是这样的。", at=NOON + HOUR)
    supervision.withhold(public, by=gu, ground="insult", at=NOON + 2 * HOUR)
    supervision.withhold(never, by=gu, ground="insult", at=NOON + 2 * HOUR)
    feedback.appeal_withholding(never, by=city.reporter(never), text="没有骂人。", at=NOON + 3 * HOUR)
    waiting = [("objection", objected.number), ("withheld", public.number), ("withheld", never.number)]
    assert told(city) == waiting
    assert told(city, "gu") == waiting[:1]  # whoever withheld is not the second person
    assert all(item.is_late for item in queue(city).items)
    assert queue(city, what="objection").items[0].text == "不是这样的。"


def test_nobody_finds_there_an_objection_to_a_case_that_her_office_once_held(city: City) -> None:
    case = city.case("dispatched")
    handling.return_case(case, by=city.chen, reason="不归我们。", at=NOON + 5 * HOUR)
    city.objected(case, "untrue", words="不是这样的。", at=NOON + 6 * HOUR)
    offices.appoint(
        city.gu, side="check", role="moderator", office=city.office("dongqiao-lamps"), area=None, starts=SINCE, at=NOON
    )
    assert told(city) == [("objection", case.number)]
    assert told(city, "gu") == []

"""Root-cause topics: the third return opens one, the committee names the cause, an office removes it, it opens again by
itself; three at once open one; nobody learns from one what she may not see."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.cases.actions import close_topic, name_cause, report_on, tell_late_topics, topics, weigh_returns
from civic.cases.models import Case, Rebound, Topic, TopicLine
from civic.cases.queries import STRANGER
from civic.cases.queries.topics import committee_of, public_topics, story_of, topic_of
from civic.cases.rules.topics import MOVES, TopicState, removal_fault
from civic.handling import actions as handling
from civic.journal.rules import line_digest
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.at_once import at_once
from tests.people import IN_DONGQIAO, NOON, City

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LAT, LON = IN_DONGQIAO
METRE = 1 / 111_320
CAUSE = "这一段电缆老化，换灯泡没有用。改造整段电缆。"


def cycle(
    city: City, times: int = 3, *, every: float = 20, published: bool = True, last: str = "accepted", **given: Any
) -> list[Case]:
    """A lamp that is closed and comes back so many times: every case closed but the last, which is accepted."""
    cases = [city.case("closed", at=NOON, published=published, **given)]
    for turn in range(1, times + 1):
        state = "closed" if turn < times else last
        cases.append(city.case(state, at=NOON + turn * every * DAY, published=published, **given))
    return cases


def last_day(times: int = 3, every: float = 20) -> Any:
    """Shortly after the last one came back."""
    return NOON + times * every * DAY + 6 * HOUR


def topic(city: City, **given: Any) -> Topic:
    """A topic as the third return opens it."""
    cycle(city, **given)
    weigh_returns(at=last_day())
    return Topic.objects.get()


def named(city: City, **given: Any) -> Topic:
    """A topic whose cause was named."""
    one = topic(city, **given)
    told = {"text": CAUSE, "office": city.office("dongqiao-lamps"), "due": date(2027, 3, 1)}
    name_cause(one, by=city.sun, at=last_day() + DAY, **told)
    one.refresh_from_db()
    return one


def verbs(one: Topic) -> list[str]:
    """The steps of its story."""
    return [line.verb for line in TopicLine.objects.filter(topic=one)]


# --- it opens by itself ---


def test_the_third_return_within_ninety_days_opens_one_topic_and_tells_the_committee(city: City) -> None:
    cases = cycle(city)
    assert weigh_returns(at=last_day()) == 3
    one = Topic.objects.get()
    assert (one.state, one.office, one.matter) == ("open", city.office("council"), city.matter())
    assert set(one.cases.all()) == set(cases)
    assert re.fullmatch(r"T27-\d{5}|T26-\d{5}", one.number)
    assert one.due_at is not None
    assert one.due_at > last_day() + 10 * DAY  # ten working days are more
    assert verbs(one) == ["open"]
    assert [notice.verb for notice in Notice.objects.filter(about=one.subject)] == ["topic-opened"]
    assert weigh_returns(at=last_day() + HOUR) == 0


def test_two_returns_or_three_in_a_longer_time_open_none(city: City) -> None:
    cycle(city, 2)
    weigh_returns(at=last_day(2))
    assert not Topic.objects.exists()


def test_three_returns_spread_over_a_year_open_none(city: City) -> None:
    cycle(city, 3, every=80)
    assert Rebound.objects.standing().count() == 3
    weigh_returns(at=last_day(3, 80))
    assert not Topic.objects.exists()


def test_three_reports_of_one_return_are_one_return(city: City) -> None:
    city.case("closed")
    for turn in range(3):
        city.case("accepted", at=NOON + (turn + 1) * DAY)
    assert Rebound.objects.standing().count() == 3
    weigh_returns(at=NOON + 5 * DAY)
    assert not Topic.objects.exists()


def test_what_nobody_accepted_opens_no_topic_until_somebody_does(city: City) -> None:
    third = cycle(city, last="filed")[-1]
    weigh_returns(at=last_day())
    assert not Topic.objects.exists()
    supervision.accept(third, by=city.lin, matter=city.matter(), at=last_day())
    weigh_returns(at=last_day())
    assert Topic.objects.count() == 1


def test_a_matter_says_how_often_and_how_soon_and_in_how_many_days_the_cause_is_named(city: City) -> None:
    offices.amend_matter(city.matter(), topic_returns=2, topic_days=30, cause_days=1)
    cycle(city, 2)
    weigh_returns(at=last_day(2))
    one = Topic.objects.get()
    assert one.due_at is not None
    assert one.due_at < last_day(2) + 5 * DAY


def test_returns_anywhere_in_one_cell_open_one_too(city: City) -> None:
    """Three places of one cell, further apart than a return may be."""
    for turn in range(3):
        spot = {"lat": LAT + turn * 200 * METRE, "lon": LON}
        city.case("closed", at=NOON, **spot)
        city.case("accepted", at=NOON + (turn + 1) * DAY, **spot)
    weigh_returns(at=NOON + 5 * DAY)
    assert Topic.objects.count() == 1


def test_a_further_return_joins_the_topic_that_is_there(city: City) -> None:
    one = topic(city)
    more = city.case("accepted", at=last_day() + DAY, lat=LAT + 30 * METRE, lon=LON)
    assert weigh_returns(at=last_day() + 2 * DAY) == 1
    assert Topic.objects.count() == 1
    assert verbs(one) == ["open", "return"]
    assert more in one.cases.all()


# --- its steps ---


def test_the_committee_names_the_cause_with_an_office_and_a_day(city: City) -> None:
    one = named(city)
    assert (one.state, one.remover, one.cause) == ("named", city.office("dongqiao-lamps"), CAUSE)
    assert one.due_at == one.remove_by
    assert verbs(one) == ["open", "name-cause"]
    told = {notice.verb for notice in Notice.objects.filter(about=one.subject)}
    assert told == {"topic-opened", "topic-named"}
    step = story_of(one)[-1]
    assert (step.remover, step.due, step.text) == (city.office("dongqiao-lamps").name, date(2027, 3, 1), CAUSE)


@pytest.mark.parametrize("who", ["lin", "mo", "zhao", "chen", "shen", "rui", "he", "mei"])
def test_nobody_else_names_a_cause_or_closes_a_topic(city: City, who: str) -> None:
    one = topic(city)
    with pytest.raises(NotAllowed):
        name_cause(
            one, by=getattr(city, who), text=CAUSE, office=city.office("drains"), due=date(2027, 3, 1), at=last_day()
        )
    with pytest.raises(NotAllowed):
        close_topic(one, by=getattr(city, who), text="没有根源。", at=last_day())
    with pytest.raises(NotAllowed):
        report_on(one, by=getattr(city, who), text="换好了。", at=last_day())


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"due": date(2026, 11, 3)}, "due"),
        ({"due": date(2036, 11, 3)}, "due"),
        ({"office": "council"}, "office"),
    ],
)
def test_a_cause_without_words_a_day_to_come_or_an_office_that_works_is_refused(
    city: City, change: dict[str, Any], field: str
) -> None:
    one = topic(city)
    told = {"text": CAUSE, "office": "drains", "due": date(2027, 3, 1)} | change
    told["office"] = city.office(told["office"])
    with pytest.raises(NotValid) as refused:
        name_cause(one, by=city.sun, at=last_day(), **told)
    assert list(refused.value.fields) == [field]
    one.refresh_from_db()
    assert one.state == "open"


def test_the_office_reports_and_the_committee_closes_with_reasons(city: City) -> None:
    one = named(city)
    report_on(one, by=city.chen, text="电缆到货，下周动工。", at=last_day() + 2 * DAY)
    one.refresh_from_db()
    assert one.state == "removing"
    report_on(one, by=city.shen, text="整段换完。", is_removed=True, at=last_day() + 9 * DAY)
    one.refresh_from_db()
    assert one.state == "reported"
    assert one.due_at is not None
    with pytest.raises(Conflict):
        report_on(one, by=city.chen, text="还有一句。", at=last_day() + 9 * DAY)
    with pytest.raises(NotValid):
        close_topic(one, by=city.sun, text="", at=last_day() + 10 * DAY)
    close_topic(one, by=city.sun, text="三个月没有再坏。", at=last_day() + 10 * DAY)
    one.refresh_from_db()
    assert (one.state, one.due_at) == ("closed", None)
    assert verbs(one) == ["open", "name-cause", "report", "report-removed", "close"]
    with pytest.raises(Conflict):
        close_topic(one, by=city.sun, text="再关一次。", at=last_day() + 11 * DAY)


def test_every_step_is_chained_to_the_one_before(city: City) -> None:
    one = named(city)
    previous = ""
    for line in TopicLine.objects.filter(topic=one).select_related("words"):
        assert line.previous == previous
        previous = line.digest
        assert line.digest == line_digest(
            subject=one.subject,
            seq=line.seq,
            verb=line.verb,
            side=line.side,
            actor_id=line.actor_id,
            at=line.at,
            facts=line.facts,
            words=line.words_digest,
            previous=line.previous,
        )


def test_it_opens_again_by_itself_when_the_problem_comes_back_after_closing(city: City) -> None:
    one = named(city)
    Case.objects.filter(state="accepted").update(state="closed", closed_at=last_day() + DAY)
    close_topic(one, by=city.sun, text="换完了。", at=last_day() + 2 * DAY)
    city.case("accepted", at=last_day() + 10 * DAY)
    weigh_returns(at=last_day() + 11 * DAY)
    one.refresh_from_db()
    assert (one.state, one.reopened, one.closed_at) == ("open", 1, None)
    assert verbs(one)[-1] == "reopen"
    assert Notice.objects.filter(about=one.subject, verb="topic-again").count() == 1
    assert Topic.objects.count() == 1


def test_the_committee_is_told_once_when_a_day_is_over_and_the_office_too(city: City) -> None:
    one = topic(city)
    assert tell_late_topics(at=last_day()) == 0
    late = last_day() + 60 * DAY
    assert (tell_late_topics(at=late), tell_late_topics(at=late)) == (1, 0)
    told = {"text": CAUSE, "office": city.office("dongqiao-lamps"), "due": date(2027, 5, 1)}
    name_cause(one, by=city.sun, at=late, **told)
    assert tell_late_topics(at=late + 200 * DAY) == 1
    letters = Notice.objects.filter(about=one.subject, verb="topic-late")
    assert letters.count() == 1 + 3  # the committee twice, handler and head of the office once
    assert not mail.outbox


def test_no_row_of_the_table_leads_out_of_a_closed_topic_but_its_return() -> None:
    assert [move.verb for move in MOVES if TopicState.CLOSED in move.before] == ["reopen"]
    assert removal_fault(date(2026, 11, 3), today=date(2026, 11, 3))
    assert not removal_fault(date(2026, 11, 4), today=date(2026, 11, 3))


def test_a_topic_is_owned_by_the_nearest_committee_above_its_place(city: City) -> None:
    assert committee_of(city.area()) == city.office("council")
    near = offices.found_office(
        code="council-990102", kind="council", names={"zh-hans": "东桥区城管委"}, area=city.area()
    )
    assert committee_of(city.area()) == near
    assert committee_of(city.area("990101")) == city.office("council")
    assert committee_of(None) == city.office("council")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only there do two hands write at once")
def test_three_that_come_back_at_once_open_one_topic() -> None:
    city = City()
    cycle(city, 2, last="closed")
    hours = range(3)
    came = [
        city.case("accepted", at=NOON + 60 * DAY + turn * HOUR, lat=LAT + turn * 5 * METRE, lon=LON) for turn in hours
    ]
    at_once(*[partial(topics._weigh, case.pk, at=last_day() + DAY) for case in came])  # three workers, a case each
    assert Topic.objects.count() == 1
    assert not Rebound.objects.filter(weighed_at=None, case__in=came).exists()
    assert set(came) <= set(Topic.objects.get().cases.all())


# --- what everybody reads ---


def test_a_topic_whose_cases_are_public_stands_on_its_page_its_cases_and_the_list(city: City, client: Client) -> None:
    one = topic(city)
    page = client.get(f"/topics/{one.number}/?lang=en").content.decode()
    for case in one.cases.all():
        assert f"/cases/{case.number}/" in page
        assert f"/topics/{one.number}/" in client.get(f"/cases/{case.number}/").content.decode()
    assert one.number in client.get("/topics/").content.decode()
    assert client.get(f"/topics/{one.number.lower()}/").headers["Location"] == f"/topics/{one.number}/"
    told = client.get("/api/v1/topics/").json()["results"]
    assert [row["number"] for row in told] == [one.number]
    whole = client.get(f"/api/v1/topics/{one.number}/").json()
    assert set(whole["cases"]) == {case.number for case in one.cases.all()}
    assert whole["state"] == "open"


@pytest.mark.parametrize("hidden", [0, 1, 2, 3])
def test_nobody_learns_from_a_topic_that_there_is_a_case_she_may_not_see(
    city: City, client: Client, hidden: int
) -> None:
    """One of the four cases, the first that was closed among them, is withheld."""
    one = topic(city)
    case = one.cases.order_by("filed_at")[hidden]
    supervision.withhold(case, by=city.mo, reason="有人名。", at=last_day())
    assert client.get(f"/topics/{one.number}/").status_code == 404
    assert one.number not in client.get("/topics/").content.decode()
    assert client.get("/api/v1/topics/").json()["results"] == []
    assert client.get(f"/api/v1/topics/{one.number}/").status_code == 404
    for other in one.cases.exclude(pk=case.pk):
        assert one.number not in client.get(f"/cases/{other.number}/").content.decode()
        assert case.number not in client.get(f"/cases/{other.number}/").content.decode()


def test_once_the_committee_has_named_the_cause_everybody_reads_it_without_the_hidden_cases(
    city: City, client: Client
) -> None:
    one = named(city)
    case = one.cases.order_by("filed_at")[2]
    supervision.withhold(case, by=city.mo, reason="有人名。", at=last_day())
    page = client.get(f"/topics/{one.number}/?lang=en").content.decode()
    assert CAUSE in page
    assert case.number not in page
    assert "3 public cases." in page
    assert case.number not in str(client.get(f"/api/v1/topics/{one.number}/").json())


def test_a_topic_of_a_private_matter_is_nobodys_outside(city: City, client: Client) -> None:
    one = named(city)
    offices.amend_matter(city.matter(), privacy="private")
    assert client.get(f"/topics/{one.number}/").status_code == 404
    assert not public_topics().exists()
    case = one.cases.first()
    assert case is not None
    assert topic_of(case, STRANGER) is None


def test_the_lists_cost_the_same_however_many_there_are(city: City, client: Client) -> None:
    one = named(city)
    client.get("/topics/")
    with CaptureQueriesContext(connection) as few:
        client.get("/topics/")
    for turn in range(12):
        copy = Topic.objects.get(pk=one.pk)
        copy.pk, copy.number, copy.key = None, f"T26-{turn:05d}", f"copy:{turn}"
        copy.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/topics/").content.decode()
    assert "T26-00001" in page
    assert len(many) == len(few)


# --- at the desk ---

Sign = Callable[[Any], Client]


@pytest.mark.parametrize(
    ("who", "lists", "reads"),
    [
        ("sun", 200, 200),
        ("lin", 200, 200),
        ("zhao", 200, 200),
        ("chen", 200, 200),  # his office removes the cause
        ("shen", 200, 200),
        ("mo", 403, 403),
        ("rui", 403, 403),
        ("he", 403, 403),
        ("dong", 403, 403),
        ("mei", 403, 403),
    ],
)
def test_who_finds_a_topic_at_the_desk(city: City, as_person: Sign, who: str, lists: int, reads: int) -> None:
    one = named(city)
    client = as_person(getattr(city, who))
    assert client.get("/desk/topics/").status_code == lists
    assert client.get(f"/desk/topics/{one.pk}/").status_code == reads
    for end in ("cause", "report", "close"):
        status = client.post(f"/desk/topics/{one.pk}/{end}/", {"text": ""}).status_code
        assert status in ((400,) if lists == 200 else (403,)), end


def test_an_office_finds_no_topic_whose_cause_another_removes(city: City, as_person: Sign) -> None:
    one = topic(city)
    chen = as_person(city.chen)
    assert chen.get(f"/desk/topics/{one.pk}/").status_code == 404
    assert one.number not in chen.get("/desk/topics/").content.decode()


def test_the_whole_way_on_the_pages(city: City, as_person: Sign) -> None:
    one = topic(city)
    sun, chen = as_person(city.sun), as_person(city.chen)
    path = f"/desk/topics/{one.pk}/"
    wrong = sun.post(path + "cause/", {"text": CAUSE, "office": "", "due": ""})
    assert wrong.status_code == 400
    assert CAUSE in wrong.content.decode()  # nothing is lost
    assert sun.post(path + "cause/", {"text": CAUSE, "office": "drains", "due": "2001-01-01"}).status_code == 400
    told = {"text": CAUSE, "office": "dongqiao-lamps", "due": (date.today() + timedelta(days=90)).isoformat()}
    assert sun.post(path + "cause/", told).status_code == 302
    assert sun.post(path + "report/", {"text": "换好了。"}).status_code == 403
    assert chen.post(path + "report/", {"text": "换好了。", "is_removed": "on"}).status_code == 302
    assert chen.post(path + "report/", {"text": "再说一遍。"}).status_code == 409
    assert sun.get(path).status_code == 200
    assert sun.post(path + "close/", {"text": "看过，不再坏。"}).status_code == 302
    assert sun.post(path + "close/", {"text": "再关。"}).status_code == 409


def test_the_meeting_list_shows_what_is_due(city: City, as_person: Sign) -> None:
    one = topic(city)
    Topic.objects.filter(pk=one.pk).update(due_at=NOON - DAY)
    page = as_person(city.sun).get("/desk/meeting/").content.decode()
    assert one.number in page
    assert f"/desk/topics/{one.pk}/" in page


def test_the_desk_tells_who_closed_it_and_that_it_came_back(city: City, as_person: Sign) -> None:
    closed = city.case("closed")
    case = city.case("accepted", at=NOON + 12 * DAY)
    page = as_person(city.lin).get(f"/desk/cases/{case.number}/?lang=en").content.decode()
    assert "Closed here 11 days before this one came in" in page
    assert "Dongqiao Street Lighting" in page
    chen = as_person(city.chen)
    handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=NOON + 13 * DAY)
    assert "Closed here 11 days before" in chen.get(f"/desk/cases/{case.number}/?lang=en").content.decode()
    handling.take(case, by=city.chen, at=NOON + 13 * DAY)
    handling.answer(case, by=city.chen, outcome="solved", text="换了整段电缆。", at=NOON + 14 * DAY)
    assert "Closed here 11 days before" in as_person(city.lin).get(f"/desk/checking/{case.number}/").content.decode()
    back = as_person(city.lin).get(f"/desk/cases/{closed.number}/?lang=en").content.decode()
    assert "Came back on" in back
    lin = as_person(city.lin)
    assert case.number in lin.get("/desk/?view=all&returned=yes").content.decode()
    assert closed.number not in lin.get("/desk/?view=all&returned=yes").content.decode()
    assert closed.number in lin.get("/desk/?view=all&returned=closed").content.decode()

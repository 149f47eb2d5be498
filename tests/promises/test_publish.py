"""A promise is written down by the office that keeps it, and published by its head: never without owner and day."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from civic.journal.rules import line_digest
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.promises import actions
from civic.promises.models import Promise
from civic.promises.queries import found_by
from tests.people import NOON, City
from tests.promises.ground import DUE, TODAY, drafted, fresh, given, promised

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_draft_is_nowhere_outside_the_desk(city: City, client: Client) -> None:
    promise = drafted(city)
    for path in ("", "feed.atom", "dates.ics", "follow/"):
        assert client.get(f"/promises/{promise.number}/{path}").status_code == 404
    assert client.get(f"/api/v1/promises/{promise.number}/").status_code == 404
    for path in ("/promises/", "/promises/promises.csv", "/api/v1/promises/"):
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert promise.number.encode() not in body
    assert not found_by("长椅").exists()


@pytest.mark.parametrize("lacking", ["owner", "due_on"])
def test_a_promise_without_owner_or_day_cannot_be_published(city: City, lacking: str) -> None:
    more = {"owner": None} if lacking == "owner" else {"due_on": None, "stages": []}
    promise = drafted(city, **more)
    with pytest.raises(NotValid) as refused:
        actions.publish(promise, by=city.shen, at=NOON)
    assert refused.value.fields[lacking][0].endswith(".")
    assert fresh(promise).state == "draft"


def test_the_database_keeps_a_public_promise_with_owner_and_day(city: City) -> None:
    promise = promised(city)
    for lacking in ({"owner": None}, {"due_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Promise.objects.filter(pk=promise.pk).update(**lacking)


def test_only_the_head_of_the_owning_office_publishes(city: City) -> None:
    promise = drafted(city)
    for somebody in (city.chen, city.lin, city.mo, city.zhao, city.mei):
        with pytest.raises(NotAllowed):
            actions.publish(promise, by=somebody, at=NOON)
    actions.publish(promise, by=city.shen, at=NOON)
    with pytest.raises(Conflict):
        actions.publish(promise, by=city.shen, at=NOON)


def test_only_an_office_drafts_and_for_itself(city: City) -> None:
    for somebody in (city.lin, city.mei, city.zhao):
        with pytest.raises(NotAllowed):
            actions.draft(given(city), by=somebody, at=NOON)
    with pytest.raises(NotValid):
        actions.draft(given(city, owner=city.office("drains")), by=city.chen, at=NOON)


def test_every_fault_of_a_draft_stands_beside_its_field(city: City) -> None:
    faulty = given(
        city,
        titles={"zh-hans": " "},
        words="",
        budget_source="",
        stages=[("后面的", DUE), ("前面的", TODAY + timedelta(days=3))],
        point=(39.9, 116.4),
    )
    with pytest.raises(NotValid) as refused:
        actions.draft(faulty, by=city.chen, at=NOON)
    assert set(refused.value.fields) == {"title_zh_hans", "words", "budget_source", "stages", "point"}
    assert not Promise.objects.exists()


def test_a_promise_for_a_day_that_has_passed_is_refused(city: City) -> None:
    promise = drafted(city)
    with pytest.raises(NotValid):
        actions.publish(promise, by=city.shen, at=NOON + timedelta(days=100))


def test_a_draft_can_be_written_anew_until_it_is_public(city: City) -> None:
    promise = drafted(city)
    actions.revise(promise, by=city.chen, given=given(city, words="换三盏灯。", stages=[]), at=NOON)
    assert fresh(promise).words == "换三盏灯。"
    assert promise.stages.count() == 0
    actions.publish(promise, by=city.shen, at=NOON)
    with pytest.raises(Conflict):
        actions.revise(promise, by=city.chen, given=given(city), at=NOON)


def test_each_act_is_one_line_of_an_unbroken_chain(city: City) -> None:
    promise = promised(city)
    actions.report(promise, by=city.chen, text="位置选好了。", progress=20, at=NOON + HOUR)
    previous = ""
    for line in promise.lines.select_related("words").order_by("seq"):
        assert line.previous == previous
        previous = line_digest(
            subject=promise.subject,
            seq=line.seq,
            verb=line.verb,
            side=line.side,
            actor_id=line.actor_id,
            at=line.at,
            facts=line.facts,
            words=line.words_digest,
            previous=line.previous,
        )
        assert line.digest == previous
    assert list(promise.lines.values_list("verb", flat=True)) == ["draft", "publish", "report"]


def test_a_promise_of_an_answer_stands_in_the_timeline_of_its_case(city: City, client: Client) -> None:
    case = city.case("closed", kind="suggestion")
    promise = actions.draft(given(city, source="suggestion"), by=city.chen, case=case, at=NOON + 9 * HOUR)
    assert not case.lines.filter(verb="promise").exists()
    actions.publish(promise, by=city.shen, at=NOON + 10 * HOUR)
    line = case.lines.get(verb="promise")
    assert line.facts["promise"] == promise.number
    assert line.office == promise.owner
    assert f"/promises/{promise.number}/" in client.get(f"/cases/{case.number}/").content.decode()
    assert f"/cases/{case.number}/" in client.get(f"/promises/{promise.number}/").content.decode()
    assert f"/promises/{promise.number}/" in client.get(f"/suggestions/{case.number}/").content.decode()


def test_the_reporter_is_told_that_something_was_promised(city: City) -> None:
    case = city.case("closed", kind="suggestion", email="mei@example.com")
    promise = actions.draft(given(city, source="suggestion"), by=city.chen, case=case, at=NOON + 9 * HOUR)
    actions.publish(promise, by=city.shen, at=NOON + 10 * HOUR)
    assert promise.number in Notice.objects.get(verb="promise").body


def test_a_case_that_is_not_public_is_not_named_by_its_promise(city: City, client: Client) -> None:
    case = city.case("closed", kind="suggestion", published=False)
    promise = actions.draft(given(city, source="suggestion"), by=city.chen, case=case, at=NOON + 9 * HOUR)
    actions.publish(promise, by=city.shen, at=NOON + 10 * HOUR)
    for path in (f"/promises/{promise.number}/", f"/api/v1/promises/{promise.number}/", "/promises/"):
        assert case.number not in client.get(path).content.decode()


def test_an_answer_that_promises_nothing_makes_no_promise(city: City) -> None:
    case = city.case("closed")  # solved
    with pytest.raises(NotAllowed):
        actions.draft(given(city, source="case"), by=city.chen, case=case, at=NOON + 9 * HOUR)

"""A stage closes with a record only; the checking side says kept or broken, never the owner; marks are asked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooLate
from civic.promises import actions
from civic.promises.models import Acceptance, Promise
from civic.promises.rules import MOVES, PromiseState, find, is_hers
from tests.people import NOON, City
from tests.promises.ground import DUE, TODAY, accepted, drafted, fresh, promised

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_stage_closes_only_with_a_record_that_rests_on_something(city: City) -> None:
    promise = promised(city)
    with pytest.raises(NotValid):
        actions.accept_stage(promise, by=city.lin, stage=1, text="看过。", at=NOON + DAY)
    with pytest.raises(NotValid):
        actions.accept_stage(promise, by=city.lin, stage=1, text=" ", document="验收单", at=NOON + DAY)
    actions.report(promise, by=city.chen, text="选好了。", progress=100, stage=1, at=NOON + DAY)
    assert not Acceptance.objects.exists()
    record = actions.accept_stage(promise, by=city.lin, stage=1, text="看过。", document="验收单", at=NOON + DAY)
    assert (record.by, record.office.code, record.at) == (city.lin, "supervision", NOON + DAY)
    with pytest.raises(Conflict):
        actions.accept_stage(promise, by=city.lin, stage=1, text="看过。", document="验收单", at=NOON + DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Acceptance.objects.update(document="")


def test_the_owner_never_accepts_keeps_or_breaks(city: City) -> None:
    promise = promised(city)
    late = NOON + 100 * DAY
    for somebody in (city.chen, city.shen, city.zhao, city.mo, city.rui, city.mei):
        with pytest.raises(NotAllowed):
            actions.accept_stage(promise, by=somebody, stage=1, text="看过。", document="验收单", at=NOON)
        with pytest.raises(NotAllowed):
            actions.keep(promise, by=somebody, text="做到了。", at=NOON)
        with pytest.raises(NotAllowed):
            actions.break_promise(promise, by=somebody, text="没做到。", at=late)
    with pytest.raises(NotAllowed):
        actions.report(promise, by=city.lin, text="做完了。", progress=100, at=NOON)
    with pytest.raises(NotAllowed):
        actions.withdraw(promise, by=city.lin, text="不做了。", at=NOON)


def test_no_row_of_the_table_is_both_the_owners_and_the_checkers() -> None:
    for move in MOVES:
        of_owner = is_hers(move, roles=frozenset({"handler", "head"}), is_owner=True)
        of_check = is_hers(move, roles=frozenset({"supervisor", "moderator"}), is_owner=False)
        assert not (of_owner and of_check), move.verb
    assert find("keep").before == {PromiseState.UNDERWAY}


def test_it_is_kept_once_every_stage_was_accepted(city: City) -> None:
    promise = promised(city)
    with pytest.raises(Conflict):
        actions.keep(promise, by=city.lin, text="做到了。", at=NOON + DAY)
    accepted(city, promise, at=NOON + DAY)
    actions.keep(promise, by=city.lin, text="长椅装好了，坐过。", at=NOON + 2 * DAY)
    now = fresh(promise)
    assert (now.state, now.progress, now.ended_at) == ("kept", 100, NOON + 2 * DAY)
    for act in (actions.keep, actions.withdraw):
        with pytest.raises((Conflict, NotAllowed)):
            act(promise, by=city.lin, text="再说一次。", at=NOON + 3 * DAY)


def test_it_is_broken_only_after_its_day_and_with_a_reason(city: City) -> None:
    promise = promised(city)
    with pytest.raises(Conflict):
        actions.break_promise(promise, by=city.lin, text="没做到。", at=NOON + 60 * DAY)
    with pytest.raises(NotValid):
        actions.break_promise(promise, by=city.lin, text="", at=NOON + 61 * DAY)
    actions.break_promise(promise, by=city.lin, text="一张长椅也没有装。", at=NOON + 61 * DAY)
    assert fresh(promise).state == "broken"


def test_the_owner_takes_it_back_before_its_day_only(city: City) -> None:
    promise = promised(city)
    with pytest.raises(TooLate):
        actions.withdraw(promise, by=city.shen, text="不做了。", at=NOON + 61 * DAY)
    actions.withdraw(promise, by=city.shen, text="公园改建，长椅另行安排。", at=NOON + DAY)
    assert fresh(promise).state == "withdrawn"


def test_overdue_and_stale_are_asked_each_day_and_kept_nowhere(city: City) -> None:
    promise = promised(city, due_on=TODAY + 200 * DAY)
    columns = {field.name for field in Promise._meta.get_fields()}
    assert not columns & {"is_overdue", "overdue", "is_stale", "stale"}

    def marks(days: int) -> tuple[bool, bool]:
        today = TODAY + days * DAY
        rows = Promise.objects.public()
        return rows.overdue(today).exists(), rows.stale(today).exists()

    assert marks(20) == (False, False)
    assert marks(21) == (True, False)  # a stage was missed
    assert fresh(promise, today=TODAY + 21 * DAY).has_missed_stage
    assert not fresh(promise, today=TODAY + 21 * DAY).is_missed
    assert marks(90) == (True, True)
    actions.report(promise, by=city.chen, text="位置选好了。", progress=30, at=NOON + 90 * DAY)
    assert marks(91) == (True, False)
    accepted(city, promise, at=NOON + 92 * DAY)
    assert marks(92) == (False, False)
    assert marks(201) == (True, True)
    actions.break_promise(promise, by=city.lin, text="没做到。", at=NOON + 201 * DAY)
    assert marks(400) == (False, False)


def test_the_page_says_what_was_missed(city: City, client: Client, settings: object) -> None:
    promise = promised(city, at=NOON)
    body = client.get(f"/promises/{promise.number}/").content.decode()
    assert promise.title in body
    assert "1,234" not in body or "12,345" in body


def test_a_report_moves_the_next_day_by_ninety_days_at_most(city: City) -> None:
    promise = promised(city)
    with pytest.raises(NotValid):
        actions.report(promise, by=city.chen, text="好。", progress=5, next_on=DUE + 90 * DAY, at=NOON)
    with pytest.raises(NotValid):
        actions.report(promise, by=city.chen, text="好。", progress=101, at=NOON)
    actions.report(promise, by=city.chen, text="好。", progress=5, at=NOON + DAY)
    now = fresh(promise)
    assert (now.progress, now.next_report_on, now.heard_on) == (5, TODAY + 91 * DAY, TODAY + DAY)


def test_nothing_is_reported_of_a_draft(city: City) -> None:
    with pytest.raises(Conflict):
        actions.report(drafted(city), by=city.chen, text="好。", progress=5, at=NOON)

"""One verb for many cases: read first, done one by one, each refusal told beside its case."""

import re
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.cases.models import Case, Line
from civic.desk.actions import Asked, for_milliseconds, moving, start_batch, work_batch, work_batches
from civic.desk.models import Batch, BatchItem
from civic.desk.rules import desk_rows, goes_in_bulk, verbs_in_bulk
from civic.handling import actions as handling
from civic.lib.codes import new_number
from civic.lib.refusals import Conflict
from civic.offices import actions as offices
from civic.offices.models import Post
from civic.supervision import actions as supervision
from tests.at_once import at_once, kinds
from tests.desk.test_worklist import _copies
from tests.people import NOON, City

pytestmark = pytest.mark.django_db


def _preview(client: Any, verb: str, *cases: Case, **more: Any) -> str:
    answer = client.post("/desk/bulk/?view=all", {"verb": verb, "case": [case.number for case in cases], **more})
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    page: str = answer.content.decode()
    return page


def _do(client: Any, page: str, verb: str, **more: Any) -> Any:
    """Send the preview as a browser would."""
    read = re.findall(r'name="case" value="([^"]*)"', page)
    return client.post("/desk/bulk/?view=all", {"verb": verb, "do": "1", "case": read, **more})


def _batch(cases: list[Case], verb: str, *, by: Any) -> Batch:
    asked = [Asked(case, case.last_seq, {}) for case in cases]
    return start_batch(asked, verb, by=by, at=NOON)


def _sent(cases: list[Case], verb: str, *, by: Any) -> list[BatchItem]:
    """What became of each, once the list was worked off."""
    return list(work_batch(_batch(cases, verb, by=by), at=NOON).items.all())


def _state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def test_only_what_needs_no_words_goes_in_bulk() -> None:
    assert {move.verb for move in desk_rows() if goes_in_bulk(move)} >= {
        "accept",
        "verify",
        "dispatch",
        "take",
    }
    assert not [move.verb for move in desk_rows() if goes_in_bulk(move) and move.publishes]
    said = {"decline", "answer", "return", "ask", "withhold", "publish", "send-back", "uphold", "overturn"}
    assert not [move.verb for move in desk_rows() if move.verb in said and goes_in_bulk(move)]
    assert "accept" in verbs_in_bulk("check", frozenset({"supervisor"}))
    assert "accept" not in verbs_in_bulk("act", frozenset({"handler"}))


def test_a_preview_changes_nothing_and_says_what_goes_and_what_not(city: City, as_person: Any) -> None:
    filed, answered = city.case("filed", published=False), city.case("answered")
    page = _preview(as_person(city.lin), "accept", filed, answered)
    assert "Accept: 1 case goes" in page
    assert "1 case stays as it is" in page
    assert "is not possible now: the case is at “Answered, being checked”" in page
    assert (_state(filed), _state(answered)) == ("filed", "answered")


def test_accepting_many_publishes_none(city: City, as_person: Any) -> None:
    cases = [city.case("filed", published=False) for _number in range(3)]
    client = as_person(city.lin)
    page = _preview(client, "accept", *cases)
    assert "Accepting publishes nothing" in page
    answer = _do(client, page, "accept")
    assert answer.status_code == 302
    assert answer.url == "/desk/?view=all"
    assert {_state(case) for case in cases} == {"accepted"}
    assert {Case.objects.get(pk=case.pk).publication for case in cases} == {"unscreened"}
    assert "Accept: 3 cases done." in client.get("/desk/").content.decode()


def test_a_report_whose_matter_nobody_named_is_not_accepted_in_bulk(city: City, as_person: Any) -> None:
    case = city.filed(matter=None).case
    page = _preview(as_person(city.lin), "accept", case)
    assert "Nobody has said what this is about" in page
    assert 'name="do"' not in page


def test_each_goes_to_the_office_named_for_it_or_all_to_one(city: City, as_person: Any) -> None:
    lamp, cover = city.case("accepted"), city.filed(matter=city.matter("0102")).case
    supervision.accept(cover, by=city.lin, matter=None, at=NOON)
    other = city.filed(matter=city.matter("0900")).case
    supervision.accept(other, by=city.lin, matter=None, at=NOON)
    client = as_person(city.zhao)
    page = _preview(client, "dispatch", lamp, cover, other)
    assert "Dispatch: 2 cases go" in page
    assert "Nobody is named for this matter at this place" in page
    assert _do(client, page, "dispatch").status_code == 200  # one was left, so the page tells
    held = {case.pk: case.office.code for case in Case.objects.filter(office__isnull=False).select_related("office")}
    assert held == {lamp.pk: "dongqiao-lamps", cover.pk: "drains"}
    page = _preview(client, "dispatch", other, office="drains")
    assert _do(client, page, "dispatch", office="drains").status_code == 302
    assert Case.objects.get(pk=other.pk).office == city.office("drains")
    refused = client.post("/desk/bulk/", {"verb": "dispatch", "case": [lamp.number], "office": "supervision"})
    assert refused.status_code == 400


def test_taking_and_verifying_many(city: City, as_person: Any) -> None:
    dispatched = [city.case("dispatched") for _number in range(2)]
    chen = as_person(city.chen)
    assert _do(chen, _preview(chen, "take", *dispatched), "take").status_code == 302
    assert {_state(case) for case in dispatched} == {"in-hand"}
    answered = [city.case("answered") for _number in range(2)]
    lin = as_person(city.lin)
    assert _do(lin, _preview(lin, "verify", *answered), "verify").status_code == 302
    assert {_state(case) for case in answered} == {"closed"}


def test_whoever_acted_on_a_case_does_not_check_it_in_bulk_either(city: City, as_person: Any) -> None:
    case = city.case("answered")
    page = as_person(city.chen).post("/desk/bulk/", {"verb": "verify", "case": [case.number], "do": "1"})
    assert page.status_code == 404  # no such verb on her side
    [told] = _sent([case], "verify", by=city.chen)
    assert "belongs to the checking side" in str(told.refusal)
    assert _state(case) == "answered"


def test_a_lost_race_is_told_beside_its_case_and_the_others_are_done(city: City, as_person: Any) -> None:
    first, second, third = (city.case("filed") for _number in range(3))
    client = as_person(city.lin)
    page = _preview(client, "accept", first, second, third)
    city.case("filed")
    supervision.ask(second, by=city.lin, text="在哪一边？", at=NOON)
    answer = _do(client, page, "accept")
    told = answer.content.decode()
    assert answer.status_code == 200
    assert "Accept: 1 case was left as it is" in told
    assert "Something happened in this case since you chose it" in told
    assert second.number in told
    assert [_state(case) for case in (first, second, third)] == ["accepted", "asked-at-desk", "accepted"]


def test_nothing_is_done_to_what_was_not_read(city: City, as_person: Any) -> None:
    case = city.case("filed")
    answer = as_person(city.lin).post("/desk/bulk/", {"verb": "accept", "case": [case.number], "do": "1"})
    assert answer.status_code == 409
    assert _state(case) == "filed"


def test_one_refusal_leaves_nothing_half_done(city: City, monkeypatch: Any) -> None:
    """The second act breaks off after its line was written: its case is as it was, the first one stays done."""
    first, second = city.case("dispatched"), city.case("dispatched")
    lines = Line.objects.count()
    real = handling.take

    def breaks_off(case: Case, **given: Any) -> Line:
        line = real(case, **given)
        if case.pk == second.pk:
            raise Conflict("too late")
        return line

    monkeypatch.setitem(moving.ACTS, ("act", "take"), breaks_off)
    assert [one.refusal for one in _sent([first, second], "take", by=city.chen)] == ["", "too late"]
    assert (_state(first), _state(second)) == ("in-hand", "dispatched")
    assert Line.objects.count() == lines + 1


def test_a_case_of_another_desk_is_left_out_as_if_it_did_not_exist(city: City, as_person: Any) -> None:
    case = city.case("accepted")
    page = _preview(as_person(city.chen), "take", case)
    assert case.number not in page
    assert "None of the chosen cases can go this way." in page
    answer = as_person(city.chen).post(
        "/desk/bulk/", {"verb": "take", "case": [f"{case.number}:{case.last_seq}"], "do": "1"}
    )
    assert case.number not in answer.content.decode()
    assert _state(case) == "accepted"


@pytest.mark.parametrize("verb", ["decline", "publish", "answer", "fly", ""])
def test_what_needs_words_has_no_bulk(city: City, as_person: Any, verb: str) -> None:
    case = city.case("filed")
    assert as_person(city.lin).post("/desk/bulk/", {"verb": verb, "case": [case.number]}).status_code == 404


def test_choosing_nothing_leads_back_with_a_word(city: City, as_person: Any) -> None:
    client = as_person(city.lin)
    answer = client.post("/desk/bulk/?view=filed", {"verb": "accept"})
    assert (answer.status_code, answer.url) == (302, "/desk/?view=filed")
    assert "Choose cases first" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    "said", [["x"], [""], ["' OR 1=1"], ["26-0000-0000"] * 101, ["26-0000-0000:x"], [":5"], ["26-0000-0000:-1:2"]]
)
def test_spoilt_numbers_are_no_error(city: City, as_person: Any, said: list[str]) -> None:
    city.case("filed")
    answer = as_person(city.lin).post("/desk/bulk/", {"verb": "accept", "case": said, "do": "1"})
    assert answer.status_code in (200, 302, 409)


def test_the_boxes_and_buttons_stand_there_without_a_script(city: City, as_person: Any) -> None:
    case = city.case("filed")
    page = as_person(city.lin).get("/desk/?view=filed").content.decode()
    assert f'type="checkbox" name="case" value="{case.number}"' in page
    assert re.search(r'<div class="bulk" id="bulk">', page)  # not hidden
    assert re.search(r'<button type="submit" name="verb" value="accept"', page)


def _real_copies(case: Case, many: int) -> list[Case]:
    """Bare rows under numbers that could have been issued."""
    copies = _copies(case, many)
    for copy in copies:
        copy.number = new_number(2025)
    Case.objects.bulk_update(copies, ["number"])
    return copies


def test_a_preview_of_a_hundred_costs_as_many_queries_as_one_of_ten(city: City, as_person: Any) -> None:
    case, client = city.case("dispatched"), as_person(city.chen)
    copies = _real_copies(case, 100)
    spent = []
    for many in (10, 100):
        with CaptureQueriesContext(connection) as queries:
            _preview(client, "take", *copies[:many])
        spent.append(len(queries))
    assert spent[0] == spent[1] <= 12


def test_a_whole_page_of_a_hundred_is_chosen_and_done(city: City, as_person: Any) -> None:
    case, client = city.case("dispatched"), as_person(city.chen)
    copies = _real_copies(case, 100)
    page = _preview(client, "take", *copies)
    assert "Take on: 100 cases go" in page
    assert _do(client, page, "take").status_code != 413  # the site takes two hundred fields, and no more


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_take_the_same_cases_at_once_take_each_once(city: City) -> None:
    """Whoever comes second reads why, beside each case; nobody meets a fault, and nothing is taken twice."""
    cases = [city.case("dispatched") for _number in range(3)]
    told = at_once(*(lambda who=who: _sent(cases, "take", by=who) for who in (city.chen, city.shen)))
    assert [type(one) for one in told] == [list, list]
    for case in cases:
        refusals = [one.refusal for moved in told for one in moved if one.case_id == case.pk]
        assert sorted(map(bool, refusals)) == [False, True]
        assert "Something happened in this case" in max(refusals)
        assert (_state(case), Line.objects.filter(case=case, verb="take").count()) == ("in-hand", 1)


# --- a long list goes on after the page has answered ---


def _out_of_time(monkeypatch: Any) -> None:
    """A page that has time for nothing."""
    monkeypatch.setattr(import_module("civic.desk.views.bulk"), "for_milliseconds", lambda most: lambda: False)


def test_what_a_page_has_no_time_for_waits_and_the_worker_does_it(city: City, as_person: Any, monkeypatch: Any) -> None:
    cases, client = [city.case("dispatched") for _number in range(3)], as_person(city.chen)
    _out_of_time(monkeypatch)
    answer = _do(client, _preview(client, "take", *cases), "take")
    assert answer.status_code == 302
    waits = client.get(answer.url).content.decode()
    assert "Take on: 0 of 3" in waits
    assert {_state(case) for case in cases} == {"dispatched"}
    assert work_batches(at=NOON) == 1
    assert {_state(case) for case in cases} == {"in-hand"}
    done = client.get(answer.url).content.decode()
    assert "3 cases done" in done
    assert work_batches(at=NOON) == 0


def test_a_page_moves_five_cases_however_slow_the_machine_is() -> None:
    is_time_left = for_milliseconds(0)
    assert [is_time_left() for _case in range(12)] == [True] * 5 + [False] * 7


def test_without_a_worker_the_officer_goes_on_herself(city: City, as_person: Any) -> None:
    cases, client = [city.case("dispatched") for _number in range(2)], as_person(city.chen)
    batch = _batch(cases, "take", by=city.chen)
    answer = client.post(f"/desk/bulk/{batch.pk}/")
    assert (answer.status_code, answer.url) == (302, "/desk/")
    assert {_state(case) for case in cases} == {"in-hand"}


def test_what_the_worker_could_not_move_is_told_in_the_officers_language(city: City, as_person: Any) -> None:
    case = city.case("dispatched")
    batch = start_batch([Asked(case, case.last_seq - 1, {})], "take", by=city.chen, language="zh-hans", at=NOON)
    work_batches(at=NOON)
    assert "您选中" in batch.items.get().refusal
    page = as_person(city.chen).get(f"/desk/bulk/{batch.pk}/").content.decode()
    assert batch.items.get().refusal in page


def test_a_list_is_its_senders_alone(city: City, as_person: Any) -> None:
    batch = _batch([city.case("dispatched")], "take", by=city.chen)
    for other in (city.shen, city.lin, city.mei, city.root):
        assert as_person(other).get(f"/desk/bulk/{batch.pk}/").status_code in (403, 404)
        assert as_person(other).post(f"/desk/bulk/{batch.pk}/").status_code in (403, 404)
    assert _state(batch.items.get().case) == "dispatched"


def test_who_lost_the_post_meanwhile_moves_nothing_more(city: City) -> None:
    case = city.case("dispatched")
    batch = _batch([case], "take", by=city.chen)
    later = NOON.replace(year=2027)
    Post.objects.filter(officer__person=city.chen).update(ends=NOON.date())
    work_batches(at=later)
    assert "no post" in batch.items.get().refusal
    assert _state(case) == "dispatched"


def test_a_list_is_thrown_away_after_a_week(city: City) -> None:
    batch = _batch([city.case("dispatched")], "take", by=city.chen)
    work_batches(at=NOON)
    work_batches(at=NOON + timedelta(days=6))
    assert Batch.objects.filter(pk=batch.pk).exists()
    work_batches(at=NOON + timedelta(days=8))
    assert not Batch.objects.filter(pk=batch.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_list_move_each_case_once(city: City) -> None:
    cases = [city.case("dispatched") for _number in range(6)]
    batch = _batch(cases, "take", by=city.chen)
    told = at_once(*(lambda: work_batch(Batch.objects.get(pk=batch.pk), at=NOON) for _worker in range(2)))
    assert kinds(told) == ["Batch", "Batch"]
    assert [item.state for item in batch.items.all()] == ["done"] * 6
    assert Line.objects.filter(verb="take").count() == 6
    assert Batch.objects.get(pk=batch.pk).done_at == NOON


# --- what those are about that name nothing ---


def test_a_matter_that_the_words_suggest_is_shown_as_suggested_and_taken(city: City, as_person: Any) -> None:
    offices.set_keywords(city.matter("0101"), ["路灯:3"])
    case = city.filed(matter=None, text="小区门口的路灯坏了三天。").case
    client = as_person(city.lin)
    page = _preview(client, "accept", case)
    assert "suggested by its words" in page
    assert _do(client, page, "accept").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.matter) == ("accepted", city.matter("0101"))


def test_one_matter_may_be_chosen_for_all_that_name_none(city: City, as_person: Any) -> None:
    vague, named = city.filed(matter=None).case, city.case("filed")
    client = as_person(city.lin)
    page = _preview(client, "accept", vague, named, matter="0102")
    assert "Accept: 2 cases go" in page
    assert _do(client, page, "accept", matter="0102").status_code == 302
    matters = dict(Case.objects.values_list("pk", "matter__code"))
    assert matters == {vague.pk: "0102", named.pk: "0101"}
    assert client.post("/desk/bulk/", {"verb": "accept", "case": [vague.number], "matter": "x"}).status_code == 400


def test_what_is_unticked_in_the_preview_stays_as_it_is(city: City, as_person: Any) -> None:
    first, second = city.case("filed"), city.case("filed")
    client = as_person(city.lin)
    page = _preview(client, "accept", first, second)
    assert page.count('checked aria-labelledby="goes') == 2
    ticked = {"verb": "accept", "do": "1", "case": [f"{first.number}:{first.last_seq}"]}
    assert client.post("/desk/bulk/", ticked).status_code == 302
    assert (_state(first), _state(second)) == ("accepted", "filed")

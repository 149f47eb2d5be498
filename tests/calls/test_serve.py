"""What is written down for a caller is hers, marked as by telephone, and never by the office that is rated."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.calls import actions
from civic.calls.queries import latest_code, open_check
from civic.cases.actions import add, note_called_back, reissue_code, ring
from civic.cases.guards import opens_with, reporter_on_the_phone
from civic.cases.models import Appeal, Case, ContactOpening, Part
from civic.cases.queries import timeline
from civic.feedback import actions as feedback
from civic.feedback.models import Rating
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.notices.models import Notice
from civic.offices.models import Post
from tests.calls.helping import HOUR, PHONE, called, closed, sure
from tests.people import NOON, City

LATER = NOON + 24 * HOUR


def _last(case: Case) -> Any:
    return case.lines.order_by("-seq").first()


def test_a_rating_by_telephone_is_the_residents_and_says_so_with_the_operator_known_to_the_desk(city: City) -> None:
    case = closed(city)
    sure(city, case, at=LATER)
    actions.rate_by_phone(case, by=city.he, solved="yes", result=5, text="亮了。", at=LATER)
    case.refresh_from_db()
    line = _last(case)
    assert (case.verdict, line.verb, line.side, line.actor) == ("yes", "rate", "resident", city.he)
    assert line.facts["by"] == "phone"
    assert Rating.objects.get(case=case).person is None
    assert Part.objects.get(case=case, person=city.he).side == "intake"
    assert case.resident_seq == line.seq  # her words wait for the moderator like all words of residents
    with pytest.raises(Taken):
        actions.rate_by_phone(case, by=city.he, solved="no", at=LATER)


def test_a_no_by_telephone_opens_the_case_again(city: City) -> None:
    case = closed(city)
    sure(city, case, at=LATER)
    actions.rate_by_phone(case, by=city.he, solved="no", at=LATER)
    case.refresh_from_db()
    assert (case.state, case.round) == ("accepted", 2)


def test_nothing_is_written_down_for_a_caller_nobody_made_sure_of(city: City) -> None:
    case = closed(city)
    acts: list[Any] = [
        lambda: actions.rate_by_phone(case, by=city.he, solved="yes", at=LATER),
        lambda: actions.appeal_by_phone(case, by=city.he, text="不同意。", at=LATER),
        lambda: actions.reply_by_phone(case, by=city.he, text="在。", at=LATER),
        lambda: actions.add_by_phone(case, by=city.he, text="在。", at=LATER),
        lambda: actions.give_out_code(case, by=city.he, at=LATER),
        lambda: actions.text_code(case, by=city.he, at=LATER),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    sure(city, case, at=LATER)
    with pytest.raises(NotAllowed):
        actions.rate_by_phone(case, by=city.he, solved="yes", at=LATER + HOUR)


def test_nobody_of_the_rated_office_writes_a_rating_or_appeal_down(city: City) -> None:
    case = closed(city)
    Post.objects.filter(officer__person=city.he).update(office=city.office("dongqiao-lamps"))
    sure(city, case, at=LATER)
    with pytest.raises(NotAllowed) as refused:
        actions.rate_by_phone(case, by=city.he, solved="yes", at=LATER)
    assert refused.value.code == "office"
    with pytest.raises(NotAllowed):
        actions.appeal_by_phone(case, by=city.he, text="不同意。", at=LATER)


def test_whoever_had_another_hand_in_the_case_writes_nothing_down(city: City) -> None:
    case = closed(city)
    Part.objects.create(case=case, person=city.he, side="act", verb="answer", at=NOON)
    sure(city, case, at=LATER)
    with pytest.raises(NotAllowed) as refused:
        actions.rate_by_phone(case, by=city.he, solved="yes", at=LATER)
    assert refused.value.code == "part"
    with pytest.raises(NotAllowed):
        actions.give_out_code(case, by=city.he, at=LATER)


def test_the_proof_of_the_telephone_is_worth_nothing_in_other_hands(city: City) -> None:
    case = closed(city)
    for who in (city.chen, city.lin, city.mei):
        with pytest.raises(NotAllowed):
            feedback.rate(case, by=reporter_on_the_phone(case, operator=who), solved="yes", at=LATER)


def test_an_operator_who_handed_it_in_can_never_check_or_act_on_it(city: City) -> None:
    case = called(city).case
    with pytest.raises(NotAllowed):
        add(case, by=city.lin, text="在。", at=NOON)
    with pytest.raises(NotAllowed):
        reissue_code(case, by=city.chen, key="k", at=NOON)
    with pytest.raises(NotAllowed):
        ring(case, by=city.lin, purpose="回访", at=NOON)
    with pytest.raises(Conflict):
        note_called_back(case, by=city.he, at=NOON)


def test_an_appeal_and_a_reply_by_telephone_say_so(city: City) -> None:
    case = closed(city)
    sure(city, case, at=LATER)
    actions.appeal_by_phone(case, by=city.he, text="灯又灭了，我不同意。", at=LATER)
    assert Appeal.objects.filter(case=case).exists()
    assert _last(case).facts["by"] == "phone"
    asked = city.case("in-hand", phone=PHONE)
    handling.ask(asked, by=city.chen, text="是哪一根灯杆？", at=NOON + 5 * HOUR)
    sure(city, asked, at=LATER)
    actions.reply_by_phone(asked, by=city.he, text="0417 号。", at=LATER)
    asked.refresh_from_db()
    assert asked.state == "in-hand"
    assert (_last(asked).verb, _last(asked).facts["by"]) == ("reply", "phone")


def test_what_a_caller_adds_is_read_by_the_desk_and_herself_only(city: City) -> None:
    case = city.case("in-hand", phone=PHONE)
    sure(city, case, at=LATER)
    actions.add_by_phone(case, by=city.he, text="现在还冒火花。", at=LATER)
    said = {reader: [entry.text for entry in timeline(case, reader)][-1] for reader in ("public", "party", "desk")}
    assert said == {"public": "", "party": "现在还冒火花。", "desk": "现在还冒火花。"}
    handling.ask(case, by=city.chen, text="哪一根？", at=LATER)
    with pytest.raises(Conflict):  # what is said then is the reply
        actions.add_by_phone(case, by=city.he, text="那一根。", at=LATER)


# --- the code ---


def test_another_code_takes_the_place_of_the_old_one_and_of_every_browser_that_showed_it(city: City) -> None:
    filed = called(city, matter=city.matter())
    number = filed.case.number
    old, new = Client(), Client()
    old.post("/track/", {"number": number, "code": filed.tracking_code})
    assert old.get(f"/cases/{number}/").status_code == 200
    sure(city, filed.case, at=NOON)
    code = actions.give_out_code(filed.case, by=city.he, at=NOON)
    assert actions.give_out_code(filed.case, by=city.he, at=NOON) == code
    case = Case.objects.get(pk=filed.case.pk)
    assert case.reissues == 1
    assert opens_with(case, code)
    assert not opens_with(case, filed.tracking_code)
    assert "Only you and the desk can read this page" not in old.get(f"/cases/{number}/").content.decode()
    assert number not in old.get("/me/").content.decode()  # a stranger again
    assert new.post("/track/", {"number": number, "code": filed.tracking_code}).status_code == 200
    assert new.post("/track/", {"number": number, "code": code}).status_code == 302
    assert "Only you and the desk can read this page" in new.get(f"/cases/{number}/").content.decode()
    assert number in new.get("/me/").content.decode()
    assert _last(case).verb == "reissue"


def test_a_code_given_out_later_shuts_the_one_before(city: City) -> None:
    case = called(city).case
    check = sure(city, case, at=NOON)
    first = actions.give_out_code(case, by=city.he, at=NOON)
    actions.end_check(check, by=city.he, at=NOON)
    sure(city, case, at=NOON + HOUR)
    second = actions.give_out_code(case, by=city.he, at=NOON + HOUR)
    case.refresh_from_db()
    assert (case.reissues, opens_with(case, first), opens_with(case, second)) == (2, False, True)
    held = open_check(case, city.he, at=NOON + HOUR)
    assert held is not None
    assert latest_code(held, case) == second
    assert latest_code(check, case) == ""


def test_whoever_left_a_number_is_told_of_a_new_code_and_may_have_it_by_text_message(city: City, settings: Any) -> None:
    settings.SMS_GATEWAY = "console"
    case = called(city).case
    sure(city, case, at=NOON)
    with pytest.raises(NotValid):
        actions.text_code(case, by=city.he, at=NOON)
    code = actions.give_out_code(case, by=city.he, at=NOON)
    assert "Was it not you" in Notice.objects.get(verb="reissue").body or Notice.objects.get(verb="reissue").body
    assert code not in Notice.objects.get(verb="reissue").body
    actions.text_code(case, by=city.he, at=NOON)
    assert code in Notice.objects.get(verb="phone-code").body


def test_a_receipt_that_is_shown_again_never_tells_a_code_that_took_its_place(city: City, client: Any) -> None:
    filed = called(city)
    sure(city, filed.case, at=NOON)
    code = actions.give_out_code(filed.case, by=city.he, at=NOON)
    again = called(city)
    assert again.is_replay
    assert again.tracking_code == ""
    assert code


def test_the_number_is_shown_for_a_call_only_and_that_is_written_down(city: City) -> None:
    case = closed(city)
    contact = ring(case, by=city.he, purpose="回访", at=LATER)
    assert contact.phone.endswith(PHONE)
    opening = ContactOpening.objects.get(case=case)
    assert (opening.by, opening.purpose) == (city.he, "回访")
    with pytest.raises(NotValid):
        ring(city.case("closed"), by=city.he, purpose="回访", at=LATER)


# --- the pages ---


def test_the_page_tells_what_to_say_and_writes_down_what_is_said(city: City, as_person: Any, monkeypatch: Any) -> None:
    case = closed(city)
    at = LATER
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    sure(city, case, at=at)
    he = as_person(city.he)
    page = he.get(f"/desk/phone/cases/{case.number}/").content.decode()
    assert "Tell the caller" in page
    assert "已更换电缆" in page
    assert "May be appealed until" in page
    bad = he.post(f"/desk/phone/cases/{case.number}/rate/", {"rate-text": "还是不亮"})
    assert bad.status_code == 400
    assert "还是不亮" in bad.content.decode()
    paper = he.get(f"/desk/phone/print/{case.number}/").content.decode()
    assert case.number in paper
    assert "已更换电缆" in paper
    assert "You may appeal until" in paper
    done = he.post(f"/desk/phone/cases/{case.number}/rate/", {"rate-solved": "yes"}, follow=True)
    assert "The rating is written down." in done.content.decode()
    assert he.post(f"/desk/phone/cases/{case.number}/close/").status_code == 404
    given = he.post(f"/desk/phone/cases/{case.number}/reissue/", follow=True).content.decode()
    assert "New secret code" in given
    assert as_person(city.mei).get(f"/desk/phone/cases/{case.number}/").status_code == 403


def test_a_caller_takes_her_report_back_before_anybody_accepted_it(city: City) -> None:
    case = called(city).case
    sure(city, case, at=NOON)
    actions.withdraw_by_phone(case, by=city.he, at=NOON)
    case.refresh_from_db()
    assert (case.state, _last(case).facts["by"]) == ("withdrawn", "phone")


def test_the_desk_reads_who_wrote_it_down_and_in_which_language_it_was_said(city: City, as_person: Any) -> None:
    case = called(city, spoken="yue", matter=city.matter()).case
    sure(city, case, at=NOON)
    actions.add_by_phone(case, by=city.he, text="而家仲有火花。", at=NOON)
    page = as_person(city.lin).get(f"/desk/cases/{case.number}/").content.decode()
    assert "Resident by telephone, written down by He · " in page
    assert "Cantonese" in page
    assert "而家仲有火花。" in page


def test_the_reporter_reads_that_her_case_was_opened_for_a_caller(city: City, as_person: Any) -> None:
    case = city.filed(by=city.mei, phone=PHONE).case
    page = as_person(city.mei).get("/me/").content.decode()
    assert "Opened for a caller" not in page
    sure(city, case, at=NOON)
    page = as_person(city.mei).get("/me/").content.decode()
    assert "Opened for a caller" in page
    assert "Called back on the number left with the case" in page


def test_a_rating_by_telephone_costs_no_more_than_a_move(city: City) -> None:
    case = closed(city)
    sure(city, case, at=LATER)
    with CaptureQueriesContext(connection) as seen:
        actions.rate_by_phone(case, by=city.he, solved="yes", at=LATER)
    assert len([one for one in seen if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 24

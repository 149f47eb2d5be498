"""A call is kept while it is written down, handed in once, and its receipt is read out by whoever took it."""

from datetime import timedelta
from typing import Any

import pytest

from civic.calls import actions
from civic.calls.models import KeptCall
from civic.calls.queries import cases_opened, kept_calls, may_print, open_check, receipt_of
from civic.calls.rules import SHIFT, read_out
from civic.cases.actions import ReportGiven, forget_reporter, ring
from civic.cases.guards import opens_with
from civic.cases.models import Case, Draft, LineWords, Part
from civic.cases.queries import Viewer, on_desk_of, timeline
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.notices.models import Notice
from civic.offices.queries import hand_of
from tests.calls.helping import HOUR, PHONE, WORDS, called
from tests.people import NOON, City

FORM = {
    "token": "t1",
    "phone": PHONE,
    "text": WORDS,
    "spoken": "yue",
    "kind": "complaint",
    "matter": "0101",
    "place": "老桥南站",
    "found": "",
}


def test_a_call_becomes_a_case_by_telephone_with_the_operator_on_her_side_for_good(city: City) -> None:
    filed = called(city, spoken="yue", language="zh-hant", matter=city.matter())
    case = filed.case
    assert (case.source, case.language, case.reporter) == ("phone", "zh-hant", None)
    part = Part.objects.get(case=case, person=city.he)
    assert (part.side, part.verb) == ("intake", "file")
    line = case.lines.get()
    assert (line.side, line.actor, line.facts["source"], line.facts["spoken"]) == ("intake", city.he, "phone", "yue")
    assert [str(entry.title) for entry in timeline(case, "public")] == ["Handed in by telephone"]
    assert opens_with(case, filed.tracking_code)


def test_everybody_reads_that_it_was_handed_in_by_telephone(city: City, client: Any) -> None:
    case = city.case("accepted", source="phone", by=city.he)
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert "Handed in by telephone" in page
    assert "Resident, written down by the phone desk" in page


def test_the_same_call_pressed_twice_is_one_case_with_one_code(city: City) -> None:
    first, again = called(city), called(city)
    assert (again.case, again.tracking_code, again.is_replay) == (first.case, first.tracking_code, True)
    assert Case.objects.count() == 1


def test_only_the_phone_desk_writes_calls_down_and_nobody_hands_in_a_colleagues(city: City) -> None:
    for who in (city.lin, city.zhao, city.chen, city.mei):
        with pytest.raises(NotAllowed):
            actions.keep_call("t", by=who, said={}, at=NOON)
    kept = actions.keep_call("t", by=city.he, said={"text": WORDS}, at=NOON)
    given = ReportGiven(kind="complaint", text=WORDS)
    with pytest.raises(NotAllowed):
        actions.register_call(kept, by=city.lin, given=given, at=NOON)
    with pytest.raises(NotAllowed):
        actions.drop_call(kept, by=city.lin, at=NOON)
    with pytest.raises(NotValid):
        actions.keep_call("", by=city.he, said={}, at=NOON)


def test_a_caller_who_hangs_up_leaves_a_sealed_draft_for_the_shift_and_not_longer(city: City) -> None:
    kept = actions.keep_call("t", by=city.he, said={"phone": PHONE, "text": "灯"}, at=NOON)
    [left] = kept_calls(city.he, at=NOON + HOUR)
    assert left.said == {"phone": PHONE, "text": "灯"}
    assert kept_calls(city.mei, at=NOON) == []
    raw = Draft.objects.filter(pk=kept.draft_id).extra(select={"raw": "answers"}).values_list("raw", flat=True)
    assert "灯" not in str(list(raw))
    later = NOON + SHIFT + timedelta(minutes=1)
    assert kept_calls(city.he, at=later) == []
    assert actions.tidy_calls(at=later) == 1
    assert not KeptCall.objects.exists()
    assert not Draft.objects.exists()


def test_a_call_may_be_thrown_away_and_a_person_forgotten(city: City) -> None:
    kept = actions.keep_call("t", by=city.he, said={"text": "灯"}, at=NOON)
    actions.drop_call(kept, by=city.he, at=NOON)
    assert not Draft.objects.exists()
    actions.keep_call("t", by=city.he, said={"text": "灯"}, at=NOON)
    actions.forget(city.he, at=NOON)
    assert not KeptCall.objects.exists()


def test_a_question_of_the_matter_left_open_never_turns_a_call_away(city: City, monkeypatch: Any) -> None:
    monkeypatch.setattr(
        "civic.cases.queries.answering.check_answers", lambda _questions, _given: ({}, {"pole": "Say which pole."})
    )
    assert called(city, matter=city.matter()).case.source == "phone"
    with pytest.raises(NotValid):
        city.filed()


def test_number_and_code_go_out_by_text_message_once(city: City, settings: Any) -> None:
    settings.SMS_GATEWAY = "console"
    filed = called(city)
    actions.text_receipt(filed.case.number, by=city.he, at=NOON)
    body = Notice.objects.get(verb="phone-code").body
    assert filed.case.number in body
    assert filed.tracking_code in body
    with pytest.raises(Taken):
        actions.text_receipt(filed.case.number, by=city.he, at=NOON)
    with pytest.raises(Conflict):
        actions.text_receipt(filed.case.number, by=city.lin, at=NOON)
    settings.SMS_GATEWAY = ""
    other = called(city, token="page-2")
    with pytest.raises(NotValid):
        actions.text_receipt(other.case.number, by=city.he, at=NOON)


def test_the_receipt_is_read_out_in_groups_by_whoever_took_the_call_during_her_shift(city: City) -> None:
    filed = called(city)
    receipt = receipt_of(city.he, filed.case.number, at=NOON + HOUR)
    assert receipt is not None
    assert receipt.code == filed.tracking_code
    assert receipt_of(city.lin, filed.case.number, at=NOON) is None
    assert receipt_of(city.he, filed.case.number, at=NOON + SHIFT + HOUR) is None
    said = read_out("26-7041-K1")
    assert [len(group) for group in said] == [2, 4, 2]
    assert [str(one.said) for one in said[2]] == ["Kunming", "one"]


def test_what_an_operator_took_is_not_on_a_desk_of_hers_afterwards(city: City, as_person: Any) -> None:
    filed = called(city)
    he = as_person(city.he)
    assert he.get(f"/desk/cases/{filed.case.number}/").status_code == 404
    assert he.get("/desk/").headers["Location"] == "/desk/phone/"
    assert he.get("/api/v1/desk/cases/").json()["results"] == []
    assert not on_desk_of(Viewer(person=city.he, officer=hand_of(city.he, on=NOON.date()))).exists()


# --- the page ---


def test_the_page_hands_a_call_in_and_shows_what_to_read_out(city: City, as_person: Any) -> None:
    he = as_person(city.he)
    assert "Ctrl" in he.get("/desk/phone/").content.decode()
    done = he.post("/desk/phone/", FORM, follow=True)
    case = Case.objects.get()
    page = done.content.decode()
    assert done.redirect_chain[-1][0] == f"/desk/phone/done/{case.number}/"
    assert "Next call" in page
    assert "Secret code" in page
    assert case.contact.language == "zh-hant"
    assert case.matter == city.matter()
    assert case.address == "老桥南站"
    assert he.post("/desk/phone/", FORM).headers["Location"].endswith(f"/done/{case.number}/")
    assert Case.objects.count() == 1


def test_a_mistake_keeps_every_word_typed_and_the_call_on_the_server(city: City, as_person: Any) -> None:
    he = as_person(city.he)
    page = he.post("/desk/phone/", FORM | {"phone": "123", "text": "灯"})
    assert page.status_code == 400
    shown = page.content.decode()
    assert 'value="123"' in shown
    assert "老桥南站" in shown
    assert "This is not a telephone number we can reach" in shown
    assert "Say a little more" in shown
    assert not Case.objects.exists()
    [left] = kept_calls(city.he, at=KeptCall.objects.get().kept_at)
    assert left.said["place"] == "老桥南站"


def test_a_call_left_off_is_gone_on_with_and_handed_in(city: City, as_person: Any) -> None:
    he = as_person(city.he)
    assert he.post("/desk/phone/keep/", FORM).json() == {"kept": True}
    he.post("/desk/phone/", FORM | {"keep": "1"})
    page = he.get("/desk/phone/").content.decode()
    assert "Calls left off" in page
    again = he.get("/desk/phone/?call=t1").content.decode()
    assert WORDS in again
    he.post("/desk/phone/", FORM)
    assert Case.objects.count() == 1
    assert "Calls left off" not in he.get("/desk/phone/").content.decode()


def test_hints_name_matter_place_danger_and_others_who_said_the_same(city: City, as_person: Any) -> None:
    city.case("accepted")
    he = as_person(city.he)
    page = he.post("/desk/phone/hints/", FORM | {"place": "99010200100101"}).content.decode()
    assert "Is it one of these places?" in page
    value = page.split('name="found" id="found-1" value="')[1].split('"')[0]
    page = he.post("/desk/phone/hints/", FORM | {"place": "99010200100101", "found": value}).content.decode()
    assert "Others told the same here" in page
    assert "望江路路灯不亮" in page
    he.post("/desk/phone/", FORM | {"place": "99010200100101", "found": value})
    case = Case.objects.get(source="phone")
    assert case.cell is not None
    assert case.cell.code == "99010200100101"


@pytest.mark.parametrize("found", ["nan,nan,", "1,2", "x", "91,0,", "39.9,116.4,", "1e999,1,"])
def test_a_forged_place_is_no_place(city: City, as_person: Any, found: str) -> None:
    page = as_person(city.he).post("/desk/phone/", FORM | {"found": found})
    assert page.status_code in (302, 400)
    assert not Case.objects.filter(lat__isnull=False).exists()


def test_the_words_of_a_call_are_blanked_when_its_reporter_is_forgotten(city: City) -> None:
    case = called(city).case
    actions.start_calling_back(PHONE, number=case.number, by=city.he, at=NOON)
    forget_reporter(case, at=NOON, public_words_too=True)
    assert not LineWords.objects.filter(line__case=case).exclude(text="").exists()
    assert not KeptCall.objects.exists()


def test_a_report_about_an_office_goes_around_that_office_on_the_phone_too(city: City, as_person: Any) -> None:
    he, lamps = as_person(city.he), city.office("dongqiao-lamps")
    form = FORM | {"kind": "misconduct", "about_office": "dongqiao-lamps", "phone": PHONE}
    assert he.post("/desk/phone/", form).status_code == 302
    case = Case.objects.get()
    assert (case.kind, case.about_office, case.matter) == ("misconduct", lamps, None)
    own = he.post("/desk/phone/", form | {"token": "t2", "about_office": "phone-desk"})
    assert own.status_code == 400
    assert "about your own office" in own.content.decode()
    assert he.post("/desk/phone/", form | {"token": "t3", "about_office": "nowhere"}).status_code == 400
    assert Case.objects.count() == 1


def test_what_is_about_the_operators_own_office_does_not_exist_for_her(city: City) -> None:
    filed = city.filed(
        kind="misconduct", about_office=city.office("phone-desk"), matter=None, lat=None, lon=None, phone=PHONE
    )
    assert actions.hear_code(filed.case.number, code=filed.tracking_code, by=city.he, at=NOON).sure == "wrong"
    check = actions.start_calling_back(PHONE, by=city.he, at=NOON)
    assert check.sure == "wrong"  # like a number nobody left
    assert open_check(filed.case, city.he, at=NOON) is None
    assert cases_opened(check, at=NOON) == []
    assert not may_print(filed.case, city.he, at=NOON)
    with pytest.raises(NotAllowed):
        ring(filed.case, by=city.he, purpose="回访", at=NOON)

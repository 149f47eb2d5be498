"""Before anything of a case is shown, the desk makes sure of the caller; every try is written down, guesses are few."""

from datetime import timedelta
from typing import Any

import pytest

from civic.calls import actions
from civic.calls.models import Check
from civic.calls.queries import open_check, recent_checks
from civic.calls.rules import CHECK_OPENS, CHECK_RINGS, WRONG_A_CASE, WRONG_AN_OPERATOR
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooMany
from tests.calls.helping import HOUR, MINUTE, OTHER, PHONE, called, sure
from tests.people import NOON, City

CODE = "K7QM-2X4P-9TBD"


def test_number_and_code_open_a_case_for_a_while_and_to_this_operator_only(city: City) -> None:
    filed = called(city)
    check = actions.hear_code(filed.case.number, code=filed.tracking_code.lower(), by=city.he, at=NOON)
    assert (check.how, check.sure, check.case, check.operator) == ("code", "yes", filed.case, city.he)
    assert open_check(filed.case, city.he, at=NOON + 19 * MINUTE) == check
    assert open_check(filed.case, city.he, at=NOON + CHECK_OPENS) is None
    assert open_check(filed.case, city.lin, at=NOON) is None
    assert open_check(city.filed().case, city.he, at=NOON) is None
    actions.end_check(check, by=city.lin, at=NOON)
    assert open_check(filed.case, city.he, at=NOON) == check
    actions.end_check(check, by=city.he, at=NOON)
    assert open_check(filed.case, city.he, at=NOON) is None


def test_a_number_that_was_left_is_called_back_before_anything_opens(city: City) -> None:
    case = called(city).case
    check = actions.start_calling_back("138 0013 8000", number=case.number, by=city.he, at=NOON)
    assert check.sure == "ringing"
    assert open_check(case, city.he, at=NOON) is None
    actions.confirm_called_back(check, is_reached=True, by=city.he, at=NOON + MINUTE)
    assert open_check(case, city.he, at=NOON + MINUTE) is not None
    with pytest.raises(Conflict):
        actions.confirm_called_back(check, is_reached=True, by=city.he, at=NOON + MINUTE)


def test_nobody_answers_and_nothing_opens_nor_does_it_when_it_was_too_long_ago(city: City) -> None:
    case = called(city).case
    check = actions.start_calling_back(PHONE, number=case.number, by=city.he, at=NOON)
    with pytest.raises(Conflict):
        actions.confirm_called_back(check, is_reached=True, by=city.lin, at=NOON)
    actions.confirm_called_back(check, is_reached=False, by=city.he, at=NOON)
    assert open_check(case, city.he, at=NOON) is None
    check = actions.start_calling_back(PHONE, number=case.number, by=city.he, at=NOON)
    with pytest.raises(Conflict):
        actions.confirm_called_back(check, is_reached=True, by=city.he, at=NOON + CHECK_RINGS)


def test_a_number_alone_opens_all_cases_left_with_it_and_no_other(city: City) -> None:
    first, second = called(city).case, called(city, token="page-2").case
    stranger = called(city, token="page-3", phone=OTHER).case
    check = actions.start_calling_back(PHONE, by=city.he, at=NOON)
    actions.confirm_called_back(check, is_reached=True, by=city.he, at=NOON)
    assert open_check(first, city.he, at=NOON) == open_check(second, city.he, at=NOON) == check
    assert open_check(stranger, city.he, at=NOON) is None
    one = sure(city, first, at=NOON + HOUR)
    assert open_check(second, city.he, at=NOON + HOUR) is None
    assert recent_checks(city.he, at=NOON + HOUR) == [one]


def test_wrong_pairs_are_written_down_and_told_alike_whether_the_case_exists_or_not(city: City) -> None:
    case = called(city).case
    wrong = [
        actions.hear_code(case.number, code=CODE, by=city.he, at=NOON),
        actions.start_calling_back(OTHER, number=case.number, by=city.he, at=NOON),
        actions.start_calling_back(OTHER, by=city.he, at=NOON),
    ]
    assert [check.sure for check in wrong] == ["wrong"] * 3
    assert [check.case_id for check in wrong] == [case.pk, case.pk, None]
    assert Check.objects.filter(sure="wrong", operator=city.he).count() == 3
    with pytest.raises(NotValid):
        actions.hear_code("26-7041-0000", code=CODE, by=city.he, at=NOON)
    with pytest.raises(NotValid):
        actions.start_calling_back("12", by=city.he, at=NOON)


def test_an_operator_who_guesses_is_stopped_at_a_case_and_at_all_cases(city: City) -> None:
    filed = called(city)
    case = filed.case
    for _guess in range(WRONG_A_CASE):
        actions.hear_code(case.number, code=CODE, by=city.he, at=NOON)
    with pytest.raises(TooMany):
        actions.hear_code(case.number, code=filed.tracking_code, by=city.he, at=NOON)
    for _guess in range(WRONG_AN_OPERATOR - WRONG_A_CASE):
        actions.start_calling_back(OTHER, by=city.he, at=NOON + MINUTE)
    with pytest.raises(TooMany) as refused:
        actions.start_calling_back(PHONE, by=city.he, at=NOON + MINUTE)
    assert refused.value.retry_after > 0
    later = NOON + timedelta(minutes=62)
    assert actions.hear_code(case.number, code=filed.tracking_code, by=city.he, at=later).sure == "yes"


def test_nobody_but_an_operator_makes_sure_of_callers(city: City) -> None:
    filed = called(city)
    for who in (city.lin, city.mo, city.chen, city.rui, city.mei):
        with pytest.raises(NotAllowed):
            actions.hear_code(filed.case.number, code=filed.tracking_code, by=who, at=NOON)
        with pytest.raises(NotAllowed):
            actions.start_calling_back(PHONE, by=who, at=NOON)


# --- the pages ---


def test_the_page_of_a_case_does_not_exist_before_the_caller_was_made_sure_of(city: City, as_person: Any) -> None:
    filed = called(city)
    he, number = as_person(city.he), filed.case.number
    assert he.get(f"/desk/phone/cases/{number}/").status_code == 404
    assert he.get(f"/desk/phone/print/{number}/").status_code == 404
    assert he.post(f"/desk/phone/cases/{number}/reissue/").status_code == 404
    wrong = he.post("/desk/phone/again/", {"number": number, "code": CODE})
    unknown = he.post("/desk/phone/again/", {"number": "26-7041-5835", "code": CODE})
    assert wrong.status_code == unknown.status_code == 400
    sentence = "These do not belong together"
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()
    assert filed.case.title not in wrong.content.decode()
    shown = he.post("/desk/phone/again/", {"number": number, "code": filed.tracking_code}, follow=True)
    assert filed.case.title in shown.content.decode()
    assert PHONE[-8:] not in shown.content.decode()


def test_the_call_back_page_shows_nothing_of_the_case_until_the_caller_answered(city: City, as_person: Any) -> None:
    filed = called(city)
    called(city, token="page-2")
    he = as_person(city.he)
    page = he.post("/desk/phone/again/", {"phone": PHONE}, follow=True)
    assert "Hang up, and call back" in page.content.decode()
    assert filed.case.title not in page.content.decode()
    key = Check.objects.get(sure="ringing").pk
    assert as_person(city.lin).get(f"/desk/phone/again/{key}/").status_code == 403
    cases = he.post(f"/desk/phone/again/{key}/", {"reached": "1"}).content.decode()
    assert cases.count("/desk/phone/cases/") >= 2
    assert he.post(f"/desk/phone/again/{key}/end/").status_code == 302
    assert he.get(f"/desk/phone/cases/{filed.case.number}/").status_code == 404


def test_too_many_guesses_are_answered_429(city: City, as_person: Any) -> None:
    case = called(city).case
    he = as_person(city.he)
    answers = [he.post("/desk/phone/again/", {"number": case.number, "code": CODE}).status_code for _try in range(4)]
    assert answers == [400, 400, 400, 429]

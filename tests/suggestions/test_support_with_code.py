"""Stand behind a suggestion with a code on paper: counted once for each suggestion, by nobody's name."""

from typing import Any

import pytest
from django.test import Client

from civic.cases.models import Case, Support
from civic.cases.queries import Viewer
from civic.lib.refusals import Conflict, NotValid
from civic.suggestions.actions import (
    make_sheet,
    mark_swarms,
    print_sheet,
    support_with_code,
    take_back_with_code,
    void_sheet,
)
from civic.suggestions.models import PaperCode, PaperSheet, Suggestion, SupportTally, Swarm
from civic.suggestions.rules.paper import LASTS, read_code
from tests.at_once import at_once
from tests.people import NOON, City
from tests.suggestions.ground import DAY, HOUR, LATER, both, fresh, opened, resident, running, threshold


def codes(city: City, count: int = 10, **given: Any) -> list[str]:
    """What a desk has on paper."""
    return print_sheet(make_sheet(by=city.he, count=count, at=NOON, **given), by=city.he, at=NOON)


def supported(case: Case, code: str, at: Any = LATER) -> bool:
    return support_with_code(case, typed=code, viewer=Viewer(), language="en", at=at).is_new


def counted(case: Case) -> tuple[int, int]:
    """As the case says, and as the rows are."""
    return Case.objects.get(pk=case.pk).supports, Support.objects.filter(case=case).count()


@pytest.mark.django_db
def test_a_code_counts_once_for_each_suggestion(city: City) -> None:
    first, second, code = opened(city), opened(city, text="图书馆晚上开到九点。"), codes(city)[0]
    assert [supported(first, code), supported(first, code), supported(second, code)] == [True, False, True]
    assert (counted(first), counted(second)) == ((1, 1), (1, 1))
    assert PaperCode.objects.filter(is_used=True).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["{}", " {} ", "{}  "])
def test_it_may_be_typed_small_and_in_any_spacing(city: City, typed: str) -> None:
    case, code = opened(city), codes(city)[0]
    supported(case, typed.format(code.lower().replace("-", " ")))
    assert counted(case) == (1, 1)


@pytest.mark.django_db
def test_two_codes_are_two_people_and_the_one_that_makes_enough_obliges_an_answer(city: City) -> None:
    threshold(city, 2)
    case, sheet = opened(city), codes(city)
    supported(case, sheet[0])
    supported(case, sheet[1])
    assert counted(case) == (2, 2)
    assert Suggestion.objects.get(case=case).reached_at == LATER


@pytest.mark.django_db
def test_it_can_be_taken_back_even_when_the_code_is_void_by_now(city: City) -> None:
    case, sheet = opened(city), codes(city)
    supported(case, sheet[0])
    with pytest.raises(Conflict, match="nothing to take back"):
        take_back_with_code(case, typed=sheet[1], viewer=Viewer())
    void_sheet(PaperSheet.objects.get(), by=city.he, reason="遗失", at=LATER)
    take_back_with_code(case, typed=sheet[0], viewer=Viewer())
    assert counted(case) == (0, 0)


@pytest.mark.django_db
def test_what_the_city_never_printed_is_told_in_a_plain_sentence(city: City) -> None:
    case = opened(city)
    sealed = make_sheet(by=city.he, count=10, at=NOON).codes.split("\n")[0]
    for typed in ("", "AAAAA-AAAAA", "K7QM3", "00000-00000", sealed):
        with pytest.raises(NotValid, match="no code that the city printed"):
            supported(case, typed)
    assert counted(case) == (0, 0)


@pytest.mark.django_db
def test_a_void_code_counts_no_more_and_what_it_supported_stays(city: City) -> None:
    first, second, code = opened(city), opened(city, text="图书馆晚上开到九点。"), codes(city)[0]
    supported(first, code)
    void_sheet(PaperSheet.objects.get(), by=city.lin, reason="遗失", at=LATER)
    with pytest.raises(Conflict, match="This code is void"):
        supported(second, code)
    assert (counted(first), counted(second)) == ((1, 1), (0, 0))


@pytest.mark.django_db
def test_a_code_expires_after_twelve_months_or_with_its_round(city: City) -> None:
    case, code = opened(city), codes(city)[0]
    with pytest.raises(Conflict, match="expired"):
        supported(case, code, at=NOON + LASTS)
    of_round = codes(city, in_round=running(city, slug="short", spans=both()))[0]
    supported(case, of_round, at=NOON + 29 * DAY)
    other = opened(city, text="图书馆晚上开到九点。")
    with pytest.raises(Conflict, match="expired"):
        supported(other, of_round, at=NOON + 60 * DAY)


@pytest.mark.django_db
def test_nothing_leads_from_a_code_to_what_it_supported(city: City) -> None:
    case, code = opened(city), codes(city)[0]
    supported(case, code)
    kept = {value for row in PaperCode.objects.values_list("pk", "digest") for value in map(str, row)}
    assert Support.objects.get(case=case).who not in kept
    assert not [one for one in kept if (read_code(code) or "?") in one]
    assert {field.name for field in PaperCode._meta.get_fields()} == {"id", "sheet", "digest", "is_used"}


@pytest.mark.django_db
def test_whoever_is_counted_by_an_account_is_not_counted_by_paper_too(city: City) -> None:
    case, code = opened(city), codes(city)[0]
    with pytest.raises(Conflict, match="counted by your account"):
        support_with_code(case, typed=code, viewer=Viewer(person=resident("anna")), language="en", at=LATER)
    assert counted(case) == (0, 0)


@pytest.mark.django_db
def test_many_codes_of_one_sheet_are_marked_for_a_person_and_all_counted(city: City) -> None:
    case, sheet = opened(city), codes(city, count=20)
    for code in sheet:
        supported(case, code)
    assert counted(case) == (20, 20)
    assert mark_swarms(at=LATER + HOUR) == 1
    assert (Swarm.objects.get().mark, Swarm.objects.get().count) == ("sheet", 20)
    assert mark_swarms(at=LATER + HOUR) == 0
    assert not SupportTally.objects.filter(network__in=["1", str(PaperSheet.objects.get().pk)]).exists()


@pytest.mark.django_db
def test_codes_of_many_sheets_are_no_swarm(city: City) -> None:
    case = opened(city)
    for code in codes(city)[:8] + codes(city)[:8] + codes(city)[:8]:
        supported(case, code)
    assert mark_swarms(at=LATER + HOUR) == 0


@pytest.mark.usefixtures("weeks_after_noon")
@pytest.mark.django_db
def test_on_the_page_without_account_or_script(city: City, client: Client) -> None:
    case, code = opened(city), codes(city)[0]
    address, english = f"/suggestions/{case.number}/", {"accept-language": "en"}
    assert "I have a code on paper" in client.get(address, headers=english).content.decode()
    answer = client.post(f"{address}code/", {"code": code}, headers=english)
    assert answer.status_code == 302
    page = client.get(address, headers=english).content.decode()
    assert "Your code is counted." in page
    assert "1 of 100 supporters" in page
    again = client.post(f"{address}code/", {"code": code}, headers=english)
    assert again.status_code == 409
    assert "counted here already" in again.content.decode()
    assert code in again.content.decode()  # what was typed stays
    client.post(f"{address}code/", {"code": code, "take-back": "1"}, headers=english)
    assert counted(case) == (0, 0)


@pytest.mark.usefixtures("weeks_after_noon")
@pytest.mark.django_db
def test_whoever_signs_out_in_the_same_browser_is_asked_whether_she_is_counted_already(
    city: City, client: Client
) -> None:
    case, code = opened(city), codes(city)[0]
    address, english = f"/suggestions/{case.number}/", {"accept-language": "en"}
    client.force_login(resident("anna"))
    assert client.post(f"{address}support/", headers=english).status_code == 302
    mark = client.cookies["supported"]
    assert (mark.value, mark["path"], mark["httponly"], mark["max-age"]) == ("1", "/suggestions/", True, 12 * 3600)
    client.logout()
    client.cookies["supported"] = "1"  # the browser keeps it; signing out ends the session alone
    asked = client.post(f"{address}code/", {"code": code}, headers=english)
    assert asked.status_code == 409
    assert "If that was you, your account counts" in asked.content.decode()
    assert "I am somebody else" in asked.content.decode()
    assert counted(case) == (1, 1)
    assert client.post(f"{address}code/", {"code": code, "somebody-else": "1"}, headers=english).status_code == 302
    assert counted(case) == (2, 2)  # two people may share a phone: she is asked, not shut out


@pytest.mark.usefixtures("weeks_after_noon")
@pytest.mark.django_db
def test_whoever_comes_with_paper_leaves_no_mark_and_is_asked_nothing(city: City, client: Client) -> None:
    case, sheet = opened(city), codes(city)
    for code in sheet[:2]:  # two people at one desk
        assert client.post(f"/suggestions/{case.number}/code/", {"code": code}).status_code == 302
    assert counted(case) == (2, 2)
    assert "supported" not in client.cookies


@pytest.mark.django_db
def test_a_wrong_code_is_told_beside_its_field_and_looking_changes_nothing(city: City, client: Client) -> None:
    case = opened(city)
    address = f"/suggestions/{case.number}/code/"
    assert client.get(address).status_code == 302
    answer = client.post(address, {"code": "K7QM3-XPTR9"}, headers={"accept-language": "en"})
    assert answer.status_code == 400
    assert "no code that the city printed" in answer.content.decode()
    assert client.post("/suggestions/00-0000-0000/code/", {"code": "x"}).status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("clock_stands")
def test_guessing_costs_time_that_grows(city: City, client: Client, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"guess-network": (3, 900)}
    case, code = opened(city), codes(city)[0]
    address, english = f"/suggestions/{case.number}/code/", {"accept-language": "en"}
    told = [client.post(address, {"code": "K7QM3-XPTR9"}, headers=english) for _time in range(5)]
    assert [answer.status_code for answer in told] == [400, 400, 400, 400, 429]
    assert int(told[-1]["Retry-After"]) >= 1
    assert client.post(address, {"code": code}, headers=english).status_code == 429  # the right one as well
    assert counted(case) == (0, 0)


@pytest.mark.usefixtures("weeks_after_noon")
@pytest.mark.django_db
def test_a_program_hands_the_code_in_a_header(city: City, client: Client) -> None:
    case, code = opened(city), codes(city)[0]
    address, by_code = f"/api/v1/suggestions/{case.number}/supports/", {"paper-code": code}
    answer = client.post(address, headers=by_code)
    assert (answer.status_code, answer.json()["supports"]) == (201, 1)
    assert client.post(address, headers=by_code).status_code == 200
    assert client.post(address, headers={"paper-code": "K7QM3-XPTR9"}).status_code == 403
    assert client.delete(address, headers=by_code).json()["supports"] == 0


@pytest.mark.django_db(transaction=True)
def test_one_code_64_times_at_once_counts_once(city: City) -> None:
    case, code = opened(city), codes(city)[0]
    told = at_once(*[lambda: supported(fresh(case), code)] * 64)
    assert sorted(told) == [False] * 63 + [True]
    assert counted(case) == (1, 1)

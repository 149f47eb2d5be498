"""What is about an office does not exist for those who work there: every page and list of the desk, walked as them."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from civic.cases.models import Case, ContactOpening
from civic.cases.rules import MOVES
from civic.feedback import actions as feedback
from civic.lib.codes import new_number
from civic.offices import actions as offices
from tests.doors.town import WHOLE
from tests.house.test_routes import routes
from tests.people import NOON, SINCE, City

SECRET_WORDS = "金银财宝收了才办"
NAMED = {
    "dongqiao-lamps": ("chen", "shen"),  # handler and head
    "supervision": ("lin", "mo"),  # the supervisor's own centre
    "command": ("zhao",),
    "review": ("rui",),
    "phone-desk": ("he",),
    "council": ("sun",),
}


def _city_with(city: City, code: str) -> Case:
    told: dict[str, Any] = {"source": "phone", "by": city.he} if code == "phone-desk" else {"email": "mei@example.com"}
    case = city.filed(
        f"{SECRET_WORDS}，请查。",
        kind="misconduct",
        about_office=city.office(code),
        title=SECRET_WORDS,
        **told,
    ).case
    hand = city.sun if code == "review" else city.rui
    if code != "council":
        ContactOpening.objects.create(case=case, by=hand, at=NOON, purpose=f"{SECRET_WORDS}，核实")
    return case


def _address(path: str, case: Case, photo: int) -> str:
    given = {"<slug:number>": case.number, "<str:number>": case.number, "<int:photo>": str(photo), "<int:key>": "1"}
    for pattern, value in given.items():
        path = path.replace(pattern, value)
    return f"/{path}"


def _is_told(body: str, case: Case) -> bool:
    return any(word in body for word in (case.number, SECRET_WORDS))


def _body(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


def _told(answer: Any) -> tuple[int, str]:
    """What an answer tells of whether something is there: its status, and where it leads."""
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize("code", sorted(NAMED))
def test_nobody_of_the_office_named_sees_that_the_report_exists(city: City, as_person: Any, code: str) -> None:
    case, nowhere = _city_with(city, code), new_number(26)
    other = city.case("in-hand")  # something that is there, to be near and beside
    every = sorted({move.verb for move in MOVES})
    turn = sorted(NAMED).index(code)
    share = every if WHOLE else every[turn :: len(NAMED)]  # a sixth of the verbs for each office, all of them together
    for handle in NAMED[code]:
        client: Client = as_person(getattr(city, handle))
        for place, (path, _pattern) in enumerate(routes()):
            if not path.startswith(("desk/", "api/v1/")) or not _is_walked_by(handle, place, path):
                continue
            verbs = share if "<slug:verb>" in path else [""]
            addresses = [_address(path.replace("<slug:verb>", verb), case, 1) for verb in verbs]
            if "<" in addresses[0]:
                continue
            if case.number in addresses[0]:
                _as_never_issued(client, addresses, case, nowhere)
            else:
                _tells_nothing(client, path, addresses[0], case)
        for address in (f"/cases/{case.number}/", f"/api/v1/cases/{case.number}/"):
            assert client.get(address).status_code == 404, (handle, address)
        for address in ("/cases/", "/", "/map/", f"/desk/cases/{other.number}/"):
            assert not _is_told(client.get(address).content.decode(), case), (handle, address)


WALKERS = [handle for code in sorted(NAMED) for handle in NAMED[code]]
OF_CASES = ("desk/", "desk/export/", "api/v1/desk/cases/")  # lists of cases: asked with every question, by everybody


def _is_walked_by(handle: str, place: int, path: str) -> bool:
    """Each address is walked by every third of them, so by two at least; the addresses of the moves, a share of
    the verbs each, and the lists of cases by all."""
    return WHOLE or path in OF_CASES or "<slug:verb>" in path or (WALKERS.index(handle) + place) % 3 == 0


def _as_never_issued(client: Client, addresses: list[str], case: Case, nowhere: str) -> None:
    """The addresses of the case, one for each verb, answer to reading and to writing as the first of them does for a
    number never issued; no desk opens them."""
    form, json = {"text": "x", "reason": "other", "purpose": "核实"}, {"verb": "inquire"}

    def write(where: str) -> Any:
        if where.startswith("/api/"):
            return client.post(where, json, content_type="application/json")
        return client.post(where, form)

    for ask in (client.get, write):
        absent = addresses[0].replace(case.number, nowhere)
        status, leads = _told(ask(absent))
        above = absent.rpartition(nowhere)[0] + nowhere  # where a page that only takes a press leads back to
        for address in addresses:
            answer = ask(address)
            assert _told(answer) == (status, leads.replace(absent, address).replace(nowhere, case.number)), address
            assert status >= 300, address
            said = _body(answer).replace(address, "").replace(above.replace(nowhere, case.number) + "/", "")
            assert not _is_told(said, case) or status == 302, address


def _tells_nothing(client: Client, path: str, address: str, case: Case) -> None:
    """A list, a count, a file or a search does not tell of the case."""
    for query in ("", "?view=all", f"?q={SECRET_WORDS}", f"?q={case.number}") if path in OF_CASES else ("",):
        answer = client.get(address + query)
        assert answer.status_code != 500, (address, query)
        body = _body(answer)
        if query.startswith("?q="):  # the page repeats what was looked for
            assert f"/desk/cases/{case.number}/" not in body.replace(f"{address}{query}", ""), (address, query)
        else:
            assert not _is_told(body, case), (address, query)


def test_the_same_walk_finds_it_as_the_reviewing_office(city: City, as_person: Any) -> None:
    """So that the walk above proves something."""
    case = _city_with(city, "dongqiao-lamps")
    client = as_person(city.rui)
    assert "Dongqiao Street Lighting" in client.get(f"/desk/cases/{case.number}/").content.decode()
    for query in ("", "?view=all", f"?q={SECRET_WORDS}"):
        assert _is_told(client.get(f"/desk/{query}").content.decode(), case), query
    assert _is_told(client.get("/api/v1/desk/cases/").content.decode(), case)
    assert client.get(f"/api/v1/desk/cases/{case.number}/moves/").json()["open"][0]["verb"] == "inquire"


def test_counts_are_the_same_with_and_without_it(city: City, as_person: Any) -> None:
    city.case("in-hand")
    people = ("chen", "shen", "lin", "mo", "zhao")
    pages = {who: as_person(getattr(city, who)).get("/desk/").context["work"].views for who in people}
    for code in ("dongqiao-lamps", "supervision", "command"):
        _city_with(city, code)
    after = {who: as_person(getattr(city, who)).get("/desk/").context["work"].views for who in people}
    assert after == pages


def test_strangers_see_nothing_of_it_not_even_the_hour(city: City, client: Client) -> None:
    case = _city_with(city, "drains")
    for address in ("/cases/", f"/cases/{case.number}/", f"/api/v1/cases/{case.number}/", "/api/v1/cases/"):
        answer = client.get(address)
        assert not _is_told(answer.content.decode().replace(address, ""), case)
        assert "990102" not in answer.content.decode() or case.number not in answer.content.decode()


def test_a_colleague_who_joins_later_does_not_find_it_either(city: City, as_person: Any) -> None:
    case = _city_with(city, "dongqiao-lamps")
    feedback.inquire(case, by=city.rui, at=NOON)
    offices.appoint(city.gu, side="act", role="head", office=city.office("dongqiao-lamps"), starts=SINCE, at=NOON)
    assert as_person(city.gu).get(f"/desk/cases/{case.number}/").status_code == 404
    assert date.today() > SINCE


def test_the_reporter_reads_her_own_report(city: City, as_person: Any) -> None:
    case = city.filed("收了钱才办。", kind="misconduct", about_office=city.office("drains"), by=city.mei).case
    page = as_person(city.mei).get(f"/cases/{case.number}/")
    assert page.status_code == 200
    assert "The office it is about does not see it." in page.content.decode()
    assert case.number in as_person(city.mei).get("/me/").content.decode()

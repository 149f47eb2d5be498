"""Every route that takes a case × everybody × every state: what may not be seen answers, in every word, like a number
that was never issued; what may be seen and not done says why."""

from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.queries import Viewer, glimpsed, on_desk_of, own_cases, visible_to
from civic.offices.queries import hand_of
from tests.doors.answers import NOWHERE, body_of, face_of, told, words_of
from tests.doors.asking import ask
from tests.doors.guards import lets_in
from tests.doors.routes import ROUTES, Row
from tests.doors.sight import glimpses, is_reporter, on_desk, reads_whole
from tests.doors.test_routes import address
from tests.doors.town import CAST, WHOLE, Somebody, Town, drawn, mark

TAKE_A_CASE = [row for row in ROUTES.values() if row.takes_case]
NOT_YOURS = (
    "Only whoever handed this case in can do this. Open it with its number and code, or through the link we sent you."
)
OWN = ("reply", "add", "edit", "redact", "withdraw", "separate", "say", "rate", "appeal", "appeal-withholding")
OWN_API = (
    "replies",
    "additions",
    "edits",
    "redactions",
    "withdrawal",
    "ratings",
    "verdict",
    "appeals",
    "withholding-appeals",
)
WORDS = {"text": "说明在此，请看一看。", "solved": "yes", "reason": "other", "purpose": "核实", "concern": "data"}


def viewer(who: Somebody) -> Viewer:
    """Who she is to the queries."""
    if not who.handle:
        return Viewer()
    person = Person.objects.get(handle=who.handle)
    return Viewer(person=person, officer=hand_of(person, on=timezone.localdate()) if who.has_factor else None)


@pytest.mark.parametrize("who", CAST, ids=lambda one: one.name)
def test_each_sees_exactly_the_cases_the_design_names(town: Town, who: Somebody) -> None:
    eye = viewer(who)
    for what, cases, expected in (
        ("on the desk", on_desk_of(eye), on_desk),
        ("to read whole", visible_to(eye), reads_whole),
        ("her own", own_cases(eye), is_reporter),
        ("a glimpse", glimpsed(), lambda _who, case: glimpses(case)),
    ):
        seen = set(cases.values_list("pk", flat=True))
        wrong = [key for key, case in town.cases.items() if (case.pk in seen) != expected(who, case)]
        assert wrong == [], what


def sees(row: Row, who: Somebody, case: Case) -> bool:
    """Does this address know the case for her?"""
    path = row.path
    if path.startswith(("desk/phone/", "desk/samples/")) or "/photos/" in path:
        return False  # no caller was made sure of, no sample drawn; a photo that is not there is nobody's
    if "desk/suggestions/" in path:
        return on_desk(who, case) and case.kind == "suggestion"
    if path.startswith("desk/"):
        return on_desk(who, case)
    if path == "api/v1/desk/cases/<str:number>/moves/":
        return reads_whole(who, case)
    if path.startswith(("suggestions/", "api/v1/suggestions/")) and case.kind != "suggestion":
        return False  # the page of a case of another kind stands elsewhere
    if "/comments/" in path and not path.startswith("api/"):
        return False  # nobody opened comments in this town
    if path.endswith(("/object/", "/objections/", "/comments/")):
        return case.publication == "published"  # whoever is named in it: what is not public shows nobody
    if path.split("/")[-2] in OWN:
        return reads_whole(who, case)
    return reads_whole(who, case) or glimpses(case)


@pytest.mark.parametrize("row", TAKE_A_CASE, ids=lambda one: one.path)
def test_what_may_not_be_seen_is_like_a_number_never_issued(town: Town, row: Row) -> None:
    nowhere: dict[tuple[str, str], Any] = {}
    for who in CAST:
        for key, case in town.cases.items():
            for method in sorted(row.methods):
                if not drawn(row.path, who.name, key, method, one_in=130):
                    continue
                where = address(row.path, number=case.number)
                cache.clear()  # whoever asks without end is slowed, for a case that is there and for one that is not
                if (who.name, method) not in nowhere:
                    absent = ask(town, who, method, address(row.path), WORDS | {"verb": "accept"})
                    nowhere[who.name, method] = face_of(absent, NOWHERE)
                answer = ask(town, who, method, where, WORDS | {"verb": "accept"})
                cell = (method, row.path, who.name, key)
                assert answer.status_code < 500, cell
                if lets_in(row, who) != "in" or not sees(row, who, case):
                    assert face_of(answer, case.number) == nowhere[who.name, method], cell
                    assert lets_in(row, who) != "in" or answer.status_code == 404, cell
                    assert mark(key) not in answer.body, cell
                else:
                    seen(row, who, key, case, method, answer)


def seen(row: Row, who: Somebody, key: str, case: Case, method: str, answer: Any) -> None:
    """Of a case she may see she is not told that it does not exist, and of an act that is not hers she reads why."""
    cell = (method, row.path, who.name, key)
    last = row.path.split("/")[-2]
    if last in OWN + OWN_API:
        if not is_reporter(who, case):
            assert answer.status_code == 403, cell
            assert told(NOT_YOURS, who.language) in words_of(answer), cell
        else:
            assert answer.status_code in (200, 201, 302, 400, 409), cell
        return
    is_look = method == "GET" and row.path.endswith("number>/")
    assert answer.status_code in ((200,) if is_look else (200, 201, 302, 400, 403, 404, 409)), (
        cell,
        answer.status_code,
    )
    if is_look and not row.path.startswith("desk/") and not on_desk(who, case) and not is_reporter(who, case):
        assert mark(key) not in answer.body, cell  # the words as they were handed in are for the desk and the reporter


@pytest.mark.parametrize("who", CAST, ids=lambda one: one.name)
def test_everybody_meets_every_case_at_the_door_of_its_page(town: Town, who: Somebody) -> None:
    """The page of the public and the page of the desk, for every case: whole, a glimpse, or nothing."""
    client, public, desk = town.client(who), ROUTES["cases/<str:number>/"], ROUTES["desk/cases/<slug:number>/"]
    for key, case in town.cases.items():
        if not (is_reporter(who, case) or drawn(who.name, key, "page", one_in=24)):
            continue
        page = client.get(f"/cases/{case.number}/")
        assert page.status_code == (200 if sees(public, who, case) else 404), (who.name, key)
        reads_words = is_reporter(who, case) or on_desk(who, case)
        assert reads_words or mark(key) not in body_of(page), (who.name, key)
        if lets_in(desk, who) == "in" and (WHOLE or not on_desk(who, case)):
            assert client.get(f"/desk/cases/{case.number}/").status_code == (200 if on_desk(who, case) else 404), key


def test_a_code_opens_one_case_to_whoever_shows_it_and_nothing_beside_it(town: Town) -> None:
    case, code = town.cases["mei's"], town.codes["mei's"]
    stranger = CAST[0]
    client = town.client(stranger)
    assert client.get(f"/api/v1/cases/{case.number}/", headers={"tracking-code": code}).status_code == 200
    for key in ("withheld", "confidential", "about-lamps", "private"):
        other = town.cases[key]
        answer = client.get(f"/api/v1/cases/{other.number}/", headers={"tracking-code": code})
        absent = client.get(f"/api/v1/cases/{NOWHERE}/", headers={"tracking-code": code})
        if not glimpses(other):
            assert face_of(answer, other.number) == face_of(absent, NOWHERE), key
        assert mark(key) not in body_of(answer)


def test_numbers_are_read_in_any_writing_and_answer_alike(town: Town) -> None:
    """Full-width digits, spaces for hyphens, none at all: the same answer, or the same silence."""
    wide = str.maketrans("0123456789-", "０１２３４５６７８９－")
    for who in (one for one in CAST if one.name in ("stranger", "mei", "lin", "pan", "he")):
        client = town.client(who)
        for key in ("filed", "about-lamps", "withheld", "confidential", "in-hexin"):
            case = town.cases[key]
            for write in (lambda said: said.translate(wide), lambda said: said.replace("-", "")):
                for begin in ("/cases/", "/api/v1/cases/", "/api/v1/desk/cases/", "/desk/cases/"):
                    if not drawn(who.name, key, begin, write("1-2"), one_in=12):
                        continue
                    end = "/moves/" if "v1/desk" in begin else "/"
                    here, there = (client.get(f"{begin}{write(said)}{end}") for said in (case.number, NOWHERE))
                    assert here.status_code < 500
                    plain = client.get(f"{begin}{case.number}{end}").status_code
                    assert here.status_code in (plain, 301, 302, 404), (begin, who.name, key)
                    if plain == 404:
                        assert here.status_code == there.status_code, (begin, who.name, key)
                        assert mark(key) not in body_of(here)

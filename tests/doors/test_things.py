"""What somebody keeps for herself is not there for anybody else: by no key, by no page, by no sending."""

import json

import pytest
from django.db import transaction

from civic.cases.models import Case, Photo
from tests.doors.answers import NOWHERE, face_of
from tests.doors.asking import ask
from tests.doors.guards import lets_in
from tests.doors.routes import ROUTES
from tests.doors.test_moves import trace
from tests.doors.test_routes import address
from tests.doors.things import Thing, things_of
from tests.doors.town import BY_NAME, CAST, Somebody, Town, drawn

ABSENT = "999999"
WORDS = {"text": "说明在此。", "reason": "理由在此。", "verb": "accept-task", "office": "", "day": "2026-12-01"}


def test_what_somebody_keeps_is_there_for_her_and_for_nobody_else(town: Town) -> None:
    wrong = []
    for name, thing in things_of(town).items():
        for path in thing.routes:
            row = ROUTES[path]
            for who in CAST:
                for method in sorted(row.methods):
                    if who.name in thing.owners or drawn(path, who.name, method, one_in=24):
                        fault = fault_of(town, thing, path, who, method)
                        wrong += [f"{name}: {method} {path} by {who.name}: {fault}"] if fault else []
    assert not wrong, "\n".join(wrong)


def written(key: object) -> tuple[str, str]:
    """A key as it stands in addresses."""
    return f"/{key}/", f"%2F{key}%2F"


def fault_of(town: Town, thing: Thing, path: str, who: Somebody, method: str) -> str:
    """What is wrong with the answer to somebody who asks for a thing by its key."""
    given = {"office": "dongqiao-lamps", "verb": "take-over" if "/assessments/" in path else "accept-task"}
    here = ask(town, who, method, address(path, key=str(thing.key), **given), WORDS)
    there = ask(town, who, method, address(path, key=ABSENT, **given), WORDS)
    if here.status_code >= 500 or there.status_code >= 500:
        return f"a fault of ours: {here.status_code}, {there.status_code}"
    if lets_in(ROUTES[path], who) == "in" and who.name in thing.owners:
        return "not there for its owner" if here.status_code == 404 else ""
    if path.startswith("desk/roster/"):
        return ""  # whose roster it is stands in its own test
    if face_of(here, *written(thing.key)) != face_of(there, *written(ABSENT)):
        return f"{here.status_code}, and {there.status_code} for what is not there"
    if lets_in(ROUTES[path], who) == "in" and here.status_code != 404:
        return f"there: {here.status_code}"
    return "its words stand there" if thing.word in here.body else ""


def test_a_shift_is_taken_off_by_the_head_of_its_own_office_and_by_the_command_centre_alone(town: Town) -> None:
    shift = things_of(town)["shift"]
    for who in CAST:
        for office in ("dongqiao-lamps", "drains", "command"):
            where = f"/desk/roster/{office}/drop/{shift.key}/"
            status = ask(town, who, "POST", where, WORDS).status_code
            if not who.is_officer:
                assert status in (302, 403)
            elif office != "dongqiao-lamps":
                assert status == 404, (who.name, office)
            elif who.name == "shen" or who.role == "dispatcher":
                assert status in (302, 400, 409)
            else:
                reads = who.role == "supervisor" or who.office == office
                assert status == (403 if reads else 404), who.name


def test_lists_of_things_show_them_to_their_owners_alone(town: Town) -> None:
    things = things_of(town)
    lists = ("/desk/views/", "/desk/templates/", "/desk/samples/", "/desk/tasks/", "/desk/phone/", "/desk/phone/again/")
    lists += (
        "/desk/topics/",
        "/topics/",
        "/desk/phone/calls/",
        "/desk/incidents/",
        "/desk/duty/",
        "/desk/",
        "/desk/phone/undelivered/",
    )
    for who in CAST:
        if not who.is_officer or not drawn(who.name, "lists", one_in=8):
            continue
        for where in lists:
            body = ask(town, who, "GET", where).body
            for name, thing in things.items():
                if who.name not in thing.owners and name not in ("incident", "check", "call"):
                    assert thing.word not in body, (who.name, where, name)


@pytest.mark.parametrize("name", ["lin", "mo", "chen", "pan", "he"])
def test_a_photo_of_one_case_is_not_found_below_another(town: Town, name: str) -> None:
    who, other = BY_NAME[name], town.cases["in-hand"]
    photo = Photo.objects.get(case=town.cases["with-photo"])
    for end in ("", "unblurred/"):
        here = ask(town, who, "GET", f"/desk/cases/{other.number}/photos/{photo.pk}/{end}")
        there = ask(town, who, "GET", f"/desk/cases/{other.number}/photos/{ABSENT}/{end}")
        assert here.status_code == 404
        assert face_of(here, *written(photo.pk)) == face_of(there, *written(ABSENT))
    public = ask(town, who, "GET", f"/cases/{town.cases['with-photo'].number}/photos/{photo.key}/large/")
    nobody = ask(town, who, "GET", f"/cases/{NOWHERE}/photos/{photo.key}/large/")
    assert (public.status_code, nobody.status_code) == (404, 404)


def test_a_case_that_is_not_on_the_desk_is_named_in_no_sending(town: Town) -> None:
    """Numbers that come inside a form or a body, not in the address: skipped, merged into, gone back to, signed,
    accepted in bulk, taken with a number on the telephone. A hidden one is answered like one that was never issued."""
    for name, key in (
        ("lu", "about-lamps"),
        ("lu", "at-drains"),
        ("chen", "about-lamps"),
        ("zhao", "in-hexin"),
        ("he", "about-lamps"),
    ):
        who, case = BY_NAME[name], town.cases[key]
        before = trace(case)
        forms = zip(sendings(case.number, town, name), sendings(NOWHERE, town, name), strict=True)
        for (where, said), (_where, absent) in forms:
            with transaction.atomic():
                here = town.client(who).post(where, said)
                shown = face_of(here, case.number)
                transaction.set_rollback(True)
            with transaction.atomic():
                there = town.client(who).post(where, absent)
                shown_absent = face_of(there, NOWHERE)
                transaction.set_rollback(True)
            assert here.status_code < 500, (name, where)
            assert shown == shown_absent, (name, key, where)
        assert trace(case) == before


def sendings(number: str, town: Town, name: str) -> list[tuple[str, dict[str, str]]]:
    """The forms in which a number travels."""
    own = {"lu": "in-hexin", "chen": "in-hand", "zhao": "in-hand"}.get(name, "in-hand")
    here = town.cases[own].number
    return [
        ("/desk/next/", {"skip": number}),
        ("/desk/bulk/", {"verb": "accept", "case": f"{number}:1"}),
        ("/desk/bulk/", {"verb": "take", "case": f"{number}:1"}),
        ("/desk/signing/", {"one": f"{number}:1"}),
        (f"/desk/cases/{here}/merge/", {"into": number, "seq": "1"}),
        (f"/desk/cases/{here}/unmerge/", {"back": number}),
        (f"/desk/cases/{here}/note/", {"text": "看过了。", "back": number, "seq": ""}),
        ("/desk/kept/throw-away/", {"place": f"{number}/accept"}),
        ("/desk/phone/again/", {"number": number, "phone": "13900139000"}),
        ("/desk/phone/again/", {"number": number, "code": "ABCD-EFGH-JKLM"}),
        ("/track/", {"number": number, "code": "ABCD-EFGH-JKLM"}),
    ]


def test_a_moderator_does_not_decide_on_an_objection_of_another_case(town: Town) -> None:
    one, other = town.cases["answered"], town.cases["in-hand"]
    town.city.objected(Case.objects.get(pk=one.pk), "untrue", words="不是这样的。", at=one.answered_at)
    objected = town.city.objected(Case.objects.get(pk=other.pk), "untrue", words="不是这样的。", at=one.answered_at)
    before = trace(one), trace(other)
    said = {"verb": "decide-objection", "objection": str(objected.objection.pk), "remedy": "kept", "reason": "不符。"}
    answer = town.client(BY_NAME["mo"]).post(
        f"/api/v1/desk/cases/{one.number}/moves/", json.dumps(said), content_type="application/json"
    )
    assert answer.status_code in (400, 404, 409)
    assert (trace(one), trace(other)) == before

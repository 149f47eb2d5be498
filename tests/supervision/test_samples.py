"""Samples: drawn by a seed that is kept, so that a stranger can redo them; checked by whoever took no part."""

import hashlib
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.accounts.models import Person
from civic.cases.actions import demand_evidence, distance_facts, keep_evidence
from civic.cases.models import Case, Part, Photo
from civic.cases.queries import first_broken_line
from civic.handling import actions as handling
from civic.lib.refusals import NotAllowed, NotValid, Taken
from civic.notices.models import Notice
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from civic.supervision.models import Drawn, Sample
from civic.supervision.rules import Tally, draw_key, drawn_from, how_many, spread
from tests.cases.test_photos import jpeg
from tests.pages import read
from tests.people import NOON, SINCE, City

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PERIOD = supervision.Scope(date(2026, 11, 3), date(2026, 11, 4))
DRAWING = NOON + timedelta(days=2)
CHECKING = NOON + timedelta(days=3)
SEED = "seed20261121"
SignIn = Callable[[Person], Client]


def supervisor(city: City, handle: str, *, area: str = "") -> Person:
    """One more supervisor, of the whole city unless an area is named."""
    person = Person.objects.create_user(handle, name=handle.title())
    where = city.area(area) if area else None
    offices.appoint(
        person, side="check", role="supervisor", office=city.office("supervision"), area=where, starts=SINCE, at=NOON
    )
    return person


@pytest.fixture
def fang(city: City) -> Person:
    """A supervisor who took no part in anything yet."""
    return supervisor(city, "fang")


def closed(city: City, many: int = 1) -> list[Case]:
    """Cases that were checked and closed on the third of November."""
    return [city.case("closed", email="mei@example.com" if turn == 0 else "") for turn in range(many)]


def draw(city: City, *, scope: supervision.Scope = PERIOD, size: int | None = 2, **given: Any) -> Sample:
    """A sample of them."""
    return supervision.draw_sample(scope, by=city.lin, size=size, seed=given.pop("seed", SEED), at=DRAWING, **given)


# --- the draw, as arithmetic ---


def test_a_stranger_draws_the_same_numbers_with_nothing_but_the_list_and_the_seed(city: City, fang: Person) -> None:
    closed(city, 5)
    sample = draw(city, size=3)
    told = {number: hashlib.sha256(f"{sample.seed}:{number}".encode()).hexdigest() for number in sample.numbers}
    theirs = sorted(told, key=lambda number: told[number])[:3]
    assert theirs == list(sample.drawn.order_by("place").values_list("case__number", flat=True))
    assert sample.population_digest == hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()


def test_the_order_of_the_list_does_not_matter_and_another_seed_draws_others() -> None:
    numbers = [f"26-0000-{number:04}" for number in range(200)]
    mixed = random.Random(1).sample(numbers, len(numbers))
    assert drawn_from(numbers, seed="a", count=9) == drawn_from([*mixed, *mixed], seed="a", count=9)
    assert drawn_from(numbers, seed="a", count=9) != drawn_from(numbers, seed="b", count=9)
    assert len(draw_key("a", "b")) == 64


@pytest.mark.parametrize(
    ("population", "size", "share", "count"),
    [(10, 3, None, 3), (2, 3, None, 2), (10, None, 5, 1), (101, None, 5, 6), (9000, None, 100, 500)],
)
def test_a_share_is_rounded_up_and_nobody_draws_more_than_can_be_checked(
    population: int, size: int | None, share: int | None, count: int
) -> None:
    assert how_many(population, size=size, share=share) == count


def test_checks_are_spread_evenly_and_never_to_somebody_who_is_not_free() -> None:
    assert spread({"1": ["b", "a"], "2": ["a", "b"], "3": ["a"], "4": []}) == {"1": "a", "2": "b", "3": "a"}


def test_a_rate_never_counts_what_was_not_checked_or_could_not_be_told() -> None:
    tally = Tally(drawn=10, holds=3, fails=1, unknown=2)
    assert (tally.checked, tally.told, tally.percent) == (6, 4, 75)
    assert Tally(10, 0, 0, 2).percent is None


# --- drawing ---


def test_only_cases_checked_and_closed_in_the_period_and_scope_are_drawn_from(city: City, fang: Person) -> None:
    inside = closed(city, 2)
    city.case("answered")
    city.case("closed", kind="question")  # its answer ended it, nobody checked
    city.case("closed", at=NOON - timedelta(days=9))
    assert draw(city, size=9).numbers == sorted(case.number for case in inside)
    nowhere = supervision.Scope(PERIOD.since, PERIOD.until, area=city.area("990101"))
    with pytest.raises(NotValid, match="nothing to draw"):
        draw(city, scope=nowhere)
    lamps = supervision.Scope(PERIOD.since, PERIOD.until, office=city.office("dongqiao-lamps"), matter=city.matter())
    assert draw(city, scope=lamps, size=None, share=50).drawn_count == 1


def test_a_scope_is_drawn_once_for_a_period_whatever_comes_out(
    city: City, fang: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(city, 3)
    draw(city)
    with pytest.raises(Taken):
        draw(city, seed="another1seed")
    monkeypatch.setattr("civic.supervision.actions.sampling._was_drawn", lambda scope: False)
    with pytest.raises(Taken):  # somebody else draws at the same moment
        draw(city, seed="another1seed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Sample.objects.create(
            **{f.name: getattr(Sample.objects.get(), f.name) for f in Sample._meta.fields if f.name != "id"}
        )


UNDRAWABLE: list[tuple[dict[str, Any], str]] = [
    ({"size": None}, "size"),
    ({"size": 1, "share": 1}, "size"),
    ({"size": 0}, "size"),
    ({"size": 501}, "size"),
    ({"size": None, "share": 101}, "share"),
    ({"seed": "short"}, "seed"),
    ({"seed": "not a seed!"}, "seed"),
    ({"scope": supervision.Scope(date(2026, 11, 4), date(2026, 11, 3))}, "until"),
    ({"scope": supervision.Scope(date(2026, 11, 4), date(2026, 11, 5))}, "until"),  # not over yet
]


def test_a_draw_that_could_not_be_redone_is_refused(city: City) -> None:
    for given, field in UNDRAWABLE:
        with pytest.raises(NotValid) as refused:
            draw(city, **given)
        assert field in refused.value.fields, given


def test_nobody_but_a_supervisor_draws(city: City) -> None:
    for who in ("mo", "zhao", "chen", "shen", "rui", "sun", "he", "mei"):
        with pytest.raises(NotAllowed):
            supervision.draw_sample(PERIOD, by=getattr(city, who), size=1, at=DRAWING)


def test_a_sub_centre_draws_in_its_own_area_only(city: City) -> None:
    closed(city)
    li = supervisor(city, "li", area="990101")
    for area in (None, city.area("990102")):
        with pytest.raises(NotValid) as refused:
            supervision.draw_sample(supervision.Scope(*_days(), area=area), by=li, size=1, at=DRAWING)
        assert "area" in refused.value.fields
    an = supervisor(city, "an", area="990102")
    assert supervision.draw_sample(supervision.Scope(*_days(), area=city.area()), by=an, size=1, at=DRAWING).pk


def _days() -> tuple[date, date]:
    return PERIOD.since, PERIOD.until


def test_each_case_goes_to_somebody_who_took_no_part_in_it(city: City, fang: Person) -> None:
    closed(city, 2)
    assert set(draw(city).drawn.values_list("checker", flat=True)) == {fang.pk}  # lin checked them all


def test_where_nobody_is_free_nobody_is_named_and_somebody_can_be_later(city: City) -> None:
    closed(city)
    [drawn] = draw(city, size=1).drawn.all()
    assert drawn.checker is None
    with pytest.raises(NotValid):
        supervision.assign_check(drawn, by=city.lin, to=city.lin, at=CHECKING)
    with pytest.raises(NotAllowed):
        supervision.assign_check(drawn, by=city.chen, to=city.chen, at=CHECKING)
    fang = supervisor(city, "fang")
    assert supervision.assign_check(drawn, by=city.lin, to=fang, at=CHECKING).checker == fang


# --- checking again ---


def one(city: City) -> tuple[Case, Drawn]:
    """A closed case that was drawn."""
    [case] = closed(city)
    [drawn] = draw(city, size=1).drawn.all()
    return case, drawn


def test_what_holds_stays_closed_and_is_written_down(city: City, fang: Person) -> None:
    case, drawn = one(city)
    line = supervision.check_again(drawn, by=fang, result="holds", text="灯亮着。", at=CHECKING)
    case.refresh_from_db()
    drawn.refresh_from_db()
    assert (case.state, case.round, line.verb, line.side) == ("closed", 1, "check-again", "check")
    assert (drawn.result, drawn.line, drawn.checked_at) == ("holds", line, CHECKING)
    assert Part.objects.get(case=case, person=fang).side == "check"
    assert first_broken_line(case) is None
    assert not Notice.objects.filter(verb="reopen-after-check").exists()


def test_what_does_not_hold_is_open_again_in_a_new_round_and_the_resident_is_told(city: City, fang: Person) -> None:
    case, drawn = one(city)
    line = supervision.check_again(drawn, by=fang, result="fails", text="灯又灭了。", at=CHECKING)
    case.refresh_from_db()
    assert (case.state, case.round, line.verb) == ("accepted", 2, "reopen-after-check")
    assert case.answer_due_at is not None
    assert case.answer_due_at > CHECKING
    assert "灯又灭了。" in Notice.objects.get(verb="reopen-after-check").body


def test_a_case_that_is_open_again_already_is_only_written_down(city: City, fang: Person) -> None:
    case, drawn = one(city)
    city.rated(case, "no")
    line = supervision.check_again(drawn, by=fang, result="fails", text="还是不亮。", at=CHECKING)
    case.refresh_from_db()
    assert (line.verb, case.state, case.round) == ("check-again", "accepted", 2)


def test_a_result_says_something(city: City, fang: Person) -> None:
    _case, drawn = one(city)
    for result, text, field in (
        ("fails", "", "text"),
        ("unknown", " ", "text"),
        ("maybe", "x", "result"),
        ("", "", "result"),
    ):
        with pytest.raises(NotValid) as refused:
            supervision.check_again(drawn, by=fang, result=result, text=text, at=CHECKING)
        assert field in refused.value.fields, result


def test_only_whoever_was_given_the_check_makes_it_and_once(city: City, fang: Person) -> None:
    case, drawn = one(city)
    for who in (city.lin, city.mo, city.chen, city.zhao):
        with pytest.raises(NotAllowed):
            supervision.check_again(drawn, by=who, result="fails", text="x", at=CHECKING)
    supervision.check_again(drawn, by=fang, result="holds", at=CHECKING)
    with pytest.raises(Taken):
        supervision.check_again(drawn, by=fang, result="fails", text="x", at=CHECKING)
    with pytest.raises(Exception, match="checked already"):
        supervision.assign_check(drawn, by=city.lin, to=fang, at=CHECKING)
    case.refresh_from_db()
    assert case.state == "closed"


def test_whoever_took_part_meanwhile_checks_it_no_more(city: City, fang: Person) -> None:
    case, drawn = one(city)
    Part.objects.create(case=case, person=fang, side="check", verb="hasten", at=CHECKING)
    with pytest.raises(NotAllowed, match="took part"):
        supervision.check_again(drawn, by=fang, result="holds", at=CHECKING)


def test_whoever_leaves_gives_up_what_she_has_not_checked(city: City, fang: Person) -> None:
    _case, drawn = one(city)
    assert supervision.forget(fang, at=CHECKING) == 1
    drawn.refresh_from_db()
    assert drawn.checker is None


# --- redrawing ---


def test_the_command_draws_again_and_finds_what_was_changed(city: City, fang: Person) -> None:
    closed(city, 4)
    sample = draw(city)
    told = StringIO()
    call_command("redraw_sample", stdout=told)
    assert "Drawn again: the same." in told.getvalue()
    assert SEED in told.getvalue()
    Sample.objects.update(population=sample.population.replace(sample.numbers[0], "26-0000-0000"))
    with pytest.raises(CommandError, match="Not the same"):
        call_command("redraw_sample", str(sample.pk), stdout=told)
    assert "not the one it was drawn from" in told.getvalue()
    with pytest.raises(CommandError, match="no such sample"):
        call_command("redraw_sample", "0", stdout=told)


def test_a_case_slipped_in_afterwards_is_found_too(city: City, fang: Person) -> None:
    cases = closed(city, 4)
    sample = draw(city, size=1)
    [drawn] = sample.drawn.all()
    Drawn.objects.update(case=next(case for case in cases if case.pk != drawn.case_id))
    with pytest.raises(CommandError):
        call_command("redraw_sample", stdout=StringIO())


# --- evidence ---


def photo(colour: str = "green") -> SimpleUploadedFile:
    """A photo somebody took on the spot."""
    return jpeg(colour)


def test_photos_of_a_checker_stay_with_the_desk_until_a_moderator_has_looked(
    city: City, fang: Person, as_person: SignIn, client: Client
) -> None:
    [case] = closed(city)
    answered = city.case("answered", by=city.mei)
    line = supervision.verify(answered, by=city.lin, evidence=[photo()], here=(23.1301, 113.30), at=NOON + 5 * HOUR)
    kept = Photo.objects.get(line=line)
    assert (kept.is_public, kept.case_id, line.facts["metres"]) == (False, answered.pk, 11)
    assert "23.1301" not in str(line.facts)
    Photo.objects.filter(pk=kept.pk).update(state="ready")
    path = f"/cases/{answered.number}/photos/{kept.key}/small/"
    for who in (client, as_person(city.mei)):
        assert str(kept.key) not in who.get(f"/cases/{answered.number}/").content.decode()
        assert who.get(path).status_code == 404
    assert str(kept.key) in as_person(city.lin).get(f"/desk/cases/{answered.number}/").content.decode()
    assert case.pk


def test_a_matter_that_needs_evidence_is_not_closed_without_any(city: City, fang: Person) -> None:
    at_work, answered = city.case("in-hand"), city.case("answered")
    offices.amend_matter(city.matter(), needs_evidence=True)
    with pytest.raises(NotValid, match="not answered as solved without evidence"):
        handling.answer(at_work, by=city.chen, outcome="solved", text="灯亮了。", at=NOON + 5 * HOUR)
    with pytest.raises(NotValid, match="not closed without evidence"):
        supervision.verify(answered, by=city.lin, at=NOON + 5 * HOUR)
    answered.refresh_from_db()
    assert answered.state == "answered"
    supervision.verify(answered, by=city.lin, evidence=[photo()], at=NOON + 5 * HOUR)
    [drawn] = draw(city, size=1).drawn.all()
    supervision.check_again(drawn, by=fang, result="holds", evidence=[photo()], at=CHECKING)
    assert Photo.objects.filter(case=answered).count() == 2


def test_evidence_that_is_no_photo_is_named_and_nothing_is_closed(city: City) -> None:
    answered = city.case("answered")
    with pytest.raises(NotValid) as refused, transaction.atomic():
        supervision.verify(
            answered, by=city.lin, evidence=[SimpleUploadedFile("x.jpg", b"none", "image/jpeg")], at=NOON + 5 * HOUR
        )
    assert "evidence" in refused.value.fields
    answered.refresh_from_db()
    assert answered.state == "answered"
    assert keep_evidence(answered.lines.latest("seq"), [], at=NOON) == []
    assert distance_facts(answered, None) == {}
    demand_evidence(answered, [])  # this matter needs none


# --- the pages ---


def test_a_supervisor_draws_and_a_colleague_checks_with_a_photo(city: City, fang: Person, as_person: SignIn) -> None:
    [case] = closed(city)
    lin, checks = as_person(city.lin), as_person(fang)
    with time_machine.travel(DRAWING, tick=False):
        said = {"since": "2026-11-03", "until": "2026-11-04", "size": "1", "seed": SEED}
        wrong = lin.post("/desk/samples/draw/", said | {"size": ""})
        assert (wrong.status_code, "Say either how many" in read(wrong)) == (400, True)
        done = lin.post("/desk/samples/draw/", said)
        page = lin.get(done.headers["Location"])
        assert SEED in read(page)
        path = f"{done.headers['Location']}{case.number}/"
        assert "to somebody else" in read(lin.get(path))
        assert lin.post(path, {"result": "holds"}).status_code == 403
        assert case.number in read(checks.get("/desk/samples/"))
        bad = checks.post(path, {"result": "fails", "here": "north"})
        assert bad.status_code == 400
        found = {
            "result": "fails",
            "text": "灯又灭了。",
            "here": "23.13, 113.30",
            "evidence": [photo(), photo("red")],
        }
        assert checks.post(path, found).status_code == 302
        assert checks.post(path, found).status_code == 409
    case.refresh_from_db()
    assert case.state == "accepted"
    assert "0 / 1" in read(lin.get(done.headers["Location"]))
    listed = lin.get(f"{done.headers['Location']}numbers.txt").content.decode().split()
    assert listed == [case.number]


def test_nobody_but_supervisors_sees_samples(city: City, fang: Person, as_person: SignIn) -> None:
    case, drawn = one(city)
    base = f"/desk/samples/{drawn.sample_id}/"
    for who in ("chen", "shen", "zhao", "mo", "rui", "sun", "he"):
        client = as_person(getattr(city, who))
        for path in ("/desk/samples/", "/desk/samples/draw/", base, f"{base}numbers.txt", f"{base}{case.number}/"):
            assert client.get(path).status_code == 403, (who, path)
        for path in ("/desk/samples/draw/", f"{base}{case.number}/", f"{base}{case.number}/assign/"):
            answer = client.post(path, {"result": "fails", "text": "x", "to": city.chen.pk})
            assert answer.status_code == 403, (who, path)


def test_a_sub_centre_sees_samples_of_its_own_area_only(city: City, fang: Person, as_person: SignIn) -> None:
    case, drawn = one(city)
    li, base = as_person(supervisor(city, "li", area="990101")), f"/desk/samples/{drawn.sample_id}/"
    assert "No sample has been drawn" in read(li.get("/desk/samples/"))
    for path in (base, f"{base}numbers.txt", f"{base}{case.number}/"):
        assert li.get(path).status_code == 404, path
    assert li.post(f"{base}{case.number}/", {"result": "fails", "text": "x"}).status_code == 404


def test_the_pages_cost_the_same_at_one_case_and_at_many(city: City, fang: Person, as_person: SignIn) -> None:
    spent = []
    lin = as_person(city.lin)
    for turn, many in enumerate((1, 6)):
        closed(city, many)
        scope = supervision.Scope(PERIOD.since - timedelta(days=turn), PERIOD.until)
        sample = draw(city, scope=scope, size=20)
        for path in ("/desk/samples/", f"/desk/samples/{sample.pk}/"):
            lin.get(path)
            with CaptureQueriesContext(connection) as asked:
                lin.get(path)
            spent.append(len(asked))
    assert spent[:2] == spent[2:]
    assert max(spent) <= 10, spent


def test_an_officer_cannot_reopen_a_closed_case_without_having_drawn_it(city: City, as_person: SignIn) -> None:
    [case] = closed(city)
    lin = as_person(city.lin)
    assert lin.post(f"/desk/cases/{case.number}/reopen-after-check/", {"text": "x"}).status_code == 404
    body = {"verb": "reopen-after-check", "text": "x"}
    told = lin.post(f"/api/v1/desk/cases/{case.number}/moves/", body, content_type="application/json")
    assert told.status_code == 403
    assert not re.search("reopen-after-check|check-again", lin.get(f"/desk/cases/{case.number}/").content.decode())

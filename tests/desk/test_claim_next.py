"""The next case: the most pressing one, for ten minutes, to one officer at a time."""

from datetime import date, timedelta
from typing import Any

import pytest

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.desk.actions import CLAIM_MINUTES, claim_next, forget, release
from civic.desk.models import Claim
from civic.handling import actions as handling
from civic.lib.refusals import NotAllowed
from civic.offices import actions as offices
from civic.supervision import actions as supervision
from tests.at_once import at_once
from tests.cases.limits import limit_in_stages
from tests.people import NOON, SINCE, City

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
AT = NOON + 8 * HOUR


def colleagues(city: City, count: int) -> list[Person]:
    """So many supervisors."""
    found = []
    for number in range(count):
        person = Person.objects.create_user(f"liu{number}", email=f"liu{number}@city.example")
        offices.appoint(
            person, side="check", role="supervisor", office=city.office("supervision"), area=None, starts=SINCE, at=NOON
        )
        found.append(person)
    return found


def next_of(person: Person, *, at: Any = AT, skip: Case | None = None) -> Case | None:
    """The case somebody is given."""
    claim = claim_next(by=person, skip=skip, at=at)
    return claim.case if claim else None


def test_the_nearest_deadline_comes_first_and_a_colleague_gets_the_one_after(city: City) -> None:
    later, sooner = city.filed(at=NOON + 24 * HOUR).case, city.filed(at=NOON).case
    (liu,) = colleagues(city, 1)
    at = NOON + 30 * HOUR
    assert next_of(city.lin, at=at) == sooner
    assert next_of(liu, at=at) == later
    assert next_of(city.lin, at=at) == sooner  # still hers


def test_what_is_hastened_comes_before_a_nearer_deadline_and_what_is_urgent_before_both(city: City) -> None:
    usual, hastened = city.case("in-hand", at=NOON), city.case("in-hand", at=NOON + HOUR)
    supervision.hasten(hastened, by=city.lin, text="请装灯。", due=date(2026, 11, 16), at=NOON + 6 * HOUR)
    Case.objects.filter(pk=hastened.pk).update(due_at=usual.due_at + 30 * HOUR)  # type: ignore[operator]
    assert next_of(city.chen) == hastened
    limit_in_stages(city.matter("0102"))
    offices_urgent(city.matter("0102"))
    urgent = city.case("in-hand", at=NOON + 2 * HOUR)
    Case.objects.filter(pk=urgent.pk).update(matter=city.matter("0102"), due_at=usual.due_at + 40 * HOUR)  # type: ignore[operator]
    assert next_of(city.shen) == urgent
    assert next_of(city.chen) == hastened


def offices_urgent(matter: Any) -> None:
    """The first stage of the matter's limit counts in urgent hours."""
    stage = matter.limits.first().stages.order_by("number").first()
    type(stage).objects.filter(pk=stage.pk).update(unit="urgent-hours")


def test_a_claim_ends_by_itself_after_ten_minutes(city: City) -> None:
    case, (liu,) = city.filed().case, colleagues(city, 1)
    assert next_of(city.lin) == case
    assert next_of(liu, at=AT + (CLAIM_MINUTES - 1) * MINUTE) is None
    assert next_of(liu, at=AT + CLAIM_MINUTES * MINUTE) == case


def test_a_claim_ends_with_the_next_move_whoever_makes_it(city: City) -> None:
    case, shen = city.case("dispatched"), city.shen
    assert next_of(city.chen) == case
    assert next_of(shen) is None
    handling.take(case, by=city.chen, at=AT + MINUTE)
    assert next_of(shen, at=AT + 2 * MINUTE) == case


def test_a_claim_that_is_put_back_is_free_for_the_next(city: City) -> None:
    case, (liu,) = city.filed().case, colleagues(city, 1)
    assert next_of(city.lin) == case
    assert not release(case, by=liu, at=AT)
    assert release(case, by=city.lin, at=AT)
    assert next_of(liu) == case


def test_whoever_passes_a_case_over_gets_another_and_the_first_is_free(city: City) -> None:
    first, second = city.filed(at=NOON).case, city.filed(at=NOON + HOUR).case
    (liu,) = colleagues(city, 1)
    assert next_of(city.lin) == first
    assert next_of(city.lin, skip=first) == second
    assert next_of(liu) == first
    assert Claim.objects.filter(by=city.lin).count() == 1


def test_nobody_is_given_what_is_not_hers_to_move(city: City) -> None:
    accepted = city.case("accepted")
    for who in (city.lin, city.chen, city.rui):
        assert next_of(who) is None
    assert next_of(city.zhao) == accepted
    with pytest.raises(NotAllowed):
        claim_next(by=city.mei, at=AT)


def test_a_claim_forbids_nobody_to_act(city: City) -> None:
    case, (liu,) = city.filed().case, colleagues(city, 1)
    assert next_of(city.lin) == case
    supervision.accept(case, by=liu, matter=city.matter(), at=AT + MINUTE)


def test_the_claims_of_somebody_who_is_forgotten_go(city: City) -> None:
    city.filed()
    next_of(city.lin)
    forget(city.lin, at=AT)
    assert not Claim.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_officers_who_ask_at_once_get_twenty_cases(city: City) -> None:
    cases = [city.filed(at=NOON + turn * MINUTE).case for turn in range(24)]
    people = colleagues(city, 20)
    told = at_once(*[lambda who=person: claim_next(by=who, at=AT) for person in people])
    given = [claim.case_id for claim in told]
    assert len(set(given)) == 20
    assert set(given) == {case.pk for case in cases[:20]}


def test_the_page_gives_a_case_says_whose_it_is_and_takes_it_back(city: City, as_person: Any) -> None:
    case, (liu,) = city.filed().case, colleagues(city, 1)
    lin = as_person(city.lin)
    assert "Give me the next case" in lin.get("/desk/next/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert not Claim.objects.exists()
    given = lin.post("/desk/next/")
    assert given["Location"] == f"/desk/cases/{case.number}/"
    page = lin.get(f"/desk/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Yours until" in page
    other = as_person(liu)
    assert (
        "An officer works on it until"
        in other.get(f"/desk/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    )
    assert "Nothing waits" in other.post("/desk/next/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert as_person(city.lin).post(f"/desk/cases/{case.number}/put-back/").status_code == 302
    assert not Claim.objects.exists()

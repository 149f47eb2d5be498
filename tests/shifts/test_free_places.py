"""A guardian's no frees every place of the child in the same moment; whoever left holds none."""

from typing import Any

import pytest
from django.test import Client

from civic.guardians.models import Child, Guardianship
from civic.shifts import actions as shifts
from civic.shifts.models import GuardianWord, Shift
from civic.volunteers import actions as volunteers
from civic.volunteers.actions import PaperTold
from civic.volunteers.models import Volunteer
from tests.people import NOON, City, sign_in
from tests.shifts.ground import days_on, many, states, told
from tests.volunteers.ground import DAY, Helpers, activity, coming, found_helpers, shift
from tests.volunteers.joining import checked, young_volunteer

pytestmark = pytest.mark.django_db
EVENING = days_on(3, 20)


@pytest.fixture
def helpers(city: City) -> Helpers:
    made = found_helpers()
    made.leader.email = "hua@helpers.example"
    made.leader.save()
    checked(made.luo, city.root)
    return made


@pytest.fixture
def young(helpers: Helpers, city: City) -> Volunteer:
    return young_volunteer(city.root, city.gu, luo=helpers.luo)


@pytest.fixture
def tomorrow(helpers: Helpers, young: Volunteer) -> Shift:
    ahead = shift(activity(helpers), starts=days_on(4, 15), places=1)
    coming(ahead, young)
    shifts.queue_up(ahead, volunteer=many(1)[0], at=NOON)
    return ahead


def ward_of(young: Volunteer) -> Guardianship:
    assert young.child is not None
    return Child.objects.get(pk=young.child.pk).guardianships.get()


def test_withdrawn_the_evening_before_every_place_is_free_and_offered_on(young: Volunteer, tomorrow: Shift) -> None:
    over = shift(tomorrow.activity, starts=days_on(1, 9))
    coming(over, young)
    assert shifts.decide_for(ward_of(young), is_yes=False, at=EVENING) == frozenset()
    young.refresh_from_db()
    assert young.state == "left"
    assert states(tomorrow) == [("young", "turned-away"), ("helper0", "offered")]
    assert states(over) == [("young", "coming")]  # what was served stays
    assert (told("shift-place-freed"), told("shift-guardian-no")) == (1, 1)


def test_a_yes_frees_nothing(young: Volunteer, tomorrow: Shift) -> None:
    text = ward_of(young).consents.get()
    assert shifts.decide_for(ward_of(young), is_yes=True, text_digest=text.text_digest, at=EVENING)
    assert states(tomorrow) == [("young", "coming"), ("helper0", "waiting")]


@pytest.mark.usefixtures("weeks_after_noon")
def test_the_guardians_own_page_frees_the_place_too(
    young: Volunteer, tomorrow: Shift, city: City, client: Client
) -> None:
    Shift.objects.filter(pk=tomorrow.pk).update(starts_at=days_on(400), ends_at=days_on(400, 16))
    assert young.child is not None
    page = f"/volunteer/family/{young.child.key}/withdraw/"
    sign_in(client, city.mei)
    assert client.post(page).status_code == 404
    sign_in(client, city.gu)
    assert client.get(page).status_code == 405
    assert client.post(page).status_code == 302
    assert states(tomorrow)[0] == ("young", "turned-away")


def test_a_no_on_paper_frees_the_place_in_the_same_moment(helpers: Helpers, young: Volunteer, tomorrow: Shift) -> None:
    father = PaperTold("林爸爸", "father", "letter", EVENING.date(), "id-card")
    shifts.refuse_on_paper(young, father, by=helpers.luo, at=EVENING)
    assert states(tomorrow)[0] == ("young", "turned-away")


def test_whoever_left_holds_no_place_after_the_next_sweep(helpers: Helpers) -> None:
    ahead = shift(activity(helpers))
    coming(ahead, helpers.wu)
    assert shifts.free_places_of_gone(at=NOON) == 0
    assert helpers.wu.person is not None
    volunteers.leave(helpers.wu, by=helpers.wu.person, at=NOON)
    assert shifts.free_places_of_gone(at=NOON) == 1
    assert states(ahead) == [("wu", "turned-away")]
    assert told("shift-guardian-no") == 0
    assert shifts.free_places_of_gone(at=NOON) == 0


def test_of_two_guardians_one_no_to_an_activity_outweighs_the_other_yes_and_the_latest_reading_counts(
    helpers: Helpers, young: Volunteer, city: City
) -> None:
    made = activity(helpers)
    read = shifts.risks_read(made)
    mother = ward_of(young)
    father = Guardianship.objects.create(
        child=mother.child, person=city.mei, relation="father", verified="contact", verified_at=NOON
    )
    shifts.say_as_guardian(made, volunteer=young, ward=mother, is_yes=True, read=read, at=NOON)
    GuardianWord.objects.filter(guardianship=mother).update(risk_digest="old")
    shifts.say_as_guardian(made, volunteer=young, ward=father, is_yes=True, read=read, at=NOON + DAY / 24)
    ahead = shift(made, starts=days_on(5, 9))
    assert shifts.sign_up(ahead, volunteer=young, at=NOON + DAY / 12).state == "coming"
    shifts.say_as_guardian(made, volunteer=young, ward=father, is_yes=False, read=read, at=NOON + DAY)
    shifts.say_as_guardian(made, volunteer=young, ward=mother, is_yes=True, read=read, at=NOON + 2 * DAY)
    assert states(ahead) == [("young", "turned-away")]
    with pytest.raises(Exception, match="has not agreed"):
        shifts.sign_up(shift(made, starts=days_on(6, 9)), volunteer=young, at=NOON + 2 * DAY)


def paper(**changes: Any) -> dict[str, Any]:
    given = {"paper": "form", "document": "id-card", "guardian_name": "林爸爸", "relation": "father", "contact": ""}
    return given | changes


@pytest.mark.usefixtures("weeks_after_noon")
def test_the_desk_writes_a_no_down_and_only_coordinators_come_there(
    helpers: Helpers, young: Volunteer, tomorrow: Shift, city: City, client: Client
) -> None:
    Shift.objects.filter(pk=tomorrow.pk).update(starts_at=days_on(400), ends_at=days_on(400, 16))
    page = f"/desk/volunteers/guardians/{young.key}/"
    for person in (city.mei, helpers.leader, young.person):
        sign_in(client, person)
        assert client.get(page).status_code == 403
        assert client.get("/desk/volunteers/guardians/").status_code == 403
    sign_in(client, helpers.luo)
    assert client.get(f"/desk/volunteers/guardians/{helpers.wu.key}/").status_code == 404
    shown = client.get(page).content.decode()
    assert "林" not in shown  # who they are is sealed
    signed = {"signed_on": NOON.date().isoformat()}
    empty = client.post(page, paper(ward="another", guardian_name="", **signed))
    assert (empty.status_code, "Write the name as it stands in the document." in empty.content.decode()) == (400, True)
    late = client.post(page, paper(ward="another", signed_on="2020-01-01"))
    assert (late.status_code, "older than ninety days" in late.content.decode()) == (400, True)
    assert "林爸爸" in late.content.decode()
    assert client.post(page, paper(ward=ward_of(young).pk, **signed)).status_code == 302
    assert states(tomorrow)[0] == ("young", "turned-away")


def test_the_desk_writes_a_yes_down(helpers: Helpers, city: City, client: Client, young: Volunteer) -> None:
    page = "/desk/volunteers/guardians/"
    sign_in(client, helpers.luo)
    shown = client.get(page).content.decode()
    text = ward_of(young).consents.get().text
    assert text.digest in shown
    child = {"who": "nobody@example.com", "name": "周一", "born_on": "2010-05-01", "digest": text.digest}
    signed = {"signed_on": NOON.date().isoformat()}
    unknown = client.post(page, paper(**child, **signed))
    assert (unknown.status_code, "Let the child sign in once first." in unknown.content.decode()) == (400, True)
    assert "周一" in unknown.content.decode()


def test_the_family_reads_who_saw_which_paper_and_that_the_stricter_word_holds(
    helpers: Helpers, young: Volunteer, city: City, client: Client
) -> None:
    sign_in(client, city.gu)
    page = "/volunteer/family/"
    assert "the stricter word holds" not in client.get(page).content.decode()
    father = PaperTold("林爸爸", "father", "letter", EVENING.date(), "passport")
    shifts.refuse_on_paper(young, father, by=helpers.luo, at=EVENING)
    for address in (page, f"{page}{ward_key(young)}/"):
        shown = client.get(address).content.decode()
        assert "A no on paper (a letter in her own hand, signed) of" in shown
        assert "a coordinator saw it with the passport on" in shown
        assert "林爸爸" not in shown
    assert "the stricter word holds" in client.get(page).content.decode()
    sign_in(client, city.mei)
    assert client.get(f"{page}{ward_key(young)}/").status_code == 404


def ward_key(young: Volunteer) -> str:
    assert young.child is not None
    return str(young.child.key)

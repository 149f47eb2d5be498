"""A guardian without an account says yes or no on paper; where two disagree the stricter word holds."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from civic.guardians.actions import ChildTold
from civic.guardians.models import Child, Guardianship, Vetting
from civic.guardians.queries import latest_text, uses_of
from civic.guardians.rules import Verified
from civic.guardians.rules.consent import stricter_holds
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.notices.models import Notice
from civic.volunteers import actions
from civic.volunteers.actions import PaperTold
from civic.volunteers.models import AgreedFor
from civic.volunteers.queries import is_allowed
from tests.people import NOON, City
from tests.volunteers.ground import DAY, Helpers, found_helpers
from tests.volunteers.joining import SIXTEEN, applicant, card, checked, consent_text, told, young_volunteer

pytestmark = pytest.mark.django_db
PAPER = PaperTold("林妈妈", "mother", "form", (NOON - 3 * DAY).date(), "id-card", "020-55555")
CHILD = ChildTold("林小雨", SIXTEEN, Verified.DESK)


@pytest.fixture
def helpers(city: City) -> Helpers:
    made = found_helpers()
    checked(made.luo, city.root)
    return made


def agreed(city: City, helpers: Helpers, **changes: Any) -> AgreedFor:
    text = latest_text("volunteers", at=NOON) or consent_text(city.root)
    given: dict[str, Any] = {"person": None, "child": CHILD, "paper": PAPER, "digest": text.digest, "by": helpers.luo}
    given |= changes
    person = given["person"] or applicant("young")
    return actions.agree_on_paper(
        person, given["child"], given["paper"], text_digest=given["digest"], by=given["by"], at=NOON
    )


def test_the_paper_lets_the_child_apply_and_says_who_saw_what_and_when(city: City, helpers: Helpers) -> None:
    made = agreed(city, helpers)
    ward = made.child.guardianships.get()
    assert (ward.person, ward.verified, ward.verified_by) == (None, "desk", helpers.luo)
    line = made.child.lines.get(verb="agree-on-paper")
    assert (line.actor_id, line.at) == (helpers.luo.pk, NOON)
    assert line.facts == {"paper": "form", "signed_on": PAPER.signed_on.isoformat(), "document": "id-card"}
    assert Notice.objects.filter(verb="volunteer-may-go-on").exists()
    given = told(name="林小雨", born_on=SIXTEEN, document_number=card(SIXTEEN))
    volunteer = actions.apply(given, by=made.person, own_word=True, language="en", at=NOON)
    assert actions.take_on(volunteer, by=helpers.luo, at=NOON).state == "active"


def test_nobody_else_writes_a_paper_down(city: City, helpers: Helpers) -> None:
    for by in (city.mei, helpers.leader):
        with pytest.raises(NotAllowed):
            agreed(city, helpers, person=city.gu, by=by)
    Vetting.objects.all().delete()
    with pytest.raises(NotAllowed, match="Your check does not hold"):
        agreed(city, helpers, person=city.gu)
    with pytest.raises(NotAllowed, match="own family"):
        agreed(city, helpers, person=helpers.luo)
    assert not Child.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"paper": replace(PAPER, signed_on=(NOON + DAY).date())}, "signed_on"),
        ({"paper": replace(PAPER, signed_on=(NOON - 91 * DAY).date())}, "signed_on"),
        ({"paper": replace(PAPER, paper="word")}, "paper"),
        ({"paper": replace(PAPER, document="none")}, "document"),
        ({"paper": replace(PAPER, relation="uncle")}, "relation"),
        ({"child": replace(CHILD, born_on=date(2014, 5, 1))}, "born_on"),
        ({"child": replace(CHILD, born_on=date(2000, 5, 1))}, "born_on"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    city: City, helpers: Helpers, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(NotValid) as refused:
        agreed(city, helpers, **changes)
    assert field in refused.value.fields
    assert not Child.objects.exists()


def test_a_text_that_has_changed_is_signed_anew_and_a_child_has_one_account(city: City, helpers: Helpers) -> None:
    with pytest.raises(Conflict):
        agreed(city, helpers, digest="old")
    agreed(city, helpers, person=city.gu)
    with pytest.raises(Taken):
        agreed(city, helpers, person=city.mei, child=replace(CHILD, known_as="same"))


def test_of_two_guardians_the_stricter_holds(city: City, helpers: Helpers) -> None:
    assert [stricter_holds(words) for words in ([], [True], [True, True], [True, False], [False])] == [
        False,
        True,
        True,
        False,
        False,
    ]
    young = young_volunteer(city.root, city.gu, luo=helpers.luo)
    assert is_allowed(young, NOON.date())
    father = replace(PAPER, guardian_name="林爸爸", relation="father")
    ward = actions.refuse_on_paper(young, father, by=helpers.luo, at=NOON + DAY)
    assert ward.verified_by == helpers.luo
    assert young.child is not None
    young.refresh_from_db()
    assert young.state == "left"
    assert uses_of(young.child, at=NOON + DAY) == frozenset()
    # the mother's new yes does not outweigh it
    mother = young.child.guardianships.get(person=city.gu)
    text = mother.consents.get()
    actions.decide_for(mother, is_yes=True, text_digest=text.text_digest, at=NOON + 2 * DAY)
    assert uses_of(young.child, at=NOON + 2 * DAY) == frozenset()
    assert young.person is not None
    with pytest.raises(NotAllowed):
        actions.come_back(young, by=young.person, at=NOON + 2 * DAY)


def test_a_known_guardians_no_on_paper_needs_no_second_row(city: City, helpers: Helpers) -> None:
    young = young_volunteer(city.root, city.gu, luo=helpers.luo)
    assert young.child is not None
    mother = young.child.guardianships.get()
    actions.refuse_on_paper(young, PAPER, ward=mother, by=helpers.luo, at=NOON + DAY)
    assert Guardianship.objects.count() == 1
    assert not is_allowed(young, (NOON + DAY).date())
    assert young.child.lines.filter(verb="refuse-on-paper").exists()
    with pytest.raises(NotAllowed):
        actions.refuse_on_paper(young, PAPER, ward=mother, by=city.mei, at=NOON + DAY)
    with pytest.raises(NotAllowed, match="decides alone"):
        actions.refuse_on_paper(helpers.wu, PAPER, by=helpers.luo, at=NOON + DAY)

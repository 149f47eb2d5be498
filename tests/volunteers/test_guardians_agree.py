"""Under eighteen a guardian agrees first; her no ends a volunteer's standing within the same act."""

from datetime import date
from typing import Any

import pytest

from civic.cases.queries import Viewer
from civic.guardians.actions import ChildTold
from civic.guardians.models import Asking, Child, Identity
from civic.guardians.queries import find_asking, uses_of
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.me.actions import erase
from civic.notices.models import Notice
from civic.volunteers import actions
from civic.volunteers.models import AgreedFor, Volunteer
from civic.volunteers.queries import is_allowed
from tests.people import NOON, City
from tests.volunteers.ground import DAY, found_helpers
from tests.volunteers.joining import agreed, applicant, asked, confirmed, consent_text, young_volunteer

pytestmark = pytest.mark.django_db


def test_a_child_asks_by_a_message_and_nothing_of_it_is_kept(city: City) -> None:
    made = asked(applicant("young"))
    assert (made.child, made.track, Child.objects.count()) == (None, "volunteers", 0)
    assert "gu@example.com" in str(Notice.objects.get(verb="volunteer-may-i").address)
    assert find_asking("link", track="volunteers", at=NOON) == made
    assert find_asking("link", at=NOON) is None  # it opens no page of the little mayor


def test_nobody_asks_herself(city: City) -> None:
    child = applicant("young")
    with pytest.raises(NotValid):
        actions.ask_grown_up(child, address=child.email, language="en", at=NOON)
    with pytest.raises(NotValid):
        actions.ask_grown_up(child, address="mum", language="en", at=NOON)


def test_an_agreement_allows_to_apply_and_nothing_else(city: City) -> None:
    child = applicant("young")
    made = agreed(child, confirmed(city.gu), consent_text(city.root))
    assert uses_of(made.child, at=NOON) == frozenset()  # its own word is still to come
    assert made.child.person is None  # the account opens nothing else that is done with children
    assert not Asking.objects.exists()
    assert Notice.objects.filter(verb="volunteer-may-go-on").exists()


@pytest.mark.parametrize(
    ("changes", "refusal", "words"),
    [
        ({"born_on": date(2013, 5, 1)}, NotValid, "fourteen or older"),
        ({"born_on": date(2000, 5, 1)}, NotValid, "nobody has to agree"),
        ({"name": "7"}, NotValid, "Write the name"),
    ],
)
def test_the_age_is_looked_at_before_anything_is_kept(
    city: City, changes: dict[str, Any], refusal: type[Exception], words: str
) -> None:
    text, child = consent_text(city.root), applicant("young")
    with pytest.raises(refusal, match=words):
        agreed(child, confirmed(city.gu), text, **changes)
    assert not Child.objects.exists()
    assert not AgreedFor.objects.exists()


def test_a_link_works_once_and_only_for_a_confirmed_grown_up(city: City) -> None:
    text, child = consent_text(city.root), applicant("young")
    with pytest.raises(NotAllowed, match="Sign in with an address"):
        agreed(child, city.mei, text)
    Asking.objects.all().delete()
    with pytest.raises(NotAllowed, match="Nobody agrees for herself"):
        agreed(child, child, text)
    made = Asking.objects.get()
    Asking.objects.all().delete()
    agreed(child, confirmed(city.gu), text)
    given: dict[str, Any] = {"guardian_name": "林", "relation": "mother", "text_digest": text.digest}
    known = Identity.objects.get()
    told = ChildTold(known.name, date.fromisoformat(known.born_on), "contact")
    with pytest.raises(Taken):
        actions.agree_for(made, told, by=city.gu, at=NOON, **given)


def test_a_text_that_was_changed_meanwhile_is_read_anew(city: City) -> None:
    old, child = consent_text(city.root), applicant("young")
    consent_text(city.root, more="有风险。")
    with pytest.raises(Conflict):
        agreed(child, confirmed(city.gu), old)


def test_a_guardians_no_ends_it_at_once_and_her_yes_lets_it_come_back(city: City) -> None:
    young = young_volunteer(city.root, city.gu, luo=found_helpers().luo)
    assert young.child is not None
    assert young.person is not None
    assert is_allowed(young, NOON.date())
    ward = young.child.guardianships.get()
    assert actions.decide_for(ward, is_yes=False, at=NOON + DAY) == frozenset()
    young.refresh_from_db()
    assert (young.state, young.left_at) == ("left", NOON + DAY)
    assert not is_allowed(young, (NOON + 2 * DAY).date())
    assert Notice.objects.filter(verb="volunteer-guardian-no").exists()
    with pytest.raises(NotAllowed, match="agree again first"):
        actions.come_back(young, by=young.person, at=NOON + DAY)
    with pytest.raises(Conflict):
        actions.decide_for(ward, is_yes=True, text_digest="old", at=NOON + 2 * DAY)
    text = ward.consents.first()
    assert text is not None
    actions.decide_for(ward, is_yes=True, text_digest=text.text_digest, at=NOON + 2 * DAY)
    assert actions.come_back(young, by=young.person, at=NOON + 2 * DAY).state == "active"


def test_without_the_yes_nobody_is_taken_on(city: City) -> None:
    luo = found_helpers().luo
    young = young_volunteer(city.root, city.gu, luo=luo)
    Volunteer.objects.filter(pk=young.pk).update(state="applied", number=None)
    assert young.child is not None
    actions.decide_for(young.child.guardianships.get(), is_yes=False, at=NOON)
    with pytest.raises(NotAllowed, match="guardian’s yes"):
        actions.take_on(young, by=luo, at=NOON)


def test_whoever_is_grown_needs_nobodys_word(city: City) -> None:
    young = young_volunteer(city.root, city.gu, luo=found_helpers().luo)
    assert young.child is not None
    actions.decide_for(young.child.guardianships.get(), is_yes=False, at=NOON)
    Volunteer.objects.filter(pk=young.pk).update(state="active")
    young.refresh_from_db()
    assert not is_allowed(young, date(2028, 4, 30))
    assert is_allowed(young, date(2028, 5, 1))  # eighteen


def test_a_renewed_text_ends_it_with_the_next_sweep(city: City) -> None:
    young = young_volunteer(city.root, city.gu, luo=found_helpers().luo)
    assert actions.recheck(at=NOON) == 0
    consent_text(city.root, at=NOON + DAY, is_renewal=True)
    assert actions.recheck(at=NOON + DAY) == 1
    young.refresh_from_db()
    assert young.state == "left"
    assert actions.recheck(at=NOON + DAY) == 0


def test_a_guardian_who_is_forgotten_allows_nothing_any_more(city: City) -> None:
    young = young_volunteer(city.root, city.gu, luo=found_helpers().luo)
    erase(Viewer(person=city.gu), at=NOON + DAY)
    assert not is_allowed(young, (NOON + DAY).date())


def test_a_minor_who_is_erased_leaves_no_name_anywhere(city: City) -> None:
    young = young_volunteer(city.root, city.gu, luo=found_helpers().luo)
    erase(Viewer(person=young.person), at=NOON + DAY)
    assert Identity.objects.get().name == ""
    assert not AgreedFor.objects.exists()

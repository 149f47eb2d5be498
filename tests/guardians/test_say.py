"""A word is given, purpose by purpose; a no holds from that moment on."""

from datetime import date, timedelta

import pytest

from civic.guardians import actions as guardians
from civic.guardians.models import Child, ChildLine, Consent, ConsentText, Guardianship
from civic.guardians.queries import children_allowing, uses_of, words_said
from civic.guardians.rules import PURPOSES_OF
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from tests.youth.families import OPEN, YES, entered, parent, slip
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db
LATER = OPEN + timedelta(hours=1)


@pytest.fixture
def family() -> tuple[Child, Guardianship, ConsentText]:
    track = found_track()
    told = entered(track)
    assert told.ward is not None
    return told.entry.child, told.ward, track.edition.consent_text


def test_each_purpose_is_a_row_and_a_line_says_who_said_it(family: tuple[Child, Guardianship, ConsentText]) -> None:
    child, ward, text = family
    uses = guardians.say(child, words={"picture": False}, text=text, ward=ward, at=LATER)
    assert uses == frozenset(PURPOSES_OF["youth"]) - {"picture"} == uses_of(child, at=LATER)
    assert uses_of(child, at=OPEN) == frozenset(PURPOSES_OF["youth"])  # what was said later was not so before
    line = ChildLine.objects.order_by("seq").last()
    assert line is not None
    assert (line.verb, line.side, line.actor, line.facts["words"]) == ("say", "guardian", parent(), {"picture": False})
    assert Consent.objects.filter(purpose="picture").count() == 2  # rows are added, never changed


def test_a_no_to_taking_part_ends_every_use(family: tuple[Child, Guardianship, ConsentText]) -> None:
    child, ward, text = family
    assert guardians.say(child, words={"enter": False}, text=text, ward=ward, at=LATER) == frozenset()


def test_a_childs_own_no_ends_what_its_guardian_agreed_to(family: tuple[Child, Guardianship, ConsentText]) -> None:
    child, _ward, text = family
    assert guardians.say(child, words={"enter": False}, text=text, at=LATER) == frozenset()
    assert guardians.say(child, words={"enter": True}, text=text, at=LATER + timedelta(hours=1)) != frozenset()


def test_nobody_speaks_for_another_child_or_after_she_ended(family: tuple[Child, Guardianship, ConsentText]) -> None:
    child, ward, text = family
    stranger = Child.objects.create(made_at=OPEN)
    with pytest.raises(NotAllowed):
        guardians.say(stranger, words={"enter": True}, text=text, ward=ward, at=LATER)
    Guardianship.objects.update(ended_at=LATER)
    ward.refresh_from_db()
    with pytest.raises(NotAllowed):
        guardians.say(child, words={"enter": True}, text=text, ward=ward, at=LATER)
    assert words_said(child, at=LATER) == []


def test_an_unknown_purpose_or_none_is_refused(family: tuple[Child, Guardianship, ConsentText]) -> None:
    child, ward, text = family
    for words in ({}, {"adverts": True}):
        with pytest.raises(NotValid):
            guardians.say(child, words=words, text=text, ward=ward, at=LATER)


def test_a_yes_to_an_old_or_changed_text_is_no_yes(family: tuple[Child, Guardianship, ConsentText]) -> None:
    child, ward, text = family
    ConsentText.objects.filter(pk=text.pk).update(adult_zh_hans="随便用。")
    text.refresh_from_db()
    with pytest.raises(Conflict):
        guardians.say(child, words={"picture": True}, text=text, ward=ward, at=LATER)
    guardians.say(child, words={"picture": False}, text=text, ward=ward, at=LATER)  # a no is never refused
    assert "picture" not in uses_of(child, at=LATER)


def test_a_renewed_text_ends_every_earlier_yes_and_no_earlier_no(
    family: tuple[Child, Guardianship, ConsentText],
) -> None:
    child, ward, text = family
    guardians.say(child, words={"picture": False}, text=text, ward=ward, at=LATER)
    renewed = ConsentText.objects.create(
        track="youth", version=2, adult_en="New.", shown_at=LATER, is_renewal=True, digest="-"
    )
    renewed.digest = renewed.reckoned_digest()
    renewed.save()
    assert uses_of(child, at=LATER) == frozenset()
    words = {name: yes for name, yes in YES.items() if name != "picture"}
    after = guardians.say(child, words=words, text=renewed, ward=ward, at=LATER + timedelta(hours=1))
    assert after == frozenset(PURPOSES_OF["youth"]) - {"picture"}


def test_a_birthday_asks_for_the_childs_own_word(family: tuple[Child, Guardianship, ConsentText]) -> None:
    child, _ward, text = family
    eve = OPEN.replace(year=2030, month=4, day=30)
    assert "enter" in uses_of(child, at=eve)
    assert uses_of(child, at=eve + timedelta(days=1)) == frozenset()
    own = {"enter": True, "publish": True, "jury": True}
    assert guardians.say(child, words=own, text=text, at=eve + timedelta(days=1)) == frozenset(own)


def test_many_children_cost_one_query(
    family: tuple[Child, Guardianship, ConsentText], django_assert_num_queries: object
) -> None:
    child, _ward, _text = family
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert children_allowing("jury", among=[child.pk, 999], at=LATER) == {child.pk}
    with django_assert_num_queries(1):  # type: ignore[operator]
        uses_of(child, at=LATER)


def test_a_slip_and_a_birthday_say_which_child_it_is() -> None:
    track = found_track()
    told = entered(track, code=slip(track))
    assert told.entry.child.identity.born_on == date(2016, 5, 1).isoformat()
    assert told.entry.child.identity.verified == "roster"

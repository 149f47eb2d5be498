"""Hiding is one officer's and at once; showing again takes two."""

import pytest
import time_machine
from django.db import connection
from django.test import Client

from civic.guardians.models import Consent
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.youth import actions as youth
from civic.youth.models import Hiding, Proposal
from civic.youth.rules import ItemState
from tests.people import sign_in
from tests.youth.making import AT, HOUR, handed_in, person, read_by, track_and_child, written

pytestmark = pytest.mark.django_db


def _shown() -> Proposal:
    _track, entry = track_and_child()
    return read_by(read_by(handed_in(entry), "tang"), "bai")


def test_one_officer_hides_and_two_show_again() -> None:
    proposal = _shown()
    assert youth.hide(proposal, by=person("tang"), reason="有人认得出来。", at=AT + HOUR).state == ItemState.HIDDEN
    assert not Proposal.objects.public().exists()
    again = youth.read_anew(proposal, by=person("tang"), at=AT + 2 * HOUR)
    assert again.state == ItemState.HANDED_IN
    assert read_by(again, "tang", at=AT + 3 * HOUR).state == ItemState.HANDED_IN  # her first verdict counts no more
    assert read_by(again, "bai", at=AT + 3 * HOUR).state == ItemState.SHOWN


def test_hiding_says_why_and_is_for_vetted_people() -> None:
    proposal = _shown()
    with pytest.raises(NotValid):
        youth.hide(proposal, by=person("tang"), reason=" ", at=AT)
    for handle in ("qiu", "lin", "root"):
        with pytest.raises(NotAllowed):
            youth.hide(proposal, by=person(handle), reason="不好。", at=AT)
    with pytest.raises(Conflict):
        youth.read_anew(proposal, by=person("tang"), at=AT)


def test_a_draft_is_nobodys_to_hide() -> None:
    _track, entry = track_and_child()
    with pytest.raises(Conflict):
        youth.hide(written(entry), by=person("tang"), reason="不好。", at=AT)


def test_the_familys_no_takes_it_from_the_public_at_once_and_its_yes_brings_it_back() -> None:
    proposal = _shown()
    no = Consent.objects.filter(purpose="publish").get()
    Consent.objects.filter(pk=no.pk).update(is_yes=False)
    youth.follow_consent(proposal.entry, at=AT + HOUR)
    proposal.refresh_from_db()
    assert proposal.state == ItemState.READ
    Consent.objects.filter(pk=no.pk).update(is_yes=True)
    youth.follow_consent(proposal.entry, at=AT + 2 * HOUR)
    proposal.refresh_from_db()
    assert proposal.state == ItemState.SHOWN
    Consent.objects.filter(purpose="enter").update(is_yes=False)
    youth.follow_consent(proposal.entry, at=AT + 3 * HOUR)
    proposal.refresh_from_db()
    assert proposal.state == ItemState.WITHDRAWN


def test_why_is_kept_sealed_for_the_vetted_and_goes_with_the_child() -> None:
    proposal = _shown()
    youth.hide(proposal, by=person("tang"), reason="校门口认得出来。", at=AT + HOUR)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM youth_hiding")
        assert "校门口" not in str(cursor.fetchone())
    where = f"/desk/youth/reading/{proposal.number}/"
    with time_machine.travel(AT + 2 * HOUR, tick=False):
        for handle, sees in (("bai", True), ("qiu", False), ("lin", False), ("root", False)):
            client = Client()
            sign_in(client, person(handle))
            assert ("校门口认得出来" in client.get(where).content.decode()) is sees
    again = youth.read_anew(proposal, by=person("tang"), at=AT + 3 * HOUR)
    youth.hide(again, by=person("bai"), reason="还是认得出来。", at=AT + 4 * HOUR)
    assert [one.reason for one in Hiding.objects.all()] == ["还是认得出来。", "校门口认得出来。"]
    youth.forget_child(proposal.entry.child, at=AT + 5 * HOUR)
    assert [one.reason for one in Hiding.objects.all()] == ["", ""]

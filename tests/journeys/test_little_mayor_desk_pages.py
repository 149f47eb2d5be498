"""Every page of the track's own desk that no journey passes: axe, a phone, a wide screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from civic.accounts.models import Person
from civic.families import actions as families
from civic.guardians.models import Child, RightsRequest, Vetting
from civic.youth import actions as youth
from civic.youth.models import ConcernReport, Duty, Proposal
from tests.journeys.conftest import Site
from tests.journeys.walking import LANGUAGES, Walk, walked
from tests.youth.ground import enter, found_track, propose

DESK = "/desk/youth/"


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, list[str]]:
    """Who looks at which pages, with something on each."""
    at, today, track = timezone.now(), timezone.localdate(), found_track()
    Vetting.objects.update(checked_on=today, trained_on=today, due_on=today + timedelta(days=365))
    Duty.objects.update(starts=today)
    gu = Person.objects.get(handle="gu")
    entry = enter(track, "早起的木棉", guardian=gu, school=track.other_school)
    shown, waiting = propose(entry, at=at), propose(entry, "灯", state="handed-in", at=at)
    ward = entry.child.guardianships.get()
    families.ask_as_guardian(ward, right="correct", words="名字写错了。", at=at)
    youth.report(shown, concern="bullying", words="不好听", by=None, may_hide=True, at=at)
    Proposal.objects.filter(pk=waiting.pk).update(version=1)
    edition, child = track.edition.number, Child.objects.get()
    return {
        "tang": [
            "reading/", "concerns/", f"concerns/{ConcernReport.objects.get().key}/", "openings/", "openings/ask/",
            "requests/", "requests/new/", f"requests/{RightsRequest.objects.get().key}/", "audit/",
            "audit/assessments/new/", "audit/breaches/new/", "lists/new/", "people/", "", f"editions/{edition}/",
            "editions/new/", "families/", f"families/{child.key}/", f"families/{child.key}/{ward.pk}/withdraw/",
        ],
        "root": ["people/", f"editions/{edition}/"],
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ["tang", "root"])
def test_the_desk_of_the_track(site: Site, pages: dict[str, list[str]], who: str, language: str) -> None:
    def walk(walking: Walk) -> None:
        for path in pages[who]:
            walking.look(f"{DESK}{path}", is_public=False)

    assert walked(site.visitor(Person.objects.get(handle=who), language=language), walk) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_help_is_and_what_a_child_asks_at_home(site: Site, language: str) -> None:
    def walk(walking: Walk) -> None:
        for path in ("reported/?about=danger", "reported/", "may-i/", "own-word/", "make/", "family/"):
            walking.look(f"/little-mayor/{path}")

    assert walked(site.visitor(language=language), walk) == []

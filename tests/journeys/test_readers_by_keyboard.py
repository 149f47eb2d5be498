"""Forty proposals before lunch: a reader of the little mayor walks her queue with ten fingers and no mouse."""

from datetime import timedelta

import pytest
from django.utils import timezone

from civic.guardians.models import Vetting
from civic.youth import actions as youth
from civic.youth.models import Duty, Proposal, Reading
from tests.ballots.ground import person
from tests.journeys.conftest import Site
from tests.journeys.hands import Hands
from tests.youth.ground import enter, found_track, propose

WORDS = {"zh-hans": "再写一两句就好。", "zh-hant": "再寫一兩句就好。", "en": "One sentence more is enough."}
QUEUE = "/desk/youth/reading/"


@pytest.fixture(scope="module")
def queue(site: Site) -> list[Proposal]:
    """Forty that wait, the longest waiting first."""
    at, today, track = timezone.now(), timezone.localdate(), found_track()
    Vetting.objects.update(checked_on=today, trained_on=today, due_on=today + timedelta(days=365))
    Duty.objects.update(starts=today)
    youth.write_sentence(code="more", because="unclear", words=WORDS, by=person("tang"), at=at)
    made = []
    for number in range(40):
        entry = enter(track, f"木棉{number}", school=track.other_school)
        one = propose(entry, f"第{number}个主意", state="handed-in", at=at - timedelta(minutes=60 - number))
        Proposal.objects.filter(pk=one.pk).update(saw=f"第{number}处：" + chr(0x4E00 + 97 * number) * 40, change="修。")
        one.versions.create(number=1, language="zh-hans", handed_in_at=at)
        made.append(one)
    return made


def test_a_reader_decides_with_two_presses_each_and_comes_back_to_what_she_skipped(
    site: Site, queue: list[Proposal]
) -> None:
    first, second, third, fourth = queue[:4]
    with site.visitor(person("tang")) as visitor:
        page, hands = visitor.go(QUEUE), Hands(visitor.page, marks=True)
        views = page.locator(".desk-views li")
        assert "40" in views.first.inner_text()
        assert [one for one in views.all_inner_texts() if not any(sign.isdigit() for sign in one)] == []
        assert page.locator("a[data-row]").count() == 40
        hands.press("j", "j", "k")
        assert hands.at == first.title
        hands.go("o")
        assert page.url.endswith(f"{QUEUE}{first.number}/")
        hands.press("1")
        assert hands.at.startswith("Keep and go on")
        hands.go("Enter")
        assert page.url.endswith(f"{QUEUE}{second.number}/")
        hands.press("3")  # back, with the first sentence that is ready
        hands.go("Enter")
        assert page.url.endswith(f"{QUEUE}{third.number}/")
        hands.go("n")
        assert page.url.endswith(f"{QUEUE}{fourth.number}/")
        hands.go("p")
        assert page.url.endswith(f"{QUEUE}{third.number}/")
        hands.press("9", "x", "4")  # no sentence has these numbers
        assert page.locator("[name=verdict]:checked").count() == 0
        hands.press("?")
        page.wait_for_selector("dialog[open]")
        hands.press("1", "Escape")
        assert page.locator("[name=verdict]:checked").count() == 0
        page.click("#keys [data-switch]")
        hands.press("1")
        assert page.locator("[name=verdict]:checked").count() == 0
        page.click("#keys [data-switch]")
        hands.go("u")
        assert page.locator("a[data-row]").count() == 38
        assert visitor.axe() == []
    told = {one.version.proposal_id: (one.verdict, one.because, one.note) for one in Reading.objects.all()}
    assert told == {
        first.pk: ("show", [], ""),
        second.pk: ("send-back", ["unclear"], WORDS["zh-hans"]),
    }

"""What everybody reads of the little mayor, and the desk of letters, narrow and wide, Chinese and English."""

import json
from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from civic.accounts.models import Person
from civic.offices.models import Office
from civic.youth import actions as youth
from civic.youth.models import Proposal
from civic.youth.rules.letters import IdeaTold
from tests.journeys.conftest import Site
from tests.journeys.walking import LANGUAGES, Walk, walked
from tests.youth.ground import enter, found_track, propose

LONG = "很长很长" * 14
WORDS = "木棉你好：我们去桥下看过了。你说得对，那盏灯不够亮。我们先在两头装两盏灯。"


@dataclass
class Children:
    """The city, a proposal with its letter, one that waits for a second reader, one that waits for a letter."""

    site: Site
    answered: Proposal
    second: Proposal
    waiting: Proposal


@pytest.fixture(scope="module")
def children(site: Site) -> Children:
    """An edition with three proposals."""
    at, track = timezone.now(), found_track()
    office = Office.objects.get(code="dongqiao-lamps")
    tang, bai = Person.objects.get(handle="tang"), Person.objects.get(handle="bai")
    answered, second, waiting = (
        propose(enter(track, name), title, at=at) for name, title in (("木棉", LONG), ("夜莺", "灯"), ("风筝", "风"))
    )
    counted = {"question": "晚上从桥下走，害怕吗？", "answers": [["害怕", 21], ["有一点", 57], ["不怕", 0]]}
    Proposal.objects.filter(pk=answered.pk).update(asked=json.loads(json.dumps(counted)), change=f"{LONG}\n灯低一点。")
    ideas = [
        IdeaTold(LONG, "adopted", LONG), IdeaTold("灯", "changed", "改了。"), IdeaTold("风", "not", "现在不行。"),
        IdeaTold("中间装两盏", "waits", "要先检查桥。", date(2030, 6, 30)),
    ]  # fmt: skip
    for proposal in (answered, second):
        letter = youth.write_letter(proposal, by=tang, office=office, words=WORDS, ideas=ideas, at=at)
        if proposal is answered:
            youth.send_letter(letter, by=bai, at=at)
    return Children(site, answered, second, waiting)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_everybody_reads(children: Children, language: str) -> None:
    def walk(pages: Walk) -> None:
        for path in ("", "proposals/", "proposals/?topic=way", "map/", "editions/3/"):
            pages.look(f"/little-mayor/{path}")
        for proposal in (children.answered, children.waiting):
            pages.look(f"/little-mayor/proposals/{proposal.number}/")
        pages.look("/little-mayor/proposals/26-0000-0000/", status=404)

    assert walked(children.site.visitor(language=language), walk) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_of_letters(children: Children, language: str) -> None:
    def walk(pages: Walk) -> None:
        pages.look("/desk/youth/letters/", is_public=False)
        for proposal in (children.second, children.answered, children.waiting):
            pages.look(f"/desk/youth/letters/{proposal.number}/", is_public=False)
        pages.send("main form .govuk-button, .letterdesk form .govuk-button", "a letter, with errors")

    bai = Person.objects.get(handle="bai")
    assert walked(children.site.visitor(bai, language=language), walk) == []

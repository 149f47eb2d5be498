"""The pages of suggestions that were joined or divided, in both widths and languages: as test_pages looks at others."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from civic.cases.models import Case
from civic.suggestions import actions as suggestions
from tests.comments.talking import confirmed
from tests.journeys.conftest import Site
from tests.journeys.walking import LANGUAGES, Walk, walked
from tests.suggestions.ground import supported

LONG = "公园里要有能坐的地方，" * 20


@dataclass
class Together:
    """The city, and suggestions that hang together."""

    site: Site
    lead: Case
    original: Case
    divided: Case
    own: Case


@pytest.fixture(scope="module")
def together(site: Site) -> Together:
    """One with which a dozen were joined, one that was divided, one of mei's own."""
    city, at = site.city, timezone.now() - timedelta(days=2)
    mei = confirmed(city.mei)
    made = [city.case("filed", kind="suggestion", text=f"{row}：{LONG}", at=at) for row in range(14)]
    own = city.case("filed", kind="suggestion", text="图书馆门口加一条坡道。", by=city.mei, at=at)
    for case in (*made, own):
        suggestions.open_for_support(case, by=city.lin, at=at)
    lead, divided, *others = made
    for case in (divided, others[0]):
        supported(case, mei, at=at)
    suggestions.join(lead, by=city.lin, others=others, reason="要的是同一件事。" * 20, at=at)
    words = {"title_1": LONG[:110], "text_1": LONG, "title_2": "加路灯", "text_2": "加几盏路灯。"}
    suggestions.divide(divided, by=city.lin, reason="是两件事。", at=at, **words)
    return Together(site, lead, others[0], divided, own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_everybody_reads(together: Together, language: str) -> None:
    def walk(pages: Walk) -> None:
        for case in (together.lead, together.original, together.divided):
            pages.look(f"/suggestions/{case.number}/")
        pages.look(f"/suggestions/{Case.objects.filter(piece__of=together.divided).earliest('pk').number}/")

    assert walked(together.site.visitor(language=language), walk) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_supporter_and_an_author_are_asked(together: Together, language: str) -> None:
    def walk(pages: Walk) -> None:
        for case in (together.lead, together.original, together.divided, together.own):
            pages.look(f"/suggestions/{case.number}/")
        pages.look(f"/suggestions/{together.own.number}/wish/")
        pages.send("main form .govuk-button", "wish, with errors")

    assert walked(together.site.visitor(together.site.city.mei, language=language), walk) == []

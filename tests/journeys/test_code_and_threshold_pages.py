"""The pages of codes on paper, thresholds and what the city suggests itself: as test_pages looks at the others."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from civic.cases.models import Case, Cause
from civic.suggestions import actions
from civic.suggestions.models import Need, PaperSheet
from civic.suggestions.rules.thresholds import Obliges
from civic.supervision import actions as supervision
from tests.journeys.conftest import Site
from tests.journeys.walking import LANGUAGES, Walk, walked

LONG = "长" * 290


@dataclass
class Told:
    """The city, a suggestion open for support, a draft of the city's own."""

    site: Site
    case: Case
    need: Need


@pytest.fixture(scope="module")
def told(site: Site) -> Told:
    """Sheets in every state, a threshold to come, a draft that waits."""
    city, at = site.city, timezone.now() - timedelta(hours=2)
    for _number in range(3):
        actions.make_sheet(by=city.he, count=10, at=at)
    printed, void, _sealed = PaperSheet.objects.order_by("pk")
    for sheet in (printed, void):
        actions.print_sheet(sheet, by=city.he, at=at)
    actions.void_sheet(void, by=city.he, reason=LONG, at=at)
    later, obliges = localdate(at) + timedelta(days=9), Obliges(40, 15, 40)
    area = city.area("990102")
    actions.set_threshold(area, by=city.lin, obliges=obliges, since=later, reason=LONG * 3, at=at)
    case = city.case("filed", kind="suggestion", text="河边缺一张长椅。", at=at - timedelta(days=1))
    actions.open_for_support(case, by=city.lin, at=at)
    names = {"name_zh_hans": "缺少设施", "name_en": "A facility is missing"}
    cause, _made = Cause.objects.get_or_create(code="facility-missing", defaults=names)
    first = city.case("answered", at=at - timedelta(days=3))
    supervision.verify(first, by=city.lin, cause=cause, at=at)
    for number in range(9):
        twin = Case.objects.get(pk=first.pk)
        twin.pk, twin.number, twin.tracking_digest = None, f"26-0000-{number:04d}", f"twin-{number}"
        twin.save(force_insert=True)
    actions.find_needs(at=timezone.now())
    return Told(site, case, Need.objects.get())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_is_typed_under_a_suggestion(told: Told, language: str) -> None:
    def walk(pages: Walk) -> None:
        pages.look(f"/suggestions/{told.case.number}/")
        page = pages.visitor.page
        page.click(".bypaper summary")
        pages.here("the field of a code")
        page.fill("#code", "K7QM3-XPTR9")
        pages.send(".bypaper .govuk-button", "a wrong code")

    assert walked(told.site.visitor(language=language), walk) == []


@pytest.mark.parametrize(
    ("handle", "language", "path", "button"),
    [
        ("he", "zh-hans", "/desk/phone/codes/", ".sheets details .govuk-button"),
        ("he", "en", "/desk/phone/codes/", ".sheets details .govuk-button"),
        ("lin", "en", "/desk/paper/", ".sheets details .govuk-button"),
        ("lin", "zh-hans", "/desk/thresholds/", ""),
        ("lin", "en", "/desk/thresholds/990102/", "main form .govuk-button"),
        ("root", "zh-hans", "/desk/thresholds/990102/", "main form .govuk-button"),
        ("lin", "zh-hans", "/desk/needs/", ""),
        ("lin", "en", "/desk/needs/{need}/", "details .govuk-button"),
    ],
)
def test_the_desk(told: Told, handle: str, language: str, path: str, button: str) -> None:
    where = path.format(need=told.need.pk)

    def walk(pages: Walk) -> None:
        pages.look(where, is_public=False)
        if button:
            for summary in pages.visitor.page.query_selector_all("main details summary")[:1]:
                summary.click()
            pages.send(button, f"{where}, with errors", is_public=False)

    assert walked(told.site.visitor(getattr(told.site.city, handle), language=language), walk) == []

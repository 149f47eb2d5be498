"""The pages of promises and of comments, narrow and wide, Chinese and English: as test_pages looks at the others."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from civic.cases.models import Case
from civic.comments import actions as comments
from civic.promises import actions as promises
from civic.promises.models import Promise
from tests.comments.talking import confirmed
from tests.journeys.conftest import Site
from tests.journeys.walking import LANGUAGES, Walk, walked
from tests.promises.ground import drafted, promised

LONG = "长" * 300


@dataclass
class Told:
    """The city, a promise in the middle of its way, a draft, and a case people talk about."""

    site: Site
    promise: Promise
    draft: Promise
    case: Case


@pytest.fixture(scope="module")
def told(site: Site) -> Told:
    """A promise with a report and a change, and comments that are shown, waiting and reported."""
    city, at = site.city, timezone.now() - timedelta(days=2)
    day = timezone.localdate(at)
    days = [("选好位置", day + timedelta(days=1)), (LONG[:150], day + timedelta(days=40))]
    promise = promised(city, at=at, due_on=day + timedelta(days=60), stages=days)
    promises.report(promise, by=city.chen, text=f"长椅到货。{LONG}", progress=40, at=at)
    changed = promises.ChangeGiven(due_on=day + timedelta(days=90))
    promises.change(promise, by=city.shen, given=changed, reason="雨季不能施工。", at=at)
    draft = drafted(city, at=at, due_on=day + timedelta(days=60), stages=[])
    case = city.case("in-hand", at=at)
    comments.set_talk(case, by=city.sun, is_on=True, at=at)
    for text in ("我家门口也是。", LONG * 3):
        said = comments.say(case, by=confirmed(city.mei), text=text, at=at)
        comments.show(said, by=city.mo, at=at)
    comments.say(case, by=city.chen, text="周五换灯。", parent=said.pk, is_officer=True, at=at)
    comments.say(case, by=confirmed(city.gu), text="还有一盏。", at=at)
    comments.report(said, who="network:1", worry="danger", words=LONG, at=at + timedelta(hours=1))
    comments.keep(said, by=city.mo, at=at + timedelta(hours=2))
    comments.report(said, who="network:2", worry="danger", words=LONG, at=at + timedelta(hours=3))
    return Told(site, promise, draft, case)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_everybody_reads(told: Told, language: str) -> None:
    shown = told.case.comments.filter(standing="shown").latest("pk")

    def walk(pages: Walk) -> None:
        for path in ("/promises/", "/promises/?q=zzzzzz", "/promises/?state=kept", f"/promises/{told.promise.number}/"):
            pages.look(path)
        pages.look(f"/promises/{told.draft.number}/", status=404)
        for path in ("", f"?to={shown.pk}", f"{shown.pk}/report/"):
            pages.look(f"/cases/{told.case.number}/comments/{path}")
        pages.send("main form .govuk-button", "report a comment, with errors")

    assert walked(told.site.visitor(language=language), walk) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_resident_writes(told: Told, language: str) -> None:
    def walk(pages: Walk) -> None:
        pages.look(f"/cases/{told.case.number}/comments/")
        pages.visitor.page.fill("[name=text]", "打我电话 13800138000。")
        pages.send("#write .govuk-button", "comment, with errors")

    assert walked(told.site.visitor(confirmed(told.site.city.gu), language=language), walk) == []


@pytest.mark.parametrize(
    ("handle", "language", "paths", "button"),
    [
        ("mo", "zh-hans", ("/desk/comments/",), ".act .govuk-button--secondary"),
        ("sun", "en", ("/desk/talks/",), "main form .govuk-button"),
        ("chen", "zh-hans", ("/desk/promises/", "/desk/promises/new/"), "main form .govuk-button"),
        ("lin", "en", ("/desk/promises/",), ""),
    ],
)
def test_the_desk(told: Told, handle: str, language: str, paths: tuple[str, ...], button: str) -> None:
    def walk(pages: Walk) -> None:
        for path in (*paths, *([f"/desk/promises/{told.promise.number}/"] if "promises" in paths[0] else [])):
            pages.look(path, is_public=False)
        if button:
            pages.look(paths[-1], is_public=False)
            pages.send(button, f"{paths[-1]}, with errors", is_public=False)

    assert walked(told.site.visitor(getattr(told.site.city, handle), language=language), walk) == []

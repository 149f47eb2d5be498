"""Every page, narrow and wide, Chinese and English: axe finds nothing, nothing runs off a phone, no script or style is
refused."""

import io
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone
from PIL import Image

from civic.cases.actions import contact_hashes, name_cause, prepare_photos, weigh_returns
from civic.cases.models import Case, Topic
from civic.cases.queries import Viewer
from civic.feedback import actions as feedback
from civic.following import actions as following
from civic.guides import actions as guides
from civic.insights.actions import reckon
from civic.me.actions import erase
from civic.offices.actions import lay_out_tags
from civic.suggestions.actions import sort_round
from civic.supervision import actions as supervision
from tests.guides.told import facts as guide_facts
from tests.guides.told import published
from tests.guides.told import text as guide_text
from tests.journeys.conftest import Site
from tests.journeys.walking import LANGUAGES, Walk, walked
from tests.people import IN_DONGQIAO, IN_HEXIN, names
from tests.suggestions.ground import past, taken_over

GONE = "gone@example.com"  # who had herself erased while her appeal is being decided
POINT = """([lat, lon]) => { for (const [name, value] of Object.entries({lat, lon}))
  document.querySelector(`#report-form [name="${name}"]`).value = value }"""


@dataclass
class Played:
    """A city in which things have happened, and the cases the pages are looked at with."""

    site: Site
    cases: dict[str, Case]
    topic: Topic

    def number(self, name: str) -> str:
        """The number of one of the cases."""
        return self.cases[name].number


LETTER = {"title": "噪音" + "长" * 90, "text": "河边的噪音一直响到半夜，老人睡不着。" * 9}
WIDE = "| 甲 | 乙 | 丙 |\n|---|---|---|\n| 一二三四五六七八九十 | x | y |"
LONG = names("# 标题\n\n" + "很长的一段话。" * 60 + "\n\n" + WIDE, "字", "")


@pytest.fixture(scope="module")
def played(site: Site) -> Played:
    """Cases in every state, some of them mei's own, with the cast in their posts."""
    city, at = site.city, timezone.now() - timedelta(days=2)
    cases = {
        name: city.case(name, at=at, text=f"东桥路 {row} 号的路灯不亮。")
        for row, name in enumerate(["filed", "accepted", "dispatched", "in-hand", "answered", "closed", "declined"])
    }
    cases["bare"] = city.case("filed", at=at, published=False)
    cases["own closed"] = city.case("closed", at=at, by=city.mei, text="桥头的井盖松了。")
    cases["own declined"] = city.case("declined", at=at, by=city.mei)
    cases["own asked"] = city.case("filed", at=at, by=city.mei)
    supervision.ask(cases["own asked"], by=city.lin, text="是哪一盏灯？", at=at + timedelta(hours=1))
    cases["rated"] = city.rated(city.case("closed", at=at, by=city.mei), "yes", at=at + timedelta(hours=9), result=4)
    cases["again"] = city.rated(
        city.case("closed", at=at, by=city.mei), "no", at=at + timedelta(hours=9), text="又灭了。"
    )
    cases["own mending"] = city.rated(
        city.case("closed", at=at, by=city.mei), "partly", at=at + timedelta(hours=9), result=1, text="还差两盏。"
    )
    cases["own upheld"] = city.case("closed", at=at, by=city.mei)
    own = city.reporter(cases["own upheld"])
    feedback.appeal(cases["own upheld"], by=own, text="还是不亮。", at=at + timedelta(hours=9))
    feedback.uphold(cases["own upheld"], by=city.rui, text="维持。", at=at + timedelta(hours=10))
    cases["appealed"] = city.case("declined", at=at, by=city.gu)
    proof = city.reporter(cases["appealed"])
    feedback.appeal(cases["appealed"], by=proof, text="这就是你们的事。", at=at + timedelta(hours=9))
    reckon(at=timezone.now() + timedelta(days=20))  # as if every promised day had come
    cases["sealed"] = city.case("closed", at=at, email=GONE)
    feedback.appeal(cases["sealed"], by=city.reporter(cases["sealed"]), text="没修好。", at=at + timedelta(hours=9))
    erase(Viewer(contact_hash=contact_hashes(GONE, "")[0]), at=at + timedelta(hours=10))
    cases["english"] = city.case("answered", at=at, text="The lamp by the bus stop has been out for a week.")
    published(city)
    told = {"titles": names("长" * 120, "長" * 120, ""), "bodies": names("短。", "短。", "")}
    changed = published(city, slug="long", says=guide_text(**told), kind="guide")
    of, says = guide_facts(slug="long", kind="guide"), guide_text(**(told | {"bodies": LONG}))
    guides.revise(changed, says, of, by=city.shen, reason="写得更清楚。" * 20, at=at)
    for subject in (following.of_case(cases["english"]), following.around(23.13, 113.3, 500, place="长" * 110)):
        following.follow(subject, by=city.mei, language="zh-hans", at=at)
    cases["taken over"] = [taken_over(city, past(city), likes=7, **LETTER) for _ in range(6)][-1]
    sort_round(past(city))
    return Played(site, cases, _comes_back(site))


def _comes_back(site: Site) -> Topic:
    """A lamp elsewhere that came back three times, and the cause of it."""
    city, now, far = site.city, timezone.now(), {"lat": IN_HEXIN[0], "lon": IN_HEXIN[1]}
    for days, state in ((80, "closed"), (60, "closed"), (40, "closed"), (20, "accepted")):
        city.case(state, at=now - timedelta(days=days), text="桥北第二盏灯又不亮了。", **far)
    weigh_returns(at=now - timedelta(days=19))
    topic = Topic.objects.get()
    told = {"text": "电缆老化，换灯没有用。" * 9, "due": (now + timedelta(days=60)).date()}
    name_cause(topic, by=city.sun, office=city.office("dongqiao-lamps"), at=now - timedelta(days=18), **told)
    return topic


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_everybody_may_read(played: Played, language: str) -> None:
    def walk(pages: Walk) -> None:
        for path in (
            "/",
            "/cases/",
            "/cases/?q=路灯",
            "/cases/?q=zzzzzz",
            "/cases/map/",
            "/matters/",
            "/matters/?q=zzzzzz",
            "/matters/0101/",
            "/guides/",
            "/guides/?kind=notice",
            "/guides/no-e-bikes/",
            "/guides/long/",
            "/search/",
            "/search/?q=路灯",
            "/search/?q=路灯&kind=answer",
            "/search/?q=zzzzzz",
            "/track/",
            "/privacy/",
            "/accessibility/",
            "/suggestions/",
            "/suggestions/?q=zzzzzz&order=supported",
            "/suggestions/map/",
            "/suggestions/rounds/letters-2024/",
            "/suggestions/?round=letters-2024&order=liked",
            "/topics/",
            f"/topics/{played.topic.number}/",
            "/report/drafts/",
            "/report/offline/",
        ):
            pages.look(path)
        pages.look(f"/cases/{played.topic.cases.latest('filed_at').number}/")
        for name in ("bare", "closed", "declined", "rated", "again", "english", "taken over"):
            pages.look(f"/cases/{played.number(name)}/")
        pages.look(f"/suggestions/{played.number('taken over')}/")
        for path in ("/accounts/login/", "/accounts/login/staff/", "/me/", "/me/link/", "/api/v1/docs/"):
            pages.look(path, is_public=False)
        for path in ("/scores/", "/scores/?by=office", "/scores/ratings/", "/scores/corrections/", "/open-data/"):
            pages.look(path)
        pages.look("/scores/?month=nowhen", status=400)
        pages.look("/no-such-page/", status=404)
        pages.look("/track/")
        pages.send("main form .govuk-button", "track, empty")

    assert walked(played.site.visitor(language=language), walk) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_of_a_report(played: Played, language: str) -> None:
    held = io.BytesIO()
    Image.new("RGB", (320, 240), "green").save(held, "JPEG")
    good = {"name": "lamp.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}
    bad = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 no photo"}
    on = "#report-form .govuk-button-group > .govuk-button:not([type=button])"
    no_more = settings.LIMITS | {"report-network": (0, 3600)}

    def walk(pages: Walk) -> None:
        page = pages.visitor.page
        pages.look("/report/")
        pages.send(on, "what, with errors")
        page.check('[name=kind][value="complaint"]')
        page.fill("[name=text]", "望江路 18 号对面的路灯不亮一个星期了。")
        page.select_option("[name=matter]", "0101")
        pages.send(on, "where")
        page.fill("[name=words]", "长" * 400)
        pages.send(on, "where, with errors")
        page.fill("[name=words]", "老桥南站往南")
        page.evaluate(POINT, [*IN_DONGQIAO])
        pages.send(on, "similar")
        pages.send(".likes .govuk-button", "mine too")
        page.fill("[name=address]", "no address")
        pages.send("main form .govuk-button", "mine too, with errors")
        pages.visitor.go("/report/similar/")
        pages.send(".likes__other .govuk-button", "photos")
        page.set_input_files("[name=photo]", files=[bad])
        pages.send("#go-on", "photos, with errors")
        page.set_input_files("[name=photo]", files=[good])
        pages.send("[name=stay]", "photos, one added")
        prepare_photos(at=timezone.now())
        pages.look("/report/photos/")
        pages.send("#go-on", "contact")
        page.fill("[name=email]", "no address")
        pages.send(on, "contact, with errors")
        page.fill("[name=email]", "mei@example.com")
        pages.send(on, "check")
        with override_settings(LIMITS=no_more):
            pages.send("#report-form .govuk-button", "wait, or do a sum")
            page.click("form[data-puzzle] button")  # let in though nobody is: the device did the sum
            page.wait_for_url("**/report/receipt/")
        pages.here("receipt")

    assert walked(played.site.visitor(language=language), walk) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ways_to_follow(played: Played, language: str) -> None:
    def walk(pages: Walk) -> None:
        for path in ("/following/", "/following/here/", "/following/matter/", "/following/around/?q=zzzz"):
            pages.look(path)
        for path in ("/following/matter/?area=990102", "/following/around/?lat=23.13&lon=113.3&place=" + "W" * 110):
            pages.look(path)
        pages.send("main form .govuk-button", "follow, with errors")
        pages.visitor.page.fill("[name=address]", "anna@example.com")
        pages.send("main form .govuk-button", "look at your messages")
        pages.look("/following/stop/gone/")
        pages.look("/following/confirm/gone/", status=410)

    assert walked(played.site.visitor(language=language), walk) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_resident_does_with_her_own(played: Played, language: str) -> None:
    def walk(pages: Walk) -> None:
        for path in ("/me/", "/me/erase/", "/me/take-along/", "/accounts/sessions/"):
            pages.look(path)
        for name in ("own asked", "own closed", "own declined", "own mending", "own upheld"):
            pages.look(f"/cases/{played.number(name)}/")
        pages.look(f"/cases/{played.number('own upheld')}/appeal/")  # the second and last step
        pages.look(f"/cases/{played.number('own closed')}/stayed-solved/")
        pages.look(f"/cases/{played.number('own asked')}/withdraw/")
        fresh = played.site.city.filed(by=played.site.city.mei, at=timezone.now()).case.number
        for act in ("add", "edit", "redact"):
            pages.look(f"/cases/{fresh}/{act}/")
        pages.look(f"/cases/{played.number('own closed')}/add/")
        pages.look(f"/cases/{played.number('own closed')}/rate/")
        pages.send("form.rating button.govuk-button", "rate, with errors")
        pages.look(f"/cases/{played.number('own declined')}/appeal/")
        pages.send("main form .govuk-button", "appeal, with errors")
        pages.look("/desk/", status=403)

    assert walked(played.site.visitor(played.site.city.mei, language=language), walk) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_data_officer_explains_and_keeps_sealed(played: Played, language: str) -> None:
    def walk(pages: Walk) -> None:
        pages.look("/scores/corrections/explain/")
        pages.send("main form .govuk-button", "explain, with errors")
        pages.look("/desk/records/sealed/", is_public=False)
        assert played.number("sealed") in pages.visitor.words
        pages.send("main form .govuk-button", "sealed, with errors", is_public=False)

    assert walked(played.site.visitor(played.site.city.dong, language=language), walk) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_keeper_of_the_catalogue_edits(played: Played, language: str) -> None:
    matter = {"zh-hans": "0102", "en": "0900"}[language]  # each its own: what is saved stays
    save, preview = ".editor__foot [name=save]", ".editor__foot [name=preview]"
    lay_out_tags()

    def walk(pages: Walk) -> None:
        page = pages.visitor.page
        pages.look("/matters/edit/", is_public=False)
        pages.look("/matters/edit/add/", is_public=False)
        pages.send("main form .govuk-button", "add, with errors")
        pages.look(f"/matters/{matter}/edit/", is_public=False)
        pages.send("[name=add][value=question]", "edit, one question more")
        page.fill("[name=question-0-label_zh_hans]", "长" * 120)
        page.fill("[name=question-0-options]", "no bars")
        page.fill("[name=answer_days]", "0")
        pages.send(save, "edit, with errors")
        page.fill("[name=question-0-options]", "")
        page.fill("[name=question-0-key]", "long")
        page.fill("[name=answer_days]", "7")
        page.fill("[name=emergency_zh_hans]", "先打电话。" * 40)
        page.fill("[name=calls]", "119 110")
        pages.send(preview, "edit, preview")
        pages.send(save, "edit, saved")

    assert walked(played.site.visitor(played.site.city.root, language=language), walk) == []


DESK_WALKS = {
    "lin": [
        ("filed", "accept"),
        ("filed", "decline"),
        ("filed", "ask"),
        ("answered", "verify"),
        ("answered", "send-back"),
    ],
    "mo": [("filed", "publish"), ("closed", "withhold")],
    "zhao": [("accepted", "dispatch")],
    "rui": [("appealed", "uphold"), ("appealed", "overturn")],
    "chen": [("dispatched", "take"), ("in-hand", "answer"), ("in-hand", "return"), ("in-hand", "ask")],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("handle", DESK_WALKS)
def test_the_desk(played: Played, handle: str, language: str) -> None:
    moves = DESK_WALKS[handle]

    def walk(pages: Walk) -> None:
        pages.look("/desk/", is_public=False)
        pages.look(f"/desk/cases/{played.number(moves[0][0])}/", is_public=False)
        for state, verb in moves:
            pages.look(f"/desk/cases/{played.number(state)}/{verb}/", is_public=False)
        if handle == "lin":
            pages.look("/desk/?q=zzzzzz", is_public=False)
            pages.look(f"/desk/cases/{played.number('filed')}/decline/", is_public=False)
            pages.send(".open-foot .govuk-button", "decline, with errors", is_public=False)
            for path in (
                "/accounts/2fa/",
                "/accounts/password/change/",
                "/accounts/2fa/app/add/",
                "/accounts/2fa/keys/add/",
            ):
                pages.visitor.go(path)
                pages.here(path, is_public=False)
        if handle == "mo":
            pages.look("/desk/screening/", is_public=False)
            pages.look(f"/desk/cases/{played.number('filed')}/publish/", is_public=False)
            pages.send(".open-foot .govuk-button", "publish, preview", is_public=False)
        if handle == "chen":
            pages.look(f"/desk/cases/{played.number('answered')}/verify/", status=403, is_public=False)
            pages.look("/desk/assessments/", is_public=False)
            pages.look("/desk/guides/", is_public=False)
            pages.look("/desk/guides/new/", is_public=False)
            pages.send(".template-form .govuk-button", "guide, with errors", is_public=False)
            pages.visitor.page.fill("[name=title_zh_hans]", "长" * 120)
            pages.visitor.page.fill("[name=body_zh_hans]", "# 一\n\n" + "很长的一段话。" * 90)
            pages.visitor.page.fill("[name=law]", "《市容条例》")
            pages.send("[name=preview]", "guide, preview", is_public=False)

    assert walked(played.site.visitor(getattr(played.site.city, handle), language=language), walk) == []


@pytest.mark.parametrize(("handle", "language", "button"), [("sun", "en", "cause"), ("chen", "zh-hans", "report")])
def test_what_comes_back_at_the_desk(played: Played, handle: str, language: str, button: str) -> None:
    def walk(pages: Walk) -> None:
        pages.look("/desk/topics/", is_public=False)
        pages.look(f"/desk/topics/{played.topic.pk}/", is_public=False)
        pages.send(f"form[action$='{button}/'] .govuk-button", f"{button}, with errors", is_public=False)

    assert walked(played.site.visitor(getattr(played.site.city, handle), language=language), walk) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo(played: Played, language: str) -> None:
    with override_settings(DEMO=True):
        assert walked(played.site.visitor(language=language), lambda pages: pages.look("/demo/")) == []

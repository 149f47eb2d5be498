"""A whole round in a real browser: an idea, support to the threshold, two assessments, thirty answers on one day, and
a promise of which one stage is missed before all of it is kept."""

from datetime import timedelta
from typing import Any

import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from civic.cases.models import Case, Line
from civic.cases.queries import first_broken_line
from civic.desk import tasks as desk
from civic.handling import actions as handling
from civic.promises.models import Promise
from civic.suggestions import actions
from tests.journeys.conftest import PATIENCE, Site, Visitor
from tests.journeys.test_appeal import act
from tests.journeys.test_whole_loop import fill
from tests.people import IN_DONGQIAO
from tests.suggestions.ground import DAY, HOUR, both, resident, running, suggested, supported, threshold
from tests.suggestions.weighing import drafted, officer, weighed

MANY = 30
OCCASION = "望江路征集答复日"
IDEA = "望江路小公园门口缺两张长椅，老人走到一半没有地方坐。"
POINTS = ("在小公园门口装两张长椅", "长椅要有靠背")
COST = "两张长椅连安装，按去年的中标价算。"
PRIVATE = "门口有一处燃气管，要先移开。"
ANSWER = "两张长椅今年装好，都有靠背。"


def test_a_round_goes_from_an_idea_to_a_promise_that_is_kept(site: Site) -> None:
    city, now = site.city, timezone.now()
    threshold(city, 2)
    riverside = running(city, at=now - 5 * DAY, spans=both(now - 5 * DAY))
    people = [resident(name) for name in ("anna", "boris")]
    others = _others(site, riverside, people, at=now - 4 * DAY)
    number = _handed_in(site, riverside.slug)
    _opened(site, number)
    for place, person in enumerate(people, start=1):
        with site.visitor(person, language="zh-hans", width=390) as supporter:
            supporter.go(f"/suggestions/{number}/")
            supporter.press("#support .govuk-button")
            assert f"{place} 人支持" in supporter.page.inner_text(".support__count")
    assert actions.call_due(at=timezone.now()) == 1
    _assessed(site, number)
    _weighed_and_signed(site, number)
    with site.visitor(language="en") as stranger:
        stranger.go(f"/suggestions/{number}/")
        assert "How each point weighed" not in stranger.words
    _published_together(site)
    assert Case.objects.filter(pk__in=[one.pk for one in others], state="closed", outcome="adopted").count() == MANY - 1
    case = Case.objects.get(number=number)
    assert (case.state, case.outcome) == ("closed", "adopted")
    assert Line.objects.filter(verb="answer", case__invitation=riverside.pk).count() == MANY
    with site.visitor(language="en", width=360) as stranger:
        stranger.go(f"/suggestions/{number}/")
        for said in ("Adopted", *POINTS, COST, ANSWER):
            assert said in stranger.words, said
        assert PRIVATE not in stranger.words
    _promised_and_kept(site, number)
    assert first_broken_line(case) is None


def _others(site: Site, riverside: Any, people: list[Any], *, at: Any) -> list[Case]:
    """Twenty-nine more ideas of the round, brought through the acts to where their answers wait for the day."""
    city, cases = site.city, []
    for place in range(1, MANY):
        text = f"望江路第 {place} 个路口缺一张长椅，老人走到一半没有地方坐。"
        case = suggested(city, text=text, invitation=riverside, at=at)
        actions.open_for_support(case, by=city.lin, at=at + HOUR)
        supported(Case.objects.get(pk=case.pk), *people, at=at + 2 * HOUR)
        cases.append(case)
    assert actions.call_due(at=at + DAY) == MANY - 1
    for case in cases:
        handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=at + DAY + HOUR)
        handling.take(case, by=city.chen, at=at + DAY + 2 * HOUR)
        weighed(city, Case.objects.get(pk=case.pk), at=at + DAY + 3 * HOUR)
        drafted(city, case, occasion=OCCASION, at=at + DAY + 4 * HOUR)
        handling.sign(case, by=city.shen, at=at + DAY + 5 * HOUR)
    return cases


def _handed_in(site: Site, slug: str) -> str:
    """A resident hands her idea in on the page of the round; its number, read off the receipt."""
    lat, lon = IN_DONGQIAO
    here = {"geolocation": {"latitude": lat, "longitude": lon}, "permissions": ["geolocation"]}
    with site.visitor(language="zh-hans", width=390, **here) as author:
        page = author.go(f"/suggestions/rounds/{slug}/")
        author.press(".pagehead .govuk-button")
        fill(author, "#report-form", text=IDEA)
        for _step in range(9):
            if page.locator("#locate").count():
                page.click("#locate")
                page.click("#found-yes")
            author.press("#go-on" if page.locator("#go-on").count() else PRIMARY)
            if page.locator("#r-no").count():
                return page.inner_text("#r-no")
            if page.locator('#report-form [name="email"]').count():
                fill(author, "#report-form", email="mei@example.com")
        raise AssertionError(author.words)


PRIMARY = "#report-form .govuk-button:not([type=button]):not(.govuk-button--quiet)"


def _opened(site: Site, number: str) -> None:
    """A moderator shows it, a supervisor opens it for support."""
    with site.visitor(site.city.mo) as moderator:
        act(moderator, number, "publish", title="小公园门口加两张长椅", text=IDEA)
    with site.visitor(site.city.lin) as supervisor:
        act(supervisor, number, "open-for-support", matter="0101")


def _assessed(site: Site, number: str) -> None:
    """The office names two points and asks two others; they answer in private, and one part is taken over."""
    city, due = site.city, timezone.localdate() + timedelta(days=7)
    codes = ("drains", "phone-desk")
    askable = {code: officer(city, f"of-{code}", office=code) for code in codes}
    with site.visitor(city.zhao) as dispatcher:
        act(dispatcher, number, "dispatch", office="dongqiao-lamps")
    with site.visitor(city.chen) as handler:
        act(handler, number, "take")
        page = handler.go(f"/desk/suggestions/{number}/")
        page.click('details:has(form[action$="/name-points/"]) > summary')
        page.fill('form[action$="/name-points/"] [name=points]', "\n".join(POINTS))
        handler.press('form[action$="/name-points/"] [type=submit]')
        page.click('details:has(form[action$="/ask-assessment/"]) > summary')
        for place, code in enumerate(codes, start=1):
            page.select_option(f'form[action$="/ask-assessment/"] [name=office-{place}]', code)
        page.fill('form[action$="/ask-assessment/"] [name=due]', due.isoformat())
        handler.press('form[action$="/ask-assessment/"] [type=submit]')
        assert "2" in page.inner_text("#assessments")
        for code in codes:
            with site.visitor(askable[code]) as assessor:
                assessor.go("/desk/assessments/")
                assessor.press(".agenda__head a")
                form = 'form[action$="/give-assessment/"]'
                told = {"cost": "12500.50", "cost_words": COST, "period": "两个月", "law": "《城市绿化条例》第二十条"}
                fill(assessor, form, feasibility="conditions", text=PRIVATE, **told)
                assessor.press(f"{form} [type=submit]")
        page = handler.go(f"/desk/suggestions/{number}/")
        assert PRIVATE in handler.words
        form = 'form[action$="/take-over/"] >> nth=0'
        page.locator(form).locator('[value="cost"]').check()
        with page.expect_navigation():
            page.locator(form).locator("[type=submit]").click()


def _weighed_and_signed(site: Site, number: str) -> None:
    """Each point is weighed, the answer written for the day of the others, and signed by the head."""
    with site.visitor(site.city.chen) as handler:
        handler.go(f"/desk/suggestions/{number}/")
        said = {
            f"{name}-{place}": word for place in (1, 2) for name, word in (("weight", "taken"), ("reason", "做得到。"))
        }
        fill(handler, 'form[action$="/weigh/"]', **said)
        handler.press('form[action$="/weigh/"] [type=submit]')
        act(handler, number, "answer", outcome="adopted", text=ANSWER, occasion=OCCASION)
    with site.visitor(site.city.shen) as head:
        act(head, number, "sign")


def _published_together(site: Site) -> None:
    """All thirty leave in one press, read before it."""
    with site.visitor(site.city.shen) as head:
        page = head.go("/desk/ready/")
        assert page.locator("article.tosign--ready").count() == MANY
        head.press(f'form:has-text("{OCCASION}") [value="release"]')
        assert page.locator('[name="case"]:checked').count() == MANY
        head.press("#do")
        desk.work_batches()
        expect(page.locator("[data-look-again]")).to_have_count(0, timeout=PATIENCE)  # it looks again by itself
        assert page.locator(".govuk-error-summary, .refusal").count() == 0, head.words


def _promised_and_kept(site: Site, number: str) -> None:
    """The office promises it in two stages; the first is late and marked so, then all is done and accepted."""
    city, today = site.city, timezone.localdate()
    with site.visitor(city.chen) as handler:
        handler.go(f"/desk/cases/{number}/")
        handler.press(f'a[href*="/promises/new/?case={number}"]')
        stages = [f"{today + timedelta(days=10)} 选好位置", f"{today + timedelta(days=40)} 装好长椅"]
        given = {"title_zh_hans": "小公园门口的长椅", "title_en": "Benches at the park", "words": "今年装好两张长椅。"}
        given |= {"post": "照明管理所所长", "due_on": f"{today + timedelta(days=60)}", "stages": "\n".join(stages)}
        fill(handler, "main form", **given)
        handler.press("main form .govuk-button")
    code = Promise.objects.get(case__number=number).number
    with site.visitor(city.shen) as head:
        _move(head, code, "publish")
    page = f"/promises/{code}/"
    with time_machine.travel(timezone.now() + 11 * DAY), site.visitor(language="en", width=360) as stranger:
        stranger.go(page)
        assert stranger.page.inner_text(".stages li >> nth=0").endswith("Missed")
        assert "Missed" not in stranger.page.inner_text(".stages li >> nth=1")
    with time_machine.travel(timezone.now() + 12 * DAY), site.visitor(city.lin) as supervisor:
        for _stage in stages:
            _move(supervisor, code, "accept-stage", text="到场看过。", document="验收单 7 号")
        _move(supervisor, code, "keep", text="长椅装好了，坐过。")
    with site.visitor(language="en", width=360) as stranger:
        stranger.go(page)
        assert "Kept" in stranger.words
        stranger.go(f"/suggestions/{number}/")
        assert "Benches at the park" in stranger.words


def _move(somebody: Visitor, code: str, verb: str, **given: str) -> None:
    """One move of a promise at the desk."""
    page = somebody.go(f"/desk/promises/{code}/")
    form = f'form[action$="/{verb}/"]'
    if not page.locator(form).is_visible():
        page.click(f"details:has({form}) > summary")
    fill(somebody, form, **given)
    somebody.press(f"{form} [type=submit]")
    assert page.locator(".govuk-error-message, .refusal").count() == 0, somebody.words

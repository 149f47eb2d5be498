"""A report travels the whole loop in a real browser, with JavaScript and without: the story of the city in one
piece."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from civic.accounts.models import Person
from civic.cases.actions import prepare_photos
from civic.cases.models import Case
from civic.cases.queries import first_broken_line
from civic.offices import actions as offices
from tests.journeys.conftest import Site, Visitor
from tests.people import IN_DONGQIAO, SINCE

WORDS = "望江路 18 号对面的路灯不亮一个星期了，晚上看不见台阶。我的电话 13812345678。"
TITLE = "望江路路灯不亮"
PUBLIC_WORDS = "望江路 18 号对面的路灯不亮一个星期了，晚上看不见台阶。"
ANSWER = "电缆接头烧坏，已于今天更换，路灯恢复照明。"
CHECKED = "晚上到场看过，灯亮着。"
COMMENT = "第二天就来修了，谢谢。"
READ_FIRST = ("publish", "answer")


def photo_with_place(lat: float, lon: float) -> bytes:
    """A photo as a phone makes it, with the place in its hidden data."""

    def dms(degrees: float) -> tuple[float, float, float]:
        minutes = degrees % 1 * 60
        return float(int(degrees)), float(int(minutes)), round(minutes % 1 * 60, 4)

    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: dms(lat), 3: "E", 4: dms(lon)}
    held = io.BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(held, "JPEG", exif=exif)
    return held.getvalue()


def fill(page: Visitor, form: str, **given: str) -> None:
    """Fill fields of a form by their names, whatever they are."""
    for name, value in given.items():
        field = page.page.locator(f'{form} [name="{name}"]')
        match field.first.evaluate("field => field.tagName + ':' + field.type"):
            case "INPUT:radio":
                page.page.check(f'{form} [name="{name}"][value="{value}"]')
            case "SELECT:select-one":
                field.select_option(value)
            case _:
                field.fill(value)


def hand_in(resident: Visitor, *, script: bool) -> tuple[str, str]:
    """File a complaint with a photo at a point; number and secret code, read off the receipt."""
    page = resident.go("/report/")
    fill(resident, "#report-form", kind="complaint", text=WORDS, matter="0101")
    resident.press("#report-form .govuk-button")
    if script:
        page.click("#locate")
        page.click("#found-yes")
        page.wait_for_function("document.querySelector('#pin-words').innerText.length > 8")
    fill(resident, "#report-form", words="老桥南站往南二十步")
    resident.press("#report-form .govuk-button-group > .govuk-button:not([type=button])")
    if "/report/similar/" in page.url:  # the lamp of whoever told this story before
        resident.press("#report-form .govuk-button")
    lamp = {"name": "路灯.jpg", "mimeType": "image/jpeg", "buffer": photo_with_place(*IN_DONGQIAO)}
    page.set_input_files('input[name="photo"]', files=[lamp])
    if script:
        page.wait_for_selector("#chosen img")
    else:
        page.check('[name="photo_place"]')
    resident.press("#go-on")
    fill(resident, "#report-form", email="mei@example.com")
    resident.press("#report-form .govuk-button")
    assert "路灯.jpg" in resident.words
    resident.press("#report-form .govuk-button")
    return page.inner_text("#r-no"), page.inner_text("#r-code")


def act(officer: Visitor, number: str, verb: str, **given: str) -> None:
    """Make one move at the desk, from the worklist where the case waits there, else from its page."""
    page = officer.go("/desk/")
    waiting = page.locator(f'tr:has-text("{number}") a[data-row]')
    if waiting.count():
        officer.press(f'tr:has-text("{number}") a[data-row]')
    else:
        officer.go(f"/desk/cases/{number}/")
    form = f'form[action*="/{number}/{verb}/"]'
    if page.locator(f"{form}#act").count():
        fill(officer, form, **given)
        officer.press(".open-foot .govuk-button")
    else:
        page.click(f"details:has({form}) > summary")
        fill(officer, form, **given)
        officer.press(f"{form} button[type=submit]")
    if verb in READ_FIRST:
        assert given["text"] in page.inner_text("#preview")
        officer.press(".open-foot [name=send]")
    assert page.locator(".govuk-error-message, .refusal").count() == 0, officer.words


def refusal(officer: Visitor, number: str, verb: str) -> str:
    """What somebody reads who asks for a move that is not theirs."""
    answer = officer.page.goto(f"{officer.site}/desk/cases/{number}/{verb}/")
    assert answer is not None
    assert answer.status == 403
    return officer.page.inner_text(".refusal")


def appointed(site: Site, handle: str) -> Person:
    """One more handler at the lamps."""
    lamps = site.city.office("dongqiao-lamps")
    person = Person.objects.create_user(handle, name=handle.title(), email=f"{handle}@city.example")
    offices.appoint(person, side="act", role="handler", office=lamps, area=None, starts=SINCE, at=timezone.now())
    return person


def to_the_checking_side(site: Site, person: Person) -> None:
    """A handler becomes a supervisor."""
    centre, at = site.city.office("supervision"), timezone.now()
    offices.change_side(person.officer, side="check", at=at)
    offices.appoint(person, side="check", role="supervisor", office=centre, area=None, starts=SINCE, at=at)


@pytest.mark.parametrize("script", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_complaint_travels_from_the_street_to_the_verdict(site: Site, script: bool) -> None:
    city, language = site.city, "zh-hans" if script else "en"
    lat, lon = IN_DONGQIAO
    here = {"geolocation": {"latitude": lat, "longitude": lon}, "permissions": ["geolocation"]} if script else {}
    bai = appointed(site, "bai" if script else "bao")

    def at_desk(person: Person) -> Visitor:
        return site.visitor(person, language=language, script=script)

    with site.visitor(language=language, width=390, script=script, **here) as resident:
        number, code = hand_in(resident, script=script)
        resident.press('form[action="/track/"] .govuk-button')
        assert PUBLIC_WORDS in resident.words
        assert prepare_photos(at=timezone.now()) == 1
        case = Case.objects.get(number=number)
        assert (round(case.lat or 0, 3), round(case.lon or 0, 3)) == IN_DONGQIAO
        assert len(code) == 14

        with site.visitor(language=language, script=script) as stranger:
            stranger.go(f"/cases/{number}/")
            assert "望江路" not in stranger.words

        with at_desk(city.lin) as supervisor:
            act(supervisor, number, "accept", matter="0101")
        with at_desk(city.mo) as moderator:
            act(moderator, number, "publish", title=TITLE, text=PUBLIC_WORDS)
        with at_desk(city.zhao) as dispatcher:
            act(dispatcher, number, "dispatch", office="dongqiao-lamps")
        with at_desk(bai) as once_handler:
            act(once_handler, number, "take")
        with at_desk(city.chen) as handler:
            act(handler, number, "answer", outcome="solved", text=ANSWER)

        with site.visitor(city.chen, script=script) as handler:
            said = refusal(handler, number, "verify")
            assert "belongs to the checking side" in said
            assert "you answered this case" in said
        to_the_checking_side(site, bai)
        with site.visitor(bai, script=script) as turncoat:
            said = refusal(turncoat, number, "verify")
            assert "you handled this case" in said
            assert "Whoever acted on a case never checks it" in said
        case.refresh_from_db()
        assert case.state == "answered"

        with at_desk(city.lin) as supervisor:
            act(supervisor, number, "verify", text=CHECKED)

        resident.go(f"/cases/{number}/")
        resident.press('.solved button[value="yes"]')
        fill(resident, "form.rating", solved="yes", result="5", attitude="4", speed="5", text=COMMENT)
        resident.press("form.rating [type=submit]")
        assert COMMENT in resident.words

    with at_desk(city.mo) as moderator:
        act(moderator, number, "publish", title=TITLE, text=PUBLIC_WORDS)

    for spoken, closed, rated in (
        ("zh-hans", "已结案", "已解决"),
        ("zh-hant", "已結案", "已解決"),
        ("en", "Closed", "Solved"),
    ):
        with site.visitor(language=spoken, script=script) as stranger:
            page = stranger.go(f"/cases/{number}/")
            assert (page.get_attribute("html", "lang") or "").lower() == spoken
            for told in (TITLE, PUBLIC_WORDS, ANSWER, CHECKED, COMMENT, closed, rated):
                assert told in stranger.words, told
            assert "13812345678" not in page.content()
            picture = page.locator(f'img[src*="/cases/{number}/photos/"]').first
            picture.scroll_into_view_if_needed()
            picture.evaluate("image => image.decode()")
            verbs = [str(line.verb) for line in case.lines.all()]
            assert verbs == ["file", "accept", "publish", "dispatch", "take", "answer", "verify", "rate", "publish"]
    assert first_broken_line(case) is None


@pytest.mark.parametrize("script", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_case_rated_not_solved_is_opened_again(site: Site, script: bool) -> None:
    city = site.city
    case = city.case("closed", at=timezone.now() - timedelta(hours=10), by=city.mei)
    with site.visitor(city.mei, width=390, script=script) as resident:
        resident.go(f"/cases/{case.number}/")
        resident.press('.solved button[value="no"]')
        fill(resident, "form.rating", solved="no", text="亮了两晚又灭了。")
        resident.press("form.rating [type=submit]")
        assert "this is round 2" in resident.words
    case.refresh_from_db()
    assert (case.state, case.round, case.verdict) == ("accepted", 2, "no")
    with site.visitor(script=script) as stranger:
        stranger.go(f"/cases/{case.number}/")
        assert "Not solved" in stranger.words
        assert "亮了两晚" not in stranger.words
    with site.visitor(city.zhao, script=script) as dispatcher:
        act(dispatcher, case.number, "dispatch", office="dongqiao-lamps")
    case.refresh_from_db()
    assert case.state == "dispatched"

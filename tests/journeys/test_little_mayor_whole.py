"""A child without telephone, a guardian without e-mail, readers, a teacher, a family's rights: on a narrow phone."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw

from civic.accounts.models import Person
from civic.guardians.models import ConsentText, Vetting
from civic.youth import actions as youth
from civic.youth.models import Duty, Edition, EditionPhase, Entry, EntryCode, Proposal
from civic.youth.rules import ORDER
from tests.journeys.conftest import Site, Visitor
from tests.journeys.walking import PHONE, Walk
from tests.youth.families import entered, mother, parent, pupil, slip
from tests.youth.ground import Track, found_track, propose

SHOWN = "/little-mayor/proposals/"
NUMBER = "13800138000"


@pytest.fixture(scope="module")
def track(site: Site) -> Track:
    """The edition of the ground, in which children enter today."""
    track, today = found_track(), timezone.localdate()
    starts = timezone.now() - timedelta(days=2)
    Edition.objects.update(shown_at=starts - timedelta(days=9))
    ConsentText.objects.update(shown_at=starts - timedelta(days=9))
    for phase in reversed(ORDER):
        span = EditionPhase.objects.get(edition=track.edition, phase=phase)
        begins = starts + timedelta(days=30 * ORDER.index(phase))
        span.starts_at, span.ends_at = begins, begins + timedelta(days=30)
        span.save()
    Vetting.objects.update(checked_on=today, trained_on=today, due_on=today + timedelta(days=365))
    Duty.objects.update(starts=today)
    return track


def _narrow(site: Site, handle: str = "", **said: str) -> tuple[Visitor, Walk]:
    visitor = site.visitor(Person.objects.get(handle=handle) if handle else None, width=PHONE["width"], **said)
    return visitor, Walk(visitor)


def _drawing() -> bytes:
    picture = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(picture).line((20, 250, 380, 60), fill="teal", width=9)
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def _press(walk: Walk, words: str, name: str, *, is_public: bool = True) -> None:
    with walk.visitor.page.expect_navigation():
        walk.visitor.page.get_by_role("button", name=words, exact=True).click()
    walk.here(name, is_public=is_public)


def _told_at_desk(site: Site, code: str) -> str:
    """Tang reads out and writes down what a guardian with nothing but a document says; told is her slip."""
    visitor, walk = _narrow(site, "tang")
    with visitor:
        page = visitor.page
        walk.look("/desk/youth/families/", is_public=False)
        walk.look("/desk/youth/families/new/", is_public=False)
        page.fill("[name=code]", code)
        _press(walk, "Continue", "the texts, at the desk", is_public=False)
        assert "your child" not in page.inner_text("h1")
        for purpose in ("enter", "publish", "jury"):
            page.check(f"[name={purpose}][value=yes]")
        for purpose in ("real-name", "picture", "dialogue"):
            page.check(f"[name={purpose}][value=no]")
        _press(walk, "Go on with these answers", "who the child is, at the desk", is_public=False)
        page.fill("[name=name]", "林小雨")
        page.fill("[name=born_on]", "2016-05-01")
        page.check("[name=band][value='g4-5']")
        page.locator("[name=pseudonym]").first.check()
        page.fill("[name=guardian_name]", "林妈妈")
        page.check("[name=relation][value=mother]")
        page.check("[name=document]")
        _press(walk, "Yes, let the child take part", "the guardian’s slip", is_public=False)
        assert walk.faults == []
        return page.inner_text(".bigcode").strip()


def _made_in_five_steps(site: Site, code: str) -> str:
    """The child comes in with the paper code, and hands in an idea with a drawing and a place."""
    visitor, walk = _narrow(site)
    with visitor:
        page = visitor.page
        walk.look("/little-mayor/may-i/")
        walk.look("/little-mayor/may-i/letter/")
        walk.look("/little-mayor/make/")
        walk.look("/little-mayor/enter/")
        page.fill("[name=code]", code.lower())
        _press(walk, "Come in", "my say")
        walk.look("/little-mayor/make/")
        _press(walk, "Begin", "step 1")
        page.fill("[name=saw]", f"桥洞里只有一盏灯。打电话给我 {NUMBER}")
        page.locator("[name=topic]").first.check()
        _press(walk, "Next", "step 1, with a hint")
        assert f"There is a phone number: “{NUMBER}”" in visitor.words
        assert page.input_value("[name=saw]") == f"桥洞里只有一盏灯。打电话给我 {NUMBER}"
        assert page.locator("[name=topic]").first.is_checked()
        page.fill("[name=saw]", "桥洞里只有一盏灯。")
        _press(walk, "Next", "step 2")
        page.fill("[name=change]", "桥洞两头各装一盏灯。")
        _press(walk, "Next", "step 3")
        page.locator("[name=place]").first.check()
        _press(walk, "Next", "step 4")
        page.set_input_files("[name=photo]", {"name": "bridge.png", "mimeType": "image/png", "buffer": _drawing()})
        page.fill("[name=alt]", "桥和灯")
        with page.expect_navigation():
            page.locator("form .govuk-button:not(.govuk-button--secondary):visible").last.click()
        walk.here("step 5")
        page.fill("[name=title]", "给桥洞装灯")
        _press(walk, "Hand in my idea", "handed in")
        youth.prepare_pictures(at=timezone.now())
        walk.look("/little-mayor/about-me/")
        assert walk.faults == []
    return Proposal.objects.get(title="给桥洞装灯").number


def _read_by(site: Site, handle: str, number: str) -> None:
    visitor, walk = _narrow(site, handle)
    with visitor:
        walk.look("/desk/youth/reading/", is_public=False)
        walk.look(f"/desk/youth/reading/{number}/", is_public=False)
        visitor.page.locator("[name^=look_]").first.check()
        visitor.page.check("[name=verdict][value=show]")
        _press(walk, "Keep and go on", "the next one to read", is_public=False)
        assert walk.faults == []


def test_from_a_paper_slip_to_the_public_and_gone_at_once(site: Site, track: Track) -> None:
    code = slip(track)
    guardians_slip = _told_at_desk(site, code)
    number = _made_in_five_steps(site, code)
    reader = site.visitor()
    with reader:
        assert "给桥洞装灯" not in reader.go(SHOWN).inner_text("main")
        _read_by(site, "tang", number)
        assert "给桥洞装灯" not in reader.go(SHOWN).inner_text("main")
        _read_by(site, "bai", number)
        name = Proposal.objects.get(number=number).entry.called
        shown = reader.go(f"{SHOWN}{number}/").inner_text("main")
        assert name in shown
        assert "林" not in shown
        guardian, walk = _narrow(site)
        with guardian:
            walk.look("/little-mayor/family/")
            guardian.page.fill("[name=code]", guardians_slip)
            _press(walk, "Open with the slip from the desk", "the page of the family")
            with guardian.page.expect_navigation():
                guardian.page.get_by_role("link", name="Take everything back").click()
            walk.here("what taking back means")
            assert "until" in guardian.words
            _press(walk, "Yes, take everything back now", "taken back")
            assert walk.faults == []
        reader.go(f"{SHOWN}{number}/")
        assert "给桥洞装灯" not in reader.words
        assert "给桥洞装灯" not in reader.go(SHOWN).inner_text("main")
        reader.complaints.clear()  # a page that is gone answers 404


def test_a_guardian_agrees_online_purpose_by_purpose(site: Site, track: Track) -> None:
    parent("gu")
    visitor, walk = _narrow(site, "gu", language="zh-hans")
    with visitor:
        page = visitor.page
        walk.look("/little-mayor/family/agree/")
        page.fill("[name=code]", slip(track))
        for name in ("读完", "孩子是谁", "加入了"):
            with page.expect_navigation():
                page.locator("form.ask__main").first.locator(".govuk-button").first.click()
            walk.here(name)
            if name == "读完":
                assert page.locator("input[type=radio]:checked").count() == 0
                for radio in page.locator("input[value=yes]").all():
                    radio.check()
            elif name == "孩子是谁":
                page.fill("[name=name]", "陈小北")
                page.fill("[name=born_on]", "2016-07-02")
                page.check("[name=band][value='g4-5']")
                page.locator("[name=pseudonym]").nth(1).check()
                page.fill("[name=guardian_name]", "陈妈妈")
                page.check("[name=relation][value=mother]")
        assert Entry.objects.filter(child__guardianships__person__handle="gu").exists()
        assert walk.faults == []


def test_a_teacher_prints_reprints_and_stops_and_never_learns_who_refused(site: Site, track: Track) -> None:
    visitor, walk = _narrow(site, "ke")
    with visitor:
        page, school = visitor.page, f"/little-mayor/school/{track.school.code}/"
        walk.look(school)
        page.fill("[name=count]", "12")
        _press(walk, "Make them", "made")
        _press(walk, "Show the slips, this once", "slips")
        assert page.locator(".slips li").count() == 12
        assert page.locator(".slips li").first.locator("[lang=zh-Hant]").count() == 1
        walk.look(school)
        serial = str(
            EntryCode.objects.filter(school=track.school).order_by("-serial").values_list("serial", flat=True)[0]
        )
        page.fill("[name=serial]", serial)
        _press(walk, "Print it anew", "printed anew")
        assert page.locator(".slips li").count() == 1
        walk.look(school)
        page.fill("[name=serial]", serial)
        _press(walk, "Stop it", "stopped")
        for told in ("林小雨", "refused", "said no"):
            assert told not in visitor.words
        assert walk.faults == []


def test_a_family_sees_copies_corrects_and_erases(site: Site, track: Track) -> None:
    he = Person.objects.get(handle="xiaoyu")
    told = pupil(name="何小舟", pseudonym="安静的白鹭")
    child = entered(track, at=timezone.now(), guardian=mother(parent(he.handle)), told=told).entry.child
    propose(child.entries.get(), "舟", at=timezone.now())
    visitor, walk = _narrow(site, he.handle)
    with visitor:
        page, kept = visitor.page, f"/little-mayor/family/{child.key}/kept/"
        walk.look(kept)
        with page.expect_download() as download:
            page.get_by_role("button", name="Take a copy along").click()
        with ZipFile(download.value.path()) as file:
            assert "何小舟" in file.read("read-me.html").decode()
        page.locator("[name=right][value=correct], [name=right]").first.click()
        page.fill("#ask-h ~ form [name=words], [name=words]", "名字是何小洲。")
        _press(walk, "Send it", "asked")
        walk.look("/little-mayor/family/kept/")
        walk.look(f"{kept}erase/")
        page.check("[name=is_sure]")
        _press(walk, "Erase everything", "erased")
        assert visitor.go(kept) is not None
        visitor.complaints.clear()  # what is erased answers 404
        assert walk.faults == []
    assert not Proposal.objects.filter(title="舟").exists()

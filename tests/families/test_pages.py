"""The pages of a family and of those who look after its data: who sees what, and what a press does."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.accounts.models import Person
from civic.families import actions as families
from civic.guardians.models import (
    Assessment,
    AuditReport,
    Breach,
    Child,
    Export,
    Guardianship,
    Identity,
    Opening,
    RightsRequest,
    Vetting,
    Withholding,
)
from civic.lib.picture_files import picture_path
from civic.offices.models import Office
from civic.youth import actions as youth
from civic.youth.models import Duty, Entry, Proposal, ProposalPicture
from civic.youth.rules.letters import IdeaTold
from tests.people import sign_in
from tests.youth.ground import enter, found_track, propose

pytestmark = pytest.mark.django_db
NAME = "琉璃雨"


@pytest.fixture
def entry(db: None) -> Entry:
    """A child of gu's, with vetted people whose checks hold today."""
    track = found_track()
    today = timezone.localdate()
    Vetting.objects.update(checked_on=today, trained_on=today, due_on=today + timedelta(days=365))
    Duty.objects.update(starts=today)
    made = enter(track, "木棉", name=NAME, guardian=Person.objects.get(handle="gu"), school=track.school)
    propose(made)
    return made


@pytest.fixture
def as_one(client: Client) -> Callable[[str], Client]:
    """A browser of one of the cast."""

    def enter_as(handle: str) -> Client:
        browser = Client(headers={"accept-language": "en"})
        sign_in(browser, Person.objects.get(handle=handle))
        return browser

    return enter_as


As = Callable[[str], Client]


def _kept(entry: Entry) -> str:
    return f"/little-mayor/family/{entry.child.key}/kept/"


def test_a_guardian_sees_what_is_kept_and_nobody_else_sees_the_page(entry: Entry, as_one: As) -> None:
    page = as_one("gu").get(_kept(entry))
    assert NAME in page.text
    assert "Nobody has opened it." in page.text
    for handle in ("mei", "tang", "root", "ke"):
        assert as_one(handle).get(_kept(entry)).status_code == 404
    assert Client().get(_kept(entry)).status_code == 404
    assert as_one("gu").get(f"/little-mayor/family/{uuid4()}/kept/").status_code == 404


def test_a_guardian_takes_a_copy_along_without_how_to_reach_another(entry: Entry, as_one: As) -> None:
    Guardianship.objects.create(
        child=entry.child, name="林爸爸", contact="13900139000", relation="father", verified="contact",
        verified_at=timezone.now(),
    )  # fmt: skip
    browser = as_one("gu")
    assert browser.get(f"{_kept(entry)}copy/").status_code == 405
    answer = browser.post(f"{_kept(entry)}copy/")
    told = json.loads(_unpacked(answer.content)["little-mayor.json"])
    assert (told["child"]["name"], told["you"]["name"], told["proposals"][0]["number"]) == (NAME, "林妈妈", "P3-0001")
    assert (told["proposals"][0]["state"], told["proposals"][0]["state_in_words"]) == ("shown", "public")
    assert not [words for words in _unpacked(answer.content).values() if "13900139000" in words]
    assert "attachment" in answer["Content-Disposition"]


def test_the_copy_reads_without_the_site_and_holds_letter_and_pictures(entry: Entry, as_one: As) -> None:
    proposal, key = Proposal.objects.get(), uuid4()
    office = Office.objects.get(code="dongqiao-lamps")
    tang, bai = (Person.objects.get(handle=handle) for handle in ("tang", "bai"))
    ideas = [IdeaTold("灯", "adopted", "装了。"), IdeaTold("灯低一点。", "not", "不行。")]
    letter = youth.write_letter(
        proposal,
        by=tang,
        office=office,
        words="木棉你好：我们去桥下看过了，你说得对，那盏灯不够亮。我们装了两盏灯。",
        ideas=ideas,
        at=timezone.now(),
    )
    waits = _unpacked(as_one("gu").post(f"{_kept(entry)}copy/").content)
    assert "我们装了两盏灯" not in waits["read-me.html"]  # nobody has read it second yet
    youth.send_letter(letter, by=bai, at=timezone.now())
    ProposalPicture.objects.create(
        proposal=proposal, key=key, alt="桥洞", state="ready", digest="d", received_at=timezone.now(), is_public=True
    )
    picture_path(key, "large").parent.mkdir(parents=True, exist_ok=True)
    picture_path(key, "large").write_bytes(b"drawn")
    copied = _unpacked(as_one("gu").post(f"{_kept(entry)}copy/").content)
    for words in (NAME, "Kapok", "public", "我们装了两盏灯", "pictures/P3-0001-1.jpg", "said yes"):
        assert words in copied["read-me.html"]
    assert copied["pictures/P3-0001-1.jpg"] == "drawn"


def _unpacked(packed: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(packed)) as file:
        return {name: file.read(name).decode(errors="replace") for name in file.namelist()}


def test_a_guardian_asks_and_reads_the_answer(entry: Entry, as_one: As) -> None:
    browser = as_one("gu")
    wrong = browser.post(f"{_kept(entry)}ask/", {"right": "correct", "words": ""})
    assert wrong.status_code == 400
    assert "Write in a sentence what you mean." in wrong.text
    browser.post(f"{_kept(entry)}ask/", {"right": "correct", "words": "名字写错了。"})
    request = RightsRequest.objects.get()
    desk = as_one("tang")
    assert "木棉" in desk.get("/desk/youth/requests/").text
    assert NAME not in desk.get(f"/desk/youth/requests/{request.key}/").text
    bad = desk.post(f"/desk/youth/requests/{request.key}/", {"outcome": "refused", "words": "不行。"})
    assert "Choose on what ground." in bad.text
    desk.post(f"/desk/youth/requests/{request.key}/", {"outcome": "done", "words": "改好了。"})
    assert "改好了。" in browser.get(_kept(entry)).text


def test_a_guardian_erases_everything_after_a_tick(entry: Entry, as_one: As) -> None:
    browser = as_one("gu")
    browser.get(f"{_kept(entry)}erase/")
    assert browser.post(f"{_kept(entry)}erase/", {}).status_code == 400
    assert Child.objects.get().erased_at is None
    assert "Everything is erased" in browser.post(f"{_kept(entry)}erase/", {"is_sure": "on"}).text
    assert Child.objects.get().erased_at is not None
    assert browser.get(_kept(entry)).status_code == 404
    assert Client().get(f"/little-mayor/proposals/{Proposal.objects.get().number}/").status_code == 404


def test_a_guardian_puts_her_own_name_right(entry: Entry, as_one: As) -> None:
    browser = as_one("gu")
    assert browser.post(f"{_kept(entry)}contact/", {"name": ""}).status_code == 400
    browser.post(f"{_kept(entry)}contact/", {"name": "林母", "contact": "gu@example.com"})
    assert Guardianship.objects.get().name == "林母"


def _pupil(entry: Entry) -> Client:
    browser = Client(headers={"accept-language": "en"})
    session = browser.session
    session["youth_entry"] = str(entry.key)
    session.save()
    return browser


def test_a_child_sees_what_is_known_of_it_but_not_its_name_on_a_slip(entry: Entry, as_one: As) -> None:
    browser = _pupil(entry)
    page = browser.get("/little-mayor/about-me/")
    assert "Kapok" in page.text
    assert NAME not in page.text
    assert "Nobody has looked at your name." in page.text
    assert "12355" in page.text
    browser.post("/little-mayor/about-me/", {"right": "delete", "words": "我不想参加了。"})
    assert RightsRequest.objects.get().voice == "child"
    assert browser.post("/little-mayor/about-me/erase/", {"is_sure": "on"}).status_code == 403
    assert Client().get("/little-mayor/about-me/").status_code == 404


def test_an_opening_is_asked_approved_and_read_at_the_desk(entry: Entry, as_one: As) -> None:
    tang, bai, gu = as_one("tang"), as_one("bai"), as_one("gu")
    form = {"number": "P3-0001", "purpose": "correct", "words": "家长要求改名字。"}
    assert "No child takes part" in tang.post("/desk/youth/openings/ask/", form | {"number": "P3-9999"}).text
    tang.post("/desk/youth/openings/ask/", form)
    opening = Opening.objects.get()
    address = f"/desk/youth/openings/{opening.pk}/"
    assert tang.post(f"{address}read/").status_code == 403
    assert tang.post(f"{address}approve/").status_code == 403
    assert "木棉" in bai.get("/desk/youth/openings/").text
    assert bai.post(f"{address}refuse/").status_code == 400
    bai.post(f"{address}approve/")
    assert NAME not in tang.get(address).text  # being looked at shows nothing; only a press does, which is a line
    assert NAME in tang.post(f"{address}read/").text
    assert bai.post(f"{address}read/").status_code == 403
    tang.post(f"{address}correct/", {"name": "林晓雨"})
    assert Identity.objects.get().name == "林晓雨"
    assert "家长要求改名字。" in gu.get(_kept(entry)).text
    assert "Read once" in gu.get(_kept(entry)).text


def test_danger_opens_at_once_and_is_kept_from_a_guardian_by_two(entry: Entry, as_one: As) -> None:
    tang, bai, gu = as_one("tang"), as_one("bai"), as_one("gu")
    form = {"number": "木棉", "purpose": "protect", "words": "有人打他。", "is_urgent": "on"}
    tang.post("/desk/youth/openings/ask/", form)
    opening, ward = Opening.objects.get(), Guardianship.objects.get()
    address = f"/desk/youth/openings/{opening.pk}/"
    assert NAME in tang.post(f"{address}read/").text
    assert "Opened at once: look at it" in bai.get("/desk/youth/openings/").text
    assert "有人打他。" in gu.get(_kept(entry)).text
    keep = f"{address}withhold/{ward.pk}/"
    assert tang.post(keep, {"verb": "ask", "words": ""}).status_code == 400
    tang.post(keep, {"verb": "ask", "words": "怀疑是家里人。"})
    assert tang.post(keep, {"verb": "agree"}).status_code == 403
    bai.post(keep, {"verb": "agree"})
    assert Withholding.objects.get().until is not None
    assert "有人打他。" not in gu.get(_kept(entry)).text
    copied = _unpacked(gu.post(f"{_kept(entry)}copy/").content)
    assert not [words for words in copied.values() if "有人打他。" in words]
    bai.post(f"{address}sound/", {"words": "确有危险。"})
    assert bai.post(keep, {"verb": "never"}).status_code == 404
    bai.post(keep, {"verb": "end"})
    assert "有人打他。" in gu.get(_kept(entry)).text


def test_a_desk_writes_down_what_a_family_asks(entry: Entry, as_one: As) -> None:
    tang = as_one("tang")
    assert (
        tang.post("/desk/youth/requests/new/", {"number": "没有", "right": "see", "words": "看。"}).status_code == 400
    )
    tang.post("/desk/youth/requests/new/", {"number": "木棉", "right": "delete", "words": "都删掉。"})
    request = RightsRequest.objects.get()
    bai = as_one("bai")
    assert bai.post(f"/desk/youth/requests/{request.key}/erase/", {"words": ""}).status_code == 400
    bai.post(f"/desk/youth/requests/{request.key}/erase/", {"words": "都删了。"})
    assert Child.objects.get().erased_at is not None


def test_papers_of_the_audit_are_written_signed_and_made_from_the_log(entry: Entry, as_one: As) -> None:
    tang, bai = as_one("tang"), as_one("bai")
    tang.post("/desk/youth/audit/assessments/new/", {"about": "第三届", "text": "目的、影响、措施。"})
    paper = Assessment.objects.get()
    tang.post(f"/desk/youth/audit/assessments/{paper.pk}/")
    assert Assessment.objects.get().signed_at is None
    bai.post(f"/desk/youth/audit/assessments/{paper.pk}/")
    assert Assessment.objects.get().signed_at is not None
    tang.post("/desk/youth/audit/", {"year": timezone.localdate().year})
    report = AuditReport.objects.get()
    page = tang.get(f"/desk/youth/audit/reports/{report.pk}/")
    assert "The log holds" in page.text
    assert NAME not in page.text
    assert json.loads(tang.get(f"/desk/youth/audit/reports/{report.pk}/report.json").content)["digest"] == report.digest
    assert tang.post("/desk/youth/audit/", {"year": 2099}).status_code == 400


def test_a_drill_reaches_the_guardian_and_is_closed_with_a_lesson(entry: Entry, as_one: As) -> None:
    tang = as_one("tang")
    told = {"edition": entry.edition.pk, "is_drill": "yes", "hours": "1", "what": "甲", "done": "乙", "advice": "丙"}
    assert tang.post("/desk/youth/audit/breaches/new/", told | {"what": ""}).status_code == 400
    tang.post("/desk/youth/audit/breaches/new/", told)
    breach = Breach.objects.get()
    address = f"/desk/youth/audit/breaches/{breach.pk}/"
    assert "1 guardian, 0 not told yet." in tang.get(address).text
    assert tang.post(address, {"verb": "close", "lesson": ""}).status_code == 400
    assert tang.post(address, {"verb": "told", "told": "x"}).status_code == 404
    tang.post(address, {"verb": "authority", "authority": "市网信办"})
    tang.post(address, {"verb": "close", "lesson": "先打电话。"})
    assert Breach.objects.get().closed_at is not None


def test_of_a_guardian_nobody_has_told_the_page_of_a_breach_says_neither_name_nor_contact(
    entry: Entry, as_one: As
) -> None:
    """Whoever has to call her asks for an opening; the family reads of it."""
    Guardianship.objects.create(
        child=entry.child, name="林奶奶", contact="13900139000", relation="grandparent", verified="contact",
        verified_at=timezone.now(),
    )  # fmt: skip
    tang = as_one("tang")
    told = {"edition": entry.edition.pk, "is_drill": "yes", "hours": "1", "what": "甲", "done": "乙", "advice": "丙"}
    tang.post("/desk/youth/audit/breaches/new/", told)
    page = tang.get(f"/desk/youth/audit/breaches/{Breach.objects.get().pk}/").text
    assert "2 guardians, 1 not told yet." in page
    assert "grandparent · 木棉" in page
    assert "林奶奶" not in page
    assert "13900139000" not in page
    way = re.search(r'href="(/desk/youth/openings/ask/[^"]+)"', page)
    assert way is not None
    assert 'value="木棉"' in tang.get(way[1]).text


def test_a_list_of_names_leaves_with_two_approvals_once(entry: Entry, as_one: As) -> None:
    Identity.objects.update(name="=HYPERLINK(1)")
    Duty.objects.create(person=Person.objects.get(handle="yan"), task="desk", starts=timezone.localdate())
    tang = as_one("tang")
    form = {"edition": entry.edition.pk, "pseudonyms": "没有这个", "purpose": "appoint", "words": "写证书。"}
    assert tang.post("/desk/youth/lists/new/", form).status_code == 400
    tang.post("/desk/youth/lists/new/", form | {"pseudonyms": "木棉\n"})
    address = f"/desk/youth/lists/{Export.objects.get().pk}/"
    assert tang.post(f"{address}fetch/").status_code == 403
    for handle in ("bai", "yan"):
        as_one(handle).post(f"{address}approve/")
    file = tang.post(f"{address}fetch/").content.decode()
    assert "'=HYPERLINK(1)" in file  # no spreadsheet reads a name as a formula
    assert tang.post(f"{address}fetch/").status_code == 409
    assert tang.get(address).status_code == 200


def test_pages_near_children_open_to_nobody_by_post_alone(entry: Entry, as_one: As) -> None:
    for path in ("openings/", "openings/ask/", "requests/", "requests/new/", "audit/", "lists/new/"):
        for handle in ("lin", "mo", "dong", "root", "ke", "qiu", "mei"):
            assert as_one(handle).get(f"/desk/youth/{path}").status_code == 403, (path, handle)
    Vetting.objects.update(ended_on=timezone.localdate(), end_reason="Left.")
    assert as_one("tang").get("/desk/youth/openings/").status_code == 403


def test_the_timetable_is_for_everybody_and_stores_nothing(entry: Entry) -> None:
    answer = Client(headers={"accept-language": "zh-hans"}).get("/little-mayor/family/kept/")
    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/desk/youth/openings/", "/desk/youth/requests/"])
def test_a_list_asks_the_same_of_ten_rows_as_of_one(entry: Entry, as_one: As, path: str) -> None:
    browser, counts = as_one("bai"), []
    for rows in (1, 9):
        for number in range(rows):
            child = enter(
                _Track(entry), f"小{rows}{number}", school=None, guardian=None
            ).child  # fmt: skip
            families.ask_opening(
                child, by=Person.objects.get(handle="tang"), purpose="reach", words="改期。", at=timezone.now()
            )
            families.ask_as_child(child.entries.get(), right="see", words="看。", at=timezone.now())
        browser.get(path)
        with CaptureQueriesContext(connection) as seen:
            browser.get(path)
        counts.append(len(seen))
    assert counts[0] == counts[1]


class _Track:
    """What enter() needs of a track."""

    def __init__(self, entry: Entry) -> None:
        self.edition = entry.edition

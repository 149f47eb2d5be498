"""The stage of the little mayor: jurors read blind, the city votes, a mayor answers children; whole, in Chromium."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from civic.ballots import actions as ballots
from civic.ballots.models import Ballot, Paper, Voter
from civic.dialogues.models import Dialogue, Exchange, Guest
from civic.guardians.models import Vetting
from civic.juries import actions as juries
from civic.juries.models import Panel, Sheet
from civic.lib.codes import code_digest, new_tracking_code
from civic.promises import actions as promises
from civic.promises.models import Promise
from civic.youth.models import Duty, EditionPhase, Entry, EntryCode, Proposal, School
from civic.youth.rules import Phase
from tests.ballots.ground import opened as vote_opened
from tests.ballots.ground import person, resident
from tests.conftest import forget_all
from tests.dialogues.ground import mayor
from tests.dialogues.ground import planned as dialogue_planned
from tests.ground import Ground
from tests.journeys.conftest import Site, Visitor
from tests.journeys.walking import Walk, walked
from tests.juries.ground import OPENED, found, marks, more_jurors, pupils, sit
from tests.youth.ground import Track, during, found_track

LONG = "我们每天早上从老桥下面走去上学，桥洞里只有一盏灯，下雨的时候地上全是水，" * 3
KIND = "你问了那么多人，我很佩服。"
QUESTION, ANSWER = "桥洞里的灯什么时候装？", "四月一日前在桥洞两头各装一盏灯。"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PHONE = {"language": "zh-hans", "width": 360, "has_touch": True}


@pytest.fixture(autouse=True)
def _swept(site: Site, django_db_setup: Ground) -> Iterator[None]:
    """Each story has an edition of its own."""
    yield
    forget_all()
    django_db_setup.restore()


def _today(phase: Phase) -> None:
    """The edition is in this phase now, and every check holds."""
    moved, today = timezone.now() - during(phase, 3), timezone.localdate()
    EditionPhase.objects.update(starts_at=F("starts_at") + moved, ends_at=F("ends_at") + moved)
    Vetting.objects.update(checked_on=today, trained_on=today, due_on=today + 365 * DAY)
    Duty.objects.update(starts=today - DAY)


def _slip(entry: Entry) -> str:
    """The code on the slip with which this child comes in."""
    code = new_tracking_code()
    made = EntryCode.objects.create(edition=entry.edition, digest=code_digest(code), used_at=timezone.now())
    Entry.objects.filter(pk=entry.pk).update(code=made)
    return code


def _comes_in(pages: Walk, code: str) -> None:
    pages.look("/little-mayor/enter/")
    pages.visitor.page.fill("#id_code", code)
    pages.visitor.press("main form .govuk-button")


# --- the jury ---


def _jury(track: Track) -> Panel:
    """Four works, four jurors and a spare; only one juror has not declared yet."""
    pupils(track, 3, school=track.other_school)
    pupils(track, 1, school=track.school)
    Proposal.objects.update(saw=LONG, change=f"{LONG}\n灯低一点。")
    panel, [fourth, spare] = found(track), more_jurors(2)
    sit(panel, person("rong"), person("yan"), fourth)
    sit(panel, spare, is_spare=True)
    juries.seat_juror(panel, person=person("qiu"), by=person("tang"), at=OPENED)
    _today(Phase.SECOND)
    Panel.objects.update(judge_by=timezone.now() + 5 * DAY)
    panel.refresh_from_db()
    return panel


def _half() -> Sheet:
    return Sheet.objects.filter(seat__person=person("qiu"), marks__isnull=False).distinct().get()


def test_a_juror_reads_blind_and_the_child_reads_kind_words_of_it(site: Site) -> None:
    track = found_track()
    panel = _jury(track)

    def reads(pages: Walk) -> None:
        page = pages.visitor.page
        pages.look("/little-mayor/jury/")
        page.check(f"main form input[value='{track.school.pk}']")
        pages.send("main form .govuk-button", "declared")
        juries.open_panel(panel, by=person("tang"), at=timezone.now())
        pages.look("/little-mayor/jury/")
        pages.visitor.press("main .rows a >> nth=0")
        told = [*Proposal.objects.values_list("entry__pseudonym", flat=True), track.other_school.name, "林小雨"]
        assert [one for one in told if one in page.inner_text("main")] == []
        page.click("label[for^=id_seen]")
        page.fill("#id_words", KIND)
        pages.send("main .govuk-button--secondary >> nth=0", "half a sheet")
        assert page.input_value("#id_words") == KIND
        pages.send("[name=hand-in]", "a sheet that lacks marks")
        assert page.locator(".govuk-error-summary a").count() == 3
        for code in ("others", "doable", "own"):
            page.click(f"label[for^=id_{code}]")
        pages.send("[name=hand-in]", "handed in")

    assert walked(site.visitor(person("qiu"), **PHONE), reads) == []
    sheet = _half()
    assert (sheet.handed_in_at is not None, sheet.words) == (True, KIND)
    assert not Sheet.objects.filter(seat__person=person("qiu"), piece__proposal__entry__school=track.school).exists()

    def decides(pages: Walk) -> None:
        url = f"/desk/youth/juries/{panel.pk}/"
        pages.look(url, is_public=False)
        pages.visitor.press(f"form[action='{url}decide/'] button")
        assert Panel.objects.get().decided_at is None  # eleven sheets are owed
        for one in Sheet.objects.owed().filter(piece__panel=panel).select_related("seat__person", "piece"):
            low = 1 + one.piece.number % 4
            juries.hand_in(one, by=one.seat.person, given=marks(low, low + 1, low, low), at=timezone.now())
        pages.look(url, is_public=False)
        pages.send(f"form[action='{url}decide/'] button", "the result", is_public=False)
        pages.visitor.press("form[action$='/fits/'] button")
        pages.visitor.press(f"form[action='{url}tell/'] button")
        pages.send(f"form[action='{url}name/'] button", "who goes on", is_public=False)

    assert walked(site.visitor(person("tang"), language="en"), decides) == []
    panel.refresh_from_db()
    assert panel.named_at is not None

    def hears(pages: Walk) -> None:
        _comes_in(pages, _slip(sheet.piece.proposal.entry))
        pages.look("/little-mayor/jury/words/")
        words = pages.visitor.page.inner_text("main .card")
        assert KIND in words
        assert re.search(r"\d", words) is None  # no mark, no place

    assert walked(site.visitor(**PHONE), hears) == []


# --- the vote ---


def _order(visitor: Visitor) -> list[str]:
    boxes = visitor.page.locator("main [name=chosen]")
    return [boxes.nth(one).get_attribute("value") or "" for one in range(boxes.count())]


def test_the_city_votes_once_each_and_anybody_counts_again(site: Site) -> None:
    ballot = vote_opened(6)
    Proposal.objects.filter(candidacies__number=3).update(title=LONG[:40], change=LONG)
    _today(Phase.SECOND)
    at, orders = timezone.now(), list[list[str]]()
    Ballot.objects.update(opens_at=at - DAY, closes_at=at + DAY)
    sheet = ballots.make_vote_sheet(ballot, school=School.objects.get(code="s1"), count=10, by=person("tang"), at=at)
    code = ballots.print_vote_sheet(sheet, by=person("tang"), at=at)[0]

    def by_account(pages: Walk) -> None:
        page = pages.visitor.page
        pages.look("/little-mayor/vote/")
        orders.append(_order(pages.visitor))
        pages.send("main form .govuk-button", "nothing chosen")
        page.check("#c1")
        page.check("#c3")
        pages.send("main form .govuk-button", "thanks")
        for word in ("分享", "%", "名次", "第一", "票数"):
            assert word not in page.inner_text("main")
        pages.look("/little-mayor/vote/")
        assert _order(pages.visitor) == orders[-1]  # hers stays hers
        assert "您已投票" in page.inner_text("main .inset")
        assert page.is_disabled("#c1")
        assert page.query_selector("main form button") is None

    def by_code(visitor: Visitor) -> None:
        """A browser without script: axe needs one, so here it is asked only what the page says."""
        page = visitor.go("/little-mayor/vote/")
        page.check("#c3")
        page.fill("#id_code", "AAAAA-AAAAA")
        visitor.press("main form button")
        assert page.is_checked("#c3")
        page.fill("#id_code", code.lower())
        visitor.press("main form button")
        visitor.go("/little-mayor/vote/")
        page.check("#c3")
        page.fill("#id_code", code)
        visitor.press("main form button")
        assert "already" in page.inner_text(".govuk-error-summary")

    def looks(visitor: Visitor) -> None:
        visitor.go("/little-mayor/vote/")
        orders.append(_order(visitor))

    assert walked(site.visitor(resident("voter"), **PHONE), by_account) == []
    with site.visitor(language="en", script=False) as pupil:
        by_code(pupil)
    for handle in ("second", "third"):
        with site.visitor(resident(handle)) as other:
            looks(other)
    assert len({tuple(one) for one in orders}) > 1
    assert all(sorted(one) == list("123456") for one in orders)
    assert (Voter.objects.count(), Paper.objects.count()) == (2, 2)
    Ballot.objects.update(closes_at=timezone.now() - timedelta(minutes=2))
    ballots.count_due(at=timezone.now())

    def counts(pages: Walk) -> None:
        page, base = pages.visitor.page, f"/little-mayor/vote/{ballot.key}/"
        pages.look("/little-mayor/vote/")
        pages.look(base)
        assert page.locator(".keeps .num").all_inner_texts()[2].startswith("2 ")
        page.click("[data-count] button")
        page.wait_for_selector("[data-count=same]")
        pages.here("counted again")
        Ballot.objects.update(papers=3)  # somebody changes what is published
        page.click("[data-count] button")
        page.wait_for_selector("[data-count=other]")

    assert walked(site.visitor(**PHONE), counts) == []


# --- the dialogue ---


def test_a_dialogue_goes_from_the_desk_to_the_child_and_then_to_everybody(site: Site) -> None:
    track = found_track()
    entry = mayor(track, "木棉")
    dialogue = dialogue_planned(track, entry)
    _today(Phase.TERM)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Dialogue.objects.update(starts_at=max(timezone.now() - HOUR, midnight))  # today, in the first hour of a day too
    code = _slip(entry)
    desk = f"/desk/youth/dialogues/{dialogue.pk}/"

    def at_desk(pages: Walk) -> None:
        page = pages.visitor.page
        pages.look(desk, is_public=False)
        pages.visitor.press("form[action$='/show-agenda/'] button")
        for box in page.query_selector_all("form:has([value=held]) input[type=checkbox]"):
            box.check()
        pages.send("form:has([value=held]) button", "held", is_public=False)
        page.select_option("#id_asked_by", str(entry.pk))
        page.fill("#id_question", QUESTION)
        page.fill("#id_answer", f"{ANSWER}{LONG}")
        pages.send("form:has([value=minute]) button", "a minute", is_public=False)

    def reads(pages: Walk) -> None:
        pages.look(desk, is_public=False)
        pages.visitor.press("form[action$='/read/'] button")

    def agrees(pages: Walk) -> None:
        page = pages.visitor.page
        _comes_in(pages, code)
        pages.look("/little-mayor/dialogues/mine/")
        assert page.inner_text(".talk__ask").splitlines()[-1] == QUESTION
        assert page.is_visible(".talk__ask .talk__who")
        assert ANSWER in page.inner_text(".talk__answer")
        pages.send("form[action$='/agree/'] button", "agreed")
        assert not page.is_visible("textarea")  # nothing more is asked of her
        page.click("main details summary")
        pages.here("what she may wish all the same")

    def publishes(pages: Walk) -> None:
        Dialogue.objects.update(ended_at=timezone.now() - 25 * HOUR, starts_at=timezone.now() - 27 * HOUR)
        pages.look(desk, is_public=False)
        pages.send("form[action$='/publish/'] button", "public", is_public=False)

    def promising(pages: Walk) -> None:
        page = pages.visitor.page
        pages.look("/desk/youth/dialogues/answers/", is_public=False)
        pages.send("main .govuk-button", "a promise", is_public=False)
        page.select_option("#id_owner", "dongqiao-lamps")
        page.fill("#id_title", "老桥下装灯")
        page.fill("#id_due_on", f"{timezone.localdate() + 90 * DAY:%Y-%m-%d}")
        pages.visitor.press("main form .govuk-button")

    def everybody(pages: Walk) -> None:
        pages.look("/little-mayor/dialogues/")
        pages.look(f"/little-mayor/dialogues/3/{dialogue.number}/")
        words = pages.visitor.page.inner_text("main")
        assert words.index(QUESTION) < words.index(ANSWER) < words.index(made.number)
        assert "少年宫" not in words  # where it was stays among those who came

    assert walked(site.visitor(person("tang"), language="en"), at_desk) == []
    assert walked(site.visitor(person("bai"), language="en"), reads) == []
    assert walked(site.visitor(**PHONE), agrees) == []
    assert Guest.objects.get().agreed_version == Dialogue.objects.get().version
    assert walked(site.visitor(person("tang"), language="en"), publishes) == []
    assert walked(site.visitor(person("chen"), language="en"), promising) == []
    made = Promise.objects.get()
    assert Exchange.objects.get().promise == made
    promises.publish(made, by=person("shen"), at=timezone.now())
    assert walked(site.visitor(**PHONE), everybody) == []

"""The stage of the little mayor: jurors read blind, the city votes, a mayor answers children; whole, in Chromium."""

import csv
from collections import Counter
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db.models import F
from django.utils import timezone

from civic.accounts.models import Person
from civic.ballots import actions as ballots
from civic.ballots.models import Ballot, Paper, Voter
from civic.dialogues.models import Dialogue, Guest
from civic.guardians.models import Vetting
from civic.juries import actions as juries
from civic.juries.models import Panel, Seat, Sheet
from civic.lib.codes import code_digest, new_tracking_code
from civic.youth.models import Duty, EditionPhase, Entry, EntryCode, Proposal, School
from tests.ballots.ground import opened as vote_opened
from tests.ballots.ground import resident
from tests.conftest import forget_all
from tests.dialogues.ground import mayor
from tests.dialogues.ground import planned as dialogue_planned
from tests.journeys.conftest import Site
from tests.journeys.walking import Walk, walked
from tests.juries.ground import OPENED, found, judge_all, more_jurors, pupils, sit
from tests.youth.ground import Track, during, found_track

LONG = "我们每天早上从老桥下面走去上学，桥洞里只有一盏灯，下雨的时候地上全是水，" * 3
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _swept(site: Site, django_db_setup: object) -> object:
    """Each story has an edition of its own."""
    yield
    forget_all()
    django_db_setup.restore()  # type: ignore[attr-defined]


def _person(handle: str) -> Person:
    return Person.objects.get(handle=handle)


def _today(phase: str) -> None:
    """The edition is in this phase now, and every check holds."""
    moved, today = timezone.now() - during(phase, 3), timezone.localdate()  # type: ignore[arg-type]
    EditionPhase.objects.update(starts_at=F("starts_at") + moved, ends_at=F("ends_at") + moved)
    Vetting.objects.update(checked_on=today, trained_on=today, due_on=today + 365 * DAY)
    Duty.objects.update(starts=today - DAY)


def _jury(track: Track) -> Panel:
    """Four works, four jurors and a spare; only one juror has not declared yet."""
    pupils(track, 4, school=track.other_school)
    Proposal.objects.update(saw=LONG, change=f"{LONG}\n灯低一点。")
    panel, [fourth, spare] = found(track), more_jurors(2)
    sit(panel, _person("rong"), _person("yan"), fourth)
    sit(panel, spare, is_spare=True)
    juries.seat_juror(panel, person=_person("qiu"), by=_person("tang"), at=OPENED)
    _today("second")
    Panel.objects.update(judge_by=timezone.now() + 5 * DAY)
    panel.refresh_from_db()
    return panel


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_juror_reads_blind_and_the_desk_brings_the_round_to_its_end(site: Site, language: str) -> None:
    panel = _jury(found_track())

    def reads(pages: Walk) -> None:
        page = pages.visitor.page
        pages.look("/little-mayor/jury/", is_public=True)
        pages.send("main form .govuk-button", "declared")
        juries.open_panel(panel, by=_person("tang"), at=timezone.now())
        pages.look("/little-mayor/jury/")
        pages.send("main .rows a >> nth=0", "a sheet")
        for name in Proposal.objects.values_list("entry__pseudonym", flat=True):
            assert name not in page.inner_text("article")
        page.click("label[for^=id_seen]")
        page.fill("#id_words", "你问了那么多人，我很佩服。")
        pages.send("text=/Save, and go on later|先存着|存下来|保存/", "half a sheet")
        pages.look(f"/little-mayor/jury/{_half().pk}/")
        assert page.input_value("#id_words") == "你问了那么多人，我很佩服。"
        pages.send("[name=hand-in]", "a sheet that lacks marks")
        for code in ("seen", "others", "doable", "own"):
            page.click(f"label[for^=id_{code}]")
        pages.send("[name=hand-in]", "handed in")
        assert Sheet.objects.handed_in().count() == 1
        other = Sheet.objects.owed().filter(seat__person=_person("qiu")).earliest("pk")
        pages.look(f"/little-mayor/jury/{other.pk}/")
        page.click("main details summary")
        page.click("label[for^=id_kind]")
        pages.send("main details .govuk-button", "stepped aside")
        other.refresh_from_db()
        assert other.void_reason
        foreign = Sheet.objects.exclude(seat__person=_person("qiu")).earliest("pk")
        pages.look(f"/little-mayor/jury/{foreign.pk}/", status=404)

    assert walked(site.visitor(_person("qiu"), language=language, width=360, has_touch=True), reads) == []

    def decides(pages: Walk) -> None:
        page, url = pages.visitor.page, f"/desk/youth/juries/{panel.pk}/"
        pages.look(url, is_public=False)
        pages.send(f"form[action='{url}decide/'] button", "too early", is_public=False)
        panel.refresh_from_db()
        assert panel.decided_at is None
        leaving = Seat.objects.get(panel=panel, person=_person("rong"))
        pages.look(url, is_public=False)
        form = f"form[action$='/seats/{leaving.pk}/replace/']"
        page.click(f"details:has({form}) summary")
        page.fill(f"{form} input[name=reason]", "病了。")
        pages.send(f"{form} button", "replaced", is_public=False)
        judge_all(panel)
        pages.look(url, is_public=False)
        pages.send(f"form[action='{url}decide/'] button", "the result", is_public=False)
        pages.send("form[action$='/fits/'] button", "words read", is_public=False)
        pages.send(f"form[action='{url}name/'] button", "who goes on", is_public=False)
        panel.refresh_from_db()
        assert panel.named_at is not None

    assert walked(site.visitor(_person("tang"), language=language), decides) == []


def _slip(entry: Entry) -> str:
    """The code on the slip with which this child comes in."""
    code = new_tracking_code()
    made = EntryCode.objects.create(edition=entry.edition, digest=code_digest(code), used_at=timezone.now())
    Entry.objects.filter(pk=entry.pk).update(code=made)
    return code


def _half() -> Sheet:
    return Sheet.objects.filter(seat__person=_person("qiu"), marks__isnull=False).distinct().get()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_city_votes_without_script_and_anybody_counts_again(site: Site, language: str) -> None:
    ballot = vote_opened(6)
    Proposal.objects.filter(candidacies__number=3).update(title=LONG[:40], change=LONG)
    _today("second")
    at = timezone.now()
    Ballot.objects.update(opens_at=at - DAY, closes_at=at + DAY)
    sheet = ballots.make_vote_sheet(ballot, school=School.objects.get(code="s1"), count=10, by=_person("tang"), at=at)
    code = ballots.print_vote_sheet(sheet, by=_person("tang"), at=at)[0]

    def by_account(pages: Walk) -> None:
        page = pages.visitor.page
        pages.look("/little-mayor/vote/")
        pages.send("main form .govuk-button", "nothing chosen")
        page.check("#c1")
        page.check("#c3")
        pages.send("main form .govuk-button", "thanks")
        for word in ("share", "分享", "%", "rank", "名"):
            assert word not in page.inner_text("main")
        pages.look("/little-mayor/vote/")
        assert page.is_disabled("#c1")
        assert page.query_selector("main form button") is None

    def by_code(pages: Walk) -> None:
        page = pages.visitor.page
        pages.look("/little-mayor/vote/")
        page.check("#c3")
        pages.send("main form button", "no code")
        page.fill("#id_code", "AAAAA-AAAAA")
        pages.send("main form button", "a wrong code")
        assert page.is_checked("#c3")
        page.fill("#id_code", code.lower())
        pages.send("main form button", "thanks")

    def unproved(pages: Walk) -> None:
        pages.look("/little-mayor/vote/")
        pages.visitor.page.check("#c2")
        pages.send("main form button", "unproved")
        pages.look("/little-mayor/vote/")
        pages.send("main .inset a", "the account")

    voter, nobody = resident("voter"), Person.objects.create_user("unproved", email="unproved@example.com")
    assert walked(site.visitor(voter, language=language, width=360, script=False), by_account) == []
    assert walked(site.visitor(language=language, width=360, script=False), by_code) == []
    assert walked(site.visitor(nobody, language=language, width=360), unproved) == []
    assert (Voter.objects.count(), Paper.objects.count()) == (2, 2)
    Ballot.objects.update(closes_at=timezone.now() - timedelta(minutes=2))
    ballots.count_due(at=timezone.now())

    def result(pages: Walk) -> None:
        base = f"/little-mayor/vote/{ballot.key}/"
        pages.look("/little-mayor/vote/")
        pages.look(base)
        _count_again(pages, base)

    assert walked(site.visitor(language=language, width=360), result) == []


def _count_again(pages: Walk, base: str) -> None:
    """As somebody would who trusts nobody: every paper counted, every line sealed, compared with what is published."""
    files = {
        name: pages.visitor.context.request.get(f"{pages.visitor.site}{base}{name}.csv").text()
        for name in ("papers", "counts")
    }
    papers = [row for row in csv.reader(files["papers"].splitlines()[1:]) if row]
    told = dict(csv.reader(files["counts"].splitlines()[1:]))
    counted = Counter(number for _token, chosen in papers for number in chosen.split())
    seal = sha256("".join(sorted(f"{token},{chosen}\n" for token, chosen in papers)).encode()).hexdigest()
    assert (told.pop("papers"), told.pop("seal")) == (str(len(papers)), seal)
    assert {number: int(votes) for number, votes in told.items()} == {
        str(one): counted[str(one)] for one in range(1, 7)
    }
    assert told["3"] == "2"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_dialogue_goes_from_the_desk_to_the_child_and_then_to_everybody(site: Site, language: str) -> None:
    track = found_track()
    entry = mayor(track, "木棉")
    dialogue = dialogue_planned(track, entry)
    _today("term")
    Dialogue.objects.update(starts_at=timezone.now() - HOUR)
    code = _slip(entry)
    desk = f"/desk/youth/dialogues/{dialogue.pk}/"
    public = f"/little-mayor/dialogues/3/{dialogue.number}/"

    def at_desk(pages: Walk) -> None:
        page = pages.visitor.page
        pages.look("/desk/youth/dialogues/", is_public=False)
        pages.look(desk, is_public=False)
        pages.send("form[action$='/show-agenda/'] button", "agenda shown", is_public=False)
        for box in page.query_selector_all("form:has([value=held]) input[type=checkbox]"):
            box.check()
        pages.send("form:has([value=held]) button", "held", is_public=False)
        pages.send("form:has([value=minute]) button", "an empty minute", is_public=False)
        page.select_option("#id_asked_by", str(entry.pk))
        page.fill("#id_question", "桥洞里的灯什么时候装？")
        page.fill("#id_answer", f"四月一日前在桥洞两头各装一盏灯。{LONG}")
        pages.send("form:has([value=minute]) button", "a minute", is_public=False)

    def reads(pages: Walk) -> None:
        pages.look(desk, is_public=False)
        pages.send("form[action$='/read/'] button", "read", is_public=False)

    def child(pages: Walk) -> None:
        page = pages.visitor.page
        pages.look("/little-mayor/enter/")
        page.fill("#id_code", code)
        pages.send("main form .govuk-button", "my word")
        pages.look("/little-mayor/dialogues/mine/")
        pages.send("form[action$='/agree/'] button", "agreed")

    def publishes(pages: Walk) -> None:
        Dialogue.objects.update(ended_at=timezone.now() - 25 * HOUR, starts_at=timezone.now() - 27 * HOUR)
        pages.look(desk, is_public=False)
        pages.send("form[action$='/publish/'] button", "public", is_public=False)

    def everybody(pages: Walk) -> None:
        pages.look("/little-mayor/dialogues/")
        pages.look(public)
        words = pages.visitor.page.inner_text("main")
        assert words.index("桥洞里的灯什么时候装？") < words.index("四月一日前")
        assert "少年宫" not in words

    assert walked(site.visitor(_person("tang"), language=language), at_desk) == []
    assert walked(site.visitor(_person("bai"), language=language), reads) == []
    assert walked(site.visitor(language=language, width=360), child) == []
    assert Guest.objects.get().agreed_version == Dialogue.objects.get().version
    assert walked(site.visitor(_person("tang"), language=language), publishes) == []
    assert walked(site.visitor(language=language, width=360), everybody) == []

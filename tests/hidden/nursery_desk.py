"""What grown-ups write about the children of the nursery: concerns, letters, openings, sheets, codes, places. Each
has its reader, and no other."""

from datetime import timedelta

from django.db.models import Q

from civic.accounts.models import Person
from civic.ballots import actions as ballots
from civic.ballots.models import VoteSheet
from civic.dialogues import actions as dialogues
from civic.families import actions as families
from civic.guardians.models import Export, Opening
from civic.juries import actions as juries
from civic.juries.models import Sheet, Tie
from civic.offices.models import Office
from civic.youth import actions as youth
from civic.youth.actions import HandOverGiven
from civic.youth.models import CodeSheet, ConcernReport, Entry, Letter
from civic.youth.rules import Phase
from civic.youth.rules.letters import IdeaTold
from tests.dialogues import ground as talks
from tests.hidden.nursery import HOUR, MAKES, NOW, OPENS, Nursery
from tests.juries import ground as jury
from tests.youth.ground import during

SOON = NOW - HOUR
LATER = NOW - HOUR / 2


def worked_at(town: Nursery) -> None:
    """All of it."""
    _concerns(town)
    _letters(town)
    _openings(town)
    _requests(town)
    _jury(town)
    _vote(town)
    _dialogue(town)
    _papers(town)


def _concerns(town: Nursery) -> None:
    """What a stranger, a reader and an officer noticed; one went to the police, and a guardian is not told for now."""
    said = {"by": None, "at": MAKES + 2 * HOUR}
    youth.report(
        town.proposals["rain shown"], concern="uncomfortable", words=f"不好 {town.word('rain concern')}。", **said
    )
    youth.report(
        town.proposals["fox shown"],
        concern="bullying",
        words=f"笑人 {town.word('fox concern')}。",
        by=town.city.mei,
        at=MAKES + 2 * HOUR,
    )
    found = ConcernReport.objects.get(proposal=town.proposals["cloud danger"])
    youth.take_concern(found, by=town.city.bai, at=MAKES + 2 * HOUR)
    told = HandOverGiven(
        "police", town.word("cloud danger taker"), "", f"交给 {town.word('cloud danger handed over')}。"
    )
    youth.hand_over(found, by=town.city.bai, given=told, at=MAKES + 3 * HOUR)
    words = f"查了 {town.word('cloud danger finding')}。"
    youth.close_concern(found, by=town.city.bai, outcome="handed-over", finding=words, at=MAKES + 4 * HOUR)
    ward = town.wards["cloud"]
    asked = families.ask_withholding(ward, by=town.city.tang, words=f"怕 {town.word('cloud withholding')}。", at=SOON)
    families.agree_withholding(asked, by=town.city.bai, at=LATER)


def _letters(town: Nursery) -> None:
    """One that waits for its second reader, one that came back, one that the child has."""
    for name in ("rain shown", "snow kept", "fox shown"):
        words = f"你好：我们去桥下看过了。你说得对，那盏灯不够亮。{town.word(f'{name} letter')}。谢谢你告诉我们这件事。"
        idea = IdeaTold(f"灯 {town.word(f'{name} idea')}", "adopted", f"会装 {town.word(f'{name} became')}。")
        letter = youth.write_letter(
            town.proposals[name],
            by=town.city.tang,
            office=Office.objects.get(code="dongqiao-lamps"),
            words=words,
            ideas=[idea],
            at=SOON,
        )
        if name == "fox shown":
            youth.send_letter(letter, by=town.city.bai, at=LATER)
    back = Letter.objects.get(proposal=town.proposals["snow kept"])
    youth.return_letter(back, by=town.city.bai, remark=f"太长 {town.word('snow kept remark')}", at=LATER)


def _openings(town: Nursery) -> None:
    """Approved, asked for, refused, and opened at once in danger; lists of names, approved once and twice."""
    city = town.city
    asked = _opening(town, "rain", by=city.tang, purpose="reach")
    families.decide_opening(asked, by=city.bai, approve=True, words=town.word("rain opening decision"), at=LATER)
    _opening(town, "snow", by=city.tang, purpose="appoint")
    asked = _opening(town, "fox", by=city.bai, purpose="reach")
    yi = Person.objects.get(handle="yi")
    families.decide_opening(asked, by=yi, approve=False, words=town.word("fox opening decision"), at=LATER)
    asked = _opening(town, "cloud", by=city.bai, purpose="protect", is_urgent=True)
    families.review_opening(asked, by=yi, is_sound=True, words=town.word("cloud opening review"), at=LATER)
    for name, approvers in (("rain list", (city.tang, city.bai)), ("cloud list", (city.tang,))):
        child = town.children[name.split()[0]].child
        export = families.ask_export([child], by=yi, purpose="appoint", words=town.word(name), at=SOON)
        for one in approvers:
            families.approve_export(export, by=one, at=LATER)


def _opening(town: Nursery, child: str, *, by: Person, purpose: str, is_urgent: bool = False) -> Opening:
    words = f"要知道 {town.word(f'{child} opening')}。"
    entry = town.children[child]
    return families.ask_opening(entry.child, by=by, purpose=purpose, words=words, is_urgent=is_urgent, at=SOON)


def _requests(town: Nursery) -> None:
    """What families and a child ask of what is kept, one answered, one written down at a desk."""
    words = lambda child: f"请改 {town.word(f'{child} request')}。"  # noqa: E731
    families.ask_as_guardian(town.wards["rain"], right="correct", words=words("rain"), at=SOON)
    asked = families.ask_as_guardian(town.wards["cloud"], right="see", words=words("cloud"), at=SOON)
    families.answer_request(asked, by=town.city.tang, outcome="done", words=town.word("cloud answer"), at=LATER)
    told = {"right": "see", "words": words("snow"), "at": SOON}
    families.write_down_request(town.children["snow"].child, ward=town.wards["snow"], by=town.city.tang, **told)  # type: ignore[arg-type]
    families.ask_as_child(town.children["fox"], right="delete", words=words("fox"), at=SOON)


def _jury(town: Nursery) -> None:
    """The three of the cast judge blind: what one wrote so far is hers, and a tie is nobody else's."""
    panel = jury.found(town.track)
    jury.sit(panel, town.city.qiu, town.city.rong, town.city.yan, *jury.more_jurors(1))
    juries.declare(panel.seats.get(person=town.city.yan), by=town.city.yan, schools=(town.track.school,), at=OPENS)
    panel = juries.open_panel(panel, by=town.city.tang, at=OPENS)
    for child in ("rain", "fox"):
        hers = Q(seat__person=town.city.qiu)
        sheet = Sheet.objects.filter(hers if child == "rain" else ~hers, piece__proposal__entry=town.children[child])[0]
        words = f"写得好 {town.word(f'{child} note of a juror')}。"
        juries.save_sheet(sheet, by=sheet.seat.person, given=juries.SheetGiven({"seen": 4}, words), at=SOON)
    assert Tie.objects.exists()


def _vote(town: Nursery) -> None:
    """A vote that runs: codes nobody has printed, and one paper in the box."""
    ballot = ballots.plan_vote(
        town.track.edition,
        by=town.city.tang,
        phase=Phase.SECOND,
        opens_at=OPENS + HOUR,
        closes_at=during(Phase.SECOND, 9),
        picks=1,
        at=OPENS,
    )
    approval = {"number": "云教办〔2026〕46号", "authority": "市教育局", "approved_on": OPENS.date()}
    ballot = ballots.open_vote(ballot, by=town.city.bai, at=OPENS, **approval)  # type: ignore[arg-type]
    sheet = ballots.make_vote_sheet(ballot, school=town.track.school, count=10, by=town.city.tang, at=SOON)
    for number, code in enumerate(VoteSheet.objects.get(pk=sheet.pk).codes.split("\n")):
        town.words[f"vote code {number}"] = code
    ballots.vote(ballot, by=town.city.mei, chosen=[1], at=SOON)
    town.words["paper of mei"] = str(ballot.box.get().token)
    at = during(Phase.SCHOOL, 2)
    slips = youth.make_entry_codes(town.track.edition, town.track.school, count=2, by=town.city.ke, at=at)
    for number, code in enumerate(CodeSheet.objects.get(pk=slips.pk).codes.split("\n")):
        town.words[f"entry code {number}"] = code


def _dialogue(town: Nursery) -> None:
    """Planned for the term: when and where is for those who come."""
    place = f"少年宫 {town.word('dialogue place')}"
    given = talks.given(place=place)
    dialogue = dialogues.plan(town.track.edition, by=town.city.tang, given=given, at=SOON)
    dialogues.put_on_agenda(dialogue, proposal=town.proposals["rain shown"], by=town.city.tang, at=SOON)
    Entry.objects.filter(pk=town.children["rain"].pk).update(state="appointed")
    dialogues.invite(dialogue, entry=town.children["rain"], by=town.city.tang, at=SOON)
    dialogues.show_agenda(dialogue, by=town.city.tang, at=SOON)
    dialogues.accompany(dialogue, person=town.city.tang, by=town.city.tang, at=SOON)


def _papers(town: Nursery) -> None:
    """What the audit keeps: an assessment, the report of a year, a breach that was exercised."""
    yi = Person.objects.get(handle="yi")
    families.write_assessment(about="第三届", text=f"风险 {town.word('paper assessment')}。", by=yi, at=SOON)
    families.make_report(2026, by=yi, at=SOON)
    said = {"what": town.word("paper breach"), "advice": "换一个代码。", "done": "停了旧的代码。"}
    found = SOON - timedelta(days=1)
    families.tell_breach(town.track.edition, is_drill=True, found_at=found, by=yi, at=SOON, **said)
    assert Export.objects.count() == 2

"""One edition end to end through the acts: slips at a school, guardians' words, proposals read by two, 128, 60, 20, ten
little mayors; juries with blind sheets, the city's vote beside the last one, a letter to every child, a dialogue with
the mayor, promises kept and late, and the handing over."""

import csv
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO
from itertools import product

import pytest
import time_machine
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.ballots import actions as ballots
from civic.ballots.models import Ballot
from civic.ballots.rules import Sheet as Paper
from civic.ballots.rules import seal_of, tally
from civic.dialogues import actions as dialogues
from civic.dialogues.models import Dialogue
from civic.dialogues.queries.public import minutes_of
from civic.guardians import actions as guardians
from civic.guardians.rules import PURPOSES_OF
from civic.juries import actions as juries
from civic.juries.models import Outcome, Panel, Sheet, Tie
from civic.juries.queries import reckon
from civic.juries.queries.blind import blind_piece
from civic.juries.queries.pages import told_to
from civic.juries.rules import Decided, digest
from civic.lib.refusals import Conflict
from civic.notices.models import Notice
from civic.offices.models import Office
from civic.promises import actions as promises
from civic.promises.models import Promise
from civic.promises.rules import Source
from civic.youth import actions as youth
from civic.youth.models import Became, Duty, Edition, Entry, Proposal, School
from civic.youth.queries.letters import letter_on
from civic.youth.queries.telling import share_answered, steps_of
from civic.youth.queries.templates import template_of
from civic.youth.rules import Phase
from civic.youth.rules.letters import IdeaTold
from civic.youth.rules.pseudonyms import HOW, WHO
from civic.youth.rules.templates import written
from tests.ballots.ground import resident
from tests.dialogues.ground import ENDED, LATER, PLANNED, lamps
from tests.dialogues.ground import given as dialogue_given
from tests.juries.ground import marks, more_jurors, write_rubric
from tests.people import City
from tests.youth.families import entered, mother, parent, pupil
from tests.youth.ground import DAY, TERM_STARTS, Track, during, found_track

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PRIMARY, MIDDLE = 100, 40
WORDS = dict.fromkeys(PURPOSES_OF["youth"], False) | dict.fromkeys(("enter", "publish", "jury", "dialogue"), True)
LETTER = "你好：我们去桥下看过了。你说得对，那盏灯不够亮。我们先在两头装两盏灯。"


def _who(handle: str) -> Person:
    return Person.objects.get(handle=handle)


def test_an_edition_from_the_first_slip_to_the_handing_over(city: City) -> None:
    track = found_track()
    edition = track.edition
    proposals = _hundred_and_forty_enter(track)
    _two_read(proposals)
    _rounds_by_hand(edition)
    _a_jury_places_the_semifinal(track)
    _jury_and_city_place_the_final(track)
    assert youth.appoint(edition, by=_who("tang"), at=during(Phase.APPOINTMENT)) == 10
    mayors = Entry.objects.filter(edition=edition, state="appointed")
    assert sorted(mayors.values_list("group", flat=True)) == ["middle"] * 3 + ["primary"] * 7
    placed = [line.facts["on"] for line in edition.lines.filter(verb="place")]
    assert placed == [PRIMARY + MIDDLE, 128, 60, 20, 10]
    results = [line.facts["result"] for line in edition.lines.filter(verb="place")]
    assert [bool(result) for result in results] == [False, False, False, True, True]
    _every_child_has_its_letter(edition)
    _the_mayor_talks_with_them(edition)
    _promises_are_kept_and_late(edition)
    _the_term_ends(edition)


def _hundred_and_forty_enter(track: Track) -> list[Proposal]:
    at = during(Phase.ENTRY)
    Duty.objects.create(person=_who("ke"), task="teacher", school=track.other_school, starts=localdate(TERM_STARTS))
    codes = [
        *_codes(track.edition, track.school, PRIMARY, at=at),
        *_codes(track.edition, track.other_school, MIDDLE, at=at),
    ]
    pseudonyms = (first + second for first, second in product(HOW, WHO))
    proposals = []
    for serial, (code, pseudonym) in enumerate(zip(codes, pseudonyms, strict=False), start=1):
        band, born_on = ("g7-9", date(2013, 5, 1)) if serial > PRIMARY else ("g4-5", date(2016, 5, 1))
        told = pupil(name=f"小孩{serial}", born_on=born_on, band=band, pseudonym=pseudonym)
        guardian = mother(parent(f"parent{serial}"))
        entry = entered(track, told=told, guardian=guardian, code=code, words=WORDS, at=at).entry
        proposal = youth.make(entry, at=at + timedelta(hours=1))
        given = youth.Given(title="给老桥下面装几盏灯", saw="桥洞里只有一盏灯，还老是坏。", change="两头各装一盏灯。")
        proposals.append(youth.hand_in(youth.keep(proposal, given=given, at=at), at=at))
    Person.objects.filter(handle__startswith="parent").update(email=Concat("handle", Value("@home.example")))
    assert Entry.objects.filter(edition=track.edition).count() == PRIMARY + MIDDLE
    assert not Proposal.objects.public().exists()
    return proposals


def _codes(edition: Edition, school: School, count: int, *, at: datetime) -> list[str]:
    sheet = youth.make_entry_codes(edition, school, count=count, by=_who("ke"), at=at)
    return list(dict(youth.print_entry_codes(sheet, by=_who("ke"), at=at)).values())


def _two_read(proposals: list[Proposal]) -> None:
    for proposal in proposals:
        for reader in (_who("tang"), _who("bai")):
            youth.read(proposal, by=reader, version=1, given=youth.VerdictGiven("show"), at=during(Phase.ENTRY) + DAY)
    assert Proposal.objects.public().count() == PRIMARY + MIDDLE


def _rounds_by_hand(edition: Edition) -> None:
    tang = _who("tang")
    assert youth.begin_round(edition, Phase.SCHOOL, by=tang, at=during(Phase.SCHOOL)) == PRIMARY + MIDDLE
    for phase, (primary, middle) in {
        Phase.SCHOOL: (PRIMARY, MIDDLE),
        Phase.DISTRICT: (90, 38),
        Phase.SECOND: (42, 18),
    }.items():
        there = Entry.objects.filter(edition=edition, reached=phase, state="in").order_by("pk")
        chosen = [*there.filter(group="primary")[:primary], *there.filter(group="middle")[:middle]]
        on, _out = youth.place(edition, phase, chosen, by=tang, at=during(phase))
        assert on == primary + middle


def _a_jury_places_the_semifinal(track: Track) -> None:
    """Sixty proposals on blind sheets; a juror is tied to a school, one leaves, and one finds a tie late."""
    edition, tang = track.edition, _who("tang")
    opens, reads, ends = (during(Phase.SEMIFINAL, day) for day in (1, 3, 12))
    given = juries.PanelGiven(
        phase=Phase.SEMIFINAL, rubric=write_rubric(track), judge_by=during(Phase.SEMIFINAL, 10), each=3
    )
    panel = juries.found_panel(edition, by=tang, given=given, at=opens)
    for juror in (_who("qiu"), *more_jurors(4)):
        juries.declare(juries.seat_juror(panel, person=juror, by=tang, at=opens), by=juror, schools=[], at=opens)
    for juror in (_who("rong"), _who("yan")):
        seat = juries.seat_juror(panel, person=juror, by=tang, at=opens)
        juries.declare(seat, by=juror, schools=[track.other_school] if juror.handle == "rong" else [], at=opens)
    panel = juries.open_panel(panel, by=tang, at=opens)
    sheets = Sheet.objects.filter(piece__panel=panel)
    assert sheets.count() == 3 * 60
    assert not sheets.filter(seat__person=_who("rong"), piece__proposal__entry__school=track.other_school).exists()
    blind = str(blind_piece(sheets.select_related("piece__proposal__entry").earliest("pk").piece))
    first = sheets.earliest("pk").piece.proposal.entry
    for word in (first.pseudonym, str(first.school), str(first.district), first.proposals.get().number):
        assert word not in blind
    juries.replace_juror(panel.seats.get(person=_who("yan")), by=tang, reason="出差", at=opens)

    there = Entry.objects.filter(edition=edition, reached=Phase.SEMIFINAL, state="in").order_by("pk")
    best = {
        entry.pk for group, count in (("primary", 14), ("middle", 6)) for entry in there.filter(group=group)[:count]
    }
    _hand_in(panel, lambda sheet: (5, 5, 5, 5) if sheet.piece.proposal.entry_id in best else (3, 3, 3, 3), at=reads)
    late = sheets.handed_in().filter(piece__number=1).earliest("pk")
    assert juries.step_aside(late, by=late.seat.person, kind="known", at=reads) is not None
    late.refresh_from_db()
    assert (late.void_reason, late.marks.count()) == ("known", 0)
    assert Tie.objects.filter(person=late.seat.person, entry=late.piece.proposal.entry).exists()
    with pytest.raises(Conflict):
        juries.decide(panel, by=tang, at=reads)  # the sheet that was given anew is not in
    _hand_in(panel, lambda sheet: (5, 5, 5, 5) if sheet.piece.proposal.entry_id in best else (3, 3, 3, 3), at=reads)
    assert sheets.handed_in().count() == 3 * 60
    juries.decide(panel, by=tang, at=ends)
    assert juries.name_who_goes_on(edition, Phase.SEMIFINAL, by=tang, at=ends) == (20, 40)
    assert set(Entry.objects.filter(reached=Phase.FINAL).values_list("pk", flat=True)) == best


def _hand_in(
    panel: Panel,
    marked: Callable[[Sheet], tuple[int, ...]],
    *,
    at: datetime,
    words: str = "",
    to: Proposal | None = None,
) -> None:
    owed = Sheet.objects.owed().filter(piece__panel=panel)
    for sheet in owed.select_related("seat__person", "seat__panel", "piece__proposal"):
        said = words if sheet.piece.proposal == to else ""
        given = juries.SheetGiven(marks=marks(*marked(sheet)).marks, words=said)
        juries.hand_in(sheet, by=sheet.seat.person, given=given, at=at)
        words = "" if said else words  # one child is written to; the others read the sentences


def _jury_and_city_place_the_final(track: Track) -> None:
    """The jury decides, and the city's vote lifts one that lies close behind: by a rule said before it opened."""
    edition, tang = track.edition, _who("tang")
    starts, ends = during(Phase.FINAL, 1), during(Phase.FINAL, 10)
    vote = _vote_planned(track, at=starts)
    panels = [_final_jury(edition, group, at=starts) for group in ("primary", "middle")]
    codes = ballots.print_vote_sheet(
        ballots.make_vote_sheet(vote, school=track.school, count=10, by=tang, at=starts), by=tang, at=starts
    )
    close, lifted, gone = _judged_closely(panels[0])
    _judged_alike(panels[1])
    _the_city_votes(vote, codes, for_=lifted, gone=gone)
    with pytest.raises(Conflict):
        juries.decide(panels[0], by=tang, at=during(Phase.FINAL, 6))  # the box is not open yet
    assert ballots.count_due(at=during(Phase.FINAL, 8) + timedelta(minutes=2)) == 1
    vote.refresh_from_db()
    _anybody_counts_again(vote, gone)
    for panel in panels:
        juries.decide(panel, by=tang, at=ends)
        panel.refresh_from_db()
        assert digest(reckon(panel, at=ends)) == panel.result_digest
        assert panel.lines.get(verb="decide").facts["seal"] == vote.seal
    places = dict(Outcome.objects.filter(piece__panel=panels[0]).values_list("piece__proposal", "goes_on"))
    assert (places[lifted.pk], places[close.pk], gone.pk in places) == (True, False, False)
    assert Outcome.objects.get(piece__panel=panels[0], piece__proposal=close).decided_by == Decided.VOTE
    assert juries.name_who_goes_on(edition, Phase.FINAL, by=tang, at=ends) == (10, 10)
    _a_child_reads_kind_words(panels[0], at=ends)


def _vote_planned(track: Track, *, at: datetime) -> Ballot:
    opens, closes = during(Phase.FINAL, 2), during(Phase.FINAL, 8)
    vote = ballots.plan_vote(
        track.edition, by=_who("tang"), phase=Phase.FINAL, opens_at=opens, closes_at=closes, picks=1, at=at
    )
    number, authority = "云教办〔2026〕46号", "市教育局"
    return ballots.open_vote(vote, by=_who("bai"), number=number, authority=authority, approved_on=at.date(), at=at)


def _final_jury(edition: Edition, group: str, *, at: datetime) -> Panel:
    rubric = Panel.objects.get(phase=Phase.SEMIFINAL).rubric
    given = juries.PanelGiven(
        phase=Phase.FINAL, rubric=rubric, judge_by=during(Phase.FINAL, 9), group=group, counts_vote=True
    )
    panel = juries.found_panel(edition, by=_who("tang"), given=given, at=at)
    jurors = [Person.objects.get(handle=f"juror{number}") for number in range(4)]
    for juror in jurors:
        juries.declare(juries.seat_juror(panel, person=juror, by=_who("tang"), at=at), by=juror, schools=[], at=at)
    return juries.open_panel(panel, by=_who("tang"), at=at)


def _judged_closely(panel: Panel) -> tuple[Proposal, Proposal, Proposal]:
    """Six far ahead, one close behind them, one a little behind that; and one that its child takes back."""
    works = [piece.proposal for piece in panel.pieces.select_related("proposal")]
    ahead, (close, lifted, gone) = {work.pk for work in works[:6]}, works[6:9]
    reached = {close.pk: (4, 4, 4, 4), lifted.pk: (4, 3, 4, 4)}

    def marked(sheet: Sheet) -> tuple[int, ...]:
        work = sheet.piece.proposal_id
        return (5, 5, 5, 5) if work in ahead else reached.get(work, (2, 2, 2, 2))

    _hand_in(panel, marked, words="你数得真仔细。", to=works[0], at=during(Phase.FINAL, 4))
    return close, lifted, gone


def _judged_alike(panel: Panel) -> None:
    _hand_in(panel, lambda sheet: (1 + sheet.piece.number % 5,) * 4, at=during(Phase.FINAL, 4))


def _the_city_votes(vote: Ballot, codes: list[str], *, for_: Proposal, gone: Proposal) -> None:
    at = during(Phase.FINAL, 4)
    number = vote.candidates.get(proposal=for_).number
    for voter in range(6):
        ballots.vote(vote, by=resident(f"voter{voter}"), chosen=[number], at=at)
    for code in codes[:9]:
        ballots.vote_with_code(vote, typed=code, chosen=[number], at=at)
    ballots.vote_with_code(vote, typed=codes[9], chosen=[vote.candidates.get(proposal=gone).number], at=at)
    address = f"/little-mayor/vote/{vote.key}/"
    with time_machine.travel(at, tick=False):
        assert Client().get(address).status_code == 404  # sealed until it is over
    youth.take_back(gone, at=during(Phase.FINAL, 5))


def _anybody_counts_again(vote: Ballot, gone: Proposal) -> None:
    """From nothing but the files of the public page: the seal holds, the numbers are the same, what was taken back is
    a number without words, and everybody reads that it was."""
    address, client = f"/little-mayor/vote/{vote.key}/", Client(headers={"accept-language": "en"})
    with time_machine.travel(during(Phase.FINAL, 9), tick=False):
        page = client.get(address).content.decode()
        rows = list(csv.DictReader(StringIO(client.get(f"{address}papers.csv").content.decode())))
        told = list(csv.reader(StringIO(client.get(f"{address}counts.csv").content.decode())))[1:]
    missing = vote.candidates.get(proposal=gone).number
    papers = [Paper(row["token"], tuple(int(one) for one in row["chosen"].split())) for row in rows]
    published = dict(told)
    assert published.pop("seal") == seal_of(papers) == vote.seal
    assert int(published.pop("papers")) == len(papers) == 16
    counted = tally(papers, numbers=range(1, 21), taken_back=[missing])
    assert {int(name): int(value) for name, value in published.items()} == counted
    assert sum(counted.values()) == 15
    assert missing not in counted
    assert "taken back" in page


def _a_child_reads_kind_words(panel: Panel, *, at: datetime) -> None:
    tang = _who("tang")
    for sheet in Sheet.objects.handed_in().filter(piece__panel=panel).exclude(words=""):
        juries.read_words(sheet, by=tang, fit=True, at=at)
    juries.tell_children(panel, by=tang, at=at)
    [written_to] = Sheet.objects.filter(piece__panel=panel).exclude(words="")
    [told] = told_to(written_to.piece.proposal.entry.child)
    assert told.words == ["你数得真仔细。"]
    assert len(told.sentences) == 4
    about = written_to.piece.proposal.entry.subject
    assert Notice.objects.filter(verb="jury-words", about=about).count() == 1


def _every_child_has_its_letter(edition: Edition) -> None:
    office, ideas = Office.objects.get(code="dongqiao-lamps"), [IdeaTold("装灯", "adopted", "照你说的做。")]
    at = during(Phase.TERM)
    for proposal in Proposal.objects.public().filter(edition=edition).select_related("entry"):
        letter = youth.write_letter(proposal, by=_who("tang"), office=office, words=LETTER, ideas=ideas, at=at)
        youth.send_letter(letter, by=_who("bai"), at=at)
    told = share_answered(edition)
    assert (told.sent, told.of) == (PRIMARY + MIDDLE - 1, PRIMARY + MIDDLE - 1)  # one was taken back


def _the_mayor_talks_with_them(edition: Edition) -> None:
    """An agenda from proposals, grown-ups who were checked, an answer that becomes a promise, minutes the children
    agree to before anybody else reads them."""
    tang, entries = _who("tang"), list(Entry.objects.filter(edition=edition, state="appointed").order_by("pk")[:2])
    dialogue = dialogues.plan(edition, by=tang, given=dialogue_given(), at=PLANNED)
    for entry in entries:
        dialogues.put_on_agenda(dialogue, proposal=entry.proposals.get(), by=tang, at=PLANNED)
        dialogues.invite(dialogue, entry=entry, by=tang, at=PLANNED)
        assert Notice.objects.filter(verb="dialogue-invite", about=entry.subject).exists()
    for adult in ("tang", "bai"):
        dialogues.accompany(dialogue, person=_who(adult), by=tang, at=PLANNED)
    dialogue = dialogues.say_held(
        dialogue, by=tang, adults=dialogue.adults.all(), guests=dialogue.guests.all(), at=ENDED
    )
    asked = dialogues.ExchangeGiven(
        "桥洞里的灯什么时候装？", "四月一日前在桥洞两头各装一盏灯。", entries[0], entries[0].proposals.get()
    )
    exchange = dialogues.write_down(dialogue, by=tang, given=asked, at=ENDED)
    made = dialogues.promise(exchange, by=_who("chen"), given=lamps(), at=ENDED)
    assert (made.owner.code, made.due_on, made.source) == ("dongqiao-lamps", lamps().due_on, Source.DIALOGUE)
    promises.publish(made, by=_who("shen"), at=ENDED)
    dialogues.read_minutes(dialogue, by=_who("bai"), at=ENDED)
    with pytest.raises(Conflict):
        dialogues.publish_minutes(Dialogue.objects.get(), by=tang, at=LATER)  # the children have not agreed
    for guest in dialogue.guests.all():
        dialogues.say_to_minutes(guest, agrees=True, at=LATER)
    dialogue = dialogues.publish_minutes(dialogue, by=tang, at=LATER)
    [said] = minutes_of(dialogue, at=LATER)
    assert (said.who, said.promise_number) == (entries[0].called, made.number)
    assert dialogues.tell_promises(at=LATER) == 1
    assert Notice.objects.filter(verb="dialogue-promise", about=entries[0].subject).count() == 1


def _promises_are_kept_and_late(edition: Edition) -> None:
    """Two ideas became promises: child and guardian hear that one was kept and that the day of the other passed."""
    at = during(Phase.TERM, 5)
    kept, late = (_promised(became, at=at) for became in Became.objects.order_by("pk")[:2])
    assert youth.tell_promises(at=at) == 2
    promises.keep(kept, by=_who("lin"), text="灯亮了，到场看过。", at=at + 20 * DAY)
    assert youth.tell_promises(at=at + 20 * DAY) == 1
    assert youth.tell_promises(at=at + 41 * DAY) == 1
    with time_machine.travel(at + 41 * DAY, tick=False):
        steps = {one: [step.state for step in steps_of(*_with_letter(one))] for one in (kept, late)}
    assert steps[kept][-1] == "done"
    assert steps[late][-1] == "late"
    for one, told in ((kept, "kept"), (late, "late")):
        proposal = one.became.get().letter.proposal
        assert proposal.entry.lines.filter(verb="promise-moved").order_by("-seq").first().facts["state"] == told
        assert Notice.objects.filter(verb="youth-promise", about=proposal.entry.subject).count() == 2


def _promised(became: Became, *, at: datetime) -> Promise:
    given = lamps(source=Source.PROPOSAL, due_on=localdate(at + 40 * DAY))
    made = youth.promise_idea(became, given, by=_who("chen"), at=at)
    promises.publish(made, by=_who("shen"), at=at)
    return Promise.objects.get(pk=made.pk)


def _with_letter(promise: Promise) -> tuple[Proposal, object]:
    proposal = promise.became.get().letter.proposal
    return proposal, letter_on(proposal)


def _the_term_ends(edition: Edition) -> None:
    """The next edition is shown, and the little mayors hand over to it."""
    at, root, tang = during(Phase.HANDOVER), _who("root"), _who("tang")
    guardians.vet(
        tang, by=root, checked_on=localdate(at - 9 * DAY), trained_on=localdate(at - 9 * DAY), at=at - 9 * DAY
    )
    here = youth.HereGiven(
        number=4,
        begins=at + 60 * DAY,
        office=edition.office,
        in_charge=edition.in_charge,
        in_charge_phone=edition.in_charge_phone,
        text=edition.consent_text,
        districts=list(edition.districts.all()),
    )
    later = youth.found_from_template(written(template_of(edition)), here, by=tang, at=at)
    later = youth.show_edition(later, by=tang, at=at)
    assert youth.hand_over_edition(edition, to=later, by=tang, at=at) == 10
    assert not Entry.objects.filter(edition=edition, state="appointed", left_at__isnull=True).exists()
    assert edition.lines.filter(verb="hand-over", facts__to=4).exists()

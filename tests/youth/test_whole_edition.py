"""One edition end to end through the acts: codes at a school, guardians' words, proposals read by two, 128, 60, 20, ten
little mayors, and a letter to every child."""

from datetime import date, timedelta
from itertools import product

import pytest

from civic.accounts.models import Person
from civic.guardians.rules import PURPOSES_OF
from civic.offices.models import Office
from civic.youth import actions as youth
from civic.youth.models import Entry, Proposal
from civic.youth.queries.telling import share_answered
from civic.youth.rules import Phase
from civic.youth.rules.letters import IdeaTold
from civic.youth.rules.pseudonyms import HOW, WHO
from tests.people import City
from tests.youth.families import entered, mother, parent, pupil
from tests.youth.ground import DAY, during, found_track

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PRIMARY, MIDDLE = 100, 40
WORDS = dict.fromkeys(PURPOSES_OF["youth"], False) | {"enter": True, "publish": True, "jury": True}


def _who(handle: str) -> Person:
    return Person.objects.get(handle=handle)


def test_an_edition_from_the_first_slip_to_the_little_mayors(city: City) -> None:
    track = found_track()
    edition, tang, bai = track.edition, _who("tang"), _who("bai")
    at = during(Phase.ENTRY)
    sheet = youth.make_entry_codes(edition, track.school, count=PRIMARY + MIDDLE, by=_who("ke"), at=at)
    codes = dict(youth.print_entry_codes(sheet, by=_who("ke"), at=at))
    pseudonyms = (first + second for first, second in product(HOW, WHO))
    proposals = []
    for serial, pseudonym in zip(range(1, PRIMARY + MIDDLE + 1), pseudonyms, strict=False):
        band, born_on = ("g7-9", date(2013, 5, 1)) if serial > PRIMARY else ("g4-5", date(2016, 5, 1))
        told = pupil(name=f"小孩{serial}", born_on=born_on, band=band, pseudonym=pseudonym)
        guardian = mother(parent(f"parent{serial}"))
        entry = entered(track, told=told, guardian=guardian, code=codes[serial], words=WORDS, at=at).entry
        proposal = youth.make(entry, at=at + timedelta(hours=1))
        given = youth.Given(title="给老桥下面装几盏灯", saw="桥洞里只有一盏灯，还老是坏。", change="两头各装一盏灯。")
        proposals.append(youth.hand_in(youth.keep(proposal, given=given, at=at), at=at))
    assert Entry.objects.filter(edition=edition).count() == PRIMARY + MIDDLE
    assert not Proposal.objects.public().exists()

    for proposal in proposals:
        for reader in (tang, bai):
            youth.read(proposal, by=reader, version=1, given=youth.VerdictGiven("show"), at=at + DAY)
    assert Proposal.objects.public().count() == PRIMARY + MIDDLE

    assert youth.begin_round(edition, Phase.SCHOOL, by=tang, at=during(Phase.SCHOOL)) == PRIMARY + MIDDLE
    for phase, (primary, middle) in {
        Phase.SCHOOL: (PRIMARY, MIDDLE),
        Phase.DISTRICT: (90, 38),
        Phase.SECOND: (42, 18),
        Phase.SEMIFINAL: (14, 6),
        Phase.FINAL: (7, 3),
    }.items():
        there = Entry.objects.filter(edition=edition, reached=phase, state="in").order_by("pk")
        chosen = [*there.filter(group="primary")[:primary], *there.filter(group="middle")[:middle]]
        on, _out = youth.place(edition, phase, chosen, by=tang, at=during(phase))
        assert on == primary + middle
    assert youth.appoint(edition, by=tang, at=during(Phase.APPOINTMENT)) == 10

    office, ideas = Office.objects.get(code="dongqiao-lamps"), [IdeaTold("装灯", "adopted", "照你说的做。")]
    for proposal in proposals:
        words = "你好：我们去桥下看过了。你说得对，那盏灯不够亮。我们先在两头装两盏灯。"
        letter = youth.write_letter(proposal, by=tang, office=office, words=words, ideas=ideas, at=during(Phase.TERM))
        youth.send_letter(letter, by=bai, at=during(Phase.TERM))
    told = share_answered(edition)
    assert (told.sent, told.of) == (PRIMARY + MIDDLE, PRIMARY + MIDDLE)
    mayors = Entry.objects.filter(edition=edition, state="appointed")
    assert sorted(mayors.values_list("group", flat=True)) == ["middle"] * 3 + ["primary"] * 7
    placed = [line.facts["on"] for line in edition.lines.filter(verb="place")]
    assert placed == [PRIMARY + MIDDLE, 128, 60, 20, 10]

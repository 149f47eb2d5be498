"""Two hands at once on one child's entry, or on one edition: each line gets its place, and nobody waits for ever."""

from datetime import UTC, datetime

import pytest

from civic.accounts.models import Person
from civic.ballots import actions as ballots
from civic.lib.refusals import Refused
from civic.offices.models import Office
from civic.youth import actions as youth
from civic.youth.actions.making import _free_number
from civic.youth.models import Entry, EntryCode
from civic.youth.rules import Phase
from tests.at_once import at_once, kinds
from tests.ballots.ground import BEFORE, planned, track_of
from tests.people import City
from tests.youth.families import OPEN, entered, parent, slip
from tests.youth.ground import DAY, during, enter, found_track, propose
from tests.youth.test_answer import IDEAS, WORDS

pytestmark = pytest.mark.django_db(transaction=True)
AT = during(Phase.DISTRICT)


def _who(handle: str) -> Person:
    return Person.objects.get(handle=handle)


def test_letters_about_three_ideas_of_one_child_are_written_at_once(city: City) -> None:
    entry = enter(found_track(), "木棉")
    proposals = [propose(entry, f"第{number}个主意") for number in range(3)]
    chen, office = _who("chen"), Office.objects.get(code="dongqiao-lamps")
    told = at_once(
        *(
            lambda one=one: youth.write_letter(one, by=chen, office=office, words=WORDS, ideas=IDEAS, at=AT)
            for one in proposals
        )
    )
    assert kinds(told) == ["Letter"] * 3
    assert list(entry.lines.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]


def test_a_letter_does_not_go_out_about_what_the_child_takes_back_at_this_moment(city: City) -> None:
    proposal = propose(enter(found_track(), "木棉"))
    office = Office.objects.get(code="dongqiao-lamps")
    letter = youth.write_letter(proposal, by=_who("chen"), office=office, words=WORDS, ideas=IDEAS, at=AT)
    bai = _who("bai")
    told = at_once(lambda: youth.send_letter(letter, by=bai, at=AT), lambda: youth.take_back(proposal, at=AT))
    letter.refresh_from_db()
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"
    went_before = list(proposal.entry.lines.order_by("seq").values_list("verb", flat=True))[1:]
    assert went_before == (["answer", "taken-back"] if letter.sent_at else ["taken-back"]), kinds(told)


def test_a_vote_is_stopped_while_the_days_of_its_edition_are_moved(city: City) -> None:
    track = track_of()
    ballot, tang, lead = planned(track), _who("tang"), _who("tang")
    rows = {row.phase: row for row in track.edition.phases.all()}
    later = [rows[phase] for phase in (Phase.FINAL, Phase.TERM)]
    told = at_once(
        lambda: ballots.stop_vote(ballot, by=tang, reason="另行安排。", at=BEFORE),
        *(
            lambda row=row: youth.move_phase(
                track.edition, row.phase, starts=row.starts_at, ends=row.ends_at, by=lead, reason="照旧。", at=BEFORE
            )
            for row in later
        ),
    )
    assert not [one for one in told if isinstance(one, Refused)]
    assert track.edition.lines.filter(verb__in=["stop-vote", "move-phase"]).count() == 3


def test_a_school_prints_a_slip_anew_while_the_family_renews_its_code(city: City) -> None:
    track = found_track()
    entry = entered(track, code=slip(track, serial=1)).entry
    ke, gu = _who("ke"), parent()
    at_once(
        lambda: youth.reprint_code(track.edition, track.school, serial=1, by=ke, at=OPEN),
        lambda: youth.renew_code(Entry.objects.get(pk=entry.pk), by=gu, at=OPEN),
    )
    entry.refresh_from_db()
    (standing,) = EntryCode.objects.filter(school=track.school, serial=1, voided_at__isnull=True)
    assert entry.code == standing  # whoever came last, the child comes in with the one code that stands


def test_the_number_of_a_proposal_names_the_year_by_the_calendar_of_the_city() -> None:
    new_year = datetime(2026, 12, 31, 16, 10, tzinfo=UTC)
    assert _free_number(new_year).startswith("27-")
    assert _free_number(new_year - DAY).startswith("26-")

"""The pages of a vote: nothing of its count before the close, once each, and everything to count again after it."""

import re
import runpy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.accounts.models import Person
from civic.ballots import actions as ballots
from civic.ballots.models import Ballot, Paper, VoteSheet
from civic.guardians.models import Vetting
from civic.youth.models import Duty, EditionPhase, Entry, Proposal, School
from tests.ballots.ground import opened, person, resident, track_of
from tests.people import sign_in
from tests.youth.ground import propose

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
CHECK: dict[str, Any] = runpy.run_path(str(ROOT / "static/little-mayor/check_tally.py"))


def _now() -> Ballot:
    """A vote that runs while the test does."""
    ballot, at = opened(), timezone.now()
    Ballot.objects.update(opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=1))
    _checked()
    return Ballot.objects.get(pk=ballot.pk)


def _checked() -> None:
    today = timezone.localdate()
    Vetting.objects.update(checked_on=today, trained_on=today, due_on=today + timedelta(days=365))
    Duty.objects.update(starts=today)


def _closed(ballot: Ballot) -> Ballot:
    Ballot.objects.update(closes_at=timezone.now() - timedelta(minutes=2))
    ballots.count_due(at=timezone.now())
    return Ballot.objects.get(pk=ballot.pk)


def _browser(someone: Person | None = None) -> Client:
    browser = Client(headers={"accept-language": "en"})
    if someone is not None:
        sign_in(browser, someone)
    return browser


def test_a_resident_votes_once_and_is_told_so() -> None:
    _now()
    browser = _browser(resident("voter"))
    assert "Put it into the box" in browser.get("/little-mayor/vote/").text
    assert "Choose at least one proposal." in browser.post("/little-mayor/vote/", {}).text
    done = browser.post("/little-mayor/vote/", {"chosen": ["1", "2"]}, follow=True)
    assert "Your vote is in the box" in done.text
    again = browser.post("/little-mayor/vote/", {"chosen": ["3"]})
    assert again.status_code == 409
    assert Paper.objects.count() == 1
    assert "You have voted" in browser.get("/little-mayor/vote/").text


def test_a_stranger_reads_the_ideas_and_stores_nothing_and_votes_with_a_code() -> None:
    ballot = _now()
    browser = _browser()
    page = browser.get("/little-mayor/vote/")
    assert "Sign in to vote" in page.text
    assert "sessionid" not in page.cookies
    without = browser.post("/little-mayor/vote/", {"chosen": ["1"]})
    assert (without.status_code, Paper.objects.count()) == (400, 0)
    assert "Sign in to vote, or vote with a code from your school." in without.text
    sheet = ballots.make_vote_sheet(
        ballot, school=School.objects.get(code="s1"), count=10, by=person("tang"), at=timezone.now()
    )
    code = ballots.print_vote_sheet(sheet, by=person("tang"), at=timezone.now())[0]
    wrong = browser.post("/little-mayor/vote/", {"chosen": ["1"], "code": "AAAAA-AAAAA"})
    assert (wrong.status_code, "This is no code of this vote." in wrong.text) == (400, True)
    assert "checked" in wrong.text  # what was chosen is not lost
    browser.post("/little-mayor/vote/", {"chosen": ["1"], "code": code.lower()})
    assert Paper.objects.count() == 1
    assert browser.post("/little-mayor/vote/", {"chosen": ["1"], "code": code}).status_code == 409


def test_nothing_of_the_count_is_told_before_the_close() -> None:
    ballot = _now()
    for number in range(37):
        ballots.vote(ballot, by=resident(f"voter{number}"), chosen=[1], at=timezone.now())
    for someone in (None, resident("reader"), person("tang")):
        browser = _browser(someone)
        for path in ("vote/", "vote/thanks/", "", "proposals/"):
            assert "37" not in _words(browser.get(f"/little-mayor/{path}").text)
        for path in ("", "papers.csv", "counts.csv"):
            assert browser.get(f"/little-mayor/vote/{ballot.key}/{path}").status_code == 404
    assert "37" not in _words(_browser(person("tang")).get(f"/desk/youth/votes/{ballot.pk}/").text)


def _words(page: str) -> str:
    """What a page says, without its head, its clock and its keys."""
    main = page[page.index("<main") : page.index("</main>")]
    words = "".join(part.partition(">")[2] for part in main.split("<"))
    return re.sub(r"\d\d?:\d\d", "", words)  # a vote that closes at 15:37 tells nothing


def test_after_the_close_anybody_counts_again_with_the_program_the_city_gives_away() -> None:
    ballot = _now()
    for number in range(12):
        ballots.vote(ballot, by=resident(f"voter{number}"), chosen=[number % 3 + 1], at=timezone.now())
    ballot = _closed(ballot)
    browser, base = _browser(), f"/little-mayor/vote/{ballot.key}/"
    page = browser.get(base)
    assert "12 papers were counted." in page.text
    assert ballot.seal in page.text
    papers = [tuple(row) for row in CHECK["rows_of"](browser.get(f"{base}papers.csv").text)]
    counts = [tuple(row) for row in CHECK["rows_of"](browser.get(f"{base}counts.csv").text)]
    assert CHECK["faults"](papers, counts) == []
    assert CHECK["faults"](papers[1:], counts) != []
    assert CHECK["faults"]([(papers[0][0], "4"), *papers[1:]], counts) != []
    assert CHECK["faults"](papers, [("1", "99"), *counts[1:]]) != []
    assert "voter" not in browser.get(f"{base}papers.csv").text


def test_a_proposal_taken_back_leaves_page_and_files_with_a_note() -> None:
    ballot = _now()
    ballots.vote(ballot, by=resident("voter"), chosen=[1, 2], at=timezone.now())
    gone = Proposal.objects.get(candidacies__number=1)
    Proposal.objects.filter(pk=gone.pk).update(state="withdrawn")
    browser = _browser(resident("late"))
    page = browser.get("/little-mayor/vote/").text
    assert gone.title not in page
    assert "Proposal number 1 was taken back." in page
    told = browser.post("/little-mayor/vote/", {"chosen": ["1", "3"]})
    assert (told.status_code, Paper.objects.count()) == (400, 1)
    ballot = _closed(ballot)
    base = f"/little-mayor/vote/{ballot.key}/"
    assert gone.title not in browser.get(base).text
    papers = [tuple(row) for row in CHECK["rows_of"](browser.get(f"{base}papers.csv").text)]
    counts = [tuple(row) for row in CHECK["rows_of"](browser.get(f"{base}counts.csv").text)]
    assert CHECK["faults"](papers, counts) == []
    assert "1" not in dict(counts)


def test_no_vote_is_said_in_plain_words() -> None:
    browser = _browser()
    assert "No vote is open" in browser.get("/little-mayor/vote/").text
    assert browser.post("/little-mayor/vote/", {"chosen": ["1"]}).status_code == 409


def test_whoever_is_responsible_plans_approves_prints_and_stops() -> None:
    track, at = track_of(), timezone.now()
    _checked()
    EditionPhase.objects.filter(phase="second").update(starts_at=at - timedelta(days=1), ends_at=at + timedelta(days=9))
    browser = _browser(person("tang"))
    form = {
        "edition": track.edition.pk,
        "phase": "second",
        "opens_at": timezone.localtime(at + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "closes_at": timezone.localtime(at + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M"),
        "picks": "2",
        "weight": "20",
    }
    assert browser.post("/desk/youth/votes/", form | {"weight": "31"}).status_code == 400
    browser.post("/desk/youth/votes/", form)
    address = f"/desk/youth/votes/{Ballot.objects.get().pk}/"
    approval = {
        "number": "云教办〔2026〕46号",
        "authority": "市教育局",
        "approved_on": timezone.localdate().isoformat(),
    }
    assert browser.post(address, approval | {"number": ""}).status_code == 400
    browser.post(address, approval)
    assert Ballot.objects.get().opened_at is not None
    assert (
        browser.post(f"{address}codes/", {"school": School.objects.get(code="s1").pk, "count": "3"}).status_code == 400
    )
    browser.post(f"{address}codes/", {"school": School.objects.get(code="s1").pk, "count": "12"})
    sheet = VoteSheet.objects.get()
    printed = browser.post(f"{address}codes/{sheet.pk}/print/")
    assert printed.text.count('dir="ltr"') >= 12
    assert browser.post(f"{address}codes/{sheet.pk}/print/").status_code == 409
    assert browser.post(f"{address}codes/{sheet.pk}/void/", {"reason": ""}).status_code == 400
    browser.post(f"{address}codes/{sheet.pk}/void/", {"reason": "丢了。"})
    assert VoteSheet.objects.get().voided_at is not None
    assert browser.post(f"{address}stop/", {"reason": ""}).status_code == 400
    browser.post(f"{address}stop/", {"reason": "改期。"})
    assert browser.get("/desk/youth/votes/").status_code == 200
    for handle in ("qiu", "ke", "lin", "root", "mei"):
        assert _browser(person(handle)).get(address).status_code == 403


def test_a_page_of_a_vote_asks_the_same_of_ten_proposals_as_of_four() -> None:
    counts = []
    ballot = _now()
    for extra in (0, 6):
        for number in range(extra):
            made = propose(Entry.objects.earliest("pk"), f"又一个{number}")
            ballot.candidates.create(proposal=made, number=10 + number)
        browser = _browser()
        browser.get("/little-mayor/vote/")
        with CaptureQueriesContext(connection) as seen:
            assert browser.get("/little-mayor/vote/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]

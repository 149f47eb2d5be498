"""The invented city: a small year of it is lived through the acts, in every state, and its chains hold."""

import random
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from civic.calls.models import KeptCall, OwedCall, Undelivered
from civic.cases.models import Case, Line, LineWords, Topic
from civic.cases.queries import first_broken_line
from civic.cases.queries.topics import public_topics
from civic.dialogues.models import Dialogue, Guest
from civic.dialogues.queries.public import minutes_of
from civic.feedback.models import Rating
from civic.honours.models import Certificate
from civic.hours.models import BookEntry, Objection
from civic.hours.queries import to_record
from civic.juries.models import Panel, Sheet
from civic.juries.queries.pages import told_to
from civic.offices.actions import name_steward
from civic.offices.models import Matter, Office, Post
from civic.offices.queries import closed_answering, doubles, gaps, walk
from civic.places.models import Area, Cell
from civic.promises.models import Promise
from civic.shifts.models import Insured, Need, PatrolStop, Signup
from civic.volunteers.models import Volunteer
from civic.youth.models import ConcernReport, Edition, Entry, Proposal, ProposalPicture
from civic.youth.queries.places import cells_of
from portal.seeding.founding import Seeds
from portal.seeding.writing import Writer
from tests.portal.test_found_city import empty_tables

SLOTS = ("{", "}", "|")


def _the_little_mayors_have_something_to_show() -> None:
    """A map, drawings, the words of a jury, a vote that counts beside the next one, promises, and a whole dialogue."""
    past, running = Edition.objects.order_by("number")
    for edition in (past, running):
        assert len(cells_of(edition)["geometries"]) >= 3
    assert all(one.answered_at for one in Proposal.objects.public().filter(edition=past))
    assert ProposalPicture.objects.public().count() == 6
    states = Promise.objects.filter(became__isnull=False).values_list("state", flat=True)
    assert set(states) == {"kept", "broken", "underway"}
    held, coming = Dialogue.objects.order_by("number")
    assert held.published_at is not None
    assert len(minutes_of(held, at=timezone.now())) == 3
    assert held.exchanges.filter(promise__state="underway").count() == 1
    assert coming.ended_at is None
    told, sits = Panel.objects.order_by("pk")
    assert told.told_at is not None
    assert sits.vote is not None
    assert sits.vote.is_running(timezone.now())
    assert Sheet.objects.owed().filter(piece__panel=sits).count() >= 3 * 8
    xiaoyu = Entry.objects.get(child__person__handle="xiaoyu")
    assert told_to(xiaoyu.child)[0].words
    assert Guest.objects.filter(dialogue=coming, entry__child__guardianships__person__handle="gu").exists()
    concern = ConcernReport.objects.get()
    assert (concern.outcome, concern.proposal.state) == ("calm", "shown")


def _the_volunteers_have_served_and_the_desk_has_work() -> None:
    """Hours in books whose chains hold, one shift to write down, a line at a full one, and one of each that waits."""
    wu = Volunteer.objects.get(person__handle="wu")
    assert Volunteer.objects.filter(state="active").count() >= 5  # figures under five are told to nobody
    for volunteer in Volunteer.objects.filter(state="active", child=None):
        assert volunteer.entries.credited_minutes() > 600
    assert not BookEntry.objects.filter(at__gt=timezone.now()).exists()
    assert to_record(wu.entries.first().organisation, at=timezone.now()).count() == 1
    assert Signup.objects.filter(volunteer=wu, state="waiting").count() == 1
    pupil = Volunteer.objects.get(child__isnull=False).child
    assert pupil is not None
    assert pupil.lines.filter(verb="agree-on-paper").exists()
    assert Insured.objects.filter(policy__scope="named", ended_at=None).count() == 3
    assert Insured.objects.get(ended_at__isnull=False).end_reason
    assert PatrolStop.objects.filter(shift__starts_at__gt=timezone.now(), is_key_road=True).exists()
    assert Certificate.objects.get(volunteer=wu).minutes == wu.entries.credited_minutes()
    assert Objection.objects.get().volunteer == wu
    assert Volunteer.objects.filter(state="applied").count() == Need.objects.waiting().count() == 1


@pytest.mark.django_db
def test_a_small_year_of_the_invented_city(settings: Any, tmp_path: Path) -> None:
    settings.SMS_GATEWAY = "console"
    settings.UPLOAD_DIR, settings.MEDIA_ROOT = tmp_path / "uploads", tmp_path / "pictures"
    empty_tables()
    call_command("seed", "--cases", "12", "--photos", "0", stdout=StringIO())
    cases = list(Case.objects.all())
    assert len(cases) > 50

    # something stands at every step, and everybody of the cast finds work
    states = {case.state for case in cases}
    steps = "filed accepted dispatched in-hand asked-by-office answered closed close-appealed decline-appealed"
    steps += " close-last-appeal decline-last-appeal"
    assert states >= set(steps.split())
    assert {case.publication for case in cases} == {"unscreened", "published", "withheld"}
    mine = Case.objects.filter(reporter__handle="mei")
    assert {"filed", "asked-by-office", "answered", "closed"} <= set(mine.values_list("state", flat=True))
    assert mine.filter(verdict="no", round=2).exists()
    assert set(mine.exclude(office=None).exclude(kind="misconduct").values_list("office__code", flat=True)) == {
        "lighting-990102"
    }
    assert mine.filter(repair_due_at__isnull=False).exists()
    assert OwedCall.objects.filter(stage="waiting", cause="bad-rating").exists()
    assert Case.objects.filter(source="phone").exists()
    assert OwedCall.objects.filter(stage="waiting", made=1).exists()
    assert Undelivered.objects.filter(stage="waiting").count() == 1
    assert KeptCall.objects.count() == 1
    assert set(Topic.objects.values_list("state", flat=True)) == {"open", "removing"}
    assert public_topics().count() == 2
    assert {"zh-hans", "zh-hant", "en"} >= {case.language for case in cases}

    _the_little_mayors_have_something_to_show()
    _the_volunteers_have_served_and_the_desk_has_work()

    # nothing lies in the future, and the acts of a case come one after another
    assert not Line.objects.filter(at__gt=timezone.now()).exists()
    for case in cases:
        times = list(case.lines.order_by("seq").values_list("at", flat=True))
        assert times == sorted(times), case.number
        assert first_broken_line(case) is None

    # nobody stands on both sides, and every office has another one that reviews it
    checking = set(Post.objects.filter(side="check").values_list("officer__person", flat=True))
    acting = set(Post.objects.filter(side="act").values_list("officer__person", flat=True))
    assert checking
    assert acting
    assert not checking & acting
    assert not Office.objects.filter(is_reviewing=False, reviewed_by=None).exists()

    # exactly one office answers for every matter of the catalogue in every cell of either layer
    today = timezone.localdate()
    answering = {(matter.code, cell.pk): found.office for matter, cell, found in walk(today) if found}
    assert len(answering) == Matter.objects.filter(is_active=True).count() * Cell.objects.count() > 168 * 1_500
    assert gaps(today) == doubles(today) == closed_answering(today) == []
    assert len({office.kind for office in answering.values()}) == 3  # departments, street offices, committees

    # a transfer dated tomorrow changes tomorrow's cases only, where it says and nowhere else
    lamp, street = Matter.objects.get(code="0101"), Area.objects.get(code="990102001")
    other = Office.objects.get(code="roads-990102")
    name_steward(matter=lamp, area=street, office=other, starts=today + timedelta(days=1))
    assert {(matter.code, cell.pk): found.office for matter, cell, found in walk(today) if found} == answering
    moved = [
        cell.area.path
        for matter, cell, found in walk(today + timedelta(days=1))
        if found is None or answering[matter.code, cell.pk] != found.office
    ]
    assert len(moved) == Cell.objects.filter(area__path__startswith=street.path).count() > 0
    assert all(path.startswith(street.path) for path in moved)

    # no slot stays open
    said = [*LineWords.objects.values_list("text", flat=True), *(case.title + case.address for case in cases)]
    assert [text for text in said if any(slot in text for slot in SLOTS)] == []
    assert Rating.objects.exists()


def test_the_seeds_go_into_an_empty_database_only(city: Any) -> None:
    with pytest.raises(CommandError, match="already"):
        call_command("seed")


def test_the_same_chance_writes_the_same_city() -> None:
    at = timezone.now()
    one, two = (Writer(Seeds(), random.Random(7)) for _ in range(2))
    assert [one.story(at) for _ in range(30)] == [two.story(at) for _ in range(30)]


def test_every_text_of_the_seeds_can_be_filled_and_answered() -> None:
    seeds, at = Seeds(), timezone.now()
    writer = Writer(seeds, random.Random(1))
    for matter in writer.matters:
        for language in ("zh", "hant", "en"):
            for told in matter[language]:
                story = writer.story(at, matter={**matter, language: [told]}, language=language)
                assert not any(slot in story.title + story.text for slot in SLOTS)
                assert len(story.title) <= 120
                for outcome in ("solved", "planned", "not-found", "not-ours", "not-possible"):
                    assert not any(slot in writer.answer(story, outcome, at) for slot in SLOTS)
                assert all(writer.of_story(story, what) for what in ("good", "bad", "sent_back"))
    for kind in ("thanks", "question", "suggestion"):
        for language in ("zh", "hant", "en"):
            for told in seeds.stories[kind][0][language]:
                assert told.count("|") == (1 if kind == "thanks" else 3), told


def test_the_drawn_photos_are_small_and_belong_to_a_matter() -> None:
    seeds = Seeds()
    codes = {matter["code"] for matter in seeds.stories["matter"]}
    photos = list((seeds.folder / "photos").glob("*.jpg"))
    assert len(photos) == 12
    assert {photo.stem for photo in photos} <= codes
    assert max(photo.stat().st_size for photo in photos) <= 40 * 1024

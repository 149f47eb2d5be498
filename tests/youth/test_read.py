"""Two vetted people read; the second who says the same decides."""

from datetime import timedelta

import pytest

from civic.guardians import actions as guardians
from civic.guardians.models import Consent, Guardianship, Vetting
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.youth import actions as youth
from civic.youth.models import Duty, EntryLine, Proposal, Reading
from civic.youth.rules import ItemState
from tests.youth.ground import TERM_STARTS
from tests.youth.making import AT, BACK, HOUR, SHOW, handed_in, person, photo, read_by, track_and_child, written

pytestmark = pytest.mark.django_db


def test_one_reader_shows_nothing_and_the_second_shows_it() -> None:
    _track, entry = track_and_child()
    proposal = read_by(handed_in(entry), "tang")
    assert proposal.state == ItemState.HANDED_IN
    assert not Proposal.objects.public().exists()
    assert read_by(proposal, "bai").state == ItemState.SHOWN
    assert [line.verb for line in EntryLine.objects.filter(entry=entry)] == [
        "made",
        "handed-in",
        "read",
        "read",
        "shown",
    ]


def test_the_same_person_twice_is_one_reader() -> None:
    _track, entry = track_and_child()
    proposal = read_by(handed_in(entry), "tang")
    with pytest.raises(Conflict):
        read_by(proposal, "tang")
    assert Reading.objects.count() == 1


def test_of_two_who_disagree_a_third_decides() -> None:
    _track, entry = track_and_child()
    third = _third()
    proposal = read_by(read_by(handed_in(entry), "tang"), "bai", BACK)
    assert proposal.state == ItemState.HANDED_IN
    assert read_by(proposal, third, BACK).state == ItemState.SENT_BACK


def test_what_goes_back_says_kindly_why_and_comes_again() -> None:
    _track, entry = track_and_child()
    proposal = read_by(read_by(handed_in(entry), "tang", BACK), "bai", BACK)
    assert proposal.state == ItemState.SENT_BACK
    assert all(one.reasons and one.note for one in Reading.objects.all())
    youth.keep(proposal, given=youth.Given(saw="桥东的那座老桥。"), at=AT + 2 * HOUR)
    proposal = youth.hand_in(proposal, at=AT + 2 * HOUR)
    assert proposal.version == 2
    for verdict in (youth.VerdictGiven("send-back"), youth.VerdictGiven("send-back", because=("other",))):
        with pytest.raises(NotValid):
            read_by(proposal, "tang", verdict)


def test_nobody_without_a_task_or_with_an_expired_check_reads() -> None:
    _track, entry = track_and_child()
    proposal = handed_in(entry)
    for handle in ("qiu", "ke", "lin", "root", "gu"):
        with pytest.raises(NotAllowed):
            read_by(proposal, handle)
    Vetting.objects.filter(person__handle="tang").update(due_on=AT.date())
    with pytest.raises(NotAllowed):
        read_by(proposal, "tang")


def test_nobody_reads_her_own_childs_words_or_her_own_pupils() -> None:
    track, entry = track_and_child()
    proposal = handed_in(entry)
    Guardianship.objects.update(person=person("tang"))
    with pytest.raises(NotAllowed):
        read_by(proposal, "tang")
    Duty.objects.create(person=person("bai"), task="teacher", school=track.school, starts=TERM_STARTS.date())
    with pytest.raises(NotAllowed):
        read_by(proposal, "bai")


def test_a_verdict_on_words_that_changed_meanwhile_counts_for_nothing() -> None:
    _track, entry = track_and_child()
    proposal = handed_in(entry)
    youth.change(proposal, at=AT + HOUR)
    again = youth.hand_in(proposal, at=AT + HOUR)
    with pytest.raises(Conflict):
        youth.read(again, by=person("tang"), version=1, given=SHOW, at=AT + HOUR)


def test_without_the_word_to_publish_it_is_read_and_stays_with_the_family() -> None:
    _track, entry = track_and_child()
    Consent.objects.filter(purpose="publish").delete()
    proposal = read_by(read_by(handed_in(entry), "tang"), "bai")
    assert proposal.state == ItemState.READ
    assert not Proposal.objects.public().exists()


def test_a_picture_is_public_only_when_both_said_that_nobody_is_recognised() -> None:
    _track, entry = track_and_child()
    proposal = written(entry)
    fine, face = (youth.add_picture(proposal, upload=photo(color), alt="", at=AT) for color in ("green", "red"))
    proposal = youth.hand_in(proposal, at=AT)
    looks = {str(fine.key): "fine", str(face.key): "fine"}
    with pytest.raises(Conflict):  # it is not prepared yet
        read_by(proposal, "tang", youth.VerdictGiven("show", looks=looks))
    youth.prepare_pictures(at=AT)
    with pytest.raises(NotValid):  # not looked at
        read_by(proposal, "tang")
    read_by(proposal, "tang", youth.VerdictGiven("show", looks=looks))
    read_by(proposal, "bai", youth.VerdictGiven("show", looks=looks | {str(face.key): "out"}))
    public = proposal.pictures.public()
    assert [one.key for one in public] == [fine.key]
    youth.hide(proposal, by=person("bai"), reason="再看看。", at=AT + HOUR)
    assert not proposal.pictures.filter(is_public=True).exists()


def _third() -> str:
    cui = type(person("tang")).objects.create_user("cui")
    day = TERM_STARTS.date() - timedelta(days=5)
    guardians.vet(cui, by=person("root"), checked_on=day, trained_on=day, at=TERM_STARTS)
    Duty.objects.create(person=cui, task="screener", starts=TERM_STARTS.date())
    return "cui"

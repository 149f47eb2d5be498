"""A dialogue is planned from proposals; who comes has its family's word, who sits with children a check."""

import pytest

from civic.dialogues import actions as dialogues
from civic.dialogues.models import Dialogue, Guest
from civic.guardians.models import Vetting
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.youth.rules import Phase
from tests.dialogues.ground import ALL, ENDED, PLANNED, given, held, mayor, person, planned
from tests.youth.ground import during, enter, found_track, propose

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"names": {}}, "name_zh_hans"),
        ({"office": None}, "office"),
        ({"place": " "}, "place"),
        ({"starts_at": None}, "starts_at"),
        ({"starts_at": during(Phase.TERM, 1)}, "starts_at"),
        ({"starts_at": during(Phase.HANDOVER, 200)}, "starts_at"),
    ],
)
def test_a_dialogue_has_a_name_an_office_an_hour_and_a_place(changed: dict[str, object], field: str) -> None:
    track = found_track()
    with pytest.raises(NotValid) as refused:
        dialogues.plan(track.edition, by=person("tang"), given=given(**changed), at=PLANNED)
    assert list(refused.value.fields) == [field]


def test_only_whoever_is_responsible_plans_one() -> None:
    track = found_track()
    for handle in ("yan", "mei", "root"):
        with pytest.raises(NotAllowed):
            dialogues.plan(track.edition, by=person(handle), given=given(), at=PLANNED)


def test_an_agenda_holds_what_everybody_may_read_once_each() -> None:
    track = found_track()
    entry = mayor(track, "木棉")
    dialogue = planned(track, entry)
    with pytest.raises(Taken):
        dialogues.put_on_agenda(dialogue, proposal=entry.proposals.get(), by=person("tang"), at=PLANNED)
    hidden = propose(entry, state="hidden")
    with pytest.raises(NotValid):
        dialogues.put_on_agenda(dialogue, proposal=hidden, by=person("tang"), at=PLANNED)
    dialogues.show_agenda(dialogue, by=person("tang"), at=PLANNED)
    with pytest.raises(Conflict):
        dialogues.show_agenda(dialogue, by=person("tang"), at=PLANNED)


def test_an_empty_agenda_is_not_shown() -> None:
    with pytest.raises(Conflict):
        dialogues.show_agenda(planned(found_track()), by=person("tang"), at=PLANNED)


def test_a_child_comes_only_with_its_familys_word_for_just_that() -> None:
    track = found_track()
    dialogue = planned(track)
    for entry in (mayor(track, "静静", ALL[:3]), enter(track, "慢慢", purposes=())):
        with pytest.raises(NotValid):
            dialogues.invite(dialogue, entry=entry, by=person("tang"), at=PLANNED)
    assert not Guest.objects.exists()
    entry = mayor(track, "木棉")
    dialogues.invite(dialogue, entry=entry, by=person("tang"), at=PLANNED)
    with pytest.raises(Taken):
        dialogues.invite(dialogue, entry=entry, by=person("tang"), at=PLANNED)


def test_a_child_says_no_without_a_reason() -> None:
    track = found_track()
    dialogue = planned(track, mayor(track, "木棉"))
    dialogues.decline(Guest.objects.get(), at=PLANNED)
    assert not dialogue.guests.exists()
    assert dialogue.lines.latest("seq").verb == "decline"


def test_whose_check_ends_before_the_day_does_not_sit_with_children() -> None:
    track = found_track()
    dialogue = dialogues.plan(track.edition, by=person("tang"), given=given(), at=PLANNED)
    Vetting.objects.filter(person=person("bai")).update(due_on=PLANNED.date())
    with pytest.raises(NotValid):
        dialogues.accompany(dialogue, person=person("bai"), by=person("tang"), at=PLANNED)
    with pytest.raises(NotValid):
        dialogues.accompany(dialogue, person=person("mei"), by=person("tang"), at=PLANNED)
    dialogues.accompany(dialogue, person=person("tang"), by=person("tang"), at=PLANNED)
    with pytest.raises(Taken):
        dialogues.accompany(dialogue, person=person("tang"), by=person("tang"), at=PLANNED)


def test_once_it_was_held_nothing_of_its_plan_changes() -> None:
    track = found_track()
    entry = mayor(track, "木棉")
    dialogue = held(track, entry)
    by = person("tang")
    for act in (
        lambda: dialogues.change_plan(dialogue, by=by, given=given(), at=ENDED),
        lambda: dialogues.put_on_agenda(dialogue, proposal=entry.proposals.get(), by=by, at=ENDED),
        lambda: dialogues.invite(dialogue, entry=entry, by=by, at=ENDED),
        lambda: dialogues.accompany(dialogue, person=by, by=by, at=ENDED),
        lambda: dialogues.decline(Guest.objects.get(), at=ENDED),
    ):
        with pytest.raises((Conflict, NotValid)):
            act()


def test_another_hour_is_named_before_it_was_held() -> None:
    track = found_track()
    dialogue = planned(track)
    moved = given(starts_at=during(Phase.TERM, 30), place="图书馆")
    dialogues.change_plan(dialogue, by=person("tang"), given=moved, at=PLANNED)
    told = Dialogue.objects.get()
    assert (told.place, told.starts_at) == ("图书馆", during(Phase.TERM, 30))

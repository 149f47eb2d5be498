"""Who sat with children stays in the record; what an erased child asked goes, and the city's promise stays."""

import pytest

from civic.dialogues import actions as dialogues
from civic.dialogues.models import Exchange, Guest
from civic.lib.refusals import NotAllowed
from tests.dialogues.ground import ENDED, held, lamps, mayor, minuted, person
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


def test_whoever_sat_with_children_stays_in_the_record() -> None:
    track = found_track()
    held(track, mayor(track, "木棉"))
    for handle in ("tang", "yan"):
        with pytest.raises(NotAllowed):
            dialogues.forget(person(handle), at=ENDED)
    dialogues.forget(person("mei"), at=ENDED)


def test_an_erased_child_leaves_no_word_and_the_promise_stays() -> None:
    track = found_track()
    entry = mayor(track, "木棉")
    dialogue = held(track, entry)
    first, second = minuted(dialogue, entry), minuted(dialogue, entry)
    dialogues.promise(second, by=person("chen"), given=lamps(), at=ENDED)
    assert dialogues.forget_child(entry.child, at=ENDED) == 2
    assert not Guest.objects.exists()
    assert set(Exchange.objects.values_list("asked_by", "question")) == {(None, "")}
    assert Exchange.objects.get(pk=first.pk).answer == ""
    assert Exchange.objects.get(pk=second.pk).answer

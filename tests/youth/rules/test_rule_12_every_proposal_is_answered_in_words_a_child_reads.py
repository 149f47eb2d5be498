"""Rule 12: every proposal gets a written, child-readable answer by a date; the weight of the view is told (General
Comment 12, no. 45); what was adopted is a promise with owner and day."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from civic.accounts.models import Person
from civic.lib.refusals import NotAllowed, NotValid
from civic.notices.models import Notice
from civic.offices.models import Office
from civic.promises import actions as promises
from civic.promises.actions import PromiseGiven
from civic.promises.rules import Source
from civic.youth import actions as youth
from civic.youth.models import Proposal
from civic.youth.rules import Phase
from civic.youth.rules.letters import IdeaTold
from tests.people import City
from tests.youth.ground import during, enter, found_track, propose

pytestmark = pytest.mark.django_db
AT = during(Phase.DISTRICT)


def _answered(proposal: Proposal) -> None:
    letter = youth.write_letter(
        proposal,
        by=Person.objects.get(handle="tang"),
        office=Office.objects.get(code="dongqiao-lamps"),
        words="木棉你好：我们去桥下看过了。你说得对，那盏灯不够亮。我们先在两头装两盏灯。",
        ideas=[IdeaTold("灯装低一点", "adopted", "照你说的做。"), IdeaTold("十秒再暗", "changed", "改成三十秒。")],
        at=AT,
    )
    youth.send_letter(letter, by=Person.objects.get(handle="bai"), at=AT)


def test_the_letter_and_what_became_of_each_idea_stand_on_the_page_from_the_office_alone(
    city: City, client: Client
) -> None:
    proposal = propose(enter(found_track(), "木棉"))
    page = f"/little-mayor/proposals/{proposal.number}/?lang=en"
    assert "What became of your ideas" not in client.get(page).content.decode()
    _answered(proposal)
    shown = client.get(page).content.decode()
    for words in ("灯装低一点", "照你说的做。", "Taken up", "改成三十秒。", "Taken up, a little changed"):
        assert words in shown
    assert "Dongqiao Street Lighting" in shown
    assert "Tang" not in shown
    assert "Bai" not in shown


def test_an_unsent_letter_is_nobodys(city: City, client: Client) -> None:
    proposal = propose(enter(found_track(), "木棉"))
    youth.write_letter(
        proposal,
        by=Person.objects.get(handle="tang"),
        office=Office.objects.get(code="dongqiao-lamps"),
        words="木棉你好：这封信还没有第二个人看过，所以谁也看不到它的内容。",
        ideas=[IdeaTold("灯", "not", "现在不行。")],
        at=AT,
    )
    assert "这封信还没有" not in client.get(f"/little-mayor/proposals/{proposal.number}/").content.decode()


def test_a_letter_that_is_late_is_marked_so_on_the_page_and_counted_on_the_front(city: City, client: Client) -> None:
    proposal = propose(enter(found_track(), "木棉"))
    youth.set_answer_days(at=AT)
    proposal.refresh_from_db()
    due = proposal.answer_due_on
    assert due is not None
    page, front = f"/little-mayor/proposals/{proposal.number}/?lang=en", "/little-mayor/?lang=en"
    with time_machine.travel(_noon(due)):
        assert "Late" not in client.get(page).content.decode()
        assert "0 of 1 proposals have their letter." in client.get(front).content.decode()
    with time_machine.travel(_noon(due + timedelta(days=1))):
        assert "Late" in client.get(page).content.decode()
        assert "1 letter is late" in client.get(front).content.decode()


def test_no_letter_goes_without_the_weight_of_each_idea_and_a_day_for_what_waits(city: City) -> None:
    proposal = propose(enter(found_track(), "木棉"))
    words = "木棉你好：我们去桥下看过了。你说得对，那盏灯不够亮。我们先在两头装两盏灯。"
    for ideas in ([], [IdeaTold("灯", "perhaps", "看看。")], [IdeaTold("灯", "waits", "再等等。")]):
        with pytest.raises(NotValid):
            youth.write_letter(
                proposal,
                by=Person.objects.get(handle="tang"),
                office=Office.objects.get(code="dongqiao-lamps"),
                words=words,
                ideas=ideas,
                at=AT,
            )


def test_nobody_sends_a_letter_that_she_wrote_herself(city: City) -> None:
    proposal = propose(enter(found_track(), "木棉"))
    letter = youth.write_letter(
        proposal,
        by=Person.objects.get(handle="tang"),
        office=Office.objects.get(code="dongqiao-lamps"),
        words="木棉你好：我们去桥下看过了。你说得对，那盏灯不够亮。我们先在两头装两盏灯。",
        ideas=[IdeaTold("灯", "adopted", "照你说的做。")],
        at=AT,
    )
    with pytest.raises(NotAllowed):
        youth.send_letter(letter, by=Person.objects.get(handle="tang"), at=AT)


def test_what_was_taken_up_is_a_promise_with_owner_and_day_and_the_family_hears_of_letter_and_promise(
    city: City,
) -> None:
    mother = Person.objects.create_user("mother", email="mother@example.com", language="en")
    proposal = propose(enter(found_track(), "木棉", guardian=mother))
    _answered(proposal)
    assert [one.address for one in Notice.objects.filter(verb="youth-letter")] == [mother.email]
    adopted = proposal.letter.ideas.get(weight="adopted")
    owner, chen = proposal.letter.office, Person.objects.get(handle="chen")
    titles = {"zh-hans": "桥下装灯", "zh-hant": "", "en": ""}
    given = PromiseGiven(titles=titles, words="装灯。", source=Source.PROPOSAL, owner=owner, due_on=date(2027, 3, 31))
    promise = youth.promise_idea(adopted, given, by=chen, at=AT)
    assert (promise.owner, promise.due_on) == (owner, date(2027, 3, 31))
    promises.publish(promise, by=Person.objects.get(handle="shen"), at=AT)
    assert youth.tell_promises(at=AT + timedelta(hours=1)) == 1
    assert [one.address for one in Notice.objects.filter(verb="youth-promise")] == [mother.email]


def _noon(day: date) -> str:
    return f"{day.isoformat()}T04:00:00+00:00"

"""A term with two little mayors, a dialogue on its way, and an office that answers."""

from datetime import date, timedelta

from civic.accounts.models import Person
from civic.dialogues import actions as dialogues
from civic.dialogues.models import Dialogue, Exchange, Guest
from civic.guardians.rules import Purpose
from civic.offices.models import Office
from civic.promises.actions import PromiseGiven
from civic.youth.models import Duty, Entry
from civic.youth.rules import Phase
from tests.youth.ground import Track, during, enter, propose

PLANNED = during(Phase.TERM, 2)
STARTS = during(Phase.TERM, 20)
ENDED = STARTS + timedelta(hours=2)
LATER = ENDED + timedelta(days=2)
PLACE = "少年宫三楼会议室"
ALL = (Purpose.ENTER, Purpose.PUBLISH, Purpose.JURY, Purpose.DIALOGUE)


def person(handle: str) -> Person:
    """Somebody of the cast."""
    return Person.objects.get(handle=handle)


def mayor(track: Track, pseudonym: str, purposes: tuple[str, ...] = ALL) -> Entry:
    """A little mayor whose proposal everybody may read."""
    entry = enter(track, pseudonym, purposes=purposes)
    Entry.objects.filter(pk=entry.pk).update(state="appointed", reached="term")
    entry.refresh_from_db()
    propose(entry, f"{pseudonym}的提案")
    return entry


def given(**more: object) -> dialogues.DialogueGiven:
    """What is handed in for a dialogue."""
    told: dict[str, object] = {
        "names": {"zh-hans": "第一次对话", "zh-hant": "第一次對話", "en": "The first dialogue"},
        "office": Office.objects.get(code="command"),
        "starts_at": STARTS,
        "place": PLACE,
    }
    return dialogues.DialogueGiven(**(told | more))  # type: ignore[arg-type]


def planned(track: Track, *entries: Entry) -> Dialogue:
    """With an agenda, guests, and two grown-ups."""
    by = person("tang")
    dialogue = dialogues.plan(track.edition, by=by, given=given(), at=PLANNED)
    for entry in entries:
        dialogues.put_on_agenda(dialogue, proposal=entry.proposals.get(), by=by, at=PLANNED)
        dialogues.invite(dialogue, entry=entry, by=by, at=PLANNED)
    Duty.objects.create(person=person("yan"), task="companion", starts=date(2026, 9, 1))
    for handle in ("tang", "yan"):
        dialogues.accompany(dialogue, person=person(handle), by=by, at=PLANNED)
    return dialogue


def held(track: Track, *entries: Entry) -> Dialogue:
    """It was held, with everybody who was named."""
    dialogue = planned(track, *entries)
    return dialogues.say_held(
        dialogue, by=person("tang"), adults=dialogue.adults.all(), guests=dialogue.guests.all(), at=ENDED
    )


def minuted(dialogue: Dialogue, entry: Entry, question: str = "桥洞里的灯什么时候装？") -> Exchange:
    """One question with its answer is in the minutes."""
    told = dialogues.ExchangeGiven(question, "四月一日前在桥洞两头各装一盏灯。", entry, entry.proposals.first())
    return dialogues.write_down(dialogue, by=person("tang"), given=told, at=ENDED)


def agreed(dialogue: Dialogue) -> None:
    """Somebody read them, and every child that was there agrees."""
    dialogues.read_minutes(dialogue, by=person("bai"), at=ENDED)
    for guest in Guest.objects.filter(dialogue=dialogue, was_there=True):
        dialogues.say_to_minutes(guest, agrees=True, at=ENDED)


def lamps(**more: object) -> PromiseGiven:
    """What the lighting office promises."""
    told: dict[str, object] = {
        "titles": {"zh-hans": "老桥下装灯"},
        "words": "四月一日前在桥洞两头各装一盏灯。",
        "owner": Office.objects.get(code="dongqiao-lamps"),
        "due_on": LATER.date() + timedelta(days=60),
    }
    return PromiseGiven(**(told | more))  # type: ignore[arg-type]

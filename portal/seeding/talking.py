"""The little mayors of the edition before talk with the mayor: once with public minutes, and once more soon."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from civic.dialogues import actions as dialogues
from civic.dialogues.actions import DialogueGiven, ExchangeGiven
from civic.dialogues.models import Dialogue, Exchange
from civic.dialogues.queries import may_come
from civic.offices.models import Office
from civic.promises import actions as promises
from civic.promises.actions import PromiseGiven
from civic.youth import actions as youth
from civic.youth.models import Edition, Entry
from portal.seeding.living import Year

DAY = timedelta(days=1)
NAMES = (
    ("和市长的第一次对话", "和市長的第一次對話", "The first dialogue with the mayor"),
    ("和市长的第二次对话", "和市長的第二次對話", "The second dialogue with the mayor"),
)
SAID = (  # question, answer, and what was promised
    (
        "矮的垃圾桶只有我们巷口有吗？别的巷子也有小朋友。",
        "问得好。我们数过，还有十二个巷口的桶太高。今年年底前都换。",
        ("十二个巷口换上矮的垃圾桶", "十二個巷口換上矮的垃圾桶", "Low bins at twelve more lanes"),
    ),
    (
        "为什么水龙头说好了又没有装？",
        "这件事我们没有做到，对不起。管道太旧，水压不够。先换管道，换好了再告诉你哪一天装。",
        None,
    ),
    ("我们不当小市长以后，还可以提建议吗？", "可以。谁都可以，不用当小市长，也不用长大。", None),
)


def talked(edition: Edition, year: Year, *, began: datetime) -> None:
    """One dialogue with everything, one that is being prepared, and families that hear of both."""
    entries = list(Entry.objects.filter(edition=edition, state="appointed").order_by("pk"))
    held = _planned(edition, year, entries, turn=0, starts=began + 430 * DAY, at=began + 400 * DAY)
    _held(held, year, at=began + 430 * DAY + timedelta(hours=2))
    _planned(edition, year, entries, turn=1, starts=year.now + 16 * DAY, at=year.now - 4 * DAY)
    youth.tell_promises(at=year.now)
    dialogues.tell_promises(at=year.now)


def _planned(
    edition: Edition, year: Year, entries: list[Entry], *, turn: int, starts: datetime, at: datetime
) -> Dialogue:
    tang = year.people["tang"]
    names = dict(zip(("zh-hans", "zh-hant", "en"), NAMES[turn], strict=True))
    given = DialogueGiven(names, Office.objects.get(code="command"), starts, "市少年宫三楼，圆桌会议室")
    dialogue = dialogues.plan(edition, by=tang, given=given, at=at)
    for entry in entries:
        dialogues.put_on_agenda(dialogue, proposal=entry.proposals.get(), by=tang, at=at)
    for entry in (one for one in entries if may_come(one, at=at)):  # whoever turned fourteen says so itself
        dialogues.invite(dialogue, entry=entry, by=tang, at=at)
    for handle in ("tang", "bai"):
        dialogues.accompany(dialogue, person=year.people[handle], by=tang, at=at)
    return dialogues.show_agenda(dialogue, by=tang, at=at)


def _held(dialogue: Dialogue, year: Year, *, at: datetime) -> None:
    """Written down by one, read by another, agreed to by each child, public a few days later."""
    tang, bai = year.people["tang"], year.people["bai"]
    dialogue = dialogues.say_held(dialogue, by=tang, adults=dialogue.adults.all(), guests=dialogue.guests.all(), at=at)
    entries = [guest.entry for guest in dialogue.guests.select_related("entry")]
    exchanges = []
    for (question, answer, _promised), entry in zip(SAID, [*entries, *entries], strict=False):
        told = ExchangeGiven(question, answer, entry, entry.proposals.get())
        exchanges.append(dialogues.write_down(dialogue, by=tang, given=told, at=at + DAY))
    dialogues.read_minutes(dialogue, by=bai, at=at + 2 * DAY)
    for guest in dialogue.guests.filter(was_there=True):
        dialogues.say_to_minutes(guest, agrees=True, at=at + 3 * DAY)
    dialogues.publish_minutes(dialogue, by=tang, at=at + 4 * DAY)
    for (_question, answer, promised), exchange in zip(SAID, exchanges, strict=True):
        if promised is not None:
            _promise(exchange, year, promised, answer, at=at + 6 * DAY)


def _promise(exchange: Exchange, year: Year, titles: tuple[str, ...], words: str, *, at: datetime) -> None:
    chen = year.people["chen"]
    owner = chen.officer.posts.select_related("office").get(role="handler").office
    given = PromiseGiven(
        titles=dict(zip(("zh-hans", "zh-hant", "en"), titles, strict=True)),
        words=words,
        owner=owner,
        due_on=localdate(year.now) + timedelta(days=60),
    )
    made = dialogues.promise(exchange, by=chen, given=given, at=at)
    promises.publish(made, by=year.people["shen"], at=at)

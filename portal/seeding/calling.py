"""What the phone desk finds today: calls written down, calls the city owes, a message that reached nobody."""

from datetime import timedelta

from django.db import transaction

from civic.accounts.models import Person
from civic.calls import actions as calls
from civic.calls.models import OwedCall
from civic.notices.actions import give_up
from civic.notices.models import Notice
from portal.seeding.living import Year
from portal.seeding.staging import walk_to

CALLERS = (  # how far the case of a caller who left only a number has come, how many days ago, spoken in
    ("closed", 4.0, "cmn"),
    ("closed", 5.2, "yue"),
    ("closed", 6.5, "cmn"),
    ("closed", 8.0, "other"),
    ("rated-badly", 6.0, "cmn"),
    ("rated-badly", 7.2, "yue"),
    ("in-hand", 2.5, "cmn"),
    ("accepted", 1.2, "yue"),
)
LEFT_OFF = "喂，我这里路灯……信号不好，我等下再打。"


def number_of(turn: int) -> str:
    """An invented number: nobody in the country has it."""
    return f"020-5550 {2000 + turn}"


@transaction.atomic
def phone_desk(year: Year) -> None:
    """Callers who left a number, two of them called once already, one message that failed, one call left off."""
    he, now = year.people["he"], year.now
    for turn, (goal, days, spoken) in enumerate(CALLERS):
        at = now - timedelta(days=days)
        more = {
            "phone": number_of(turn),
            "spoken": spoken,
            "contact_language": "zh-hant" if spoken == "yue" else "zh-hans",
        }
        walk_to(year, year.bring(year.writer.story(at, language="zh"), at, by=he, source="phone", **more), goal)
    calls.find_owed_calls(at=now - timedelta(hours=26))
    _call_once(year, he)
    calls.find_owed_calls(at=now)
    failed = Notice.objects.filter(channel="sms", verb="filed", state="waiting").order_by("-pk").first()
    if failed is not None:
        give_up(failed, reason="The gateway answered 410.", at=now)
    calls.find_undelivered(at=now)
    said = {"phone": number_of(90), "text": LEFT_OFF, "spoken": "cmn", "kind": "complaint"}
    calls.keep_call("seed-left-off", by=he, said=said, at=now)


def _call_once(year: Year, he: Person) -> None:
    """Two calls of yesterday: nobody answered, and busy."""
    at = year.now - timedelta(hours=25)
    for owed, result in zip(OwedCall.objects.order_by("pk")[:2], ("no-answer", "busy"), strict=False):
        calls.take_call(owed, by=he, at=at)
        calls.note_call(owed, result=result, by=he, at=at)

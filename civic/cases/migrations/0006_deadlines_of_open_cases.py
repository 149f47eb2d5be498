"""Every case that is still open gets its due dates as rows, as they were promised: the next step and the answer.

What the clock stood still before is taken into the start, so that a row reckoned again comes to the same day. A question
that is open counts as the one pause, of seven days at most from when it was asked.
"""

from datetime import timedelta

from django.db import migrations

ENDS = ("closed", "declined", "withdrawn")
STEP_DAYS = {
    "filed": 1,
    "asked-at-desk": 1,
    "accepted": 1,
    "dispatched": 1,
    "answered": 3,
    "decline-appealed": 15,
    "close-appealed": 15,
}
WAITING = ("accepted", "dispatched", "in-hand", "asked-by-office")
PAUSE = timedelta(days=7)  # five working days of a usual week
UNSORTED_DAYS = 7


def _clock(line, case):
    """Since when the limit of this round runs, and how long it stood still for questions of the office that were
    answered."""
    began, since, stood = case.accepted_at or case.filed_at, None, timedelta()
    told = line.objects.filter(case=case, verb__in=["accept", "rate", "overturn", "ask", "reply"]).order_by("seq")
    for verb, side, at, facts in told.values_list("verb", "side", "at", "facts"):
        if facts.get("round", 1) != case.round:
            continue
        if verb in ("accept", "rate", "overturn"):
            began = at
        elif verb == "ask" and side == "act":
            since = at
        elif since is not None and verb == "reply":
            stood, since = stood + (at - since), None
    return began, stood


def _rows(apps, case):
    model, line = apps.get_model("cases", "Deadline"), apps.get_model("cases", "Line")
    pause = {"stood_from": case.asked_at, "stood_until": case.stands_until} if case.asked_at else {}
    usual = {"case": case, "round": case.round, "unit": "working-days", **pause}
    if case.state in STEP_DAYS:
        days, key = STEP_DAYS[case.state], "filed" if case.state == "asked-at-desk" else case.state
        due = case.due_at or (case.stands_until or case.moved_at) + timedelta(days=days)
        starts = case.filed_at if key == "filed" else case.moved_at
        yield model(kind="step", key=key, amount=days, starts_at=starts, due_at=due, **usual)
    if case.answer_due_at is not None:
        days = case.matter.answer_days if case.matter else UNSORTED_DAYS
        began, stood = _clock(line, case)
        due = case.answer_due_at + (PAUSE if pause else timedelta())
        done = None if case.state in WAITING else case.answered_at or case.moved_at
        yield model(
            kind="answer", key="answer", amount=days, starts_at=began + stood, due_at=due, done_at=done, **usual
        )


def open_rows(apps, schema_editor):
    cases = apps.get_model("cases", "Case")
    still_open = list(cases.objects.exclude(state__in=ENDS).values_list("pk", flat=True))
    for pk in still_open:
        case = cases.objects.select_related("matter").get(pk=pk)
        if case.asked_at is not None:
            case.stands_until, case.pauses = case.asked_at + PAUSE, 1
        rows = list(_rows(apps, case))
        apps.get_model("cases", "Deadline").objects.bulk_create(rows)
        if case.asked_at is not None:
            case.due_at = min((row.due_at for row in rows if row.done_at is None), default=None)
            promised = [row.due_at for row in rows if row.kind == "answer"]
            case.answer_due_at = promised[0] if promised else None
            case.save(update_fields=["stands_until", "pauses", "due_at", "answer_due_at"])


def take_back(apps, schema_editor):
    """The old way: while the resident is asked nothing is due, and her days are given back with the reply."""
    cases = apps.get_model("cases", "Case")
    for case in list(cases.objects.filter(asked_at__isnull=False, stands_until__isnull=False)):
        if case.answer_due_at is not None:
            case.answer_due_at -= case.stands_until - case.asked_at
        case.due_at = None
        case.save(update_fields=["due_at", "answer_due_at"])
    apps.get_model("cases", "Deadline").objects.all().delete()
    cases.objects.exclude(pauses=0, stands_until__isnull=True).update(pauses=0, stands_until=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_count_what_is_public")]

    operations = [migrations.RunPython(open_rows, take_back)]

"""A moderator outside the office concerned decides on what somebody named or shown objects to."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import advance, demand_words, hold, index, keep_veils, lift_veils, permit, tell_reporter
from civic.cases.models import Case, Line, Objection
from civic.cases.rules.objections import Decision, Remedy
from civic.cases.rules.screening import left_private
from civic.lib.refusals import Conflict, NotValid
from civic.notices import actions as notices
from civic.supervision.actions.withholding import begin_withholding, still_private


@transaction.atomic
def decide_objection(
    case: Case,
    *,
    by: Person,
    objection: int,
    remedy: str,
    reason: str,
    reply: str = "",
    keep: Collection[str] = (),
    at: datetime,
) -> Line:
    """Uphold an objection (what is marked stays hidden, the reply stands beside the answer, the complaint was
    unfounded, the case leaves the public) or refuse it, with reasons for whoever objected; refused, what was hidden is
    shown again, and never hidden at once again. The reporter is told what changes in her case. Raises NotAllowed also
    for whose own office held the case or is named in it; Conflict for what has been decided; NotValid, also for a
    reply in which something looks private that is not kept."""
    case = hold(case)
    step = permit(case, "decide-objection", by=by, at=at, branch="withdraws" if remedy == Remedy.WITHDRAW else "")
    given = demand_words(step, {"reason": reason, "reply": reply}) if not step.move.branch else _words(reason)
    held = Objection.objects.waiting().filter(case=case, pk=objection).first()
    if held is None:
        raise Conflict(_("This objection has been decided already, or was taken back."), code="objection")
    held.case = case
    _check(case, held, remedy, given, keep)
    held.decision = Decision.REFUSED if remedy == Remedy.REFUSE else Decision.UPHELD
    held.remedy, held.reason, held.decided_by, held.decided_at = remedy, given["reason"], by, at
    held.save(update_fields=["decision", "remedy", "reason", "decided_by", "decided_at"])
    changes: dict[str, Any] = {"objecting": case.objecting - 1}
    facts: dict[str, Any] = {"objection": held.pk, "remedy": str(remedy), "speaks_for": held.speaks_for}
    told: dict[str, Any] = {}
    if remedy == Remedy.REFUSE:
        lift_veils(held, at=at)
    elif remedy == Remedy.HIDE:
        keep_veils(held, at=at)
    elif remedy == Remedy.UNFOUNDED:
        changes["is_unfounded"] = True
    elif remedy == Remedy.WITHDRAW:
        begun = begin_withholding(case, by=by, at=at)
        changes["screened_seq"] = case.last_seq
        facts["contest_until"], told["due"] = begun.appeal_until.isoformat(), begun.appeal_until
    said = given["reason"] if remedy == Remedy.WITHDRAW else given["reply"] if remedy == Remedy.REPLY else ""
    line = advance(case, step, at=at, words=said, facts=facts, told=told, **changes)
    if remedy in (Remedy.REFUSE, Remedy.HIDE):
        index(case)
    if remedy in (Remedy.HIDE, Remedy.REPLY, Remedy.UNFOUNDED):
        tell_reporter(case, verb=step.move.letter, at=at, text=said, more={"remedy": str(remedy)})
    _tell(held, at=at)
    return line


def _words(reason: str) -> dict[str, str]:
    if not reason.strip():
        raise NotValid(fields={"reason": _("Write something here: others will rely on it.")})
    return {"reason": reason.strip()[:2000], "reply": ""}


def _check(case: Case, held: Objection, remedy: str, given: dict[str, str], keep: Collection[str]) -> None:
    """A remedy is one of the list and has something to work on."""
    if remedy not in Remedy.values:
        raise NotValid(fields={"remedy": _("Choose what happens from the list.")})
    if remedy == Remedy.REPLY:
        if not given["reply"]:
            raise NotValid(fields={"reply": _("Write the reply as everybody will read it, or choose something else.")})
        left = left_private([given["reply"]], kept=keep)
        if left:
            raise NotValid(fields={"reply": still_private(left)})
    if remedy == Remedy.HIDE and not held.veils.exists():
        was_redacted = case.lines.filter(verb__in=["publish", "blur"], at__gte=held.at).exists()
        if not was_redacted:
            nothing = _("Nothing is marked in this objection. Publish the case in other words first, then decide.")
            raise NotValid(fields={"remedy": nothing})


def _tell(held: Objection, *, at: datetime) -> None:
    number = held.case.number
    notices.queue(
        verb="objection-decided",
        about=held.subject,
        language=held.language,
        at=at,
        email=held.email,
        phone=held.phone,
        context={
            "number": number,
            "url": f"{settings.SITE_URL}/cases/{number}/object/",
            "text": held.reason,
            "remedy": held.remedy,
        },
    )

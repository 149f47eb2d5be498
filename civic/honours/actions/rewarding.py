"""Rewards that points are spent on, and the codes by which they are handed out."""

import secrets
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.honours.actions.holding import ask_own, move_points
from civic.honours.models import Reward, Voucher
from civic.honours.queries import account_of
from civic.honours.rules import PointKind, new_certificate_number, read_certificate_number, spend_fault
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotValid, Sentence, Taken
from civic.lib.sealed import keyed_hash
from civic.volunteers.actions import hold_volunteer, permit_coordinator
from civic.volunteers.models import Volunteer

MOST = 1_000_000


@transaction.atomic
def offer_reward(
    *, names: dict[str, str], points: int, left: int | None, until: date, where: str, by: Person, at: datetime
) -> Reward:
    """Something that points can be spent on until a day. Raises NotAllowed, NotValid by field."""
    permit_coordinator(by)
    wrong: dict[str, Sentence] = {}
    said = {language: clean_line(name).strip()[:120] for language, name in names.items()}
    place = clean_line(where).strip()[:120]
    if not said.get("zh-hans"):
        wrong["name_zh_hans"] = _("Give the reward a name.")
    if points < 1:
        wrong["points"] = _("A reward costs one point at least.")
    if left is not None and left < 1:
        wrong["left"] = _("Offer one at least, or leave this empty.")
    for name, number in (("points", points), ("left", left or 0)):
        if number > MOST:
            wrong[name] = _("This number is too large. Is there a digit too many?")
    if until < localdate(at):
        wrong["until"] = _("Name a day to come.")
    if not place:
        wrong["where"] = _("Say where it is handed out.")
    if wrong:
        raise NotValid(fields=wrong)
    return Reward.objects.create(
        name_zh_hans=said["zh-hans"],
        name_zh_hant=said.get("zh-hant", ""),
        name_en=said.get("en", ""),
        points=points,
        left=left,
        until=until,
        where=place,
        made_by=by,
        made_at=at,
    )


@transaction.atomic
def end_reward(reward: Reward, *, by: Person, at: datetime) -> Reward:
    """It can be had no more; codes that were given still hold. Raises NotAllowed, Conflict."""
    permit_coordinator(by)
    if Reward.objects.filter(pk=reward.pk, ended_at__isnull=True).update(ended_at=at) != 1:
        raise Conflict(_("This reward has ended already."))
    reward.refresh_from_db()
    return reward


@transaction.atomic
def spend_points(volunteer: Volunteer, *, reward: Reward, by: Person, at: datetime) -> Voucher:
    """Points become a reward, with a code to show where it is handed out. The last one goes to one of two who press at
    once. Raises NotAllowed, Conflict with the reason."""
    volunteer = hold_volunteer(volunteer)
    ask_own(volunteer, by)
    reward = Reward.objects.select_for_update().get(pk=reward.pk)
    if reward.ended_at is not None or reward.until < localdate(at):
        raise Conflict(_("This reward has ended. Choose another."))
    account = account_of(volunteer, at=at)
    if fault := spend_fault(reward.points, account.balance, level=account.record.level, left=reward.left):
        raise Conflict(fault)
    if reward.left is not None and Reward.objects.filter(pk=reward.pk, left__gt=0).update(left=F("left") - 1) != 1:
        raise Taken(_("Somebody else has just taken the last one."))
    spent = move_points(volunteer, PointKind.SPENT, -reward.points, by=by, at=at)
    code = new_certificate_number(choose=secrets.choice)
    return Voucher.objects.create(reward=reward, spent=spent, code=code, digest=voucher_digest(code))


@transaction.atomic
def use_voucher(code: str, *, by: Person, at: datetime) -> Voucher:
    """A reward is handed out for its code, once. Raises NotAllowed, NotValid for no such code, Taken for a used one."""
    permit_coordinator(by)
    read = read_certificate_number(code)
    voucher = Voucher.objects.select_related("reward").filter(digest=voucher_digest(read)).first() if read else None
    if voucher is None:
        raise NotValid(fields={"code": _("No reward has this code. Compare it with the volunteer’s page.")})
    if Voucher.objects.filter(pk=voucher.pk, used_at__isnull=True).update(used_at=at, used_by=by, code="") != 1:
        raise Taken(_("This code was used already."))
    voucher.refresh_from_db()
    return voucher


def voucher_digest(code: str) -> str:
    """What is kept of a code to find it by."""
    return keyed_hash(code, purpose="voucher")

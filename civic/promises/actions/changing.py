"""A promise is changed in the open: old and new side by side, why, and who signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.plain_text import clean_line, guess_language
from civic.lib.refusals import Conflict, NotValid
from civic.lib.sweeping import one_by_one
from civic.offices.models import NEVER_ANSWERING, Office
from civic.promises.actions.drafting import PAST, faults_of_budget, faults_of_stages
from civic.promises.actions.holding import Permit, hold, permit, said, write
from civic.promises.models import Change, Promise, Stage
from civic.promises.rules import POST_LONGEST, POST_NAMES, REASON_LONGEST, WORDS_LONGEST, find, takes_effect

SWEPT_MOST = 200


@dataclass(frozen=True)
class ChangeGiven:
    """What is to be different; None leaves it as it is. `stages` are those that are open still."""

    words: str | None = None
    due_on: date | None = None
    budget_fen: int | None = None
    budget_source: str | None = None
    owner: Office | None = None
    post: str | None = None  # a new one leaves no old translation behind
    post_zh_hant: str | None = None
    post_en: str | None = None
    stages: Sequence[tuple[str, date]] | None = None


@transaction.atomic
def change(promise: Promise, *, by: Person, given: ChangeGiven, reason: str, at: datetime) -> Change:
    """The head of the office changes a promise and signs it. Where the city sets a notice period, everybody reads it
    first and it holds afterwards. Raises NotAllowed; Conflict while another change waits; NotValid where nothing is
    different, without a reason, or by field."""
    promise = hold(promise)
    holds_from = takes_effect(at, days=settings.PROMISE_NOTICE_DAYS)
    allowed = permit(promise, "change" if holds_from is None else "announce", by=by, at=at)
    if promise.changes.filter(held_at__isnull=True).exists():
        raise Conflict(_("Another change of this promise waits for its day. It holds first."))
    before, after = _difference(promise, given, today=localdate(at))
    why = said(reason, name="reason", longest=REASON_LONGEST)
    if not after:
        raise NotValid(_("Nothing is different. Change something, or leave it as it is."))
    signer = _post_of(promise)
    facts: dict[str, Any] = {"changed": sorted(after), "signer": signer}
    if holds_from is not None:
        facts["from"] = holds_from.isoformat()
    else:
        _apply(promise, after)
    line = write(promise, allowed, by=by, at=at, words=why, facts=facts)
    return Change.objects.create(
        promise=promise,
        line=line,
        before=before,
        after=after,
        reason=why,
        signed_by=by,
        signer=signer,
        signed_at=at,
        holds_from=holds_from or at,
        held_at=None if holds_from else at,
    )


def bring_into_effect(*, at: datetime, most: int = SWEPT_MOST) -> int:
    """What was announced long enough ago holds from now on; each in a transaction of its own. Returns how many."""
    waiting = Change.objects.filter(held_at__isnull=True, holds_from__lte=at).order_by("holds_from", "pk")
    return one_by_one(list(waiting.values_list("pk", flat=True)[:most]), lambda pk: _bring(pk, at=at))


def _bring(pk: int, *, at: datetime) -> bool:
    if Change.objects.filter(pk=pk, held_at__isnull=True).update(held_at=at) != 1:
        return False  # another hand was quicker
    told = Change.objects.select_related("promise").get(pk=pk)
    promise = hold(told.promise)
    if promise.state != "underway":
        return False  # it has ended meanwhile: nothing is left to change
    _apply(promise, told.after)
    write(promise, Permit(find("take-effect")), by=None, at=at, facts={"changed": sorted(told.after)})
    return True


def _post_of(promise: Promise) -> str:
    """Who signs, as everybody reads it: the head of the office that promised, never a name."""
    assert promise.owner is not None
    return f"{promise.owner.name_zh_hans} · {promise.owner.code}"[:120]


def _difference(promise: Promise, given: ChangeGiven, *, today: date) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was and what is to be, of what is different only. Raises NotValid by field."""
    wrong: dict[str, Any] = {}
    was = as_it_stands(promise)
    wanted: dict[str, Any] = {}
    if given.words is not None:
        wanted["words"] = said(given.words, name="words", longest=WORDS_LONGEST)
    if given.due_on is not None:
        wanted["due_on"] = given.due_on.isoformat()
        if given.due_on <= today and wanted["due_on"] != was["due_on"]:
            wrong["due_on"] = PAST
    if given.owner is not None:
        wanted["owner"] = given.owner.code
        if not given.owner.is_active or given.owner.kind in NEVER_ANSWERING:
            wrong["owner"] = _("This office does not answer cases. Choose one that does the work.")
    if given.budget_fen is not None:
        source = clean_line(given.budget_source or promise.budget_source).strip()
        wrong |= faults_of_budget(given.budget_fen, source)
        wanted |= {"budget_fen": given.budget_fen, "budget_source": source}
    wanted |= _posts(promise, given)
    if given.stages is not None:
        wrong |= faults_of_stages(given.stages, given.due_on or promise.due_on)
        wanted["stages"] = [
            {"words": clean_line(words).strip(), "due_on": day.isoformat()} for words, day in given.stages
        ]
    last = max((stage["due_on"] for stage in wanted.get("stages", was["stages"])), default="")
    if last > wanted.get("due_on", was["due_on"]) and "stages" not in wrong:
        wrong["due_on"] = _("No stage ends after the day of the promise.")
    if wrong:
        raise NotValid(fields=wrong)
    after = {name: value for name, value in wanted.items() if value != was[name]}
    return {name: was[name] for name in after}, after


def _posts(promise: Promise, given: ChangeGiven) -> dict[str, str]:
    """Who is to answer for it, in each language that was told; another post is not called by the old one's names."""
    told = {name: getattr(given, name) for name in POST_NAMES if getattr(given, name) is not None}
    posts = {name: clean_line(text).strip()[:POST_LONGEST] for name, text in told.items()}
    is_another = posts.get("post", promise.post) != promise.post
    return dict.fromkeys(POST_NAMES, "") | posts if is_another else posts


def as_it_stands(promise: Promise) -> dict[str, Any]:
    """What a change may change, as it is now."""
    open_stages = promise.stages.filter(acceptance__isnull=True)
    return {
        "words": promise.words,
        "due_on": promise.due_on.isoformat() if promise.due_on else "",
        "budget_fen": promise.budget_fen,
        "budget_source": promise.budget_source,
        "owner": promise.owner.code if promise.owner else "",
        **{name: getattr(promise, name) for name in POST_NAMES},
        "stages": [{"words": one.words, "due_on": one.due_on.isoformat()} for one in open_stages],
    }


def _apply(promise: Promise, after: dict[str, Any]) -> None:
    """What was announced becomes what it says; stages that were accepted stay as they are."""
    for name, value in after.items():
        if name == "words":
            promise.words, promise.language = value, guess_language(value)
        elif name == "due_on":
            promise.due_on = parse_date(value)
        elif name == "owner":
            promise.owner = Office.objects.get(code=value)
        elif name == "stages":
            _lay_open_stages(promise, value)
        else:
            setattr(promise, name, value)


def _lay_open_stages(promise: Promise, stages: list[dict[str, str]]) -> None:
    """The open stages anew, each after those that were accepted; what was reported of one goes on as its report."""
    used = list(promise.stages.filter(acceptance__isnull=False).values_list("place", flat=True))
    kept = {one.words: one for one in promise.stages.filter(acceptance__isnull=True)}
    reported = set(promise.reports.filter(stage__isnull=False).values_list("stage", flat=True))
    for one in kept.values():
        one.place += 1000  # out of the way of those that are laid now
        one.save(update_fields=["place"])
    place = max(used, default=0)
    for told in stages:
        place += 1
        known = kept.pop(told["words"], None)
        day = parse_date(told["due_on"])
        assert day is not None
        if known is None:
            Stage.objects.create(promise=promise, place=place, words=told["words"], due_on=day)
        else:
            known.place, known.due_on = place, day
            known.save(update_fields=["place", "due_on"])
    gone = [one.pk for one in kept.values()]
    promise.reports.filter(stage__in=set(gone) & reported).update(stage=None)
    Stage.objects.filter(pk__in=gone).delete()

"""What somebody may do with a case, and on whose side."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from civic.accounts.models import Person
from civic.cases.models import (
    Case,
    Deadline,
    DeadlineKind,
    DraftedAnswer,
    Part,
    Photo,
    Withholding,
)
from civic.cases.queries.tasks import awaited_task, awaited_tasks
from civic.cases.queries.visibility import Viewer, on_desk_of
from civic.cases.rules import AT_WORK, CLOSED_STATES, MOVES, Denial, Hand, Move, Publication, State, denial, open_moves
from civic.cases.rules.denials import is_moot
from civic.cases.rules.named_days import deferral_standing
from civic.offices.models import Office
from civic.offices.queries import OfficerHand, office_ids_of
from civic.offices.rules import Role, Side


def part_words(part: Part) -> str:
    """ "you answered it on 9 November 2026", for a refusal."""
    day = date_format(localtime(part.at), "DATE_FORMAT")
    done = {
        "accept": _("you accepted this case on %(day)s"),
        "decline": _("you declined this case on %(day)s"),
        "verify": _("you checked this case on %(day)s"),
        "send-back": _("you sent this case back on %(day)s"),
        "check-again": _("you checked this case again on %(day)s"),
        "reopen-after-check": _("you checked this case again on %(day)s"),
        "publish": _("you screened this case on %(day)s"),
        "withhold": _("you screened this case on %(day)s"),
        "blur": _("you screened this case on %(day)s"),
        "unblur": _("you screened this case on %(day)s"),
        "dispatch": _("you dispatched this case on %(day)s"),
        "take": _("you handled this case from %(day)s"),
        "reach": _("you handled this case from %(day)s"),
        "answer": _("you answered this case on %(day)s"),
        "return": _("you returned this case on %(day)s"),
        "defer": _("you asked for another day on %(day)s"),
        "reply": _("you handled this case from %(day)s"),
        "hasten": _("you hastened this case on %(day)s"),
        "grant-deferral": _("you decided on another day on %(day)s"),
        "refuse-deferral": _("you decided on another day on %(day)s"),
        "inquire": _("you took up this inquiry on %(day)s"),
        "dismiss": _("you dismissed this report on %(day)s"),
        "settle": _("you decided what becomes of this case on %(day)s"),
        "accept-task": _("you worked on a task of this case from %(day)s"),
        "refuse-task": _("you worked on a task of this case from %(day)s"),
        "report-task": _("you worked on a task of this case from %(day)s"),
        "give-task": _("you handled this case from %(day)s"),
        "decide-objection": _("you decided on an objection on %(day)s"),
        "confirm-withholding": _("you screened this case on %(day)s"),
        "restore": _("you screened this case on %(day)s"),
        "decide": _("you decided whose case this is on %(day)s"),
        "join-incident": _("you put this case into an incident on %(day)s"),
        "leave-incident": _("you took this case out of an incident on %(day)s"),
        "acknowledge": _("you were called out to this case on %(day)s"),
        "draft": _("you drafted an answer on %(day)s"),
        "pass": _("you handled this case from %(day)s"),
        "sign": _("you signed the answer on %(day)s"),
        "file": _("you handed this case in on %(day)s"),
        "add": _("you wrote down what a caller said on %(day)s"),
        "rate": _("you wrote down what a caller said on %(day)s"),
        "appeal": _("you wrote down what a caller said on %(day)s"),
        "merge": _("you merged this case on %(day)s"),
        "unmerge": _("you took this case out of another on %(day)s"),
        "join": _("you joined this suggestion with others on %(day)s"),
        "join-into": _("you joined this suggestion with others on %(day)s"),
        "divide": _("you divided this suggestion on %(day)s"),
        "set-apart": _("you separated this suggestion from others on %(day)s"),
        "refuse-wish": _("you refused a wish of its author on %(day)s"),
        "split": _("you split this case on %(day)s"),
        "drop": _("you dropped this part on %(day)s"),
        "uphold": _("you decided on an appeal on %(day)s"),
        "overturn": _("you decided on an appeal on %(day)s"),
        "mend": _("you handled this case from %(day)s"),
        "name-points": _("you named the points of this suggestion on %(day)s"),
        "ask-assessment": _("you handled this case from %(day)s"),
        "withdraw-assessment": _("you handled this case from %(day)s"),
        "take-over": _("you handled this case from %(day)s"),
        "weigh": _("you handled this case from %(day)s"),
        "give-assessment": _("you assessed this suggestion on %(day)s"),
    }
    return done.get(part.verb, _("you took part in this case on %(day)s")) % {"day": day}


def hand_for(
    case: Case,
    officer: OfficerHand | None,
    part: Part | None,
    *,
    asks_stages: bool = True,
    asks_tasks: bool = True,
    awaits: Any = None,
    drafted: DraftedAnswer | None = None,
    at: datetime | None = None,
) -> Hand:
    """The hand an officer has on a case: side and roles from the posts, the part once taken, whether the office and
    area are hers. Stages and tasks are looked for where the question hangs on them, and who drafted the answer that
    waits, unless it is known."""
    if officer is None:
        return Hand(
            side=part.side if part else "", part=part.side if part else "", part_words=part_words(part) if part else ""
        )
    path = case.area.path if case.area else ""
    return Hand(
        side=officer.side,
        roles=officer.roles,
        part=part.side if part else "",
        part_words=part_words(part) if part else "",
        is_own_office=case.office_id in officer.office_ids,
        holds_it=case.office_id in officer.office_ids,
        is_in_area=not officer.area_paths
        or not path
        or any(path.startswith(own) for own in officer.area_paths)
        or case.office_id in officer.office_ids,
        has_stages=asks_stages
        and officer.side == Side.ACT
        and case.office_id in officer.office_ids
        and has_stages(case),
        deferral=deferral_standing(
            is_asked=case.defer_to is not None, was_granted=case.deferred_from is not None, asked=case.deferrals
        ),
        is_hastened=case.demand_due_at is not None,
        privacy=case.privacy,
        is_named=case.about_office_id is not None and case.about_office_id in officer.office_ids,
        station=case.station,
        is_author=bool(case.station) and _is_author(case, officer, drafted),
        heads_it=case.office_id in office_ids_of(officer, Role.HEAD),
        cannot_reach=contact_denial(case, officer, part),
        awaits=_awaited(case, awaits, asks_tasks=asks_tasks and _may_wait(drafted)),
        unweighed=case.unweighed,
        is_overdue=case.due_at is not None and case.due_at < (at or timezone.now()),
        has_objection=case.objecting > 0,
        **_second_look(case, officer),
        joined=case.joined > 0,
        is_split=case.split_into > 0,
        is_portion=case.whole_id is not None,
        open_part=_open_part(case) if case.split_into else "",
        has_repair=case.repair_due_at is not None,
        has_wish=case.has_wish,
    )


def _second_look(case: Case, officer: OfficerHand) -> dict[str, Any]:
    """What a moderator is to what somebody objects to, and to what was taken from the public; asked only where there is
    anything to decide."""
    is_withheld = case.publication == Publication.WITHHELD
    if Role.MODERATOR.value not in officer.roles or not (is_withheld or case.objecting):
        return {}
    told: dict[str, Any] = {"is_concerned": is_concerned(case, officer)}
    if is_withheld:
        waiting = Withholding.objects.filter(case=case, decision="").first()
        told["withholding"] = ("own" if waiting.by_id == officer.person_id else "open") if waiting else ""
    return told


def is_concerned(case: Case, officer: OfficerHand) -> bool:
    """Did an office of this officer hold the case, or do its public words name one? Two queries at most."""
    if case.lines.filter(side=Side.ACT, office__in=officer.office_ids).exists():
        return True
    said = f"{case.public_title} {case.public_text}"
    offices = Office.objects.filter(pk__in=officer.office_ids)
    return any(
        name in said
        for office in offices
        for name in (office.name_zh_hans, office.name_zh_hant, office.name_en)
        if name
    )


def _may_wait(drafted: DraftedAnswer | None) -> bool:
    """May the case have to wait for a task? A drafted answer that was read knows when there is none."""
    return drafted is None or bool(getattr(drafted, "has_tasks", True))


def _is_author(case: Case, officer: OfficerHand, drafted: DraftedAnswer | None) -> bool:
    """Did this officer write the answer that waits? Her own office alone asks."""
    if case.office_id not in officer.office_ids:
        return False
    drafted = drafted or drafted_answer(case)
    return drafted is not None and drafted.author_id == officer.person_id


def drafted_answer(case: Case) -> DraftedAnswer | None:
    """The answer that waits inside the office, or lies with its handler again; `has_photos` says whether photos of the
    office wait with it, `has_tasks` whether the case has to wait for a task."""
    if not case.station:
        return None
    waiting = Photo.objects.filter(case=case.pk, line__isnull=True).exclude(moment="")
    drafted = DraftedAnswer.objects.filter(case=case, ended_at__isnull=True)
    return drafted.annotate(has_photos=Exists(waiting), has_tasks=Exists(awaited_tasks(case))).first()


_ANSWERED_FROM = AT_WORK | {State.ANSWERED}  # where a task may hold the case up


def _open_part(case: Case) -> str:
    """The name of a mandatory part that is not at an end, "" when there is none."""
    parts = case.portions.filter(is_mandatory=True).exclude(state__in=CLOSED_STATES).order_by("pk")
    return parts.values_list("title", flat=True).first() or ""


def _awaited(case: Case, known: Any, *, asks_tasks: bool) -> Any:
    """Who still has a task the case waits for, where it is not known already."""
    if known is not None:
        return known
    return awaited_task(case) if asks_tasks and case.state in _ANSWERED_FROM else ""


def has_stages(case: Case) -> bool:
    """Are stages of the limit still to come?"""
    return open_stages(case).exists()


def open_stages(case: Case) -> QuerySet[Deadline]:
    """The stages still to come, in their order."""
    return Deadline.objects.filter(case=case, kind=DeadlineKind.STAGE, done_at__isnull=True).order_by("number")


def part_of(case: Case, person: Person | None) -> Part | None:
    """The side somebody once took in a case."""
    return Part.objects.filter(case=case, person=person).first() if person is not None else None


OPENS_CONTACTS = frozenset({Role.SUPERVISOR.value, Role.HANDLER.value, Role.REVIEWER.value})


def contact_denial(case: Case, officer: OfficerHand | None, part: Part | None) -> Any:
    """Why this officer may not open the contact left with a case, as a sentence; "" when a purpose is all it takes."""
    if case.about_office_id is not None and officer is not None and case.about_office_id in officer.office_ids:
        return _("There is nothing here for you to do.")
    if officer is None or not officer.roles & OPENS_CONTACTS:
        return _("Your post does not need the contact. Ask the resident through the case instead.")
    if officer.side == Side.ACT and case.is_confidential:
        return _("The reporter asked to stay unknown to the handling office. Ask through the case instead.")
    if officer.side == Side.ACT and case.office_id not in officer.office_ids:
        return _("Another office holds this case.")
    if part is not None and part.side != officer.side:
        return _("You took another side in this case.")
    return ""


def moves_open_to(viewer: Viewer, case: Case, *, hand: Hand | None = None) -> tuple[Move, ...]:
    """The moves this officer may make on this case now; pages and API loop over them. Whoever knows the hand already
    gives it, and no table is asked."""
    if viewer.officer is None:
        return ()
    hand = hand or hand_for(case, viewer.officer, part_of(case, viewer.person))
    return open_moves(kind=case.kind, state=case.state, publication=case.publication, hand=hand)


def why_not(case: Case, verb: str) -> Any:
    """Why the resident cannot do this now, and what she can do instead; "" where she can."""
    hand = Hand(side="resident", is_portion=case.whole_id is not None)
    denied = denial(verb, kind=case.kind, state=case.state, publication=case.publication, hand=hand)
    return denied.sentence if denied else ""


def moves_told(viewer: Viewer, case: Case) -> tuple[tuple[Move, ...], list[tuple[Move, Denial]]]:
    """The moves open to this officer and those denied to her. Of a case that lies on no desk of hers, which she reads
    as everybody does, neither: what waits inside is not hers to know."""
    if viewer.officer is None or not on_desk_of(viewer).filter(pk=case.pk).exists():
        return (), []
    hand = hand_for(case, viewer.officer, part_of(case, viewer.person))
    return moves_open_to(viewer, case, hand=hand), moves_denied_to(viewer, case, hand=hand)


def moves_denied_to(viewer: Viewer, case: Case, *, hand: Hand | None = None) -> list[tuple[Move, Denial]]:
    """The moves possible from here that belong to somebody else, each with the reason; so that nobody has to guess."""
    if viewer.officer is None:
        return []
    hand = hand or hand_for(case, viewer.officer, part_of(case, viewer.person))
    denied: list[tuple[Move, Denial]] = []
    for move in MOVES:
        if (
            move.branch
            or any(move.verb == told.verb for told, _reason in denied)  # of a verb that two sides share, once
            or move.stands_apart
            or move.side in ("resident", "intake", "source", "calendar", "concerned", "sample")
            or case.kind not in move.kinds
            or case.state not in move.before
            or case.publication not in move.publication
            or is_moot(move, hand)
        ):
            continue
        reason = denial(move.verb, kind=case.kind, state=case.state, publication=case.publication, hand=hand)
        if reason is not None and reason.family != "stage":  # most limits have none: nothing to tell
            denied.append((move, reason))
    return denied

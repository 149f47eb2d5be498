"""An edition is written down, shown, and its days moved; schools and people of the track."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.models import ConsentText, Vetting
from civic.lib.only_one import only_one
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence, Taken
from civic.offices.models import Office
from civic.places.models import Area
from civic.youth.actions.lines import hold_edition, write_edition_line
from civic.youth.models import Duty, Edition, EditionPhase, School, StagePlace, Topic
from civic.youth.queries.people import duties_of
from civic.youth.rules import STAFF_TASKS, Group, Span, Task, spans_fault

IN_CHARGE = ("in_charge", "in_charge_zh_hant", "in_charge_en")
NO_LEAD = _("Only whoever is responsible for the track does this, with a check that holds.")


@dataclass(frozen=True)
class EditionGiven:
    """What an edition is to be. `places`: by phase and group ("" for both) how many go on into it."""

    number: int
    names: Mapping[str, str]
    themes: Mapping[str, str]
    office: Office
    in_charge: str
    in_charge_phone: str
    age_day: date
    text: ConsentText
    spans: Sequence[Span]
    districts: Sequence[Area]
    places: Mapping[tuple[str, str], int] = field(default_factory=dict)
    least_age: int = 9
    most_age: int = 14
    answer_days: int = 60
    keep_months: int = 6
    in_charge_zh_hant: str = ""
    in_charge_en: str = ""


@transaction.atomic
def found_edition(given: EditionGiven, *, by: Person, at: datetime) -> Edition:
    """An edition is written down; nobody sees it yet. Raises NotAllowed; NotValid by field for days in disorder, ages
    without a child, places in a round that has none, no person responsible (order 4 of 2019, art. 8); Taken for a
    number that is there."""
    _ask_lead(by, None, at=at)
    if wrong := _faults(given):
        raise NotValid(fields=wrong)
    with only_one(_("There is an edition of this number already.")):
        edition = Edition.objects.create(
            number=given.number,
            **_in_three("name", given.names),
            **_in_three("theme", given.themes),
            office=given.office,
            **{name: clean_line(getattr(given, name)).strip() for name in IN_CHARGE},
            in_charge_phone=clean_line(given.in_charge_phone).strip(),
            age_day=given.age_day,
            least_age=given.least_age,
            most_age=given.most_age,
            consent_text=given.text,
            answer_days=given.answer_days,
            keep_months=given.keep_months,
            made_by=by,
            made_at=at,
        )
    edition.districts.set(given.districts)
    EditionPhase.objects.bulk_create(
        EditionPhase(edition=edition, phase=span.phase, starts_at=span.starts, ends_at=span.ends)
        for span in given.spans
    )
    StagePlace.objects.bulk_create(
        StagePlace(edition=edition, phase=phase, group=group, count=count)
        for (phase, group), count in given.places.items()
    )
    write_edition_line(edition, verb="found", side="city", by=by, at=at)
    return edition


@transaction.atomic
def show_edition(edition: Edition, *, by: Person, at: datetime) -> Edition:
    """Everybody reads of the edition from now on. Raises NotAllowed, Conflict where it is shown, and where it has no
    district or its text of consent was changed after it was kept."""
    edition = hold_edition(edition)
    _ask_lead(by, edition, at=at)
    if edition.shown_at is not None:
        raise Conflict(_("This edition is shown already."))
    if not edition.districts.exists():
        raise Conflict(_("Name the districts whose children take part first."))
    if edition.consent_text.reckoned_digest() != edition.consent_text.digest:
        raise Conflict(_("The text of consent is not the one that was kept. Nobody is asked with it."))
    edition.shown_at = at
    edition.save(update_fields=["shown_at"])
    write_edition_line(edition, verb="show", side="city", by=by, at=at)
    return edition


@transaction.atomic
def move_phase(
    edition: Edition, phase: str, *, starts: datetime, ends: datetime, by: Person, reason: str, at: datetime
) -> EditionPhase:
    """The days of a phase are moved, with a reason that is kept. Raises NotAllowed, Conflict for a phase that is over,
    NotValid for days in disorder and without a reason."""
    edition = hold_edition(edition)
    _ask_lead(by, edition, at=at)
    why = clean_line(reason).strip()[:300]
    rows = {row.phase: row for row in edition.phases.all()}
    row = rows.get(phase)
    if row is None:
        raise NotValid(fields={"phase": _("This edition has no such phase.")})
    if row.ends_at <= at:
        raise Conflict(_("This phase is over. What was done in it stands."))
    spans = [span.span if span.phase != phase else Span(phase, starts, ends) for span in rows.values()]
    wrong: dict[str, Sentence] = {} if why else {"reason": _("Say why the days move: families planned with them.")}
    if fault := spans_fault(spans):
        wrong["starts"] = fault
    elif row.starts_at <= at and starts != row.starts_at:
        wrong["starts"] = _("This phase has begun, so its first day stays.")
    elif ends <= at:
        wrong["ends"] = _("A phase ends in the future. To end it now, name a moment soon.")
    if wrong:
        raise NotValid(fields=wrong)
    facts = {"phase": phase, "before": [row.starts_at.isoformat(), row.ends_at.isoformat()], "why": why}
    row.starts_at, row.ends_at = starts, ends
    row.save(update_fields=["starts_at", "ends_at"])
    write_edition_line(edition, verb="move-phase", side="city", by=by, at=at, facts=facts)
    return row


@transaction.atomic
def found_school(
    *, code: str, names: Mapping[str, str], district: Area, group: str = "", by: Person, at: datetime
) -> School:
    """A school whose pupils may take part. Raises NotAllowed, NotValid, Taken for a code that is there."""
    _ask_lead(by, None, at=at)
    if not names.get("zh-hans", "").strip():
        raise NotValid(fields={"name_zh_hans": _("Give the school its name in simplified Chinese at least.")})
    if group and group not in Group.values:
        raise NotValid(fields={"group": _("A school is one of pupils of primary or of middle school, or of both.")})
    with only_one(_("There is a school with this code already.")):
        return School.objects.create(code=code, district=district, group=group, **_in_three("name", names))


@transaction.atomic
def add_topic(*, code: str, names: Mapping[str, str], order: int = 100, by: Person, at: datetime) -> Topic:
    """One of the few words by which children sort what they propose. Raises NotAllowed, NotValid without a name, Taken
    for a code that is there."""
    _ask_lead(by, None, at=at)
    if not names.get("zh-hans", "").strip():
        raise NotValid(fields={"name_zh_hans": _("Give the topic its name in simplified Chinese at least.")})
    with only_one(_("There is a topic with this code already.")):
        return Topic.objects.create(code=code, order=order, **_in_three("name", names))


@transaction.atomic
def give_task(
    person: Person,
    task: str,
    *,
    by: Person,
    edition: Edition | None = None,
    school: School | None = None,
    starts: date,
    ends: date | None = None,
    at: datetime,
) -> Duty:
    """Somebody gets a task near children; it opens doors only while her check holds (Law on the protection of minors,
    art. 62). An administrator names who is responsible for the track; that person names the others. Raises NotAllowed,
    also for oneself; NotValid for a person without a check in force, a teacher without a school and staff of the track
    as juror; Taken where she has it."""
    _ask_giver(by, task, edition, at=at)
    if by.pk == person.pk:
        raise NotAllowed(_("Nobody gives herself a task near children. Ask another one."))
    wrong: dict[str, Sentence] = {}
    if not Vetting.objects.in_force(localdate(at)).filter(person=person).exists():
        wrong["person"] = _("Her record was not checked within a year, or she was not trained. Have that done first.")
    if (task == Task.TEACHER) != (school is not None):
        wrong["school"] = _("A teacher in charge has one school, and nobody else has any.")
    if ends is not None and ends < starts:
        wrong["ends"] = _("A task ends after it began.")
    held = Duty.objects.held_on(max(starts, localdate(at))).filter(person=person)
    if task == Task.JUROR and held.filter(task__in=(*STAFF_TASKS, Task.TEACHER)).exists():
        wrong["task"] = _("Whoever works at the desk of the track, or at a school, knows more than a blind sheet says.")
    if task in (*STAFF_TASKS, Task.TEACHER) and held.filter(task=Task.JUROR).exists():
        wrong["task"] = _("She is a juror, and a juror knows nothing of who the children are.")
    if wrong:
        raise NotValid(fields=wrong)
    if held.filter(task=task, edition=edition, school=school).exists():
        raise Taken(_("She has this task already."))
    duty = Duty.objects.create(person=person, task=task, edition=edition, school=school, starts=starts, ends=ends)
    if edition is not None:
        facts = {"task": task, "duty": duty.pk}
        write_edition_line(hold_edition(edition), verb="give-task", side="city", by=by, at=at, facts=facts)
    return duty


@transaction.atomic
def end_task(duty: Duty, *, by: Person, reason: str, at: datetime) -> Duty:
    """A task ends today, for a reason that is kept with it: it opens nothing any more. Raises NotAllowed, NotValid
    without a reason, Conflict where it has ended."""
    duty = Duty.objects.select_for_update(of=("self",)).select_related("edition").get(pk=duty.pk)
    _ask_giver(by, duty.task, duty.edition, at=at)
    today = localdate(at)
    if duty.ends is not None and duty.ends <= today:
        raise Conflict(_("This task has ended already."))
    said = clean_line(reason).strip()[:300]
    if not said:
        raise NotValid(fields={"reason": _("Say why it ends: it is kept with the task.")})
    duty.ends, duty.end_reason = max(duty.starts, today - timedelta(days=1)), said
    duty.save(update_fields=["ends", "end_reason"])
    if duty.edition is not None:
        facts = {"task": duty.task, "duty": duty.pk}
        write_edition_line(hold_edition(duty.edition), verb="end-task", side="city", by=by, at=at, facts=facts)
    return duty


def ask_lead(by: Person, edition: Edition | None, *, at: datetime) -> None:
    """Is this somebody responsible for the track, or an administrator? Raises NotAllowed."""
    _ask_lead(by, edition, at=at)


def _ask_lead(by: Person, edition: Edition | None, *, at: datetime) -> None:
    if by.is_superuser:
        return
    duties = duties_of(by, at=at)
    if Task.LEAD not in duties.tasks:
        raise NotAllowed(NO_LEAD)
    if duties.edition_ids and (edition is None or edition.pk not in duties.edition_ids):
        raise NotAllowed(NO_LEAD)


def _ask_giver(by: Person, task: str, edition: Edition | None, *, at: datetime) -> None:
    if task == Task.LEAD and not by.is_superuser:
        raise NotAllowed(_("An administrator names who is responsible for the track."))
    _ask_lead(by, edition, at=at)


def _faults(given: EditionGiven) -> dict[str, Sentence]:
    wrong: dict[str, Sentence] = {}
    if fault := spans_fault(list(given.spans)):
        wrong["spans"] = fault
    if not given.names.get("zh-hans", "").strip() or not given.themes.get("zh-hans", "").strip():
        wrong["names"] = _("Give it a name and a theme in simplified Chinese at least.")
    if not given.in_charge.strip() or not given.in_charge_phone.strip():
        wrong["in_charge"] = _("Name who is responsible for what is known of children, and the telephone.")
    if not 6 <= given.least_age <= given.most_age <= 17:
        wrong["ages"] = _("The ages run from the youngest to the oldest, between 6 and 17.")
    if not given.districts:
        wrong["districts"] = _("Name the districts whose children take part.")
    known = {span.phase for span in given.spans}
    for (phase, group), count in given.places.items():
        if phase not in known or (group and group not in Group.values) or count < 1:
            wrong["places"] = _("Places belong to a phase of this edition and a group, and there is at least one.")
    if not wrong and not 1 <= given.answer_days <= 365:
        wrong["answer_days"] = _("Children wait a year for their answer at the most.")
    return wrong


def _in_three(name: str, texts: Mapping[str, str]) -> dict[str, Any]:
    columns = {"zh-hans": "zh_hans", "zh-hant": "zh_hant", "en": "en"}
    return {f"{name}_{column}": clean_line(texts.get(tongue, "")).strip() for tongue, column in columns.items()}

"""The fields that grow from what a move demands, one for each kind of demand."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.forms.widgets import Widget
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, Cause, Objection
from civic.cases.queries import deferrable, open_stages, waiting_objections
from civic.cases.rules import Demand, outcomes_for
from civic.cases.rules.calls import CallResult
from civic.cases.rules.checking import Fault
from civic.cases.rules.moves import HANDLED
from civic.cases.rules.named_days import DEMAND_DAYS_MOST
from civic.cases.rules.objections import Concern, Remedy
from civic.cases.rules.screening import Ground
from civic.cases.rules.tasks import DAYS_MOST, DAYS_USUAL, RootStage, TaskKind
from civic.desk.forms.fields import CaseNumber, CaseNumbers, Chosen, Hinted, Standpoint, Uploads, Words
from civic.offices.models import NEVER_ANSWERING, Matter, Office, OfficeKind
from civic.offices.queries import conditions_of, matters_by_family, who_answers
from civic.offices.rules import FAMILIES
from civic.suggestions.models import Round
from civic.suggestions.rules.phases import Doing

OFFICES_SIDE_BY_SIDE = 7  # more offices than that make a list to choose from


_STAGE_UNKNOWN = _("This stage is not waited for. Choose one from the list.")


_NO_DAY = _("Write the day as year-month-day, like 2026-12-04.")


def _words(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return Words(longest=demand.longest, label=demand.label, help_text=_hint(demand), required=demand.is_required)


def _line(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return Words(
        longest=demand.longest, is_line=True, label=demand.label, help_text=_hint(demand), required=demand.is_required
    )


def _hint(demand: Demand) -> Any:
    return demand.hint or ("" if demand.is_required else _("You may leave this empty."))


def _matter(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    families = matters_by_family()
    groups = [
        (FAMILIES.get(family, FAMILIES["other"]), [(matter.code, matter.name) for matter in held])
        for family, held in families.items()
    ]
    return Chosen(
        {matter.code: matter for held in families.values() for matter in held},
        label=demand.label,
        help_text=_("The limit and the office hang on it."),
        choices=[("", _("Choose a matter")), *groups],
        initial=case.matter.code if case.matter else "",
        error_messages={"required": _("Choose what the case is about: the limit and the office hang on it.")},
    )


def _condition(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field | None:
    """The conditions of the matter that was chosen, or that the case has; nothing where it knows only one."""
    chosen = Matter.objects.filter(code=data["matter"]).first() if data and data.get("matter") else case.matter
    known = conditions_of(chosen) if chosen is not None and case.kind in HANDLED else []
    if not known:
        return None
    unknown = _("This matter does not know this condition. Choose one from the list.")
    return forms.ChoiceField(
        label=demand.label,
        help_text=demand.hint,
        required=False,
        choices=[("", _("As usual")), *known],
        initial=case.condition,
        error_messages={"invalid_choice": unknown},
    )


def _stage(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    stages = list(open_stages(case))
    return forms.ChoiceField(
        label=demand.label,
        choices=[(stage.key, stage.name) for stage in stages],
        initial=stages[0].key if stages else "",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what has been reached."), "invalid_choice": _STAGE_UNKNOWN},
    )


def _office(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    offices = {office.code: office for office in answering_offices()}
    if not demand.is_required:
        return _office_in_mind(demand, offices)
    proposal = who_answers(case.matter, case.area, on=localdate(at), component=case.component)
    first = proposal.office.code if proposal and proposal.office.code in offices else ""
    codes = [first, *(code for code in offices if code != first)] if first else list(offices)
    choices: list[tuple[str, Any]] = [(code, offices[code].name) for code in codes]
    if case.whole_id and case.office and case.office.code in offices:  # named when the part was split off
        return _of_a_part(demand, offices, case.office)
    reason = (
        proposal.reason
        if proposal and first
        else _("Nobody is named for this matter at this place. Choose the office that does the work.")
    )
    widget: Widget = forms.Select()
    if len(choices) <= OFFICES_SIDE_BY_SIDE:
        widget = Hinted()
        widget.hints = {first: reason} if first else {}
    else:
        choices.insert(0, ("", _("Choose an office")))
    return Chosen(
        offices,
        label=demand.label,
        help_text="" if first and isinstance(widget, Hinted) else reason,
        choices=choices,
        initial=first,
        widget=widget,
        error_messages={"required": _("Choose the office that answers.")},
    )


def _office_in_mind(demand: Demand, offices: dict[str, Office]) -> forms.Field:
    """An office that may be named, and need not: the command centre dispatches."""
    choices = [("", _("The one named for the matter")), *((code, office.name) for code, office in offices.items())]
    unknown = _("There is no such office. Choose one from the list.")
    return Chosen(
        offices,
        label=demand.label,
        help_text=_("The command centre dispatches the part and sees whom you named."),
        required=False,
        choices=choices,
        error_messages={"required": unknown},
    )


def _of_a_part(demand: Demand, offices: dict[str, Office], named: Office) -> forms.Field:
    choices = [(named.code, named.name), *((code, one.name) for code, one in offices.items() if code != named.code)]
    return Chosen(
        offices,
        label=demand.label,
        help_text=_("The supervision centre named it when it split off this part."),
        choices=choices,
        initial=named.code,
        error_messages={"required": _("Choose the office that answers.")},
    )


def answering_offices() -> list[Office]:
    """The offices that do the work."""
    return list(
        Office.objects.filter(is_active=True, is_reviewing=False)
        .exclude(kind__in=NEVER_ANSWERING)
        .order_by("kind", "code")
    )


def working_bodies() -> list[Office]:
    """Whoever does work: offices, and the bodies below them."""
    return sorted(
        Office.objects.filter(is_active=True, is_reviewing=False)
        .exclude(kind__in=NEVER_ANSWERING)
        .select_related("area"),
        key=lambda office: office.code,
    )


def _outcome(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    choices = [(outcome.value, outcome.label) for outcome in outcomes_for(case.kind)]
    return forms.ChoiceField(
        label=demand.label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended."), "invalid_choice": _("Choose how it ended.")},
    )


def _ground(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return forms.ChoiceField(
        label=demand.label,
        help_text=demand.hint,
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose why it is not shown."),
            "invalid_choice": _("Choose why it is not shown."),
        },
    )


def _call(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    nothing = _("Choose what came of the call.")
    return forms.ChoiceField(
        label=demand.label,
        choices=CallResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": nothing, "invalid_choice": nothing},
    )


def _fault(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return forms.ChoiceField(
        label=demand.label,
        choices=Fault.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong."), "invalid_choice": _("Choose what is wrong.")},
    )


def _uploads(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    needed = case.matter is not None and case.matter.needs_evidence
    hint = _("This matter is not closed without a photo of the office or of yours. Up to 5.") if needed else demand.hint
    return Uploads(label=demand.label, help_text=hint, required=False)


def _point(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field | None:
    """Only where the case has a place to measure from."""
    if case.lat is None:
        return None
    return Standpoint(label=demand.label, help_text=demand.hint, required=False)


def _day(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    """A day between the first and the last that may be named."""
    first, last, hint = _span(demand, case, at)
    bounds = {"min": first.isoformat(), "max": last.isoformat()}
    return forms.DateField(
        label=demand.label,
        help_text=hint,
        required=demand.is_required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "govuk-input--short", **bounds}),
        error_messages={"required": _("Name a day."), "invalid": _NO_DAY},
    )


def _span(demand: Demand, case: Case, at: datetime) -> tuple[date, date, Any]:
    """The first and the last day that may be named, and what to know about them."""
    span = deferrable(case) if demand.name == "until" else None
    if span is None:
        return (
            localdate(at),
            localdate(at) + timedelta(days=DEMAND_DAYS_MOST),
            _("A working day, within the next 15 days."),
        )
    promised, latest = span
    if at > promised:
        hint = _(
            "The promised day, {promised}, is over. It cannot be moved any more: answer, and say why it took longer."
        )
    else:
        hint = _("Promised is {promised}. A working day after that, {latest} at the latest.")
    told = {
        name: date_format(localtime(one), "DATE_FORMAT") for name, one in (("promised", promised), ("latest", latest))
    }
    return promised.date() + timedelta(days=1), latest.date(), format_lazy(hint, **told)


def _task(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    widget = Hinted()
    widget.hints = {
        TaskKind.DELEGATED.value: _("A residents' committee, a firm or a team does it and reports, on a phone."),
        TaskKind.JOINT.value: _("Two units go together. It begins once both have accepted, and both report."),
        TaskKind.UPSTREAM.value: _("The cause lies earlier. Another office takes it up; the answer does not wait."),
    }
    wrong = _("Choose what kind of task this is.")
    return forms.ChoiceField(
        label=demand.label,
        choices=[(kind.value, kind.label) for kind in (TaskKind.DELEGATED, TaskKind.JOINT, TaskKind.UPSTREAM)],
        widget=widget,
        error_messages={"required": wrong, "invalid_choice": wrong},
    )


def _taker(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    """Whoever may do a task, by kind; those of the place of the case first."""
    path = case.area.path if case.area else ""
    offices = [office for office in working_bodies() if office.pk != case.office_id]
    here = [office for office in offices if office.area is not None and path.startswith(office.area.path)]
    groups: list[tuple[Any, list[tuple[str, str]]]] = [(_("Of this place"), [_named(office) for office in here])]
    for kind in OfficeKind:
        rest = [_named(office) for office in offices if office.kind == kind and office not in here]
        groups.append((kind.label, rest))
    return Chosen(
        {office.code: office for office in offices},
        label=demand.label,
        help_text=_hint(demand),
        choices=[("", _("Choose who does it")), *(group for group in groups if group[1])],
        error_messages={"required": _("Choose who does it.")},
    )


def _named(office: Office) -> tuple[str, str]:
    return office.code, office.name


def _other_office(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    """Another office than the one that holds the case, or none."""
    offices = {office.code: office for office in answering_offices() if office.pk != case.office_id}
    stays = case.office.name if case.office else ""
    return Chosen(
        offices,
        label=demand.label,
        required=False,
        help_text=format_lazy(_("Left as it is, the case stays with {office}."), office=stays) if stays else "",
        choices=[("", _("No other office")), *((code, office.name) for code, office in offices.items())],
        error_messages={"required": _("Choose the office that answers.")},
    )


def _number_of_days(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    wrong = _("Give it between 1 and %(most)d working days.") % {"most": DAYS_MOST}
    return forms.IntegerField(
        label=demand.label,
        help_text=_("Usual: 3 for a task handed on, 5 for a joint one, 20 upstream."),
        min_value=1,
        max_value=DAYS_MOST,
        initial=DAYS_USUAL[TaskKind.DELEGATED],
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


def _root(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    wrong = _("Name the stage at which the cause lies.")
    return forms.ChoiceField(
        label=demand.label,
        help_text=_hint(demand),
        required=False,
        choices=[("", _("None")), *RootStage.choices],
        error_messages={"invalid_choice": wrong},
    )


def _cause(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    choices = [(cause.code, cause.name) for cause in Cause.objects.filter(is_active=True)]
    return forms.ChoiceField(
        label=demand.label,
        help_text=demand.hint,
        required=False,
        choices=[("", _("Not said")), *choices],
        error_messages={"invalid_choice": _("This cause is not in the list. Choose one from it.")},
    )


def _objection(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    """The objections that wait, the oldest first; a single one is chosen already."""
    waiting = waiting_objections(case)
    choices = [(str(one.pk), _objection_named(one)) for one in waiting]
    return forms.ChoiceField(
        label=demand.label,
        choices=choices,
        initial=choices[0][0] if len(choices) == 1 else "",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose which objection you decide on."),
            "invalid_choice": _("This objection has been decided already, or was taken back."),
        },
    )


def _objection_named(objection: Objection) -> str:
    day = date_format(localtime(objection.at), "DATETIME_FORMAT")
    return f"{Concern(objection.concern).label} · {day}"


def _remedy(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    choices = [one for one in Remedy.choices if case.is_public or one[0] != Remedy.WITHDRAW]
    return forms.ChoiceField(
        label=demand.label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what happens from the list."),
            "invalid_choice": _("Choose what happens from the list."),
        },
    )


def _flag(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return forms.BooleanField(label=demand.label, help_text=_hint(demand), required=False)


def _case(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return CaseNumber(label=demand.label, help_text=demand.hint)


def _cases(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return CaseNumbers(label=demand.label, help_text=demand.hint)


def _round(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field | None:
    """The rounds that open suggestions now; nothing to choose where there is none."""
    running = [one for one in Round.objects.running(at).with_names() if one.allows(Doing.OPEN, at)]
    if not running:
        return None
    own = next((one.slug for one in running if one.pk == case.invitation_id), "")
    unknown = _("There is no such round. Choose one from the list.")
    return forms.ChoiceField(
        label=demand.label,
        required=False,
        choices=[("", _("The standing box")), *((one.slug, one.name) for one in running)],
        initial=own,
        error_messages={"invalid_choice": unknown},
    )


_Grower = Callable[[Demand, Case, datetime, Any], forms.Field | None]


GROW: dict[str, _Grower] = {
    "text": _words,
    "line": _line,
    "matter": _matter,
    "condition": _condition,
    "office": _office,
    "stage": _stage,
    "outcome": _outcome,
    "ground": _ground,
    "call": _call,
    "fault": _fault,
    "uploads": _uploads,
    "point": _point,
    "day": _day,
    "task": _task,
    "taker": _taker,
    "other-office": _other_office,
    "days": _number_of_days,
    "root": _root,
    "objection": _objection,
    "remedy": _remedy,
    "case": _case,
    "cases": _cases,
    "round": _round,
    "cause": _cause,
    "flag": _flag,
}

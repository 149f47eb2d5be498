"""Offices that a move demands: who answers, who takes a task."""

from datetime import datetime
from typing import Any

from django import forms
from django.forms.widgets import Widget
from django.utils.text import format_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case
from civic.cases.rules import Demand
from civic.cases.rules.tasks import TaskKind
from civic.desk.forms.fields import Chosen, Hinted
from civic.desk.forms.growing.plain import hint_field
from civic.offices.models import NEVER_ANSWERING, Office, OfficeKind
from civic.offices.queries import who_answers

OFFICES_SIDE_BY_SIDE = 7  # more offices than that make a list to choose from


def office_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
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


def task_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
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


def taker_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
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
        help_text=hint_field(demand),
        choices=[("", _("Choose who does it")), *(group for group in groups if group[1])],
        error_messages={"required": _("Choose who does it.")},
    )


def _named(office: Office) -> tuple[str, str]:
    return office.code, office.name


def other_office_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
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

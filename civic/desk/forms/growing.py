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

from civic.cases.models import Case
from civic.cases.queries import deferrable, open_stages
from civic.cases.rules import Demand, outcomes_for
from civic.cases.rules.moves import HANDLED
from civic.cases.rules.named_days import DEMAND_DAYS_MOST
from civic.cases.rules.screening import Ground
from civic.desk.forms.fields import CaseNumber, Chosen, Hinted, Words
from civic.offices.models import NEVER_ANSWERING, Matter, Office
from civic.offices.queries import conditions_of, matters_by_family, who_answers
from civic.offices.rules import FAMILIES

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


def _case(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return CaseNumber(label=demand.label, help_text=demand.hint)


def _flag(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return forms.BooleanField(label=demand.label, help_text=demand.hint, required=False)


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
    "day": _day,
    "case": _case,
    "flag": _flag,
}

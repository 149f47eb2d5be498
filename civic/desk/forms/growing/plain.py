"""Words, days, numbers, points and files that a move demands."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, Cause
from civic.cases.queries import deferrable
from civic.cases.rules import Demand
from civic.cases.rules.named_days import DEMAND_DAYS_MOST
from civic.cases.rules.tasks import DAYS_MOST, DAYS_USUAL, TaskKind
from civic.desk.forms.fields import CaseNumber, CaseNumbers, Standpoint, Uploads, Words

_NO_DAY = _("Write the day as year-month-day, like 2026-12-04.")


def words_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return Words(longest=demand.longest, label=demand.label, help_text=hint_field(demand), required=demand.is_required)


def line_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return Words(
        longest=demand.longest,
        is_line=True,
        label=demand.label,
        help_text=hint_field(demand),
        required=demand.is_required,
    )


def hint_field(demand: Demand) -> Any:
    return demand.hint or ("" if demand.is_required else _("You may leave this empty."))


def uploads_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    needed = case.matter is not None and case.matter.needs_evidence
    hint = _("This matter is not closed without a photo of the office or of yours. Up to 5.") if needed else demand.hint
    return Uploads(label=demand.label, help_text=hint, required=False)


def point_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field | None:
    """Only where the case has a place to measure from."""
    if case.lat is None:
        return None
    return Standpoint(label=demand.label, help_text=demand.hint, required=False)


def day_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
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


def number_of_days_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
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


def cause_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    choices = [(cause.code, cause.name) for cause in Cause.objects.filter(is_active=True)]
    return forms.ChoiceField(
        label=demand.label,
        help_text=demand.hint,
        required=False,
        choices=[("", _("Not said")), *choices],
        error_messages={"invalid_choice": _("This cause is not in the list. Choose one from it.")},
    )


def flag_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return forms.BooleanField(label=demand.label, help_text=hint_field(demand), required=False)


def case_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return CaseNumber(label=demand.label, help_text=demand.hint)


def cases_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return CaseNumbers(label=demand.label, help_text=demand.hint)

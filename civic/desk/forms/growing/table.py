"""Which field grows from which demand."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms

from civic.cases.models import Case
from civic.cases.rules import Demand
from civic.desk.forms.growing.choices import (
    call_field,
    condition_field,
    fault_field,
    ground_field,
    matter_field,
    objection_field,
    outcome_field,
    remedy_field,
    root_field,
    round_field,
    stage_field,
)
from civic.desk.forms.growing.offices import office_field, other_office_field, taker_field, task_field
from civic.desk.forms.growing.plain import (
    case_field,
    cases_field,
    cause_field,
    day_field,
    flag_field,
    line_field,
    number_of_days_field,
    point_field,
    uploads_field,
    words_field,
)

_Grower = Callable[[Demand, Case, datetime, Any], forms.Field | None]


GROW: dict[str, _Grower] = {
    "text": words_field,
    "line": line_field,
    "matter": matter_field,
    "condition": condition_field,
    "office": office_field,
    "stage": stage_field,
    "outcome": outcome_field,
    "ground": ground_field,
    "call": call_field,
    "fault": fault_field,
    "uploads": uploads_field,
    "point": point_field,
    "day": day_field,
    "task": task_field,
    "taker": taker_field,
    "other-office": other_office_field,
    "days": number_of_days_field,
    "root": root_field,
    "objection": objection_field,
    "remedy": remedy_field,
    "case": case_field,
    "cases": cases_field,
    "round": round_field,
    "cause": cause_field,
    "flag": flag_field,
}

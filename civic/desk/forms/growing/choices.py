"""Matters, outcomes, grounds and the like that a move demands, as choices."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, Objection
from civic.cases.queries import open_stages, waiting_objections
from civic.cases.rules import Demand, outcomes_for
from civic.cases.rules.calls import CallResult
from civic.cases.rules.checking import Fault
from civic.cases.rules.moves import HANDLED
from civic.cases.rules.objections import Concern, Remedy
from civic.cases.rules.screening import Ground
from civic.cases.rules.tasks import RootStage
from civic.desk.forms.fields import Chosen
from civic.desk.forms.growing.plain import hint_field
from civic.offices.models import Matter
from civic.offices.queries import conditions_of, matters_by_family
from civic.offices.rules import FAMILIES
from civic.suggestions.models import Round
from civic.suggestions.rules.phases import Doing

_STAGE_UNKNOWN = _("This stage is not waited for. Choose one from the list.")


def matter_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
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


def condition_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field | None:
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


def stage_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    stages = list(open_stages(case))
    return forms.ChoiceField(
        label=demand.label,
        choices=[(stage.key, stage.name) for stage in stages],
        initial=stages[0].key if stages else "",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what has been reached."), "invalid_choice": _STAGE_UNKNOWN},
    )


def outcome_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    choices = [(outcome.value, outcome.label) for outcome in outcomes_for(case.kind)]
    return forms.ChoiceField(
        label=demand.label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended."), "invalid_choice": _("Choose how it ended.")},
    )


def ground_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
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


def call_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    nothing = _("Choose what came of the call.")
    return forms.ChoiceField(
        label=demand.label,
        choices=CallResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": nothing, "invalid_choice": nothing},
    )


def fault_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    return forms.ChoiceField(
        label=demand.label,
        choices=Fault.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong."), "invalid_choice": _("Choose what is wrong.")},
    )


def root_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
    wrong = _("Name the stage at which the cause lies.")
    return forms.ChoiceField(
        label=demand.label,
        help_text=hint_field(demand),
        required=False,
        choices=[("", _("None")), *RootStage.choices],
        error_messages={"invalid_choice": wrong},
    )


def objection_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
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


def remedy_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field:
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


def round_field(demand: Demand, case: Case, at: datetime, data: Any) -> forms.Field | None:
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

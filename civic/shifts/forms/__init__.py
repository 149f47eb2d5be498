"""The forms of shifts: activities and shifts, insurance, patrol plans."""

from civic.shifts.forms.guardians import AgreeOnPaperForm, RefuseOnPaperForm
from civic.shifts.forms.insurance import EndNamingForm, EndPolicyForm, InsuredForm, PolicyForm
from civic.shifts.forms.patrols import PatrolForm
from civic.shifts.forms.shifts import (
    ActivityForm,
    AnswerForm,
    CodeForm,
    CopyForm,
    MessageForm,
    MoveForm,
    NeedForm,
    QuotaForm,
    ReasonForm,
    RotaForm,
    ShiftForm,
)
from civic.shifts.forms.swaps import SwapForm

__all__ = [
    "ActivityForm",
    "AgreeOnPaperForm",
    "AnswerForm",
    "CodeForm",
    "CopyForm",
    "EndNamingForm",
    "EndPolicyForm",
    "InsuredForm",
    "MessageForm",
    "MoveForm",
    "NeedForm",
    "PatrolForm",
    "PolicyForm",
    "QuotaForm",
    "ReasonForm",
    "RefuseOnPaperForm",
    "RotaForm",
    "ShiftForm",
    "SwapForm",
]

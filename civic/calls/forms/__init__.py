"""What operators hand in: a call, how they made sure of a caller, what a caller says of her case."""

from civic.calls.forms.again import AgainForm
from civic.calls.forms.call import CallForm
from civic.calls.forms.codes import SheetForm
from civic.calls.forms.said import AppealForm, LookedAfterForm, RatingForm, WordsForm

__all__ = ["AgainForm", "AppealForm", "CallForm", "LookedAfterForm", "RatingForm", "SheetForm", "WordsForm"]

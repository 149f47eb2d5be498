"""What every act near a child begins with: hold the child, ask whether the person was checked, clean the words."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.actions.lines import hold_child
from civic.guardians.models import Child, Vetting
from civic.lib.plain_text import clean_text
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence

UNCHECKED = _("Your check does not hold today, so nothing about children opens. Ask your administrator.")


def hold(child: Child) -> Child:
    """The child, locked until the act ends. Raises Conflict once it was erased: then nothing is left to act on."""
    child = hold_child(child)
    if child.erased_at is not None:
        raise Conflict(_("Everything about this child was erased."))
    return child


def ask_checked(by: Person, *, at: datetime) -> None:
    """Raises NotAllowed for whoever was not checked and trained, or whose check has run out."""
    if not Vetting.objects.in_force(localdate(at)).filter(person=by).exists():
        raise NotAllowed(UNCHECKED, code="not-vetted")


def said(text: str, *, name: str, longest: int, missing: Sentence) -> str:
    """Words, cleaned. Raises NotValid where there are none or too many."""
    words = clean_text(text).strip()
    if not words:
        raise NotValid(fields={name: missing})
    if len(words) > longest:
        told = _("This is too long. Keep it under %(count)d characters.") % {"count": longest}
        raise NotValid(fields={name: told})
    return words

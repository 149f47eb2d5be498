"""What a reporter's own device shows of her case: its number, and whether something waits for her. Nothing of what it
is about, not even its title: whoever sees the screen reads it too."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case
from civic.notices.actions import Push

NOT_NEWS = frozenset({"filed"})  # she has just read it on the page
AWAITS_HER = frozenset({"ask", "answer", "verify", "ask-again"})  # letters with a question in them


def push_of(case: Case, verb: str) -> Push | None:
    """The message to a device beside this letter, if it is news."""
    if verb in NOT_NEWS:
        return None
    waits = verb in AWAITS_HER
    return Push(
        title=format_lazy(_("Your case {number}"), number=case.number),
        body=_("Something in it waits for you.") if waits else _("There is news."),
        path=f"/cases/{case.number}/",
        tag=f"thing:{case.number}",
        waits=waits,
    )

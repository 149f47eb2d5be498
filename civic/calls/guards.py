"""Who may enter the phone desk: operators with a post in force, who proved a second factor in this session."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from civic.accounts.guards import View, named_guard
from civic.lib.refusals import NotAllowed
from civic.offices.guards import hand_from, officers_only
from civic.offices.queries import holds_role
from civic.offices.rules import Role

NO_OPERATOR = _(
    "The phone desk is for its operators. You hold another post: what came in by telephone is in your list."
)


def operators_only(view: View) -> View:
    """Operators of the phone desk may enter; other officers read why not (NotAllowed)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not holds_role(hand_from(request), Role.OPERATOR):
            raise NotAllowed(NO_OPERATOR, code="no-operator")
        return view(request, *args, **kwargs)

    return named_guard(officers_only(guarded), "operators-only")

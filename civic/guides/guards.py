"""Who may enter where guides are written."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from civic.accounts.guards import View, has_second_factor, named_guard, to_second_factor
from civic.guides.queries import is_keeper, may_write
from civic.lib.refusals import NotAllowed
from civic.offices.guards import NO_POST, hand_from

NO_WRITER = _("Guides are written by the offices that answer, and by the keepers of the catalogue.")


def writers_only(view: View) -> View:
    """Handlers and heads of offices may enter, and the keepers of the catalogue; all of them with a second factor.
    Everybody else is refused (NotAllowed)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        hand = hand_from(request)
        if hand is None and (request.user.is_staff and not has_second_factor(request)):
            return to_second_factor(request)
        if hand is None and not is_keeper(request.user):
            raise NotAllowed(NO_POST, code="no-post")
        if not may_write(request.user, hand):
            raise NotAllowed(NO_WRITER)
        return view(request, *args, **kwargs)

    return named_guard(login_required(guarded), "writers-only")

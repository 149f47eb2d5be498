"""What each step of a promise asks, does, and says afterwards."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.cases.guards import viewer_of
from civic.desk.forms.growing import answering_offices
from civic.desk.forms.promises import (
    AcceptForm,
    InsideWhyForm,
    PictureForm,
    PromiseChangeForm,
    PromiseForm,
    PromiseReportForm,
    WhyForm,
    initial_of,
)
from civic.desk.views.frame import person_of
from civic.desk.views.promises.choosing import own_offices, places_for
from civic.promises import actions
from civic.promises.models import Promise

BESIDE = {"budget_fen": "budget", "budget": "budget", "photo": "upload"}
Make = Callable[..., Form]
Act = Callable[[HttpRequest, Promise, Any, datetime], Any]


def _data(request: HttpRequest, *, bound: bool) -> Any:
    return request.POST if bound else None


def _revising(request: HttpRequest, promise: Promise, *, bound: bool) -> Form:
    viewer = viewer_of(request)
    assert viewer.officer is not None
    own = own_offices(viewer.officer)
    areas = places_for(own, kept=promise.area)
    initial = initial_of(promise)
    of_case = promise.case_id is not None
    return PromiseForm(
        _data(request, bound=bound), offices=own, areas=areas, of_case=of_case, initial=initial, auto_id="revise-%s"
    )


def _reporting(request: HttpRequest, promise: Promise, *, bound: bool) -> Form:
    return PromiseReportForm(_data(request, bound=bound), promise=promise, auto_id="report-%s")


def _accepting(request: HttpRequest, promise: Promise, *, bound: bool) -> Form:
    pictures = list(promise.pictures.filter(state="ready"))
    return AcceptForm(_data(request, bound=bound), promise=promise, pictures=pictures, auto_id="accept-%s")


def _changing(request: HttpRequest, promise: Promise, *, bound: bool) -> Form:
    offices = answering_offices()
    return PromiseChangeForm(_data(request, bound=bound), promise=promise, offices=offices, auto_id="change-%s")


def _picturing(request: HttpRequest, promise: Promise, *, bound: bool) -> Form:
    return PictureForm(_data(request, bound=bound), request.FILES if bound else None, auto_id="picture-%s")


def _nothing(request: HttpRequest, promise: Promise, *, bound: bool) -> Form:
    return Form(_data(request, bound=bound))


def _why(name: str, form: type[Form] = WhyForm) -> Make:
    def make(request: HttpRequest, promise: Promise, *, bound: bool) -> Form:
        return form(_data(request, bound=bound), auto_id=f"{name}-%s")

    return make


def _said(act: Callable[..., Any]) -> Act:
    return lambda request, promise, form, at: act(promise, by=person_of(request), at=at, **form.cleaned_data)


def _revise(request: HttpRequest, promise: Promise, form: Any, at: datetime) -> Any:
    source = promise.source if promise.case_id is not None else ""
    return actions.revise(promise, by=person_of(request), given=form.given(source=source), at=at)


def _change(request: HttpRequest, promise: Promise, form: Any, at: datetime) -> Any:
    why = form.cleaned_data["reason"]
    return actions.change(promise, by=person_of(request), given=form.given(), reason=why, at=at)


ACTS: dict[str, tuple[Make, Act, Callable[[], str]]] = {
    "publish": (_nothing, _said(actions.publish), lambda: _("Promised. Everybody reads it now.")),
    "revise": (_revising, _revise, lambda: _("Changed. Nobody outside reads it before the head publishes it.")),
    "report": (_reporting, _said(actions.report), lambda: _("Reported. Everybody reads it now.")),
    "accept-stage": (_accepting, _said(actions.accept_stage), lambda: _("Accepted. Everybody reads it now.")),
    "add-picture": (_picturing, _said(actions.add_picture), lambda: _("Added. A moderator looks at it first.")),
    "change": (_changing, _change, lambda: _("Changed and signed. Everybody reads old and new.")),
    "keep": (_why("keep"), _said(actions.keep), lambda: _("Kept. Everybody reads it now.")),
    "break": (_why("break"), _said(actions.break_promise), lambda: _("Broken. Everybody reads it now.")),
    "withdraw": (_why("withdraw"), _said(actions.withdraw), lambda: _("Withdrawn. Everybody reads it now.")),
    "discard": (
        _why("discard", InsideWhyForm),
        _said(actions.discard),
        lambda: _("Put aside. It stays among what has ended."),
    ),
    "hide": (_why("hide", InsideWhyForm), _said(actions.hide), lambda: _("Hidden. Nobody outside reads it.")),
    "show-again": (
        _why("show-again", InsideWhyForm),
        _said(actions.show_again),
        lambda: _("Everybody can read it again."),
    ),
}
LABELS: dict[str, Any] = {
    "publish": gettext_lazy("Publish it"),
    "revise": gettext_lazy("Change the draft"),
    "report": gettext_lazy("Report how far it is"),
    "accept-stage": gettext_lazy("Accept a stage"),
    "add-picture": gettext_lazy("Add a picture"),
    "change": gettext_lazy("Change the promise"),
    "keep": gettext_lazy("It was kept"),
    "break": gettext_lazy("It was broken"),
    "withdraw": gettext_lazy("Withdraw it"),
    "discard": gettext_lazy("Discard the draft"),
    "hide": gettext_lazy("Hide it from everybody"),
    "show-again": gettext_lazy("Show it to everybody again"),
}

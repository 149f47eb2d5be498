"""Templates of answers: the list, a new one, one to change or drop."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.desk.forms import TEMPLATE_FIELDS, TemplateForm
from civic.desk.views.frame import badges, person_of
from civic.handling import actions as handling
from civic.handling.actions.templates import NOT_YOURS
from civic.handling.models import AnswerTemplate
from civic.handling.queries import answering_for, may_change, templates_of
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.offices.guards import officers_only
from civic.offices.models import Office
from civic.offices.queries import OfficerHand


@officers_only
@never_cache
@require_safe
def show_templates(request: HttpRequest) -> HttpResponse:
    """The templates this officer may use, her own and her offices'. Refused for posts that answer nothing."""
    officer = _officer(request)
    rows = [(one, may_change(officer, one)) for one in templates_of(officer)]
    return render(request, "desk/templates.html", {"rows": rows, **_around(request)})


@officers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_template(request: HttpRequest) -> HttpResponse:
    """A new template."""
    return _edit(request, None)


@officers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_template(request: HttpRequest, key: int) -> HttpResponse:
    """A template to change, for its owner and the head of the office it is shared with."""
    template = _template(request, key)
    if not may_change(_officer(request), template):
        raise NotAllowed(NOT_YOURS)
    return _edit(request, template)


@officers_only
@never_cache
@require_POST
def drop_template(request: HttpRequest, key: int) -> HttpResponse:
    """A template goes."""
    template = _template(request, key)
    handling.drop_template(template, by=person_of(request), at=timezone.now())
    messages.success(request, _("Dropped: %(name)s.") % {"name": template.name})
    return redirect("desk:templates")


def _edit(request: HttpRequest, template: AnswerTemplate | None) -> HttpResponse:
    officer, posted = _officer(request), request.method == "POST"
    offices = Office.objects.filter(pk__in=answering_for(officer)).order_by("code")
    form = TemplateForm(request.POST if posted else None, offices=offices, template=template)
    status = 400 if posted else 200
    if posted and form.is_valid():
        try:
            handling.save_template(template, by=person_of(request), at=timezone.now(), **form.told())
        except Refused as refused:
            tell(form, refused, beside=TEMPLATE_FIELDS)
            status = refused.status
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": form.cleaned_data["name"]})
            return redirect("desk:templates")
    context = {"form": form, "template": template, **_around(request)}
    return render(request, "desk/template.html", context, status=status)


def _template(request: HttpRequest, key: int) -> AnswerTemplate:
    """A template this officer may use; for all others a number never issued."""
    template = templates_of(_officer(request)).filter(pk=key).first()
    if template is None:
        raise Http404
    return template


def _officer(request: HttpRequest) -> OfficerHand:
    officer = viewer_of(request).officer
    if officer is None or not answering_for(officer):
        raise NotAllowed(_("Templates are for the offices that answer. Your post answers nothing."))
    return officer


def _around(request: HttpRequest) -> dict[str, object]:
    return badges(request, viewer_of(request), at=timezone.now())

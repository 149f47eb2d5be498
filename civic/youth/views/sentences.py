"""The sentences that readers have ready: whoever is responsible writes them, moves them, puts them away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.youth import actions
from civic.youth.forms.reading import FIRST_KEY, SENTENCES
from civic.youth.forms.sentences import SentenceForm
from civic.youth.guards import keepers_only
from civic.youth.models import ReadySentence
from civic.youth.views.track import page, person_of


@keepers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sentences(request: HttpRequest) -> HttpResponse:
    """Every sentence with its key; write one, write one anew, put one away."""
    if request.method != "POST":
        return _page(request)
    asked = request.POST.get("code", "")
    sentence = ReadySentence.objects.filter(code=asked).first() if asked else None
    if asked and sentence is None:
        raise Http404
    if sentence is not None and "retire" in request.POST:
        return _retire(request, sentence)
    form = SentenceForm(request.POST, sentence=sentence)
    if not form.is_valid():
        return _page(request, form=form, chosen=sentence, status=400)
    try:
        actions.write_sentence(code=asked, by=person_of(request), at=timezone.now(), **form.given())
    except NotAllowed:
        raise
    except Refused as refused:
        tell(form, refused)
        return _page(request, form=form, chosen=sentence, status=refused.status)
    messages.success(request, _("Kept. Readers have it from now on."))
    return redirect("youth:sentences")


def _retire(request: HttpRequest, sentence: ReadySentence) -> HttpResponse:
    try:
        actions.retire_sentence(sentence, by=person_of(request), at=timezone.now())
        messages.success(request, _("Put away. Children who were sent it keep their words."))
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("youth:sentences")


def _page(
    request: HttpRequest, *, form: SentenceForm | None = None, chosen: ReadySentence | None = None, status: int = 200
) -> HttpResponse:
    used = list(ReadySentence.objects.in_use())
    fresh = form if form is not None and chosen is None else SentenceForm(order=used[-1].order + 1 if used else 1)

    def row(one: ReadySentence, key: int | None) -> dict[str, Any]:
        is_chosen = chosen is not None and chosen.pk == one.pk
        return {"sentence": one, "key": key, "form": form if is_chosen else SentenceForm(sentence=one)}

    keys = [FIRST_KEY + place if place < SENTENCES else None for place in range(len(used))]
    context = {
        "rows": [row(one, key) for one, key in zip(used, keys, strict=True)],
        "away": [row(one, None) for one in ReadySentence.objects.retired()],
        "new_form": fresh,
        "form": form,
    }
    return page(request, "youth/track/sentences.html", status=status, **context)

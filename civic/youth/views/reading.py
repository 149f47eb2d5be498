"""Where vetted people read what children made, one after the other, before anybody else does."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.lib.form_errors import tell
from civic.lib.refusals import Refused
from civic.youth import actions as youth
from civic.youth.forms.reading import SENTENCES, ReasonForm, VerdictForm, cover_forms, covers_in
from civic.youth.guards import duties_from, vetted_only
from civic.youth.models import Proposal, ProposalPicture, ProposalPictureState, ReadySentence
from civic.youth.queries.alike import alike_to, beside, words_of
from civic.youth.queries.making import place_words
from civic.youth.queries.reading import before_to_read, next_to_read, readable, reading_list, readings_of
from civic.youth.rules import Task
from civic.youth.rules.alike import nearly_same, pairs_of
from civic.youth.rules.private import find_in, hints
from civic.youth.views.frame import person_of, show

MOST = 100
VERDICTS = (Task.SCREENER, Task.LEAD)
LOOKERS = (Task.SCREENER, Task.LEAD, Task.DUTY)


@vetted_only(*VERDICTS)
@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for her, the longest waiting first, and one way to begin."""
    person, at, duties = person_of(request), timezone.now(), duties_from(request)
    rows = beside(reading_list(person, at=at, most=MOST, duties=duties), person, at=at, duties=duties)
    return show(request, "youth/desk/queue.html", at=at, here="reading", rows=rows)


@vetted_only(*VERDICTS)
@never_cache
@require_safe
def onward(request: HttpRequest) -> HttpResponse:
    """To the next one that waits for her, or to the one before."""
    person, at, before = person_of(request), timezone.now(), request.GET.get("before", "")[:12]
    if before:
        found = before_to_read(person, at=at, before=before)
    else:
        found = next_to_read(person, at=at, after=request.GET.get("after", "")[:12])
    return redirect("youth:read", found.number) if found is not None else redirect("youth:reading")


@vetted_only(*LOOKERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest, number: str) -> HttpResponse:
    """One thing as the child handed it in, what the finder marks in it, and her verdict; then on to the next one."""
    person, at = person_of(request), timezone.now()
    proposal, pictures = _found(request, number)
    form = VerdictForm(
        request.POST if request.method == "POST" else None,
        pictures=pictures,
        sentences=ReadySentence.objects.in_use()[:SENTENCES],
        language=proposal.language,
        initial={"version": proposal.version},
    )
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                youth.read(proposal, by=person, version=form.cleaned_data["version"], given=form.given(), at=at)
                messages.success(request, _("Kept. Here is the next one."))
                return redirect(f"/desk/youth/reading/next/?after={proposal.number}")
            except Refused as refused:
                tell(form, refused)
                status = refused.status
    return show(request, "youth/desk/read.html", at=at, here="reading", status=status, **_told(request, proposal, form))


def _found(request: HttpRequest, number: str) -> tuple[Proposal, list[ProposalPicture]]:
    """What she may look at, with its pictures that are ready. Raises Http404 for all else."""
    rows = (
        readable(person_of(request), at=timezone.now(), duties=duties_from(request)).filter(number=number).with_names()
    )
    proposal = rows.select_related("edition", "entry__child", "entry__district", "topic", "cell__area").first()
    if proposal is None:
        raise Http404
    kept = proposal.pictures.kept().filter(state=ProposalPictureState.READY).prefetch_related("boxes")
    return proposal, list(kept)


def _told(request: HttpRequest, proposal: Proposal, form: VerdictForm) -> dict[str, Any]:
    person, at = person_of(request), timezone.now()
    readings = readings_of(proposal)
    texts = {"title": proposal.title, "saw": proposal.saw, "change": proposal.change, "helps": proposal.helps}
    found = find_in(texts | {"alt": "\n".join(one.alt for one in form.pictures)})
    return {
        "proposal": proposal,
        "form": form,
        "hide_form": ReasonForm(auto_id="hide_%s"),
        "place": place_words(proposal),
        "marked": hints(found),
        "read_by": len(readings),
        "is_hers": proposal.waits_for_readers and all(one.reader_id != person.pk for one in readings),
        "unready": proposal.pictures.kept().exclude(state=ProposalPictureState.READY).count(),
        "concerns": list(proposal.concerns.open()),
        "alike": alike_to(proposal, person, at=at, duties=duties_from(request)),
        "hidings": list(proposal.hidings.select_related("by")),
    }


@vetted_only(*LOOKERS)
@never_cache
@require_safe
def compare(request: HttpRequest, number: str, other: str) -> HttpResponse:
    """Two of one edition in nearly the same words, beside each other: she decides about each, nobody drops one."""
    one, two = _found(request, number)[0], _found(request, other)[0]
    if one.pk == two.pk or one.edition_id != two.edition_id:
        raise Http404
    pair = [{"proposal": each, "place": place_words(each)} for each in (one, two)]
    share = round(100 * nearly_same(pairs_of(*words_of(one)), pairs_of(*words_of(two))))
    told: dict[str, Any] = {"pair": pair, "share": share, "is_copy": one.says is not None and one.says == two.says}
    return show(request, "youth/desk/beside.html", at=timezone.now(), here="reading", **told)


@vetted_only(*LOOKERS)
@require_POST
def hide(request: HttpRequest, number: str) -> HttpResponse:
    """She takes it away from everybody, at once."""
    proposal, _pictures = _found(request, number)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        youth.hide(proposal, by=person_of(request), reason=reason, at=timezone.now())
        messages.success(request, _("Hidden. Nobody but the child and the readers sees it now."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("youth:read", proposal.number)


@vetted_only(*LOOKERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest, key: int) -> HttpResponse:
    """A picture with boxes over what nobody is to see: drawn, or written as numbers."""
    person, at = person_of(request), timezone.now()
    held = ProposalPicture.objects.kept().filter(pk=key, state=ProposalPictureState.READY).first()
    if held is None or not readable(person, at=at).filter(pk=held.proposal_id).exists():
        raise Http404
    rows = cover_forms(held, request.POST if request.method == "POST" else None)
    faults, status = list[str](), 200
    if request.method == "POST":
        status = 400
        if rows.is_valid():
            try:
                youth.cover_picture(held, by=person, covers=covers_in(rows), at=at)
                messages.success(request, _("Covered. From now on the picture has no other version outside this page."))
                return redirect("youth:read", held.proposal.number)
            except Refused as refused:
                faults, status = [str(refused)], refused.status
    told = {"picture": held, "proposal": held.proposal, "rows": rows, "faults": faults}
    return show(request, "youth/desk/cover.html", at=at, here="reading", status=status, **told)

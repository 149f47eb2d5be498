"""A volunteer's own shifts and calendar; what a guardian reads and answers; who asks for help."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.accounts.guards import open_to_all
from civic.accounts.models import Person
from civic.guardians.models import Guardianship
from civic.lib.codes import code_digest
from civic.lib.form_errors import tell
from civic.lib.ical import calendar
from civic.lib.keys import LARGEST
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import NotValid, Refused
from civic.shifts import actions
from civic.shifts.forms import CodeForm, NeedForm
from civic.shifts.guards import wards_only
from civic.shifts.models import Activity, Feed, Need, StandIn, Watch
from civic.shifts.queries.feeds import spans_of, volunteer_of_feed
from civic.shifts.queries.guarding import activities_asked, latest_word
from civic.shifts.queries.rosters import mine_of, stand_ins_for
from civic.shifts.queries.swaps import own_looking
from civic.shifts.rules import CHECK_IN_BEFORE, SignupState
from civic.volunteers.guards import active_from, volunteers_only
from civic.volunteers.models import Volunteer
from civic.volunteers.queries import runs
from civic.volunteers.queries.papers import papers_of

FILED_A_DAY, TRIES = 10, 20


@volunteers_only
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Her shifts, what others look for, her calendar and what she hears of."""
    return _mine(request, active_from(request))


def _mine(request: HttpRequest, volunteer: Volunteer, *, fault: str = "", status: int = 200) -> HttpResponse:
    at = timezone.now()
    secret_url = request.session.pop("shift_feed", "")
    signups = mine_of(volunteer, at=at)
    context = {
        "volunteer": volunteer,
        "signups": signups,
        "is_on": any(
            one.state == SignupState.COMING and one.shift.starts_at - CHECK_IN_BEFORE <= at for one in signups
        ),
        "stand_ins": list(stand_ins_for(volunteer, at=at)),
        "looking": own_looking(volunteer, at=at),
        "has_feed": Feed.objects.filter(volunteer=volunteer).exists(),
        "watches": Watch.objects.filter(volunteer=volunteer).exists(),
        "secret_url": secret_url,
        "calendar_url": f"webcal:{secret_url.partition(':')[2]}" if secret_url else "",
        "fault": fault,
    }
    return render(request, "shifts/mine.html", context | runs(request.user), status=status)


@volunteers_only
@never_cache
@require_POST
def change_mine(request: HttpRequest, verb: str) -> HttpResponse:
    """A new address for the calendar; hear of new shifts, or no more."""
    volunteer, at = active_from(request), timezone.now()
    if verb == "calendar":
        secret = actions.new_feed(volunteer, at=at)
        request.session["shift_feed"] = f"{settings.SITE_URL}/volunteer/calendar/{secret}/shifts.ics"
    elif verb in ("watch", "unwatch"):
        actions.watch(volunteer, is_on=verb == "watch", at=at)
    else:
        raise Http404
    return redirect("shifts:mine")


@volunteers_only
@never_cache
@require_POST
def take_over(request: HttpRequest, key: int) -> HttpResponse:
    """Stand in for somebody, or swap."""
    if key > LARGEST:
        raise Http404
    volunteer = active_from(request)
    row = get_object_or_404(StandIn.objects.select_related("signup__shift__activity", "swap_for__shift"), pk=key)
    try:
        if row.swap_for_id is None:
            actions.stand_in(row, volunteer=volunteer, at=timezone.now())
        else:
            actions.swap(row, volunteer=volunteer, at=timezone.now())
    except Refused as refused:
        return _mine(request, volunteer, fault=str(refused), status=refused.status)
    messages.success(request, _("You have taken it over. Thank you."))
    return redirect("shifts:mine")


@open_to_all
@never_cache
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A volunteer's calendar by its secret address."""
    volunteer = volunteer_of_feed(secret)
    if volunteer is None:
        raise Http404
    text = calendar(_("My shifts"), spans_of(volunteer, at=timezone.now()))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@wards_only
@never_cache
@require_safe
def family(request: HttpRequest, ward: Guardianship) -> HttpResponse:
    """Every activity a guardian was asked about or answered."""
    rows = activities_asked(ward.child.volunteer, at=timezone.now())
    papers = papers_of([ward.child_id])[ward.child_id]
    return render(request, "shifts/family.html", {"rows": rows, "ward": ward, "papers": papers})


@wards_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def word(request: HttpRequest, ward: Guardianship, number: str) -> HttpResponse:
    """A guardian reads about one activity and says yes or no."""
    activity = get_object_or_404(Activity.objects.shown().select_related("organisation"), number=number)
    fault, status = "", 200
    if request.method == "POST":
        said = request.POST.get("word")
        try:
            if said not in ("yes", "no"):
                raise NotValid(_("Choose yes or no."))
            actions.say_as_guardian(
                activity,
                volunteer=ward.child.volunteer,
                ward=ward,
                is_yes=said == "yes",
                read=request.POST.get("read", ""),
                at=timezone.now(),
            )
        except Refused as refused:
            fault, status = str(refused), refused.status
        else:
            messages.success(request, _("Your word stands. You can change it on this page until the shift begins."))
            return redirect("shifts:word", ward.child.key, number)
    context = {
        "activity": activity,
        "ward": ward,
        "read": actions.risks_read(activity),
        "word": latest_word(activity, ward),
        "fault": fault,
        "shifts": list(activity.shifts.ahead(timezone.now())[:10]),
    }
    return render(request, "shifts/word.html", context, status=status)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Somebody asks for volunteers; no account is needed."""
    form, status = NeedForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                spend("need", client_network(request), most=FILED_A_DAY, seconds=86_400)
                by = request.user if isinstance(request.user, Person) else None
                language = get_language() or settings.LANGUAGE_CODE
                need, code = actions.file_need(form.given, by=by, language=language, at=timezone.now())
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                return render(request, "shifts/asked.html", {"need": need, "code": code})
    return render(request, "shifts/ask.html", {"form": form}, status=status)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def need(request: HttpRequest, number: str) -> HttpResponse:
    """How far a request is, for whoever holds its code or filed it with an account."""
    form, status, found = CodeForm(request.POST if request.method == "POST" else None), 200, None
    row = Need.objects.select_related("taken_by").filter(number=number, erased_at__isnull=True).first()
    if row is not None and request.user.is_authenticated and row.person_id == request.user.pk:
        found = row
    elif request.method == "POST" and form.is_valid():
        spend("need-code", client_network(request), most=TRIES, seconds=3600)
        if row is not None and row.code_digest == code_digest(form.cleaned_data["code"]):
            found = row
        else:
            form.add_error("code", _("This number and this code do not belong together. Look at both again."))
    if request.method == "POST" and found is None:
        status = 400
    return render(request, "shifts/need.html", {"form": form, "need": found, "number": number}, status=status)

"""What I follow: changed, stopped, all stopped; and the secret address of my calendar."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from civic.accounts.guards import open_to_all
from civic.cases.guards import viewer_of
from civic.following import actions
from civic.following.forms import ChangeForm
from civic.following.models import Follow
from civic.following.queries import followers_of
from civic.following.views.devices import list_of


@open_to_all
@never_cache
@require_POST
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Stop one thing, or hear of it more or less often. Somebody else's does not exist."""
    viewer = viewer_of(request)
    mine = Follow.objects.filter(follower__in=followers_of(viewer))
    follow = mine.with_names().filter(pk=key).first()
    if follow is None:
        raise Http404
    form, at = ChangeForm(request.POST), timezone.now()
    if form.is_valid() and form.cleaned_data["stop"]:
        actions.unfollow(follow, at=at)
        messages.success(request, _("Stopped. You hear no more of it."))
    elif form.is_valid() and form.cleaned_data["rhythm"]:
        actions.set_rhythm(follow, rhythm=form.cleaned_data["rhythm"], at=at)
        messages.success(request, _("Changed. From now on you are told so often."))
    else:
        messages.error(request, _("Choose how often you want to be told."))
    return redirect(list_of(viewer))


@open_to_all
@never_cache
@require_POST
def stop_everything(request: HttpRequest) -> HttpResponse:
    """Stop all that I follow."""
    viewer = viewer_of(request)
    for follower in followers_of(viewer):
        actions.stop_all(follower, at=timezone.now())
    messages.success(request, _("Stopped. You follow nothing any more."))
    return redirect(list_of(viewer))


@open_to_all
@never_cache
@require_POST
def calendar(request: HttpRequest) -> HttpResponse:
    """A secret address for my calendar, shown once; or none any more. Somebody who follows nothing has none."""
    viewer, at = viewer_of(request), timezone.now()
    followers = followers_of(viewer)
    if not followers:
        raise Http404
    if "drop" in request.POST:
        for follower in followers:
            actions.drop_calendar(follower, at=at)
        messages.success(request, _("The address of your calendar no longer works."))
        return redirect(list_of(viewer))
    token = actions.give_calendar(followers[0], at=at)
    url = f"{settings.SITE_URL}/following/calendar/{token}/deadlines.ics"
    return render(request, "following/calendar.html", {"url": url})

"""The newest ratings, good and bad in their order."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from civic.insights.queries.newest import newest_ratings, with_words
from civic.lib.doors import open_to_all
from civic.lib.keyset import BadCursor, page_of

PAGE = 20


@open_to_all
@conditional_page
@require_safe
def ratings(request: HttpRequest) -> HttpResponse:
    """What residents said, in their words where they have been screened, and the answer it is about."""
    try:
        page = page_of(newest_ratings(), keys=("-at", "-pk"), size=PAGE, cursor=request.GET.get("after", ""))
    except BadCursor:
        return redirect("insights:ratings")
    older = f"{reverse('insights:ratings')}?{urlencode({'after': page.next})}" if page.next else ""
    context = {"spoken": with_words(page.rows), "older_url": older, "is_first": "after" not in request.GET}
    response = render(request, "insights/ratings.html", context)
    patch_cache_control(response, no_cache=True)
    return response

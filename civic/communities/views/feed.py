"""The steps in a corner at a stable address, for feed readers: only what everybody may read, asked anew each time."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from civic.accounts.guards import open_to_all
from civic.communities import queries

ENTRIES = 50


@open_to_all
@conditional_page
@require_safe
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """What moved last in a community's corner."""
    community = queries.community_by_code(code)
    if community is None:
        raise Http404
    page = f"{settings.SITE_URL}/communities/{community.code}/"
    drawn = Atom1Feed(
        title=_("%(community)s: what residents raise and do") % {"community": community.name},
        link=page,
        description="",
        language=get_language() or settings.LANGUAGE_CODE,
        feed_url=f"{settings.SITE_URL}{request.path}",
        author_name="Gongzhi",
    )
    host = settings.SITE_URL.partition("//")[2]
    newest = list(queries.topics_in(community).order_by("-moved_at", "-pk")[:ENTRIES])
    for one in newest:
        drawn.add_item(
            title=f"{one.public_title} · {one.get_stage_display()}",
            link=f"{page}{one.number}/",
            description=one.public_text,
            unique_id=f"tag:{host},2026:{one.number}/{one.moved_at.timestamp():.0f}",
            pubdate=one.moved_at,
            updateddate=one.moved_at,
        )
    response = HttpResponse(drawn.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    if newest:
        response.headers["Last-Modified"] = http_date(newest[0].moved_at.timestamp())
    patch_cache_control(response, public=True, no_cache=True)
    return response

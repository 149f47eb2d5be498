"""The steps of a promise for feed readers, its days for calendars."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from civic.accounts.guards import open_to_all
from civic.lib.ical import calendar
from civic.lib.plain_text import clean_line
from civic.promises.queries import days_of, entries_of
from civic.promises.views.show import found


@open_to_all
@conditional_page
@require_safe
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """What happened to it, the newest first."""
    promise = found(code)
    drawn = Atom1Feed(
        title=_("Promise %(number)s: %(title)s") % {"number": promise.number, "title": promise.title},
        link=f"{settings.SITE_URL}/promises/{promise.number}/",
        description="",
        language=get_language() or settings.LANGUAGE_CODE,
        feed_url=f"{settings.SITE_URL}{request.path}",
        author_name="Gongzhi",
    )
    host = settings.SITE_URL.partition("//")[2]
    for one in entries_of(promise):
        drawn.add_item(
            title=clean_line(one.title),
            link=one.url,
            description="",
            unique_id=f"tag:{host},2026:{one.key}",
            pubdate=one.at,
            updateddate=one.at,
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    drawn.write(response, "utf-8")
    patch_cache_control(response, public=True, no_cache=True)
    return response


@open_to_all
@conditional_page
@require_safe
def dates(request: HttpRequest, code: str) -> HttpResponse:
    """Its days: each stage to come, the next report, the promise itself."""
    promise = found(code)
    response = HttpResponse(calendar(promise.title, days_of([promise])), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="dates.ics"'
    patch_cache_control(response, public=True, no_cache=True)
    return response

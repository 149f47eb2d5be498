"""Is the house well? For machines that watch."""

from django.http import HttpRequest, HttpResponse

from civic.accounts.guards import open_to_all


@open_to_all
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is up; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")

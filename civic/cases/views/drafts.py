"""The draft a request carries: by cookie, and by a hidden field in every form, so that losing one loses nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from civic.accounts.guards import open_to_all
from civic.cases.actions import answers_of, find_draft, open_draft, save_answers
from civic.cases.actions.drafts import DRAFT_DAYS
from civic.cases.models import Draft
from civic.lib.refusals import TooMany

NAME = "draft"  # of the cookie and of the hidden field
STEPS = 5
JUST_FILED = timedelta(minutes=30)  # so long "Report" leads back to the receipt; later it begins anew

Page = Callable[..., HttpResponseBase]


@dataclass
class DraftInHand:
    """The draft of a visitor, or none yet, with the token that opens it."""

    draft: Draft | None = None
    token: str = ""
    keeps_cookies: bool = True
    answers: dict[str, Any] = field(default_factory=dict)
    is_dropped: bool = False

    @property
    def is_filed(self) -> bool:
        """Has it become a case?"""
        return self.draft is not None and self.draft.case_id is not None

    @property
    def is_begun(self) -> bool:
        """Is there something to go on with?"""
        return bool(self.answers.get("text")) and not self.is_filed

    @property
    def mark(self) -> str:
        """A sign by which a device knows this draft again; it opens nothing."""
        return self.draft.token_digest[:16] if self.draft is not None else ""

    def was_filed_since(self, at: datetime) -> bool:
        """Did it become a case after that moment?"""
        return self.draft is not None and self.draft.case is not None and self.draft.case.filed_at >= at

    def write_down(self, answers: dict[str, Any], *, at: datetime) -> Draft:
        """Keep answers; the first ones open the draft."""
        if self.draft is None:
            self.draft, self.token = open_draft(at=at)
        save_answers(self.draft, answers, at=at)
        self.answers = answers_of(self.draft)
        return self.draft

    def drop(self) -> None:
        """Let go of it; the row stays as it is."""
        self.draft, self.token, self.answers, self.is_dropped = None, "", {}, True

    def keep(self, response: HttpResponse) -> HttpResponse:
        """The answer, with the cookie that finds the draft again; without it once the draft was let go."""
        if self.is_dropped and self.draft is None:
            response.delete_cookie(NAME, path=reverse("cases:report"), samesite="Lax")
        if self.token and self.draft is not None:
            days = DRAFT_DAYS * 24 * 3600
            response.set_cookie(
                NAME,
                self.token,
                max_age=days,
                path=reverse("cases:report"),
                httponly=True,
                samesite="Lax",
                secure=settings.HTTPS,
            )
        return response


def report_page(view: Page) -> Page:
    """A page of the report: open to everybody, kept by no cache. Forged forms are looked for wherever there is
    something to forge with: a session, or another site. A browser without cookies is nobody, and may report too."""
    checked = csrf_protect(view)

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_known = settings.SESSION_COOKIE_NAME in request.COOKIES or _comes_from_elsewhere(request)
        return (checked if is_known else view)(request, *args, **kwargs)

    return open_to_all(csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(opened))))


def _comes_from_elsewhere(request: HttpRequest) -> bool:
    """Did another site send this form? One that hides its name could hand a visitor a draft of its own to write in."""
    origin, site = request.headers.get("Origin", ""), request.headers.get("Sec-Fetch-Site", "")
    if origin == "null":
        return site != "same-origin"
    return site in ("cross-site", "same-site") or (origin != "" and urlsplit(origin).netloc != request.get_host())


def in_hand(request: HttpRequest) -> DraftInHand:
    """The draft of this request. What the form says goes before the cookie, also when it says that nothing was begun
    yet: two reports may be open in two windows."""
    kept: DraftInHand | None = getattr(request, "_draft", None)
    if kept is None:
        kept = DraftInHand(keeps_cookies=bool(request.COOKIES))
        cookie = "" if request.POST.get(NAME) == "" else request.COOKIES.get(NAME, "")
        for token in dict.fromkeys([request.POST.get(NAME, ""), cookie]):
            draft = find_draft(token, at=timezone.now())
            if draft is not None:
                kept.draft, kept.token, kept.answers = draft, token, answers_of(draft)
                break
        request._draft = kept  # type: ignore[attr-defined]
    return kept


def is_answering(request: HttpRequest) -> bool:
    """Was a page filled in, or is it only asked for? Browsers without cookies ask by a form, to show their token."""
    return request.method == "POST" and "show" not in request.POST


def show(request: HttpRequest, held: DraftInHand, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the report, with what all of them need."""
    shown = {"held": held, "steps": STEPS, "then": request.POST.get("then") or request.GET.get("then", "")}
    return held.keep(render(request, template, shown | context, status=status))


def onward(request: HttpRequest, held: DraftInHand, name: str, *, then: str = "") -> HttpResponseBase:
    """To another page. Without cookies that page is shown at once, since a redirect would lose the token."""
    if held.keeps_cookies:
        return held.keep(redirect(f"{reverse(name)}?then={then}" if then else reverse(name)))
    request.method = "GET"
    return resolve(reverse(name)).func(request)


def after_answer(request: HttpRequest, held: DraftInHand, name: str, *, detour: str = "") -> HttpResponseBase:
    """To the next question, or back to the summary when it sent the visitor here to change something; by way of
    another page first where the change brings something to say or to ask."""
    if request.POST.get("then") != "check":
        return onward(request, held, name)
    return onward(request, held, detour, then="check") if detour else onward(request, held, "cases:report-check")


def wait(request: HttpRequest, held: DraftInHand, refused: TooMany, *, back: str, **more: Any) -> HttpResponse:
    """Too many in a while: when to come back, that nothing is lost, and who takes it meanwhile."""
    until = timezone.now() + timedelta(seconds=refused.retry_after)
    told = {"until": until, "back": back, "refusal": str(refused)} | more
    response = show(request, held, "cases/report_wait.html", status=refused.status, **told)
    response["Retry-After"] = str(refused.retry_after)
    return response

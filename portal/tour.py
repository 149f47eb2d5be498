"""The guided story of the demo: what the visitor's own case needs next, and who of the cast does it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.rules import Publication, State, Verdict
from civic.feedback.models import Rating
from civic.offices.models import Post

TOUR = "tour"  # session: since when, whether the refusal was shown
STEPS = [
    gettext_lazy("Report"),
    gettext_lazy("Accept and publish"),
    gettext_lazy("Dispatch and answer"),
    gettext_lazy("Verify"),
    gettext_lazy("Rate"),
]

REFUSAL = gettext_lazy("Now try to cheat. Chen answered this case; may Chen verify it as well? The desk says why not.")


@dataclass(frozen=True)
class Scene:
    """One scene: its step, who plays it, where, and what to do there."""

    step: int
    handle: str
    page: str
    text: str | Promise
    case: Case | None = None


@dataclass(frozen=True)
class Tourist:
    """What the session remembers of a tour."""

    since: datetime
    has_seen_refusal: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> "Tourist | None":
        """Whoever is on a tour."""
        told: dict[str, Any] = request.session.get(TOUR, {})
        since = parse_datetime(told.get("since", ""))
        return cls(since, told["seen"]) if since else None

    def kept(self) -> dict[str, Any]:
        """As the session keeps it."""
        return {"since": self.since.isoformat(), "seen": self.has_seen_refusal}


MOVES: dict[str, tuple[int, str, str | Promise]] = {
    State.FILED: (
        2,
        "lin",
        gettext_lazy(
            "Lin of the supervision centre reads what came in and accepts it. From then on the promised day stands."
        ),
    ),
    State.ASKED_AT_DESK: (1, "mei", gettext_lazy("Somebody asked Mei something. Reply, and the case goes on.")),
    State.ASKED_BY_OFFICE: (1, "mei", gettext_lazy("The office asked Mei something. Reply, and the clock goes on.")),
    State.ACCEPTED: (
        3,
        "zhao",
        gettext_lazy("Zhao of the command centre sends the case to the office that answers for it."),
    ),
    State.DISPUTED: (
        3,
        "sun",
        gettext_lazy("Two offices returned the case. Sun of the committee decides whose it is, and says why."),
    ),
    State.DISPATCHED: (3, "hand", gettext_lazy("The office takes the case: one person is named from here on.")),
    State.IN_HAND: (
        3,
        "hand",
        gettext_lazy("The work is done. Write the answer as Mei will read it, look at the preview, send it."),
    ),
    State.ANSWERED: (
        4,
        "lin",
        gettext_lazy("Whoever worked never checks: Lin looks whether it holds, and closes the case or sends it back."),
    ),
    State.DECLINE_APPEALED: (
        5,
        "rui",
        gettext_lazy("Mei appealed. Rui of the review office, who never touched the case, decides."),
    ),
    State.CLOSE_APPEALED: (
        5,
        "rui",
        gettext_lazy("Mei appealed. Rui of the review office, who never touched the case, decides."),
    ),
    State.DECLINED: (
        5,
        "mei",
        gettext_lazy("Not accepted. Mei sees the rule it rests on, and where to appeal until when."),
    ),
    State.WITHDRAWN: (
        5,
        "mei",
        gettext_lazy("Mei took the report back. Close the tour, and begin again when you like."),
    ),
    State.CLOSED: (
        5,
        "mei",
        gettext_lazy("Closed. Was it solved? Only Mei can say so; silence would never count as yes."),
    ),
}
SCREENING = (
    2,
    "mo",
    gettext_lazy("Nothing is public yet. Mo reads it for names and telephone numbers, and publishes it."),
)


def scene_of(tourist: Tourist) -> Scene | None:
    """What comes next; None when the story is told."""
    mine = Case.objects.filter(reporter__handle="mei").select_related("office")
    case = mine.filter(filed_at__gte=tourist.since).order_by("-filed_at", "-pk").first()
    if case is None:
        return Scene(
            1,
            "mei",
            reverse("cases:report"),
            gettext_lazy(
                "You are Mei. Hand in a report: a dark lamp, a hole in the road. The next person finds it on the desk."
            ),
        )
    if not Rating.objects.filter(case=case).exists():
        return _in_the_loop(case)
    if not tourist.has_seen_refusal:
        answered = (
            mine.filter(state=State.ANSWERED, parts__person__handle="chen", parts__side="act")
            .order_by("filed_at")
            .first()
        )
        if answered is not None:
            return Scene(
                5,
                "chen",
                _desk(answered),
                REFUSAL,
                answered,
            )
    again = mine.filter(state=State.CLOSED, verdict=Verdict.NONE, round=1).order_by("filed_at").first()
    if again is not None and not mine.filter(round__gt=1, ratings__at__gte=tourist.since).exists():
        return Scene(
            5,
            "mei",
            reverse("feedback:rate", args=[again.number]),
            gettext_lazy(
                "And when it was not solved? Say “no”: the case opens again, once, without an appeal, for all to see."
            ),
            again,
        )
    return None


def _in_the_loop(case: Case) -> Scene:
    step, handle, text = MOVES[case.state]
    if case.publication == Publication.UNSCREENED and case.state == State.ACCEPTED:
        step, handle, text = SCREENING
    if handle == "hand":
        handle = _hand_of(case)
    if handle == "mei":
        name = "feedback:rate" if case.state == State.CLOSED else "cases:show"
        return Scene(step, handle, reverse(name, args=[case.number]), text, case)
    return Scene(step, handle, _desk(case), text, case)


def _hand_of(case: Case) -> str:
    post = (
        Post.objects.filter(office=case.office, role="handler").select_related("officer__person").order_by("pk").first()
    )
    return post.officer.person.handle if post else "chen"


def _desk(case: Case) -> str:
    return reverse("desk:show", args=[case.number])


def tour_of(request: HttpRequest) -> dict[str, Any] | None:
    """The bar of the tour, for every page while it runs."""
    tourist = Tourist.of(request)
    if tourist is None:
        return None
    scene = scene_of(tourist)
    close = {"url": reverse("demo-tour"), "do": "close"}
    here = getattr(request.user, "handle", "")
    looks_at_refusal = tourist.has_seen_refusal and here == "chen" and request.path.startswith(reverse("desk:worklist"))
    if scene is None:
        ended = _("That was the whole loop, with both its safeguards. Look around as anybody you like.")
        return {
            "step": len(STEPS) + 1,
            "steps": STEPS,
            "text": f"{REFUSAL} {ended}" if looks_at_refusal else ended,
            "close": close,
        }
    is_me = here == scene.handle
    label = _("Go to the page") if is_me else _("Become %(name)s") % {"name": name_of(scene.handle)}
    onward = {"url": reverse("demo-enter", args=[scene.handle]), "go": scene.page, "label": label}
    return {
        "step": scene.step,
        "steps": STEPS,
        "text": REFUSAL if looks_at_refusal else scene.text,
        "next": None if is_me and request.path == scene.page else onward,
        "close": close,
    }


def name_of(handle: str) -> str:
    """How somebody of the demo is called: in Chinese, and the cast in Latin letters too, as where it is introduced."""
    person = Person.objects.filter(handle=handle).first()
    latin = "" if "-" in handle else handle.title()
    names = [person.name if person else "", latin]
    return " ".join(dict.fromkeys(name for name in names if name)) or handle.replace("-hand", "").title()


def after_entering(tourist: Tourist, page: str) -> Tourist:
    """The tour once somebody was entered to see a page: whoever looks at the refused verification has seen it."""
    scene = scene_of(tourist)
    is_refusal = scene is not None and scene.handle == "chen" and scene.page == page and scene.step == len(STEPS)
    return Tourist(tourist.since, tourist.has_seen_refusal or is_refusal)

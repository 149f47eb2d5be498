"""The texts of consent as those who look after children's data read them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from civic.guardians.models import Consent, ConsentText
from civic.guardians.queries import latest_text
from civic.guardians.rules import PURPOSES_OF, VOLUNTEERS, YOUTH, Purpose
from civic.lib.refusals import Sentence

NAMES: dict[str, Sentence] = {YOUTH: _("The little mayor"), VOLUNTEERS: _("Young volunteers")}
LANGUAGES = (
    ("zh-Hans", "zh_hans", _("Simplified Chinese")),
    ("zh-Hant", "zh_hant", _("Traditional Chinese")),
    ("en", "en", _("English")),
)


@dataclass(frozen=True)
class TextShown:
    """One version: is it the one that is read now, does it still come, is it letter for letter what was kept, and how
    many words were given on it."""

    text: ConsentText
    name: Sentence
    is_read_now: bool
    is_coming: bool
    is_whole: bool
    words: int = 0

    @property
    def told(self) -> list[tuple[str, Sentence, str, str]]:
        """Each language: its tag, its name, what a child and what a grown-up reads."""
        return [
            (tag, name, getattr(self.text, f"child_{column}"), getattr(self.text, f"adult_{column}"))
            for tag, column, name in LANGUAGES
        ]


@dataclass(frozen=True)
class Track:
    """What a track asks for, and its versions, the newest first."""

    code: str
    name: Sentence
    purposes: list[Sentence]
    versions: list[TextShown]


def texts_by_track(*, at: datetime) -> list[Track]:
    """Every track with its versions; four queries."""
    said = dict(Consent.objects.order_by().values_list("text").annotate(count=Count("pk")))
    rows = list(ConsentText.objects.select_related("published_by").order_by("-version"))
    tracks = []
    for track, purposes in PURPOSES_OF.items():
        now = latest_text(track, at=at)
        shown = [_shown(one, now, words=said.get(one.pk, 0), at=at) for one in rows if one.track == track]
        tracks.append(Track(track, NAMES[track], [Purpose(one).label for one in purposes], shown))
    return tracks


def text_shown(text: ConsentText, *, at: datetime) -> TextShown:
    """One version."""
    count = Consent.objects.filter(text=text).count()
    return _shown(text, latest_text(text.track, at=at), words=count, at=at)


def _shown(text: ConsentText, now: ConsentText | None, *, words: int, at: datetime) -> TextShown:
    return TextShown(
        text=text,
        name=NAMES.get(text.track, text.track),
        is_read_now=now is not None and now.pk == text.pk,
        is_coming=text.shown_at is None or text.shown_at > at,
        is_whole=text.reckoned_digest() == text.digest,
        words=words,
    )

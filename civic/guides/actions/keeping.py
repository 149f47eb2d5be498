"""What every act of a guide does alike: hold it, ask whose it is, write its version, its line and its place in the
index."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.guides.models import Guide, Version
from civic.guides.queries import KIND, mark_of, may_publish, may_write, texts_of
from civic.guides.rules import Stage, Text
from civic.journal.actions import record_change
from civic.lib.bigrams import mark
from civic.lib.refusals import Conflict, NotAllowed
from civic.offices.queries import OfficerHand, hand_of
from civic.search import actions as search
from civic.search.models import Side

NOT_YOURS = _("Guides are written by the office they come from, and by the keepers of the catalogue.")
NOT_HEAD = _("The head of the office publishes, changes what is published, and withdraws; ask her to do it.")
CHANGED = _("Somebody has changed this since you opened it. Look at it as it is now; what you typed stands below.")


def held(guide: Guide, *, seen: str | None = None) -> Guide:
    """The guide, locked, as it is now. Raises Conflict where it changed since it bore the mark `seen`."""
    Guide.objects.select_for_update().values_list("pk", flat=True).get(pk=guide.pk)
    guide = Guide.objects.select_related("version", "post__office", "area").get(pk=guide.pk)
    if seen and seen != mark_of(guide):
        raise Conflict(CHANGED)
    return guide


def ask(guide: Guide | None, *, by: Any, at: datetime, publishes: bool = False) -> OfficerHand | None:
    """The hand that may do this. Raises NotAllowed."""
    hand = hand_of(by, on=timezone.localdate(at))
    if not may_write(by, hand, guide):
        raise NotAllowed(NOT_YOURS)
    if publishes and guide is not None and not may_publish(by, hand, guide):
        raise NotAllowed(NOT_HEAD)
    return hand


def add_version(guide: Guide, text: Text, *, by: Any, at: datetime, reason: str = "", is_public: bool) -> None:
    """The text becomes the newest version, and the one that counts."""
    number = (guide.version.number if guide.version else 0) + 1
    guide.version = Version.objects.create(
        guide=guide,
        number=number,
        titles={language: words for language, words in text.titles.items() if words},
        bodies={language: words for language, words in text.bodies.items() if words},
        law=text.law,
        article=text.article,
        link=text.link,
        reason=reason,
        by=by,
        at=at,
        public_at=at if is_public else None,
    )


def index(guide: Guide) -> None:
    """The guide is found by everybody exactly while it is published; its days are asked by whoever looks."""
    assert guide.version is not None
    if guide.stage == Stage.PUBLISHED:
        search.put(Side.PUBLIC, KIND, guide.pk, [mark(KIND), *texts_of(guide.version)])
    else:
        search.drop(Side.PUBLIC, KIND, guide.pk)


def told_of(guide: Guide) -> dict[str, Any]:
    """A guide as the journal keeps it: its facts, and the number of its version; the words stand in the version."""
    return {
        "slug": guide.slug,
        "kind": guide.kind,
        "stage": guide.stage,
        "starts": guide.starts.isoformat(),
        "ends": guide.ends.isoformat() if guide.ends else None,
        "area": guide.area.code if guide.area else None,
        "matters": sorted(guide.matters.values_list("code", flat=True)),
        "office": guide.post.office.code if guide.post else None,
        "version": guide.version.number if guide.version else 0,
    }


def note_act(guide: Guide, *, act: str, before: Mapping[str, Any], by: Any, at: datetime, reason: str = "") -> None:
    """The one line of the act in the journal of what was changed."""
    after = told_of(guide)
    names = [name for name in after if name not in before or after[name] != before[name]]
    record_change(
        "change" if before else "add",
        by=by,
        about=f"guides.guide:{guide.pk}",
        name=str(guide),
        before={name: before[name] for name in names if name in before},
        after={name: after[name] for name in names},
        given={"act": act, **({"reason": reason} if reason else {})},
        at=at,
    )

"""Draft a guide, and change it."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.guides.actions.keeping import NOT_YOURS, add_version, ask, held, index, note_act, told_of
from civic.guides.models import Guide
from civic.guides.queries import is_keeper, post_for
from civic.guides.rules import LONGEST_REASON, Facts, Stage, Text, facts_faults, text_faults
from civic.lib.plain_text import clean_line
from civic.lib.refusals import NotAllowed, NotValid, TooLate
from civic.offices.models import Matter, Post
from civic.offices.queries import OfficerHand
from civic.places.models import Area

ADDRESS_TAKEN = _("Another guide has this address already.")


@transaction.atomic
def draft(text: Text, facts: Facts, *, by: Any, office: str = "", at: datetime) -> Guide:
    """An officer begins a guide in the name of an office of hers (its code); a keeper of the catalogue may also begin
    one in the city's own name. Nobody else sees it yet.

    Raises NotAllowed for whoever writes for no office or not for this one, NotValid with every fault by field.
    """
    hand = ask(None, by=by, at=at)
    post = _post(hand, office, by=by, at=at)
    _check(text, facts)
    guide = Guide(slug=facts.slug, drafted_at=at, post=post)
    _set_facts(guide, facts, at=at)
    add_version(guide, text, by=by, at=at, is_public=False)
    guide.save(update_fields=["version"])
    note_act(guide, act="draft", before={}, by=by, at=at)
    return guide


@transaction.atomic
def revise(
    guide: Guide, text: Text, facts: Facts, *, by: Any, reason: str = "", seen: str | None = None, at: datetime
) -> Guide:
    """A guide is changed. What is published changes for everybody at once, with the old text, the new one and the
    reason beside it.

    Raises NotAllowed for whoever may not write it (published: publish it), Conflict where it changed since `seen`,
    TooLate for what was withdrawn, NotValid with every fault, a published change without a reason among them.
    """
    guide = held(guide, seen=seen)
    is_public = guide.stage == Stage.PUBLISHED
    ask(guide, by=by, at=at, publishes=is_public)
    if guide.stage == Stage.WITHDRAWN:
        raise TooLate(_("This was withdrawn. Draft a new one instead."))
    reason, says_more = clean_line(reason), guide.version is None or guide.version.text != _kept(text)
    _check(text, facts, guide=guide, reason=reason, needs_reason=is_public and says_more)
    before = told_of(guide)
    _set_facts(guide, facts, at=at)
    if says_more:
        add_version(guide, text, by=by, at=at, reason=reason, is_public=is_public)
        guide.save(update_fields=["version"])
    if is_public:
        index(guide)
    note_act(guide, act="revise", before=before, by=by, at=at, reason=reason)
    return guide


def _kept(text: Text) -> Text:
    """The text as a version keeps it: without the languages it does not speak."""
    titles = {language: words for language, words in text.titles.items() if words}
    bodies = {language: words for language, words in text.bodies.items() if words}
    return Text(titles, bodies, text.law, text.article, text.link)


def _post(hand: OfficerHand | None, office: str, *, by: Any, at: datetime) -> Post | None:
    post = post_for(hand, office, on=timezone.localdate(at)) if office else None
    if post is None and (office or not is_keeper(by)):
        raise NotAllowed(NOT_YOURS)
    return post


def _check(
    text: Text, facts: Facts, *, guide: Guide | None = None, reason: str = "", needs_reason: bool = False
) -> None:
    faults = text_faults(text, kind=facts.kind) | facts_faults(facts)
    named = Guide.objects.filter(slug=facts.slug)
    if (named.exclude(pk=guide.pk) if guide is not None else named).exists():
        faults["slug"] = [ADDRESS_TAKEN]
    if guide is not None and guide.published_at is not None and facts.slug != guide.slug:
        faults["slug"] = [_("The address of what was published stays as it is: people have kept it.")]
    if needs_reason and not reason:
        faults["reason"] = [_("Say why it changes: everybody reads it beside the old text and the new one.")]
    if len(reason) > LONGEST_REASON:
        faults["reason"] = [_("Keep the reason under 400 characters.")]
    if facts.area and not Area.objects.filter(code=facts.area, is_active=True).exists():
        faults["area"] = [_("This area is not in force.")]
    known = set(Matter.objects.filter(code__in=facts.matters).values_list("code", flat=True))
    if set(facts.matters) - known:
        faults["matters"] = [_("One of these matters is not in the catalogue.")]
    if faults:
        raise NotValid(fields=faults)


def _set_facts(guide: Guide, facts: Facts, *, at: datetime) -> None:
    guide.slug, guide.kind, guide.starts, guide.ends = facts.slug, facts.kind, facts.starts, facts.ends
    guide.area = Area.objects.filter(code=facts.area).first() if facts.area else None
    guide.changed_at = at
    try:
        with transaction.atomic():
            guide.save()
    except IntegrityError:  # somebody gave the same address in the same moment
        raise NotValid(fields={"slug": ADDRESS_TAKEN}) from None
    guide.matters.set(Matter.objects.filter(code__in=facts.matters))

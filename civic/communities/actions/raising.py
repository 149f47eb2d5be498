"""A resident raises a topic in her community, with no account and, if she likes, without a contact."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from civic.accounts.models import Person
from civic.cases.actions import contact_hashes
from civic.cases.rules import check_contact
from civic.communities.actions.holding import corner_of, demand, write
from civic.communities.models import Topic, TopicContact
from civic.communities.rules import RAISE, check_topic
from civic.lib.plain_text import clean_line, clean_text, first_sentence, guess_language
from civic.lib.sealed import keyed_hash, normal_email, normal_phone
from civic.places.models import Area

DRAWS = 8


@dataclass(frozen=True)
class TopicGiven:
    """A topic as somebody raised it, not yet checked."""

    text: str
    title: str = ""
    email: str = ""
    phone: str = ""
    language: str = "zh-hans"  # in which she is told
    press: str = ""  # what makes it the same: pressed twice, it is one topic


def raise_topic(community: Area, *, given: TopicGiven, by: Person | None, at: datetime) -> Topic:
    """It waits until somebody has looked at it. Raises NotValid by field; the same twice gives the first topic."""
    digest = keyed_hash(given.press, purpose="corner-press") if given.press else None
    for attempt in range(DRAWS):
        try:
            with transaction.atomic():
                known = Topic.objects.filter(press_digest=digest).first() if digest else None
                return known or _raise(community, given, digest=digest, by=by, at=at)
        except IntegrityError:  # two hands drew one number, or pressed one form at the same instant
            if attempt == DRAWS - 1:
                raise
    raise AssertionError("unreachable")


def _raise(community: Area, given: TopicGiven, *, digest: str | None, by: Person | None, at: datetime) -> Topic:
    title, text = clean_line(given.title).strip(), clean_text(given.text).strip()
    email = normal_email(given.email) if given.email else ""
    phone = normal_phone(given.phone) if given.phone else ""
    wrong = check_topic(title=title, text=text)
    contact_is = {"email_is_good": email is not None, "phone_is_good": phone is not None}
    for name, sentences in check_contact(email=given.email, phone=given.phone, **contact_is).items():
        wrong[name] = sentences[0]
    demand(wrong)
    corner = corner_of(community, at=at)
    topic = Topic.objects.create(
        corner=corner,
        number=f"C{localtime(at).year % 100:02d}-{secrets.randbelow(1_000_000):06d}",
        title=title or first_sentence(text),
        language=guess_language(text),
        raised_by=by,
        press_digest=digest,
        raised_at=at,
        moved_at=at,
    )
    if email or phone:
        hashes = {
            "email_hash": contact_hashes(email, "")[0] if email else "",
            "phone_hash": contact_hashes("", phone)[0] if phone else "",
        }
        TopicContact.objects.create(
            topic=topic, email=email or "", phone=phone or "", language=given.language, **hashes
        )
    write(corner, RAISE, by=by, at=at, topic=topic, text=text, side="resident")
    return topic

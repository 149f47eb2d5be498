"""Who says "this is mine too": known by keyed digests only, and what she said already."""

from dataclasses import dataclass

from django.db.models import QuerySet

from civic.cases.models import Case, Contact, Support
from civic.cases.queries.visibility import Viewer
from civic.lib.sealed import keyed_hash


@dataclass(frozen=True)
class Supporter:
    """Whoever says "mine too": the digests she is known by, the surest first, and what else is known of who asks."""

    digests: tuple[str, ...]
    viewer: Viewer
    network: str = ""


def supporter_of(viewer: Viewer, *, network: str = "") -> Supporter:
    """Whoever asks: by her account, the contact she proved, this browser."""
    known = [f"person:{viewer.person.pk}"] if viewer.person is not None else []
    known += [f"contact:{viewer.contact_hash}"] if viewer.contact_hash else []
    known += [f"browser:{viewer.browser}"] if viewer.browser else []
    return Supporter(tuple(map(digest_of, known)), viewer, network)


def supporter_with_report(case: Case, *, network: str = "") -> Supporter:
    """Whoever shows the code of a report of her own: the same person as the account or the contact behind it."""
    left = Contact.objects.filter(case=case).values_list("email_hash", "phone_hash").first() or ("", "")
    viewer = Viewer(
        person=case.reporter,
        contact_hash=left[0] or left[1],
        reporter_of=frozenset() if case.reissues else frozenset({case.pk}),
        reissued_of=frozenset({(case.pk, case.reissues)}) if case.reissues else frozenset(),
    )
    known = [f"contact:{digest}" for digest in left if digest]
    return Supporter((*supporter_of(viewer).digests, *map(digest_of, [*known, f"case:{case.pk}"])), viewer, network)


def digest_of(who: str) -> str:
    """What is kept of whoever supports."""
    return keyed_hash(who, purpose="support")


def supports_of(case: Case, who: Supporter) -> QuerySet[Support]:
    """What she said of this case already."""
    return Support.objects.filter(case=case, who__in=who.digests)

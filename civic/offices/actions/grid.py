"""Who serves in the cells of the grid."""

from django.db import transaction

from civic.offices.models import Force
from civic.offices.rules import FORCES


@transaction.atomic
def lay_out_forces() -> None:
    """The seven forces every cell has come to be; what the city has changed in them stays."""
    for place, (code, (hans, hant, en), shows_phone) in enumerate(FORCES, start=1):
        Force.objects.get_or_create(
            code=code,
            defaults={
                "name_zh_hans": hans,
                "name_zh_hant": hant,
                "name_en": en,
                "shows_phone": shows_phone,
                "order": place * 10,
            },
        )

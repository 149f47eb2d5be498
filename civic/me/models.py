"""Links to one's own cases: each opens once, for a day; of the secret in it only a digest is kept."""

from django.db import models
from django.db.models import F, Q


class Link(models.Model):
    """A link that went to an address. Neither the address nor the secret stands here."""

    digest = models.CharField(max_length=64, unique=True)  # keyed, of the secret
    contact_hash = models.CharField(max_length=64, db_index=True)  # as beside the contacts of cases
    made_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("made_at")), name="link_ends_after_it_began")]

    def __str__(self) -> str:
        return f"link of {self.made_at}"

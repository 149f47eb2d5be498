"""A call as it is being written down."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.cases.models import Draft


class KeptCall(models.Model):
    """A call an operator is writing down: what was said lies in a sealed draft, so that a caller who hangs up, a page
    that was lost and a press that came twice lose and double nothing."""

    operator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=43)  # of the page it is written down on; a page sent twice is one call
    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="call")
    kept_at = models.DateTimeField()
    texted_at = models.DateTimeField(null=True)  # number and code went to the caller by text message

    class Meta:
        indexes = [models.Index(fields=["operator", "kept_at"], name="calls_kept_by_operator")]
        constraints = [
            models.UniqueConstraint(fields=["operator", "token"], name="one_call_a_page"),
            models.CheckConstraint(condition=~Q(token=""), name="kept_call_has_a_token"),
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"

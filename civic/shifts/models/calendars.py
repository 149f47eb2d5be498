"""A volunteer's own calendar by a secret address, and who wants to hear of new shifts."""

from django.db import models

from civic.volunteers.models import Volunteer


class Feed(models.Model):
    """The address of a volunteer's calendar; of its secret the digest is kept, and a new one ends the old."""

    volunteer = models.OneToOneField(Volunteer, on_delete=models.CASCADE, related_name="feed")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.volunteer_id}"


class Watch(models.Model):
    """Tell me when there is a new shift that I can take, in my hours, by day."""

    volunteer = models.OneToOneField(Volunteer, on_delete=models.CASCADE, related_name="watch")
    since = models.DateTimeField()
    told_until = models.DateTimeField()  # shifts made before were told

    def __str__(self) -> str:
        return f"{self.volunteer_id} wants to hear of shifts"

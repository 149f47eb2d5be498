"""Counts that are kept so that a map costs the same at any size."""

from django.db import models


class MapCount(models.Model):
    """How many public cases of one sign lie in an h3 hexagon; kept in the transaction that shows, hides or signs a
    case, so that a map of any size costs the same and what is hidden is gone from it at once."""

    resolution = models.PositiveSmallIntegerField()
    h3 = models.BigIntegerField()
    sign = models.CharField(max_length=4)
    count = models.IntegerField()
    lat_sum = models.FloatField()  # of the coordinates: their mean is where the group is drawn
    lon_sum = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resolution", "h3", "sign"], name="one_count_a_hexagon_and_sign")
        ]

    def __str__(self) -> str:
        return f"{self.h3:x} {self.sign} {self.count}"

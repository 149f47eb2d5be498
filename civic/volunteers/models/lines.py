"""What was done about a volunteer or an organisation, written once."""

from django.db import models

from civic.journal import models as journal
from civic.volunteers.models.organisations import Organisation
from civic.volunteers.models.people import Volunteer


class VolunteerLine(journal.Line):
    """One act about a volunteer: applied, taken on, trained, qualified, starred, erased. The volunteer reads it."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="lines")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["volunteer", "seq"], name="one_line_a_place_of_a_volunteer")]

    def __str__(self) -> str:
        return f"{self.volunteer_id}#{self.seq} {self.verb}"


class OrganisationLine(journal.Line):
    """One act about an organisation: asked, registered, suspended, its managers named, ended."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lines")

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "seq"], name="one_line_a_place_of_an_organisation")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}#{self.seq} {self.verb}"

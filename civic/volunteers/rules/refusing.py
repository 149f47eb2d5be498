"""What whoever may not enter is told; guards and acts say the same."""

from django.utils.translation import gettext_lazy as _

NO_COORDINATOR = _("Only the coordinators of the city’s volunteers do this.")
NO_MANAGER = _("Only whoever manages this organisation does this.")
NOT_ACTIVE = _("Only volunteers who were taken on do this. Your page says how your application stands.")

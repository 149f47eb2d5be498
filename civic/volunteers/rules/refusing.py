"""What whoever may not enter is told; guards and acts say the same."""

from django.utils.translation import gettext_lazy as _

NO_COORDINATOR = _("This page is for the city’s coordinators of volunteers.")
NO_MANAGER = _("Only whoever manages this organisation does this.")
NO_VOLUNTEER = _("This page is for volunteers. Everybody over fourteen can become one.")
NOT_ACTIVE = _("Only volunteers who were taken on do this. Your page says how your application stands.")

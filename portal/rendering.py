"""How forms are drawn."""

from django.forms.renderers import TemplatesSetting


class GongzhiRenderer(TemplatesSetting):
    """Draws forms with the templates of the house."""

"""The addresses of suggestions."""

from django.urls import path

from civic.suggestions.views import index, show

app_name = "suggestions"
urlpatterns = [
    path("", index.index, name="list"),
    path("<str:number>/", show.show, name="show"),
    path("<str:number>/support/", show.support, name="support"),
]

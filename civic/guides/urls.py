"""Where notices, guides and rules are read. They are written at the desk."""

from django.urls import path

from civic.guides import views

app_name = "guides"
urlpatterns = [
    path("guides/", views.index, name="list"),
    path("guides/<slug:slug>/", views.show, name="show"),
]

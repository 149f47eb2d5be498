"""The catalogue of matters, for everybody and for those who keep it."""

from django.urls import path

from civic.offices.views import editor, matters, tree

app_name = "offices"
urlpatterns = [
    path("offices/", tree.show_offices, name="offices"),
    path("offices/<slug:code>/", tree.show_office, name="office"),
    path("matters/", matters.index, name="matters"),
    path("matters/edit/", editor.index, name="catalogue"),  # before the codes, which it would be one of
    path("matters/edit/add/", editor.add, name="add-matter"),
    path("matters/<slug:code>/edit/", editor.edit, name="edit-matter"),
]

"""Where the figures are read, what they are made of, and what was corrected."""

from django.urls import path

from civic.insights import views

app_name = "insights"
urlpatterns = [
    path("matters/<slug:code>/", views.matter, name="matter"),  # its catalogue and the editor are of the offices
    path("search/", views.search, name="search"),
    path("scores/", views.scores, name="scores"),
    path("scores/table.csv", views.table_csv, name="table-csv"),
    path("scores/ratings/", views.ratings, name="ratings"),
    path("scores/corrections/", views.corrections, name="corrections"),
    path("scores/corrections/explain/", views.explain, name="explain"),
    path("open-data/", views.open_data, name="open-data"),
    path("open-data/cases/<slug:month>.csv", views.cases_csv, name="cases-csv"),
    path("open-data/figures/<slug:month>.csv", views.figures_csv, name="figures-csv"),
    path("open-data/set-aside.csv", views.set_aside_csv, name="set-aside-csv"),
    path("open-data/communities.csv", views.communities_csv, name="communities-csv"),
    path("open-data/volunteers.csv", views.volunteers_csv, name="volunteers-csv"),
    path("open-data/corrections.csv", views.corrections_csv, name="corrections-csv"),
]

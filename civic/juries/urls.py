"""The addresses of juries."""

from django.urls import path

from civic.juries import views

app_name = "juries"
urlpatterns = [
    path("little-mayor/jury/", views.show_sheets, name="sheets"),
    path("little-mayor/jury/<int:key>/", views.show_sheet, name="sheet"),
    path("little-mayor/jury/<int:key>/pictures/<int:place>/", views.sheet_picture, name="picture"),
    path("little-mayor/jury/<int:key>/aside/", views.step_aside, name="aside"),
    path("little-mayor/jury/seats/<int:key>/declare/", views.declare, name="declare"),
    path("little-mayor/jury/words/", views.show_words, name="words"),
    path("little-mayor/editions/<int:number>/jury/", views.show_rules, name="rules"),
    path("desk/youth/juries/", views.show_panels, name="panels"),
    path("desk/youth/juries/rubrics/", views.show_rubrics, name="rubrics"),
    path("desk/youth/juries/rubrics/<int:key>/file/", views.rubric_file, name="rubric-file"),
    path("desk/youth/juries/rounds/<int:number>/<slug:phase>/", views.show_round, name="round"),
    path("desk/youth/juries/<int:key>/", views.show_panel, name="panel"),
    path("desk/youth/juries/<int:key>/<slug:verb>/", views.act_on_panel, name="act-on-panel"),
    path("desk/youth/juries/seats/<int:key>/replace/", views.replace, name="replace"),
    path("desk/youth/juries/sheets/<int:key>/<slug:verb>/", views.act_on_sheet, name="act-on-sheet"),
    path("desk/youth/juries/pieces/<int:key>/<slug:verb>/", views.act_on_piece, name="act-on-piece"),
]

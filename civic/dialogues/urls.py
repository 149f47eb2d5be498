"""The addresses of dialogues."""

from django.urls import path

from civic.dialogues import views

app_name = "dialogues"
urlpatterns = [
    path("little-mayor/dialogues/", views.show_list, name="list"),
    path("little-mayor/dialogues/mine/", views.show_mine, name="mine"),
    path("little-mayor/dialogues/mine/<int:key>/<slug:verb>/", views.say, name="say"),
    path("little-mayor/dialogues/<int:number>/<int:key>/", views.show, name="show"),
    path("desk/youth/dialogues/", views.show_dialogues, name="desk-list"),
    path("desk/youth/dialogues/answers/", views.show_answers, name="answers"),
    path("desk/youth/dialogues/answers/<int:key>/promise/", views.promise, name="promise"),
    path("desk/youth/dialogues/<int:key>/", views.show_dialogue, name="desk-show"),
    path("desk/youth/dialogues/<int:key>/<slug:verb>/", views.act, name="desk-act"),
    path("desk/youth/dialogues/exchanges/<int:key>/leave-out/", views.leave_out, name="leave-out"),
]

"""The addresses of the little mayor."""

from django.urls import path

from civic.youth import views
from civic.youth.views import agreeing, asking, desk_families, family, people, school, track

app_name = "youth"
urlpatterns = [
    path("little-mayor/", views.front, name="front"),
    path("little-mayor/proposals/", views.listed, name="list"),
    path("little-mayor/proposals/<str:number>/", views.show, name="show"),
    path("little-mayor/editions/<int:number>/", views.edition, name="edition"),
    path("little-mayor/may-i/", asking.may_i, name="may-i"),
    path("little-mayor/may-i/letter/", asking.letter, name="letter"),
    path("little-mayor/enter/", asking.come_in, name="come-in"),
    path("little-mayor/leave/", asking.go_out, name="go-out"),
    path("little-mayor/my-word/", asking.my_word, name="my-word"),
    path("little-mayor/own-word/", asking.own_word, name="own-word"),
    path("little-mayor/family/", family.family, name="family"),
    path("little-mayor/family/agree/", agreeing.agree, name="agree"),
    path("little-mayor/family/leave/", family.leave_slip, name="leave-slip"),
    path("little-mayor/family/asked/<str:secret>/", family.asked, name="asked"),
    path("little-mayor/family/asked/<str:secret>/join/", family.join, name="join"),
    path("little-mayor/family/<uuid:key>/", family.ward, name="ward"),
    path("little-mayor/family/<uuid:key>/withdraw/", family.withdraw, name="withdraw"),
    path("little-mayor/family/<uuid:key>/code/", family.fresh_code, name="fresh-code"),
    path("little-mayor/family/<uuid:key>/invite/", family.invite, name="invite"),
    path("desk/youth/families/", desk_families.find, name="desk-find"),
    path("desk/youth/families/new/", agreeing.agree_at_desk, name="agree-at-desk"),
    path("desk/youth/families/<uuid:key>/", desk_families.family_at_desk, name="desk-family"),
    path("desk/youth/families/<uuid:key>/<int:ward>/words/", desk_families.write_down, name="write-down"),
    path("desk/youth/families/<uuid:key>/<int:ward>/withdraw/", desk_families.withdraw_at_desk, name="desk-withdraw"),
    path("desk/youth/families/<uuid:key>/<int:ward>/slip/", desk_families.slip_at_desk, name="desk-slip"),
    path("little-mayor/school/", school.schools, name="schools"),
    path("little-mayor/school/<slug:code>/", school.show, name="school"),
    path("little-mayor/school/<slug:code>/anew/", school.anew, name="school-anew"),
    path("little-mayor/school/<slug:code>/print/<int:key>/", school.print_sheet, name="school-print"),
    path("desk/youth/", track.home, name="track"),
    path("desk/youth/editions/new/", track.new, name="track-new"),
    path("desk/youth/editions/<int:number>/", track.show, name="track-edition"),
    path("desk/youth/editions/<int:number>/template/", track.template, name="track-template"),
    path("desk/youth/editions/<int:number>/place/", track.place, name="track-place"),
    path("desk/youth/editions/<int:number>/move/", track.move, name="track-move"),
    path("desk/youth/editions/<int:number>/debate/", track.prepare, name="track-debate"),
    path("desk/youth/editions/<int:number>/debate/<int:key>/", track.draw, name="track-draw"),
    path("desk/youth/editions/<int:number>/do/<slug:verb>/", track.act, name="track-act"),
    path("desk/youth/people/", people.show, name="track-people"),
    path("desk/youth/people/tasks/<int:key>/end/", people.end_task, name="track-end-task"),
    path("desk/youth/people/checks/<int:key>/end/", people.end_check, name="track-end-check"),
]

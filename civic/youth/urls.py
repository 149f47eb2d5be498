"""The addresses of the little mayor."""

from django.urls import path

from civic.youth import views
from civic.youth.views import agreeing, asking, concerns, desk_families, family, making, pictures, reading, telling

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
    path("little-mayor/proposals/<str:number>/report/", telling.report, name="report"),
    path("little-mayor/reported/", telling.reported, name="reported"),
    path("little-mayor/pictures/<uuid:key>/<slug:size>/", pictures.picture, name="picture"),
    path("little-mayor/make/", making.make, name="make"),
    path("little-mayor/make/<slug:number>/", making.own, name="own"),
    path("little-mayor/make/<slug:number>/write-on/", making.change, name="change"),
    path("little-mayor/make/<slug:number>/take-back/", making.take_back, name="take-back"),
    path("little-mayor/make/<slug:number>/<slug:step>/", making.step, name="step"),
    path("desk/youth/reading/", reading.queue, name="reading"),
    path("desk/youth/reading/next/", reading.onward, name="read-next"),
    path("desk/youth/reading/<slug:number>/", reading.read, name="read"),
    path("desk/youth/reading/<slug:number>/hide/", reading.hide, name="hide"),
    path("desk/youth/pictures/<int:key>/cover/", reading.cover, name="cover"),
    path("desk/youth/pictures/<int:key>/sealed/", pictures.sealed, name="sealed"),
    path("desk/youth/concerns/", concerns.concerns, name="concerns"),
    path("desk/youth/concerns/<uuid:key>/", concerns.concern, name="concern"),
    path("desk/youth/concerns/<uuid:key>/<slug:verb>/", concerns.do, name="concern-do"),
]

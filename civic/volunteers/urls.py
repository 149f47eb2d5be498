"""The addresses of volunteers and organisations."""

from django.urls import path

from civic.volunteers.views import desk, family, joining, mine, organisations

app_name = "volunteers"
urlpatterns = [
    path("volunteer/join/", joining.join, name="join"),
    path("volunteer/join/ask/", joining.ask, name="ask"),
    path("volunteer/family/", family.family, name="family"),
    path("volunteer/family/asked/<str:secret>/", family.asked, name="asked"),
    path("volunteer/family/asked/<str:secret>/agree/", family.agree, name="agree"),
    path("volunteer/me/", mine.me, name="me"),
    path("volunteer/me/wishes/", mine.wishes, name="wishes"),
    path("volunteer/me/public/", mine.public, name="public"),
    path("volunteer/me/kept/", mine.own_identity, name="own-identity"),
    path("volunteer/me/<slug:verb>/", mine.act, name="act"),
    path("volunteer/organisations/", organisations.listed, name="organisations"),
    path("volunteer/organisations/new/", organisations.new, name="organisation-new"),
    path("volunteer/organisations/<slug:code>/", organisations.show, name="organisation"),
    path("volunteer/organisations/<slug:code>/manage/", organisations.manage, name="manage"),
    path("volunteer/organisations/<slug:code>/membership/<slug:verb>/", organisations.membership, name="membership"),
    path("volunteer/organisations/<slug:code>/managers/<int:key>/end/", organisations.end_manager, name="end-manager"),
    path("volunteer/organisations/<slug:code>/members/<int:key>/<slug:verb>/", organisations.member, name="member"),
    path("desk/volunteers/applicants/", desk.applicants, name="desk-applicants"),
    path("desk/volunteers/people/", desk.find, name="desk-find"),
    path("desk/volunteers/people/<uuid:key>/", desk.person, name="desk-person"),
    path("desk/volunteers/people/<uuid:key>/open/", desk.open_identity, name="desk-open"),
    path("desk/volunteers/people/<uuid:key>/<slug:verb>/", desk.decide, name="desk-decide"),
    path("desk/volunteers/organisations/", desk.organisations, name="desk-organisations"),
    path("desk/volunteers/organisations/<slug:code>/", desk.organisation, name="desk-organisation"),
]

"""The addresses of courses and qualifications, and where the coordinators begin."""

from django.urls import path

from civic.courses.views import desk, managing, public

app_name = "courses"
_OF = "volunteer/organisations/<slug:code>/courses/"
urlpatterns = [
    path("volunteer/courses/", public.courses, name="list"),
    path("volunteer/courses/<slug:code>/", public.course, name="course"),
    path("volunteer/courses/<slug:code>/test/", public.test, name="test"),
    path("volunteer/courses/<slug:code>/days/<int:key>/<slug:verb>/", public.seat, name="seat"),
    path("volunteer/course-days/<int:key>/", managing.day, name="day"),
    path("volunteer/course-days/seats/<int:key>/<slug:verb>/", managing.present, name="present"),
    path("volunteer/qualifications/", public.qualifications, name="qualifications"),
    path("volunteer/qualifications/papers/<uuid:key>/<slug:size>/", public.paper, name="paper"),
    path(_OF, managing.courses, name="manage-courses"),
    path(f"{_OF}new/", managing.write, name="course-new"),
    path(f"{_OF}learnt/<int:key>/confirm/", managing.confirm, name="confirm"),
    path(f"{_OF}<slug:course>/", managing.show, name="manage-course"),
    path(f"{_OF}<slug:course>/write/", managing.write, name="course-write"),
    path("desk/volunteers/", desk.home, name="desk-home"),
    path("desk/volunteers/courses/", desk.courses, name="desk-courses"),
    path("desk/volunteers/qualifications/", desk.qualifications, name="desk-qualifications"),
    path("desk/volunteers/qualifications/papers/<uuid:key>/", desk.claim, name="desk-claim"),
    path("desk/volunteers/qualifications/of/<uuid:key>/", desk.held, name="desk-held"),
    path("desk/volunteers/qualifications/<int:key>/revoke/", desk.revoke, name="desk-revoke"),
]

"""The table of routes: every address of the site, who is let in, and which methods it takes. Written from what the
pages are for; a route that is not in it fails the test by name."""

from dataclasses import dataclass

TABLE = """
all             GET        (home)
all             GET        little-mayor/ little-mayor/proposals/ little-mayor/editions/<int:number>/
all             GET        little-mayor/proposals/<str:number>/
all             GET,POST   little-mayor/may-i/ little-mayor/enter/ little-mayor/own-word/ little-mayor/family/
all             GET        little-mayor/may-i/letter/
all             GET,POST   little-mayor/my-word/ little-mayor/family/<uuid:key>/
all             POST       little-mayor/leave/ little-mayor/family/leave/
all             POST       little-mayor/family/<uuid:key>/code/ little-mayor/family/<uuid:key>/invite/
all             GET,POST   little-mayor/family/asked/<str:secret>/
signed-in       GET,POST   little-mayor/family/agree/ little-mayor/family/asked/<str:secret>/join/
vetted          GET,POST   desk/youth/families/ desk/youth/families/new/
vetted          GET        desk/youth/families/<uuid:key>/
vetted          POST       desk/youth/families/<uuid:key>/<int:ward>/words/
vetted          GET,POST   desk/youth/families/<uuid:key>/<int:ward>/withdraw/
vetted          POST       desk/youth/families/<uuid:key>/<int:ward>/slip/
all             GET        little-mayor/editions/<int:number>/jury/
all             GET        little-mayor/dialogues/ little-mayor/dialogues/<int:number>/<int:key>/
pupils          GET        little-mayor/dialogues/mine/
pupils          POST       little-mayor/dialogues/mine/<int:key>/<slug:verb>/
vetted          GET,POST   desk/youth/dialogues/ desk/youth/dialogues/<int:key>/
vetted          POST       desk/youth/dialogues/<int:key>/<slug:verb>/
vetted          POST       desk/youth/dialogues/exchanges/<int:key>/leave-out/
vetted          GET        little-mayor/jury/
vetted          GET,POST   little-mayor/jury/<int:key>/
vetted          POST       little-mayor/jury/<int:key>/aside/ little-mayor/jury/seats/<int:key>/declare/
pupils          GET        little-mayor/jury/words/
vetted          GET,POST   desk/youth/juries/ desk/youth/juries/<int:key>/
vetted          POST       desk/youth/juries/<int:key>/<slug:verb>/ desk/youth/juries/seats/<int:key>/replace/
vetted          POST       desk/youth/juries/sheets/<int:key>/<slug:verb>/
vetted          POST       desk/youth/juries/pieces/<int:key>/<slug:verb>/
volunteers      GET        volunteer/here/
volunteers      POST       volunteer/here/<slug:number>/ volunteer/here/absences/<int:key>/
volunteers      GET        volunteer/here/<slug:number>/code/ volunteer/here/insurer/<int:key>/
volunteers      GET,POST   volunteer/here/<slug:number>/found/ volunteer/here/<slug:number>/hurt/
signed-in       GET        volunteer/lead/ volunteer/complaints/<int:key>/
signed-in       GET,POST   volunteer/complaints/about/<slug:code>/
api-signed-in   POST       api/v1/volunteer/scans/
leaders         GET,POST   volunteer/lead/<slug:number>/ volunteer/lead/<slug:number>/hand/<slug:key>/
leaders         GET,POST   volunteer/lead/<slug:number>/close/ volunteer/lead/<slug:number>/walk-ins/
leaders         GET,POST   volunteer/lead/<slug:number>/absences/ volunteer/lead/<slug:number>/injuries/
leaders         GET        volunteer/lead/<slug:number>/code/
leaders         GET        volunteer/lead/<slug:number>/walk-ins/<int:key>/photo/
leaders         POST       volunteer/lead/<slug:number>/walk-ins/<int:key>/
leaders         POST       volunteer/lead/<slug:number>/injuries/<int:key>/
complaints      GET        desk/volunteers/complaints/
complaints      GET,POST   desk/volunteers/complaints/<int:key>/
served          GET        volunteer/hours/
served          GET,POST   volunteer/hours/<int:seq>/object/ volunteer/hours/shifts/<slug:number>/object/
served          GET,POST   volunteer/hours/shifts/<slug:number>/how/
served          POST       volunteer/hours/objections/<int:key>/withdraw/
managers        GET        volunteer/organisations/<slug:code>/hours/
managers        GET,POST   volunteer/organisations/<slug:code>/hours/<slug:number>/
managers        GET,POST   volunteer/organisations/<slug:code>/hours/lines/<int:key>/
managers        GET,POST   volunteer/organisations/<slug:code>/objections/<int:key>/
coordinators    GET        desk/volunteers/hours/ desk/volunteers/hours/book.csv
managers        GET        volunteer/organisations/<slug:code>/hours/book.csv
all             GET,POST   volunteer/check/
all             GET        volunteer/check/<str:number>/ volunteer/thanks/
served          GET        volunteer/honours/ volunteer/certificates/<slug:number>/
served          GET        volunteer/certificates/<slug:number>/pdf/
served          POST       volunteer/honours/apply/ volunteer/honours/give/ volunteer/honours/rewards/<int:key>/
served          GET,POST   volunteer/certificates/
coordinators    GET,POST   desk/volunteers/stars/ desk/volunteers/rewards/ desk/volunteers/certificates/
coordinators    POST       desk/volunteers/stars/<int:key>/ desk/volunteers/rewards/<int:key>/end/
coordinators    GET,POST   desk/volunteers/certificates/<slug:number>/
all             GET        little-mayor/proposals/<str:number>/ little-mayor/map/
all             GET        api/v1/youth/proposals/ api/v1/youth/proposals/<str:number>/
letters         GET        desk/youth/dialogues/answers/
letters         GET,POST   desk/youth/dialogues/answers/<int:key>/promise/
vetted          GET        little-mayor/jury/<int:key>/pictures/<int:place>/ desk/youth/juries/rubrics/<int:key>/file/
vetted          GET,POST   desk/youth/juries/rubrics/ desk/youth/juries/rounds/<int:number>/<slug:phase>/
all             GET,POST   little-mayor/family/<uuid:key>/withdraw/
guardians       GET        little-mayor/family/<uuid:key>/heard/
track           POST       desk/youth/editions/<int:number>/tasks/
letters         GET        desk/youth/letters/
letters         GET,POST   desk/youth/letters/<slug:number>/ desk/youth/ideas/<int:key>/promise/
letters         POST       desk/youth/letters/<slug:number>/send/ desk/youth/letters/<slug:number>/back/
vetted          GET        desk/youth/ little-mayor/school/
vetted          GET,POST   little-mayor/school/<slug:code>/
vetted          POST       little-mayor/school/<slug:code>/anew/ little-mayor/school/<slug:code>/print/<int:key>/
track           GET        desk/youth/editions/<int:number>/ desk/youth/editions/<int:number>/template/
track           GET,POST   desk/youth/editions/new/ desk/youth/people/ desk/youth/editions/<int:number>/place/
track           POST       desk/youth/editions/<int:number>/move/ desk/youth/editions/<int:number>/debate/
track           POST       desk/youth/editions/<int:number>/debate/<int:key>/
track           POST       desk/youth/editions/<int:number>/do/<slug:verb>/
track           POST       desk/youth/people/tasks/<int:key>/end/ desk/youth/people/checks/<int:key>/end/
all             GET        healthz readyz metrics privacy/ accessibility/
demo            GET        demo/ demo/mail/
demo            POST       demo/enter/<slug:name>/ demo/tour/ demo/leave/
operators       GET,POST   desk/phone/ desk/phone/again/ desk/phone/again/<int:key>/
operators       POST       desk/phone/keep/ desk/phone/hints/ desk/phone/kept/<int:key>/drop/
operators       GET        desk/phone/done/<slug:number>/ desk/phone/cases/<slug:number>/
operators       GET        desk/phone/print/<slug:number>/
operators       POST       desk/phone/done/<slug:number>/text/ desk/phone/again/<int:key>/end/
operators       POST       desk/phone/cases/<slug:number>/<slug:verb>/
operators       GET        desk/phone/calls/ desk/phone/undelivered/
operators       GET,POST   desk/phone/calls/<int:key>/ desk/phone/undelivered/<int:key>/
operators       POST       desk/phone/calls/<int:key>/take/ desk/phone/undelivered/<int:key>/take/
operators       GET,POST   desk/phone/codes/
operators       POST       desk/phone/codes/<int:key>/print/ desk/phone/codes/<int:key>/void/
data            GET        desk/phone/checks/ desk/records/
data            POST       desk/records/export/
data            GET,POST   desk/records/sealed/
changes         GET        desk/records/changes/
all             GET,POST   little-mayor/proposals/<str:number>/report/ little-mayor/make/
all             GET        little-mayor/reported/ little-mayor/pictures/<uuid:key>/<slug:size>/
pupils          GET        little-mayor/make/<slug:number>/
pupils          GET,POST   little-mayor/make/<slug:number>/take-back/ little-mayor/make/<slug:number>/<slug:step>/
pupils          POST       little-mayor/make/<slug:number>/write-on/
vetted          GET        desk/youth/reading/<slug:number>/beside/<slug:other>/
vetted          GET        desk/youth/reading/ desk/youth/reading/next/ desk/youth/pictures/<int:key>/sealed/
vetted          GET,POST   desk/youth/reading/<slug:number>/ desk/youth/pictures/<int:key>/cover/
vetted          POST       desk/youth/reading/<slug:number>/hide/ desk/youth/concerns/<uuid:key>/<slug:verb>/
vetted          GET        desk/youth/concerns/ desk/youth/concerns/<uuid:key>/
officers        GET        desk/ desk/map.json desk/export/
officers        GET,POST   desk/next/
meeting         GET        desk/meeting/ desk/roots/ desk/roots/<slug:stage>/
rounds          GET        desk/rounds/
needs           GET        desk/needs/ desk/needs/<int:key>/
needs           POST       desk/needs/<int:key>/hand-in/ desk/needs/<int:key>/drop/
keepers         GET        desk/thresholds/
keepers         GET,POST   desk/thresholds/<slug:code>/
lookers         GET        desk/swarms/ desk/paper/
lookers         POST       desk/swarms/<int:key>/ desk/paper/<int:key>/void/
rounds          GET,POST   desk/rounds/new/ desk/rounds/<int:key>/
rounds          POST       desk/rounds/<int:key>/show/ desk/rounds/<int:key>/hide/ desk/rounds/<int:key>/discard/
talks           GET,POST   desk/talks/
moderators      GET        desk/comments/
moderators      POST       desk/comments/<int:key>/<slug:verb>/
topics          GET        desk/topics/ desk/topics/<int:key>/
topics          POST       desk/topics/<int:key>/cause/ desk/topics/<int:key>/report/ desk/topics/<int:key>/close/
heads           GET,POST   desk/signing/
answering       GET        desk/ready/ desk/templates/
answering       GET,POST   desk/templates/new/ desk/templates/<int:key>/
answering       POST       desk/templates/<int:key>/drop/
answering       GET        desk/assessments/
officers        GET        desk/assessments/<int:key>/ desk/suggestions/<slug:number>/
officers        POST       desk/assessments/<int:key>/<slug:verb>/ desk/suggestions/<slug:number>/<slug:verb>/
writers         GET        desk/guides/
writers         GET,POST   desk/guides/new/ desk/guides/<int:key>/ desk/guides/<int:key>/withdraw/
writers         POST       desk/guides/<int:key>/publish/
moderators      GET        desk/screening/
supervisors     GET        desk/checking/ desk/checking/<slug:number>/
supervisors     POST       desk/checking/<slug:number>/<slug:verb>/
supervisors     GET        desk/samples/ desk/samples/<int:key>/ desk/samples/<int:key>/numbers.txt
supervisors     GET,POST   desk/samples/draw/ desk/samples/<int:key>/<slug:number>/
supervisors     POST       desk/samples/<int:key>/<slug:number>/assign/
promising       GET        desk/promises/ desk/promises/<slug:code>/
promising       GET,POST   desk/promises/new/
promising       POST       desk/promises/<slug:code>/<slug:verb>/ desk/promises/pictures/<int:key>/<slug:verb>/
officers        GET        desk/tasks/ desk/tasks/<int:key>/ desk/tasks/<int:key>/photos/<int:photo>/<slug:size>/
officers        POST       desk/tasks/<int:key>/<slug:verb>/
officers        POST       desk/bulk/ desk/views/<int:key>/share/ desk/views/<int:key>/drop/
officers        GET,POST   desk/bulk/<int:key>/ desk/views/
officers        GET        desk/duty/ desk/roster/ desk/roster/<slug:office>/
officers        POST       desk/duty/contact/
officers        GET,POST   desk/duty/<int:key>/
officers        POST       desk/roster/<slug:office>/plan/ desk/roster/<slug:office>/drop/<int:key>/
officers        POST       desk/roster/<slug:office>/copy/ desk/roster/<slug:office>/follow/
officers        POST       desk/roster/<slug:office>/minutes/
officers        POST       desk/kept/ desk/kept/throw-away/
officers        GET        desk/incidents/ desk/incidents/<int:key>/
incidents       GET,POST   desk/incidents/open/
officers        POST       desk/incidents/<int:key>/bulletin/ desk/incidents/<int:key>/extend/
officers        POST       desk/incidents/<int:key>/end/ desk/incidents/<int:key>/hand/
officers        POST       desk/incidents/<int:key>/join/ desk/incidents/<int:key>/leave/
officers        GET        desk/cases/<slug:number>/
officers        GET,POST   desk/cases/<slug:number>/photos/<int:photo>/ desk/cases/<slug:number>/<slug:verb>/
officers        GET        desk/cases/<slug:number>/photos/<int:photo>/unblurred/
officers        POST       desk/cases/<slug:number>/flag/ desk/cases/<slug:number>/put-back/
officers        POST       desk/cases/<slug:number>/contact/
officers        GET,POST   desk/cases/<slug:number>/answer-photos/
all             GET        me/ me/erased/
all             GET,POST   me/link/ me/open/<str:token>/ me/erase/ me/take-along/
signed-in       GET,POST   accounts/switch/ accounts/lock/ accounts/unlock/
all             GET,POST   accounts/login/
theirs          GET,POST   accounts/login/code/
signed-in       GET        accounts/second-factor/ accounts/password/set/
signed-in       GET,POST   accounts/second-factor/printed/
staff           GET,POST   accounts/sheet/
admins          GET,POST   accounts/sheets/
admins          POST       accounts/sheets/<int:key>/hand-out/
theirs          GET,POST   accounts/login/staff/ accounts/logout/ accounts/password/reset/ accounts/login/key/
theirs          GET        accounts/inactive/ accounts/password/reset/done/ accounts/password/reset/key/done/
theirs          GET,POST   accounts/password/reset/key/<base36:uidb36>-<str:key>/ accounts/2fa/authenticate/
owner           GET,POST   accounts/reauthenticate/ accounts/password/change/ accounts/2fa/reauthenticate/
owner           GET        accounts/2fa/ accounts/2fa/recovery-codes/ accounts/2fa/recovery-codes/download/
owner           GET        accounts/2fa/keys/
owner           GET,POST   accounts/2fa/app/add/ accounts/2fa/app/remove/ accounts/2fa/recovery-codes/new/
owner           GET,POST   accounts/2fa/keys/add/ accounts/2fa/keys/reauthenticate/
owner           GET,POST   accounts/2fa/keys/<int:pk>/remove/ accounts/2fa/keys/<int:pk>/rename/ accounts/sessions/
officers        GET        components/plates/
all             GET        components/ components/register/ components/<str:code>/ components/<str:code>/qr.svg
all             GET        guides/ guides/<slug:slug>/ search/
all             GET        offices/ offices/<slug:code>/ matters/ matters/<slug:code>/
editors         GET        matters/edit/
editors         GET,POST   matters/edit/add/ matters/<slug:code>/edit/
all             GET        sw.js app.webmanifest report/drafts/ report/offline/
all             GET,POST   report/ report/matter/ report/where/ report/more/ report/similar/ report/photos/
all             GET,POST   report/contact/ report/check/ track/
all             GET        report/place/ report/find/ report/photos/<uuid:key>/<slug:size>/
all             GET,POST   report/receipt/ report/again/
all             GET        cases/<str:number>/photos/<uuid:key>/<slug:size>/ cases/<str:number>/
all             GET        incidents/ incidents/<slug:slug>/ cells/ cells/<slug:layer>/<slug:code>/
all             GET        little-mayor/family/kept/
guardians       GET        little-mayor/family/<uuid:key>/kept/
guardians       POST       little-mayor/family/<uuid:key>/kept/copy/ little-mayor/family/<uuid:key>/kept/ask/
guardians       POST       little-mayor/family/<uuid:key>/kept/contact/
guardians       GET,POST   little-mayor/family/<uuid:key>/kept/erase/
pupils          GET,POST   little-mayor/about-me/ little-mayor/about-me/erase/
vetted          GET        desk/youth/openings/ desk/youth/openings/<int:key>/ desk/youth/requests/
vetted          GET,POST   desk/youth/openings/ask/ desk/youth/requests/new/ desk/youth/requests/<uuid:key>/
vetted          POST       desk/youth/openings/<int:key>/read/ desk/youth/openings/<int:key>/correct/
vetted          POST       desk/youth/openings/<int:key>/withhold/<int:ward>/ desk/youth/openings/<int:key>/<slug:verb>/
vetted          POST       desk/youth/requests/<uuid:key>/erase/ desk/youth/lists/<int:key>/<slug:verb>/
vetted          GET,POST   desk/youth/audit/ desk/youth/audit/assessments/new/ desk/youth/audit/assessments/<int:key>/
vetted          GET        desk/youth/audit/reports/<int:key>/ desk/youth/audit/reports/<int:key>/report.json
vetted          GET,POST   desk/youth/audit/breaches/new/ desk/youth/audit/breaches/<int:key>/ desk/youth/lists/new/
vetted          GET        desk/youth/lists/<int:key>/
track           GET        desk/youth/texts/ desk/youth/texts/<int:key>/
admins          GET,POST   desk/youth/texts/new/
track           GET,POST   desk/youth/sentences/
all             GET,POST   volunteer/join/ volunteer/family/asked/<str:secret>/
all             GET        volunteer/organisations/ volunteer/organisations/<slug:code>/
all             GET        volunteer/courses/ volunteer/courses/<slug:code>/
signed-in       GET        volunteer/family/ volunteer/me/ volunteer/qualifications/papers/<uuid:key>/<slug:size>/
signed-in       GET,POST   volunteer/family/asked/<str:secret>/agree/ volunteer/me/<slug:verb>/
signed-in       GET,POST   volunteer/organisations/new/ volunteer/course-days/<int:key>/
signed-in       POST       volunteer/join/ask/ volunteer/family/<uuid:key>/<slug:verb>/ volunteer/me/kept/
signed-in       POST       volunteer/organisations/<slug:code>/managers/<int:key>/end/
signed-in       POST       volunteer/course-days/seats/<int:key>/<slug:verb>/
volunteers      GET,POST   volunteer/me/wishes/ volunteer/me/public/ volunteer/qualifications/
volunteers      POST       volunteer/organisations/<slug:code>/membership/<slug:verb>/
volunteers      POST       volunteer/courses/<slug:code>/test/
volunteers      POST       volunteer/courses/<slug:code>/days/<int:key>/<slug:verb>/
managers        GET,POST   volunteer/organisations/<slug:code>/manage/
managers        POST       volunteer/organisations/<slug:code>/members/<int:key>/<slug:verb>/
managers        GET        volunteer/organisations/<slug:code>/courses/
managers        GET,POST   volunteer/organisations/<slug:code>/courses/new/
managers        GET,POST   volunteer/organisations/<slug:code>/courses/<slug:course>/
managers        GET,POST   volunteer/organisations/<slug:code>/courses/<slug:course>/write/
managers        POST       volunteer/organisations/<slug:code>/courses/learnt/<int:key>/confirm/
coordinators    GET        desk/volunteers/ desk/volunteers/applicants/ desk/volunteers/organisations/
coordinators    GET        desk/volunteers/courses/ desk/volunteers/people/<uuid:key>/
coordinators    GET        desk/volunteers/qualifications/of/<uuid:key>/
coordinators    GET,POST   desk/volunteers/people/ desk/volunteers/organisations/<slug:code>/
coordinators    GET,POST   desk/volunteers/qualifications/ desk/volunteers/qualifications/papers/<uuid:key>/
coordinators    POST       desk/volunteers/people/<uuid:key>/open/ desk/volunteers/people/<uuid:key>/<slug:verb>/
coordinators    POST       desk/volunteers/qualifications/<int:key>/revoke/
all             GET        volunteer/ volunteer/map/ volunteer/shifts/<slug:number>/
all             GET        volunteer/calendar/<str:secret>/shifts.ics volunteer/family/<uuid:key>/
all             GET,POST   volunteer/family/<uuid:key>/activities/<slug:number>/
all             GET,POST   volunteer/need/ volunteer/need/<slug:number>/
volunteers      GET        volunteer/mine/
volunteers      POST       volunteer/shifts/<slug:number>/<slug:verb>/ volunteer/mine/<slug:verb>/
volunteers      POST       volunteer/stand-ins/<int:key>/
organisers      GET        volunteer/organisations/<slug:code>/shifts/
organisers      GET        volunteer/organisations/<slug:code>/shifts/week.csv
organisers      GET        volunteer/organisations/<slug:code>/shifts/<slug:number>/
organisers      GET        volunteer/organisations/<slug:code>/shifts/<slug:number>/print/
organisers      POST       volunteer/organisations/<slug:code>/shifts/<slug:number>/<slug:verb>/
organisers      POST       volunteer/organisations/<slug:code>/shifts/copy/
organisers      GET,POST   volunteer/organisations/<slug:code>/shifts/new/
organisers      GET,POST   volunteer/organisations/<slug:code>/shifts/activities/<slug:number>/
organisers      POST       volunteer/organisations/<slug:code>/shifts/activities/<slug:number>/<slug:verb>/
coordinators    GET        desk/volunteers/needs/
volunteers      GET,POST   volunteer/mine/<slug:number>/swap/
volunteers      POST       volunteer/stand-ins/<int:key>/end/ volunteer/here/<slug:number>/stops/<int:key>/
organisers      GET,POST   volunteer/organisations/<slug:code>/insurance/
organisers      GET,POST   volunteer/organisations/<slug:code>/insurance/<int:key>/
organisers      GET,POST   volunteer/organisations/<slug:code>/shifts/activities/<slug:number>/patrol/
coordinators    GET,POST   desk/volunteers/insurance/ desk/volunteers/insurance/<int:key>/
coordinators    GET,POST   desk/volunteers/injuries/ desk/volunteers/absences/
coordinators    GET,POST   desk/volunteers/guardians/ desk/volunteers/guardians/<uuid:key>/
coordinators    GET,POST   desk/volunteers/needs/<slug:number>/
all             GET,POST   little-mayor/vote/
all             GET        little-mayor/vote/thanks/ little-mayor/vote/<uuid:key>/
all             GET        little-mayor/vote/<uuid:key>/papers.csv little-mayor/vote/<uuid:key>/counts.csv
vetted          GET,POST   desk/youth/votes/ desk/youth/votes/<int:key>/
vetted          POST       desk/youth/votes/<int:key>/stop/ desk/youth/votes/<int:key>/codes/
vetted          POST       desk/youth/votes/<int:key>/codes/<int:sheet>/print/
vetted          POST       desk/youth/votes/<int:key>/codes/<int:sheet>/void/
all             GET        topics/ topics/<slug:slug>/ api/v1/topics/ api/v1/topics/<str:code>/
all             GET        cases/ cases/map/ cases/map.json cases/demands/
all             GET,POST   cases/<str:number>/reply/ cases/<str:number>/withdraw/ cases/<str:number>/separate/
all             GET,POST   cases/<str:number>/add/ cases/<str:number>/edit/ cases/<str:number>/redact/
all             GET,POST   cases/<str:number>/say/ cases/<str:number>/rate/ cases/<str:number>/appeal/
all             GET,POST   cases/<str:number>/stayed-solved/ stayed-solved/<str:token>/
all             GET,POST   cases/<str:number>/appeal-withholding/ cases/<str:number>/object/ solved/<str:token>/
all             GET,POST   cases/<str:number>/follow/ cells/<slug:layer>/<slug:code>/follow/
all             GET,POST   cases/<str:number>/comments/ cases/<str:number>/comments/<int:key>/report/
all             GET,POST   api/v1/cases/<str:number>/comments/
signed-in       POST       cases/<str:number>/comments/<int:key>/take-back/
all             GET        following/ following/calendar/<str:token>/deadlines.ics feeds/feed.atom
all             GET        cases/<str:number>/feed.atom cases/<str:number>/deadlines.ics feeds/around/feed.atom
all             GET        cells/<slug:layer>/<slug:code>/feed.atom
all             GET,POST   following/matter/ following/around/
all             POST       following/all/ following/calendar/ following/<int:key>/
all             GET,POST   cases/<str:number>/mine-too/
all             GET,POST   following/confirm/<str:token>/ following/stop/<str:token>/ following/here/
all             POST       following/here/renew/
all             GET        promises/ promises/promises.csv promises/<str:code>/ promises/<str:code>/feed.atom
all             GET        promises/<str:code>/dates.ics promises/<str:code>/pictures/<uuid:key>/<slug:size>/
all             GET        api/v1/promises/ api/v1/promises/<str:code>/
all             GET,POST   promises/<str:code>/follow/ following/communities/<slug:code>/
all             GET        suggestions/ suggestions/<str:number>/ suggestions/rounds/<slug:slug>/
all             GET        suggestions/map/ suggestions/suggestions.csv feeds/suggestions/feed.atom
all             GET        api/v1/suggestions/ api/v1/suggestions/<str:number>/
all             GET        api/v1/rounds/ api/v1/rounds/<slug:slug>/ api/v1/thresholds/
all             POST,DELETE api/v1/suggestions/<str:number>/supports/
all             GET,POST   suggestions/<str:number>/support/ suggestions/<str:number>/code/
all             GET,POST   suggestions/<str:number>/wish/
all             GET        scores/ scores/table.csv scores/ratings/ scores/corrections/ open-data/
all             GET        open-data/cases/<slug:month>.csv open-data/figures/<slug:month>.csv
all             GET        open-data/set-aside.csv open-data/corrections.csv
all             GET        open-data/communities.csv open-data/volunteers.csv communities/ communities/<slug:code>/
all             GET        communities/<slug:code>/feed.atom communities/<slug:code>/sheets/<uuid:key>/<slug:size>/
all             GET,POST   communities/<slug:code>/raise/
all             GET        communities/<slug:code>/raised/<str:token>/ communities/<slug:code>/<slug:topic>/
all             GET        communities/cases/<str:number>/topic/ api/v1/communities/<str:code>/
corners         GET        desk/community/ desk/community/<slug:code>/ desk/community/<slug:code>/<slug:topic>/
corners         GET,POST   desk/community/<slug:code>/meeting/ desk/community/<slug:code>/meetings/<int:key>/hide/
corners         GET,POST   desk/community/<slug:code>/meetings/<int:key>/sheets/
corners         POST       desk/community/<slug:code>/<slug:topic>/<slug:verb>/
corners         POST       desk/community/<slug:code>/sheets/<uuid:key>/<slug:verb>/
data            GET,POST   scores/corrections/explain/
all             GET,POST   api/v1/cases/ api/v1/cases/<str:number>/objections/
all             GET        api/v1/cases/<str:number>/ api/v1/cases/<str:number>/timeline/
all             POST       api/v1/cases/<str:number>/replies/ api/v1/cases/<str:number>/withdrawal/
all             POST       api/v1/cases/<str:number>/additions/ api/v1/cases/<str:number>/edits/
all             POST       api/v1/cases/<str:number>/redactions/
all             POST       api/v1/cases/<str:number>/ratings/ api/v1/cases/<str:number>/verdict/
all             POST       api/v1/cases/<str:number>/appeals/ api/v1/cases/<str:number>/withholding-appeals/
all             POST,DELETE api/v1/cases/<str:number>/supports/
all             GET        api/v1/cases/similar/
all             GET        api/v1/search/ api/v1/matters/ api/v1/offices/ api/v1/areas/ api/v1/cells/ api/v1/components/
all             GET        api/v1/scores/ api/v1/components/<str:code>/ api/v1/schema/ api/v1/docs/
api-officers    GET        api/v1/desk/cases/ api/v1/desk/tasks/
api-officers    GET,POST   api/v1/desk/cases/<str:number>/moves/
api-officers    POST       api/v1/desk/tasks/<int:key>/moves/ api/v1/desk/assessments/<int:key>/moves/
api-officers    GET        api/v1/desk/assessments/
api-officers    GET,POST   api/v1/desk/suggestions/<str:number>/
"""


@dataclass(frozen=True)
class Row:
    """Who is let in at an address, and how it may be asked."""

    path: str
    guard: str
    methods: frozenset[str]

    @property
    def takes_case(self) -> bool:
        """Does it take the number of a case?"""
        return "number>" in self.path and not self.path.startswith(OTHER_NUMBERS)


OTHER_NUMBERS = ("little-mayor/", "desk/youth/", "api/v1/youth/", "volunteer/", "desk/volunteers/")  # not of cases


def _rows() -> dict[str, Row]:
    found = {}
    for line in TABLE.strip().splitlines():
        guard, methods, *paths = line.split()
        for path in paths:
            path = "" if path == "(home)" else path
            found[path] = Row(path, guard, frozenset(methods.split(",")))
    return found


ROUTES = _rows()

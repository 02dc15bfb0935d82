"""Promises of the pages: who may open what, what they show, what they never show; the public reads statements alone."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cast import actor_with, auditor, client_of, officer_with, registrar
from desks.claims.test_statements import drafted
from homeward.desks.claims import urls
from homeward.desks.claims.actions import correct_claim, release_statement
from homeward.desks.claims.models import ClaimVersion, EventVersion, Statement
from homeward.desks.claims.wording import REMARKS, SENTENCES
from homeward.engine import reading
from homeward.office.journal import clock

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
X040 = "/claims/events/X040/"


def editor():
    return officer_with("claims_editor")


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def readable() -> list[str]:
    return [
        reverse("claims:events"),
        reverse("claims:events") + "?year=2024&checks=differs",
        X040,
        "/claims/events/X061/",
        "/claims/events/X053/",
        reverse("claims:others"),
        "/claims/claim/C069/",
        reverse("claims:statements"),
        reverse("claims:public"),
    ]


WRITING = ["/claims/load/", "/claims/add/", "/claims/claim/C069/correct/", "/claims/claim/C069/withdraw/"]


@pytest.mark.usefixtures("loaded", "parties")
@pytest.mark.parametrize("role", ["claims_editor", "registrar", "auditor", "decision_maker", "intermediary_desk"])
def test_every_page_opens_for_who_may_read_within_twelve_queries(role: str):
    statement = drafted()
    client = client_of(officer_with(role))
    client.get(reverse("looked"))
    writes = [*WRITING, reverse("claims:draft")] if role == "claims_editor" else []
    for address in [*readable(), f"/claims/statements/{statement.number}/", *writes]:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200, address
        assert len(queries) <= MOST_QUERIES, (address, [query["sql"][:90] for query in queries])
        html = answer.content.decode()
        for forbidden in ("<style", " style=", " onclick=", "<script>", "true number"):
            assert forbidden not in html


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("role", ["handover_crew", "psychologist", "administrator", "surrender_duty_officer"])
def test_other_roles_are_refused_on_every_page_but_the_public_ones(role: str):
    client = client_of(officer_with(role))
    for address in [*readable()[:-1], *WRITING, "/claims/events.csv", X040 + "claims.csv", X040 + "checks.csv"]:
        assert client.get(address).status_code == 403, address


@pytest.mark.usefixtures("loaded")
def test_who_may_read_may_not_therefore_write():
    client = client_of(registrar())
    for address in [*WRITING, reverse("claims:draft")]:
        assert client.get(address).status_code == 403, address
        assert client.post(address, {}).status_code == 403, address


@pytest.mark.usefixtures("loaded")
def test_24_august_2024_shows_who_said_what_and_what_agrees():
    text = text_of(client_of(registrar()).get(X040))
    assert "Russian Ministry of Defence" in text
    assert "President of Ukraine" in text
    assert "UAE Ministry of Foreign Affairs" in text
    assert "115 and 115 are equal." in text
    assert "115 + 115 = 230, and the whole is given as 230." in text
    assert "One names United Arab Emirates, the other Turkiye." in text
    assert "the same people seen from the two ends" in text


@pytest.mark.usefixtures("loaded")
def test_altering_one_figure_through_the_form_changes_the_page():
    client = client_of(editor())
    before = text_of(client.get(X040))
    form = client.get("/claims/claim/C069/correct/").context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    answer = client.post("/claims/claim/C069/correct/", values | {"n": 116, "why": "MISREAD"})
    assert answer.status_code == 302, answer.context["form"].errors
    after = text_of(client.get(X040))
    assert "115 and 116 do not meet: they differ by 1." not in before
    assert "115 and 116 do not meet: they differ by 1." in after
    assert ClaimVersion.objects.filter(code="C069").count() == 2
    claim = text_of(client.get("/claims/claim/C069/"))
    assert "Version 2" in claim
    assert "Version 1" in claim
    assert "the source was misread" in claim


@pytest.mark.usefixtures("loaded")
def test_each_claim_links_its_source_and_shows_the_address_as_text():
    html = client_of(registrar()).get(X040).content.decode()
    address = "https://censor.net/en/news/3506404/obmin_polonenymy_24_serpnya_zvilneno_115_zahysnykiv"
    assert f'<a href="{address}" rel="noopener noreferrer">' in html
    assert f'<small class="source free-text" dir="ltr">{address}</small>' in html
    outside = re.findall(r'<a href="https?://[^"]*"([^>]*)>', html)
    assert outside
    assert all('rel="noopener noreferrer"' in rest for rest in outside)


@pytest.mark.usefixtures("loaded")
def test_the_list_is_narrowed_by_facets_and_paged_by_its_last_row():
    client = client_of(auditor())
    seen, address = [], reverse("claims:events")
    while address:
        answer = client.get(address)
        seen += [row["code"] for row in answer.context["rows"]]
        after = answer.context["next_after"]
        address = f"{reverse('claims:events')}?after={after}" if after else ""
    assert sorted(seen) == sorted(EventVersion.objects.values_list("code", flat=True))
    assert len(seen) == len(set(seen)) == 68
    differs = client.get(reverse("claims:events"), {"checks": "differs", "year": "2024"}).context["rows"]
    assert [row["code"] for row in differs] == ["X044", "X040", "X035"]
    assert len(client.get(reverse("claims:events"), {"kind": "remains"}).context["rows"]) == 6
    assert len(client.get(reverse("claims:events"), {"reliability": "D"}).context["rows"]) == 4
    nothing = client.get(reverse("claims:events"), {"year": "1999"})
    assert "No event under these filters" in nothing.content.decode()
    assert client.get(reverse("claims:events"), {"year": "x'", "kind": "y", "checks": "z"}).context["total"] == 68


@pytest.mark.usefixtures("loaded")
def test_the_export_holds_what_is_on_the_screen():
    client = client_of(auditor())
    query = {"year": "2024", "kind": "live"}
    rows = rows_of(client.get(reverse("claims:export_events"), query))
    assert [row["event"] for row in rows] == [
        row["code"] for row in client.get(reverse("claims:events"), query).context["rows"]
    ]
    claims = rows_of(client.get(X040 + "claims.csv"))
    assert [row["claim"] for row in claims] == [f"C{number:03d}" for number in range(66, 81)]
    assert (claims[0]["low"], claims[0]["high"]) == ("115", "115")
    assert claims[2]["low"] == claims[2]["high"] == ""
    checks = rows_of(client.get(X040 + "checks.csv"))
    assert {"agree", "conflict", "sum_ok", "series_ok", "not_comparable"} == {row["verdict"] for row in checks}
    assert any(row["claims"] == "C066 C067 C074" and row["versions"] == "1 1 1" for row in checks)
    assert rows_of(client.get(reverse("claims:export_other_claims")))[-1]["claim"] == "C187"


def rows_of(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


NEW = {
    "event_code": "X040", "speaker": "=An invented office", "speaker_side": "third", "kind": "returned",
    "side": "ukraine", "counted": "soldier", "cmp": "gt", "n": "110", "modality": "done", "scope": "whole",
    "said_first": "2024-08-25", "holds_first": "2024-08-24", "via": "Harbour News", "source": "https://example.org/a",
}  # fmt: skip


@pytest.mark.usefixtures("loaded")
def test_a_claim_is_added_by_hand_and_formulas_are_defused_on_export():
    client = client_of(editor())
    answer = client.post("/claims/add/", NEW)
    assert answer.status_code == 302, answer.context["form"].errors
    claim = ClaimVersion.objects.get(code="H001")
    assert (claim.said_last, claim.holds_last) == (claim.said_first, claim.holds_first)
    text = text_of(client.get(X040))
    assert "115 and [111, open] overlap: both can hold." in text
    assert rows_of(client.get(X040 + "claims.csv"))[-1]["speaker"] == "'=An invented office"


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    "wrong",
    [
        {"source": "javascript:alert(1)"}, {"source": ""}, {"speaker": ""}, {"n": ""}, {"n": "many"}, {"n": "-3"},
        {"cmp": "range"}, {"kind": "freed"}, {"event_code": "X999"}, {"said_first": "25.08.2024x"},
        {"holds_first": "2024-08-24", "holds_last": "2024-08-01"},
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_used_comes_back_with_the_words(wrong: dict):
    answer = client_of(editor()).post("/claims/add/", NEW | wrong)
    assert answer.status_code == 422
    assert "Please look at this first" in answer.content.decode()
    assert not ClaimVersion.objects.filter(origin="hand").exists()


@pytest.mark.usefixtures("loaded")
def test_an_embargoed_claim_is_on_no_other_page_and_in_no_export():
    client = client_of(editor())
    until = (clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert client.post("/claims/add/", NEW | {"embargo_until": until}).status_code == 302
    assert "embargo set" in client.get(X040).content.decode()
    assert "H001" not in client.get(X040 + "claims.csv").content.decode()
    assert "H001" not in client.get(X040 + "checks.csv").content.decode()
    other = client_of(registrar())
    assert "invented office" not in other.get(X040).content.decode()
    assert other.get("/claims/claim/H001/").status_code == 400


@pytest.mark.usefixtures("loaded")
def test_a_withdrawal_needs_a_reason_and_the_claim_stays_on_the_page():
    client = client_of(editor())
    assert client.post("/claims/claim/C078/withdraw/", {"version": 1}).status_code == 422
    assert client.post("/claims/claim/C078/withdraw/", {"version": 1, "why": "RETRACTED"}).status_code == 302
    text = text_of(client.get(X040))
    assert "Withdrawn, in no check" in text
    assert "the other Turkiye" not in text
    assert client.get("/claims/claim/C078/correct/").status_code == 200
    assert client.post("/claims/claim/C078/withdraw/", {"version": 2, "why": "RETRACTED"}).status_code == 409


def test_the_tables_are_loaded_by_a_button_and_the_empty_page_names_it():
    client = client_of(editor())
    assert "Load the public tables" in client.get(reverse("start")).content.decode()
    assert reverse("claims:load") in client.get(reverse("claims:events")).content.decode()
    assert client.post(reverse("claims:load")).status_code == 302
    text = text_of(client.get(reverse("claims:events")))
    assert "Rows: 255 new, 0 changed, 0 as before." in text
    assert (
        "No events yet" in client_of(registrar()).get(reverse("claims:events"), {}).content.decode()
        or "68 events" in text
    )


def test_the_room_stands_apart_in_the_navigation():
    html = client_of(registrar()).get(reverse("start")).content.decode()
    assert re.search(r'<li class="apart"><a href="/claims/"', html)


@pytest.mark.usefixtures("parties")
def test_a_statement_goes_from_draft_to_release_through_forms():
    one, other = client_of(editor()), client_of(editor())
    now = (clock.now() - timedelta(minutes=2)).strftime("%Y-%m-%dT%H:%M")
    values = {
        "first_day": "2031-05-12", "basis": "handover protocol", "embargo_until": now,
        "what_1": "exchanged", "holder_1": "NORTH", "destination_1": "SOUTH", "count_1": "115",
        "what_2": "article_109", "holder_2": "SOUTH", "destination_2": "NORTH", "count_2": "7",
        **{f"what_{line}": "exchanged" for line in (3, 4)},
    }  # fmt: skip
    answer = one.post(reverse("claims:draft"), values)
    assert answer.status_code == 302, answer.context["form"].errors
    page = answer.headers["Location"]
    assert "a second person reads and releases it" in one.get(page).content.decode()
    assert one.post(page + "release/").status_code == 403
    assert "Release to everybody" in other.get(page).content.decode()
    assert "Statements that wait for release" in other.get(reverse("start")).content.decode()
    assert other.post(page + "release/").status_code == 302
    text = text_of(Client().get("/claims/public/1/"))
    assert "115 persons were exchanged from Northland home to Southland." in text
    assert "fewer than 10 seriously wounded and sick persons" in text
    assert "Counts of one to nine are not published." in text


@pytest.mark.usefixtures("parties")
@pytest.mark.parametrize(
    "wrong", [{"count_1": ""}, {"destination_1": "NORTH"}, {"embargo_until": ""}, {"first_day": "x"}]
)
def test_a_draft_that_cannot_be_kept_comes_back(wrong: dict):
    values = {
        "first_day": "2031-05-12", "basis": "handover protocol", "embargo_until": "2031-05-12T10:00",
        "what_1": "exchanged", "holder_1": "NORTH", "destination_1": "SOUTH", "count_1": "115",
        **{f"what_{line}": "exchanged" for line in (2, 3, 4)},
    }  # fmt: skip
    assert client_of(editor()).post(reverse("claims:draft"), values | wrong).status_code == 422
    assert not Statement.objects.exists()


def addresses() -> list[str]:
    """Every address of this desk with values that exist."""
    values = {"code": "C069", "number": 1}
    found = []
    for pattern in urls.urlpatterns:
        names = pattern.pattern.converters
        code = "X040" if "event" in str(pattern.pattern) or "events" in str(pattern.pattern) else "C069"
        arguments = {name: {**values, "code": code}[name] for name in names}
        found.append(reverse(f"claims:{pattern.name}", kwargs=arguments))
    return found


@pytest.mark.usefixtures("loaded", "parties")
def test_a_visitor_reads_released_statements_and_nothing_else():
    statement = drafted()
    release_statement(actor=actor_with("claims_editor"), number=statement.number)
    visitor = Client()
    opened = [address for address in addresses() if visitor.get(address).status_code == 200]
    assert opened == [reverse("claims:public"), reverse("claims:public_statement", args=[1])]
    for address in addresses():
        if address not in opened:
            answer = visitor.get(address)
            assert answer.status_code in (302, 405), address
            assert answer.status_code == 405 or "/sign-in/" in answer.headers["Location"]


@pytest.mark.usefixtures("parties")
def test_a_visitor_cannot_tell_a_draft_from_a_statement_that_never_was():
    drafted()
    visitor = Client()
    draft, nothing = visitor.get("/claims/public/1/"), visitor.get("/claims/public/77/")
    assert draft.status_code == nothing.status_code == 404
    assert text_of(draft) == text_of(nothing)
    assert "No statement is released" in visitor.get("/claims/public/").content.decode()


@pytest.mark.usefixtures("parties")
def test_the_public_pages_name_no_officer_and_crawl_to_nothing_but_themselves_and_the_way_in():
    one, other = officer_with("claims_editor", name="Zinovia Quill"), officer_with("claims_editor", name="Yorick Plume")
    statement = drafted(one.as_actor())
    release_statement(actor=other.as_actor(), number=statement.number)
    visitor, queue, seen = Client(), ["/claims/public/"], set()
    while queue:
        address = queue.pop()
        seen.add(address)
        answer = visitor.get(address, follow=True)
        html = answer.content.decode()
        assert "Zinovia" not in html
        assert "Yorick" not in html
        links = set(re.findall(r'href="(/[^"#?]*)', html))
        queue += sorted(link for link in links if not link.startswith("/static/") and link not in seen | set(queue))
    assert {link for link in seen if link.startswith("/claims/")} == {"/claims/public/", "/claims/public/1/"}
    assert not [link for link in seen if re.match(r"/(register|tracing|exchange|journal|looked)/", link)]


def test_the_public_templates_name_no_model_of_persons():
    for name in ("public_statements", "public_statement", "statement_text", "days"):
        source = get_template(f"claims/{name}.html").template.source
        code = " ".join(re.findall(r"{{.*?}}|{% (?!translate|blocktranslate).*?%}", source))
        assert not re.search(r"person|officer|drafted_by|released_by|\bactor\b|\bcan\.|\buser\b", code), name


@pytest.mark.usefixtures("loaded", "parties")
def test_the_arabic_pages_turn_round_and_keep_figures_and_addresses_apart():
    client = client_of(editor())
    client.post(reverse("set_language"), {"language": "ar"})
    for address in [*readable(), *WRITING]:
        html = client.get(address).content.decode()
        assert '<html lang="ar" dir="rtl">' in html, address
    html = client.get(X040).content.decode()
    assert "\u2068115 + 115\u2069" in html
    assert 'dir="ltr">https://' in html


def test_the_sentences_of_the_pages_are_those_of_the_engine():
    with translation.override("en"):
        assert {code: str(words) for code, words in SENTENCES.items()} == dict(reading.SENTENCES)
        assert {code: str(words) for code, words in REMARKS.items()} == dict(reading.REMARKS)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("address", ["/claims/events/X999/", "/claims/claim/C999/", "/claims/statements/77/"])
def test_what_does_not_exist_is_said_with_the_cure(address: str):
    answer = client_of(registrar()).get(address)
    assert answer.status_code == 400
    assert "Choose one" in answer.content.decode()


@pytest.mark.usefixtures("loaded")
def test_a_stale_correction_comes_back_and_changes_nothing():
    client = client_of(editor())
    form = client.get("/claims/claim/C069/correct/").context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    correct_claim(actor=actor_with("claims_editor"), code="C069", version=1, changes={"n": 114}, why="MISREAD")
    answer = client.post("/claims/claim/C069/correct/", values | {"n": 116, "why": "MISREAD"})
    assert answer.status_code == 422
    assert "Somebody has changed this claim since you opened it" in answer.content.decode()
    assert ClaimVersion.objects.get(code="C069", current=True).n == 114

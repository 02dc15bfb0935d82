"""The whole way home between three nodes in processes of their own, on the database that the run is about."""

import pytest

from homeward.node.demo import cast
from homeward.node.demo.story import ROWS, STAGES
from way_home import NODES, WAYS, Journey, homeward

pytestmark = pytest.mark.xdist_group("way-home")


def test_every_row_of_the_closing_table_is_counted_in_both_directions(journey: Journey):
    assert set(journey.played.rows) == {(row, way) for row in ROWS for way in WAYS}
    assert list(journey.played.seconds) == ["nodes", *STAGES]


def test_the_counts_follow_from_one_another(journey: Journey):
    planned, beside = journey.persons("planned"), journey.persons("art. 109 beside")
    # The terms say equal heads; art. 109 stands outside the bargain.
    assert len(set(planned.values())) == 1
    crossed = journey.persons("handed over")
    assert crossed == {way: planned[way] + beside[way] for way in WAYS}
    assert journey.persons("received") == crossed
    assert sum(journey.persons("replaced").values()) == 1
    for way in WAYS:
        assert planned[way] <= journey.persons("requested")[way] <= journey.persons("offered")[way]
        assert 0 < journey.persons("placed")[way] <= crossed[way]


_PAPERS = """
from homeward.desks.exchange.models import Agreement
from homeward.desks.handover.models import Paper
told = {
    "agreement": [[each.hash, each.state, each.signatures.count()] for each in Agreement.objects.all()],
    **{
        paper.what: [paper.hash, sorted(paper.signatures.values_list("stands_for", flat=True))]
        for paper in Paper.objects.filter(void_at=None)
    },
}
"""


@pytest.mark.parametrize("name", NODES)
def test_one_agreement_one_list_and_one_protocol_stand_on_all_three_nodes(journey: Journey, name: str):
    assert journey.inside(name, _PAPERS) == {
        "agreement": [[journey.played.agreement["hash"], "in_force", 3]],
        "manifest": [journey.played.manifest, ["NORTH", "SOUTH", "witness"]],
        "protocol": [journey.played.protocol, ["NORTH", "SOUTH", "witness"]],
    }


_HEADS = """
from homeward.office.journal.verification import verify_journal
from homeward.post.models import Partner, ReceivedItem, SeenHead
report = verify_journal()
told = {
    "own": [report.size, report.root],
    "seen": sorted(Partner.objects.filter(seen_heads__isnull=False).distinct().values_list("name", flat=True)),
    "doubtful": SeenHead.objects.filter(verdict__in=["shrunk", "forked"]).count(),
    "waiting": ReceivedItem.objects.filter(state="held").count(),
}
"""


@pytest.mark.parametrize("name", NODES)
def test_every_journal_is_whole_and_its_head_is_remembered_by_both_partners(journey: Journey, name: str):
    head = journey.played.heads[name]
    assert journey.inside(name, _HEADS) == {
        "own": [head["size"], head["root"]],
        "seen": sorted(set(NODES) - {name}),
        "doubtful": 0,
        "waiting": 0,
    }


_KNOWN = """
from homeward.desks.exchange.models import Interview, PlanLine
from homeward.desks.register.models import Person
from homeward.post.models import ReceivedItem
other = {other!r}
bodies = b"".join(bytes(body) for body in ReceivedItem.objects.values_list("body", flat=True))
told = {{
    "wishes": Person.objects.filter(party=other, kind="held").exclude(willingness="").count(),
    "interviews": Interview.objects.count(),
    "reasons": sorted(set(PlanLine.objects.filter(holder=other, in_package=False).values_list("code", flat=True))),
    "in the post": [word for word in {words!r} if word.encode() in bodies],
}}
"""
_WORDS_OF_A_WILL = ("DOES_NOT_WISH", "WISHES_THIRD_STATE", "UNDECIDED", "UNABLE", "declined", "willingness_of")


@pytest.mark.parametrize("bureau", cast.BUREAUX, ids=lambda bureau: bureau.party)
def test_who_declined_is_told_to_nobody_but_the_neutral(journey: Journey, bureau: cast.Bureau):
    """Of its people held elsewhere the home side knows no wish; whoever stays is not on this transport, and no more."""
    assert all(count > 1 for count in journey.persons("declined").values())
    other = next(each.party for each in cast.BUREAUX if each is not bureau)
    known = journey.inside(bureau.node, _KNOWN.format(other=other, words=_WORDS_OF_A_WILL))
    assert known["wishes"] == known["interviews"] == 0
    assert known["in the post"] == []
    assert "not on this transport" in known["reasons"]
    assert not [code for code in known["reasons"] if "declined" in code or "willing" in code]


_NOTICE = """
from django.db import connection
from homeward.desks.register.models import ExpectedArrival
from homeward.desks.surrender.models import IntakeCase
case = IntakeCase.objects.get()
arrival = ExpectedArrival.objects.get()
tables = [name for name in connection.introspection.table_names() if not name.startswith("surrender_")]
found = []
with connection.cursor() as cursor:
    for table in tables:
        for column in connection.introspection.get_table_description(cursor, table):
            named, of = connection.ops.quote_name(column.name), connection.ops.quote_name(table)
            query = f"select count(*) from {of} where cast({named} as text) like %s"
            cursor.execute(query, [f"%{case.pk}%"])
            if cursor.fetchone()[0]:
                found.append([table, column.name])
told = {"closed": [arrival.closed_count, case.state], "joined": found}
"""


def test_a_notice_is_joined_to_nobody(journey: Journey):
    """The group's capture closed the arrival by count and day; nothing outside the notices' store names the case."""
    assert journey.inside(cast.SOUTH, _NOTICE) == {"closed": [24, "arrived"], "joined": []}


@pytest.mark.parametrize("name", NODES)
def test_verify_finds_every_journal_whole(journey: Journey, name: str):
    done = homeward(journey.home, "verify", "journal", "--node", name)
    assert done.returncode == 0, done.stderr
    assert journey.played.heads[name]["root"] in done.stdout

"""The order of the story over three nodes: who does which step where, and which bundle is carried to whom.

Called by `building`. It hands each node its steps and carries sticks between them; it knows no answer, and whatever it
passes from one node to another by hand is what people tell each other by voice: eight words, and the number of a plan.
"""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from homeward.node.demo import cast
from homeward.node.demo.process import ActingNode
from homeward.node.demo.script import HELD, Script

Told = Callable[[str, float], None]
Way = tuple[str, str]
STAGES = (
    "surrender", "register", "tracing", "families", "exchange", "handover", "reception", "recovery", "claims",
)  # fmt: skip
OPENING = "nodes"
# Rows of the closing table, in the order of the journey.
ROWS = (
    "requested", "offered", "matched", "to review", "declined", "art. 109 beside", "planned", "handed over", "replaced",
    "received", "placed",
)  # fmt: skip
# The first officer answers so many pairs of the queue, the second fewer: some are left for whoever tries the page.
FIRST_ANSWERS, SECOND_ANSWERS = 8, 5
SEEN_BY_DOCTOR, ASKED_FOR_CALL, IN_FIRST_AID = 12, 6, 3


@dataclass
class Ending:
    """What came of the story.

    Attributes:
        rows: (name of `ROWS`, (holder, home)) -> persons. heads: node -> its journal's size and root.
    """

    rows: dict[tuple[str, Way], int] = field(default_factory=dict)
    plan: dict[str, Any] = field(default_factory=dict)
    agreement: dict[str, Any] = field(default_factory=dict)
    manifest: str = ""
    protocol: str = ""
    bundles: int = 0
    steps: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    heads: dict[str, dict[str, Any]] = field(default_factory=dict)


class Story:
    """Everything that the stages share."""

    def __init__(self, nodes: Mapping[str, ActingNode], script: Script, sticks: Path, played: Ending) -> None:
        self.nodes, self.script, self.played = nodes, script, played
        self._sticks, self._number = sticks, count(1)
        self.ways: list[Way] = list(script.ways())
        # What one stage leaves for a later one: a notice's case, pairs confirmed by two, who arrived each way.
        self.case = ""
        self.confirmed: list[str] = []
        self.arrivals: dict[Way, list[str]] = {}

    def at(self, node: str, step: str, **arguments: Any) -> Any:
        """Has a node do a step."""
        return self.nodes[node].do(step, **arguments)

    def by(self, played: cast.Played, step: str, **arguments: Any) -> Any:
        """Has an officer take a step at the node where they work."""
        return self.nodes[played.node].do(step, officer=played.username, **arguments)

    def carry(self, sender: str, receiver: str) -> None:
        """Bundles go on a stick from one node to another, and receipts come back with the next one."""
        stick = self._sticks / f"stick-{next(self._number):03d}"
        stick.mkdir()
        self.at(sender, "post.write_stick", stick=str(stick), partner=receiver)
        self.played.bundles += self.at(receiver, "post.read_stick", stick=str(stick))

    def time(self, moment: str) -> None:
        """Sets the clocks of all nodes."""
        for node in self.nodes:
            self.at(node, "opening.set_time", moment=moment)

    def row(self, name: str, way: Way, persons: int) -> None:
        self.played.rows[name, way] = persons


def play(nodes: Mapping[str, ActingNode], script: Script, told: Told, *, until: str) -> Ending:
    """Opens the nodes and plays the stages up to and including `until`."""
    played = Ending()
    with TemporaryDirectory(prefix="homeward-sticks-") as sticks:
        story = Story(nodes, script, Path(sticks), played)
        for stage in (OPENING, *STAGES[: STAGES.index(until) + 1]):
            told(stage, 0.0)
            started = time.monotonic()
            _ACTS[stage](story)
            played.seconds[stage] = time.monotonic() - started
            told(stage, 1.0)
    played.heads = {name: node.do("opening.journal_head") for name, node in nodes.items()}
    for node in nodes.values():
        node.do("opening.leave_time")
    played.steps = sum(node.steps for node in nodes.values())
    return played


def _open(story: Story) -> None:
    """Three nodes, and each pair of partners after the eight words were read aloud."""
    story.time("2024-08-19T06:00:00+00:00")
    with ThreadPoolExecutor() as together:
        list(together.map(lambda node: story.at(node, "opening.open_node"), story.nodes))
    cards = {node: story.at(node, "opening.card") for node in story.nodes}
    administrators = {
        cast.NORTH: cast.ADMINISTRATOR,
        cast.SOUTH: cast.SOUTH_ADMINISTRATOR,
        cast.NEUTRAL: cast.NEUTRAL_ADMINISTRATOR,
    }
    for node, administrator in administrators.items():
        for other in (name for name in story.nodes if name != node):
            story.by(administrator, "opening.add_partner", **cards[other])


def _surrender(story: Story) -> None:
    story.time("2024-08-19T21:00:00+00:00")
    story.case = story.by(
        cast.DUTY_OFFICER, "surrender.notice", size_class="UP_TO_100", first_day="2024-08-20", last_day="2024-08-21"
    )


def _register(story: Story) -> None:
    story.time("2024-08-20T07:00:00+00:00")
    for bureau in cast.BUREAUX:
        for listed in story.script.of(bureau.party):
            story.by(
                bureau.registrar, "register.import_list", path=str(listed.path), party=listed.party, kind=listed.kind
            )
    story.by(
        cast.REGISTRAR, "register.capture", party="NORTH", day="2024-08-19", region="KARST", unit="",
        identity={"surname": "Ковальчук-Морин", "given_name": "Остап", "birth_date": "1994-03-02", "rank": "солдат"},
    )  # fmt: skip
    story.by(
        cast.SOUTH_REGISTRAR, "register.capture_group", party="SOUTH", day="2024-08-20", region="KARST",
        place="near Lower Meadow", unit="invented 71st company", count=24,
    )  # fmt: skip
    story.by(cast.DUTY_OFFICER, "surrender.end", case_id=story.case)
    _notify(story)


def _notify(story: Story) -> None:
    """Each holder tells the other side's bureau and the intermediary whom it holds (art. 122)."""
    for bureau in cast.BUREAUX:
        for partner in (name for name in story.nodes if name != bureau.node):
            story.by(bureau.list_officer, "register.send_held", party=bureau.party, partner=partner)
            story.carry(bureau.node, partner)
    registrars = [bureau.registrar for bureau in cast.BUREAUX]
    for registrar in (*registrars, cast.NEUTRAL_REGISTRAR):
        story.by(registrar, "register.take_lists")


def _trace(story: Story) -> None:
    story.time("2024-08-21T07:00:00+00:00")
    for bureau, (holder, home) in _homes(story):
        found = story.by(bureau.tracers[0], "tracing.search", seeker=home, holder=holder)
        story.row("matched", (holder, home), found["likely"])
        story.row("to review", (holder, home), found["review"])
    first, second = cast.BUREAUX[0].tracers
    story.confirmed = story.at(
        first.node, "tracing.confirm", first=first.username, second=second.username, answers=FIRST_ANSWERS,
        confirmations=SECOND_ANSWERS,
    )  # fmt: skip


def _homes(story: Story) -> list[tuple[cast.Bureau, Way]]:
    """Each direction with the bureau of the side whose people come home."""
    return [(next(each for each in cast.BUREAUX if each.party == way[1]), way) for way in story.ways]


def _holders(story: Story) -> list[tuple[cast.Bureau, Way]]:
    """Each direction with the bureau of the side that holds."""
    return [(next(each for each in cast.BUREAUX if each.party == way[0]), way) for way in story.ways]


def _families(story: Story) -> None:
    story.time("2024-08-21T13:00:00+00:00")
    tracer = cast.FIRST_TRACER
    request = story.by(
        tracer,
        "tracing.request",
        missing_id=story.confirmed[0],
        relative="Invented Sister",
        contact="by her own number",
    )
    story.by(tracer, "tracing.answer", request_id=request)


def _exchange(story: Story) -> None:
    story.time("2024-08-22T07:00:00+00:00")
    for bureau, (holder, home) in _homes(story):
        drawn = story.by(bureau.list_officer, "exchange.draw_up_lists", party=home, other=holder, partner=cast.NEUTRAL)
        story.row("requested", (holder, home), drawn["requested"])
        story.row("offered", (home, holder), drawn["offered"])
        story.carry(bureau.node, cast.NEUTRAL)
    for kind in ("exchange.request", "exchange.offer"):
        story.by(cast.LIST_OFFICER, "post.accept", kind=kind)
    _interview(story)
    plan = story.by(cast.LIST_OFFICER, "exchange.plan", terms=str(story.script.terms))
    story.played.plan = plan
    for counted in plan["directions"]:
        way = (counted["from"], counted["to"])
        story.row("art. 109 beside", way, counted["mandatory"])
        story.row("planned", way, counted["exchanged"])
    _agree(story, plan)


def _interview(story: Story) -> None:
    for listed in (each for each in story.script.lists if each.kind == HELD):
        home = next(home for holder, home in story.ways if holder == listed.party)
        said = story.by(cast.INTERVIEWER, "exchange.interview", party=listed.party, path=str(listed.path))
        story.row("declined", (listed.party, home), said["declined"])


def _agree(story: Story, plan: Mapping[str, Any]) -> None:
    """Each side recomputes and approves the plan; then one hash is signed by both, and last by the intermediary."""
    story.time("2024-08-23T07:00:00+00:00")
    neutral = cast.LIST_OFFICER
    for bureau in cast.BUREAUX:
        story.by(neutral, "exchange.propose", number=plan["number"], partner=bureau.node)
        story.carry(cast.NEUTRAL, bureau.node)
        number = int(story.by(bureau.list_officer, "post.accept", kind="exchange.proposal")[0])
        story.by(bureau.decision_makers[0], "exchange.approve", number=number)
    agreement = story.by(neutral, "exchange.draw_up", number=plan["number"])
    story.played.agreement = agreement
    told = {"agreement_hash": agreement["hash"], "words": agreement["words"]}
    for bureau in cast.BUREAUX:
        story.by(cast.INTERMEDIARY, "exchange.send", agreement_hash=agreement["hash"], partner=bureau.node)
        story.carry(cast.NEUTRAL, bureau.node)
        signer = bureau.decision_makers[1]
        story.by(signer, "post.accept", kind="exchange.agreement")
        story.by(signer, "exchange.sign", **told)
        story.by(signer, "exchange.send", agreement_hash=agreement["hash"], partner=cast.NEUTRAL)
        story.carry(bureau.node, cast.NEUTRAL)
        story.by(cast.INTERMEDIARY, "post.accept", kind="exchange.agreement")
    story.by(cast.INTERMEDIARY, "exchange.sign", **told)
    for bureau in cast.BUREAUX:
        story.by(cast.INTERMEDIARY, "exchange.send", agreement_hash=agreement["hash"], partner=bureau.node)
        story.carry(cast.NEUTRAL, bureau.node)
        story.by(bureau.decision_makers[1], "post.accept", kind="exchange.agreement")


def _hand_over(story: Story) -> None:
    story.time("2024-08-24T04:00:00+00:00")
    story.played.manifest = story.by(cast.INTERMEDIARY, "handover.freeze", plan_number=story.played.plan["number"])
    for bureau in cast.BUREAUX:
        story.by(cast.INTERMEDIARY, "handover.send_list", partner=bureau.node)
        story.carry(cast.NEUTRAL, bureau.node)
        story.by(bureau.decision_makers[0], "post.accept", kind="handover.manifest")
    _sign_paper(story, "manifest")
    missing = _depart(story)
    _exchange_checks(story)
    reserve = story.at(
        cast.NEUTRAL, "handover.settle", first=cast.NORTH_DELEGATE.username, second=cast.SOUTH_DELEGATE.username,
        code=missing,
    )  # fmt: skip
    _exchange_checks(story)
    _cross(story, missing, reserve)
    _exchange_checks(story)
    story.played.protocol = story.by(cast.INTERMEDIARY, "handover.draw_up", place="Invented crossing, Lower Bridge")
    _sign_paper(story, "protocol")
    for crew in (cast.FIRST_CREW, cast.SOUTH_FIRST_CREW, cast.NEUTRAL_CREW):
        story.by(crew, "handover.close")
    for counted in story.by(cast.INTERMEDIARY, "handover.totals"):
        way = (counted["from"], counted["to"])
        story.row("handed over", way, counted["exchanged"])
        story.row("replaced", way, counted["replaced"])


def _sign_paper(story: Story, what: str) -> None:
    """The parties sign on their own nodes, the witness on the neutral's; in the end all three hold all signatures."""
    for bureau in cast.BUREAUX:
        if what == "protocol":
            story.by(cast.INTERMEDIARY, "handover.send_papers", partner=bureau.node)
            story.carry(cast.NEUTRAL, bureau.node)
            story.by(bureau.decision_makers[0], "post.accept", kind="handover.papers")
        story.by(bureau.decision_makers[0], "handover.sign", what=what, stands_for=bureau.party)
        story.by(bureau.decision_makers[0], "handover.send_papers", partner=cast.NEUTRAL)
        story.carry(bureau.node, cast.NEUTRAL)
        story.by(cast.INTERMEDIARY, "post.accept", kind="handover.papers")
    story.by(cast.INTERMEDIARY, "handover.sign", what=what, stands_for="witness")
    for bureau in cast.BUREAUX:
        story.by(cast.INTERMEDIARY, "handover.send_papers", partner=bureau.node)
        story.carry(cast.NEUTRAL, bureau.node)
        story.by(bureau.decision_makers[0], "post.accept", kind="handover.papers")


def _depart(story: Story) -> str:
    """Both holders check their people off at departure; one of the list is not there. Returns that one's code."""
    missing = ""
    for bureau, (holder, _home) in _holders(story):
        crew, decider = bureau.crew[0], bureau.decision_makers[0].username
        codes = story.by(crew, "handover.seats", holder=holder)
        if not missing:
            # The last seat of the first side; seats of art. 109 come first and are never replaced.
            missing = codes.pop()
            story.by(crew, "handover.miss", code=missing)
        story.by(crew, "handover.check", decider=decider, codes=codes, kinds=["present", "boarded", "handed_over"])
    return missing


def _cross(story: Story, missing: str, reserve: str) -> None:
    """The reserve is called at departure; the other side counts everybody in; the neutral sees them cross."""
    holder_of_reserve = next(bureau for bureau, way in _holders(story) if way == story.ways[0])
    decider = holder_of_reserve.decision_makers[0].username
    kinds = ["present", "boarded", "handed_over"]
    story.by(holder_of_reserve.crew[0], "handover.check", decider=decider, codes=[reserve], kinds=kinds)
    counts = {}
    for bureau, way in _homes(story):
        crew = bureau.crew[1]
        codes = [code for code in story.by(crew, "handover.seats", holder=way[0]) if code != missing]
        story.by(crew, "handover.check", decider=bureau.decision_makers[0].username, codes=codes, kinds=["received"])
        counts[way] = len(codes)
    _exchange_checks(story)
    for (holder, home), crossed in counts.items():
        story.by(cast.INTERMEDIARY, "handover.witness", holder=holder, home=home, count=crossed)


def _exchange_checks(story: Story) -> None:
    """The nodes' events become one set: the parties' to the neutral, then all that is new to each party."""
    for sender, receiver in (
        *((bureau.decision_makers[0], cast.INTERMEDIARY) for bureau in cast.BUREAUX),
        *((cast.INTERMEDIARY, bureau.decision_makers[0]) for bureau in cast.BUREAUX),
    ):
        if story.by(sender, "handover.send_checks", partner=receiver.node):
            story.carry(sender.node, receiver.node)
            story.by(receiver, "post.accept", kind="handover.events")


def _receive(story: Story) -> None:
    story.time("2024-08-24T14:00:00+00:00")
    for bureau, way in _homes(story):
        story.by(bureau.coordinator, "reception.expect", home=way[1], place="Transit country, invented airfield")
        arrivals = story.by(bureau.coordinator, "reception.arrive")
        story.by(bureau.medical_officer, "reception.triage", arrivals=arrivals[:SEEN_BY_DOCTOR])
        story.by(bureau.coordinator, "reception.call_home", arrivals=arrivals[:ASKED_FOR_CALL])
        story.by(bureau.psychologist, "reception.first_aid", arrivals=arrivals[:IN_FIRST_AID])
        story.row("received", way, len(arrivals))
        story.arrivals[way] = arrivals


def _recover(story: Story) -> None:
    story.time("2024-08-26T07:00:00+00:00")
    for bureau, way in _homes(story):
        story.by(bureau.coordinator, "recovery.prepare")
        found = story.by(bureau.coordinator, "recovery.take_in", arrivals=story.arrivals[way])
        story.by(bureau.coordinator, "recovery.follow_up")
        story.row("placed", way, found["placed"])


def _publish(story: Story) -> None:
    story.time("2024-08-27T07:00:00+00:00")
    story.by(cast.CLAIMS_EDITOR, "claims.load")
    number = story.by(cast.CLAIMS_EDITOR, "claims.draft", embargo_until="2024-08-27T12:00:00+00:00")
    story.time("2024-08-27T12:30:00+00:00")
    story.by(cast.SECOND_CLAIMS_EDITOR, "claims.release", number=number)


_ACTS: Mapping[str, Callable[[Story], None]] = {
    OPENING: _open,
    "surrender": _surrender,
    "register": _register,
    "tracing": _trace,
    "families": _families,
    "exchange": _exchange,
    "handover": _hand_over,
    "reception": _receive,
    "recovery": _recover,
    "claims": _publish,
}

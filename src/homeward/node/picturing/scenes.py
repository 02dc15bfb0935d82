"""What is under way when the pages are looked at: the story ends everything, and a page of work needs some.

Called by `staging`. Each scene is played by clicks, by the officers whose work it is, and finds controls by name and
address, never by words. Bundles go between the nodes by stick, as the command carries them.
"""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from homeward.node.demo import cast
from homeward.node.demo.building import existing_nodes
from homeward.node.home import read_time_behind
from homeward.node.picturing import doing
from homeward.node.picturing.browser import Front, Window
from homeward.node.picturing.doing import send
from homeward.post.gates.http import CONTENT_TYPE

_SOURCES = str(Path(__file__).parents[3])
HEADS_PLANNED, HEADS_TODAY = 110, 108


def play(front: Front, examples: Path, home: Path) -> None:
    """All scenes, in the order of the journey."""
    today = day_of(home)
    notice(front, today)
    pending_import(front, examples, home)
    relative(front)
    next_agreement(front, home)
    day_under_way(front)
    care(front, today)
    emergency(front)
    torn_file(front)


def day_of(home: Path) -> date:
    """The day that it is on the nodes: their story's, not the machine's."""
    return (datetime.now(UTC) - read_time_behind(existing_nodes(home)[0])).date()


def notice(front: Front, today: date) -> None:
    """A notice that is still open."""
    own = front.window(cast.DUTY_OFFICER)
    page = own.go("/surrender/notice/")
    page.locator("[name=size_class]").nth(1).check()
    page.fill("[name=first_day]", (today + timedelta(days=2)).isoformat())
    page.fill("[name=last_day]", (today + timedelta(days=4)).isoformat())
    page.check("[name=wounded][value=yes]")
    send(page)
    own.close()


def pending_import(front: Front, examples: Path, home: Path) -> None:
    """A list that waits for its commit, with a conflict and rejected rows."""
    registrar = front.window(cast.SOUTH_REGISTRAR)
    changed = home / doing.HELD_BY_SOUTH
    doing.write_changed_list(examples, changed)
    doing.try_columns(doing.upload(registrar, changed, party="SOUTH", kind="held"))
    registrar.close()


def relative(front: Front) -> None:
    """A request that is not tied to a record yet, an answer that is drafted, and a note from the public page."""
    tracer = front.window(cast.FIRST_TRACER)
    doing.ask_for(tracer, name="Ганна Іваненко", relative="Olha Ivanenko")
    tracer.close()
    anybody = front.window(node=cast.NORTH)
    page = anybody.go("/families/write/")
    page.fill("[name=words]", "Мій брат служив у Карсті. Я не знаю, чи він живий.")
    page.fill("[name=contact]", "through my neighbour")
    send(page)
    anybody.close()


def next_agreement(front: Front, home: Path) -> None:
    """New terms, a second plan, its proposal and its agreement at one bureau, and a new list held at the neutral."""
    officer = front.window(cast.LIST_OFFICER)
    doing.make_plan(doing.write_terms(officer, heads=HEADS_PLANNED))
    doing.make_plan(doing.write_terms(officer, heads=HEADS_TODAY))
    send(officer.go("/exchange/plans/2/agreement/"))
    give(officer, "exchange.proposal", "2", "Northland")
    officer.close()
    desk = front.window(cast.INTERMEDIARY)
    give(desk, "exchange.agreement", "", "Northland")
    desk.close()
    carry(home, cast.NEUTRAL, cast.NORTH)
    take(front, cast.NORTH_LIST_OFFICER)
    decider = front.window(cast.DECISION_MAKER)
    doing.approve(decider, 2)
    decider.close()
    take(front, cast.SECOND_DECISION_MAKER)
    new_list(front, home)


def new_list(front: Front, home: Path) -> None:
    registrar = front.window(cast.SOUTH_REGISTRAR)
    doing.register_capture(registrar, party="SOUTH", surname="Ярошевич", given_name="Лев")
    registrar.close()
    officer = front.window(cast.SOUTH_LIST_OFFICER)
    doing.draw_up_list(officer, "offer")
    give(officer, "exchange.offer", "", "Intermediary")
    officer.close()
    carry(home, cast.SOUTH, cast.NEUTRAL)


def day_under_way(front: Front) -> None:
    """A third plan approved, its list frozen and signed by all three, the count begun, one person missing."""
    delegate = front.window(cast.NORTH_DELEGATE)
    doing.approve(delegate, 3)
    desk = front.window(cast.INTERMEDIARY)
    page = desk.go("/handover/")
    with page.expect_navigation():
        page.click("main form[action$='/freeze/'] [type=submit]")
    day = page.url
    for window in (delegate, front.window(cast.SOUTH_DELEGATE), desk):
        page = window.go(day)
        with page.expect_navigation():
            page.locator("main .lines form [type=submit]").first.click()
    crew = front.window(cast.NEUTRAL_CREW)
    doing.check_off(crew, day, persons=3)
    doing.raise_difference(crew, day)
    for window in (delegate, desk, crew):
        window.close()


def care(front: Front, today: date) -> None:
    """People entered by hand and still expected, a vehicle onward with one place given, a place without a bed."""
    own = front.window(cast.COORDINATOR)
    page = own.go("/reception/arriving/new/")
    page.fill("[name=place]", "Transit country, invented railway station")
    send(page)
    for name, is_here in (("Ілля Вигаданий", True), ("Марта Вигадана", False), ("Назар Вигаданий", False)):
        page.click("main a[href$='/add/']")
        page.fill("[name=name]", name)
        page.set_checked("[name=is_here]", is_here)
        send(page)
    page = own.go("/reception/onward/new/")
    page.fill("[name=destination]", "Clinic of the Old Orchard")
    page.fill("[name=departs_at]", f"{today + timedelta(days=2)}T09:30")
    page.fill("[name=seats]", "40")
    page.fill("[name=lying]", "4")
    send(page)
    send(page, "main form:has([name=arrival]):has([name=kind]) [type=submit]")
    own.close()


def emergency(front: Front) -> None:
    """Somebody without the role asks for one record."""
    registrar = front.window(cast.REGISTRAR)
    page = registrar.go("/register/?kind=missing")
    number = page.locator("main tbody tr").first.locator(".number").first.inner_text()
    registrar.close()
    own = front.window(cast.PSYCHOLOGIST)
    page = own.go("/emergency/")
    page.fill("[name=person]", number)
    page.select_option("[name=reason]", index=1)
    send(page)
    own.close()


def torn_file(front: Front) -> None:
    """A file that nobody signed arrives at the neutral's gate."""
    anybody = front.window(node=cast.NEUTRAL)
    anybody.context.request.post("/post/in/", data=b"torn " * 400, headers={"Content-Type": CONTENT_TYPE})
    anybody.close()


def give(window: Window, kind: str, key: str, partner: str) -> None:
    """One thing to the post for the partner whose name holds that word."""
    page = window.go("/post/outbox/send/")
    form = page.locator(f"main form:has(input[name=kind][value='{kind}'])", has_text=partner)
    if key:
        form = form.and_(page.locator(f"form:has(input[name=key][value='{key}'])"))
    with page.expect_navigation():
        form.first.locator("[type=submit]").click()


def take(front: Front, officer: cast.Played) -> None:
    """The officer takes the first thing that waits for them."""
    window = front.window(officer)
    send(window.go("/post/waiting/"), "main button[name=word][value=accept]")
    window.close()


def carry(home: Path, sender: str, receiver: str) -> None:
    """Bundles by stick, with the commands of the two nodes."""
    stick = home / f"stick-{sender}-{receiver}"
    stick.mkdir(exist_ok=True)
    _command(home, "send", str(stick), "--to", receiver, "--node", sender)
    _command(home, "take", str(stick), "--node", receiver)


def _command(home: Path, *words: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    subprocess.run(
        [sys.executable, "-m", "homeward", "post", *words],
        env={**environment, "HOMEWARD_HOME": str(home), "PYTHONPATH": _SOURCES},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )

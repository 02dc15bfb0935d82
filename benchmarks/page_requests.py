"""Measures the register's pages inside one node (`HOMEWARD_NODE_DIR`), for benchmarks/pages.py: one table on stdout."""

import io
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from urllib.parse import quote, urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402 - tables can be imported only after set-up
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from homeward.desks.register.actions.changes import EDITABLE  # noqa: E402
from homeward.desks.register.forms import EditForm  # noqa: E402
from homeward.desks.register.models import Batch, Person  # noqa: E402
from homeward.engine.names import transliterate  # noqa: E402
from homeward.node.wsgi import application  # noqa: E402
from homeward.office.accounts.models import Officer  # noqa: E402
from page_register import OFFICER, RARE_CATEGORY  # noqa: E402

Request = tuple[str, dict[str, str] | None]
_TIMES = 20
# CPU of the web process, in ms: list, search, person, write.
LIST, PERSON, WRITE = 15, 10, 8
_GROUP = 24
_ID = re.compile(r"persons/([0-9a-f]{32})/")
_SECRET = "k" * 32


@dataclass(slots=True)
class Page:
    """One line of the table: requests that take turns, and what was measured, a list a round."""

    title: str
    budget: int
    requests: Callable[[int], Request]
    queries: int = 0
    size: int = 0
    wall: list[list[float]] = field(default_factory=list)
    cpu: list[list[float]] = field(default_factory=list)
    backend: list[float] = field(default_factory=list)
    floor: list[list[float]] = field(default_factory=list)


class Server:
    """The node's application, called as a server calls it, by one signed-in officer."""

    def __init__(self) -> None:
        browser = Client()
        browser.force_login(Officer.objects.get(username=OFFICER))
        session = browser.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={_SECRET}"

    def answer(self, request: Request) -> tuple[float, float, bytes]:
        """Wall and CPU milliseconds, and the page; a page that is none ends the run."""
        address, form = request
        path, _, query = address.partition("?")
        body = urlencode({**form, "csrfmiddlewaretoken": _SECRET}).encode() if form is not None else b""
        environ = {
            "REQUEST_METHOD": "GET" if form is None else "POST", "SCRIPT_NAME": "", "PATH_INFO": path,
            "QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost", "HTTP_COOKIE": self.cookies, "HTTP_ACCEPT_LANGUAGE": "en",
            "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
            "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr, "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }  # fmt: skip
        status: list[str] = []
        wall, cpu = perf_counter(), process_time()
        response = application(environ, lambda code, _headers, _error=None: status.append(code))
        content = b"".join(response)
        response.close()
        wall, cpu = perf_counter() - wall, process_time() - cpu
        expected = "200" if form is None else "302"
        if not status[0].startswith(expected):
            raise SystemExit(f"{address} answered {status[0]}\n{content.decode()[:3000]}")
        return 1000 * wall, 1000 * cpu, content


def measure(rounds: int) -> None:
    """The table of one database."""
    server = Server()
    pages = _pages()
    _make_scratch()
    for page in pages:
        _look_once(server, page)
    for _round in range(rounds):
        for page in pages:
            _one_round(server, page)
    print(
        "| page | p50 ms | p95 ms | CPU p50 ms | CPU p95 ms | budget | database CPU ms | queries | KB | floor p50 ms "
        "| times the floor |\n|---|---|---|---|---|---|---|---|---|---|---|"
    )
    for page in pages:
        print(_row(page), flush=True)


def _row(page: Page) -> str:
    wall, wall_95 = median(map(median, page.wall)), median(map(_p95, page.wall))
    cpu, cpu_95 = median(map(median, page.cpu)), median(map(_p95, page.cpu))
    floor = median(map(median, page.floor))
    ratio = median(median(own) / median(bare) for own, bare in zip(page.wall, page.floor, strict=True))
    over = " !" if cpu > page.budget else ""
    backend = f"{median(page.backend):.1f}" if page.backend else "in CPU"
    return (
        f"| {page.title} | {wall:.1f} | {wall_95:.1f} | {cpu:.1f}{over} | {cpu_95:.1f} | {page.budget} | {backend} "
        f"| {page.queries} | {page.size / 1000:.0f} | {floor:.2f} | {ratio:.0f} |"
    )


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1]


def _look_once(server: Server, page: Page) -> None:

    told: list[str] = []

    def count(execute, sql, parameters, many, context):  # type: ignore[no-untyped-def]
        told.append(sql)
        return execute(sql, parameters, many, context)

    server.answer(page.requests(0))
    with connection.execute_wrapper(count):
        page.size = len(server.answer(page.requests(1))[2])
    page.queries = len(told)
    if os.environ.get("SHOW_SQL"):
        print(f"\n== {page.title}", *told, sep="\n")


def _one_round(server: Server, page: Page) -> None:
    wall, cpu, floor = [], [], []
    backend: list[float] = []
    for turn in range(_TIMES):
        request = page.requests(turn)
        before = _backend_ms()
        took, worked, content = server.answer(request)
        pid, worked_there = _backend_ms()
        # The server takes a new connection now and then.
        backend.append(worked_there - (before[1] if pid == before[0] else 0.0))
        wall.append(took)
        cpu.append(worked)
        floor.append(_floor(content.decode(), write=request[1] is not None))
    page.wall.append(wall)
    page.cpu.append(cpu)
    page.floor.append(floor)
    if _is_postgresql():
        page.backend.append(median(backend))


def _is_postgresql() -> bool:

    return connection.vendor == "postgresql"


def _backend_ms() -> tuple[int, float]:
    """The PostgreSQL process that serves this connection and its CPU milliseconds so far; zeros on SQLite."""
    if not _is_postgresql():
        return 0, 0.0
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return pid, int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


def _make_scratch() -> None:

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS measuring")
        cursor.execute("CREATE TABLE measuring (id varchar(32), told varchar(200))")


def _floor(content: str, *, write: bool) -> float:
    """Milliseconds of the same rows, or of one row and its commit, without Django's models."""

    ids = list(dict.fromkeys(_ID.findall(content)))
    connection.ensure_connection()
    start = perf_counter()
    if write:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO measuring VALUES (%s, %s)", [_SECRET, _SECRET])
    else:
        with connection.cursor() as cursor:
            places = ", ".join(["%s"] * len(ids)) or "''"
            cursor.execute(f"SELECT * FROM register_person WHERE id IN ({places})", ids)  # noqa: S608 (places alone)
            cursor.fetchall()
    return 1000 * (perf_counter() - start)


def _pages() -> list[Page]:
    ordered = list(Person.objects.filter(withdrawn_at=None).order_by("sort_key", "id").values_list("pk", flat=True))
    held = list(Person.objects.filter(kind="held").order_by("-number").values_list("pk", flat=True)[:2000])
    written = Person.objects.filter(kind="missing").exclude(surname="").order_by("number")[: 50 * _TIMES : 50]
    surnames = [transliterate(person.surname, "uk") for person in written]
    step = len(ordered) // _TIMES
    batch = Batch.objects.order_by("-number").values_list("number", flat=True)[0]

    def listed(*queries: str) -> Callable[[int], Request]:
        return lambda turn: ("/register/?" + queries[turn % len(queries)], None)

    def typed(*texts: str, more: str = "") -> Callable[[int], Request]:
        return listed(*(f"q={quote(text)}{more}" for text in texts))

    men = ("Oleksandr", "Serhii", "Mykola", "Володимир")
    both = ("Oleksandr Serhiiovych", "Mykola Ivanovych", "Андрей Викторович")
    return [
        Page("list, first page", LIST, listed("")),
        Page("list, deep page", LIST, listed(*(f"after={ordered[at * step]}" for at in range(_TIMES)))),
        Page("list, one party", LIST, listed("party=SOUTH", "party=NORTH")),
        Page("list, one kind", LIST, listed("kind=held", "kind=missing")),
        Page("list, common category", LIST, listed("category=OFFICERS", "category=LONG_HELD")),
        Page("list, category of few", LIST, listed(f"category={RARE_CATEGORY}")),
        Page("list, party, kind, category", LIST, listed("party=SOUTH&kind=held&category=WOMEN")),
        Page("list, one batch", LIST, listed(f"batch={batch}", "batch=1")),
        Page("search, surname, other script", LIST, typed(*surnames)),
        Page("search, common given name", LIST, typed(*men)),
        Page("search, given and father's name", LIST, typed(*both)),
        Page("search, first letter of many", LIST, typed("о", "s", "v")),
        Page("search, two names nobody has", LIST, typed("Oleksandr Zzz", "Andrii Serhii Mykola Petro")),
        Page("search, given name, of few", LIST, typed(*men, more=f"&category={RARE_CATEGORY}")),
        Page("person", PERSON, lambda turn: (f"/register/persons/{ordered[turn * step + 7]}/", None)),
        Page("write: correction", WRITE, _correction(ordered)),
        Page("write: custody step", WRITE, _custody(held)),
        Page(f"write: group capture of {_GROUP}", WRITE * _GROUP, _group(surnames)),
    ]


def _correction(ids: list[str]) -> Callable[[int], Request]:
    """Another rank each time, through the form as it stands."""

    made = iter(range(10**6))

    def request(_turn: int) -> Request:
        number = next(made)
        person = Person.objects.get(pk=ids[number * 13 % len(ids)])
        names = tuple(name for name in EDITABLE if name != "full_name" or person.full_name)
        initial = {name: getattr(person, name) for name in names}
        form = EditForm(names=names, kind=person.kind, initial=initial)
        sent = {name: str(form[name].value()) for name in names}
        told = {"rank": f"rank {number}", "seen": str(person.version), "reason": "MISHEARD"}
        return f"/register/persons/{person.pk}/edit/", sent | told

    return request


def _custody(ids: list[str]) -> Callable[[int], Request]:
    made = iter(range(10**6))

    def request(_turn: int) -> Request:
        sent = {"code": "TRANSFERRED", "at": "2025-03-01", "place_code": "C-07"}
        return f"/register/persons/{ids[next(made) * 3 % len(ids)]}/custody/", sent

    return request


def _group(surnames: list[str]) -> Callable[[int], Request]:
    made = iter(range(10**6))

    def request(_turn: int) -> Request:
        number = next(made)
        sent = {
            "party": "NORTH", "count": str(_GROUP), "day": "2025-03-01", "region": "Karst", "place": "Alder",
            "form_key": f"measuring-{number}", "line-TOTAL_FORMS": str(_GROUP), "line-INITIAL_FORMS": "0",
        }  # fmt: skip
        for line in range(_GROUP):
            sent[f"line-{line}-full_name"] = f"{surnames[(number + line) % len(surnames)]} Tom"
            sent[f"line-{line}-birth_date"] = f"0{line % 9 + 1}.03.199{number % 10}"
        return "/register/captures/group/", sent

    return request


if __name__ == "__main__":
    measure(int(sys.argv[1]))

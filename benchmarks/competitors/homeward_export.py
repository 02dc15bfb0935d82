"""Our canonical columns of a list, for competitors that run over them.

python -m benchmarks.competitors.homeward_export LIST.parquet OUT.parquet
"""

import sys
from pathlib import Path

from benchmarks.list_files import person_columns_of, read_columns

from homeward.engine.matching.exporting import export_columns

export_columns(person_columns_of(read_columns(Path(sys.argv[1]))), Path(sys.argv[2]))

"""``python -m tests.benchmarks [MODULE…] [name=value…]`` runs the benchmarks and prints one table.

Every module of this package with ``run(table: Table) -> None`` takes part; naming modules runs
those alone. ``name=value`` arguments reach the modules as ``table.options``, e.g.
``search articles=100000``.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import time
from pathlib import Path

from tests.benchmarks.table import Table, note


def main(arguments: list[str]) -> int:
    """Runs what the arguments name; everything where they name nothing."""
    options = dict(a.split("=", 1) for a in arguments if "=" in a)
    wanted = [a for a in arguments if "=" not in a]
    known = sorted(m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)]))
    unknown = [name for name in wanted if name not in known]
    if unknown:
        note(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}")
        return 2
    table = Table(options)
    print(f"{'':<54}{'diploread':>14}{'peer':>14}{'ratio':>10}")
    failed = 0
    for name in wanted or known:
        if name in ("__main__", "table"):
            continue
        module = importlib.import_module(f"tests.benchmarks.{name}")
        if not hasattr(module, "run"):
            continue
        start = time.monotonic()
        try:
            module.run(table)
        except Exception as error:
            failed += 1
            note(f"{name} failed: {type(error).__name__}: {error}")
        note(f"({name}: {time.monotonic() - start:.0f} s)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

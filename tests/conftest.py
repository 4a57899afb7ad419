"""No test reads or writes the folders of whoever runs it; every process names the tests alike."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# What passes here passes elsewhere: the same examples each time, and no clock. New examples come
# with HYPOTHESIS_PROFILE=thorough.
SLOW = [HealthCheck.too_slow]
settings.register_profile("same", derandomize=True, suppress_health_check=SLOW)
settings.register_profile("thorough", suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

_NUMBERS = count()


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Configuration, data, cache and state of this test alone; made only if the test writes."""
    home = tmp_path_factory.getbasetemp() / f"home-{next(_NUMBERS)}"
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in [name for name in os.environ if name.startswith("DIPLOREAD_")]:
        monkeypatch.delenv(name)
    return home


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their argument: an archive holds the time at which it was made, and
    processes that share out the tests must find the same names.
    """
    return argname if isinstance(val, bytes) and len(val) > 40 else None

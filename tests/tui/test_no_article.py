"""On a page that is no article every key that means one says so, and keeps nothing."""

from __future__ import annotations

import sys
from pathlib import Path

from diploread.index.notebook.notebook import Notebook
from diploread.tui.actions.registry import ON_ARTICLE, load

sys.path.insert(0, str(Path(__file__).parent))
import fakes
from test_reader import app_on, start, status, until


async def test_keys_say_why_they_do_nothing(tmp_path: Path) -> None:
    app = app_on(fakes.FakeLibrary())
    app.desk.use(Notebook.open(tmp_path / "user.db"))
    async with app.run_test(size=(120, 36)) as pilot:
        reader = await start(pilot)
        await pilot.press("slash", *"nowhere")
        await until(pilot, lambda: reader.results.count == 0)
        await pilot.press("enter")
        for action in sorted(ON_ARTICLE):
            reader.say("")
            reader.dispatch(action)
            assert status(reader) == "no article is open", action
            assert app.screen is reader
        assert not app.desk.notebook.bookmarks()
        assert load().keys() >= ON_ARTICLE

"""The search of the preview after an edit: made anew by a process of its own, so that the next edit need not wait for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Condition, Thread

COMMAND = (sys.executable, "-m", "kb.search.renew")


class SearchRenewal:
    """Renews the search of a site whenever asked, once for all that was asked meanwhile."""

    def __init__(self, root: Path, site_dir: Path) -> None:
        self.command = (*COMMAND, str(root), str(site_dir))
        self.process: subprocess.Popen[bytes] | None = None
        self.wanted = self.stopped = False
        self.change = Condition()

    def ask(self) -> None:
        """Begin soon, and come back at once."""
        with self.change:
            self.wanted = True
            if self.process is None and not self.stopped:
                self._start()

    def _start(self) -> None:
        self.wanted = False
        self.process = subprocess.Popen(self.command)  # noqa: S603 - our own module, no shell
        Thread(target=self._follow, args=(self.process,), daemon=True).start()

    def _follow(self, process: subprocess.Popen[bytes]) -> None:
        process.wait()
        with self.change:
            self.process = None
            if self.wanted and not self.stopped:
                self._start()
            self.change.notify_all()

    def wait(self, seconds: float) -> bool:
        """Whether all that was asked for is done within so many seconds."""
        with self.change:
            return self.change.wait_for(lambda: self.process is None, seconds)

    def stop(self) -> None:
        """Leave off, and begin nothing more."""
        with self.change:
            self.stopped = True
            if self.process is not None:
                self.process.terminate()
        self.wait(10)

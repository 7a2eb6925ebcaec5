"""What comes over a ledger that is open: other days, a full disk, a folder that goes away."""

from __future__ import annotations

import datetime as dt
import os
import resource
import shutil
import subprocess
import sys

from rough_watch import Companion

from kabao import app

COMMANDS = (
    ("holders",), ("overview",), ("cases",), ("deadlines",), ("doctor",), ("history",),
    ("undo",), ("backup",), ("status",), ("employers",),
)  # fmt: skip


class Days(Companion):
    """Lets days pass under the program, also past every deadline."""

    today = dt.datetime.now(tz=dt.UTC).astimezone().date()

    def ways(self):
        """Return what may be done besides."""
        return {self.pass_on: 0.6}

    def pass_on(self, _top) -> str:
        """Let it be another day; the window looks at the calendar."""
        days = self.hand.chance.choice((1, 1, 1, 7, 30, 400, -1))
        told = self.hand.say(f"{days} days pass")
        Days.today += dt.timedelta(days=days)
        if self.window._new_day is not None:
            self.window._new_day.look()
        return told

    @staticmethod
    def begin() -> None:
        """Have every ledger that is opened from now on ask here which day it is."""
        plain = app.Ledgers.doors

        def doors(ledgers):
            made = plain(ledgers)

            def dated(way):
                def enter(*given, **named):
                    workspace = way(*given, **named)
                    workspace.clock = lambda: Days.today
                    return workspace

                return enter

            return type(made)(dated(made.create), dated(made.open), made.sample, made.warm_up)

        app.Ledgers.doors = doors


class FullDisk(Companion):
    """Lets no file grow for a while."""

    def __init__(self, hand) -> None:
        super().__init__(hand)
        self.usual = resource.getrlimit(resource.RLIMIT_FSIZE)
        self.left = 0

    def ways(self):
        """Return what may be done besides."""
        return {self.fill: 0.6}

    def fill(self, _top) -> str:
        """Fill the disk."""
        most = self.hand.chance.choice((0, 4096, 100_000, 1_000_000))
        self.left = self.hand.chance.randint(2, 25)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, self.usual[1]))
        return self.hand.say(f"no file beyond {most}, for {self.left} acts")

    def look(self) -> None:
        """Make room again after a while."""
        self.left -= 1
        if self.left == 0:
            self.end()

    def end(self) -> None:
        """Make room again."""
        resource.setrlimit(resource.RLIMIT_FSIZE, self.usual)


class Folder(Companion):
    """Lets the ledger's folder go away or be closed to writing for a while."""

    def __init__(self, hand) -> None:
        super().__init__(hand)
        self.folder = hand.files[0].parent
        self.aside = self.folder.with_name(f"{self.folder.name}-away")
        self.left = 0

    def ways(self):
        """Return what may be done besides."""
        return {self.go: 0.4, self.close: 0.4}

    def go(self, _top) -> str:
        """Take the folder away, as with a drive that is pulled out."""
        if self.left > 0:
            return "nothing"
        self.left = self.hand.chance.randint(2, 20)
        self.folder.rename(self.aside)
        return self.hand.say(f"the folder goes away for {self.left} acts")

    def close(self, _top) -> str:
        """Close the folder and what is in it to writing."""
        if self.left > 0:
            return "nothing"
        self.left = self.hand.chance.randint(2, 20)
        self.folder.chmod(0o555)
        return self.hand.say(f"the folder cannot be written for {self.left} acts")

    def look(self) -> None:
        """Bring it back after a while."""
        self.left -= 1
        if self.left == 0:
            self.end()

    def end(self) -> None:
        """Bring it back."""
        if self.aside.exists():
            if self.folder.exists():  # somebody made another one there meanwhile
                shutil.move(self.folder, self.folder.with_name(f"{self.folder.name}-made"))
            self.aside.rename(self.folder)
        self.folder.chmod(0o755)


class Commands(Companion):
    """Gives commands in a terminal beside the window."""

    def __init__(self, hand) -> None:
        super().__init__(hand)
        self.running: subprocess.Popen[str] | None = None
        self.words: tuple[str, ...] = ()
        self.count = 0

    def ways(self):
        """Return what may be done besides."""
        return {self.command: 0.7}

    def command(self, _top) -> str:
        """Give a command, unless one is under way."""
        if self.running is not None:
            return "nothing"
        self.words = self.hand.chance.choice(COMMANDS)
        line = [sys.executable, "-m", "kabao", "--ledger", str(self.hand.files[0]), *self.words]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        self.running = subprocess.Popen(
            line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True, env=environment,
        )  # fmt: skip
        self.count += 1
        return self.hand.say(f"kabao {' '.join(self.words)}")

    def look(self) -> None:
        """Look whether a command has ended, and how."""
        if self.running is None or self.running.poll() is None:
            return
        said = self.running.stderr.read() if self.running.stderr else ""
        if "Traceback" in said or self.running.returncode < 0:
            self.hand.blame(f"{said[-1500:]}\nkabao {' '.join(self.words)} broke")
        self.running = None

    def end(self) -> None:
        """Wait for the last command."""
        if self.running is not None:
            self.running.wait()
            self.look()
        print(f"{self.count} commands")

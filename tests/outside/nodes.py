"""A real Syncthing on this machine alone: one folder, one partner, nothing that leaves the loopback."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any, Self

KEY = "loopback"
FOLDER = "desk"
OFF = {
    "globalAnnounceEnabled": "false",
    "localAnnounceEnabled": "false",
    "relaysEnabled": "false",
    "natEnabled": "false",
    "urAccepted": "-1",
    "autoUpgradeIntervalH": "0",
    "crashReportingEnabled": "false",
    "startBrowser": "false",
    "announceLANAddresses": "false",
    "reconnectionIntervalS": "1",
    "stunServer": "127.0.0.1:9",
}
"""What would speak with the world."""


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


class Node:
    """One Syncthing with a home and a shared folder of its own."""

    def __init__(self, root: Path) -> None:
        self.home, self.folder = root / "syncthing", root / FOLDER
        self.folder.mkdir(parents=True, exist_ok=True)
        self.gui, self.listens = free_port(), free_port()
        self._process: subprocess.Popen[bytes] | None = None
        # Whatever its version wants to have in a config file is there then; the rest is set below.
        self._command("generate", "--no-default-folder", "--skip-port-probing")
        self.id = self._command("serve", "--device-id").strip()

    def _command(self, *arguments: str) -> str:
        command = ["syncthing", arguments[0], f"--home={self.home}", *arguments[1:]]
        done = subprocess.run(command, capture_output=True, text=True, env=self._environment(), check=True)
        return done.stdout

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "HOME": str(self.home.parent), "STNOUPGRADE": "1", "STNORESTART": "1"}

    def share_with(self, other: Node, copies: int) -> None:
        """Write the settings: who the other is, where it listens, what is shared, how many conflict copies are kept."""
        file = self.home / "config.xml"
        tree = ET.parse(file)
        root = tree.getroot()
        _set(root.find("gui"), {"address": f"127.0.0.1:{self.gui}", "apikey": KEY})
        _set(root.find("options"), {**OFF, "listenAddress": f"tcp://127.0.0.1:{self.listens}"})
        device = ET.SubElement(root, "device", {"id": other.id, "name": "other", "compression": "never"})
        ET.SubElement(device, "address").text = f"tcp://127.0.0.1:{other.listens}"
        kept = {"fsWatcherEnabled": "true", "fsWatcherDelayS": "1", "rescanIntervalS": "5"}
        folder = ET.SubElement(root, "folder", {"id": FOLDER, "path": str(self.folder), "type": "sendreceive", **kept})
        ET.SubElement(folder, "maxConflicts").text = str(copies)
        for id in (self.id, other.id):
            ET.SubElement(folder, "device", {"id": id})
        tree.write(file)

    def __enter__(self) -> Self:
        log = (self.home / "log.txt").open("wb")
        command = ["syncthing", "serve", f"--home={self.home}", "--no-browser", "--no-restart", "--no-upgrade"]
        self._process = subprocess.Popen(command, stdout=log, stderr=log, env=self._environment())
        until(self._is_up, 30)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)

    def _is_up(self) -> bool:
        try:
            return bool(self.ask("system/ping"))
        except (OSError, urllib.error.URLError):
            return False

    def ask(self, path: str, **query: str) -> Any:
        """What its interface answers, from JSON."""
        return json.loads(self._reach(path, query))

    def _reach(self, path: str, query: dict[str, str], method: str = "GET") -> bytes:
        address = f"http://127.0.0.1:{self.gui}/rest/{path}?{urllib.parse.urlencode(query)}"
        request = urllib.request.Request(address, headers={"X-API-Key": KEY}, method=method)
        with urllib.request.urlopen(request, timeout=10) as reply:
            answer: bytes = reply.read()
        return answer

    def pause(self, other: Node) -> None:
        """See the other no more."""
        self._post("system/pause", device=other.id)

    def resume(self, other: Node) -> None:
        """See the other again."""
        self._post("system/resume", device=other.id)

    def _post(self, path: str, **query: str) -> None:
        self._reach(path, query, "POST")

    def is_quiet(self, other: Node) -> bool:
        """Whether it has nothing to fetch, and knows that the other has all."""
        here = self.ask("db/status", folder=FOLDER)
        there = self.ask("db/completion", folder=FOLDER, device=other.id)
        idle = here["state"] == "idle" and not here["needTotalItems"] and not here["errors"]
        return bool(idle and there["completion"] == 100)


def _set(element: Any, values: dict[str, str]) -> None:
    for name, value in values.items():
        found = element.findall(name)
        for one in found[1:]:
            element.remove(one)
        (found[0] if found else ET.SubElement(element, name)).text = value


def until(holds: Any, seconds: float, step: float = 0.2) -> None:
    """Wait for something; `TimeoutError` if it does not come."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"{getattr(holds, '__name__', holds)} within {seconds} seconds")
        time.sleep(step)

"""The processes as their parent sees them: it hands out files, and ends the process that takes too long over one."""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Self, TypeAlias

from reader.reading import Job, Read, Refused, Result
from reader.speech import tr
from reader.workers import limits
from reader.workers.child import Child
from reader.workers.worker import Asked, Done, Message

_START = "import sys; sys.path[:] = sys.argv[1:]; from reader.workers.worker import serve; serve()"
SHORT = 64 << 10
"""Bytes of a short file."""
_News: TypeAlias = "SimpleQueue[tuple[_Worker, Message | EOFError, float, list[Errand]]]"
"""What processes say, when they said it, and which files they were sent at once."""


@dataclass(slots=True, eq=False)
class Errand:
    """A file on its way: what it is to who sent it (``path``), and what has come of it so far."""

    path: str
    job: Job | None
    """What is to be read; nothing where the results are known already."""
    results: deque[Result] = field(default_factory=deque)
    begun: bool = False
    over: bool = False
    asked: str | None = None
    """The article about which the process that reads it waits to hear whether the corpus has it."""
    added: str | None = None
    """When it came into the corpus it was exported from."""
    size: int = 0
    spent: float = 0.0

    @property
    def length(self) -> int:
        """Bytes of the file."""
        return len(self.job.data) if self.job else 0

    @property
    def limit(self) -> float:
        """Seconds that may be spent on it."""
        return limits.seconds(max(self.length, self.size))

    @classmethod
    def known(cls, path: str, result: Result) -> Self:
        """One of which is known what comes of it."""
        return cls(path, None, deque([result]), over=True)

    @property
    def name(self) -> str:
        """The name of the file, as it is stored."""
        return self.job.name if self.job else ""

    def end(self, *last: Result) -> None:
        """There is no more to it."""
        self.results.extend(last)
        self.over, self.asked = True, None


class Crew:
    """Up to ``most`` processes. None is there before it is needed, and none after `close`."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.waiting: deque[Errand] = deque()
        """Files that nobody has begun: who is done with one takes the first of them."""
        self.broken = False
        """Whether processes cannot be started here."""
        self._workers: list[_Worker] = []
        self._news: _News = SimpleQueue()

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self._workers)

    def start(self) -> None:
        """Start one more."""
        try:
            self._workers.append(_Worker(self._news, self.waiting))
        except (OSError, ValueError):
            self.broken = not self._workers

    def hand_out(self) -> None:
        """Give files that wait to processes that have none."""
        for worker in self._workers:
            if worker.began and worker.errand is None:
                worker.begin()

    def answer(self, errand: Errand, held: bool) -> None:
        """Say whether the corpus has the article that was asked about."""
        worker = next((worker for worker in self._workers if worker.errand is errand), None)
        errand.asked = None
        if worker is not None:
            worker.send(held)

    def listen(self, most: float) -> None:
        """Take in what has come, waiting up to so many seconds for the first of it; end what takes too long."""
        with suppress(Empty):
            self._heard(*self._news.get(timeout=most))
            while True:
                self._heard(*self._news.get_nowait())
        for worker in self._workers:
            if worker.overdue:
                worker.kill()

    def _heard(self, worker: _Worker, message: Message | EOFError, at: float, sent: list[Errand]) -> None:
        if isinstance(message, EOFError):
            self._ended(worker)
        elif worker.hear(message, at, sent):
            self._dismiss(worker)

    def _ended(self, worker: _Worker) -> None:
        """A process is gone, and the file it had is refused; if none was ever there to work, none can be started."""
        errand = worker.errands.popleft() if worker.errands else None
        self._dismiss(worker)
        if errand is not None:
            errand.end(Refused(worker.epitaph(errand)))
        self.broken = not (worker.began or self._workers)

    def _dismiss(self, worker: _Worker) -> None:
        """End a process; a file that it was sent and has not begun waits again."""
        if worker in self._workers:
            self._workers.remove(worker)
            worker.close()
        while worker.errands:
            self.waiting.appendleft(worker.errands.pop())
            self.waiting[0].begun = False

    def close(self) -> None:
        """End them all, whatever they do. They hold nothing that could be lost."""
        for worker in self._workers:
            worker.kill()
        while self._workers:
            self._dismiss(self._workers[-1])


class _Worker:
    """One process, and the thread that listens to it."""

    def __init__(self, news: _News, waiting: deque[Errand]) -> None:
        self.errands: deque[Errand] = deque()
        """The file that it reads, and one that it was sent ahead, so that it need not wait for it."""
        self.began = False
        self._news, self._waiting = news, waiting
        self._since = time.monotonic()
        self._late = False
        self._sent = 0
        """Files with which it is not done: `errands`, as they are once all it said is heard."""
        self._child = Child(_START, self._listen)

    @property
    def errand(self) -> Errand | None:
        """The file that it reads."""
        return self.errands[0] if self.errands else None

    def _listen(self, message: Message | EOFError) -> None:
        """Pass on what it says, in the thread that listens, and have it go on: who sees to all may be busy writing."""
        at, sent = time.monotonic(), list[Errand]()
        if isinstance(message, Done):
            self._sent -= 1
            sent = [] if message.worn else list(iter(self._next, None))
        self._news.put((self, message, at, sent))
        for errand in sent:
            self._child.send(errand.job)

    def _next(self) -> Errand | None:
        """The first file that waits, if it is to be sent now; ahead of its turn only one that holds up no other."""
        with suppress(IndexError):
            if self._sent == 0 or (self._sent == 1 and self._waiting[0].length <= SHORT):
                errand = self._waiting.popleft()
                self._sent += 1
                return errand
        return None

    @property
    def overdue(self) -> bool:
        """Whether it has worked too long on its file; the time in which it waits for an answer does not count."""
        passed, limit = time.monotonic() - self._since, limits.SECONDS
        if self.errand is not None:
            passed, limit = passed + self.errand.spent, self.errand.limit
        busy = not self.began or (self.errand is not None and self.errand.asked is None)
        self._late = self._late or (busy and passed > limit)
        return self._late

    def epitaph(self, errand: Errand) -> str:
        """Why it is gone with this file."""
        code = self._child.code
        cause = tr("exit code {code}").format(code=code)
        with suppress(ValueError):  # a code below nought is that of a signal
            cause = signal.Signals(-code).name
        if self._late or cause == "SIGXCPU":
            return tr("reading it took more than {seconds} s. Save it in a simpler form.").format(
                seconds=f"{errand.limit:.0f}"
            )
        return tr("the process that read it broke down ({cause}). The file is as it was.").format(cause=cause)

    def begin(self) -> None:
        """Begin with the first file that waits, if there is one."""
        if errand := self._next():
            self._take(errand)
            self.send(errand.job)

    def _take(self, *errands: Errand) -> None:
        self.errands.extend(errands)
        for errand in errands:
            errand.begun = True

    def send(self, message: object) -> None:
        """Tell it something; that it is gone shows elsewhere."""
        self._since = time.monotonic()
        self._child.send(message)

    def hear(self, message: Message, at: float, sent: list[Errand]) -> bool:
        """Note what it says of its file, and which others it was sent. Whether it should be dismissed."""
        self.began = True
        if self.errand is None or message is None:
            return False
        self.errand.spent += at - self._since
        self._since = at
        if isinstance(message, Asked):
            self.errand.asked, self.errand.size = message
        elif isinstance(message, Done):
            self.errands.popleft().end()
            self._take(*sent)
            return message.worn
        else:
            self.errand.results.append(self._complete(message, self.errand.job))
        return False

    def _complete(self, result: Result, job: Job | None) -> Result:
        if isinstance(result, Read) and not result.item.data and job is not None:
            return Read(result.item._replace(data=job.data), result.derived)
        return result

    def kill(self) -> None:
        """End it at once."""
        self._child.kill()

    def close(self) -> None:
        """Make sure that nothing of it is left."""
        self._child.close()


def cores() -> int:
    """How many processes can work at a time."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1

"""Searching beside Recoll, notmuch, Xapian, plain FTS5 and LIKE: the same texts, by class of query, in process.

    python tests/bench/peers.py 100k.db /tmp/bench/peers

Makes each peer's index in the folder, where it is not there yet, and prints the processor's seconds that took, its
size, and its milliseconds for the first 50 texts: the newest, and the best. Ours and FTS5 tell which they are as the
others do, and besides in full: title, date and snippet. Ours forgets before each query all that it looked up, and
finds other forms, compounds and names, as no others. At the end are the ratios of ours to FTS5 and to Xapian. Left out
are peers that are not installed (Debian: python3-xapian, python3-notmuch2, python3-recoll, with the system's Python).
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from typing import Any

Ask = Callable[[str], Any]
SYSTEM = "/usr/bin/python3"
FIRST = 50
CACHE = "PRAGMA cache_size = -8000"
"""KiB of pages that SQLite keeps, as in the app."""
TIMES = 5
CLASSES = {
    "rare word": "{rare}", "common word": "der", "usual word": "{usual}", "AND": "{usual} {other}",
    "AND of common": "der und", "phrase": '"{phrase}"', "prefix": "{begins}*", "two letters": "re*",
    "one letter": "r*", "no hit": "zqzqxxy",
}  # fmt: skip
_MAILS = 1000
RATIOS = (
    ("reader best", "fts5 best"), ("reader best, full", "fts5 best, full"), ("reader best, full", "fts5 newest, full"),
    ("reader best", "xapian best"),
)  # fmt: skip


def texts(corpus: Path) -> Iterator[tuple[int, str, str]]:
    """Seconds since 1970, title and text of each article, the oldest first."""
    db = sqlite3.connect(f"{corpus.absolute().as_uri()}?mode=ro", uri=True)
    rows = db.execute("SELECT title, text FROM card JOIN article ON n = article ORDER BY stamp")
    for number, (title, text) in enumerate(rows):
        yield 1_500_000_000 + 60 * number, title or "", text


def queries(plain: sqlite3.Connection) -> dict[str, str]:
    """A query of each class, with words that the texts have."""
    plain.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab ('main', 'fts', 'row')")
    most = plain.execute("SELECT count(*) FROM doc").fetchone()[0]

    def near(share: float, skipped: int = 0) -> str:
        sql = "SELECT term FROM terms WHERE length(term) > 5 ORDER BY abs(doc - ?), term LIMIT 1 OFFSET ?"
        return str(plain.execute(sql, (most * share, skipped)).fetchone()[0])

    usual, other = near(0.03), near(0.03, 1)
    text = plain.execute("SELECT text FROM doc ORDER BY n DESC LIMIT 1").fetchone()[0]
    words = {"rare": near(5 / most), "usual": usual, "other": other, "begins": usual[:5],
             "phrase": " ".join(text.split("\n\n")[1].split()[:2])}  # fmt: skip
    return {name: form.format(**words) for name, form in CLASSES.items()}


def timed(ask: Ask, asked: Mapping[str, str]) -> dict[str, float | None]:
    """The median milliseconds of each query; ``None`` where it is not understood."""
    found: dict[str, float | None] = {}
    for name, query in asked.items():
        try:
            spent = []
            for _ in range(TIMES):
                began = time.process_time()
                ask(query)
                spent.append(1000 * (time.process_time() - began))
            found[name] = statistics.median(spent)
        except Exception as error:  # peers raise whatever they like
            print(f"{name}: {error}", file=sys.stderr)
            found[name] = None
    return found


def plain(folder: Path, corpus: Path) -> sqlite3.Connection:
    """The texts in a table and an FTS5 table as everyone makes it."""
    path = folder / "plain.db"
    made = path.exists()
    db = sqlite3.connect(path)
    db.execute(CACHE)
    if not made:
        db.execute("CREATE TABLE doc (n INTEGER PRIMARY KEY, title, text)")
        db.execute("CREATE VIRTUAL TABLE fts USING fts5 (title, text, content = 'doc', content_rowid = 'n')")
        db.executemany("INSERT INTO doc VALUES (?, ?, ?)", texts(corpus))
        db.execute("INSERT INTO fts (fts) VALUES ('rebuild')")
        db.commit()
    return db


def fts5(folder: Path, corpus: Path) -> dict[str, Ask]:
    db = plain(folder, corpus)
    sql = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY {} LIMIT ?"
    full = (
        "SELECT doc.n, doc.title, snippet(fts, 1, '[', ']', '…', 24) FROM fts JOIN doc ON n = fts.rowid "
        "WHERE fts MATCH ? ORDER BY fts.{} LIMIT ?"
    )
    return {f"{order}{how}": lambda query, form=form, by=by: db.execute(form.format(by), (query, FIRST)).fetchall()
            for how, form in (("", sql), (", full", full))
            for order, by in (("newest", "rowid DESC"), ("best", "rank"))}  # fmt: skip


def like(folder: Path, corpus: Path) -> dict[str, Ask]:
    db = plain(folder, corpus)

    def ask(query: str) -> Any:
        words = [query.strip('"')] if query.startswith('"') else query.split()
        given = [f"% {word[:-1]}%" if word.endswith("*") else f"%{word}%" for word in words]
        where = " AND ".join("text LIKE ?" for _ in given)
        return db.execute(f"SELECT n FROM doc WHERE {where} ORDER BY n DESC LIMIT ?", (*given, FIRST)).fetchall()

    return {"newest": ask}


def reader(folder: Path, corpus: Path) -> dict[str, Ask]:
    from reader.corpus import open_corpus, textindex
    from reader.corpus.listing import Listing
    from reader.corpus.remembered import remembered
    from reader.search import Found

    opened = open_corpus(corpus)
    opened.rows(CACHE)

    def asked(query: str) -> Found:
        opened.memory.clear()
        remembered(opened, textindex.state)
        return Found(opened, query)

    return {"list": lambda query: Listing(opened, query).rows(0, FIRST),
            "best": lambda query: asked(query).stamps(FIRST),
            "best, full": lambda query: asked(query).texts(0, FIRST)}  # fmt: skip


def xapian(folder: Path, corpus: Path) -> dict[str, Ask]:
    import xapian as x  # type: ignore[import-not-found]

    stem, path = x.Stem("german"), str(folder / "xapian")
    if not Path(path).exists():
        db, maker = x.WritableDatabase(path, x.DB_CREATE_OR_OPEN), x.TermGenerator()
        maker.set_stemmer(stem)
        for _, title, text in texts(corpus):
            document = x.Document()
            maker.set_document(document)
            maker.index_text(title, 1, "S")
            maker.index_text(text)
            db.add_document(document)
        db.commit()
    db = x.Database(path)
    parser = x.QueryParser()
    parser.set_database(db)
    parser.set_stemmer(stem)
    parser.set_default_op(x.Query.OP_AND)
    flags = x.QueryParser.FLAG_PHRASE | x.QueryParser.FLAG_WILDCARD

    def ask(query: str, newest: bool) -> Any:
        enquire = x.Enquire(db)
        enquire.set_query(parser.parse_query(query, flags))
        if newest:
            enquire.set_weighting_scheme(x.BoolWeight())
            enquire.set_docid_order(x.Enquire.DESCENDING)
        return [match.docid for match in enquire.get_mset(0, FIRST)]

    return {"newest": lambda query: ask(query, True), "best": lambda query: ask(query, False)}


def notmuch(folder: Path, corpus: Path) -> dict[str, Ask]:
    import notmuch2  # type: ignore[import-not-found]

    mails, config = folder / "notmuch", folder / "notmuch.conf"
    os.environ["NOTMUCH_CONFIG"] = str(config)
    if not mails.exists():
        config.write_text(f"[database]\npath={mails}\n[user]\nname=A\nprimary_email=a@example.org\n[new]\ntags=\n")
        for number, (date, title, text) in enumerate(texts(corpus)):
            mail = EmailMessage()
            mail["From"], mail["Subject"] = "a@example.org", title or "-"
            mail["Date"], mail["Message-ID"] = formatdate(date), f"<{number}@example.org>"
            mail.set_content(text)
            place = mails / f"{number // _MAILS:04}" / "cur"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{number}:2,S").write_bytes(bytes(mail))
        subprocess.run(["notmuch", "new", "--quiet"], check=True)
    db = notmuch2.Database(str(mails))

    def ask(query: str) -> Any:
        found = db.messages(query, sort=notmuch2.Database.SORT.NEWEST_FIRST)
        return [message.messageid for _, message in zip(range(FIRST), found)]

    return {"newest": ask}


def recoll(folder: Path, corpus: Path) -> dict[str, Ask]:
    from recoll import recoll as r  # type: ignore[import-not-found]

    config, place = folder / "recoll", folder / "recoll-texts"
    if not config.exists():
        for number, (date, _, text) in enumerate(texts(corpus)):
            path = place / f"{number // _MAILS:04}" / f"{number}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            os.utime(path, (date, date))
        config.mkdir()
        (config / "recoll.conf").write_text(f"topdirs = {place}\nindexstemminglanguages = german\n")
        subprocess.run(["recollindex", "-c", str(config)], check=True, capture_output=True)
    db = r.connect(confdir=str(config))

    def ask(query: str, newest: bool) -> Any:
        asked = db.query()
        if newest:
            asked.sortby("mtime", ascending=False)
        asked.execute(query, stemming=1, stemlang="german")
        return [one.url for one in asked.fetchmany(FIRST)]

    return {"newest": lambda query: ask(query, True), "best": lambda query: ask(query, False)}


PEERS = {"reader": reader, "fts5": fts5, "like": like, "xapian": xapian, "notmuch": notmuch, "recoll": recoll}
_OURS = ("reader", "fts5", "like")
_FILES = {"fts5": "plain.db", "xapian": "xapian", "notmuch": "notmuch/.notmuch", "recoll": "recoll"}


def measure(name: str, corpus: Path, folder: Path) -> None:
    """In a process of its own: make a peer ready, ask it all, and say what it took as JSON."""
    asked = json.loads((folder / "queries.json").read_text())
    ways = PEERS[name](folder, corpus)
    made = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"made": made, "times": {way: timed(ask, asked) for way, ask in ways.items()}}))


def size(path: Path) -> float:
    """Megabytes of a file or folder."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(one.stat().st_size for one in files) / 1e6


def main(corpus: Path, folder: Path) -> None:
    """Measure all in turn, and print the table."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = queries(plain(folder, corpus))
    (folder / "queries.json").write_text(json.dumps(asked))
    columns: dict[str, dict[str, float | None]] = {}
    for name in PEERS:
        python = sys.executable if name in _OURS else SYSTEM
        command = [python, __file__, "--measure", name, str(corpus), str(folder)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        if ended.returncode:
            print(f"{name}: left out: {ended.stderr.strip().splitlines()[-1:]}")
            continue
        told = json.loads(ended.stdout.splitlines()[-1])
        columns |= {f"{name} {way}": times for way, times in told["times"].items()}
        if name in _FILES:
            print(
                f"{name}: {told['made']:.0f} s of the processor to make it ready, {size(folder / _FILES[name]):.0f} MB"
            )
    print(f"load {os.getloadavg()[0]:.1f}; milliseconds of the processor for the first {FIRST}, median of {TIMES}")
    print(f"{'':16}{''.join(f'{name:>19}' for name in columns)}")
    for name in asked:
        cells = ("-" if times[name] is None else f"{times[name]:.2f}" for times in columns.values())
        print(f"{name:16}{''.join(f'{cell:>19}' for cell in cells)}   {asked[name]}")
    for ours, theirs in RATIOS:
        if ours in columns and theirs in columns:
            ratios = ((name, columns[ours][name], columns[theirs][name]) for name in asked)
            said = ", ".join(f"{name} {one / other:.2f}" for name, one, other in ratios if one and other)
            print(f"{ours} / {theirs}: {said}")


if __name__ == "__main__":
    if sys.argv[1] == "--measure":
        measure(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        main(Path(sys.argv[1]), Path(sys.argv[2]))

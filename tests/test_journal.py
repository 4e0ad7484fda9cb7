"""The laws of the journal, on machines without files: thousands of scripts of edits, copies and merges."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import journal
from reader.fold import bodies, fold, is_hollow, opposite, subject_of
from reader.hollow import PURGED, fuller
from reader.journal import Clock, checksum, encode_value, is_sound
from reader.records import Op, Row
from tests.conftest import examples

from .laws import AT, Fold, Machine, newest_wins_by_arrival, op, op_id

ELEVEN_DAYS = 11 * 86_400_000
NOW = 1_714_564_800_000
LATEST = NOW + 3 * ELEVEN_DAYS
VERBS = ("append", "prepend", "edit", "drop", "set", "delete", "undelete", "mark", "correct", "join", "quote", "quote",
         "purge", "return", "merge", "merge", "merge", "clone", "reopen", "crash", "restore", "compact",
         "compact")  # fmt: skip

steps = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(VERBS), st.integers(0, 5)), min_size=8, max_size=60)
skews = st.tuples(*[st.integers(-ELEVEN_DAYS, ELEVEN_DAYS)] * 3)


class Play:
    """Three machines that do what a script says. Every line ever written is unlike all others."""

    def __init__(
        self, skew: tuple[int, ...], fold: Fold = fold, union: str = "take", compaction: str = "compact"
    ) -> None:
        self.runs = itertools.count(1)
        self.machines = [Machine(next(self.runs), ms, fold=fold) for ms in skew]
        self.union, self.compaction = union, compaction
        self.compacted = 0
        self.written: dict[bytes, Op] = {}
        self.born: dict[str, bytes] = {}
        self.removed: dict[str, set[bytes]] = {}
        self.not_all_seen: set[bytes] = set()
        self.returned: dict[bytes, set[bytes]] = {}
        self.older: dict[int, Machine] = {}
        self.lines = itertools.count()
        self.now = NOW

    def step(self, which: int, verb: str, number: int) -> None:
        self.now += 1 + number
        machine = self.machines[which]
        match verb:
            case "merge":
                getattr(machine, self.union)(self.machines[number % 3])
            case "clone":
                self.machines[which] = self.machines[number % 3].clone(next(self.runs), machine.skew)
                getattr(self.machines[which], self.union)(machine)
            case "reopen":
                machine.reopen(next(self.runs))
            case "crash":  # what was not committed was never acknowledged
                lost = machine.write("note", "n0", {"body": self._line()}, self.now)
                del machine.ops[lost.id]
                machine.reopen(next(self.runs))
            case "restore":  # an older state of the file is put in its place, what was there becomes a conflict copy
                older = self.older.get(which, machine)
                self.machines[which] = older.clone(next(self.runs), machine.skew)
                getattr(self.machines[which], self.union)(machine)
                self.older[which] = machine.clone(0, machine.skew)
            case "compact":
                self._compact(machine, LATEST if number % 2 else self.now - number)
            case "quote":
                anchor = {"quote": self._line(), "prefix": self._line(), "start": 1, "end": 2, "text": "t"}
                self._write(machine, "highlight", f"h{number % 2}", {"about": "article:a", "anchor": anchor})
            case "purge":
                self._write(machine, PURGED, "a", {"about": "article:a"})
            case "return":
                self._write(machine, PURGED, "a", None)
            case "mark":
                self._write(machine, ("bookmark", "tag", "read")[number % 3], "a 1", {} if number % 2 else None)
            case "correct":
                self._write(machine, "article", "a", {("title", "outlet")[number % 2]: self._line()})
            case "join":
                self._write(machine, "same", "PER:a\nPER:b", {"same": bool(number % 2)})
            case _:
                self._note(machine, verb, f"n{number % 2}", number)

    def _compact(self, machine: Machine, before: int) -> None:
        stood = machine.state()
        self.compacted += getattr(machine, self.compaction)(before)
        assert machine.state() == stood, "what stands is not touched by a compaction"

    def _line(self) -> str:
        return f"line {next(self.lines)}"

    def _write(self, machine: Machine, table: str, row: str, value: dict[str, Any] | None) -> Op:
        deletions = [one for one in machine.purges().get("a", ()) if one.value is None]
        done = machine.write(table, row, value, self.now)
        self.written[done.id] = done
        self.returned[done.id] = closure(machine.ops, tuple(one.id for one in deletions))
        return done

    def _note(self, machine: Machine, verb: str, row: str, number: int) -> None:
        before = machine.row("note", row)
        shown = [line for line in str(before.value.get("body", "") if before else "").split("\n") if line]
        if before is None and verb in ("delete", "undelete"):
            return  # nobody takes out what is not there
        value = self._value(verb, shown, number)
        done = self._write(machine, "note", row, value)
        if before and (before.conflict or any(machine.ops[head].value is None for head in before.heads)):
            self.not_all_seen.add(done.id)
        if value and "body" in value:
            after = set(value["body"].split("\n")) - {""}
            self.born.update(dict.fromkeys(after - set(shown), done.id))
            for line in set(shown) - after:
                self.removed.setdefault(line, set()).add(done.id)

    def _value(self, verb: str, shown: list[str], number: int) -> dict[str, Any] | None:
        if verb == "delete":
            return None
        if verb == "undelete":
            return {}
        lines, at = list(shown), number % len(shown) if shown else 0
        match verb:
            case "append":
                lines = [*lines, self._line()]
            case "prepend":
                lines = [self._line(), *lines]
            case "set":
                lines = [self._line(), self._line(), self._line()]
            case "edit" if lines:
                lines[at] = self._line()
            case "drop" if lines:
                del lines[at]
        return {"body": "\n".join(lines)}


def closure(known: dict[bytes, Op], keys: tuple[bytes, ...]) -> set[bytes]:
    found, queue = set(), list(keys)
    while queue:
        key = queue.pop()
        if key in known and key not in found:
            found.add(key)
            queue += known[key].parents
    return found


def check_laws(play: Play) -> None:
    a, b, c = play.machines
    states = []
    for order in itertools.permutations((a, b, c)):
        united = order[0].clone(99, 0)
        for other in order[1:]:
            getattr(united, play.union)(other)
        states.append(united.state())
    assert all(state == states[0] for state in states), "all orders of merging give the same"
    again = a.clone(99, 0)
    getattr(again, play.union)(a)
    assert again.state() == a.state(), "merging with oneself changes nothing"
    for one, other in itertools.permutations(range(3), 2):
        getattr(play.machines[one], play.union)(play.machines[other])
    for one, other in itertools.permutations(range(3), 2):
        getattr(play.machines[one], play.union)(play.machines[other])
    assert a.state() == b.state() == c.state() == states[0], "gossip converges"
    assert a.ops == b.ops == c.ops, "also op by op"
    assert set(a.ops) == set(play.written), "no op was lost and none invented"
    for machine in play.machines:
        check_quotes(play, machine)
    check_compaction(play, a)


def check_compaction(play: Play, machine: Machine) -> int:
    """All stands as if nothing had been compacted, but that versions may stand side by side that could be united.

    Gives how many do.
    """
    never = Machine(0, ops=dict(play.written), fold=machine.fold)
    never.settle()
    parted = 0
    for key, one in machine.ops.items():
        assert one == never.ops[key] or (is_hollow(one) and fuller(one, never.ops[key]) == never.ops[key])
    for key, row in machine.state().items():
        whole = never.fold(never.rows()[key])
        if row != whole:
            tips = bodies(never.rows()[key])[1]
            living = [one for one in row.conflict if any((tip.value or {})["body"] == one.body for tip in tips)]
            assert len(living) == len(row.conflict) > 1 and not whole.conflict
            assert row._replace(value=row.value | {"body": whole.value["body"]}, conflict=()) == whole
            parted += 1
    return parted


def check_quotes(play: Play, machine: Machine) -> int:
    """Words of an article stay where the return from all purges of it was known, nowhere else. Gives how many went."""
    purges = {one.id for one in machine.purges().get("a", ()) if one.value is not None}
    gone = 0
    for key, one in machine.ops.items():
        said = play.written[key].value or {}
        quoted = isinstance(said.get("anchor"), dict) or "title" in said or "outlet" in said
        if quoted and one.table != "note":
            kept = purges <= play.returned[key]
            assert (str(one.value).count("line ") > 0) == kept
            gone += not kept
    return gone


def check_lines(play: Play, machine: Machine) -> int:
    """A note that merged by itself holds every line that nobody took out, and no other. Gives how many did."""
    united = 0
    for (table, _), row in machine.state().items():
        if table != "note" or not row.alive or row.conflict or len(row.heads) < 2:
            continue
        living = tuple(key for key in row.heads if machine.ops[key].value is not None)
        past = closure(machine.ops, living)
        if past & play.not_all_seen:
            continue
        want = {line for line, by in play.born.items() if by in past and not play.removed.get(line, set()) & past}
        have = [line for line in str(row.value.get("body", "")).split("\n") if line]
        assert sorted(have) == sorted(want)
        united += 1
    return united


@given(skews, steps)
@examples(600)
def test_t30_laws_of_union(skew: tuple[int, ...], script: list[tuple[int, str, int]]) -> None:
    play = Play(skew)
    for step in script:
        play.step(*step)
        check_lines(play, play.machines[step[0]])
        check_quotes(play, play.machines[step[0]])
    check_laws(play)
    check_lines(play, play.machines[0])


def random_play(
    seed: int, fold: Fold = fold, union: str = "take", length: int = 40, compaction: str = "compact"
) -> Play:
    chance = random.Random(seed)
    play = Play(tuple(chance.randint(-ELEVEN_DAYS, ELEVEN_DAYS) for _ in range(3)), fold, union, compaction)
    for _ in range(length):
        play.step(chance.randrange(3), chance.choice(VERBS), chance.randrange(6))
    return play


@pytest.mark.timeout(7200)
@pytest.mark.parametrize(
    "scripts", [pytest.param(400, marks=pytest.mark.slow), pytest.param(10_000, marks=pytest.mark.long)]
)
def test_t30_laws_of_union_in_long_scripts(scripts: int) -> None:
    united = gone = compacted = parted = 0
    for seed in range(scripts):
        play = random_play(seed, length=30 + seed % 40)
        united += sum(check_lines(play, machine) for machine in play.machines)
        check_laws(play)
        united += check_lines(play, play.machines[0])
        gone += check_quotes(play, play.machines[0])
        compacted += play.compacted
        parted += check_compaction(play, play.machines[0])
    assert min(united, gone, compacted) > scripts // 4, "scripts in which nothing happens prove nothing"
    print(f"{scripts} scripts: {united} notes united, {gone} quotes and {compacted} versions gone, {parted} parted")


MUTANTS = (
    (newest_wins_by_arrival, "take", "compact", 50),
    (fold, "take_newer", "compact", 50),
    (fold, "take_lazily", "compact", 5),
    (fold, "take_without_filling", "compact", 20),
    (fold, "take", "compact_by_age", 20),
)
"""Of 60 scripts, how many at least catch it: that quotes come late is rare."""


@pytest.mark.parametrize(("fold", "union", "compaction", "least"), MUTANTS)
def test_t30_laws_catch_mutants(fold: Fold, union: str, compaction: str, least: int) -> None:
    caught = 0
    for seed in range(60):
        try:
            check_laws(random_play(seed, fold, union, 80, compaction))
        except AssertionError:
            caught += 1
    assert caught >= least


@given(skews, steps)
@examples(60)
def test_ids_are_unique_and_later_than_what_they_build_on(skew: tuple[int, ...], script: list[Any]) -> None:
    play = Play(skew)
    for step in script:
        play.step(*step)
    for done in play.written.values():
        assert all(parent < done.id for parent in done.parents)
        assert is_sound(done)
    assert len(play.written) == len(set(play.written))


def test_a_clock_goes_on_from_the_latest_it_saw() -> None:
    clock = Clock(b"12345678")
    future = (NOW + 10 * 365 * 86_400_000) << 16
    clock.saw(op_id(future))
    assert journal.logical_time(clock.tick(NOW)) == future + 1
    assert journal.logical_time(clock.tick(NOW)) == future + 2


def test_a_clock_does_not_follow_the_end_of_time() -> None:
    clock = Clock(b"12345678")
    clock.saw(b"\xff" * 16)
    assert journal.logical_time(clock.tick(NOW)) == NOW << 16


def test_ids_in_one_millisecond_differ() -> None:
    clock = Clock(b"12345678")
    ids = [clock.tick(NOW) for _ in range(1000)]
    assert ids == sorted(set(ids))


def test_newest_field_wins_and_others_stay() -> None:
    first = op(1, {"title": "A", "outlet": "X"})
    assert fold([op(3, {"title": "C"}, first), op(2, {"title": "B"}, first, run=1), first]).value == {
        "title": "C", "outlet": "X",
    }  # fmt: skip


def test_an_unseen_edit_survives_a_deletion() -> None:
    first = op(1, {"body": "a"})
    gone = op(9, None, first)
    assert not fold([first, gone]).alive
    kept = fold([first, gone, op(2, {"body": "b"}, first, run=1)])
    assert kept.alive and kept.value["body"] == "b"


def test_deleted_on_both_sides_is_deleted() -> None:
    first = op(1, {"body": "a"})
    assert not fold([first, op(2, None, first), op(3, None, first, run=1)]).alive


def test_undeleting_brings_the_text_back() -> None:
    first = op(1, {"body": "a"})
    gone = op(2, None, first)
    back = fold([first, gone, op(3, {}, gone)])
    assert back.alive and back.value["body"] == "a"


def test_two_diary_lines_are_both_kept_the_older_first() -> None:
    first = op(1, {"body": "Monday"})
    row = fold([first, op(3, {"body": "Monday\nlate"}, first, run=1), op(2, {"body": "Monday\nearly"}, first)])
    assert (row.value["body"], row.conflict) == ("Monday\nearly\nlate", ())


def test_one_line_changed_twice_is_a_conflict_until_somebody_writes_on() -> None:
    first = op(1, {"body": "a\nb"})
    one, two = op(2, {"body": "a\nB"}, first), op(3, {"body": "a\nbb"}, first, run=1)
    row = fold([first, one, two])
    assert [version.body for version in row.conflict] == ["a\nbb", "a\nB"] and row.value["body"] == "a\nbb"
    resolved = fold([first, one, two, op(4, {"body": "a\nB bb"}, one, two)])
    assert not resolved.conflict and resolved.value["body"] == "a\nB bb"


def test_a_conflict_resolved_in_two_ways_is_a_new_conflict_of_both() -> None:
    first = op(1, {"body": "x"})
    one, two = op(2, {"body": "y"}, first), op(3, {"body": "z"}, first, run=1)
    here, there = op(4, {"body": "y z"}, one, two), op(5, {"body": "z y"}, one, two, run=1)
    assert {v.body for v in fold([first, one, two, here, there]).conflict} == {"y z", "z y"}


def test_notes_that_began_apart_are_both_kept() -> None:
    row = fold([op(1, {"body": "a"}), op(2, {"body": "b"}, run=1)])
    assert [version.body for version in row.conflict] == ["b", "a"]


def test_both_saw_both_and_one_took_a_line_out() -> None:
    # Both sides hold x and y; what they began with is the merge of x and y, not the newer of them.
    first = op(1, {"body": "top\nend"})
    x, y = op(2, {"body": "x\ntop\nend"}, first), op(3, {"body": "top\nend\ny"}, first, run=1)
    dropped = op(4, {"body": "top\nend\ny"}, x, y)
    added = op(5, {"body": "x\ntop\nend\ny\nz"}, x, y, run=1)
    row = fold([first, x, y, dropped, added])
    assert (row.value["body"], row.conflict) == ("top\nend\ny\nz", ())


def test_three_heads_two_of_one_parent_repeat_no_line() -> None:
    first = op(1, {"body": "a"})
    second = op(2, {"body": "a\nx"}, first)
    heads = [op(3, {"body": "a\nx\ny"}, second), op(4, {"body": "a\nx\nz"}, second, run=1),
             op(5, {"body": "q\na"}, first, run=2)]  # fmt: skip
    assert fold([first, second, *heads]).value["body"] == "q\na\nx\ny\nz"


def test_many_heads_end_in_a_conflict_not_in_a_wait() -> None:
    first = op(1, {"body": "a"})
    heads = [op(n, {"body": f"a\n{n}"}, first, run=n) for n in range(2, 3000)]
    assert len(fold([first, *heads]).conflict) == 2998


def test_a_long_history_folds_in_a_moment() -> None:
    chain = [op(1, {"body": "0"})]
    for n in range(2, 5000):
        chain.append(op(n, {"body": str(n)}, chain[-1]))
    sides = [op(n, {"body": f"{n}\nx"}, chain[-1], run=n) for n in range(6000, 6006)]
    assert fold([*chain, *sides]).alive


def test_a_circle_of_parents_is_no_endless_loop() -> None:
    one = Op(op_id(1), "note", "n", {"body": "a"}, (op_id(2),), AT)
    two = Op(op_id(2), "note", "n", {"body": "b"}, (op_id(1),), AT)
    assert not fold([one, two]).alive


@given(st.permutations(range(8)), st.randoms(use_true_random=False))
def test_the_order_of_ops_plays_no_part(order: list[int], chance: random.Random) -> None:
    ops: list[Op] = []
    for n in range(8):
        parents = chance.sample(ops, min(len(ops), chance.randrange(3)))
        value = None if chance.random() < 0.2 else {"body": "\n".join(chance.sample("abcdef", 4)), "k": n}
        ops.append(op(n + 1, value, *parents, run=n))
    assert fold([ops[n] for n in order]) == fold(ops)


@pytest.mark.parametrize(
    ("table", "row", "value", "subject"),
    [
        ("bookmark", "a1", {}, "a1"),
        ("tag", "a1 two words", {}, "a1"),
        ("note", "n", {"about": "article:a1"}, "a1"),
        ("note", "n", {"about": "entity:e"}, "entity:e"),
        ("note", "n", {"about": "corpus"}, "corpus"),
        ("note", "n", {"about": ["article:a1"]}, ""),
        ("note", "n", {}, ""),
    ],
)
def test_subjects(table: str, row: str, value: dict[str, Any], subject: str) -> None:
    assert subject_of(table, row, value) == subject


@given(st.integers(0, 15), st.sampled_from(["id", "table", "row", "value", "parents", "at"]))
def test_the_checksum_sees_every_part(place: int, part: str) -> None:
    whole = op(5, {"body": "a"}, op(4, {}))
    flipped = {
        "id": bytes(b ^ (i == place) for i, b in enumerate(whole.id)),
        "table": "nope", "row": "m", "value": {"body": "b"}, "parents": (op_id(3),), "at": AT.replace("2", "3"),
    }  # fmt: skip
    assert checksum(whole._replace(**{part: flipped[part]})) != checksum(whole)


@pytest.mark.parametrize(
    "bad",
    [
        Op(b"short", "note", "n", {}, (), AT),
        Op(b"\xff" * 16, "note", "n", {}, (), AT),
        Op(op_id(1), "note", "n", {}, (op_id(1),), AT),
        Op(op_id(1), "note", "n", {}, (op_id(2),), AT),
        Op(op_id(1 << 40), "note", "n", {}, tuple(op_id(n) for n in range(5000)), AT),
        Op(op_id(1), "note", "n\0", {}, (), AT),
        Op(op_id(1), "note", "n\ud800", {}, (), AT),
        Op(op_id(1), "note", "n", {"a": float("nan")}, (), AT),
        Op(op_id(1), "note", "n", {"a": float("inf")}, (), AT),
        Op(op_id(1), "note", "n", {"a": "\udfff"}, (), AT),
        Op(op_id(1), "note", "n", {"a": [[[[[[[[[[1]]]]]]]]]]}, (), AT),
        Op(op_id(1), "note", "n", [1], (), AT),  # type: ignore[arg-type]
        Op(op_id(1), "note", "n", {}, (), "yesterday"),
    ],
)
def test_unsound_ops(bad: Op) -> None:
    assert not is_sound(bad)


def test_sound_ops() -> None:
    anchor = {"quote": "x", "prefix": "", "suffix": "", "start": 1, "end": 2}
    assert is_sound(op(5, {"body": "ä\U0001f468‍\n", "anchor": anchor}, op(4, {})))
    assert is_sound(op(5, None))
    assert is_sound(op(5, {}, table="kind of tomorrow", row="PER:a\nPER:b"))


def test_values_are_written_in_one_way() -> None:
    assert encode_value({"b": 1, "a": "ü"}) == '{"a":"ü","b":1}'
    assert encode_value(None) is None
    with pytest.raises(ValueError):
        encode_value({"a": float("nan")})


def undone(ops: list[Op], done: Op) -> Row:
    value_parents = opposite(ops, done.id)
    assert value_parents is not None
    value, parents = value_parents
    return fold([*ops, Op(op_id(99), done.table, done.row, value, parents, AT)])


def test_the_opposite_of_a_creation_deletes() -> None:
    assert not undone([made := op(1, {"body": "a"})], made).alive


def test_the_opposite_of_a_change_restores_only_what_it_set() -> None:
    first = op(1, {"title": "A", "outlet": "X"})
    mine, theirs = op(2, {"title": "B"}, first), op(3, {"outlet": "Y"}, first, run=1)
    assert undone([first, mine, theirs], mine).value == {"title": "A", "outlet": "Y"}


def test_the_opposite_leaves_what_another_did_beside() -> None:
    mine, theirs = op(1, {}, table="bookmark"), op(2, {}, run=1, table="bookmark")
    assert undone([mine, theirs], mine).alive
    mine, theirs = op(1, {"title": "B"}), op(2, {"outlet": "Y"}, run=1)
    row = undone([mine, theirs], mine)
    assert row.alive and row.value == {"title": None, "outlet": "Y"}


def test_the_opposite_of_one_side_of_a_merged_note() -> None:
    first = op(1, {"body": "a\nb"})
    mine, theirs = op(2, {"body": "x\na\nb"}, first), op(3, {"body": "a\nb\ny"}, first, run=1)
    assert fold([first, mine, theirs]).value["body"] == "x\na\nb\ny"
    assert undone([first, mine, theirs], mine).value["body"] == "a\nb\ny"


def test_the_opposite_of_a_deletion_shows_the_conflict_again() -> None:
    first = op(1, {"body": "a"})
    one, two = op(2, {"body": "b"}, first), op(3, {"body": "c"}, first, run=1)
    gone = op(4, None, one, two)
    assert len(undone([first, one, two, gone], gone).conflict) == 2


def test_what_another_built_on_is_not_taken_back() -> None:
    mine = op(1, {"body": "a"})
    assert opposite([mine, op(2, {"body": "a\ntheirs"}, mine, run=1)], mine.id) is None
    assert opposite([mine], op_id(7)) is None


def test_undone_twice_in_a_row() -> None:
    first = op(1, {"title": "A"})
    second = op(2, {"title": "B"}, first)
    back = op(3, {"title": "A"}, second)
    assert not undone([first, second, back], first).alive

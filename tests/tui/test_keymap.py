"""A person's own keys: taken where they can hold, and said where they cannot; and no default key asks too much."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.places import config_dir
from reader.tui import commands, keymap
from tests.conftest import Run
from tests.terminal import Terminal

# What a German keyboard (T1, QWERTZ) gives plainly or with Shift, without AltGr and without a dead key.
GERMAN = set("1234567890ßqwertzuiopü+asdfghjklöä#<yxcvbnm,.-" + "!\"§$%&/()=?QWERTZUIOPÜ*ASDFGHJKLÖÄ'>YXCVBNM;:_°")
NAMED = {"down", "up", "left", "right", "space", "pagedown", "pageup", "home", "end", "enter", "escape", "backspace",
         "tab", "shift+tab", "f1"}  # fmt: skip


@pytest.fixture
def file() -> Path:
    path = keymap.path()
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda c: c.name)
def test_every_default_key_is_on_a_german_keyboard_without_alt_gr_or_dead_keys(command: commands.Command) -> None:
    def reached(key: str) -> bool:
        return key in GERMAN or key in NAMED or (key.startswith("ctrl+") and key[5:] in GERMAN and key[5:].isalpha())

    assert not command.keys or any(reached(key) for key in command.keys)
    # A letter with the sign of AltGr is on no German key at all.
    assert not {"[", "]", "{", "}", "@", "\\", "|", "~", "^", "`", "´"} & set(command.keys)


def test_without_a_file_all_keys_are_the_usual_ones() -> None:
    assert not config_dir().exists() and keymap.read() == ({}, ()) and keymap.said(keymap.read()) == ""


def test_keys_are_written_as_people_or_as_textual_write_them() -> None:
    found = keymap.checked(
        {"next-article": ["^N", "ctrl+e", "PgDn", "F5", "ö"], "page-down": "Space", "theme-sepia": []}
    )
    assert found.keys == {"next-article": ("ctrl+n", "ctrl+e", "pagedown", "f5", "ö"), "page-down": ("space",),
                          "theme-sepia": ()}  # fmt: skip
    assert found.problems == ()


def test_two_keys_can_be_swapped() -> None:
    found = keymap.checked({"down": ["k"], "up": ["j"]})
    assert found.problems == () and found.keys == {"down": ("k",), "up": ("j",)}


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"no-such": ["x"]}, "there is no command no-such"),
        ({"next-article": ["s"]}, "s would be both"),
        ({"next-article": ["ctrl+b"]}, "^B does not reach programs"),
        ({"next-article": ["alt+x"]}, "there is no key alt+x"),
        ({"next-article": ["xy"]}, "there is no key xy"),
        ({"next-article": [" "]}, "there is no key"),
        ({"next-article": [""]}, "there is no key"),
        ({"next-article": 5}, "is to have a key or a list of keys"),
        ({"next-article": [["j"]]}, "is to have a key or a list of keys"),
        ({"table": {"next-article": "j"}}, "there is no command table"),
        ({"search-go": "x"}, "cannot be changed"),
        ({"\x1b[31m": "x"}, "there is no command"),
    ],
)
def test_what_cannot_hold_is_said_and_left_out(wanted: dict[str, object], said: str) -> None:
    found = keymap.checked({**wanted, "theme-sepia": ["ö"]})
    [problem] = found.problems
    assert said in problem and "\x1b" not in problem and found.keys == {"theme-sepia": ("ö",)}


def test_of_two_that_want_one_key_one_is_left_out_and_the_rest_holds() -> None:
    found = keymap.checked({"next-article": ["ö"], "previous-article": ["ö"], "theme-sepia": "ä"})
    assert len(found.problems) == 1 and len(found.keys) == 2 and found.keys["theme-sepia"] == ("ä",)


_KEYS = st.sampled_from(["j", "k", "d", "s", "ö", "^D", "Tab", "q", "x", "1", "F5", "nonsense", "^B"])
_WANTED = st.dictionaries(
    st.sampled_from([*commands.BY_NAME, "nothing"]),
    st.one_of(_KEYS, st.lists(_KEYS, max_size=3), st.integers()),
    max_size=6,
)


@given(_WANTED)
def test_whatever_the_file_says_no_key_means_two_things(wanted: dict[str, object]) -> None:
    found = keymap.checked(wanted)
    before = {clash[2:] for clash in keymap._clashes(commands.GROUPS, dict.fromkeys(commands.BY_NAME))}
    groups = commands.rebound(commands.GROUPS, found.keys)
    assert {clash[2:] for clash in keymap._clashes(groups, found.keys)} <= before
    assert len(found.keys) + len(found.problems) >= len(wanted)


@pytest.mark.parametrize("text", ["[", "a = \x00", "next-article = ", "\xff" * 9, "[" * 5000])
def test_a_broken_file_changes_nothing_and_is_said(text: str, file: Path) -> None:
    file.write_text(text, "latin-1")
    found = keymap.read()
    assert found.keys == {} and len(found.problems) == 1 and "\n" not in keymap.said(found)


def test_the_command_line_shows_the_keys_in_force_and_checks_the_file(run: Run, file: Path) -> None:
    assert "is not there: all keys are the usual ones" in run("keys", "--check").out
    file.write_text('next-article = ["ö", "^N"]\n')
    assert run("keys", "--check").out.endswith("keys.toml: 1 command with other keys, no clash\n")
    assert [one["keys"] for one in run("keys", "--json").lines if one["name"] == "next-article"] == [["ö", "^N"]]
    assert "ö ^N" in run("keys").out and commands.BY_NAME["next-article"].keys == ("J",)
    file.write_text('next-article = ["s"]\nfoo = "x"\n')
    done = run("keys", "--check")
    assert done.code == 1 and done.err.count("\n") == 2 and "s would be both" in done.err and "foo" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_the_app_goes_by_the_file_and_says_what_is_wrong_with_it(small: Path, file: Path) -> None:
    file.write_text('down = ["ö"]\nup = ["ä", "up"]\nbookmark = "j"\nfoo = "x"\n')
    with Terminal([sys.executable, "-m", "reader", "--corpus", str(small)]) as terminal:
        terminal.wait(r"keys.toml: there is no command foo")
        assert "1/4" in terminal.text() and "2/4" in terminal.press("ö")
        assert "Bookmarked" in terminal.press("j") and "1/4" in terminal.press("ä")
        terminal.send("?")
        terminal.wait("ö +Down a line")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_what_is_said_and_what_dialogs_do_goes_by_the_file(small: Path, file: Path) -> None:
    file.write_text('undo = "Z"\nsave-and-close = "^T"\nsearch-leave = ["^E", "escape"]\nclose = "ö"\n')
    with Terminal([sys.executable, "-m", "reader", "--corpus", str(small)]) as terminal:
        terminal.wait("1/4")
        terminal.send("D")
        terminal.wait(r"Removed from the list: .* Z brings it back")
        terminal.send("a")
        terminal.wait(r"\^T save and close")
        terminal.send("Kais\x14")
        terminal.wait("Note saved")
        terminal.send("t")
        terminal.wait("Tags, with commas:")
        terminal.send("\x05")
        terminal.wait("ö quit")


def test_the_registry_is_rebound_in_one_process_only(file: Path) -> None:
    file.write_text('down = "ö"\n')
    code = ("from reader.tui import keymap, commands as c; "
            "print(keymap.take(), c.BY_NAME['down'].keys, len(c.COMMANDS))")  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f" ('ö',) {len(commands.COMMANDS)}\n"
    assert commands.BY_NAME["down"].keys == ("j", "down")

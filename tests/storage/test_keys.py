"""Keys: words open only with their key, at their place; the key file is made once."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import KeyMissing, WrongKey
from storage.keys import Place, Vault, make_master_key, read_master_key

VAULT = Vault(bytes(range(32)))
PLACE = Place("message", "words_sealed", "m1", "p1")
TEXT = st.text(max_size=20)


@given(plain=st.binary(max_size=200))
def test_what_is_sealed_opens(plain: bytes) -> None:
    wrapped = VAULT.new_person_key()
    assert VAULT.open(wrapped, PLACE, VAULT.seal(wrapped, PLACE, plain)) == plain
    assert VAULT.open(None, PLACE, VAULT.seal(None, PLACE, plain)) == plain


def test_sealing_twice_looks_different() -> None:
    assert VAULT.seal(None, PLACE, b"same") != VAULT.seal(None, PLACE, b"same")


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("screen", "words_sealed", "m1", "p1"),
        Place("message", "words", "m1", "p1"),
        Place("message", "words_sealed", "m2", "p1"),
        Place("message", "words_sealed", "m1", "p2"),
        Place("message", "words_sealed", "m1p", "1"),
    ],
)
def test_sealed_bytes_open_nowhere_else(elsewhere: Place) -> None:
    with pytest.raises(WrongKey):
        VAULT.open(None, elsewhere, VAULT.seal(None, PLACE, b"words"))


@given(st.tuples(TEXT, TEXT, TEXT, TEXT), st.tuples(TEXT, TEXT, TEXT, TEXT))
def test_two_places_never_look_alike(
    one: tuple[str, str, str, str], other: tuple[str, str, str, str]
) -> None:
    same = Place(*one).associated_data() == Place(*other).associated_data()
    assert same == (one == other)


def test_one_persons_key_does_not_open_anothers_words() -> None:
    sealed = VAULT.seal(VAULT.new_person_key(), PLACE, b"words")
    for key in (VAULT.new_person_key(), None):
        with pytest.raises(WrongKey):
            VAULT.open(key, PLACE, sealed)


def test_a_wrapped_key_is_nothing_to_another_master() -> None:
    with pytest.raises(WrongKey):
        Vault(b"x" * 32).seal(VAULT.new_person_key(), PLACE, b"words")


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x02" + b"0" * 40, b"\x01" + b"0" * 40])
def test_damaged_bytes_are_refused(sealed: bytes) -> None:
    with pytest.raises(WrongKey):
        VAULT.open(None, PLACE, sealed)


def test_ids_and_tokens_are_the_same_again_and_long_enough() -> None:
    assert VAULT.fresh_id("web:1", 3) == Vault(bytes(range(32))).fresh_id("web:1", 3)
    assert len({VAULT.fresh_id(f"web:{n}", m) for n in range(20) for m in range(20)}) == 400
    assert VAULT.fresh_id("web:1", 11) != VAULT.fresh_id("web:11", 1)
    assert len(VAULT.fresh_id("web:1", 3)) == 26
    # Ids are in every database, so the way to make them never changes.
    assert Vault(bytes(32)).fresh_id("web:1", 3) == "yi2uokswgavms376565xxx4ivj"
    assert set(VAULT.fresh_id("web:1", 3)) <= set("abcdefghijklmnopqrstuvwxyz234567")
    assert len(VAULT.token("s1")) == 22
    assert VAULT.token("s1") != VAULT.token("s2")
    assert VAULT.token_hash(VAULT.token("s1")) != VAULT.token("s1")


def test_a_commitment_needs_the_persons_key() -> None:
    one, other = VAULT.new_person_key(), VAULT.new_person_key()
    assert VAULT.commitment(one, b"sad") == VAULT.commitment(one, b"sad")
    assert VAULT.commitment(one, b"sad") != VAULT.commitment(other, b"sad")
    assert VAULT.commitment(one, b"sad") != VAULT.commitment(one, b"glad")


def test_nothing_secret_is_in_the_repr() -> None:
    assert repr(VAULT) == "Vault()"


def test_a_key_file_is_made_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "new" / "master.key"
    made = make_master_key(path)
    assert len(made) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert make_master_key(path) == read_master_key(path) == made
    assert [left.name for left in path.parent.iterdir()] == ["master.key"]


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match=r"master\.key is missing"):
        read_master_key(tmp_path / "master.key")


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_file_of_the_wrong_size_is_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(b"k" * size)
    path.chmod(0o600)
    with pytest.raises(WrongKey, match=f"has {size} bytes instead of 32"):
        read_master_key(path)
    with pytest.raises(WrongKey):
        make_master_key(path)


def test_a_key_file_for_everybody_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(b"k" * 32)
    path.chmod(0o644)
    with pytest.raises(WrongKey, match="chmod 600"):
        read_master_key(path)


def test_a_key_file_that_is_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongKey, match="cannot be read"):
        read_master_key(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(WrongKey, match="cannot be made"):
        make_master_key(tmp_path / "master.key")

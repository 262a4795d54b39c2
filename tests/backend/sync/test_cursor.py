"""A cursor is a position that we signed for one person; anything else is nothing."""

import base64
import random
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from backend.sync.cursor import Cursor, Filling, Position, read_cursor, write_cursor
from shared.ids import new_id
from tests.phones import change_args

KEY = b"k" * 32
PERSON = UUID("01a20000-0000-7000-8000-000000000001")

positions = some.builds(Position, some.integers(0, 2**62), some.uuids())
scopes = some.lists(some.uuids(), max_size=5).map(tuple)
cursors = some.builds(
    Cursor,
    epoch=some.uuids(),
    issued_on=some.dates(date(2026, 1, 1), date(2100, 1, 1)),
    position=positions,
    is_paging=some.booleans(),
    held=scopes,
    filling=some.lists(some.builds(Filling, scopes, positions), max_size=3).map(tuple),
)


@given(cursors)
def test_a_cursor_reads_as_it_was_written(cursor):
    written = write_cursor(cursor, key=KEY, person_id=PERSON)

    assert read_cursor(written, key=KEY, person_id=PERSON) == cursor


@given(cursors)
def test_a_cursor_is_worth_nothing_to_somebody_else_or_with_another_key(cursor):
    written = write_cursor(cursor, key=KEY, person_id=PERSON)

    assert read_cursor(written, key=KEY, person_id=UUID(int=1)) is None
    assert read_cursor(written, key=b"x" * 32, person_id=PERSON) is None


@given(some.text(max_size=300))
def test_any_text_is_no_cursor(text):
    assert read_cursor(text, key=KEY, person_id=PERSON) is None


@given(cursors, some.data())
def test_a_cursor_with_one_altered_bit_is_no_cursor(cursor, data):
    written = write_cursor(cursor, key=KEY, person_id=PERSON)
    raw = bytearray(base64.urlsafe_b64decode(written + "=" * (-len(written) % 4)))
    bit = data.draw(some.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    altered = base64.urlsafe_b64encode(bytes(raw)).rstrip(b"=").decode()

    assert read_cursor(altered, key=KEY, person_id=PERSON) is None


async def test_forged_cursors_show_no_foreign_row_and_break_nothing(
    phone, small_company, new_phone
):
    igor = new_phone()
    await igor.sign_in("igor")
    await igor.pull()
    await igor.push(
        igor.op(
            "request_demand_change",
            change_args(
                small_company,
                demand_line_id=str(small_company.baltic_line),
                customer_id=str(small_company.baltic),
                note="only for the south",
            ),
        )
    )
    await phone.pull()
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    dice = random.Random(seed)
    injected = ["' OR 1=1 --", "0), (select 1", "..", "null", "\x00", "é", "A" * 16_000]
    forged = [*injected, igor.cursor, *(mutated(phone.cursor, dice) for _ in range(150))]

    for cursor in forged:
        answer = await phone.pull_raw(cursor=cursor)
        assert answer.status_code == 200, (cursor, answer.text)
        page = answer.json()
        assert page["reset"] == [str(small_company.north)], cursor
        assert "only for the south" not in answer.text
        for table in page["rows"].values():
            place = table["cols"].index("scope_id")
            assert {row[place] for row in table["data"]} == {str(small_company.north)}


def mutated(cursor: str, dice: random.Random) -> str:
    """The cursor with something replaced, left out, doubled or turned round."""
    while True:
        letters = list(cursor)
        for _ in range(dice.randint(1, 4)):
            place = dice.randrange(len(letters))
            match dice.randrange(4):
                case 0:
                    letters[place] = dice.choice("ABCDwxyz0189-_=")
                case 1:
                    letters.insert(place, letters[place])
                case 2 if len(letters) > 2:
                    del letters[place]
                case _:
                    letters[place:] = reversed(letters[place:])
        changed = "".join(letters)
        if changed != cursor:
            return changed


async def test_a_cursor_beyond_the_horizon_starts_anew(phone, small_company, secrets):
    page = await phone.pull()
    ahead = Cursor(
        epoch=UUID(page["epoch"]), issued_on=date(2026, 11, 24), position=Position(2**40, new_id())
    )
    signed = write_cursor(ahead, key=secrets.key_for("cursor"), person_id=small_company.marta)

    answer = (await phone.pull_raw(cursor=signed)).json()

    assert answer["reset"] == [str(small_company.north)]

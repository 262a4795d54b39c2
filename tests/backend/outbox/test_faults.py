"""Worker, mail server, push service, PostgreSQL and Redis are killed while messages are under way: none is lost,
none takes effect twice, the order of each receiver is kept.

`make soak` kills two hundred times while ten thousand messages are under way, by each way out and by both.
"""

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest

from tests.broken_machines import Machines
from tests.broken_worker import (
    RECEIVERS,
    Broken,
    Channel,
    Mails,
    Pushes,
    check,
    company_of_its_own,
    left_over,
    missing,
    receivers,
    until,
    what_waits,
    write_all,
    writing,
)
from tests.mail_server import MailServer
from tests.push_service import PushService

MESSAGES = int(os.environ.get("LOCKSTEP_SOAK_MESSAGES", "160"))
KILLS = int(os.environ.get("LOCKSTEP_SOAK_KILLS", "5"))
PATIENCE_SECONDS = 120.0 + KILLS * 20


@pytest.fixture(scope="module")
def machines() -> Iterator[Machines]:
    with company_of_its_own() as found:
        yield found


async def go_through(machines: Machines, ways_out: str, seed: int) -> None:
    dice = random.Random(seed)
    async with receivers(machines) as (server, service), writing(machines) as dispatcher:
        by_name: dict[str, list[Channel]] = {
            "mails": [Mails(server)],
            "pushes": [Pushes(service)],
            "both": [Mails(server), Pushes(service)],
        }
        channels = by_name[ways_out]
        for channel in channels:
            await channel.begin(dispatcher, machines)
        broken = Broken(machines, server, service)
        broken.start_worker()
        ways = [broken.kill_worker, broken.crash_postgres, broken.kill_redis]
        ways += [broken.kill_mail_server] if ways_out != "pushes" else []
        ways += [broken.kill_push_service] if ways_out != "mails" else []
        dice.shuffle(ways)
        killed: Counter[str] = Counter()
        began = time.monotonic()
        writer = asyncio.create_task(write_all(dispatcher, dice, channels, MESSAGES))
        try:
            for number in range(KILLS):
                await until(server, partial(_has_taken, server, service, number), 30)
                way = ways[number % len(ways)] if KILLS < 20 else dice.choice(ways)
                await way()
                killed[way.__name__] += 1
                await broken.let_time_pass()
            await writer

            loop = asyncio.get_running_loop()
            deadline = loop.time() + PATIENCE_SECONDS
            while missing(channels):
                assert loop.time() < deadline, await what_waits(machines)
                await until(server, lambda: not missing(channels), 2)
                await broken.let_time_pass()
        finally:
            writer.cancel()
            await asyncio.to_thread(broken.end_worker)
        seconds = time.monotonic() - began
        for channel in channels:
            left = await left_over(machines, channel.reaction)
            print(
                f"{channel.reaction}: {check(channel)} deliveries of {len(channel.wanted)} messages"
            )
            # What was taken as the worker ended may still wait to be noted, one for each receiver; it would come
            # under its own name.
            assert left["dead"] == 0
            assert left["waiting"] <= RECEIVERS
        print(f"{MESSAGES} messages, {KILLS} kills {dict(killed)}, {seconds:.0f} s")


def _has_taken(server: MailServer, service: PushService, number: int) -> bool:
    """Whether the first half of the messages is far enough for that many kills."""
    taken = len(server.taken) + len(service.received)
    return taken >= number * MESSAGES // (2 * KILLS)


@pytest.mark.machine
# The driver leaves the socket of a connection that breaks while it is being made to the garbage collector.
@pytest.mark.filterwarnings("ignore:unclosed transport:ResourceWarning")
@pytest.mark.parametrize("ways_out", ["both"] if KILLS < 20 else ["mails", "pushes", "both"])
def test_no_message_is_lost_doubled_or_out_of_order_while_machines_break(
    machines: Machines, ways_out: str
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    asyncio.run(go_through(machines, ways_out, seed))

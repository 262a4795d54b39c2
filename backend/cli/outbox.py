"""`lockstep outbox`: what waits, what died and why; putting dead letters back to work; resuming after a restore."""

import argparse
import asyncio

from backend.kit.clock import SystemClock
from backend.kit.engine import open_pool, use_database
from backend.launch.servers import servers_at_hand
from backend.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--replay", action="store_true", help="put every dead letter back to work")
    parser.add_argument(
        "--resume", action="store_true", help="let messages leave again after a restore"
    )
    parser.add_argument(
        "--forget-outside",
        action="store_true",
        help="with --resume: first take out what already waited for the outside when the backup was restored",
    )


def run(arguments: argparse.Namespace) -> int:
    with servers_at_hand(Settings.from_environment()) as settings:
        asyncio.run(
            show(
                settings,
                is_replay=arguments.replay,
                is_resume=arguments.resume,
                forgets_outside=arguments.forget_outside,
            )
        )
    return 0


async def show(
    settings: Settings,
    *,
    is_replay: bool = False,
    is_resume: bool = False,
    forgets_outside: bool = False,
) -> None:
    """Do what is asked and print how the outbox stands."""
    from backend.outbox.repository import dead_messages, outbox_state, replay_dead_messages

    use_database(settings.database_url, application="lockstep outbox")
    async with open_pool(smallest=1, largest=1):
        if is_resume:
            await _resume(forgets_outside=forgets_outside)
        if is_replay:
            print(f"{await replay_dead_messages(SystemClock().now())} put back to work")
        state = await outbox_state()
        print(f"{state['waiting']} waiting, {state['dead']} dead")
        if state["paused_at"] is not None:
            print(
                f"paused since {state['paused_at']:%Y-%m-%d %H:%M} UTC: nothing leaves until `lockstep outbox --resume`"
            )
        for message in await dead_messages():
            print(
                f"{message['dead_at']:%Y-%m-%d %H:%M}  {message['event']} → {message['reaction']}"
                f"  after {message['attempt_count']} tries: {message['last_error']}"
            )


async def _resume(*, forgets_outside: bool) -> None:
    from backend.flow import FLOW
    from backend.outbox.repository import forget_messages_from_before_pause, resume_outbox

    if forgets_outside:
        every = (each for reactions in FLOW.reactions.values() for each in reactions)
        names = sorted({each.name for each in every if each.is_outside})
        print(f"{await forget_messages_from_before_pause(names)} for the outside taken out")
    print("resumed" if await resume_outbox() else "it was not paused")

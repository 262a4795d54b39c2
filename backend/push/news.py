"""Who is woken by a thread: whoever was mentioned, and those who follow a thing.

Wanted in the flow: `NewsTold` → `wake_told`.
"""

from backend.dispatch import Context
from backend.push.model import expiry_of
from backend.push.repository import wanting_browsers_of
from backend.push.wanting import want
from backend.thread.events import NewsTold
from backend.thread.queries import told_news
from shared.terms import PushKind
from shared.thread_terms import NewsKind


async def wake_told(event: NewsTold, context: Context) -> None:
    """Somebody is told of a thing: a tap opens exactly that."""
    found = await told_news(event.news_id)
    if found is None:
        return
    row, thing = found
    is_mention = row["kind"] == NewsKind.MENTIONED
    want(
        context,
        await wanting_browsers_of(PushKind.THREAD_MOVED, event.person_id),
        kind=PushKind.THREAD_MOVED,
        notice="mentioned" if is_mention else "thread_moved",
        # A mention stays; what a thing became last takes the place of what it was before.
        tag=f"news-{event.news_id}" if is_mention else f"thread-{thing.id}",
        path=thing.path,
        facts={"by": row["by_name"] or "", "title": thing.title, "what": row["kind"]},
        expires_at=expiry_of(context.now),
    )

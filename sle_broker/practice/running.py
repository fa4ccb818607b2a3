"""`serve` with nothing connected: the whole service on the practice world, until told to stop."""

import asyncio

from core.errors import ConfigError
from core.settings import Settings
from core.store.engine import Database
from sle_broker.console import Console
from sle_broker.locking import only_one
from sle_broker.practice.practice import Practice
from sle_broker.service import Service
from sle_broker.serving import PARTS, Serving, new_loop

_WELCOME = (
    "This is the practice world: invented schools and people, and nothing leaves this machine. "
    "Open the page below in a browser. README.md says how to connect Slack and mail."
)


def practise(settings: Settings, console: Console) -> None:
    """Run until a signal comes. Raises AlreadyRunning where somebody practises here already, and
    ConfigError where an address cannot be had.
    """
    practice = Practice(settings)
    practice.folder.mkdir(parents=True, exist_ok=True)
    database = Database(practice.settings.database)
    try:
        with only_one(database), asyncio.Runner(loop_factory=new_loop()) as runner:
            console.say(_WELCOME)
            runner.run(_run(practice, console))
    finally:
        database.close()


async def _run(practice: Practice, console: Console) -> None:
    try:
        await practice.start()
    except OSError as error:
        raise ConfigError(f"the practice world cannot be opened: {error.strerror}") from error
    service = Service(practice.settings, practice.clock, practice=True)
    try:
        serving = Serving(
            service,
            frozenset(PARTS),
            console,
            mounts=(lambda app: practice.mount(app, service, service.ticker.tick),),
            mail_is_at=practice.attach,
        )
        await serving.run()
    finally:
        await practice.stop()
        service.close()

"""A mail server in a process of its own: it writes down what it took before it says that it did.

`python -m tests.network.notices.post_office FILE SECONDS` prints its port. It answers SECONDS after it wrote
a line, so that whoever sends can be stopped in between. A line holds [to, Message-ID].
"""

import asyncio
import json
import os
import sys
from email import message_from_bytes
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP


class Box:
    def __init__(self, name: str, seconds: float) -> None:
        self.name, self.seconds = name, seconds

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        said = message_from_bytes(envelope.content, policy=default)
        with open(self.name, "a", encoding="utf-8") as kept:
            kept.write(json.dumps([envelope.rcpt_tos[0], str(said["Message-ID"])]) + "\n")
            kept.flush()
            os.fsync(kept.fileno())
        await asyncio.sleep(self.seconds)
        return "250 taken"


async def serve(name: str, seconds: float) -> None:
    box = Box(name, seconds)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(box, loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], float(sys.argv[2])))

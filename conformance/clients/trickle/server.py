"""A trickle server on aiohttp, written from the description of the protocol and nothing else.

    server.py PORT      serves /ai/trickle/CHANNEL on loopback; prints "ready"
"""

import asyncio
import sys

from aiohttp import web

KEPT = 5


class Segment:
    def __init__(self, number):
        self.number = number
        self.data = bytearray()
        self.closed = False
        self.changed = asyncio.Condition()

    async def add(self, chunk):
        async with self.changed:
            self.data += chunk
            self.changed.notify_all()

    async def close(self):
        async with self.changed:
            self.closed = True
            self.changed.notify_all()

    async def after(self, offset):
        """The bytes from an offset on; empty at the end."""
        async with self.changed:
            await self.changed.wait_for(lambda: self.closed or len(self.data) > offset)
            return bytes(self.data[offset:])


class Channel:
    def __init__(self, mime):
        self.mime = mime
        self.kept = {}
        self.next_write = 0
        self.ended = False

    async def place(self, number):
        before = self.kept.get(number % KEPT)
        if before is not None and before.number == number:
            return before
        if before is not None:
            await before.close()
        self.kept[number % KEPT] = Segment(number)
        return self.kept[number % KEPT]

    def find(self, number):
        segment = self.kept.get(number % KEPT)
        return segment if segment is not None and segment.number == number else None


channels = {}


async def post(request):
    channel = channels.setdefault(
        request.match_info["channel"], Channel(request.headers.get("Content-Type", ""))
    )
    number = int(request.match_info["segment"])
    if number == -1:
        number = channel.next_write
    segment = None
    async for chunk in request.content.iter_any():
        if segment is None:
            segment = await channel.place(number)
            channel.next_write = number + 1
        await segment.add(chunk)
    if segment is None:
        segment = await channel.place(number)
        channel.next_write = number + 1
    await segment.close()
    return web.Response(headers={"Lp-Trickle-Seq": str(number)})


async def get(request):
    channel = channels.get(request.match_info["channel"])
    if channel is None:
        return web.Response(status=404)
    if request.match_info["segment"] == "next":
        text = str(channel.next_write)
        return web.Response(text=text, headers={"Lp-Trickle-Latest": text})
    number = int(request.match_info["segment"])
    if number == -1:
        number = channel.next_write
    elif number == -2:
        number = max(0, channel.next_write - 1)
    headers = {"Lp-Trickle-Seq": str(number)}
    if number != channel.next_write:
        headers["Lp-Trickle-Latest"] = str(channel.next_write)
    segment = channel.find(number)
    if segment is None and number == channel.next_write:
        segment = await channel.place(number)
    if segment is None:
        return web.Response(status=470, reason="No Data", headers=headers, text="Entry not found")
    chunk = await segment.after(0)
    if channel.ended and not chunk:
        return web.Response(headers={"Lp-Trickle-Closed": "terminated"}, text="Entry not found")
    response = web.StreamResponse(headers=headers)
    response.content_type = channel.mime or "application/octet-stream"
    await response.prepare(request)
    sent = 0
    while chunk:
        await response.write(chunk)
        sent += len(chunk)
        chunk = await segment.after(sent)
    await response.write_eof()
    return response


async def delete(request):
    channel = channels.pop(request.match_info["channel"], None)
    if channel is None:
        return web.Response(status=400)
    channel.ended = True
    for segment in channel.kept.values():
        await segment.close()
    return web.Response()


async def main(port):
    application = web.Application()
    application.router.add_post("/ai/trickle/{channel}/{segment}", post)
    application.router.add_get("/ai/trickle/{channel}/{segment}", get)
    application.router.add_delete("/ai/trickle/{channel}", delete)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))

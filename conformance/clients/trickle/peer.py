"""The publisher and the subscriber of pytrickle, without the rest of the package.

    peer.py publish CHANNEL FILE SECONDS    cuts a transport stream at its key pictures, in real time
    peer.py subscribe CHANNEL SEGMENTS      prints the number and the bytes of each segment
    peer.py data CHANNEL SEGMENTS           publishes items as a worker does, in lines of JSON
    peer.py control CHANNEL                 prints the parameters that a worker is given
"""

import asyncio
import importlib.util
import json
import sys
import time
import types
from pathlib import Path

PACKET = 188


def load(name):
    """A module of pytrickle; its package would import the libraries of its codecs."""
    folder = Path(importlib.util.find_spec("pytrickle").submodule_search_locations[0])
    if "pytrickle" not in sys.modules:
        package = types.ModuleType("pytrickle")
        package.__path__ = [str(folder)]
        sys.modules["pytrickle"] = package
    return importlib.import_module("pytrickle." + name)


def segments(data):
    """Cuts before the tables that precede a key picture."""
    starts = []
    tables = None
    for at in range(0, len(data), PACKET):
        pid = (data[at + 1] & 0x1F) << 8 | data[at + 2]
        if pid == 0:
            tables = at
        adaptation = data[at + 3] & 0x20 and data[at + 4] > 0
        key = adaptation and data[at + 5] & 0x40 and pid == 0x100
        if key and tables is not None:
            starts.append(tables)
            tables = None
    starts = [0] + starts[1:] if starts else [0]
    return [data[a:b] for a, b in zip(starts, starts[1:] + [len(data)])]


async def publish(channel, file, seconds):
    publisher = load("publisher").TricklePublisher(channel, "video/mp2t")
    await publisher.start()
    all_segments = segments(Path(file).read_bytes())
    begin = time.monotonic()
    for number, data in enumerate(all_segments):
        writer = await publisher.next()
        pieces = [data[at : at + 20 * PACKET] for at in range(0, len(data), 20 * PACKET)]
        for i, piece in enumerate(pieces):
            await writer.write(piece)
            due = begin + seconds * (number + (i + 1) / len(pieces)) / len(all_segments)
            await asyncio.sleep(max(0, due - time.monotonic()))
        await writer.close()
    await asyncio.sleep(0.5)
    await publisher.close()
    print(len(all_segments), flush=True)


async def subscribe(channel, count):
    subscriber = load("subscriber").TrickleSubscriber(channel)
    await subscriber.start()
    for _ in range(count):
        segment = await subscriber.next()
        if segment is None:
            print("end", flush=True)
            break
        length = 0
        while chunk := await segment.read():
            length += len(chunk)
        print(segment.seq(), length, flush=True)
    await subscriber.close()


async def data(channel, count):
    """As publish_data of pytrickle's protocol, whose module would import its codecs."""
    publisher = load("publisher").TricklePublisher(channel, "application/jsonl")
    await publisher.start()
    for number in range(count):
        async with await publisher.next() as segment:
            await segment.write((json.dumps([{"item": number}]) + "\n").encode("utf-8"))
            await segment.write(None)
        await asyncio.sleep(0.1)
    await asyncio.sleep(0.5)
    print("published", flush=True)
    await asyncio.Event().wait()


async def control(channel):
    """As control_loop of pytrickle's protocol."""
    subscriber = load("subscriber").TrickleSubscriber(channel)
    await subscriber.start()
    while segment := await subscriber.next():
        params = await segment.read()
        if params:
            values = json.loads(params)
            kept = values == {"keep": "alive"}
            print("alive" if kept else "params " + json.dumps(values), flush=True)
    print("end", flush=True)


COMMANDS = {
    "publish": lambda channel, file, seconds: publish(channel, file, float(seconds)),
    "subscribe": lambda channel, count: subscribe(channel, int(count)),
    "data": lambda channel, count: data(channel, int(count)),
    "control": control,
}

if __name__ == "__main__":
    asyncio.run(COMMANDS[sys.argv[1]](*sys.argv[2:]))

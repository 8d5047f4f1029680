"""The publisher and the subscriber of pytrickle, without the rest of the package.

    peer.py publish CHANNEL FILE SECONDS    cuts a transport stream at its key pictures, in real time
    peer.py subscribe CHANNEL SEGMENTS      prints the number and the bytes of each segment
"""

import asyncio
import importlib.util
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


if __name__ == "__main__":
    if sys.argv[1] == "publish":
        asyncio.run(publish(sys.argv[2], sys.argv[3], float(sys.argv[4])))
    else:
        asyncio.run(subscribe(sys.argv[2], int(sys.argv[3])))

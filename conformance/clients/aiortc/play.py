"""Plays a WHEP stream with aiortc for some seconds and records it to a file. Writes events to standard
output, one JSON object per line. See ../README.md."""

import argparse
import asyncio
import json
import time
import urllib.parse
import urllib.request

import aiortc
from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaRecorder, MediaRelay


def say(event, **fields):
    print(json.dumps({"event": event, "at": time.time() * 1000, **fields}), flush=True)


def ask(method, address, body=None):
    headers = {"Content-Type": "application/sdp"} if body else {}
    data = body.encode() if body else None
    request = urllib.request.Request(address, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as response:
        return response.status, response.headers, response.read().decode()


class Player:
    def __init__(self, options):
        self.options = options
        self.pc = RTCPeerConnection()
        self.relay = MediaRelay()
        self.recorder = None
        self.counts = {"video": 0, "audio": 0}
        self.energy = 0.0
        self.states = []
        self.tasks = []
        self.first = asyncio.Event()
        self.pc.on("connectionstatechange", self.on_state)
        self.pc.on("track", self.on_track)

    def on_state(self):
        self.states.append(self.pc.connectionState)
        say("state", state=self.pc.connectionState)

    def on_track(self, track):
        say("track", kind=track.kind)
        if self.recorder is None and self.options.record:
            self.recorder = MediaRecorder(self.options.record)
        if self.recorder is not None:
            self.recorder.addTrack(self.relay.subscribe(track))
        self.tasks.append(asyncio.ensure_future(self.watch(self.relay.subscribe(track))))

    async def watch(self, track):
        while True:
            frame = await track.recv()
            self.counts[track.kind] += 1
            self.first.set()
            if track.kind == "audio":
                self.energy += loudness(frame)
            elif self.counts["video"] == 1:
                say("picture", width=frame.width, height=frame.height)

    async def play(self):
        for kind in ("video", "audio"):
            self.pc.addTransceiver(kind, direction="recvonly")
        await self.pc.setLocalDescription(await self.pc.createOffer())
        say("posting")
        status, headers, answer = await asyncio.to_thread(
            ask, "POST", self.options.whep, self.pc.localDescription.sdp
        )
        say("answered", status=status)
        await self.pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        await asyncio.wait_for(self.first.wait(), 20)
        if self.recorder is not None:
            await self.recorder.start()
        await asyncio.sleep(self.options.seconds)
        await self.leave(urllib.parse.urljoin(self.options.whep, headers["Location"]))

    async def leave(self, session):
        # Recorded before DELETE: afterwards every connection is closed.
        states = list(self.states)
        for task in self.tasks:
            task.cancel()
        if self.recorder is not None:
            await self.recorder.stop()
        await asyncio.to_thread(ask, "DELETE", session)
        await self.pc.close()
        say(
            "done",
            client="aiortc " + aiortc.__version__,
            pictures=self.counts["video"],
            soundPackets=self.counts["audio"],
            energy=self.energy,
            states=states,
        )


def loudness(frame):
    """Mean square of the samples, 1 at full scale."""
    samples = memoryview(bytes(frame.planes[0])).cast("h")[::16]
    return sum(sample * sample for sample in samples) / max(1, len(samples)) / 2**30


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--whep", required=True)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--record")
    try:
        await Player(parser.parse_args()).play()
    except Exception as problem:  # Whatever it was, the test shows it.
        say("failed", reason=f"{type(problem).__name__}: {problem}")
        raise SystemExit(1)


asyncio.run(main())

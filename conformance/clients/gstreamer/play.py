"""Plays a WHEP stream with GStreamer's webrtcbin for some seconds. Writes events to standard output, one
JSON object per line. See ../README.md.

Its offer is like that of whepsrc: H.264 (or H.265, by an option) without parameters, all in one bundle, no
trickled candidates."""

import argparse
import json
import sys
import time
import urllib.parse
import urllib.request

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstSdp", "1.0")
gi.require_version("GstWebRTC", "1.0")
from gi.repository import GLib, Gst, GstSdp, GstWebRTC  # noqa: E402

CAPS = {
    "video": "application/x-rtp,media=video,encoding-name={video},payload=97,clock-rate=90000",
    "audio": "application/x-rtp,media=audio,encoding-name=OPUS,payload=96,clock-rate=48000",
}
# The pipeline after the jitter buffer, by kind.
DECODERS = {
    "video": "rtp{video}depay ! {video}parse ! avdec_{video} ! fakesink name=end sync=false signal-handoffs=true",
    "audio": "rtpopusdepay ! opusdec ! level interval=500000000"
    " ! fakesink name=end sync=false signal-handoffs=true",
}


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
        self.loop = GLib.MainLoop()
        self.counts = {"video": 0, "audio": 0}
        self.energy = 0.0
        self.states = []
        self.posted = False
        self.session = None
        self.problem = None
        self.pipeline = Gst.Pipeline.new("player")
        self.web = Gst.ElementFactory.make("webrtcbin", "web")
        self.web.set_property("bundle-policy", GstWebRTC.WebRTCBundlePolicy.MAX_BUNDLE)
        self.pipeline.add(self.web)
        for kind in options.kinds.split(","):
            self.web.emit(
                "add-transceiver",
                GstWebRTC.WebRTCRTPTransceiverDirection.RECVONLY,
                Gst.Caps.from_string(CAPS[kind].format(video=options.video)),
            )
        self.web.connect("pad-added", self.on_pad)
        self.web.connect("notify::connection-state", self.on_state)
        self.web.connect("notify::ice-gathering-state", self.on_gathering)
        bus = self.pipeline.get_bus()
        bus.add_signal_watch()
        bus.connect("message", self.on_message)

    def run(self):
        self.pipeline.set_state(Gst.State.PLAYING)
        GLib.timeout_add_seconds(40, self.fail, "nothing came")
        GLib.idle_add(self.create_offer)
        self.loop.run()
        if self.session and not self.problem:
            ask("DELETE", self.session)
        states = list(self.states)
        self.pipeline.set_state(Gst.State.NULL)
        if self.problem:
            say("failed", reason=self.problem)
            return 1
        say(
            "done",
            client="GStreamer " + ".".join(str(n) for n in Gst.version()[:3]),
            pictures=self.counts["video"],
            soundPackets=self.counts["audio"],
            energy=self.energy,
            states=states,
        )
        return 0

    def fail(self, problem):
        self.problem = problem
        self.loop.quit()

    def create_offer(self):
        self.web.emit("create-offer", None, Gst.Promise.new_with_change_func(self.on_offer))

    def on_offer(self, promise):
        reply = promise.get_reply()  # Owns the offer, so it has to stay for as long.
        offer = reply.get_value("offer")
        self.web.emit("set-local-description", offer, Gst.Promise.new())

    def on_gathering(self, web, _property):
        state = web.get_property("ice-gathering-state")
        if state == GstWebRTC.WebRTCICEGatheringState.COMPLETE and not self.posted:
            self.posted = True
            GLib.idle_add(self.post)

    def post(self):
        offer = self.web.get_property("local-description").sdp.as_text()
        if self.options.print_offer:
            sys.stdout.write(offer)
        say("posting")
        try:
            status, headers, text = ask("POST", self.options.whep, offer)
        except OSError as problem:
            return self.fail(str(problem))
        say("answered", status=status)
        self.session = urllib.parse.urljoin(self.options.whep, headers["Location"])
        _, message = GstSdp.SDPMessage.new_from_text(text)
        answer = GstWebRTC.WebRTCSessionDescription.new(GstWebRTC.WebRTCSDPType.ANSWER, message)
        self.web.emit("set-remote-description", answer, Gst.Promise.new())

    def on_state(self, web, _property):
        state = web.get_property("connection-state").value_nick
        self.states.append(state)
        say("state", state=state)

    def on_pad(self, _web, pad):
        if pad.direction != Gst.PadDirection.SRC:
            return
        kind = pad.get_current_caps().get_structure(0).get_string("media")
        say("track", kind=kind)
        description = DECODERS[kind].format(video=self.options.video.lower())
        decoder = Gst.parse_bin_from_description(description, True)
        decoder.get_by_name("end").connect("handoff", self.on_frame, kind)
        self.pipeline.add(decoder)
        decoder.sync_state_with_parent()
        pad.link(decoder.sinkpads[0])

    def on_frame(self, _sink, _buffer, _pad, kind):
        self.counts[kind] += 1
        if kind == "video" and self.counts[kind] == 1:
            say("picture")
        if sum(self.counts.values()) == 1:
            GLib.timeout_add(int(1000 * self.options.seconds), self.loop.quit)

    def on_message(self, _bus, message):
        if message.type == Gst.MessageType.ERROR:
            error, detail = message.parse_error()
            self.fail(f"{error.message} ({detail})")
        elif message.type == Gst.MessageType.ELEMENT and message.get_structure().get_name() == "level":
            decibels = message.get_structure().get_value("rms")[0]
            self.energy += 10 ** (decibels / 10)


def main():
    Gst.init(None)
    parser = argparse.ArgumentParser()
    parser.add_argument("--whep", required=True)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--kinds", default="video,audio")
    parser.add_argument("--video", choices=["H264", "H265"], default="H264")
    parser.add_argument("--print-offer", action="store_true")
    return Player(parser.parse_args()).run()


sys.exit(main())

"use strict";
// A WHEP viewer that records the pictures it shows. The tests drive it through `viewer` and read its
// log. All times are milliseconds since the epoch, comparable with the test's own clock.

const now = () => performance.timeOrigin + performance.now();

// The row of squares in the demo's picture (src/main/demo/DemoMaterial.java): 16 of 48 pixels, the
// first at (256, 640). Pictures are read at an eighth of their size.
const look = {
  width: 160,
  height: 90,
  code: { squares: 16, left: (256 + 24) / 8, step: 48 / 8, top: (640 + 24) / 8 },
};

const canvas = new OffscreenCanvas(look.width, look.height);
const context = canvas.getContext("2d", { willReadFrequently: true });
const video = document.getElementById("video");

/** The number of the picture, or -1 if its check bits are wrong. */
function readCode(pixels) {
  let word = 0;
  for (let i = 0; i < look.code.squares; i++) {
    const x = look.code.left + i * look.code.step;
    word = (word << 1) | (pixels[4 * (look.code.top * look.width + x) + 1] > 127 ? 1 : 0);
  }
  const number = word >> 6;
  return (word & 63) === (number * 37 + 21) % 64 ? number : -1;
}

/**
 * Number of places in which a picture differs from the previous one. The threshold ignores encoder
 * noise in a still picture, which changes many pixels by little.
 */
function difference(pixels, before) {
  let count = 0;
  for (let i = 1; i < pixels.length; i += 4) {
    if (Math.abs(pixels[i] - before[i]) > 16) {
      count++;
    }
  }
  return count;
}

class Viewer {
  frames = []; // [when, difference to the one before, code, media time in seconds]
  stats = []; // see sampleStats
  states = []; // [when, connection state]
  tracks = []; // kinds, as they appear
  #pixels = null;
  udpBlocked = false; // candidates for UDP are left out of the answer
  relayPort = 0; // where media goes instead of the answer's candidates
  #session = null;

  constructor() {
    this.firstFrame = new Promise((resolve) => (this.sawFirstFrame = resolve));
  }

  /** Sends the offer and returns without waiting; `answer` is the promise of the answer. */
  async post(url, kinds, configuration = {}) {
    const pc = new RTCPeerConnection(configuration);
    kinds.forEach((kind) => pc.addTransceiver(kind, { direction: "recvonly" }));
    this.receive(pc);
    await pc.setLocalDescription();
    const postedAt = now();
    this.answer = fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/sdp" },
      body: pc.localDescription.sdp,
    }).then(async (response) => {
      const answeredAt = now();
      const sdp = await response.text();
      if (response.status === 201) {
        this.#session = new URL(response.headers.get("Location"), url);
        await pc.setRemoteDescription({ type: "answer", sdp: this.#relayed(sdp) });
      }
      return { status: response.status, postedAt, answeredAt, sdp };
    });
    this.answer.catch(() => {}); // told to whoever awaits it
    return postedAt;
  }

  /**
   * The answer with each candidate replaced by the relay's address, if there is a relay; without UDP
   * candidates, if UDP is to be blocked.
   */
  #relayed(sdp) {
    if (this.udpBlocked) {
      return sdp.replaceAll(/a=candidate:\S+ 1 udp .*\r\n/g, "");
    }
    return this.relayPort
      ? sdp
          .replaceAll(/a=candidate:\S+ 1 tcp .*\r\n/g, "")
          .replaceAll(/(a=candidate:\S+ 1 udp \d+) \S+ \d+/g, `$1 127.0.0.1 ${this.relayPort}`)
      : sdp;
  }

  /** DELETEs the session; returns the status. */
  async leave() {
    const response = await fetch(this.#session, { method: "DELETE" });
    return response.status;
  }

  receive(pc) {
    this.pc = pc;
    const stream = new MediaStream();
    pc.ontrack = (event) => {
      this.tracks.push(event.track.kind);
      stream.addTrack(event.track);
      video.srcObject = stream;
    };
    pc.onconnectionstatechange = () => this.states.push([now(), pc.connectionState]);
    video.requestVideoFrameCallback((at, frame) => this.#onFrame(frame));
    setInterval(() => this.#sampleStats(), 200);
  }

  #onFrame(frame) {
    video.requestVideoFrameCallback((at, next) => this.#onFrame(next));
    context.drawImage(video, 0, 0, look.width, look.height);
    const pixels = context.getImageData(0, 0, look.width, look.height).data;
    const change = this.#pixels ? difference(pixels, this.#pixels) : look.width * look.height;
    this.#pixels = pixels;
    this.frames.push([now(), change, readCode(pixels), frame.mediaTime]);
    this.sawFirstFrame(now());
  }

  async #sampleStats() {
    const report = await this.pc.getStats();
    const inbound = { video: {}, audio: {} };
    report.forEach((entry) => {
      if (entry.type === "inbound-rtp") {
        inbound[entry.kind] = entry;
      }
    });
    this.stats.push({
      at: now(),
      framesDecoded: inbound.video.framesDecoded ?? 0,
      framesDropped: inbound.video.framesDropped ?? 0,
      freezeCount: inbound.video.freezeCount ?? 0,
      freezeSeconds: inbound.video.totalFreezesDuration ?? 0,
      videoLost: inbound.video.packetsLost ?? 0,
      pliCount: inbound.video.pliCount ?? 0,
      audioEnergy: inbound.audio.totalAudioEnergy ?? 0,
      audioSamples: inbound.audio.totalSamplesReceived ?? 0,
      audioConcealed: inbound.audio.concealedSamples ?? 0,
      audioLost: inbound.audio.packetsLost ?? 0,
      videoNacks: inbound.video.nackCount ?? 0,
      videoRetransmitted: inbound.video.retransmittedPacketsReceived ?? 0,
    });
  }

  /** Observes for this number of milliseconds. */
  async observe(millis) {
    const from = now();
    await new Promise((resolve) => setTimeout(resolve, millis));
    await this.#sampleStats();
    const to = now();
    const within = (at) => at >= from && at <= to;
    return {
      from,
      to,
      tracks: this.tracks,
      frames: this.frames.filter((frame) => within(frame[0])),
      stats: this.stats.filter((sample) => within(sample.at)),
    };
  }
}

const viewer = new Viewer();

/**
 * Plays a moving picture and a tone generated by this page over two peer connections, to test the
 * browser and the observation. The picture stands still from `stillAfterMillis` on.
 */
async function playOwnPicture(stillAfterMillis) {
  const source = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
  const pen = source.getContext("2d");
  const begun = now();
  setInterval(() => {
    const millis = Math.min(now() - begun, stillAfterMillis);
    drawOwnPicture(pen, Math.floor((millis * 30) / 1000) % 300);
  }, 15);
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const sound = audio.createMediaStreamDestination();
  tone.connect(sound);
  tone.start();

  const sender = new RTCPeerConnection();
  const receiver = new RTCPeerConnection();
  sender.onicecandidate = (event) => receiver.addIceCandidate(event.candidate);
  receiver.onicecandidate = (event) => sender.addIceCandidate(event.candidate);
  viewer.receive(receiver);
  [source.captureStream(30), sound.stream].forEach((stream) =>
    stream.getTracks().forEach((track) => sender.addTrack(track)),
  );
  await sender.setLocalDescription();
  await receiver.setRemoteDescription(sender.localDescription);
  await receiver.setLocalDescription();
  await sender.setRemoteDescription(receiver.localDescription);
}

function drawOwnPicture(pen, number) {
  pen.fillStyle = "#246";
  pen.fillRect(0, 0, 1280, 720);
  pen.fillStyle = "#fc8";
  pen.fillRect(4 * number, 200, 120, 120);
  const word = (number << 6) | (number * 37 + 21) % 64;
  for (let i = 0; i < 16; i++) {
    pen.fillStyle = (word >> (15 - i)) & 1 ? "#fff" : "#000";
    pen.fillRect(256 + 48 * i, 640, 48, 48);
  }
}

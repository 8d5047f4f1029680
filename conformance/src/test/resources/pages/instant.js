"use strict";
// Two players of one stream side by side: an old viewer at the live edge, and a newcomer. Both read
// the number in each presented picture. The newcomer's lag is the difference between the times at
// which the two show the same number. Both are in one page, so they share a clock.

const PERIOD = 300; // numbers in the demo's picture, see viewer.js
const FRAME_MILLIS = 1000 / 30;
const SQUARES = 16;

/** The position of the squares in a picture of this width. */
function squares(width) {
  const scale = width / 1280;
  return { x: (256 + 24) * scale, step: 48 * scale, y: (640 + 24) * scale };
}

class Player {
  frames = []; // [when, number]
  #row = new OffscreenCanvas(SQUARES, 1).getContext("2d", { willReadFrequently: true });

  /** Posts an offer; media goes through the relay if there is one. */
  async join(url, relayPort) {
    this.video = document.body.appendChild(document.createElement("video"));
    Object.assign(this.video, { width: 640, autoplay: true, playsInline: true, muted: true });
    const pc = (this.pc = new RTCPeerConnection());
    ["video", "audio"].forEach((kind) => pc.addTransceiver(kind, { direction: "recvonly" }));
    const stream = new MediaStream();
    pc.ontrack = (event) => {
      stream.addTrack(event.track);
      this.video.srcObject = stream;
    };
    this.video.requestVideoFrameCallback(() => this.#onFrame());
    await pc.setLocalDescription();
    this.postedAt = performance.now();
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/sdp" },
      body: pc.localDescription.sdp,
    });
    const sdp = await response.text();
    if (response.status !== 201) {
      throw new Error(`status ${response.status}: ${sdp}`);
    }
    this.session = new URL(response.headers.get("Location"), url);
    const relayed = relayPort
      ? sdp.replaceAll(/(a=candidate:\S+ 1 udp \d+) \S+ \d+/g, `$1 127.0.0.1 ${relayPort}`)
      : sdp;
    await pc.setRemoteDescription({ type: "answer", sdp: relayed });
  }

  async leave() {
    this.pc.close();
    this.video.remove();
    await fetch(this.session, { method: "DELETE" });
  }

  #onFrame() {
    this.video.requestVideoFrameCallback(() => this.#onFrame());
    const at = performance.now();
    const where = squares(this.video.videoWidth);
    // One pixel at the centre of each square.
    for (let i = 0; i < SQUARES; i++) {
      this.#row.drawImage(this.video, where.x + i * where.step, where.y, 1, 1, i, 0, 1, 1);
    }
    const pixels = this.#row.getImageData(0, 0, SQUARES, 1).data;
    let word = 0;
    for (let i = 0; i < SQUARES; i++) {
      word = (word << 1) | (pixels[4 * i + 1] > 127 ? 1 : 0);
    }
    const number = word >> 6;
    if ((word & 63) === (number * 37 + 21) % 64) {
      this.frames.push([at, number]);
    }
  }

  async inbound() {
    const found = {};
    (await this.pc.getStats()).forEach((entry) => {
      if (entry.type === "inbound-rtp") {
        found[entry.kind] = entry;
      }
    });
    return found;
  }
}

const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
let old;

/** Starts the old viewer, and waits until it is at the live edge. */
async function settle(url, millis) {
  old = new Player();
  await old.join(url, 0);
  await sleep(millis);
  return old.frames.length;
}

/** The time near `at` at which the old viewer shows this number; NaN if it does not. */
function shownByOld(number, at) {
  let best = NaN;
  for (const [when, shown] of old.frames) {
    if (shown === number && !(Math.abs(when - at) >= Math.abs(best - at))) {
      best = when;
    }
  }
  return Math.abs(best - at) < (PERIOD * FRAME_MILLIS) / 2 ? best : NaN;
}

function median(values) {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return sorted.length ? sorted[Math.floor(sorted.length / 2)] : null;
}

/** Runs one newcomer and returns its figures. Times are milliseconds from its first picture unless stated. */
async function joinOnce(url, relayPort, watchMillis) {
  const player = new Player();
  await player.join(url, relayPort);
  const patience = performance.now() + 15000;
  while (player.frames.length === 0 && performance.now() < patience) {
    await sleep(10);
  }
  if (player.frames.length === 0) {
    await player.leave();
    return null;
  }
  await sleep(watchMillis);
  const { video, audio } = await player.inbound();
  const first = player.frames[0][0];
  await player.leave();
  await sleep(300); // the old one may be behind
  const lags = player.frames.map(([at, number]) => [at - first, at - shownByOld(number, at)]);
  const around = (at) =>
    median(lags.filter(([t]) => Math.abs(t - at) <= 100).map(([, lag]) => lag));
  const stale = lags.filter(([, lag]) => lag > 5 * FRAME_MILLIS);
  let still = 0;
  for (let i = 1; i < lags.length; i++) {
    still = Math.max(still, lags[i][0] - lags[i - 1][0]);
  }
  old.frames = old.frames.slice(-600);
  return {
    first: first - player.postedAt,
    lagQuarter: around(250),
    lagSecond: around(1000),
    lagEnd: around(watchMillis - 100),
    stale: stale.length,
    race: stale.length ? stale.at(-1)[0] : 0,
    still,
    freezes: video.freezeCount ?? 0,
    lost: video.packetsLost ?? 0,
    plis: video.pliCount ?? 0,
    nacks: video.nackCount ?? 0,
    audioAheadMillis:
      (audio?.estimatedPlayoutTimestamp ?? NaN) - (video.estimatedPlayoutTimestamp ?? NaN),
    concealed: audio ? audio.concealedSamples / Math.max(1, audio.totalSamplesReceived) : null,
  };
}

"use strict";
// Two viewers of one stream, one of them with sound. Each presented picture is read: its number from
// the row of squares (see viewer.js), and its likeness to the same picture of the same size seen
// while the source was not replaced. Times are milliseconds since the epoch.

const now = () => performance.timeOrigin + performance.now();
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

const WIDTH = 160;
const HEIGHT = 90;
const SQUARES = { count: 16, left: (256 + 24) / 8, step: 48 / 8, top: (640 + 24) / 8 };

/** A picture whose brightness differs by more than this in more places is not the same. */
const NOISE = 40;
const MOST_PLACES = 40;

/** The number of the built-in slate, which is known by its colour in all corners. */
const SLATE = -2;
const SLATE_COLOUR = [11, 21, 30];
const CORNERS = [4, 155].flatMap((x) => [4, 85].map((y) => 4 * (y * WIDTH + x)));

const isSlate = (rgba) =>
  CORNERS.every((at) => SLATE_COLOUR.every((value, i) => Math.abs(rgba[at + i] - value) <= 8));

/** Brightness of pictures, by width and number. */
const known = new Map();
let learning = true;

function numberOf(pixels) {
  let word = 0;
  for (let i = 0; i < SQUARES.count; i++) {
    const x = SQUARES.left + i * SQUARES.step;
    word = (word << 1) | (pixels[SQUARES.top * WIDTH + x] > 127 ? 1 : 0);
  }
  const number = word >> 6;
  return (word & 63) === (number * 37 + 21) % 64 ? number : -1;
}

function places(pixels, others) {
  let count = 0;
  for (let i = 0; i < pixels.length; i++) {
    count += Math.abs(pixels[i] - others[i]) > NOISE ? 1 : 0;
  }
  return count;
}

class Player {
  frames = []; // [when, number, width, places that differ from the known picture]
  posts = 0;
  backwards = 0;
  states = [];
  #lastTime = 0;
  #lastTimestamp = -1;
  #canvas = new OffscreenCanvas(WIDTH, HEIGHT).getContext("2d", { willReadFrequently: true });

  async join(url, kinds) {
    this.video = document.body.appendChild(document.createElement("video"));
    Object.assign(this.video, { width: 480, autoplay: true, playsInline: true, muted: true });
    const pc = (this.pc = new RTCPeerConnection());
    kinds.forEach((kind) => pc.addTransceiver(kind, { direction: "recvonly" }));
    const stream = new MediaStream();
    pc.ontrack = (event) => {
      stream.addTrack(event.track);
      this.video.srcObject = stream;
    };
    pc.onconnectionstatechange = () => this.states.push(pc.connectionState);
    this.video.requestVideoFrameCallback((_, about) => this.#onFrame(about));
    setInterval(() => this.#watchTime(), 20);
    await pc.setLocalDescription();
    this.posts++;
    this.postedAt = now();
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/sdp" },
      body: pc.localDescription.sdp,
    });
    const sdp = await response.text();
    if (response.status !== 201) {
      throw new Error(`status ${response.status}: ${sdp}`);
    }
    await pc.setRemoteDescription({ type: "answer", sdp });
  }

  #watchTime() {
    const time = this.video.currentTime;
    this.backwards += time < this.#lastTime ? 1 : 0;
    this.#lastTime = time;
  }

  #onFrame(about) {
    this.video.requestVideoFrameCallback((_, next) => this.#onFrame(next));
    const called = now();
    // Not the picture of the callback, if the page is late: it would then be read twice.
    const frame = new VideoFrame(this.video);
    const { timestamp, displayWidth: width } = frame;
    const same = Math.abs(timestamp - about.mediaTime * 1e6) < 1000;
    const at = same ? performance.timeOrigin + about.expectedDisplayTime : called;
    this.#canvas.drawImage(frame, 0, 0, WIDTH, HEIGHT);
    frame.close();
    if (timestamp === this.#lastTimestamp) {
      return;
    }
    this.#lastTimestamp = timestamp;
    const rgba = this.#canvas.getImageData(0, 0, WIDTH, HEIGHT).data;
    const pixels = new Uint8Array(WIDTH * HEIGHT);
    for (let i = 0; i < pixels.length; i++) {
      pixels[i] = rgba[4 * i + 1];
    }
    const number = isSlate(rgba) ? SLATE : numberOf(pixels);
    const key = `${width} ${number}`;
    let different = -1;
    if (known.has(key)) {
      different = places(pixels, known.get(key));
    } else if (learning && number >= 0) {
      known.set(key, pixels);
    }
    this.frames.push([at, number, width, different]);
    this.#watchTime();
  }
}

const players = [];

async function begin(url) {
  for (const kinds of [["video", "audio"], ["video"]]) {
    const player = new Player();
    players.push(player);
    await player.join(url, kinds);
  }
}

/**
 * Waits until both have shown a picture of this width (0: of any), and this number or more; or, for
 * SLATE, the slate.
 */
async function shown(since, width, number, patience) {
  const until = now() + patience;
  const counts = (shown) => (number === SLATE ? shown === SLATE : shown >= number);
  const suits = (frame) => frame[0] >= since && counts(frame[1]) && (!width || frame[2] === width);
  const has = (player) => player.frames.some(suits);
  while (!players.every(has) && now() < until) {
    await sleep(10);
  }
  return players.every(has);
}

async function report() {
  const reports = [];
  for (const player of players) {
    const inbound = {};
    (await player.pc.getStats()).forEach((entry) => {
      if (entry.type === "inbound-rtp") {
        inbound[entry.kind] = entry;
      }
    });
    reports.push({
      frames: player.frames,
      posts: player.posts,
      postedAt: player.postedAt,
      backwards: player.backwards,
      states: player.states,
      strange: player.frames.filter((frame) => frame[3] > MOST_PLACES).length,
      compared: player.frames.filter((frame) => frame[3] >= 0).length,
      decoded: inbound.video?.framesDecoded ?? 0,
      dropped: inbound.video?.framesDropped ?? 0,
      plis: inbound.video?.pliCount ?? 0,
      soundPackets: inbound.audio?.packetsReceived ?? 0,
    });
  }
  return reports;
}

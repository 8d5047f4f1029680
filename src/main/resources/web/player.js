// The player of Sluice: plays one stream over WHEP and shows how the connection is doing.

const $ = (id) => document.getElementById(id);
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

const FIRST_RETRY_MILLIS = 1000;
const LONGEST_RETRY_MILLIS = 15000;
const DISCONNECTED_PATIENCE_MILLIS = 5000;
const STALL_MILLIS = 4000;
const SAMPLE_MILLIS = 1000;
const SAMPLES = 90;

/** An answer that is not 201. */
class Refusal extends Error {
  constructor(status, detail, retryAfterMillis) {
    super(detail);
    this.status = status;
    this.retryAfterMillis = retryAfterMillis;
  }

  /** Whether the same request may succeed later: no output yet, too busy, or a failure of theirs. */
  get passes() {
    return this.status === 409 || this.status === 429 || this.status >= 500;
  }
}

async function refusalOf(response) {
  let detail = `The server answered ${response.status}.`;
  if ((response.headers.get("Content-Type") ?? "").includes("json")) {
    detail = (await response.json().catch(() => ({}))).detail ?? detail;
  }
  const seconds = Number(response.headers.get("Retry-After"));
  return new Refusal(response.status, detail, seconds > 0 ? seconds * 1000 : 0);
}

// ---- one session --------------------------------------------------------------------------------

/** A session from its offer to its end; `ended` resolves with a sentence when it is lost. */
class Session {
  #address = null;

  constructor(endpoint, onTrack) {
    this.endpoint = endpoint;
    this.begun = performance.now();
    this.pc = new RTCPeerConnection({ bundlePolicy: "max-bundle" });
    this.pc.addTransceiver("video", { direction: "recvonly" });
    this.pc.addTransceiver("audio", { direction: "recvonly" });
    this.pc.ontrack = (event) => onTrack(event.track);
    this.ended = this.#awaitEnd();
  }

  async connect() {
    const offer = await this.pc.createOffer();
    // Without this word Chromium mixes stereo down to mono.
    const sdp = offer.sdp.replace(/(a=fmtp:\d+ [^\r\n]*useinbandfec=1)(?![^\r\n]*stereo=)/g, "$1;stereo=1");
    await this.pc.setLocalDescription({ type: "offer", sdp });
    const response = await fetch(this.endpoint, {
      method: "POST",
      headers: { "Content-Type": "application/sdp" },
      body: this.pc.localDescription.sdp,
    });
    if (response.status !== 201) {
      throw await refusalOf(response);
    }
    this.#address = new URL(response.headers.get("Location"), response.url);
    if (this.pc.signalingState === "closed") {
      this.#delete();
      return;
    }
    await this.pc.setRemoteDescription({ type: "answer", sdp: await response.text() });
  }

  #awaitEnd() {
    return new Promise((resolve) => {
      let timer = 0;
      this.pc.onconnectionstatechange = () => {
        clearTimeout(timer);
        const state = this.pc.connectionState;
        if (state === "failed" || state === "closed") {
          resolve("The connection was lost.");
        } else if (state === "disconnected") {
          timer = setTimeout(() => resolve("The connection was lost."), DISCONNECTED_PATIENCE_MILLIS);
        }
      };
    });
  }

  /** Ends it here and at the server; works while the page is being left, too. */
  close() {
    this.pc.onconnectionstatechange = null;
    this.pc.close();
    this.#delete();
  }

  #delete() {
    if (this.#address) {
      fetch(this.#address, { method: "DELETE", keepalive: true }).catch(() => {});
      this.#address = null;
    }
  }
}

// ---- what is seen -------------------------------------------------------------------------------

const look = {
  state(kind, text) {
    const pill = $("state");
    pill.hidden = false;
    pill.className = `pill ${kind}`;
    if (pill.textContent !== text) {
      pill.textContent = text;
    }
  },

  /** A sentence over the picture; `still` is final, else something is being waited for. */
  note(text, still = false) {
    $("note").hidden = !text;
    $("note").className = still ? "still" : "";
    $("message").textContent = text;
    $("again").hidden = !still;
  },
};

/** One small plot of the last minute and a half. */
class Plot {
  #values = [];

  constructor(title, format) {
    this.format = format;
    const card = document.createElement("div");
    card.className = "plot";
    const heading = document.createElement("h2");
    heading.textContent = title;
    this.output = document.createElement("output");
    this.canvas = document.createElement("canvas");
    card.append(heading, this.output, this.canvas);
    $("plots").append(card);
    this.add(NaN);
  }

  add(value, total = value) {
    this.#values.push(value);
    if (this.#values.length > SAMPLES) {
      this.#values.shift();
    }
    const known = [total].flat().some(Number.isFinite);
    const [number, unit] = known ? this.format(total) : ["–", ""];
    const small = document.createElement("small");
    small.textContent = ` ${unit}`;
    this.output.replaceChildren(number, small);
    this.draw();
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const scale = devicePixelRatio;
    this.canvas.width = width * scale;
    this.canvas.height = height * scale;
    const pen = this.canvas.getContext("2d");
    pen.scale(scale, scale);
    const style = getComputedStyle(document.documentElement);
    pen.strokeStyle = style.getPropertyValue("--edge");
    pen.beginPath();
    pen.moveTo(0, height - 0.5);
    pen.lineTo(width, height - 0.5);
    pen.stroke();
    this.#curve(pen, width, height, style.getPropertyValue("--accent"));
  }

  #curve(pen, width, height, color) {
    const top = Math.max(...this.#values.filter(Number.isFinite), 0) * 1.15 || 1;
    const step = width / (SAMPLES - 1);
    const first = SAMPLES - this.#values.length;
    const points = this.#values
      .map((value, i) => [(first + i) * step, height - 1.5 - (value / top) * (height - 4)])
      .filter((point) => Number.isFinite(point[1]));
    if (points.length < 2) {
      return;
    }
    const line = new Path2D();
    points.forEach(([x, y], i) => (i ? line.lineTo(x, y) : line.moveTo(x, y)));
    const area = new Path2D(line);
    area.lineTo(points.at(-1)[0], height);
    area.lineTo(points[0][0], height);
    pen.globalAlpha = 0.16;
    pen.fillStyle = color;
    pen.fill(area);
    pen.globalAlpha = 1;
    pen.strokeStyle = color;
    pen.lineWidth = 1.6;
    pen.lineJoin = "round";
    pen.stroke(line);
  }
}

const rate = (bits) =>
  bits >= 1e6 ? [(bits / 1e6).toFixed(2), "Mbit/s"] : [(bits / 1e3).toFixed(0), "kbit/s"];
const millis = (value) => [value.toFixed(value < 10 ? 1 : 0), "ms"];
const held = ([picture, sound]) => {
  const known = [picture, sound].filter(Number.isFinite).map((value) => value.toFixed(0));
  return [known.join(" / "), "ms"];
};

/** Reads the connection's statistics once a second. */
class Statistics {
  #before = null;
  #plots = {
    rate: new Plot("Bit rate", rate),
    frames: new Plot("Pictures", (value) => [value.toFixed(0), "per second"]),
    buffer: new Plot("Jitter buffer, picture / sound", held),
    lost: new Plot("Packets lost", (value) => [value.toFixed(0), "in all"]),
    trip: new Plot("Round trip", millis),
  };

  reset() {
    this.#before = null;
  }

  /** Takes a sample; returns the count of pictures decoded so far and whether sound comes. */
  async sample(pc) {
    const now = await this.#read(pc);
    const before = this.#before ?? now;
    this.#before = now;
    const seconds = (now.at - before.at) / 1000;
    const rise = (key) => now[key] - before[key];
    const perSecond = (key) => (seconds > 0 ? Math.max(0, rise(key)) / seconds : NaN);
    const held = (kind) => (1000 * rise(`${kind}Delay`)) / rise(`${kind}Emitted`);
    if (seconds > 0 && before.frames + before.samples > 0) {
      // Not before something was shown: what is caught up at first would flatten all that follows.
      this.#plots.rate.add(8 * perSecond("bytes"));
      this.#plots.frames.add(perSecond("frames"));
      this.#plots.buffer.add(
        [held("video"), held("audio")].filter(Number.isFinite).reduce((a, b) => Math.max(a, b), 0),
        [held("video"), held("audio")],
      );
      this.#plots.lost.add(Math.max(0, rise("lost")), now.lost);
      this.#plots.trip.add(now.trip);
    }
    return now;
  }

  async #read(pc) {
    const sum = { at: performance.now(), trip: NaN, codecs: [], bytes: 0, lost: 0 };
    Object.assign(sum, { frames: 0, videoDelay: 0, videoEmitted: 0 });
    Object.assign(sum, { samples: 0, audioDelay: 0, audioEmitted: 0 });
    const report = await pc.getStats();
    report.forEach((entry) => {
      if (entry.type === "inbound-rtp") {
        this.#addTrack(sum, entry, report);
      } else if (entry.type === "candidate-pair" && entry.nominated && entry.state === "succeeded") {
        sum.trip = 1000 * (entry.currentRoundTripTime ?? NaN);
      }
    });
    return sum;
  }

  #addTrack(sum, entry, report) {
    sum.bytes += entry.bytesReceived ?? 0;
    sum.lost += entry.packetsLost ?? 0;
    const codec = report.get(entry.codecId)?.mimeType?.split("/")[1];
    if (entry.packetsReceived && codec) {
      sum.codecs[entry.kind === "video" ? "unshift" : "push"](codec.replace("H264", "H.264").replace("opus", "Opus"));
    }
    sum.frames += entry.framesDecoded ?? 0;
    sum.samples += entry.totalSamplesReceived ?? 0;
    sum[`${entry.kind}Delay`] = entry.jitterBufferDelay ?? 0;
    sum[`${entry.kind}Emitted`] = entry.jitterBufferEmittedCount ?? 0;
  }

  draw() {
    Object.values(this.#plots).forEach((plot) => plot.draw());
  }
}

// ---- the player ---------------------------------------------------------------------------------

class Player {
  #session = null;
  #run = 0;
  #shown = 0;
  #movedAt = 0;

  constructor(name, endpoint) {
    this.name = name;
    this.endpoint = endpoint;
    this.video = $("video");
    this.statistics = new Statistics();
  }

  /** Plays until `stop`, or until something is wrong that trying again does not mend. */
  async start() {
    const run = ++this.#run;
    let failures = 0;
    while (run === this.#run) {
      try {
        await this.#playOnce(run, () => (failures = 0));
      } catch (error) {
        if (run !== this.#run) {
          return;
        }
        if (error instanceof Refusal && !error.passes) {
          look.state("bad", "Stopped");
          look.note(error.message, true);
          return;
        }
        await this.#pause(error, failures++);
      }
    }
  }

  stop() {
    this.#run++;
    this.#session?.close();
    this.#session = null;
  }

  async #playOnce(run, onPlaying) {
    this.#session?.close();
    const stream = new MediaStream();
    this.video.srcObject = stream;
    this.#shown = 0;
    this.statistics.reset();
    const session = new Session(this.endpoint, (track) => stream.addTrack(track));
    this.#session = session;
    look.state("busy", "Connecting");
    look.note(`Waiting for “${this.name}” …`);
    try {
      await session.connect();
      const watching = this.#watch(run, session, onPlaying);
      throw new Error(await Promise.race([session.ended, watching]));
    } finally {
      session.close();
    }
  }

  /** Looks once a second whether pictures or sound come. */
  async #watch(run, session, onPlaying) {
    this.#movedAt = performance.now();
    while (run === this.#run) {
      await sleep(this.#shown ? SAMPLE_MILLIS : SAMPLE_MILLIS / 4);
      if (session.pc.connectionState !== "connected") {
        continue;
      }
      const now = await this.statistics.sample(session.pc);
      const shown = now.frames || now.samples;
      if (shown !== this.#shown) {
        this.#shown = shown;
        this.#movedAt = performance.now();
        onPlaying();
        this.#tellPlaying(now);
      } else if (performance.now() - this.#movedAt > STALL_MILLIS) {
        look.state("busy", "No media");
        look.note("Connected. The source is not sending at the moment.");
      }
    }
    return "Stopped.";
  }

  #tellPlaying(now) {
    look.state("good", this.video.paused ? "Paused" : "Live");
    look.note("");
    const size = this.video.videoWidth ? `${this.video.videoWidth} × ${this.video.videoHeight}` : "";
    $("facts").textContent = [size, ...now.codecs].filter(Boolean).join("  ·  ");
    const hasSound = now.samples > 0;
    $("unmute").hidden = !hasSound || !this.video.muted;
    if (this.video.paused && !document.body.classList.contains("paused")) {
      this.video.play().catch(() => {});
    }
  }

  /** Waits before the next try: as long as the server asks, else longer and longer. */
  async #pause(error, failures) {
    const backOff = Math.min(LONGEST_RETRY_MILLIS, FIRST_RETRY_MILLIS * 2 ** failures);
    const wanted = error.retryAfterMillis || backOff * (0.7 + 0.6 * Math.random());
    const text = error instanceof TypeError ? "The server cannot be reached." : error.message;
    const run = this.#run;
    for (let left = wanted; left > 0 && run === this.#run; left -= 250) {
      look.state("busy", error.status === 409 ? "Waiting" : "Reconnecting");
      look.note(`${text} Trying again in ${Math.ceil(left / 1000)} s.`);
      await sleep(Math.min(250, left));
    }
  }
}

// ---- the page -----------------------------------------------------------------------------------

function wireControls(player) {
  const { video } = player;
  const body = document.body.classList;
  const refresh = () => {
    const audible = !video.muted && video.volume > 0;
    body.toggle("audible", audible);
    $("sound").setAttribute("aria-label", audible ? "Sound off" : "Sound on");
    $("play").setAttribute("aria-label", body.contains("paused") ? "Play" : "Pause");
    $("unmute").hidden ||= audible;
    $("volume").value = video.muted ? 0 : video.volume;
  };
  const act = {
    play() {
      body.toggle("paused") ? video.pause() : video.play();
      refresh();
    },
    sound() {
      video.muted = !video.muted;
      video.volume ||= 1;
    },
    figures() {
      const shown = !($("plots").hidden = !$("plots").hidden);
      $("figures").setAttribute("aria-pressed", shown);
      player.statistics.draw();
    },
    full() {
      document.fullscreenElement ? document.exitFullscreen() : $("stage").requestFullscreen?.();
    },
  };
  Object.keys(act).forEach((id) => ($(id).onclick = act[id]));
  $("unmute").onclick = act.sound;
  $("again").onclick = () => player.start();
  $("volume").oninput = (event) => {
    video.volume = Number(event.target.value);
    video.muted = video.volume === 0;
  };
  video.onvolumechange = refresh;
  video.ondblclick = act.full;
  const keys = { k: act.play, " ": act.play, m: act.sound, f: act.full, i: act.figures };
  document.onkeydown = (event) => {
    const free = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (free && keys[event.key] && !/INPUT|BUTTON|A/.test(event.target.tagName)) {
      event.preventDefault();
      keys[event.key]();
    }
  };
  hideWhenIdle($("stage"));
  refresh();
}

function hideWhenIdle(stage) {
  let timer = 0;
  const wake = () => {
    stage.classList.remove("idle");
    clearTimeout(timer);
    timer = setTimeout(() => stage.classList.add("idle"), 3000);
  };
  ["pointermove", "pointerdown", "focusin"].forEach((event) => stage.addEventListener(event, wake));
  wake();
}

function watch(name, endpoint) {
  $("watch").hidden = false;
  $("name").textContent = name;
  document.title = `${name} – Sluice`;
  const player = new Player(name, endpoint);
  wireControls(player);
  addEventListener("pagehide", () => player.stop());
  addEventListener("pageshow", (event) => event.persisted && player.start());
  addEventListener("resize", () => player.statistics.draw());
  matchMedia("(prefers-color-scheme: light)").onchange = () => player.statistics.draw();
  player.start();
}

function choose() {
  $("choose").hidden = false;
  $("stream").focus();
  $("form").onsubmit = (event) => {
    event.preventDefault();
    location.href = `play/${encodeURIComponent($("stream").value)}`;
  };
}

const asked = new URLSearchParams(location.search).get("stream");
const played = location.pathname.match(/^(.*\/)play\/([^/]+)\/?$/);
if (played) {
  watch(decodeURIComponent(played[2]), `${played[1]}whep/${played[2]}`);
} else if (asked) {
  location.replace(`play/${encodeURIComponent(asked)}`);
} else {
  choose();
}

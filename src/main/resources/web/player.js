// The player: keeps a WHEP session for the stream in this page's address while the page is open.
//
//   /play/NAME or /?stream=NAME   plays the stream of this server
//   ?whep=ADDRESS                 plays from any WHEP endpoint
//   ?token=TOKEN                  authorises the viewer, if the server requires a token
//   ?wait=answer                  is answered before the stream has output, and waits connected

import { Panel } from "./player/plots.js";
import { Pause, delayMs } from "./player/retry.js";
import { StatsReader } from "./player/stats.js";
import { Still } from "./player/still.js";
import { Controls, View } from "./player/view.js";
import { WhepSession } from "./player/whep.js";

/** An offer unanswered after this time is held by the server until the stream has output. */
const HELD_MS = 1500;
/** Shorter waits show no notice. */
const TOLD_MS = 1500;
const POLL_MS = 1000;
const HIDDEN_POLL_MS = 5000;
const STALLED_MS = 2500;
const NO_MEDIA_MS = 10_000;
/** Pause between tries for an unplayable stream, which may get another source. */
const UNPLAYABLE_MS = 30_000;
/** Spread of the reconnects that a server requests, so that viewers do not return all at once. */
const SPREAD_MS = 500;
/** After a shorter session that the server ended by a reconnect event, the player backs off. */
const SETTLED_MS = 5000;
const MOVES_TRIED = 3;

/** What viewers read while a stream is in a state of the server that has no moving picture. */
const STATES = {
  waiting: {
    title: "Waiting for the source",
    detail: "It plays by itself as soon as there is something to see.",
  },
  stalled: {
    title: "The source has stalled",
    detail: "The last picture is held. It goes on by itself.",
  },
  ended: {
    title: "The stream has ended",
    detail: "It plays by itself when it begins again.",
  },
};

/** States in which a viewer is told that nothing comes. */
const QUIET = ["connecting", "waiting", "reconnecting", "playing", "stalled"];

/** What a viewer does about a missing right; the server's sentence is for authors of players. */
const RIGHTS = {
  none: "It needs a token. Open the whole link that you were given for it: it has token= in it.",
  refused: "The token in this link is not valid, or not any more. Ask for a new link.",
  other: "The token in this link is for another stream. Ask for a link to this one.",
};

const video = document.getElementById("video");

class Player {
  /** For tests, like the next fields: the peer connection of the present session. */
  pc = null;
  /** The displayed state: `body[data-state]`. */
  state = "starting";
  /** Time from sending the offer to the first presented picture, of the latest session. */
  firstFrameMs = null;
  /** Time from sending the offer to the uncovering of the video. */
  liveMs = null;
  /** The latest sample, see stats.js. */
  stats = null;

  #home;
  #endpoint;
  #token;
  #view;
  #controls = new Controls(video);
  #still = new Still(video, document.getElementById("still"));
  #panel = new Panel(document.getElementById("tiles"), document.getElementById("facts"));
  #pause = new Pause();
  #polling = new Pause();
  #session = null;
  #failures = 0;
  /** State of the stream by the server's events. */
  #source = "live";
  /** Sentences of the server by kind of media that viewers do not get. */
  #unplayed = {};
  #askedToComeAgain = false;
  /** True once the present session has had media. */
  #hasPlayed = false;

  constructor(name, endpoint, token) {
    this.#home = endpoint;
    this.#endpoint = endpoint;
    this.#token = token;
    this.#view = new View(name);
    addEventListener("online", () => this.#pause.cutShort());
    addEventListener("pagehide", () => this.#session?.close());
    // A page restored from the browser's cache has lost its session.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    document.addEventListener("visibilitychange", () => this.#polling.cutShort());
  }

  /** Plays until the page is left. */
  async run() {
    for (;;) {
      try {
        const reason = await this.#play();
        if (this.#askedToComeAgain) {
          continue;
        }
        if (this.state !== "ended") {
          this.#show("reconnecting", { title: "Reconnecting", detail: reason });
        }
        await this.#retry(null);
      } catch (error) {
        await this.#onRefusal(error);
      }
    }
  }

  /** One session; returns why it was lost. */
  async #play() {
    const onTrack = (track) => this.#onTrack(session, track);
    const session = new WhepSession(this.#endpoint, onTrack, this.#token);
    this.#session = session;
    this.pc = session.pc;
    this.firstFrameMs = this.liveMs = null;
    this.#source = "live";
    this.#askedToComeAgain = this.#hasPlayed = false;
    this.#unplayed = {};
    this.#view.showUnplayed("");
    this.#view.showViewers(null);
    if (!["waiting", "reconnecting", "ended"].includes(this.state)) {
      this.#show("connecting", { title: "Connecting" });
    }
    const held = setTimeout(() => this.#onHeld(), HELD_MS);
    try {
      await session.open();
      clearTimeout(held);
      if (this.state === "waiting" || this.state === "ended") {
        this.#show("connecting", { title: "Connecting" });
      }
      this.#controls.hasSound = session.has("audio");
      this.#view.soundOnly(!session.has("video"));
      this.#watch(session);
      this.#listen(session);
      const reason = await session.lost;
      if (session.endedByServer && this.#source === "stalled") {
        this.#onEnded();
      }
      return reason;
    } finally {
      clearTimeout(held);
      this.#session = null;
      this.#still.freeze();
      session.close();
    }
  }

  #onHeld() {
    if (this.state === "connecting" || this.state === "reconnecting") {
      this.#show("waiting", STATES.waiting);
    }
  }

  async #onRefusal(error) {
    if (this.#failures >= MOVES_TRIED) {
      this.#endpoint = this.#home;
    }
    if (error.isUnplayable) {
      this.#show("failed", { title: "This cannot be played", detail: error.message });
      await this.#wait(UNPLAYABLE_MS);
    } else if (!error.canHeal) {
      this.#show("failed", this.#refused(error));
      this.#failures = 0;
      await this.#wait(Infinity);
    } else if (error.isNotThereYet) {
      if (this.state !== "ended") {
        this.#show("waiting", { title: STATES.waiting.title, detail: error.message });
      }
      this.#failures = 0;
      await this.#retry(error.retryAfterMs);
    } else {
      this.#show("reconnecting", { title: "No connection", detail: error.message });
      await this.#retry(error.retryAfterMs);
    }
  }

  #refused(error) {
    const need = { 401: this.#token ? RIGHTS.refused : RIGHTS.none, 403: RIGHTS.other };
    return need[error.status]
      ? { title: "This stream is protected", detail: need[error.status] }
      : { title: "This cannot be played", detail: error.message };
  }

  #retry(retryAfterMs) {
    return this.#wait(delayMs(++this.#failures, retryAfterMs));
  }

  async #wait(millis) {
    if (!["waiting", "ended"].includes(this.state) && millis > TOLD_MS) {
      this.#view.offer("Try again", () => this.#pause.cutShort());
    }
    const isTold = millis > TOLD_MS && millis !== Infinity;
    const tell = (seconds) => isTold && this.#view.showNext(`Next try in ${seconds} s`);
    await this.#pause.wait(millis, tell);
    this.#view.showNext("");
    this.#view.offer("");
  }

  #onTrack(session, track) {
    if (!(video.srcObject instanceof MediaStream) || video.srcObject.session !== session) {
      video.srcObject = Object.assign(new MediaStream(), { session });
      this.#still.coverUntilLive(
        () => this.#onFirstPicture(session),
        () => (this.liveMs = performance.now() - session.postedAt),
      );
    }
    video.srcObject.addTrack(track);
    this.#start();
  }

  #start() {
    video.play().catch((error) => {
      if (error.name === "NotAllowedError") {
        const detail = "This browser does not start pictures by itself.";
        this.#show("blocked", { title: "Ready to play", detail });
        this.#view.offer("Play", () => this.#start());
      }
    });
  }

  #onFirstPicture(session) {
    this.firstFrameMs = performance.now() - session.postedAt;
    this.#onMedia(session);
  }

  #onMedia(session) {
    this.#failures = 0;
    this.#hasPlayed = true;
    if (this.state === "playing" || (this.state === "blocked" && video.paused)) {
      return;
    }
    this.#showPlaying(session);
  }

  #showPlaying(session) {
    if (this.#source !== "live") {
      // Pictures without a source are the server's own, which say what they are.
      this.#show(this.#source, {});
      return;
    }
    const detail = this.#unplayed.video ?? "This stream has no picture.";
    this.#show("playing", session.has("video") ? {} : { title: "Sound only", detail });
  }

  /** Sound or a picture that viewers do not get: the viewer sees why it is missing. */
  #onUnplayed(session, sentences) {
    this.#unplayed = sentences;
    const picture = session.has("video") ? sentences.video : "";
    this.#controls.hasSound = session.has("audio") && !sentences.audio;
    this.#view.showUnplayed([sentences.audio, picture].filter(Boolean).join(" "));
    if (this.state === "playing") {
      this.#showPlaying(session);
    }
  }

  /** Handlers of the server's events, if it sends any. */
  #listen(session) {
    const since = performance.now();
    session.listen({
      active: () => this.#onActive(session),
      inactive: ({ state }) => this.#onInactive(state),
      viewercount: ({ viewercount }) => this.#view.showViewers(viewercount),
      unplayed: (sentences) => this.#onUnplayed(session, sentences),
      reconnect: ({ url }) => this.#onReconnect(session, url, performance.now() - since),
    });
  }

  /** The stream changed in a way that needs a new session, or the server is draining. */
  #onReconnect(session, url, lastedMs) {
    if (url && /^https?:/.test(url) && URL.canParse(url)) {
      this.#endpoint = new URL(url);
    }
    setTimeout(() => {
      if (session === this.#session) {
        this.#askedToComeAgain = lastedMs > SETTLED_MS;
        session.abandon("The server asks to connect anew.");
      }
    }, SPREAD_MS * Math.random());
  }

  #onActive(session) {
    this.#source = "live";
    if (this.state === "waiting" && this.#hasPlayed) {
      this.#showPlaying(session);
    }
  }

  #onInactive(state) {
    this.#source = state in STATES ? state : "stalled";
    if (state === "ended") {
      this.#onEnded();
    } else {
      this.#onStalled();
    }
  }

  /** The stream has ended: its sessions end, and a new stream may begin. */
  #onEnded() {
    this.#show("ended", STATES.ended);
  }

  #onStalled() {
    if (!QUIET.includes(this.state)) {
      return;
    }
    if (this.#hasPlayed) {
      this.#show("stalled", this.#source === "live" ? {} : STATES[this.#source]);
    } else if (this.#source !== "live") {
      // The server answers before the stream has output.
      this.#show("waiting", STATES.waiting);
    }
  }

  /** Reads the statistics once a second, and detects from them that media has stopped. */
  async #watch(session) {
    const reader = new StatsReader(session.pc);
    let bytes = 0;
    let grownAt = null;
    this.#panel.restart();
    for (;;) {
      await this.#polling.wait(document.hidden ? HIDDEN_POLL_MS : POLL_MS);
      const sample = session === this.#session ? await reader.read() : null;
      if (session !== this.#session) {
        return;
      }
      if (session.pc.connectionState !== "connected") {
        continue;
      }
      this.stats = sample;
      this.#panel.add(sample);
      const grown = sample.mediaBytes > bytes;
      bytes = sample.mediaBytes;
      grownAt = grown ? sample.at : (grownAt ?? sample.at);
      this.#onSample(session, sample, sample.at - grownAt);
    }
  }

  #onSample(session, sample, quietMs) {
    if (quietMs >= NO_MEDIA_MS && this.#source === "live") {
      session.abandon(`Nothing has come for ${NO_MEDIA_MS / 1000} s.`);
    } else if (quietMs >= STALLED_MS) {
      this.#onStalled();
    } else if (quietMs === 0 && this.#hasSomething(session, sample)) {
      // The first picture would be an earlier sign, but a hidden tab presents none.
      this.#onMedia(session);
    }
  }

  #hasSomething(session, sample) {
    return sample.mediaBytes > 0 && (sample.framesDecoded > 0 || !session.has("video"));
  }

  #show(state, notice) {
    this.state = state;
    this.#view.show(state, notice);
  }
}

/** The link to the form keeps the token, which may be good for other streams. */
function keepToken(token) {
  if (token) {
    document.querySelector(".home").search = new URLSearchParams({ token });
  }
}

/** The form for a stream's name; without this script it navigates to `?stream=`. */
function choose(root, token) {
  document.body.dataset.state = "choosing";
  const form = document.getElementById("chooser");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = form.elements.stream.value.trim();
    const page = new URL(`play/${encodeURIComponent(name)}`, root);
    if (token) {
      page.searchParams.set("token", token);
    }
    location.assign(page);
  });
  form.elements.stream.focus();
}

function endpointOf(name, root, query) {
  const other = query.get("whep");
  if (other && /^https?:/.test(other) && URL.canParse(other)) {
    return new URL(other);
  }
  const endpoint = new URL(`whep/${encodeURIComponent(name)}`, root);
  if (query.has("wait")) {
    endpoint.searchParams.set("wait", query.get("wait"));
  }
  return endpoint;
}

function main() {
  const root = new URL(".", import.meta.url);
  const query = new URLSearchParams(location.search);
  const token = query.get("token") ?? "";
  const path = /\/play\/([^/]+)$/.exec(location.pathname);
  const name = path ? decodeURIComponent(path[1]) : (query.get("stream") ?? "").trim();
  const endpoint = endpointOf(name, root, query);
  if (name === "" && !query.has("whep")) {
    choose(root, token);
  } else if (!window.RTCPeerConnection) {
    new View(name).show("failed", { title: "This browser has no WebRTC" });
  } else {
    keepToken(token);
    window.sluicePlayer = new Player(name || endpoint.host, endpoint, token);
    window.sluicePlayer.run();
  }
}

main();

// One WHEP session (draft-ietf-wish-whep-03): from the offer until it is lost or closed.

import { SessionEvents, eventsIn } from "./events.js";

/** Servers hold an offer for a stream that has no output yet, but hardly so long. */
const ANSWER_PATIENCE_MS = 60_000;
const CONNECT_PATIENCE_MS = 12_000;
const DISCONNECTED_PATIENCE_MS = 5_000;
const NO_WAY = "No way to the server's media port (UDP) was found; a firewall may be in between.";

/** Client errors that time can heal; all others stay as they are however often one asks. */
const HEALING_STATUSES = new Set([408, 409, 425, 429]);

/** A POST that made no session. Its message is for people. */
export class WhepError extends Error {
  /**
   * @param {string} message a sentence
   * @param {number} status of the answer, 0 if there was none
   * @param {?number} retryAfterMs what the server asks for
   */
  constructor(message, status, retryAfterMs = null) {
    super(message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether it is worth trying again. */
  get canHeal() {
    return this.status < 400 || this.status >= 500 || HEALING_STATUSES.has(this.status);
  }

  /** Whether the stream just has no output yet. */
  get isNotThereYet() {
    return this.status === 409 && this.retryAfterMs !== null;
  }

  /** Whether it has output that no browser plays: its source has to change first. */
  get isUnplayable() {
    return this.status === 409 && this.retryAfterMs === null;
  }
}

/** A peer connection that only receives, and its session resource. */
export class WhepSession {
  #endpoint;
  #token;
  #abort = new AbortController();
  #resource = null;
  #timer = 0;
  #offeredEvents = null;
  #events = null;
  #lose;

  /** When the offer was sent, on the clock of performance.now(). */
  postedAt = 0;

  /** Resolves with a sentence when media can no longer come. */
  lost = new Promise((resolve) => (this.#lose = resolve));

  /**
   * @param {URL} endpoint
   * @param {(track: MediaStreamTrack) => void} onTrack
   * @param {string} token the right to watch, empty for none
   */
  constructor(endpoint, onTrack, token = "") {
    this.#endpoint = endpoint;
    this.#token = token;
    // Not with bundlePolicy max-bundle: Chromium then refuses answers without the first section.
    this.pc = new RTCPeerConnection();
    this.pc.addEventListener("track", (event) => onTrack(event.track));
    this.pc.addEventListener("connectionstatechange", () => this.#onState());
    this.pc.addTransceiver("video", { direction: "recvonly" });
    this.pc.addTransceiver("audio", { direction: "recvonly" });
  }

  /**
   * Sends the offer and applies the answer. No candidates are gathered first: the server learns
   * the address from the connectivity checks.
   *
   * @throws {WhepError}
   */
  async open() {
    await this.#describe();
    this.postedAt = performance.now();
    const { response, body } = await this.#post();
    if (response.status !== 201) {
      throw refusal(response, body);
    }
    this.#keepResource(response);
    this.#loseAfter(CONNECT_PATIENCE_MS, NO_WAY);
    try {
      await this.pc.setRemoteDescription({ type: "answer", sdp: body });
    } catch (error) {
      throw new WhepError(`The browser cannot use the server's answer: ${error.message}`, 201);
    }
    this.#watchTransport();
  }

  /** Whether the answer has this kind of media. */
  has(kind) {
    return this.pc
      .getTransceivers()
      .some((one) => one.receiver.track.kind === kind && one.currentDirection === "recvonly");
  }

  /** Has the handlers called with what the server tells, by name of event; after open(). */
  listen(handlers) {
    if (this.#offeredEvents && !this.#abort.signal.aborted) {
      this.#events = new SessionEvents(this.#offeredEvents, handlers);
    }
  }

  /** Gives the session up: `lost` resolves with this sentence. */
  abandon(sentence) {
    this.#lose(sentence);
  }

  /** Ends it here and at the server. Works while the page is being left; more than once, too. */
  close() {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#events?.close();
    this.pc.close();
    if (this.#resource) {
      fetch(this.#resource, { method: "DELETE", keepalive: true }).catch(() => {});
      this.#resource = null;
    }
  }

  async #describe() {
    const offer = await this.pc.createOffer();
    const stereo = { type: "offer", sdp: withStereo(offer.sdp) };
    // Some browser may refuse descriptions that were edited: then the sound is mono.
    await this.pc.setLocalDescription(stereo).catch(() => this.pc.setLocalDescription(offer));
  }

  async #post() {
    const timer = setTimeout(() => this.#abort.abort(), ANSWER_PATIENCE_MS);
    try {
      const response = await fetch(this.#endpoint, {
        method: "POST",
        // Not in the address, which proxies write to their logs.
        headers: {
          "Content-Type": "application/sdp",
          ...(this.#token && { Authorization: `Bearer ${this.#token}` }),
        },
        body: this.pc.localDescription.sdp,
        signal: this.#abort.signal,
      });
      return { response, body: await response.text() };
    } catch {
      const offline = navigator.onLine === false;
      throw new WhepError(offline ? "This device is offline." : "The server cannot be reached.", 0);
    } finally {
      clearTimeout(timer);
    }
  }

  #keepResource(response) {
    const location = response.headers.get("Location");
    this.#resource = location && new URL(location, response.url);
    this.#offeredEvents = eventsIn(response.headers.get("Link"), response.url);
    if (this.#abort.signal.aborted) {
      this.close();
    }
  }

  /** A server that says goodbye closes DTLS, which does not show in the connection's state. */
  #watchTransport() {
    for (const { receiver } of this.pc.getTransceivers()) {
      receiver.transport?.addEventListener("statechange", (event) => {
        if (event.target.state === "closed") {
          this.#lose("The server ended the session.");
        }
      });
    }
  }

  #onState() {
    clearTimeout(this.#timer);
    if (this.pc.connectionState === "failed") {
      this.#lose("The connection failed.");
    } else if (this.pc.connectionState === "disconnected") {
      this.#loseAfter(DISCONNECTED_PATIENCE_MS, "The connection was interrupted.");
    } else if (this.pc.connectionState === "connecting") {
      this.#loseAfter(CONNECT_PATIENCE_MS, NO_WAY);
    }
  }

  #loseAfter(millis, sentence) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lose(sentence), millis);
  }
}

/** An offer whose Opus format asks for two channels (RFC 7587 section 7). */
export function withStereo(sdp) {
  const type = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  const format = new RegExp(`^(a=fmtp:${type} )(?!.*\\bstereo=)`, "m");
  return sdp.replace(format, "$1stereo=1;");
}

function refusal(response, body) {
  let detail = "";
  try {
    detail = JSON.parse(body).detail;
  } catch {
    // No problem document (RFC 9457): the status has to do.
  }
  const sentence = detail || `The server answered ${response.status} ${response.statusText}`.trim();
  return new WhepError(sentence, response.status, millisOf(response.headers.get("Retry-After")));
}

/** Retry-After is seconds or a date (RFC 9110 section 10.2.3). */
function millisOf(retryAfter) {
  if (!retryAfter) {
    return null;
  }
  const millis = /^\d+$/.test(retryAfter)
    ? 1000 * Number(retryAfter)
    : Date.parse(retryAfter) - Date.now();
  return Number.isFinite(millis) ? Math.max(0, millis) : null;
}

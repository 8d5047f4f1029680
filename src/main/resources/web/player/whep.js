// One WHEP session (draft-ietf-wish-whep-03), from the offer to its loss or close.

import { SessionEvents, eventsIn } from "./events.js";

/** Time limit for an answer: longer than servers hold an offer for a stream without output. */
const ANSWER_PATIENCE_MS = 60_000;
const CONNECT_PATIENCE_MS = 12_000;
const DISCONNECTED_PATIENCE_MS = 5_000;
const NO_WAY = "No way to the server's media port (UDP) was found; a firewall may be in between.";

/** Client errors worth a new try; all others are permanent. */
const HEALING_STATUSES = new Set([408, 409, 425, 429]);

/** A failed POST. Its message is a sentence for people. */
export class WhepError extends Error {
  /**
   * @param {string} message a sentence
   * @param {number} status of the answer, 0 if there was none
   * @param {?number} retryAfterMs the server's Retry-After
   */
  constructor(message, status, retryAfterMs = null) {
    super(message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** True if a new try may succeed. */
  get canHeal() {
    return this.status < 400 || this.status >= 500 || HEALING_STATUSES.has(this.status);
  }

  /** True if the stream has no output yet. */
  get isNotThereYet() {
    return this.status === 409 && this.retryAfterMs !== null;
  }

  /** True if no browser plays the stream until its source changes. */
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

  /** Time of sending the offer, on the clock of performance.now(). */
  postedAt = 0;

  /** True once the server has closed the session. */
  endedByServer = false;

  /** Resolves with a sentence when the session is lost. */
  lost = new Promise((resolve) => (this.#lose = resolve));

  /**
   * @param {URL} endpoint
   * @param {(track: MediaStreamTrack) => void} onTrack
   * @param {string} token authorises the viewer, empty for none
   */
  constructor(endpoint, onTrack, token = "") {
    this.#endpoint = endpoint;
    this.#token = token;
    // No bundlePolicy max-bundle: with it, Chromium refuses answers without the first section.
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

  /** True if the answer has this kind of media. */
  has(kind) {
    return this.pc
      .getTransceivers()
      .some((one) => one.receiver.track.kind === kind && one.currentDirection === "recvonly");
  }

  /** Subscribes to the server's events, with handlers by name of event; call it after open(). */
  listen(handlers) {
    if (this.#offeredEvents && !this.#abort.signal.aborted) {
      this.#events = new SessionEvents(this.#offeredEvents, handlers);
    }
  }

  /** Gives up the session: `lost` resolves with this sentence. */
  abandon(sentence) {
    this.#lose(sentence);
  }

  /** Ends the session here and at the server. Works during page unload, and more than once. */
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
    // A browser may refuse an edited description: then the sound is mono.
    await this.pc.setLocalDescription(stereo).catch(() => this.pc.setLocalDescription(offer));
  }

  async #post() {
    const timer = setTimeout(() => this.#abort.abort(), ANSWER_PATIENCE_MS);
    try {
      const response = await fetch(this.#endpoint, {
        method: "POST",
        // Not in the address, since proxies log addresses.
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

  /** Detects a server that closes DTLS, which does not change the connection's state. */
  #watchTransport() {
    for (const { receiver } of this.pc.getTransceivers()) {
      receiver.transport?.addEventListener("statechange", (event) => {
        if (event.target.state === "closed") {
          this.endedByServer = true;
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

/** The offer, with stereo requested in its Opus format (RFC 7587 section 7). */
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
    // No problem document (RFC 9457): use the status.
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

// The events of a session: server-sent events, an extension of WHEP.

const EXTENSION = "urn:ietf:params:whep:ext:core:server-sent-events";
const LINK = /<([^>]*)>((?:\s*;\s*[\w-]+=(?:"[^"]*"|[^",;\s]*))*)/g;

/**
 * The address of the events and their names.
 *
 * @param {?string} link the Link header
 * @param {string} base the base of its relative addresses
 * @returns {?{address: URL, names: string[]}}
 */
export function eventsIn(link, base) {
  for (const [, address, parameters] of (link ?? "").matchAll(LINK)) {
    const of = (name) => new RegExp(`;\\s*${name}="([^"]*)"`).exec(parameters)?.[1] ?? "";
    if (of("rel") === EXTENSION && URL.canParse(address, base)) {
      return { address: new URL(address, base), names: of("events").split(",").filter(Boolean) };
    }
  }
  return null;
}

/** One subscription, until close(). It never fails: the player works without events. */
export class SessionEvents {
  #abort = new AbortController();
  #source = null;

  /**
   * @param {{address: URL, names: string[]}} offered
   * @param {Object<string, (data: object) => void>} handlers by name of event
   */
  constructor(offered, handlers) {
    const names = Object.keys(handlers).filter((name) => offered.names.includes(name));
    if (names.length > 0) {
      this.#listen(offered.address, names, handlers).catch(() => {});
    }
  }

  close() {
    this.#abort.abort();
    this.#source?.close();
  }

  async #listen(address, names, handlers) {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(names),
      signal: this.#abort.signal,
    });
    const location = response.headers.get("Location");
    if (response.status !== 201 || !location || this.#abort.signal.aborted) {
      return;
    }
    this.#source = new EventSource(new URL(location, response.url));
    for (const name of names) {
      this.#source.addEventListener(name, (event) => handlers[name](parsed(event.data)));
    }
  }
}

function parsed(data) {
  try {
    return JSON.parse(data) ?? {};
  } catch {
    return {};
  }
}

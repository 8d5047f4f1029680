// The elements around the picture: the notice in the middle, the bar, the keys.

const IDLE_MS = 3000;

const BADGES = {
  connecting: "Connecting",
  waiting: "Waiting",
  playing: "Live",
  stalled: "Stalled",
  ended: "Ended",
  blocked: "Ready",
  reconnecting: "Reconnecting",
  failed: "Stopped",
};

const find = (id) => document.getElementById(id);

/** Sets a text only if it differs, since screen readers announce every change. */
function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
  element.hidden = text === "";
}

/** The state, in the bar and in the middle of the stage. */
export class View {
  #onButton = () => {};

  constructor(name) {
    document.title = `${name} · Sluice`;
    find("name").textContent = name;
    find("stage").hidden = false;
    find("bar").hidden = false;
    find("chooser").hidden = true;
    find("notice-button").addEventListener("click", () => this.#onButton());
  }

  /**
   * @param {string} state one of the states with a badge
   * @param {{title?: string, detail?: string}} [notice] in front of the picture; absent for none
   */
  show(state, notice = {}) {
    document.body.dataset.state = state;
    setText(find("badge"), BADGES[state]);
    setText(find("notice-title"), notice.title ?? "");
    setText(find("notice-detail"), notice.detail ?? "");
    find("notice").hidden = !notice.title;
    this.showNext("");
    this.offer("");
  }

  /** True if there is no picture; then the bar stays. */
  soundOnly(yes) {
    document.body.classList.toggle("sound-only", yes);
  }

  /** The number of viewers; empty if unknown. */
  showViewers(count) {
    setText(find("viewers"), Number.isInteger(count) ? `${count} watching` : "");
  }

  /** Why the stream has sound or a picture that this page cannot play; empty for no reason. */
  showUnplayed(sentence) {
    setText(find("unplayed"), sentence);
    find("unplayed").title = sentence;
  }

  /** The time until the next try. */
  showNext(text) {
    find("notice-next").textContent = text;
  }

  /** A button below the notice; an empty text removes it. */
  offer(text, onButton = () => {}) {
    const button = find("notice-button");
    setText(button, text);
    this.#onButton = onButton;
  }
}

/** The buttons of the bar and their keys. */
export class Controls {
  #video;
  #mute = find("mute");
  #hasSound = true;

  /** @param {HTMLVideoElement} video */
  constructor(video) {
    this.#video = video;
    this.#mute.addEventListener("click", () => this.toggleSound());
    video.addEventListener("volumechange", () => this.#showSound());
    this.#showSound();
    find("toggle-statistics").addEventListener("click", toggleStatistics);
    find("fullscreen").addEventListener("click", () => toggleFullscreen(video));
    find("fullscreen").hidden = !canFullscreen(video);
    document.addEventListener("fullscreenchange", showFullscreen);
    document.addEventListener("keydown", (event) => this.#onKey(event));
    find("stage").addEventListener("dblclick", () => toggleFullscreen(video));
    hideWhenIdle();
  }

  /** True if the stream has sound. */
  set hasSound(has) {
    this.#hasSound = has;
    this.#showSound();
  }

  async toggleSound() {
    const video = this.#video;
    if (!this.#hasSound) {
      return;
    }
    video.muted = !video.muted;
    if (video.paused) {
      // Some browsers pause a video that is unmuted without a user gesture.
      await video.play().catch(() => {
        video.muted = true;
        return video.play().catch(() => {});
      });
    }
  }

  #showSound() {
    const muted = this.#video.muted || !this.#hasSound;
    const label = this.#hasSound ? (muted ? "Unmute" : "Mute") : "No sound";
    this.#mute.disabled = !this.#hasSound;
    this.#mute.classList.toggle("wide", muted);
    this.#mute.setAttribute("aria-label", this.#hasSound ? label : "This stream has no sound");
    this.#mute.querySelector("span").textContent = label;
    setIcon(this.#mute, muted ? "sound-off" : "sound-on");
  }

  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) {
      return;
    }
    // Space presses the focused button, as usual.
    const onControl = event.target.closest?.("button, a, input") !== null;
    const key = event.key === " " && !onControl ? "m" : event.key.toLowerCase();
    const action = {
      m: () => this.toggleSound(),
      f: () => toggleFullscreen(this.#video),
      s: toggleStatistics,
      escape: () => find("statistics").hidden || toggleStatistics(),
    }[key];
    if (action) {
      event.preventDefault();
      action();
    }
  }
}

function toggleStatistics() {
  const panel = find("statistics");
  panel.hidden = !panel.hidden;
  document.body.classList.toggle("with-statistics", !panel.hidden);
  find("toggle-statistics").setAttribute("aria-expanded", String(!panel.hidden));
}

function canFullscreen(video) {
  return Boolean(document.fullscreenEnabled || video.webkitEnterFullscreen);
}

/** iPhones support full screen only for the video element itself. */
function toggleFullscreen(video) {
  if (document.fullscreenElement) {
    document.exitFullscreen();
  } else if (document.fullscreenEnabled) {
    document.documentElement.requestFullscreen().catch(() => {});
  } else {
    video.webkitEnterFullscreen?.();
  }
}

function showFullscreen() {
  const button = find("fullscreen");
  const large = document.fullscreenElement !== null;
  button.setAttribute("aria-label", large ? "Leave full screen" : "Full screen");
  setIcon(button, large ? "smaller" : "larger");
}

function setIcon(button, name) {
  button.querySelector("use").setAttribute("href", `#${name}`);
}

/** Marks an idle viewer; the style sheet then hides bar and pointer while a picture plays. */
function hideWhenIdle() {
  let timer = 0;
  const setIdle = (idle) => {
    clearTimeout(timer);
    document.body.classList.toggle("idle", idle);
    if (!idle) {
      timer = setTimeout(() => setIdle(true), IDLE_MS);
    }
  };
  for (const type of ["pointermove", "pointerdown", "keydown", "focusin"]) {
    document.addEventListener(type, () => setIdle(false), { passive: true });
  }
  setIdle(false);
}

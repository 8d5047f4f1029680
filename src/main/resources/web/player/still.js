// A still picture in front of the video until the video is live.
//
// A new viewer gets the newest key frame and all pictures after it, so past pictures race by for a
// moment. They are recognized by their pace: the media time advances faster than the clock.

const LONGEST_MS = 1000;
/** Number of intervals per pace: single intervals are quantised by the screen's refresh. */
const INTERVALS = 3;
const SLOWEST = 0.5;
const FASTEST = 1.4;

/** Covers the video with one of its pictures. */
export class Still {
  #video;
  #canvas;
  #watched = 0;
  #timer = 0;

  constructor(video, canvas) {
    this.#video = video;
    this.#canvas = canvas;
  }

  /** Covers the video with its present picture, if there is one. */
  freeze() {
    this.#watched++;
    clearTimeout(this.#timer);
    if (this.#canvas.hidden && this.#video.videoWidth > 0) {
      this.#draw();
    }
  }

  /**
   * Covers a new session's video with its first picture, and uncovers it when it is live.
   *
   * @param {() => void} onFirst called at the first presented picture
   * @param {() => void} onLive called when the video is uncovered
   */
  coverUntilLive(onFirst, onLive) {
    const watched = ++this.#watched;
    const pace = new Pace();
    const uncover = () => {
      if (watched === this.#watched) {
        this.#watched++;
        clearTimeout(this.#timer);
        this.#canvas.hidden = true;
        onLive();
      }
    };
    const begin = () => {
      this.#draw();
      this.#timer = setTimeout(uncover, LONGEST_MS);
      onFirst();
    };
    if (!this.#video.requestVideoFrameCallback) {
      const first = () => watched === this.#watched && begin();
      this.#video.addEventListener("playing", first, { once: true });
      return;
    }
    let count = 0;
    const onFrame = (now, frame) => {
      if (watched !== this.#watched) {
        return;
      }
      if (count++ === 0) {
        begin();
      }
      if (pace.isLive(now, frame)) {
        uncover();
      } else {
        this.#video.requestVideoFrameCallback(onFrame);
      }
    };
    this.#video.requestVideoFrameCallback(onFrame);
  }

  #draw() {
    this.#canvas.width = this.#video.videoWidth;
    this.#canvas.height = this.#video.videoHeight;
    this.#canvas.getContext("2d").drawImage(this.#video, 0, 0);
    this.#canvas.hidden = false;
  }
}

/** The pace of the media time of presented pictures, relative to the clock. */
class Pace {
  #frames = [];

  /** Adds a presented picture; true if the latest ones advanced at about the pace of the clock. */
  isLive(now, frame) {
    this.#frames.push({
      at: frame.presentationTime ?? now,
      rtpMs: frame.rtpTimestamp === undefined ? null : frame.rtpTimestamp / 90,
      mediaMs: 1000 * frame.mediaTime,
    });
    if (this.#frames.length <= INTERVALS) {
      return false;
    }
    const from = this.#frames.shift();
    const to = this.#frames.at(-1);
    const pace = advanceMs(from, to) / (to.at - from.at);
    return pace > SLOWEST && pace < FASTEST;
  }
}

/** The sender's RTP time, or the media time in browsers that do not report RTP time. */
function advanceMs(from, to) {
  if (from.rtpMs === null || to.rtpMs === null) {
    return to.mediaMs - from.mediaMs;
  }
  const wrapMs = 2 ** 32 / 90;
  return (to.rtpMs - from.rtpMs + wrapMs) % wrapMs;
}

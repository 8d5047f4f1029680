// Statistics of the session from the browser (W3C "Identifiers for WebRTC's Statistics").

const H264_PROFILES = { 42: "Baseline", "4d": "Main", 58: "Extended", 64: "High", f4: "High 4:4:4" };

/**
 * @typedef {object} Sample
 * @property {number} at milliseconds, on the clock of performance.now()
 * @property {number} mediaBytes received so far
 * @property {?number} kbps of video and audio since the previous sample
 * @property {?number} framesPerSecond decoded since the previous sample
 * @property {?number} jitterBufferMs mean delay of pictures (without video, of sound) in the buffer
 * @property {number} packetsLost so far
 * @property {?number} roundTripMs
 * @property {number} freezeCount so far
 * @property {number} freezeSeconds so far
 * @property {number} framesDecoded so far
 * @property {number} width of the picture in pixels
 * @property {number} height of the picture in pixels
 * @property {Object<string, string>} facts in words, by name
 */

/** Turns the reports of a peer connection into samples; one per connection. */
export class StatsReader {
  #pc;
  #before = null;

  /** @param {RTCPeerConnection} pc */
  constructor(pc) {
    this.#pc = pc;
  }

  /** @returns {Promise<Sample>} */
  async read() {
    const parts = partsOf(await this.#pc.getStats());
    const counters = countersOf(parts);
    const before = this.#before ?? counters;
    this.#before = counters;
    const seconds = (counters.measuredAt - before.measuredAt) / 1000;
    const emitted = counters.emitted - before.emitted;
    const per = (count, amount) => (count > 0 ? amount / count : null);
    return {
      at: counters.at,
      mediaBytes: counters.mediaBytes,
      kbps: per(seconds, (8 * (counters.mediaBytes - before.mediaBytes)) / 1000),
      framesPerSecond: per(seconds, counters.framesDecoded - before.framesDecoded),
      jitterBufferMs: per(emitted, 1000 * (counters.delaySeconds - before.delaySeconds)),
      packetsLost: counters.packetsLost,
      roundTripMs: inMillis(parts.pair?.currentRoundTripTime),
      freezeCount: parts.video?.freezeCount ?? 0,
      freezeSeconds: parts.video?.totalFreezesDuration ?? 0,
      framesDecoded: counters.framesDecoded,
      width: parts.video?.frameWidth ?? 0,
      height: parts.video?.frameHeight ?? 0,
      facts: factsOf(parts),
    };
  }
}

/** The used entries of a report. */
function partsOf(report) {
  const parts = { video: null, audio: null, transport: null, pair: null };
  for (const entry of report.values()) {
    if (entry.type === "inbound-rtp") {
      parts[entry.kind] = entry;
    } else if (entry.type === "transport") {
      parts.transport = entry;
    } else if (entry.type === "candidate-pair" && entry.nominated) {
      parts.pair = entry;
    }
  }
  parts.pair = report.get(parts.transport?.selectedCandidatePairId) ?? parts.pair;
  parts.remote = report.get(parts.pair?.remoteCandidateId);
  parts.videoCodec = report.get(parts.video?.codecId);
  parts.audioCodec = report.get(parts.audio?.codecId);
  return parts;
}

function countersOf({ video, audio }) {
  const buffered = video?.jitterBufferEmittedCount ? video : audio;
  return {
    at: performance.now(),
    measuredAt: (video ?? audio)?.timestamp ?? 0,
    mediaBytes: (video?.bytesReceived ?? 0) + (audio?.bytesReceived ?? 0),
    framesDecoded: video?.framesDecoded ?? 0,
    packetsLost: (video?.packetsLost ?? 0) + (audio?.packetsLost ?? 0),
    emitted: buffered?.jitterBufferEmittedCount ?? 0,
    delaySeconds: buffered?.jitterBufferDelay ?? 0,
  };
}

function factsOf({ video, audio, transport, remote, videoCodec, audioCodec }) {
  const facts = {
    Resolution: video?.frameWidth ? `${video.frameWidth} × ${video.frameHeight}` : "",
    Video: videoCodec ? videoName(videoCodec) : "",
    Audio: audioCodec ? audioName(audioCodec) : "",
    Dropped: video ? `${video.framesDropped ?? 0} pictures` : "",
    Repeats: video ? `${video.nackCount ?? 0} asked, ${video.pliCount ?? 0} key frames` : "",
    Sound: audio ? concealment(audio) : "",
    Protection: transport?.srtpCipher ?? "",
    Server: remote?.address ? `${remote.address}, ${remote.protocol} ${remote.port}` : "",
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ""));
}

/** A name such as "H.264 High 3.1", from profile-level-id (RFC 6184 section 8.1). */
function videoName({ mimeType, sdpFmtpLine = "" }) {
  const name = mimeType.split("/")[1].replace(/^H264$/i, "H.264");
  const id = /profile-level-id=(..)(..)(..)/i.exec(sdpFmtpLine);
  if (!id) {
    return name;
  }
  const constrained = id[1] === "42" && Number.parseInt(id[2], 16) & 0x40 ? "Constrained " : "";
  const profile = H264_PROFILES[id[1].toLowerCase()] ?? "";
  return `${name} ${constrained}${profile} ${Number.parseInt(id[3], 16) / 10}`;
}

function audioName({ mimeType, clockRate, sdpFmtpLine = "" }) {
  const name = mimeType.split("/")[1].replace(/^opus$/i, "Opus");
  const channels = /\bstereo=1/.test(sdpFmtpLine) ? ", stereo" : "";
  return `${name} ${clockRate / 1000} kHz${channels}`;
}

function concealment({ concealedSamples = 0, totalSamplesReceived = 0 }) {
  const share = totalSamplesReceived > 0 ? concealedSamples / totalSamplesReceived : 0;
  return `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} % filled in`;
}

function inMillis(seconds) {
  return seconds === undefined ? null : 1000 * seconds;
}

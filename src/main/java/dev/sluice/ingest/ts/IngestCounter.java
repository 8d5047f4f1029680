package dev.sluice.ingest.ts;

/** Flaws of a source's elementary streams, each mended or dropped as its comment tells. */
public enum IngestCounter {
  /** Pictures with recovery points: starts for sources without IDR pictures. */
  RECOVERY_POINTS,
  /** Pieces of a picture whose beginning had been passed on as a whole: dropped. */
  CUT_PICTURES,
  /** Stretches of video with more NAL units than are looked at. */
  TOO_MANY_NAL_UNITS,
  /** Pictures too large to keep: dropped. */
  OVERSIZE_PICTURES,
  /** Decoding times computed for reordered pictures that have none. */
  MISSING_DTS,
  /** Opus packets that break the rules of RFC 6716 section 3.4: dropped. */
  BAD_OPUS,
  /** Places where sound is missing. */
  AUDIO_GAPS,
  /** Frames of sound for a time that has sound already: dropped. */
  AUDIO_OVERLAPS,
  /** PES packets with sound whose stamps stand still: the duration of the sound is used. */
  AUDIO_RESTAMPED,
  /** Frames of sound before the first time stamp of their track: dropped. */
  UNTIMED_FRAMES,
  /** Bytes of tracks with framed access units that belong to none: dropped. */
  UNFRAMED_BYTES,
  /** Access units of those tracks that were cut short: pictures and data marked, sound dropped. */
  DAMAGED_UNITS
}

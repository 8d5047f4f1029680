package dev.sluice.ingest.ts;

/** What ingest counts besides the transport stream: what it wrote, dropped and mended. */
public enum IngestCounter {
  /** Pictures written. */
  VIDEO_UNITS,
  /** Pictures written at which decoding can start. */
  KEY_FRAMES,
  /** Opus packets written. */
  AUDIO_UNITS,
  /** Access units of tracks that are not played. */
  OTHER_UNITS,
  /** Time base changes, counted on each track. */
  JUMPS,
  /** Pictures dropped because no key frame or no parameter sets had come. */
  BEFORE_FIRST_KEY,
  /** Pictures with missing packets, written but never as key frames. */
  DAMAGED_PICTURES,
  /** Pictures with recovery points: starts for sources without IDR pictures. */
  RECOVERY_POINTS,
  /** Pictures shown before one that was written earlier: browsers do not put them in order. */
  REORDERED_PICTURES,
  /** Of those, the ones that viewers were not sent, since no other picture needs them. */
  LEFT_OUT_PICTURES,
  /** Pictures that viewers were not sent while the stream was not playable. */
  UNPLAYABLE_PICTURES,
  /** Pieces of a picture whose beginning had been written as a whole, dropped. */
  CUT_PICTURES,
  /** Stretches of video with more NAL units than are looked at. */
  TOO_MANY_NAL_UNITS,
  /** Pictures too large to keep, dropped. */
  OVERSIZE_PICTURES,
  /** Access units without a stamp, placed at the usual distance. */
  UNSTAMPED,
  /** Stamps that were the same as the one before, taken for none. */
  REPEATED_STAMPS,
  /** Decoding times worked out for pictures that are reordered and have none. */
  MISSING_DTS,
  /** Presentation times before the decoding time or far behind it, replaced by it. */
  BAD_STAMPS,
  /** Opus packets that break the rules of RFC 6716 section 3.4, dropped. */
  BAD_OPUS,
  /** Places where sound is missing. */
  AUDIO_GAPS,
  /** Opus packets for a time that has sound already, dropped. */
  AUDIO_OVERLAPS,
  /** PES packets with sound whose stamps stand still; the sound's own length is used. */
  AUDIO_RESTAMPED
}

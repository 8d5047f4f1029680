package dev.sluice.transcode.audio;

/** Outcomes of the access units and frames of transcoded sound. */
public enum SoundCounter {
  /** Access units decoded. */
  DECODED,
  /** Packets of Opus made. */
  ENCODED,
  /** Access units that do not begin with a header of their coding. */
  UNKNOWN_UNITS,
  /** Access units that the decoder refused, at least in part. */
  UNDECODABLE_UNITS,
  /** Access units overwritten in the log before they were read, or read too late. */
  MISSED_UNITS,
  /** Frames that the encoder refused. */
  UNENCODED_FRAMES,
  /** Packets that the stream did not take, because its log had later sound. */
  REFUSED_PACKETS,
  /** Gaps after which the sound began anew. */
  PAUSES
}

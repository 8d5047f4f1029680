package dev.sluice.transcode.audio;

/** Outcomes of the access units and frames of transcoded sound. */
public enum SoundCounter {
  /** Access units decoded. */
  DECODED,
  /** Packets of Opus made. */
  ENCODED,
  /** Access units with another beginning than their coding has. */
  UNKNOWN_UNITS,
  /** Access units that the decoder refused, at least in part. */
  UNDECODABLE_UNITS,
  /** Access units overwritten in the log before they were read. */
  MISSED_UNITS,
  /** Frames that the encoder refused. */
  UNENCODED_FRAMES,
  /** Packets that the stream did not take: its sound was already further on. */
  REFUSED_PACKETS,
  /** Times that the sound began anew after a gap. */
  PAUSES
}

package dev.sluice.ingest.ts;

import dev.sluice.container.mpegts.Pes;

/** Makes access units of one track's PES packets or sections. */
interface TrackIngest {
  /** Takes a PES packet; it is valid only during the call. */
  void pes(Pes pes);

  /** Takes a section of a track that has sections, not PES packets. */
  default void section(byte[] array, int offset, int length, long arrivalNanos) {}

  /** Ends the track: passes on access units held back. */
  default void end() {}
}

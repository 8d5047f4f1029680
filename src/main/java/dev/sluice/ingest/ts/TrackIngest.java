package dev.sluice.ingest.ts;

import dev.sluice.container.mpegts.Pes;

/** Makes log entries of one track's PES packets. */
interface TrackIngest {
  /** Takes a PES packet; it is valid only during the call. */
  void pes(Pes pes);

  /** The track is over: writes what was held back. */
  default void end() {}
}

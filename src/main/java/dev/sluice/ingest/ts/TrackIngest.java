package dev.sluice.ingest.ts;

import dev.sluice.container.mpegts.Pes;

/** Makes access units of one track's PES packets. */
interface TrackIngest {
  /** Takes a PES packet; it is valid only during the call. */
  void pes(Pes pes);

  /** The track is over: passes on what was held back. */
  default void end() {}
}

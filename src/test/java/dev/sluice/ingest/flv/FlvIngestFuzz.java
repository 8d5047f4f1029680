package dev.sluice.ingest.flv;

import dev.sluice.ingest.ts.IngestFuzz;
import dev.sluice.stream.life.Streams;

/** Fuzz target: any bytes as FLV, down to the log, which is checked as for transport streams. */
public final class FlvIngestFuzz {
  private static final int PIECE_BYTES = 1024;
  private static final long PIECE_NANOS = 10_000_000;

  private FlvIngestFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Streams streams = IngestFuzz.streams();
    FlvIngest ingest = new FlvIngest(IngestFuzz.open(streams));
    long nanos = 0;
    for (int at = 0; at < input.length; at += PIECE_BYTES) {
      ingest.feed(input, at, Math.min(PIECE_BYTES, input.length - at), nanos);
      nanos += PIECE_NANOS;
    }
    ingest.end(nanos);
    IngestFuzz.check(streams);
  }
}

package dev.sluice.bench.run;

import java.io.IOException;
import java.net.URI;

/** A WHEP server that runs as a process of its own. */
interface Server extends AutoCloseable {
  /** Its name in tables. */
  String name();

  /** TCP port for {@code PUT /ingest/NAME}. */
  int ingestPort();

  /** Where viewers ask for a stream. */
  URI whep(String stream);

  /** User and system time of all its threads. */
  long cpuNanos() throws IOException;

  /** Resident memory after garbage collection. */
  long settledBytes() throws IOException, InterruptedException;

  /** Bytes its threads have allocated so far; 0 where that is not known. */
  long allocatedBytes() throws IOException;

  @Override
  void close();
}

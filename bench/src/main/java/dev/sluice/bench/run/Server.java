package dev.sluice.bench.run;

import java.io.IOException;
import java.net.URI;

/** A WHEP server in a process of its own. */
interface Server extends AutoCloseable {
  /** Its name in tables. */
  String name();

  /** TCP port for {@code PUT /ingest/NAME}. */
  int ingestPort();

  /** The WHEP endpoint of a stream. */
  URI whep(String stream);

  /** User and system time of all its threads. */
  long cpuNanos() throws IOException;

  /** Resident memory after garbage collection. */
  long settledBytes() throws IOException, InterruptedException;

  /** Bytes allocated by its threads so far; 0 if unknown. */
  long allocatedBytes() throws IOException;

  @Override
  void close();
}

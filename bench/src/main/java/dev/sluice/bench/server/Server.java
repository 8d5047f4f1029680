package dev.sluice.bench.server;

import dev.sluice.bench.stream.ChunkedPush;
import dev.sluice.bench.stream.TsMaterial;
import dev.sluice.bench.stream.UnitSender;
import java.io.IOException;
import java.net.URI;

/** A WHEP server in a process of its own. */
public interface Server extends AutoCloseable {
  /** Its name in tables. */
  String name();

  /** TCP port for {@code PUT /ingest/NAME}. */
  int ingestPort();

  /** The cost of its start. */
  Startup startup();

  /** Starts to push the material to a stream, each unit at its scheduled time. */
  default UnitSender push(TsMaterial material, String stream) throws IOException {
    return new UnitSender(material, ChunkedPush.to(ingestPort(), stream));
  }

  /** The WHEP endpoint of a stream. */
  URI whep(String stream);

  /** User and system time of all its threads. */
  long cpuNanos() throws IOException;

  /** Resident memory now. */
  long residentBytes() throws IOException;

  /** Resident memory after garbage collection. */
  long settledBytes() throws IOException, InterruptedException;

  /** Bytes allocated by its threads so far; 0 if unknown. */
  long allocatedBytes() throws IOException;

  @Override
  void close();
}

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

  /** Its process. */
  ReadyProcess process();

  /** The cost of its start. */
  default Startup startup() {
    return process().startup();
  }

  /** Starts to push the material to a stream, each unit at its scheduled time. */
  default UnitSender push(TsMaterial material, String stream) throws IOException {
    return new UnitSender(material, ChunkedPush.to(ingestPort(), stream));
  }

  /** The WHEP endpoint of a stream. */
  URI whep(String stream);

  /** User and system time of all its threads. */
  default long cpuNanos() throws IOException {
    return process().child().cpuNanos();
  }

  /** Resident memory now. */
  default long residentBytes() throws IOException {
    return process().child().residentBytes("VmRSS");
  }

  /** Resident memory after garbage collection. */
  long settledBytes() throws IOException, InterruptedException;

  /** Bytes allocated by its threads so far; 0 if unknown. */
  default long allocatedBytes() throws IOException {
    return 0;
  }

  @Override
  default void close() {
    process().child().close();
  }
}

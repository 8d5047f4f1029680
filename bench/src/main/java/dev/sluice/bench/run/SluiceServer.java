package dev.sluice.bench.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service, started by its launcher. */
final class SluiceServer implements Server {
  // The HTTP library forbids all deserialization; Allocation needs that of JMX requests.
  private static final String ALLOW_JMX =
      "-Dhelidon.serialFilter.pattern=javax.management.**;java.lang.**;java.rmi.**;java.util.**";

  // The caller's Java options are passed to the server, so that options can be compared.
  private static final String OPTIONS = "SLUICE_JAVA_OPTIONS";

  private static final double BETWEEN_COLLECTIONS_SECONDS = 0.3;

  private final Child process;
  private final int publicPort;
  private final int controlPort;
  private final Allocation allocation;

  private SluiceServer(Child process, int publicPort, int controlPort) throws IOException {
    this.process = process;
    this.publicPort = publicPort;
    this.controlPort = controlPort;
    this.allocation = new Allocation(process.pid());
  }

  static SluiceServer start(Workplace place) throws IOException, InterruptedException {
    int publicPort = Ports.tcp();
    int controlPort = Ports.tcp();
    Map<String, String> environment =
        Map.of(
            OPTIONS,
            ALLOW_JMX + " " + System.getenv().getOrDefault(OPTIONS, ""),
            "SLUICE_PUBLIC_PORT",
            Integer.toString(publicPort),
            "SLUICE_CONTROL_PORT",
            Integer.toString(controlPort),
            "SLUICE_UDP_PORT",
            Integer.toString(Ports.udp()),
            "SLUICE_PUBLIC_HOST",
            "127.0.0.1",
            "SLUICE_UDP_HOST",
            "127.0.0.1");
    Path launcher = place.home().resolve("sluice");
    Child process =
        new Child(List.of(launcher.toString(), "serve"), environment, place.log("sluice"), true);
    String unused = process.awaitFirstLine();
    return new SluiceServer(process, publicPort, controlPort);
  }

  @Override
  public String name() {
    return "sluice";
  }

  @Override
  public int ingestPort() {
    return controlPort;
  }

  @Override
  public URI whep(String stream) {
    return URI.create("http://127.0.0.1:" + publicPort + "/whep/" + stream);
  }

  @Override
  public long cpuNanos() throws IOException {
    return process.cpuNanos();
  }

  /**
   * Resident memory outside the heap plus used memory of the heap. Pages that the collector holds
   * in reserve depend on the past and not on the present viewers.
   */
  @Override
  public long settledBytes() throws IOException, InterruptedException {
    // Native memory released by the first collection is returned by the time of the second.
    allocation.collectGarbage();
    Pause.seconds(BETWEEN_COLLECTIONS_SECONDS);
    allocation.collectGarbage();
    allocation.trimNativeHeap();
    // G1's heap is a range of addresses, ZGC's is shared memory.
    long heap = process.residentBytes("RssShmem");
    Optional<AddressRange> range = allocation.heapRange();
    if (range.isPresent()) {
      heap += process.residentBytes(range.get());
    }
    return process.residentBytes("VmRSS") - heap + allocation.heapBytes();
  }

  @Override
  public long allocatedBytes() throws IOException {
    return allocation.bytes();
  }

  @Override
  public void close() {
    allocation.close();
    process.close();
  }
}

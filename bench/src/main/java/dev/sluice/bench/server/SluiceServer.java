package dev.sluice.bench.server;

import dev.sluice.bench.stream.Pause;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service, started by its launcher. */
public final class SluiceServer implements Server {
  // The HTTP library forbids all deserialization; Allocation needs that of JMX requests.
  private static final String ALLOW_JMX =
      "-Dhelidon.serialFilter.pattern=javax.management.**;java.lang.**;java.rmi.**;java.util.**";

  // The caller's Java options are passed to the server, so that options can be compared.
  private static final String OPTIONS = "SLUICE_JAVA_OPTIONS";

  private static final double BETWEEN_COLLECTIONS_SECONDS = 0.3;

  private final ReadyProcess process;
  private final int publicPort;
  private final int controlPort;
  private @Nullable Allocation allocation;

  private SluiceServer(ReadyProcess process, int publicPort, int controlPort) {
    this.process = process;
    this.publicPort = publicPort;
    this.controlPort = controlPort;
  }

  /** Starts it and waits until it is ready. */
  public static SluiceServer start(Workplace place, Cores cores)
      throws IOException, InterruptedException {
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
    ReadyProcess process =
        ReadyProcess.start(
            cores.running(List.of(launcher.toString(), "serve")),
            environment,
            place.log("sluice"),
            "Ready:");
    return new SluiceServer(process, publicPort, controlPort);
  }

  /** Attaches to the process on first use, because that loads code in it. */
  private Allocation allocation() throws IOException {
    Allocation attached = allocation;
    if (attached == null) {
      attached = new Allocation(process.child().pid());
      allocation = attached;
    }
    return attached;
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
  public ReadyProcess process() {
    return process;
  }

  /**
   * Resident memory outside the heap plus used memory of the heap. Pages that the collector holds
   * in reserve depend on the past and not on the present viewers.
   */
  @Override
  public long settledBytes() throws IOException, InterruptedException {
    Allocation memory = allocation();
    // Native memory released by the first collection is returned by the time of the second.
    memory.collectGarbage();
    Pause.seconds(BETWEEN_COLLECTIONS_SECONDS);
    memory.collectGarbage();
    memory.trimNativeHeap();
    // G1's heap is a range of addresses, ZGC's is shared memory.
    Child child = process.child();
    long heap = child.residentBytes("RssShmem");
    Optional<AddressRange> range = memory.heapRange();
    if (range.isPresent()) {
      heap += child.residentBytes(range.get());
    }
    return residentBytes() - heap + memory.heapBytes();
  }

  @Override
  public long allocatedBytes() throws IOException {
    return allocation().bytes();
  }

  @Override
  public void close() {
    Allocation attached = allocation;
    if (attached != null) {
      attached.close();
    }
    Server.super.close();
  }
}

package dev.sluice.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server that benchmarks of fresh processes start again and again.
 *
 * @param name its name in tables
 * @param starter starts a process of it
 */
public record Contender(String name, Starter starter) {
  /** The name of the service in tables. */
  public static final String SLUICE = "sluice";

  /** The name of the server on Pion in tables. */
  public static final String PEER = "peer";

  /** Starts a server and waits until it is ready. */
  @FunctionalInterface
  public interface Starter {
    /** Starts it on these cores. */
    Server start(Cores cores) throws IOException, InterruptedException;
  }

  /** Starts a process on these cores. */
  public Server start(Cores cores) throws IOException, InterruptedException {
    return starter.start(cores);
  }

  /**
   * The service, the peer if it could be built, and MediaMTX if there is a binary.
   *
   * @param streams names of the streams that will be pushed
   */
  public static List<Contender> all(
      Workplace place, List<String> streams, Optional<Path> mediaMtx) {
    List<Contender> all = new ArrayList<>();
    all.add(new Contender(SLUICE, cores -> SluiceServer.start(place, cores)));
    if (Files.isExecutable(place.peer())) {
      all.add(new Contender(PEER, cores -> PeerServer.start(place, cores)));
    }
    mediaMtx.ifPresent(
        binary ->
            all.add(
                new Contender(
                    "MediaMTX", cores -> MediaMtxServer.start(place, binary, streams, cores))));
    return List.copyOf(all);
  }
}

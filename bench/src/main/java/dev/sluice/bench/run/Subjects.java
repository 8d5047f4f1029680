package dev.sluice.bench.run;

import dev.sluice.bench.server.Cores;
import dev.sluice.bench.server.PeerServer;
import dev.sluice.bench.server.Server;
import dev.sluice.bench.server.SluiceServer;
import dev.sluice.bench.server.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The servers under comparison. They run from beginning to end, so that the run measures warm
 * servers and not the compilation of a runtime.
 *
 * @param sluice the service
 * @param all the service, and the peer if it could be built
 */
record Subjects(Server sluice, List<Server> all) implements AutoCloseable {
  static Subjects start(Workplace place) throws IOException, InterruptedException {
    List<Server> all = new ArrayList<>();
    Server sluice = SluiceServer.start(place, Cores.SERVER);
    all.add(sluice);
    if (Files.isExecutable(place.peer())) {
      try {
        all.add(PeerServer.start(place, Cores.SERVER));
      } catch (IOException | InterruptedException e) {
        sluice.close();
        throw e;
      }
    }
    return new Subjects(sluice, List.copyOf(all));
  }

  @Override
  public void close() {
    all.forEach(Server::close);
  }
}

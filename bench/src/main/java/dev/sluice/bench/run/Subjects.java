package dev.sluice.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The servers that are compared. They run from beginning to end: what is measured is how they are
 * after a while, not how fast a runtime compiles.
 *
 * @param sluice the service
 * @param all with it the peer, where that could be built
 */
record Subjects(Server sluice, List<Server> all) implements AutoCloseable {
  static Subjects start(Workplace place) throws IOException, InterruptedException {
    List<Server> all = new ArrayList<>();
    Server sluice = SluiceServer.start(place);
    all.add(sluice);
    if (Files.isExecutable(place.peer())) {
      try {
        all.add(PeerServer.start(place));
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

package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.viewer.send.BatchSender;
import dev.sluice.viewer.send.Route;
import dev.sluice.viewer.send.RunBatch;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private final Routes routes = new Routes();

  private record To(int port, BatchSender batchSender) implements Route {
    @Override
    public InetSocketAddress remote() {
      return new InetSocketAddress("127.0.0.1", port);
    }

    @Override
    public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
      return true;
    }
  }

  private static BatchSender socket() {
    return new BatchSender() {
      @Override
      public int send(RunBatch runs) {
        return runs.count();
      }
    };
  }

  @Test
  void aKnownRouteStaysUntilItsViewerComesByAnotherSocket() {
    BatchSender one = socket();
    Route first = new To(1, one);
    assertNull(routes.remember(first));
    routes.remember(new To(1, one));
    assertSame(first, routes.to(first.remote()), "the route keeps the path's size limit");
    Route other = new To(1, socket());
    routes.remember(other);
    assertSame(other, routes.to(first.remote()));
  }

  @Test
  void theOneThatWasNotHeardOfForLongestMakesRoom() {
    BatchSender one = socket();
    for (int port = 1; port <= 16; port++) {
      assertNull(routes.remember(new To(port, one)));
    }
    routes.remember(new To(1, one));
    assertEquals(2, routes.remember(new To(17, one)).getPort());
  }
}

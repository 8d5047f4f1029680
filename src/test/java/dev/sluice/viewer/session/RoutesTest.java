package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private final Routes routes = new Routes();

  private record To(int port, Outlet outlet) implements Route {
    @Override
    public InetSocketAddress remote() {
      return new InetSocketAddress("127.0.0.1", port);
    }

    @Override
    public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
      return true;
    }
  }

  private static Outlet socket() {
    return new Outlet() {
      @Override
      public int send(RunBatch runs) {
        return runs.count();
      }
    };
  }

  @Test
  void aKnownRouteStaysUntilItsViewerComesByAnotherSocket() {
    Outlet one = socket();
    Route first = new To(1, one);
    assertNull(routes.remember(first));
    routes.remember(new To(1, one));
    assertSame(first, routes.to(first.remote()), "it knows what the path cannot carry");
    Route other = new To(1, socket());
    routes.remember(other);
    assertSame(other, routes.to(first.remote()));
  }

  @Test
  void theOneThatWasNotHeardOfForLongestMakesRoom() {
    Outlet one = socket();
    for (int port = 1; port <= 16; port++) {
      assertNull(routes.remember(new To(port, one)));
    }
    routes.remember(new To(1, one));
    assertEquals(2, routes.remember(new To(17, one)).getPort());
  }
}

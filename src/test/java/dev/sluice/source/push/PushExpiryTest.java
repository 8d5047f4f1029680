package dev.sluice.source.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.net.http.RawHttp1;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.stream.life.StreamState;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A pusher whose right ends while it sources. */
final class PushExpiryTest {
  private static final Duration RIGHT = Duration.ofMillis(700);

  @Test
  void thePushEndsWithItsRightHoweverBusyItIs() throws IOException {
    PushGate gate =
        (stream, request, response) -> OptionalLong.of(System.nanoTime() + RIGHT.toNanos());
    try (PushFixture ingest = new PushFixture(Duration.ofSeconds(60), true, gate);
        RawHttp1 client = ingest.push("a", "PG")) {
      long begin = System.nanoTime();
      try {
        while (ingest.sources.counters().of(SourceEnd.EXPIRED) == 0) {
          client.send(PushFixture.chunk("G"));
          assertTrue(System.nanoTime() - begin < 10_000_000_000L, "goes on for ever");
          Thread.onSpinWait();
        }
      } catch (IOException e) {
        // The connection was closed in the middle.
      }
      ingest.awaitEnd(SourceEnd.EXPIRED);
      assertTrue(System.nanoTime() - begin > 500_000_000L, "it was too early");
      assertEquals(StreamState.STALLED, ingest.state("a"));
    }
  }

  @Test
  void aSilentPushEndsAsWell() throws IOException {
    PushGate gate =
        (stream, request, response) -> OptionalLong.of(System.nanoTime() + RIGHT.toNanos());
    try (PushFixture ingest = new PushFixture(Duration.ofSeconds(60), true, gate);
        RawHttp1 client = ingest.push("a", "PG")) {
      assertTrue(client.ends());
      ingest.awaitEnd(SourceEnd.EXPIRED);
    }
  }
}

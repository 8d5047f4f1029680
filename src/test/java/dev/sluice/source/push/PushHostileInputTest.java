package dev.sluice.source.push;

import dev.sluice.net.http.RawHttp1;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not framed as they should be, pushers that vanish and replace each other. */
@Timeout(120)
class PushHostileInputTest {
  private static final int PUSHES = 150;
  private static final List<String> FRAMES =
      List.of(
          "zz\r\nG\r\n",
          "ffffffffffffffff\r\nG",
          "7fffffff\r\nG",
          "80000000\r\nG",
          "-5\r\nGGGGG\r\n",
          "\r\n\r\n",
          "5GGGGG",
          "5\nGGGGG\n",
          "5;a=b\r\nGGGGG\r\n",
          "3\r\nGGGGGGG\r\n",
          "0\r\n\r\n",
          "0\r\nx: y\r\n\r\n",
          "0\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
          " 4\r\nGGGG\r\n",
          "0x4\r\nGGGG\r\n",
          "4");

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void nothingIsLeftOfThem(long seed) throws IOException {
    Random random = new Random(seed);
    Deque<RawHttp1> open = new ArrayDeque<>();
    try (PushFixture ingest = new PushFixture(Duration.ofSeconds(60), true)) {
      for (int i = 0; i < PUSHES; i++) {
        RawHttp1 client = ingest.push("hostile" + random.nextInt(2), "PG");
        open.add(client);
        harm(client, random);
        if (open.size() > random.nextInt(4)) {
          RawHttp1 eldest = open.remove();
          if (random.nextBoolean()) {
            eldest.closeWithReset();
          }
          eldest.close();
        }
      }
      for (RawHttp1 client : open) {
        client.close();
      }
      String what = "seed " + seed;
      // The service may come to the last of them only now, and replace this one.
      PushFixture.until(() -> takes(ingest), what + ": no push is taken");
      PushFixture.until(() -> ingest.sources.count() == 0 && !reads(), what + ": a thread is left");
    }
  }

  private static boolean takes(PushFixture ingest) {
    try (RawHttp1 client = ingest.push("hostile0", "PG")) {
      client.send("0\r\n\r\n");
      return client.readAnswer().status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static void harm(RawHttp1 client, Random random) {
    try {
      for (int frames = random.nextInt(4); frames > 0; frames--) {
        client.send(PushFixture.chunk("G".repeat(1 + random.nextInt(100_000))));
      }
      client.send(FRAMES.get(random.nextInt(FRAMES.size())));
      client.send(FRAMES.get(random.nextInt(FRAMES.size())));
    } catch (SocketException e) {
      // Closed by the service, as it should be.
      return;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean reads() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().matches("(push|source-timer)-hostile.*"));
  }
}

package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** RST_STREAM frames are found among other frames, for every division of the bytes. */
final class Http2FrameScannerTest {
  private static final int RST_STREAM = 3;

  @Test
  void resetsAreFoundInEveryCut() {
    byte[] bytes = connection();
    for (int piece = 1; piece <= bytes.length; piece++) {
      assertEquals(List.of(5, 0x7fffffff, 7), resetsIn(bytes, piece), "pieces of " + piece);
    }
  }

  @Test
  void anyBytesAreTaken() {
    Random random = new Random(3);
    for (int length = 0; length <= 1500; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      resetsIn(bytes, 1 + random.nextInt(100));
    }
  }

  private static byte[] connection() {
    ByteBuffer all = ByteBuffer.allocate(4096);
    all.put("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(all, 4, 0, new byte[12]);
    frame(all, 1, 5, new byte[300]);
    frame(all, RST_STREAM, 5, new byte[4]);
    // A body full of bytes that look like frame headers.
    byte[] lookalikes = new byte[90];
    Arrays.fill(lookalikes, (byte) RST_STREAM);
    frame(all, 0, 9, lookalikes);
    frame(all, RST_STREAM, 0xffffffff, new byte[4]);
    frame(all, 4, 0, new byte[0]);
    frame(all, RST_STREAM, 7, new byte[4]);
    return Arrays.copyOf(all.array(), all.position());
  }

  private static void frame(ByteBuffer into, int type, int streamId, byte[] payload) {
    into.putInt(payload.length << 8 | type).put((byte) 0).putInt(streamId).put(payload);
  }

  private static List<Integer> resetsIn(byte[] bytes, int piece) {
    List<Integer> found = new ArrayList<>();
    AtomicInteger at = new AtomicInteger();
    Http2FrameScanner scanner =
        new Http2FrameScanner(
            () -> {
              int from = at.getAndAdd(piece);
              return from >= bytes.length
                  ? null
                  : Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece));
            },
            found::add);
    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    for (byte[] next = scanner.get(); next != null; next = scanner.get()) {
      passed.writeBytes(next);
    }
    assertArrayEquals(bytes, passed.toByteArray());
    return found;
  }
}

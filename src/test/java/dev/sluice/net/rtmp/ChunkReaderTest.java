package dev.sluice.net.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.base.bytes.ByteBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Chunks by Adobe RTMP 1.0, section 5.3. */
class ChunkReaderTest {
  private final List<String> messages = new ArrayList<>();
  private final ChunkReader reader = new ChunkReader(this::take, ByteBudget.UNLIMITED);

  private @Nullable RtmpFault take(RtmpMessage message) {
    int from = RtmpMessage.offset();
    int shown = Math.min(8, message.length());
    String content =
        shown == 0 ? "" : HexFormat.of().formatHex(message.array(), from, from + shown);
    messages.add(
        "%d at %d: %d %s"
            .formatted(message.type(), message.timestampMillis(), message.length(), content));
    return null;
  }

  private @Nullable RtmpFault feed(RtmpBytes bytes) {
    byte[] array = bytes.toByteArray();
    return reader.feed(array, 0, array.length);
  }

  @Test
  void theExampleOfTheSpecificationWithFourHeaderTypes() {
    // Section 5.3.2.1: one message of format 0, then deltas, then the same delta again.
    assertNull(
        feed(
            new RtmpBytes()
                .hex("03 0003e8 000004 08 39300000 01020304")
                .hex("83 000014 05060708")
                .hex("c3 090a0b0c")
                .hex("c3 0d0e0f10")
                .hex("43 000005 000002 09 1111")));
    assertEquals(
        List.of(
            "8 at 1000: 4 01020304",
            "8 at 1020: 4 05060708",
            "8 at 1040: 4 090a0b0c",
            "8 at 1060: 4 0d0e0f10",
            "9 at 1065: 2 1111"),
        messages);
  }

  @Test
  void aMessageInThreeChunksWithAnotherBetween() {
    byte[] video = new byte[307];
    Arrays.fill(video, (byte) 7);
    assertNull(
        feed(
            new RtmpBytes()
                .chunk(4, 9, 1000, 307, Arrays.copyOf(video, 128))
                .message(6, 8, 1001, new byte[] {1})
                .hex("c4" + "07".repeat(128))
                .hex("c4" + "07".repeat(51))));
    assertEquals(List.of("8 at 1001: 1 01", "9 at 1000: 307 0707070707070707"), messages);
  }

  @Test
  void format3BehindFormat0HasTheSameTime() {
    // As librtmp writes a second message of the same time.
    assertNull(feed(new RtmpBytes().message(4, 8, 500, new byte[] {1}).hex("c4 02")));
    assertEquals(List.of("8 at 500: 1 01", "8 at 500: 1 02"), messages);
  }

  @Test
  void largeChunkStreamIds() {
    assertNull(
        feed(
            new RtmpBytes()
                .hex("00 0a 000001 000001 08 01000000 aa")
                .hex("01 0a01 000002 000001 08 01000000 bb")
                .hex("80 0a 000003 cc")
                .hex("81 0a01 000003 dd")));
    assertEquals(List.of("8 at 1: 1 aa", "8 at 2: 1 bb", "8 at 4: 1 cc", "8 at 5: 1 dd"), messages);
  }

  @Test
  void extendedTimesWithAndWithoutRepetition() {
    reader.setChunkBytes(4);
    assertNull(feed(new RtmpBytes().hex("04 ffffff 000006 09 01000000 01234567 a1a2a3a4")));
    assertNull(feed(new RtmpBytes().hex("c4 01234567 a5a6")));
    // Some senders leave the time out of later chunks.
    assertNull(feed(new RtmpBytes().hex("04 ffffff 000006 09 01000000 01234567 b1b2b3b4 c4 b5b6")));
    assertNull(feed(new RtmpBytes().hex("04 000001 000001 08 01000000 cc")));
    assertEquals(
        List.of("9 at 19088743: 6 a1a2a3a4a5a6", "9 at 19088743: 6 b1b2b3b4b5b6", "8 at 1: 1 cc"),
        messages);
  }

  @Test
  void anAbortedMessageIsDropped() {
    reader.setChunkBytes(2);
    assertNull(feed(new RtmpBytes().hex("04 000001 000004 09 01000000 0102")));
    reader.abort(4);
    assertNull(feed(new RtmpBytes().hex("c4 0304 c4 0506")));
    assertEquals(List.of("9 at 1: 4 03040506"), messages);
  }

  @Test
  void emptyMessages() {
    assertNull(feed(new RtmpBytes().message(4, 9, 1, new byte[0]).hex("c4")));
    assertEquals(List.of("9 at 1: 0 ", "9 at 1: 0 "), messages);
  }

  @Test
  void aChunkWithoutPredecessorIsRefused() {
    assertEquals(RtmpFault.NO_PREDECESSOR, feed(new RtmpBytes().hex("c5 01")));
  }

  @Test
  void lengthsAreLimited() {
    assertEquals(RtmpFault.HUGE_MESSAGE, feed(new RtmpBytes().hex("04 000000 900001 09 01000000")));
    assertEquals(
        RtmpFault.HUGE_MESSAGE,
        new ChunkReader(message -> null, ByteBudget.UNLIMITED)
            .feed(new RtmpBytes().hex("03 000000 040001 14 00000000").toByteArray(), 0, 12));
  }

  @Test
  void withoutMemoryTheConnectionEnds() {
    int[] taken = new int[1];
    ByteBudget budget =
        new ByteBudget() {
          @Override
          public boolean take(int bytes) {
            if (taken[0] + bytes > 3 << 20) {
              return false;
            }
            taken[0] += bytes;
            return true;
          }

          @Override
          public void give(int bytes) {
            taken[0] -= bytes;
          }
        };
    ChunkReader limited = new ChunkReader(message -> null, budget);
    limited.setChunkBytes(8 << 20);
    for (int i = 0; i < 3; i++) {
      // Its buffer is not kept, and its memory is given back.
      byte[] large = new RtmpBytes().chunk(4, 9, 0, 2 << 20, new byte[2 << 20]).toByteArray();
      assertNull(limited.feed(large, 0, large.length));
      assertEquals(0, taken[0]);
    }
    byte[] tooLarge = new RtmpBytes().chunk(4, 9, 0, 4 << 20, new byte[4 << 20]).toByteArray();
    assertEquals(RtmpFault.NO_MEMORY, limited.feed(tooLarge, 0, tooLarge.length));
  }

  @Test
  void chunkStreamsAreLimited() {
    RtmpBytes bytes = new RtmpBytes();
    for (int id = 0; id < 65; id++) {
      bytes.hex("00 %02x 000000 000001 08 01000000 aa".formatted(id));
    }
    assertEquals(RtmpFault.TOO_MANY_CHUNK_STREAMS, feed(bytes));
    assertEquals(64, messages.size());
  }

  @Test
  void openMessagesAreLimitedInSum() {
    byte[] part = new byte[8 << 20];
    reader.setChunkBytes(part.length);
    RtmpFault fault = null;
    int taken = 0;
    for (int id = 3; id < 63 && fault == null; id++) {
      fault = feed(new RtmpBytes().chunk(id, 9, 0, part.length + 1, part));
      taken++;
    }
    assertEquals(RtmpFault.TOO_MUCH_OPEN, fault);
    assertEquals(3, taken);
  }
}

package dev.sluice.source.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TrickleChannelTest {
  private final SegmentMemory memory = new SegmentMemory(1 << 20);
  private final TrickleChannel channel = new TrickleChannel("live", "video/mp2t", memory, 0);

  @Test
  void aSegmentThatBeginsAfterTheEndTakesNoMemory() {
    byte[] bytes = new byte[1000];
    channel.append(channel.write(TrickleChannel.NEXT, 0), bytes, bytes.length);
    assertTrue(memory.usedBytes() > 0);
    channel.end();

    // Publishers open the request for the next segment ahead of its bytes.
    TrickleSegment late = channel.write(TrickleChannel.NEXT, 0);
    channel.append(late, bytes, bytes.length);
    channel.close(late);

    assertEquals(0, memory.usedBytes());
  }
}

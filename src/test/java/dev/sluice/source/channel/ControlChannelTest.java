package dev.sluice.source.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.source.data.ControlCounters;
import dev.sluice.source.data.ControlCounters.Outcome;
import dev.sluice.source.data.ControlMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The service as a publisher in a channel of its own server. */
class ControlChannelTest {
  private static final ControlMessage ASKED = ControlMessage.keyFrame("cam", 1, Instant.EPOCH);

  private final TrickleChannel channel =
      new TrickleChannel("cam-control", "application/json", new SegmentMemory(1 << 20), 0);
  private final ControlCounters counters = new ControlCounters();
  private final ControlChannel control = new ControlChannel(channel, counters, 0);

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  private String segment(long number) throws InterruptedException {
    byte[] buffer = new byte[1000];
    TrickleSegment segment = channel.find(number).segment();
    int count = segment == null ? 0 : channel.read(segment, 0, buffer, 0);
    return new String(buffer, 0, Math.max(0, count), StandardCharsets.UTF_8);
  }

  @Test
  void messagesAreSegments() throws Exception {
    control.send(ASKED, 1);
    control.send(ControlMessage.KEEP_ALIVE, 2);
    assertEquals(ASKED.text(), segment(0));
    assertEquals("{\"keep\":\"alive\"}", segment(1));
    assertEquals(2, channel.nextWrite());
    assertEquals(1, counters.of(Outcome.SENT));
    assertEquals(1, counters.of(Outcome.KEEP_ALIVE));
  }

  @Test
  void isKeptAliveWhileNothingIsSaid() {
    control.keepAlive(seconds(9));
    assertEquals(0, channel.nextWrite());
    control.keepAlive(seconds(10));
    assertEquals(1, channel.nextWrite());
    control.send(ASKED, seconds(15));
    control.keepAlive(seconds(20));
    assertEquals(2, channel.nextWrite());
    control.keepAlive(seconds(25));
    assertEquals(3, channel.nextWrite());
  }

  @Test
  void endsAfterItsSubscribers() {
    control.asked(seconds(30));
    assertFalse(control.unaskedAt(seconds(89)));
    assertTrue(control.unaskedAt(seconds(90)));
  }

  @Test
  void isLeftToOtherPublishers() {
    assertTrue(control.ours());
    control.leaveToOthers();
    assertFalse(control.ours());
    control.send(ASKED, 1);
    control.keepAlive(seconds(10));
    assertEquals(0, channel.nextWrite());
    assertFalse(control.unaskedAt(seconds(90)));
  }
}

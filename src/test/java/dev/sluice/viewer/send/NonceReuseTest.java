package dev.sluice.viewer.send;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.rtc.srtp.ArrayBuffer;
import dev.sluice.testviewer.LiveStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No nonce is used with two different packets on a viewer's wire, under any sequence of events. */
class NonceReuseTest {
  private static final int SMALL_LOG_BYTES = 64 * 1024;
  private static final int ROUNDS = 14_000;

  private int frame;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void skipsFullSocketsRepeatsAndOvertakingOverTheRollOver(long seed) throws Exception {
    LiveStream live = new LiveStream(SMALL_LOG_BYTES);
    try (NonceWatch watch = new NonceWatch()) {
      TrackSender sender = SendFixture.videoSender(live);
      play(live, sender, watch, new Random(seed));
      String what = "seed %d: %d indexes, %d repeats, %d skips";
      assertTrue(
          watch.indexes() > 66_000 && watch.repeats > 1000 && sender.skips() > 100,
          what.formatted(seed, watch.indexes(), watch.repeats, sender.skips()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void theSameWithRetransmissionOnItsOwnSsrcAndExtensionsThatVary(long seed) throws Exception {
    LiveStream live = new LiveStream(SMALL_LOG_BYTES);
    try (NonceWatch watch = new NonceWatch()) {
      SendFormat.Rtx rtx = RtxPackets.rtx();
      TrackSender sender = SendFixture.videoSender(live, RtxPackets.extensions(), rtx);
      play(live, sender, watch, new Random(seed));
      long media = watch.indexes(SendFixture.SSRC);
      long again = watch.indexes(rtx.ssrc());
      String what = "seed %d: %d + %d indexes, %d repeats, %d skips";
      assertTrue(
          media > 66_000 && again > 1000 && watch.repeats == 0 && sender.skips() > 100,
          what.formatted(seed, media, again, watch.repeats, sender.skips()));
    }
  }

  private void play(LiveStream live, TrackSender sender, NonceWatch watch, Random random) {
    watch.meanwhile = () -> overtake(live, random);
    for (int round = 0; round < ROUNDS; round++) {
      append(live, random);
      watch.refuse = random.nextInt(10) == 0 ? 1 + random.nextInt(3) : 0;
      long now = LiveStream.arrivalNanos(frame);
      sender.send(watch.turn(now));
      watch.flush();
      if (random.nextInt(20) == 0) {
        sender.jumpToFresherKey();
      }
      for (int lost = random.nextInt(4); lost > 0; lost--) {
        sender.resend(watch.newest - random.nextInt(40) & 0xFFFF, watch.turn(now));
      }
    }
  }

  private void append(LiveStream live, Random random) {
    boolean key = frame % 10 == 0;
    live.appendVideo(frame++, key, 100 + random.nextInt(key ? 20_000 : 8_000));
  }

  /** Now and then the log is overwritten under a viewer that reads it. */
  private void overtake(LiveStream live, Random random) {
    if (random.nextInt(500) == 0) {
      for (int i = 0; i < 20; i++) {
        append(live, random);
      }
    }
  }

  @Test
  void theWatchNotices() {
    try (NonceWatch watch = new NonceWatch()) {
      ArrayBuffer room = new ArrayBuffer();
      byte[] out = new byte[1000];
      Bytes.put16(out, 2, 5);
      byte[] log = new byte[200];
      log[150] = 1;
      int length = room.protect(watch, out, 0, 12, 0, log, 0, 100, 5);
      assertTrue(watch.send(out, 0, length));
      assertTrue(watch.send(out, 0, length), "a repeat");
      room.protect(watch, out, 0, 12, 0, log, 100, 100, 5);
      assertThrows(AssertionError.class, () -> watch.send(out, 0, length));
    }
  }
}

package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Publication;
import dev.sluice.testviewer.ViewerOffer;
import dev.sluice.viewer.stats.EndReason;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A viewer is answered and connected before its stream has a source. */
@Timeout(60)
class EagerSessionTest {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;
  private static final int HIGH = 0x64001F;

  /** Parameter sets, and the picture. */
  private static final int KEY_PACKETS = 2;

  private static final String ONE_FORMAT =
      "a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n";

  private final Streams streams = new Streams(TestStream.SETTINGS, new WallClock(0));
  private final TestShard shard = new TestShard();
  private final FickleBatchSender batchSender = new FickleBatchSender();
  private Publication source;

  private ShardViewer join() throws Exception {
    return join(shard, ViewerOffer::sdp);
  }

  private ShardViewer join(TestShard at, UnaryOperator<String> offer) throws Exception {
    return new ShardViewer(at, streams.promise("soon"), batchSender, offer);
  }

  /** Lets time pass without media. */
  private void pass(TestShard at, long nanos) {
    for (long end = at.now + nanos; at.now < end; ) {
      at.now += 200 * MILLI;
      streams.look(at.now);
      at.host.tick();
      at.run();
    }
  }

  private void begin(TrackSet tracks) {
    source = TestStream.play(streams, "soon", tracks);
  }

  private void picture(TrackFormat format) {
    var unit = TestStream.picture(shard.now / 11_111, true, 300).setArrival(shard.now);
    unit.setFormat(format);
    TestStream.write(source, () -> source.append(unit));
    shard.run();
  }

  private void sound() {
    var unit = TestStream.sound(shard.now / 11_111, (byte) 0xFC).setArrival(shard.now);
    TestStream.write(source, () -> source.append(unit));
    shard.run();
  }

  private long ended(EndReason reason) {
    return shard.sessions.counters().of(reason);
  }

  @Test
  void theFirstKeyPictureLeavesWithItsAppend() throws Exception {
    ShardViewer viewer = join();
    pass(shard, 600 * SECOND);
    assertFalse(viewer.session.ended());
    assertTrue(viewer.session.waits());
    assertEquals(1, shard.sessions.waiting());
    begin(TestStream.BOTH);
    picture(TestStream.H264);
    assertEquals(KEY_PACKETS, viewer.seen.size(), "no tick in between");
    sound();
    assertEquals(KEY_PACKETS + 1, viewer.seen.size());
    pass(shard, SECOND);
    assertFalse(viewer.session.waits());
    assertEquals(0, shard.sessions.waiting());
    assertFalse(viewer.session.outgrown());
  }

  @Test
  void aPictureWithoutSoundIsPlayed() throws Exception {
    ShardViewer viewer = join();
    begin(TestStream.tracks(TestStream.H264));
    for (int i = 0; i < 10; i++) {
      picture(TestStream.H264);
      pass(shard, SECOND);
    }
    assertEquals(10 * KEY_PACKETS, viewer.seen.size());
    assertFalse(viewer.session.outgrown());
    assertFalse(viewer.session.ended());
  }

  @Test
  void soundAloneIsNotWhatWasPromised() throws Exception {
    ShardViewer viewer = join();
    begin(TestStream.tracks(TestStream.OPUS));
    sound();
    pass(shard, 800 * MILLI);
    assertTrue(viewer.session.outgrown(), "browsers play no sound before the picture comes");
    assertFalse(viewer.session.ended());
    sound();
    pass(shard, 600 * MILLI);
    assertTrue(viewer.session.ended());
    assertEquals(1, viewer.goodbyes);
    assertEquals(1, ended(EndReason.FORMAT_CHANGED));
  }

  @Test
  void aPictureThatFollowsItsSoundKeepsThePromise() throws Exception {
    ShardViewer viewer = join();
    begin(TestStream.tracks(TestStream.OPUS));
    sound();
    pass(shard, 600 * MILLI);
    TestStream.write(source, () -> source.setTracks(TestStream.BOTH));
    picture(TestStream.H264);
    pass(shard, SECOND);
    assertFalse(viewer.session.outgrown());
    assertFalse(viewer.session.ended());
  }

  @Test
  void mediaThatNoBrowserPlaysEndsTheSession() throws Exception {
    ShardViewer viewer = join();
    begin(TestStream.tracks(TrackFormat.of(Codec.H265).build(), TrackFormat.of(Codec.AAC).build()));
    pass(shard, 400 * MILLI);
    assertTrue(viewer.session.outgrown());
    pass(shard, SECOND);
    assertEquals(1, ended(EndReason.FORMAT_CHANGED));
    assertTrue(viewer.session.ended());
  }

  @Test
  void bFramesThatShowAfterTheFirstPicturesEndItToo() throws Exception {
    ShardViewer viewer = join();
    begin(TestStream.tracks(TestStream.H264));
    picture(TestStream.H264);
    pass(shard, 400 * MILLI);
    assertFalse(viewer.session.outgrown());
    picture(TestStream.H264.with().reorderFrames(2).build());
    pass(shard, 400 * MILLI);
    assertTrue(viewer.session.outgrown());
  }

  @Test
  void aProfileThatAnotherPayloadTypeCoversNeedsANewAnswer() throws Exception {
    begin(TestStream.tracks(TestStream.H264));
    streams.closeSource(source, shard.now);
    ShardViewer viewer =
        join(
            shard,
            fingerprint ->
                ViewerOffer.sdp(fingerprint)
                    .replace("SAVPF 96", "SAVPF 96 97")
                    .replace(
                        ONE_FORMAT,
                        ONE_FORMAT
                            + "a=rtpmap:97 H264/90000\r\n"
                            + "a=fmtp:97 packetization-mode=1;profile-level-id=64001f\r\n"));
    begin(TestStream.tracks(TestStream.h264(HIGH)));
    picture(TestStream.h264(HIGH));
    assertTrue(viewer.session.outgrown(), "the last life was Constrained Baseline");
    assertEquals(0, viewer.seen.size());
    pass(shard, 3 * SECOND);
    assertEquals(1, ended(EndReason.FORMAT_CHANGED));
  }

  @Test
  void aProfileThatNoPayloadTypeCoversIsSent() throws Exception {
    ShardViewer viewer = join();
    begin(TestStream.tracks(TestStream.h264(HIGH)));
    picture(TestStream.h264(HIGH));
    assertEquals(KEY_PACKETS, viewer.seen.size(), "a new answer would be the same");
    pass(shard, 3 * SECOND);
    assertFalse(viewer.session.outgrown());
    assertFalse(viewer.session.ended());
  }

  @Test
  void aKeptPromiseLeavesTheSessionToTheUsualRules() throws Exception {
    ShardViewer viewer = join();
    begin(TestStream.BOTH);
    picture(TestStream.H264);
    pass(shard, 1_600 * MILLI);
    begin(TestStream.tracks(TestStream.OPUS));
    sound();
    pass(shard, 5 * SECOND);
    assertFalse(viewer.session.outgrown());
    assertFalse(viewer.session.ended(), "it keeps the last picture");
  }

  @Test
  void aLimitedWaitEndsWithoutMediaOnly() throws Exception {
    SessionSettings settings =
        GivenSettings.of(
            SessionSettings::new,
            Map.of(
                "stream.eagerWaitSeconds", Duration.ofSeconds(60),
                "sessions.consentTimeoutSeconds", Duration.ofHours(1),
                "sessions.connectTimeoutSeconds", Duration.ofHours(1)));
    TestShard limited = new TestShard(false, settings);
    ShardViewer viewer = join(limited, ViewerOffer::sdp);
    pass(limited, 59 * SECOND);
    assertFalse(viewer.session.ended());
    pass(limited, 2 * SECOND);
    assertTrue(viewer.session.ended());
    assertEquals(1, limited.sessions.counters().of(EndReason.NO_OUTPUT));
    assertEquals(1, viewer.goodbyes);
    ShardViewer patient = join(limited, ViewerOffer::sdp);
    begin(TestStream.BOTH);
    TestStream.write(source, () -> source.append(TestStream.picture(5, true, 300)));
    limited.run();
    pass(limited, 100 * SECOND);
    assertFalse(patient.session.ended());
  }

  @Test
  void aStreamIsForgottenWithItsLastViewer() throws Exception {
    ShardViewer first = join();
    ShardViewer second = join();
    first.session.end(EndReason.DELETED);
    pass(shard, SECOND);
    assertTrue(streams.find("soon").isPresent());
    second.session.end(EndReason.DELETED);
    pass(shard, SECOND);
    assertTrue(streams.find("soon").isEmpty());
  }
}

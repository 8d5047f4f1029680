package dev.sluice.testviewer;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Publication;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** A stream to write, with video and audio. */
public final class LiveStream {
  public static final long FRAME_TICKS = 3000;

  public final Streams streams;
  public final Publication source;
  public final Stream stream;
  public final Random random = new Random(11);

  public LiveStream(int videoSlabBytes) throws Exception {
    streams =
        new Streams(
            GivenSettings.of(
                StreamSettings::new,
                Map.of(
                    "stream.lingerSeconds",
                    Duration.ZERO,
                    "stream.log.videoMegabytes",
                    videoSlabBytes,
                    "stream.log.audioKilobytes",
                    65_536,
                    "stream.log.seconds",
                    Duration.ofMinutes(1))),
            new WallClock(0));
    source = TestStream.play(streams, "live", TestStream.BOTH);
    stream = streams.find("live").orElseThrow();
  }

  /** Appends frame number {@code frame}; its NAL unit is returned. */
  public byte[] appendVideo(int frame, boolean key, int nalBytes) {
    return appendVideo(frame, key, nalBytes, arrivalNanos(frame));
  }

  /** Appends a frame with this arrival time; its NAL unit is returned. */
  public byte[] appendVideo(int frame, boolean key, int nalBytes, long arrivalNanos) {
    byte[] nal = new byte[nalBytes];
    random.nextBytes(nal);
    nal[0] = (byte) (key ? 0x65 : 0x41);
    AccessUnit unit = TestStream.picture(frame * FRAME_TICKS, key, nal).setArrival(arrivalNanos);
    TestStream.write(source, () -> source.append(unit));
    return nal;
  }

  public void appendAudio(int number) {
    appendAudio(number, 2);
  }

  /** Appends a unit with this arrival time, so that it is not too late for a slow viewer. */
  public void appendAudio(int number, long arrivalNanos) {
    appendAudio(number, 2, arrivalNanos);
  }

  /** Appends Opus packet number {@code number} of that many bytes. */
  public void appendAudio(int number, int length) {
    appendAudio(number, length, 0);
  }

  private void appendAudio(int number, int length, long arrivalNanos) {
    byte[] opus = new byte[length];
    opus[0] = (byte) 0xFC;
    opus[1] = (byte) number;
    AccessUnit unit = TestStream.sound(number * 1800L, opus).setArrival(arrivalNanos);
    TestStream.write(source, () -> source.append(unit));
  }

  public static long arrivalNanos(int frame) {
    return frame * 33_333_333L;
  }
}

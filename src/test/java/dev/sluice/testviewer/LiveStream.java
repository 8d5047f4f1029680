package dev.sluice.testviewer;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.media.VideoConfig;
import dev.sluice.rtc.rtp.H264Packetizer;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.SourceLease;
import dev.sluice.stream.Stream;
import dev.sluice.stream.StreamSettings;
import dev.sluice.stream.StreamWriter;
import dev.sluice.stream.Streams;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A stream to write, with video and audio. */
public final class LiveStream {
  public static final long FRAME_TICKS = 3000;

  public final Streams streams;
  public final SourceLease lease;
  public final Stream stream;
  public final Random random = new Random(11);
  private final PacketTable packets = new PacketTable();
  private final GrowableBytes bytes = new GrowableBytes(0, 1 << 20);

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
    lease = streams.openSource("live", true);
    stream = lease.stream();
    write(
        writer -> {
          writer.setTracks(
              new TrackSet(
                  List.of(
                      new Track(Track.VIDEO, 256, Codec.H264, 0),
                      new Track(Track.AUDIO, 257, Codec.OPUS, 2))));
          writer.setVideoConfig(
              new VideoConfig(
                  writer.nextConfigId(), List.of(new byte[] {0x67}), 0x42C01F, 640, 360));
        });
  }

  /** A use of the writer. */
  public interface Write {
    void with(StreamWriter writer);
  }

  public void write(Write write) {
    if (!lease.stream().writer().enter(lease.epoch())) {
      throw new IllegalStateException("the lease is gone");
    }
    try {
      write.with(stream.writer());
    } finally {
      stream.writer().leave();
    }
  }

  /** Appends frame number {@code frame}; its NAL unit is returned. */
  public byte[] appendVideo(int frame, boolean key, int nalBytes) {
    byte[] nal = new byte[nalBytes];
    random.nextBytes(nal);
    nal[0] = (byte) (key ? 0x65 : 0x41);
    bytes.clear();
    packets.clear();
    H264Packetizer packetizer = new H264Packetizer();
    if (key) {
      packetizer.addAggregated(List.of(new byte[] {0x67, 1}, new byte[] {0x68, 2}), bytes, packets);
    }
    int body = bytes.length();
    bytes.append(new byte[4], 0, 4);
    bytes.append(nal, 0, nal.length);
    packetizer.addNalUnit(bytes.array(), body + 4, nal.length, packets);
    long ticks = frame * FRAME_TICKS;
    AccessUnit unit =
        new AccessUnit(Track.VIDEO, ticks, ticks, ticks, arrivalNanos(frame), 1, key, false);
    write(writer -> writer.append(unit, bytes.array(), body, bytes.length(), packets));
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
    packets.clear();
    packets.add(0, opus.length, 0);
    long ticks = number * 1800L;
    AccessUnit unit =
        new AccessUnit(Track.AUDIO, ticks, ticks, ticks, arrivalNanos, 0, true, false);
    write(writer -> writer.append(unit, opus, 0, opus.length, packets));
  }

  public static long arrivalNanos(int frame) {
    return frame * 33_333_333L;
  }
}

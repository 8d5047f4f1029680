package dev.sluice.session;

import dev.sluice.bytes.Bytes;
import dev.sluice.bytes.GrowableBytes;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.media.VideoConfig;
import dev.sluice.rtp.H264Packetizer;
import dev.sluice.rtp.PacketTable;
import dev.sluice.srtp.PacketIndex;
import dev.sluice.srtp.SrtpProtector;
import dev.sluice.stream.LogLimits;
import dev.sluice.stream.SourceLease;
import dev.sluice.stream.Stream;
import dev.sluice.stream.StreamSettings;
import dev.sluice.stream.StreamWriter;
import dev.sluice.stream.Streams;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A stream to write, and a viewer's end that keeps what it is sent in clear. */
final class SessionFixture {
  static final long FRAME_TICKS = 3000;
  static final int SSRC = 0x5EED;

  final Streams streams;
  final SourceLease lease;
  final Stream stream;
  final Random random = new Random(11);
  private final PacketTable packets = new PacketTable();
  private final GrowableBytes bytes = new GrowableBytes(0, 1 << 20);

  SessionFixture(int videoSlabBytes) throws Exception {
    LogLimits video = LogLimits.video(videoSlabBytes, 90_000 * 60);
    streams = new Streams(new StreamSettings(1, 0, video, LogLimits.audio(65_536, 90_000 * 60)));
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

  interface Write {
    void with(StreamWriter writer);
  }

  void write(Write write) {
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
  byte[] appendVideo(int frame, boolean key, int nalBytes) {
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

  void appendAudio(int number) {
    byte[] opus = {(byte) 0xFC, (byte) number};
    packets.clear();
    packets.add(0, opus.length, 0);
    long ticks = number * 1800L;
    AccessUnit unit = new AccessUnit(Track.AUDIO, ticks, ticks, ticks, 0, 0, true, false);
    write(writer -> writer.append(unit, opus, 0, opus.length, packets));
  }

  static long arrivalNanos(int frame) {
    return frame * 33_333_333L;
  }

  TrackSender videoSender() {
    return new TrackSender(
        new PacketWriter(
            stream.log(Track.VIDEO), new MediaClock.Video(1000), true, 96, SSRC, new byte[0]),
        new PacketIndex(32_000));
  }

  /** "Encrypts" by copying, so that tests read what was sent. */
  static final class Clear implements SrtpProtector {
    @Override
    public int protectPrefixed(
        byte[] out,
        int outOffset,
        int headerBytes,
        int prefixBytes,
        byte[] payload,
        int payloadOffset,
        int payloadBytes,
        long packetIndex48) {
      if (Bytes.u16(out, outOffset + 2) != PacketIndex.sequence(packetIndex48)) {
        throw new IllegalArgumentException("header and index differ");
      }
      System.arraycopy(
          payload, payloadOffset, out, outOffset + headerBytes + prefixBytes, payloadBytes);
      return headerBytes + prefixBytes + payloadBytes;
    }

    @Override
    public int protectRtcp(byte[] packet, int offset, int length) {
      return length;
    }
  }

  /** Keeps what is sent, datagram by datagram; may be full. */
  static final class Kept implements Route {
    final List<byte[]> datagrams = new ArrayList<>();
    int refuse;
    byte[] refused = new byte[0];

    @Override
    public InetSocketAddress remote() {
      return new InetSocketAddress("127.0.0.1", 9);
    }

    @Override
    public boolean send(byte[] data, int offset, int length, int segmentBytes) {
      if (refuse > 0) {
        refuse--;
        refused = Arrays.copyOfRange(data, offset, offset + length);
        return false;
      }
      for (int at = 0; at < length; at += segmentBytes) {
        int end = Math.min(at + segmentBytes, length);
        datagrams.add(Arrays.copyOfRange(data, offset + at, offset + end));
      }
      return true;
    }

    SendTurn turn(long nowNanos) {
      return new SendTurn(this, new Clear(), new Scratch(), nowNanos);
    }
  }
}

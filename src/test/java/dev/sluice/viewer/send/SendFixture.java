package dev.sluice.viewer.send;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Track;
import dev.sluice.rtc.srtp.PacketBuffer;
import dev.sluice.rtc.srtp.PacketIndex;
import dev.sluice.rtc.srtp.SrtpProtector;
import dev.sluice.testviewer.LiveStream;
import dev.sluice.viewer.pacing.KeyFrameWait;
import dev.sluice.viewer.pacing.PathEstimate;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The receiving end of a viewer; it keeps its packets unencrypted. */
public final class SendFixture {
  public static final int SSRC = 0x5EED;

  private SendFixture() {}

  public static TrackSender videoSender(LiveStream live) {
    return videoSender(live, ExtensionBlock.NONE, null);
  }

  public static TrackSender videoSender(
      LiveStream live, ExtensionBlock extensions, SendFormat.Rtx rtx) {
    SendFormat format =
        new SendFormat(new RtpClock.Video(1000), true, 96, SSRC, extensions, rtx, -1);
    return sender(live, Track.VIDEO, format, path(), KeyFrameWait.NEVER);
  }

  public static TrackSender sender(
      LiveStream live, int trackId, SendFormat format, PathEstimate path, KeyFrameWait wait) {
    return new TrackSender(live.stream.log(trackId), format, new PacketIndex(32_000), path, wait);
  }

  public static PathEstimate path() {
    return PathEstimate.withFeedback(SendSettings.DEFAULT.backlogBitsPerSecond);
  }

  /** Cuts a run as the kernel does. */
  public static List<byte[]> datagrams(
      MemorySegment data, long offset, int length, int segmentBytes) {
    List<byte[]> cut = new ArrayList<>();
    for (int at = 0; at < length; at += segmentBytes) {
      int bytes = Math.min(segmentBytes, length - at);
      cut.add(data.asSlice(offset + at, bytes).toArray(ValueLayout.JAVA_BYTE));
    }
    return cut;
  }

  /** "Encrypts" by copying, so that tests can read sent packets. */
  public static class Clear implements SrtpProtector {
    @Override
    public int protect(
        PacketBuffer room,
        int at,
        int headerBytes,
        int prefixBytes,
        byte[] payload,
        int payloadOffset,
        int payloadBytes,
        long packetIndex48) {
      if (Bytes.u16(room.head(), 2) != PacketIndex.sequence(packetIndex48)) {
        throw new IllegalArgumentException("header and index differ");
      }
      int clearBytes = headerBytes + prefixBytes;
      MemorySegment out = room.packets();
      MemorySegment.copy(room.head(), 0, out, ValueLayout.JAVA_BYTE, at, clearBytes);
      MemorySegment.copy(
          payload, payloadOffset, out, ValueLayout.JAVA_BYTE, at + clearBytes, payloadBytes);
      return clearBytes + payloadBytes;
    }

    @Override
    public int protectRtcp(byte[] packet, int offset, int length) {
      return length;
    }

    @Override
    public void close() {}
  }

  /** Keeps each sent datagram; may be full. */
  public static final class Kept implements Route {
    public final List<byte[]> datagrams = new ArrayList<>();
    private final RunBatch one = new RunBatch(1);
    public int refuse;

    /** Runs that are accepted before the route is full. */
    public int accepts = Integer.MAX_VALUE;

    /** Count of runs refused. */
    public int refusals;

    public boolean full;
    public byte[] refused = new byte[0];

    @Override
    public InetSocketAddress remote() {
      return new InetSocketAddress("127.0.0.1", 9);
    }

    @Override
    public boolean isFull() {
      return full;
    }

    @Override
    public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
      if (refuse > 0 || accepts == 0) {
        refuse = Math.max(0, refuse - 1);
        refusals++;
        refused = data.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
        return false;
      }
      accepts--;
      datagrams.addAll(datagrams(data, offset, length, segmentBytes));
      return true;
    }

    /** In which every run leaves at once. */
    public SendTurn turn(long nowNanos) {
      return turn(nowNanos, new ShardResources(SendSettings.DEFAULT, one));
    }

    public SendTurn turn(long nowNanos, ShardResources resources) {
      return new SendTurn(this, new Clear(), resources, nowNanos);
    }

    public long bytes() {
      return datagrams.stream().mapToLong(datagram -> datagram.length).sum();
    }
  }
}

package dev.sluice.bench.viewer;

import dev.sluice.bench.stream.Schedule;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Checks the RTP packets of one viewer, on the reactor's thread. */
final class Media {
  private static final int SAMPLE_MASK = 63;
  private static final int MAX_EARLY_PACKETS = 4096;
  private static final int FIRST_RTCP_TYPE = 192;
  private static final int LAST_RTCP_TYPE = 223;

  private final SwarmCounters counters;
  private final PictureWatch pictures;
  private final RtpStream video;
  private final RtpStream audio;
  private final @Nullable TransportFeedback feedback;
  private final Queue<Early> early = new ArrayDeque<>();
  // One decrypted packet; all viewers are on one thread and share the buffer.
  private final byte[] clear;

  private record Early(byte[] packet, long nowNanos) {}

  /**
   * @param feedback receives all packets with a transport-wide number; null for none
   */
  Media(
      SwarmCounters counters,
      Schedule schedule,
      JoinTimes times,
      byte[] clear,
      @Nullable TransportFeedback feedback) {
    this.counters = counters;
    this.pictures = new PictureWatch(schedule, counters, times);
    this.video = new RtpStream(counters);
    this.audio = new RtpStream(counters);
    this.clear = clear;
    this.feedback = feedback;
  }

  RtpStream video() {
    return video;
  }

  RtpStream audio() {
    return audio;
  }

  /**
   * Handles an RTP or RTCP packet.
   *
   * @param opener null until the handshake is done; until then packets are kept
   */
  void onDatagram(
      byte[] data,
      int offset,
      int length,
      long nowNanos,
      @Nullable SrtpOpener opener,
      DelayWindow window) {
    if (opener == null) {
      if (early.size() < MAX_EARLY_PACKETS) {
        early.add(new Early(Arrays.copyOfRange(data, offset, offset + length), nowNanos));
      }
      return;
    }
    catchUp(opener, window);
    packet(data, offset, length, nowNanos, opener, window);
  }

  /** Handles the packets that arrived before the keys. */
  void catchUp(SrtpOpener opener, DelayWindow window) {
    for (Early next = early.poll(); next != null; next = early.poll()) {
      packet(next.packet(), 0, next.packet().length, next.nowNanos(), opener, window);
    }
  }

  private void packet(
      byte[] data, int offset, int length, long nowNanos, SrtpOpener opener, DelayWindow window) {
    int second = data[offset + 1] & 0xFF;
    if (length < RtpHeader.FIXED_BYTES || second >= FIRST_RTCP_TYPE && second <= LAST_RTCP_TYPE) {
      return;
    }
    counters.packet(length);
    int header = RtpHeader.bytes(data, offset, length);
    if (header > length) {
      counters.strange();
      return;
    }
    tell(data, offset, header, nowNanos);
    boolean isVideo = (second & 0x7F) == ViewerOffer.VIDEO_TYPE;
    boolean marker = second >= 0x80;
    int timestamp = RtpHeader.i32(data, offset + 4);
    int sequence = RtpHeader.u16(data, offset + 2);
    int ssrc = RtpHeader.i32(data, offset + 8);
    long index = (isVideo ? video : audio).accept(ssrc, sequence, timestamp);
    int clearBytes = 0;
    if ((index & SAMPLE_MASK) == 0 || isVideo && marker && !pictures.anchored()) {
      clearBytes = open(data, offset, length, header, index, opener);
    }
    if (isVideo) {
      pictures.packet(timestamp, nowNanos);
      if (marker) {
        pictures.lastPacket(timestamp, nowNanos, clear, clearBytes, window);
      }
    }
  }

  private void tell(byte[] data, int offset, int header, long nowNanos) {
    if (feedback != null) {
      int value = RtpHeader.extensionAt(data, offset, header, ViewerOffer.TRANSPORT_CC_ID);
      if (value >= 0) {
        feedback.arrived(RtpHeader.u16(data, value), nowNanos);
      }
    }
  }

  private int open(byte[] data, int offset, int length, int header, long index, SrtpOpener opener) {
    int bytes = opener.open(data, offset, length, header, index, clear);
    if (bytes < 0) {
      counters.forged();
      return 0;
    }
    counters.opened();
    return bytes;
  }
}

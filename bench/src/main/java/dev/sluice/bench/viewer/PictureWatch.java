package dev.sluice.bench.viewer;

import dev.sluice.bench.stream.Frame;
import dev.sluice.bench.stream.Schedule;

/**
 * Knows which picture of the material each RTP timestamp is: found once by the picture's last
 * bytes, then by time, and compared again whenever a last packet is in the sample.
 */
final class PictureWatch {
  private static final int LEAST_TAIL_BYTES = 10;
  // Of a single NAL unit packet the header, of a fragment its two (RFC 6184 section 5.8).
  private static final int PAYLOAD_HEADER_BYTES = 2;

  private final Schedule schedule;
  private final SwarmCounters counters;
  private final JoinTimes times;
  private boolean begun;
  private boolean anchored;
  private int rtpOffset;
  private int firstTimestamp;
  private long firstDoneNanos;

  PictureWatch(Schedule schedule, SwarmCounters counters, JoinTimes times) {
    this.schedule = schedule;
    this.counters = counters;
    this.times = times;
  }

  boolean anchored() {
    return anchored;
  }

  /** A packet of a picture. */
  void packet(int timestamp, long nowNanos) {
    if (!begun) {
      begun = true;
      firstTimestamp = timestamp;
      times.firstPacket(nowNanos);
    }
  }

  /**
   * The last packet of a picture.
   *
   * @param payload in clear, if it was decrypted
   * @param length of it, or 0
   */
  void lastPacket(int timestamp, long nowNanos, byte[] payload, int length, DelayWindow window) {
    if (timestamp == firstTimestamp) {
      firstDoneNanos = nowNanos;
    }
    if (!anchored) {
      anchor(timestamp, payload, length);
    }
    if (!anchored) {
      return;
    }
    int index = schedule.frameAt(timestamp - rtpOffset);
    if (index == Schedule.UNKNOWN) {
      counters.strange();
      return;
    }
    Frame frame = schedule.frames().get(index);
    if (length > 0 && !schedule.endsWith(frame, payload, PAYLOAD_HEADER_BYTES, length)) {
      counters.strange();
    }
    if (frame.key()) {
      times.firstKeyPicture(nowNanos);
    }
    window.record(schedule.frameDueNanos(index), nowNanos);
  }

  private void anchor(int timestamp, byte[] payload, int length) {
    if (length < PAYLOAD_HEADER_BYTES + LEAST_TAIL_BYTES) {
      return;
    }
    int index = schedule.frameEndingWith(payload, PAYLOAD_HEADER_BYTES, length);
    if (index == Schedule.UNKNOWN) {
      counters.strange();
      return;
    }
    anchored = true;
    rtpOffset = timestamp - (int) schedule.frames().get(index).ptsTicks90k();
    int first = schedule.frameAt(firstTimestamp - rtpOffset);
    if (first != Schedule.UNKNOWN && schedule.frames().get(first).key()) {
      times.firstKeyPicture(firstDoneNanos);
    }
  }
}

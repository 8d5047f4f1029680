package dev.sluice.bench.viewer;

import dev.sluice.bench.stream.Frame;
import dev.sluice.bench.stream.Schedule;

/**
 * Maps RTP timestamps to pictures of the material. The first mapping uses the picture's last bytes,
 * later ones use the time; each sampled last packet is compared with the material again.
 */
final class PictureWatch {
  private static final int LEAST_TAIL_BYTES = 10;
  // The header of a single NAL unit packet, or both of a fragment (RFC 6184 section 5.8).
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

  /** Handles a packet of a picture. */
  void packet(int timestamp, long nowNanos) {
    if (!begun) {
      begun = true;
      firstTimestamp = timestamp;
      times.firstPacket(nowNanos);
    }
  }

  /**
   * Handles the last packet of a picture.
   *
   * @param payload decrypted payload, if this packet is in the sample
   * @param length of the payload, or 0
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

package dev.sluice.bench.viewer;

/**
 * Checks sequence numbers and timestamps of one SSRC: every packet once, in order, ascending time.
 */
final class RtpStream {
  private final SwarmCounters counters;
  private boolean begun;
  private int ssrc;
  private long lastIndex;
  private int lastTimestamp;

  RtpStream(SwarmCounters counters) {
    this.counters = counters;
  }

  /**
   * Records a packet.
   *
   * @return roll-over counter and sequence number
   */
  long accept(int packetSsrc, int sequence, int timestamp) {
    if (!begun) {
      begun = true;
      ssrc = packetSsrc;
      lastIndex = sequence;
      lastTimestamp = timestamp;
      return sequence;
    }
    long index = lastIndex + (short) (sequence - (int) lastIndex);
    if (packetSsrc != ssrc || timestamp - lastTimestamp < 0) {
      counters.faulty(1);
    }
    if (index == lastIndex + 1) {
      lastIndex = index;
    } else if (index > lastIndex) {
      counters.lost(index - lastIndex - 1);
      lastIndex = index;
    } else {
      counters.late(1);
    }
    lastTimestamp = timestamp;
    return index;
  }

  int ssrc() {
    return ssrc;
  }

  long lastIndex() {
    return lastIndex;
  }
}

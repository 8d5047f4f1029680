package dev.sluice.source.datagram;

import java.io.IOException;

/**
 * Puts RTP packets in order of their sequence numbers. A packet that is the next one passes at
 * once. After a gap, packets are held until the missing ones arrive, for at most {@link
 * #HOLD_NANOS}, {@link #PACKETS} and {@link #MAX_HELD_BYTES}; then the missing ones are lost.
 */
final class SequenceWindow {
  /** Longest wait for a missing packet. Reordering within a network takes a few milliseconds. */
  static final long HOLD_NANOS = 50_000_000;

  /** 50 ms of 100 Mbit/s are 475 packets of 1316 bytes. */
  static final int PACKETS = 512;

  /** Memory for held packets: 50 ms of 300 Mbit/s. */
  static final int MAX_HELD_BYTES = 2 * 1024 * 1024;

  /**
   * A larger step of the sequence number, in either direction, is a new beginning (RFC 3550 A.1).
   */
  private static final int MAX_STEP = 3000;

  private static final int NONE = -1;
  private static final int MASK_16 = 0xFFFF;

  /** Takes the payloads in order. */
  interface Sink {
    void payload(byte[] data, int offset, int length) throws IOException, InterruptedException;

    /** Tells that packets are missing before the next payload. */
    void lost(int packets) throws IOException, InterruptedException;

    /** Tells that the sequence numbers begin anew: any number of packets may be missing. */
    void restarted() throws IOException, InterruptedException;

    /** Tells that a packet came late, and in time. */
    void reordered();

    /** Tells that a packet was dropped: it came before, or its place has passed. */
    void repeated();
  }

  /** A held packet. */
  private static final class Slot {
    byte[] data = {};
    int length = NONE;
    long arrivalNanos;

    void set(byte[] from, int offset, int bytes, long nowNanos) {
      if (data.length < bytes) {
        data = new byte[bytes];
      }
      System.arraycopy(from, offset, data, 0, bytes);
      length = bytes;
      arrivalNanos = nowNanos;
    }
  }

  private final Sink sink;
  private final Slot[] slots = new Slot[PACKETS];
  private int next = NONE;
  private int held;
  private int heldBytes;

  /** A packet far from all others; the next one proves a new beginning. */
  private final Slot far = new Slot();

  private int farSequence = NONE;

  SequenceWindow(Sink sink) {
    this.sink = sink;
  }

  /**
   * Takes a packet.
   *
   * @param nowNanos arrival time, never decreasing
   */
  void add(int sequence, byte[] data, int offset, int length, long nowNanos)
      throws IOException, InterruptedException {
    if (next == NONE) {
      next = sequence;
    }
    int step = (short) (sequence - next);
    if (Math.abs(step) >= MAX_STEP) {
      begin(sequence, data, offset, length, nowNanos);
      return;
    }
    farSequence = NONE;
    if (step < 0 || (step < PACKETS && slot(sequence).length != NONE)) {
      sink.repeated();
    } else if (step == 0) {
      if (held > 0) {
        sink.reordered();
      }
      pass(data, offset, length);
    } else {
      while (step >= PACKETS || (held > 0 && heldBytes + length > MAX_HELD_BYTES)) {
        skip(step);
        step = (short) (sequence - next);
      }
      if (step == 0) {
        pass(data, offset, length);
      } else {
        hold(sequence, data, offset, length, nowNanos);
      }
    }
  }

  private void begin(int sequence, byte[] data, int offset, int length, long nowNanos)
      throws IOException, InterruptedException {
    if (farSequence == NONE || sequence != (farSequence + 1 & MASK_16)) {
      farSequence = sequence;
      far.set(data, offset, length, nowNanos);
      return;
    }
    while (held > 0) {
      skip(PACKETS);
    }
    sink.restarted();
    next = farSequence;
    farSequence = NONE;
    pass(far.data, 0, far.length);
    pass(data, offset, length);
  }

  private void hold(int sequence, byte[] data, int offset, int length, long nowNanos) {
    slot(sequence).set(data, offset, length, nowNanos);
    held++;
    heldBytes += length;
  }

  /** Passes a packet and those held directly behind it. */
  private void pass(byte[] data, int offset, int length) throws IOException, InterruptedException {
    next = next + 1 & MASK_16;
    sink.payload(data, offset, length);
    passHeld();
  }

  private void passHeld() throws IOException, InterruptedException {
    while (held > 0 && slot(next).length != NONE) {
      Slot slot = slot(next);
      int bytes = slot.length;
      slot.length = NONE;
      held--;
      heldBytes -= bytes;
      next = next + 1 & MASK_16;
      sink.payload(slot.data, 0, bytes);
    }
  }

  /** Gives up the packets missing before the first held one, or {@code most} of them. */
  private void skip(int most) throws IOException, InterruptedException {
    int missing = 0;
    while (missing < most && (held == 0 || slot(next + missing).length == NONE)) {
      missing++;
    }
    sink.lost(missing);
    next = next + missing & MASK_16;
    passHeld();
  }

  /** Gives up missing packets that have been awaited long enough. */
  void release(long nowNanos) throws IOException, InterruptedException {
    while (held > 0 && nowNanos - oldestNanos() >= HOLD_NANOS) {
      skip(PACKETS);
    }
  }

  /** Gives up all missing packets: the sender has ended. */
  void end() throws IOException, InterruptedException {
    while (held > 0) {
      skip(PACKETS);
    }
  }

  /** Arrival of the packet that has been held longest. */
  private long oldestNanos() {
    long oldest = Long.MAX_VALUE;
    for (Slot slot : slots) {
      if (slot != null && slot.length != NONE) {
        oldest = Math.min(oldest, slot.arrivalNanos);
      }
    }
    return oldest;
  }

  private Slot slot(int sequence) {
    int index = sequence % PACKETS;
    Slot known = slots[index];
    if (known == null) {
      known = new Slot();
      slots[index] = known;
    }
    return known;
  }
}

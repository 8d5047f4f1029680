package dev.sluice.source.datagram;

import dev.sluice.base.counters.SharedEnumCounters;
import dev.sluice.source.transport.Inlet;
import java.io.IOException;

/**
 * The datagrams of one sender, in order, to the inlet. The first datagram decides which sender is
 * played, and whether datagrams have an RTP header. Another sender is played only after a silence
 * of the first one.
 *
 * <p>Order of calls: {@link #take} for each datagram of a batch, then {@link #flush}; in the end
 * {@link #end}. For one thread.
 */
final class DatagramConnection implements SequenceWindow.Sink {
  /**
   * Silence after which another sender is played. Streams have packets every 20 to 40 ms, and an
   * encoder that is started again is another sender.
   */
  static final long SILENCE_NANOS = 300_000_000;

  /** Outcome of a datagram. */
  enum Taken {
    /** It was taken, or dropped and counted. */
    DONE,
    /** It is the first one of another sender, for the next connection. */
    NEXT_SENDER
  }

  private static final int OUT_BYTES = 64 * 1024;
  private static final int SYNC = 0x47;
  private static final int TS_PACKET_BYTES = 188;
  private static final long ANY_NUMBER = Long.MAX_VALUE;

  private final Inlet inlet;
  private final SharedEnumCounters<DatagramCounter> counters;
  private final Runnable strangerSeen;
  private final SequenceWindow window = new SequenceWindow(this);
  private final RtpPacket packet = new RtpPacket();
  private final byte[] sender = new byte[DatagramBatch.SENDER_BYTES];
  private final byte[] out = new byte[OUT_BYTES];
  private final boolean rtpOnly;
  private int outBytes;
  private boolean begun;
  private boolean rtp;
  private long ssrc;
  private long heardNanos;
  private long kernelDrops;
  private int largestBytes;
  private boolean stopped;

  /**
   * @param rtpOnly whether every datagram must have an RTP header
   * @param kernelDrops datagrams that the kernel has dropped so far
   * @param strangerSeen called for each datagram of another sender
   */
  DatagramConnection(
      Inlet inlet,
      boolean rtpOnly,
      long kernelDrops,
      SharedEnumCounters<DatagramCounter> counters,
      Runnable strangerSeen) {
    this.inlet = inlet;
    this.rtpOnly = rtpOnly;
    this.kernelDrops = kernelDrops;
    this.counters = counters;
    this.strangerSeen = strangerSeen;
  }

  /** Takes a datagram of a batch. */
  Taken take(DatagramBatch batch, int number, long nowNanos)
      throws IOException, InterruptedException {
    byte[] data = batch.data();
    int offset = batch.offset(number);
    int length = batch.length(number);
    if (length == 0) {
      return Taken.DONE;
    }
    boolean packed = packet.read(data, offset, length);
    if (!begun) {
      if (rtpOnly && !packed) {
        counters.increment(DatagramCounter.MALFORMED);
        return Taken.DONE;
      }
      begin(batch, number, packed && (rtpOnly || holdsTransportStream(data)));
    } else if (!isFromSender(batch, number, packed)) {
      return stranger(packed, nowNanos);
    }
    heardNanos = nowNanos;
    noteDrops(batch.kernelDrops(number));
    if (rtp) {
      largestBytes = Math.max(largestBytes, packet.length());
      window.add(packet.sequence(), data, packet.offset(), packet.length(), nowNanos);
    } else {
      largestBytes = Math.max(largestBytes, length);
      payload(data, offset, length);
    }
    return Taken.DONE;
  }

  private void begin(DatagramBatch batch, int number, boolean packed) {
    begun = true;
    rtp = packed;
    ssrc = packet.ssrc();
    batch.copySender(number, sender);
    inlet.connected();
  }

  /** A transport stream in RTP begins with the sync byte of a packet (RFC 2250 section 2). */
  private boolean holdsTransportStream(byte[] data) {
    int second = packet.offset() + TS_PACKET_BYTES;
    return packet.length() > 0
        && data[packet.offset()] == SYNC
        && (packet.length() <= TS_PACKET_BYTES || data[second] == SYNC);
  }

  private boolean isFromSender(DatagramBatch batch, int number, boolean packed) {
    return batch.isFrom(number, sender) && (!rtp || (packed && packet.ssrc() == ssrc));
  }

  private Taken stranger(boolean packed, long nowNanos) {
    if (rtp && !packed) {
      counters.increment(DatagramCounter.MALFORMED);
      return Taken.DONE;
    }
    if (nowNanos - heardNanos < SILENCE_NANOS) {
      counters.increment(DatagramCounter.OTHER_SENDER);
      strangerSeen.run();
      return Taken.DONE;
    }
    counters.increment(DatagramCounter.NEW_SENDER);
    return Taken.NEXT_SENDER;
  }

  /** Continuity counters of the transport stream do not show the loss of 16 packets of a PID. */
  private void noteDrops(long drops) throws IOException, InterruptedException {
    if (drops != kernelDrops) {
      long dropped = drops - kernelDrops & 0xFFFF_FFFFL;
      kernelDrops = drops;
      if (!rtp) {
        flushOut();
        inlet.lost(dropped * largestBytes);
      }
    }
  }

  @Override
  public void payload(byte[] data, int offset, int length)
      throws IOException, InterruptedException {
    if (length > OUT_BYTES - outBytes) {
      flushOut();
    }
    System.arraycopy(data, offset, out, outBytes, length);
    outBytes += length;
  }

  @Override
  public void lost(int packets) throws IOException, InterruptedException {
    counters.add(DatagramCounter.LOST, packets);
    flushOut();
    inlet.lost((long) packets * largestBytes);
  }

  @Override
  public void restarted() throws IOException, InterruptedException {
    flushOut();
    inlet.lost(ANY_NUMBER);
  }

  @Override
  public void reordered() {
    counters.increment(DatagramCounter.REORDERED);
  }

  @Override
  public void repeated() {
    counters.increment(DatagramCounter.LATE_OR_REPEATED);
  }

  private void flushOut() throws IOException, InterruptedException {
    if (outBytes > 0 && !stopped) {
      int bytes = outBytes;
      outBytes = 0;
      stopped = !inlet.feed(out, 0, bytes);
    }
    outBytes = 0;
  }

  /**
   * Passes on all that is in order, and gives up what has been missing for too long.
   *
   * @return false if the source must stop
   */
  boolean flush(long nowNanos) throws IOException, InterruptedException {
    window.release(nowNanos);
    flushOut();
    return !stopped;
  }

  /** Passes on what is held: the sender has ended. */
  void end() throws IOException, InterruptedException {
    window.end();
    flushOut();
  }
}

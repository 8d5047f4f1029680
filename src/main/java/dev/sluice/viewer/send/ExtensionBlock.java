package dev.sluice.viewer.send;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.time.NtpTime;
import dev.sluice.rtc.answer.HeaderExtensionIds;
import dev.sluice.rtc.rtp.HeaderExtensionBuilder;
import dev.sluice.stream.log.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * The header extensions of one viewer's track, as answered: a template with places for the values
 * that vary. It has the same length for every packet, so that the packets of a run stay equally
 * long.
 *
 * <p>The capture time comes from the log, so that a repeated packet is identical to the last byte.
 * The transport-wide sequence number differs: a track has it only if it is retransmitted on an SSRC
 * of its own, or never.
 */
public final class ExtensionBlock {
  /** No extensions. */
  public static final ExtensionBlock NONE =
      new ExtensionBlock(new HeaderExtensionIds(0, 0, 0, 0), "", new byte[0], null);

  private static final int NOWHERE = -1;

  private final byte[] template;
  private final int captureTimeAt;
  private final int transportAt;
  private final @Nullable TransportSequence transport;

  /**
   * @param ids as answered
   * @param mid value of the mid extension
   * @param playoutDelay value of the playout-delay extension: 3 bytes if it was answered
   * @param transport numbers all packets of the viewer; null for no such extension
   */
  public ExtensionBlock(
      HeaderExtensionIds ids,
      String mid,
      byte[] playoutDelay,
      @Nullable TransportSequence transport) {
    HeaderExtensionBuilder block = new HeaderExtensionBuilder();
    this.transport = ids.transportCc() > 0 ? transport : null;
    this.transportAt = this.transport == null ? NOWHERE : block.nextValueAt();
    if (this.transport != null) {
      block.add(ids.transportCc(), new byte[Short.BYTES]);
    }
    this.captureTimeAt = ids.absCaptureTime() > 0 ? block.nextValueAt() : NOWHERE;
    if (captureTimeAt != NOWHERE) {
      block.add(ids.absCaptureTime(), new byte[Long.BYTES]);
    }
    if (ids.playoutDelay() > 0) {
      block.add(ids.playoutDelay(), playoutDelay);
    }
    if (ids.mid() > 0) {
      block.add(ids.mid(), mid);
    }
    this.template = block.toBlock();
  }

  /** Whether packets carry transport-wide sequence numbers. */
  boolean numbers() {
    return transport != null;
  }

  /** Its length in bytes; 0 if there are no extensions. */
  int bytes() {
    return template.length;
  }

  /** Writes the block of a packet with {@code ahead} packets before it in its run. */
  void write(byte[] out, int offset, LogEntry entry, int ahead) {
    System.arraycopy(template, 0, out, offset, template.length);
    if (captureTimeAt != NOWHERE) {
      Bytes.put64(out, offset + captureTimeAt, NtpTime.ofTicks90k(entry.ptsTicks90k()));
    }
    if (transport != null) {
      Bytes.put16(out, offset + transportAt, transport.peek(ahead));
    }
  }

  /** Numbers packets that were sent for the first time, from this packet index on. */
  void sent(long index48, int packets) {
    if (transport != null) {
      transport.sent(index48, packets);
    }
  }

  /** Numbers packets that are never retransmitted. */
  void sentOnce(int packets) {
    if (transport != null) {
      transport.sentOnce(packets);
    }
  }

  /** Takes back the newest numbers: the socket refused their packets. */
  void takeBack(int packets) {
    if (transport != null) {
      transport.takeBack(packets);
    }
  }

  /** Numbers the retransmission of the packet with this index. */
  void sentAgain(long index48) {
    if (transport != null) {
      transport.sentAgain(index48);
    }
  }

  /** The packet with a transport-wide number: see {@link TransportSequence#at}. */
  long sentAt(int transportSequence) {
    return transport == null ? TransportSequence.UNKNOWN : transport.at(transportSequence);
  }
}

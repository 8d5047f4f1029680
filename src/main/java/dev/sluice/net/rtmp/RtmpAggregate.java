package dev.sluice.net.rtmp;

import dev.sluice.base.bytes.Bytes;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Splits an aggregate message (Adobe RTMP 1.0, section 7.1.6), which some encoders and relays send
 * in place of many small messages:
 *
 * <pre>
 *   type (8), length (24), time (24, and the high 8 bits behind), stream id (24)
 *   payload
 *   back pointer (32): length of the two above, not checked
 * </pre>
 *
 * <p>The time of the whole message is that of its first part; later parts keep their distance.
 */
final class RtmpAggregate {
  private static final int HEADER_BYTES = 11;
  private static final int BACK_POINTER_BYTES = 4;

  private final RtmpMessage part = new RtmpMessage();

  /**
   * Passes on each part.
   *
   * @param taker returns false to take no more parts
   * @return the reason for ending the connection, null to go on
   */
  @Nullable RtmpFault split(RtmpMessage whole, Predicate<RtmpMessage> taker) {
    byte[] bytes = whole.array();
    int end = RtmpMessage.offset() + whole.length();
    int first = 0;
    for (int at = RtmpMessage.offset(); at < end; at += BACK_POINTER_BYTES) {
      if (end - at < HEADER_BYTES || end - at - HEADER_BYTES < Bytes.u24(bytes, at + 1)) {
        return RtmpFault.BAD_AGGREGATE;
      }
      int time = Bytes.u24(bytes, at + 4) | Bytes.u8(bytes, at + 7) << 24;
      if (at == RtmpMessage.offset()) {
        first = time;
      }
      part.clear();
      part.type = Bytes.u8(bytes, at);
      part.length = Bytes.u24(bytes, at + 1);
      part.timestamp = whole.timestamp + time - first;
      at += HEADER_BYTES;
      part.append(bytes, at, part.length);
      at += part.length;
      if (!taker.test(part)) {
        return null;
      }
    }
    return null;
  }
}

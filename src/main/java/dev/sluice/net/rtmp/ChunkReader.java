package dev.sluice.net.rtmp;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins chunks to messages (Adobe RTMP 1.0, section 5.3). The bytes may be split anywhere.
 *
 * <pre>
 *   basic header   2 bits format, 6 bits chunk stream id; 0 and 1 announce one and two bytes more
 *   header         format 0: time (24), length (24), type (8), stream id (32, little-endian)
 *                  format 1: time since the message before, length, type
 *                  format 2: time since the message before
 *                  format 3: nothing
 *   extended time  32 bits, if the time is 0xFFFFFF
 *   payload        up to the chunk size
 * </pre>
 */
final class ChunkReader {
  private static final int MAX_CHUNK_STREAMS = 64;
  private static final int MAX_HELD_BYTES = 20 << 20;
  private static final int MAX_MEDIA_BYTES = 9 << 20;
  private static final int MAX_OTHER_BYTES = 256 << 10;
  private static final int FIRST_CHUNK_BYTES = 128;
  private static final int EXTENDED = 0xFFFFFF;

  /** Basic header, header of format 0, extended time. */
  private static final int MAX_HEADER_BYTES = 3 + 11 + 4;

  private static final int[] HEADER_BYTES = {11, 7, 3, 0};

  private final Listener listener;
  private final ByteBudget budget;
  private final Map<Integer, RtmpMessage> messages = new HashMap<>();
  private final byte[] header = new byte[MAX_HEADER_BYTES];
  private int headerBytes;
  private @Nullable RtmpMessage current;
  private int chunkRest;
  private int chunkBytes = FIRST_CHUNK_BYTES;
  private int heldBytes;
  private @Nullable RtmpFault fault;
  private boolean stopped;

  /** Receives the messages. */
  @FunctionalInterface
  interface Listener {
    /**
     * Takes a message; it is valid only during the call.
     *
     * @return the reason for ending the connection, null to go on
     */
    @Nullable RtmpFault onMessage(RtmpMessage message);
  }

  /**
   * @param budget memory for the messages
   */
  ChunkReader(Listener listener, ByteBudget budget) {
    this.listener = listener;
    this.budget = budget;
  }

  /** Takes the next bytes; returns the reason for ending the connection, null to go on. */
  @Nullable RtmpFault feed(byte[] data, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (fault == null && !stopped && at < end) {
      RtmpMessage message = current;
      at = message == null ? readHeader(data, at, end) : readPayload(message, data, at, end);
    }
    return fault;
  }

  /** Sets the size of the chunks that follow. */
  void setChunkBytes(int bytes) {
    chunkBytes = bytes;
  }

  /** Takes no more messages, also of the bytes that are being read. */
  void stop() {
    stopped = true;
  }

  /** Drops the message begun on a chunk stream. */
  void abort(int chunkStream) {
    RtmpMessage message = messages.get(chunkStream);
    if (message != null) {
      clear(message);
    }
  }

  /** Gathers a header byte by byte: most lie whole in the data, but all are short. */
  private int readHeader(byte[] data, int from, int end) {
    int at = from;
    while (at < end && fault == null && !stopped && current == null) {
      int needed = needed();
      if (headerBytes < needed) {
        header[headerBytes++] = data[at++];
      }
      if (headerBytes == needed() && headerBytes >= basicBytes()) {
        endHeader();
      }
    }
    return at;
  }

  private int basicBytes() {
    int id = header[0] & 0x3F;
    return headerBytes == 0 ? 1 : id == 0 ? 2 : id == 1 ? 3 : 1;
  }

  /** Bytes of the whole header, as far as those present tell. */
  private int needed() {
    int basic = basicBytes();
    if (headerBytes < basic) {
      return basic;
    }
    int format = Bytes.u8(header, 0) >>> 6;
    int plain = basic + HEADER_BYTES[format];
    if (headerBytes < plain) {
      return plain;
    }
    RtmpMessage known = format == 3 ? messages.get(chunkStream()) : null;
    boolean extended =
        format == 3 ? known != null && known.extended : Bytes.u24(header, basic) == EXTENDED;
    return plain + (extended ? Integer.BYTES : 0);
  }

  private int chunkStream() {
    return switch (header[0] & 0x3F) {
      case 0 -> 64 + Bytes.u8(header, 1);
      case 1 -> 64 + Bytes.u8(header, 1) + 256 * Bytes.u8(header, 2);
      default -> header[0] & 0x3F;
    };
  }

  private void endHeader() {
    int format = Bytes.u8(header, 0) >>> 6;
    RtmpMessage message = messages.get(chunkStream());
    if (message == null) {
      if (format != 0 && format != 1) {
        fault = RtmpFault.NO_PREDECESSOR;
        return;
      }
      if (messages.size() == MAX_CHUNK_STREAMS) {
        fault = RtmpFault.TOO_MANY_CHUNK_STREAMS;
        return;
      }
      message = new RtmpMessage();
      messages.put(chunkStream(), message);
    }
    int foreign = format == 3 ? foreignBytes(message) : 0;
    if (format != 3 || !message.begun()) {
      // A header in the middle of a message ends that message, as nothing else can.
      clear(message);
      fill(message, format);
    }
    if (fault != null) {
      return;
    }
    byte[] payload = Arrays.copyOfRange(header, headerBytes - foreign, headerBytes);
    headerBytes = 0;
    chunkRest = Math.min(chunkBytes, message.missing());
    if (message.complete()) {
      pass(message);
    } else {
      current = message;
    }
    if (foreign > 0) {
      fault = feed(payload, 0, foreign);
    }
  }

  /** Some senders leave out the extended time of later chunks: the bytes are payload then. */
  private int foreignBytes(RtmpMessage message) {
    if (!message.extended) {
      return 0;
    }
    int value = Bytes.i32(header, headerBytes - Integer.BYTES);
    return value == message.field || value == message.timestamp ? 0 : Integer.BYTES;
  }

  private void fill(RtmpMessage message, int format) {
    int at = basicBytes();
    if (format < 3) {
      int field = Bytes.u24(header, at);
      message.extended = field == EXTENDED;
      message.field = message.extended ? Bytes.i32(header, headerBytes - Integer.BYTES) : field;
    }
    if (format < 2) {
      message.length = Bytes.u24(header, at + 3);
      message.type = Bytes.u8(header, at + 6);
    }
    if (format == 0) {
      message.streamId = Integer.reverseBytes(Bytes.i32(header, at + 7));
      message.timestamp = message.field;
      // By section 5.3.1.2.4 the next message of format 3 would be later by the whole time. Senders
      // mean the same time.
      message.delta = 0;
    } else {
      message.delta = format == 3 ? message.delta : message.field;
      message.timestamp += message.delta;
    }
    if (message.length > maxBytes(message.type)) {
      fault = RtmpFault.HUGE_MESSAGE;
    }
  }

  private static int maxBytes(int type) {
    return switch (type) {
      case RtmpMessage.AUDIO, RtmpMessage.VIDEO, RtmpMessage.AGGREGATE -> MAX_MEDIA_BYTES;
      default -> MAX_OTHER_BYTES;
    };
  }

  private int readPayload(RtmpMessage message, byte[] data, int at, int end) {
    int count = Math.min(chunkRest, end - at);
    int growth = message.growth(count);
    if (heldBytes + growth > MAX_HELD_BYTES) {
      fault = RtmpFault.TOO_MUCH_OPEN;
      return at;
    }
    if (growth > 0 && !budget.take(growth)) {
      fault = RtmpFault.NO_MEMORY;
      return at;
    }
    heldBytes += growth;
    message.append(data, at, count);
    chunkRest -= count;
    if (message.complete()) {
      pass(message);
    } else if (chunkRest == 0) {
      current = null;
    }
    return at + count;
  }

  private void pass(RtmpMessage message) {
    current = null;
    fault = listener.onMessage(message);
    clear(message);
  }

  private void clear(RtmpMessage message) {
    int before = message.capacity();
    message.clear();
    int given = before - message.capacity();
    heldBytes -= given;
    budget.give(given);
  }
}

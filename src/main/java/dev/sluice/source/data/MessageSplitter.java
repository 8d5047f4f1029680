package dev.sluice.source.data;

import java.util.Arrays;

/**
 * Finds the messages in segments, however their bytes are cut: one in a segment, one in a line, or
 * one behind the other. A message is a JSON object or array. Behind a text that is none, reading
 * goes on with the next line, or the next segment. For one thread.
 */
public final class MessageSplitter {
  /** Longest message. A result of detection with a hundred objects has 20 KiB. */
  public static final int MAX_MESSAGE_BYTES = 64 * 1024;

  private static final int FIRST_BYTES = 512;

  private final ReceivedData received;
  private final long segment;
  private byte[] message = new byte[FIRST_BYTES];
  private int length;
  private int depth;
  private boolean quoted;
  private boolean escaped;
  private boolean skipping;

  /**
   * @param received takes what is found
   * @param segment number of the only segment; 0 for segments that come one after the other
   */
  public MessageSplitter(ReceivedData received, long segment) {
    this.received = received;
    this.segment = segment;
  }

  /** Takes the next bytes of a segment. */
  public void feed(byte[] data, int offset, int count) {
    received.bytes(count);
    for (int i = offset; i < offset + count; i++) {
      take(data[i]);
    }
  }

  private void take(byte b) {
    if (skipping) {
      skipping = b != '\n';
    } else if (depth > 0) {
      within(b);
    } else if (b == '{' || b == '[') {
      depth = 1;
      append(b);
    } else if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
      received.malformed();
      skipping = true;
    }
  }

  private void within(byte b) {
    if (length == MAX_MESSAGE_BYTES) {
      received.oversized();
      drop();
      skipping = b != '\n';
      return;
    }
    if (quoted && b == '\n') {
      // A string has no line break (RFC 8259 section 7): the line was cut off.
      received.malformed();
      drop();
      return;
    }
    append(b);
    if (quoted) {
      quoted = escaped || b != '"';
      escaped = !escaped && b == '\\';
    } else if (b == '"') {
      quoted = true;
    } else if (b == '{' || b == '[') {
      depth++;
    } else if ((b == '}' || b == ']') && --depth == 0) {
      complete();
    }
  }

  private void append(byte b) {
    if (length == message.length) {
      message = Arrays.copyOf(message, Math.min(2 * length, MAX_MESSAGE_BYTES));
    }
    message[length++] = b;
  }

  private void complete() {
    JsonMessage.parse(message, length)
        .ifPresentOrElse(found -> received.message(found, segment), received::malformed);
    drop();
  }

  private void drop() {
    length = 0;
    depth = 0;
    quoted = false;
    escaped = false;
  }

  /** Takes the end of a segment. A message does not go on in the next one. */
  public void endSegment() {
    if (depth > 0) {
      received.malformed();
    }
    reset();
  }

  /** Takes the loss of what followed: a message that had begun is dropped. */
  public void lost() {
    reset();
  }

  private void reset() {
    drop();
    skipping = false;
  }
}

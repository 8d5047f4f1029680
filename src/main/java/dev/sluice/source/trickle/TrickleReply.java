package dev.sluice.source.trickle;

import dev.sluice.source.http.ResponseHead;

/**
 * A server's reply to the request for a segment.
 *
 * @param status of HTTP
 * @param segment number of the segment in its body; {@link #NONE} if it has no valid one
 * @param latest newest segment of the channel; {@link #NONE} if it names none
 */
record TrickleReply(Kind kind, int status, long segment, long latest) {
  /** No number. */
  static final long NONE = -1;

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NO_SEGMENT = 470;

  /** What it says. */
  enum Kind {
    /** Its body is the segment; an empty one was dropped by the server. */
    SEGMENT,
    /** The channel has ended. The body may be text. */
    ENDED,
    /** The channel exists, the segment does not. */
    NO_SEGMENT,
    /** There is no such channel. */
    NO_CHANNEL,
    /** Everything else. */
    FAILURE
  }

  /** Reads the head of a reply. */
  static TrickleReply of(ResponseHead head) {
    long segment = number(head.field("lp-trickle-seq"));
    long latest = number(head.field("lp-trickle-latest"));
    return new TrickleReply(kind(head, segment, latest), head.status(), segment, latest);
  }

  private static Kind kind(ResponseHead head, long segment, long latest) {
    return switch (head.status()) {
      case OK ->
          !head.field("lp-trickle-closed").isEmpty()
              ? Kind.ENDED
              : segment == NONE ? Kind.FAILURE : Kind.SEGMENT;
      case NOT_FOUND -> Kind.NO_CHANNEL;
      case NO_SEGMENT -> latest == NONE ? Kind.FAILURE : Kind.NO_SEGMENT;
      default -> Kind.FAILURE;
    };
  }

  private static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : NONE;
  }
}

package dev.sluice.source.trickle;

/**
 * The number of the segment to ask for, from one reply of the server to the next. Without sockets
 * and clocks: pauses are values.
 *
 * <p>Order of calls: {@link #replied} or {@link #failed} for each request; after {@link
 * Action#PLAY} also {@link #played} for the bytes of the segment, and {@link #ended}.
 */
final class SegmentCursor {
  /** What to do next. */
  enum Action {
    /** Read the body as the segment. */
    PLAY,
    /** Ask for {@link #next}. */
    ASK,
    /** Stop: the channel has ended. */
    STOP,
    /** The channel does not exist. */
    NO_CHANNEL,
    /** There were too many failures in a row. */
    GIVE_UP
  }

  /**
   * The next step.
   *
   * @param pauseMillis time to wait before
   */
  record Step(Action action, long pauseMillis) {
    private Step(Action action) {
      this(action, 0);
    }
  }

  static final Step ASK_AT_ONCE = new Step(Action.ASK);
  private static final Step ASK_AFTER_ABSENCE = new Step(Action.ASK, 250);
  private static final Step ASK_AFTER_FAILURE = new Step(Action.ASK, 300);

  /** A server that does not know what was played for so long has begun anew: 10 s. */
  private static final int MAX_AHEAD = 40;

  /** A second, if it is so far behind that no request in flight explains it. */
  private static final int MAX_FAR_AHEAD = 4;

  /** Empty segments in a row that are passed by at once. */
  private static final int MAX_EMPTY = 8;

  private final long start;
  private final int mostFailures;
  private long next;
  private long playedBytes;
  private boolean begun;
  private boolean skipped;
  private int failures;
  private int ahead;
  private int empty;
  private boolean moved;

  /**
   * @param start number of the first segment, or a negative one of the protocol
   * @param mostFailures failures in a row after which to give up
   */
  SegmentCursor(long start, int mostFailures) {
    this.start = start;
    this.next = start;
    this.mostFailures = mostFailures;
  }

  /** Number of the segment to ask for. */
  long next() {
    return next;
  }

  /** Takes the head of a reply. */
  Step replied(TrickleReply reply) {
    return switch (reply.kind()) {
      case SEGMENT -> segment(reply.segment());
      case NO_SEGMENT -> noSegment(reply.latest());
      case ENDED -> new Step(Action.STOP);
      case NO_CHANNEL -> new Step(Action.NO_CHANNEL);
      case FAILURE -> failed();
    };
  }

  private Step segment(long number) {
    if (next >= 0 && number != next) {
      return failed();
    }
    next = number;
    begun = true;
    ahead = 0;
    moved = false;
    return new Step(Action.PLAY);
  }

  private Step noSegment(long latest) {
    if (latest >= next) {
      boolean again = moved;
      moved = true;
      moveTo(latest);
      return again ? ASK_AFTER_ABSENCE : ASK_AT_ONCE;
    }
    if (++ahead > (next - latest > 1 ? MAX_FAR_AHEAD : MAX_AHEAD)) {
      ahead = 0;
      moveTo(start);
    }
    return ASK_AFTER_ABSENCE;
  }

  private void moveTo(long number) {
    skipped |= begun && number != next;
    playedBytes = number == next ? playedBytes : 0;
    next = number;
  }

  /** Takes a request or a body that failed. The same segment is asked for again. */
  Step failed() {
    return ++failures >= mostFailures ? new Step(Action.GIVE_UP) : ASK_AFTER_FAILURE;
  }

  /** How many bytes at the beginning of the segment have been played, before it was cut off. */
  long playedBytes() {
    return playedBytes;
  }

  /** Notes bytes of the segment that were played. */
  void played(int bytes) {
    playedBytes += bytes;
    failures = bytes > 0 ? 0 : failures;
  }

  /** Notes the end of the segment. A server of empty ones is not asked as fast as it answers. */
  Step ended() {
    empty = playedBytes > 0 ? 0 : empty + 1;
    next++;
    playedBytes = 0;
    failures = 0;
    return empty > MAX_EMPTY ? ASK_AFTER_ABSENCE : ASK_AT_ONCE;
  }

  /** Whether segments, or the rest of one, were left out since the last call. */
  boolean takeSkipped() {
    boolean was = skipped;
    skipped = false;
    return was;
  }
}

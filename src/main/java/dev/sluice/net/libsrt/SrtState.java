package dev.sluice.net.libsrt;

/** The state of a socket (SRT_SOCKSTATUS). */
public enum SrtState {
  /** Before its connection, or while it is made. */
  OPEN,
  /** Listening. */
  LISTENING,
  /** Connected. */
  CONNECTED,
  /** Broken, closed or unknown. */
  CLOSED;

  private static final int LISTENING_NUMBER = 3;
  private static final int CONNECTED_NUMBER = 5;

  static SrtState of(int number) {
    return switch (number) {
      case LISTENING_NUMBER -> LISTENING;
      case CONNECTED_NUMBER -> CONNECTED;
      default -> number < CONNECTED_NUMBER ? OPEN : CLOSED;
    };
  }
}

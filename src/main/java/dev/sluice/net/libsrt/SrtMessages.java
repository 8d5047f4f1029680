package dev.sluice.net.libsrt;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads the messages of one connection, each of which is one packet. For one thread.
 *
 * <p>The message is read into native memory with its control data (SRT_MSGCTRL, 48 bytes): the
 * sequence number of its packet is at byte 24.
 */
public final class SrtMessages {
  /** Result of a read: nothing came in time. */
  public static final int TIMEOUT = -1;

  /** Result of a read: the connection is broken or closed. */
  public static final int BROKEN = -2;

  /** Upper limit of a message of live media: an Ethernet frame. */
  public static final int MAX_MESSAGE_BYTES = 1500;

  private static final int ERROR = -1;
  private static final long NULL = 0;
  private static final int CONTROL_BYTES = 48;
  private static final int SEQUENCE = 24;
  private static final int READABLE = 1;

  /** SRT_EASYNCFAIL, SRT_EASYNCRCV, SRT_ETIMEOUT and others: the call may be repeated. */
  private static final int AGAIN = 6;

  private static final int ERRORS_PER_KIND = 1000;

  private final SrtFunctions functions;
  private final int socket;
  private final MemorySegment control;
  private final MemorySegment events;
  private final MemorySegment eventsLength;

  SrtMessages(SrtFunctions functions, int socket, Arena arena) {
    this.functions = functions;
    this.socket = socket;
    this.control = arena.allocate(CONTROL_BYTES, Long.BYTES);
    this.events = arena.allocate(ValueLayout.JAVA_INT);
    this.eventsLength = arena.allocate(ValueLayout.JAVA_INT);
  }

  /**
   * Reads the next message, and waits for it up to the time limit of the socket.
   *
   * @param into native memory with room for {@link #MAX_MESSAGE_BYTES} at {@code offset}
   * @return its length in bytes, {@link #TIMEOUT} or {@link #BROKEN}
   */
  public int next(MemorySegment into, int offset) {
    try {
      int count =
          (int)
              functions.receive.invokeExact(
                  socket,
                  into.asSlice(offset, MAX_MESSAGE_BYTES).address(),
                  MAX_MESSAGE_BYTES,
                  control.address());
      if (count != ERROR) {
        return count;
      }
      int error = (int) functions.lastError.invokeExact(NULL);
      return error / ERRORS_PER_KIND == AGAIN ? TIMEOUT : BROKEN;
    } catch (Throwable e) {
      throw SrtFunctions.failed(e);
    }
  }

  /** Sequence number of the last message's packet, 31 bits. */
  public int sequence() {
    return control.get(ValueLayout.JAVA_INT, SEQUENCE);
  }

  /** Whether the next read would not wait. */
  public boolean ready() {
    eventsLength.set(ValueLayout.JAVA_INT, 0, Integer.BYTES);
    try {
      int result =
          (int)
              functions.getOption.invokeExact(
                  socket, SrtOption.EVENTS.number(), events.address(), eventsLength.address());
      return result != ERROR && (events.get(ValueLayout.JAVA_INT, 0) & READABLE) != 0;
    } catch (Throwable e) {
      throw SrtFunctions.failed(e);
    }
  }
}

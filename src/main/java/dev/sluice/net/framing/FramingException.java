package dev.sluice.net.framing;

/** A message was refused. The connection cannot be used for another one. */
public final class FramingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kind of fault. */
  private final FramingFault fault;

  /** Status code of the answer. */
  private final int status;

  /**
   * A fault.
   *
   * @param status of the answer, 400 to 599
   * @param message a sentence for the sender, without bytes of the message
   */
  public FramingException(FramingFault fault, int status, String message) {
    // Without a stack trace, because clients cause it at any rate.
    super(message, null, false, false);
    this.fault = fault;
    this.status = status;
  }

  /** The kind of fault. */
  public FramingFault fault() {
    return fault;
  }

  /** Status code of the answer, 400 to 599. */
  public int status() {
    return status;
  }
}

package dev.sluice.net.framing;

/** An HTTP/2 connection has to end with a GOAWAY frame. */
public final class Http2FaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The cause. */
  private final Http2Fault fault;

  Http2FaultException(Http2Fault fault, String message) {
    // Without a stack trace, because clients cause it at any rate.
    super(message, null, false, false);
    this.fault = fault;
  }

  /** The cause. */
  public Http2Fault fault() {
    return fault;
  }
}

package dev.sluice.net.framing;

/**
 * Why an HTTP/2 connection was ended; the lower-case names label the metric. Each has an error code
 * (RFC 9113 section 7) for the GOAWAY frame.
 */
public enum Http2Fault {
  /** A header block consists of too many frames, or is too long. */
  HEADER_BLOCK(ErrorCodes.ENHANCE_YOUR_CALM),
  /** A header block is interrupted, or continued without a beginning. */
  CONTINUATION(ErrorCodes.PROTOCOL_ERROR),
  /** A header block cannot be decoded (RFC 7541). */
  COMPRESSION(ErrorCodes.COMPRESSION_ERROR),
  /** A frame is longer than announced, or has a length its type cannot have. */
  FRAME_SIZE(ErrorCodes.FRAME_SIZE_ERROR),
  /** A stream id or the padding of a frame is not possible. */
  FRAME(ErrorCodes.PROTOCOL_ERROR),
  /** More DATA than the window allows. */
  WINDOW(ErrorCodes.FLOW_CONTROL_ERROR),
  /** Too many SETTINGS frames, or too many values in one. */
  SETTINGS(ErrorCodes.ENHANCE_YOUR_CALM),
  /** Too many PING frames. */
  PING(ErrorCodes.ENHANCE_YOUR_CALM),
  /** Too many PRIORITY frames. */
  PRIORITY(ErrorCodes.ENHANCE_YOUR_CALM),
  /** Too many WINDOW_UPDATE frames. */
  WINDOW_UPDATE(ErrorCodes.ENHANCE_YOUR_CALM),
  /** Too many streams reset. */
  RST_STREAM(ErrorCodes.ENHANCE_YOUR_CALM),
  /** Too many empty DATA frames. */
  EMPTY_DATA(ErrorCodes.ENHANCE_YOUR_CALM),
  /** Too many frames of unknown types. */
  UNKNOWN(ErrorCodes.ENHANCE_YOUR_CALM);

  private final int errorCode;

  Http2Fault(int errorCode) {
    this.errorCode = errorCode;
  }

  /** Error code of RFC 9113 section 7. */
  public int errorCode() {
    return errorCode;
  }

  /** Error codes of RFC 9113 section 7. */
  private static final class ErrorCodes {
    static final int PROTOCOL_ERROR = 1;
    static final int FLOW_CONTROL_ERROR = 3;
    static final int FRAME_SIZE_ERROR = 6;
    static final int COMPRESSION_ERROR = 9;
    static final int ENHANCE_YOUR_CALM = 11;

    private ErrorCodes() {}
  }
}

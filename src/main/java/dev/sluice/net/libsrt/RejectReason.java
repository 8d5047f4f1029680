package dev.sluice.net.libsrt;

/**
 * Reasons for which a listener refuses a caller (access_control.h, and the reject reasons of
 * srt.h).
 */
public final class RejectReason {
  /** The stream id is malformed. */
  public static final int BAD_REQUEST = 1400;

  /** The token is missing or wrong. */
  public static final int UNAUTHORIZED = 1401;

  /** There are too many connections or requests. */
  public static final int OVERLOAD = 1402;

  /** The token does not allow this. */
  public static final int FORBIDDEN = 1403;

  /** There is no such stream. */
  public static final int NOT_FOUND = 1404;

  /** The caller wants to read, and may only publish. */
  public static final int BAD_MODE = 1405;

  /** The stream has another source. */
  public static final int CONFLICT = 1409;

  /** The type of the resource is none that is streamed. */
  public static final int NOT_SUPPORTED_MEDIA = 1415;

  /** A fault of the listener. */
  public static final int FAULT = 1500;

  /** The listener stops. */
  public static final int DOWN = 1503;

  private static final int PEER = 2;
  private static final int BACKLOG = 5;
  private static final int CLOSING = 7;
  private static final int OLD_VERSION = 8;
  private static final int BAD_SECRET = 10;
  private static final int UNSECURE = 11;
  private static final int TIMEOUT = 16;

  private RejectReason() {}

  /** The reason for which a call failed, as a clause. */
  static String clause(int reason) {
    return switch (reason) {
      case PEER -> "the peer refused the connection";
      case BACKLOG, OVERLOAD -> "the peer has too many connections";
      case CLOSING -> "the connection was closed";
      case OLD_VERSION -> "the peer speaks another version of SRT";
      case BAD_SECRET -> "the passphrase is wrong";
      case UNSECURE -> "one side has a passphrase and the other has none";
      case TIMEOUT -> "the peer does not answer";
      case BAD_REQUEST -> "the peer does not understand the stream id";
      case UNAUTHORIZED -> "the peer wants another name or token in the stream id";
      case FORBIDDEN -> "the peer forbids this stream id";
      case NOT_FOUND -> "the peer has no such stream";
      case BAD_MODE -> "the peer does not allow this mode of the stream id";
      case CONFLICT -> "the peer has another connection for this stream id";
      default -> "the peer refused it with reason %d".formatted(reason);
    };
  }
}

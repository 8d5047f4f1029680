package dev.sluice.net.rtmp;

/** Codes of the status messages for a publisher (Adobe RTMP 1.0, section 7.2.2). */
public enum RtmpStatus {
  /** Publishing may begin. */
  START("NetStream.Publish.Start", false),
  /** Publishing has ended as the publisher asked. */
  END("NetStream.Unpublish.Success", false),
  /** The name cannot be used, or is in use. */
  BAD_NAME("NetStream.Publish.BadName", true),
  /** The publisher has no right to it. */
  DENIED("NetStream.Publish.Denied", true),
  /** There is no room for the stream now. Encoders show the sentence of this code. */
  REJECTED("NetStream.Publish.Rejected", true),
  /** Publishing has failed after its beginning. */
  FAILED("NetStream.Publish.Failed", true),
  /** Playing is not served here. */
  NO_PLAY("NetStream.Play.Failed", true);

  private final String code;
  private final boolean error;

  RtmpStatus(String code, boolean error) {
    this.code = code;
    this.error = error;
  }

  /** Code in the message. */
  String code() {
    return code;
  }

  /** Level in the message. */
  String level() {
    return error ? "error" : "status";
  }
}

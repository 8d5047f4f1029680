package dev.sluice.source.srt;

import dev.sluice.net.libsrt.RejectReason;

/** Reasons for refusing a caller, with the number it gets. */
enum SrtRefusal {
  /** The stream id names no stream, or is malformed. */
  STREAM_ID(RejectReason.BAD_REQUEST),
  /** It wants to read. */
  MODE(RejectReason.BAD_MODE),
  /** It wants to send a file, or something else that is no stream. */
  TYPE(RejectReason.NOT_SUPPORTED_MEDIA),
  /** Its token is missing or wrong. */
  TOKEN(RejectReason.UNAUTHORIZED),
  /** Its token does not allow this stream. */
  FORBIDDEN(RejectReason.FORBIDDEN),
  /** Too many connections or streams, or too many requests of its address. */
  OVERLOAD(RejectReason.OVERLOAD),
  /** The logs of all streams have little memory left. */
  NO_MEMORY(RejectReason.OVERLOAD),
  /** The stream has a source that may not be replaced. */
  OCCUPIED(RejectReason.CONFLICT),
  /** It was connected, and sent no transport packets, or nothing while another caller waited. */
  NO_MEDIA(RejectReason.NOT_SUPPORTED_MEDIA),
  /** Its right cannot be checked, or the service stops. */
  UNAVAILABLE(RejectReason.DOWN);

  private final int reason;

  SrtRefusal(int reason) {
    this.reason = reason;
  }

  int reason() {
    return reason;
  }
}

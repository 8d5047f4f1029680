package dev.sluice.api.mediamtx;

import io.helidon.http.Status;

/** A request that is refused; the message is the text of MediaMTX for this case. */
final class MediaMtxRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;

  MediaMtxRefusal(Status status, String message) {
    super(message);
    this.status = status;
  }

  Status status() {
    return status;
  }
}

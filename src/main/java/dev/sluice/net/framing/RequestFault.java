package dev.sluice.net.framing;

import java.util.Locale;
import java.util.Optional;

/**
 * Why a single HTTP/2 request is answered with an error (RFC 9113 section 8.1.1). Its stream ends;
 * the connection goes on.
 */
public enum RequestFault {
  /** The method. */
  METHOD(400, "The method is malformed."),
  /** The path. */
  PATH(400, "The path contains characters that are not allowed; percent-encode them."),
  /** The authority. */
  AUTHORITY(400, "The authority is missing, malformed, or differs from the Host field."),
  /** Content-Length. */
  CONTENT_LENGTH(400, "The Content-Length is not one number, or differs from the body."),
  /** A field. */
  FIELD(400, "A header field is malformed, or not allowed in HTTP/2."),
  /** A pseudo-header field. */
  PSEUDO_FIELD(400, "A pseudo-header field is missing, repeated, misplaced or unknown."),
  /** The size of all fields. */
  TOO_LARGE(431, "The header fields are too large together.");

  private static final String FOLDER = "/.malformed/";

  private final int status;
  private final String sentence;

  RequestFault(int status, String sentence) {
    this.status = status;
    this.sentence = sentence;
  }

  /** Status code of the answer. */
  public int status() {
    return status;
  }

  /** What is wrong, for the sender. */
  public String sentence() {
    return sentence;
  }

  /** Path of the request that replaces the malformed one. */
  String path() {
    return FOLDER + name().toLowerCase(Locale.ROOT);
  }

  /** The fault for which a request with this path stands. Clients gain nothing by sending one. */
  public static Optional<RequestFault> of(String path) {
    if (path.startsWith(FOLDER)) {
      for (RequestFault fault : values()) {
        if (fault.path().equals(path)) {
          return Optional.of(fault);
        }
      }
    }
    return Optional.empty();
  }
}

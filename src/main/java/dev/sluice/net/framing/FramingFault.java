package dev.sluice.net.framing;

/** Why the framing of a message was refused; the lower-case names label the metric. */
public enum FramingFault {
  /** The request line is malformed or of an unknown version of HTTP. */
  REQUEST_LINE,
  /** A field line of the head or of the trailers is malformed. */
  FIELD,
  /** The Host field is missing, repeated or malformed. */
  HOST,
  /** Content-Length is not one number. */
  CONTENT_LENGTH,
  /** Transfer-Encoding is not {@code chunked}, or does not belong there. */
  TRANSFER_ENCODING,
  /** The line or the end of a chunk is malformed. */
  CHUNK,
  /** A line, a head or the trailers are too long. */
  TOO_LONG,
  /** The message has not arrived within its time. */
  TOO_SLOW
}

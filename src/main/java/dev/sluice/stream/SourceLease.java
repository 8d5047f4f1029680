package dev.sluice.stream;

/**
 * A source's place in a stream, from {@link Streams#openSource} to {@link Streams#closeSource}.
 *
 * @param stream the stream it writes
 * @param epoch what it enters the stream's writer with
 */
public record SourceLease(Stream stream, int epoch) {
  /** Whether no other source has taken its place. */
  public boolean current() {
    return stream.writer().current(epoch);
  }
}

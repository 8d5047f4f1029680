package dev.sluice.stream.life;

/**
 * Keeps a stream for one viewer that was answered before the stream had output: without a source,
 * the stream neither vanishes nor ends by its linger time. It is kept until the stream is playable,
 * or until the promise is closed. The logs of the promised tracks exist from the beginning. Safe
 * for any thread.
 */
public final class StreamPromise implements AutoCloseable {
  private final Stream stream;

  StreamPromise(Stream stream) {
    this.stream = stream;
  }

  /** The stream. The next source of its name writes into it. */
  public Stream stream() {
    return stream;
  }

  /** The viewer has gone. */
  @Override
  public void close() {
    stream.release(this);
  }
}

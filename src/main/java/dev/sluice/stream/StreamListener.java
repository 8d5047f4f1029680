package dev.sluice.stream;

/**
 * Told when a stream has something new. Called on the writer's thread, so it must neither block nor
 * work: it wakes whoever does.
 */
public interface StreamListener {
  /** Entries were appended to one or more of the stream's logs since the last call. */
  void onAppended(Stream stream);

  /** The stream is over; nothing more will come. */
  void onEnded(Stream stream);
}

package dev.sluice.stream.log;

/**
 * Receives a call for new entries. It runs on the writer's thread, so it must neither block nor
 * work: it wakes the reader's thread.
 */
public interface AppendListener {
  /** One or more of the stream's logs have new entries. */
  void onAppended();

  /** The stream has ended: no entry will follow. */
  void onEnded();
}

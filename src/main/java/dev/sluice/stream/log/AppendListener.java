package dev.sluice.stream.log;

/**
 * Receives a call for new entries. The call is made on the writer's thread and must not block: it
 * wakes the reader's thread, or does work that takes no longer than a wake-up.
 */
public interface AppendListener {
  /** One or more of the stream's logs have new entries. */
  void onAppended();

  /** The stream has ended: no entry will follow. */
  void onEnded();
}

package dev.sluice.stream.log;

/**
 * Is told of new entries. Called on the writer's thread, so it must neither block nor work: it
 * wakes the thread that does.
 */
public interface AppendListener {
  /** One or more of the stream's logs have new entries. */
  void onAppended();

  /** The stream has ended: no entry will follow. */
  void onEnded();
}

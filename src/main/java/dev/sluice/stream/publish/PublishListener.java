package dev.sluice.stream.publish;

/** Receives changes of a stream's source. */
public interface PublishListener {
  /**
   * The source, its tracks, formats or health, or the supplied tracks changed. Called under the
   * publisher's lock: it must not block.
   */
  void onSource(SourceView source);

  /** A source became live after another one. Called under the publisher's lock. */
  void onTakeover();

  /**
   * Something changed. Called without the lock, by one thread at a time, perhaps once for several
   * changes. Supplies that are opened within the call belong to the change.
   */
  default void onChanged() {}

  /** All changes so far were passed to {@link #onChanged}. */
  default void onSettled() {}
}

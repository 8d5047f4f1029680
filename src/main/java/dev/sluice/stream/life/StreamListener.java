package dev.sluice.stream.life;

/** Receives changes of a stream. */
interface StreamListener {
  /** A source became live after another one. Called under the publisher's lock. */
  void onTakeover();

  /** The source, the supplied tracks, the demand or the state changed. Called without a lock. */
  void onChanged(Stream stream);
}

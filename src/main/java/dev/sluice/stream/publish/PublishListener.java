package dev.sluice.stream.publish;

/** Receives changes of a stream's source, under the publisher's lock: it must not block. */
public interface PublishListener {
  /** The source, its tracks, formats or health changed. */
  void onSource(SourceView source);

  /** A source became live after another one. */
  void onTakeover();
}

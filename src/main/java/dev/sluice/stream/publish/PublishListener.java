package dev.sluice.stream.publish;

/** Is told of changes of a stream's source. Called under the publisher's lock: must not block. */
public interface PublishListener {
  /** The source, its tracks, formats or health changed. */
  void onSource(SourceView source);
}

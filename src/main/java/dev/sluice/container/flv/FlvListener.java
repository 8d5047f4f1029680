package dev.sluice.container.flv;

/** Receives the content of an FLV stream. */
public interface FlvListener {
  /** Takes pictures or sound; they are valid only during the call. */
  void onMedia(FlvMedia media);

  /**
   * Takes the announcement of a track, by the metadata at the beginning of the stream. It may come
   * again, and may be missing.
   */
  void onAnnounced(FlvCodec codec);
}

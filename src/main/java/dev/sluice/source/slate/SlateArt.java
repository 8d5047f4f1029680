package dev.sluice.source.slate;

/** Makes slates. Thread-safe. */
interface SlateArt {
  /**
   * Makes the slate of a stream. The call may encode a picture.
   *
   * @param size of the stream's last video; the slate may have another one
   */
  SlatePictures pictures(String streamName, SlateMessage message, SlateSize size);
}

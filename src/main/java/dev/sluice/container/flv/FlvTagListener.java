package dev.sluice.container.flv;

/** Receives the tags of an FLV stream. */
interface FlvTagListener {
  /** Takes a tag; it is valid only during the call. */
  void onTag(FlvTag tag);
}

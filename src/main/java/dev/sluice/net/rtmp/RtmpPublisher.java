package dev.sluice.net.rtmp;

/** Decides on a client that wants to publish, and takes what it sends. */
public interface RtmpPublisher {
  /**
   * The answer to a wish to publish.
   *
   * @param status {@link RtmpStatus#START} or the reason for refusing it
   * @param sentence for the client
   */
  record Answer(RtmpStatus status, String sentence) {}

  /**
   * Takes the wish to publish.
   *
   * @param app of the address, with its query
   * @param name behind it, with its query; may be empty
   */
  Answer publish(String app, String name);

  /**
   * Takes a message with pictures, sound or metadata; it is valid only during the call.
   *
   * @return false if the connection must end
   */
  boolean media(RtmpMessage message);

  /** Takes the end of publishing, as the client wishes it. */
  void unpublish();
}

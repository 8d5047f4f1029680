package dev.sluice.conformance.clients;

/**
 * What a client finds.
 *
 * @param order who comes first
 * @param sound whether the stream has sound besides its picture
 */
record Situation(Order order, boolean sound) {
  /** Who comes first. */
  enum Order {
    STREAM_FIRST("stream first"),
    VIEWER_FIRST("viewer first");

    private final String words;

    Order(String words) {
      this.words = words;
    }
  }

  String orderWords() {
    return order.words;
  }

  /** A name for a stream. */
  String stream() {
    return order.name().toLowerCase(java.util.Locale.ROOT) + (sound ? "-sound" : "-silent");
  }

  /**
   * From when on a client could have a picture to when it had: from its POST, or from the answer
   * where it had to wait for the stream.
   */
  double firstPictureMillis(Played played) {
    return played.pictureAtMillis()
        - (order == Order.STREAM_FIRST ? played.postedAtMillis() : played.answeredAtMillis());
  }
}

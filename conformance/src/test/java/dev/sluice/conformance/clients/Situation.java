package dev.sluice.conformance.clients;

/**
 * The situation of a client.
 *
 * @param order first of stream and viewer
 * @param sound true if the stream has sound besides its picture
 */
record Situation(Order order, boolean sound) {
  /** The first of stream and viewer. */
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
   * Time to the client's first picture: from its POST, or from the answer if the client had to wait
   * for the stream.
   */
  double firstPictureMillis(Played played) {
    return played.pictureAtMillis()
        - (order == Order.STREAM_FIRST ? played.postedAtMillis() : played.answeredAtMillis());
  }
}

package dev.sluice.api.whep;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What viewers can be told of (the WHEP extension for server-sent events). */
enum ViewerEvent {
  /** Media comes. */
  ACTIVE,
  /** No media has come for a while; the session stays. */
  INACTIVE,
  /** How many watch the stream. */
  VIEWERCOUNT,
  /** The viewer gets more, or stays connected, by coming again, perhaps elsewhere. */
  RECONNECT;

  private static final String LABELS = joined();

  /** Its name on the wire. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ViewerEvent> of(String label) {
    return Arrays.stream(values()).filter(event -> event.label().equals(label)).findFirst();
  }

  /** All names, with commas between. */
  static String labels() {
    return LABELS;
  }

  private static String joined() {
    return Arrays.stream(values()).map(ViewerEvent::label).collect(Collectors.joining(","));
  }
}

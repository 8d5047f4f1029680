package dev.sluice.api.events;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The events a client can subscribe to (draft-ietf-wish-whep-03, server-sent events). */
enum ViewerEvent {
  /** Media arrives. */
  ACTIVE,
  /** No media has arrived for a while; the session stays. */
  INACTIVE,
  /** The stream's number of viewers. */
  VIEWERCOUNT,
  /** Media of the stream that WebRTC cannot play. */
  UNPLAYED,
  /** A new POST would get more media, or a session that lasts longer. */
  RECONNECT;

  private static final String LABELS = joined();

  /** Name on the wire. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ViewerEvent> of(String label) {
    return Arrays.stream(values()).filter(event -> event.label().equals(label)).findFirst();
  }

  /** All names on the wire, separated by commas. */
  static String labels() {
    return LABELS;
  }

  private static String joined() {
    return Arrays.stream(values()).map(ViewerEvent::label).collect(Collectors.joining(","));
  }
}

package dev.sluice.media;

import java.util.Locale;

/** State of a track as a viewer experiences it. */
public enum TrackState {
  /** The track was declared a moment ago; nothing can be said yet. */
  STARTING,
  /** Access units arrive and are sent to viewers. */
  PLAYING,
  /** As {@link #PLAYING}, but placed by their arrival, since the source gives no time stamps. */
  NO_STAMPS,
  /** Nothing arrives. */
  NO_DATA,
  /** Pictures arrive, and none at which decoding can start. */
  WAITING_FOR_KEY,
  /** Data arrives, and access units cannot be made of it, or of most of it. */
  NOT_DECODABLE,
  /** Browsers cannot play the coding over WebRTC. */
  NOT_PLAYABLE,
  /** Another track of its kind is sent, or the track is data for other readers. */
  NOT_SENT;

  /** Name in the API, the metrics and the probe. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the track should play and yields nothing that a viewer could use. */
  public boolean yieldsNothing() {
    return this == NO_DATA || this == WAITING_FOR_KEY || this == NOT_DECODABLE;
  }
}

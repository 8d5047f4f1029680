package dev.sluice.rtc.sdp;

import java.util.Optional;

/** Who sends in a media section, as the side that wrote the line sees it (RFC 8866 section 6.7). */
public enum Direction {
  /** Both. */
  SENDRECV("sendrecv"),
  /** The writer. */
  SENDONLY("sendonly"),
  /** The other side. */
  RECVONLY("recvonly"),
  /** Nobody. */
  INACTIVE("inactive");

  private final String attribute;

  Direction(String attribute) {
    this.attribute = attribute;
  }

  /** Whether the writer wants to be sent something. */
  public boolean receives() {
    return this == SENDRECV || this == RECVONLY;
  }

  static Optional<Direction> ofAttribute(String name) {
    for (Direction direction : values()) {
      if (direction.attribute.equals(name)) {
        return Optional.of(direction);
      }
    }
    return Optional.empty();
  }
}

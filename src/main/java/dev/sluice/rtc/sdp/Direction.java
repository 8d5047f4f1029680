package dev.sluice.rtc.sdp;

import java.util.Optional;

/** Direction of media in a section, seen from the side that wrote it (RFC 8866 section 6.7). */
public enum Direction {
  /** Both sides send. */
  SENDRECV("sendrecv"),
  /** The writer sends. */
  SENDONLY("sendonly"),
  /** The other side sends. */
  RECVONLY("recvonly"),
  /** No side sends. */
  INACTIVE("inactive");

  private final String attribute;

  Direction(String attribute) {
    this.attribute = attribute;
  }

  /** Whether the writer receives media. */
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

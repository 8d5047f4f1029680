package dev.sluice.app.probe;

/** What tells the end of a track's PES packets. */
enum PesEndSignal {
  /** Their length fields: each leaves with its last packet. */
  LENGTH("length"),
  /** The stuffing in their last packets, which the muxer is known to put nowhere else. */
  STUFFING("stuffing"),
  /** The next one: there were too few to learn the muxer's habit. */
  LEARNING("learning"),
  /** The next one: the muxer stuffs in the middle as well. */
  NEXT_START("nextStart");

  private final String label;

  PesEndSignal(String label) {
    this.label = label;
  }

  /** As it stands in JSON. */
  String label() {
    return label;
  }
}

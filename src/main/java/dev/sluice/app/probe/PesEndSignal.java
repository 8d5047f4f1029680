package dev.sluice.app.probe;

/** Method of detecting the end of a track's PES packets. */
enum PesEndSignal {
  /** By PES_packet_length: each is delivered with its last packet. */
  LENGTH("length"),
  /** By stuffing in the last packet, which the muxer uses nowhere else. */
  STUFFING("stuffing"),
  /** By the next PES packet: there were too few to learn the muxer's use of stuffing. */
  LEARNING("learning"),
  /** By the next PES packet: the muxer uses stuffing in the middle as well. */
  NEXT_START("nextStart");

  private final String label;

  PesEndSignal(String label) {
    this.label = label;
  }

  /** The name in JSON. */
  String label() {
    return label;
  }
}

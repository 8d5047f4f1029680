package dev.sluice.container.mpegts;

import dev.sluice.media.Codec;

/**
 * One line of a program map.
 *
 * @param pid packet identifier, 13 bits
 * @param streamType as in ISO/IEC 13818-1 table 2-34
 * @param codec what it is, from the stream type and the descriptors
 * @param channels count of audio channels where a descriptor tells, else 0
 */
public record ElementaryStream(int pid, int streamType, Codec codec, int channels) {
  /** Whether a WebRTC viewer can be sent it: more than two channels of Opus need another format. */
  public boolean playable() {
    return codec.playable() && channels <= 2;
  }

  /** SCTE 35 comes in sections, everything else known in PES packets. */
  boolean inPes() {
    return codec != Codec.SCTE35;
  }
}

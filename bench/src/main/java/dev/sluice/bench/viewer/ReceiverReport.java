package dev.sluice.bench.viewer;

import java.nio.ByteBuffer;

/** Writes the reports a player sends once a second (RFC 3550 section 6.4.2). */
final class ReceiverReport {
  private static final int HEADER_BYTES = 8;
  private static final int BLOCK_BYTES = 24;

  private ReceiverReport() {}

  /** One report block for each of the two streams, without loss. */
  static byte[] write(int ssrc, RtpStream video, RtpStream audio) {
    ByteBuffer plain = ByteBuffer.allocate(HEADER_BYTES + 2 * BLOCK_BYTES);
    plain.putShort((short) 0x82C9).putShort((short) (plain.capacity() / 4 - 1)).putInt(ssrc);
    block(plain, video);
    block(plain, audio);
    return plain.array();
  }

  private static void block(ByteBuffer report, RtpStream stream) {
    report.putInt(stream.ssrc()).putInt(0).putInt((int) stream.lastIndex());
    report.putInt(0).putInt(0).putInt(0);
  }
}

package dev.sluice.rtc.rtcp;

import dev.sluice.base.bytes.Bytes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Feedback packets as sent by a viewer, and a listener that records calls. */
final class RtcpPackets {
  private RtcpPackets() {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
  }

  static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  /** A packet of a type, with its length field set. */
  static byte[] packet(int count, int type, String body) {
    byte[] packet = join(new byte[4], hex(body));
    packet[0] = (byte) (0x80 | count);
    packet[1] = (byte) type;
    Bytes.put16(packet, 2, packet.length / 4 - 1);
    return packet;
  }

  static byte[] receiverReport() {
    return packet(1, 201, "00000001 80000001 40 fffffe 00012345 00000010 aabbccdd 00010000");
  }

  static byte[] nack() {
    return packet(1, 205, "00000001 80000001 00640003 ffff8000");
  }

  static byte[] pli() {
    return packet(1, 206, "00000001 80000001");
  }

  static byte[] fir() {
    return packet(4, 206, "00000001 00000000 80000001 07000000 80000002 08000000");
  }

  /** Mantissa 0x3d090 (250000), exponent 2. */
  static byte[] remb() {
    return packet(15, 206, "00000001 00000000 52454d42 010bd090 80000001");
  }

  static byte[] transportFeedback() {
    return packet(
        15, 205, "00000001 80000001 0005 0003 000100 07 2003 04 08 0c 00 00 00".replace(" ", ""));
  }

  static byte[] bye() {
    return packet(2, 203, "00000001 00000002");
  }

  static byte[] compound() {
    return join(receiverReport(), nack(), pli(), fir(), remb(), transportFeedback(), bye());
  }

  /** Records every call as a line of text. */
  static final class Log implements RtcpListener {
    final List<String> lines = new ArrayList<>();

    private void add(String format, Object... values) {
      lines.add(format.formatted(values));
    }

    @Override
    public void receiverReport(
        int senderSsrc,
        int mediaSsrc,
        int fractionLost,
        int cumulativeLost,
        long highestSequence,
        long jitter,
        int lastSenderReport,
        long delaySinceLastSenderReport) {
      add(
          "report %x %x %d %d %x %d %x %d",
          senderSsrc,
          mediaSsrc,
          fractionLost,
          cumulativeLost,
          highestSequence,
          jitter,
          lastSenderReport,
          delaySinceLastSenderReport);
    }

    @Override
    public void nack(int mediaSsrc, int pid, int blp) {
      add("nack %x %d %x", mediaSsrc, pid, blp);
    }

    @Override
    public void pli(int mediaSsrc) {
      add("pli %x", mediaSsrc);
    }

    @Override
    public void fir(int mediaSsrc, int command) {
      add("fir %x %d", mediaSsrc, command);
    }

    @Override
    public void remb(long bitsPerSecond) {
      add("remb %d", bitsPerSecond);
    }

    @Override
    public void transportFeedback(int mediaSsrc, byte[] packet, int offset, int length) {
      add("transport %x %d %d", mediaSsrc, Bytes.u16(packet, offset), length);
    }

    @Override
    public void bye(int ssrc) {
      add("bye %x", ssrc);
    }
  }
}

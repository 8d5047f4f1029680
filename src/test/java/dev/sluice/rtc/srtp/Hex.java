package dev.sluice.rtc.srtp;

import java.util.HexFormat;

/** Bytes written as hexadecimal digits with any white space between them. */
final class Hex {
  private Hex() {}

  static byte[] bytes(String digits) {
    return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
  }

  static String text(byte[] bytes, int offset, int length) {
    return HexFormat.of().formatHex(bytes, offset, offset + length);
  }
}

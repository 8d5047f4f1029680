package dev.sluice.ingest.ts;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Makes access units that look like H.264 and decode to nothing. */
final class FakeVideo {
  /** 160x120, constrained baseline. */
  static final byte[] SPS =
      HexFormat.of().parseHex("6742c00ad902847e5c0440000003004000000783c48992");

  static final byte[] PPS = HexFormat.of().parseHex("68cb83cb20");
  static final byte[] AUD = {9, (byte) 0xF0};

  private final Random random;

  FakeVideo(long seed) {
    random = new Random(seed);
  }

  /** A slice of that many bytes, without anything that looks like a start code. */
  byte[] slice(int header, boolean first, int length) {
    byte[] slice = new byte[Math.max(3, length)];
    random.nextBytes(slice);
    for (int i = 0; i < slice.length; i++) {
      slice[i] = slice[i] == 0 ? 1 : slice[i];
    }
    slice[0] = (byte) header;
    slice[1] = (byte) (first ? slice[1] | 0x80 : slice[1] & 0x7F | 1);
    return slice;
  }

  byte[] idr(int length) {
    return slice(0x65, true, length);
  }

  byte[] delta(int length) {
    return slice(0x41, true, length);
  }

  /** The NAL units behind start codes, of four bytes for the first and three for the others. */
  static byte[] annexB(byte[]... nalUnits) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] nalUnit : nalUnits) {
      if (out.size() == 0) {
        out.write(0);
      }
      out.writeBytes(new byte[] {0, 0, 1});
      out.writeBytes(nalUnit);
    }
    return out.toByteArray();
  }

  /** The NAL units of RTP payloads (RFC 6184), put together again. */
  static List<byte[]> nalUnits(List<byte[]> payloads) {
    List<byte[]> units = new ArrayList<>();
    ByteArrayOutputStream fragments = new ByteArrayOutputStream();
    for (byte[] payload : payloads) {
      int type = payload[0] & 0x1F;
      if (type == 24) {
        for (int at = 1; at < payload.length; ) {
          int length = (payload[at] & 0xFF) << 8 | payload[at + 1] & 0xFF;
          units.add(Arrays.copyOfRange(payload, at + 2, at + 2 + length));
          at += 2 + length;
        }
      } else if (type == 28) {
        if ((payload[1] & 0x80) != 0) {
          fragments.reset();
          fragments.write(payload[0] & 0xE0 | payload[1] & 0x1F);
        }
        fragments.write(payload, 2, payload.length - 2);
        if ((payload[1] & 0x40) != 0) {
          units.add(fragments.toByteArray());
        }
      } else {
        units.add(payload);
      }
    }
    return units;
  }

  /** The NAL units of an entry's body, each behind its length. */
  static List<byte[]> body(Rig.Entry entry) {
    List<byte[]> units = new ArrayList<>();
    int at = entry.contentOffset();
    while (at < entry.bytes().length) {
      int length = dev.sluice.base.bytes.Bytes.i32(entry.bytes(), at);
      units.add(Arrays.copyOfRange(entry.bytes(), at + 4, at + 4 + length));
      at += 4 + length;
    }
    return units;
  }

  /** To compare lists of arrays. */
  static List<String> hex(List<byte[]> arrays) {
    return arrays.stream().map(HexFormat.of()::formatHex).toList();
  }
}

package dev.sluice.rtc.rtp;

import dev.sluice.base.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A receiver of H.265 (RFC 7798), written from the RFC and not from the packetizer. Payloads come
 * in order; it throws on one that breaks a rule.
 */
public final class H265Depacketizer {
  private final List<byte[]> nalUnits = new ArrayList<>();
  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
  private int fragmentedType = -1;

  /** Takes a payload. */
  public void add(byte[] payload) {
    int type = payload[0] >>> 1 & 0x3F;
    if (fragmentedType >= 0 && type != 49) {
      throw new IllegalStateException("type " + type + " within fragments");
    }
    switch (type) {
      case 48 -> aggregated(payload);
      case 49 -> fragment(payload);
      case 50 -> throw new IllegalStateException("PACI");
      default -> nalUnits.add(payload.clone());
    }
  }

  private void aggregated(byte[] payload) {
    int at = 2;
    int count = 0;
    while (at < payload.length) {
      int length = Bytes.u16(payload, at);
      nalUnits.add(Arrays.copyOfRange(payload, at + 2, at + 2 + length));
      at += 2 + length;
      count++;
    }
    if (count < 2 || at != payload.length) {
      throw new IllegalStateException("%d NAL units up to %d".formatted(count, at));
    }
  }

  private void fragment(byte[] payload) {
    boolean start = (payload[2] & 0x80) != 0;
    boolean end = (payload[2] & 0x40) != 0;
    int type = payload[2] & 0x3F;
    if (payload.length == 3 || start && end || start != (fragmentedType < 0)) {
      throw new IllegalStateException("fragment %02x out of place".formatted(payload[2]));
    }
    if (start) {
      fragmentedType = type;
      fragments.write(payload[0] & 0x81 | type << 1);
      fragments.write(payload[1]);
    } else if (type != fragmentedType) {
      throw new IllegalStateException("fragment of another type");
    }
    fragments.write(payload, 3, payload.length - 3);
    if (end) {
      nalUnits.add(fragments.toByteArray());
      fragments.reset();
      fragmentedType = -1;
    }
  }

  /** The NAL units received so far, without start codes. */
  public List<byte[]> nalUnits() {
    return List.copyOf(nalUnits);
  }
}

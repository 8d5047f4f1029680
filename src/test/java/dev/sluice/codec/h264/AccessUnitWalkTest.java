package dev.sluice.codec.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.annexb.NalIndex;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AccessUnitWalkTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static NalIndex scan(String text) {
    byte[] bytes = hex(text);
    NalIndex index = new NalIndex();
    index.scan(bytes, 0, bytes.length);
    return index;
  }

  @Test
  void severalAccessUnits() {
    // AUD SPS PPS SEI IDR(first) IDR(not first) | slice(first, ref 0) | AUD slice(not first)
    NalIndex index =
        scan(
            "00000109f0 0000016742 00000168ee 0000010605 0000016588 0000016548"
                + "0000010180 00000109f0 0000012140");
    AccessUnitWalk walk = new AccessUnitWalk();
    walk.reset(index, 0);
    assertTrue(walk.next());
    assertEquals(6, walk.to());
    assertTrue(walk.key());
    assertFalse(walk.disposable());
    assertTrue(walk.next());
    assertEquals(7, walk.to());
    assertFalse(walk.key());
    assertTrue(walk.disposable());
    assertTrue(walk.next());
    assertTrue(walk.picture());
    assertEquals(0, AccessUnitWalk.firstStart(index));
    assertEquals(2, AccessUnitWalk.firstStart(scan("0000010140 000001 0c80 00000109f0")));
    assertFalse(walk.next());
  }

  @Test
  void recoveryPoint() {
    byte[] sei = hex("06 05 02 aabb 06 01 c4 80");
    assertTrue(Sei.hasRecoveryPoint(sei, 0, sei.length));
    for (int cut = 0; cut < 6; cut++) {
      assertFalse(Sei.hasRecoveryPoint(sei, 0, cut));
    }
    byte[] other = hex("06 ff0a 02 0606 80");
    assertFalse(Sei.hasRecoveryPoint(other, 0, other.length));
  }
}

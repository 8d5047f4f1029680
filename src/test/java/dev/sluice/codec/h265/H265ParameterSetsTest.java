package dev.sluice.codec.h265;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class H265ParameterSetsTest {
  /** Writes bits and Exp-Golomb codes. */
  private static final class Bits {
    private final StringBuilder bits = new StringBuilder();

    Bits u(int count, long value) {
      for (int i = count - 1; i >= 0; i--) {
        bits.append(value >>> i & 1);
      }
      return this;
    }

    Bits ue(long value) {
      int length = 64 - Long.numberOfLeadingZeros(value + 1);
      return u(length - 1, 0).u(length, value + 1);
    }

    byte[] nalUnit() {
      u(1, 1);
      byte[] bytes = new byte[2 * bits.length() / 8 + 2];
      int length = 0;
      int zeros = 0;
      for (int at = 0; at < bits.length(); at += 8) {
        String part = (bits.substring(at, Math.min(bits.length(), at + 8)) + "0000000");
        int value = Integer.parseInt(part.substring(0, 8), 2);
        if (zeros == 2 && value <= 3) {
          bytes[length++] = 3;
          zeros = 0;
        }
        zeros = value == 0 ? zeros + 1 : 0;
        bytes[length++] = (byte) value;
      }
      return Arrays.copyOf(bytes, length);
    }
  }

  private static Bits sps(int subLayers, int id) {
    Bits bits = new Bits().u(16, 0x4201).u(4, 0).u(3, subLayers - 1).u(1, 1);
    bits.u(2, 1).u(1, 1).u(5, 2).u(32, 0x2000_0000).u(48, 0xB000_0000_0001L).u(8, 153);
    // The first sub-layer has a profile and a level, the second a level, further ones nothing.
    for (int i = 0; i < subLayers - 1; i++) {
      bits.u(2, i == 0 ? 3 : i == 1 ? 1 : 0);
    }
    for (int i = subLayers - 1; subLayers > 1 && i < 8; i++) {
      bits.u(2, 0);
    }
    bits.u(subLayers > 1 ? 96 : 0, 0).u(subLayers > 2 ? 8 : 0, 0);
    return bits.ue(id);
  }

  @Test
  void readsProfileOfSubLayersAndConformanceWindow() {
    for (int subLayers = 1; subLayers <= 7; subLayers++) {
      byte[] nalUnit =
          sps(subLayers, 3)
              .ue(1)
              .ue(1920)
              .ue(1088)
              .u(1, 1)
              .ue(1)
              .ue(2)
              .ue(0)
              .ue(4)
              .ue(2)
              .ue(1)
              .ue(4)
              .u(1, 0)
              .ue(4)
              .ue(2)
              .ue(0)
              .nalUnit();
      ProfileTierLevel profile =
          new ProfileTierLevel(1, true, 2, 0x2000_0000, 0xB000_0000_0001L, 153);
      assertEquals(
          new H265Sps(3, profile, 1, 10, 9, 1914, 1080, subLayers, 2),
          H265Sps.read(nalUnit, 0, nalUnit.length),
          subLayers + " sub-layers");
    }
  }

  /** With values for each sub-layer, those of the highest count. */
  @Test
  void readsReorderingOfTheHighestSubLayer() {
    Bits bits = sps(3, 0).ue(1).ue(64).ue(48).u(1, 0).ue(0).ue(0).ue(4).u(1, 1);
    for (int subLayer = 0; subLayer < 3; subLayer++) {
      bits.ue(4).ue(subLayer).ue(0);
    }
    byte[] nalUnit = bits.nalUnit();
    assertEquals(2, H265Sps.read(nalUnit, 0, nalUnit.length).reorderPictures());
  }

  @Test
  void impossibleReorderingIsRefused() {
    for (long[] fields : new long[][] {{13, 0}, {4, 17}}) {
      Bits bits = sps(1, 0).ue(1).ue(64).ue(48).u(1, 0).ue(0).ue(0);
      byte[] nalUnit = bits.ue(fields[0]).u(1, 1).ue(4).ue(fields[1]).ue(0).nalUnit();
      assertNull(H265Sps.read(nalUnit, 0, nalUnit.length));
    }
  }

  /** The flag of profile j says that its decoders can decode the stream (clause A.3). */
  @Test
  void theLeastCapableProfileIsToldThatCoversTheStream() {
    assertEquals(0x01_00_5D, profile(1, 0x6000_0000, false, 93));
    assertEquals(0x02_01_99, profile(2, 0x2000_0000, true, 153));
    assertEquals(0x01_00_5D, profile(4, 0x6800_0000, false, 93));
    assertEquals(0x04_00_5D, profile(4, 0x0800_0000, false, 93));
    assertEquals(0x01_00_5D, profile(1, 0, false, 93));
  }

  private static int profile(int idc, int flags, boolean highTier, int levelIdc) {
    return new ProfileTierLevel(0, highTier, idc, flags, 0, levelIdc).toProfileLevelId();
  }

  @Test
  void separatePlanesCropByTheSample() {
    Bits bits = sps(1, 0).ue(3).u(1, 1).ue(64).ue(48).u(1, 1).ue(1).ue(0).ue(0).ue(3).ue(0).ue(0);
    byte[] nalUnit = bits.ue(0).u(1, 1).ue(4).ue(0).ue(0).nalUnit();
    H265Sps sps = H265Sps.read(nalUnit, 0, nalUnit.length);
    assertEquals("63x45", sps.widthPixels() + "x" + sps.heightPixels());
  }

  @Test
  void impossibleOnesAreRefused() {
    H265ParameterSets sets = new H265ParameterSets();
    Bits[] impossible = {
      sps(1, 16).ue(1).ue(64).ue(48).u(1, 0).ue(0).ue(0),
      sps(1, 0).ue(4).ue(64).ue(48).u(1, 0).ue(0).ue(0),
      sps(1, 0).ue(1).ue(0).ue(48).u(1, 0).ue(0).ue(0),
      sps(1, 0).ue(1).ue(64).ue(1 << 20).u(1, 0).ue(0).ue(0),
      sps(1, 0).ue(1).ue(64).ue(48).u(1, 1).ue(40).ue(0).ue(0).ue(0).ue(0).ue(0),
      sps(1, 0).ue(1).ue(64).ue(48).u(1, 0).ue(9).ue(0),
      new Bits().u(16, 0x4201).u(4, 0).u(3, 7).u(1, 1),
      new Bits().u(16, 0x4401).ue(64).ue(0),
      new Bits().u(16, 0x4401).ue(0).ue(16)
    };
    for (Bits bits : impossible) {
      byte[] nalUnit = bits.nalUnit();
      sets.observe(nalUnit, 0, nalUnit.length);
    }
    byte[] good = sps(1, 0).ue(1).ue(64).ue(48).u(1, 0).ue(0).ue(0).nalUnit();
    sets.observe(Arrays.copyOf(good, H265ParameterSets.MAX_BYTES + 1), 0, 4097);
    assertEquals(10, sets.refused());
    for (int length = 3; length < good.length; length++) {
      assertNull(H265Sps.read(good, 0, length));
    }
    assertNull(sets.config());
  }

  @Test
  void enhancementLayersAreIgnored() {
    H265ParameterSets sets = new H265ParameterSets();
    byte[] nalUnit = new Bits().u(16, 0x4209).u(64, 0).nalUnit();
    sets.observe(nalUnit, 0, nalUnit.length);
    assertEquals(0, sets.refused());
  }

  @Test
  void noiseNeverThrows() {
    Random random = new Random(6);
    H265ParameterSets sets = new H265ParameterSets();
    for (int length = 0; length <= 1500; length++) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      if (length > 2) {
        noise[0] = (byte) (2 * (H265NalType.VPS + random.nextInt(3)));
        noise[1] = 1;
      }
      sets.observe(noise, 0, length);
      sets.config();
    }
  }
}

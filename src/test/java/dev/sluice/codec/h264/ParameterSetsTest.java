package dev.sluice.codec.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Codec;
import dev.sluice.media.TrackFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.jcodec.codecs.h264.H264Utils;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.codecs.h264.io.model.VUIParameters;
import org.jcodec.common.model.ColorSpace;
import org.junit.jupiter.api.Test;

class ParameterSetsTest {
  private final ParameterSets sets =
      new ParameterSets(TrackFormat.of(Codec.H264).label("PID 256").build());

  /** An SPS as another implementation writes it. */
  private static byte[] sps(int id, int widthMacroblocks, int heightUnits, Random random) {
    SeqParameterSet sps = new SeqParameterSet();
    int[] profiles = {66, 77, 100, 110, 122};
    sps.profileIdc = profiles[random.nextInt(profiles.length)];
    sps.levelIdc = 31;
    sps.seqParameterSetId = id;
    ColorSpace[] formats = {ColorSpace.YUV420J, ColorSpace.YUV422, ColorSpace.YUV444};
    sps.chromaFormatIdc = sps.profileIdc >= 100 ? formats[random.nextInt(3)] : ColorSpace.YUV420J;
    sps.picOrderCntType = random.nextInt(3);
    sps.offsetForRefFrame = new int[random.nextInt(4)];
    Arrays.setAll(sps.offsetForRefFrame, i -> random.nextInt(9) - 4);
    sps.numRefFrames = 1 + random.nextInt(4);
    sps.picWidthInMbsMinus1 = widthMacroblocks - 1;
    sps.picHeightInMapUnitsMinus1 = heightUnits - 1;
    sps.frameMbsOnlyFlag = random.nextBoolean();
    sps.frameCroppingFlag = random.nextBoolean();
    sps.frameCropRightOffset = random.nextInt(3);
    sps.frameCropBottomOffset = random.nextInt(3);
    sps.vuiParams = random.nextBoolean() ? new VUIParameters() : null;
    ByteBuffer buffer = ByteBuffer.allocate(512);
    sps.write(buffer);
    buffer.flip();
    ByteBuffer escaped = ByteBuffer.allocate(600);
    H264Utils.escapeNAL(buffer, escaped);
    escaped.flip();
    byte[] nalUnit = new byte[1 + escaped.remaining()];
    nalUnit[0] = 0x67;
    escaped.get(nalUnit, 1, escaped.remaining());
    return nalUnit;
  }

  private static byte[] pps(int... bytes) {
    byte[] pps = new byte[1 + bytes.length];
    pps[0] = 0x68;
    for (int i = 0; i < bytes.length; i++) {
      pps[i + 1] = (byte) bytes[i];
    }
    return pps;
  }

  private void observe(byte[] nalUnit) {
    sets.add(nalUnit, 0, nalUnit.length);
  }

  @Test
  void aSliceFindsItsSpsThoughSeveralTakeTurns() {
    Random random = new Random(4);
    observe(sps(0, 20, 10, random));
    observe(pps(0xC0));
    observe(sps(1, 40, 20, random));
    observe(pps(0x48));
    byte[] ofFirst = {0x65, (byte) 0x88, (byte) 0x80, 0};
    byte[] ofSecond = {0x65, (byte) 0x88, 0x40, 0};
    byte[] ofNone = {0x65, (byte) 0x88, 0x60, 0};
    assertEquals(0, Objects.requireNonNull(sets.spsOfSlice(ofFirst, 0, 4)).id());
    assertEquals(1, Objects.requireNonNull(sets.spsOfSlice(ofSecond, 0, 4)).id());
    assertEquals(0, Objects.requireNonNull(sets.spsOfSlice(ofFirst, 0, 4)).id());
    assertNull(sets.spsOfSlice(ofNone, 0, 4));
  }

  @Test
  void sizesAgreeWithAnotherReader() {
    Random random = new Random(4);
    for (int round = 0; round < 500; round++) {
      byte[] nalUnit = sps(round % 32, 1 + random.nextInt(300), 1 + random.nextInt(100), random);
      ByteBuffer payload = ByteBuffer.wrap(nalUnit, 1, nalUnit.length - 1).slice();
      H264Utils.unescapeNAL(payload);
      SeqParameterSet oracle = SeqParameterSet.read(payload);
      SpsInfo info = SpsInfo.read(nalUnit);
      assertNotNull(info);
      assertEquals(round % 32, info.id());
      assertEquals(oracle.profileIdc, info.profileLevelId() >> 16);
      assertEquals(31, info.profileLevelId() & 0xFF);
      assertEquals(16 * (oracle.picWidthInMbsMinus1 + 1) - crop(oracle, true), info.widthPixels());
      int height = 16 * SeqParameterSet.getPicHeightInMbs(oracle);
      assertEquals(height - crop(oracle, false), info.heightPixels());
    }
  }

  /** Clause 7.4.2.1.1, table 6-1. */
  private static int crop(SeqParameterSet sps, boolean horizontal) {
    if (!sps.frameCroppingFlag) {
      return 0;
    }
    boolean halfWidth = sps.chromaFormatIdc != ColorSpace.YUV444;
    boolean halfHeight = sps.chromaFormatIdc == ColorSpace.YUV420J;
    return horizontal
        ? sps.frameCropRightOffset * (halfWidth ? 2 : 1)
        : sps.frameCropBottomOffset * (halfHeight ? 2 : 1) * (sps.frameMbsOnlyFlag ? 1 : 2);
  }

  @Test
  void formatNeedsBothKindsAndChangesOnlyWithThem() {
    byte[] first = sps(0, 80, 45, new Random(1));
    assertFalse(sets.takeChange());
    observe(first);
    assertFalse(sets.takeChange());
    observe(pps(0xEE, 0x3C, 0x80));
    assertTrue(sets.takeChange());
    TrackFormat format = sets.format(false);
    assertEquals(2, format.parameterSets().size());
    assertEquals("PID 256", format.label());
    observe(first);
    observe(pps(0xEE, 0x3C, 0x80));
    assertFalse(sets.takeChange());
    assertEquals(format, sets.format(false));
    observe(sps(0, 40, 30, new Random(1)));
    assertTrue(sets.takeChange());
    assertEquals(2, sets.format(false).parameterSets().size());
    assertNotEquals(format, sets.format(false));
  }

  @Test
  void whatCannotBeIsRefused() {
    byte[] good = sps(0, 80, 45, new Random(1));
    for (int length = 2; length < 7; length++) {
      observe(Arrays.copyOf(good, length));
    }
    // pic_order_cnt_type 1 with a cycle of 2^31.
    observe(new byte[] {0x67, 66, 0, 31, (byte) 0xF5, (byte) 0xC0, 0, 0, 0, 1, 0, 0, 0});
    observe(Arrays.copyOf(good, ParameterSets.MAX_BYTES + 1));
    assertFalse(sets.takeChange());
    assertEquals(6, sets.rejected());
  }

  @Test
  void noiseNeverThrows() {
    Random random = new Random(5);
    for (int length = 0; length < 1500; length++) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      if (length > 0) {
        noise[0] = (byte) (random.nextBoolean() ? 0x67 : 0x68);
      }
      observe(noise);
      sets.takeChange();
    }
  }
}

package dev.sluice.codec.intra;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.codec.annexb.NalIndex;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jcodec.codecs.h264.H264Decoder;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Picture;

/**
 * The luma of a key picture, decoded by jcodec.
 *
 * @param samples row by row, without padding
 */
public record DecodedLuma(int width, int height, byte[] samples) {
  /**
   * Decodes a picture.
   *
   * @param sets SPS and PPS, without start codes
   * @param accessUnit NAL units, each after its length
   */
  public static DecodedLuma of(List<byte[]> sets, byte[] accessUnit, int width, int height) {
    H264Decoder decoder = new H264Decoder();
    decoder.addSps(List.of(withoutHeader(sets.get(0))));
    decoder.addPps(List.of(withoutHeader(sets.get(1))));
    NalIndex units = new NalIndex();
    if (!units.scanLengths(accessUnit, 0, accessUnit.length, 4)) {
      throw new AssertionError("not NAL units with their lengths");
    }
    List<ByteBuffer> slices = new ArrayList<>();
    for (int i = 0; i < units.count(); i++) {
      slices.add(ByteBuffer.wrap(accessUnit, units.offset(i), units.length(i)).slice());
    }
    Picture space = Picture.create((width + 15) & ~15, (height + 15) & ~15, ColorSpace.YUV420);
    Picture decoded = decoder.decodeFrameFromNals(slices, space.getData());
    byte[] luma = new byte[width * height];
    for (int i = 0; i < luma.length; i++) {
      int at = i / width * decoded.getPlaneWidth(0) + i % width;
      luma[i] = (byte) (decoded.getPlaneData(0)[at] + 128); // jcodec counts from -128.
    }
    return new DecodedLuma(width, height, luma);
  }

  private static ByteBuffer withoutHeader(byte[] unit) {
    return ByteBuffer.wrap(unit, 1, unit.length - 1).slice();
  }

  /** A sample, 0..255. */
  public int at(int x, int y) {
    return Bytes.u8(samples, y * width + x);
  }

  /** The part from one row to before another one. */
  public DecodedLuma rows(int from, int to) {
    byte[] part = new byte[(to - from) * width];
    System.arraycopy(samples, from * width, part, 0, part.length);
    return new DecodedLuma(width, to - from, part);
  }

  /** Count of samples of a part of the picture that are brighter than a limit. */
  public int brighter(int limit, int fromRow, int toRow) {
    int count = 0;
    for (int i = fromRow * width; i < toRow * width; i++) {
      count += Bytes.u8(samples, i) > limit ? 1 : 0;
    }
    return count;
  }

  /** Peak signal-to-noise ratio to the picture that was encoded, in decibels. */
  double psnr(StillPicture picture) {
    double squares = 0;
    for (int i = 0; i < samples.length; i++) {
      int at = i / width * picture.stride(0) + i % width;
      int difference = Bytes.u8(picture.plane(0), at) - Bytes.u8(samples, i);
      squares += difference * difference;
    }
    return 10 * Math.log10(255 * 255 / Math.max(squares / samples.length, 1e-6));
  }
}

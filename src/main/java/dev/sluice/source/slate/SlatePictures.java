package dev.sluice.source.slate;

import dev.sluice.codec.h264.ParameterSets;
import dev.sluice.codec.intra.KeyPicture;
import dev.sluice.codec.intra.PictureBand;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackFormat;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The encoded pictures of a slate, in a loop. Each one is a key picture.
 *
 * @param format with the parameter sets
 * @param content of the picture of a turn, as in {@link dev.sluice.media.AccessUnit}
 */
record SlatePictures(TrackFormat format, IntFunction<byte[]> content) {
  /**
   * A slate of encoded pictures.
   *
   * @param pictures their bands, at least one
   */
  static SlatePictures of(SlateSize size, List<List<PictureBand>> pictures) {
    List<byte[]> sets = KeyPicture.parameterSets(size.widthPixels(), size.heightPixels());
    // Two IDR pictures that follow each other have different numbers.
    return new SlatePictures(
        format(sets), turn -> KeyPicture.of(pictures.get(turn % pictures.size()), turn & 1));
  }

  /** The format that parameter sets give. */
  static TrackFormat format(List<byte[]> sets) {
    ParameterSets read = new ParameterSets(TrackFormat.of(Codec.H264).label("slate").build());
    sets.forEach(set -> read.add(set, 0, set.length));
    return read.format(false);
  }
}

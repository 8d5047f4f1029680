package dev.sluice.transcode.coder;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Codec;
import java.util.Optional;

/** A coding of sound as a decoder distinguishes it. */
public enum SoundCoding {
  /** AAC with ADTS headers. */
  AAC,
  /** AAC in LATM with LOAS headers. */
  AAC_LATM,
  /** MPEG audio, layer I. */
  MPEG_LAYER_1,
  /** MPEG audio, layer II. */
  MPEG_LAYER_2,
  /** MPEG audio, layer III. */
  MPEG_LAYER_3,
  /** AC-3. */
  AC3,
  /** Enhanced AC-3. */
  EAC3,
  /** Linear PCM of SMPTE 302M. */
  SMPTE_302M;

  private static final int LEAST_BYTES = 6;
  private static final int LAST_AC3_BSID = 10;

  /**
   * The coding of an access unit by its first bytes.
   *
   * @return empty for other codecs, and if the access unit does not begin with a header of its
   *     codec
   */
  public static Optional<SoundCoding> of(Codec codec, byte[] array, int offset, int length) {
    if (length < LEAST_BYTES) {
      return Optional.empty();
    }
    int sync = Bytes.u16(array, offset);
    return switch (codec) {
      case AAC -> aac(sync);
      case MPEG_AUDIO -> mpeg(sync);
      case AC3, EAC3 -> ac3(sync, Bytes.u8(array, offset + 5) >>> 3);
      case SMPTE_302M -> Optional.of(SMPTE_302M);
      default -> Optional.empty();
    };
  }

  /** A coding of a codec, used to decide whether the codec can be decoded. */
  public static Optional<SoundCoding> of(Codec codec) {
    return switch (codec) {
      case AAC -> Optional.of(AAC);
      case MPEG_AUDIO -> Optional.of(MPEG_LAYER_2);
      case AC3 -> Optional.of(AC3);
      case EAC3 -> Optional.of(EAC3);
      case SMPTE_302M -> Optional.of(SMPTE_302M);
      default -> Optional.empty();
    };
  }

  private static Optional<SoundCoding> aac(int sync) {
    if ((sync & 0xFFF6) == 0xFFF0) {
      return Optional.of(AAC);
    }
    return sync >>> 5 == 0x2B7 ? Optional.of(AAC_LATM) : Optional.empty();
  }

  private static Optional<SoundCoding> mpeg(int sync) {
    if (sync >>> 5 != 0x7FF) {
      return Optional.empty();
    }
    return switch (sync >>> 1 & 3) {
      case 3 -> Optional.of(MPEG_LAYER_1);
      case 2 -> Optional.of(MPEG_LAYER_2);
      case 1 -> Optional.of(MPEG_LAYER_3);
      default -> Optional.empty();
    };
  }

  private static Optional<SoundCoding> ac3(int sync, int bsid) {
    if (sync != 0x0B77) {
      return Optional.empty();
    }
    return Optional.of(bsid > LAST_AC3_BSID ? EAC3 : AC3);
  }
}

package dev.sluice.codec.mpeg2;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.bytes.Bytes;
import dev.sluice.codec.annexb.StartCodeFramer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts MPEG-1 or MPEG-2 video into access units: a frame, or the two fields of one, with the
 * sequence and group headers before it (ISO/IEC 13818-2 clause 6.1). An access unit is key when its
 * first picture is an I-picture.
 */
public final class Mpeg2Framer extends StartCodeFramer {
  private static final int PICTURE_HEADER = 0x00;
  private static final int SEQUENCE_HEADER = 0xB3;
  private static final int EXTENSION = 0xB5;
  private static final int GROUP_HEADER = 0xB8;
  private static final int SEQUENCE_EXTENSION = 1;
  private static final int PICTURE_CODING_EXTENSION = 8;
  private static final int INTRA = 1;
  private static final int WHOLE_FRAME = 3;

  /** Number of fields received of a frame coded as two fields, 0 for a whole frame. */
  private int fields;

  private @Nullable Mpeg2Sequence sequence;

  /** Framer for one elementary stream. */
  public Mpeg2Framer() {
    this(ByteBudget.UNLIMITED);
  }

  /**
   * Framer for one elementary stream.
   *
   * @param budget memory for an access unit; one for which there is none is lost
   */
  public Mpeg2Framer(ByteBudget budget) {
    super(false, budget);
  }

  @Override
  protected int role(byte[] array, int at, boolean afterPicture) {
    return switch (Bytes.u8(array, at)) {
      case SEQUENCE_HEADER, GROUP_HEADER -> BEGINS_UNIT;
      case PICTURE_HEADER -> picture(array, at, afterPicture);
      case EXTENSION -> {
        // picture_structure (clause 6.2.3.1) distinguishes fields from frames.
        boolean field = (array[at + 3] & 3) != WHOLE_FRAME;
        if (Bytes.u8(array, at + 1) >>> 4 == PICTURE_CODING_EXTENSION && field && fields == 0) {
          fields = 1;
        }
        yield 0;
      }
      default -> 0;
    };
  }

  private int picture(byte[] array, int at, boolean afterPicture) {
    if (afterPicture && fields == 1) {
      fields = 2;
      return PICTURE;
    }
    fields = 0;
    boolean intra = (array[at + 2] >>> 3 & 7) == INTRA; // picture_coding_type
    return BEGINS_UNIT | PICTURE | (intra ? KEY : 0);
  }

  @Override
  protected void complete(byte[] array, int at, int count) {
    int code = Bytes.u8(array, at);
    Mpeg2Sequence known = sequence;
    if (code == SEQUENCE_HEADER && count > Mpeg2Sequence.HEADER_BYTES) {
      sequence = Mpeg2Sequence.read(array, at + 1);
    } else if (code == EXTENSION
        && known != null
        && count > Mpeg2Sequence.EXTENSION_BYTES
        && Bytes.u8(array, at + 1) >>> 4 == SEQUENCE_EXTENSION) {
      sequence = known.extended(array, at + 1);
    }
  }

  /** The sequence of the access unit delivered last, null until it is known. */
  public @Nullable Mpeg2Sequence sequence() {
    return sequence;
  }

  /** Duration of a frame at the frame rate of the sequence header, 0 until it is known. */
  @Override
  public long durationTicks90k() {
    Mpeg2Sequence known = sequence;
    return known == null ? 0 : known.frameTicks90k();
  }
}

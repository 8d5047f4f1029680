package dev.sluice.codec.annexb;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.codec.framing.AccessUnitFramer;
import dev.sluice.codec.framing.ElementaryBuffer;

/**
 * Cuts video with start codes into access units. A subclass classifies the NAL unit or header after
 * a start code.
 *
 * <p>An access unit is complete when the next one begins. It extends from its first start code to
 * the first start code of the next access unit. An access unit without a picture is not delivered.
 */
public abstract class StartCodeFramer implements AccessUnitFramer {
  /** Role: begins an access unit if a picture precedes. */
  protected static final int BEGINS_UNIT = 1;

  /** Role: belongs to the data of a picture. */
  protected static final int PICTURE = 2;

  /** Role: decoding can start with the access unit. */
  protected static final int KEY = 4;

  /** Number of bytes after the start code that {@link #role} needs. */
  protected static final int LOOKAHEAD_BYTES = 4;

  /** The largest PES packet is 8 MiB; the largest key frames of 2160p60 have 1 MB. */
  private static final int MAX_BYTES = 9 << 20;

  private static final int NONE = -1;

  private final boolean zeroByteBegins;
  private final ElementaryBuffer bytes;

  /** Number of bytes, from the first one held, in which start codes were found. */
  private int searched;

  /**
   * Positions of the last start code found and of the first NAL unit's start code, relative to the
   * first byte held.
   */
  private int lastCode = NONE;

  private int firstCode;
  private boolean opened;
  private boolean picture;
  private boolean startsKey;
  private boolean hasGap;

  private boolean flushing;
  private int offset;
  private int length;
  private boolean key;
  private boolean damaged;
  private long skippedBytes;
  private long damagedUnits;

  /**
   * @param zeroByteBegins whether a zero byte before a start code belongs to the start code, as in
   *     ITU-T H.264 clause B.1.1, or to the preceding data, as in ISO/IEC 13818-2 clause 5.2.3
   * @param budget memory for an access unit
   */
  protected StartCodeFramer(boolean zeroByteBegins, ByteBudget budget) {
    this.zeroByteBegins = zeroByteBegins;
    this.bytes = new ElementaryBuffer(MAX_BYTES, budget);
  }

  /**
   * The roles of a NAL unit, called once for each in the order of the stream.
   *
   * @param at index of the byte after the start code, followed by {@link #LOOKAHEAD_BYTES}
   * @param afterPicture whether a NAL unit of the same access unit had the role {@link #PICTURE}
   * @return a sum of {@link #BEGINS_UNIT}, {@link #PICTURE} and {@link #KEY}
   */
  protected abstract int role(byte[] array, int at, boolean afterPicture);

  /**
   * Receives each complete NAL unit of an access unit, before the access unit is delivered.
   *
   * @param at index of the byte after the start code
   * @param count length in bytes up to the next start code, with zeros that may precede it
   */
  protected abstract void complete(byte[] array, int at, int count);

  @Override
  public final void push(byte[] array, int from, int count, long pts33, long dts33) {
    flushing = false;
    if (!bytes.append(array, from, count, pts33, dts33)) {
      damagedUnits++;
      drop();
      skippedBytes += count;
    }
  }

  @Override
  public final void gap() {
    hasGap |= opened;
    // The NAL unit with the gap is not whole.
    lastCode = NONE;
    searched = bytes.length();
  }

  @Override
  public final void flush() {
    flushing = true;
  }

  @Override
  public final boolean next() {
    while (bytes.length() > 0) {
      int end = bytes.end();
      int code = AnnexB.nextStartCode(bytes.array(), bytes.from() + searched, end);
      if (end - code < AnnexB.START_CODE_BYTES + LOOKAHEAD_BYTES) {
        int notFound = Math.max(bytes.from() + searched, end - (AnnexB.START_CODE_BYTES - 1));
        searched = (code < end ? code : notFound) - bytes.from();
        skipSearched();
        return flushing && finish(code);
      }
      completeLast(code);
      if (nalUnit(code)) {
        return true;
      }
    }
    return false;
  }

  /** Takes a NAL unit over; returns true if an access unit ended before it. */
  private boolean nalUnit(int code) {
    int role = role(bytes.array(), code + AnnexB.START_CODE_BYTES, picture);
    boolean ends = false;
    if ((role & BEGINS_UNIT) != 0 && (picture || !opened)) {
      boolean zeroByte = zeroByteBegins && code > bytes.from() && bytes.array()[code - 1] == 0;
      ends = endUnit(zeroByte ? code - 1 : code);
      opened = true;
      firstCode = code - bytes.from();
    }
    picture |= opened && (role & PICTURE) != 0;
    startsKey |= opened && (role & KEY) != 0;
    lastCode = code - bytes.from();
    searched = lastCode + AnnexB.START_CODE_BYTES;
    return ends;
  }

  /** Nothing before an access unit is kept but the byte that may be the zero before it. */
  private void skipSearched() {
    if (!opened && searched > 1) {
      skippedBytes += searched - 1;
      bytes.consumeTo(bytes.from() + searched - 1);
      searched = 1;
    }
  }

  private void completeLast(int to) {
    if (!opened || lastCode == NONE) {
      return;
    }
    int at = bytes.from() + lastCode + AnnexB.START_CODE_BYTES;
    complete(bytes.array(), at, to - at);
  }

  /** The bytes before {@code end} are an access unit, or belong to none. */
  private boolean endUnit(int end) {
    boolean delivered = picture;
    offset = bytes.from();
    length = end - offset;
    if (delivered) {
      key = startsKey;
      damaged = hasGap;
      damagedUnits += damaged ? 1 : 0;
      bytes.takeStamps(offset + firstCode);
    } else {
      skippedBytes += length;
    }
    bytes.consumeTo(end);
    opened = false;
    picture = false;
    startsKey = false;
    hasGap = false;
    return delivered;
  }

  /** The stream ends: so does the last access unit. */
  private boolean finish(int to) {
    completeLast(to);
    boolean delivered = endUnit(bytes.end());
    lastCode = NONE;
    searched = 0;
    return delivered;
  }

  private void drop() {
    skippedBytes += bytes.length();
    bytes.clear();
    opened = false;
    picture = false;
    startsKey = false;
    hasGap = false;
    lastCode = NONE;
    searched = 0;
  }

  @Override
  public final byte[] array() {
    return bytes.array();
  }

  @Override
  public final int offset() {
    return offset;
  }

  @Override
  public final int length() {
    return length;
  }

  @Override
  public final long pts33() {
    return bytes.pts33();
  }

  @Override
  public final long dts33() {
    return bytes.dts33();
  }

  @Override
  public final boolean key() {
    return key;
  }

  @Override
  public final boolean damaged() {
    return damaged;
  }

  @Override
  public final long skippedBytes() {
    return skippedBytes;
  }

  @Override
  public final long damagedUnits() {
    return damagedUnits;
  }
}

package dev.sluice.codec.audio;

import dev.sluice.base.bytes.BitReader;
import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;

/**
 * AudioSyncStream of LOAS (ISO/IEC 14496-3 clause 1.7.2) and the beginning of the AudioMuxElement
 * in it (clause 1.7.3). If there are several programs and layers, the first one is used.
 *
 * <pre>
 *   11 bits  0x2B7      13 bits  audioMuxLengthBytes
 *    1 bit   useSameStreamMux; if 0, StreamMuxConfig follows:
 *    1 bit   audioMuxVersion; if 1: 1 bit audioMuxVersionA, taraBufferFullness
 *    1 bit   allStreamsSameTimeFraming    6 bits  numSubFrames
 *    4 bits  numProgram                   3 bits  numLayer
 *   (length of the AudioSpecificConfig in bits, with audioMuxVersion 1) AudioSpecificConfig ...
 * </pre>
 */
final class LoasHeader extends FrameHeader {
  private static final int HEADER_BYTES = 3;
  private static final int SYNC = 0x2B7;
  private static final int SAME_CONFIG = 0x80;

  /** Limit above the longest program config element with its comment. */
  private static final int MAX_CONFIG_BITS = 8 * 512;

  /**
   * The mux elements' bits up to the end of AudioSpecificConfig, the last byte filled with zeros.
   */
  private byte[] known = NO_CONFIG;

  private int knownBits;
  private int subFrames;

  @Override
  int headerBytes() {
    return HEADER_BYTES;
  }

  @Override
  boolean read(byte[] array, int at) {
    int header = Bytes.u24(array, at);
    lengthBytes = HEADER_BYTES + (header & 0x1FFF);
    return header >>> 13 == SYNC && lengthBytes > HEADER_BYTES;
  }

  /** Whether a frame has carried a readable configuration. */
  @Override
  boolean readPayload(byte[] array, int at) {
    int from = at + HEADER_BYTES;
    int length = lengthBytes - HEADER_BYTES;
    boolean same = Bytes.u8(array, from) >= SAME_CONFIG || repeats(array, from, length);
    if (!same && !readMuxConfig(array, from, length)) {
      knownBits = 0;
    }
    durationSamples = subFrames * blockSamples;
    return knownBits > 0;
  }

  /** Whether the element begins with the same configuration as its predecessor. */
  private boolean repeats(byte[] array, int from, int length) {
    int whole = knownBits >>> 3;
    int rest = knownBits & 7;
    return knownBits > 0
        && length > whole
        && Arrays.equals(known, 0, whole, array, from, from + whole)
        && (rest == 0 || known[whole] == (byte) (array[from + whole] & -1 << (8 - rest)));
  }

  private boolean readMuxConfig(byte[] array, int from, int length) {
    BitReader bits = new BitReader(array, from, length);
    bits.bit(); // useSameStreamMux
    boolean versionOne = bits.flag();
    if (versionOne) {
      if (bits.flag()) {
        return false; // audioMuxVersionA 1 is reserved
      }
      latmValue(bits); // taraBufferFullness
    }
    bits.bit(); // allStreamsSameTimeFraming
    int frames = 1 + bits.bits(6);
    bits.bits(7); // numProgram, numLayer
    long givenBits = versionOne ? latmValue(bits) : 0;
    long start = bits.position();
    AudioSpecificConfig config = AudioSpecificConfig.read(bits);
    long configBits = versionOne ? givenBits : bits.position() - start;
    long end = start + configBits;
    boolean fits = configBits <= MAX_CONFIG_BITS && end <= 8L * (from + length);
    if (config == null || !fits || bits.position() > end) {
      return false;
    }
    subFrames = frames;
    sampleRateHz = config.sampleRateHz();
    channels = config.channels();
    blockSamples = config.frameSamples();
    knownBits = (int) (end - 8L * from);
    known = copyBits(array, from, length, 8L * from, knownBits);
    byte[] specific = copyBits(array, from, length, start, (int) configBits);
    specificConfig = Arrays.equals(specific, specificConfig) ? specificConfig : specific;
    return true;
  }

  /** LatmGetValue (table 1.43): one to four bytes. */
  private static long latmValue(BitReader bits) {
    int count = 1 + bits.bits(2);
    return bits.bits(8 * count) & 0xFFFF_FFFFL;
  }

  private static byte[] copyBits(byte[] array, int from, int length, long start, int count) {
    BitReader bits = new BitReader(array, from, length);
    while (bits.position() < start) {
      bits.bit();
    }
    byte[] copy = new byte[(count + 7) / 8];
    for (int i = 0; i < count; i++) {
      copy[i >>> 3] |= (byte) (bits.bit() << (7 - (i & 7)));
    }
    return copy;
  }
}

package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.BitReader;
import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.TrackFormat;

/**
 * Channels of an Opus track by its audio descriptor ("Opus in MPEG-2 TS", table 4-2, as adopted by
 * ETSI TS 101 154). The channel_config_code is one of:
 *
 * <pre>
 *   0x00         two channels in one stream (dual mono)
 *   0x01..0x08   so many channels in Vorbis order (RFC 7845 section 5.1.1.2)
 *   0x80         two channels, each a stream of its own
 *   0x81         explicit: channels, mapping family and, unless that is 0, streams (the bits depend
 *                on the channels), and further fields
 *   0x82..0x88   so many channels, each a stream of its own
 * </pre>
 *
 * @param channels count of channels, 0 if unknown
 * @param streams coded streams in each packet; {@link TrackFormat#STREAMS_UNKNOWN} if unknown, or
 *     if more than two channels are not in Vorbis order
 */
record OpusChannels(int channels, int streams) {
  /** Without a descriptor, mono or stereo in one stream, as in RTP. */
  static final OpusChannels NOT_DESCRIBED = new OpusChannels(0, 1);

  private static final OpusChannels UNKNOWN = new OpusChannels(0, TrackFormat.STREAMS_UNKNOWN);
  private static final int MAX_CHANNELS = 8;
  private static final int DUAL_MONO_STREAMS = 0x80;
  private static final int EXPLICIT = 0x81;
  private static final int VORBIS_FAMILY = 1;

  /** Streams for 1 to 8 channels in Vorbis order. */
  private static final int[] STREAMS = {1, 1, 2, 2, 3, 4, 4, 5};

  /** Reads the descriptor from its channel_config_code on. */
  static OpusChannels of(byte[] array, int at, int length) {
    int code = length == 0 ? -1 : Bytes.u8(array, at);
    return switch (code) {
      case 0 -> new OpusChannels(2, 1);
      case DUAL_MONO_STREAMS -> new OpusChannels(2, 2);
      case EXPLICIT -> explicit(array, at + 1, length - 1);
      default -> {
        int count = code & 0x7F;
        yield code < 0 || count > MAX_CHANNELS
            ? UNKNOWN
            : new OpusChannels(count, code == count ? STREAMS[count - 1] : count);
      }
    };
  }

  private static OpusChannels explicit(byte[] array, int at, int length) {
    if (length < 2 || Bytes.u8(array, at) == 0) {
      return UNKNOWN;
    }
    int channels = Bytes.u8(array, at);
    int family = Bytes.u8(array, at + 1);
    if (family == 0) {
      return channels <= 2 ? new OpusChannels(channels, 1) : UNKNOWN;
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(channels - 1);
    if (length < 2 + (bits + 7) / 8) {
      return UNKNOWN;
    }
    if (channels > 2 && family != VORBIS_FAMILY) {
      return new OpusChannels(channels, TrackFormat.STREAMS_UNKNOWN);
    }
    return new OpusChannels(channels, 1 + new BitReader(array, at + 2, length - 2).bits(bits));
  }
}

package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Codec;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Codec, channels and language of an elementary stream, from stream_type (ISO/IEC 13818-1 table
 * 2-34) and the descriptors of the program map.
 */
final class StreamDescription {
  private static final int REGISTRATION = 0x05;
  private static final int LANGUAGE = 0x0A;
  private static final int METADATA = 0x26;
  private static final int DVB_AC3 = 0x6A;
  private static final int DVB_ENHANCED_AC3 = 0x7A;
  private static final int DVB_EXTENSION = 0x7F;

  /** Opus in TS: descriptor_tag_extension of the Opus audio descriptor. */
  private static final int OPUS_EXTENSION = 0x80;

  private static final int FORMAT_OPUS = fourCc("Opus");
  private static final int FORMAT_AC3 = fourCc("AC-3");
  private static final int FORMAT_EAC3 = fourCc("EAC3");
  private static final int FORMAT_KLV = fourCc("KLVA");
  private static final int FORMAT_ID3 = fourCc("ID3 ");
  private static final int FORMAT_HEVC = fourCc("HEVC");
  private static final int FORMAT_SCTE35 = fourCc("CUEI");

  private final Codec byType;
  private Codec byDescriptor = Codec.UNKNOWN;
  private OpusChannels opus = OpusChannels.NOT_DESCRIBED;
  private String language = "";

  /** Reads the descriptors in {@code array[from..end)}; a truncated one is ignored. */
  StreamDescription(int streamType, byte[] array, int from, int end) {
    byType = codecOf(streamType);
    int at = from;
    while (end - at >= 2) {
      int length = Bytes.u8(array, at + 1);
      if (length > end - at - 2) {
        return;
      }
      descriptor(Bytes.u8(array, at), array, at + 2, length);
      at += 2 + length;
    }
  }

  /** A specific stream_type takes precedence; private and metadata types depend on descriptors. */
  Codec codec() {
    return byType == Codec.UNKNOWN ? byDescriptor : byType;
  }

  int channels() {
    return codec() == Codec.OPUS ? opus.channels() : 0;
  }

  /** Coded streams in each packet. */
  int packetStreams() {
    return codec() == Codec.OPUS ? opus.streams() : 1;
  }

  /** ISO 639-2 code, empty if there is none. */
  String language() {
    return language;
  }

  private static Codec codecOf(int streamType) {
    return switch (streamType) {
      case 0x01, 0x02 -> Codec.MPEG2_VIDEO;
      case 0x03, 0x04 -> Codec.MPEG_AUDIO;
      case 0x0F, 0x11 -> Codec.AAC;
      case 0x1B -> Codec.H264;
      case 0x24 -> Codec.H265;
      case 0x81 -> Codec.AC3;
      case 0x86 -> Codec.SCTE35;
      case 0x87 -> Codec.EAC3;
      default -> Codec.UNKNOWN;
    };
  }

  private void descriptor(int tag, byte[] array, int at, int length) {
    switch (tag) {
      case REGISTRATION -> format(array, at, length);
      case LANGUAGE -> language(array, at, length);
      case METADATA -> metadata(array, at, length);
      case DVB_AC3 -> byDescriptor = Codec.AC3;
      case DVB_ENHANCED_AC3 -> byDescriptor = Codec.EAC3;
      case DVB_EXTENSION -> {
        if (length >= 1 && Bytes.u8(array, at) == OPUS_EXTENSION) {
          byDescriptor = Codec.OPUS;
          opus = OpusChannels.of(array, at + 1, length - 1);
        }
      }
      default -> {}
    }
  }

  private void format(byte[] array, int at, int length) {
    if (length < 4) {
      return;
    }
    int format = Bytes.i32(array, at);
    if (format == FORMAT_OPUS) {
      byDescriptor = Codec.OPUS;
    } else if (format == FORMAT_AC3) {
      byDescriptor = Codec.AC3;
    } else if (format == FORMAT_EAC3) {
      byDescriptor = Codec.EAC3;
    } else if (format == FORMAT_KLV) {
      byDescriptor = Codec.KLV;
    } else if (format == FORMAT_ID3) {
      byDescriptor = Codec.ID3;
    } else if (format == FORMAT_HEVC) {
      byDescriptor = Codec.H265;
    } else if (format == FORMAT_SCTE35) {
      byDescriptor = Codec.SCTE35;
    }
  }

  /** ISO_639_language_descriptor, clause 2.6.18: three letters; others are ignored. */
  private void language(byte[] array, int at, int length) {
    String code = length < 3 ? "" : new String(array, at, 3, StandardCharsets.US_ASCII);
    if (code.chars().allMatch(Character::isLetter)) {
      language = code.toLowerCase(Locale.ROOT);
    }
  }

  /** metadata_descriptor, clause 2.6.60: application format (16), its identifier (32)?, format. */
  private void metadata(byte[] array, int at, int length) {
    int skip = length >= 2 && Bytes.u16(array, at) == 0xFFFF ? 6 : 2;
    if (length >= skip + 5 && Bytes.u8(array, at + skip) == 0xFF) {
      format(array, at + skip + 1, length - skip - 1);
    }
  }

  private static int fourCc(String text) {
    return text.charAt(0) << 24 | text.charAt(1) << 16 | text.charAt(2) << 8 | text.charAt(3);
  }
}

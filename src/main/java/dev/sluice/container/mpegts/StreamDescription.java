package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Codec;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Codec, channels and language of an elementary stream, from stream_type (ISO/IEC 13818-1 table
 * 2-34) and the descriptors of the program map.
 */
final class StreamDescription {
  private static final int REGISTRATION = 0x05;
  private static final int LANGUAGE = 0x0A;
  private static final int METADATA = 0x26;
  private static final int DVB_TELETEXT = 0x56;
  private static final int DVB_SUBTITLING = 0x59;
  private static final int DVB_AC3 = 0x6A;
  private static final int DVB_ENHANCED_AC3 = 0x7A;
  private static final int DVB_DTS = 0x7B;
  private static final int DVB_EXTENSION = 0x7F;

  /** descriptor_tag_extension of the AC-4 descriptor (ETSI EN 300 468 clause 6.4). */
  private static final int AC4_EXTENSION = 0x15;

  /** Opus in TS: descriptor_tag_extension of the Opus audio descriptor. */
  private static final int OPUS_EXTENSION = 0x80;

  /** format_identifier of the registration_descriptor (clause 2.6.8). */
  private static final Map<String, Codec> FORMATS =
      Map.ofEntries(
          Map.entry("Opus", Codec.OPUS),
          Map.entry("AC-3", Codec.AC3),
          Map.entry("EAC3", Codec.EAC3),
          Map.entry("AC-4", Codec.AC4),
          Map.entry("DTS1", Codec.DTS),
          Map.entry("DTS2", Codec.DTS),
          Map.entry("DTS3", Codec.DTS),
          Map.entry("BSSD", Codec.SMPTE_302M),
          Map.entry("KLVA", Codec.KLV),
          Map.entry("ID3 ", Codec.ID3),
          Map.entry("HEVC", Codec.H265),
          Map.entry("VVC ", Codec.H266),
          Map.entry("AV01", Codec.AV1),
          Map.entry("CUEI", Codec.SCTE35));

  private static final int FORMAT_BYTES = 4;

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
      case 0x10 -> Codec.MPEG4_VIDEO;
      case 0x1B -> Codec.H264;
      case 0x24 -> Codec.H265;
      case 0x33 -> Codec.H266;
      case 0x81 -> Codec.AC3;
      case 0x86 -> Codec.SCTE35;
      case 0x87 -> Codec.EAC3;
      case 0x8A -> Codec.DTS;
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
      case DVB_DTS -> byDescriptor = Codec.DTS;
      case DVB_TELETEXT -> byDescriptor = Codec.TELETEXT;
      case DVB_SUBTITLING -> byDescriptor = Codec.DVB_SUBTITLES;
      case DVB_EXTENSION -> extension(array, at, length);
      default -> {}
    }
  }

  private void extension(byte[] array, int at, int length) {
    int tag = length >= 1 ? Bytes.u8(array, at) : 0;
    if (tag == OPUS_EXTENSION) {
      byDescriptor = Codec.OPUS;
      opus = OpusChannels.of(array, at + 1, length - 1);
    } else if (tag == AC4_EXTENSION) {
      byDescriptor = Codec.AC4;
    }
  }

  private void format(byte[] array, int at, int length) {
    if (length >= FORMAT_BYTES) {
      String format = new String(array, at, FORMAT_BYTES, StandardCharsets.ISO_8859_1);
      byDescriptor = FORMATS.getOrDefault(format, byDescriptor);
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
}

package dev.sluice.container.flv;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.media.MediaKind;

/**
 * Reads the headers of video and audio tags, classic (Adobe FLV 10.1, annex E.4.2 and E.4.3) and
 * enhanced (Enhanced RTMP v2, "Enhanced Audio" and "Enhanced Video"). Of several tracks in a tag,
 * the first one is passed on.
 */
final class MediaTags {
  private static final int CLASSIC_COMMAND = 5;
  private static final int ENHANCED_SOUND = 9;

  // Packet types of enhanced tags.
  private static final int SEQUENCE_START = 0;
  private static final int CODED_FRAMES = 1;
  private static final int CODED_FRAMES_X = 3;
  private static final int VIDEO_METADATA = 4;
  private static final int AUDIO_TRACKS = 5;
  private static final int VIDEO_TRACKS = 6;
  private static final int EXTENSION = 7;

  // Kinds of several tracks in a tag.
  private static final int ONE_TRACK = 0;
  private static final int TRACKS_OF_CODECS = 2;

  private static final int NANOSECONDS = 0;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private final FlvListener listener;
  private final EnumCounters<FlvCounter> counters;
  private final FlvMedia media = new FlvMedia();
  private byte[] array = new byte[0];
  private int at;
  private int end;
  private boolean overrun;

  MediaTags(FlvListener listener, EnumCounters<FlvCounter> counters) {
    this.listener = listener;
    this.counters = counters;
  }

  void video(FlvTag tag) {
    begin(tag);
    int first = u8();
    boolean enhanced = (first & 0x80) != 0;
    int frameType = first >>> 4 & 7;
    if (enhanced) {
      enhanced(MediaKind.VIDEO, first & 0xF, frameType == CLASSIC_COMMAND);
    } else if (frameType != CLASSIC_COMMAND) {
      classicVideo(first & 0xF);
    }
    countOverrun();
  }

  private void classicVideo(int number) {
    FlvCodec codec = FlvCodec.ofNumber(MediaKind.VIDEO, number);
    boolean typed = codec == FlvCodec.AVC || codec == FlvCodec.HEVC;
    int packetType = typed ? u8() : CODED_FRAMES;
    media.compositionMillis = typed ? s24() : 0;
    pass(codec, content(packetType), end);
  }

  void audio(FlvTag tag) {
    begin(tag);
    int first = u8();
    int format = first >>> 4;
    if (format == ENHANCED_SOUND) {
      enhanced(MediaKind.AUDIO, first & 0xF, false);
    } else {
      FlvCodec codec = FlvCodec.ofNumber(MediaKind.AUDIO, format);
      pass(codec, content(codec == FlvCodec.AAC ? u8() : CODED_FRAMES), end);
    }
    countOverrun();
  }

  private void begin(FlvTag tag) {
    array = tag.array;
    at = tag.offset;
    end = tag.offset + tag.length;
    overrun = false;
    media.timestampMillis = tag.timestampMillis;
    media.arrivalNanos = tag.arrivalNanos;
    media.compositionMillis = 0;
    media.offsetNanos = 0;
  }

  private void countOverrun() {
    if (overrun) {
      counters.increment(FlvCounter.MALFORMED_TAGS);
    }
  }

  private void enhanced(MediaKind kind, int firstType, boolean command) {
    int type = firstType;
    while (type == EXTENSION && !overrun) {
      type = extension();
    }
    if (command || (kind == MediaKind.VIDEO && type == VIDEO_METADATA)) {
      return;
    }
    if (type == (kind == MediaKind.VIDEO ? VIDEO_TRACKS : AUDIO_TRACKS)) {
      int kinds = u8();
      tracks(kind, kinds >>> 4, kinds & 0xF);
    } else {
      coded(FlvCodec.ofFourCc(kind, i32()), type, end);
    }
  }

  /** Reads an extension of the packet type (ModEx); returns the next packet type. */
  private int extension() {
    int size = u8() + 1;
    if (size == 256) {
      size = u16() + 1;
    }
    int data = at;
    skip(size);
    int types = u8();
    if (types >>> 4 == NANOSECONDS && size == 3 && !overrun) {
      media.offsetNanos = Math.min(Bytes.u24(array, data), NANOS_PER_MILLI - 1);
    }
    return types & 0xF;
  }

  private void tracks(MediaKind kind, int tracks, int type) {
    FlvCodec codec =
        tracks == TRACKS_OF_CODECS ? FlvCodec.OTHER_VIDEO : FlvCodec.ofFourCc(kind, i32());
    while (at < end && !overrun) {
      FlvCodec own = tracks == TRACKS_OF_CODECS ? FlvCodec.ofFourCc(kind, i32()) : codec;
      int track = u8();
      int size = tracks == ONE_TRACK ? end - at : u24();
      int from = at;
      skip(size);
      if (!overrun && track == 0) {
        at = from;
        coded(own, type, from + size);
      } else if (!overrun) {
        counters.increment(FlvCounter.OTHER_TRACKS);
      }
      at = from + size;
    }
  }

  private void coded(FlvCodec codec, int type, int to) {
    boolean reordered = codec == FlvCodec.AVC || codec == FlvCodec.HEVC || codec == FlvCodec.VVC;
    media.compositionMillis = reordered && type == CODED_FRAMES ? s24() : 0;
    boolean frames =
        type == CODED_FRAMES || (type == CODED_FRAMES_X && codec.kind() == MediaKind.VIDEO);
    pass(codec, content(frames ? CODED_FRAMES : type), to);
  }

  private static FlvMedia.Content content(int packetType) {
    return switch (packetType) {
      case SEQUENCE_START -> FlvMedia.Content.CONFIGURATION;
      case CODED_FRAMES -> FlvMedia.Content.FRAME;
      default -> FlvMedia.Content.OTHER;
    };
  }

  private void pass(FlvCodec codec, FlvMedia.Content content, int to) {
    overrun |= at > to;
    if (!overrun) {
      media.codec = codec;
      media.content = content;
      media.array = array;
      media.offset = at;
      media.length = to - at;
      listener.onMedia(media);
    }
  }

  private int u8() {
    return skip(1) ? Bytes.u8(array, at - 1) : 0;
  }

  private int u16() {
    return skip(2) ? Bytes.u16(array, at - 2) : 0;
  }

  private int u24() {
    return skip(3) ? Bytes.u24(array, at - 3) : 0;
  }

  private int s24() {
    return u24() << 8 >> 8;
  }

  private int i32() {
    return skip(4) ? Bytes.i32(array, at - 4) : 0;
  }

  private boolean skip(int count) {
    if (overrun || count > end - at) {
      overrun = true;
      return false;
    }
    at += count;
    return true;
  }
}

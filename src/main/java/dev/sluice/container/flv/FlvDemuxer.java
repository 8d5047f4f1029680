package dev.sluice.container.flv;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.media.MediaKind;
import java.util.List;

/**
 * Reads an FLV stream (Adobe FLV 10.1, annex E; Enhanced RTMP v2), pushed in pieces of any size.
 *
 * <p>Order of calls: {@link #feed} and {@link #restart} in any order. Bad input is counted and
 * skipped. No method throws for it, and the memory held is bounded by the largest tag.
 */
public final class FlvDemuxer {
  /** Metadata has less than 1 KB; with an index of key pictures some 100 KB. */
  private static final int MAX_SCRIPT_BYTES = 256 << 10;

  private static final String METADATA = "onMetaData";

  private final FlvListener listener;
  private final EnumCounters<FlvCounter> counters = new EnumCounters<>(FlvCounter.class);
  private final MediaTags mediaTags;
  private final FlvFramer framer;

  /**
   * @param listener receives the content
   */
  public FlvDemuxer(FlvListener listener) {
    this.listener = listener;
    this.mediaTags = new MediaTags(listener, counters);
    this.framer = new FlvFramer(this::onTag, counters);
  }

  /**
   * Takes the next bytes; the listener is called during the call.
   *
   * @param nowNanos arrival time
   */
  public void feed(byte[] data, int offset, int length, long nowNanos) {
    framer.feed(data, offset, length, nowNanos);
  }

  /** Drops an unfinished tag: what follows begins anew, or bytes are missing before it. */
  public void restart() {
    framer.restart();
  }

  /** Tags and flaws so far. */
  public EnumCounters<FlvCounter> counters() {
    return counters;
  }

  private void onTag(FlvTag tag) {
    if (tag.encrypted) {
      counters.increment(FlvCounter.ENCRYPTED_TAGS);
    } else if (tag.length > 0) {
      switch (tag.type) {
        case FlvTag.VIDEO -> mediaTags.video(tag);
        case FlvTag.AUDIO -> mediaTags.audio(tag);
        default -> script(tag);
      }
    }
  }

  private void script(FlvTag tag) {
    if (tag.length > MAX_SCRIPT_BYTES) {
      counters.increment(FlvCounter.MALFORMED_SCRIPTS);
      return;
    }
    Amf0Reader reader = new Amf0Reader(tag.array, tag.offset, tag.length);
    List<Amf0Value> values = reader.readAll();
    if (reader.malformed()) {
      counters.increment(FlvCounter.MALFORMED_SCRIPTS);
    }
    for (int i = 0; i + 1 < values.size(); i++) {
      if (values.get(i).text().equals(METADATA)) {
        announce(MediaKind.VIDEO, values.get(i + 1).member("videocodecid"));
        announce(MediaKind.AUDIO, values.get(i + 1).member("audiocodecid"));
      }
    }
  }

  /** A coding is stated as its classic number, as a FourCC in a number, or as a FourCC in text. */
  private void announce(MediaKind kind, Amf0Value coding) {
    FlvCodec codec =
        switch (coding) {
          case Amf0Value.Numeric(double number) when number > 0 && number <= 0xF ->
              FlvCodec.ofNumber(kind, (int) number);
          case Amf0Value.Numeric(double number) -> FlvCodec.ofFourCc(kind, (int) (long) number);
          case Amf0Value.Text(String name) when name.length() == 4 ->
              FlvCodec.ofFourCc(kind, FlvCodec.fourCc(name));
          default -> FlvCodec.OTHER_VIDEO;
        };
    if (codec != FlvCodec.OTHER_VIDEO && codec != FlvCodec.OTHER_AUDIO) {
      listener.onAnnounced(codec);
    }
  }
}

package dev.sluice.container.flv;

import java.util.HexFormat;
import java.util.zip.CRC32;

/** The content of an FLV stream as text. */
final class MediaDump implements FlvListener {
  private static final int SHOWN_BYTES = 8;

  private final StringBuilder text = new StringBuilder();

  @Override
  public void onMedia(FlvMedia media) {
    CRC32 crc = new CRC32();
    crc.update(media.array(), media.offset(), media.length());
    int shown = media.offset() + Math.min(SHOWN_BYTES, media.length());
    text.append(
        "%s %s at %d+%d/%d: %s, %d bytes %08x%n"
            .formatted(
                media.codec(),
                media.content(),
                media.timestampMillis(),
                media.compositionMillis(),
                media.offsetNanos(),
                HexFormat.of().formatHex(media.array(), media.offset(), shown),
                media.length(),
                crc.getValue()));
  }

  @Override
  public void onAnnounced(FlvCodec codec) {
    text.append("announced %s%n".formatted(codec));
  }

  /** All lines. */
  String text() {
    return text.toString();
  }
}

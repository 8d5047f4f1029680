package dev.sluice.stream.log;

import dev.sluice.media.TrackFormat;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The formats of a stream by id. A format keeps its id while it is among the newest {@value #KEPT}.
 * An id is used again after 2^20 later formats. One thread at a time adds, any number read.
 */
public final class FormatTable {
  /** No entry has this id. */
  public static final int NONE = 0;

  /** More than a log refers to, unless a source changes its parameter sets at each key picture. */
  static final int KEPT = 256;

  private static final int ID_BITS = 20;

  /** A format with its id: a reader of the slot sees both or neither. */
  private record Row(int id, TrackFormat format) {}

  private final AtomicReferenceArray<@Nullable Row> rows = new AtomicReferenceArray<>(KEPT);
  private int lastId;

  /** The id of a format; a new id if no equal format is kept. */
  public int idOf(TrackFormat format) {
    for (int i = 0; i < KEPT; i++) {
      Row row = rows.get(i);
      if (row != null && row.format().equals(format)) {
        return row.id();
      }
    }
    lastId = lastId + 1 == 1 << ID_BITS ? 1 : lastId + 1;
    rows.set(lastId % KEPT, new Row(lastId, format));
    return lastId;
  }

  /** The format with that id; null if it is no longer kept. */
  public @Nullable TrackFormat byId(int id) {
    Row row = rows.get(Math.floorMod(id, KEPT));
    return row != null && row.id() == id ? row.format() : null;
  }
}

package dev.sluice.stream.life;

import dev.sluice.media.TrackFormat;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last picture format of each stream that has ended, by name. The names that were used least
 * recently are forgotten. For one thread at a time.
 */
final class LastFormats {
  /** Maximum number of formats, of about a hundred bytes each. */
  static final int KEPT = 1000;

  private final LinkedHashMap<String, TrackFormat> byName = new LinkedHashMap<>(16, 0.75f, true);

  void put(String name, TrackFormat format) {
    byName.put(name, format);
    if (byName.size() > KEPT) {
      byName.pollFirstEntry();
    }
  }

  /** The last format of the stream of that name; null if it is not known. */
  @Nullable TrackFormat of(String name) {
    return byName.get(name);
  }
}

package dev.sluice.source.slate;

import dev.sluice.codec.intra.PictureBand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Encoded bands of slates. The least recently used ones are dropped. Thread-safe. */
final class BandCache {
  private final int mostBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, PictureBand> bands = new LinkedHashMap<>(16, 0.75f, true);
  private int bytes;

  /**
   * Identifies a band.
   *
   * @param size of the picture
   * @param number of the band, from the top
   * @param content name of what is drawn in it
   */
  record Key(SlateSize size, int number, String content) {}

  /**
   * @param mostBytes limit of all bands together; one is kept in any case
   */
  BandCache(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Returns a band, which is encoded if it is not known. */
  PictureBand get(Key key, Supplier<PictureBand> encode) {
    PictureBand known = find(key);
    if (known != null) {
      return known;
    }
    PictureBand encoded = encode.get();
    add(key, encoded);
    return encoded;
  }

  private @Nullable PictureBand find(Key key) {
    lock.lock();
    try {
      return bands.get(key);
    } finally {
      lock.unlock();
    }
  }

  private void add(Key key, PictureBand band) {
    lock.lock();
    try {
      PictureBand before = bands.put(key, band);
      bytes += band.sizeBytes() - (before == null ? 0 : before.sizeBytes());
      var oldest = bands.entrySet().iterator();
      while (bytes > mostBytes && bands.size() > 1) {
        bytes -= oldest.next().getValue().sizeBytes();
        oldest.remove();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Count of bands. */
  int count() {
    lock.lock();
    try {
      return bands.size();
    } finally {
      lock.unlock();
    }
  }
}

package dev.sluice.transcode.audio;

import dev.sluice.transcode.coder.SoundCoding;
import dev.sluice.transcode.libav.AvLibrary;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The decoders and the encoder, loaded with the first sound that needs them. A service whose
 * sources have only Opus loads nothing. For all threads.
 */
final class LazyCoders {
  private final Supplier<SoundCoders> load;
  private final boolean libraryInstalled;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable SoundCoders loaded;

  /**
   * @param load loads and tests the libraries; may take a tenth of a second
   * @param libraryInstalled whether libavcodec can be expected
   */
  LazyCoders(Supplier<SoundCoders> load, boolean libraryInstalled) {
    this.load = load;
    this.libraryInstalled = libraryInstalled;
  }

  static LazyCoders ofSystem() {
    return new LazyCoders(SoundCoders::load, AvLibrary.installed());
  }

  /** The coders. The first call loads them, and other calls wait for it. */
  SoundCoders get() {
    SoundCoders known = loaded;
    if (known != null) {
      return known;
    }
    lock.lock();
    try {
      known = loaded;
      if (known == null) {
        known = load.get();
        loaded = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a coding can be decoded; before the libraries are loaded, whether it is expected. */
  boolean decodes(SoundCoding coding) {
    SoundCoders known = loaded;
    return known == null
        ? libraryInstalled || coding == SoundCoding.AAC || coding == SoundCoding.SMPTE_302M
        : known.decodes(coding);
  }
}

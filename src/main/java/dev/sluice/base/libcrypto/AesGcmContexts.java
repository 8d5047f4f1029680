package dev.sluice.base.libcrypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates AES-GCM contexts and counts the live ones. Safe for use by several threads at once. */
public final class AesGcmContexts {
  private static final int AES_128_KEY_BYTES = 16;

  private final Cleaner cleaner = Cleaner.create();
  private final AtomicInteger live = new AtomicInteger();
  private final ThreadLocal<AesGcmScratch> scratch = ThreadLocal.withInitial(AesGcmScratch::new);
  private final AesGcmCipher aes128Gcm;
  private final AesGcmCipher aes256Gcm;

  /**
   * Looks up the ciphers, which is slow; one object serves all contexts.
   *
   * @throws IllegalStateException if the library lacks AES-GCM
   * @throws LinkageError if there is no library
   */
  public AesGcmContexts() {
    aes128Gcm = AesGcmCipher.named("AES-128-GCM");
    aes256Gcm = AesGcmCipher.named("AES-256-GCM");
  }

  /** A context that encrypts with a key of 16 or 32 bytes. */
  public AesGcmContext sealing(byte[] key) {
    return withKey(key, true);
  }

  /** A context that decrypts with a key of 16 or 32 bytes. */
  public AesGcmContext opening(byte[] key) {
    return withKey(key, false);
  }

  private AesGcmContext withKey(byte[] key, boolean encrypts) {
    AesGcmCipher cipher = key.length == AES_128_KEY_BYTES ? aes128Gcm : aes256Gcm;
    long pointer = cipher.allocate();
    live.incrementAndGet();
    AesGcmContext context = new AesGcmContext(cipher, encrypts, pointer);
    context.releaseBy(cleaner.register(context, new ContextRelease(cipher, pointer, live)));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(key.length);
      MemorySegment.copy(key, 0, copy, ValueLayout.JAVA_BYTE, 0, key.length);
      try {
        context.key(copy);
      } finally {
        copy.fill((byte) 0);
      }
    }
    return context;
  }

  /** The scratch memory of the calling thread. */
  public AesGcmScratch scratch() {
    return scratch.get();
  }

  /** Count of contexts created and not yet released. */
  public int live() {
    return live.get();
  }

  /** Does not refer to the context, which would otherwise never become unreachable. */
  private record ContextRelease(AesGcmCipher cipher, long pointer, AtomicInteger live)
      implements Runnable {
    @Override
    public void run() {
      cipher.free(pointer);
      live.decrementAndGet();
    }
  }
}

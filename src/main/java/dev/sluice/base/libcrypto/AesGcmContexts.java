package dev.sluice.rtc.srtp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes OpenSSL's cipher contexts for AES-GCM and knows how many there are. Safe for use by several
 * threads at once.
 */
final class CipherContexts {
  private static final int AES_128_KEY_BYTES = 16;

  private final Cleaner cleaner = Cleaner.create();
  private final AtomicInteger live = new AtomicInteger();
  private final ThreadLocal<NativeScratch> scratch = ThreadLocal.withInitial(NativeScratch::new);
  private final GcmCipher aes128Gcm;
  private final GcmCipher aes256Gcm;

  /**
   * Looks the ciphers up, which is slow, once for all contexts.
   *
   * @throws IllegalStateException when the library has them not
   * @throws LinkageError when there is no library
   */
  CipherContexts() {
    aes128Gcm = GcmCipher.named("AES-128-GCM");
    aes256Gcm = GcmCipher.named("AES-256-GCM");
  }

  /** A context that encrypts with that key; the nonce is still to come. */
  CipherContext sealing(byte[] key) {
    return withKey(key, true);
  }

  /** A context that decrypts with that key. */
  CipherContext opening(byte[] key) {
    return withKey(key, false);
  }

  private CipherContext withKey(byte[] key, boolean encrypts) {
    GcmCipher cipher = key.length == AES_128_KEY_BYTES ? aes128Gcm : aes256Gcm;
    long pointer = cipher.allocate();
    live.incrementAndGet();
    CipherContext context = new CipherContext(cipher, encrypts, pointer);
    context.releaseBy(cleaner.register(context, new Release(cipher, pointer, live)));
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

  /** The calling thread's memory to encrypt in. */
  NativeScratch scratch() {
    return scratch.get();
  }

  /** Count of contexts opened and not yet released. */
  int live() {
    return live.get();
  }

  /** Must not refer to the context, or it would never be unreachable. */
  private record Release(GcmCipher cipher, long pointer, AtomicInteger live) implements Runnable {
    @Override
    public void run() {
      cipher.free(pointer);
      live.decrementAndGet();
    }
  }
}

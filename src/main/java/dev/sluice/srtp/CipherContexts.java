package dev.sluice.srtp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes OpenSSL's cipher contexts for AES-GCM and knows how many there are. Safe for use by several
 * threads at once.
 */
final class CipherContexts {
  private static final int AES_128_KEY_BYTES = 16;
  private static final long NONE = 0;

  private final Cleaner cleaner = Cleaner.create();
  private final AtomicInteger live = new AtomicInteger();
  private final ThreadLocal<NativeScratch> scratch = ThreadLocal.withInitial(NativeScratch::new);
  private final long aes128Gcm;
  private final long aes256Gcm;

  /**
   * Looks the ciphers up, which is slow, once for all contexts.
   *
   * @throws IllegalStateException when the library has them not
   * @throws LinkageError when there is no library
   */
  CipherContexts() {
    aes128Gcm = fetch("AES-128-GCM");
    aes256Gcm = fetch("AES-256-GCM");
  }

  private static long fetch(String name) {
    try (Arena arena = Arena.ofConfined()) {
      long text = arena.allocateFrom(name).address();
      return existing((long) LibCrypto.CIPHER_FETCH.invokeExact(NONE, text, NONE));
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    }
  }

  private static long existing(long pointer) {
    if (pointer == NONE) {
      throw new IllegalStateException("a null pointer was returned");
    }
    return pointer;
  }

  /** A context that encrypts with that key; the nonce is still to come. */
  CipherContext sealing(byte[] key) {
    return withKey(key, LibCrypto.ENCRYPT_INIT);
  }

  /** A context that decrypts with that key. */
  CipherContext opening(byte[] key) {
    return withKey(key, LibCrypto.DECRYPT_INIT);
  }

  private CipherContext withKey(byte[] key, MethodHandle init) {
    long cipher = key.length == AES_128_KEY_BYTES ? aes128Gcm : aes256Gcm;
    long pointer = allocate();
    live.incrementAndGet();
    CipherContext context = new CipherContext(pointer);
    context.releaseBy(cleaner.register(context, new Release(pointer, live)));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(key.length);
      MemorySegment.copy(key, 0, copy, ValueLayout.JAVA_BYTE, 0, key.length);
      try {
        context.init(init, cipher, copy.address());
      } finally {
        copy.fill((byte) 0);
      }
    }
    return context;
  }

  private static long allocate() {
    try {
      return existing((long) LibCrypto.CONTEXT_NEW.invokeExact());
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    }
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
  private record Release(long pointer, AtomicInteger live) implements Runnable {
    @Override
    public void run() {
      try {
        LibCrypto.CONTEXT_FREE.invokeExact(pointer);
      } catch (Throwable e) {
        throw LibCrypto.failed(e);
      }
      live.decrementAndGet();
    }
  }
}

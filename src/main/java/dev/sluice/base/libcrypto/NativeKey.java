package dev.sluice.base.libcrypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * An {@code EVP_PKEY}: a key pair or a public key. Released by {@link #close}, or by the garbage
 * collector if a handshake is abandoned. Methods throw {@link IllegalStateException} if the library
 * fails.
 */
final class NativeKey implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final long NONE = 0;
  private static final int MAX_POINT_BYTES = 65;

  private final long pointer;
  private final Cleaner.Cleanable release;

  private NativeKey(long pointer) {
    if (pointer == NONE) {
      throw new IllegalStateException("a null pointer was returned");
    }
    this.pointer = pointer;
    this.release = CLEANER.register(this, new KeyRelease(pointer));
  }

  /** Generates a key pair. */
  static NativeKey generate(Curve curve) {
    try (Arena arena = Arena.ofConfined()) {
      long name = arena.allocateFrom(curve.algorithm()).address();
      MemorySegment key = arena.allocate(ValueLayout.JAVA_LONG);
      long context = (long) Evp.CONTEXT_FROM_NAME.invokeExact(NONE, name, NONE);
      try {
        check((int) Evp.KEYGEN_INIT.invokeExact(context));
        if (!curve.group().isEmpty()) {
          long group = arena.allocateFrom(curve.group()).address();
          check((int) Evp.SET_GROUP.invokeExact(context, group));
        }
        check((int) Evp.KEYGEN.invokeExact(context, key.address()));
      } finally {
        Evp.CONTEXT_FREE.invokeExact(context);
      }
      return new NativeKey(key.get(ValueLayout.JAVA_LONG, 0));
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    }
  }

  /** Reads a key pair from PKCS#8. */
  static NativeKey privateKey(byte[] pkcs8) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, pkcs8);
      MemorySegment at = arena.allocateFrom(ValueLayout.JAVA_LONG, bytes.address());
      try {
        long pointer = (long) Evp.READ_PRIVATE.invokeExact(NONE, at.address(), (long) pkcs8.length);
        return new NativeKey(pointer);
      } finally {
        bytes.fill((byte) 0);
      }
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    }
  }

  /**
   * A public key on the curve of this key.
   *
   * @param point encoded as by {@link #point}
   * @throws IllegalStateException if the point is not on the curve
   */
  NativeKey publicKeyAt(byte[] point) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, point);
      NativeKey key = new NativeKey((long) Evp.KEY_NEW.invokeExact());
      try {
        check((int) Evp.COPY_PARAMETERS.invokeExact(key.pointer, pointer));
        check((int) Evp.SET_PUBLIC.invokeExact(key.pointer, bytes.address(), (long) point.length));
        return key;
      } catch (Throwable e) {
        key.close();
        throw e;
      }
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** The public key in TLS encoding (RFC 8422 section 5.4): 32 bytes, or 65 with a leading 4. */
  byte[] point() {
    try (Arena arena = Arena.ofConfined()) {
      long name = arena.allocateFrom("encoded-pub-key").address();
      MemorySegment bytes = arena.allocate(MAX_POINT_BYTES);
      MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
      check(
          (int)
              Evp.GET_OCTETS.invokeExact(
                  pointer, name, bytes.address(), (long) MAX_POINT_BYTES, length.address()));
      return bytes.asSlice(0, length.get(ValueLayout.JAVA_LONG, 0)).toArray(ValueLayout.JAVA_BYTE);
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Creates an {@code EVP_PKEY_CTX}. The caller frees it while the key is still reachable. */
  long context() throws Throwable {
    long context = (long) Evp.CONTEXT_FROM_KEY.invokeExact(NONE, pointer, NONE);
    if (context == NONE) {
      throw new IllegalStateException("a null pointer was returned");
    }
    return context;
  }

  long pointer() {
    return pointer;
  }

  /** Throws unless the result is 1, which means success. */
  static void check(int result) throws Throwable {
    if (result != 1) {
      Evp.CLEAR_ERRORS.invokeExact();
      throw new IllegalStateException("the call was refused");
    }
  }

  @Override
  public void close() {
    release.clean();
  }

  /** Does not refer to the key, which would otherwise never become unreachable. */
  private record KeyRelease(long pointer) implements Runnable {
    @Override
    public void run() {
      try {
        Evp.KEY_FREE.invokeExact(pointer);
      } catch (Throwable e) {
        throw LibCrypto.failed(e);
      }
    }
  }
}

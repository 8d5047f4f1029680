package dev.sluice.srtp;

import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * An {@code EVP_CIPHER_CTX} in which a key is set. Released by {@link #close}, or by the garbage
 * collector should that be forgotten. Arguments called addresses are those of native memory, which
 * the caller keeps reachable and long enough.
 */
final class CipherContext implements AutoCloseable {
  /** {@code EVP_CTRL_AEAD_GET_TAG}. */
  private static final int GET_TAG = 0x10;

  private static final int TAG_BYTES = 16;
  private static final long NONE = 0;

  private long pointer;
  private Cleaner.@Nullable Cleanable release;

  CipherContext(long pointer) {
    this.pointer = pointer;
  }

  void releaseBy(Cleaner.Cleanable action) {
    this.release = action;
  }

  /** Begins a message; cipher and key are left as they are where 0 is given. */
  void init(long cipher, long keyAddress, long nonceAddress) {
    try {
      check(
          (int)
              LibCrypto.ENCRYPT_INIT.invokeExact(opened(), cipher, NONE, keyAddress, nonceAddress));
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    }
  }

  /**
   * Encrypts a message in place and writes its tag.
   *
   * @param aad address of what is authenticated only
   * @param text address of what is encrypted
   * @param tag address of the tag, 16 bytes
   * @param count address of an {@code int} which the library wants to write to
   */
  void seal(long nonce, long aad, int aadBytes, long text, int textBytes, long tag, long count) {
    long context = opened();
    try {
      int ok =
          (int) LibCrypto.ENCRYPT_INIT.invokeExact(context, NONE, NONE, NONE, nonce)
              & (int) LibCrypto.ENCRYPT_UPDATE.invokeExact(context, NONE, count, aad, aadBytes)
              & (int) LibCrypto.ENCRYPT_UPDATE.invokeExact(context, text, count, text, textBytes)
              & (int) LibCrypto.ENCRYPT_FINAL.invokeExact(context, tag, count)
              & (int) LibCrypto.CONTEXT_CONTROL.invokeExact(context, GET_TAG, TAG_BYTES, tag);
      check(ok);
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    }
  }

  private long opened() {
    if (pointer == NONE) {
      throw new IllegalStateException("the cipher context is closed");
    }
    return pointer;
  }

  private static void check(int result) {
    if (result != 1) {
      throw new IllegalStateException("AES-GCM failed");
    }
  }

  @Override
  public void close() {
    pointer = NONE;
    if (release != null) {
      release.clean();
    }
  }
}

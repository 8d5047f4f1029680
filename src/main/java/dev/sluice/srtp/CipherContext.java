package dev.sluice.srtp;

import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * An {@code EVP_CIPHER_CTX} in which a key is set. Released by {@link #close}, or by the garbage
 * collector should that be forgotten. Arguments called addresses are those of native memory, which
 * the caller keeps reachable and long enough.
 */
final class CipherContext implements AutoCloseable {
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

  /** Encrypts a packet under the nonce that stands in the scratch, and appends its tag. */
  void seal(NativeScratch scratch, long packetAddress, int headerBytes, int payloadBytes) {
    long context = opened();
    long nonce = scratch.nonceAddress();
    long count = scratch.countAddress();
    long payload = packetAddress + headerBytes;
    long tag = payload + payloadBytes;
    try {
      int ok =
          (int) LibCrypto.ENCRYPT_INIT.invokeExact(context, NONE, NONE, NONE, nonce)
              & (int)
                  LibCrypto.ENCRYPT_UPDATE.invokeExact(
                      context, NONE, count, packetAddress, headerBytes)
              & (int)
                  LibCrypto.ENCRYPT_UPDATE.invokeExact(
                      context, payload, count, payload, payloadBytes)
              & (int) LibCrypto.ENCRYPT_FINAL.invokeExact(context, tag, count)
              & (int) LibCrypto.CONTEXT_GET.invokeExact(context, scratch.tagRequest(tag));
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

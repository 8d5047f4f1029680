package dev.sluice.srtp;

import java.lang.invoke.MethodHandle;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * An {@code EVP_CIPHER_CTX} in which a key is set. Released by {@link #close}, or by the garbage
 * collector should that be forgotten. Arguments called addresses are those of native memory, which
 * the caller keeps reachable and long enough.
 */
final class CipherContext implements AutoCloseable {
  private static final long NONE = 0;
  private static final int SET_TAG = 0x11;
  private static final int TAG_BYTES = 16;

  private long pointer;
  private Cleaner.@Nullable Cleanable release;

  CipherContext(long pointer) {
    this.pointer = pointer;
  }

  void releaseBy(Cleaner.Cleanable action) {
    this.release = action;
  }

  /**
   * Sets cipher and key.
   *
   * @param init {@link LibCrypto#ENCRYPT_INIT} or {@link LibCrypto#DECRYPT_INIT}
   */
  void init(MethodHandle init, long cipher, long keyAddress) {
    try {
      check((int) init.invokeExact(opened(), cipher, NONE, keyAddress, NONE));
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

  /**
   * Decrypts a packet, behind which its tag stands, under the nonce in the scratch.
   *
   * @return false when the tag is wrong
   */
  boolean open(NativeScratch scratch, long packetAddress, int headerBytes, int payloadBytes) {
    long context = opened();
    long nonce = scratch.nonceAddress();
    long count = scratch.countAddress();
    long payload = packetAddress + headerBytes;
    long tag = payload + payloadBytes;
    try {
      int ok =
          (int) LibCrypto.DECRYPT_INIT.invokeExact(context, NONE, NONE, NONE, nonce)
              & (int)
                  LibCrypto.DECRYPT_UPDATE.invokeExact(
                      context, NONE, count, packetAddress, headerBytes)
              & (int)
                  LibCrypto.DECRYPT_UPDATE.invokeExact(
                      context, payload, count, payload, payloadBytes)
              & (int) LibCrypto.CONTEXT_CONTROL.invokeExact(context, SET_TAG, TAG_BYTES, tag);
      check(ok);
      return (int) LibCrypto.DECRYPT_FINAL.invokeExact(context, tag, count) == 1;
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

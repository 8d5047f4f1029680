package dev.sluice.rtc.srtp;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * A context of a cipher in which a key is set. Released by {@link #close}, or by the garbage
 * collector should that be forgotten. Arguments called addresses are those of native memory, which
 * the caller keeps reachable and long enough.
 */
final class CipherContext implements AutoCloseable {
  private static final long NONE = 0;
  private static final long NONCE_BYTES = 12;
  private static final long TAG_BYTES = 16;

  private final GcmCipher cipher;
  private final MemorySegment init;
  private long pointer;
  private Cleaner.@Nullable Cleanable release;

  /**
   * @param encrypts or else decrypts
   * @param pointer from the cipher
   */
  CipherContext(GcmCipher cipher, boolean encrypts, long pointer) {
    this.cipher = cipher;
    this.init = encrypts ? cipher.encryptInit() : cipher.decryptInit();
    this.pointer = pointer;
  }

  void releaseBy(Cleaner.Cleanable action) {
    this.release = action;
  }

  /** Sets the key, which is copied. */
  void key(MemorySegment key) {
    long context = opened();
    try {
      check(
          (int)
              LibCrypto.INIT.invokeExact(
                  init, context, key.address(), key.byteSize(), NONE, NONE, NONE));
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    }
  }

  /** Encrypts a packet under the nonce that stands in the scratch, and appends its tag. */
  void seal(NativeScratch scratch, long packetAddress, int headerBytes, int payloadBytes) {
    long context = opened();
    long count = scratch.countAddress();
    long tag = packetAddress + headerBytes + payloadBytes;
    try {
      check(
          crypt(scratch, context, packetAddress, headerBytes, payloadBytes)
              & (int) LibCrypto.FINAL.invokeExact(cipher.last(), context, tag, count, TAG_BYTES)
              & (int)
                  LibCrypto.PARAMETERS.invokeExact(
                      cipher.getParameters(), context, scratch.tagParameter(tag)));
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
    long count = scratch.countAddress();
    long tag = packetAddress + headerBytes + payloadBytes;
    try {
      check(
          crypt(scratch, context, packetAddress, headerBytes, payloadBytes)
              & (int)
                  LibCrypto.PARAMETERS.invokeExact(
                      cipher.setParameters(), context, scratch.tagParameter(tag)));
      return (int) LibCrypto.FINAL.invokeExact(cipher.last(), context, tag, count, TAG_BYTES) == 1;
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    }
  }

  /** Nonce, header and payload; what AES-GCM does with them is the same in both directions. */
  private int crypt(
      NativeScratch scratch, long context, long packetAddress, long headerBytes, long payloadBytes)
      throws Throwable {
    long count = scratch.countAddress();
    long payload = packetAddress + headerBytes;
    return (int)
            LibCrypto.INIT.invokeExact(
                init, context, NONE, NONE, scratch.nonceAddress(), NONCE_BYTES, NONE)
        & (int)
            LibCrypto.UPDATE.invokeExact(
                cipher.update(), context, NONE, count, headerBytes, packetAddress, headerBytes)
        & (int)
            LibCrypto.UPDATE.invokeExact(
                cipher.update(), context, payload, count, payloadBytes, payload, payloadBytes);
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

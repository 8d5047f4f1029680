package dev.sluice.base.libcrypto;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * An AES-GCM context with its key. Released by {@link #close}, otherwise by the garbage collector.
 * Addresses are not checked: each must point to native memory that is long enough and stays
 * reachable during the call.
 *
 * <p>Methods throw {@link IllegalStateException} after {@link #close}, or if the library fails.
 */
public final class AesGcmContext implements AutoCloseable {
  private static final long NONE = 0;
  private static final long NONCE_BYTES = 12;
  private static final long TAG_BYTES = 16;

  private final AesGcmCipher cipher;
  private final MemorySegment init;
  private long pointer;
  private Cleaner.@Nullable Cleanable release;

  /**
   * @param encrypts false for a context that decrypts
   * @param pointer the allocated context, from the cipher
   */
  AesGcmContext(AesGcmCipher cipher, boolean encrypts, long pointer) {
    this.cipher = cipher;
    this.init = encrypts ? cipher.encryptInit() : cipher.decryptInit();
    this.pointer = pointer;
  }

  void releaseBy(Cleaner.Cleanable action) {
    this.release = action;
  }

  /** Sets the key, which the library copies. */
  void key(MemorySegment key) {
    long context = opened();
    try {
      check(
          (int)
              GcmFunctions.INIT.invokeExact(
                  init, context, key.address(), key.byteSize(), NONE, NONE, NONE));
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    }
  }

  /**
   * Encrypts the payload of a packet in place and appends the 16-byte tag.
   *
   * @param scratch holds the nonce
   * @param headerBytes bytes at the start of the packet that are authenticated only
   */
  public void seal(AesGcmScratch scratch, long packetAddress, int headerBytes, int payloadBytes) {
    long context = opened();
    long count = scratch.countAddress();
    long tag = packetAddress + headerBytes + payloadBytes;
    try {
      check(
          crypt(scratch, context, packetAddress, headerBytes, payloadBytes)
              & (int) GcmFunctions.FINAL.invokeExact(cipher.last(), context, tag, count, TAG_BYTES)
              & (int)
                  GcmFunctions.PARAMETERS.invokeExact(
                      cipher.getParameters(), context, scratch.tagParameter(tag)));
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    }
  }

  /**
   * Verifies a packet followed by its tag and decrypts the payload in place.
   *
   * @param scratch holds the nonce
   * @param headerBytes bytes at the start of the packet that are authenticated only
   * @return false if the tag is wrong
   */
  public boolean open(
      AesGcmScratch scratch, long packetAddress, int headerBytes, int payloadBytes) {
    long context = opened();
    long count = scratch.countAddress();
    long tag = packetAddress + headerBytes + payloadBytes;
    try {
      check(
          crypt(scratch, context, packetAddress, headerBytes, payloadBytes)
              & (int)
                  GcmFunctions.PARAMETERS.invokeExact(
                      cipher.setParameters(), context, scratch.tagParameter(tag)));
      return (int) GcmFunctions.FINAL.invokeExact(cipher.last(), context, tag, count, TAG_BYTES)
          == 1;
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    }
  }

  /** Passes nonce, header and payload, which is the same in both directions. */
  private int crypt(
      AesGcmScratch scratch, long context, long packetAddress, long headerBytes, long payloadBytes)
      throws Throwable {
    long count = scratch.countAddress();
    long payload = packetAddress + headerBytes;
    return (int)
            GcmFunctions.INIT.invokeExact(
                init, context, NONE, NONE, scratch.nonceAddress(), NONCE_BYTES, NONE)
        & (int)
            GcmFunctions.UPDATE.invokeExact(
                cipher.update(), context, NONE, count, headerBytes, packetAddress, headerBytes)
        & (int)
            GcmFunctions.UPDATE.invokeExact(
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

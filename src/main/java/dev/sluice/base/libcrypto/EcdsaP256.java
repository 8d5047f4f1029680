package dev.sluice.base.libcrypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;

/**
 * ECDSA on P-256: signs with one key and verifies the signatures of others. Safe for several
 * threads. Methods throw {@link IllegalStateException} if the library fails.
 */
public final class EcdsaP256 {
  // Two integers of at most 33 bytes and three DER headers.
  private static final int MAX_SIGNATURE_BYTES = 72;

  private final NativeKey key;

  private EcdsaP256(NativeKey key) {
    this.key = key;
  }

  /**
   * Creates a signer.
   *
   * @param pkcs8 a private key on P-256
   */
  public static EcdsaP256 of(byte[] pkcs8) {
    return new EcdsaP256(NativeKey.privateKey(pkcs8));
  }

  /** Signs a hash. The signature is DER, ECDSA-Sig-Value (RFC 3279 section 2.2.3). */
  public byte[] sign(byte[] hash) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment digest = arena.allocateFrom(ValueLayout.JAVA_BYTE, hash);
      MemorySegment signature = arena.allocate(MAX_SIGNATURE_BYTES);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_LONG, MAX_SIGNATURE_BYTES);
      long context = key.context();
      try {
        NativeKey.check((int) Evp.SIGN_INIT.invokeExact(context));
        NativeKey.check(
            (int)
                Evp.SIGN.invokeExact(
                    context,
                    signature.address(),
                    length.address(),
                    digest.address(),
                    (long) hash.length));
      } finally {
        Evp.CONTEXT_FREE.invokeExact(context);
      }
      return signature
          .asSlice(0, length.get(ValueLayout.JAVA_LONG, 0))
          .toArray(ValueLayout.JAVA_BYTE);
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Verifies a signature by another key.
   *
   * @param point the signer's public key, uncompressed (65 bytes)
   * @param signature DER
   * @throws IllegalStateException if the point is not on the curve
   */
  public boolean verify(byte[] point, byte[] hash, byte[] signature) {
    try (Arena arena = Arena.ofConfined();
        NativeKey signer = key.publicKeyAt(point)) {
      MemorySegment digest = arena.allocateFrom(ValueLayout.JAVA_BYTE, hash);
      MemorySegment der = arena.allocateFrom(ValueLayout.JAVA_BYTE, signature);
      long context = signer.context();
      try {
        NativeKey.check((int) Evp.VERIFY_INIT.invokeExact(context));
        int verdict =
            (int)
                Evp.VERIFY.invokeExact(
                    context,
                    der.address(),
                    (long) signature.length,
                    digest.address(),
                    (long) hash.length);
        Evp.CLEAR_ERRORS.invokeExact();
        return verdict == 1;
      } finally {
        Evp.CONTEXT_FREE.invokeExact(context);
      }
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}

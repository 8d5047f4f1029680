package dev.sluice.base.libcrypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;

/**
 * One side of an elliptic-curve Diffie-Hellman key agreement. Methods throw {@link
 * IllegalStateException} if the library fails.
 */
public final class EphemeralKey implements AutoCloseable {
  private static final int SECRET_BYTES = 32;

  private final NativeKey own;

  private EphemeralKey(NativeKey own) {
    this.own = own;
  }

  /** Generates a key pair. */
  public static EphemeralKey generate(Curve curve) {
    return new EphemeralKey(NativeKey.generate(curve));
  }

  /** The public key in TLS encoding (RFC 8422 section 5.4). */
  public byte[] point() {
    return own.point();
  }

  /**
   * The shared secret, 32 bytes.
   *
   * @param peerPoint the other side's public key in TLS encoding
   * @throws IllegalStateException also if that is not a valid public key
   */
  public byte[] secretWith(byte[] peerPoint) {
    try (Arena arena = Arena.ofConfined();
        NativeKey peer = own.publicKeyAt(peerPoint)) {
      MemorySegment secret = arena.allocate(SECRET_BYTES);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_LONG, SECRET_BYTES);
      long context = own.context();
      try {
        NativeKey.check((int) Evp.DERIVE_INIT.invokeExact(context));
        NativeKey.check((int) Evp.DERIVE_PEER.invokeExact(context, peer.pointer()));
        NativeKey.check((int) Evp.DERIVE.invokeExact(context, secret.address(), length.address()));
        return secret.toArray(ValueLayout.JAVA_BYTE);
      } finally {
        Evp.CONTEXT_FREE.invokeExact(context);
        secret.fill((byte) 0);
      }
    } catch (Throwable e) {
      throw LibCrypto.failed(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    own.close();
  }
}

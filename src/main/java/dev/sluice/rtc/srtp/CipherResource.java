package dev.sluice.rtc.srtp;

/** A cipher with session keys, which may hold native memory. */
interface CipherResource extends AutoCloseable {
  /** Releases native memory; the cipher cannot be used afterwards. */
  @Override
  default void close() {}
}

package dev.sluice.rtc.srtp;

/** Holds session keys, perhaps in memory that the garbage collector does not see. */
interface CipherResource extends AutoCloseable {
  /** Gives back what the garbage collector does not; nothing can be sealed after it. */
  @Override
  default void close() {}
}

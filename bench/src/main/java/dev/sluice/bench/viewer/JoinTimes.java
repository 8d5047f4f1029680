package dev.sluice.bench.viewer;

import java.util.concurrent.CompletableFuture;

/** When the steps of a viewer's connecting were done, by {@link System#nanoTime}. */
public final class JoinTimes {
  private final CompletableFuture<Long> keyPicture = new CompletableFuture<>();
  private volatile long postNanos;
  private volatile long answerNanos;
  private volatile long finishedNanos;
  private volatile long firstPacketNanos;

  void post(long nowNanos) {
    postNanos = nowNanos;
  }

  void answer(long nowNanos) {
    answerNanos = nowNanos;
  }

  void finished(long nowNanos) {
    finishedNanos = nowNanos;
  }

  void firstPacket(long nowNanos) {
    firstPacketNanos = nowNanos;
  }

  void firstKeyPicture(long nowNanos) {
    keyPicture.complete(nowNanos);
  }

  /** Completes with the time at which a first key picture was received whole. */
  public CompletableFuture<Long> keyPicture() {
    return keyPicture;
  }

  /** From sending the offer to having the answer. */
  public long answerAfterNanos() {
    return answerNanos - postNanos;
  }

  /** From sending the offer to having a whole key picture; only once it is there. */
  public long keyPictureAfterNanos() {
    return keyPicture.join() - postNanos;
  }

  /** From the server's DTLS Finished to the first packet of a picture. */
  public long packetAfterFinishedNanos() {
    return Math.max(0, firstPacketNanos - finishedNanos);
  }
}

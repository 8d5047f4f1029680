package dev.sluice.bench.viewer;

import java.util.concurrent.CompletableFuture;

/** The times of a viewer's connection steps, by {@link System#nanoTime}. */
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

  /** Completes with the time at which the first key picture was received whole. */
  public CompletableFuture<Long> keyPicture() {
    return keyPicture;
  }

  /** Time from sending the offer to receiving the answer. */
  public long answerAfterNanos() {
    return answerNanos - postNanos;
  }

  /** Time from sending the offer to a whole key picture; call it only after that picture. */
  public long keyPictureAfterNanos() {
    return keyPicture.join() - postNanos;
  }

  /** Time from the server's DTLS Finished to the first packet of a picture. */
  public long packetAfterFinishedNanos() {
    return Math.max(0, firstPacketNanos - finishedNanos);
  }
}

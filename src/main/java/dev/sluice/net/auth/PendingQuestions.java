package dev.sluice.net.auth;

import dev.sluice.net.address.LimitKeys;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The questions under way at a service that decides on access. Identical questions are asked once.
 * The places are shared between client addresses, so that slow questions of one address leave room
 * for others. A question without a place waits for one. Thread-safe.
 */
final class PendingQuestions {
  /** Limit of simultaneous questions. More would only queue at a slow service. */
  static final int PLACES = 64;

  /** Limit of simultaneous questions of one address. */
  static final int PLACES_PER_ADDRESS = 8;

  /** Limit of questions of one address, with those that wait for a place. */
  static final int WAITING_PER_ADDRESS = 64;

  /** No address is exempt: the places are there for all. */
  private static final LimitKeys KEYS = new LimitKeys(List.of());

  private final long patienceNanos;
  private final Semaphore places = new Semaphore(PLACES, true);
  private final Map<String, Share> shares = new ConcurrentHashMap<>();
  private final Map<AccessRequest, CompletableFuture<Optional<Decision>>> underWay =
      new ConcurrentHashMap<>();

  /** The places of one address. */
  private static final class Share {
    private final Semaphore places = new Semaphore(PLACES_PER_ADDRESS, true);
    private final AtomicInteger questions = new AtomicInteger();
  }

  /** A question, asked on the calling thread. */
  @FunctionalInterface
  interface Question {
    Decision ask() throws InterruptedException;
  }

  /**
   * @param patience longest wait for a place
   */
  PendingQuestions(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  /**
   * Asks, or waits for the answer to the same question of another thread.
   *
   * @return empty if there was no place in time
   */
  Optional<Decision> ask(AccessRequest request, Question question) throws InterruptedException {
    while (true) {
      CompletableFuture<Optional<Decision>> mine = new CompletableFuture<>();
      CompletableFuture<Optional<Decision>> same = underWay.putIfAbsent(request, mine);
      if (same == null) {
        return lead(request, question, mine);
      }
      Optional<Optional<Decision>> answer = answerOf(same);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
  }

  /** Empty if the other thread gave up, for example because its client left. */
  private static Optional<Optional<Decision>> answerOf(
      CompletableFuture<Optional<Decision>> question) throws InterruptedException {
    try {
      return Optional.of(question.get());
    } catch (ExecutionException e) {
      return Optional.empty();
    }
  }

  private Optional<Decision> lead(
      AccessRequest request, Question question, CompletableFuture<Optional<Decision>> answer)
      throws InterruptedException {
    try {
      Optional<Decision> decision =
          askInPlace(KEYS.of(InetAddress.ofLiteral(request.address())), question);
      answer.complete(decision);
      return decision;
    } finally {
      underWay.remove(request, answer);
      answer.completeExceptionally(new IllegalStateException("not asked to the end"));
    }
  }

  private Optional<Decision> askInPlace(String address, Question question)
      throws InterruptedException {
    long deadline = System.nanoTime() + patienceNanos;
    Share share = enter(address);
    try {
      if (share.questions.get() > WAITING_PER_ADDRESS || !acquire(share.places, deadline)) {
        return Optional.empty();
      }
      try {
        return askInPlace(deadline, question);
      } finally {
        share.places.release();
      }
    } finally {
      leave(address);
    }
  }

  private Optional<Decision> askInPlace(long deadline, Question question)
      throws InterruptedException {
    if (!acquire(places, deadline)) {
      return Optional.empty();
    }
    try {
      return Optional.of(question.ask());
    } finally {
      places.release();
    }
  }

  private static boolean acquire(Semaphore places, long deadline) throws InterruptedException {
    return places.tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private Share enter(String address) {
    return shares.compute(
        address,
        (key, known) -> {
          Share share = known == null ? new Share() : known;
          share.questions.incrementAndGet();
          return share;
        });
  }

  private void leave(String address) {
    shares.computeIfPresent(
        address, (key, share) -> share.questions.decrementAndGet() == 0 ? null : share);
  }

  /** Questions under way and addresses with a share; 0 when nothing is asked. */
  int retained() {
    return underWay.size() + shares.size();
  }
}

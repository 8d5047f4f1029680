package dev.sluice.viewer.pacing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long BYTES_PER_SECOND = 1_000_000;
  private static final long MILLI = 1_000_000;

  private final TokenBucket bucket = new TokenBucket(1000);

  @Test
  void aDebtIsPaidAtTheRate() {
    assertTrue(bucket.allows(BYTES_PER_SECOND, 0));
    bucket.spend(5_000);
    assertFalse(bucket.allows(BYTES_PER_SECOND, 4 * MILLI));
    assertTrue(bucket.allows(BYTES_PER_SECOND, 4 * MILLI + 1_000));
  }

  @Test
  void aRefundRestoresWhatWasSpentAndNoMoreThanTheBurst() {
    bucket.spend(1_000);
    assertFalse(bucket.allows(BYTES_PER_SECOND, 0));
    bucket.refund(1_000);
    assertTrue(bucket.allows(BYTES_PER_SECOND, 0));
    bucket.refund(1_000);
    bucket.spend(1_000);
    assertFalse(bucket.allows(BYTES_PER_SECOND, 0));
  }
}

package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.net.framing.SuppliedInput;
import io.helidon.webserver.ServerConnectionException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No byte is lost or read twice by the two reading threads. */
@Timeout(10)
final class ReadAheadTest {
  private static final byte[] END = new byte[0];

  private final LinkedBlockingQueue<byte[]> wire = new LinkedBlockingQueue<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ReadAhead ahead = new ReadAhead(new SuppliedInput(this::take), ended::countDown);
  private RuntimeException failure;

  private byte[] take() {
    byte[] bytes = take(wire);
    reads.incrementAndGet();
    if (failure != null) {
      throw failure;
    }
    return bytes == END ? null : bytes;
  }

  private static byte[] take(BlockingQueue<byte[]> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aReadUnderWayIsHandedToTheNextGet() throws Exception {
    for (byte i = 0; i < 50; i++) {
      ahead.begin();
      ahead.end();
      wire.add(new byte[] {i});
      assertArrayEquals(new byte[] {i}, ahead.get());
    }
    assertEquals(50, reads.get());
  }

  @Test
  void aReadIntoAnArrayTakesWhatWasReadAheadFirst() throws Exception {
    ahead.begin();
    wire.add(new byte[] {1, 2, 3});
    wire.add(END);
    assertTrue(ended.await(5, TimeUnit.SECONDS));
    ahead.end();
    byte[] room = new byte[2];
    assertEquals(2, ahead.read(room));
    assertArrayEquals(new byte[] {1, 2}, room);
    assertEquals(1, ahead.read(room));
    assertEquals(3, room[0]);
    assertEquals(-1, ahead.read(room));
    assertEquals(-1, ahead.read(room));
    assertEquals(2, reads.get());
  }

  @Test
  void theEndIsHeardByAReadIntoAnArray() {
    wire.add(END);
    assertEquals(-1, ahead.read(new byte[2]));
    assertEquals(0, ended.getCount());
    assertNull(ahead.get());
  }

  @Test
  void theEndIsHeardWhileNobodyGets() throws Exception {
    ahead.begin();
    wire.add(new byte[] {1});
    wire.add(END);
    assertTrue(ended.await(5, TimeUnit.SECONDS));
    ahead.end();
    assertArrayEquals(new byte[] {1}, ahead.get());
    assertNull(ahead.get());
    assertNull(ahead.get());
    ahead.begin();
    assertEquals(2, reads.get());
  }

  @Test
  void aFailureIsNoticedAndThrownByGet() throws Exception {
    failure = new IllegalStateException("reset");
    ahead.begin();
    wire.add(END);
    assertTrue(ended.await(5, TimeUnit.SECONDS));
    assertSame(failure, assertThrows(IllegalStateException.class, ahead::get));
  }

  @Test
  void itReadsAheadNoFurtherThanItsLimit() throws Exception {
    byte[] piece = new byte[8192];
    SynchronousQueue<byte[]> handOver = new SynchronousQueue<>();
    ReadAhead limited = new ReadAhead(new SuppliedInput(() -> take(handOver)), () -> {});
    limited.begin();
    for (int bytes = 0; bytes < ReadAhead.MAX_AHEAD_BYTES; bytes += piece.length) {
      assertTrue(handOver.offer(piece, 5, TimeUnit.SECONDS), "read ahead after " + bytes);
    }
    assertFalse(handOver.offer(piece, 1, TimeUnit.SECONDS), "read ahead behind the limit");
    limited.end();
    for (int bytes = 0; bytes < ReadAhead.MAX_AHEAD_BYTES; bytes += piece.length) {
      assertSame(piece, limited.get());
    }
  }

  @Test
  void waitingForAReadUnderWayCanBeInterrupted() {
    ahead.begin();
    ahead.end();
    Thread.currentThread().interrupt();
    assertThrows(ServerConnectionException.class, ahead::get);
    assertTrue(Thread.interrupted());
    wire.add(END);
  }
}

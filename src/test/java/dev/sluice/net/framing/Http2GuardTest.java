package dev.sluice.net.framing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the guard passes on, and when it ends a connection; for every division of the bytes. */
final class Http2GuardTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration WHOLE = Duration.ofSeconds(50);
  private static final byte[] GET = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'x'};

  private final List<Integer> resets = new ArrayList<>();
  private final Http2Guard guard = new Http2Guard(path -> true, PAUSE, WHOLE, resets::add);
  private long nowNanos;

  @Test
  void theSameIsPassedInEveryCut() {
    byte[] bytes = connection();
    byte[] whole = passed(bytes, bytes.length);
    List<Integer> found = List.copyOf(resets);
    assertEquals(List.of(5, 7), found);
    for (int piece = 1; piece <= bytes.length; piece++) {
      resets.clear();
      assertArrayEquals(whole, passed(bytes, piece), "pieces of " + piece);
      assertEquals(found, resets, "pieces of " + piece);
    }
  }

  private byte[] connection() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(preface());
    all.writeBytes(frame(FrameHead.SETTINGS, 0, 0, new byte[12]));
    all.writeBytes(frame(FrameHead.HEADERS, FrameHead.END_HEADERS, 5, GET));
    all.writeBytes(frame(FrameHead.PRIORITY, 0, 9, new byte[5]));
    all.writeBytes(frame(FrameHead.RST_STREAM, 0, 5, new byte[4]));
    byte[] padded = {1, 0, 0, 0, 0, 9, (byte) 0x82, (byte) 0x86, 0};
    all.writeBytes(frame(FrameHead.HEADERS, FrameHead.PADDED | FrameHead.WITH_PRIORITY, 7, padded));
    all.writeBytes(frame(FrameHead.CONTINUATION, 0, 7, new byte[] {(byte) 0x84, 0x41}));
    all.writeBytes(frame(FrameHead.CONTINUATION, FrameHead.END_HEADERS, 7, new byte[] {1, 'x'}));
    // A body full of bytes that look like frame heads.
    byte[] lookalikes = new byte[90];
    Arrays.fill(lookalikes, (byte) FrameHead.RST_STREAM);
    all.writeBytes(frame(FrameHead.DATA, 0, 7, lookalikes));
    all.writeBytes(frame(0x20, 0, 0, new byte[30]));
    all.writeBytes(frame(FrameHead.RST_STREAM, 0, 7, new byte[4]));
    all.writeBytes(frame(FrameHead.RST_STREAM, 0, 7, new byte[4]));
    return all.toByteArray();
  }

  private byte[] passed(byte[] bytes, int piece) {
    Http2Guard fresh = new Http2Guard(path -> true, PAUSE, WHOLE, resets::add);
    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; at += piece) {
      byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece));
      passed.writeBytes(fresh.received(part, 0));
    }
    return passed.toByteArray();
  }

  @Test
  void dataIsNotCopied() {
    begin();
    receive(FrameHead.HEADERS, FrameHead.END_HEADERS, 1, GET);
    byte[] data = frame(FrameHead.DATA, 0, 1, new byte[16_384]);
    assertSame(data, guard.received(data, 0));
  }

  @Test
  void theNextFrameOfABlockMustContinueIt() {
    begin();
    receive(FrameHead.HEADERS, 0, 1, GET);
    assertFault(Http2Fault.CONTINUATION, FrameHead.PING, 0, 0, new byte[8]);
  }

  @Test
  void anotherStreamCannotContinueABlock() {
    begin();
    receive(FrameHead.HEADERS, 0, 1, GET);
    assertFault(Http2Fault.CONTINUATION, FrameHead.CONTINUATION, 4, 3, GET);
  }

  @Test
  void aBlockMustBegin() {
    begin();
    assertFault(Http2Fault.CONTINUATION, FrameHead.CONTINUATION, 4, 1, GET);
  }

  @Test
  void aBlockHasAtMost16Frames() {
    begin();
    receive(FrameHead.HEADERS, 0, 1, GET);
    for (int i = 0; i < 15; i++) {
      receive(FrameHead.CONTINUATION, 0, 1, new byte[0]);
    }
    assertFault(Http2Fault.HEADER_BLOCK, FrameHead.CONTINUATION, 0, 1, new byte[0]);
  }

  @Test
  void aBlockHasAtMost64Kilobytes() {
    begin();
    receive(FrameHead.HEADERS, 0, 1, new byte[16_384]);
    for (int i = 0; i < 3; i++) {
      receive(FrameHead.CONTINUATION, 0, 1, new byte[16_384]);
    }
    assertFault(Http2Fault.HEADER_BLOCK, FrameHead.CONTINUATION, 0, 1, new byte[1]);
  }

  @Test
  void aFrameAboveTheLimitIsRefusedByItsHead() {
    begin();
    byte[] head = Arrays.copyOf(frame(FrameHead.DATA, 0, 1, new byte[16_385]), FrameHead.BYTES);
    assertEquals(
        Http2Fault.FRAME_SIZE,
        assertThrows(Http2FaultException.class, () -> guard.received(head, 0)).fault());
  }

  @Test
  void paddingLongerThanItsFrameIsRefused() {
    begin();
    assertFault(Http2Fault.FRAME, FrameHead.HEADERS, FrameHead.PADDED | 4, 1, new byte[] {9, 0, 0});
  }

  @ParameterizedTest
  @CsvSource({"0", "2"})
  void aStreamIdOfTheServerIsRefused(int streamId) {
    begin();
    assertFault(Http2Fault.FRAME, FrameHead.HEADERS, FrameHead.END_HEADERS, streamId, GET);
  }

  @Test
  void aStreamThatWasNeverOpenedCannotBeReset() {
    begin();
    assertFault(Http2Fault.FRAME, FrameHead.RST_STREAM, 0, 3, new byte[4]);
  }

  @ParameterizedTest
  @CsvSource({
    "SETTINGS, 4, 0, 0, 64, 2",
    "PING, 6, 0, 8, 1000, 100",
    "PRIORITY, 2, 3, 5, 1000, 100",
    "WINDOW_UPDATE, 8, 0, 4, 10000, 2000",
    "EMPTY_DATA, 0, 1, 0, 100, 10",
    "UNKNOWN, 32, 0, 9, 1000, 100"
  })
  void burstsAndRatesAreAllowedAndFloodsAreNot(
      Http2Fault kind, int type, int streamId, int length, int burst, int perSecond) {
    guard.received(preface(), 0);
    receive(FrameHead.HEADERS, FrameHead.END_HEADERS, 1, GET);
    byte[] payload = new byte[length];
    for (int i = 0; i < burst; i++) {
      receive(type, 0, streamId, payload);
    }
    for (int i = 0; i < 60 * perSecond; i++) {
      nowNanos += SECOND / perSecond;
      receive(type, 0, streamId, payload);
    }
    assertFault(kind, type, 0, streamId, payload);
  }

  @Test
  void streamsMayBeResetAtABoundedRate() {
    begin();
    for (int i = 0; i < 1000; i++) {
      receive(FrameHead.HEADERS, FrameHead.END_HEADERS, 2 * i + 1, GET);
      receive(FrameHead.RST_STREAM, 0, 2 * i + 1, new byte[4]);
    }
    receive(FrameHead.HEADERS, FrameHead.END_HEADERS, 2001, GET);
    assertFault(Http2Fault.RST_STREAM, FrameHead.RST_STREAM, 0, 2001, new byte[4]);
  }

  @Test
  void theWindowIsThatOfTheUpdatesThatWereSent() {
    begin();
    receive(FrameHead.HEADERS, FrameHead.END_HEADERS, 1, GET);
    byte[] update = frame(FrameHead.WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 0x40, 1});
    guard.sending(Arrays.copyOf(update, 13));
    for (int i = 0; i < 5; i++) {
      receive(FrameHead.DATA, 0, 1, new byte[16_384]);
    }
    assertFault(Http2Fault.WINDOW, FrameHead.DATA, 0, 1, new byte[1]);
  }

  @Test
  void aBodyThatPausesIsResetBetweenFrames() {
    begin();
    receive(FrameHead.HEADERS, FrameHead.END_HEADERS, 1, GET);
    receive(FrameHead.HEADERS, FrameHead.END_HEADERS | FrameHead.END_STREAM, 3, GET);
    byte[] ping = frame(FrameHead.PING, 0, 0, new byte[8]);
    assertSame(ping, guard.received(ping, PAUSE.toNanos()));
    ByteBuffer expected = ByteBuffer.allocate(13 + ping.length);
    expected.put(frame(FrameHead.RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8})).put(ping);
    assertArrayEquals(expected.array(), guard.received(ping, PAUSE.toNanos() + 1));
    assertEquals(List.of(1), resets);
  }

  @Test
  void onlyALongBodyMayTakeLong() {
    begin();
    receive(FrameHead.HEADERS, FrameHead.END_HEADERS, 1, GET);
    receive(FrameHead.HEADERS, FrameHead.END_HEADERS, 3, GET);
    guard.expectLongBody(3);
    for (int i = 0; i < 60; i++) {
      receive(FrameHead.DATA, 0, 1, new byte[1]);
      receive(FrameHead.DATA, 0, 3, new byte[1]);
      nowNanos += SECOND;
    }
    assertEquals(List.of(1), resets);
  }

  @Test
  void aResetOfAnAnsweredStreamIsDropped() {
    begin();
    receive(FrameHead.HEADERS, FrameHead.END_HEADERS | FrameHead.END_STREAM, 1, GET);
    guard.sending(Arrays.copyOf(frame(FrameHead.DATA, FrameHead.END_STREAM, 1, new byte[5]), 13));
    assertArrayEquals(
        new byte[0], guard.received(frame(FrameHead.RST_STREAM, 0, 1, new byte[4]), 0));
  }

  @Test
  void trailersAreEmptied() {
    begin();
    receive(FrameHead.HEADERS, FrameHead.END_HEADERS, 1, GET);
    int flags = FrameHead.END_HEADERS | FrameHead.END_STREAM;
    assertArrayEquals(
        frame(FrameHead.HEADERS, flags, 1, new byte[0]),
        guard.received(frame(FrameHead.HEADERS, flags, 1, new byte[] {0, 1, 'a', 1, 'b'}), 0));
  }

  @Test
  void anyBytesArePassedOrRefused() {
    Random random = new Random(3);
    for (int length = 0; length <= 1500; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      Http2Guard fresh = new Http2Guard(path -> true, PAUSE, WHOLE, resets::add);
      fresh.received(preface(), 0);
      try {
        // Short frames, so that there are some.
        for (int i = 0; i + 9 < length; i += 20) {
          bytes[i] = 0;
          bytes[i + 1] = 0;
          bytes[i + 2] = 11;
          bytes[i + 3] &= 15;
        }
        fresh.received(bytes, 0);
      } catch (Http2FaultException e) {
        // Refused by its kind, as it should be.
        assertEquals(e.fault(), Http2Fault.valueOf(e.fault().name()));
      }
    }
  }

  private void begin() {
    guard.received(preface(), 0);
  }

  private void receive(int type, int flags, int streamId, byte[] payload) {
    guard.received(frame(type, flags, streamId, payload), nowNanos);
  }

  private void assertFault(Http2Fault fault, int type, int flags, int streamId, byte[] payload) {
    assertEquals(
        fault,
        assertThrows(Http2FaultException.class, () -> receive(type, flags, streamId, payload))
            .fault());
  }

  private static byte[] frame(int type, int flags, int streamId, byte[] payload) {
    return new FrameHead(payload.length, type, flags, streamId).frame(payload);
  }

  private static byte[] preface() {
    return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  }
}

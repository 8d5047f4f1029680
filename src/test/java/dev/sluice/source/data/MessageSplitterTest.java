package dev.sluice.source.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.log.LogLines;
import dev.sluice.base.log.RateLimitedLog;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in segments, as workers and gateways write them, and what is none. */
class MessageSplitterTest {
  private static final long SEED = 20_261_130;

  private final DataCounters counters = new DataCounters();
  private final LogLines lines = new LogLines();
  private final ReceivedData received = MessageFuzz.received(counters, lines);
  private final MessageSplitter splitter = new MessageSplitter(received, 0);

  private void feed(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    splitter.feed(bytes, 0, bytes.length);
  }

  private DataView segment(String text) {
    feed(text);
    splitter.endSegment();
    return received.view();
  }

  private static void assertCounts(DataView view, long messages, long malformed) {
    assertEquals(messages, view.messages(), view.toString());
    assertEquals(malformed, view.malformed(), view.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"status\",\"fps\":29.97} | 1",
        "[{\"x\":1},{\"x\":2}]~ | 1",
        "{\"x\":1}~{\"x\":2}~{\"x\":3} | 3",
        "{\"x\":1}~~ ~{\"x\":2}\r~ | 2",
        "{\"x\":1}{\"x\":2} | 2",
        "{~  \"x\": {~    \"y\": []~  }~} | 1",
        "{\"x\":\"}]\\\"{[\\\\\"} | 1",
      })
  void messagesAreCounted(String text, int count) {
    assertCounts(segment(text.replace('~', '\n')), count, 0);
    assertEquals(text.replace('~', '\n').getBytes(UTF_8).length, received.view().bytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello | 0 | 1",
        "42 | 0 | 1",
        "<html>~<body>~{\"x\":1}~ | 1 | 2",
        "{\"x\":} | 0 | 1",
        "{\"x\":1] | 0 | 1",
        "{\"x\":1,\"x\":2} | 0 | 1",
        "{\"x\":\"cut off~{\"x\":2}~ | 1 | 1",
        "{\"x\":1 | 0 | 1",
        "{\"x\":1} and more~{\"x\":2} | 2 | 1",
        "{\"x\":NaN}~{\"x\":1} | 1 | 1",
      })
  void textsThatAreNoneAreCounted(String text, int messages, int malformed) {
    assertCounts(segment(text.replace('~', '\n')), messages, malformed);
  }

  @Test
  void messageDoesNotGoOnInTheNextSegment() {
    segment("{\"x\":");
    assertCounts(segment("1}"), 0, 2);
    assertCounts(segment("{\"x\":1}"), 1, 2);
  }

  @Test
  void messageOfWhichAPartWasLostIsDropped() {
    feed("{\"x\":");
    splitter.lost();
    assertCounts(segment("{\"x\":1}"), 1, 0);
  }

  @Test
  void newestMessageIsKept() {
    segment("{\"x\":1}\n{\"name\":\"Jürgen\"}\n");
    DataView view = segment("{\"keep\":\"alive\"}");
    assertEquals(Optional.of("{\"name\":\"Jürgen\"}"), view.last());
    assertEquals("{\"name\":\"Jürgen\"}", view.lastValue().orElseThrow().toString());
    assertEquals("2026-11-30T12:00:00Z", view.lastTime().orElseThrow().toString());
  }

  @Test
  void messageOfALaterSegmentIsNewer() {
    Instant[] now = {Instant.EPOCH};
    ReceivedData data =
        new ReceivedData(
            "worker", "cam", counters, new RateLimitedLog(lines, () -> 0), () -> now[0]);
    for (int segment : new int[] {7, 9, 8}) {
      byte[] bytes = "{\"segment\":%d}".formatted(segment).getBytes(UTF_8);
      new MessageSplitter(data, segment).feed(bytes, 0, bytes.length);
    }
    assertEquals(Optional.of("{\"segment\":9}"), data.view().last());
    assertEquals(3, data.view().messages());
    now[0] = Instant.EPOCH.plusSeconds(3);
    byte[] anew = "{\"segment\":0}".getBytes(UTF_8);
    new MessageSplitter(data, 0).feed(anew, 0, anew.length);
    assertEquals(Optional.of("{\"segment\":0}"), data.view().last());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"keep\":\"alive\"}", "[]\n", "{ \"keep\" : \"alive\" }"})
  void messagesWithoutContentAreCountedApart(String text) {
    DataView view = segment(text);
    assertCounts(view, 0, 0);
    assertEquals(1, view.keepAlives());
    assertEquals(Optional.empty(), view.last());
    assertEquals(1, counters.of(DataCounters.Event.KEEP_ALIVE));
  }

  @Test
  void bytesThatAreNoUtf8AreMalformed() {
    byte[] bytes = {'{', '"', 'x', '"', ':', '"', (byte) 0xc3, '"', '}'};
    splitter.feed(bytes, 0, bytes.length);
    assertCounts(received.view(), 0, 1);
  }

  @Test
  void nestingIsLimited() {
    assertCounts(segment("[".repeat(20_000) + "]".repeat(20_000)), 0, 1);
    assertCounts(segment("[".repeat(15) + "]".repeat(15)), 1, 1);
  }

  @Test
  void longestMessageIsTaken() {
    String text = "{\"x\":\"" + "y".repeat(MessageSplitter.MAX_MESSAGE_BYTES - 8) + "\"}";
    DataView view = segment(text);
    assertCounts(view, 1, 0);
    assertEquals(Optional.of(text), view.last());
    assertEquals(0, view.oversized());
  }

  @Test
  void endlessMessageIsCountedOnceAndTheNextLineIsRead() {
    feed("[");
    for (int i = 0; i < 1000; i++) {
      feed("{\"x\":\"" + "y".repeat(1000) + "\"},");
    }
    DataView view = segment("1]\n{\"x\":1}");
    assertEquals(1, view.oversized());
    assertCounts(view, 1, 0);
    assertEquals(1, counters.of(DataCounters.Event.OVERSIZED));
  }

  @Test
  void eachFlawIsLoggedOnce() {
    for (int i = 0; i < 100; i++) {
      segment("garbage " + i);
    }
    segment("[" + " ".repeat(MessageSplitter.MAX_MESSAGE_BYTES));
    assertEquals(2, lines.lines().size(), lines.lines().toString());
    assertEquals(
        "The data channel worker of stream 'cam' sends a message that is no JSON object or array."
            + " It is counted and dropped.",
        lines.lines().getFirst());
  }

  @Test
  void chunksDoNotMatter() {
    Random random = new Random(SEED);
    byte[] good =
        "{\"a\":[1,{\"b\":\"x\\\"\"}]}\n[{\"c\":2}]\n{\"keep\":\"alive\"}\n".getBytes(UTF_8);
    for (int length = 0; length <= 1500; length++) {
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        bytes[i] = good[i % good.length];
      }
      for (int mutated = random.nextInt(4); mutated > 0 && length > 0; mutated--) {
        bytes[random.nextInt(length)] = (byte) random.nextInt(256);
      }
      try {
        MessageFuzz.fuzzerTestOneInput(bytes);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + SEED + ", length " + length, e);
      }
    }
  }

  @Test
  void damageNeverLosesMoreThanTheRestOfItsSegment() {
    Random random = new Random(SEED);
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = "{\"a\":[1,{\"b\":\"x\"}]}".getBytes(UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      splitter.feed(bytes, 0, bytes.length);
      splitter.endSegment();
      long before = received.view().messages();
      DataView after = segment("{\"a\":1}");
      assertEquals(before + 1, after.messages(), "seed " + SEED + ", round " + round);
    }
    assertTrue(received.view().malformed() > 100);
  }
}

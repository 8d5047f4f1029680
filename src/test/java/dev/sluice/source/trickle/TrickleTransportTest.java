package dev.sluice.source.trickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.source.http.CollectingInlet;
import dev.sluice.source.http.HttpPeer;
import dev.sluice.source.http.HttpTimes;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.Transport.Ended;
import dev.sluice.source.transport.TransportRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The subscriber, with a server that answers as each row of the protocol's table. */
@Timeout(30)
final class TrickleTransportTest {
  private static final String END = "Lp-Trickle-Closed: terminated\r\n";

  private final CollectingInlet inlet = new CollectingInlet();
  private final List<Long> pauses = new ArrayList<>();
  private List<String> requests = List.of();
  private int connections;
  private boolean media = true;

  private Ended run(String options, Duration answer, HttpPeer.Script script) throws Exception {
    try (HttpPeer peer = new HttpPeer(script)) {
      String text = "trickle+http://server.example:" + peer.port() + "/ai/trickle/c" + options;
      try {
        return new TrickleTransport(
                new TransportRequest(
                    "stream",
                    SourceAddress.parse(text),
                    host -> List.of(InetAddress.getLoopbackAddress()),
                    true),
                media,
                new HttpTimes(Duration.ofSeconds(9), answer, Duration.ofSeconds(9)),
                pauses::add)
            .run(inlet);
      } finally {
        requests = peer.requests.stream().map(head -> head.split("[/ ]")[5]).toList();
        connections = peer.connections();
      }
    }
  }

  private Ended run(HttpPeer.Script script) throws Exception {
    return run("", Duration.ofSeconds(9), script);
  }

  private String failure(HttpPeer.Script script) {
    return String.valueOf(assertThrows(IOException.class, () -> run(script)).getMessage());
  }

  private static String number(HttpPeer.Exchange x) {
    return x.target().replaceAll(".*/", "");
  }

  private static void segment(HttpPeer.Exchange x, long number, String body) throws IOException {
    x.ok("Content-Type: video/MP2T\r\nLp-Trickle-Seq: " + number + "\r\n", body);
  }

  private static void absent(HttpPeer.Exchange x, long latest) throws IOException {
    x.send(
        ("HTTP/1.1 470 No Data\r\nLp-Trickle-Seq: 1\r\nLp-Trickle-Latest: %d\r\n"
                + "Content-Length: 14\r\n\r\nEntry not found")
            .formatted(latest)
            .replace("Content-Length: 14", "Content-Length: 15"));
  }

  /** Answers the newest segment with {@code first}, then each with its number, up to the end. */
  private static HttpPeer.Script channel(long first, long end) {
    return x -> {
      long asked = Long.parseLong(number(x));
      long number = asked < 0 ? first : asked;
      if (number >= end) {
        x.ok(END, "Entry not found");
      } else {
        segment(x, number, "<" + number + ">");
      }
    };
  }

  @Test
  void segmentsArePlayedInTheirOrderUpToTheEnd() throws Exception {
    assertEquals(Ended.FOR_GOOD, run(channel(7, 11)));
    assertEquals("<7>|<8>|<9>|<10>|", inlet.text());
    assertEquals(List.of("-2", "8", "9", "10", "11"), requests);
    assertEquals(1, inlet.connections());
  }

  @Test
  void connectionsTakeTurns() throws Exception {
    run(channel(0, 100));
    assertEquals(2, connections);
  }

  @Test
  void nextSegmentIsAskedForWhileOneIsRead() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    run(
        x -> {
          switch (number(x)) {
            case "-2" -> {
              x.send("HTTP/1.1 200 OK\r\nLp-Trickle-Seq: 3\r\nTransfer-Encoding: chunked\r\n\r\n");
              x.send("2\r\n<3\r\n");
              asked.await();
              x.send("1\r\n>\r\n0\r\n\r\n");
            }
            case "4" -> {
              asked.countDown();
              segment(x, 4, "<4>");
            }
            default -> x.ok(END, "");
          }
        });
    assertEquals("<3>|<4>|", inlet.text());
  }

  @Test
  void optionsChooseTheNextSegmentAndToWaitAfterTheEnd() throws Exception {
    assertEquals(Ended.AGAIN, run("?start=next&ended=wait", Duration.ofSeconds(9), channel(7, 8)));
    assertEquals("-1", requests.getFirst());
  }

  @Test
  void textOfTheEndIsNotPlayed() throws Exception {
    assertEquals(Ended.FOR_GOOD, run(x -> x.ok(END + "Lp-Trickle-Seq: 4\r\n", "Entry not found")));
    assertEquals("", inlet.text());
  }

  @Test
  void droppedSegmentIsSkipped() throws Exception {
    run(
        x -> {
          switch (number(x)) {
            case "-2" -> segment(x, 3, "<3>");
            case "4" -> x.ok("Lp-Trickle-Seq: 4\r\nLp-Trickle-Latest: 6\r\n", "");
            case "5" -> segment(x, 5, "<5>");
            default -> x.ok(END, "");
          }
        });
    assertEquals("<3>||<5>|", inlet.text());
    assertEquals(List.of("-2", "4", "5", "6"), requests);
  }

  @Test
  void absentSegmentsBeforeTheLatestAreSkippedAsALoss() throws Exception {
    run(
        x -> {
          switch (number(x)) {
            case "-2" -> segment(x, 3, "<3>");
            case "4" -> absent(x, 9);
            case "9" -> segment(x, 9, "<9>");
            default -> x.ok(END, "");
          }
        });
    assertEquals("<3>|<lost>|<9>|", inlet.text());
    assertEquals(List.of(), pauses);
  }

  @Test
  void segmentAheadOfTheServerIsAwaited() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    run(
        x -> {
          switch (number(x)) {
            case "-2" -> segment(x, 3, "<3>");
            case "4" -> {
              if (asked.incrementAndGet() < 4) {
                absent(x, 3);
              } else {
                segment(x, 4, "<4>");
              }
            }
            default -> x.ok(END, "");
          }
        });
    assertEquals("<3>|<4>|", inlet.text());
    assertEquals(List.of(250L, 250L, 250L), pauses);
    assertEquals(2, connections);
  }

  @Test
  void textThatDripsIsNotAwaited() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    run(
        x -> {
          switch (number(x)) {
            case "-2" -> segment(x, 3, "<3>");
            case "4" -> {
              if (asked.incrementAndGet() > 1) {
                segment(x, 4, "<4>");
                return;
              }
              x.send(
                  "HTTP/1.1 470 No Data\r\nLp-Trickle-Latest: 3\r\nContent-Length: 100000\r\n\r\n");
              drip(x);
            }
            default -> x.ok(END, "");
          }
        });
    assertEquals("<3>|<4>|", inlet.text());
  }

  /** Sends a byte from time to time, until the client has gone. */
  private static void drip(HttpPeer.Exchange x) throws IOException {
    while (true) {
      x.send("x");
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void missingChannelIsAFailureOrTheEnd() throws Exception {
    HttpPeer.Script missing = x -> x.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    assertTrue(failure(missing).endsWith("has no such channel."));
    assertEquals(List.of("-2"), requests);
    assertEquals(Ended.FOR_GOOD, run("?missing=stop", Duration.ofSeconds(9), missing));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 500, 503, 302, 206})
  void otherStatusIsRetriedSixTimes(int status) {
    String sentence =
        failure(x -> x.send("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n"));
    assertTrue(sentence.contains("status " + status), sentence);
    assertEquals(7, requests.size());
    assertEquals(List.of(300L, 300L, 300L, 300L, 300L, 300L), pauses);
  }

  @Test
  void answerWithoutNumberIsAFailure() {
    assertTrue(failure(x -> x.ok("", "media")).contains("Lp-Trickle-Seq"));
    assertEquals("", inlet.text());
  }

  @Test
  void answerThatIsNoMediaIsAFailure() {
    String sentence =
        failure(x -> x.ok("Lp-Trickle-Seq: 1\r\nContent-Type: application/json\r\n", "{}"));
    assertTrue(sentence.contains("application/json"), sentence);
    assertEquals("", inlet.text());
  }

  @Test
  void bodyThatWasCutOffIsPlayedOnFromThere() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    run(
        x -> {
          switch (number(x)) {
            case "-2" -> segment(x, 3, "<3>");
            case "4" -> {
              if (asked.incrementAndGet() == 1) {
                x.send("HTTP/1.1 200 OK\r\nLp-Trickle-Seq: 4\r\nContent-Length: 9\r\n\r\n<4 fi");
                x.end();
              } else {
                segment(x, 4, "<4 five6>");
              }
            }
            default -> x.ok(END, "");
          }
        });
    assertEquals("<3>|<4 five6>|", inlet.text());
    assertEquals(List.of(300L), pauses);
  }

  @Test
  void segmentOfWhichOnlyTheBeginningCameIsALoss() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    run(
        x -> {
          switch (number(x)) {
            case "-2" -> {
              x.send("HTTP/1.1 200 OK\r\nLp-Trickle-Seq: 3\r\nContent-Length: 9\r\n\r\n<3 fi");
              x.end();
            }
            case "3" -> absent(x, 12 + asked.getAndIncrement());
            case "12" -> segment(x, 12, "<12>");
            default -> x.ok(END, "");
          }
        });
    assertEquals("<3 fi<lost>|<12>|", inlet.text());
  }

  @Test
  void silentServerIsAskedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    run(
        "",
        Duration.ofMillis(100),
        x -> {
          if (asked.incrementAndGet() < 9) {
            x.awaitGone();
          } else {
            x.ok(END, "");
          }
        });
    assertEquals(9, requests.size());
    assertEquals(List.of(), pauses);
  }

  @Test
  void connectionThatTheServerClosedMeanwhileIsNoFailure() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    HttpPeer.Script script = channel(0, 20);
    run(
        x -> {
          script.answer(x);
          if (closed.incrementAndGet() % 3 == 0) {
            x.end();
          }
        });
    assertEquals(20, inlet.text().split("\\|").length);
    assertEquals(List.of(), pauses);
  }

  @Test
  void serverWithoutPersistentConnectionsIsRead() throws Exception {
    run(
        x -> {
          String number = number(x);
          boolean end = number.equals("5");
          x.send(
              "HTTP/1.1 200 OK\r\nConnection: close\r\n"
                  + (end ? END : "Lp-Trickle-Seq: " + (number.equals("-2") ? "3" : number))
                  + (end ? "" : "\r\n")
                  + "\r\n"
                  + (end ? "" : "<" + number + ">"));
          x.end();
        });
    assertEquals("<-2>|<4>|", inlet.text());
  }

  @Test
  void stopEndsTheSubscription() throws Exception {
    inlet.until(text -> text.contains("<5>"));
    assertEquals(Ended.AGAIN, run(channel(0, 1000)));
    assertEquals("<0>|<1>|<2>|<3>|<4>|<5>", inlet.text());
  }

  @Test
  void dataChannelMayHaveJson() throws Exception {
    media = false;
    assertEquals(
        Ended.FOR_GOOD,
        run(
            x -> {
              if (number(x).equals("-2")) {
                x.ok("Content-Type: application/json\r\nLp-Trickle-Seq: 1\r\n", "{}");
              } else {
                x.ok(END, "");
              }
            }));
    assertEquals("{}|", inlet.text());
  }
}

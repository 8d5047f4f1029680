package dev.sluice.source.trickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.source.http.HttpPeer;
import dev.sluice.source.transport.ControlSender;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.TransportRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages to a server that answers as each row of the protocol's table. */
@Timeout(30)
class TricklePublisherTest {
  private static final String TAKEN = "Lp-Trickle-Seq: 3\r\n";

  private final List<String> bodies = new ArrayList<>();

  private static ControlSender sender(HttpPeer peer, String options) throws Exception {
    return TricklePublisher.open(
        new TransportRequest(
            "cam",
            SourceAddress.parse(
                "trickle+http://server.example:" + peer.port() + "/ai/trickle/c" + options),
            host -> List.of(InetAddress.getLoopbackAddress()),
            true));
  }

  private static void send(ControlSender sender, String text) throws IOException {
    sender.send(text.getBytes(StandardCharsets.UTF_8));
  }

  private HttpPeer taking() throws IOException {
    return new HttpPeer(
        x -> {
          bodies.add(x.body());
          x.ok(TAKEN, "text");
        });
  }

  @Test
  void messagesAreSegmentsOnOneConnection() throws Exception {
    try (HttpPeer peer = taking();
        ControlSender sender = sender(peer, "?token=x&failures=3")) {
      send(sender, "{\"x\":1}");
      send(sender, "{\"keep\":\"alive\"}");
      assertEquals(List.of("{\"x\":1}", "{\"keep\":\"alive\"}"), bodies);
      assertEquals(1, peer.connections());
      String head = peer.requests.getFirst();
      assertTrue(head.startsWith("POST /ai/trickle/c/-1?token=x HTTP/1.1\r\n"), head);
      assertTrue(head.contains("\r\nContent-Type: application/json"), head);
      assertTrue(head.contains("\r\nContent-Length: 7"), head);
    }
  }

  @Test
  void connectionThatTheServerClosedMeanwhileIsNoFailure() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (HttpPeer peer =
            new HttpPeer(
                x -> {
                  bodies.add(x.body());
                  x.ok(TAKEN, "");
                  if (x.connection() == 0) {
                    x.end();
                    closed.countDown();
                  }
                });
        ControlSender sender = sender(peer, "")) {
      send(sender, "{\"x\":1}");
      closed.await();
      send(sender, "{\"x\":2}");
      assertEquals(List.of("{\"x\":1}", "{\"x\":2}"), bodies);
      assertEquals(2, peer.connections());
    }
  }

  @Test
  void interimAnswersAreNoAnswer() throws Exception {
    try (HttpPeer peer =
            new HttpPeer(
                x -> {
                  x.send("HTTP/1.1 100 Continue\r\n\r\n");
                  x.ok(TAKEN, "");
                });
        ControlSender sender = sender(peer, "")) {
      send(sender, "{}");
      assertEquals(1, peer.requests.size());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 Not Found | has no such channel.",
        "500 Oops | answered with status 500.",
        "302 Found | answered with status 302.",
        "200 OK~Lp-Trickle-Closed: terminated | has ended."
      })
  void refusalIsAFailureAndTheNextMessageIsTriedAnew(String answer, String sentence)
      throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (HttpPeer peer =
            new HttpPeer(
                x -> {
                  if (asked.incrementAndGet() == 1) {
                    x.send(
                        "HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                            .formatted(answer.replace("~", "\r\n")));
                  } else {
                    x.ok(TAKEN, "");
                  }
                });
        ControlSender sender = sender(peer, "")) {
      IOException failure = assertThrows(IOException.class, () -> send(sender, "{}"));
      assertTrue(String.valueOf(failure.getMessage()).endsWith(sentence), failure.getMessage());
      send(sender, "{}");
      assertEquals(2, asked.get());
    }
  }

  @Test
  void closeEndsAMessageThatIsSent() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (HttpPeer peer =
        new HttpPeer(
            x -> {
              asked.countDown();
              x.awaitGone();
            })) {
      ControlSender sender = sender(peer, "");
      Thread closing =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      asked.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                    sender.close();
                  });
      assertThrows(IOException.class, () -> send(sender, "{}"));
      closing.join();
      assertThrows(IOException.class, () -> send(sender, "{}"));
    }
  }
}

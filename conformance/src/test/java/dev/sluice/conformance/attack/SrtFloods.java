package dev.sluice.conformance.attack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Handshakes of SRT that go no further, or only to a connection that sends nothing. */
final class SrtFloods {
  private static final Duration BETWEEN_BURSTS = Duration.ofMillis(10);
  private static final int BURST = 20;

  /** Sockets that wait for the answers of their handshakes at once. */
  private static final int CALLERS = 8;

  private SrtFloods() {}

  static List<Shape> shapes() {
    return List.of(
        new Shape(
            "SRT inductions",
            "begins 2000 handshakes of SRT a second and answers no cookie",
            inductions().repeated()),
        new Shape(
            "SRT forged cookies",
            "ends 2000 handshakes of SRT a second with cookies that it made up",
            forgedCookies().repeated()),
        new Shape(
            "SRT random datagrams",
            "sends datagrams of random bytes and lengths to the port of SRT, some with its header",
            garbage().repeated()),
        new Shape(
            "SRT stream ids",
            "calls by SRT with stream ids that are refused, each another one",
            calls("#!::r=s%d,m=publish,s=forged-%d").repeated().times(CALLERS)),
        new Shape(
            "SRT silent publishers",
            "publishes to ever more streams by SRT and sends nothing",
            calls("publish:silent%d:t%d").repeated().times(CALLERS)),
        new Shape(
            "SRT slow rights",
            "publishes by SRT where the webhook takes 2 s",
            calls("publish:slow%d:t%d").repeated().times(CALLERS)));
  }

  private static Datagrams open(Target target) throws IOException {
    return new Datagrams(target, target.service().srt());
  }

  private static Attack inductions() {
    return target -> {
      Random random = new Random(19);
      try (Datagrams socket = open(target)) {
        while (!target.isOver()) {
          for (int i = 0; i < BURST; i++) {
            socket.send(SrtMessage.induction(random.nextInt()));
          }
          target.pause(BETWEEN_BURSTS);
        }
      }
    };
  }

  private static Attack forgedCookies() {
    return target -> {
      Random random = new Random(20);
      try (Datagrams socket = open(target)) {
        while (!target.isOver()) {
          for (int i = 0; i < BURST; i++) {
            socket.send(
                SrtMessage.conclusion(random.nextInt(), random.nextInt(), "publish:forged"));
          }
          target.pause(BETWEEN_BURSTS);
        }
        Optional<byte[]> answer = socket.receive();
        if (answer.filter(SrtMessage::isConclusion).isPresent()) {
          target.fault("a handshake with a forged cookie was accepted");
        }
      }
    };
  }

  private static Attack garbage() {
    return target -> {
      Random random = new Random(21);
      try (Datagrams socket = open(target)) {
        while (!target.isOver()) {
          for (int i = 0; i < BURST; i++) {
            byte[] datagram = new byte[random.nextInt(1500)];
            random.nextBytes(datagram);
            boolean handshake = i % 2 == 0 && datagram.length > 16;
            IntStream.range(0, handshake ? 16 : 0).forEach(at -> datagram[at] = 0);
            if (handshake) {
              datagram[0] = (byte) 0x80;
            }
            socket.send(datagram);
          }
          target.pause(BETWEEN_BURSTS);
        }
      }
    };
  }

  /**
   * One whole handshake after another, each from a port of its own.
   *
   * @param streamId with places for two numbers
   */
  private static Attack calls(String streamId) {
    return target -> {
      Random random = new Random();
      while (!target.isOver()) {
        try (Datagrams socket = open(target)) {
          int number = random.nextInt(Integer.MAX_VALUE);
          socket.send(SrtMessage.induction(number));
          Optional<byte[]> answer = socket.receive();
          if (answer.isPresent()) {
            String id = streamId.formatted(number, number);
            socket.send(SrtMessage.conclusion(number, SrtMessage.cookie(answer.get()), id));
            Optional<byte[]> unused = socket.receive();
            target.joined();
          }
        }
        target.pause(BETWEEN_BURSTS);
      }
    };
  }
}

package dev.sluice.conformance.attack;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** STUN from strangers, and a captured connectivity check. */
final class StunFloods {
  private static final Duration BETWEEN_BURSTS = Duration.ofMillis(10);
  private static final int BURST = 20;

  private StunFloods() {}

  static List<Shape> shapes() {
    return List.of(
        flood("STUN for nobody", "checks for unknown sessions", 0, 0, 20),
        flood("STUN with 60 attributes", "checks with 60 unknown attributes", 60, 8, 20),
        flood("STUN with a huge attribute", "checks of 60 kB", 1, 60_000, 1),
        new Shape(
            "wrong integrity",
            "sends checks of its session with a wrong password",
            wrongIntegrity().repeated()),
        new Shape(
            "random datagrams",
            "sends datagrams of random bytes and lengths",
            garbage().repeated()),
        new Shape(
            "replayed check", "sends a captured check from another port", replay().repeated()));
  }

  private static Shape flood(
      String name, String what, int attributes, int attributeBytes, int burst) {
    Attack once =
        target -> {
          try (Datagrams socket = new Datagrams(target)) {
            Random random = new Random(15);
            while (!target.isOver()) {
              for (int i = 0; i < burst; i++) {
                String user = "x%d:y".formatted(random.nextInt());
                socket.send(StunMessage.check(user, "wrong", attributes, attributeBytes));
              }
              target.pause(BETWEEN_BURSTS);
            }
            judge(target, socket);
          }
        };
    return new Shape(
        name, "sends " + what + ", %d a second".formatted(100 * burst), once.repeated());
  }

  /** Strangers must receive less than they send. */
  static void judge(Target target, Datagrams socket) throws java.io.IOException {
    socket.awaitSuccess();
    if (socket.receivedBytes() > 3 * socket.sentBytes()) {
      target.fault(
          "%d bytes sent brought %d bytes".formatted(socket.sentBytes(), socket.receivedBytes()));
    }
  }

  private static Attack wrongIntegrity() {
    return target -> {
      RawSession session = RawSession.create(target);
      try (Datagrams socket = new Datagrams(target)) {
        for (int i = 0; i < 200 && !target.isOver(); i++) {
          for (int j = 0; j < BURST; j++) {
            socket.send(StunMessage.check(session.username(), "wrong-" + j));
          }
          target.pause(BETWEEN_BURSTS);
        }
        if (!target.isOver() && socket.awaitSuccess()) {
          target.fault("a check with a wrong password was answered with success");
        }
      }
    };
  }

  private static Attack garbage() {
    return target -> {
      Random random = new Random(15);
      try (Datagrams socket = new Datagrams(target)) {
        while (!target.isOver()) {
          for (int i = 0; i < BURST; i++) {
            byte[] datagram = new byte[random.nextInt(1500)];
            random.nextBytes(datagram);
            socket.send(datagram);
          }
          target.pause(BETWEEN_BURSTS);
        }
        judge(target, socket);
      }
    };
  }

  private static Attack replay() {
    return target -> {
      RawSession session = RawSession.create(target);
      try (Datagrams viewer = new Datagrams(target);
          Datagrams listener = new Datagrams(target)) {
        byte[] check = session.check();
        viewer.send(check);
        if (viewer.awaitSuccess()) {
          listener.send(check);
          if (listener.awaitSuccess()) {
            target.fault("a replayed check was answered with success");
          }
        }
      }
      target.pause(Duration.ofSeconds(1));
    };
  }
}

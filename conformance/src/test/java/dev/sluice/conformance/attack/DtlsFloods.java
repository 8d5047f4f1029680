package dev.sluice.conformance.attack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** DTLS and SRTP of strangers, and of viewers whose address is checked. */
final class DtlsFloods {
  private static final Duration BETWEEN = Duration.ofMillis(5);

  private DtlsFloods() {}

  static List<Shape> shapes() {
    return List.of(
        new Shape(
            "ClientHellos of strangers",
            "sends ClientHellos from many ports, without a check",
            strangers().repeated().times(2)),
        viewer("ClientHellos of a viewer", "sends 200 ClientHellos a second", DtlsFloods::hello),
        viewer(
            "fragments without end",
            "sends fragments of messages that never complete",
            DtlsFloods::fragment),
        viewer("fragments of 16 MB", "begins messages of 16 MB", DtlsFloods::hugeFragment),
        viewer("garbage records", "sends records of random bytes", DtlsFloods::garbageRecord),
        viewer("garbage SRTCP", "sends SRTCP of random bytes", DtlsFloods::garbageSrtcp),
        viewer("garbage SRTP", "sends SRTP of random bytes", DtlsFloods::garbageSrtp));
  }

  /** Makes a datagram. */
  @FunctionalInterface
  private interface Forge {
    byte[] next(Random random, int count);
  }

  private static Attack strangers() {
    return target -> {
      Random random = new Random(15);
      try (Datagrams socket = new Datagrams(target)) {
        for (int i = 0; i < 20 && !target.isOver(); i++) {
          socket.send(DtlsBytes.clientHello(random, i));
          target.pause(BETWEEN);
        }
        StunFloods.judge(target, socket);
      }
    };
  }

  private static Shape viewer(String name, String what, Forge forge) {
    Attack once =
        target -> {
          RawSession session = RawSession.create(target);
          try (Datagrams socket = new Datagrams(target)) {
            socket.send(session.check());
            if (socket.awaitSuccess()) {
              flood(target, socket, forge);
            }
          }
        };
    return new Shape(name, what + " from a checked address", once.repeated());
  }

  /** A session lasts a few seconds; then the attacker makes another. */
  private static void flood(Target target, Datagrams socket, Forge forge) throws IOException {
    Random random = new Random(15);
    for (int i = 0; i < 500 && !target.isOver(); i++) {
      socket.send(forge.next(random, i));
      target.pause(BETWEEN);
    }
  }

  private static byte[] hello(Random random, int count) {
    return DtlsBytes.clientHello(random, count);
  }

  private static byte[] fragment(Random random, int count) {
    byte[] part = new byte[1000];
    return DtlsBytes.fragment(1, 60_000, count % 16, 1000 * (count % 59), part, count);
  }

  private static byte[] hugeFragment(Random random, int count) {
    return DtlsBytes.fragment(1 + count % 20, 0xFFFFFF, count & 0xFFFF, 0, new byte[100], count);
  }

  private static byte[] garbageRecord(Random random, int count) {
    byte[] record = new byte[13 + random.nextInt(1300)];
    random.nextBytes(record);
    record[0] = (byte) (20 + random.nextInt(6));
    record[1] = (byte) 0xFE;
    record[2] = (byte) 0xFD;
    return record;
  }

  private static byte[] garbageSrtcp(Random random, int count) {
    byte[] packet = garbageSrtp(random, count);
    packet[1] = (byte) (200 + random.nextInt(7));
    return packet;
  }

  private static byte[] garbageSrtp(Random random, int count) {
    byte[] packet = new byte[12 + random.nextInt(1300)];
    random.nextBytes(packet);
    packet[0] = (byte) 0x80;
    packet[1] = 96;
    return packet;
  }
}

package dev.sluice.conformance.attack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Connections of ICE-TCP (RFC 4571 framing). */
final class TcpMedia {
  private static final Duration BETWEEN = Duration.ofMillis(5);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private TcpMedia() {}

  static List<Shape> shapes() {
    return List.of(
        held("ICE-TCP idle", "sends nothing", new byte[0]),
        held("ICE-TCP half a frame", "sends half of a frame", new byte[] {0x10, 0, 1}),
        held("ICE-TCP garbage", "sends a frame of random bytes", frame(random(1000))),
        held("ICE-TCP huge frames", "sends frames of 65,535 bytes", frame(random(65_535))),
        held(
            "ICE-TCP of HTTP",
            "sends a request of HTTP",
            "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
        new Shape(
            "ICE-TCP stalled reader",
            "has checked, goes on asking and reads nothing",
            stalled().repeated().times(20)),
        new Shape(
            "ICE-TCP single bytes",
            "sends checks byte by byte",
            singleBytes().repeated().times(4)));
  }

  private static Shape held(String name, String what, byte[] bytes) {
    Attack one =
        target -> {
          try (Wire wire = target.connect(target.service().media())) {
            wire.send(bytes);
            wire.discard();
          }
        };
    return new Shape(name, "holds 300 connections and " + what, one.repeated(PAUSE).times(300));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(15).nextBytes(bytes);
    return bytes;
  }

  private static byte[] frame(byte[] message) {
    return ByteBuffer.allocate(2 + message.length)
        .putShort((short) message.length)
        .put(message)
        .array();
  }

  private static Attack stalled() {
    return target -> {
      RawSession session = RawSession.create(target);
      try (Wire wire = target.connect(target.service().media())) {
        while (!target.isOver()) {
          for (int i = 0; i < 10; i++) {
            wire.send(frame(session.check()));
          }
          target.pause(BETWEEN);
        }
      }
    };
  }

  private static Attack singleBytes() {
    return target -> {
      RawSession session = RawSession.create(target);
      try (Wire wire = target.connect(target.service().media())) {
        while (!target.isOver()) {
          for (byte one : frame(session.check())) {
            wire.send(new byte[] {one});
            pauseBriefly(target);
          }
        }
      } catch (IOException e) {
        target.pause(BETWEEN);
      }
    };
  }

  private static void pauseBriefly(Target target) {
    target.pause(Duration.ofNanos(200_000));
  }
}

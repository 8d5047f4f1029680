package dev.sluice.conformance.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Pushers of transport streams that no encoder makes. */
final class HostileStreams {
  private static final int BYTES_PER_SECOND = 1_000_000;
  private static final int PMT_PID = 0x50;

  private HostileStreams() {}

  static List<Shape> shapes() {
    return List.of(
        push("random packets", "random bytes behind sync bytes", HostileStreams::randomPackets),
        push("random bytes", "random bytes", HostileStreams::randomBytes),
        push(
            "changing tables",
            "a new PAT and PMT with each packet",
            HostileStreams::changingTables),
        push(
            "thousands of tracks",
            "a PMT with 200 other tracks each time",
            HostileStreams::manyTracks),
        push("PES without end", "one picture without end", HostileStreams::endlessPes),
        push("PES on every PID", "begins of pictures on 200 PIDs", HostileStreams::manyPes),
        names());
  }

  /** Makes the next packets of a stream. */
  @FunctionalInterface
  private interface Forge {
    void append(ByteArrayOutputStream to, int turn, Random random);
  }

  private static Shape push(String name, String what, Forge forge) {
    String stream = "hostile-" + name.replaceAll("\\W", "-").toLowerCase(java.util.Locale.ROOT);
    Attack once =
        target -> {
          Random random = new Random(15);
          try (Wire wire = target.connect(target.service().controlTcp())) {
            wire.send(Requests.chunked("PUT /ingest/" + stream));
            for (int turn = 0; !target.isOver(); turn++) {
              ByteArrayOutputStream packets = new ByteArrayOutputStream();
              while (packets.size() < 16_000) {
                forge.append(packets, turn++, random);
              }
              chunk(wire, packets.toByteArray());
              target.pause(Duration.ofNanos((long) (packets.size() * 1e9 / BYTES_PER_SECOND)));
            }
          }
        };
    return new Shape(name, "pushes %s, at 1 MB/s".formatted(what), once.repeated());
  }

  private static void chunk(Wire wire, byte[] bytes) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes("%x\r\n".formatted(bytes.length).getBytes(StandardCharsets.US_ASCII));
    chunk.writeBytes(bytes);
    chunk.writeBytes(new byte[] {'\r', '\n'});
    wire.send(chunk.toByteArray());
  }

  private static void randomPackets(ByteArrayOutputStream to, int turn, Random random) {
    byte[] packet = new byte[TsForge.PACKET_BYTES];
    random.nextBytes(packet);
    packet[0] = 0x47;
    to.writeBytes(packet);
  }

  private static void randomBytes(ByteArrayOutputStream to, int turn, Random random) {
    byte[] some = new byte[1000];
    random.nextBytes(some);
    to.writeBytes(some);
  }

  private static void changingTables(ByteArrayOutputStream to, int turn, Random random) {
    int pmtPid = 0x20 + turn % 64;
    to.writeBytes(TsForge.pat(turn, pmtPid, turn));
    to.writeBytes(TsForge.pmt(turn, pmtPid, 0x100 + turn % 1000, 2, turn));
  }

  private static void manyTracks(ByteArrayOutputStream to, int turn, Random random) {
    to.writeBytes(TsForge.pat(0, PMT_PID, turn));
    to.writeBytes(TsForge.pmt(turn, PMT_PID, 0x100 + turn * 200 % 0x1E00, 190, turn * 6));
  }

  private static void endlessPes(ByteArrayOutputStream to, int turn, Random random) {
    if (turn == 0) {
      to.writeBytes(TsForge.pat(0, PMT_PID, 0));
      to.writeBytes(TsForge.pmt(0, PMT_PID, 0x100, 1, 0));
      to.writeBytes(TsForge.packet(0x100, true, 0, TsForge.pesStart()));
    }
    byte[] payload = new byte[184];
    random.nextBytes(payload);
    to.writeBytes(TsForge.packet(0x100, false, turn + 1, payload));
  }

  private static void manyPes(ByteArrayOutputStream to, int turn, Random random) {
    if (turn % 1000 == 0) {
      to.writeBytes(TsForge.pat(0, PMT_PID, turn));
      to.writeBytes(TsForge.pmt(0, PMT_PID, 0x100, 190, turn));
    }
    to.writeBytes(TsForge.packet(0x100 + turn % 190, turn % 380 < 190, turn, TsForge.pesStart()));
  }

  private static Shape names() {
    Attack all =
        target -> {
          ByteArrayOutputStream packets = new ByteArrayOutputStream();
          packets.writeBytes(TsForge.pat(0, PMT_PID, 0));
          packets.writeBytes(TsForge.pmt(0, PMT_PID, 0x100, 1, 0));
          for (int i = 0; i < 6; i++) {
            packets.writeBytes(TsForge.packet(0x100, true, i, TsForge.pesStart()));
          }
          try (Threads threads = new Threads()) {
            for (int i = 0; i < 100 && !target.isOver(); i++) {
              String head = Requests.chunked("PUT /ingest/name-" + i);
              threads.start(
                  () -> {
                    try (Wire wire = target.connect(target.service().controlTcp())) {
                      wire.send(head);
                      chunk(wire, packets.toByteArray());
                      wire.discard();
                    }
                  });
              target.pause(Duration.ofMillis(10));
            }
          }
        };
    return new Shape("100 names", "pushes 1.5 kB to each of 100 streams", all.repeated());
  }
}

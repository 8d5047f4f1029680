package dev.sluice.source.srt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.FreePorts;
import dev.sluice.net.libsrt.SrtOption;
import dev.sluice.net.libsrt.SrtSender;
import dev.sluice.source.http.CollectingInlet;
import dev.sluice.source.transport.Transport;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** A network that loses packets: what SRT repairs, and what it gives up. */
@EnabledIf("dev.sluice.net.libsrt.SrtSender#available")
@Timeout(60)
final class SrtLossTest {
  private static final int MESSAGES = 1000;
  private static final int MESSAGE_CHARACTERS = 5;

  /** 200 ms suffice on a machine that is not busy with other tests. */
  private static final int LATENCY_MILLIS = 1500;

  private static final long SPACING_NANOS = 2_000_000;

  private final CollectingInlet inlet = new CollectingInlet();
  private SrtFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new SrtFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  /** Each message is its number, in four characters. */
  private static byte[] message(int number) {
    return SrtFixture.packet("%04d".formatted(number));
  }

  private static String messages(int from, int to) {
    StringBuilder all = new StringBuilder();
    for (int number = from; number < to; number++) {
      all.append("G%04d".formatted(number));
    }
    return all.toString();
  }

  private SrtSender caller(int port) {
    SrtSender[] caller = new SrtSender[1];
    SrtFixture.await(
        "the listener listens",
        () -> {
          try {
            caller[0] = fixture.caller(port, Map.of(SrtOption.LATENCY, LATENCY_MILLIS));
            return true;
          } catch (dev.sluice.net.libsrt.SrtException e) {
            return false;
          }
        });
    return caller[0];
  }

  @Test
  void aTenthOfThePacketsIsRepairedWithinTheLatency() throws Exception {
    int port = FreePorts.next();
    try (LossyRelay relay = new LossyRelay(port, 17);
        Transport transport = fixture.transport("srt://127.0.0.1:" + port + "?mode=listener")) {
      FutureTask<Transport.Ended> run = SrtFixture.run(transport, inlet);
      try (SrtSender sender = caller(relay.port())) {
        int unused = send(sender, 0, MESSAGES);
        // The loss of a packet shows by the next one.
        int[] next = {MESSAGES};
        SrtFixture.await(
            "all of them",
            () ->
                sender.send(message(next[0]++))
                    && inlet.text().length() >= MESSAGES * MESSAGE_CHARACTERS);
      }
      assertEquals(Transport.Ended.NEXT_PEER, run.get());
      assertTrue(relay.lost() > MESSAGES / 40, "the relay lost " + relay.lost());
      assertTrue(inlet.text().startsWith(messages(0, MESSAGES)), inlet::text);
      SrtCounters counters = fixture.runtime.counters();
      assertTrue(counters.of(SrtCounter.RETRANSMITTED) > 0);
      assertTrue(counters.of(SrtCounter.LOST) > 0);
      assertEquals(0, counters.of(SrtCounter.DROPPED));
    }
  }

  /** Sends messages from a number on. Returns the next number. */
  private static int send(SrtSender sender, int from, int count) {
    for (int number = from; number < from + count; number++) {
      assertTrue(sender.send(message(number)));
      LockSupport.parkNanos(SPACING_NANOS);
    }
    return from + count;
  }

  @Test
  void packetsThatAreGivenUpAreToldAsALossInTheirPlace() throws Exception {
    int port = FreePorts.next();
    try (LossyRelay relay = new LossyRelay(port, 18);
        Transport transport = fixture.transport("srt://127.0.0.1:" + port + "?mode=listener")) {
      FutureTask<Transport.Ended> run = SrtFixture.run(transport, inlet);
      try (SrtSender sender = caller(relay.port())) {
        int sent = send(sender, 0, 400);
        relay.cut(true);
        // Longer than the latency.
        sent = send(sender, sent, 1600);
        relay.cut(false);
        int[] next = {send(sender, sent, 400)};
        SrtFixture.await(
            "the media after the gap",
            () -> {
              next[0] = send(sender, next[0], 1);
              return inlet.text().contains("G2300G2301");
            });
      }
      assertEquals(Transport.Ended.NEXT_PEER, run.get());
      String text = inlet.text();
      assertTrue(text.startsWith(messages(0, 100)), text);
      assertTrue(text.contains("<lost>"), text);
      int expected = 0;
      boolean told = false;
      for (String part :
          text.replace("G", "")
              .replace("<lost>", "|    ")
              .replaceAll("(\\d{4})", "$1 ")
              .split(" +")) {
        if (part.startsWith("|")) {
          told = true;
          part = part.substring(1);
        }
        if (!part.isEmpty()) {
          int number = Integer.parseInt(part);
          assertTrue(
              number == expected || told && number > expected, "after " + expected + ": " + part);
          expected = number + 1;
          told = false;
        }
      }
      assertTrue(fixture.runtime.counters().of(SrtCounter.DROPPED) > 0);
    }
  }
}

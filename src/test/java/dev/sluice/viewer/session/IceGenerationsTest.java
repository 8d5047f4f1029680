package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rtc.answer.IceRestartAnswer;
import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.rtc.ice.IceLiteAgent;
import dev.sluice.rtc.stun.ConnectivityCheck;
import dev.sluice.viewer.negotiate.IceGeneration;
import dev.sluice.viewer.send.Route;
import dev.sluice.viewer.stats.SessionCounters;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restarts asked for by some threads and taken by the owner. */
class IceGenerationsTest {
  private static final IceRestartAnswer ANSWER =
      IceRestartAnswer.of("a=group:BUNDLE 0\r\nm=video 1 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\n");
  private static final InetSocketAddress OLD = new InetSocketAddress("192.0.2.1", 1);
  private static final InetSocketAddress NEW = new InetSocketAddress("192.0.2.1", 2);

  private final Set<String> known = new HashSet<>();
  private final SessionCounters counters = new SessionCounters();
  private int made;
  private final SessionIce ice = start();

  private SessionIce start() {
    IceGeneration first = next();
    known.add(first.local().ufrag());
    return new SessionIce(
        new IceLiteAgent(first.local(), first.remote(), 0, Long.MAX_VALUE),
        first,
        ANSWER,
        new KnownUfrags(),
        counters);
  }

  /** The registry, of which only the ufrags matter here. */
  private final class KnownUfrags implements SessionRegistry {
    @Override
    public void addAddress(InetSocketAddress address, ViewerSession session) {}

    @Override
    public void removeAddress(InetSocketAddress address, ViewerSession session) {}

    @Override
    public void removeUfrag(String ufrag, ViewerSession session) {
      known.remove(ufrag);
    }

    @Override
    public void remove(ViewerSession session) {}
  }

  private record From(InetSocketAddress remote) implements Route {
    @Override
    public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
      return true;
    }
  }

  private IceGeneration next() {
    int number = made++;
    return new IceGeneration(
        number,
        "tag" + number,
        new IceCredentials("ufrag" + number, "password-of-generation-" + number),
        new IceCredentials("them", "their-password-in-any-case"));
  }

  private boolean restart(IceGeneration expected, IceGeneration next) {
    known.add(next.local().ufrag());
    return ice.restart(expected, next, null) || !known.remove(next.local().ufrag());
  }

  private final Random transactions = new Random(1);

  private boolean check(IceGeneration generation, InetSocketAddress from, boolean nominates) {
    byte[] check =
        ConnectivityCheck.of(
            generation.local().ufrag(),
            "them",
            generation.local().password(),
            transactions,
            nominates);
    long dropped = counters.of(SessionCounters.Event.STUN_DROPPED);
    ice.onStun(check, 0, check.length, new From(from), 0, null);
    return counters.of(SessionCounters.Event.STUN_DROPPED) == dropped;
  }

  @Test
  void bothGenerationsAreGoodUntilTheNewOneIsNominated() {
    IceGeneration first = ice.newest();
    IceGeneration second = next();
    assertTrue(check(first, OLD, true));
    assertTrue(restart(first, second));
    assertEquals(second, ice.newest());
    assertTrue(check(first, OLD, true));
    assertTrue(check(second, NEW, false));
    assertEquals(OLD, ice.route().remote());
    assertEquals(Set.of("ufrag0", "ufrag1"), known);
    assertTrue(check(second, NEW, true));
    assertEquals(NEW, ice.route().remote());
    assertEquals(Set.of("ufrag1"), known);
    assertEquals(1, counters.of(SessionCounters.Event.ICE_RESTARTED));
    assertFalse(check(first, OLD, true));
  }

  @Test
  void aRestartOfAGenerationThatIsNotTheNewestIsRefused() {
    IceGeneration first = ice.newest();
    assertTrue(restart(first, next()));
    assertFalse(restart(first, next()));
    assertEquals(Set.of("ufrag0", "ufrag1"), known);
  }

  @Test
  void oneThatWasReplacedBeforeItWasTakenIsForgotten() {
    IceGeneration second = next();
    IceGeneration third = next();
    assertTrue(restart(ice.newest(), second));
    assertTrue(restart(second, third));
    assertEquals(Set.of("ufrag0", "ufrag2"), known);
    assertFalse(check(second, NEW, true));
    assertTrue(check(third, NEW, true));
    assertEquals(Set.of("ufrag2"), known);
  }

  @Test
  void itsFragmentIsThatOfTheAnswerWithOtherCredentials() {
    assertEquals(
        "a=ice-lite\r\na=group:BUNDLE 0\r\na=ice-ufrag:ufrag0\r\n"
            + "a=ice-pwd:password-of-generation-0\r\nm=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n",
        ice.fragment(ice.newest()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void neverMoreThanThreeUfragsAreKnownAndTheNewestIs(long seed) {
    Random random = new Random(seed);
    List<IceGeneration> all = new ArrayList<>(List.of(ice.newest()));
    for (int step = 0; step < 2000; step++) {
      IceGeneration newest = ice.newest();
      if (random.nextInt(4) == 0) {
        IceGeneration next = next();
        assertTrue(restart(newest, next));
        all.add(next);
      } else {
        boolean nominates = random.nextInt(3) == 0;
        IceGeneration used = all.get(Math.max(0, all.size() - 1 - random.nextInt(4)));
        boolean valid = check(used, random.nextBoolean() ? OLD : NEW, nominates);
        assertEquals(known.contains(used.local().ufrag()), valid, "seed " + seed);
      }
      assertTrue(known.size() <= 3, "seed " + seed + ": " + known);
      assertTrue(known.contains(ice.newest().local().ufrag()), "seed " + seed);
      assertEquals(known, Set.copyOf(ice.localUfrags()), "seed " + seed);
    }
    assertTrue(check(ice.newest(), NEW, true), "seed " + seed);
  }
}

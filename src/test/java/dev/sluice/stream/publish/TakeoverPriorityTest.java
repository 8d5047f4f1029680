package dev.sluice.stream.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.time.Ticks90k;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.log.LogEntry;
import dev.sluice.stream.log.SlabPool;
import dev.sluice.stream.log.StreamLog;
import dev.sluice.stream.log.TrackLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sources of different priority, of which all but the live one stand by. */
class TakeoverPriorityTest {
  private static final long FRAME = 3000;
  private static final long STALL = 2_000_000_000L;
  private static final int LIMIT = Takeover.PRIORITY.standbyLimit();

  private final StreamLog logs =
      new StreamLog(TestStream.SMALL, TestStream.SMALL, new SlabPool(1024, 1 << 20));
  private final List<Delivery> deliveries = new ArrayList<>();
  private final List<String> replaced = new ArrayList<>();
  private int takeovers;
  private long now;
  private final Publisher publisher =
      new Publisher(
          "live",
          logs,
          new WallClock(0),
          false,
          3_000_000_000L,
          STALL,
          new PublishListener() {
            @Override
            public void onSource(SourceView source) {
              deliveries.add(source.delivery());
            }

            @Override
            public void onTakeover() {
              takeovers++;
            }
          });

  private Publication open(String name, int priority) {
    Publication opened = publisher.open(Takeover.PRIORITY, priority, () -> replaced.add(name));
    TestStream.write(opened, () -> opened.setTracks(TestStream.BOTH));
    return opened;
  }

  /** A picture of each source, one frame after the last ones. */
  private void pictures(boolean key, Publication... sources) {
    now += FRAME;
    for (Publication source : sources) {
      TestStream.write(
          source,
          () -> {
            var clock = source.timeline().track(Track.VIDEO);
            long nanos = Ticks90k.toNanos(now);
            // Each source has a clock of its own.
            long stamp = now + 1000L * FRAME * source.priority();
            clock.place(stamp, stamp, false, nanos);
            AccessUnit unit = TestStream.picture(0, key, 5).setArrival(nanos);
            source.append(
                unit.setTimes(clock.ptsTicks90k(), clock.dtsTicks90k())
                    .setDiscontinuity(clock.jumped()));
          });
    }
  }

  private List<LogEntry> video() {
    TrackLog log = logs.log(Track.VIDEO);
    List<LogEntry> entries = new ArrayList<>();
    for (long i = log.tail(); i < log.head(); i++) {
      LogEntry entry = new LogEntry();
      assertTrue(log.read(i, entry));
      entries.add(entry);
    }
    return entries;
  }

  private void assertStates(Publication live, Publication... standby) {
    assertEquals(Publication.State.LIVE, live.state());
    for (Publication each : standby) {
      assertEquals(Publication.State.STANDBY, each.state());
    }
  }

  @Test
  void aSourceOfLowerPriorityStandsByAndTakesOverAtTheEndOfTheBetterOne() {
    Publication best = open("best", 5);
    Publication spare = open("spare", 1);
    pictures(true, best, spare);
    pictures(false, best, spare);
    assertStates(best, spare);
    assertEquals(2, video().size());
    best.close();
    assertEquals(Publication.State.LIVE, spare.state());
    pictures(false, spare);
    assertEquals(2, video().size(), "not before a key picture");
    pictures(true, spare);
    assertEquals(3, video().size());
    assertEquals(List.of(), replaced);
  }

  @Test
  void theBetterOneTakesOverWhenItComesBackAndTheOtherStandsByAgain() {
    Publication spare = open("spare", 1);
    pictures(true, spare);
    for (int i = 1; i <= 50; i++) {
      Publication best = open("best", 5);
      pictures(false, spare, best);
      assertStates(spare, best);
      pictures(true, best, spare);
      assertStates(best, spare);
      pictures(false, best, spare);
      best.close();
      assertEquals(Publication.State.LIVE, spare.state());
      pictures(true, spare);
      assertEquals(2 * i, takeovers);
    }
    assertEquals(List.of(), replaced);
    List<LogEntry> log = video();
    for (int i = 1; i < log.size(); i++) {
      LogEntry entry = log.get(i);
      LogEntry before = log.get(i - 1);
      assertEquals(FRAME, entry.dtsTicks90k() - before.dtsTicks90k(), FRAME, "at " + i);
      assertTrue(entry.dtsTicks90k() > before.dtsTicks90k());
      boolean another = entry.epoch() != before.epoch();
      assertTrue(!another || (entry.key() && entry.discontinuity()), "at " + i);
    }
  }

  @Test
  void aSilentSourceYieldsAndTakesPartAgainWhenItResumes() {
    Publication best = open("best", 5);
    Publication spare = open("spare", 1);
    pictures(true, best, spare);
    publisher.look(0);
    publisher.look(STALL - 1);
    pictures(true, spare);
    assertStates(best, spare);
    publisher.look(STALL);
    assertEquals(Delivery.SILENT, deliveries.getLast());
    pictures(false, spare);
    assertStates(best, spare);
    pictures(true, spare);
    assertStates(spare, best);
    assertEquals(Delivery.FLOWING, deliveries.getLast());
    pictures(false, best);
    assertStates(spare, best);
    pictures(true, best);
    assertStates(best, spare);
    assertEquals(List.of(), replaced);
  }

  @Test
  void aSilentSourceThatResumesInTimeKeepsItsPlace() {
    Publication best = open("best", 5);
    Publication spare = open("spare", 1);
    pictures(true, best, spare);
    publisher.look(0);
    publisher.look(STALL);
    pictures(false, best);
    assertEquals(Delivery.FLOWING, deliveries.getLast());
    pictures(true, spare);
    assertStates(best, spare);
  }

  @Test
  void aNewerSourceOfTheSamePriorityIsBetter() {
    Publication old = open("old", 1);
    pictures(true, old);
    Publication young = open("young", 1);
    pictures(true, old, young);
    assertStates(young, old);
    pictures(true, old, young);
    assertStates(young, old);
    young.close();
    pictures(true, old);
    assertStates(old);
    assertEquals(List.of(), replaced, "none has to come again, and none fights");
  }

  @Test
  void theNumberOfSourcesThatStandByIsLimited() {
    Publication best = open("best", 99);
    pictures(true, best);
    List<Publication> spares = new ArrayList<>();
    for (int i = 0; i < LIMIT; i++) {
      assertTrue(publisher.admits(Takeover.PRIORITY, 0));
      spares.add(open("spare" + i, 1 + i));
    }
    assertFalse(publisher.admits(Takeover.PRIORITY, 0), "worse than all");
    assertTrue(publisher.admits(Takeover.PRIORITY, 1));
    open("another", 1);
    assertEquals(List.of("spare0"), replaced);
    assertEquals(LIMIT, publisher.standbyCount());
    spares.getLast().close();
    assertEquals(LIMIT - 1, publisher.standbyCount());
    assertEquals(Publication.State.LIVE, best.state());
  }

  @Test
  void theDisplacedSourceIsReplacedWhenTooManyStandBy() {
    Publication first = open("first", 0);
    pictures(true, first);
    for (int i = 1; i <= LIMIT; i++) {
      open("spare" + i, i);
    }
    Publication best = open("best", 99);
    assertEquals(List.of("spare1"), replaced);
    pictures(true, best);
    assertStates(best, first);
    open("another", 1);
    assertEquals(List.of("spare1", "first"), replaced);
    assertEquals(Publication.State.LIVE, best.state());
  }

  @Test
  void aSourceIsNotJudgedByWhatWasDroppedWhileItStoodBy() {
    Publication best = open("best", 5);
    Publication spare = open("spare", 1);
    pictures(true, best, spare);
    var input = new dev.sluice.media.TrackInput(Track.VIDEO, 0, 0, List.of());
    TestStream.write(spare, () -> spare.look(List.of(input), 0));
    for (int i = 1; i < 20; i++) {
      pictures(false, spare);
      long at = i * 500_000_000L;
      TestStream.write(spare, () -> spare.look(List.of(input), at));
    }
    assertFalse(spare.view().health().absent(Track.VIDEO));
    best.close();
    TestStream.write(spare, () -> spare.append(TestStream.sound(0, (byte) 0xFC)));
    pictures(true, spare);
    assertEquals(2, video().size());
  }
}

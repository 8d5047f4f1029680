package dev.sluice.source.trickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.source.trickle.SegmentCursor.Action;
import dev.sluice.source.trickle.SegmentCursor.Step;
import org.junit.jupiter.api.Test;

final class SegmentCursorTest {
  private final SegmentCursor cursor = new SegmentCursor(TrickleAddress.NEWEST, 7);

  private static TrickleReply segment(long number) {
    return new TrickleReply(TrickleReply.Kind.SEGMENT, 200, number, TrickleReply.NONE);
  }

  private static TrickleReply absent(long latest) {
    return new TrickleReply(TrickleReply.Kind.NO_SEGMENT, 470, TrickleReply.NONE, latest);
  }

  private static TrickleReply failure() {
    return new TrickleReply(TrickleReply.Kind.FAILURE, 500, -1, -1);
  }

  private void play(long number) {
    assertEquals(Action.PLAY, cursor.replied(segment(number)).action());
    cursor.played(188);
    assertAsk(0, cursor.ended());
  }

  private static void assertAsk(long pauseMillis, Step step) {
    assertEquals(Action.ASK, step.action());
    assertEquals(pauseMillis, step.pauseMillis());
  }

  @Test
  void countsOnFromTheNewestSegment() {
    assertEquals(-2, cursor.next());
    play(41);
    assertEquals(42, cursor.next());
    play(42);
    assertEquals(43, cursor.next());
    assertFalse(cursor.takeSkipped());
  }

  @Test
  void goesToTheLatestSegmentWhenItIsBehind() {
    play(10);
    assertAsk(0, cursor.replied(absent(30)));
    assertEquals(30, cursor.next());
    assertTrue(cursor.takeSkipped());
    assertFalse(cursor.takeSkipped());
  }

  @Test
  void asksForTheSameSegmentWhenTheServerNamesIt() {
    play(10);
    assertAsk(0, cursor.replied(absent(11)));
    assertEquals(11, cursor.next());
    assertFalse(cursor.takeSkipped());
  }

  @Test
  void doesNotSpinWithAServerThatNamesOneAbsentSegmentAfterTheOther() {
    assertAsk(0, cursor.replied(absent(5)));
    for (int latest = 6; latest < 100; latest++) {
      assertAsk(250, cursor.replied(absent(latest)));
    }
  }

  @Test
  void doesNotSpinWithAServerOfEmptySegments() {
    for (int number = 0; number < 8; number++) {
      cursor.replied(segment(number));
      assertAsk(0, cursor.ended());
    }
    for (int number = 8; number < 20; number++) {
      cursor.replied(segment(number));
      assertAsk(250, cursor.ended());
    }
    play(20);
  }

  @Test
  void waitsWhenItIsAhead() {
    play(10);
    assertAsk(250, cursor.replied(absent(10)));
    assertEquals(11, cursor.next());
    assertAsk(250, cursor.replied(absent(10)));
    play(11);
  }

  @Test
  void beginsAnewWithAServerThatCountsFromTheBeginningAgain() {
    play(500);
    for (int i = 0; i <= 4; i++) {
      assertEquals(501, cursor.next());
      assertAsk(250, cursor.replied(absent(3)));
    }
    assertEquals(TrickleAddress.NEWEST, cursor.next());
    play(3);
    assertEquals(4, cursor.next());
  }

  @Test
  void waitsLongerWhenOnlyARequestInFlightMayBeMissing() {
    play(2);
    for (int i = 0; i <= 40; i++) {
      assertEquals(3, cursor.next());
      assertAsk(250, cursor.replied(absent(2)));
    }
    assertEquals(TrickleAddress.NEWEST, cursor.next());
  }

  @Test
  void givesUpAtTheSeventhFailureInARow() {
    for (int round = 0; round < 2; round++) {
      for (int i = 1; i < 7; i++) {
        assertAsk(300, cursor.replied(failure()));
      }
      play(round);
    }
    for (int i = 1; i < 7; i++) {
      assertAsk(300, cursor.failed());
    }
    assertEquals(Action.GIVE_UP, cursor.failed().action());
  }

  @Test
  void anotherSegmentThanTheOneAskedForIsAFailure() {
    play(10);
    assertAsk(300, cursor.replied(segment(10)));
    assertEquals(11, cursor.next());
  }

  @Test
  void segmentThatWasCutOffGoesOnAfterItsPlayedBytes() {
    cursor.replied(segment(10));
    cursor.played(1000);
    assertAsk(300, cursor.failed());
    assertEquals(10, cursor.next());
    assertEquals(1000, cursor.playedBytes());
    cursor.replied(segment(10));
    assertEquals(1000, cursor.playedBytes());
    assertAsk(0, cursor.ended());
    assertEquals(0, cursor.playedBytes());
    assertFalse(cursor.takeSkipped());
  }

  @Test
  void segmentThatIsCutOffAtTheSamePlaceEachTimeIsGivenUp() {
    cursor.replied(segment(10));
    cursor.played(1000);
    for (int i = 1; i < 7; i++) {
      assertAsk(300, cursor.failed());
      cursor.replied(segment(10));
      cursor.played(0);
    }
    assertEquals(Action.GIVE_UP, cursor.failed().action());
  }

  @Test
  void restOfACutOffSegmentIsSkippedWhenTheServerHasDroppedIt() {
    cursor.replied(segment(10));
    cursor.played(1000);
    cursor.failed();
    cursor.replied(absent(17));
    assertEquals(0, cursor.playedBytes());
    assertTrue(cursor.takeSkipped());
  }
}

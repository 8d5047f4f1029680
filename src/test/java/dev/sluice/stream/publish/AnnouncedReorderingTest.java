package dev.sluice.stream.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.counters.EnumCounters;
import dev.sluice.stream.TestStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A format that announces B-frames as references. */
class AnnouncedReorderingTest implements PictureOrder.Verdict {
  private final PictureOrder order =
      new PictureOrder(this, new EnumCounters<>(PublishCounter.class), false);
  private Optional<String> unplayable = Optional.empty();

  @Override
  public void unplayable(Optional<String> reason) {
    unplayable = reason;
  }

  @Override
  public void warn(String sentence) {
    throw new AssertionError(sentence);
  }

  @Test
  void countsNoLongerWhenThePicturesComeInOrder() {
    order.formatChanged(TestStream.H264.with().reorderFrames(2).build());
    assertEquals(Optional.of(PictureOrder.UNPLAYABLE), unplayable);
    for (int i = 0; i < 200; i++) {
      assertTrue(order.sends(TestStream.picture(3000L * i, i == 0, 5)));
    }
    assertEquals(Optional.empty(), unplayable);
  }

  @Test
  void isForgottenWithTheNextFormat() {
    order.formatChanged(TestStream.H264.with().reorderFrames(2).build());
    order.formatChanged(TestStream.H264);
    assertEquals(Optional.empty(), unplayable);
  }

  @Test
  void ofOnePictureSaysNothingYet() {
    order.formatChanged(TestStream.H264.with().reorderFrames(1).build());
    assertEquals(Optional.empty(), unplayable);
  }
}

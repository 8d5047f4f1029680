package dev.sluice.api.whep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.media.Codec;
import dev.sluice.net.http.PublicAddress;
import dev.sluice.viewer.session.SessionSettings;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A viewer whose offer says that it cannot decode the stream's profile and level. */
class StrictProfileTest {
  private static final String LOW = "profile-level-id=42e00a";

  @ParameterizedTest
  @CsvSource({"false, 201", "true, 400"})
  void getsThePictureUnlessStrict(boolean strict, int status) throws Exception {
    long never = Long.MAX_VALUE / 4;
    try (WhepFixture whep =
        new WhepFixture(
            new WhepSettings(Duration.ZERO, 1, Duration.ofSeconds(1)),
            new SessionSettings(10, 10, 10, 10, never, never, strict),
            RequestGuard.open(),
            PublicAddress.direct())) {
      whep.play("live", Codec.H264);
      String offer = WhepFixture.offer().replaceAll("profile-level-id=\\w+", LOW);
      HttpResponse<String> answer = whep.post("live", offer);
      assertEquals(status, answer.statusCode(), answer.body());
      assertTrue(
          answer.body().contains(strict ? "Constrained Baseline 3.1 (42c01f)" : LOW),
          answer.body());
    }
  }
}

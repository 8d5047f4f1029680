package dev.sluice.api.whep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.media.Codec;
import dev.sluice.net.http.PublicAddress;
import dev.sluice.viewer.negotiate.NegotiationSettings.ProfileMatch;
import dev.sluice.viewer.session.SessionSettings;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A viewer whose offer says that it cannot decode the stream's profile and level. */
class StrictProfileTest {
  private static final String LOW = "profile-level-id=42e00a";

  @ParameterizedTest
  @CsvSource({"false, 201", "true, 400"})
  void getsThePictureUnlessStrict(boolean strict, int status) throws Exception {
    ProfileMatch match = strict ? ProfileMatch.STRICT : ProfileMatch.LENIENT;
    try (WhepFixture whep =
        new WhepFixture(
            GivenSettings.defaults(WhepSettings::new),
            GivenSettings.of(SessionSettings::new, Map.of("whep.profileMatch", match)),
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

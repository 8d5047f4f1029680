package dev.sluice.net.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StaticTokensTest {
  private static final Authorizer TOKENS =
      new StaticTokens(
          List.of(
              "play:*:watch-everything-1",
              "play:live:watch-live-only-1",
              "publish:live:push-live:only-1",
              "*:mine:everything-of-mine",
              "play:other:watch-live-only-1"));

  @ParameterizedTest
  @CsvSource({
    "PLAY, live, watch-everything-1, GRANTED",
    "PLAY, any, watch-everything-1, GRANTED",
    "PUBLISH, live, watch-everything-1, NOT_ALLOWED",
    "PLAY, live, watch-live-only-1, GRANTED",
    "PLAY, other, watch-live-only-1, GRANTED",
    "PLAY, third, watch-live-only-1, NOT_ALLOWED",
    "PUBLISH, live, push-live:only-1, GRANTED",
    "PLAY, live, push-live:only-1, NOT_ALLOWED",
    "PLAY, mine, everything-of-mine, GRANTED",
    "PUBLISH, mine, everything-of-mine, GRANTED",
    "PUBLISH, live, everything-of-mine, NOT_ALLOWED",
    "PLAY, live, watch-everything-2, BAD_TOKEN",
    "PLAY, live, watch-everything-, BAD_TOKEN",
    "PLAY, live, *, BAD_TOKEN",
    "PLAY, live, '', NO_TOKEN"
  })
  void aTokenIsGoodForWhatItsEntrySays(Action action, String stream, String token, String outcome)
      throws InterruptedException {
    AccessRequest request = new AccessRequest(stream, action, token, "192.0.2.1");
    assertEquals(outcome, outcome(TOKENS.decide(request)));
  }

  @Test
  void noTokenIsShownInText() {
    assertEquals(
        "AccessRequest[stream=live, action=PLAY, the rest not shown]",
        Tokens.play("live", "secret").toString());
  }

  static String outcome(Decision decision) {
    return switch (decision) {
      case Decision.Granted granted -> "GRANTED";
      case Decision.Refused refused -> refused.reason().name();
    };
  }
}

package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.FreePorts;
import dev.sluice.app.config.ConfigLoader;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.source.rtmp.RtmpClient;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole service with RTMP: rights to publish are those of pushes. */
@Timeout(60)
class RtmpRightTest {
  private static final String CONTROL = "control-control-1";
  private static final String WATCH = "watch-live-only-1";
  private static final String PUSH = "push-live-only-01";

  private static String publish(Map<String, String> settings, String app, String name)
      throws Exception {
    String port = Integer.toString(FreePorts.next());
    Map<String, String> all = new HashMap<>(settings);
    all.put("SLUICE_RTMP_PORT", port);
    try (RunningService service = new RunningService(all);
        RtmpClient client = new RtmpClient(Integer.parseInt(port))) {
      String answer = client.publish(app, name).readUntil("NetStream.Publish.");
      assertEquals(200, service.open("GET", "/health/live", "").statusCode());
      return answer + readRest(client, answer);
    }
  }

  private static String readRest(RtmpClient client, String answer) throws IOException {
    return answer.contains("Start") ? "" : client.readAll();
  }

  @ParameterizedTest
  @CsvSource({
    "tokens, '', live, '', NetStream.Publish.Denied",
    "tokens, '', app, live?token=push-live-only-01, NetStream.Publish.Start",
    "tokens, '', live?key=push-live-only-01, '', NetStream.Publish.Start",
    "tokens, '', app, live?token=watch-live-only-1, NetStream.Publish.Denied",
    "tokens, '', app, other?token=push-live-only-01, NetStream.Publish.Denied",
    "tokens, control-control-1, app, other?token=control-control-1, NetStream.Publish.Start",
    "off, control-control-1, app, live, NetStream.Publish.Denied",
    "off, control-control-1, app, live?token=control-control-1, NetStream.Publish.Start",
    "off, '', app, live, NetStream.Publish.Start"
  })
  void rights(String mode, String control, String app, String name, String code) throws Exception {
    String answer =
        publish(
            Map.of(
                "SLUICE_AUTH_MODE",
                mode,
                "SLUICE_AUTH_TOKENS",
                mode.equals("off") ? "" : "play:live:%s,publish:live:%s".formatted(WATCH, PUSH),
                "SLUICE_CONTROL_TOKEN",
                control),
            app,
            name);
    assertTrue(answer.contains(code), answer);
  }

  @Test
  void noTokenIsEverWritten() throws Exception {
    try (LogRecorder log = new LogRecorder(Level.ALL)) {
      Map<String, String> settings =
          Map.of(
              "SLUICE_AUTH_MODE",
              "tokens",
              "SLUICE_AUTH_TOKENS",
              "publish:live:" + PUSH,
              "SLUICE_CONTROL_TOKEN",
              CONTROL);
      String answers =
          publish(settings, "app", "live?token=" + PUSH)
              + publish(settings, "app?token=" + CONTROL, "live")
              + publish(settings, "app", "live?token=wrong-wrong-wrong-1")
              + publish(settings, "app", "l ive?token=" + PUSH);
      for (String secret : List.of(PUSH, CONTROL, "wrong-wrong-wrong-1")) {
        assertFalse(answers.contains(secret), answers);
        assertFalse(log.lines().stream().anyMatch(line -> line.contains(secret)));
      }
    }
  }

  @Test
  void aPublicAddressNeedsAccessControl() {
    Map<String, String> open = Map.of("SLUICE_RTMP_PORT", "1935", "SLUICE_RTMP_HOST", "0.0.0.0");
    SettingsException refused =
        assertThrows(
            SettingsException.class,
            () -> ConfigLoader.load(ServiceSettings::new, Optional.empty(), open));
    assertTrue(refused.getMessage().contains("rtmp.host"), refused.getMessage());
  }
}

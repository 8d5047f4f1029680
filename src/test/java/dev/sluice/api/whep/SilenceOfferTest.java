package dev.sluice.api.whep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Offers to streams whose missing sound is silence. */
@Timeout(30)
class SilenceOfferTest {
  private final Streams streams =
      new Streams(GivenSettings.of(StreamSettings::new, Map.of()), new WallClock(0));
  private WhepFixture whep;

  @BeforeEach
  void start() throws IOException {
    whep = WhepFixture.over(streams, Map.of());
    whep.play("picture", Codec.H264);
  }

  @AfterEach
  void close() {
    whep.close();
  }

  private Stream stream() {
    return streams.find("picture").orElseThrow();
  }

  @Test
  void bothSectionsAreAnsweredAndSoundThatComesLaterNeedsNoNewSession() throws Exception {
    HttpResponse<String> answer = whep.post("picture", WhepFixture.offer());
    assertEquals(201, answer.statusCode(), answer.body());
    assertEquals(2, answer.body().split("a=sendonly\r\n", -1).length - 1, answer.body());
    assertEquals(1, stream().demand(Track.AUDIO));
    whep.play("picture", Codec.H264, Codec.OPUS);
    assertFalse(whep.sessions.of(stream()).getFirst().outgrown());
  }

  @Test
  void silenceAloneIsNoAnswer() throws Exception {
    String noH264 = WhepFixture.offer().replace("H264/90000", "XYZ/90000");
    HttpResponse<String> refused = whep.post("picture", noH264);
    assertEquals(400, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("H.264"), refused.body());
    assertEquals(0, stream().demand(Track.AUDIO));
  }
}

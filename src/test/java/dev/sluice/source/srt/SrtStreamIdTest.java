package dev.sluice.source.srt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stream ids of publishers (SRT Access Control Guidelines), and those that are refused. */
final class SrtStreamIdTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "live live ''",
        "publish:live live ''",
        "publish:live:secret live secret",
        "publish:live:user:secret live secret",
        "publish:live:user:a:b live a:b",
        "#!::r=live,m=publish live ''",
        "#!::m=publish,r=live live ''",
        "#!::r=live,m=publish,s=secret live secret",
        "#!::r=live,m=publish,u=secret live secret",
        "#!::r=live,m=publish,u=user,s=secret live secret",
        "#!::r=live,m=publish,s=a=b live a=b",
        "#!::h=host,t=stream,r=live,m=publish,own_key=1 live ''",
      })
  void aPublisherNamesItsStream(String text, String stream, String token) throws Exception {
    assertEquals(new SrtStreamId(stream, token), SrtStreamId.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read:live",
        "play:live",
        "request:live",
        "#!::r=live",
        "#!::r=live,m=request",
        "#!::r=live,m=bidirectional"
      })
  void aReaderIsRefused(String text) {
    assertEquals(SrtRefusal.MODE, refusal(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#!::t=file,m=publish,r=live", "#!::r=live,t=auth"})
  void whatIsNoStreamIsRefused(String text) {
    assertEquals(SrtRefusal.TYPE, refusal(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "publish:",
        "publish:.hidden",
        "publish:a/b",
        "../../etc",
        "a b",
        "subscribe:live",
        "#!",
        "#!::",
        "#!::m=publish",
        "#!::r=,m=publish",
        "#!::r=live,m=publish,",
        "#!::r=live,r=other,m=publish",
        "#!::=live",
        "#!:{r=live,m=publish}"
      })
  void whatNamesNoStreamIsRefused(String text) {
    assertEquals(SrtRefusal.STREAM_ID, refusal(text));
  }

  @Test
  void aNameHasUpTo64Characters() throws Exception {
    assertEquals("a".repeat(64), SrtStreamId.parse("publish:" + "a".repeat(64)).stream());
    assertEquals(SrtRefusal.STREAM_ID, refusal("publish:" + "a".repeat(65)));
  }

  @Test
  void theTokenIsNotShown() throws Exception {
    assertFalse(SrtStreamId.parse("publish:live:secret").toString().contains("secret"));
  }

  @Test
  void everyTextIsReadOrRefused() {
    String alphabet = "#!:,={}rmstuh publish\0\u00e9a0.-_";
    Random random = new Random(17);
    for (int length = 0; length <= SrtStreamId.MAX_CHARACTERS; length++) {
      StringBuilder text = new StringBuilder(length % 2 == 0 ? "#!::" : "");
      while (text.length() < length) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertTrue(SrtStreamId.parse(text.toString()).stream().length() <= 64);
      } catch (SrtRefusedException e) {
        assertTrue(e.refusal().reason() >= 1000, text::toString);
      }
    }
  }

  private static SrtRefusal refusal(String text) {
    return assertThrows(SrtRefusedException.class, () -> SrtStreamId.parse(text)).refusal();
  }
}

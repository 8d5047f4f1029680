package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** URLs in headers contain no characters that a header or a URI cannot contain. */
final class UrlTextTest {
  @Test
  void aUrlPassesUnchanged() {
    String url = "https://example.net:8080/whep/a.b-c_d?token=%0A~!$&'()*+,;=:@/?#[]";
    assertEquals(url, UrlText.encode(url));
  }

  @Test
  void aLineBreakIsEncoded() {
    assertEquals(
        "/whep/x?a=b%0D%0ASet-Cookie:%20c=d", UrlText.encode("/whep/x?a=b\r\nSet-Cookie: c=d"));
  }

  @Test
  void charactersOutsideAsciiAreEncodedAsUtf8() {
    assertEquals("/%C3%A9%E2%82%AC%F0%9F%98%80", UrlText.encode("/\u00e9\u20ac\ud83d\ude00"));
  }

  @Test
  void everyCharacterBecomesPrintableAscii() {
    for (char character = 0; character < 0x300; character++) {
      String encoded = UrlText.encode("/" + character);
      assertTrue(encoded.matches("[!-~&&[^\"<>\\\\^`{|}]]+"), encoded);
    }
  }
}

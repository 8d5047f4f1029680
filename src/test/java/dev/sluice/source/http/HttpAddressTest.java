package dev.sluice.source.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.SourceAddress;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpAddressTest {
  private static HttpAddress address(String text) throws AddressException {
    return HttpAddress.of(SourceAddress.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example, a.example, /",
    "http://a.example:80/x, a.example, /x",
    "http://a.example:8080/x?a=b&c=%20d#part, a.example:8080, /x?a=b&c=%20d",
    "https://a.example:443?q, a.example, /?q",
    "https://a.example:80/, a.example:80, /",
    "'http://a.example/a b/ü', a.example, /a%20b/%C3%BC",
    "http://[2001:db8::1]:99/x, [2001:db8::1]:99, /x",
    "http://[fe80::1%eth0]/x, [fe80::1], /x",
    "http://bücher.example/, xn--bcher-kva.example, /",
    "trickle+https://a.example/ai/trickle/c, a.example, /ai/trickle/c",
    "http://a.example/x#?y, a.example, /x"
  })
  void addressBecomesRequestLineAndHost(String text, String authority, String target)
      throws AddressException {
    HttpAddress address = address(text);
    assertEquals(authority, address.authority());
    assertEquals(target, address.target());
  }

  @Test
  void userInformationBecomesBasicAuthentication() throws AddressException {
    assertEquals(
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", // RFC 7617 section 2
        address("http://Aladdin:open%20sesame@a.example/").authorization());
    assertEquals("Basic dXNlcjo=", address("http://user@a.example/").authorization());
    assertEquals("", address("http://a.example/").authorization());
    assertEquals("http://a.example", address("http://user:secret@a.example/key").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "/y, http://a.example, /y, Basic dTo=",
    "y?z, http://a.example, /x/y?z, Basic dTo=",
    "http://a.example:80/y, http://a.example, /y, Basic dTo=",
    "https://a.example/y, https://a.example, /y, ''",
    "//b.example, http://b.example, /, ''",
    "http://a.example:81/y, http://a.example:81, /y, ''",
    "http://a.example/a b, http://a.example, /a%20b, Basic dTo="
  })
  void redirectKeepsCredentialsOnTheSameServerOnly(
      String location, String server, String target, String authorization)
      throws AddressException, IOException {
    HttpAddress next = address("http://u@a.example/x/1").redirected(location);
    assertEquals(server, next.toString());
    assertEquals(target, next.target());
    assertEquals(authorization, next.authorization());
  }

  @ParameterizedTest
  @CsvSource({
    "/y, http://media_1:8080, /y, Basic dTo=",
    "http://media_2/y?z, http://media_2, /y?z, ''",
    "http://media_2:9/, http://media_2:9, /, ''"
  })
  void redirectMayHaveANameWithUnderscores(
      String location, String server, String target, String authorization)
      throws AddressException, IOException {
    HttpAddress next = address("http://u@media_1:8080/x").redirected(location);
    assertEquals(server, next.toString());
    assertEquals(target, next.target());
    assertEquals(authorization, next.authorization());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://u@media_1/",
        "file:/etc/passwd",
        "ftp://a.example/",
        "http://user@b.example/",
        "http:///",
        "http://[/",
        "exec:reboot"
      })
  void redirectToSomethingElseIsRefused(String location) throws AddressException {
    HttpAddress address = address("http://a.example/");
    assertThrows(IOException.class, () -> address.redirected(location));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http:///x", "http:x"})
  void addressWithoutHostIsRefused(String text) {
    assertThrows(AddressException.class, () -> address(text));
  }
}

package dev.sluice.source.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://example.org/live.ts, https, example.org, -1, /live.ts",
    "HTTP://example.org:8080/a/b?c=d, http, example.org, 8080, /a/b",
    "udp://0.0.0.0:5000, udp, 0.0.0.0, 5000, ''",
    "udp://@239.1.2.3:5000?source=10.0.0.1, udp, 239.1.2.3, 5000, ''",
    "rtp+ts://[ff3e::1]:5004, rtp+ts, ff3e::1, 5004, ''",
    "tcp://:9000, tcp, '', 9000, ''",
    "unix:/run/worker.sock, unix, '', -1, /run/worker.sock",
    "file:one.ts?loop=true, file, '', -1, one.ts",
    "exec:ffmpeg -i a?b=c -f mpegts -, exec, '', -1, ffmpeg -i a?b=c -f mpegts -",
    "trickle+https://host:8935/ai/trickle/a-out, trickle+https, host, 8935, /ai/trickle/a-out",
    "srt://:9710?mode=listener&passphrase=secret+word, srt, '', 9710, ''",
    "java:clock, java, '', -1, clock",
    "-, -, '', -1, ''",
  })
  void readsEveryKind(String text, String scheme, String host, int port, String path)
      throws AddressException {
    SourceAddress address = SourceAddress.parse(text);

    assertEquals(scheme, address.scheme());
    assertEquals(host, address.host());
    assertEquals(port, address.port());
    assertEquals(path, address.path());
  }

  @Test
  void decodesOptions() throws AddressException {
    SourceAddress address =
        SourceAddress.parse("srt://:9710?mode=listener&passphrase=a+b%26c&empty&bad=%zz");

    assertEquals(
        Map.of("mode", "listener", "passphrase", "a+b&c", "empty", "", "bad", "%zz"),
        address.options());
  }

  @Test
  void readsFlags() throws AddressException {
    assertTrue(SourceAddress.parse("file:a.ts?loop=true").flag("loop"));
    SourceAddress wrong = SourceAddress.parse("file:a.ts?loop=yes");
    assertThrows(AddressException.class, () -> wrong.flag("loop"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "film.ts",
        "//host/path",
        "udp://host:port",
        "udp://host:0",
        "udp://host:65536",
        "tcp://a:b:1",
        "http://a b/c",
        "http://host/a\nb",
        "1st:x",
      })
  void refusesWhatIsNoAddress(String text) {
    assertThrows(AddressException.class, () -> SourceAddress.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:word@example.org/live?token=secret, https://example.org/live",
    "srt://host:9710?passphrase=secret, srt://host:9710",
    "rtp+ts://[::1]:5004, rtp+ts://[::1]:5004",
    "exec:tool --key secret, exec:tool …",
    "exec:tool, exec:tool",
    "exec:KEY=secret tool, exec: …",
    "file:a.ts?loop=true, file:a.ts",
    "-, -",
  })
  void showsNoSecrets(String text, String shown) throws AddressException {
    assertEquals(shown, SourceAddress.parse(text).toString());
  }
}

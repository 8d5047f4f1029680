package dev.sluice.source.srt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.net.libsrt.SrtException;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.TransportRequest;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses that are refused, and a machine without the library. */
final class SrtTransportsTest {
  private final SrtRuntime runtime =
      new SrtRuntime(
          () -> {
            throw new SrtException("The library libsrt is not installed.");
          });

  private String refusal(String address) {
    AddressException refused =
        assertThrows(
            AddressException.class,
            () ->
                new SrtTransports(runtime)
                    .open(
                        new TransportRequest(
                            "live",
                            SourceAddress.parse(address),
                            host -> List.of(InetAddress.getLoopbackAddress()),
                            true)));
    return String.valueOf(refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "srt://host|An srt address has a port",
        "srt://:5000?mode=caller|An srt address with mode=caller has a host",
        "srt://host:5000?passphase=0123456789|An srt address has no option passphase",
        "srt://host:5000?passphrase=short|has 10 to 79 characters",
        "srt://host:5000?pbkeylen=17|is 16, 24 or 32",
        "srt://host:5000?latency=fast|The option latency of an srt address is a number",
        "srt://host:5000?latency=-1|from 0 to 30000",
        "srt://host:5000?latency=30001|from 0 to 30000",
        "srt://host:5000?transtype=file|can only be live",
      })
  void aWrongOptionIsToldInASentence(String address, String part) {
    String sentence = refusal(address);
    assertTrue(sentence.contains(part), sentence);
  }

  @Test
  void longTextsAreRefused() {
    assertTrue(refusal("srt://h:1?streamid=" + "a".repeat(513)).contains("at most 512"));
    assertTrue(refusal("srt://h:1?passphrase=" + "a".repeat(80)).contains("10 to 79"));
  }

  @Test
  void withoutTheLibraryTheSentenceNamesTheRemedies() throws Exception {
    assertEquals(
        "The library libsrt is not installed. Install Debian's package libsrt1.5-gnutls or"
            + " libsrt1.5-openssl, or have a program fetch the source: exec:ffmpeg -loglevel error"
            + " -i srt://HOST:PORT -c copy -f mpegts -",
        refusal("srt://host:5000?passphrase=0123456789&pbkeylen=32&streamid=a&latency=200"));
    assertFalse(runtime.started());
    runtime.close();
  }

  @Test
  void secretsAreNotShown() throws Exception {
    String shown =
        SrtOptions.of(SourceAddress.parse("srt://h:1?passphrase=0123456789&streamid=a:secret"))
            .toString();
    assertEquals("SrtOptions[latencyMillis=120, encrypted=true]", shown);
  }
}

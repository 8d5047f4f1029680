package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.net.address.AddressBlock;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trust in the headers of proxies, over a real socket. */
final class ClientAddressesTest {
  private static final String LOOPBACK = "127.0.0.0/8";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                      | 127.0.0.1
          X-Forwarded-For: 192.0.2.1                              | 192.0.2.1
          X-Forwarded-For: 192.0.2.1:4711                         | 192.0.2.1
          X-Forwarded-For: 198.51.100.9, 192.0.2.1, 127.0.0.2     | 192.0.2.1
          X-Forwarded-For: 198.51.100.9#X-Forwarded-For: 192.0.2.1| 192.0.2.1
          X-Forwarded-For: 2001:db8::1                            | 2001:db8:0:0:0:0:0:1
          X-Forwarded-For: "[2001:db8::1]:80"                     | 2001:db8:0:0:0:0:0:1
          X-Forwarded-For: 192.0.2.1, unknown                     | 127.0.0.1
          X-Forwarded-For: 127.0.0.3, 127.0.0.2                   | 127.0.0.3
          Forwarded: for=192.0.2.60;proto=http;by=203.0.113.43    | 192.0.2.60
          Forwarded: for=198.51.100.9, For="[2001:db8::17]:47011" | 2001:db8:0:0:0:0:0:17
          Forwarded: for=_hidden                                  | 127.0.0.1
          """)
  void aTrustedProxyTellsWhoAsks(String headers, String address) throws IOException {
    assertEquals(address, ask(LOOPBACK, Optional.empty(), headers + "#").split(" ", 2)[0]);
  }

  @Test
  void headersOfAnUntrustedPeerAreIgnored() throws IOException {
    String headers = "X-Forwarded-For: 192.0.2.1#X-Forwarded-Prefix: /live#";
    assertEquals("127.0.0.1 /x", ask("10.0.0.0/8", Optional.empty(), headers));
  }

  @ParameterizedTest
  @CsvSource({
    "/live, /live/x",
    "/live/, /live/x",
    "/a/b~c, /a/b~c/x",
    "//example.org, /x",
    "/a//b, /x",
    "https://example.org, /x",
    "/<b>, /x",
    "live, /x"
  })
  void aPrefixIsPutInFrontIfItIsOne(String prefix, String path) throws IOException {
    String headers = "X-Forwarded-Prefix: " + prefix + "#";
    assertEquals("127.0.0.1 " + path, ask(LOOPBACK, Optional.empty(), headers));
  }

  @Test
  void aBaseAddressWinsOverAnyHeader() throws IOException {
    Optional<URI> base = Optional.of(URI.create("https://example.org/live/"));
    assertEquals(
        "127.0.0.1 https://example.org/live/x", ask(LOOPBACK, base, "X-Forwarded-Prefix: /y#"));
  }

  /** Sends a request. Returns the client address and the URL of {@code /x} that the server saw. */
  private static String ask(String trusted, Optional<URI> base, String headers) throws IOException {
    ClientAddresses clients =
        new ClientAddresses(List.of(AddressBlock.parse(trusted).orElseThrow()));
    PublicAddress addresses = new PublicAddress(base, clients);
    HttpSocket.Settings settings =
        new HttpSocket.Settings("test", "127.0.0.1", 0, -1, Duration.ofSeconds(60), 65_536, false);
    try (HttpSocket socket =
            HttpSocket.start(
                settings,
                new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime),
                routes -> add(routes, clients, addresses));
        RawHttp1 client = new RawHttp1(socket.port())) {
      String lines = headers.equals("#") ? "" : headers.replace("#", "\r\n");
      client.send("GET /x HTTP/1.1\r\nHost: x\r\n" + lines + "\r\n");
      return client.readBody();
    }
  }

  private static void add(
      HttpRouting.Builder routes, ClientAddresses clients, PublicAddress addresses) {
    routes.get(
        "/x",
        (request, response) ->
            response.send(
                clients.of(request).getHostAddress() + " " + addresses.of(request, "/x")));
  }
}

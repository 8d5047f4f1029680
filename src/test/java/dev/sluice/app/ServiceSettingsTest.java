package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.app.config.ConfigLoader;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.source.attach.AttachmentPlan;
import dev.sluice.stream.publish.Takeover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceSettingsTest {
  @TempDir Path folder;

  @Test
  void startsWithNoFileAtAll() throws SettingsException {
    ConfigLoader.Loaded<ServiceSettings> loaded =
        ConfigLoader.load(ServiceSettings::new, Optional.empty(), Map.of());
    ServiceSettings settings = loaded.settings();
    assertEquals("0.0.0.0", settings.publicHttp.host);
    assertEquals(8080, settings.publicHttp.port);
    assertEquals(10_000, settings.publicHttp.maxConnections);
    assertEquals("127.0.0.1", settings.control.host);
    assertEquals(8081, settings.control.port);
    assertEquals("", settings.control.token);
    assertEquals(List.of("0.0.0.0"), settings.udp.hosts);
    assertEquals(8190, settings.udp.port);
    assertEquals(0, settings.udp.shards);
    assertEquals(List.of(), settings.addresses.publicAddresses);
    assertEquals(Duration.ofSeconds(8), settings.whep.waitForStream);
    assertEquals(settings.sessions.maxSessions, settings.sessions.maxSessionsPerStream);
    assertEquals(16 << 20, settings.streams.videoLogBytes);
    assertTrue(loaded.warnings().isEmpty());
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws Exception {
    Path file =
        file(
            """
            public:
              port: 9000
            udp:
              publicAddresses: [203.0.113.7, "2001:db8::1"]
            ingest.takeover: reject
            stream:
              log:
                videoMegabytes: 32
            """);
    ServiceSettings settings =
        load(file, Map.of("SLUICE_PUBLIC_PORT", "9001", "SLUICE_STREAM_LOG_SECONDS", " 12 "));
    assertEquals(9001, settings.publicHttp.port);
    assertEquals(List.of("203.0.113.7", "2001:db8::1"), settings.addresses.publicAddresses);
    assertEquals(Takeover.REJECT, settings.sources.takeover);
    assertEquals(32 << 20, settings.streams.videoLogBytes);
    assertEquals(Duration.ofSeconds(12), settings.streams.logSpan);
  }

  @Test
  void sourcesHaveNamesOfTheirOwn() throws Exception {
    Path file =
        file(
            """
            sources:
              allow: [loopback, "file:/films/"]
              cam: udp://239.1.2.3:5000?source=10.0.0.1
              two.parts:
                urls: ["tcp://a:1", "tcp://b:2"]
                onDemand: true
                retries: 5
              in: "-"
            """);

    Map<String, AttachmentPlan> sources = load(file, Map.of()).attached.sources;

    assertEquals(List.of("cam", "in", "two.parts"), List.copyOf(sources.keySet()));
    assertEquals("239.1.2.3", sources.get("cam").addresses().getFirst().host());
    assertEquals(2, sources.get("two.parts").addresses().size());
    assertTrue(sources.get("two.parts").onDemand());
    assertEquals(5, sources.get("two.parts").retries());
    Map<String, AttachmentPlan> ofEnvironment =
        load(file, Map.of("SLUICE_SOURCES", "tool=exec:a=b -c 'd, e'\ntool.priority=3"))
            .attached
            .sources;
    assertEquals(List.of("tool"), List.copyOf(ofEnvironment.keySet()));
    assertEquals("a=b -c 'd, e'", ofEnvironment.get("tool").addresses().getFirst().path());
    assertEquals(3, ofEnvironment.get("tool").priority());
  }

  @ParameterizedTest
  @CsvSource({
    "'sources: {cam: film.ts}', 'sources.cam: The address of a source begins with its kind'",
    "'sources: {.cam: \"udp://:1\"}', 'sources..cam: A stream''s name has'",
    "'sources: {cam: {url: \"udp://:1\", loop: true}}', 'sources.cam.loop'",
    "'sources: {cam: {onDemand: true}}', 'sources.cam: A source has either url'",
    "'sources: {allow: \"ftp:\"}', 'sources.allow is \"ftp:\"'",
  })
  void refusesASourceThatIsNone(String text, String sentence) throws Exception {
    Path file = file(text + "\n");
    SettingsException refusal = assertThrows(SettingsException.class, () -> load(file, Map.of()));
    assertTrue(refusal.getMessage().startsWith(sentence), refusal.getMessage());
  }

  @Test
  void namesThatAreFixedForDeployments() throws SettingsException {
    ServiceSettings settings =
        load(
            null,
            Map.of(
                "SLUICE_PUBLIC_PORT", "1",
                "SLUICE_CONTROL_PORT", "2",
                "SLUICE_UDP_PORT", "3",
                "SLUICE_UDP_PUBLIC_ADDRESSES", "192.0.2.1, 192.0.2.2"));
    assertEquals(1, settings.publicHttp.port);
    assertEquals(2, settings.control.port);
    assertEquals(3, settings.udp.port);
    assertEquals(List.of("192.0.2.1", "192.0.2.2"), settings.addresses.publicAddresses);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SLUICE_PUBLIC_PORT          | 70000       | public.port is "70000" (environment variable SLUICE_PUBLIC_PORT), but allowed is a whole number from 0 to 65535.
          SLUICE_PUBLIC_PORT          | http        | public.port is "http" (environment variable SLUICE_PUBLIC_PORT), but allowed is a whole number from 0 to 65535.
          SLUICE_PUBLIC_HOST          | example.org | public.host is "example.org" (environment variable SLUICE_PUBLIC_HOST), but allowed is an IPv4 or IPv6 address, or localhost.
          SLUICE_UDP_HOST | 10.0.0.1,nobody | udp.host is "10.0.0.1,nobody" (environment variable SLUICE_UDP_HOST), but allowed is localhost, an IPv4 or IPv6 address, or several with commas between.
          SLUICE_UDP_DISCOVER | aws,stun | udp.discover is "aws,stun" (environment variable SLUICE_UDP_DISCOVER), but allowed is a list of aws and STUN servers such as stun.example.org:3478.
          SLUICE_DTLS_KEY_FILE | key.pem | dtls.certificateFile and dtls.keyFile belong together: set both or neither.
          SLUICE_UDP_PUBLIC_ADDRESSES | 1.2.3.4,x   | udp.publicAddresses is "1.2.3.4,x" (environment variable SLUICE_UDP_PUBLIC_ADDRESSES), but allowed is a list of IPv4 or IPv6 addresses, host names, and pairs such as 10.0.0.5/203.0.113.7.
          SLUICE_SENDING_PLAYOUT_DELAY_MILLIS | 400-100 | sending.playoutDelayMillis is "400-100" (environment variable SLUICE_SENDING_PLAYOUT_DELAY_MILLIS), but allowed is empty or MIN-MAX in milliseconds, at most 40950.
          SLUICE_SENDING_REDUNDANT_AUDIO | yes | sending.redundantAudio is "yes" (environment variable SLUICE_SENDING_REDUNDANT_AUDIO), but allowed is on or off.
          SLUICE_SENDING_BACKLOG_MEGABITS_PER_SECOND | 1 | sending.backlogMegabitsPerSecond is "1" (environment variable SLUICE_SENDING_BACKLOG_MEGABITS_PER_SECOND), but allowed is a whole number from 2 to 10000.
          SLUICE_WHEP_PROFILE_MATCH   | loose       | whep.profileMatch is "loose" (environment variable SLUICE_WHEP_PROFILE_MATCH), but allowed is lenient or strict.
          SLUICE_INGEST_TAKEOVER      | maybe       | ingest.takeover is "maybe" (environment variable SLUICE_INGEST_TAKEOVER), but allowed is replace or reject or priority.
          SLUICE_CONTROL_TOKEN        | short       | control.token is set to something (not shown) (environment variable SLUICE_CONTROL_TOKEN), but allowed is empty or at least 16 visible ASCII characters.
          SLUICE_PUBLIC_PROT          | 1           | The environment variable SLUICE_PUBLIC_PROT is not known (did you mean SLUICE_PUBLIC_PORT?); docs/configuration.md lists all keys.
          SLUICE_SESSIONS_MAX_PER_STREAM | 9999     | sessions.maxPerStream is 9999, but allowed is at most sessions.max, which is 5000.
          SLUICE_AUTH_MODE            | some        | auth.mode is "some" (environment variable SLUICE_AUTH_MODE), but allowed is off or tokens or jwt or webhook.
          SLUICE_AUTH_MODE            | tokens      | auth.mode is tokens, so that auth.tokens must have at least one entry.
          SLUICE_AUTH_MODE            | jwt         | auth.mode is jwt, so that auth.jwt.secret or auth.jwt.jwksUrl must be set.
          SLUICE_AUTH_MODE            | webhook     | auth.mode is webhook, so that auth.webhook.url must be set.
          SLUICE_AUTH_TOKENS          | play:*:0123456789abcdef | auth.mode is off, but other keys of auth are set: set it to tokens, jwt or webhook.
          SLUICE_AUTH_TOKENS          | watch:*:0123456789abcdef | auth.tokens is set to something (not shown) (environment variable SLUICE_AUTH_TOKENS), but allowed is a list of ACTION:STREAM:TOKEN, where ACTION is play, publish or *, STREAM a name or *, and TOKEN at least 16 visible ASCII characters without comma.
          SLUICE_AUTH_TOKENS          | play:*:short | auth.tokens is set to something (not shown) (environment variable SLUICE_AUTH_TOKENS), but allowed is a list of ACTION:STREAM:TOKEN, where ACTION is play, publish or *, STREAM a name or *, and TOKEN at least 16 visible ASCII characters without comma.
          SLUICE_AUTH_JWT_SECRET      | too-short   | auth.jwt.secret is set to something (not shown) (environment variable SLUICE_AUTH_JWT_SECRET), but allowed is empty or at least 32 visible ASCII characters.
          SLUICE_AUTH_JWT_JWKS_URL    | ftp://x/y   | auth.jwt.jwksUrl is set to something (not shown) (environment variable SLUICE_AUTH_JWT_JWKS_URL), but allowed is empty or an http or https address.
          SLUICE_AUTH_WEBHOOK_URL     | nowhere     | auth.webhook.url is set to something (not shown) (environment variable SLUICE_AUTH_WEBHOOK_URL), but allowed is empty or an http or https address.
          SLUICE_AUTH_WEBHOOK_TIMEOUT_MILLIS | 0    | auth.webhook.timeoutMillis is "0" (environment variable SLUICE_AUTH_WEBHOOK_TIMEOUT_MILLIS), but allowed is a whole number from 100 to 10000.
          SLUICE_PUBLIC_BASE_ADDRESS  | https://x/?a=b | public.baseAddress is "https://x/?a=b" (environment variable SLUICE_PUBLIC_BASE_ADDRESS), but allowed is empty or an http or https address without query.
          SLUICE_PUBLIC_TRUSTED_PROXIES | 10.0.0.0/40 | public.trustedProxies is "10.0.0.0/40" (environment variable SLUICE_PUBLIC_TRUSTED_PROXIES), but allowed is a list of addresses or blocks such as 10.0.0.0/8.
          SLUICE_PUBLIC_TLS_KEY       | /a/key.pem  | public.tls.certificate and public.tls.key are good only together: set both or none.
          SLUICE_LIMITS_EXEMPT        | everybody   | limits.exempt is "everybody" (environment variable SLUICE_LIMITS_EXEMPT), but allowed is a list of addresses or blocks such as 10.0.0.0/8.
          SLUICE_LIMITS_POSTS_PER_SECOND | 0        | limits.postsPerSecond is "0" (environment variable SLUICE_LIMITS_POSTS_PER_SECOND), but allowed is a whole number from 1 to 100000.
          SLUICE_WHEP_PRECONDITIONS   | none        | whep.preconditions is "none" (environment variable SLUICE_WHEP_PRECONDITIONS), but allowed is lenient or strict.
          SLUICE_WHEP_REDIRECT        | ftp://x     | whep.redirect is "ftp://x" (environment variable SLUICE_WHEP_REDIRECT), but allowed is empty or an http or https address without query.
          SLUICE_WHEP_REDIRECT        | http://x/?a | whep.redirect is "http://x/?a" (environment variable SLUICE_WHEP_REDIRECT), but allowed is empty or an http or https address without query.
          SLUICE_WHEP_ICE_SERVERS     | http://x    | whep.iceServers is "http://x" (environment variable SLUICE_WHEP_ICE_SERVERS), but allowed is a list of addresses such as stun:stun.example.org:3478 or turn:turn.example.org:3478?transport=udp.
          SLUICE_WHEP_ICE_SERVER_CREDENTIAL | ä     | whep.iceServerCredential is set to something (not shown) (environment variable SLUICE_WHEP_ICE_SERVER_CREDENTIAL), but allowed is visible ASCII characters.
          SLUICE_WHEP_ICE_SERVER_USERNAME | viewer  | whep.iceServerUsername and whep.iceServerCredential belong together: set both or none.
          SLUICE_WHEP_MAX_EVENT_STREAMS | -1        | whep.maxEventStreams is "-1" (environment variable SLUICE_WHEP_MAX_EVENT_STREAMS), but allowed is a whole number from 0 to 1000000.
          SLUICE_WHEP_COUNTER_OFFER   | yes         | whep.counterOffer is "yes" (environment variable SLUICE_WHEP_COUNTER_OFFER), but allowed is off or on.
          SLUICE_WHEP_ICE_SERVER_SECONDS  | 1       | whep.iceServerSeconds is "1" (environment variable SLUICE_WHEP_ICE_SERVER_SECONDS), but allowed is a whole number from 60 to 604800.
          SLUICE_CONTROL_PORT         | 8080        | public.port and control.port are both 8080 on the same address: give them different ports.
          """)
  void aBadValueIsRefusedWithASentence(String name, String value, String sentence) {
    assertEquals(sentence, refusal(null, Map.of(name, value)));
  }

  @Test
  void aSettingThatIsGoneIsRefusedWithAdvice() throws Exception {
    String advice =
        " is not known: the service has no warm-up any more, because the cache that the build makes"
            + " for the JVM does more. Delete this setting; nothing takes its place.";
    Path file = file("start:\n  warmUpViewers: 0\n");
    assertEquals("The key start.warmUpViewers in " + file + advice, refusal(file, Map.of()));
    String variable = "SLUICE_START_WARM_UP_VIEWERS";
    assertEquals(
        "The environment variable " + variable + advice, refusal(null, Map.of(variable, "0")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void anOpenControlSocketNeedsAToken(String host) throws SettingsException {
    String sentence = refusal(null, Map.of("SLUICE_CONTROL_HOST", host));
    assertTrue(sentence.startsWith("control.host is"), sentence);
    assertTrue(sentence.contains("set control.token (SLUICE_CONTROL_TOKEN)"), sentence);
    String token = "0123456789abcdef";
    ServiceSettings settings =
        load(null, Map.of("SLUICE_CONTROL_HOST", host, "SLUICE_CONTROL_TOKEN", token));
    assertEquals(token, settings.control.token);
    assertFalse(settings.control.toString().contains(token));
  }

  @Test
  void bothSocketsMayHaveAnyFreePort() throws SettingsException {
    load(null, Map.of("SLUICE_PUBLIC_PORT", "0", "SLUICE_CONTROL_PORT", "0"));
  }

  @Test
  void aLongWaitIsWarnedAbout() throws SettingsException {
    List<String> warnings =
        ConfigLoader.load(
                ServiceSettings::new, Optional.empty(), Map.of("SLUICE_WHEP_WAIT_SECONDS", "13"))
            .warnings();
    assertEquals(1, warnings.size());
    assertTrue(warnings.getFirst().startsWith("whep.waitSeconds is 13"), warnings.getFirst());
  }

  @Test
  void variablesOfKubernetesAndTheLauncherAreNoKeys() throws SettingsException {
    load(
        null,
        Map.of(
            "SLUICE_SERVICE_HOST", "10.0.0.1",
            "SLUICE_SERVICE_PORT_HTTP", "80",
            "SLUICE_PORT", "tcp://10.0.0.1:80",
            "SLUICE_PORT_80_TCP_ADDR", "10.0.0.1",
            "SLUICE_JAVA_OPTIONS", "-Xmx1g",
            "PATH", "/bin"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public: {port: 1, prot: 2}",
        "public: 8080",
        "nothing: {}x: 1",
        "udp: [1, 2]",
        "- a",
        "x"
      })
  void aFileWithUnknownKeysOrOfAnotherShapeIsRefused(String yaml) throws IOException {
    String sentence = refusal(file(yaml), Map.of());
    assertTrue(sentence.contains("sluice.yaml"), sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n", "public:\n", "{}"})
  void aFileThatSaysNothingIsAsGoodAsNone(String yaml) throws Exception {
    assertEquals(8080, load(file(yaml), Map.of()).publicHttp.port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"public: {port: [1, 2]}", "public: {port: }", "public: {port: 1.5}"})
  void aValueOfTheWrongShapeIsRefused(String yaml) throws IOException {
    String sentence = refusal(file(yaml), Map.of());
    assertTrue(sentence.contains("public.port"), sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "whep: {waitSeconds: [1]}",
        "whep: {waitSeconds: []}",
        "whep:\n  waitSeconds:\n    - 1\n"
      })
  void aListInPlaceOfOneValueIsRefused(String yaml) throws IOException {
    assertEquals(
        "whep.waitSeconds is a list (in %s), but allowed is a whole number from 0 to 60: write it"
                .formatted(folder.resolve("sluice.yaml"))
            + " without brackets.",
        refusal(file(yaml), Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "udp: {host: [127.0.0.1]}",
        "udp: {host: 127.0.0.1}",
        "udp.host: [127.0.0.1]",
        "udp: {host: '127.0.0.1'}"
      })
  void aListOfOneMayBeWrittenEitherWay(String yaml) throws Exception {
    assertEquals(List.of("127.0.0.1"), load(file(yaml), Map.of()).udp.hosts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public:;  port: 1;  port: 2             | found duplicate key port in line 3
          public:;  port: 1;whep: {};public: {}  | found duplicate key public in line 4
          public:;  port: 1;public.port: 2        | The key public.port is in
          """)
  void aKeyThatIsWrittenTwiceIsRefused(String yaml, String part) throws IOException {
    String sentence = refusal(file(yaml.replace(";", "\n")), Map.of());
    assertTrue(sentence.contains(part), sentence);
    assertTrue(sentence.contains("sluice.yaml"), sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"control: {token: secret-of-mine\n", "control:\n\ttoken: secret-of-mine"})
  void aFileThatIsNoYamlIsRefusedWithoutQuotingIt(String yaml) throws IOException {
    String sentence = refusal(file(yaml), Map.of());
    assertTrue(sentence.contains("is not YAML as expected"), sentence);
    assertTrue(sentence.contains("in line"), sentence);
    assertFalse(sentence.contains("secret-of-mine"), sentence);
  }

  @Test
  void aFileThatContainsItselfIsRefused() throws IOException {
    String sentence = refusal(file("public: &all {inner: *all}"), Map.of());
    assertTrue(sentence.contains("nested too deeply"), sentence);
  }

  @Test
  void aMissingFileIsNamed() {
    String sentence = refusal(folder.resolve("absent.yaml"), Map.of());
    assertTrue(sentence.contains("absent.yaml is not there"), sentence);
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("sluice.yaml"), yaml);
  }

  private static ServiceSettings load(Path file, Map<String, String> environment)
      throws SettingsException {
    return ConfigLoader.load(ServiceSettings::new, Optional.ofNullable(file), environment)
        .settings();
  }

  private static String refusal(Path file, Map<String, String> environment) {
    return assertThrows(SettingsException.class, () -> load(file, environment)).getMessage();
  }
}

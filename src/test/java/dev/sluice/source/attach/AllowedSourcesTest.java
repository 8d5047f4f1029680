package dev.sluice.source.attach;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.RecordingInlet;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedSourcesTest {
  private static AllowedSources allowed(String text) {
    return AllowedSources.type().parser().apply(text).orElseThrow();
  }

  private static final AllowedSources USUAL = allowed("public, private");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "localhost",
        "::1",
        "0.0.0.0",
        "::",
        "::ffff:127.0.0.1",
        "169.254.169.254",
        "fe80::1",
        "2130706433",
      })
  void refusesThisMachineAndItsLinkByDefault(String host) {
    IOException refusal = assertThrows(IOException.class, () -> USUAL.reach().resolve(host));
    assertTrue(refusal.getMessage().contains("sources.allow"), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.1.2.3", "192.168.1.1", "fd00::1", "100.64.1.1", "8.8.8.8", "2001:db8::1"})
  void allowsOtherMachinesByDefault(String host) throws IOException {
    assertEquals(1, USUAL.reach().resolve(host).size());
  }

  @ParameterizedTest
  @CsvSource({
    "loopback, 127.0.0.1, 10.0.0.1",
    "127.0.0.0/8, 127.0.0.1, ::1",
    "link-local, 169.254.1.1, 127.0.0.1",
    "private, 10.0.0.1, 8.8.8.8",
    "public, 8.8.8.8, 10.0.0.1",
    "localhost, localhost, 127.0.0.1",
  })
  void allowsWhatIsListed(String entry, String inside, String outside) throws IOException {
    AllowedSources one = allowed(entry);
    assertTrue(one.reach().resolve(inside).size() > 0);
    assertThrows(IOException.class, () -> one.reach().resolve(outside));
  }

  @ParameterizedTest
  @CsvSource({
    "exec:, exec:date, true",
    "file:, file:/etc/passwd, true",
    "file:/films/, file:/films/one.ts?loop=true, true",
    "file:/films/, file:/films/../etc/passwd, false",
    "file:/films, file:/filmsecret/one.ts, false",
    "unix:/run/, unix:/run/a.sock, true",
    "java:, java:clock, true",
    "-, -, true",
    "exec:, -, false",
    "'public, private', exec:date, false",
    "'public, private', file:a.ts, false",
    "'public, private', unix:a, false",
    "'public, private', java:clock, false",
    "'public, private', -, false",
    "'public, private', tcp://:5000, true",
    "'public, private', tcp://127.0.0.1:5000, false",
    "'public, private', http://localhost/a.ts, false",
    "'public, private', http://[::1]/a.ts, false",
    "'public, private', https://example.org/a.ts, true",
  })
  void judgesAnAddressBeforeItIsUsed(String entries, String text, boolean allows)
      throws AddressException {
    SourceAddress address = SourceAddress.parse(text);
    AllowedSources some = allowed(entries);
    Executable both =
        () -> {
          some.require(address);
          some.requireHost(address);
        };
    if (allows) {
      assertDoesNotThrow(both);
    } else {
      assertTrue(assertThrows(AddressException.class, both).isForbidden());
    }
  }

  @Test
  void tellsAnUnknownHost() {
    IOException failure =
        assertThrows(
            IOException.class, () -> AllowedSources.everywhere().resolve("no.such.invalid"));
    assertEquals("The host no.such.invalid is not known.", failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://host/", "10.0.0.0/64", "a b", "ftp:", "exec:/opt/safe/"})
  void refusesWhatIsNoEntry(String entry) {
    assertEquals(List.of(), AllowedSources.type().parser().apply(entry).stream().toList());
  }

  private static boolean allows(Path folder, Path file) throws AddressException {
    try {
      allowed("file:" + folder).require(SourceAddress.parse("file:" + file));
      return true;
    } catch (AddressException e) {
      assertTrue(e.isForbidden());
      return false;
    }
  }

  @Test
  void symbolicLinksLeadToWhatTheyName(@TempDir Path folder) throws Exception {
    Path films = Files.createDirectory(folder.resolve("films"));
    Path secret = Files.createDirectory(folder.resolve("secret"));
    Files.createFile(films.resolve("one.ts"));
    Files.createFile(secret.resolve("two.ts"));
    Files.createSymbolicLink(films.resolve("inside.ts"), films.resolve("one.ts"));
    Files.createSymbolicLink(films.resolve("outside.ts"), secret.resolve("two.ts"));
    Files.createSymbolicLink(films.resolve("out"), secret);
    Files.createSymbolicLink(films.resolve("loop"), films.resolve("loop"));
    Files.createSymbolicLink(folder.resolve("other"), films);
    assertTrue(allows(films, films.resolve("inside.ts")));
    assertFalse(allows(films, films.resolve("outside.ts")));
    assertFalse(allows(films, films.resolve("out/two.ts")));
    assertFalse(allows(films, films.resolve("out/later.ts")));
    assertFalse(allows(films, films.resolve("out/../secret/two.ts")));
    assertFalse(allows(films, films.resolve("loop")));
    assertTrue(allows(films, films.resolve("later/later.ts")));
    assertTrue(allows(folder.resolve("other"), films.resolve("one.ts")));
    assertTrue(allows(films, folder.resolve("other/one.ts")));
  }

  @Test
  void aLinkIsFollowedAnewForEachConnection(@TempDir Path folder) throws Exception {
    Path films = Files.createDirectory(folder.resolve("films"));
    Path outside = Files.createFile(folder.resolve("two.ts"));
    Path link = films.resolve("one.ts");
    SourceAddress address = SourceAddress.parse("file:" + link);
    Transport transport =
        allowed("file:" + films).judged(address, inlet -> Transport.Ended.FOR_GOOD);
    assertEquals(Transport.Ended.FOR_GOOD, transport.run(new RecordingInlet()));
    Files.createSymbolicLink(link, outside);
    IOException refusal =
        assertThrows(IOException.class, () -> transport.run(new RecordingInlet()));
    assertTrue(refusal.getMessage().contains("sources.allow"), refusal.getMessage());
  }
}

package dev.sluice.conformance.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A headless Firefox with a fresh profile that shows one page. It is not remote-controlled: the
 * page acts by itself and reports to {@link PageServer#report}.
 */
public final class Firefox implements AutoCloseable {
  private static final String PREFERENCES =
      """
      user_pref("media.autoplay.default", 0);
      user_pref("media.peerconnection.ice.obfuscate_host_addresses", false);
      user_pref("media.gmp-manager.updateEnabled", false);
      user_pref("network.captive-portal-service.enabled", false);
      user_pref("network.connectivity-service.enabled", false);
      user_pref("browser.shell.checkDefaultBrowser", false);
      user_pref("datareporting.policy.dataSubmissionEnabled", false);
      user_pref("toolkit.telemetry.enabled", false);
      user_pref("app.update.enabled", false);
      """;

  private final Path profile;
  private final ChildProcess process;

  private Firefox(Path profile, ChildProcess process) {
    this.profile = profile;
    this.process = process;
  }

  /** Starts the browser named by {@code SLUICE_FIREFOX}, or {@code firefox-esr}. */
  public static Firefox open(URI page) throws IOException {
    Path profile = Files.createTempDirectory("sluice-firefox");
    Files.writeString(profile.resolve("user.js"), PREFERENCES);
    List<String> command =
        List.of(
            System.getenv().getOrDefault("SLUICE_FIREFOX", "firefox-esr"),
            "--headless",
            "--no-remote",
            "--profile",
            profile.toString(),
            page.toString());
    Map<String, String> home = Map.of("HOME", profile.toString());
    return new Firefox(profile, ChildProcess.start("Firefox", profile, home, command));
  }

  /** Its output so far. */
  public String output() {
    return process.output();
  }

  @Override
  public void close() throws IOException {
    process.close();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

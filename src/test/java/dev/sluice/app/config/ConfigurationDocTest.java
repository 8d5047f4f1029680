package dev.sluice.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.app.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page on configuration lists every key as it is; {@code -Dsluice.update=true} rewrites it. */
final class ConfigurationDocTest {
  private static final Path PAGE = Path.of("docs", "configuration.md");
  private static final String BEGIN =
      "<!-- keys: made from the *Settings classes of the features -->\n";

  @Test
  void theTableIsComplete() throws IOException {
    String page = Files.readString(PAGE);
    String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    String wanted = before + "\n" + ConfigTable.markdown(ServiceSettings::new);
    if (Boolean.getBoolean("sluice.update")) {
      Files.writeString(PAGE, wanted);
    }
    assertEquals(wanted, Files.readString(PAGE));
  }
}

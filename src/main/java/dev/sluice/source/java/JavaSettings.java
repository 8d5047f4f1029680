package dev.sluice.source.java;

import static dev.sluice.base.settings.SettingTypes.file;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.util.Optional;

/** Sources in Java. */
public final class JavaSettings extends SettingsGroup {
  /** Folder of their jars. */
  public final Optional<String> folder =
      setting(
          "sources.javaFolder",
          file(),
          "",
          "Folder with the jars of sources with `java:` addresses, see"
              + " [sources.md](sources.md#a-source-of-your-own-in-java).");

  /** Reads the group. */
  public JavaSettings(SettingsSource source) throws SettingsException {
    super(source);
  }
}

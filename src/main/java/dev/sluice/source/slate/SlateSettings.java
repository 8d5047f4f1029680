package dev.sluice.source.slate;

import static dev.sluice.base.settings.SettingTypes.choice;
import static dev.sluice.base.settings.SettingTypes.file;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.util.Optional;

/** The picture that viewers see while no source delivers. */
public final class SlateSettings extends SettingsGroup {
  /** Content of the slate. */
  public enum Mode {
    /** No slate: viewers keep the last picture, and new ones wait. */
    OFF,
    /** The stream's name and state. */
    BUILTIN,
    /** The picture of a file. */
    FILE
  }

  /** Content of the slate. */
  public final Mode mode =
      setting(
          "slate.mode",
          choice(Mode.class),
          "off",
          "Picture for viewers while no source delivers, see [slate.md](slate.md): builtin shows the"
              + " stream's name and state, file shows slate.file. Other than off, requests are"
              + " answered before there is output, as with stream.eagerAnswer.");

  /** File with the picture. */
  public final Optional<String> file =
      setting(
          "slate.file",
          file(),
          "",
          "Picture for slate.mode file: PNG or JPEG; or H.264, as byte stream or in a transport"
              + " stream, whose first key picture is shown as it is.");

  /** Reads the group. */
  public SlateSettings(SettingsSource source) throws SettingsException {
    super(source);
    require(
        mode != Mode.FILE || file.isPresent(), "slate.mode is file: set slate.file, the picture.");
    warnIf(
        mode != Mode.FILE && file.isPresent(),
        "slate.file has no effect, because slate.mode is not file.");
  }
}

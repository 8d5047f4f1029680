package dev.sluice.api.hooks;

import static dev.sluice.base.settings.SettingTypes.integer;
import static dev.sluice.base.settings.SettingTypes.seconds;

import dev.sluice.base.settings.AddressTypes;
import dev.sluice.base.settings.SettingType;
import dev.sluice.base.settings.SettingTypes;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What is called, and how often it is tried. */
public final class HookSettings extends SettingsGroup {
  /** Stands for the name of the stream in an address. */
  static final String STREAM = "{stream}";

  private static final String FORM =
      " It gets a POST with a form ([gateway.md](gateway.md#hooks)); `{stream}` in it stands for"
          + " the name of the stream.";
  private static final String SHELL =
      " `/bin/sh -c` runs it, with the values in its environment ([gateway.md](gateway.md#hooks)).";

  private final Map<HookKind, Optional<String>> urls = new EnumMap<>(HookKind.class);
  private final Map<HookKind, Optional<String>> commands = new EnumMap<>(HookKind.class);

  /** Time limit of one call. */
  public final Duration timeout;

  /** Number of tries for one event. */
  public final int tries;

  /** Largest number of commands that run at once. */
  public final int maxCommands;

  /** Reads the group. */
  public HookSettings(SettingsSource source) throws SettingsException {
    super(source);
    hook(HookKind.READY, "when a stream can be played, and anew for another source");
    hook(HookKind.NOT_READY, "when a stream can be played no more");
    hook(
        HookKind.KEY_FRAME,
        "while viewers wait for a key picture, at most once in ingest.keyFrameRequestMillis");
    timeout =
        setting("hooks.timeoutSeconds", seconds(1, 600), "20", "Time limit of one call of a hook.");
    tries =
        setting(
            "hooks.tries",
            integer(1, 1000),
            "8",
            "Tries for one event of hooks.ready and hooks.notReady, with pauses from half a second"
                + " to 30 s. The next event of the stream waits meanwhile.");
    maxCommands =
        setting("hooks.maxCommands", integer(1, 1000), "8", "Commands of hooks that run at once.");
  }

  private void hook(HookKind kind, String when) throws SettingsException {
    urls.put(
        kind,
        setting(kind.key() + ".url", url(), "", "Address that is called " + when + "." + FORM));
    commands.put(
        kind,
        setting(
            kind.key() + ".command", command(), "", "Command that is run " + when + "." + SHELL));
  }

  private static SettingType<Optional<String>> url() {
    SettingType<Optional<String>> type =
        SettingTypes.optional("empty or an http or https address", Optional::of);
    return type.filter(text -> text.isEmpty() || isUrl(text.get())).hidden();
  }

  private static boolean isUrl(String template) {
    return AddressTypes.webUrl()
        .parser()
        .apply(template.replace(STREAM, "x"))
        .filter(Optional::isPresent)
        .isPresent();
  }

  private static SettingType<Optional<String>> command() {
    return SettingTypes.optional("empty or a command", Optional::of).hidden();
  }

  Optional<String> url(HookKind kind) {
    return urls.getOrDefault(kind, Optional.empty());
  }

  Optional<String> command(HookKind kind) {
    return commands.getOrDefault(kind, Optional.empty());
  }

  /** Whether a hook of that kind is set. */
  boolean has(HookKind kind) {
    return url(kind).isPresent() || command(kind).isPresent();
  }
}

package dev.sluice.base.settings;

/**
 * The settings of one feature. A subclass declares each setting as a final field. The initialiser
 * is the whole declaration, and the field has the value:
 *
 * <pre>{@code
 * public final class PushSettings extends SettingsGroup {
 *   public final Duration stall =
 *       setting("ingest.stallSeconds", seconds(1, 3600), "10", "Silence after which ...");
 *
 *   public PushSettings(SettingsSource source) throws SettingsException {
 *     super(source);
 *   }
 * }
 * }</pre>
 *
 * <p>Values reach their fields by name, so that two of the same type cannot be confused. Every
 * setting is read every time, independent of the values of others, because one reading of the
 * groups finds the list of keys. The constructor of a group checks conditions between its settings.
 */
public abstract class SettingsGroup {
  private final SettingsSource source;

  /**
   * @param source gives the values
   */
  protected SettingsGroup(SettingsSource source) {
    this.source = source;
  }

  /** The constructor of a group. */
  @FunctionalInterface
  public interface Constructor<G> {
    /** Reads the group. */
    G read(SettingsSource source) throws SettingsException;
  }

  /**
   * Declares a setting and returns its value.
   *
   * @param path name in a configuration file; the name of the environment variable follows from it
   * @param type parser and allowed values
   * @param defaultText value where none is written, in the notation of a file
   * @param doc sentence for the documentation, in Markdown
   * @throws SettingsException if the written value is not allowed
   */
  protected final <T> T setting(String path, SettingType<T> type, String defaultText, String doc)
      throws SettingsException {
    return source.value(new SettingsKey<>(path, type, defaultText, doc));
  }

  /** Reads a group within this group. */
  protected final <G> G group(Constructor<G> constructor) throws SettingsException {
    return constructor.read(source);
  }

  /**
   * Checks a condition between settings.
   *
   * @throws SettingsException with the sentence, if the condition is not met
   */
  protected static void require(boolean condition, String sentence) throws SettingsException {
    if (!condition) {
      throw new SettingsException(sentence);
    }
  }

  /** Warns of a combination that is allowed but probably a mistake. */
  protected final void warnIf(boolean condition, String sentence) {
    if (condition) {
      source.warn(sentence);
    }
  }
}

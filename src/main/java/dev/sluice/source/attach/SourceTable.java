package dev.sluice.source.attach;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.net.http.StreamNames;
import dev.sluice.source.transport.AddressException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sources of a configuration: {@code NAME: ADDRESS}, or {@code NAME} with the members of an
 * {@link AttachmentPlan} below it.
 */
final class SourceTable {
  private SourceTable() {}

  /**
   * Reads the table.
   *
   * @param table values by {@code NAME} or {@code NAME.MEMBER}
   * @throws SettingsException for the first source that is none
   */
  static Map<String, AttachmentPlan> plans(Map<String, List<String>> table)
      throws SettingsException {
    Map<String, Map<String, List<String>>> members = new TreeMap<>();
    for (Map.Entry<String, List<String>> entry : table.entrySet()) {
      String key = entry.getKey();
      int dot = key.lastIndexOf('.');
      String last = key.substring(dot + 1);
      boolean member = dot > 0 && AttachmentPlan.members().contains(last);
      members
          .computeIfAbsent(member ? key.substring(0, dot) : key, name -> new HashMap<>())
          .merge(member ? last : "url", entry.getValue(), (one, other) -> other);
    }
    Map<String, AttachmentPlan> plans = new TreeMap<>();
    for (Map.Entry<String, Map<String, List<String>>> entry : members.entrySet()) {
      plans.put(entry.getKey(), plan(entry.getKey(), entry.getValue()));
    }
    return plans;
  }

  private static AttachmentPlan plan(String name, Map<String, List<String>> members)
      throws SettingsException {
    try {
      if (!StreamNames.isAllowed(name)) {
        throw new AddressException(StreamNames.RULE);
      }
      return AttachmentPlan.of(members);
    } catch (AddressException e) {
      throw new SettingsException("sources.%s: %s".formatted(name, e.getMessage()));
    }
  }
}

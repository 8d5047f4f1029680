package dev.sluice.source.channel;

import java.util.List;
import java.util.Locale;

/** What a channel is for, by its name and the content type of its segments. */
enum ChannelKind {
  /** Feeds a stream. */
  MEDIA,
  /** Brings JSON messages beside the media of a stream. */
  DATA,
  /** Takes messages to the worker of a stream. */
  CONTROL,
  /** Is only passed on to its subscribers. */
  OTHER;

  /** Suffixes of channels for one half of the media. */
  private static final List<String> PARTS = List.of("-video", "-audio");

  /** Suffixes of data channels, as a gateway names them. */
  private static final List<String> DATA_SUFFIXES = List.of("-data", "-events");

  private static final String CONTROL_SUFFIX = "-control";

  /** Kind of a channel; workers label media in many ways. */
  static ChannelKind of(String name, String contentType) {
    if (has(name, CONTROL_SUFFIX)) {
      return CONTROL;
    }
    String type = contentType.toLowerCase(Locale.ROOT).replaceFirst("[;,].*", "").strip();
    if (DATA_SUFFIXES.stream().anyMatch(suffix -> has(name, suffix)) || isJson(type)) {
      return DATA;
    }
    boolean media =
        type.isEmpty()
            || type.startsWith("video/")
            || type.startsWith("audio/")
            || type.startsWith("application/octet-stream");
    return media ? MEDIA : OTHER;
  }

  private static boolean isJson(String type) {
    return type.startsWith("application/json") || type.matches(".*/(x-)?ndjson|.*[/+]json");
  }

  /** Name of the stream that a channel belongs to: its own, without the suffix of its kind. */
  static String streamOf(String name) {
    int dash = name.lastIndexOf('-');
    String suffix = dash < 0 ? "" : name.substring(dash);
    boolean known =
        PARTS.contains(suffix) || DATA_SUFFIXES.contains(suffix) || suffix.equals(CONTROL_SUFFIX);
    return known && has(name, suffix) ? name.substring(0, dash) : name;
  }

  /** Name of the control channel of a stream. */
  static String control(String stream) {
    return stream + CONTROL_SUFFIX;
  }

  /** Number of the part of the media that a channel has; -1 if it has all of them. */
  static int part(String name) {
    return PARTS.indexOf(name.substring(streamOf(name).length()));
  }

  /** Count of the parts of a stream on two channels. */
  static int parts() {
    return PARTS.size();
  }

  private static boolean has(String name, String suffix) {
    return name.endsWith(suffix) && name.length() > suffix.length();
  }
}

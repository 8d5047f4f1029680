package dev.sluice.codec.pcm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The loudspeakers of the usual arrangements of channels, in the order of the channels. */
public final class SpeakerLayouts {
  /** One channel. */
  public static final List<Speaker> MONO = List.of(Speaker.FC);

  /** Left and right. */
  public static final List<Speaker> STEREO = List.of(Speaker.FL, Speaker.FR);

  /** The names that libavutil gives to arrangements (channel_layout.c), by name. */
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("mono", "FC"),
          Map.entry("stereo", "FL+FR"),
          Map.entry("2.1", "FL+FR+LFE"),
          Map.entry("3.0", "FL+FR+FC"),
          Map.entry("3.0(back)", "FL+FR+BC"),
          Map.entry("4.0", "FL+FR+FC+BC"),
          Map.entry("quad", "FL+FR+BL+BR"),
          Map.entry("quad(side)", "FL+FR+SL+SR"),
          Map.entry("3.1", "FL+FR+FC+LFE"),
          Map.entry("5.0", "FL+FR+FC+BL+BR"),
          Map.entry("5.0(side)", "FL+FR+FC+SL+SR"),
          Map.entry("4.1", "FL+FR+FC+LFE+BC"),
          Map.entry("5.1", "FL+FR+FC+LFE+BL+BR"),
          Map.entry("5.1(side)", "FL+FR+FC+LFE+SL+SR"),
          Map.entry("6.0", "FL+FR+FC+BC+SL+SR"),
          Map.entry("6.1", "FL+FR+FC+LFE+BC+SL+SR"),
          Map.entry("6.1(back)", "FL+FR+FC+LFE+BL+BR+BC"),
          Map.entry("7.0", "FL+FR+FC+BL+BR+SL+SR"),
          Map.entry("7.1", "FL+FR+FC+LFE+BL+BR+SL+SR"),
          Map.entry("7.1(wide)", "FL+FR+FC+LFE+BL+BR+FLC+FRC"),
          Map.entry("7.1(wide-side)", "FL+FR+FC+LFE+FLC+FRC+SL+SR"));

  /** The loudspeakers of the bits of a mask, the lowest one first. */
  private static final List<Speaker> BY_BIT =
      List.of(
          Speaker.FL,
          Speaker.FR,
          Speaker.FC,
          Speaker.LFE,
          Speaker.BL,
          Speaker.BR,
          Speaker.FLC,
          Speaker.FRC,
          Speaker.BC,
          Speaker.SL,
          Speaker.SR);

  /** Pairs of channels without an arrangement, as SMPTE 302M has them, and the order of AAC. */
  private static final String[] BY_COUNT = {
    "", "mono", "stereo", "3.0", "4.0", "5.0", "5.1", "6.1", "7.1"
  };

  private static final Pattern COUNTED = Pattern.compile("(\\d{1,2}) channels(?: \\((.*)\\))?");

  private SpeakerLayouts() {}

  /**
   * Reads libavutil's text for an arrangement, such as {@code 5.1(side)}, {@code 3 channels
   * (FL+FR+LFE)} or {@code 4 channels}.
   */
  public static List<Speaker> parse(String text) {
    Matcher counted = COUNTED.matcher(text);
    if (!counted.matches()) {
      return named(NAMED.getOrDefault(text, text));
    }
    String list = counted.group(2);
    return list == null ? usual(Integer.parseInt(counted.group(1))) : named(list);
  }

  /** The usual arrangement of a count of channels; beyond 8 the rest is left out. */
  public static List<Speaker> usual(int channels) {
    int known = Math.min(channels, BY_COUNT.length - 1);
    List<Speaker> speakers =
        new ArrayList<>(known <= 0 ? List.of() : named(NAMED.getOrDefault(BY_COUNT[known], "")));
    while (speakers.size() < channels) {
      speakers.add(Speaker.OTHER);
    }
    return List.copyOf(speakers);
  }

  /** The arrangement of a mask with a bit for each loudspeaker, the lowest one first. */
  public static List<Speaker> ofMask(long mask, int channels) {
    List<Speaker> speakers = new ArrayList<>();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((mask >>> bit & 1) != 0) {
        speakers.add(bit < BY_BIT.size() ? BY_BIT.get(bit) : Speaker.OTHER);
      }
    }
    return speakers.size() == channels ? List.copyOf(speakers) : usual(channels);
  }

  private static List<Speaker> named(String list) {
    List<Speaker> speakers = new ArrayList<>();
    for (String name : list.split("\\+", -1)) {
      speakers.add(speaker(name));
    }
    return List.copyOf(speakers);
  }

  private static Speaker speaker(String name) {
    for (Speaker speaker : Speaker.values()) {
      if (speaker.name().equals(name)) {
        return speaker;
      }
    }
    return Speaker.OTHER;
  }
}

package dev.sluice.source.attach;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.SourceAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The wish for an attachment.
 *
 * @param addresses of the source; several are parts of one source, such as a channel for pictures
 *     and one for sound
 * @param fallbacks addresses that stand by, the best first: each has a priority one lower than the
 *     one before it
 * @param onDemand whether it is connected only while there are viewers
 * @param retries connections in a row that may fail before the attachment ends; {@link #FOREVER}
 * @param priority decides between sources of a stream; higher wins
 * @param verifiesCertificates whether TLS servers must show a certificate that is trusted
 * @param data trickle channels with JSON messages beside the media
 * @param control trickle channel in which the service publishes to the worker; empty for none
 */
public record AttachmentPlan(
    List<SourceAddress> addresses,
    List<SourceAddress> fallbacks,
    boolean onDemand,
    int retries,
    int priority,
    boolean verifiesCertificates,
    List<SourceAddress> data,
    Optional<SourceAddress> control) {
  /** Any number of {@link #retries}. */
  public static final int FOREVER = -1;

  /** A source for pictures, one for sound, and two to spare. */
  private static final int MAX_ADDRESSES = 4;

  /** Leaves room for the lower priorities of fallbacks. */
  private static final int LEAST_PRIORITY = Integer.MIN_VALUE + MAX_ADDRESSES;

  private static final String TRICKLE = "trickle+http";
  private static final String ADDRESS = "url";
  private static final String ADDRESSES = "urls";
  private static final String FALLBACKS = "fallbacks";
  private static final String ON_DEMAND = "onDemand";
  private static final String RETRIES = "retries";
  private static final String PRIORITY = "priority";
  private static final String VERIFY = "verifyCertificates";
  private static final String DATA = "data";
  private static final String CONTROL = "control";
  private static final Set<String> MEMBERS =
      Set.of(ADDRESS, ADDRESSES, FALLBACKS, ON_DEMAND, RETRIES, PRIORITY, VERIFY, DATA, CONTROL);

  /** Copies the lists. */
  public AttachmentPlan {
    addresses = List.copyOf(addresses);
    fallbacks = List.copyOf(fallbacks);
    data = List.copyOf(data);
  }

  /** The names that {@link #of} knows. */
  static Set<String> members() {
    return MEMBERS;
  }

  /**
   * Reads a plan.
   *
   * @param members by name, as in a configuration file or a JSON object: {@code url} or {@code
   *     urls}, {@code fallbacks}, {@code onDemand}, {@code retries}, {@code priority}, {@code
   *     verifyCertificates}, {@code data}, {@code control}
   * @throws AddressException if it is none, with a sentence for people
   */
  public static AttachmentPlan of(Map<String, List<String>> members) throws AddressException {
    Map<String, List<String>> rest = new TreeMap<>(members);
    List<String> one = Optional.ofNullable(rest.remove(ADDRESS)).orElse(List.of());
    List<String> several = Optional.ofNullable(rest.remove(ADDRESSES)).orElse(List.of());
    List<String> others = Optional.ofNullable(rest.remove(FALLBACKS)).orElse(List.of());
    if (one.isEmpty() == several.isEmpty()
        || one.size() > 1
        || several.size() > MAX_ADDRESSES
        || others.size() > MAX_ADDRESSES) {
      throw new AddressException(
          "A source has either url, one address, or urls, a list of up to %d addresses; fallbacks are up to %d."
              .formatted(MAX_ADDRESSES, MAX_ADDRESSES));
    }
    AttachmentPlan plan =
        new AttachmentPlan(
            addresses(one.isEmpty() ? several : one),
            addresses(others),
            flag(rest, ON_DEMAND, false),
            number(rest, RETRIES, FOREVER),
            number(rest, PRIORITY, 0),
            flag(rest, VERIFY, true),
            channels(rest, DATA, MAX_ADDRESSES),
            channels(rest, CONTROL, 1).stream().findFirst());
    if (plan.retries() < FOREVER) {
      throw new AddressException("retries must be -1, for any number, or 0 or more.");
    }
    if (plan.priority() < LEAST_PRIORITY) {
      throw new AddressException("priority must be %d or more.".formatted(LEAST_PRIORITY));
    }
    if (!rest.isEmpty()) {
      throw new AddressException(
          "\"%s\" is not known; a source has url or urls, fallbacks, onDemand, retries, priority, verifyCertificates, data and control."
              .formatted(rest.keySet().iterator().next()));
    }
    return plan;
  }

  private static List<SourceAddress> addresses(List<String> texts) throws AddressException {
    List<SourceAddress> addresses = new ArrayList<>();
    for (String text : texts) {
      addresses.add(SourceAddress.parse(text.strip()));
    }
    return addresses;
  }

  private static List<SourceAddress> channels(
      Map<String, List<String>> members, String name, int most) throws AddressException {
    List<SourceAddress> channels =
        addresses(Optional.ofNullable(members.remove(name)).orElse(List.of()));
    if (channels.size() > most
        || channels.stream().anyMatch(address -> !address.scheme().startsWith(TRICKLE))) {
      throw new AddressException(
          "%s has at most %d %s a trickle channel, such as trickle+https://HOST/ai/trickle/CHANNEL."
              .formatted(name, most, most == 1 ? "address of" : "addresses, each of"));
    }
    return channels;
  }

  private static boolean flag(Map<String, List<String>> members, String name, boolean otherwise)
      throws AddressException {
    List<String> text = members.remove(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.equals(List.of("true")) && !text.equals(List.of("false"))) {
      throw new AddressException("%s must be true or false.".formatted(name));
    }
    return text.getFirst().equals("true");
  }

  private static int number(Map<String, List<String>> members, String name, int otherwise)
      throws AddressException {
    List<String> text = members.remove(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(String.join(",", text));
    } catch (NumberFormatException e) {
      throw new AddressException("%s must be a whole number.".formatted(name));
    }
  }
}

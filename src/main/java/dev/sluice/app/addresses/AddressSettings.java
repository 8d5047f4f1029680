package dev.sluice.app.addresses;

import static dev.sluice.base.settings.AddressTypes.isAddress;
import static dev.sluice.base.settings.AddressTypes.isHostName;
import static dev.sluice.base.settings.SettingTypes.listOf;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.util.List;
import java.util.regex.Pattern;

/** Addresses at which viewers reach this machine; docs/network.md explains them. */
public final class AddressSettings extends SettingsGroup {
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final int MAX_PORT = 65_535;

  /** Addresses, host names, and pairs {@code LOCAL/PUBLIC} for a one-to-one NAT. */
  public final List<String> publicAddresses =
      setting(
          "udp.publicAddresses",
          listOf(
              "a list of IPv4 or IPv6 addresses, host names, and pairs such as"
                  + " 10.0.0.5/203.0.113.7",
              AddressSettings::isPublicAddress),
          "",
          "Addresses at which viewers reach the UDP port, besides those of the interfaces:"
              + " `203.0.113.7`, `media.example.org`, or `10.0.0.5/203.0.113.7` for the one that a"
              + " NAT maps to a local address.");

  /** {@code aws}, or STUN servers as {@code HOST:PORT}. */
  public final List<String> discover =
      setting(
          "udp.discover",
          listOf(
              "a list of aws and STUN servers such as stun.example.org:3478",
              AddressSettings::isDiscoveryService),
          "",
          "Services that report the public address: STUN servers, or `aws`. They are asked in"
              + " the background every five minutes; empty asks none.");

  /** Reads the group. */
  public AddressSettings(SettingsSource source) throws SettingsException {
    super(source);
  }

  private static boolean isPublicAddress(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? isAddress(text) || isHostName(text)
        : isAddress(text.substring(0, slash)) && isAddress(text.substring(slash + 1));
  }

  private static boolean isDiscoveryService(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return text.equals(AddressDiscovery.AWS);
    }
    String host = text.substring(0, colon);
    String port = text.substring(colon + 1);
    return (isHostName(host) || isAddress(host))
        && PORT.matcher(port).matches()
        && Integer.parseInt(port) <= MAX_PORT;
  }
}

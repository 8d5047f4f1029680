package dev.sluice.app.addresses;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.ice.harvest.AwsCandidateHarvester;
import org.ice4j.ice.harvest.StunMappingCandidateHarvester;
import org.jspecify.annotations.Nullable;

/**
 * Asks STUN servers, or AWS, for the public address of this machine. The port of the response is
 * ignored, because the requests do not leave from the media socket.
 */
final class AddressDiscovery {
  private static final System.Logger LOG = System.getLogger(AddressDiscovery.class.getName());
  static final String AWS = "aws";

  private final InetAddress local;
  private final List<String> services;

  /**
   * @param local source address of the requests
   * @param services {@code aws}, or STUN servers as {@code HOST:PORT}
   */
  AddressDiscovery(InetAddress local, List<String> services) {
    this.local = local;
    this.services = List.copyOf(services);
  }

  /** Asks all services and returns the addresses found. A silent service takes seconds. */
  List<InetAddress> ask() {
    List<InetAddress> found = new ArrayList<>();
    for (String one : services) {
      TransportAddress mask = ask(one);
      if (mask == null) {
        LOG.log(System.Logger.Level.WARNING, "{0} did not give a public address.", one);
      } else {
        LOG.log(
            System.Logger.Level.DEBUG,
            "{0} reports the public address {1}.",
            one,
            mask.getHostAddress());
        found.add(mask.getAddress());
      }
    }
    return found;
  }

  private @Nullable TransportAddress ask(String one) {
    try {
      if (one.equals(AWS)) {
        return AwsCandidateHarvester.smellsLikeAnEC2()
            ? new AwsCandidateHarvester().getMask()
            : null;
      }
      int colon = one.lastIndexOf(':');
      StunMappingCandidateHarvester harvester =
          new StunMappingCandidateHarvester(
              new TransportAddress(local, 0, Transport.UDP),
              new TransportAddress(
                  one.substring(0, colon),
                  Integer.parseInt(one.substring(colon + 1)),
                  Transport.UDP));
      harvester.discover();
      return harvester.getMask();
    } catch (RuntimeException e) {
      // The library throws unchecked exceptions, for example for an unknown host name.
      LOG.log(System.Logger.Level.DEBUG, "Discovery by " + one + " failed.", e);
      return null;
    }
  }
}

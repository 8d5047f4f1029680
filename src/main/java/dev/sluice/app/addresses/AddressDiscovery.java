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
 * Asks others for the address at which this machine is seen. Only the address counts: they are
 * asked from a socket of its own, whose port is not that of media.
 */
final class AddressDiscovery {
  private static final System.Logger LOG = System.getLogger(AddressDiscovery.class.getName());
  static final String AWS = "aws";

  private final InetAddress local;
  private final List<String> asked;

  /**
   * @param local the address to ask from
   * @param asked {@code aws}, or STUN servers as {@code host:port}
   */
  AddressDiscovery(InetAddress local, List<String> asked) {
    this.local = local;
    this.asked = List.copyOf(asked);
  }

  /** What was found; takes seconds for each that does not answer. */
  List<InetAddress> ask() {
    List<InetAddress> found = new ArrayList<>();
    for (String one : asked) {
      TransportAddress mask = ask(one);
      if (mask == null) {
        LOG.log(System.Logger.Level.WARNING, "{0} did not give a public address.", one);
      } else {
        LOG.log(
            System.Logger.Level.DEBUG, "{0} says that this is {1}.", one, mask.getHostAddress());
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

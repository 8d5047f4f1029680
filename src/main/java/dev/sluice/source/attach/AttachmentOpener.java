package dev.sluice.source.attach;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.source.data.ControlCounters;
import dev.sluice.source.data.DataCounters;
import dev.sluice.source.data.ReceivedData;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.SourceJoin;
import dev.sluice.source.supervisor.SourceRequest;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.source.supervisor.SupervisedInlet;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Reach;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ThreadLocalRandom;

/** Opens the parts of attachments: their sources, data channels and control channels. */
final class AttachmentOpener {
  private final Sources sources;
  private final AttachSettings settings;
  private final SortedMap<String, Transport.Factory> transports;
  private final ChannelTransports channels;
  private final AttachedSource.Surroundings surroundings;
  private final DataCounters dataCounters = new DataCounters();
  private final ControlCounters controlCounters = new ControlCounters();
  private final RateLimitedLog dataLog = ReceivedData.log();

  /**
   * @param transports by scheme
   * @param channels of JSON beside the media
   */
  AttachmentOpener(
      Sources sources,
      AttachSettings settings,
      SortedMap<String, Transport.Factory> transports,
      ChannelTransports channels,
      AttachedSource.Surroundings surroundings) {
    this.sources = sources;
    this.settings = settings;
    this.transports = transports;
    this.channels = channels;
    this.surroundings = surroundings;
  }

  /**
   * Opens all parts. Of a plan with an address that cannot be used, the others are released.
   *
   * @throws AddressException if an address cannot be used, or is not allowed; with a sentence
   */
  Attachment open(String stream, AttachmentPlan plan, Attachments.Origin origin)
      throws AddressException {
    List<AttachedSource> opened = new ArrayList<>();
    try {
      open(opened, stream, plan, origin);
      return new Attachment(
          stream,
          plan,
          origin,
          opened,
          attachedData(stream, plan, origin),
          attachedControl(stream, plan, origin));
    } catch (AddressException e) {
      opened.forEach(AttachedSource::discard);
      throw e;
    }
  }

  private void open(
      List<AttachedSource> attached, String stream, AttachmentPlan plan, Attachments.Origin origin)
      throws AddressException {
    if (!plan.fallbacks().isEmpty() && !sources.standBy()) {
      throw new AddressException(
          "fallbacks need ingest.takeover: priority, so that they stand by.");
    }
    int parts = plan.addresses().size();
    SourceJoin join = new SourceJoin(parts);
    for (int i = 0; i < parts; i++) {
      Optional<SourceJoin.Part> part = parts > 1 ? Optional.of(join.part(i)) : Optional.empty();
      attached.add(attached(stream, plan, plan.addresses().get(i), plan.priority(), part, origin));
    }
    int priority = plan.priority();
    for (SourceAddress address : plan.fallbacks()) {
      priority--;
      attached.add(attached(stream, plan, address, priority, Optional.empty(), origin));
    }
  }

  private AttachedSource attached(
      String stream,
      AttachmentPlan plan,
      SourceAddress address,
      int priority,
      Optional<SourceJoin.Part> part,
      Attachments.Origin origin)
      throws AddressException {
    Transport.Factory factory = transports.get(address.scheme());
    if (factory == null) {
      throw new AddressException(
          "Sources with %s addresses are not known; known are %s."
              .formatted(address.scheme(), String.join(", ", transports.keySet())));
    }
    Transport transport = open(factory, stream, plan, address, origin);
    SourceRequest whole =
        new SourceRequest(stream, new SourceClient("", address.toString()))
            .withPriority(priority)
            .withUnpaced(transport.unpaced());
    SourceRequest request = part.map(whole::withPart).orElse(whole);
    return new AttachedSource(
        stream,
        plan,
        address,
        priority,
        transport,
        listener -> new SupervisedInlet(sources, request, listener),
        surroundings,
        backoff(),
        InstantSource.system());
  }

  private Transport open(
      Transport.Factory factory,
      String stream,
      AttachmentPlan plan,
      SourceAddress address,
      Attachments.Origin origin)
      throws AddressException {
    Transport transport = factory.open(request(stream, plan, address, origin));
    if (origin == Attachments.Origin.CONFIGURATION) {
      return transport;
    }
    if (!transport.exclusive()) {
      // The others listen at an address of this machine.
      settings.allowed.requireHost(address);
    }
    return settings.allowed.judged(address, transport);
  }

  private TransportRequest request(
      String stream, AttachmentPlan plan, SourceAddress address, Attachments.Origin origin)
      throws AddressException {
    Reach reach = AllowedSources.everywhere();
    if (origin == Attachments.Origin.API) {
      settings.allowed.require(address);
      reach = settings.allowed.reach();
    }
    return new TransportRequest(stream, address, reach, plan.verifiesCertificates());
  }

  private Backoff backoff() {
    return new Backoff(settings.firstRetry, settings.longestRetry, ThreadLocalRandom.current());
  }

  private List<AttachedData> attachedData(
      String stream, AttachmentPlan plan, Attachments.Origin origin) throws AddressException {
    List<AttachedData> attached = new ArrayList<>();
    for (SourceAddress address : plan.data()) {
      InstantSource clock = InstantSource.system();
      attached.add(
          new AttachedData(
              open(channels.data(), stream, plan, address, origin),
              new AttachmentProgress(
                  "data channel", stream, address, 0, surroundings.errors(), clock),
              new ReceivedData(address.toString(), stream, dataCounters, dataLog, clock),
              () -> isWanted(stream, plan),
              backoff(),
              surroundings.faults(),
              surroundings.idleNanos()));
    }
    return attached;
  }

  private Optional<AttachedControl> attachedControl(
      String stream, AttachmentPlan plan, Attachments.Origin origin) throws AddressException {
    if (plan.control().isEmpty()) {
      return Optional.empty();
    }
    SourceAddress address = plan.control().get();
    if (origin == Attachments.Origin.API) {
      settings.allowed.requireHost(address);
    }
    return Optional.of(
        new AttachedControl(
            channels.control().open(request(stream, plan, address, origin)),
            new AttachmentProgress(
                "control channel",
                stream,
                address,
                0,
                surroundings.errors(),
                InstantSource.system()),
            () -> isWanted(stream, plan),
            backoff(),
            surroundings.faults(),
            controlCounters));
  }

  private boolean isWanted(String stream, AttachmentPlan plan) {
    return !plan.onDemand() || surroundings.demand().wanted(stream);
  }

  /** Messages of all data channels. */
  DataCounters dataCounters() {
    return dataCounters;
  }

  /** Messages of all control channels. */
  ControlCounters controlCounters() {
    return controlCounters;
  }
}

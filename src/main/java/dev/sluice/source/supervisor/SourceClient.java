package dev.sluice.source.supervisor;

/**
 * The client that sends a source.
 *
 * @param limitKey its key in limits per address; empty for an address without limits
 * @param address for the log, without secrets
 * @param query options behind the address to which it publishes, without tokens; empty for none
 */
public record SourceClient(String limitKey, String address, String query) {
  /** A client without options. */
  public SourceClient(String limitKey, String address) {
    this(limitKey, address, "");
  }
}

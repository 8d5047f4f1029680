package dev.sluice.conformance.clients;

/** The contract of all clients. */
class EyevinnTest extends ClientContract {
  EyevinnTest() {
    super(BrowserClient.eyevinn());
  }
}

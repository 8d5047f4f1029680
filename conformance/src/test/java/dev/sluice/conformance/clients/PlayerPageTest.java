package dev.sluice.conformance.clients;

/** The contract of all clients. */
class PlayerPageTest extends ClientContract {
  PlayerPageTest() {
    super(BrowserClient.ownPage());
  }
}

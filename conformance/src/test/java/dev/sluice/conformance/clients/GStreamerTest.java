package dev.sluice.conformance.clients;

/** The contract of all clients. */
class GStreamerTest extends ClientContract {
  GStreamerTest() {
    super(ProgramClient.gstreamer());
  }
}

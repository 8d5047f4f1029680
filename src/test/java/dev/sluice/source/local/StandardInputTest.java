package dev.sluice.source.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRun;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Standard input, which only one source has, and which outlives it. */
class StandardInputTest {
  private static void write(PipedOutputStream to, String text) throws Exception {
    to.write(text.getBytes(StandardCharsets.US_ASCII));
    to.flush();
  }

  @Test
  void itOutlivesItsSources() throws Exception {
    try (PipedOutputStream writer = new PipedOutputStream();
        PipedInputStream input = new PipedInputStream(writer)) {
      LocalSources family = new LocalSources(input);
      try (Transport transport = TransportRun.open(family, "-");
          TransportRun run = new TransportRun(transport)) {
        write(writer, "first");
        run.inlet().await(inlet -> inlet.text().equals("first"));
        assertEquals(
            "A source has the standard input; detach it first.",
            assertThrows(AddressException.class, () -> TransportRun.open(family, "-"))
                .getMessage());
        run.close();
        assertEquals(Transport.Ended.AGAIN, run.ended());
      }
      try (Transport transport = TransportRun.open(family, "-");
          TransportRun run = new TransportRun(transport)) {
        write(writer, "second");
        run.inlet().await(inlet -> inlet.text().equals("second"));
        writer.close();
        assertEquals(Transport.Ended.FOR_GOOD, run.ended());
      }
      try (Transport transport = TransportRun.open(family, "-");
          TransportRun run = new TransportRun(transport)) {
        assertEquals(Transport.Ended.FOR_GOOD, run.ended());
      }
    }
  }
}

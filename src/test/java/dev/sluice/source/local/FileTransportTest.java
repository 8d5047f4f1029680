package dev.sluice.source.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and named pipes. */
class FileTransportTest {
  private final LocalSources family = new LocalSources(InputStream.nullInputStream());

  @TempDir Path folder;

  private Transport open(String address) throws AddressException {
    return TransportRun.open(family, address);
  }

  @Test
  void aFileIsReadOnce() throws Exception {
    Path file = Files.writeString(folder.resolve("one"), "media");
    try (Transport transport = open("file:" + file);
        TransportRun run = new TransportRun(transport)) {
      assertTrue(transport.unpaced());
      assertEquals(Transport.Ended.FOR_GOOD, run.ended());
      assertEquals(List.of("connected", "feed 5"), run.inlet().events());
    }
  }

  @Test
  void aLoopTellsItsSeams() throws Exception {
    Path file = Files.writeString(folder.resolve("one"), "media");
    try (Transport transport = open("file://%s?loop=true".formatted(file));
        TransportRun run = new TransportRun(transport)) {
      run.inlet().await(inlet -> inlet.events().size() >= 6);
      assertEquals(
          List.of("connected", "feed 5", "endSegment", "feed 5", "endSegment", "feed 5"),
          run.inlet().events().subList(0, 6));
    }
  }

  @Test
  void aLoopWithoutMediaDoesNotSpin() throws Exception {
    Path file = Files.writeString(folder.resolve("one"), "no media");
    long begin = System.nanoTime();
    try (Transport transport = open("file:%s?loop=true".formatted(file));
        TransportRun run = new TransportRun(transport)) {
      run.inlet().await(inlet -> inlet.events().size() >= 41);
    }
    // Of 20 passes, a park may end early, but not each of them.
    assertTrue(System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(100));
  }

  @Test
  void whatCannotBeReadIsASentence() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty"));
    assertFailure("The file /no/such does not exist.", "file:/no/such");
    assertFailure("%s is a folder, not a file.".formatted(folder), "file:" + folder);
    assertFailure(
        "%s cannot be read: it is empty.".formatted(empty), "file:%s?loop=true".formatted(empty));
  }

  private void assertFailure(String sentence, String address) throws Exception {
    try (Transport transport = open(address);
        TransportRun run = new TransportRun(transport)) {
      assertEquals(sentence, run.failure());
    }
  }

  @Test
  void addressesWithoutSenseAreRefused() {
    for (String address :
        List.of("file:", "file://host/one", "file:one?loop=1", "file:one?speed=2")) {
      AddressException refused = assertThrows(AddressException.class, () -> open(address));
      assertTrue(String.valueOf(refused.getMessage()).endsWith("."), refused::getMessage);
    }
  }

  private Path pipe() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "mkfifo is needed");
    return pipe;
  }

  @Test
  void aNamedPipeIsReadFromOneWriterAfterTheOther() throws Exception {
    Path pipe = pipe();
    try (Transport transport = open("file:" + pipe)) {
      assertFalse(transport.unpaced());
      for (String text : List.of("first", "second")) {
        try (TransportRun run = new TransportRun(transport)) {
          try (OutputStream writer = Files.newOutputStream(pipe)) {
            writer.write(text.getBytes(StandardCharsets.US_ASCII));
            run.inlet().await(inlet -> inlet.text().equals(text));
          }
          assertEquals(Transport.Ended.NEXT_PEER, run.ended());
        }
      }
    }
  }

  @Test
  void aDetachEndsTheWaitForAWriterAndForItsBytes() throws Exception {
    Path pipe = pipe();
    try (Transport transport = open("file:" + pipe);
        TransportRun run = new TransportRun(transport)) {
      run.close();
      assertEquals(Transport.Ended.AGAIN, run.ended());
      try (TransportRun second = new TransportRun(transport);
          OutputStream writer = Files.newOutputStream(pipe)) {
        second.inlet().await(inlet -> inlet.events().contains("connected"));
        second.close();
        writer.flush();
      }
    }
  }
}

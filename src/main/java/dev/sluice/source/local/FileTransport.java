package dev.sluice.source.local;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.StreamPump;
import dev.sluice.source.transport.Transport;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A file, which is played in real time, once or in a loop; or a named pipe, read as it comes. */
final class FileTransport implements Transport {
  static final String SCHEME = "file";

  private static final String LOOP = "loop";

  /** Shortest time of a pass: a file without pictures and sound holds nothing back. */
  private static final long LEAST_PASS_NANOS = 10_000_000;

  private final Path path;
  private final boolean loop;

  private FileTransport(Path path, boolean loop) {
    this.path = path;
    this.loop = loop;
  }

  /** Reads {@code file:PATH} and {@code file:PATH?loop=true}. */
  static FileTransport of(SourceAddress address) throws AddressException {
    address.requireOptions(Set.of(LOOP));
    if (!address.host().isEmpty() && !address.host().equals("localhost")) {
      throw new AddressException(
          "The file must be of this machine, as in file:/films/one.ts; write no host.");
    }
    if (address.path().isEmpty()) {
      throw new AddressException("The address lacks the path of the file.");
    }
    try {
      return new FileTransport(Path.of(address.path()), address.flag(LOOP));
    } catch (InvalidPathException e) {
      throw new AddressException("The path of the file is not valid.");
    }
  }

  /** A named pipe has the pace of its writer. */
  @Override
  public boolean unpaced() {
    return !isPipe();
  }

  private boolean isPipe() {
    return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
  }

  @Override
  public Ended run(Inlet inlet) throws IOException, InterruptedException {
    require();
    try {
      return isPipe() ? readPipe(inlet) : readFile(inlet);
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException("The source is detached.");
    } catch (IOException e) {
      if (inlet.stopped()) {
        return Ended.AGAIN;
      }
      throw new IOException("%s cannot be read: %s.".formatted(path, e.getMessage()), e);
    }
  }

  private void require() throws IOException {
    if (!Files.exists(path)) {
      throw new IOException("The file %s does not exist.".formatted(path));
    }
    if (Files.isDirectory(path)) {
      throw new IOException("%s is a folder, not a file.".formatted(path));
    }
    if (!Files.isReadable(path)) {
      throw new IOException("The file %s may not be read: permission denied.".formatted(path));
    }
  }

  private Ended readFile(Inlet inlet) throws IOException, InterruptedException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      inlet.closeOnStop(file);
      inlet.connected();
      long begun = System.nanoTime();
      while (StreamPump.pumpPieces(Channels.newInputStream(file), inlet)) {
        if (!loop) {
          return Ended.FOR_GOOD;
        }
        if (file.position() == 0) {
          throw new IOException("it is empty");
        }
        inlet.endSegment();
        file.position(0);
        LockSupport.parkNanos(LEAST_PASS_NANOS - (System.nanoTime() - begun));
        begun = System.nanoTime();
      }
      return Ended.AGAIN;
    }
  }

  private Ended readPipe(Inlet inlet) throws IOException, InterruptedException {
    try (PipeOpening pipe = new PipeOpening(path)) {
      inlet.closeOnStop(pipe);
      FileChannel opened = pipe.open();
      inlet.connected();
      boolean unused = StreamPump.pump(Channels.newInputStream(opened), inlet);
    }
    return Ended.NEXT_PEER;
  }
}
